// SPDX-License-Identifier: Apache-2.0
/* Glyphs: masks of characters, rasterised once by SDL_ttf and kept. One open font for each
 * weight; what Noto lacks comes from BabelStone Han and HanaMin, opened when first needed.
 * A character that no font has is shown by its code in a small box, never left out.
 * ui thread. */
#ifndef UI_GLYPHS_H
#define UI_GLYPHS_H

#include "canvas.h"

#include <glib.h>
#include <stdbool.h>

#define GLYPHS_ERROR (g_quark_from_static_string("kiosk-glyphs"))

/* Masks kept before all are forgotten and made anew. */
#define GLYPHS_BYTES_MAX (8 * 1024 * 1024)

enum glyph_face { FACE_REGULAR, FACE_BOLD, FACE_COUNT };

struct glyph {
    int16_t left, top; // of the mask, from the pen and the base line
    uint16_t width, height;
    int16_t advance;
    uint8_t mask[]; // width × height
};

struct glyphs;

struct glyphs *glyphs_create(GError **error); // false: a font is missing
void glyphs_destroy(struct glyphs *glyphs);

/* Never NULL. Valid until the next glyphs_begin_frame() or glyphs_forget(). */
const struct glyph *
glyphs_find(struct glyphs *glyphs, enum glyph_face face, int px, uint32_t code_point);
void glyphs_draw(struct glyphs *glyphs, const struct canvas *canvas, enum glyph_face face,
                 int px, uint32_t code_point, int pen_x, int base_y, uint32_t colour);
int
glyphs_advance(struct glyphs *glyphs, enum glyph_face face, int px, uint32_t code_point);

/* Letters that join with their neighbours and have no shape of their own: a word of them is
 * shaped and kept whole, from right to left. */
/* Turns what follows round and is not seen itself: shown by its number. */
bool glyphs_is_unseen(uint32_t code_point);
bool glyphs_joins(struct glyphs *glyphs, uint32_t code_point);
/* `word` need not end where `bytes` do. Valid as above. */
const struct glyph *glyphs_word(struct glyphs *glyphs, enum glyph_face face, int px,
                                const char *word, size_t bytes);

/* An icon of Material Icons by its name ("how_to_reg"), a square of `px`; NULL when the font
 * has none of that name. Names come from screens and service definitions, never from what
 * a person typed. */
const struct glyph *glyphs_icon(struct glyphs *glyphs, const char *name, int px);

/* Between frames: makes room when too much is kept. */
void glyphs_begin_frame(struct glyphs *glyphs);
/* Forgets every mask: when a visit ends, nothing may tell which names were shown. */
void glyphs_forget(struct glyphs *glyphs);
size_t glyphs_bytes(const struct glyphs *glyphs);

#endif
