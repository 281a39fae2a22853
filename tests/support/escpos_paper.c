// SPDX-License-Identifier: Apache-2.0
#include "escpos_paper.h"

#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH 576
#define HEIGHT 6000

struct escpos_paper {
    GString *text;      // lines that are out
    GString *line;      // what stands in the line buffer, GB 18030
    GByteArray *styles; // a byte for each byte of the line: 1 bold
    GString *code;      // stored for GS ( k 181
    cairo_surface_t *surface;
    cairo_t *cairo;
    int y, size, gap, module;
    bool bold, centred;
};

struct escpos_paper *
escpos_paper_create(void)
{
    struct escpos_paper *paper = g_new0(struct escpos_paper, 1);
    *paper = (struct escpos_paper){
        .text = g_string_new(NULL),
        .line = g_string_new(NULL),
        .styles = g_byte_array_new(),
        .code = g_string_new(NULL),
        .surface = cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT),
        .size = 1,
        .gap = 30,
        .module = 3,
    };
    paper->cairo = cairo_create(paper->surface);
    return paper;
}

void
escpos_paper_destroy(struct escpos_paper *paper)
{
    g_string_free(paper->text, TRUE);
    g_string_free(paper->line, TRUE);
    g_string_free(paper->code, TRUE);
    g_byte_array_unref(paper->styles);
    cairo_destroy(paper->cairo);
    cairo_surface_destroy(paper->surface);
    g_free(paper);
}

const char *
escpos_paper_text(const struct escpos_paper *paper)
{
    return paper->text->str;
}

/* ---- how long an element is ------------------------------------------------------------------ */

/* Commands of a fixed length, by their first two bytes. */
static const struct {
    guint8 first, second;
    guint length;
} commands[] = {{0x1b, '@', 2}, {0x1b, 'a', 3}, {0x1b, 'E', 3}, {0x1b, '3', 3},
                {0x1b, 'J', 3}, {0x1b, 'd', 3}, {0x1b, '2', 2}, {0x1c, '&', 2},
                {0x1c, '.', 2}, {0x1d, '!', 3}, {0x1d, 'r', 3}, {0x1b, '!', 3},
                {0x1b, 'M', 3}, {0x1b, 't', 3}, {0x1b, 'R', 3}, {0x1d, 'B', 3}};

static guint
length_of_gs(const guint8 *bytes, guint size)
{
    if (bytes[1] == 'V') // m of A or B has one more
        return size < 3 ? 0 : bytes[2] >= 65 ? 4 : 3;
    if (bytes[1] == '(') // GS ( k pL pH
        return size < 5 ? 0 : 5 + bytes[3] + 256U * bytes[4];
    if (bytes[1] == 'v')
        return size < 8 ? 0
                        : 8 + (bytes[4] + 256U * bytes[5]) * (bytes[6] + 256U * bytes[7]);
    return 2;
}

/* 0: not known yet. */
static guint
length_of(const guint8 *bytes, guint size)
{
    bool command = bytes[0] == 0x1b || bytes[0] == 0x1c || bytes[0] == 0x1d;
    if (bytes[0] < 0x80 && !command)
        return 1;
    if (size < 2)
        return 0;
    if (!command) // GB 18030: four bytes when the second is a digit
        return bytes[1] >= 0x30 && bytes[1] <= 0x39 ? 4 : 2;
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (commands[i].first == bytes[0] && commands[i].second == bytes[1])
            return commands[i].length;
    return bytes[0] == 0x1d ? length_of_gs(bytes, size) : 2;
}

bool
escpos_paper_wants_data(const GByteArray *memory)
{
    guint at = 0;
    while (at < memory->len) {
        guint length = length_of(memory->data + at, memory->len - at);
        if (length == 0 || at + length > memory->len)
            return true;
        at += length;
    }
    return false;
}

/* ---- printing -------------------------------------------------------------------------------- */

static void
add_text(struct escpos_paper *paper, const char *text)
{
    g_string_append(paper->text, text);
    g_string_append_c(paper->text, '\n');
}

/* The line as its bytes say. */
static char *
decode(const struct escpos_paper *paper)
{
    char *text = g_convert(paper->line->str, (gssize)paper->line->len, "UTF-8", "GB18030",
                           NULL, NULL, NULL);
    return text != NULL ? text : g_strdup("[bytes that are no GB 18030]");
}

static int
columns_of(const char *text)
{
    int columns = 0;
    for (; *text != '\0'; text = g_utf8_find_next_char(text, NULL))
        columns += (guchar)*text < 0x80 ? 1 : 2;
    return columns;
}

static void
draw_text(struct escpos_paper *paper, const char *text)
{
    double step = 12.0 * paper->size, x = 0;
    PangoLayout *layout = pango_cairo_create_layout(paper->cairo);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, 22.0 * paper->size * PANGO_SCALE);
    if (paper->centred)
        x = (WIDTH - columns_of(text) * step) / 2;
    const char *at = text;
    for (guint byte = 0; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        bool wide = (guchar)*at >= 0x80;
        bool bold = byte < paper->styles->len && paper->styles->data[byte] != 0;
        byte += wide ? 2 : 1;
        pango_font_description_set_weight(font,
                                          bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, at, (int)(g_utf8_find_next_char(at, NULL) - at));
        cairo_move_to(paper->cairo, x, paper->y - 6 * paper->size);
        pango_cairo_show_layout(paper->cairo, layout);
        x += wide ? 2 * step : step;
    }
    pango_font_description_free(font);
    g_object_unref(layout);
}

static void
end_line(struct escpos_paper *paper)
{
    char *text = decode(paper);
    add_text(paper, text);
    if (paper->y + 200 < HEIGHT)
        draw_text(paper, text);
    paper->y += MAX(paper->gap, 24 * paper->size);
    g_string_truncate(paper->line, 0);
    g_byte_array_set_size(paper->styles, 0);
    g_free(text);
}

static void
print_picture(struct escpos_paper *paper, const guint8 *bytes, struct escpos_done *done)
{
    int width = bytes[4] + 256 * bytes[5], height = bytes[6] + 256 * bytes[7];
    char *note = g_strdup_printf("[pic %dx%d]", width * 8, height);
    cairo_surface_flush(paper->surface);
    guint8 *pixels = cairo_image_surface_get_data(paper->surface);
    int stride = cairo_image_surface_get_stride(paper->surface);
    for (int y = 0; y < height && paper->y + y < HEIGHT; y++)
        for (int x = 0; x < width * 8 && x < WIDTH; x++)
            if ((bytes[8 + y * width + x / 8] & 0x80 >> x % 8) != 0)
                pixels[(paper->y + y) * stride + x] = 255;
    cairo_surface_mark_dirty(paper->surface);
    add_text(paper, note);
    g_free(note);
    paper->y += height;
    done->lines = 1;
}

/* GS ( k: a QR code is stored, then printed; here as a square of its size. */
static void
code(struct escpos_paper *paper, const guint8 *bytes, guint length,
     struct escpos_done *done)
{
    guint8 function = length > 6 ? bytes[6] : 0;
    if (function == 0x43)
        paper->module = bytes[7];
    else if (function == 0x50)
        g_string_assign(paper->code, ""),
            g_string_append_len(paper->code, (const char *)bytes + 8, (gssize)length - 8);
    if (function != 0x51)
        return;
    char *note = g_strdup_printf("[qr %s]", paper->code->str);
    int side = 37 * paper->module;
    add_text(paper, note);
    g_free(note);
    cairo_rectangle(paper->cairo, (WIDTH - side) / 2.0 + 4, paper->y + 4, side - 8,
                    side - 8);
    cairo_set_line_width(paper->cairo, 8);
    cairo_stroke(paper->cairo);
    paper->y += side;
    done->lines = 1;
}

static void
reset(struct escpos_paper *paper)
{
    g_string_truncate(paper->line, 0);
    g_byte_array_set_size(paper->styles, 0);
    paper->bold = paper->centred = false;
    paper->size = 1;
    paper->gap = 30;
}

static void
gs(struct escpos_paper *paper, const guint8 *bytes, guint length,
   struct escpos_done *done)
{
    if (bytes[1] == '!')
        paper->size = (bytes[2] & 7) + 1;
    else if (bytes[1] == 'v')
        print_picture(paper, bytes, done);
    else if (bytes[1] == '(')
        code(paper, bytes, length, done);
    else if (bytes[1] == 'V')
        done->cut = true;
    else if (bytes[1] == 'r')
        done->mark = true;
}

static void
esc(struct escpos_paper *paper, const guint8 *bytes, struct escpos_done *done)
{
    if (bytes[1] == '@')
        reset(paper);
    else if (bytes[1] == 'a')
        paper->centred = bytes[2] == 1;
    else if (bytes[1] == 'E')
        paper->bold = bytes[2] & 1;
    else if (bytes[1] == '3')
        paper->gap = bytes[2];
    else if (bytes[1] == 'J') {
        paper->y += bytes[2];
        done->lines = 1;
    }
}

guint
escpos_paper_take(struct escpos_paper *paper, const guint8 *bytes, guint size,
                  struct escpos_done *done_out)
{
    guint length = size > 0 ? length_of(bytes, size) : 0;
    if (length == 0 || length > size)
        return 0;
    if (bytes[0] == 0x1d)
        gs(paper, bytes, length, done_out);
    else if (bytes[0] == 0x1b)
        esc(paper, bytes, done_out);
    else if (bytes[0] == '\n') {
        end_line(paper);
        done_out->lines = 1;
    } else if (bytes[0] >= 0x20 && bytes[0] != 0x1c) {
        const guint8 styles[4] = {paper->bold, paper->bold, paper->bold, paper->bold};
        g_string_append_len(paper->line, (const char *)bytes, (gssize)length);
        g_byte_array_append(paper->styles, styles, length);
    }
    return length;
}

bool
escpos_paper_write(const struct escpos_paper *paper, const char *file)
{
    int height = CLAMP(paper->y + 60, 1, HEIGHT);
    cairo_surface_t *page =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH + 64, height);
    cairo_t *cairo = cairo_create(page);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_mask_surface(cairo, paper->surface, 32, 20);
    bool written = cairo_surface_write_to_png(page, file) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_destroy(page);
    return written;
}
