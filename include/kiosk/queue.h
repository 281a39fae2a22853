// SPDX-License-Identifier: Apache-2.0
/* 取号: a number for a window that is open now, as it travels between a terminal and an
 * office: bodies of the operations listQueues and takeTicket in <kiosk/office.h>.
 *
 * A TICKET is taken under a UUID of the terminal: the same id again is the same ticket. Its
 *   number is the letter of the window and a count that begins anew each day; the office gives
 *   each number to one ticket. It says nothing of who took it. Numbers are given only while the
 *   office says that the window is open: hours, calendar and clock are the office's own.
 */
#ifndef KIOSK_QUEUE_H
#define KIOSK_QUEUE_H

#include <kiosk/booking.h>

static const char *const queue_state_words[] = {
    "open", "closed",
    "unknown", // the holidays of that year are not announced yet: nothing is given
    NULL};
static const struct schema queue_state_schema = {.kind = SCHEMA_STRING,
                                                 .choices = queue_state_words};
static const struct schema queue_number_schema = {
    .kind = SCHEMA_STRING, .min = 4, .max = 8, .about = "A012"};
static const struct schema queue_waiting_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 100000, .about = "People."};

static const struct schema_member queue_window_members[] = {
    {"window", &booking_window_schema, true, NULL},
    {"state", &queue_state_schema, true, NULL},
    {"until", &booking_time_schema, false, "open: until when."},
    {"opens", &booking_time_schema, false,
     "closed: when today again; left out: not today."},
    {"waiting", &queue_waiting_schema, true, "Numbers given and not yet called."},
    {0}};
static const struct schema queue_window_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "QueueWindow",
                                                  .open = true,
                                                  .members = queue_window_members};
static const struct schema queue_windows_schema = {
    .kind = SCHEMA_ARRAY, .max = 64, .item = &queue_window_schema};

static const struct schema_member queue_list_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL}, {0}};
static const struct schema queue_list_schema = {.kind = SCHEMA_OBJECT,
                                                .name = "ListQueues",
                                                .open = true,
                                                .members = queue_list_members};
static const struct schema_member queue_list_answer_members[] = {
    {"queues", &queue_windows_schema, true, "None: no numbers are given here."}, {0}};
static const struct schema queue_list_answer_schema = {.kind = SCHEMA_OBJECT,
                                                       .name = "Queues",
                                                       .open = true,
                                                       .members =
                                                           queue_list_answer_members};

static const struct schema_member queue_take_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"ticket_id", &schema_uuid, true, NULL},
    {"window", &schema_slug, true, NULL},
    {0}};
static const struct schema queue_take_schema = {.kind = SCHEMA_OBJECT,
                                                .name = "TakeTicket",
                                                .open = true,
                                                .members = queue_take_members};
static const struct schema_member queue_ticket_members[] = {
    {"ticket_id", &schema_uuid, true, NULL},
    {"number", &queue_number_schema, true, NULL},
    {"window", &booking_window_schema, true, NULL},
    {"waiting", &queue_waiting_schema, true, "Before this one."},
    {"taken_at", &schema_date_time, true, NULL},
    {"until", &booking_time_schema, false, "Until when the window is open today."},
    {0}};
static const struct schema queue_ticket_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "QueueTicket",
                                                  .open = true,
                                                  .members = queue_ticket_members};

#endif
