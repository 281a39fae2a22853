// SPDX-License-Identifier: Apache-2.0
/* JPEG through libjpeg-turbo, straight from and into leptonica's pixels. Pure. */
#ifndef DRIVERS_IMAGE_LEPTONICA_JPEG_H
#define DRIVERS_IMAGE_LEPTONICA_JPEG_H

#include <glib.h>
#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stddef.h>

/* The picture at 1/`shrink` of its size (1, 2, 4 or 8); 8 or 32 bits a pixel. NULL with
 * PICTURE_ERROR for bytes that are no whole JPEG of grey or colour. `dpi_out` 0: not
 * told. */
PIX *jpeg_decode(const void *bytes, size_t size, unsigned shrink, int *dpi_out,
                 GError **error);
/* Width and height by the header alone. */
bool jpeg_size(const void *bytes, size_t size, int *width_out, int *height_out,
               GError **error);

/* A JFIF file; the density says `dpi` (0: none). g_free *bytes_out. */
bool jpeg_encode(PIX *pix, int dpi, int quality, void **bytes_out, size_t *size_out,
                 GError **error);

#endif
