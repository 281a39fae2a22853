// SPDX-License-Identifier: Apache-2.0
/* The choices among what backends call their modes, sources and resolutions. Lists as the
 * backends of SANE 1.2 print them. */
#include "drivers/scanner/sane/setting.h"

static void
test_setting__finds_colour_and_grey_under_every_name(void)
{
    static const struct {
        SANE_String_Const list[8];
        const char *colour, *grey, *backend;
    } rows[] = {
        {{"Gray", "Color", NULL}, "Color", "Gray", "test"},
        {{"Lineart", "Gray", "Color", NULL}, "Color", "Gray", "genesys"},
        {{"Lineart", "Halftone", "Gray", "24bit Color", NULL},
         "24bit Color",
         "Gray",
         "hp"},
        {{"48 bits color", "24 bits Color", "16 bits gray", "8 bits Grey", NULL},
         "24 bits Color",
         "8 bits Grey",
         "pixma-like"},
        {{"Black & White", "Gray[Error Diffusion]", "True Gray", "24bit Color[Fast]",
          NULL},
         "24bit Color[Fast]",
         "True Gray",
         "brother4"},
        {{"Color Lineart", "Color Halftone", "Colour", "Greyscale", NULL},
         "Colour",
         "Greyscale",
         "microtek"},
        {{"Lineart", "Halftone", NULL}, NULL, NULL, "a fax"},
        {{"48bit Color", NULL},
         "48bit Color",
         NULL,
         "only deep colour is better than none"},
        {{NULL}, NULL, NULL, "empty"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].backend);
        g_assert_cmpstr(setting_choose_mode(rows[i].list, true), ==, rows[i].colour);
        g_assert_cmpstr(setting_choose_mode(rows[i].list, false), ==, rows[i].grey);
    }
}

static void
test_setting__finds_bed_and_feeder_under_every_name(void)
{
    static const struct {
        SANE_String_Const list[8];
        const char *bed, *feeder, *backend;
    } rows[] = {
        {{"Flatbed", "Automatic Document Feeder", NULL},
         "Flatbed",
         "Automatic Document Feeder",
         "test"},
        {{"FlatBed", "Automatic Document Feeder(left aligned)",
          "Automatic Document Feeder(left aligned,Duplex)", NULL},
         "FlatBed",
         "Automatic Document Feeder(left aligned)",
         "brother4"},
        {{"ADF Front", "ADF Back", "ADF Duplex", NULL}, NULL, "ADF Front", "fujitsu"},
        {{"ADF Duplex", "ADF Simplex", NULL}, NULL, "ADF Simplex", "airscan"},
        {{"Flatbed", "ADF Duplex", NULL}, "Flatbed", "ADF Duplex", "both sides or none"},
        {{"Normal", "Transparency", "Negative", NULL}, "Normal", NULL, "snapscan"},
        {{"FB", "ADF", NULL}, "FB", "ADF", "kvs20xx"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].backend);
        g_assert_cmpstr(setting_choose_source(rows[i].list, "flatbed"), ==, rows[i].bed);
        g_assert_cmpstr(setting_choose_source(rows[i].list, "feeder"), ==,
                        rows[i].feeder);
        g_assert_null(setting_choose_source(rows[i].list, "camera"));
    }
}

static void
test_setting__takes_the_nearest_of_a_list(void)
{
    static const SANE_Word list[] = {6, 75, 100, 150, 200, 600, 1200};
    SANE_Option_Descriptor option = {.type = SANE_TYPE_INT,
                                     .size = sizeof(SANE_Word),
                                     .constraint_type = SANE_CONSTRAINT_WORD_LIST,
                                     .constraint.word_list = list};
    g_assert_cmpfloat(setting_nearest(&option, 200), ==, 200);
    g_assert_cmpfloat(setting_nearest(&option, 300), ==, 200);
    g_assert_cmpfloat(setting_nearest(&option, 400), ==, 600); // of two the finer
    g_assert_cmpfloat(setting_nearest(&option, 10), ==, 75);
    g_assert_cmpfloat(setting_nearest(&option, 9999), ==, 1200);
}

static void
test_setting__takes_the_nearest_step_of_a_range(void)
{
    static const SANE_Range whole = {50, 610, 25};
    SANE_Option_Descriptor option = {.type = SANE_TYPE_INT,
                                     .size = sizeof(SANE_Word),
                                     .constraint_type = SANE_CONSTRAINT_RANGE,
                                     .constraint.range = &whole};
    g_assert_cmpfloat(setting_nearest(&option, 300), ==, 300);
    g_assert_cmpfloat(setting_nearest(&option, 311), ==, 300);
    g_assert_cmpfloat(setting_nearest(&option, 1), ==, 50);
    g_assert_cmpfloat(setting_nearest(&option, 4800), ==, 600); // 610 is no step
    static const SANE_Range fixed = {SANE_FIX(0), SANE_FIX(215.9), 0};
    option.type = SANE_TYPE_FIXED;
    option.constraint.range = &fixed;
    g_assert_cmpfloat_with_epsilon(setting_nearest(&option, 210.5), 210.5, 1e-6);
    g_assert_cmpfloat_with_epsilon(setting_nearest(&option, 297), 215.9, 1e-3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sane/setting/finds_colour_and_grey_under_every_name",
                    test_setting__finds_colour_and_grey_under_every_name);
    g_test_add_func("/sane/setting/finds_bed_and_feeder_under_every_name",
                    test_setting__finds_bed_and_feeder_under_every_name);
    g_test_add_func("/sane/setting/takes_the_nearest_of_a_list",
                    test_setting__takes_the_nearest_of_a_list);
    g_test_add_func("/sane/setting/takes_the_nearest_step_of_a_range",
                    test_setting__takes_the_nearest_step_of_a_range);
    return g_test_run();
}
