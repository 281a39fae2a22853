// SPDX-License-Identifier: Apache-2.0
#include "terminal/ui/text.h"

#include <string.h>

static struct glyphs *glyphs;

static const struct text_style style = {.face = FACE_REGULAR, .px = 36, .line_px = 49};

/* Where the lines of `text` end, as the text cut into lines. */
static void
assert_lines(const char *text, int ems, int lines)
{
    struct text_size size = text_measure(glyphs, text, &style, ems * 36);
    g_assert_cmpint(size.lines, ==, lines);
    g_assert_cmpint(size.height, ==, lines * 49);
    g_assert_cmpint(size.width, <=, ems * 36);
}

static void
test_text__a_han_character_is_one_em(void)
{
    g_assert_cmpint(text_width(glyphs, "青山镇", &style), ==, 3 * 36);
}

static void
test_text__digits_are_all_as_wide(void)
{
    int width = text_width(glyphs, "0", &style);
    for (char digit[2] = "1"; *digit <= '9'; ++*digit)
        g_assert_cmpint(text_width(glyphs, digit, &style), ==, width);
}

static void
test_text__breaks_between_han_characters(void)
{
    assert_lines("一二三四五六", 6, 1);
    assert_lines("一二三四五六", 5, 2);
    assert_lines("一二三四五六", 3, 2);
    assert_lines("一二三四五六", 2, 3);
}

static void
test_text__no_line_begins_with_a_stop(void)
{
    // 五 goes down with the stop: six places would leave 。 alone.
    assert_lines("一二三四五。六七", 5, 2);
    struct text_size five = text_measure(glyphs, "一二三四五。六七", &style, 5 * 36);
    g_assert_cmpint(five.width, ==, 4 * 36);
}

static void
test_text__no_line_ends_with_an_opening_mark(void)
{
    struct text_size size = text_measure(glyphs, "一二三（四五", &style, 4 * 36);
    g_assert_cmpint(size.lines, ==, 2);
    g_assert_cmpint(size.width, ==, 3 * 36);
}

static void
test_text__no_paragraph_ends_with_a_character_alone(void)
{
    // Thirteen and a stop on lines of twelve: the last takes some from the first.
    const char *text = "一二三四五六七八九十一二。";
    struct text_size size = text_measure(glyphs, text, &style, 12 * 36);
    g_assert_cmpint(size.lines, ==, 2);
    g_assert_cmpint(size.width, ==, 8 * 36);
    // Where lines are short they share what there is.
    g_assert_cmpint(text_measure(glyphs, "先放您自己的身份证", &style, 8 * 36).width, ==,
                    5 * 36);
    // Each paragraph for itself; a short one of its own keeps its line.
    assert_lines("一二三四五六七八九十一二三\n好", 12, 3);
    g_assert_cmpint(
        text_measure(glyphs, "一二三四五六七八九十一二\n好", &style, 12 * 36).width, ==,
        12 * 36);
}

static void
test_text__a_number_stays_whole(void)
{
    int number = text_width(glyphs, "10000001234", &style);
    struct text_size size =
        text_measure(glyphs, "打电话10000001234", &style, number + 36);
    g_assert_cmpint(size.lines, ==, 2);
    g_assert_cmpint(size.width, ==, number);
    // So does a span of hours.
    int hours = text_width(glyphs, "9:00—10:00", &style);
    g_assert_cmpint(text_measure(glyphs, "上午9:00—10:00", &style, hours + 36).width, ==,
                    hours);
}

static void
test_text__what_is_longer_than_a_line_is_cut_somewhere(void)
{
    struct text_size size = text_measure(glyphs, "99999999999999999999", &style, 5 * 36);
    g_assert_cmpint(size.lines, >, 1);
    g_assert_cmpint(size.width, <=, 5 * 36);
}

static void
test_text__line_feeds_are_kept(void)
{
    assert_lines("一\n二\n三", 6, 3);
    assert_lines("", 6, 1);
}

static void
test_text__bold_marks_take_no_room(void)
{
    g_assert_cmpint(text_width(glyphs, "还剩**一**项", &style), ==, 4 * 36);
    char *plain = text_plain("还剩**一**项");
    g_assert_cmpstr(plain, ==, "还剩一项");
    g_free(plain);
}

static void
test_text__a_mark_stands_on_its_letter(void)
{
    // Written apart or as one, it is as wide.
    g_assert_cmpint(text_width(glyphs, "Zoe\u0308", &style), ==,
                    text_width(glyphs, "Zo\u00EB", &style));
    // What only chooses a shape is not seen; what turns a line round is, by its number.
    g_assert_cmpint(text_width(glyphs, "葛\U000E0100城", &style), ==, 2 * 36);
    g_assert_cmpint(text_width(glyphs, "王\u202E文", &style), ==, 3 * 36);
}

static void
test_text__a_number_in_groups_stays_on_one_line(void)
{
    static const char number[] = "9999 •••••••••• 0023";
    int width = text_width(glyphs, number, &style);
    struct text_size size =
        text_measure(glyphs, "ID number 9999 •••••••••• 0023", &style, width + 2 * 36);
    g_assert_cmpint(size.lines, ==, 2);
    g_assert_cmpint(size.width, ==, width);
    // Where it has no room on a line of its own it is parted between its groups.
    g_assert_false(text_measure(glyphs, number, &style, width - 36).torn);
}

static void
test_text__no_word_is_torn_unseen(void)
{
    int word = text_width(glyphs, "Authorisation", &style);
    g_assert_true(text_measure(glyphs, "Authorisation", &style, word - 20).torn);
    g_assert_false(text_measure(glyphs, "Authorisation", &style, word).torn);
    int joint = text_width(glyphs, "back-", &style);
    g_assert_false(text_measure(glyphs, "call-back", &style, joint).torn);
    g_assert_false(text_measure(glyphs, "一二三四五六", &style, 72).torn);
}

static void
test_text__says_when_it_has_no_room(void)
{
    uint32_t pixels[200 * 100] = {0};
    struct canvas canvas;
    canvas_init(&canvas, pixels, 200, 100, 200 * 4);
    struct box one_line = {0, 0, 200, 49};
    g_assert_true(text_draw(glyphs, &canvas, "一二三四五", &style, one_line));
    g_assert_false(text_draw(glyphs, &canvas, "一二三四五六", &style, one_line));
    g_assert_false(text_draw_line(glyphs, &canvas, "一二三四五六", &style, one_line));
    struct box two_lines = {0, 0, 200, 98};
    g_assert_true(text_draw(glyphs, &canvas, "一二三四五六", &style, two_lines));
}

/* Whether two characters look different. */
static bool
differ(uint32_t a, uint32_t b)
{
    const struct glyph *one = glyphs_find(glyphs, FACE_REGULAR, 36, a);
    size_t size = (size_t)(one->width * one->height);
    uint8_t *mask = g_memdup2(one->mask, size);
    int width = one->width, height = one->height;
    const struct glyph *other = glyphs_find(glyphs, FACE_REGULAR, 36, b);
    bool same = other->width == width && other->height == height &&
                memcmp(other->mask, mask, size) == 0;
    g_free(mask);
    return !same;
}

static void
test_text__rare_names_are_drawn(void)
{
    // Noto has the first, its substitutes the second; each is itself and no empty box.
    static const uint32_t rare[] = {0x20BB7, 0x2A6A5, 0x4DAE, 0x2B028};
    for (size_t i = 0; i < G_N_ELEMENTS(rare); i++) {
        const struct glyph *glyph = glyphs_find(glyphs, FACE_REGULAR, 36, rare[i]);
        g_assert_cmpint(glyph->width, >, 20);
        g_assert_cmpint(glyph->advance, >=, 35);
        for (size_t k = 0; k < i; k++)
            g_assert_true(differ(rare[i], rare[k]));
    }
}

static void
test_text__a_code_without_a_character_is_shown_by_its_number(void)
{
    // Private use: an old code that no two systems read alike. Each number its own box.
    const struct glyph *box = glyphs_find(glyphs, FACE_REGULAR, 36, 0xE000);
    g_assert_cmpint(box->width, ==, box->height);
    g_assert_cmpint(box->advance, ==, 36);
    g_assert_true(differ(0xE000, 0xE001));
    g_assert_true(differ(0xE000, 0xF0000));
}

static void
test_text__broken_bytes_are_no_end(void)
{
    g_assert_cmpint(text_width(glyphs, "一\xff二", &style), >=, 2 * 36);
    g_assert_cmpint(text_width(glyphs, "一\xe4\xba", &style), >=, 36);
}

static void
test_text__icons_are_known_by_name_alone(void)
{
    g_assert_nonnull(glyphs_icon(glyphs, "support_agent", 48));
    g_assert_null(glyphs_icon(glyphs, "no_such_icon_at_all", 48));
    g_assert_cmpint(glyphs_icon(glyphs, "how_to_reg", 48)->advance, ==, 48);
}

static void
test_text__glyphs_are_forgotten(void)
{
    text_width(glyphs, "王秀兰", &style);
    g_assert_cmpuint(glyphs_bytes(glyphs), >, 0);
    glyphs_forget(glyphs);
    g_assert_cmpuint(glyphs_bytes(glyphs), ==, 0);
}

#define CLAIM(name) g_test_add_func("/text/" #name, test_text__##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    glyphs = glyphs_create(NULL);
    if (glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    CLAIM(a_han_character_is_one_em);
    CLAIM(digits_are_all_as_wide);
    CLAIM(breaks_between_han_characters);
    CLAIM(no_line_begins_with_a_stop);
    CLAIM(no_line_ends_with_an_opening_mark);
    CLAIM(no_paragraph_ends_with_a_character_alone);
    CLAIM(a_number_stays_whole);
    CLAIM(what_is_longer_than_a_line_is_cut_somewhere);
    CLAIM(line_feeds_are_kept);
    CLAIM(bold_marks_take_no_room);
    CLAIM(a_mark_stands_on_its_letter);
    CLAIM(a_number_in_groups_stays_on_one_line);
    CLAIM(no_word_is_torn_unseen);
    CLAIM(says_when_it_has_no_room);
    CLAIM(rare_names_are_drawn);
    CLAIM(a_code_without_a_character_is_shown_by_its_number);
    CLAIM(broken_bytes_are_no_end);
    CLAIM(icons_are_known_by_name_alone);
    CLAIM(glyphs_are_forgotten);
    int result = g_test_run();
    glyphs_destroy(glyphs);
    return result;
}
