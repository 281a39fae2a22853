// SPDX-License-Identifier: Apache-2.0
/* What is made ready while nobody is there. */
#include "terminal/warm.h"
#include "tests/support/visitor.h"

static struct glyphs *glyphs;

static void
test_warm__makes_pages_ready_and_leaves_the_visit_alone(void)
{
    struct visitor visitor;
    struct theme theme;
    struct warm warm = {0};
    struct pictures *pictures = pictures_create("assets/pictures");
    visitor_init(&visitor);
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 0);
    struct warm_parts parts = {.session = &visitor.session,
                               .theme = &theme,
                               .glyphs = glyphs,
                               .pictures = pictures,
                               .width = 1080,
                               .height = 1920};
    for (int round = 0; round < 2; round++) {
        glyphs_forget(glyphs);
        g_assert_cmpuint(glyphs_bytes(glyphs), ==, 0);
        while (warm_step(&warm, &parts))
            g_assert_null(warm.session.card); // no person's words pass through here
        g_assert_cmpuint(glyphs_bytes(glyphs), >, 100000); // several pages of characters
        g_assert_false(warm_step(&warm, &parts)); // done: nothing is painted twice
        g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
        warm_again(&warm);
    }
    warm_finish(&warm);
    pictures_destroy(pictures);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    glyphs = glyphs_create(NULL);
    g_assert_nonnull(glyphs);
    g_test_add_func("/warm/ready",
                    test_warm__makes_pages_ready_and_leaves_the_visit_alone);
    int status = g_test_run();
    glyphs_destroy(glyphs);
    return status;
}
