// SPDX-License-Identifier: Apache-2.0
#include "office/store.h"

#include "base/diag.h"
#include "base/file.h"
#include "office/inbox.h"

struct job {
    const struct store_act *act;
    json_t *in;
    json_t *out;
    GError *error;
    store_done done;
    void *context;
};

struct store {
    char *url;
    struct inbox *inbox;
    struct database *database; // NULL after a failed COMMIT, until it opens again
    GThread *thread;
    GMutex mutex; // over the two below
    GCond filled;
    GQueue waiting;
    bool stopping;
};

/* ---- one group -------------------------------------------------------------------------- */

static GError *
outward(const GError *error)
{
    const bool full = g_error_matches(error, DATABASE_ERROR, DATABASE_FULL) ||
                      g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
                      g_error_matches(error, STORE_ERROR, STORE_FULL);
    return g_error_new(STORE_ERROR, full ? STORE_FULL : STORE_UNAVAILABLE, "%s",
                       error ? error->message : "no reason given");
}

static void
job_fail(struct job *job, const GError *error)
{
    if (!job->error)
        job->error = outward(error);
    g_clear_pointer(&job->out, json_decref);
}

static void
fail_all(GPtrArray *group, const GError *error)
{
    for (guint i = 0; i < group->len; i++)
        job_fail(group->pdata[i], error);
}

/* Files first, then rows: a row must never name a piece that is not there. */
static void
make_files_durable(GPtrArray *group)
{
    g_autoptr(GHashTable)
        folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < group->len; i++) {
        struct job *job = group->pdata[i];
        g_autoptr(GError) own = NULL;
        if (job->act->before && !job->act->before(job->in, folders, &own))
            job_fail(job, own);
    }
    GHashTableIter iterator;
    gpointer folder;
    g_hash_table_iter_init(&iterator, folders);
    while (g_hash_table_iter_next(&iterator, &folder, NULL)) {
        if (file_sync_folder(folder, &error))
            continue;
        for (guint i = 0; i < group->len; i++) {
            struct job *job = group->pdata[i];
            if (job->act->before)
                job_fail(job, error);
        }
        return;
    }
}

static bool
run_job(struct database *database, struct job *job, GError **error)
{
    g_autoptr(GError) own = NULL;

    if (!database_run(database, "SAVEPOINT act", NULL, NULL, error))
        return false;
    if (job->act->run(database, job->in, &job->out, &own))
        return database_run(database, "RELEASE act", NULL, NULL, error);
    job_fail(job, own);
    return database_script(database, "ROLLBACK TO act; RELEASE act", error);
}

static bool
run_group(struct database *database, GPtrArray *group, GError **error)
{
    bool writes = false;
    for (guint i = 0; i < group->len; i++)
        writes |= ((struct job *)group->pdata[i])->act->writes;

    if (!database_run(database, writes ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL, error))
        return false;
    for (guint i = 0; i < group->len; i++) {
        struct job *job = group->pdata[i];
        if (!job->error && !run_job(database, job, error))
            return false;
    }
    return database_run(database, "COMMIT", NULL, NULL, error);
}

static bool
have_database(struct store *store, GError **error)
{
    if (!store->database)
        store->database = database_open(store->url, DATABASE_WRITER, error);
    return store->database != NULL;
}

static void
serve(struct store *store, GPtrArray *group)
{
    g_autoptr(GError) error = NULL;

    make_files_durable(group);
    if (!have_database(store, &error)) {
        diag_warn("store: cannot be opened, answering 503: %s", error->message);
        fail_all(group, error);
    } else {
        inbox_take(store->inbox, store->database);
        if (!run_group(store->database, group, &error)) {
            // A COMMIT that failed may still have happened: only a fresh look can tell.
            diag_warn("store: transaction failed, opening anew: %s", error->message);
            fail_all(group, error);
            g_clear_pointer(&store->database, database_close);
        }
    }
    for (guint i = 0; i < group->len; i++) {
        struct job *job = group->pdata[i];
        job->done(g_steal_pointer(&job->out), job->error, job->context);
    }
}

/* ---- the thread ------------------------------------------------------------------------- */

static void
job_free(gpointer data)
{
    struct job *job = data;

    json_decref(job->in);
    json_decref(job->out);
    g_clear_error(&job->error);
    g_free(job);
}

static GPtrArray *
next_group(struct store *store)
{
    GPtrArray *group = g_ptr_array_new_with_free_func(job_free);

    g_mutex_lock(&store->mutex);
    while (g_queue_is_empty(&store->waiting) && !store->stopping)
        g_cond_wait(&store->filled, &store->mutex);
    while (group->len < STORE_GROUP_MAX && !g_queue_is_empty(&store->waiting))
        g_ptr_array_add(group, g_queue_pop_head(&store->waiting));
    g_mutex_unlock(&store->mutex);
    return group;
}

static gpointer
store_loop(gpointer data)
{
    struct store *store = data;

    for (;;) {
        g_autoptr(GPtrArray) group = next_group(store);
        if (group->len == 0)
            return NULL;
        serve(store, group);
    }
}

struct store *
store_create(const char *url, const char *inbox, GError **error)
{
    struct database *database = database_open(url, DATABASE_WRITER, error);
    if (!database)
        return NULL;

    struct store *store = g_new0(struct store, 1);
    store->url = g_strdup(url);
    store->database = database;
    store->inbox = inbox_create(inbox);
    g_mutex_init(&store->mutex);
    g_cond_init(&store->filled);
    g_queue_init(&store->waiting);
    store->thread = g_thread_new("store", store_loop, store);
    return store;
}

void
store_destroy(struct store *store)
{
    if (!store)
        return;
    g_mutex_lock(&store->mutex);
    store->stopping = true;
    g_cond_signal(&store->filled);
    g_mutex_unlock(&store->mutex);
    g_thread_join(store->thread);
    database_close(store->database);
    inbox_destroy(store->inbox);
    g_mutex_clear(&store->mutex);
    g_cond_clear(&store->filled);
    g_free(store->url);
    g_free(store);
}

void
store_ask(struct store *store, const struct store_act *act, json_t *in, store_done done,
          void *context)
{
    struct job *job = g_new0(struct job, 1);
    *job = (struct job){.act = act, .in = in, .done = done, .context = context};

    g_mutex_lock(&store->mutex);
    const bool taken = store->waiting.length < STORE_WAITING_MAX && !store->stopping;
    if (taken) {
        g_queue_push_tail(&store->waiting, job);
        g_cond_signal(&store->filled);
    }
    g_mutex_unlock(&store->mutex);
    if (taken)
        return;

    g_autoptr(GError) error =
        g_error_new(STORE_ERROR, STORE_UNAVAILABLE, "too much waits for the store");
    done(NULL, error, context);
    job_free(job);
}

/* ---- waiting for an answer -------------------------------------------------------------- */

struct call {
    GMutex mutex;
    GCond answered;
    bool over;
    json_t *out;
    GError *error;
};

static void
call_done(json_t *out, const GError *error, void *context)
{
    struct call *call = context;

    g_mutex_lock(&call->mutex);
    call->out = out;
    call->error = error ? g_error_copy(error) : NULL;
    call->over = true;
    g_cond_signal(&call->answered);
    g_mutex_unlock(&call->mutex);
}

json_t *
store_call(struct store *store, const struct store_act *act, json_t *in, GError **error)
{
    struct call call = {0};

    g_mutex_init(&call.mutex);
    g_cond_init(&call.answered);
    store_ask(store, act, in, call_done, &call);
    g_mutex_lock(&call.mutex);
    while (!call.over)
        g_cond_wait(&call.answered, &call.mutex);
    g_mutex_unlock(&call.mutex);
    g_mutex_clear(&call.mutex);
    g_cond_clear(&call.answered);
    if (call.error)
        g_propagate_error(error, call.error);
    return call.out;
}

json_t *
store_first(json_t *rows)
{
    json_t *first = json_incref(json_array_get(rows, 0));

    json_decref(rows);
    return first;
}
