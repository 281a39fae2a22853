// SPDX-License-Identifier: Apache-2.0
/* Scenes of a booking; a part of scenes.h. */
#ifndef TESTS_TERMINAL_UI_SCENES_BOOKING_H
#define TESTS_TERMINAL_UI_SCENES_BOOKING_H

#include "tests/support/visitor_booking.h"

SCENE(booking_asking)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
}

SCENE(booking)
{
    UNUSED_PAGES;
    visitor_comes_to_booking(visitor);
}

SCENE(booking_none)
{
    scene_booking_asking(visitor, pages);
    visitor_answered(visitor, 200, json_pack("{s:[], s:i}", "windows", "days_ahead", 0));
}

SCENE(booking_away)
{
    scene_booking_asking(visitor, pages);
    visitor_answered(visitor, 0, NULL);
}

SCENE(booking_slots_asking)
{
    UNUSED_PAGES;
    visitor_comes_to_booking(visitor);
    visitor_chooses(visitor, "service", "medical-insurance");
}

SCENE(booking_slots)
{
    UNUSED_PAGES;
    visitor_comes_to_slots(visitor);
}

SCENE(booking_slots_chosen)
{
    UNUSED_PAGES;
    visitor_comes_to_slots(visitor);
    visitor_chooses(visitor, "day", "2026-11-23");
    visitor_chooses(visitor, "slot", "general-20261123-0900");
}

SCENE(booking_slots_full)
{
    scene_booking_slots_chosen(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
    json_t *refusal = visitor_refusal("slot_full");
    json_object_set_new(refusal, "next",
                        json_pack("[o]", visitor_slot("2026-11-23", 10, 7)));
    visitor_answered(visitor, 409, refusal);
    visitor_answered(visitor, 200, visitor_slots());
}

SCENE(booking_slots_nothing)
{
    UNUSED_PAGES;
    visitor_comes_to_booking(visitor);
    visitor_chooses(visitor, "window", "general");
    json_t *slots = visitor_slots();
    json_array_clear(json_object_get(slots, "days"));
    visitor_answered(visitor, 200, slots);
}

SCENE(booking_card)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_card(visitor);
}

SCENE(booking_card_hurry)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_card(visitor);
    visitor_waits(visitor, 50000);
    visitor_does(visitor, SESSION_TOUCHED, NULL);
    visitor_waits(visitor, 50000);
    visitor_does(visitor, SESSION_TOUCHED, NULL);
    visitor_waits(visitor, 40000);
    g_assert_cmpint(visitor->session.booking.seconds_left, ==, 40);
}

SCENE(booking_number)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_card(visitor);
    visitor_does(visitor, SESSION_EDIT, "number");
    visitor_types(visitor, "99999919430312002");
}

SCENE(booking_check)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_check(visitor);
}

SCENE(booking_check_already)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_check(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_answered(visitor, 409, visitor_refusal("already_booked"));
}

SCENE(booking_unknown)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_check(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_answered(visitor, 0, NULL);
}

SCENE(booking_done)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_done(visitor);
}

SCENE(booking_fault)
{
    UNUSED_PAGES;
    visitor_comes_to_booking_done(visitor);
    visitor_print_fails(visitor, "paperOut", 0);
}

SCENE(booking_mine)
{
    UNUSED_PAGES;
    visitor_comes_to_mine(visitor);
}

SCENE(booking_mine_number)
{
    UNUSED_PAGES;
    visitor_comes_to_booking(visitor);
    visitor_does(visitor, SESSION_EDIT, "mine");
    visitor_does(visitor, SESSION_EDIT, "number");
    visitor_types(visitor, "00012611215001");
}

SCENE(booking_mine_wrong)
{
    scene_booking_mine_number(visitor, pages);
    visitor_types(visitor, "0305173");
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpstr(visitor->session.booking.problem, ==, "number_wrong");
}

SCENE(booking_cancel)
{
    UNUSED_PAGES;
    visitor_comes_to_mine(visitor);
    visitor_chooses(visitor, "cancel", "000126112150010");
}

SCENE(booking_cancelled)
{
    scene_booking_cancel(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_answered(visitor, 200, visitor_booking("2026-11-23", 9));
}

SCENE(booking_move)
{
    UNUSED_PAGES;
    visitor_comes_to_mine(visitor);
    visitor_chooses(visitor, "change", "000126112150010");
    visitor_answered(visitor, 200, visitor_slots());
    visitor_chooses(visitor, "slot", "general-20261124-1400");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_answered(visitor, 200,
                     visitor_held("2026-11-24", 14, "2026-11-21T14:50:00+08:00"));
}

SCENE(queue_asking)
{
    UNUSED_PAGES;
    visitor_comes_to_booking(visitor);
    visitor_does(visitor, SESSION_EDIT, "queue");
}

SCENE(queue_open)
{
    UNUSED_PAGES;
    visitor_comes_to_queue(visitor);
}

SCENE(queue_closed)
{
    scene_queue_asking(visitor, pages);
    visitor_answered(visitor, 200, visitor_queues(false));
}

SCENE(queue_closed_meanwhile)
{
    scene_queue_open(visitor, pages);
    visitor_chooses(visitor, "queue", "general");
    visitor_answered(visitor, 409, visitor_refusal("window_closed"));
    visitor_answered(visitor, 200, visitor_queues(true));
}

SCENE(queue_away)
{
    scene_queue_open(visitor, pages);
    visitor_chooses(visitor, "queue", "general");
    visitor_answered(visitor, 0, NULL);
}

SCENE(queue_done)
{
    UNUSED_PAGES;
    visitor_comes_to_queue_done(visitor);
}

SCENE(queue_fault)
{
    scene_queue_done(visitor, pages);
    visitor_print_fails(visitor, "paperOut", 0);
}

#endif
