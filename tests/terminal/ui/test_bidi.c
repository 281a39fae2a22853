// SPDX-License-Identifier: Apache-2.0
#include "terminal/ui/bidi.h"

#include "terminal/ui/text.h"

#include <glib.h>

/* `text` as it is seen from the left. */
static void
assert_seen(const char *text, bool mirrored, const char *wanted)
{
    glong count = 0;
    g_autofree gunichar *codes = g_utf8_to_ucs4_fast(text, -1, &count);
    g_autofree struct bidi_character *characters =
        g_new0(struct bidi_character, (gsize)count);
    g_autofree int *order = g_new(int, (gsize)count);
    GString *seen = g_string_new(NULL);
    for (glong i = 0; i < count; i++)
        characters[i].code_point = codes[i];
    bidi_resolve(characters, (size_t)count, mirrored);
    bidi_order(characters, (size_t)count, order);
    for (glong i = 0; i < count; i++)
        g_string_append_unichar(seen, bidi_seen(&characters[order[i]]));
    g_assert_cmpstr(seen->str, ==, wanted);
    g_string_free(seen, TRUE);
}

static void
test_bidi__letters_run_from_right_to_left(void)
{
    assert_seen("ئاب", true, "بائ");
    assert_seen("ئا 王 با", true, "اب 王 ائ");
    assert_seen("王 ئا", false, "王 ائ");
}

static void
test_bidi__a_number_keeps_its_order(void)
{
    assert_seen("ئا 0001 261121 0007 1", true, "0001 261121 0007 1 ائ");
    assert_seen("ئا 9999 •••• 0023", true, "9999 •••• 0023 ائ");
    assert_seen("ئا 30% با", true, "اب 30% ائ");
    assert_seen("ئا 2026-11-21", true, "2026-11-21 ائ");
}

static void
test_bidi__brackets_are_turned(void)
{
    assert_seen("ئا (با)", true, "(اب) ائ");
}

static void
test_bidi__what_has_no_such_letter_stays(void)
{
    assert_seen("100 0000 1234。", true, "100 0000 1234。");
    assert_seen("王小明（83）", true, "王小明（83）");
}

static void
test_bidi__a_word_of_joined_letters_is_one_shape(void)
{
    struct glyphs *glyphs = glyphs_create(NULL);
    if (glyphs == NULL || !glyphs_joins(glyphs, 0x628)) {
        g_test_skip("the fonts are not installed");
        glyphs_destroy(glyphs);
        return;
    }
    const struct text_style style = {.face = FACE_REGULAR, .px = 48};
    int apart = text_width(glyphs, "ب ب ب", &style) - 2 * text_width(glyphs, " ", &style);
    g_assert_cmpint(text_width(glyphs, "ببب", &style), <, apart);
    glyphs_destroy(glyphs);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bidi/letters", test_bidi__letters_run_from_right_to_left);
    g_test_add_func("/bidi/numbers", test_bidi__a_number_keeps_its_order);
    g_test_add_func("/bidi/brackets", test_bidi__brackets_are_turned);
    g_test_add_func("/bidi/others", test_bidi__what_has_no_such_letter_stays);
    g_test_add_func("/bidi/joined", test_bidi__a_word_of_joined_letters_is_one_shape);
    return g_test_run();
}
