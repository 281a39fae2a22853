// SPDX-License-Identifier: Apache-2.0
/* A small office on loopback that answers as it is told, also wrongly: for what a terminal must
 * bear. Plain HTTP, one connection at a time, in a thread of its own. It keeps what it took, so
 * that a test can say what really arrived. */
#ifndef SUPPORT_SMALL_OFFICE_H
#define SUPPORT_SMALL_OFFICE_H

#include <glib.h>
#include <stdbool.h>

enum small_office_way {
    SMALL_OFFICE_GOOD,
    SMALL_OFFICE_LOSES,           // takes it and closes without an answer
    SMALL_OFFICE_HALVES,          // takes it and closes in the middle of the answer
    SMALL_OFFICE_RESETS,          // closes before it has read anything
    SMALL_OFFICE_BUSY,            // 503 with Retry-After: 1, takes nothing
    SMALL_OFFICE_PAGE,            // 200 with a page of HTML, as a login gateway would
    SMALL_OFFICE_OTHER,           // 200 that speaks of another case or piece
    SMALL_OFFICE_GATEWAY,         // 502 without a body of the contract
    SMALL_OFFICE_FLOODS,          // an answer larger than any should be
    SMALL_OFFICE_MISLAYS,         // says that pieces are missing
    SMALL_OFFICE_DIFFERS,         // 409 case_differs
    SMALL_OFFICE_UNKNOWN_VERSION, // 422
    SMALL_OFFICE_WAY_COUNT
};

struct small_office;

struct small_office *small_office_start(void);
void small_office_stop(struct small_office *office);
char *small_office_url(const struct small_office *office); // g_free

/* The next `count` requests whose path begins so are answered in this way, then GOOD ones. */
void small_office_misbehave(struct small_office *office, const char *path,
                            enum small_office_way way, int count);
/* What GET /v1/catalogue gives. Copies. */
void small_office_catalogue(struct small_office *office, const char *body,
                            const char *signature, const char *etag);

int small_office_requests(struct small_office *office, const char *path); // that began so
guint small_office_cases(struct small_office *office); // different ones that it took
guint small_office_pieces(struct small_office *office);
/* Bytes of the last body that came to a path that begins so; g_bytes_unref. NULL: none. */
GBytes *small_office_body(struct small_office *office, const char *path);

#endif
