// SPDX-License-Identifier: Apache-2.0
/* An input device of the kernel, read on a thread of its own. */
#ifndef KEYPAD_EVDEV_PAD_H
#define KEYPAD_EVDEV_PAD_H

#include <stdbool.h>

#include "drivers/sdk/recording.h"
#include "keymap.h"

#define PAD_ERROR (g_quark_from_static_string("kiosk-pad"))

enum pad_error {
    PAD_ERROR_GONE,
    PAD_ERROR_ACCESS,
    PAD_ERROR_ADDRESS, // it is no input device
    PAD_ERROR_BUSY,    // another program has grabbed it
};

/* Called on the pad's thread. */
struct pad_listener {
    void (*pressed)(const char *word, bool repeat, void *context);
    void (*headphones)(bool plugged, void *context);
    void (*gone)(void *context); // nothing comes any more
    void *context;
};

struct pad;

struct pad_place {
    const char *path; // of the device, or of a folder with `name`
    const char *name; // the first device below `path` whose name has this in it; or NULL
    struct recording *recording; // taken; played instead of a device. NULL: a device
    const char *address, *record_file; // `record_file` NULL: nothing is recorded
};

/* Grabs the device: no other program hears its keys. A FIFO with the kernel's events serves
 * as well. NULL: *error. */
struct pad *pad_open(const struct pad_place *place, const struct keymap *keymap,
                     const struct pad_listener *listener, GError **error);
void pad_close(struct pad *pad); // NULL-safe

/* Bit by code: whether the device has the key; all of them when it cannot be asked. */
bool pad_has(const struct pad *pad, int code);
/* Whether it can tell, and whether they are plugged. */
bool pad_headphones(struct pad *pad, bool *plugged_out);

#endif
