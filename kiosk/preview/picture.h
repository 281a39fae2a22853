// SPDX-License-Identifier: Apache-2.0
/* Picture: pixels as a file that every viewer opens (BMP, 24 bits). */
#ifndef PREVIEW_PICTURE_H
#define PREVIEW_PICTURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* 0xAARRGGBB, rows from the top. */
bool picture_save(const char *path, const uint32_t *pixels, int width, int height,
                  GError **error);

#endif
