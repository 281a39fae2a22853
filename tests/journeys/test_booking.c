// SPDX-License-Identifier: Apache-2.0
/* An appointment: booked, moved, given back; a time that somebody else took meanwhile; an
 * office that is away before and in the middle. From outside, as everything else. */
#include "tests/support/monkey.h"
#include "tests/support/office_process.h"
#include "tests/support/visit.h"

#include <stdlib.h>
#include <string.h>

#define TOUCH_MS 200
#define SCREEN_MS 20000
#define DEVICE_MS 20000
#define AWAY_MS 30000
#define ID_NUMBER "999999194303120023"
#define TOUCHES_MAX 6 // home to the appointment, typed characters not counted
#define CAPACITY 10   // of the window "general" in assets/bookings.json

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, DEVICE_MS));
}

/* ---- what a person does ---- */

static void
begin(struct world *world, const char *screen)
{
    visit_start(world);
    visit_tap(world, "group-booking");
    json_decref(world_must_reach(world, screen, AWAY_MS));
}

/* The enabled widgets whose id begins so, one after the other; the `which`th. g_free. */
static char *
find_widget(struct world *world, const char *prefix, int which)
{
    gint64 end = g_get_monotonic_time() + SCREEN_MS * 1000;
    for (;;) {
        char *found = NULL;
        int seen = 0;
        json_t *tree = inspect_tree(world->inspect), *widget;
        size_t i;
        json_array_foreach (json_object_get(tree, "widgets"), i, widget) {
            const char *id = json_string_value(json_object_get(widget, "id"));
            struct inspect_box box;
            if (found == NULL && g_str_has_prefix(id, prefix) &&
                inspect_find(tree, id, &box) && box.enabled && seen++ == which)
                found = g_strdup(id);
        }
        json_decref(tree);
        if (found != NULL)
            return found;
        if (g_get_monotonic_time() > end)
            g_error("no enabled widget %s… number %d", prefix, which);
        g_usleep(20000);
    }
}

/* Chooses the second day that is shown (the first may be nearly over) and its `which`th free
 * time. The id of the slot; g_free. */
static char *
choose(struct world *world, int which)
{
    char *day = find_widget(world, "day-", 1); // day-2026-11-23
    world_must_tap(world, day);
    g_usleep(TOUCH_MS * 1000); // the touch arrives: its day is on the page
    reach(world, "booking-slots");
    char *slot = find_widget(world, "slot-", which); // slot-0900
    world_must_tap(world, slot);
    g_usleep(TOUCH_MS * 1000);
    reach(world, "booking-slots");
    char *id =
        g_strdup_printf("general-%.4s%.2s%.2s-%s", day + 4, day + 9, day + 12, slot + 5);
    g_free(day);
    g_free(slot);
    return id;
}

/* what for → card, with the place held. The id of the slot; g_free. */
static char *
hold(struct world *world)
{
    visit_tap(world, "book-window-general");
    reach(world, "booking-slots");
    char *slot = choose(world, 0);
    visit_tap(world, "hold");
    reach(world, "booking-card");
    return slot;
}

static void
lay_card(struct world *world, const char *screen)
{
    world_insert_card(world, WORLD_CARD_WANG);
    reach(world, screen);
    world_remove_card(world);
}

static void
finish(struct world *world)
{
    world_must_tap(world, "finish");
    reach(world, "attract");
}

/* ---- what the office knows ---- */

/* A terminal's question to the office of the world. New reference. */
static json_t *
ask_office(struct world *world, const char *path, json_t *body, long *status_out)
{
    struct office_process process = {
        .folder = world->folder,
        .port = world->office_port,
        .contract = json_load_file("include/kiosk/office.openapi.json", 0, NULL)};
    struct office_client *client = office_client_create(&process);
    json_object_set_new(body, "terminal", json_string("0001"));
    char *text = json_dumps(body, JSON_COMPACT);
    struct office_reply *reply = office_ask(
        client, &(struct office_call){.method = "POST", .path = path, .body = text});
    json_t *answer = json_incref(reply->json);
    *status_out = reply->status;
    office_reply_free(reply);
    office_client_destroy(client);
    json_decref(process.contract);
    json_decref(body);
    free(text);
    return answer;
}

/* All that the card's person has booked must be these slots; NULL: none. */
static void
must_have(struct world *world, const char *slot)
{
    long status;
    json_t *answer = ask_office(world, "/v1/bookings/find",
                                json_pack("{s:s}", "id_number", ID_NUMBER), &status);
    const json_t *found = json_object_get(answer, "bookings");
    g_assert_cmpint(status, ==, 200);
    g_assert_cmpuint(json_array_size(found), ==, slot != NULL);
    const json_t *one = json_object_get(json_array_get(found, 0), "slot");
    g_assert_cmpstr(json_string_value(json_object_get(one, "id")), ==, slot);
    json_decref(answer);
}

/* Others take all the places of a slot. */
static void
fill(struct world *world, const char *slot)
{
    for (int i = 0; i < CAPACITY; i++) {
        char id[37];
        long status;
        g_snprintf(id, sizeof id, "01936f00-0000-7000-8000-%012d", i);
        json_decref(ask_office(world, "/v1/bookings/hold",
                               json_pack("{s:s, s:s}", "slot", slot, "hold_id", id),
                               &status));
        g_assert_cmpint(status, ==, 200);
    }
}

/* The slip that came out says when, what to bring, and both numbers. */
static void
must_be_slip(struct world *world, int count, const char *slot, const char *number,
             const char *code)
{
    char *page = world_must_print(world, count, DEVICE_MS);
    char *text = world_pdf_text(page);
    const char *clock = slot + strlen(slot) - 4; // 0930: 9:30
    char *from = g_strdup_printf("%d:%s—", atoi(clock) / 100, clock + 2);
    char *shown = g_strdup_printf("%.4s %.6s %.4s %s", number, number + 4, number + 10,
                                  number + 14);
    char *secret = g_strdup_printf("%.3s %s", code, code + 3);
    const char *const words[] = {"预约单", "户口簿", "综合窗口", from, shown, secret};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]) == NULL)
            g_error("the slip does not say %s: %s", words[i], text);
    g_free(secret);
    g_free(shown);
    g_free(from);
    g_free(text);
    g_free(page);
}

/* Until it listens, as it says on its standard output. */
static void
start_office(struct world *world)
{
    world_start_office(world);
    char *ready = child_hear(world->office, DEVICE_MS);
    g_assert_nonnull(ready);
    g_free(ready);
}

/* ---- the journeys ---- */

static void
test_booking__is_made_moved_and_given_back(gconstpointer mode)
{
    struct world *world =
        visit_world(mode, &(struct world_options){
                              .name = "booking", .pictures = g_getenv("KIOSK_PICTURES")});
    char *number, *code;
    begin(world, "booking");
    char *slot = hold(world);
    lay_card(world, "booking-check");
    must_have(world, NULL); // held is not booked
    visit_tap(world, "confirm");
    visit_numbers(world, "booking-done", &number, &code);
    if (!world->options.assisted)
        g_assert_cmpint(world->touches, <=, TOUCHES_MAX);
    must_have(world, slot);
    must_be_slip(world, 1, slot, number, code);
    finish(world);

    // Another time, by the number and code of the slip.
    begin(world, "booking");
    visit_tap(world, "mine");
    reach(world, "booking-card");
    visit_tap(world, "no-card");
    reach(world, "booking-number");
    world_type(world, number);
    world_type(world, code);
    visit_tap(world, "next");
    reach(world, "booking-mine");
    visit_tap(world, "change-1");
    reach(world, "booking-slots");
    char *later = choose(world, 1);
    g_assert_cmpstr(later, !=, slot);
    visit_tap(world, "hold");
    reach(world, "booking-check");
    visit_tap(world, "confirm");
    g_free(number);
    g_free(code);
    visit_numbers(world, "booking-done", &number, &code);
    must_have(world, later);
    must_be_slip(world, 2, later, number, code);
    finish(world);

    // Not coming, by the card.
    begin(world, "booking");
    visit_tap(world, "mine");
    reach(world, "booking-card");
    lay_card(world, "booking-mine");
    visit_tap(world, "cancel-1");
    reach(world, "booking-cancel");
    visit_tap(world, "cancel");
    reach(world, "booking-mine");
    world_must_say(world, "退掉了", SCREEN_MS);
    must_have(world, NULL);
    finish(world);
    g_assert_false(world_terminal_holds(world, ID_NUMBER));
    g_assert_false(world_terminal_holds(world, "王秀兰"));
    g_free(later);
    g_free(slot);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_booking__offers_the_next_time_when_somebody_was_quicker(void)
{
    struct world *world = world_start(&(struct world_options){.name = "booking-full"});
    char *number, *code;
    begin(world, "booking");
    world_must_tap(world, "book-window-general");
    reach(world, "booking-slots");
    char *slot = choose(world, 0);
    fill(world, slot);
    visit_tap(world, "hold");
    world_must_say(world, "刚刚有人先约了", SCREEN_MS);
    reach(world, "booking-slots");
    visit_tap(world, "hold"); // the next free one is chosen already
    reach(world, "booking-card");
    // The card is at home.
    visit_tap(world, "no-card");
    reach(world, "booking-number");
    world_type(world, ID_NUMBER);
    visit_tap(world, "next");
    reach(world, "booking-check");
    visit_tap(world, "confirm");
    visit_numbers(world, "booking-done", &number, &code);
    json_t *tree = inspect_tree(world->inspect);
    char *given = g_strdup(inspect_value(tree, "appointment"));
    json_decref(tree);
    g_assert_cmpstr(given, !=, slot);
    must_have(world, given);
    must_be_slip(world, 1, given, number, code);
    finish(world);
    g_free(given);
    g_free(slot);
    g_free(number);
    g_free(code);
    world_stop(world);
}

static void
test_booking__says_so_when_the_office_is_away(void)
{
    struct world *world =
        world_start(&(struct world_options){.name = "booking-away", .office_down = true});
    char *number, *code;
    begin(world, "booking-away");
    world_must_say(world, "现在约不了", SCREEN_MS);
    world_must_say(world, "什么都没约上", SCREEN_MS);
    world_must_say(world, "0000-0000001", SCREEN_MS); // assets/place.json
    world_must_say(world, "到窗口约", SCREEN_MS);
    start_office(world);
    world_must_tap(world, "retry");
    reach(world, "booking");

    // It goes away between the question and the yes: nothing is booked twice.
    char *slot = hold(world);
    lay_card(world, "booking-check");
    world_stop_office(world);
    visit_tap(world, "confirm");
    json_decref(world_must_reach(world, "booking-away", AWAY_MS));
    world_must_say(world, "不会约成两次", SCREEN_MS);
    start_office(world);
    world_must_tap(world, "retry");
    visit_numbers(world, "booking-done", &number, &code);
    must_have(world, slot);
    finish(world);
    g_free(slot);
    g_free(number);
    g_free(code);
    world_stop(world);
}

/* Who counts the cases that were handed in must not count what was booked: the screen of a
 * broken printer shows the number of either. */
static void
test_booking__its_number_beside_a_fault_is_of_no_case(void)
{
    struct world *world = world_start(&(struct world_options){.name = "booking-fault"});
    struct monkey monkey;
    GRand *chance = g_rand_new_with_seed(1);
    monkey_init(&monkey, world, chance);
    begin(world, "booking");
    char *slot = hold(world);
    lay_card(world, "booking-check");
    world_printer(world, "fault paperOut");
    visit_tap(world, "confirm");
    json_t *tree = world_must_reach(world, "fault", DEVICE_MS);
    g_assert_nonnull(inspect_value(tree, "booking-number"));
    g_assert_null(inspect_value(tree, "receipt-number"));
    json_decref(tree);
    monkey_step(&monkey);
    g_assert_cmpstr(monkey.screen, ==, "fault");
    g_assert_cmpuint(g_hash_table_size(monkey.receipts), ==, 0);
    must_have(world, slot);
    g_free(slot);
    world_stop(world);
    monkey_finish(&monkey);
    g_rand_free(chance);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/journeys/booking/is_made_moved_and_given_back",
                   test_booking__is_made_moved_and_given_back);
    g_test_add_func("/journeys/booking/offers_the_next_time_when_somebody_was_quicker",
                    test_booking__offers_the_next_time_when_somebody_was_quicker);
    g_test_add_func("/journeys/booking/says_so_when_the_office_is_away",
                    test_booking__says_so_when_the_office_is_away);
    g_test_add_func("/journeys/booking/its_number_beside_a_fault_is_of_no_case",
                    test_booking__its_number_beside_a_fault_is_of_no_case);
    return g_test_run();
}
