// SPDX-License-Identifier: Apache-2.0
// What is typed and chosen, and how it is read again.
#include "core/form.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/asking.h"
#include "tests/support/assets.h"

/* Types all of `keys` one by one; "<" deletes. Returns what stands there. */
static char *
typed(const struct question *question, const char *keys)
{
    char *text = g_strdup("");
    for (const char *at = keys; *at != '\0'; at = g_utf8_find_next_char(at, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, at, 1);
        char *next = field_type(question, text, key[0] == '<' ? "\b" : key);
        if (next == NULL)
            continue;
        g_free(text);
        text = next;
    }
    return text;
}

static void
test_typing__takes_only_what_can_stand_there(void)
{
    static const struct {
        const char *question, *keys, *wanted;
        const char *value; // JSON; NULL: empty
    } rows[] = {
        {"phone", "1a0-000 001234", "10000001234", "\"10000001234\""},
        {"phone", "1000000123456", "10000001234", "\"10000001234\""},
        {"phone", "12<<<", "", NULL},
        {"number_of_id", "X99999919430312002X1", "99999919430312002X",
         "\"99999919430312002X\""},
        {"number_of_id", "99999919430312002x", "99999919430312002X",
         "\"99999919430312002X\""},
        {"text", " 柳溪村<组三四五", "柳溪组三四", "\"柳溪组三四\""},
        {"text", "ab ", "ab ", "\"ab\""},
        {"text", "a\n\tb", "ab", "\"ab\""},
        {"day", "20261121", "20261121", "\"2026-11-21\""},
        {"day", "202611219", "20261121", "\"2026-11-21\""},
        {"day", "2026", "2026", "\"2026\""},
        {"count", "-12a", "12", "12"},
        {"count", "12345678901", "123456789", "123456789"},
        {"money", ".30.504", "30.50", "3050"},
        {"money", "30.5", "30.5", "3050"},
        {"money", "30.", "30.", "3000"},
        {"bank", "4111 1111 1111 1111", "4111111111111111", "\"4111111111111111\""},
        {"one", "a", "", NULL},
        {"yes", "1", "", NULL},
    };
    struct service *service = asking(asking_every_kind);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct question *question = service_question(service, rows[i].question);
        char *text = typed(question, rows[i].keys);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        json_t *value = field_value(question, text);
        json_t *wanted = rows[i].value == NULL
                             ? NULL
                             : json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        g_assert_true(value == wanted || json_equal(value, wanted));
        json_decref(value);
        json_decref(wanted);
        g_free(text);
    }
    const struct question *text = service_question(service, "text");
    g_assert_null(field_type(text, "", "ab"));   // two characters at once
    g_assert_null(field_type(text, "", "\xff")); // no character at all
    g_assert_null(field_type(text, "", ""));
    g_assert_cmpint(field_max_length(text), ==, 5);
    service_destroy(service);
}

static void
test_typing__an_answer_comes_back_as_text(void)
{
    static const struct {
        const char *question, *value, *wanted;
    } rows[] = {
        {"phone", "\"10000001234\"", "10000001234"},
        {"day", "\"2026-03-01\"", "20260301"},
        {"day", "\"2026\"", "2026"},
        {"count", "7", "7"},
        {"money", "3000", "30"},
        {"money", "3005", "30.05"},
        {"one", "\"a\"", ""},
        {"text", "null", ""},
    };
    struct service *service = asking(asking_every_kind);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        char *text = field_text(service_question(service, rows[i].question), value);
        g_assert_cmpstr(text, ==, rows[i].wanted);
        g_free(text);
        json_decref(value);
    }
    service_destroy(service);
}

static void
assert_choice(const struct question *question, const char *before, const char *word,
              const char *wanted)
{
    json_t *value = before == NULL ? NULL : json_loads(before, JSON_DECODE_ANY, NULL);
    json_t *after = field_choose(question, value, word);
    if (wanted == NULL) {
        g_assert_null(after);
    } else {
        json_t *right = json_loads(wanted, JSON_DECODE_ANY, NULL);
        g_assert_true(json_equal(after, right));
        json_decref(right);
    }
    json_decref(after);
    json_decref(value);
}

static void
test_choosing__replaces_or_puts_in_and_takes_out(void)
{
    struct service *service = asking(asking_every_kind);
    const struct question *one = service_question(service, "one");
    const struct question *some = service_question(service, "some");
    const struct question *yes = service_question(service, "yes");
    assert_choice(one, "\"a\"", "b", "\"b\"");
    assert_choice(one, NULL, "d", NULL);
    assert_choice(some, NULL, "b", "[\"b\"]");
    assert_choice(some, "[\"b\"]", "a", "[\"b\",\"a\"]");
    assert_choice(some, "[\"b\",\"a\"]", "b", "[\"a\"]");
    assert_choice(yes, NULL, FIELD_YES, "true");
    assert_choice(yes, "true", FIELD_NO, "false");
    assert_choice(yes, NULL, "maybe", NULL);
    assert_choice(service_question(service, "text"), NULL, "a", NULL);
    service_destroy(service);
}

static void
test_shown__as_a_person_reads_it(void)
{
    static const struct {
        const char *question, *value, *plain, *masked;
    } rows[] = {
        {"phone", "\"10000001234\"", "100 0000 1234", "100 •••• 1234"},
        {"number_of_id", "\"999999194303120023\"", "999999 19430312 0023",
         "9999 •••••••••• 0023"},
        {"bank", "\"4111111111111111\"", "4111 1111 1111 1111", "尾号1111"},
        {"day", "\"2026-03-12\"", "2026年3月12日", "2026年3月12日"},
        {"day", "\"202\"", "202", "202"},
        {"one", "\"b\"", "乙", "乙"},
        {"one", "\"gone\"", "", ""},
        {"number_of_id", "\"9999\"", "9999", "••••"},
        {"some", "[\"a\",\"c\"]", "甲、丙", "甲、丙"},
        {"yes", "true", "是的", "是的"},
        {"yes", "false", "不是", "不是"},
        {"money", "3000", "30元", "30元"},
        {"money", "3005", "30.05元", "30.05元"},
        {"count", "7", "7", "7"},
        {"text", "\"abc\"", "abc", "abc"},
    };
    struct service *service = asking(asking_every_kind);
    assets_speak("zh_CN");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        const struct question *question = service_question(service, rows[i].question);
        char *plain = field_shown(question, value, "zh_CN", false);
        char *masked = field_shown(question, value, "zh_CN", true);
        g_assert_cmpstr(plain, ==, rows[i].plain);
        g_assert_cmpstr(masked, ==, rows[i].masked);
        g_free(plain);
        g_free(masked);
        json_decref(value);
    }
    service_destroy(service);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/typing/takes", test_typing__takes_only_what_can_stand_there);
    g_test_add_func("/typing/back", test_typing__an_answer_comes_back_as_text);
    g_test_add_func("/choosing", test_choosing__replaces_or_puts_in_and_takes_out);
    g_test_add_func("/shown", test_shown__as_a_person_reads_it);
    return g_test_run();
}
