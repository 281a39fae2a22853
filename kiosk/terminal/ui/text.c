// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include "bidi.h"
#include <string.h>

/* One character of a text that is being laid out, or one word of letters that join. */
struct letter {
    uint32_t code_point; // the first one
    enum glyph_face face;
    int advance;
    const char *word; // NULL: a character
    size_t bytes;
};

struct layout {
    GArray *letters; // struct letter
    GArray *ends;    // guint: index after the last letter of each line
    bool rtl;        // some of it runs from right to left
    bool torn;       // a word was longer than a line
};

static enum glyph_face
face_of(const struct text_style *style, bool bold)
{
    return bold && style->face == FACE_REGULAR ? FACE_BOLD : style->face;
}

/* A broken byte becomes U+FFFD. Gives where the next character begins. */
static const char *
read_one(const char *at, uint32_t *code_point_out)
{
    gunichar code_point = g_utf8_get_char_validated(at, -1);
    bool broken = code_point == (gunichar)-1 || code_point == (gunichar)-2;
    *code_point_out = broken ? 0xFFFD : code_point;
    return at + (broken ? 1 : g_utf8_skip[*(const guchar *)at]);
}

/* Letters that join are shaped together: what they look like depends on their neighbours. */
static const char *
read_word(struct glyphs *glyphs, const char *from, struct letter *letter, int px)
{
    const char *end = from;
    uint32_t code_point;
    for (const char *next = from; *next != '\0'; end = next) {
        next = read_one(next, &code_point);
        if (!glyphs_joins(glyphs, code_point))
            break;
    }
    letter->word = from;
    letter->bytes = (size_t)(end - from);
    letter->advance = glyphs_word(glyphs, letter->face, px, from, letter->bytes)->advance;
    return end;
}

/* What only tells a font which shape is meant, or joins its neighbours: nothing is seen of it. */
static bool
is_helper(uint32_t code_point)
{
    return (code_point >= 0x200B && code_point <= 0x200F) || code_point == 0x034F ||
           (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
           (code_point >= 0xE0100 && code_point <= 0xE01EF);
}

/* A letter and the mark that was written after it are seen as the one that fonts have. Pairs
 * alone: whole texts are not normalised, or some Han characters would be seen as others. */
static const char *
read_marks(const char *next, struct letter *letter)
{
    uint32_t mark;
    gunichar composed;
    while (*next != '\0') {
        const char *after = read_one(next, &mark);
        bool is_mark = mark >= 0x300 &&
                       g_unichar_type(mark) == G_UNICODE_NON_SPACING_MARK &&
                       g_unichar_compose(letter->code_point, mark, &composed);
        if (!is_mark)
            break;
        letter->code_point = composed;
        next = after;
    }
    return next;
}

/* Decodes `text` and takes out the ** marks. */
static void
read_letters(struct layout *layout, struct glyphs *glyphs, const char *text,
             const struct text_style *style)
{
    bool bold = false;
    for (const char *at = text; *at != '\0';) {
        if (at[0] == '*' && at[1] == '*') {
            bold = !bold;
            at += 2;
            continue;
        }
        struct letter letter = {.face = face_of(style, bold)};
        const char *next = read_one(at, &letter.code_point);
        if (is_helper(letter.code_point)) {
            at = next;
            continue;
        }
        next = read_marks(next, &letter);
        uint32_t code_point = letter.code_point;
        layout->rtl |= code_point >= 0x590 && bidi_is_rtl(code_point);
        if (code_point >= 0x600 && glyphs_joins(glyphs, code_point))
            next = read_word(glyphs, at, &letter, style->px);
        else if (code_point != '\n')
            letter.advance = glyphs_advance(glyphs, letter.face, style->px, code_point);
        if (code_point != '\n')
            letter.advance += style->letter_space;
        g_array_append_val(layout->letters, letter);
        at = next;
    }
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
    return is_one_of(code_point, "，。、；：？！）」』》〉】〕”’…—·,.;:?!)]}%℃°元،؛؟");
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

/* Where a word has a joint of its own: call-back, name·surname. */
static bool
is_joint(uint32_t left, uint32_t right)
{
    return (left == '-' || left == '/' || left == 0xB7 || left == 0x2010) &&
           g_unichar_isalpha(right);
}

/* Whether a line may end between two neighbours. */
static bool
may_break(uint32_t left, uint32_t right)
{
    if (left == ' ' || is_joint(left, right))
        return true;
    if (right == ' ' || closes(right) || opens(left))
        return false;
    if (left == 0x2022 && right == 0x2022) // what is masked
        return false;
    if (left == 0x2014 || right == 0x2014) // 9:00—10:00 stays whole
        return false;
    return !(is_word(left) && is_word(right));
}

/* A number in groups, masked or not, is read as one: 9999 •••••••••• 0023. */
static bool
in_number(const struct letter *letters, guint i)
{
    uint32_t before = i > 1 ? letters[i - 2].code_point : 0;
    uint32_t after = letters[i].code_point;
    return letters[i - 1].code_point == ' ' &&
           (g_unichar_isdigit(before) || before == 0x2022) &&
           (g_unichar_isdigit(after) || after == 0x2022);
}

static void
break_lines(struct layout *layout, int width, int letter_space)
{
    guint start = 0, allowed = 0, spare = 0; // spare: where only a number would be parted
    int used = 0;
    const struct letter *letters = (const struct letter *)(void *)layout->letters->data;
    for (guint i = 0; i < layout->letters->len; i++) {
        if (letters[i].code_point == '\n') {
            guint end = i + 1;
            g_array_append_val(layout->ends, end);
            start = allowed = spare = end;
            used = 0;
            continue;
        }
        if (i > start && may_break(letters[i - 1].code_point, letters[i].code_point))
            *(in_number(letters, i) ? &spare : &allowed) = i;
        used += letters[i].advance;
        // What is added after the last letter of a line needs no room.
        if (width <= 0 || used - letter_space <= width || letters[i].code_point == ' ')
            continue;
        guint end = allowed > start ? allowed : spare > start ? spare : MAX(i, start + 1);
        layout->torn |= end < layout->letters->len && MAX(allowed, spare) <= start &&
                        is_word(letters[end - 1].code_point) &&
                        is_word(letters[end].code_point);
        g_array_append_val(layout->ends, end);
        start = allowed = spare = end;
        used = 0;
        for (guint k = start; k <= i; k++)
            used += letters[k].advance;
    }
    if (start < layout->letters->len || layout->letters->len == 0)
        g_array_append_val(layout->ends, layout->letters->len);
}

#define LONELY 3 // letters that look forgotten as a line of their own
#define FED 5    // what such a line has when it took some from the line above

/* Ends the line before `line` sooner, so that the last line of a paragraph is not one or two
 * characters alone. The number of lines stays. */
static void
feed_last_line(struct layout *layout, guint line, int width)
{
    const struct letter *letters = (const struct letter *)(void *)layout->letters->data;
    guint *ends = (guint *)(void *)layout->ends->data;
    guint above = line > 1 ? ends[line - 2] : 0, start = ends[line - 1], end = ends[line];
    bool ended = letters[end - 1].code_point == '\n';
    bool last = ended || end == layout->letters->len;
    guint shown = end - start - (ended ? 1 : 0);
    if (!last || shown == 0 || shown > LONELY || letters[start - 1].code_point == '\n')
        return;
    int used = 0;
    for (guint i = start; i < end; i++)
        used += letters[i].advance;
    // The line above stays the longer one.
    guint stop = start + shown, found = start;
    for (guint i = start - 1; stop - found < FED && i - above >= stop - i; i--) {
        used += letters[i].advance;
        if (used > width)
            break;
        if (may_break(letters[i - 1].code_point, letters[i].code_point))
            found = i;
    }
    ends[line - 1] = found;
}

static void
layout_init(struct layout *layout, struct glyphs *glyphs, const char *text,
            const struct text_style *style, int width)
{
    layout->letters = g_array_new(FALSE, FALSE, sizeof(struct letter));
    layout->ends = g_array_new(FALSE, FALSE, sizeof(guint));
    layout->rtl = layout->torn = false;
    read_letters(layout, glyphs, text, style);
    break_lines(layout, width, style->letter_space);
    for (guint line = 1; line < layout->ends->len; line++)
        feed_last_line(layout, line, width);
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
                             (int)layout.ends->len, layout.torn};
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

/* Where a text is drawn: never turned round, though its place on a mirrored page is. */
struct paper {
    struct canvas canvas;
    struct box box;
    enum text_align align;
    bool mirrored;
};

static struct paper
paper_of(const struct canvas *canvas, struct box box, const struct text_style *style)
{
    struct paper paper = {*canvas, box, style->align, canvas->mirrored};
    if (!canvas->mirrored)
        return paper;
    paper.canvas.mirrored = false;
    paper.box.x = canvas_turned(canvas, box.x, box.w);
    paper.align = style->align == TEXT_LEFT    ? TEXT_RIGHT
                  : style->align == TEXT_RIGHT ? TEXT_LEFT
                                               : TEXT_CENTRE;
    return paper;
}

static int
draw_letter(struct glyphs *glyphs, const struct canvas *canvas,
            const struct letter *letter, uint32_t code_point,
            const struct text_style *style, int x, int base)
{
    if (letter->word == NULL) {
        glyphs_draw(glyphs, canvas, letter->face, style->px, code_point, x, base,
                    style->colour);
        return letter->advance;
    }
    const struct glyph *glyph =
        glyphs_word(glyphs, letter->face, style->px, letter->word, letter->bytes);
    canvas_mask(canvas, x + glyph->left, base + glyph->top, glyph->mask, glyph->width,
                glyph->height, glyph->width, style->colour);
    return letter->advance;
}

/* What bidi says of every letter; NULL when all of it runs from left to right. */
static struct bidi_character *
resolve(const struct layout *layout, bool mirrored)
{
    if (!layout->rtl)
        return NULL;
    guint count = layout->letters->len;
    struct bidi_character *characters = g_new0(struct bidi_character, count);
    for (guint i = 0; i < count; i++) {
        uint32_t code_point = g_array_index(layout->letters, struct letter, i).code_point;
        // What would turn the rest of the line round is a sign like any other.
        bool turns = glyphs_is_unseen(code_point);
        characters[i].code_point = turns ? 0xFFFC : code_point;
    }
    bidi_resolve(characters, count, mirrored);
    return characters;
}

static void
draw_letters(struct glyphs *glyphs, const struct canvas *canvas,
             const struct layout *layout, const struct bidi_character *characters,
             const struct text_style *style, guint from, guint to, int x, int base)
{
    g_autofree int *order = NULL;
    if (characters != NULL && to > from) {
        order = g_new(int, to - from);
        bidi_order(characters + from, to - from, order);
    }
    for (guint i = from; i < to; i++) {
        guint at = order == NULL ? i : from + (guint)order[i - from];
        const struct letter *letter = &g_array_index(layout->letters, struct letter, at);
        uint32_t seen = order == NULL ? letter->code_point : bidi_seen(&characters[at]);
        x += draw_letter(glyphs, canvas, letter, seen, style, x, base);
    }
}

bool
text_draw(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
          const struct text_style *style, struct box box)
{
    struct layout layout;
    struct paper paper = paper_of(canvas, box, style);
    layout_init(&layout, glyphs, text, style, box.w);
    g_autofree struct bidi_character *characters = resolve(&layout, paper.mirrored);
    int height = line_height(style), widest = 0;
    guint from = 0;
    for (guint line = 0; line < layout.ends->len; line++) {
        guint end = g_array_index(layout.ends, guint, line), to = end;
        int width = line_width(&layout, style, from, &to);
        int middle = box.y + (int)line * height + height / 2;
        draw_letters(glyphs, &paper.canvas, &layout, characters, style, from, to,
                     line_start(paper.box, width, paper.align),
                     base_line(middle, style->px));
        widest = MAX(widest, width);
        from = end;
    }
    // A line's leading may hang over; its characters may not.
    int needed = height * (int)layout.ends->len - (height - style->px);
    bool fits = !layout.torn && widest <= box.w &&
                (needed <= box.h || layout.letters->len == 0);
    layout_finish(&layout);
    return fits;
}

bool
text_draw_line(struct glyphs *glyphs, const struct canvas *canvas, const char *text,
               const struct text_style *style, struct box box)
{
    struct layout layout;
    struct paper paper = paper_of(canvas, box, style);
    layout_init(&layout, glyphs, text, style, 0);
    g_autofree struct bidi_character *characters = resolve(&layout, paper.mirrored);
    guint to = layout.letters->len;
    int width = line_width(&layout, style, 0, &to);
    draw_letters(glyphs, &paper.canvas, &layout, characters, style, 0, to,
                 line_start(paper.box, width, paper.align),
                 base_line(box.y + box.h / 2, style->px));
    layout_finish(&layout);
    return width <= box.w;
}

/* Icons that point along the line: where the page runs from right to left, so do they. */
static bool
points(const char *icon)
{
    static const char *const names[] = {"arrow_back",
                                        "arrow_forward",
                                        "chevron_left",
                                        "chevron_right",
                                        "backspace",
                                        "logout",
                                        "login",
                                        "undo",
                                        "redo",
                                        "reply",
                                        "send",
                                        "keyboard_return",
                                        "exit_to_app",
                                        "navigate_next",
                                        "east",
                                        "west",
                                        "assignment_return",
                                        "directions_walk",
                                        NULL};
    return g_strv_contains(names, icon);
}

void
text_icon(struct glyphs *glyphs, const struct canvas *canvas, const char *icon, int px,
          int x, int y, uint32_t colour)
{
    const struct glyph *glyph = icon == NULL ? NULL : glyphs_icon(glyphs, icon, px);
    struct canvas straight = *canvas;
    if (glyph == NULL)
        return;
    if (canvas->mirrored && !points(icon)) {
        straight.mirrored = false;
        x = canvas_turned(canvas, x, px);
    }
    // The font draws its icons on the whole square from the base line up.
    canvas_mask(&straight, x + glyph->left, y + px + glyph->top, glyph->mask,
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
