// SPDX-License-Identifier: Apache-2.0
#include "ipp_printer_state.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ERROR_QUARK (g_quark_from_static_string("ipp-printer"))
#define SHEET_MS 20

/* ---- jobs ------------------------------------------------------------------------------------ */

/* Reasons with which no sheet leaves a printer, without their severity. */
static const char *const stopping[] = {
    "media-empty",
    "media-needed",
    "media-jam",
    "cover-open",
    "door-open",
    "toner-empty",
    "marker-supply-empty",
    "input-tray-missing",
    "output-area-full",
    "paused",
    "shutdown",
    "interlock-open",
    "spool-area-full",
    "fuser-over-temp",
    "media-path-cannot-duplex-media-selected",
};

bool
ipp_printer_is_stopped(const struct ipp_printer *printer)
{
    if (printer->forced_state != 0)
        return printer->forced_state == IPP_PSTATE_STOPPED;
    for (char **reason = printer->reasons; *reason != NULL; reason++)
        for (size_t i = 0; i < G_N_ELEMENTS(stopping); i++)
            if (g_str_has_prefix(*reason, stopping[i]))
                return true;
    return false;
}

static struct paper_job *
job_at(const struct ipp_printer *printer, guint index)
{
    return g_ptr_array_index(printer->jobs, index);
}

/* The job whose turn it is; one whose document is still to come lets others pass. */
static struct paper_job *
active_job(const struct ipp_printer *printer)
{
    for (guint i = 0; i < printer->jobs->len; i++) {
        struct paper_job *job = job_at(printer, i);
        if (job->job.state < IPP_JSTATE_CANCELED &&
            (job->job.file != NULL || job->canceled))
            return job;
    }
    return NULL;
}

int
ipp_printer_state(const struct ipp_printer *printer)
{
    if (printer->forced_state != 0)
        return printer->forced_state;
    if (ipp_printer_is_stopped(printer))
        return IPP_PSTATE_STOPPED;
    const struct paper_job *job = active_job(printer);
    return job != NULL && !printer->hold ? IPP_PSTATE_PROCESSING : IPP_PSTATE_IDLE;
}

struct paper_job *
ipp_printer_find(struct ipp_printer *printer, int id)
{
    for (guint i = 0; i < printer->jobs->len; i++)
        if (job_at(printer, i)->id == id && !job_at(printer, i)->forgotten)
            return job_at(printer, i);
    return NULL;
}

static void
end_job(struct ipp_printer *printer, struct paper_job *job, int state)
{
    job->job.state = state;
    job->completed_s = g_get_real_time() / G_USEC_PER_SEC;
    job->forgotten = printer->forget;
}

static int
sheets_wanted(const struct paper_job *job)
{
    bool duplex = g_str_has_prefix(job->job.sides, "two-sided");
    return job->job.copies * (duplex ? (job->job.pages + 1) / 2 : job->job.pages);
}

/* One sheet more, or what else happens to a job whose turn it is. */
static void
advance(struct ipp_printer *printer, struct paper_job *job)
{
    gint64 now = g_get_monotonic_time();
    if (job->canceled) {
        end_job(printer, job, IPP_JSTATE_CANCELED);
    } else if (printer->hold) {
        job->job.state = IPP_JSTATE_HELD;
    } else if (printer->mode == MODE_LIE) {
        end_job(printer, job, IPP_JSTATE_COMPLETED);
    } else if (ipp_printer_is_stopped(printer)) {
        job->job.state = IPP_JSTATE_STOPPED;
        job->next_us = 0;
    } else {
        job->job.state = IPP_JSTATE_PROCESSING;
        if (job->next_us == 0)
            job->next_us = now + printer->sheet_ms * 1000;
        if (now < job->next_us)
            return;
        job->job.sheets++;
        job->next_us += printer->sheet_ms * 1000;
        if (printer->mode == MODE_ABORT)
            end_job(printer, job, IPP_JSTATE_ABORTED);
        else if (job->job.sheets >= sheets_wanted(job))
            end_job(printer, job, IPP_JSTATE_COMPLETED);
        else if (printer->after_reasons != NULL &&
                 job->job.sheets >= printer->after_sheets) {
            g_strfreev(printer->reasons);
            printer->reasons = g_steal_pointer(&printer->after_reasons);
        }
    }
}

static gpointer
print_jobs(gpointer data)
{
    struct ipp_printer *printer = data;
    g_mutex_lock(&printer->lock);
    while (!printer->stopping) {
        struct paper_job *job = active_job(printer);
        if (job != NULL)
            advance(printer, job);
        gint64 wake = job == NULL         ? G_MAXINT64
                      : job->next_us != 0 ? job->next_us
                                          : g_get_monotonic_time() + 10000;
        wake = MIN(wake, g_get_monotonic_time() + G_USEC_PER_SEC);
        g_cond_wait_until(&printer->changed, &printer->lock, wake);
    }
    g_mutex_unlock(&printer->lock);
    return NULL;
}

/* ---- connections ----------------------------------------------------------------------------- */

struct connection {
    struct ipp_printer *printer;
    http_t *http;
    int fd;
};

static gpointer
serve_connection(gpointer data)
{
    struct connection *connection = data;
    struct ipp_printer *printer = connection->printer;
    ipp_printer_serve(printer, connection->http);
    g_mutex_lock(&printer->lock);
    g_ptr_array_remove_fast(printer->connections, connection);
    g_cond_broadcast(&printer->changed);
    g_mutex_unlock(&printer->lock);
    httpClose(connection->http);
    g_free(connection);
    return NULL;
}

static void
accept_one(struct ipp_printer *printer)
{
    g_mutex_lock(&printer->lock);
    http_t *http = printer->listener >= 0 ? httpAcceptConnection(printer->listener, 1)
                                          : NULL;
    if (http != NULL) {
        struct connection *connection = g_new0(struct connection, 1);
        *connection = (struct connection){printer, http, httpGetFd(http)};
        g_ptr_array_add(printer->connections, connection);
        g_thread_unref(g_thread_new("ipp", serve_connection, connection));
    }
    g_mutex_unlock(&printer->lock);
}

static gpointer
accept_connections(gpointer data)
{
    struct ipp_printer *printer = data;
    for (;;) {
        g_mutex_lock(&printer->lock);
        bool stopping_now = printer->stopping;
        int listener = printer->listener;
        g_mutex_unlock(&printer->lock);
        if (stopping_now)
            return NULL;
        struct pollfd polled = {.fd = listener, .events = POLLIN};
        if (poll(&polled, 1, 50) > 0)
            accept_one(printer);
    }
}

static bool
plug_in(struct ipp_printer *printer, GError **error)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)printer->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0 || listen(fd, 16) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
        g_set_error(error, ERROR_QUARK, 0, "port %d: %s", printer->port,
                    g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    printer->port = ntohs(address.sin_port);
    printer->listener = fd;
    return true;
}

static void
pull_out(struct ipp_printer *printer)
{
    if (printer->listener >= 0) {
        shutdown(printer->listener, SHUT_RDWR); // close alone waits for a poll on it
        close(printer->listener);
    }
    printer->listener = -1;
    for (guint i = 0; i < printer->connections->len; i++)
        shutdown(((struct connection *)g_ptr_array_index(printer->connections, i))->fd,
                 SHUT_RDWR);
}

/* ---- control --------------------------------------------------------------------------------- */

static const char *const mode_words[] = {"ok",  "abort", "busy", "garbage", "drop",
                                         "cut", "mute",  "lie",  NULL};

static void
set_words(char ***words, const char *line)
{
    g_strfreev(*words);
    *words = g_strsplit_set(line, " ", 0);
    if (**words != NULL && ***words == '\0') { // "" splits into one empty word
        g_strfreev(*words);
        *words = g_new0(char *, 1);
    }
}

static void
clear(struct ipp_printer *printer)
{
    set_words(&printer->reasons, "");
    g_clear_pointer(&printer->after_reasons, g_strfreev);
    printer->forced_state = 0;
    printer->mode = MODE_OK;
    printer->hold = false;
    if (printer->listener < 0)
        plug_in(printer, NULL);
}

static char *
list_jobs(const struct ipp_printer *printer)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "jobs %u", printer->jobs->len);
    for (guint i = 0; i < printer->jobs->len; i++) {
        const struct paper_job *job = job_at(printer, i);
        g_string_append_printf(
            text, "\njob %d state=%d sheets=%d pages=%d copies=%d name=%s file=%s",
            job->id, job->job.state, job->job.sheets, job->job.pages, job->job.copies,
            job->job.name, job->job.file != NULL ? job->job.file : "-");
    }
    return g_string_free(text, FALSE);
}

/* NULL: obeyed. */
static char *
obey(struct ipp_printer *printer, const char *verb, const char *rest)
{
    bool on = strcmp(rest, "on") == 0;
    if (strcmp(verb, "reasons") == 0) {
        set_words(&printer->reasons, rest);
    } else if (strcmp(verb, "after") == 0) {
        char *words = NULL;
        printer->after_sheets = (int)g_ascii_strtoll(rest, &words, 10);
        set_words(&printer->after_reasons, g_strchug(words));
    } else if (strcmp(verb, "state") == 0) {
        printer->forced_state = atoi(rest);
    } else if (strcmp(verb, "mode") == 0) {
        if (!g_strv_contains(mode_words, rest))
            return g_strdup_printf("error: no mode %s", rest);
        for (int i = 0; mode_words[i] != NULL; i++)
            if (strcmp(mode_words[i], rest) == 0)
                printer->mode = (enum ipp_printer_mode)i;
    } else if (strcmp(verb, "hold") == 0) {
        printer->hold = on;
    } else if (strcmp(verb, "count") == 0) {
        printer->count = on;
    } else if (strcmp(verb, "forget") == 0) {
        printer->forget = on;
    } else if (strcmp(verb, "sheet-ms") == 0) {
        printer->sheet_ms = MAX(1, atoi(rest));
    } else if (strcmp(verb, "formats") == 0) {
        set_words(&printer->formats, rest);
    } else if (strcmp(verb, "unplug") == 0) {
        pull_out(printer);
    } else if (strcmp(verb, "plug") == 0) {
        GError *error = NULL;
        if (printer->listener < 0 && !plug_in(printer, &error)) {
            char *answer = g_strdup_printf("error: %s", error->message);
            g_error_free(error);
            return answer;
        }
    } else if (strcmp(verb, "clear") == 0) {
        clear(printer);
    } else if (strcmp(verb, "jobs") == 0) {
        return list_jobs(printer);
    } else {
        return g_strdup_printf("error: no word %s", verb);
    }
    return NULL;
}

char *
ipp_printer_say(struct ipp_printer *printer, const char *line)
{
    char **parts = g_strsplit(line, " ", 2);
    guint count = g_strv_length(parts);
    g_mutex_lock(&printer->lock);
    char *answer = obey(printer, count > 0 ? parts[0] : "", count > 1 ? parts[1] : "");
    g_cond_broadcast(&printer->changed);
    g_mutex_unlock(&printer->lock);
    g_strfreev(parts);
    return answer != NULL ? answer : g_strdup("ok");
}

/* ---- for tests ------------------------------------------------------------------------------- */

const char *
ipp_printer_uri(const struct ipp_printer *printer)
{
    return printer->uri;
}

int
ipp_printer_jobs(struct ipp_printer *printer)
{
    g_mutex_lock(&printer->lock);
    int count = (int)printer->jobs->len;
    g_mutex_unlock(&printer->lock);
    return count;
}

bool
ipp_printer_job(struct ipp_printer *printer, int index, struct ipp_printer_job *job_out)
{
    g_mutex_lock(&printer->lock);
    bool found = index >= 0 && (guint)index < printer->jobs->len;
    if (found) {
        *job_out = job_at(printer, (guint)index)->job;
        job_out->file = g_strdup(job_out->file);
    }
    g_mutex_unlock(&printer->lock);
    return found;
}

bool
ipp_printer_wait(struct ipp_printer *printer, int index, int state, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + timeout_ms * 1000LL;
    struct ipp_printer_job job;
    for (;;) {
        if (ipp_printer_job(printer, index, &job)) {
            g_free(job.file);
            if (job.state == state)
                return true;
        }
        if (g_get_monotonic_time() >= end)
            return false;
        g_usleep(5000);
    }
}

static void
job_destroy(gpointer data)
{
    struct paper_job *job = data;
    g_free(job->job.file);
    g_free(job);
}

struct ipp_printer *
ipp_printer_start(int port, const char *folder, GError **error)
{
    struct ipp_printer *printer = g_new0(struct ipp_printer, 1);
    *printer = (struct ipp_printer){
        .port = port,
        .listener = -1,
        .folder = g_strdup(folder),
        .sheet_ms = SHEET_MS,
        .count = true,
        .started_s = g_get_real_time() / G_USEC_PER_SEC - 1,
        .connections = g_ptr_array_new(),
        .jobs = g_ptr_array_new_with_free_func(job_destroy),
        .reasons = g_new0(char *, 1),
        .formats = g_strsplit("application/pdf image/pwg-raster", " ", 0),
    };
    g_mutex_init(&printer->lock);
    g_cond_init(&printer->changed);
    g_mkdir_with_parents(folder, 0700);
    if (!plug_in(printer, error)) {
        ipp_printer_stop(printer);
        return NULL;
    }
    printer->uri = g_strdup_printf("ipp://127.0.0.1:%d" IPP_PRINTER_PATH, printer->port);
    printer->printing = g_thread_new("sheets", print_jobs, printer);
    printer->accepting = g_thread_new("accept", accept_connections, printer);
    return printer;
}

void
ipp_printer_stop(struct ipp_printer *printer)
{
    if (printer == NULL)
        return;
    g_mutex_lock(&printer->lock);
    printer->stopping = true;
    pull_out(printer);
    g_cond_broadcast(&printer->changed);
    while (printer->connections->len > 0)
        g_cond_wait(&printer->changed, &printer->lock);
    g_mutex_unlock(&printer->lock);
    if (printer->printing != NULL)
        g_thread_join(printer->printing);
    if (printer->accepting != NULL)
        g_thread_join(printer->accepting);
    g_ptr_array_unref(printer->connections);
    g_ptr_array_unref(printer->jobs);
    g_strfreev(printer->reasons);
    g_strfreev(printer->formats);
    g_strfreev(printer->after_reasons);
    g_free(printer->folder);
    g_free(printer->uri);
    g_mutex_clear(&printer->lock);
    g_cond_clear(&printer->changed);
    g_free(printer);
}
