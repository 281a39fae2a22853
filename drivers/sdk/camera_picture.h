// SPDX-License-Identifier: Apache-2.0
/* Frames of a camera as pixels. Who uses it links libjpeg. Pure. */
#ifndef SDK_CAMERA_PICTURE_H
#define SDK_CAMERA_PICTURE_H

#include "camera.h"

enum camera_colours {
    CAMERA_BGRA,   // 4 bytes, alpha 255
    CAMERA_RGB,    // 3 bytes
    CAMERA_LEVELS, // 1 byte, grey
};

struct camera_picture {
    int width, height;
    int stride; // bytes a row, without padding
    uint8_t *pixels;
};

/* The whole frame, or with a box (not 0) about as small as fits into it, never enlarged. A
 * frame that is damaged is refused: CAMERA_ERROR_FAILED. */
bool
camera_draw(const struct camera_frame *frame, enum camera_colours colours, int box_width,
            int box_height, struct camera_picture *picture_out, GError **error);
void camera_picture_finish(struct camera_picture *picture); // zeroes; NULL- and zero-safe

#endif
