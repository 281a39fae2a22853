// SPDX-License-Identifier: Apache-2.0
/* Looking things up in the pure session: how many touches it takes among 300, what stays
 * when one goes on and back, what works when nothing can be handed in. */
#include "tests/support/assets.h"
#include "tests/support/visitor.h"

#include <string.h>

#define TOUCHES_MOST 3

static void
comes_home(struct visitor *visitor, size_t services)
{
    visitor_init(visitor);
    visitor_takes_catalogue(visitor, assets_catalogue_of(services));
    visitor_does(visitor, SESSION_START, NULL);
    visitor->touches = 0;
}

/* The first letters of `name`, as somebody types them. */
static char *
letters_of(const struct visitor *visitor, const char *name)
{
    GString *letters = g_string_new(NULL);
    char found[READINGS_MOST][READING_SIZE];
    for (; *name != '\0'; name = g_utf8_find_next_char(name, NULL)) {
        gunichar character = g_utf8_get_char(name);
        if (readings_find(&visitor->library->readings, character, found) > 0)
            g_string_append_c(letters, found[0][0]);
    }
    return g_string_free(letters, FALSE);
}

static void
test_find__any_of_300_in_three_touches_by_first_letters(void)
{
    struct visitor visitor;
    comes_home(&visitor, 300);
    int most = 0;
    for (size_t i = 0; i < visitor.catalogue->count; i += 7) {
        const struct service *service = visitor.catalogue->services[i];
        g_autofree char *letters =
            letters_of(&visitor, service_text(service->short_name, "zh_CN"));
        struct session *session = &visitor.session;
        visitor.touches = 0;
        visitor_does(&visitor, SESSION_FIND, NULL);
        visitor_types(&visitor, letters); // typed characters are not counted
        size_t place = 0;
        while (place < session->find.hit_count &&
               session->find.hits[place].service != service)
            place++;
        g_assert_cmpuint(place, <, 8); // on the first page, or the one behind it
        visitor.touches += place >= 4 ? 1 : 0;
        visitor_does(&visitor, SESSION_OPEN_SERVICE, service->id);
        g_assert_cmpint(session->screen, ==, SCREEN_GUIDE);
        most = MAX(most, visitor.touches);
        visitor_does(&visitor, SESSION_BACK, NULL);
        visitor_does(&visitor, SESSION_BACK, NULL);
        g_assert_cmpint(session->screen, ==, SCREEN_HOME);
    }
    g_assert_cmpint(most, <=, TOUCHES_MOST);
    visitor_finish(&visitor);
}

static void
test_find__by_an_event_of_life_in_three_touches(void)
{
    struct visitor visitor;
    comes_home(&visitor, 300);
    visitor_does(&visitor, SESSION_FIND, NULL);
    visitor_does(&visitor, SESSION_OPEN_GROUP, "birth");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GROUP);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "birth-registration");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    g_assert_cmpint(visitor.touches, ==, TOUCHES_MOST);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GROUP);
    visitor_finish(&visitor);
}

static void
test_find__what_was_typed_is_there_on_the_way_back(void)
{
    struct visitor visitor;
    comes_home(&visitor, 20);
    visitor_does(&visitor, SESSION_FIND, NULL);
    visitor_types(&visitor, "gljt");
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "elderly-allowance");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SEARCH);
    g_assert_cmpstr(visitor.session.find.query, ==, "gljt");
    g_assert_cmpuint(visitor.session.find.found, >, 0);
    visitor_types(&visitor, "\b\b\b\b\b");
    g_assert_cmpstr(visitor.session.find.query, ==, "");
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpstr(visitor.session.find.query, ==, "");
    visitor_finish(&visitor);
}

static void
test_find__a_written_character_is_searched(void)
{
    struct visitor visitor;
    comes_home(&visitor, 20);
    visitor_does(&visitor, SESSION_FIND, NULL);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_WRITTEN, .number = 3});
    g_assert_true(visitor_has_effect(&visitor, EFFECT_RECOGNISE));
    json_t *found = json_pack("{s:[s,s]}", "candidates", "低", "底");
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_CANDIDATES,
                                                    .order = visitor.session.input.order,
                                                    .json = found});
    json_decref(found);
    visitor_event(&visitor, &(struct session_event){.kind = SESSION_PICK, .number = 0});
    g_assert_cmpstr(visitor.session.find.query, ==, "低");
    g_assert_cmpstr(visitor.session.find.hits[0].service->id, ==,
                    "subsistence-allowance");
    visitor_finish(&visitor);
}

static void
test_find__is_never_longer_than_its_place(void)
{
    struct visitor visitor;
    comes_home(&visitor, 20);
    visitor_does(&visitor, SESSION_FIND, NULL);
    for (int i = 0; i < 3 * SEARCH_QUERY_MAX; i++)
        visitor_types(&visitor, "𠮷");
    g_assert_cmpint(g_utf8_strlen(visitor.session.find.query, -1), ==, SEARCH_QUERY_MAX);
    g_assert_true(g_utf8_validate(visitor.session.find.query, -1, NULL));
    visitor_finish(&visitor);
}

static void
test_find__answers_lead_to_their_service(void)
{
    struct visitor visitor;
    comes_home(&visitor, 20);
    visitor_does(&visitor, SESSION_FIND, NULL);
    visitor_types(&visitor, "断缴");
    visitor_does(&visitor, SESSION_OPEN_ANSWER, "insurance-gap");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ANSWER);
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_ANSWER, "nothing"));
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_finish(&visitor);
}

static void
test_public__is_a_visit_from_the_waiting_screen(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_does(&visitor, SESSION_OPEN_PUBLIC, "promises");
    g_assert_true(visitor_has_effect(&visitor, EFFECT_VISIT_BEGINS));
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PUBLIC_ITEM);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_PUBLIC);
    visitor_does(&visitor, SESSION_OPEN_PUBLIC, "insurance-2027");
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpstr(visitor.session.find.item, ==, SESSION_PUBLIC_NOTICES);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_ATTRACT);
    visitor_finish(&visitor);
}

static void
test_public__a_notice_is_gone_after_its_last_day(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor.real_ms += INT64_C(60) * 24 * 3600 * 1000; // 20 January
    visitor_does(&visitor, SESSION_OPEN_PUBLIC, NULL);
    g_assert_false(visitor_does(&visitor, SESSION_OPEN_PUBLIC, "insurance-2027"));
    g_assert_true(visitor_does(&visitor, SESSION_OPEN_PUBLIC, "heating"));
    visitor_finish(&visitor);
}

static void
test_take__prints_the_guide_and_nobody(void)
{
    struct visitor visitor;
    comes_home(&visitor, 20);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "elderly-allowance");
    visitor_does(&visitor, SESSION_TAKE, NULL);
    visitor_does(&visitor, SESSION_TAKE_PRINT, NULL);
    g_assert_true(visitor_has_effect(&visitor, EFFECT_PRINT_PAPER));
    json_t *sheet = session_paper(&visitor.session);
    g_assert_cmpstr(json_string_value(json_object_get(sheet, "title")), ==, "高龄津贴");
    json_decref(sheet);
    visitor_event(&visitor,
                  &(struct session_event){.kind = SESSION_PRINTED,
                                          .order = visitor.session.find.paper_order,
                                          .number = 1});
    g_assert_cmpint(visitor.session.find.paper, ==, PRINT_DONE);
    g_autofree char *code = session_guide_code(&visitor.session);
    g_assert_nonnull(strstr(code, "户口簿"));
    g_assert_cmpuint(strlen(code), <=, 300);
    visitor_does(&visitor, SESSION_BACK, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_finish(&visitor);
}

static void
test_find__out_of_service_everything_can_be_read_and_nothing_begun(void)
{
    struct visitor visitor;
    visitor_init(&visitor);
    visitor_device(&visitor, "store", DEVICE_HARDWARE_ERROR, "full");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_OUT_OF_SERVICE);
    visitor_does(&visitor, SESSION_START, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SEARCH);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_does(&visitor, SESSION_END, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_OUT_OF_SERVICE);
    visitor_finish(&visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define T(name) g_test_add_func("/session/find/" #name, test_find__##name)
    T(any_of_300_in_three_touches_by_first_letters);
    T(by_an_event_of_life_in_three_touches);
    T(what_was_typed_is_there_on_the_way_back);
    T(a_written_character_is_searched);
    T(is_never_longer_than_its_place);
    T(answers_lead_to_their_service);
    T(out_of_service_everything_can_be_read_and_nothing_begun);
    g_test_add_func("/session/public/visit",
                    test_public__is_a_visit_from_the_waiting_screen);
    g_test_add_func("/session/public/expires",
                    test_public__a_notice_is_gone_after_its_last_day);
    g_test_add_func("/session/take", test_take__prints_the_guide_and_nobody);
    return g_test_run();
}
