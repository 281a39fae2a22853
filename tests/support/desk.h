// SPDX-License-Identifier: Apache-2.0
/* An office with windows that can be booked, with rules of its own, asked as terminals ask:
 * what its tests share. The clock begins on MONDAY, see desk_test_init(). */
#ifndef SUPPORT_DESK_H
#define SUPPORT_DESK_H

#include "office_process.h"

#define DESK_MONDAY                                                                      \
    "2026-11-23T09:00:00+08:00" // no holiday is near, and its year is known
#define DESK_ID_NUMBER "999999194603150023"
#define DESK_OTHER "999999198001010011" // ID number of somebody else
#define DESK_NAME "王秀兰"

struct desk {
    struct office_process *process;
    struct office_client *client;
    char *bookings; // its own bookings.json
    int next_id;
};

/* g_test_init, and a clock that this test and its offices share. */
void desk_test_init(int *argc, char ***argv);
void
desk_set_up(struct desk *desk, gconstpointer name); // two places an hour, not started
void desk_tear_down(struct desk *desk, gconstpointer name);

/* Rules of one window, "general", that is open all day, every day: tests run at any hour. */
json_t *desk_rules(int capacity, int hold_s);
void desk_write_rules(struct desk *desk, json_t *value); // takes it; before the start

/* A terminal asks; takes `body`, to which the terminal is added. `path` behind /v1/. */
struct office_reply *desk_post(struct desk *desk, const char *path, json_t *body);
/* Frees the reply when only its status matters. */
long desk_status(struct office_reply *reply);
const char *desk_code(const struct office_reply *reply);
void desk_new_id(struct desk *desk, char id_out[37]);
/* Staff ask with a browser; a GET or the POST of a form. */
struct office_reply *desk_staff(struct office_client *client, const char *method,
                                const char *path, const char *form);
/* A clerk who is in: account zhangmin, made before the office starts. */
void desk_add_clerk(struct desk *desk);
struct office_client *desk_clerk(struct desk *desk);

void desk_day(char text_out[16], int shift); // days from today
json_t *desk_slots(struct desk *desk, int days);
/* The n-th slot that is free, from tomorrow on: the hour that runs now may end meanwhile. */
void desk_find_slot(struct desk *desk, size_t n, char id_out[65]);
json_int_t desk_taken(struct desk *desk, const char *id);
struct office_reply *desk_hold(struct desk *desk, const char *slot, char hold_id_out[37]);
json_t *
desk_confirmation(const char *booking_id, const char *hold_id, const char *id_number);
json_t *desk_book(struct desk *desk, const char *slot, const char *id_number); // answer

/* Terminals 0001 to COUNT ask at the same moment, each on a thread of its own: `run` gets its
 * own member of `each` (COUNT of `size` bytes). */
#define DESK_CROWD 20
struct desk_runner {
    struct office_client *client;
    char terminal[5], certificate[16];
};
struct office_reply *
desk_runner_post(const struct desk_runner *runner, const char *path, json_t *body);
typedef void (*desk_run)(const struct desk_runner *runner, void *mine);
void desk_race(struct desk *desk, desk_run run, void *each, size_t size);

#endif
