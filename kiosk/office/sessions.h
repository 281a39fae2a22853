// SPDX-License-Identifier: Apache-2.0
/* Sessions of staff, in memory: who is in, by which cookie, and who tried too often. A restart
 * of the office asks everybody to come in again. Any thread. */
#ifndef OFFICE_SESSIONS_H
#define OFFICE_SESSIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SESSIONS_MAX 256
#define SESSION_IDLE_MS (30 * 60 * 1000)
#define SESSION_LIFE_MS (12 * 3600 * 1000)
#define SESSION_TOKEN_SIZE 65 // 64 hex digits and a zero

/* Lock-out is by the name that was typed, whether there is such an account or not, so that
 * the answer tells nobody which names exist. */
#define SESSION_TRIES_MAX 5
#define SESSION_LOCK_MS (5 * 60 * 1000)
#define SESSION_NAMES_MAX 1024

struct sessions;

struct session { // a copy: valid after the session has ended
    char *account;
    char csrf[SESSION_TOKEN_SIZE];
    char token[SESSION_TOKEN_SIZE];
};

struct sessions *sessions_create(void);
void sessions_destroy(struct sessions *sessions);

/* A new session under a new token; the oldest goes when there are too many. */
void sessions_open(struct sessions *sessions, const char *account, int64_t now_ms,
                   struct session *session_out);
/* False: no such session, or it ran out. Each find is a sign of life. */
bool sessions_find(struct sessions *sessions, const char *token, int64_t now_ms,
                   struct session *session_out);
void sessions_close(struct sessions *sessions, const char *token);
void session_finish(struct session *session); // NULL- and zero-safe

/* True the first time in SESSION_IDLE_MS that this session looks at `what`: pictures of one
 * page are asked for again and again, but it is one look. */
bool sessions_first_look(struct sessions *sessions, const char *token, const char *what,
                         int64_t now_ms);

/* True while nobody may come in under this name. */
bool sessions_locked(struct sessions *sessions, const char *name, int64_t now_ms);
/* A wrong try. True when this one locked the name. */
bool sessions_wrong(struct sessions *sessions, const char *name, int64_t now_ms);
void sessions_right(struct sessions *sessions, const char *name);

#endif
