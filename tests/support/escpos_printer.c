// SPDX-License-Identifier: Apache-2.0
/* The line, the faults and the mechanism; what bytes mean stands in escpos_paper.c. */
#include "escpos_printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include "escpos_paper.h"

struct escpos_printer {
    GMutex lock;
    GThread *thread;
    char *path;
    int master, slave; // slave: held open, so that the line lives between two drivers
    int wake;
    bool stopping;
    GByteArray *memory; // taken and not printed yet
    GPtrArray *slips;   // struct escpos_paper *; the last one hangs out
    int paper;          // lines left
    int slow_ms;
    gint64 busy_until_us;
    bool cover, low, jam, hot, broken, offline, mute, noise, marks, cut_failed;
};

#define PAPER_FULL 5000

static struct escpos_paper *
hanging(struct escpos_printer *printer)
{
    return g_ptr_array_index(printer->slips, printer->slips->len - 1);
}

static bool
stands(const struct escpos_printer *printer)
{
    return printer->cover || printer->paper <= 0 || printer->cut_failed || printer->hot ||
           printer->broken || printer->offline;
}

/* ---- answers --------------------------------------------------------------------------------- */

static void
answer(struct escpos_printer *printer, guint8 byte)
{
    if (printer->mute || printer->master < 0)
        return;
    if (printer->noise)
        byte = 0xe5;
    if (write(printer->master, &byte, 1) != 1)
        return; // nobody reads
}

static guint8
status_byte(const struct escpos_printer *printer, guint8 which)
{
    int byte = 0x12;
    switch (which) {
    case 1:
        return (guint8)(byte | (stands(printer) ? 0x08 : 0));
    case 2:
        return (
            guint8)(byte | (printer->cover ? 0x04 : 0) |
                    (printer->paper <= 0 ? 0x20 : 0) |
                    (printer->cut_failed || printer->hot || printer->broken ? 0x40 : 0));
    case 3:
        return (guint8)(byte | (printer->cut_failed ? 0x08 : 0) |
                        (printer->broken ? 0x20 : 0) | (printer->hot ? 0x40 : 0));
    default:
        return (guint8)(byte | (printer->low || printer->paper <= 0 ? 0x0c : 0) |
                        (printer->paper <= 0 ? 0x60 : 0));
    }
}

/* ---- taking bytes ---------------------------------------------------------------------------- */

/* Requests in real time are answered when they come, not in their turn. Returns how many bytes
 * of `bytes` they take, 0: it is none. */
static size_t
obey_at_once(struct escpos_printer *printer, const guint8 *bytes, size_t size)
{
    if (size < 3 || bytes[0] != 0x10)
        return 0;
    if (bytes[1] == 0x04 && bytes[2] >= 1 && bytes[2] <= 4) {
        answer(printer, status_byte(printer, bytes[2]));
        return 3;
    }
    if (bytes[1] == 0x05 && (bytes[2] == 1 || bytes[2] == 2)) {
        if (bytes[2] == 2)
            g_byte_array_set_size(printer->memory, 0);
        return 3;
    }
    return 0;
}

static void
take(struct escpos_printer *printer, const guint8 *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        // Inside a picture the same bytes are dots; our own drivers ask between pieces only.
        size_t taken = escpos_paper_wants_data(printer->memory)
                           ? 0
                           : obey_at_once(printer, bytes + at, size - at);
        if (taken == 0)
            g_byte_array_append(printer->memory, bytes + at, 1);
        at += MAX(taken, 1);
    }
}

/* ---- the mechanism --------------------------------------------------------------------------- */

static void
cut(struct escpos_printer *printer)
{
    if (printer->jam) {
        printer->cut_failed = true;
        return;
    }
    g_ptr_array_add(printer->slips, escpos_paper_create());
}

/* One element out of the memory. False: nothing whole is in it. */
static bool
print_next(struct escpos_printer *printer)
{
    struct escpos_done done = {0};
    guint used = escpos_paper_take(hanging(printer), printer->memory->data,
                                   printer->memory->len, &done);
    if (used == 0)
        return false;
    g_byte_array_remove_range(printer->memory, 0, used);
    printer->paper -= done.lines;
    if (done.lines > 0)
        printer->busy_until_us = g_get_monotonic_time() + printer->slow_ms * 1000LL;
    if (done.mark && printer->marks)
        answer(printer, printer->low ? 0x03 : 0x00);
    if (done.cut)
        cut(printer);
    return true;
}

static int
work(struct escpos_printer *printer)
{
    for (;;) {
        gint64 now_us = g_get_monotonic_time();
        if (stands(printer))
            return -1;
        if (now_us < printer->busy_until_us)
            return (int)((printer->busy_until_us - now_us) / 1000) + 1;
        if (!print_next(printer))
            return -1;
    }
}

static gpointer
run(gpointer data)
{
    struct escpos_printer *printer = data;
    g_mutex_lock(&printer->lock);
    while (!printer->stopping) {
        int wait_ms = work(printer);
        struct pollfd polled[] = {{.fd = printer->wake, .events = POLLIN},
                                  {.fd = printer->master, .events = POLLIN}};
        g_mutex_unlock(&printer->lock);
        poll(polled, 2, wait_ms);
        g_mutex_lock(&printer->lock);
        eventfd_t count;
        guint8 bytes[4096];
        if (polled[0].revents != 0)
            eventfd_read(printer->wake, &count);
        if (polled[1].revents == 0 || printer->master < 0)
            continue;
        ssize_t size = read(printer->master, bytes, sizeof bytes);
        if (size > 0)
            take(printer, bytes, (size_t)size);
    }
    g_mutex_unlock(&printer->lock);
    return NULL;
}

/* ---- the line -------------------------------------------------------------------------------- */

static bool
plug(struct escpos_printer *printer, GError **error)
{
    printer->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char name[64] = "";
    if (printer->master < 0 || grantpt(printer->master) != 0 ||
        unlockpt(printer->master) != 0 ||
        ptsname_r(printer->master, name, sizeof name) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "no pseudo-terminal: %s",
                    g_strerror(errno));
        return false;
    }
    printer->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios line;
    tcgetattr(printer->slave, &line);
    cfmakeraw(&line);
    tcsetattr(printer->slave, TCSANOW, &line);
    unlink(printer->path);
    if (symlink(name, printer->path) == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", printer->path,
                g_strerror(errno));
    return false;
}

static void
unplug(struct escpos_printer *printer)
{
    if (printer->master < 0)
        return;
    close(printer->slave);
    close(printer->master);
    printer->master = printer->slave = -1;
    unlink(printer->path);
    g_byte_array_set_size(printer->memory, 0); // no power, no memory
}

struct escpos_printer *
escpos_printer_start(const char *path, GError **error)
{
    struct escpos_printer *printer = g_new0(struct escpos_printer, 1);
    *printer = (struct escpos_printer){
        .path = g_strdup(path),
        .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
        .memory = g_byte_array_new(),
        .slips = g_ptr_array_new_with_free_func((GDestroyNotify)escpos_paper_destroy),
        .paper = PAPER_FULL,
        .marks = true,
        .master = -1,
        .slave = -1,
    };
    g_mutex_init(&printer->lock);
    g_ptr_array_add(printer->slips, escpos_paper_create());
    if (!plug(printer, error)) {
        escpos_printer_stop(printer);
        return NULL;
    }
    printer->thread = g_thread_new("escpos-printer", run, printer);
    return printer;
}

void
escpos_printer_stop(struct escpos_printer *printer)
{
    if (printer == NULL)
        return;
    g_mutex_lock(&printer->lock);
    printer->stopping = true;
    g_mutex_unlock(&printer->lock);
    eventfd_write(printer->wake, 1);
    if (printer->thread != NULL)
        g_thread_join(printer->thread);
    unplug(printer);
    close(printer->wake);
    g_ptr_array_unref(printer->slips);
    g_byte_array_unref(printer->memory);
    g_mutex_clear(&printer->lock);
    g_free(printer->path);
    g_free(printer);
}

const char *
escpos_printer_path(const struct escpos_printer *printer)
{
    return printer->path;
}

/* ---- control --------------------------------------------------------------------------------- */

static void
clear(struct escpos_printer *printer)
{
    printer->cover = printer->low = printer->jam = printer->hot = false;
    printer->broken = printer->offline = printer->mute = printer->noise = false;
    printer->cut_failed = false;
    printer->marks = true;
    printer->paper = PAPER_FULL;
    printer->slow_ms = 0;
    if (printer->master < 0)
        plug(printer, NULL);
}

/* "cover open" and its like. */
static bool
set_switch(struct escpos_printer *printer, const char *word, const char *value)
{
    bool on = strcmp(value, "on") == 0 || strcmp(value, "open") == 0 ||
              strcmp(value, "jam") == 0;
    const struct {
        const char *word;
        bool *value;
    } switches[] = {{"cover", &printer->cover},  {"low", &printer->low},
                    {"cutter", &printer->jam},   {"hot", &printer->hot},
                    {"error", &printer->broken}, {"offline", &printer->offline},
                    {"mute", &printer->mute},    {"noise", &printer->noise},
                    {"marks", &printer->marks}};
    for (size_t i = 0; i < G_N_ELEMENTS(switches); i++) {
        if (strcmp(switches[i].word, word) == 0) {
            *switches[i].value = on;
            printer->cut_failed &= printer->jam;
            return true;
        }
    }
    return false;
}

static char *
obey(struct escpos_printer *printer, const char *word, const char *value)
{
    if (strcmp(word, "slips") == 0)
        return g_strdup_printf("slips %u", printer->slips->len - 1);
    if (strcmp(word, "text") == 0) {
        guint index = (guint)atoi(value);
        if (index >= printer->slips->len)
            return g_strdup("error: no such slip");
        char *text =
            g_strdup(escpos_paper_text(g_ptr_array_index(printer->slips, index)));
        return g_strdelimit(text, "\n", '|');
    }
    if (strcmp(word, "paper") == 0 || strcmp(word, "after") == 0)
        printer->paper = atoi(value);
    else if (strcmp(word, "slow") == 0)
        printer->slow_ms = atoi(value);
    else if (strcmp(word, "unplug") == 0)
        unplug(printer);
    else if (strcmp(word, "plug") == 0 && printer->master < 0)
        plug(printer, NULL);
    else if (strcmp(word, "clear") == 0)
        clear(printer);
    else if (!set_switch(printer, word, value))
        return g_strdup("error: no such command");
    return g_strdup("ok");
}

char *
escpos_printer_say(struct escpos_printer *printer, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 2);
    bool empty = words[0] == NULL;
    g_mutex_lock(&printer->lock);
    char *answered =
        obey(printer, empty ? "" : words[0], empty || words[1] == NULL ? "" : words[1]);
    g_mutex_unlock(&printer->lock);
    eventfd_write(printer->wake, 1);
    return answered;
}

int
escpos_printer_slips(struct escpos_printer *printer)
{
    g_mutex_lock(&printer->lock);
    int slips = (int)printer->slips->len - 1;
    g_mutex_unlock(&printer->lock);
    return slips;
}

char *
escpos_printer_text(struct escpos_printer *printer, int index)
{
    g_mutex_lock(&printer->lock);
    char *text =
        index < (int)printer->slips->len
            ? g_strdup(escpos_paper_text(g_ptr_array_index(printer->slips, index)))
            : NULL;
    g_mutex_unlock(&printer->lock);
    return text;
}

bool
escpos_printer_picture(struct escpos_printer *printer, int index, const char *file)
{
    g_mutex_lock(&printer->lock);
    bool there = index < (int)printer->slips->len;
    bool written = there &&
                   escpos_paper_write(g_ptr_array_index(printer->slips, index), file);
    g_mutex_unlock(&printer->lock);
    return written;
}
