// SPDX-License-Identifier: Apache-2.0
/* Text: measured, broken into lines and drawn, glyph by glyph. **bold** marks a bold span.
 * Lines break between Han characters but never before a closing mark or after an opening
 * one, and never inside a Latin word or a number. Nothing is ever shortened with dots: what
 * does not fit is reported to the caller as a defect of the page. ui thread. */
#ifndef UI_TEXT_H
#define UI_TEXT_H

#include "glyphs.h"

enum text_align { TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT };

struct text_style {
    enum glyph_face face; // of what is not marked bold
    int px;
    int line_px;      // height of a line; 0: 1.2 × px
    int letter_space; // added after each character
    uint32_t colour;
    enum text_align align;
};

struct text_size {
    int width, height, lines;
    bool torn; // a word was longer than a line and had to be cut
};

/* Room that `text` takes when it may be `width` wide (0: one line without end). */
struct text_size text_measure(struct glyphs *glyphs, const char *text,
                              const struct text_style *style, int width);
int text_width(struct glyphs *glyphs, const char *text, const struct text_style *style);

/* Draws from the top of `box`; true when all of it had room. */
bool text_draw(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
               const struct text_style *style, struct box box);
/* One line, its Han characters centred on the middle of `box`; true when it had room. */
bool text_draw_line(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
                    const struct text_style *style, struct box box);

/* An icon whose square of `px` begins at x, y. */
void text_icon(struct glyphs *glyphs, const struct canvas *canvas, const char *icon,
               int px, int x, int y, uint32_t colour);

/* `text` without its ** marks, as it is read aloud. g_free. */
char *text_plain(const char *text);

#endif
