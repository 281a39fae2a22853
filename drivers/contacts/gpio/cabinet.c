// SPDX-License-Identifier: Apache-2.0
#include "cabinet.h"

#include <errno.h>
#include <gpiod.h>
#include <kiosk/contacts.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONSUMER "kiosk"
#define PLAYED_MS 200 // in which a recording tells how all contacts were at first

struct cabinet {
    const struct wiring *wiring;
    struct cabinet_listener listener;
    struct gpiod_chip *chip; // NULL: a recording is played
    int played;              // what a recording tells; -1: none
    struct recorder *recorder;
    struct gpiod_line *lines[WIRING_MAX];
    int stop;
    GThread *thread;
    gint active[WIRING_MAX]; // atomic
};

/* ---- watching ------------------------------------------------------------------------- */

static void
note(struct cabinet *cabinet, char direction, size_t index, bool active)
{
    unsigned line = cabinet->wiring->wires[index].line;
    const unsigned char bytes[] = {(unsigned char)line, (unsigned char)(line >> 8),
                                   active};
    recorder_note(cabinet->recorder, direction, bytes, sizeof bytes);
}

static void
take(struct cabinet *cabinet, size_t index, bool active, bool tell)
{
    bool same = (g_atomic_int_get(&cabinet->active[index]) != 0) == active;
    g_atomic_int_set(&cabinet->active[index], active);
    if (!same || !tell)
        note(cabinet, '<', index, active);
    if (tell && !same)
        cabinet->listener.changed(&cabinet->wiring->wires[index],
                                  cabinet_value(cabinet, index),
                                  cabinet->listener.context);
}

/* Reads every contact and tells those that are another than before. False: the chip is gone. */
static bool
look(struct cabinet *cabinet, bool tell)
{
    for (size_t i = 0; i < cabinet->wiring->count; i++) {
        if (cabinet->wiring->wires[i].light)
            continue;
        int value = gpiod_line_get_value(cabinet->lines[i]);
        if (value < 0)
            return false;
        take(cabinet, i, value != 0, tell);
    }
    return true;
}

/* The next change of a recording. False: it is over. */
static bool
look_played(struct cabinet *cabinet, bool tell)
{
    unsigned char bytes[3];
    if (recv(cabinet->played, bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    unsigned line = (unsigned)(bytes[0] | bytes[1] << 8);
    for (size_t i = 0; i < cabinet->wiring->count; i++)
        if (cabinet->wiring->wires[i].line == line && !cabinet->wiring->wires[i].light)
            take(cabinet, i, bytes[2] != 0, tell);
    return true;
}

/* Descriptors of all contacts and, first, that which ends the thread. */
static nfds_t
list_descriptors(struct cabinet *cabinet, struct pollfd *polled, size_t *indexes)
{
    nfds_t count = 0;
    polled[count++] = (struct pollfd){.fd = cabinet->stop, .events = POLLIN};
    for (size_t i = 0; i < cabinet->wiring->count; i++) {
        if (cabinet->wiring->wires[i].light)
            continue;
        indexes[count] = i;
        polled[count++] = (struct pollfd){
            .fd = gpiod_line_event_get_fd(cabinet->lines[i]), .events = POLLIN};
    }
    return count;
}

static gpointer
played_thread(gpointer context)
{
    struct cabinet *cabinet = context;
    struct pollfd polled[] = {{.fd = cabinet->stop, .events = POLLIN},
                              {.fd = cabinet->played, .events = POLLIN}};
    do {
        poll(polled, G_N_ELEMENTS(polled), -1);
        if (polled[0].revents != 0)
            return NULL;
    } while (look_played(cabinet, true));
    cabinet->listener.gone(cabinet->listener.context);
    return NULL;
}

/* An edge only says that something moves: what it comes to is read when it has settled. */
static gpointer
cabinet_thread(gpointer context)
{
    struct cabinet *cabinet = context;
    struct pollfd polled[WIRING_MAX + 1];
    size_t indexes[WIRING_MAX + 1] = {0};
    nfds_t count = list_descriptors(cabinet, polled, indexes);
    bool moves = false, there = true;
    while (there) {
        int ready = poll(polled, count, moves ? CONTACTS_SETTLE_MS : -1);
        if (polled[0].revents != 0)
            return NULL;
        if (ready == 0) {
            moves = false;
            there = look(cabinet, true);
        }
        for (nfds_t i = 1; ready > 0 && i < count && there; i++) {
            struct gpiod_line_event event;
            if (polled[i].revents == 0)
                continue;
            there = gpiod_line_event_read(cabinet->lines[indexes[i]], &event) == 0;
            moves = true;
        }
    }
    recorder_say(cabinet->recorder, "gone");
    cabinet->listener.gone(cabinet->listener.context);
    return NULL;
}

/* ---- opening -------------------------------------------------------------------------- */

static bool
fail(GError **error, const char *what)
{
    int number = errno == 0 ? ENODEV : errno;
    g_set_error(error, CABINET_ERROR, number, "%s: %s", what, g_strerror(number));
    return false;
}

static bool
take_line(struct cabinet *cabinet, size_t index, GError **error)
{
    const struct wire *wire = &cabinet->wiring->wires[index];
    struct gpiod_line *line = gpiod_chip_get_line(cabinet->chip, wire->line);
    if (line == NULL)
        return fail(error, wire->word);
    int low = wire->low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
    int pulled = low | (wire->low ? GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP : 0);
    int taken = wire->light
                    ? gpiod_line_request_output_flags(line, CONSUMER, low, 0)
                    : gpiod_line_request_both_edges_events_flags(line, CONSUMER, pulled);
    // Not every chip has a pull-up; then the wiring must have one.
    if (taken != 0 && !wire->light && pulled != low)
        taken = gpiod_line_request_both_edges_events_flags(line, CONSUMER, low);
    if (taken != 0)
        return fail(error, wire->word);
    cabinet->lines[index] = line;
    return true;
}

static bool
take_lines(struct cabinet *cabinet, GError **error)
{
    errno = 0;
    cabinet->chip = gpiod_chip_open(cabinet->wiring->chip);
    bool taken = cabinet->chip != NULL || fail(error, cabinet->wiring->chip);
    for (size_t i = 0; taken && i < cabinet->wiring->count; i++)
        taken = take_line(cabinet, i, error);
    return taken && (look(cabinet, false) || fail(error, cabinet->wiring->chip));
}

/* How all contacts were when the recording began. */
static void
take_played(struct cabinet *cabinet, struct recording *recording)
{
    cabinet->played = recording_feed(recording);
    for (size_t i = 0; i < cabinet->wiring->count; i++) {
        struct pollfd polled = {.fd = cabinet->played, .events = POLLIN};
        if (!cabinet->wiring->wires[i].light && poll(&polled, 1, PLAYED_MS) > 0)
            look_played(cabinet, false);
    }
}

struct cabinet *
cabinet_open(const struct wiring *wiring, struct recording *recording,
             struct recorder *recorder, const struct cabinet_listener *listener,
             GError **error)
{
    struct cabinet *cabinet = g_new0(struct cabinet, 1);
    *cabinet = (struct cabinet){.wiring = wiring,
                                .listener = *listener,
                                .played = -1,
                                .recorder = recorder,
                                .stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    bool opened = true;
    if (recording != NULL)
        take_played(cabinet, recording);
    else
        opened = take_lines(cabinet, error);
    if (!opened) {
        cabinet_close(cabinet);
        return NULL;
    }
    cabinet->thread = g_thread_new(
        "cabinet", recording != NULL ? played_thread : cabinet_thread, cabinet);
    return cabinet;
}

void
cabinet_close(struct cabinet *cabinet)
{
    if (cabinet == NULL)
        return;
    eventfd_write(cabinet->stop, 1);
    if (cabinet->thread != NULL)
        g_thread_join(cabinet->thread);
    for (size_t i = 0; i < cabinet->wiring->count; i++) {
        if (cabinet->lines[i] != NULL && cabinet->wiring->wires[i].light)
            gpiod_line_set_value(cabinet->lines[i], 0);
    }
    if (cabinet->chip != NULL)
        gpiod_chip_close(cabinet->chip); // and with it the lines
    if (cabinet->played >= 0)
        close(cabinet->played);
    recorder_close(cabinet->recorder);
    close(cabinet->stop);
    g_free(cabinet);
}

const char *
cabinet_value(struct cabinet *cabinet, size_t index)
{
    const struct wire *wire = &cabinet->wiring->wires[index];
    return g_atomic_int_get(&cabinet->active[index]) != 0 ? wire->active : wire->inactive;
}

bool
cabinet_light(struct cabinet *cabinet, size_t index, bool on)
{
    note(cabinet, '>', index, on);
    return cabinet->chip == NULL || gpiod_line_set_value(cabinet->lines[index], on) == 0;
}
