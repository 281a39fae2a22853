// SPDX-License-Identifier: Apache-2.0
#include "cabinet.h"

#include <errno.h>
#include <gpiod.h>
#include <kiosk/contacts.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CONSUMER "kiosk"

struct cabinet {
    const struct wiring *wiring;
    struct cabinet_listener listener;
    struct gpiod_chip *chip;
    struct gpiod_line *lines[WIRING_MAX];
    int stop;
    GThread *thread;
    gint active[WIRING_MAX]; // atomic
};

/* ---- watching ------------------------------------------------------------------------- */

/* Reads every contact and tells those that are another than before. False: the chip is gone. */
static bool
look(struct cabinet *cabinet, bool tell)
{
    for (size_t i = 0; i < cabinet->wiring->count; i++) {
        const struct wire *wire = &cabinet->wiring->wires[i];
        if (wire->light)
            continue;
        int value = gpiod_line_get_value(cabinet->lines[i]);
        if (value < 0)
            return false;
        bool same = g_atomic_int_get(&cabinet->active[i]) == value;
        g_atomic_int_set(&cabinet->active[i], value);
        if (tell && !same)
            cabinet->listener.changed(wire, cabinet_value(cabinet, i),
                                      cabinet->listener.context);
    }
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

struct cabinet *
cabinet_open(const struct wiring *wiring, const struct cabinet_listener *listener,
             GError **error)
{
    struct cabinet *cabinet = g_new0(struct cabinet, 1);
    *cabinet = (struct cabinet){.wiring = wiring,
                                .listener = *listener,
                                .stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    errno = 0;
    cabinet->chip = gpiod_chip_open(wiring->chip);
    bool opened = cabinet->chip != NULL || fail(error, wiring->chip);
    for (size_t i = 0; opened && i < wiring->count; i++)
        opened = take_line(cabinet, i, error);
    if (opened && !look(cabinet, false))
        opened = fail(error, wiring->chip);
    if (!opened) {
        cabinet_close(cabinet);
        return NULL;
    }
    cabinet->thread = g_thread_new("cabinet", cabinet_thread, cabinet);
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
    return gpiod_line_set_value(cabinet->lines[index], on) == 0;
}
