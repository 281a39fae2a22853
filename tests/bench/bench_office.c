// SPDX-License-Identifier: Apache-2.0
/* Durable submissions a second at 16 and 128 connections: a sealed piece and its header, each one
 * request over mutual TLS, on the real office; beside the bare pattern (libmicrohttpd, hash, file
 * synced, row, group commit; no JSON, no checks, no answers but 201) under the same clients.
 * Goal: at least 0.8 times the bare pattern. */
#include <curl/curl.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/office_process.h"

#define GOAL_RATIO 0.8
#define CASES 800 // a round
#define ROUNDS 2  // each way; the best counts, for the machine is shared
#define GROUP_MAX 64

/* ---- the bare pattern ------------------------------------------------------------------- */

struct job {
    struct MHD_Connection *connection;
    GByteArray *body;
    bool is_piece, queued;
    char name[65];
    crypto_hash_sha256_state hash;
};

static struct {
    GMutex mutex;
    GCond filled;
    GQueue jobs;
    bool stopping;
    sqlite3 *database;
    sqlite3_stmt *insert;
    char *folder;
} bare;

static void
store_file(const struct job *job)
{
    g_autofree char *path = g_build_filename(bare.folder, job->name, NULL);
    g_autofree char *temporary = g_strconcat(path, ".new", NULL);
    const int descriptor =
        open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (write(descriptor, job->body->data, job->body->len) != (ssize_t)job->body->len ||
        fdatasync(descriptor) != 0 || rename(temporary, path) != 0)
        abort();
    close(descriptor);
}

static void
commit_group(GPtrArray *group, int folder)
{
    bool any_file = false;

    for (guint i = 0; i < group->len; i++) {
        const struct job *job = group->pdata[i];
        any_file |= job->is_piece;
        if (job->is_piece)
            store_file(job);
    }
    if (any_file && fsync(folder) != 0)
        abort();
    sqlite3_exec(bare.database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (guint i = 0; i < group->len; i++) {
        const struct job *job = group->pdata[i];
        sqlite3_bind_text(bare.insert, 1, job->name, -1, SQLITE_STATIC);
        sqlite3_bind_blob(bare.insert, 2, job->body->data,
                          job->is_piece ? 0 : (int)job->body->len, SQLITE_STATIC);
        if (sqlite3_step(bare.insert) != SQLITE_DONE)
            abort();
        sqlite3_reset(bare.insert);
    }
    if (sqlite3_exec(bare.database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        abort();
    for (guint i = 0; i < group->len; i++)
        MHD_resume_connection(((struct job *)group->pdata[i])->connection);
}

static gpointer
bare_store(gpointer data)
{
    const int folder = open(bare.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)data;
    for (;;) {
        g_autoptr(GPtrArray) group = g_ptr_array_new();
        g_mutex_lock(&bare.mutex);
        while (g_queue_is_empty(&bare.jobs) && !bare.stopping)
            g_cond_wait(&bare.filled, &bare.mutex);
        while (group->len < GROUP_MAX && !g_queue_is_empty(&bare.jobs))
            g_ptr_array_add(group, g_queue_pop_head(&bare.jobs));
        g_mutex_unlock(&bare.mutex);
        if (group->len == 0)
            break;
        commit_group(group, folder);
    }
    close(folder);
    return NULL;
}

static struct job *
job_create(struct MHD_Connection *connection, const char *url)
{
    struct job *job = g_new0(struct job, 1);

    job->connection = connection;
    job->body = g_byte_array_new();
    job->is_piece = g_str_has_prefix(url, "/v1/pieces/");
    g_strlcpy(job->name, strrchr(url, '/') + 1, sizeof job->name);
    crypto_hash_sha256_init(&job->hash);
    return job;
}

static enum MHD_Result
bare_answer(struct MHD_Connection *connection)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        2, (void *)(uintptr_t) "{}", MHD_RESPMEM_PERSISTENT);
    const enum MHD_Result result = MHD_queue_response(connection, 201, response);

    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result
bare_handle(void *context, struct MHD_Connection *connection, const char *url,
            const char *method, const char *version, const char *upload,
            size_t *upload_size, void **state)
{
    struct job *job = *state;
    uint8_t hash[crypto_hash_sha256_BYTES];

    (void)context;
    (void)method;
    (void)version;
    if (!job) {
        *state = job_create(connection, url);
        return MHD_YES;
    }
    if (*upload_size > 0) {
        g_byte_array_append(job->body, (const guint8 *)upload, (guint)*upload_size);
        crypto_hash_sha256_update(&job->hash, (const uint8_t *)upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (job->queued)
        return bare_answer(connection);
    crypto_hash_sha256_final(&job->hash, hash);
    job->queued = true;
    MHD_suspend_connection(connection);
    g_mutex_lock(&bare.mutex);
    g_queue_push_tail(&bare.jobs, job);
    g_cond_signal(&bare.filled);
    g_mutex_unlock(&bare.mutex);
    return MHD_YES;
}

static void
bare_completed(void *context, struct MHD_Connection *connection, void **state,
               enum MHD_RequestTerminationCode code)
{
    struct job *job = *state;

    (void)context;
    (void)connection;
    (void)code;
    if (!job)
        return;
    g_byte_array_unref(job->body);
    g_free(job);
}

static char *
pem(const struct office_process *process, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/ca/%s", process->folder, name);
    char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static GThread *
bare_start(const struct office_process *process, int port, struct MHD_Daemon **daemon_out)
{
    g_autofree char *path = g_build_filename(process->folder, "bare.db", NULL);
    g_autofree char *key = pem(process, "office.key");
    g_autofree char *certificate = pem(process, "office.crt");
    g_autofree char *trust = pem(process, "ca.crt");

    bare.folder = g_build_filename(process->folder, "bare", NULL);
    mkdir(bare.folder, 0700);
    sqlite3_open(path, &bare.database);
    sqlite3_exec(bare.database,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                 "CREATE TABLE t (name TEXT PRIMARY KEY, body BLOB)",
                 NULL, NULL, NULL);
    sqlite3_prepare_v2(bare.database, "INSERT INTO t VALUES (?, ?)", -1, &bare.insert,
                       NULL);
    bare.stopping = false;
    GThread *store = g_thread_new("bare", bare_store, NULL);
    *daemon_out = MHD_start_daemon(
        MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME,
        (uint16_t)port, NULL, NULL, bare_handle, NULL, MHD_OPTION_THREAD_POOL_SIZE, 2u,
        MHD_OPTION_CONNECTION_LIMIT, 1024u, MHD_OPTION_HTTPS_MEM_KEY, key,
        MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_TRUST, trust,
        MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
        MHD_OPTION_NOTIFY_COMPLETED, bare_completed, NULL, MHD_OPTION_END);
    g_assert_nonnull(*daemon_out);
    return store;
}

static void
bare_stop(struct MHD_Daemon *daemon, GThread *store)
{
    MHD_stop_daemon(daemon);
    g_mutex_lock(&bare.mutex);
    bare.stopping = true;
    g_cond_signal(&bare.filled);
    g_mutex_unlock(&bare.mutex);
    g_thread_join(store);
    sqlite3_finalize(bare.insert);
    sqlite3_close(bare.database);
    g_free(bare.folder);
}

/* ---- clients ---------------------------------------------------------------------------- */

struct load {
    const struct office_process *process;
    struct sealed_case **cases;
    char **headers;
    int port, count;
    gint next; // atomic
    gint64 *times_us;
};

struct upload {
    const char *next;
    size_t left;
};

static size_t
give(char *bytes, size_t size, size_t count, void *context)
{
    struct upload *upload = context;
    const size_t length = MIN(size * count, upload->left);

    memcpy(bytes, upload->next, length);
    upload->next += length;
    upload->left -= length;
    return length;
}

static size_t
swallow(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes;
    (void)context;
    return size * count;
}

static CURL *
client_create(const struct load *load)
{
    CURL *curl = curl_easy_init();
    g_autofree char *ca = g_strdup_printf("%s/ca/ca.crt", load->process->folder);
    g_autofree char *crt =
        g_strdup_printf("%s/ca/terminal-0001.crt", load->process->folder);
    g_autofree char *key =
        g_strdup_printf("%s/ca/terminal-0001.key", load->process->folder);

    curl_easy_setopt(curl, CURLOPT_CAINFO, ca);
    curl_easy_setopt(curl, CURLOPT_SSLCERT, crt);
    curl_easy_setopt(curl, CURLOPT_SSLKEY, key);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    return curl;
}

static void
put(const struct load *load, CURL *curl, const char *kind, const char *name,
    const char *media, const void *bytes, size_t size)
{
    g_autofree char *url =
        g_strdup_printf("https://127.0.0.1:%d/v1/%s/%s", load->port, kind, name);
    g_autofree char *type = g_strdup_printf("Content-Type: %s", media);
    struct curl_slist *headers =
        curl_slist_append(curl_slist_append(NULL, "Expect:"), type);
    struct upload upload = {.next = bytes, .left = size};
    long status = 0;

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    if (curl_easy_perform(curl) != CURLE_OK)
        g_error("%s: no answer", url);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 201)
        g_error("%s: %ld", url, status);
    curl_slist_free_all(headers);
}

static gpointer
client_loop(gpointer data)
{
    struct load *load = data;
    CURL *curl = client_create(load);
    int index;

    while ((index = g_atomic_int_add(&load->next, 1)) < load->count) {
        const struct sealed_case *sealed = load->cases[index];
        const gint64 begin = g_get_monotonic_time();
        put(load, curl, "pieces", sealed->pieces[0].sha256, "application/octet-stream",
            sealed->pieces[0].bytes, sealed->pieces[0].size);
        put(load, curl, "cases", sealed->case_id, "application/json",
            load->headers[index], strlen(load->headers[index]));
        load->times_us[index] = g_get_monotonic_time() - begin;
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static int
compare(const void *a, const void *b)
{
    gint64 left, right;

    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return (left > right) - (left < right);
}

struct figure {
    double per_s, p99_ms;
};

static struct figure
measure(struct load *load, int connections)
{
    g_autofree GThread **threads = g_new(GThread *, (gsize)connections);
    const gint64 begin = g_get_monotonic_time();

    load->next = 0;
    for (int i = 0; i < connections; i++)
        threads[i] = g_thread_new("client", client_loop, load);
    for (int i = 0; i < connections; i++)
        g_thread_join(threads[i]);
    const double seconds = (double)(g_get_monotonic_time() - begin) / 1e6;
    qsort(load->times_us, (size_t)load->count, sizeof *load->times_us, compare);
    return (struct figure){.per_s = load->count / seconds,
                           .p99_ms =
                               (double)load->times_us[load->count * 99 / 100] / 1000};
}

/* ---- one round -------------------------------------------------------------------------- */

static struct figure
round_of(struct load *load, int connections, bool is_bare)
{
    struct MHD_Daemon *daemon = NULL;
    struct figure figure;

    load->port = is_bare ? load->process->staff_port + 1 : load->process->port;
    GThread *store = is_bare ? bare_start(load->process, load->port, &daemon) : NULL;
    figure = measure(load, connections);
    if (is_bare)
        bare_stop(daemon, store);
    return figure;
}

static struct figure
one_world(int connections, bool is_bare)
{
    struct office_process *process = office_process_create("bench-office");
    struct load load = {.process = process,
                        .cases = g_new(struct sealed_case *, CASES),
                        .headers = g_new(char *, CASES),
                        .times_us = g_new(gint64, CASES),
                        .count = CASES};

    for (int i = 0; i < CASES; i++) {
        load.cases[i] =
            sealed_case_create(process, &(struct sealed_options){.serial = i + 1});
        load.headers[i] = sealed_case_header(load.cases[i]);
    }
    if (!is_bare)
        office_process_start(process);
    const struct figure figure = round_of(&load, connections, is_bare);
    for (int i = 0; i < CASES; i++) {
        sealed_case_destroy(load.cases[i]);
        g_free(load.headers[i]);
    }
    g_free(load.cases);
    g_free(load.headers);
    g_free(load.times_us);
    office_process_destroy(process);
    return figure;
}

static bool
compare_at(int connections)
{
    struct figure best[2];

    memset(best, 0, sizeof best);
    for (int i = 0; i < ROUNDS; i++)
        for (int is_bare = 0; is_bare < 2; is_bare++) {
            const struct figure figure = one_world(connections, is_bare);
            if (figure.per_s > best[is_bare].per_s)
                best[is_bare] = figure;
        }
    const double ratio = best[0].per_s / best[1].per_s;
    printf("submissions at %3d connections: %5.0f/s p99 %5.1f ms, bare %5.0f/s p99 %5.1f "
           "ms, "
           "ratio %.2f (goal %.1f)\n",
           connections, best[0].per_s, best[0].p99_ms, best[1].per_s, best[1].p99_ms,
           ratio, GOAL_RATIO);
    return ratio >= GOAL_RATIO;
}

int
main(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (sodium_init() < 0)
        return 1;
    const bool few = compare_at(16), many = compare_at(128);

    return few && many ? 0 : 1;
}
