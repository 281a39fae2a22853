// SPDX-License-Identifier: Apache-2.0
#include "glyphs.h"

#include "bidi.h"
#include <SDL_ttf.h>
#include <stdio.h>
#include <string.h>

struct font_file {
    const char *path;
    long index;
};

#define NOTO "/usr/share/fonts/opentype/noto/NotoSansCJK-"
#define NOTO_SC 2 // of the collection: simplified Chinese forms

static const struct font_file face_files[FACE_COUNT] = {
    [FACE_REGULAR] = {NOTO "Regular.ttc", NOTO_SC},
    [FACE_BOLD] = {NOTO "Bold.ttc", NOTO_SC},
};
static const struct font_file icon_file = {
    "/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf",
    0};

/* Together with Noto these cover the URO and extensions A to F whole. */
static const struct font_file fallback_files[] = {
    {"/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf", 0},
    {"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0},
    {"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0},
};
#define FALLBACK_COUNT G_N_ELEMENTS(fallback_files)

/* Joined letters, and the marks that stand between words of them. */
#define UKIJ "/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuz"
static const struct font_file joined_files[FACE_COUNT] = {
    [FACE_REGULAR] = {UKIJ ".ttf", 0},
    [FACE_BOLD] = {UKIJ "Bold.ttf", 0},
};

struct glyphs {
    TTF_Font *faces[FACE_COUNT];
    TTF_Font *icons;
    TTF_Font *fallbacks[FALLBACK_COUNT];
    bool fallback_tried[FALLBACK_COUNT];
    TTF_Font *joined[FACE_COUNT];
    bool joined_tried;
    GHashTable *table;      // key → struct glyph, owned
    GHashTable *word_table; // "face/px/word" → struct glyph, both owned
    GHashTable *icon_table; // "name/px" → struct glyph or NULL, both owned
    size_t bytes;
};

static TTF_Font *
open_font(const struct font_file *file)
{
    TTF_Font *font = TTF_OpenFontIndex(file->path, 36, file->index);
    if (font != NULL) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
        TTF_SetFontKerning(font, 0);
    }
    return font;
}

static bool
open_all(struct glyphs *glyphs, GError **error)
{
    const struct font_file *missing = NULL;
    for (enum glyph_face face = 0; face < FACE_COUNT; face++) {
        glyphs->faces[face] = open_font(&face_files[face]);
        if (glyphs->faces[face] == NULL)
            missing = &face_files[face];
    }
    glyphs->icons = open_font(&icon_file);
    if (glyphs->icons == NULL)
        missing = &icon_file;
    if (missing != NULL)
        g_set_error(error, GLYPHS_ERROR, 0, "font is missing: %s", missing->path);
    return missing == NULL;
}

struct glyphs *
glyphs_create(GError **error)
{
    if (TTF_Init() != 0) {
        g_set_error(error, GLYPHS_ERROR, 0, "no text can be drawn: %s", TTF_GetError());
        return NULL;
    }
    struct glyphs *glyphs = g_new0(struct glyphs, 1);
    glyphs->table = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    glyphs->word_table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    glyphs->icon_table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!open_all(glyphs, error)) {
        glyphs_destroy(glyphs);
        return NULL;
    }
    return glyphs;
}

static void
close_font(TTF_Font *font)
{
    if (font != NULL)
        TTF_CloseFont(font);
}

void
glyphs_destroy(struct glyphs *glyphs)
{
    if (glyphs == NULL)
        return;
    g_hash_table_unref(glyphs->table);
    g_hash_table_unref(glyphs->word_table);
    g_hash_table_unref(glyphs->icon_table);
    for (enum glyph_face face = 0; face < FACE_COUNT; face++) {
        close_font(glyphs->faces[face]);
        close_font(glyphs->joined[face]);
    }
    for (size_t i = 0; i < FALLBACK_COUNT; i++)
        close_font(glyphs->fallbacks[i]);
    close_font(glyphs->icons);
    g_free(glyphs);
    TTF_Quit();
}

bool
glyphs_is_unseen(uint32_t code_point)
{
    return (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

static bool
is_private_use(uint32_t code_point)
{
    return (code_point >= 0xE000 && code_point <= 0xF8FF) || code_point >= 0xF0000;
}

/* Opened when first needed; NULL: not installed. */
static TTF_Font *
joined_font(struct glyphs *glyphs, enum glyph_face face)
{
    for (enum glyph_face each = 0; !glyphs->joined_tried && each < FACE_COUNT; each++) {
        TTF_Font *font = open_font(&joined_files[each]);
        if (font != NULL) {
            TTF_SetFontScriptName(font, "Arab");
            TTF_SetFontDirection(font, TTF_DIRECTION_RTL);
        }
        glyphs->joined[each] = font;
    }
    glyphs->joined_tried = true;
    return glyphs->joined[face];
}

/* The font that has the character, or NULL. A private-use code means something else in
 * every font, so that only its number is true. */
static TTF_Font *
font_for(struct glyphs *glyphs, enum glyph_face face, uint32_t code_point)
{
    TTF_Font *font = glyphs->faces[face];
    if (is_private_use(code_point) || glyphs_is_unseen(code_point))
        return NULL;
    if (TTF_GlyphIsProvided32(font, code_point))
        return font;
    if (bidi_is_rtl(code_point) || (code_point >= 0x600 && code_point <= 0x6FF)) {
        font = joined_font(glyphs, face);
        if (font != NULL && TTF_GlyphIsProvided32(font, code_point))
            return font;
    }
    for (size_t i = 0; i < FALLBACK_COUNT; i++) {
        if (!glyphs->fallback_tried[i]) {
            glyphs->fallbacks[i] = open_font(&fallback_files[i]);
            glyphs->fallback_tried[i] = true;
        }
        if (glyphs->fallbacks[i] != NULL &&
            TTF_GlyphIsProvided32(glyphs->fallbacks[i], code_point))
            return glyphs->fallbacks[i];
    }
    return NULL;
}

static struct glyph *
glyph_new(int left, int top, int width, int height, int advance)
{
    struct glyph *glyph = g_malloc0(sizeof(struct glyph) + (size_t)(width * height));
    *glyph = (struct glyph){
        .left = (int16_t)left,
        .top = (int16_t)top,
        .width = (uint16_t)width,
        .height = (uint16_t)height,
        .advance = (int16_t)advance,
    };
    return glyph;
}

static uint8_t
alpha_at(const SDL_Surface *surface, int x, int y)
{
    const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
    uint32_t pixel;
    memcpy(&pixel, row + (ptrdiff_t)x * 4, sizeof pixel);
    return (uint8_t)(pixel >> 24);
}

/* The smallest box that holds every pixel with any ink. */
static struct box
inked_box(const SDL_Surface *surface)
{
    int left = surface->w, top = surface->h, right = -1, bottom = -1;
    for (int y = 0; y < surface->h; y++) {
        for (int x = 0; x < surface->w; x++) {
            if (alpha_at(surface, x, y) == 0)
                continue;
            left = MIN(left, x);
            right = MAX(right, x);
            top = MIN(top, y);
            bottom = MAX(bottom, y);
        }
    }
    return right < 0 ? (struct box){0}
                     : (struct box){left, top, right - left + 1, bottom - top + 1};
}

/* Takes over the ink of `surface`, whose pen stands at `pen_x` and base line at `base_y`. */
static struct glyph *
glyph_from(SDL_Surface *surface, int pen_x, int base_y, int advance)
{
    struct box ink = inked_box(surface);
    struct glyph *glyph = glyph_new(ink.x - pen_x, ink.y - base_y, ink.w, ink.h, advance);
    for (int y = 0; y < ink.h; y++)
        for (int x = 0; x < ink.w; x++)
            glyph->mask[y * ink.w + x] = alpha_at(surface, ink.x + x, ink.y + y);
    SDL_FreeSurface(surface);
    return glyph;
}

static const SDL_Color white = {255, 255, 255, 255};

static struct glyph *
rasterise(TTF_Font *font, int px, bool bold, uint32_t code_point)
{
    TTF_SetFontSize(font, px);
    TTF_SetFontStyle(font, bold ? TTF_STYLE_BOLD : TTF_STYLE_NORMAL);
    int min_x = 0, max_y = 0, advance = 0;
    if (TTF_GlyphMetrics32(font, code_point, &min_x, NULL, NULL, &max_y, &advance) != 0)
        return NULL;
    SDL_Surface *surface = TTF_RenderGlyph32_Blended(font, code_point, white);
    if (surface == NULL)
        return glyph_new(0, 0, 0, 0, advance);
    // SDL_ttf moves the pen right when a glyph reaches left of it, and down when it reaches
    // above the ascent of the font.
    int ascent = TTF_FontAscent(font);
    return glyph_from(surface, MAX(-min_x, 0), MAX(max_y, ascent), advance);
}

/* The font has a ligature for each name, so that the name itself, once shaped, is the icon;
 * what is no name stays a row of letters, wider than the one square. */
static struct glyph *
rasterise_icon(TTF_Font *font, int px, const char *name)
{
    int width = 0;
    TTF_SetFontSize(font, px);
    if (TTF_SizeUTF8(font, name, &width, NULL) != 0 || width != px)
        return NULL;
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, name, white);
    return surface == NULL ? NULL : glyph_from(surface, 0, TTF_FontAscent(font), px);
}

const struct glyph *
glyphs_icon(struct glyphs *glyphs, const char *name, int px)
{
    char key[64];
    gpointer glyph;
    g_snprintf(key, sizeof key, "%s/%d", name, px);
    if (!g_hash_table_lookup_extended(glyphs->icon_table, key, NULL, &glyph)) {
        struct glyph *made = rasterise_icon(glyphs->icons, px, name);
        if (made != NULL)
            glyphs->bytes += sizeof *made + (size_t)(made->width * made->height);
        g_hash_table_insert(glyphs->icon_table, g_strdup(key), made);
        glyph = made;
    }
    return glyph;
}

/* Copies the mask of `glyph` into `box`, made of one byte a pixel and `stride` wide. */
static void
stamp(uint8_t *mask, int stride, int rows, const struct glyph *glyph, int x, int y)
{
    for (int row = 0; row < glyph->height; row++)
        for (int column = 0; column < glyph->width; column++) {
            int at_x = x + column, at_y = y + row;
            if (at_x >= 0 && at_x < stride && at_y >= 0 && at_y < rows)
                mask[at_y * stride + at_x] |= glyph->mask[row * glyph->width + column];
        }
}

/* A box with the code in it, as two or three rows of two hexadecimal digits. */
static struct glyph *
code_box(struct glyphs *glyphs, int px, uint32_t code_point)
{
    char digits[12];
    snprintf(digits, sizeof digits, code_point > 0xFFFF ? "%06X" : "%04X", code_point);
    int side = px * 92 / 100, rows = (int)strlen(digits) / 2;
    int line = MAX(px / 20, 1), small = side / (rows + 1) + px / 12;
    struct glyph *box = glyph_new(px / 25, -px * 84 / 100, side, side, px);
    for (int at = 0; at < side; at++)
        for (int thick = 0; thick < line; thick++) {
            box->mask[thick * side + at] = 255;
            box->mask[(side - 1 - thick) * side + at] = 255;
            box->mask[at * side + thick] = 255;
            box->mask[at * side + side - 1 - thick] = 255;
        }
    for (int i = 0; digits[i] != '\0'; i++) {
        g_autofree struct glyph *digit =
            rasterise(glyphs->faces[FACE_BOLD], small, false, (uint32_t)digits[i]);
        int centre_x = side * (i % 2 == 0 ? 3 : 7) / 10;
        int centre_y = side * (2 * (i / 2) + 1) / (2 * rows);
        stamp(box->mask, side, side, digit, centre_x - digit->width / 2,
              centre_y - digit->height / 2);
    }
    return box;
}

static gpointer
glyph_key(enum glyph_face face, int px, uint32_t code_point)
{
    // 21 bits of code point, 11 of size, then the face.
    return GSIZE_TO_POINTER((gsize)code_point | (gsize)px << 21 | (gsize)face << 32);
}

const struct glyph *
glyphs_find(struct glyphs *glyphs, enum glyph_face face, int px, uint32_t code_point)
{
    gpointer key = glyph_key(face, px, code_point);
    struct glyph *glyph = g_hash_table_lookup(glyphs->table, key);
    if (glyph != NULL)
        return glyph;
    TTF_Font *font = font_for(glyphs, face, code_point);
    if (font != NULL) {
        // The substitutes have one weight; SDL_ttf thickens them.
        bool thicken = face == FACE_BOLD && font != glyphs->faces[face] &&
                       font != glyphs->joined[face];
        glyph = rasterise(font, px, thicken, code_point);
    }
    if (glyph == NULL)
        glyph = code_box(glyphs, px, code_point);
    glyphs->bytes += sizeof *glyph + (size_t)(glyph->width * glyph->height);
    g_hash_table_insert(glyphs->table, key, glyph);
    return glyph;
}

void
glyphs_draw(struct glyphs *glyphs, const struct canvas *canvas, enum glyph_face face,
            int px, uint32_t code_point, int pen_x, int base_y, uint32_t colour)
{
    const struct glyph *glyph = glyphs_find(glyphs, face, px, code_point);
    canvas_mask(canvas, pen_x + glyph->left, base_y + glyph->top, glyph->mask,
                glyph->width, glyph->height, glyph->width, colour);
}

int
glyphs_advance(struct glyphs *glyphs, enum glyph_face face, int px, uint32_t code_point)
{
    return glyphs_find(glyphs, face, px, code_point)->advance;
}

/* ---- joined letters ---- */

bool
glyphs_joins(struct glyphs *glyphs, uint32_t code_point)
{
    TTF_Font *font = bidi_is_joined(code_point) ? joined_font(glyphs, FACE_REGULAR)
                                                : NULL;
    return font != NULL && TTF_GlyphIsProvided32(font, code_point);
}

/* The font's own letters are lower than Han characters of the same size and reach further
 * below the base line. */
#define JOINED_PERCENT 115
#define JOINED_RISE 6 // per cent of the size

static struct glyph *
rasterise_word(TTF_Font *font, int px, const char *word)
{
    int width = 0, rise = px * JOINED_RISE / 100;
    TTF_SetFontSize(font, px * JOINED_PERCENT / 100);
    TTF_SetFontStyle(font, TTF_STYLE_NORMAL);
    if (TTF_SizeUTF8(font, word, &width, NULL) != 0)
        return glyph_new(0, 0, 0, 0, 0);
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, word, white);
    return surface == NULL ? glyph_new(0, 0, 0, 0, width)
                           : glyph_from(surface, 0, TTF_FontAscent(font) + rise, width);
}

const struct glyph *
glyphs_word(struct glyphs *glyphs, enum glyph_face face, int px, const char *word,
            size_t bytes)
{
    g_autofree char *text = g_strndup(word, bytes);
    g_autofree char *key = g_strdup_printf("%d/%d/%s", face, px, text);
    struct glyph *glyph = g_hash_table_lookup(glyphs->word_table, key);
    if (glyph != NULL)
        return glyph;
    glyph = rasterise_word(joined_font(glyphs, face), px, text);
    glyphs->bytes += sizeof *glyph + (size_t)(glyph->width * glyph->height);
    g_hash_table_insert(glyphs->word_table, g_steal_pointer(&key), glyph);
    return glyph;
}

void
glyphs_begin_frame(struct glyphs *glyphs)
{
    if (glyphs->bytes > GLYPHS_BYTES_MAX)
        glyphs_forget(glyphs);
}

void
glyphs_forget(struct glyphs *glyphs)
{
    g_hash_table_remove_all(glyphs->table);
    g_hash_table_remove_all(glyphs->word_table);
    g_hash_table_remove_all(glyphs->icon_table);
    glyphs->bytes = 0;
}

size_t
glyphs_bytes(const struct glyphs *glyphs)
{
    return glyphs->bytes;
}
