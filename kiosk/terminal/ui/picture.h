// SPDX-License-Identifier: Apache-2.0
/* Pictures: flat shapes in small text files (assets/pictures/README.md), rasterised once for
 * each size and palette and kept. ui thread. */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "canvas.h"
#include "theme.h"

#include <glib.h>

#define PICTURE_ERROR (g_quark_from_static_string("kiosk-picture"))
#define PICTURE_FILE_MAX (64 * 1024)
/* Pixels kept before all are dropped and made anew. */
#define PICTURES_BYTES_MAX (12 * 1024 * 1024)

struct pictures;

struct pictures *pictures_create(const char *folder);
/* A name such as "medical-insurance/register" is looked for in the folder of that service
 * first, then by its last part among the others; as NAME.picture before other formats. */
void pictures_of_services(struct pictures *pictures, const char *folder);
void pictures_destroy(struct pictures *pictures);

/* Draws picture `name` so that it fills `box`. A picture that cannot be read is told once to
 * staff and leaves its place empty. */
void pictures_draw(struct pictures *pictures, const struct canvas *canvas,
                   const struct theme *theme, const char *name, struct box box);

/* A picture may also be a NAME.png or NAME.jpg: `ask` has it decoded elsewhere, to fit into
 * width × height, and its pixels come by pictures_give() with the same `key`, at once or later.
 * Until then its place is empty. Without an asker such pictures are left out. */
void pictures_ask_by(struct pictures *pictures,
                     void (*ask)(const char *key, const char *path, int width, int height,
                                 void *context),
                     void *context);
/* `pixels` as drivers give them: BGRA, alpha 255; copied. NULL: it could not be decoded. */
void pictures_give(struct pictures *pictures, const char *key, const uint8_t *pixels,
                   int width, int height, int stride);
/* Nobody could decode it now: it is asked for when it is drawn the next time. */
void pictures_ask_again(struct pictures *pictures);

/* The pixels of one picture, width × height, alpha premultiplied; NULL: *error. g_free. */
uint32_t *picture_rasterise(const char *text, const struct theme *theme, int width,
                            int height, GError **error);

#endif
