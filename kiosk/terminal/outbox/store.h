// SPDX-License-Identifier: Apache-2.0
/* Store: what must survive a power cut, in one SQLite file (WAL, synchronous FULL) and one
 * file of sealed pieces a case. The only place that knows SQL. One connection, which writes
 * and checkpoints; store thread only: any call may wait for the disk.
 *
 *   <state>/outbox.db             cases, serials, intents, letters, acts of staff, meta
 *   <state>/outbox/<case id>.sealed   all sealed pieces of a case, one behind the other
 *
 * Columns hold no personal data: ids, numbers, hashes, times, states. */
#ifndef OUTBOX_STORE_H
#define OUTBOX_STORE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_ERROR (g_quark_from_static_string("kiosk-store"))
enum store_error {
    STORE_ERROR_FAILED,
    STORE_ERROR_FULL,    // no room: nothing was stored
    STORE_ERROR_UNKNOWN, // a commit failed and nobody can say whether it happened
};

struct store;

/* Makes what is missing. NULL and *error when the file is none of ours, broken or newer. */
struct store *store_open(const char *state_folder, GError **error);
void store_close(struct store *store);

/* ---- cases ---- */

struct store_case {
    char case_id[37];
    char receipt_number[16];
    char *header;    // canonical JSON; owned
    char *code_data; // what the QR of the slip holds; owned
    int64_t submitted_ms;
    char state[12]; // waiting delivered refused damaged
    int attempts;
};
void store_case_free(struct store_case *stored);

/* Path of the file of a case's sealed pieces. g_free. */
char *store_path(const struct store *store, const char *case_id);
char *store_folder(const struct store *store); // where these files stand. g_free

/* Begins the transaction of one case and allocates the next serial of `day` ("261121").
 * Ends with store_commit or store_abandon. */
bool store_begin(struct store *store, const char *day, int *serial_out, GError **error);
/* Adds the case and commits. A commit that fails is neither done nor undone: the file is
 * opened anew and the case looked up; true means that it is durable. */
bool store_commit(struct store *store, const struct store_case *added, GError **error);
void store_abandon(struct store *store);

/* Cases in state `state`, oldest first; GPtrArray that frees its struct store_case. */
GPtrArray *store_cases(struct store *store, const char *state, GError **error);
/* NULL without *error: not there. */
struct store_case *store_find(struct store *store, const char *case_id, GError **error);

bool
store_attempt(struct store *store, const char *case_id, int attempts, GError **error);
/* Keeps the office's answer; the row stays as a stub for reprints. The caller removes the
 * file only after this returned true. */
bool store_delivered(struct store *store, const char *case_id, const char *answer,
                     int64_t now_ms, GError **error);
bool store_set_state(struct store *store, const char *case_id, const char *state,
                     const char *reason, GError **error);
/* Cases that wait and when the oldest of them was submitted; 0: none. */
bool store_queue(struct store *store, int *waiting_out, int64_t *oldest_ms_out,
                 GError **error);

/* ---- intents: written before anything physical happens ---- */

struct store_intent {
    char job[37];
    char case_id[37];
    char printer[12]; // class of the device that it was sent to
};
struct store_print {
    const char *job, *case_id;
    const char *part;    // of the case: "result-1"; "": nothing that is continued
    const char *printer; // class of the device
    int first, pages;    // first sheet that is printed, and how many the whole has
};
bool store_intend(struct store *store, const struct store_print *print, int64_t now_ms,
                  GError **error);
/* So many sheets are out, never fewer than were told before. */
bool
store_intent_sheets(struct store *store, const char *job, int sheets, GError **error);
/* How far the last print of that part came; 0 when it is whole, or there was none. */
bool store_printed_before(struct store *store, const char *case_id, const char *part,
                          int *sheets_out, GError **error);
bool store_intent_done(struct store *store, const char *job, const char *outcome,
                       int sheets, int64_t now_ms, GError **error);
/* ---- paper ---- */
#define STORE_SUPPLIES 2 // "printer", "receipt"
bool
store_refilled(struct store *store, const char *class, int64_t now_ms, GError **error);
/* What went since paper was put in and how long the rest lasts: array of Supply
 * (<kiosk/office.h>). `capacity`: sheets of a full tray or slips of a roll; 0: not known. */
json_t *
store_supplies(struct store *store, const int capacity[STORE_SUPPLIES], int64_t now_ms);

/* Those without an outcome, oldest first; GArray of struct store_intent. */
GArray *store_open_intents(struct store *store, GError **error);
/* Prints of which nobody knows whether they came out, and that were not printed since, newest
 * first: array of {number, printer, at_ms}; `number` "" where the paper is of no case that
 * was handed in here. New reference. */
json_t *store_doubtful(struct store *store, int limit, int64_t now_ms, GError **error);
/* Somebody has looked: they are doubtful no more. */
bool store_doubtful_seen(struct store *store, int64_t now_ms, GError **error);

/* ---- letters: small messages to the office that may wait for it ---- */

struct store_letter {
    char id[37];
    char operation[32]; // of <kiosk/office.h>
    char *body;         // canonical JSON, what is personal sealed; owned
    int attempts;
};
void store_letter_free(struct store_letter *letter);

/* Takes the next serial of `kind` on `day`, as store_begin does for cases. Ends with
 * store_post or store_abandon. */
bool store_begin_letter(struct store *store, const char *kind, const char *day,
                        int *serial_out, GError **error);
bool store_begin_only(struct store *store, GError **error); // without a serial
/* Adds the letter and commits. */
bool store_post(struct store *store, const struct store_letter *letter, int64_t now_ms,
                GError **error);
/* Those of a state (waiting, refused), oldest first; GPtrArray that frees its struct
 * store_letter. */
GPtrArray *store_letters(struct store *store, const char *state, GError **error);
/* Those that the office refused wait again. */
bool store_letters_again(struct store *store, GError **error);
bool
store_letter_attempt(struct store *store, const char *id, int attempts, GError **error);
/* `state` sent or refused: its body goes with the first. */
bool store_letter_over(struct store *store, const char *id, const char *state,
                       const char *reason, int64_t now_ms, GError **error);

/* ---- for staff ---- */

/* Adds one line to what staff did; lines are never changed and never deleted. */
bool store_note_act(struct store *store, int64_t now_ms, const char *who, const char *act,
                    const char *detail, GError **error);
/* The last `limit` of them, newest first: array of {at_ms, act, detail}; new reference. */
json_t *store_acts(struct store *store, int limit, GError **error);
/* What was not delivered, oldest first: {waiting, refused, damaged, letters, letters_refused,
 * oldest_ms, rows: [{number, state, at_ms, attempts, reason}]}; new reference. */
json_t *store_unsent(struct store *store, int limit, GError **error);

/* ---- upkeep ---- */

/* When nothing else is to do: moves the log into the database and begins a new log, so that
 * the next commit costs one sync and no more. */
void store_tidy(struct store *store);
/* Removes stubs of cases delivered before `before_ms` and intents as old. */
bool store_forget(struct store *store, int64_t before_ms, GError **error);

#endif
