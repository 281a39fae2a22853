// SPDX-License-Identifier: Apache-2.0
#include "core/both.h"

#include <glib.h>

#define DOCUMENT(title, label, text, what)                                               \
    "{\"title\":\"" title "\",\"style\":\"standard\",\"head\":{\"issuer\":\"" title      \
    "\"},\"blocks\":[{\"kind\":\"rows\",\"rows\":[{\"label\":\"" label                   \
    "\",\"value\":\"138\"}]},{\"kind\":\"paragraph\",\"text\":\"" text "\"}" what "]}"

static json_t *
both(const char *chinese, const char *other)
{
    json_t *first = json_loads(chinese, 0, NULL), *second = json_loads(other, 0, NULL);
    g_assert_nonnull(first);
    g_assert_nonnull(second);
    json_t *joined = both_of(first, second);
    json_decref(first);
    json_decref(second);
    return joined;
}

static void
assert_said(const json_t *document, const char *chain, const char *wanted)
{
    g_auto(GStrv) steps = g_strsplit(chain, "/", -1);
    for (char **step = steps; *step != NULL; step++)
        document = g_ascii_isdigit(**step)
                       ? json_array_get(document, (size_t)g_ascii_digit_value(**step))
                       : json_object_get(document, *step);
    g_assert_cmpstr(json_string_value(document), ==, wanted);
}

static void
test_both__chinese_comes_first_and_numbers_once(void)
{
    json_t *document = both(DOCUMENT("收件回执", "编号", "收到了", ""),
                            DOCUMENT("Slip", "Number", "It came", ""));
    assert_said(document, "title", "收件回执 · Slip");
    assert_said(document, "head/issuer", "收件回执"); // the letterhead stays
    assert_said(document, "blocks/0/rows/0/label", "编号\nNumber");
    assert_said(document, "blocks/0/rows/0/value", "138");
    assert_said(document, "blocks/1/text", "收到了\nIt came");
    assert_said(document, "blocks/1/kind", "paragraph");
    json_decref(document);
}

static void
test_both__another_structure_leaves_the_chinese_alone(void)
{
    json_t *document =
        both(DOCUMENT("收件回执", "编号", "收到了", ",{\"kind\":\"page\"}"),
             DOCUMENT("Slip", "Number", "It came", ""));
    g_assert_cmpuint(json_array_size(json_object_get(document, "blocks")), ==, 3);
    assert_said(document, "blocks/1/text", "收到了");
    json_decref(document);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/both/joined", test_both__chinese_comes_first_and_numbers_once);
    g_test_add_func("/both/unlike",
                    test_both__another_structure_leaves_the_chinese_alone);
    return g_test_run();
}
