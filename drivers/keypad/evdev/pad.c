// SPDX-License-Identifier: Apache-2.0
#include "pad.h"

#include <errno.h>
#include <fcntl.h>
#include <kiosk/keypad.h>
#include <linux/input.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_MAX_SIZE 256
#define BITS(count) (((count) + 7) / 8)

struct pad {
    int fd, stop;
    GThread *thread;
    struct keymap keymap;
    struct pad_listener listener;
    struct recorder *recorder;
    bool asked; // it told which keys and switches it has
    uint8_t keys[BITS(KEY_CNT)], switches[BITS(SW_CNT)];
    gint plugged; // atomic

    // The thread's.
    const char *held; // word of the key that is down and comes again
    int held_code;
    int64_t again_ms;
};

static int64_t
now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

static bool
has_bit(const uint8_t *bits, int number)
{
    return (bits[number / 8] >> (number % 8) & 1) != 0;
}

/* ---- what comes ----------------------------------------------------------------------- */

static void
take_key(struct pad *pad, int code, int value)
{
    const char *word = code < KEY_CNT ? pad->keymap.words[code] : NULL;
    if (value == 0 && code == pad->held_code)
        pad->held = NULL;
    // The kernel's own repetition (2) has another beat than ours.
    if (value != 1 || word == NULL)
        return;
    pad->held = keymap_repeats(word) ? word : NULL;
    pad->held_code = code;
    pad->again_ms = now_ms() + KEYPAD_REPEAT_AFTER_MS;
    pad->listener.pressed(word, false, pad->listener.context);
}

static void
take_event(struct pad *pad, const struct input_event *event)
{
    if (event->type == EV_KEY) {
        take_key(pad, event->code, event->value);
    } else if (event->type == EV_SW && event->code == SW_HEADPHONE_INSERT) {
        g_atomic_int_set(&pad->plugged, event->value != 0);
        pad->listener.headphones(event->value != 0, pad->listener.context);
    } else if (event->type == EV_SYN && event->code == SYN_DROPPED) {
        pad->held = NULL; // that it went up may be among what was lost
    }
}

/* False: the device is gone. */
static bool
take_events(struct pad *pad)
{
    struct input_event events[16];
    ssize_t count = read(pad->fd, events, sizeof events);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (count <= 0)
        return false;
    for (size_t i = 0; i < (size_t)count / sizeof events[0]; i++) {
        recorder_note(pad->recorder, '<', &events[i], sizeof events[i]);
        take_event(pad, &events[i]);
    }
    return true;
}

static int
until_again_ms(const struct pad *pad)
{
    return pad->held == NULL ? -1 : (int)CLAMP(pad->again_ms - now_ms(), 0, 1000);
}

static gpointer
pad_thread(gpointer context)
{
    struct pad *pad = context;
    struct pollfd polled[] = {{.fd = pad->stop, .events = POLLIN},
                              {.fd = pad->fd, .events = POLLIN}};
    for (;;) {
        poll(polled, G_N_ELEMENTS(polled), until_again_ms(pad));
        if (polled[0].revents != 0)
            return NULL;
        if (polled[1].revents != 0 && !take_events(pad))
            break;
        if (pad->held != NULL && now_ms() >= pad->again_ms) {
            pad->again_ms = now_ms() + KEYPAD_REPEAT_MS;
            pad->listener.pressed(pad->held, true, pad->listener.context);
        }
    }
    recorder_say(pad->recorder, "gone");
    pad->listener.gone(pad->listener.context);
    return NULL;
}

/* ---- opening -------------------------------------------------------------------------- */

static bool
fail(GError **error, const char *path, int number)
{
    enum pad_error kind = PAD_ERROR_GONE;
    if (number == EACCES || number == EPERM)
        kind = PAD_ERROR_ACCESS;
    else if (number == EBUSY)
        kind = PAD_ERROR_BUSY;
    else if (number == ENOTTY || number == EINVAL || number == EISDIR)
        kind = PAD_ERROR_ADDRESS;
    g_set_error(error, PAD_ERROR, kind, "%s: %s", path, g_strerror(number));
    return false;
}

static void
ask_device(struct pad *pad)
{
    uint8_t state[BITS(SW_CNT)] = {0};
    pad->asked = ioctl(pad->fd, EVIOCGBIT(EV_KEY, sizeof pad->keys), pad->keys) >= 0 &&
                 ioctl(pad->fd, EVIOCGBIT(EV_SW, sizeof pad->switches), pad->switches) >=
                     0;
    if (pad->asked && ioctl(pad->fd, EVIOCGSW(sizeof state), state) >= 0)
        pad->plugged = has_bit(state, SW_HEADPHONE_INSERT);
}

/* Opens the file and makes sure that it is what it should be. */
static bool
take_device(struct pad *pad, const char *path, GError **error)
{
    struct stat about;
    pad->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (pad->fd < 0 || fstat(pad->fd, &about) != 0)
        return fail(error, path, errno);
    if (S_ISFIFO(about.st_mode))
        return true;
    int version = 0;
    if (ioctl(pad->fd, EVIOCGVERSION, &version) < 0)
        return fail(error, path, ENOTTY);
    if (ioctl(pad->fd, EVIOCGRAB, 1) < 0)
        return fail(error, path, errno);
    ask_device(pad);
    return true;
}

static bool
is_named(const char *path, const char *name)
{
    char found[NAME_MAX_SIZE] = "";
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool told = ioctl(fd, EVIOCGNAME(sizeof found - 1), found) >= 0;
    close(fd);
    return told && strstr(found, name) != NULL;
}

static char *
find_named(const char *folder, const char *name)
{
    GDir *list = g_dir_open(folder, 0, NULL);
    char *found = NULL;
    const char *entry;
    while (list != NULL && found == NULL && (entry = g_dir_read_name(list)) != NULL) {
        g_autofree char *path = g_build_filename(folder, entry, NULL);
        if (g_str_has_prefix(entry, "event") && is_named(path, name))
            found = g_steal_pointer(&path);
    }
    if (list != NULL)
        g_dir_close(list);
    return found;
}

static bool
open_place(struct pad *pad, const struct pad_place *place, GError **error)
{
    if (place->recording != NULL) {
        pad->fd = recording_feed(place->recording);
        return true;
    }
    g_autofree char *found = place->name == NULL ? g_strdup(place->path)
                                                 : find_named(place->path, place->name);
    return found != NULL ? take_device(pad, found, error)
                         : fail(error, place->name, ENODEV);
}

struct pad *
pad_open(const struct pad_place *place, const struct keymap *keymap,
         const struct pad_listener *listener, GError **error)
{
    struct pad *pad = g_new0(struct pad, 1);
    *pad = (struct pad){.fd = -1,
                        .stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                        .keymap = *keymap,
                        .listener = *listener};
    bool opened = open_place(pad, place, error);
    if (opened && place->record_file != NULL) {
        pad->recorder = recorder_open(place->record_file, place->address);
        opened = pad->recorder != NULL || fail(error, place->record_file, errno);
    }
    if (!opened) {
        pad_close(pad);
        return NULL;
    }
    pad->thread = g_thread_new("pad", pad_thread, pad);
    return pad;
}

void
pad_close(struct pad *pad)
{
    if (pad == NULL)
        return;
    eventfd_write(pad->stop, 1);
    if (pad->thread != NULL)
        g_thread_join(pad->thread);
    recorder_close(pad->recorder);
    if (pad->fd >= 0)
        close(pad->fd);
    close(pad->stop);
    g_free(pad);
}

bool
pad_has(const struct pad *pad, int code)
{
    return !pad->asked || has_bit(pad->keys, code);
}

bool
pad_headphones(struct pad *pad, bool *plugged_out)
{
    if (pad->asked && !has_bit(pad->switches, SW_HEADPHONE_INSERT))
        return false;
    *plugged_out = g_atomic_int_get(&pad->plugged) != 0;
    return true;
}
