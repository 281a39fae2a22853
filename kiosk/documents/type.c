// SPDX-License-Identifier: Apache-2.0
#include "type.h"

#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#define RULE_RUN_MIN 4     // underscores that become a line to write on
#define TITLE_SPACED_MAX 5 // characters; longer titles have half the letter space

enum shape { // what stands in a line of text and is no character
    SHAPE_RULE,
    SHAPE_BOX,
};

/* In this order: a character comes from the first family that has it. Nothing else may ever
 * set text: an icon font holds private-use characters that would pass for words. The three
 * last are for the letters of Uyghur. */
static const char families[] = "Noto Sans CJK SC,BabelStone Han,HanaMinA,HanaMinB,"
                               "UKIJ Tuz,Noto Sans Arabic,DejaVu Sans";

static const struct type_spec {
    double points;
    bool bold;
    double leading; // line height in ems
    double letter_mm;
} specs[TYPE_STYLE_COUNT][2] = {
    // [style][large]; look.md §10
    [TYPE_TITLE] = {{24, true, 1.45, 2}, {32, true, 1.45, 2.5}},
    [TYPE_NUMBER] = {{20, true, 1.45, 0}, {34, true, 1.4, 0}},
    [TYPE_COMPACT] = {{14, true, 1.45, 0}, {24, true, 1.45, 0}},
    [TYPE_LABEL] = {{11, false, 1.45, 0}, {18, false, 1.4, 0}},
    [TYPE_HEADING] = {{14, true, 1.3, 0}, {22, true, 1.3, 0}},
    [TYPE_TEXT] = {{12, false, 1.5, 0}, {20, false, 1.5, 0}},
    [TYPE_TABLE] = {{11, false, 1.42, 0}, {18, false, 1.45, 0}},
    [TYPE_ENTRY] = {{11, true, 1.42, 0}, {20, true, 1.4, 0}},
    [TYPE_DETAIL] = {{11, false, 1.42, 0}, {16, false, 1.42, 0}},
    [TYPE_LEAD] = {{12, false, 1.45, 0}, {22, false, 1.47, 0}},
    [TYPE_BOX] = {{12, false, 1.53, 0}, {22, false, 1.47, 0}},
    [TYPE_BOX_LEAD] = {{14, false, 1.5, 0}, {22, false, 1.47, 0}},
    [TYPE_BOX_DETAIL] = {{11, false, 1.45, 0}, {20, false, 1.47, 0}},
    [TYPE_DAY] = {{28, true, 1.33, 0}, {34, true, 1.4, 0}},
    [TYPE_CALL] = {{11, false, 1.42, 0}, {26, true, 1.45, 0}},
    [TYPE_ISSUER] = {{14, true, 1.45, 0}, {18, true, 1.45, 0}},
    [TYPE_PLACE] = {{10.5, false, 1.45, 0}, {16, false, 1.45, 0}},
    [TYPE_CAPTION] = {{10.5, false, 1.45, 0}, {16, false, 1.45, 0}},
    [TYPE_FOOT] = {{10, false, 1.42, 0}, {16, false, 1.42, 0}},
};

/* ---- fonts ------------------------------------------------------------------------------- */

struct fonts {
    FcConfig *config;
    FcCharSet *coverage; // every character that one of the families has
};

static FcConfig *
fonts_config(void)
{
    GString *xml =
        g_string_new("<fontconfig><dir>/usr/share/fonts</dir>"
                     "<dir>/usr/local/share/fonts</dir>"
                     "<cachedir>/var/cache/fontconfig</cachedir>"
                     "<cachedir prefix=\"xdg\">fontconfig</cachedir><selectfont>"
                     "<rejectfont><pattern/></rejectfont><acceptfont>");
    char **names = g_strsplit(families, ",", 0);
    for (size_t i = 0; names[i] != NULL; i++)
        g_string_append_printf(
            xml,
            "<pattern><patelt name=\"family\"><string>%s</string></patelt></pattern>",
            names[i]);
    g_strfreev(names);
    g_string_append(xml, "</acceptfont></selectfont></fontconfig>");
    FcConfig *config = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml->str, FcTrue);
    FcConfigBuildFonts(config);
    g_string_free(xml, TRUE);
    return config;
}

/* Shared by all threads, read-only, kept until the process ends. */
static const struct fonts *
fonts_get(void)
{
    static struct fonts fonts;
    static gsize ready;
    if (g_once_init_enter(&ready)) {
        fonts = (struct fonts){.config = fonts_config(), .coverage = FcCharSetCreate()};
        FcFontSet *set = FcConfigGetFonts(fonts.config, FcSetSystem);
        for (int i = 0; set != NULL && i < set->nfont; i++) {
            FcCharSet *one = NULL;
            if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &one) == FcResultMatch)
                FcCharSetMerge(fonts.coverage, one, NULL);
        }
        g_once_init_leave(&ready, 1);
    }
    return &fonts;
}

/* ---- one pango context a thread ------------------------------------------------------------ */

static void
draw_shape(cairo_t *cairo, PangoAttrShape *shape, gboolean as_path, gpointer unused)
{
    double x = 0, y = 0;
    double width = (double)shape->logical_rect.width / PANGO_SCALE;
    (void)as_path;
    (void)unused;
    cairo_get_current_point(cairo, &x, &y);
    cairo_save(cairo);
    cairo_new_path(cairo);
    if (GPOINTER_TO_INT(shape->data) == SHAPE_RULE) {
        cairo_set_line_width(cairo, MM(0.25));
        cairo_move_to(cairo, x, y + 1.5);
        cairo_rel_line_to(cairo, width, 0);
    } else {
        double line = width * 0.09, side = width * 0.92 - line;
        cairo_set_line_width(cairo, line);
        cairo_rectangle(cairo, x + (width - side) / 2, y + width * 0.09 - side, side,
                        side);
    }
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

static PangoContext *
context_create(void)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), fonts_get()->config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map),
                                        72); // a point is a point
    PangoContext *context = pango_font_map_create_context(map);
    g_object_unref(map);
    // Paper has no pixels: nothing may be rounded to them.
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    pango_cairo_context_set_shape_renderer(context, draw_shape, NULL, NULL);
    return context;
}

static PangoContext *
context_get(void)
{
    static GPrivate mine = G_PRIVATE_INIT(g_object_unref);
    PangoContext *context = g_private_get(&mine);
    if (context == NULL) {
        context = context_create();
        g_private_set(&mine, context);
    }
    return context;
}

/* ---- text ---------------------------------------------------------------------------------- */

struct text {
    GString *clean;
    PangoAttrList *attributes;
    double points;
};

static void
text_attribute(struct text *text, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(text->attributes, attribute);
}

/* Characters without a shape that text needs: joiners, direction marks, variants of a
 * character. Overrides of direction are not among them: they make a number read otherwise. */
static bool
is_invisible_helper(gunichar c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180E) || c == 0x034F;
}

static bool
is_drawable(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_PRIVATE_USE: // also where a font has something there
    case G_UNICODE_CONTROL:
    case G_UNICODE_SURROGATE:
        return false;
    case G_UNICODE_FORMAT:
        return is_invisible_helper(c);
    default:
        return is_invisible_helper(c) || FcCharSetHasChar(fonts_get()->coverage, c);
    }
}

/* `width` in ems. */
static void
append_shape(struct text *text, enum shape shape, double width)
{
    PangoRectangle logical = {
        .y = (int)(-text->points * PANGO_SCALE),
        .width = (int)(width * text->points * PANGO_SCALE),
        .height = (int)(text->points * PANGO_SCALE),
    };
    size_t from = text->clean->len;
    g_string_append(text->clean, "\xEF\xBF\xBC"); // U+FFFC, an object in the text
    text_attribute(text,
                   pango_attr_shape_new_with_data(&logical, &logical,
                                                  GINT_TO_POINTER(shape), NULL, NULL),
                   from, text->clean->len);
}

static void
append_character(struct text *text, gunichar c)
{
    if (c == '\n' || c == 0x2028 || c == 0x2029)
        g_string_append_c(text->clean, '\n');
    else if (c == '\t')
        g_string_append_c(text->clean, ' ');
    else if (c == 0x25A1)
        append_shape(text, SHAPE_BOX, 1.2);
    else if (is_drawable(c))
        g_string_append_unichar(text->clean, c);
    else
        g_string_append_printf(text->clean, "[U+%04X]", c);
}

static void
append_source(struct text *text, const char *source)
{
    bool bold = false;
    size_t bold_from = 0;
    for (const char *at = source; *at != '\0';) {
        size_t run = strspn(at, "_");
        if (at[0] == '*' && at[1] == '*') {
            if (bold)
                text_attribute(text, pango_attr_weight_new(PANGO_WEIGHT_BOLD), bold_from,
                               text->clean->len);
            bold = !bold;
            bold_from = text->clean->len;
            at += 2;
        } else if (run >= RULE_RUN_MIN) {
            append_shape(text, SHAPE_RULE, (double)run / 2);
            at += run;
        } else {
            append_character(text, g_utf8_get_char(at));
            at += g_utf8_skip[*(const guchar *)at];
        }
    }
    if (bold)
        text_attribute(text, pango_attr_weight_new(PANGO_WEIGHT_BOLD), bold_from,
                       text->clean->len);
}

/* The dots of a masked number are as wide as a character: in large print they would push
 * the digits behind them onto the next line. */
static void
tighten_masks(struct text *text)
{
    static const char dot[] = "•";
    const char *begin = text->clean->str;
    for (const char *at = strstr(begin, dot), *end; at != NULL; at = strstr(end, dot)) {
        for (end = at; g_str_has_prefix(end, dot);)
            end += sizeof dot - 1;
        text_attribute(
            text, pango_attr_letter_spacing_new((int)(-0.4 * text->points * PANGO_SCALE)),
            (size_t)(at - begin), (size_t)(end - begin));
    }
}

static bool
has_joined_letters(const char *text)
{
    for (; *text != '\0'; text = g_utf8_find_next_char(text, NULL))
        if (g_unichar_get_script(g_utf8_get_char(text)) == G_UNICODE_SCRIPT_ARABIC)
            return true;
    return false;
}

PangoLayout *
type_set(const struct type_wish *wish, const char *source)
{
    const struct type_spec *spec = &specs[wish->style][wish->large];
    struct text text = {g_string_new(NULL), pango_attr_list_new(), spec->points};
    append_source(&text, source);
    if (wish->large)
        tighten_masks(&text);
    int leading = (int)(spec->points * spec->leading * PANGO_SCALE);
    text_attribute(&text, pango_attr_line_height_new_absolute(leading), 0, G_MAXUINT);
    double letter = MM(spec->letter_mm);
    if (g_utf8_strlen(text.clean->str, -1) > TITLE_SPACED_MAX)
        letter /= 2;
    // Letters that join would be torn apart.
    if (letter > 0 && !has_joined_letters(text.clean->str))
        text_attribute(&text, pango_attr_letter_spacing_new((int)(letter * PANGO_SCALE)),
                       0, G_MAXUINT);

    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, families);
    pango_font_description_set_absolute_size(font, spec->points * PANGO_SCALE);
    if (spec->bold || wish->bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);

    PangoLayout *layout = pango_layout_new(context_get());
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text.clean->str, (int)text.clean->len);
    pango_layout_set_attributes(layout, text.attributes);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, wish->alignment);
    if (wish->width > 0)
        pango_layout_set_width(layout, (int)(wish->width * PANGO_SCALE));
    if (wish->lines > 0) {
        pango_layout_set_height(layout, -wish->lines);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    pango_font_description_free(font);
    pango_attr_list_unref(text.attributes);
    g_string_free(text.clean, TRUE);
    return layout;
}

double
type_width(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

double
type_height(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

double
type_line_height(enum type_style style, bool large)
{
    return specs[style][large].points * specs[style][large].leading;
}

bool
type_has_chinese(void)
{
    return is_drawable(0x6536); // 收
}
