// SPDX-License-Identifier: Apache-2.0
/* Random visits: whatever comes in whatever order, the session keeps its promises. The seed
 * is told by the test runner (--seed), EVENTS says how many. */
#include "terminal/session.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/visitor_family.h"
#include <kiosk/envelope.h>

#define EVENTS 1000000

/* The world as the outside knows it: which orders are open, which pages are held. */
struct world {
    struct visitor visitor;
    GHashTable *pages;                                 // handles that the terminal holds
    int card_open, scan_open, submit_open, print_open; // open orders, 0: none
    int last_submit, last_print;
    int behind; // a print whose visit is over
    bool had_visit;
    long screens[SCREEN_COUNT];
    long visits, submitted, printed;
};

static const char *const causes[] = {
    "none",     "mediaRemoved", "cardUnreadable", "samFault",      "incompletePage",
    "paperOut", "paperJam",     "notConnected",   "driverCrashed", "noMedia"};
static const char *const classes[] = {"card",       "scanner", "image",       "printer",
                                      "typesetter", "input",   "handwriting", "speech"};
static const char *const questions[] = {
    "phone",   "category", "members", "member_id",          "check_consent",
    "mandate", "name",     "sex",     "household_register", "id_card",
    "nothing"};
static const char *const applicants[] = {"self", "agent", "guardian", "enterprise"};
static const char *const words[] = {"ordinary", "pupil", "yes", "nothing"};
static const char *const keys[] = {"1",  "0", "2", "9", "X", "\b",
                                   "字", "a", "h", "'", " "};

static const char *
any(const char *const *list, size_t count)
{
    return list[g_test_rand_int_range(0, (gint32)count)];
}
#define ANY(list) any(list, G_N_ELEMENTS(list))

static void
drop(struct world *world, int handle)
{
    // Each page is dropped once, and only one that is there.
    g_assert_true(g_hash_table_remove(world->pages, GINT_TO_POINTER(handle)));
}

/* What the terminal does with the effects, and what must be true of them. */
static void
carry_out(struct world *world)
{
    struct effects *effects = &world->visitor.effects;
    for (size_t i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->list[i];
        switch (effect->kind) {
        case EFFECT_READ_CARD:
            g_assert_cmpint(world->card_open, ==, 0);
            world->card_open = effect->order;
            break;
        case EFFECT_CANCEL_CARD:
            g_assert_cmpint(world->card_open, ==, effect->order);
            world->card_open = 0;
            break;
        case EFFECT_SCAN:
        case EFFECT_TURN:
            g_assert_cmpint(world->scan_open, ==, 0);
            g_assert_cmpint(effect->number, >=, 1);
            world->scan_open = effect->order;
            break;
        case EFFECT_CANCEL_SCAN:
            g_assert_cmpint(world->scan_open, ==, effect->order);
            world->scan_open = 0;
            break;
        case EFFECT_DROP_PAGE:
            drop(world, effect->number);
            break;
        case EFFECT_DROP_PAGES:
            g_hash_table_remove_all(world->pages);
            break;
        case EFFECT_SUBMIT:
            world->submit_open = world->last_submit = effect->order;
            world->submitted++;
            break;
        case EFFECT_PRINT_SLIP:
            g_assert_cmpint(world->print_open, ==, 0);
            world->print_open = world->last_print = effect->order;
            world->printed++;
            break;
        case EFFECT_CANCEL_PRINT:
            g_assert_cmpint(world->print_open, ==, effect->order);
            world->print_open = 0;
            break;
        case EFFECT_STAFF_BEGINS: // ends as a visit does
            g_assert_false(world->had_visit);
            world->had_visit = true;
            break;
        case EFFECT_VISIT_BEGINS:
            g_assert_false(world->had_visit);
            world->had_visit = true;
            world->visits++;
            break;
        case EFFECT_VISIT_ENDS:
            g_assert_true(world->had_visit);
            world->had_visit = false;
            g_hash_table_remove_all(world->pages);
            // What is being printed goes on.
            world->behind = world->print_open != 0 ? world->print_open : world->behind;
            world->print_open = 0;
            break;
        default:
            break;
        }
    }
    effects->count = 0;
}

/* Every page that is held stands in a material, and the other way round. */
static void
check_pages(const struct world *world)
{
    const struct session *session = &world->visitor.session;
    guint count = 0;
    for (size_t i = 0; i < session->material_total; i++) {
        g_assert_cmpuint(session->materials[i].page_count, <=,
                         (guint)session->materials[i].material->page_max);
        for (size_t j = 0; j < session->materials[i].page_count; j++, count++)
            g_assert_true(g_hash_table_contains(
                world->pages, GINT_TO_POINTER(session->materials[i].pages[j].handle)));
    }
    g_assert_cmpuint(g_hash_table_size(world->pages), ==, count);
}

static void
check_promises(const struct world *world)
{
    const struct session *session = &world->visitor.session;
    bool visit = session_in_visit(session);
    g_assert_cmpint(visit, ==, world->had_visit);
    bool citizen = visit && !session_is_staff(session);
    g_assert_cmpint(citizen, ==, session->answers != NULL);
    g_assert_cmpint(citizen, ==, session->draft != NULL);
    if (!visit) {
        g_assert_null(session->service);
        g_assert_null(session->card);
        g_assert_false(session->stored);
        g_assert_null(session->input.candidates);
        g_assert_cmpstr(session->input.keys, ==, "");
        g_assert_cmpint(world->card_open | world->scan_open | world->print_open, ==, 0);
    }
    g_assert_cmpint(session->card_order, ==, world->card_open);
    const bool copies = session->screen == SCREEN_COPY && session->copy.percent >= 0;
    g_assert_cmpint(copies ? session->copy.order : session->scan_order, ==,
                    world->scan_open);
    g_assert_cmpint(session->print_order, ==, world->print_open);
    g_assert_cmpint(session->print == PRINT_RUNNING, ==, world->print_open != 0);
    if (session->screen != SCREEN_CARD && session->screen != SCREEN_BOOKING_CARD &&
        session->screen != SCREEN_PROGRESS_WHO)
        g_assert_cmpint(world->card_open, ==, 0);
    if (session->screen != SCREEN_SCAN && session->screen != SCREEN_COPY)
        g_assert_cmpint(world->scan_open, ==, 0);
    // Nothing is called handed in before it is durable.
    if (session->screen == SCREEN_DONE)
        g_assert_true(session->stored);
    // Personal data only after consent to this matter, or to ask after one's own.
    if (session->card != NULL && session->screen < SCREEN_OUT_OF_SERVICE)
        g_assert_true(session->service != NULL);
    if (session->screen > SCREEN_CONSENT && session->screen < SCREEN_OUT_OF_SERVICE &&
        !session->progress.correcting && session->progress.result == 0)
        g_assert_true(session->consent_given);
    if (session->screen == SCREEN_ERRORS)
        g_assert_cmpuint(session->defects->len, >, 0);
    check_pages(world);
}

/* ---- the outside ---- */

/* Mostly the open order, sometimes one that is long over. */
static int
some_order(int open)
{
    return g_test_rand_int_range(0, 10) == 0 ? g_test_rand_int_range(0, 50) : open;
}

static void
a_device_says(struct world *world)
{
    static const enum device_state states[] = {DEVICE_ONLINE,    DEVICE_ONLINE,
                                               DEVICE_ONLINE,    DEVICE_USER_ERROR,
                                               DEVICE_NO_DEVICE, DEVICE_STARTING};
    enum device_state state = states[g_test_rand_int_range(0, G_N_ELEMENTS(states))];
    visitor_device(&world->visitor, ANY(classes), state,
                   state == DEVICE_ONLINE ? "none" : ANY(causes));
}

static void
the_card_answers(struct world *world)
{
    world->visitor.card_order = some_order(world->card_open);
    bool mine = world->visitor.card_order == world->card_open;
    if (mine)
        world->card_open = 0;
    if (g_test_rand_int_range(0, 3) > 0)
        visitor_card_is_read(&world->visitor);
    else
        visitor_card_fails(&world->visitor, ANY(causes));
}

static void
the_scanner_answers(struct world *world)
{
    static const char *const verdicts[] = {"good", "good", "blank", "blurred"};
    world->visitor.scan_order = some_order(world->scan_open);
    bool mine = world->visitor.scan_order == world->scan_open;
    if (mine)
        world->scan_open = 0;
    if (g_test_rand_int_range(0, 4) == 0) {
        visitor_scan_fails(&world->visitor, ANY(causes));
        return;
    }
    g_hash_table_add(world->pages, GINT_TO_POINTER(world->visitor.next_handle + 1));
    visitor_page_comes(&world->visitor, ANY(verdicts));
}

static void
the_store_answers(struct world *world)
{
    world->visitor.submit_order = some_order(world->last_submit);
    switch (g_test_rand_int_range(0, 6)) {
    case 0:
        visitor_event(&world->visitor,
                      &(struct session_event){.kind = SESSION_STORE_FAILED,
                                              .order = world->visitor.submit_order,
                                              .text = "failed"});
        break;
    case 1:
        visitor_event(&world->visitor,
                      &(struct session_event){.kind = SESSION_REFUSED,
                                              .order = world->visitor.submit_order,
                                              .text = "unknown_version"});
        break;
    case 2:
        visitor_is_delivered(&world->visitor);
        break;
    default:
        visitor_is_stored(&world->visitor);
        break;
    }
}

static void
the_printer_answers(struct world *world)
{
    bool late = world->behind != 0 && g_test_rand_int_range(0, 3) == 0;
    world->visitor.print_order = late ? world->behind : some_order(world->print_open);
    if (late) {
        g_assert_true(session_paper_is_coming(&world->visitor.session));
        world->behind = 0;
    }
    bool mine = world->visitor.print_order == world->print_open;
    if (mine)
        world->print_open = 0;
    if (g_test_rand_int_range(0, 2) == 0)
        visitor_is_printed(&world->visitor);
    else
        visitor_print_fails(&world->visitor, ANY(causes), g_test_rand_int_range(0, 2));
}

/* Candidates for what is composed, or for something that is long over. */
static void
the_engine_answers(struct world *world)
{
    struct visitor *visitor = &world->visitor;
    const struct session_input *input = &visitor->session.input;
    bool right = g_test_rand_int_range(0, 10) > 0;
    json_t *answer = json_pack("{s:s, s:[{s:s}, {s:s}, s], s:[s, s], s:b}", "preedit",
                               "lao huai", "candidates", "text", "老槐", "text", "老",
                               "树", "readings", "gu", "hu", "more", g_test_rand_bit());
    if (g_test_rand_bit())
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_CANDIDATES,
                                              .order = some_order(input->order),
                                              .number = g_test_rand_int_range(0, 2),
                                              .json = right ? answer : NULL});
    else
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_CHOSEN,
                                              .order = some_order(input->choose_order),
                                              .text = right ? "老" : NULL,
                                              .text2 = right ? "huai" : NULL});
    json_decref(answer);
}

/* ---- the person ---- */

static const char *
text_for(const struct session *session, enum session_event_kind kind)
{
    switch (kind) {
    case SESSION_OPEN_GROUP:
        return g_test_rand_bit() ? "medical" : "nothing";
    case SESSION_OPEN_SERVICE:
        return session->catalogue
            ->services[g_test_rand_int_range(0, (gint32)session->catalogue->count)]
            ->id;
    case SESSION_LANGUAGE:
        return g_test_rand_bit() ? "en" : "zh_CN";
    case SESSION_TYPE:
        return ANY(keys);
    case SESSION_APPLY:
        return ANY(applicants);
    default:
        return ANY(questions);
    }
}

static void
a_key_is_pressed(struct world *world)
{
    struct session *session = &world->visitor.session;
    struct session_event event = {
        .kind = (enum session_event_kind)g_test_rand_int_range(0, SESSION_TOUCHED + 1),
        .number = g_test_rand_int_range(-1, 3),
        .json = json_null(), // no strokes
        .text2 = ANY(words),
    };
    // Ends are rare, or no visit would come far.
    if ((event.kind == SESSION_END || event.kind == SESSION_ASK_END) &&
        g_test_rand_int_range(0, 20) > 0)
        event.kind = SESSION_NEXT;
    event.text = text_for(session, event.kind);
    visitor_event(&world->visitor, &event);
}

/* Somebody who fills in what is open, and adds whoever is missing. */
static void
the_list_is_filled(struct world *world)
{
    struct visitor *visitor = &world->visitor;
    GArray *defects = session_entry_defects(&visitor->session);
    int entry = defects->len == 0 ? 0
                                  : g_array_index(defects, struct field_defect, 0).entry;
    struct session_event event = {
        .kind = defects->len == 0 ? SESSION_NEXT : SESSION_ENTRY, .number = entry - 1};
    if (g_test_rand_int_range(0, 4) == 0) // a family member more or less
        event = (struct session_event){.kind = g_test_rand_bit() ? SESSION_ENTRY
                                                                 : SESSION_ENTRY_REMOVE,
                                       .number = g_test_rand_int_range(-1, 4)};
    visitor_event(visitor, &event);
    g_array_unref(defects);
}

/* Somebody who knows the way, so that late screens are reached often. */
static void
the_right_key_is_pressed(struct world *world)
{
    struct visitor *visitor = &world->visitor;
    static const enum session_event_kind right[SCREEN_COUNT] = {
        [SCREEN_ATTRACT] = SESSION_START,
        [SCREEN_HOME] = SESSION_OPEN_SERVICE,
        [SCREEN_GROUP] = SESSION_OPEN_SERVICE,
        [SCREEN_GUIDE] = SESSION_NEXT,
        [SCREEN_CONSENT] = SESSION_AGREE,
        [SCREEN_CARD] = SESSION_RETRY,
        [SCREEN_CARD_TYPED] = SESSION_NEXT,
        [SCREEN_FORM] = SESSION_NEXT,
        [SCREEN_PROMISE] = SESSION_NEXT,
        [SCREEN_SCAN] = SESSION_SCAN,
        [SCREEN_CHECK] = SESSION_SUBMIT,
        [SCREEN_ERRORS] = SESSION_NEXT,
        [SCREEN_SUBMITTING] = SESSION_DO_NOT_WAIT,
        [SCREEN_DONE] = SESSION_NEXT,
        [SCREEN_FAULT] = SESSION_RETRY,
        [SCREEN_OUT_OF_SERVICE] = SESSION_HELP,
    };
    enum screen_id screen = visitor->session.screen;
    if (visitor->session.dialog != DIALOG_NONE)
        visitor_does(visitor, SESSION_DISMISS, NULL);
    else if (screen == SCREEN_WHO)
        visitor_does(visitor, SESSION_APPLY, ANY(applicants));
    else if (screen == SCREEN_ENTRIES)
        the_list_is_filled(world);
    else if (screen == SCREEN_PROMISE && visitor->session.promise == NULL)
        visitor_signs(visitor, NULL);
    else if (screen == SCREEN_CARD && g_test_rand_int_range(0, 4) == 0)
        visitor_does(visitor, SESSION_TYPE_CARD, NULL);
    else if (screen == SCREEN_SCAN && g_test_rand_int_range(0, 4) == 0)
        visitor_does(visitor, SESSION_DEFER, NULL);
    else if ((screen == SCREEN_FORM || screen == SCREEN_CARD_TYPED) &&
             !session_page_is_complete(&visitor->session)) {
        visitor_fills(visitor);
    } else if (screen == SCREEN_SCAN && session_page_is_complete(&visitor->session))
        visitor_does(visitor, SESSION_NEXT, NULL);
    else if (screen == SCREEN_CHECK && !visitor->session.promised)
        visitor_does(visitor, SESSION_PROMISE, NULL);
    else
        visitor_does(visitor, right[screen],
                     visitor->session.catalogue
                         ->services[g_test_rand_int_range(
                             0, (gint32)visitor->session.catalogue->count)]
                         ->id);
}

/* Somebody who breaks an answer on the check page and goes back as if nothing were. */
static void
an_answer_is_broken(struct world *world)
{
    struct visitor *visitor = &world->visitor;
    if (visitor->session.screen != SCREEN_CHECK || visitor->session.dialog != DIALOG_NONE)
        return;
    visitor_does(visitor, SESSION_EDIT, "phone");
    carry_out(world);
    visitor_types(visitor, "\b");
    carry_out(world);
    visitor_does(visitor, SESSION_BACK, NULL);
}

/* Time passes: seconds, sometimes minutes. */
static void
time_passes(struct world *world)
{
    visitor_waits(&world->visitor, g_test_rand_int_range(0, 40) == 0
                                       ? g_test_rand_int_range(0, 200000)
                                       : g_test_rand_int_range(0, 4000));
}

static void
something_happens(struct world *world)
{
    static void (*const happenings[])(struct world * world) = {
        a_key_is_pressed,
        a_key_is_pressed,
        the_right_key_is_pressed,
        the_right_key_is_pressed,
        the_right_key_is_pressed,
        the_card_answers,
        the_scanner_answers,
        the_store_answers,
        the_printer_answers,
        the_engine_answers,
        an_answer_is_broken,
        a_device_says,
        time_passes,
    };
    happenings[g_test_rand_int_range(0, G_N_ELEMENTS(happenings))](world);
    carry_out(world);
    check_promises(world);
    world->screens[world->visitor.session.screen]++;
}

/* From wherever the person stands some key leads on: to another screen, or out. */
static void
check_way_on(struct world *world)
{
    static const enum session_event_kind ways[] = {
        SESSION_DISMISS, SESSION_START,         SESSION_BACK, SESSION_NEXT, SESSION_AGREE,
        SESSION_SUBMIT,  SESSION_WITHOUT_PAPER, SESSION_END,  SESSION_END,
    };
    const enum screen_id screen = world->visitor.session.screen;
    if (screen == SCREEN_OUT_OF_SERVICE || screen == SCREEN_SUBMITTING)
        return; // waits for staff; ends by time alone, and help is one touch away
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        visitor_does(&world->visitor, ways[i], NULL);
        carry_out(world);
        check_promises(world);
        if (world->visitor.session.screen != screen)
            return;
    }
    g_error("no way on from screen %d", screen);
}

static void
check_application(const struct world *world)
{
    const struct session *session = &world->visitor.session;
    if (session->screen != SCREEN_SUBMITTING)
        return;
    json_t *application = session_application(
        session, "0199a1b2-0000-7000-8000-000000000001", "482915", session->now_ms);
    GError *error = NULL;
    schema_accepts(&envelope_application_schema, application, &error);
    g_assert_no_error(error);
    json_decref(application);
}

static void
test_session__keeps_its_promises_whatever_comes(void)
{
    struct world world = {.pages = g_hash_table_new(g_direct_hash, g_direct_equal)};
    visitor_init(&world.visitor);
    for (long i = 0; i < EVENTS; i++) {
        something_happens(&world);
        if (i % 97 == 0)
            check_application(&world);
        if (i % 1009 == 0)
            check_way_on(&world);
    }
    g_test_message("%ld visits, %ld submitted, %ld printed", world.visits,
                   world.submitted, world.printed);
    // A run that never came to a screen proves nothing about it.
    for (int screen = 0; screen < SCREEN_OUT_OF_SERVICE; screen++)
        if (world.screens[screen] == 0)
            g_error("screen %d was never reached", screen);
    g_assert_cmpint(world.printed, >, 100);
    visitor_finish(&world.visitor);
    g_hash_table_destroy(world.pages);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/session/random", test_session__keeps_its_promises_whatever_comes);
    return g_test_run();
}
