// SPDX-License-Identifier: Apache-2.0
#include "theme.h"
#include "theme_panel.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* name, standard, assisted, high contrast light, high contrast dark */
static const struct {
    const char *name;
    uint32_t standard, assisted, light, dark;
} colour_table[COLOUR_COUNT] = {
    [COLOUR_PAPER] = {"paper", 0xF7F2E8, 0xFBF7EE, 0xFFFFFF, 0x000000},
    [COLOUR_CARD] = {"card", 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x000000},
    [COLOUR_BED] = {"bed", 0xE9E1D1, 0xE9E1D1, 0xFFFFFF, 0x000000},
    [COLOUR_SUNK] = {"sunk", 0xF0E9DB, 0xF0E9DB, 0xFFFFFF, 0x000000},
    [COLOUR_LIP] = {"lip", 0xD8CFBC, 0xD8CFBC, 0x000000, 0xFFFFFF},
    [COLOUR_HELP_LIP] = {"help_lip", 0xD9A32B, 0xD9A32B, 0x000000, 0xFFFFFF},
    [COLOUR_HAIR] = {"hair", 0xCFC6B3, 0xCFC6B3, 0x000000, 0xFFFFFF},
    [COLOUR_INK] = {"ink", 0x1C211F, 0x121615, 0x000000, 0xFFFFFF},
    [COLOUR_INK2] = {"ink2", 0x2C322E, 0x1E2422, 0x000000, 0xFFFFFF},
    [COLOUR_EDGE] = {"edge", 0x625D50, 0x4A463B, 0x000000, 0xFFFFFF},
    [COLOUR_HELP_EDGE] = {"help_edge", 0x4A463B, 0x4A463B, 0x000000, 0xFFFFFF},
    [COLOUR_QING_TEXT] = {"qing_text", 0x073843, 0x073843, 0x000000, 0xFFFFFF},
    [COLOUR_QING_MARK] = {"qing_mark", 0x0F6373, 0x0F6373, 0x000000, 0xFFFFFF},
    [COLOUR_SONG_MARK] = {"song_mark", 0x2A7240, 0x2A7240, 0x000000, 0xFFFFFF},
    [COLOUR_ZHE_MARK] = {"zhe_mark", 0x8F5600, 0x8F5600, 0x000000, 0xFFFFFF},
    [COLOUR_ZHU_MARK] = {"zhu_mark", 0xB3261E, 0xB3261E, 0x000000, 0xFFFFFF},
    [COLOUR_ZHU_TEXT] = {"zhu_text", 0x6E0F0C, 0x6E0F0C, 0x000000, 0xFFFFFF},
    [COLOUR_QING] = {"qing", 0x0A4250, 0x0A4250, 0x000000, 0xFFFFFF},
    [COLOUR_QING_DEEP] = {"qing_deep", 0x052B35, 0x052B35, 0x000000, 0xFFFFFF},
    [COLOUR_ON_QING] = {"on_qing", 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x000000},
    [COLOUR_ZHU] = {"zhu", 0x7E1410, 0x7E1410, 0x000000, 0xFFFFFF},
    [COLOUR_AMBER] = {"amber", 0xF8CC55, 0xF8CC55, 0xFFFFB3, 0xFFFFB3},
    [COLOUR_ON_AMBER] = {"on_amber", 0x1C211F, 0x121615, 0x000000, 0x000000},
    [COLOUR_TINT_INFO] = {"tint_info", 0xE3EEEC, 0xE3EEEC, 0xFFFFFF, 0x000000},
    [COLOUR_TINT_GOOD] = {"tint_good", 0xE4F0E1, 0xE4F0E1, 0xFFFFFF, 0x000000},
    [COLOUR_TINT_NOTICE] = {"tint_notice", 0xFDF1CF, 0xFDF1CF, 0xFFFFFF, 0x000000},
    [COLOUR_TINT_ERROR] = {"tint_error", 0xFBEAE4, 0xFBEAE4, 0xFFFFFF, 0x000000},
    [COLOUR_EMBLEM_QING] = {"emblem_qing", 0x0F6373, 0x0F6373, 0x000000, 0xFFFFFF},
    [COLOUR_EMBLEM_JIANG] = {"emblem_jiang", 0x9A2B38, 0x9A2B38, 0x000000, 0xFFFFFF},
    [COLOUR_EMBLEM_ZHE] = {"emblem_zhe", 0x8A5410, 0x8A5410, 0x000000, 0xFFFFFF},
    [COLOUR_EMBLEM_SONG] = {"emblem_song", 0x2A7240, 0x2A7240, 0x000000, 0xFFFFFF},
    [COLOUR_EMBLEM_DIAN] = {"emblem_dian", 0x33509E, 0x33509E, 0x000000, 0xFFFFFF},
    [COLOUR_EMBLEM_ZI] = {"emblem_zi", 0x68408A, 0x68408A, 0x000000, 0xFFFFFF},
    [COLOUR_VEIL] = {"veil", 0x0C1211, 0x0C1211, 0x000000, 0x000000},
    [COLOUR_HEADER] = {"header", 0x0A4250, 0x0A4250, 0x000000, 0x000000},
    [COLOUR_HEADER_RIDGE] = {"header_ridge", 0x073540, 0x073540, 0x000000, 0x000000},
    [COLOUR_ON_HEADER] = {"on_header", 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
    [COLOUR_STAGE] = {"stage", 0x2C322E, 0x2C322E, 0x000000, 0x000000},
    [COLOUR_SHEET] = {"sheet", 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
};

static const struct {
    int standard, assisted, narrow; // narrow: assisted, on a panel where that has no room
} type_table[TYPE_COUNT] = {
    [TYPE_CAPTION] = {28, 40, 36}, [TYPE_SMALL] = {32, 46, 40},
    [TYPE_BODY] = {36, 52, 44},    [TYPE_KEY] = {42, 52, 46},
    [TYPE_LARGE] = {52, 62, 52},   [TYPE_TITLE] = {64, 92, 72},
    [TYPE_VERDICT] = {76, 92, 76}, [TYPE_FIGURE] = {160, 160, 160},
};

int
theme_px(const struct theme *theme, double units)
{
    int pixels = (int)lround(units * theme->px_per_unit);
    return pixels == 0 && units > 0 ? 1 : pixels;
}

int
theme_mm(const struct theme *theme, double millimetres)
{
    return (int)lround(millimetres * theme->px_per_mm);
}

static uint32_t
pick_colour(enum colour colour, enum theme_palette palette, bool assisted)
{
    switch (palette) {
    case PALETTE_CONTRAST_LIGHT:
        return colour_table[colour].light;
    case PALETTE_CONTRAST_DARK:
        return colour_table[colour].dark;
    default:
        return assisted ? colour_table[colour].assisted : colour_table[colour].standard;
    }
}

void
theme_setup(struct theme *theme, const struct theme_settings *settings)
{
    *theme = (struct theme){
        .palette = settings->palette,
        .assisted = settings->assisted,
        .contrast = settings->palette != PALETTE_STANDARD,
        .mirrored = settings->mirrored,
        .width = settings->width,
        .height = settings->height,
    };
    theme->px_per_mm = theme_panel_px_per_mm(settings);
    theme->px_per_unit = theme->px_per_mm / THEME_UNITS_PER_MM;
    bool assisted = theme->assisted;
    for (enum colour colour = 0; colour < COLOUR_COUNT; colour++)
        theme->colours[colour] = pick_colour(colour, settings->palette, assisted);
    theme->border = theme_px(theme, assisted || theme->contrast ? 3 : 2);
    theme->lip = theme_px(theme, assisted ? 9 : 7);
    theme->primary_lip = theme_px(theme, assisted ? 11 : 9);
    theme->line_permille = assisted ? 1500 : 1360;
    theme_stand(theme, settings);
    theme_set_type(theme);
}

void
theme_set_type(struct theme *theme)
{
    for (enum type_step step = 0; step < TYPE_COUNT; step++)
        theme->type_px[step] =
            theme_px(theme, !theme->assisted ? type_table[step].standard
                            : theme->narrow  ? type_table[step].narrow
                                             : type_table[step].assisted);
}

void
theme_init(struct theme *theme, enum theme_palette palette, bool assisted, int width,
           int height, double panel_width_mm)
{
    theme_setup(theme, &(struct theme_settings){.palette = palette,
                                                .assisted = assisted,
                                                .width = width,
                                                .height = height,
                                                .panel_width_mm = (int)panel_width_mm});
}

static double
linear(unsigned component)
{
    double value = component / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) +
           0.0722 * linear(colour & 255);
}

double
theme_contrast(uint32_t a, uint32_t b)
{
    double lighter = luminance(a), darker = luminance(b);
    if (lighter < darker) {
        double swap = lighter;
        lighter = darker;
        darker = swap;
    }
    return (lighter + 0.05) / (darker + 0.05);
}

enum colour
theme_colour_by_name(const char *name, int length)
{
    for (enum colour colour = 0; colour < COLOUR_COUNT; colour++)
        if (strlen(colour_table[colour].name) == (size_t)length &&
            strncmp(colour_table[colour].name, name, (size_t)length) == 0)
            return colour;
    return COLOUR_COUNT;
}
