// SPDX-License-Identifier: Apache-2.0
/* Every service that ships can be found, begun on a day of its season, filled in and handed
 * in, in standard and in assisted mode, by its definition alone; what cannot be begun says
 * so and stays a guide. */
#include "tests/support/assets.h"
#include "tests/support/visitor.h"

#include <string.h>

#define STEPS_MOST 200

/* 15 April 2026: a working day of spring on which every season that ships is open. */
#define SPRING_MS 1776218400000

static struct catalogue *shipped;

static void
visitor_of_all(struct visitor *visitor, bool assisted)
{
    visitor_init(visitor);
    visitor_takes_catalogue(visitor, assets_catalogue());
    visitor->real_ms = SPRING_MS;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_START,
                                                   .number = assisted ? 1 : 0});
}

static const char *
digits_for(enum question_kind kind)
{
    switch (kind) {
    case QUESTION_PHONE:
        return "10012345678";
    case QUESTION_ID_NUMBER:
        return "999999194303120023";
    case QUESTION_BANK_CARD:
        return "9999990000000006";
    case QUESTION_DATE:
        return "20260101";
    case QUESTION_NUMBER:
        return "3";
    case QUESTION_MONEY:
        return "120";
    default:
        return NULL;
    }
}

/* Answers what is asked now in the simplest way that is right. */
static void
answer(struct visitor *visitor, const struct question *question)
{
    if (question->kind == QUESTION_YES_NO || question->choice_count > 0) {
        const char *value =
            question->kind == QUESTION_YES_NO ? FIELD_YES : question->choices[0].value;
        visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                       .text = question->id,
                                                       .text2 = value});
        return;
    }
    visitor_does(visitor, SESSION_FOCUS, question->id);
    const char *digits = digits_for(question->kind);
    if (digits != NULL) {
        visitor_types(visitor, digits);
        return;
    }
    visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                   .number = KEYBOARD_LETTERS});
    visitor_types(visitor, "abcdef");
}

static void
fill_page(struct visitor *visitor)
{
    struct session *session = &visitor->session;
    const struct question_page *page = &session->service->pages[session->form_page];
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        bool shown = !session->assisted || session->question == i;
        if (shown && session_asks(session, question) &&
            json_object_get(session->answers, question->id) == NULL)
            answer(visitor, question);
    }
}

static void
give_pages(struct visitor *visitor)
{
    const struct session_material *given =
        &visitor->session.materials[visitor->session.material_index];
    while (given->page_count < (size_t)given->material->page_num) {
        visitor_does(visitor, SESSION_SCAN, NULL);
        visitor_page_comes(visitor, "good");
    }
}

static void
walk_on(struct visitor *visitor)
{
    switch (visitor->session.screen) {
    case SCREEN_CONSENT:
        visitor_does(visitor, SESSION_AGREE, NULL);
        break;
    case SCREEN_CARD:
        visitor_card_is_read(visitor);
        break;
    case SCREEN_FORM:
        fill_page(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
        break;
    case SCREEN_SCAN:
        give_pages(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
        break;
    default:
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
}

/* "standard/medical-insurance" */
static void
test_services__each_comes_to_its_check_page_without_a_defect(gconstpointer data)
{
    struct visitor visitor;
    visitor_of_all(&visitor, g_str_has_prefix(data, "assisted"));
    visitor_does(&visitor, SESSION_OPEN_SERVICE, strchr(data, '/') + 1);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    for (int i = 0; i < STEPS_MOST && visitor.session.screen != SCREEN_CHECK; i++)
        walk_on(&visitor);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CHECK);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SUBMITTING);
    visitor_finish(&visitor);
}

static void
test_services__what_is_paused_cannot_be_begun(void)
{
    struct visitor visitor;
    visitor_of_all(&visitor, false);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "residence-permit");
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_does(&visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    visitor_finish(&visitor);
}

static void
test_services__have_english_for_every_text(void)
{
    for (size_t i = 0; i < shipped->count; i++) {
        g_autofree char *text = json_dumps(shipped->services[i]->json, JSON_COMPACT);
        size_t chinese = 0, english = 0;
        for (const char *at = text; (at = strstr(at, "\"zh_CN\":")) != NULL; at++)
            chinese++;
        for (const char *at = text; (at = strstr(at, "\"en\":")) != NULL; at++)
            english++;
        g_assert_cmpuint(chinese, ==, english);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    shipped = assets_catalogue();
    struct clock_date spring = clock_date(SPRING_MS);
    for (size_t i = 0; i < shipped->count; i++) {
        if (service_state(shipped->services[i], &spring) != SERVICE_OPEN)
            continue;
        static const char *const modes[] = {"standard", "assisted"};
        for (size_t j = 0; j < G_N_ELEMENTS(modes); j++) {
            g_autofree char *which =
                g_strdup_printf("%s/%s", modes[j], shipped->services[i]->id);
            g_autofree char *test = g_strconcat("/services/", which, NULL);
            g_test_add_data_func(
                test, g_intern_string(which),
                test_services__each_comes_to_its_check_page_without_a_defect);
        }
    }
    g_test_add_func("/services/paused", test_services__what_is_paused_cannot_be_begun);
    g_test_add_func("/services/english", test_services__have_english_for_every_text);
    int failed = g_test_run();
    catalogue_destroy(shipped);
    return failed;
}
