// SPDX-License-Identifier: Apache-2.0
#include "http.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>
#include <kiosk/office.h>

struct http {
    CURLM *multi;
    char *office, *ca, *certificate, *key;
    GSource *timer;
    GPtrArray *transfers; // of struct transfer *, those on their way
};

struct transfer {
    struct http *http;
    CURL *easy;
    struct curl_slist *headers;
    struct http_request request; // done, context, limit
    GByteArray *upload;          // the body, when it is no file
    int file;                    // -1: none
    size_t begin, length, sent;  // of the upload
    GByteArray *answer;
    bool too_large;
    char etag[HTTP_HEADER_VALUE_MAX], signature[HTTP_HEADER_VALUE_MAX];
    char problem[CURL_ERROR_SIZE];
};

static void check_done(struct http *http);

/* ---- libcurl in the main loop ----------------------------------------------------------- */

static gboolean
socket_ready(gint fd, GIOCondition condition, gpointer context)
{
    struct http *http = context;
    int running = 0, events = 0;
    events |= condition & G_IO_IN ? CURL_CSELECT_IN : 0;
    events |= condition & G_IO_OUT ? CURL_CSELECT_OUT : 0;
    events |= condition & (G_IO_ERR | G_IO_HUP) ? CURL_CSELECT_ERR : 0;
    curl_multi_socket_action(http->multi, fd, events, &running);
    check_done(http);
    return G_SOURCE_CONTINUE;
}

static void
drop_source(GSource *source)
{
    if (!source)
        return;
    g_source_destroy(source);
    g_source_unref(source);
}

static int
watch_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *known)
{
    struct http *http = context;
    (void)easy;
    drop_source(known);
    curl_multi_assign(http->multi, fd, NULL);
    if (what == CURL_POLL_REMOVE)
        return 0;
    GIOCondition condition = (what & CURL_POLL_IN ? G_IO_IN : 0) |
                             (what & CURL_POLL_OUT ? G_IO_OUT : 0) | G_IO_ERR | G_IO_HUP;
    GSource *source = g_unix_fd_source_new(fd, condition);
    g_source_set_callback(source, G_SOURCE_FUNC(socket_ready), http, NULL);
    g_source_attach(source, g_main_context_get_thread_default());
    curl_multi_assign(http->multi, fd, source);
    return 0;
}

static int
set_timer(CURLM *multi, long timeout_ms, void *context)
{
    struct http *http = context;
    (void)multi;
    // Also for 0: libcurl forbids to be called from inside this callback.
    g_source_set_ready_time(
        http->timer, timeout_ms < 0 ? -1 : g_get_monotonic_time() + timeout_ms * 1000);
    return 0;
}

static gboolean
time_came(gpointer context)
{
    struct http *http = context;
    int running = 0;
    g_source_set_ready_time(http->timer, -1);
    curl_multi_socket_action(http->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    check_done(http);
    return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer(GSource *source, GSourceFunc callback, gpointer context)
{
    (void)source;
    return callback(context);
}

static GSourceFuncs timer_funcs = {.dispatch = dispatch_timer};

struct http *
http_create(const struct http_settings *settings)
{
    static gsize once;
    if (g_once_init_enter(&once))
        g_once_init_leave(&once,
                          curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 1 : 2);
    g_assert(once == 1);
    struct http *http = g_new0(struct http, 1);
    *http = (struct http){.multi = curl_multi_init(),
                          .office = g_strdup(settings->office),
                          .ca = g_strdup(settings->ca),
                          .certificate = g_strdup(settings->certificate),
                          .key = g_strdup(settings->key),
                          .transfers = g_ptr_array_new(),
                          .timer = g_source_new(&timer_funcs, sizeof(GSource))};
    g_source_set_callback(http->timer, time_came, http, NULL);
    g_source_attach(http->timer, g_main_context_get_thread_default());
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, 2L);
    return http;
}

/* ---- one transfer ----------------------------------------------------------------------- */

static void
transfer_free(struct transfer *transfer)
{
    curl_multi_remove_handle(transfer->http->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    if (transfer->file >= 0)
        close(transfer->file);
    g_clear_pointer(&transfer->upload, g_byte_array_unref);
    g_byte_array_unref(transfer->answer);
    g_free(transfer);
}

static size_t
take_body(char *bytes, size_t one, size_t size, void *context)
{
    struct transfer *transfer = context;
    (void)one;
    if (transfer->answer->len + size > transfer->request.limit) {
        transfer->too_large = true;
        return 0;
    }
    g_byte_array_append(transfer->answer, (const guint8 *)bytes, (guint)size);
    return size;
}

static void
keep_header(const char *line, size_t size, const char *name, char *to)
{
    size_t length = strlen(name);
    if (size <= length || line[length] != ':' ||
        g_ascii_strncasecmp(line, name, length) != 0)
        return;
    g_autofree char *value = g_strndup(line + length + 1, size - length - 1);
    g_strlcpy(to, g_strstrip(value), HTTP_HEADER_VALUE_MAX);
}

static size_t
take_header(char *line, size_t one, size_t size, void *context)
{
    struct transfer *transfer = context;
    (void)one;
    keep_header(line, size, "ETag", transfer->etag);
    keep_header(line, size, OFFICE_SIGNATURE_HEADER, transfer->signature);
    return size;
}

static size_t
give_body(char *to, size_t one, size_t room, void *context)
{
    struct transfer *transfer = context;
    size_t wanted = MIN(one * room, transfer->length - transfer->sent);
    if (transfer->file < 0) {
        memcpy(to, transfer->upload->data + transfer->sent, wanted);
    } else if (wanted > 0) {
        ssize_t got =
            pread(transfer->file, to, wanted, (off_t)(transfer->begin + transfer->sent));
        if (got <= 0)
            return CURL_READFUNC_ABORT;
        wanted = (size_t)got;
    }
    transfer->sent += wanted;
    return wanted;
}

/* libcurl begins again when a kept connection turns out to be dead. */
static int
seek_body(void *context, curl_off_t offset, int origin)
{
    struct transfer *transfer = context;
    if (origin != SEEK_SET || offset < 0 || (size_t)offset > transfer->length)
        return CURL_SEEKFUNC_FAIL;
    transfer->sent = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

static void
set_trust(CURL *easy, const struct http *http)
{
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca);
    curl_easy_setopt(easy, CURLOPT_SSLCERT, http->certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY, http->key);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

static void
set_behaviour(CURL *easy)
{
    // 7.88 spins on HTTP/2 uploads, and without QUICK_EXIT a dead name server holds the
    // thread for seconds when a transfer ends.
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_LOW_SPEED);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)HTTP_LOW_SPEED_S);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "kiosk/" KIOSK_VERSION);
}

static void
add_header(struct transfer *transfer, const char *name, const char *value)
{
    g_autofree char *line = g_strdup_printf("%s: %s", name, value);
    transfer->headers = curl_slist_append(transfer->headers, line);
}

static void
set_body(struct transfer *transfer, const struct http_request *request)
{
    CURL *easy = transfer->easy;
    if (!request->media)
        return;
    add_header(transfer, "Content-Type", request->media);
    transfer->headers = curl_slist_append(transfer->headers, "Expect:");
    transfer->length = request->length;
    if (request->file) {
        transfer->file = open(request->file, O_RDONLY | O_CLOEXEC);
        transfer->begin = request->offset;
    } else {
        transfer->upload = g_byte_array_sized_new((guint)request->length);
        g_byte_array_append(transfer->upload, request->body, (guint)request->length);
    }
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)request->length);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
    curl_easy_setopt(easy, CURLOPT_READDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, seek_body);
    curl_easy_setopt(easy, CURLOPT_SEEKDATA, transfer);
}

void
http_send(struct http *http, const struct http_request *request)
{
    struct transfer *transfer = g_new0(struct transfer, 1);
    *transfer = (struct transfer){.http = http,
                                  .easy = curl_easy_init(),
                                  .request = *request,
                                  .file = -1,
                                  .answer = g_byte_array_new()};
    CURL *easy = transfer->easy;
    g_autofree char *url = g_strconcat(http->office, request->path, NULL);
    set_trust(easy, http);
    set_behaviour(easy);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->problem);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    set_body(transfer, request);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    if (request->if_none_match)
        add_header(transfer, "If-None-Match", request->if_none_match);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    g_ptr_array_add(http->transfers, transfer);
    curl_multi_add_handle(http->multi, easy);
}

/* ---- the end of a transfer -------------------------------------------------------------- */

static bool
is_trust_problem(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_ISSUER_ERROR;
}

static void
finish(struct transfer *transfer, CURLcode code)
{
    long status = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
    size_t size = transfer->answer->len;
    g_byte_array_append(transfer->answer, (const guint8 *)"", 1);
    struct http_answer answer = {.complete = code == CURLE_OK && status > 0,
                                 .status = (int)status,
                                 .body = (const char *)transfer->answer->data,
                                 .size = size,
                                 .etag = transfer->etag,
                                 .signature = transfer->signature,
                                 .retry_after_s = (int)CLAMP(retry_after, 0, 1000000),
                                 .refused_trust = is_trust_problem(code),
                                 .problem =
                                     transfer->too_large  ? "the answer is too large"
                                     : *transfer->problem ? transfer->problem
                                                          : curl_easy_strerror(code)};
    transfer->request.done(&answer, transfer->request.context);
}

static void
check_done(struct http *http)
{
    CURLMsg *message;
    int left = 0;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        char *private = NULL;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        struct transfer *transfer = (struct transfer *)(void *)private;
        g_ptr_array_remove(http->transfers, transfer);
        finish(transfer, code);
        transfer_free(transfer);
    }
}

size_t
http_running(const struct http *http)
{
    return http->transfers->len;
}

void
http_destroy(struct http *http)
{
    if (!http)
        return;
    for (guint i = 0; i < http->transfers->len; i++)
        transfer_free(http->transfers->pdata[i]);
    g_ptr_array_unref(http->transfers);
    curl_multi_cleanup(http->multi);
    drop_source(http->timer);
    g_free(http->office);
    g_free(http->ca);
    g_free(http->certificate);
    g_free(http->key);
    g_free(http);
}
