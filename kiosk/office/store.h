// SPDX-License-Identifier: Apache-2.0
/* Store: everything durable of the office, behind one asynchronous door.
 *
 * One thread owns the one writing connection. It takes what waits (up to STORE_GROUP_MAX
 * acts), makes their files durable, runs them in one transaction, each in its own savepoint,
 * and calls `done` of each only after COMMIT. So a group of submissions costs one sync, and
 * nobody hears "stored" before it is true. When COMMIT fails the outcome is unknown: all of
 * the group hear STORE_UNAVAILABLE and the database is opened anew; a client that repeats
 * its request learns how it stands.
 *
 * What came of an act that could run stands in its answer ("outcome": a word); errors are
 * for what the world does (disk, database).
 */
#ifndef OFFICE_STORE_H
#define OFFICE_STORE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "office/database.h"

#define STORE_GROUP_MAX 64
#define STORE_WAITING_MAX 4096 // more and the office says 503

enum store_error { STORE_UNAVAILABLE, STORE_FULL };
#define STORE_ERROR (g_quark_from_static_string("kiosk-store"))

/* One kind of thing that can be asked. Acts are plain functions of a database, so that a
 * reader process (list, export) may run the ones that do not write. */
struct store_act {
    const char *name;
    bool writes;
    /* Optional, before the transaction: makes files durable and names the folders (path →
     * anything) that must be synced before the rows are written. */
    bool (*before)(const json_t *in, GHashTable *folders, GError **error);
    /* *out: new reference, an object. */
    bool (*run)(struct database *database, const json_t *in, json_t **out,
                GError **error);
};

struct store;

/* `inbox` is the folder through which the command line hands over what must be written
 * (office/inbox.h). */
struct store *store_create(const char *url, const char *inbox, GError **error);
/* Answers all that was asked, then ends the thread. */
void store_destroy(struct store *store);

/* Takes `in`. `done` is called exactly once, on the store's thread (at once, on the caller's,
 * when too much waits); it owns `out`, which is NULL when there is an error. */
typedef void (*store_done)(json_t *out, const GError *error, void *context);
void store_ask(struct store *store, const struct store_act *act, json_t *in,
               store_done done, void *context);

/* The same, waiting for the answer: never on a thread that serves connections. NULL: *error. */
json_t *
store_call(struct store *store, const struct store_act *act, json_t *in, GError **error);

/* ---- acts: what they take → what they answer ---------------------------------------------- */

/* {folder, temporary, descriptor, sha256, length, terminal} → {outcome: created | existed}. The temporary
 * file is moved to its place; descriptor and leftovers stay the caller's. */
extern const struct store_act store_put_piece;
/* {header, idempotency_hash, terminal, canonical} → {outcome: created | existed | differs |
 * receipt_taken | unknown_service | missing, case: row, missing: [sha256]} */
extern const struct store_act store_put_case;
/* {case_id} → {case: row or null} */
extern const struct store_act store_get_case;
/* {order: deadline | newest, number, offset, limit} → {cases:[row], total, all}. `number`:
 * digits somewhere in the receipt number, "" for all. */
extern const struct store_act store_list_cases;
/* {case_id, received_ms, due_day, order, number} → {before, after: case id or null} */
extern const struct store_act store_neighbours;
/* {case_id} → {events:[row], views:[row]} */
extern const struct store_act store_case_log;
/* {case_id, content, page_count, due_day, person} → {} */
extern const struct store_act store_set_content;
/* {} → {cases:[{header, received_ms}]} whose content nobody has looked at */
extern const struct store_act store_unchecked;

/* {case_id} → {case: row or null, papers:[row], corrections:[row], events:[row]} */
extern const struct store_act store_whole_case;
/* {case_id, act, who, terminal: 0 | 1, alone: 0 | 1, has_reason: 0 | 1, seq: of the last event
 * that was seen, -1: any, due_day, detail, paper?: {name, kind, and what put_piece takes}}
 * → {outcome: done | no_case | changed | wrong_state | same_person | reason_missing |
 * existed, case: row}. What <core/case_flow.h> allows, and only that. `existed`: there is such a paper
 * already; nothing was done. */
extern const struct store_act store_move_case;
/* {case_id, act: of office/trust.h, who, seq: as seen, detail: {material, title, pages, until}} →
 * {outcome: done | no_case | changed} */
extern const struct store_act store_compare;
/* {header, idempotency_hash, canonical, due_day} → {outcome: created | existed | differs |
 * no_case | wrong_code | wrong_state | missing, correction: row, missing} */
extern const struct store_act store_put_correction;
/* {receipt_number | person | case_id, terminal, query_code} → {outcome: found | wrong |
 * locked, case: row, tries_left, retry_s}. Counts wrong tries. */
extern const struct store_act store_identify;

/* {} → {cases, terminals, views, letters: open ones} */
extern const struct store_act store_counts;
/* {today, soon: days} → {late, soon}: how many cases are past their last day, and how many have
 * it from today up to `soon`. */
extern const struct store_act store_due;

/* {services:[{service, version, sha256, definition}]} → {changed:[{service, version}]}: a
 * version that cases refer to cannot get another definition. */
extern const struct store_act store_publish;
/* {service, version} → {definition: text or null} */
extern const struct store_act store_definition;

/* {terminal, heartbeat} → {} */
extern const struct store_act store_heartbeat;
/* {} → {terminals:[row]} */
extern const struct store_act store_terminals;

/* {name} → {password_hash: text or null} */
extern const struct store_act store_account;
/* {name, password_hash} → {} */
extern const struct store_act store_put_account;
/* {id, at_ms, who, act, case_id, detail} → {}; the same id again changes nothing. */
extern const struct store_act store_audit;
/* {offset, limit} → {views:[row], total} */
extern const struct store_act store_list_audit;

/* Appends to a case's chain, inside an act. */
bool store_append_event(struct database *database, const char *case_id, const char *actor,
                        const char *act, const json_t *detail, GError **error);
/* {case_id} → row or NULL */
bool store_find_case(struct database *database, const json_t *in, json_t **case_out,
                     GError **error);
/* The hashes of the pieces of a header that are not here with the length that it says. */
bool store_missing_pieces(struct database *database, const json_t *header,
                          json_t **missing_out, GError **error);
/* Before and inside an act that brings a piece; the rest of put_piece. */
bool store_piece_before(const json_t *in, GHashTable *folders, GError **error);
bool store_piece_run(struct database *database, const json_t *in, json_t **out,
                     GError **error);
/* SHA-256 over an event row as the chain has it. g_free. */
char *store_event_hash(const json_t *event);

/* Shorthand for acts. */
json_t *store_first(json_t *rows); // takes; new reference to the first row or NULL

#endif
