// SPDX-License-Identifier: Apache-2.0
/* Every service that ships can be found, begun on a day of its season, filled in and handed
 * in, in standard and in assisted mode, by its definition alone; what cannot be begun says
 * so and stays a guide. */
#include "core/service_schema.h"
#include "tests/support/assets.h"
#include "tests/support/visitor_family.h"

#include <string.h>

#include <kiosk/envelope.h>

#define STEPS_MOST 200

/* 15 April 2026: a working day of spring on which every season that ships is open. */
#define SPRING_MS 1776218400000

#define PAUSED "residence-permit"

static struct catalogue *shipped;

/* A county that wants it switches it on: then it, too, comes to its check page. */
static struct catalogue *
with_all_switched_on(void)
{
    struct catalogue *shipped_ones = assets_catalogue();
    json_t *services = json_array();
    for (size_t i = 0; i < shipped_ones->count; i++) {
        json_t *copy = json_deep_copy(shipped_ones->services[i]->json);
        json_object_set_new(copy, "task_state", json_string("in_use"));
        json_array_append_new(services, copy);
    }
    json_t *groups = assets_json("assets/services/groups.json");
    json_t *whole = json_pack("{s:s, s:o, s:o}", "version", "", "groups", groups,
                              "services", services);
    struct catalogue *catalogue = catalogue_create(whole, NULL);
    json_decref(whole);
    catalogue_destroy(shipped_ones);
    return catalogue;
}

static void
visitor_of_all(struct visitor *visitor, bool assisted, bool all_on)
{
    visitor_init(visitor);
    visitor_takes_what_ships(visitor);
    if (all_on)
        visitor_takes_catalogue(visitor, with_all_switched_on());
    visitor->real_ms = SPRING_MS;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_START,
                                                   .number = assisted ? 1 : 0});
}

#define AGENT_ID "999999198005050010" // of age
#define CHILD_ID "99999920150601002X"
#define OTHER_ID "999999200002290035" // neither young nor old

/* How a service is walked. */
struct way {
    const char *service;
    enum applicant applicant;
    bool assisted;
    bool defers; // brings nothing that may come later
};

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
lay_card(struct visitor *visitor, const struct way *way)
{
    if (strcmp(visitor->session.card_cause, "notEntitled") == 0) {
        visitor_does(visitor, SESSION_RETRY, NULL); // too old for it: somebody else
        visitor_lays_card(visitor, "刘芳", OTHER_ID);
    } else if (session_card_of(&visitor->session) == CARD_OF_AGENT)
        visitor_lays_card(visitor, "李建国", AGENT_ID);
    else if (way->applicant == APPLICANT_GUARDIAN)
        visitor_lays_card(visitor, "李小芳", CHILD_ID);
    else
        visitor_card_is_read(visitor);
}

/* The first entry that lacks something, else on. */
static void
look_at_entries(struct visitor *visitor)
{
    GArray *defects = session_entry_defects(&visitor->session);
    if (defects->len == 0)
        visitor_does(visitor, SESSION_NEXT, NULL);
    else
        visitor_event(
            visitor,
            &(struct session_event){
                .kind = SESSION_ENTRY,
                .number = g_array_index(defects, struct field_defect, 0).entry - 1});
    g_array_unref(defects);
}

static void
give_material(struct visitor *visitor, const struct way *way)
{
    struct session *session = &visitor->session;
    const struct material *material =
        session->materials[session->material_index].material;
    if (way->defers && material->may_defer) {
        visitor_defers(visitor);
        return;
    }
    give_pages(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

static void
walk_on(struct visitor *visitor, const struct way *way)
{
    switch (visitor->session.screen) {
    case SCREEN_CONSENT:
        visitor_does(visitor, SESSION_AGREE, NULL);
        break;
    case SCREEN_WHO:
        visitor_does(visitor, SESSION_APPLY, service_applicant_words[way->applicant]);
        break;
    case SCREEN_CARD:
        lay_card(visitor, way);
        break;
    case SCREEN_FORM:
        visitor_fills(visitor);
        visitor_does(visitor, SESSION_NEXT, NULL);
        break;
    case SCREEN_ENTRIES:
        look_at_entries(visitor);
        break;
    case SCREEN_SCAN:
        give_material(visitor, way);
        break;
    case SCREEN_PROMISE:
        visitor_signs(visitor, NULL);
        visitor_does(visitor, SESSION_NEXT, NULL);
        break;
    default:
        visitor_does(visitor, SESSION_NEXT, NULL);
    }
}

/* What leaves the machine passes the contract, and says who came for whom. */
static void
must_be_a_case(const struct visitor *visitor, const struct way *way)
{
    json_t *application = session_application(&visitor->session,
                                              "0199a1b2-0000-7000-8000-000000000001",
                                              "482915", visitor->real_ms);
    GError *error = NULL;
    schema_accepts(&envelope_application_schema, application, &error);
    g_assert_no_error(error);
    bool by_other = way->applicant == APPLICANT_AGENT ||
                    way->applicant == APPLICANT_GUARDIAN;
    g_assert_cmpint(json_object_get(application, "agent") != NULL, ==, by_other);
    g_assert_cmpint(json_object_get(application, "promise") != NULL, ==,
                    visitor->session.promise != NULL);
    json_decref(application);
}

static void
test_services__each_comes_to_its_check_page_without_a_defect(gconstpointer data)
{
    const struct way *way = data;
    struct visitor visitor;
    visitor_of_all(&visitor, way->assisted, strcmp(way->service, PAUSED) == 0);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, way->service);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_GUIDE);
    for (int i = 0; i < STEPS_MOST && visitor.session.screen != SCREEN_CHECK; i++)
        walk_on(&visitor, way);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CHECK);
    must_be_a_case(&visitor, way);
    visitor_does(&visitor, SESSION_PROMISE, NULL);
    visitor_does(&visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_SUBMITTING);
    visitor_finish(&visitor);
}

/* At the card, before anything is filled in, and in the words of the service. */
static void
test_services__who_is_too_young_hears_it_at_once(void)
{
    struct visitor visitor;
    visitor_of_all(&visitor, false, false);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, "elderly-allowance");
    visitor_does(&visitor, SESSION_NEXT, NULL);
    visitor_does(&visitor, SESSION_AGREE, NULL);
    visitor_does(&visitor, SESSION_APPLY, "self");
    visitor_lays_card(&visitor, "刘芳", OTHER_ID);
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_CARD);
    g_assert_cmpstr(visitor.session.card_cause, ==, "notEntitled");
    g_assert_cmpstr(service_text(visitor.session.card_rule->says, "zh_CN"), ==,
                    "没满80岁，还不能领");
    g_assert_null(visitor.session.card);
    visitor_does(&visitor, SESSION_RETRY, NULL);
    visitor_card_is_read(&visitor); // old enough
    g_assert_cmpint(visitor.session.screen, ==, SCREEN_FORM);
    visitor_finish(&visitor);
}

static void
test_services__what_is_paused_cannot_be_begun(void)
{
    struct visitor visitor;
    visitor_of_all(&visitor, false, false);
    visitor_does(&visitor, SESSION_OPEN_SERVICE, PAUSED);
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

/* In both modes, as everybody who may apply; with all papers, and with as few as may be. */
static void
add_ways(GPtrArray *ways, const struct service *service)
{
    for (int assisted = 0; assisted < 2; assisted++)
        for (size_t i = 0; i < service->applicant_count; i++)
            for (int defers = 0; defers < 2; defers++) {
                struct way *way = g_new(struct way, 1);
                *way =
                    (struct way){service->id, service->applicants[i], assisted, defers};
                g_autofree char *test = g_strdup_printf(
                    "/services/%s/%s/%s/%s", service->id,
                    service_applicant_words[service->applicants[i]],
                    assisted ? "assisted" : "standard", defers ? "later" : "all");
                g_test_add_data_func(
                    test, way,
                    test_services__each_comes_to_its_check_page_without_a_defect);
                g_ptr_array_add(ways, way);
            }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    GPtrArray *ways = g_ptr_array_new_with_free_func(g_free);
    shipped = with_all_switched_on();
    struct clock_date spring = clock_date(SPRING_MS);
    g_assert_cmpuint(shipped->count, ==, 14);
    for (size_t i = 0; i < shipped->count; i++) {
        g_assert_cmpint(service_state(shipped->services[i], &spring), ==, SERVICE_OPEN);
        add_ways(ways, shipped->services[i]);
    }
    g_test_add_func("/services/too-young",
                    test_services__who_is_too_young_hears_it_at_once);
    g_test_add_func("/services/paused", test_services__what_is_paused_cannot_be_begun);
    g_test_add_func("/services/english", test_services__have_english_for_every_text);
    int failed = g_test_run();
    catalogue_destroy(shipped);
    g_ptr_array_unref(ways);
    return failed;
}
