// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <string.h>

/* One character of a text that is being laid out. */
struct letter {
    uint32_t code_point;
    enum glyph_face face;
    int advance;
};

struct layout {
    GArray *letters; // struct letter
    GArray *ends;    // guint: index after the last letter of each line
};

static enum glyph_face
face_of(const struct text_style *style, bool bold)
{
    return bold && style->face == FACE_REGULAR ? FACE_BOLD : style->face;
}

/* Decodes `text` and takes out the ** marks. A broken byte becomes U+FFFD. */
static GArray *
read_letters(struct glyphs *glyphs, const char *text, const struct text_style *style)
{
    GArray *letters = g_array_new(FALSE, FALSE, sizeof(struct letter));
    bool bold = false;
    for (const char *at = text; *at != '\0';) {
        if (at[0] == '*' && at[1] == '*') {
            bold = !bold;
            at += 2;
            continue;
        }
        gunichar code_point = g_utf8_get_char_validated(at, -1);
        bool broken = code_point == (gunichar)-1 || code_point == (gunichar)-2;
        at += broken ? 1 : g_utf8_skip[*(const guchar *)at];
        struct letter letter = {broken ? 0xFFFD : code_point, face_of(style, bold), 0};
        if (letter.code_point != '\n')
            letter.advance =
                glyphs_advance(glyphs, letter.face, style->px, letter.code_point) +
                style->letter_space;
        g_array_append_val(letters, letter);
    }
    return letters;
}

static bool
is_one_of(uint32_t code_point, const char *set)
{
    return g_utf8_strchr(set, -1, code_point) != NULL;
}

/* Marks that may not begin a line: closing brackets, stops, the second half of a pair. */
static bool
closes(uint32_t code_point)
{
    return is_one_of(code_point, "，。、；：？！）」』》〉】〕”’…—·,.;:?!)]}%℃°元");
}

static bool
opens(uint32_t code_point)
{
    return is_one_of(code_point, "（「『《〈【〔“‘([{¥");
}

/* Letters and digits that stand together as one word. */
static bool
is_word(uint32_t code_point)
{
    return code_point < 0x2E80 && code_point > ' ' &&
           !(code_point >= 0x2000 && code_point < 0x2070);
}

/* Whether a line may end between two neighbours. */
static bool
may_break(uint32_t left, uint32_t right)
{
    if (left == ' ')
        return true;
    if (right == ' ' || closes(right) || opens(left))
        return false;
    if (left == 0x2014 || right == 0x2014) // 9:00—10:00 stays whole
        return false;
    return !(is_word(left) && is_word(right));
}

static void
break_lines(struct layout *layout, int width)
{
    guint start = 0, allowed = 0;
    int used = 0;
    const struct letter *letters = (const struct letter *)(void *)layout->letters->data;
    for (guint i = 0; i < layout->letters->len; i++) {
        if (letters[i].code_point == '\n') {
            guint end = i + 1;
            g_array_append_val(layout->ends, end);
            start = allowed = end;
            used = 0;
            continue;
        }
        if (i > start && may_break(letters[i - 1].code_point, letters[i].code_point))
            allowed = i;
        used += letters[i].advance;
        // A space at the end of a line needs no room.
        if (width <= 0 || used <= width || letters[i].code_point == ' ')
            continue;
        guint end = allowed > start ? allowed : MAX(i, start + 1);
        g_array_append_val(layout->ends, end);
        start = allowed = end;
        used = 0;
        for (guint k = start; k <= i; k++)
            used += letters[k].advance;
    }
    if (start < layout->letters->len || layout->letters->len == 0)
        g_array_append_val(layout->ends, layout->letters->len);
}

static void
layout_init(struct layout *layout, struct glyphs *glyphs, const char *text,
            const struct text_style *style, int width)
{
    layout->letters = read_letters(glyphs, text, style);
    layout->ends = g_array_new(FALSE, FALSE, sizeof(guint));
    break_lines(layout, width);
}

static void
layout_finish(struct layout *layout)
{
    g_array_unref(layout->letters);
    g_array_unref(layout->ends);
}

static int
line_height(const struct text_style *style)
{
    return style->line_px > 0 ? style->line_px : style->px * 12 / 10;
}

/* Letters [*from, *to) of a line without its break and the spaces at its end. */
static int
line_width(const struct layout *layout, const struct text_style *style, guint from,
           guint *to)
{
    const struct letter *letters = (const struct letter *)(void *)layout->letters->data;
    while (*to > from &&
           (letters[*to - 1].code_point == ' ' || letters[*to - 1].code_point == '\n'))
        --*to;
    int width = 0;
    for (guint i = from; i < *to; i++)
        width += letters[i].advance;
    return width > 0 ? width - style->letter_space : 0;
}

struct text_size
text_measure(struct glyphs *glyphs, const char *text, const struct text_style *style,
             int width)
{
    struct layout layout;
    layout_init(&layout, glyphs, text, style, width);
    struct text_size size = {0, line_height(style) * (int)layout.ends->len,
                             (int)layout.ends->len};
    guint from = 0;
    for (guint line = 0; line < layout.ends->len; line++) {
        guint end = g_array_index(layout.ends, guint, line), to = end;
        size.width = MAX(size.width, line_width(&layout, style, from, &to));
        from = end;
    }
    layout_finish(&layout);
    return size;
}

int
text_width(struct glyphs *glyphs, const char *text, const struct text_style *style)
{
    return text_measure(glyphs, text, style, 0).width;
}

/* Han characters reach from 0.88 em above the base line to 0.12 below it in their body,
 * their ink from 0.84 to 0.08: centring the ink looks right beside icons and in keys. */
static int
base_line(int middle, int px)
{
    return middle + px * 38 / 100;
}

static int
line_start(struct box box, int width, enum text_align align)
{
    switch (align) {
    case TEXT_CENTRE:
        return box.x + (box.w - width) / 2;
    case TEXT_RIGHT:
        return box.x + box.w - width;
    default:
        return box.x;
    }
}

static void
draw_letters(struct glyphs *glyphs, const struct canvas *canvas,
             const struct layout *layout, const struct text_style *style, guint from,
             guint to, int x, int base)
{
    for (guint i = from; i < to; i++) {
        const struct letter *letter = &g_array_index(layout->letters, struct letter, i);
        glyphs_draw(glyphs, canvas, letter->face, style->px, letter->code_point, x, base,
                    style->colour);
        x += letter->advance;
    }
}

bool
text_draw(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
          const struct text_style *style, struct box box)
{
    struct layout layout;
    layout_init(&layout, glyphs, text, style, box.w);
    int height = line_height(style), widest = 0;
    guint from = 0;
    for (guint line = 0; line < layout.ends->len; line++) {
        guint end = g_array_index(layout.ends, guint, line), to = end;
        int width = line_width(&layout, style, from, &to);
        int middle = box.y + (int)line * height + height / 2;
        draw_letters(glyphs, canvas, &layout, style, from, to,
                     line_start(box, width, style->align), base_line(middle, style->px));
        widest = MAX(widest, width);
        from = end;
    }
    // A line's leading may hang over; its characters may not.
    int needed = height * (int)layout.ends->len - (height - style->px);
    bool fits = widest <= box.w && (needed <= box.h || layout.letters->len == 0);
    layout_finish(&layout);
    return fits;
}

bool
text_draw_line(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
               const struct text_style *style, struct box box)
{
    struct layout layout;
    layout_init(&layout, glyphs, text, style, 0);
    guint to = layout.letters->len;
    int width = line_width(&layout, style, 0, &to);
    draw_letters(glyphs, canvas, &layout, style, 0, to,
                 line_start(box, width, style->align),
                 base_line(box.y + box.h / 2, style->px));
    layout_finish(&layout);
    return width <= box.w;
}

void
text_icon(struct glyphs *glyphs, const struct canvas *canvas, const char *icon, int px,
          int x, int y, uint32_t colour)
{
    const struct glyph *glyph = icon == NULL ? NULL : glyphs_icon(glyphs, icon, px);
    // The font draws its icons on the whole square from the base line up.
    if (glyph != NULL)
        canvas_mask(canvas, x + glyph->left, y + px + glyph->top, glyph->mask,
                    glyph->width, glyph->height, glyph->width, colour);
}

char *
text_plain(const char *text)
{
    GString *plain = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++) {
        if (at[0] == '*' && at[1] == '*')
            at++;
        else
            g_string_append_c(plain, *at);
    }
    return g_string_free(plain, FALSE);
}
