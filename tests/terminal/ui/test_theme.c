// SPDX-License-Identifier: Apache-2.0
/* What the look promises of its colours and sizes, computed from the tables. */
#include "terminal/ui/theme.h"

#include <glib.h>

struct ratio {
    enum colour over, ground;
    double least; // standard and assisted; high contrast is 20 everywhere
};

#define TEXT 10.0
#define CONTROL 4.5

static const struct ratio ratios[] = {
    {COLOUR_INK, COLOUR_PAPER, TEXT},
    {COLOUR_INK, COLOUR_CARD, TEXT},
    {COLOUR_INK, COLOUR_BED, TEXT},
    {COLOUR_INK, COLOUR_SUNK, TEXT},
    {COLOUR_INK, COLOUR_TINT_INFO, TEXT},
    {COLOUR_INK, COLOUR_TINT_GOOD, TEXT},
    {COLOUR_INK, COLOUR_TINT_NOTICE, TEXT},
    {COLOUR_INK, COLOUR_TINT_ERROR, TEXT},
    {COLOUR_INK2, COLOUR_PAPER, TEXT},
    {COLOUR_INK2, COLOUR_CARD, TEXT},
    {COLOUR_INK2, COLOUR_SUNK, TEXT},
    {COLOUR_QING_TEXT, COLOUR_CARD, TEXT},
    {COLOUR_ZHU_TEXT, COLOUR_CARD, TEXT},
    {COLOUR_ZHU_TEXT, COLOUR_PAPER, TEXT},
    {COLOUR_ZHU_TEXT, COLOUR_TINT_ERROR, TEXT},
    {COLOUR_ON_QING, COLOUR_QING, TEXT},
    {COLOUR_ON_QING, COLOUR_QING_DEEP, TEXT},
    {COLOUR_ON_QING, COLOUR_ZHU, TEXT},
    {COLOUR_ON_AMBER, COLOUR_AMBER, TEXT},
    {COLOUR_ON_HEADER, COLOUR_HEADER, TEXT},
    {COLOUR_ON_HEADER, COLOUR_HEADER_RIDGE, TEXT},
    {COLOUR_EDGE, COLOUR_PAPER, CONTROL},
    {COLOUR_EDGE, COLOUR_CARD, CONTROL},
    {COLOUR_EDGE, COLOUR_BED, CONTROL},
    {COLOUR_EDGE, COLOUR_SUNK, CONTROL},
    {COLOUR_AMBER, COLOUR_ON_AMBER, TEXT},
    {COLOUR_QING_MARK, COLOUR_PAPER, CONTROL},
    {COLOUR_QING_MARK, COLOUR_TINT_INFO, CONTROL},
    {COLOUR_SONG_MARK, COLOUR_PAPER, CONTROL},
    {COLOUR_SONG_MARK, COLOUR_TINT_GOOD, CONTROL},
    {COLOUR_ZHE_MARK, COLOUR_PAPER, CONTROL},
    {COLOUR_ZHE_MARK, COLOUR_TINT_NOTICE, CONTROL},
    {COLOUR_ZHU_MARK, COLOUR_CARD, CONTROL},
    {COLOUR_ZHU_MARK, COLOUR_TINT_ERROR, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_QING, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_JIANG, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_ZHE, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_SONG, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_DIAN, CONTROL},
    {COLOUR_ON_QING, COLOUR_EMBLEM_ZI, CONTROL},
};

static void
check_palette(enum theme_palette palette, bool assisted)
{
    struct theme theme;
    theme_init(&theme, palette, assisted, 1080, 1920, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(ratios); i++) {
        double least = palette == PALETTE_STANDARD ? ratios[i].least : 20.0;
        double found = theme_contrast(theme.colours[ratios[i].over],
                                      theme.colours[ratios[i].ground]);
        if (found < least)
            g_error("row %zu: %.1f, wanted %.1f", i, found, least);
    }
}

static void
test_theme__words_and_edges_stand_out(void)
{
    check_palette(PALETTE_STANDARD, false);
    check_palette(PALETTE_STANDARD, true);
    check_palette(PALETTE_CONTRAST_LIGHT, false);
    check_palette(PALETTE_CONTRAST_DARK, false);
}

/* The help key is told from the page by its border, or, in high contrast, by its face. */
static void
test_theme__the_help_key_stands_out(void)
{
    struct theme theme;
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 0);
    const uint32_t *colours = theme.colours;
    g_assert_cmpfloat(theme_contrast(colours[COLOUR_HELP_EDGE], colours[COLOUR_AMBER]),
                      >=, CONTROL);
    theme_init(&theme, PALETTE_CONTRAST_DARK, false, 1080, 1920, 0);
    g_assert_cmpfloat(theme_contrast(colours[COLOUR_AMBER], colours[COLOUR_BED]), >=, 20);
    theme_init(&theme, PALETTE_CONTRAST_LIGHT, false, 1080, 1920, 0);
    g_assert_cmpfloat(theme_contrast(colours[COLOUR_HELP_EDGE], colours[COLOUR_BED]), >=,
                      20);
}

static void
test_theme__contrast_is_computed_as_wcag_says(void)
{
    g_assert_cmpfloat_with_epsilon(theme_contrast(0x000000, 0xffffff), 21.0, 0.001);
    g_assert_cmpfloat_with_epsilon(theme_contrast(0x777777, 0xffffff), 4.478, 0.001);
}

/* Height of a Han character is 0.92 em, of digits and capitals 0.733 em. */
static void
test_theme__type_is_large_enough(void)
{
    struct theme theme;
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 268);
    g_assert_cmpfloat(theme.type_px[TYPE_CAPTION] * 0.92 / theme.px_per_mm, >=, 4.8);
    g_assert_cmpfloat(theme.type_px[TYPE_BODY] * 0.733 / theme.px_per_mm, >=, 6.1);
    theme_init(&theme, PALETTE_STANDARD, true, 1080, 1920, 268);
    g_assert_cmpfloat(theme.type_px[TYPE_CAPTION] * 0.92 / theme.px_per_mm, >=, 6.4);
    g_assert_cmpfloat(theme.type_px[TYPE_BODY] * 0.733 / theme.px_per_mm, >=, 9.0);
    g_assert_cmpint(theme.line_permille, >=, 1500);
}

/* On a narrow page large type is smaller, and still large. */
static void
test_theme__type_is_large_enough_on_small_panels(void)
{
    struct theme theme;
    theme_setup(&theme, &(struct theme_settings){.assisted = true,
                                                 .width = 768,
                                                 .height = 1366,
                                                 .panel_width_mm = 193,
                                                 .panel_height_mm = 344});
    g_assert_true(theme.narrow && theme.compact);
    g_assert_cmpfloat(theme.type_px[TYPE_CAPTION] * 0.733 / theme.px_per_mm, >=, 6.4);
    g_assert_cmpfloat(theme.type_px[TYPE_SMALL] * 0.92 / theme.px_per_mm, >=, 9.0);
}

static double
px_per_mm(int width, int height, int width_mm, int height_mm)
{
    struct theme_settings settings = {.width = width,
                                      .height = height,
                                      .panel_width_mm = width_mm,
                                      .panel_height_mm = height_mm};
    struct theme theme;
    theme_setup(&theme, &settings);
    return theme.px_per_mm;
}

static void
test_theme__a_panel_may_be_turned(void)
{
    g_assert_cmpfloat_with_epsilon(px_per_mm(1080, 1920, 268, 476), 4.03, 0.01);
    g_assert_cmpfloat_with_epsilon(px_per_mm(1920, 1080, 268, 476), 4.03, 0.01);
    g_assert_cmpfloat_with_epsilon(px_per_mm(768, 1366, 410, 230), 3.33, 0.01);
}

/* Left at what the usual panel has, a page keeps a size that can be read. */
static void
test_theme__of_sizes_that_cannot_be_the_diagonal_is_believed(void)
{
    struct theme_settings settings = {.width = 1280,
                                      .height = 1024,
                                      .panel_width_mm = 268,
                                      .panel_height_mm = 476};
    g_assert_false(theme_panel_is_plausible(&settings));
    g_assert_cmpfloat_with_epsilon(px_per_mm(1280, 1024, 268, 476), 3.0, 0.01);
    settings.height = 720;
    g_assert_true(theme_panel_is_plausible(&settings));
}

static bool
can_be_lowered(int bottom_mm)
{
    struct theme theme;
    theme_setup(&theme, &(struct theme_settings){.width = 1080,
                                                 .height = 1920,
                                                 .panel_width_mm = 268,
                                                 .panel_height_mm = 476,
                                                 .panel_bottom_mm = bottom_mm});
    return theme.lowers;
}

/* A header 30 mm out of reach is no reason: nothing is pressed there. */
static void
test_theme__lowers_what_is_out_of_reach_only(void)
{
    g_assert_true(can_be_lowered(800));
    g_assert_false(can_be_lowered(774));
    g_assert_false(can_be_lowered(500));
    g_assert_true(can_be_lowered(300));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/type_is_large_enough_on_small_panels",
                    test_theme__type_is_large_enough_on_small_panels);
    g_test_add_func("/theme/a_panel_may_be_turned", test_theme__a_panel_may_be_turned);
    g_test_add_func("/theme/of_sizes_that_cannot_be_the_diagonal_is_believed",
                    test_theme__of_sizes_that_cannot_be_the_diagonal_is_believed);
    g_test_add_func("/theme/lowers_what_is_out_of_reach_only",
                    test_theme__lowers_what_is_out_of_reach_only);
    g_test_add_func("/theme/words_and_edges_stand_out",
                    test_theme__words_and_edges_stand_out);
    g_test_add_func("/theme/the_help_key_stands_out",
                    test_theme__the_help_key_stands_out);
    g_test_add_func("/theme/contrast_is_computed_as_wcag_says",
                    test_theme__contrast_is_computed_as_wcag_says);
    g_test_add_func("/theme/type_is_large_enough", test_theme__type_is_large_enough);
    return g_test_run();
}
