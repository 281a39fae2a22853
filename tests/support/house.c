// SPDX-License-Identifier: Apache-2.0
#include "house.h"

#include "visit.h"

#define DEVICE_MS 20000
#define OFFICE_MS 20000

void
house_reach(struct house *house, const char *screen)
{
    json_decref(world_must_reach(house->world, screen, DEVICE_MS));
}

/* ---- the office ------------------------------------------------------------------------- */

static void
come_in(struct house *house, struct clerk *clerk, const char *name)
{
    const char *add[] = {"account", "add", name, NULL};

    g_free(office_process_run(&house->office, add, HOUSE_PASSWORD, NULL));
    clerk_come_in(clerk, &house->office, name, HOUSE_PASSWORD);
}

static void
open_office(struct house *house)
{
    clerk_office(&house->office, house->world->folder, house->world->office_port,
                 house->world->staff_port);
    come_in(house, &house->window, "zhangmin");
    come_in(house, &house->approver, "liwei");
}

void
house_act(struct house *house, struct clerk *clerk, const char *what, const char *more)
{
    g_assert_cmpint(clerk_act(clerk, house->case_id, what, more), ==, 303);
}

/* ---- the citizen ------------------------------------------------------------------------ */

struct house *
house_set_up(gconstpointer mode, const char *name, enum world_devices devices)
{
    struct house *house = g_new0(struct house, 1); // clients point into it
    house->world = visit_world(
        mode, &(struct world_options){.name = name,
                                      .devices = devices,
                                      .pictures = g_getenv("KIOSK_PICTURES")});

    visit_begin(house->world);
    visit_card(house->world);
    visit_form(house->world);
    visit_scan(house->world);
    visit_submit(house->world);
    visit_numbers(house->world, "done", &house->number, &house->code);
    g_free(world_must_print(house->world, 1, DEVICE_MS));
    visit_leave(house->world);
    json_t *cases = world_must_have_cases(house->world, 1, OFFICE_MS);
    house->case_id =
        g_strdup(json_string_value(json_object_get(json_array_get(cases, 0), "case_id")));
    json_decref(cases);
    open_office(house);
    return house;
}

struct house *
house_around(struct world *world, char *case_id, char *number, char *code)
{
    struct house *house = g_new0(struct house, 1);
    house->world = world;
    house->case_id = case_id;
    house->number = number;
    house->code = code;
    visit_leave(world);
    open_office(house);
    return house;
}

void
house_tear_down(struct house *house)
{
    clerk_leave(&house->window);
    clerk_leave(&house->approver);
    world_stop(house->world);
    g_free(house->office.config);
    g_free(house->case_id);
    g_free(house->number);
    g_free(house->code);
    g_free(house);
}

/* attract → the place where the code is asked, by card. */
void
house_come_by_card(struct house *house)
{
    visit_start(house->world);
    visit_tap(house->world, "progress");
    house_reach(house, "progress-who");
    world_insert_card(house->world, WORLD_CARD_WANG);
    house_reach(house, "progress-code");
    world_remove_card(house->world);
}

void
house_come_by_number(struct house *house)
{
    visit_start(house->world);
    visit_tap(house->world, "progress");
    house_reach(house, "progress-who");
    world_type(house->world, house->number);
    house_reach(house, "progress-code");
}

void
house_must_be(struct house *house, const char *state)
{
    json_t *cases = world_cases(house->world);

    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(cases, 0), "state")),
                    ==, state);
    json_decref(cases);
}

void
house_issue(struct house *house, GByteArray *pdf)
{
    house_act(house, &house->window, "accept", "");
    house_act(house, &house->approver, "take_up", "");
    house_act(house, &house->approver, "grant", "");
    g_assert_cmpint(clerk_issue(&house->window, house->case_id, pdf->data, pdf->len), ==,
                    303);
}

void
house_go_to_sign(struct house *house)
{
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_tap(house->world, "print");
    house_reach(house, "result");
    world_must_tap_within(house->world, "print", DEVICE_MS);
    house_reach(house, "sign");
}
