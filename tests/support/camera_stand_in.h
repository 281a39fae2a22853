// SPDX-License-Identifier: Apache-2.0
/* Cameras for drivers under test on a machine whose kernel has none: the folder that
 * tests/support/preload/video.c answers from, and the environment of a driver that is started
 * with it. It stands in for the kernel, not for the driver. One thread. */
#ifndef SUPPORT_CAMERA_STAND_IN_H
#define SUPPORT_CAMERA_STAND_IN_H

#include <glib.h>
#include <stdint.h>
#include "page.h"

struct camera_stand_in {
    char *folder;
};

/* Two cameras, /dev/video0 and /dev/video1, without a mode yet. */
void camera_stand_in_start(struct camera_stand_in *stand_in);
void camera_stand_in_stop(struct camera_stand_in *stand_in); // and takes the folder away

/* What lies under camera `index`: a mode "MJPG" or "YUYV" of the size of `page`, with its
 * picture. */
void camera_stand_in_show(const struct camera_stand_in *stand_in, int index,
                          const char *fourcc, const struct page *page);
/* Forgets all modes of camera `index`. */
void camera_stand_in_clear(const struct camera_stand_in *stand_in, int index);
/* A word of video.c; NULL: none. */
void camera_stand_in_fault(const struct camera_stand_in *stand_in, int index,
                           const char *fault);
/* What was asked of the camera. g_free. */
char *camera_stand_in_log(const struct camera_stand_in *stand_in, int index);

/* Drivers that are started between the two see the cameras. */
void camera_stand_in_begin(const struct camera_stand_in *stand_in);
void camera_stand_in_end(void);

/* The JPEG of a page. g_free *bytes_out. */
void camera_stand_in_jpeg(const struct page *page, int quality, uint8_t **bytes_out,
                          size_t *size_out);

#endif
