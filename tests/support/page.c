// SPDX-License-Identifier: Apache-2.0
#include "page.h"

#include <math.h>
#include <string.h>
#include <pango/pangocairo.h>

#define A4_WIDTH_MM 210.0
#define A4_HEIGHT_MM 297.0
#define FONT "Noto Sans CJK SC"

/* All drawing is in millimetres. */
struct text {
    double x, y, size; // mm; size is the height of the em square
    const char *words;
};

struct row {
    const char *label, *answer, *label2, *answer2;
};

static const struct row household_rows[] = {
    {"姓　　名", "李示例", "户主或与户主关系", "户主"},
    {"曾用名", "—", "性　　别", "女"},
    {"出生地", "示例省示例市示例县", "民　　族", "汉族"},
    {"籍　　贯", "示例省示例市", "出生日期", "1980年02月14日"},
    {"本市（县）其他住址", "示例镇示例村十二组3号", "宗教信仰", "—"},
    {"公民身份号码", "999999198002143019", "身　　高", "163厘米"},
    {"文化程度", "高级中学教育", "婚姻状况", "已婚"},
    {"兵役状况", "未服兵役", "血　　型", "不明"},
    {"服务处所", "示例镇便民服务中心", "职　　业", "农业生产人员"},
    {"何时由何地迁来本市", "2004年06月01日 示例省示例市", "", ""},
    {"何时由何地迁来本址", "2011年09月20日 示例镇示例村四组", "", ""},
};

static const struct text identity_texts[] = {
    {38, 62, 4.2, "姓名　李示例"},
    {38, 71, 3.6, "性别　女　　民族　汉"},
    {38, 79, 3.6, "出生　1980 年 2 月 14 日"},
    {38, 87, 3.6, "住址　示例省示例市示例县示例镇"},
    {38, 92, 3.6, "　　　示例村十二组3号"},
    {38, 104, 4.2, "公民身份号码　999999198002143019"},
    {76, 160, 6.0, "中华人民共和国"},
    {76, 170, 8.0, "居 民 身 份 证"},
    {60, 192, 3.6, "签发机关　示例县公安局"},
    {60, 199, 3.6, "有效期限　2014.03.01-2034.03.01"},
    {72, 26, 5.0, "身份证复印件（示例）"},
};

static void
write_text(cairo_t *cairo, const struct text *text)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    pango_font_description_set_absolute_size(font, text->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text->words, -1);
    cairo_move_to(cairo, text->x, text->y);
    pango_cairo_show_layout(cairo, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

static void
draw_box(cairo_t *cairo, double x, double y, double width, double height)
{
    cairo_rectangle(cairo, x, y, width, height);
    cairo_stroke(cairo);
}

static void
draw_household(cairo_t *cairo)
{
    cairo_set_line_width(cairo, 0.3);
    write_text(cairo, &(struct text){66, 24, 8.5, "常住人口登记卡"});
    write_text(cairo, &(struct text){156, 32, 3.4, "户口簿 · 示例"});
    const double left = 22, top = 40, height = 16;
    const double columns[] = {0, 34, 92, 122, 166};
    for (size_t i = 0; i < G_N_ELEMENTS(household_rows); i++) {
        const struct row *row = &household_rows[i];
        const char *cells[] = {row->label, row->answer, row->label2, row->answer2};
        double y = top + height * (double)i;
        bool wide = row->label2[0] == 0;
        for (int c = 0; c < (wide ? 2 : 4); c++) {
            double end = wide && c == 1 ? columns[4] : columns[c + 1];
            draw_box(cairo, left + columns[c], y, end - columns[c], height);
            write_text(cairo, &(struct text){left + columns[c] + 1.5, y + 5,
                                             c % 2 == 0 ? 3.2 : 4.2, cells[c]});
        }
    }
    write_text(cairo, &(struct text){30, 226, 4, "承办人签章：　示例承办人"});
    write_text(cairo, &(struct text){120, 226, 4, "登记日期：2019年05月06日"});
    cairo_set_source_rgb(cairo, 0.78, 0.1, 0.1); // the seal
    cairo_set_line_width(cairo, 0.9);
    cairo_new_path(cairo);
    cairo_arc(cairo, 150, 248, 17, 0, 2 * G_PI);
    cairo_stroke(cairo);
    write_text(cairo, &(struct text){138, 244, 4, "户口专用章"});
}

static void
draw_identity(cairo_t *cairo)
{
    cairo_set_line_width(cairo, 0.4);
    draw_box(cairo, 32, 55, 100, 63);
    draw_box(cairo, 32, 150, 100, 63);
    cairo_set_source_rgb(cairo, 0.62, 0.62, 0.66); // where the portrait is
    cairo_new_path(cairo);
    cairo_arc(cairo, 116, 72, 7, 0, 2 * G_PI);
    cairo_rectangle(cairo, 107, 80, 18, 14);
    cairo_fill(cairo);
    cairo_set_source_rgb(cairo, 0.08, 0.08, 0.1);
    for (size_t i = 0; i < G_N_ELEMENTS(identity_texts); i++)
        write_text(cairo, &identity_texts[i]);
}

static void
draw_content(cairo_t *cairo, enum page_kind kind)
{
    cairo_set_source_rgb(cairo, 0.08, 0.08, 0.1);
    if (kind == PAGE_HOUSEHOLD)
        draw_household(cairo);
    else if (kind == PAGE_IDENTITY)
        draw_identity(cairo);
    else if (kind == PAGE_NOTE)
        write_text(cairo, &(struct text){60, 120, 5, "本人同意。李示例"});
}

static void
page_init(struct page *page, int width, int height, int dpi)
{
    *page = (struct page){.width = width, .height = height, .dpi = dpi};
    page->pixels = g_malloc(page_size(page));
}

static void
take_pixels(struct page *page, cairo_surface_t *surface)
{
    cairo_surface_flush(surface);
    const uint8_t *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    uint8_t *out = page->pixels;
    for (int y = 0; y < page->height; y++)
        for (int x = 0; x < page->width; x++) {
            uint32_t pixel;
            memcpy(&pixel, data + (size_t)y * (size_t)stride + (size_t)x * 4, 4);
            *out++ = (uint8_t)(pixel >> 16);
            *out++ = (uint8_t)(pixel >> 8);
            *out++ = (uint8_t)pixel;
        }
}

static bool
write_png(const struct page *page, const char *path, GError **error)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, page->width, page->height);
    uint8_t *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const uint8_t *in = page->pixels;
    for (int y = 0; y < page->height; y++)
        for (int x = 0; x < page->width; x++, in += 3) {
            uint32_t pixel = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
            memcpy(data + (size_t)y * (size_t)stride + (size_t)x * 4, &pixel, 4);
        }
    cairo_surface_mark_dirty(surface);
    cairo_status_t status = cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path,
                    cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

void
page_draw(struct page *page, enum page_kind kind, int dpi, double degrees)
{
    page_init(page, (int)(A4_WIDTH_MM / 25.4 * dpi), (int)(A4_HEIGHT_MM / 25.4 * dpi),
              dpi);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, page->width, page->height);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 0.98, 0.98, 0.96); // paper is never quite white
    cairo_paint(cairo);
    cairo_scale(cairo, dpi / 25.4, dpi / 25.4);
    cairo_translate(cairo, A4_WIDTH_MM / 2, A4_HEIGHT_MM / 2);
    cairo_rotate(cairo, degrees * G_PI / 180); // clockwise: the y axis points down
    cairo_translate(cairo, -A4_WIDTH_MM / 2, -A4_HEIGHT_MM / 2);
    draw_content(cairo, kind);
    take_pixels(page, surface);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
}

void
page_fill(struct page *page, int width, int height, int dpi, uint8_t level)
{
    page_init(page, width, height, dpi);
    memset(page->pixels, level, page_size(page));
}

void
page_finish(struct page *page)
{
    if (!page)
        return;
    g_free(page->pixels);
    *page = (struct page){0};
}

size_t
page_size(const struct page *page)
{
    return (size_t)page->width * (size_t)page->height * 3;
}

/* One direction of a box filter over a line of `count` pixels, `step` bytes apart. */
static void
box_line(uint8_t *line, size_t step, int count, int radius, uint8_t *scratch)
{
    int sum = 0, width = 2 * radius + 1;
    for (int i = 0; i < count; i++)
        scratch[i] = line[(size_t)i * step];
    for (int i = -radius; i <= radius; i++)
        sum += scratch[CLAMP(i, 0, count - 1)];
    for (int i = 0; i < count; i++) {
        line[(size_t)i * step] = (uint8_t)((sum + width / 2) / width);
        sum += scratch[MIN(i + radius + 1, count - 1)] - scratch[MAX(i - radius, 0)];
    }
}

/* Three box filters are a Gaussian to within a few percent. */
void
page_blur(struct page *page, double sigma)
{
    int radius = (int)lround((sqrt(4 * sigma * sigma + 1) - 1) / 2);
    uint8_t *scratch = g_malloc((size_t)MAX(page->width, page->height));
    size_t stride = (size_t)page->width * 3;
    for (int pass = 0; pass < 3 && radius > 0; pass++)
        for (size_t c = 0; c < 3; c++) {
            for (int y = 0; y < page->height; y++)
                box_line(page->pixels + (size_t)y * stride + c, 3, page->width, radius,
                         scratch);
            for (int x = 0; x < page->width; x++)
                box_line(page->pixels + (size_t)x * 3 + c, stride, page->height, radius,
                         scratch);
        }
    g_free(scratch);
}

void
page_add_noise(struct page *page, double sigma, uint32_t seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    int table[4096]; // normal deviates, drawn from by a cheap counter
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        double sum = -6;
        for (int k = 0; k < 12; k++)
            sum += g_rand_double(random);
        table[i] = (int)lround(sum * sigma);
    }
    uint32_t state = seed | 1;
    size_t size = page_size(page);
    for (size_t i = 0; i < size; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        int level = page->pixels[i] + table[state & 4095];
        page->pixels[i] = (uint8_t)CLAMP(level, 0, 255);
    }
    g_rand_free(random);
}

uint8_t *
page_grey(const struct page *page)
{
    size_t count = (size_t)page->width * (size_t)page->height;
    uint8_t *grey = g_malloc(count);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pixel = page->pixels + i * 3;
        grey[i] = (uint8_t)((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8);
    }
    return grey;
}

/* P4: one bit a pixel, 1 is black, rows padded to a byte. */
static void
append_bits(GByteArray *file, const struct page *page)
{
    uint8_t *grey = page_grey(page);
    for (int y = 0; y < page->height; y++)
        for (int x = 0; x < page->width; x += 8) {
            uint8_t byte = 0;
            for (int bit = 0; bit < 8 && x + bit < page->width; bit++)
                if (grey[(size_t)y * (size_t)page->width + (size_t)(x + bit)] < 128)
                    byte |= (uint8_t)(0x80 >> bit);
            g_byte_array_append(file, &byte, 1);
        }
    g_free(grey);
}

bool
page_write(const struct page *page, const char *path, GError **error)
{
    if (g_str_has_suffix(path, ".png"))
        return write_png(page, path, error);
    bool bits = g_str_has_suffix(path, ".pbm"), grey = g_str_has_suffix(path, ".pgm");
    g_autofree char *head = g_strdup_printf("P%d\n%d %d\n%s",
                                            bits   ? 4
                                            : grey ? 5
                                                   : 6,
                                            page->width, page->height,
                                            bits ? "" : "255\n");
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, (const uint8_t *)head, (guint)strlen(head));
    if (bits) {
        append_bits(file, page);
    } else if (grey) {
        g_autofree uint8_t *levels = page_grey(page);
        g_byte_array_append(file, levels, (guint)(page_size(page) / 3));
    } else {
        g_byte_array_append(file, page->pixels, (guint)page_size(page));
    }
    bool done =
        g_file_set_contents(path, (const char *)file->data, (gssize)file->len, error);
    g_byte_array_unref(file);
    return done;
}
