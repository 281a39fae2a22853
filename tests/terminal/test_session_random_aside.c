// SPDX-License-Identifier: Apache-2.0
/* Random visits beside the filling of forms: bookings, progress, results, ratings, unresolved
 * matters and staff. Whatever comes in whatever order there is a way on and a person to call, and
 * nothing of a visit remains. The seed is told by the test runner (--seed). */
#include "terminal/session.h"

#include <string.h>

#include "tests/support/visitor.h"
#include "tests/support/visitor_booking.h"
#include "tests/terminal/random_ways.h"
#include "tests/support/assets.h"

#define EVENTS 200000
#define NUMBER RANDOM_NUMBER

struct house {
    struct visitor visitor;
    struct effect ask,
        staff; // what the office, the store were asked last; order 0: nothing
    int view, before, letter, paper, print, next_page;
    bool visit;
    int pages; // of results that the terminal holds
    long screens[SCREEN_COUNT];
};

static int
below(int count)
{
    return g_test_rand_int_range(0, count);
}

/* ---- what the terminal does -------------------------------------------------------------- */

static void
take_letter(struct house *house, const struct effect *effect)
{
    json_t *letter = session_take_letter(&house->visitor.session);
    g_assert_nonnull(letter);
    g_assert_true(json_is_object(json_object_get(letter, "body")));
    house->letter = effect->order;
    json_decref(letter);
}

static void
carry_out_one(struct house *house, const struct effect *effect)
{
    switch (effect->kind) {
    case EFFECT_ASK:
        g_assert_nonnull(house->visitor.session.asking);
        house->ask = *effect;
        break;
    case EFFECT_STAFF:
        if (effect->order != 0)
            house->staff = *effect;
        break;
    case EFFECT_VIEW:
        house->view = effect->order;
        break;
    case EFFECT_PRINTED_BEFORE:
        house->before = effect->order;
        break;
    case EFFECT_PRINT_PAPER:
        house->paper = effect->order;
        break;
    case EFFECT_LETTER:
        take_letter(house, effect);
        break;
    case EFFECT_PRINT_RESULT:
    case EFFECT_PRINT_SLIP:
        house->print = effect->order;
        break;
    case EFFECT_CANCEL_PRINT:
        if (effect->number == 0)
            house->print = 0;
        break;
    case EFFECT_DROP_PAGE:
        house->pages--;
        break;
    case EFFECT_DROP_PAGES:
        house->pages = 0;
        break;
    case EFFECT_STAFF_BEGINS:
    case EFFECT_VISIT_BEGINS:
        g_assert_false(house->visit);
        house->visit = true;
        break;
    case EFFECT_VISIT_ENDS:
        g_assert_true(house->visit);
        house->visit = false;
        house->pages = 0;
        house->print = 0; // goes on without the visit
        break;
    default:
        break;
    }
}

static void
check_promises(const struct house *house)
{
    const struct session *session = &house->visitor.session;
    g_assert_cmpint(session_in_visit(session), ==, house->visit);
    g_assert_cmpint(session->print_order, ==, house->print);
    g_assert_cmpint(session->ask_order != 0, ==, session->asking != NULL);
    if (!house->visit)
        visitor_must_hold_nothing(&house->visitor);
    if (session_is_staff(session)) { // who maintains the machine sees nobody
        g_assert_null(session->card);
        g_assert_null(session->answers);
        g_assert_null(session->progress.told);
        g_assert_null(session->booking.mine);
        g_assert_cmpstr(session->receipt.number, ==, "");
    }
    if (session->screen >= SCREEN_STAFF && session->screen <= SCREEN_STAFF_LOG)
        g_assert_true(session->staff.entered);
    if (session->screen == SCREEN_BOOKING_DONE)
        g_assert_nonnull(session->booking.booking);
    if (session->screen == SCREEN_QUEUE_DONE)
        g_assert_nonnull(session->booking.ticket);
    if (session->screen == SCREEN_DELIVERED) // signed for what came out
        g_assert_cmpint(session->progress.result, >, 0);
    g_assert_cmpint(house->pages, >=, 0);
}

static void
happens(struct house *house, const struct session_event *event)
{
    struct visitor *visitor = &house->visitor;
    visitor_event(visitor, event);
    for (size_t i = 0; i < visitor->effects.count; i++)
        carry_out_one(house, &visitor->effects.list[i]);
    visitor->effects.count = 0;
    check_promises(house);
    house->screens[visitor->session.screen]++;
}

/* ---- the outside ------------------------------------------------------------------------- */

static json_t *
progress(void)
{
    bool missing = below(3) == 0;
    json_t *told = json_pack(
        "{s:s, s:s, s:s, s:i, s:s, s:[], s:s, s:s, s:s, s:[], s:[]}", "case_id",
        "019aa5d2-7b1c-7000-8000-000000000001", "receipt_number", NUMBER, "service",
        "medical-insurance", "service_version", ASSETS_MEDICAL_VERSION, "since",
        "2026-11-20T09:12:00+08:00", "steps", "state", missing ? "correction" : "issued",
        "next", missing ? "correct" : "print", "reason", "", "results", "defects");
    if (missing)
        json_array_append_new(json_object_get(told, "defects"),
                              json_pack("{s:s, s:s, s:s}", "kind", "question", "id",
                                        "phone", "sentence", "x"));
    else
        json_array_append_new(json_object_get(told, "results"),
                              json_pack("{s:i, s:i, s:b, s:s}", "result", 1, "size", 9,
                                        "delivered", false, "issued_at",
                                        "2026-11-21T09:12:00+08:00"));
    return told;
}

static json_t *
answer_to(const char *operation, const struct session *session)
{
    char expires_at[CLOCK_TEXT_SIZE];
    clock_format(session->now_ms + 180000, expires_at);
    if (strcmp(operation, "listWindows") == 0)
        return visitor_windows();
    if (strcmp(operation, "listSlots") == 0)
        return visitor_slots();
    if (strcmp(operation, "holdSlot") == 0)
        return visitor_held("2026-11-23", 9, expires_at);
    if (strcmp(operation, "findBookings") == 0)
        return json_pack("{s:[o]}", "bookings", visitor_booking("2026-11-23", 9));
    if (strcmp(operation, "progress") == 0)
        return progress();
    if (strcmp(operation, "result") == 0)
        return NULL;
    if (strcmp(operation, "listQueues") == 0)
        return visitor_queues(below(2) == 0);
    if (strcmp(operation, "takeTicket") == 0)
        return visitor_ticket(below(4));
    return visitor_booking("2026-11-23", 9);
}

static void
the_office_answers(struct house *house)
{
    static const int statuses[] = {0, 403, 404, 409, 429, 500};
    static const char *const words[] = {"slot_full", "hold_expired", "window_closed", "not_found", "late"};
    struct session_event event = {.kind = SESSION_ANSWERED,
                                  .order = house->ask.order,
                                  .text = house->ask.text,
                                  .number = 200};
    json_t *body;
    if (house->ask.order == 0)
        return;
    if (below(6) == 0) {
        event.number = statuses[below(G_N_ELEMENTS(statuses))];
        body = event.number == 0 ? NULL
                                 : visitor_refusal(words[below(G_N_ELEMENTS(words))]);
    } else {
        body = answer_to(event.text, &house->visitor.session);
    }
    event.json = body;
    happens(house, &event);
    json_decref(body);
}

static void
the_store_answers(struct house *house)
{
    json_t *gate = json_pack("{s:b, s:i, s:i}", "pin_set", below(9) > 0, "tries_left", 5,
                             "until_ms", 0);
    int kept = below(5) > 0;
    happens(house,
            &(struct session_event){.kind = SESSION_STAFF_TOLD,
                                    .order = house->staff.order,
                                    .text = house->staff.text,
                                    .number = below(4) > 0 ? TOLD_DONE : TOLD_WRONG,
                                    .json = gate});
    happens(house, &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                           .order = house->letter,
                                           .number = kept,
                                           .text = kept ? "B000126112100071" : NULL});
    happens(house, &(struct session_event){.kind = SESSION_PRINTED_BEFORE,
                                           .order = house->before,
                                           .number = below(2)});
    json_decref(gate);
}

static void
the_devices_answer(struct house *house)
{
    int order = house->print;
    bool good = below(4) > 0;
    if (house->view != 0) {
        house->pages++;
        happens(house,
                &(struct session_event){
                    .kind = SESSION_DRAWN,
                    .order = house->view,
                    .number = 3,
                    .page = {.handle = ++house->next_page, .width = 9, .height = 9}});
        house->view = 0;
    }
    happens(house, &(struct session_event){
                       .kind = SESSION_PRINTED, .order = house->paper, .number = 1});
    happens(house, &(struct session_event){.kind = SESSION_PRINT_PROGRESS,
                                           .order = order,
                                           .number = 1,
                                           .number2 = 3});
    if (order == 0 || below(2) == 0)
        return;
    house->print = 0;
    happens(house,
            &(struct session_event){.kind = good ? SESSION_PRINTED : SESSION_PRINT_FAILED,
                                    .order = order,
                                    .number = good ? 3 : 1,
                                    .text = good ? NULL : "paperJam"});
}

static void
a_card_is_laid_down(struct house *house)
{
    json_t *card = json_pack("{s:s, s:s, s:s}", "card_type", "citizen", "name", "王秀兰",
                             "id_number", "999999194303120023");
    if (house->visitor.session.card_order != 0)
        happens(house, &(struct session_event){.kind = SESSION_CARD_READ,
                                               .order = house->visitor.session.card_order,
                                               .json = card});
    json_decref(card);
}

static void
time_passes(struct house *house)
{
    int64_t ms = below(30) == 0 ? below(200000) : below(3000);
    house->visitor.real_ms += ms;
    house->visitor.monotonic_ms += ms;
    happens(house, &(struct session_event){.kind = SESSION_TICK});
}

/* ---- people ------------------------------------------------------------------------------ */

static void
go(struct house *house, const struct way *way)
{
    struct session_event event = {
        .kind = way->kind, .text = way->text, .text2 = way->text2, .number = way->number};
    if (way->kind == SESSION_TYPE) {
        for (const char *at = way->text; *at != '\0'; at++) {
            const char key[2] = {*at, '\0'};
            event.text = key;
            happens(house, &event);
        }
        return;
    }
    for (int i = way->kind == SESSION_CORNER ? SESSION_CORNER_TOUCHES : 1; i > 0; i--)
        happens(house, &event);
}

static void
the_right_key_is_pressed(struct house *house)
{
    const struct session *session = &house->visitor.session;
    size_t found[8], count = 0;
    if (session->dialog != DIALOG_NONE) {
        happens(house, &(struct session_event){.kind = SESSION_DISMISS});
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (ways[i].screen == session->screen && count < G_N_ELEMENTS(found))
            found[count++] = i;
    if (count > 0)
        go(house, &ways[found[below((int)count)]]);
}

static void
some_key_is_pressed(struct house *house)
{
    static const char *const words[] = {"general", "day",  "mine", "1", "window", "",
                                        "en",      "late", "\b",   "X", "print"};
    struct session_event event = {
        .kind = (enum session_event_kind)(1 + below(SESSION_TOUCHED)),
        .text = words[below(G_N_ELEMENTS(words))],
        .text2 = words[below(G_N_ELEMENTS(words))],
        .number = below(4) - 1,
    };
    // Forms have a walk of their own, and ends are rare, or nobody would come far.
    if (event.kind != SESSION_OPEN_SERVICE && event.kind != SESSION_OPEN_GROUP &&
        ((event.kind != SESSION_END && event.kind != SESSION_ASK_END) || below(10) == 0))
        happens(house, &event);
}

/* Somebody has handed something in, so that it can be rated. */
static void
a_case_is_handed_in(struct house *house)
{
    struct visitor *visitor = &house->visitor;
    if (house->visit || visitor->session.dialog != DIALOG_NONE ||
        visitor->session.assisted || below(3) > 0)
        return;
    visitor_comes_to_done(visitor);
    house->visit = true; // its effects were those of the steps
    house->print = visitor->print_order;
    house->pages = 1;
    visitor->effects.count = 0;
    check_promises(house);
}

/* A person to call on every screen of a citizen, and a key that leads away from it. */
static void
check_way_on(struct house *house)
{
    static const enum session_event_kind on[] = {
        SESSION_DISMISS, SESSION_START,         SESSION_BACK, SESSION_NEXT,
        SESSION_RETRY,   SESSION_WITHOUT_PAPER, SESSION_END,  SESSION_END,
    };
    const struct session *session = &house->visitor.session;
    const enum screen_id screen = session->screen;
    happens(house, &(struct session_event){.kind = SESSION_HELP});
    g_assert_cmpint(session->dialog == DIALOG_HELP, ==, !session_is_staff(session));
    for (size_t i = 0; i < G_N_ELEMENTS(on); i++) {
        happens(house, &(struct session_event){.kind = on[i]});
        if (session->screen != screen)
            return;
    }
    // A case is being made durable: that ends by itself.
    if (screen != SCREEN_SUBMITTING)
        g_error("no way on from screen %d", screen);
}

static void
test_session__aside_keeps_its_promises(void)
{
    static void (*const happenings[])(struct house * house) = {
        the_right_key_is_pressed, the_right_key_is_pressed,
        the_right_key_is_pressed, some_key_is_pressed,
        the_office_answers,       the_office_answers,
        the_store_answers,        the_devices_answer,
        a_card_is_laid_down,      time_passes,
        a_case_is_handed_in,
    };
    struct house house = {0};
    visitor_init(&house.visitor);
    for (long i = 0; i < EVENTS; i++) {
        happenings[below(G_N_ELEMENTS(happenings))](&house);
        if (i % 211 == 0)
            check_way_on(&house);
    }
    // A run that never came to a screen proves nothing about it.
    for (int screen = SCREEN_PROGRESS_WHO; screen < SCREEN_COUNT; screen++) {
        g_test_message("screen %d: %ld times", screen, house.screens[screen]);
        if (house.screens[screen] == 0)
            g_error("screen %d was never reached", screen);
    }
    happens(&house, &(struct session_event){.kind = SESSION_END});
    happens(&house, &(struct session_event){.kind = SESSION_END});
    visitor_finish(&house.visitor);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/session/random-aside", test_session__aside_keeps_its_promises);
    return g_test_run();
}
