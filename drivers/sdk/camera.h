// SPDX-License-Identifier: Apache-2.0
/* Camera: frames of a camera, for every driver that looks through one.
 *
 *   v4l2:/dev/video0?settle=4     a camera of the kernel; options behind '?', as the driver has
 *   replay:FILE                   what --record FILE wrote: no camera
 *
 * A recording holds what lay under the camera: it is made by hand only and is not for keeping.
 * Command thread. */
#ifndef SDK_CAMERA_H
#define SDK_CAMERA_H

#include <kiosk/driver.h>
#include <stddef.h>
#include <stdint.h>

#define CAMERA_ERROR (g_quark_from_static_string("kiosk-camera"))

enum camera_error {
    CAMERA_ERROR_ADDRESS,  // nonsense in the address: an administrator must act
    CAMERA_ERROR_GONE,     // not there, or unplugged: close, and open anew later
    CAMERA_ERROR_ACCESS,   // there, but this user may not
    CAMERA_ERROR_BUSY,     // another program has it
    CAMERA_ERROR_KIND,     // no camera, or none whose pictures we read
    CAMERA_ERROR_STALLED,  // no frame comes any more
    CAMERA_ERROR_SHORT,    // frames come, but none is whole
    CAMERA_ERROR_TIME_OUT, // of the command
    CAMERA_ERROR_CANCELED,
    CAMERA_ERROR_FAILED, // anything else
};

#define CAMERA_STALL_MS 3000  // without a frame: it hangs; exposure takes at most 1 s
#define CAMERA_BAD_MAX 8      // frames in a row that are not whole
#define CAMERA_SIDE_MAX 20000 // pixels, as <kiosk/scanner.h> allows

enum camera_pixels { CAMERA_MJPEG, CAMERA_YUYV, CAMERA_GREY };

struct camera_format {
    enum camera_pixels pixels;
    int width, height;
    int stride; // bytes a row; 0: MJPEG
};

struct camera_frame {
    struct camera_format format;
    const uint8_t *bytes; // borrowed until the next call for this camera
    size_t size;
};

struct camera;

/* `record_file` may be NULL. NULL: *error. */
struct camera *camera_open(const char *address, const char *record_file, GError **error);
void camera_close(struct camera *camera); // NULL-safe
/* What the camera calls itself. */
const char *camera_name(const struct camera *camera);
/* Option of the address, borrowed; NULL when it is not there. */
const char *camera_option(const struct camera *camera, const char *name);
int camera_option_number(const struct camera *camera, const char *name, int otherwise,
                         int min, int max);
/* Still there? */
bool camera_check(struct camera *camera, GError **error);
/* The largest picture it can take. */
void camera_largest(const struct camera *camera, int *width_out, int *height_out);

/* Begins to stream: at the smallest size that is `width` wide or wider, or the largest there
 * is; `width` 0: the largest. */
bool camera_start(struct camera *camera, int width, GError **error);
void camera_stop(struct camera *camera); // also when it does not stream
/* The next whole frame; those that are not are passed over. A JPEG is looked at from outside
 * only: whether it can be read, the reader says. */
bool camera_next(struct camera *camera, struct driver_call *call,
                 struct camera_frame *frame_out, GError **error);

/* Tells what went wrong, in the words of the protocol: sets status, cause and sentence; a
 * camera that is gone is lost to the driver. `call` may be NULL: outside a command. */
enum completion
camera_explain(struct driver *driver, struct driver_call *call, const GError *error);

#endif
