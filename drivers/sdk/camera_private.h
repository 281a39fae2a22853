// SPDX-License-Identifier: Apache-2.0
/* What a kind of camera is, inside camera*.c. */
#ifndef SDK_CAMERA_PRIVATE_H
#define SDK_CAMERA_PRIVATE_H

#include "camera.h"

#include <stdio.h>

#define CAMERA_MODES_MAX 64

struct camera_ops {
    void (*close)(struct camera *camera); // frees what the kind added, and itself
    bool (*check)(struct camera *camera, GError **error);
    /* `mode` as it becomes true is written back: cameras do what they like. */
    bool (*start)(struct camera *camera, struct camera_format *mode, GError **error);
    void (*stop)(struct camera *camera);
    /* One frame, whole or not. Error SHORT: it was not, and the next may be. */
    bool (*next)(struct camera *camera, struct driver_call *call,
                 struct camera_frame *frame_out, GError **error);
};

struct camera {
    const struct camera_ops *ops;
    char *name;
    char **options; // "settle=4"; NULL-terminated, owned
    struct camera_format modes[CAMERA_MODES_MAX];
    size_t mode_count;
    struct camera_format format; // while it streams
    bool streams;
    FILE *record; // NULL: not recorded
    int64_t opened_ms;
};

/* `path` is the address behind its scheme, without its options. NULL: *error. */
struct camera *camera_v4l2_open(const char *path, GError **error);
struct camera *camera_replay_open(const char *path, GError **error);

/* As driver_wait(), also without a command; time over in the call is TIME_OUT, too. False:
 * *error. *ready_out: the descriptor is ready, or only the time is over. */
bool camera_wait(struct driver_call *call, int fd, int timeout_ms, bool *ready_out,
                 GError **error);

const char *camera_pixels_name(enum camera_pixels pixels);
bool camera_pixels_parse(const char *name, enum camera_pixels *pixels_out);

#endif
