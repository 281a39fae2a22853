// SPDX-License-Identifier: Apache-2.0
#include "office/sessions.h"

#include <sodium.h>
#include <string.h>

struct entry {
    char *account;
    char csrf[SESSION_TOKEN_SIZE];
    int64_t opened_ms, alive_ms;
    GHashTable *looks; // what → when, as int64_t *
};

struct tries {
    unsigned wrong;
    int64_t since_ms;        // of the first wrong one
    int64_t locked_until_ms; // 0: not locked
};

struct sessions {
    GMutex mutex;
    GHashTable *entries; // SHA-256 of the token → entry: memory holds no usable token
    GHashTable *tries;   // name → tries
};

static void
entry_free(gpointer data)
{
    struct entry *entry = data;

    g_free(entry->account);
    g_hash_table_destroy(entry->looks);
    g_free(entry);
}

struct sessions *
sessions_create(void)
{
    struct sessions *sessions = g_new0(struct sessions, 1);

    g_mutex_init(&sessions->mutex);
    sessions->entries =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    sessions->tries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return sessions;
}

void
sessions_destroy(struct sessions *sessions)
{
    if (!sessions)
        return;
    g_hash_table_destroy(sessions->entries);
    g_hash_table_destroy(sessions->tries);
    g_mutex_clear(&sessions->mutex);
    g_free(sessions);
}

static char *
key_of(const char *token)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1);
}

static void
make_token(char token_out[SESSION_TOKEN_SIZE])
{
    uint8_t noise[32];

    randombytes_buf(noise, sizeof noise);
    sodium_bin2hex(token_out, SESSION_TOKEN_SIZE, noise, sizeof noise);
}

static bool
is_over(const struct entry *entry, int64_t now_ms)
{
    return now_ms - entry->alive_ms > SESSION_IDLE_MS ||
           now_ms - entry->opened_ms > SESSION_LIFE_MS;
}

/* Ends what ran out, and the one longest silent when there still are too many. */
static void
make_room(struct sessions *sessions, int64_t now_ms)
{
    GHashTableIter iterator;
    gpointer key, value;
    const char *silent = NULL;
    int64_t silent_since = INT64_MAX;

    g_hash_table_iter_init(&iterator, sessions->entries);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        const struct entry *entry = value;
        if (is_over(entry, now_ms)) {
            g_hash_table_iter_remove(&iterator);
        } else if (entry->alive_ms < silent_since) {
            silent = key;
            silent_since = entry->alive_ms;
        }
    }
    if (silent && g_hash_table_size(sessions->entries) >= SESSIONS_MAX)
        g_hash_table_remove(sessions->entries, silent);
}

void
sessions_open(struct sessions *sessions, const char *account, int64_t now_ms,
              struct session *session_out)
{
    struct entry *entry = g_new0(struct entry, 1);

    *entry = (struct entry){
        .account = g_strdup(account),
        .opened_ms = now_ms,
        .alive_ms = now_ms,
        .looks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    make_token(entry->csrf);
    *session_out = (struct session){.account = g_strdup(account)};
    make_token(session_out->token);
    memcpy(session_out->csrf, entry->csrf, sizeof entry->csrf);

    g_mutex_lock(&sessions->mutex);
    make_room(sessions, now_ms);
    g_hash_table_insert(sessions->entries, key_of(session_out->token), entry);
    g_mutex_unlock(&sessions->mutex);
}

bool
sessions_find(struct sessions *sessions, const char *token, int64_t now_ms,
              struct session *session_out)
{
    g_autofree char *key = key_of(token);
    bool found = false;

    g_mutex_lock(&sessions->mutex);
    struct entry *entry = g_hash_table_lookup(sessions->entries, key);
    if (entry && is_over(entry, now_ms)) {
        g_hash_table_remove(sessions->entries, key);
    } else if (entry) {
        entry->alive_ms = now_ms;
        *session_out = (struct session){.account = g_strdup(entry->account)};
        memcpy(session_out->csrf, entry->csrf, sizeof entry->csrf);
        g_strlcpy(session_out->token, token, sizeof session_out->token);
        found = true;
    }
    g_mutex_unlock(&sessions->mutex);
    return found;
}

void
sessions_close(struct sessions *sessions, const char *token)
{
    g_autofree char *key = key_of(token);

    g_mutex_lock(&sessions->mutex);
    g_hash_table_remove(sessions->entries, key);
    g_mutex_unlock(&sessions->mutex);
}

void
session_finish(struct session *session)
{
    if (!session)
        return;
    g_free(session->account);
    *session = (struct session){0};
}

bool
sessions_first_look(struct sessions *sessions, const char *token, const char *what,
                    int64_t now_ms)
{
    g_autofree char *key = key_of(token);
    bool first = true;

    g_mutex_lock(&sessions->mutex);
    struct entry *entry = g_hash_table_lookup(sessions->entries, key);
    if (entry) {
        const int64_t *before = g_hash_table_lookup(entry->looks, what);
        first = !before || now_ms - *before > SESSION_IDLE_MS;
        if (first)
            g_hash_table_replace(entry->looks, g_strdup(what),
                                 g_memdup2(&now_ms, sizeof now_ms));
    }
    g_mutex_unlock(&sessions->mutex);
    return first;
}

/* ---- wrong tries ------------------------------------------------------------------------ */

bool
sessions_locked(struct sessions *sessions, const char *name, int64_t now_ms)
{
    g_mutex_lock(&sessions->mutex);
    const struct tries *tries = g_hash_table_lookup(sessions->tries, name);
    const bool locked = tries && tries->locked_until_ms > now_ms;
    g_mutex_unlock(&sessions->mutex);
    return locked;
}

static gboolean
is_stale(gpointer name, gpointer value, gpointer now_ms)
{
    const struct tries *tries = value;

    (void)name;
    return *(int64_t *)now_ms - tries->since_ms > SESSION_LOCK_MS &&
           tries->locked_until_ms < *(int64_t *)now_ms;
}

bool
sessions_wrong(struct sessions *sessions, const char *name, int64_t now_ms)
{
    g_mutex_lock(&sessions->mutex);
    g_hash_table_foreach_remove(sessions->tries, is_stale, &now_ms);
    struct tries *tries = g_hash_table_lookup(sessions->tries, name);
    if (!tries) {
        // Somebody who types thousands of names only makes the rest forgotten sooner.
        if (g_hash_table_size(sessions->tries) >= SESSION_NAMES_MAX)
            g_hash_table_remove_all(sessions->tries);
        tries = g_new0(struct tries, 1);
        tries->since_ms = now_ms;
        g_hash_table_insert(sessions->tries, g_strdup(name), tries);
    }
    const bool locks = ++tries->wrong >= SESSION_TRIES_MAX;
    if (locks)
        *tries = (struct tries){.since_ms = now_ms,
                                .locked_until_ms = now_ms + SESSION_LOCK_MS};
    g_mutex_unlock(&sessions->mutex);
    return locks;
}

void
sessions_right(struct sessions *sessions, const char *name)
{
    g_mutex_lock(&sessions->mutex);
    g_hash_table_remove(sessions->tries, name);
    g_mutex_unlock(&sessions->mutex);
}
