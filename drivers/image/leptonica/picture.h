// SPDX-License-Identifier: Apache-2.0
/* Picture: a page as leptonica holds it, from bytes that nobody has vouched for. Pure;
 * one thread a picture. */
#ifndef DRIVERS_IMAGE_LEPTONICA_PICTURE_H
#define DRIVERS_IMAGE_LEPTONICA_PICTURE_H

#include <glib.h>
#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stddef.h>

/* Every error of this domain means: these bytes are no picture that we take. */
#define PICTURE_ERROR (g_quark_from_static_string("kiosk-picture"))

#define PICTURE_SIDE_MIN 32           // pixels; less is no page, whatever the bytes say
#define PICTURE_SIDE_MAX 20000        // pixels, as <kiosk/scanner.h> allows
#define PICTURE_PIXELS_MAX (40 << 20) // A4 at 600 dpi is 34.8 million; 4 bytes each here

struct picture_source {
    const char *format; // a word of scanner_format_words
    int width, height;  // rgb24, gray8: what the bytes hold; files say it themselves
    int stride;         // bytes a row of rgb24 and gray8
    int dpi;            // 0: unknown
    const void *bytes;
    size_t size;
};

struct picture {
    PIX *pix; // 8 bits (grey) or 32 bits (red in the highest byte) a pixel, no colour map
    int dpi;  // of the source, else of the file, else 0
};

bool picture_decode(struct picture *picture, const struct picture_source *source,
                    GError **error);
void picture_finish(struct picture *picture); // NULL- and zero-safe

/* False with PICTURE_ERROR when a page of this size is not taken. */
bool picture_size_fits(unsigned width, unsigned height, GError **error);

#endif
