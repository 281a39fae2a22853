// SPDX-License-Identifier: Apache-2.0
#include "office/http.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"
#include "office/route.h"
#include "office/tls.h"

#define PEM_MAX (256 * 1024)
#define POOL_THREADS 2
#define CONNECTION_MEMORY (32 * 1024) // bytes for request line and headers

struct http_server {
    struct http_settings settings;
    struct MHD_Daemon *daemon;
    unsigned port;
    GMutex mutex; // over the two below
    GCond answered;
    unsigned open; // requests handed to `handle` and not answered yet
    bool draining;
};

/* What is known of a connection, for as long as it lasts. */
struct peer {
    int64_t checked_ms;
    bool trusted;
    char name[TLS_NAME_SIZE];
};

enum stage {
    STAGE_HEADERS,
    STAGE_BODY,
    STAGE_HANDLED,
};

struct http_request {
    struct http_server *server;
    struct MHD_Connection *connection;
    const struct http_route *route;
    char *captures[HTTP_CAPTURES_MAX];
    char id[17];
    const char *client;
    GString *body;
    size_t received;
    enum stage stage;
    bool deferred, counted;
    void *kept;
    GDestroyNotify free_kept;
    unsigned status; // of the answer; 0: none yet
    struct MHD_Response *response;
    GPtrArray *headers; // name, value, name, value…
};

/* ---- what was asked --------------------------------------------------------------------- */

const char *
http_id(const struct http_request *request)
{
    return request->id;
}

const char *
http_capture(const struct http_request *request, size_t index)
{
    g_assert(index < HTTP_CAPTURES_MAX && request->captures[index]);
    return request->captures[index];
}

const char *
http_query(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

const char *
http_header(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

const char *
http_cookie(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, name);
}

const char *
http_body(const struct http_request *request, size_t *size_out)
{
    *size_out = request->body ? request->body->len : 0;
    return request->body ? request->body->str : "";
}

const char *
http_client(const struct http_request *request)
{
    return request->client;
}

const struct http_route *
http_route_of(const struct http_request *request)
{
    return request->route;
}

void
http_keep(struct http_request *request, void *data, GDestroyNotify free_data)
{
    g_assert(!request->kept);
    request->kept = data;
    request->free_kept = free_data;
}

void *
http_kept(const struct http_request *request)
{
    return request->kept;
}

/* ---- the answer ------------------------------------------------------------------------- */

void
http_defer(struct http_request *request)
{
    g_assert(!request->deferred && request->status == 0);
    request->deferred = true;
    MHD_suspend_connection(request->connection);
}

void
http_add_header(struct http_request *request, const char *name, const char *value)
{
    g_ptr_array_add(request->headers, g_strdup(name));
    g_ptr_array_add(request->headers, g_strdup(value));
}

/* False when the server takes nothing new. */
static bool
count_in(struct http_request *request)
{
    struct http_server *server = request->server;

    g_mutex_lock(&server->mutex);
    request->counted = !server->draining;
    server->open += request->counted;
    g_mutex_unlock(&server->mutex);
    return request->counted;
}

static void
count_out(struct http_server *server)
{
    g_mutex_lock(&server->mutex);
    if (--server->open == 0)
        g_cond_signal(&server->answered);
    g_mutex_unlock(&server->mutex);
}

static void
answer(struct http_request *request, unsigned status, const char *media,
       struct MHD_Response *response)
{
    struct http_server *counted = request->counted ? request->server : NULL;

    g_assert(response && request->status == 0);
    if (media)
        MHD_add_response_header(response, "Content-Type", media);
    for (guint i = 0; i + 1 < request->headers->len; i += 2)
        MHD_add_response_header(response, request->headers->pdata[i],
                                request->headers->pdata[i + 1]);
    request->response = response;
    request->status = status;
    // Last: the connection's thread may free the request as soon as it goes on.
    if (request->deferred)
        MHD_resume_connection(request->connection);
    if (counted)
        count_out(counted);
}

void
http_answer(struct http_request *request, unsigned status, const char *media,
            const void *bytes, size_t size)
{
    http_answer_owned(request, status, media, g_memdup2(bytes, size), size, g_free);
}

void
http_answer_owned(struct http_request *request, unsigned status, const char *media,
                  void *bytes, size_t size, GDestroyNotify free_bytes)
{
    answer(request, status, media,
           MHD_create_response_from_buffer_with_free_callback(size, bytes, free_bytes));
}

/* ---- a request's life ------------------------------------------------------------------- */

static struct http_request *
request_create(struct http_server *server, struct MHD_Connection *connection)
{
    struct http_request *request = g_new0(struct http_request, 1);
    uint8_t noise[8];

    randombytes_buf(noise, sizeof noise);
    sodium_bin2hex(request->id, sizeof request->id, noise, sizeof noise);
    request->server = server;
    request->connection = connection;
    request->client = "";
    request->headers = g_ptr_array_new_with_free_func(g_free);
    return request;
}

static void
request_destroy(struct http_request *request)
{
    if (request->free_kept)
        request->free_kept(request->kept);
    if (request->body) {
        sodium_memzero(request->body->str, request->body->len);
        g_string_free(request->body, TRUE);
    }
    for (size_t i = 0; i < HTTP_CAPTURES_MAX; i++)
        g_free(request->captures[i]);
    g_ptr_array_free(request->headers, TRUE);
    g_free(request);
}

static void
refuse(struct http_request *request, enum http_refusal refusal, size_t limit)
{
    const struct http_settings *settings = &request->server->settings;

    settings->refuse(request, refusal, limit, settings->context);
}

static bool
check_client(struct http_request *request)
{
    const struct http_settings *settings = &request->server->settings;

    if (!settings->client_ca)
        return true;
    const union MHD_ConnectionInfo *socket =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    const union MHD_ConnectionInfo *tls =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    struct peer *peer = socket ? socket->socket_context : NULL;
    if (!peer || !tls)
        return false;

    const int64_t now = clock_monotonic_ms();
    if (peer->checked_ms == 0 || now - peer->checked_ms > HTTP_VERDICT_MS) {
        peer->trusted = tls_client(tls->tls_session, peer->name) &&
                        (!settings->knows || settings->knows(peer->name));
        peer->checked_ms = now;
    }
    request->client = peer->trusted ? peer->name : "";
    return peer->trusted;
}

static bool
media_is(const char *header, const char *wanted)
{
    const size_t length = strlen(wanted);

    return header && g_ascii_strncasecmp(header, wanted, length) == 0 &&
           (header[length] == '\0' || header[length] == ';' || header[length] == ' ');
}

/* The size that the client announces; 0 when it sends chunks. */
static guint64
announced(const struct http_request *request)
{
    const char *length = http_header(request, "Content-Length");

    return length ? g_ascii_strtoull(length, NULL, 10) : 0;
}

static bool
has_body(const struct http_request *request)
{
    return announced(request) > 0 || http_header(request, "Transfer-Encoding") != NULL;
}

/* All that can be told from the headers. */
static void
begin(struct http_request *request, const char *method, const char *path)
{
    const struct http_settings *settings = &request->server->settings;
    g_autofree char *allowed = NULL;

    if (!check_client(request)) {
        refuse(request, HTTP_NO_CERTIFICATE, 0);
        return;
    }
    request->route =
        route_find(settings->routes, method, path, request->captures, &allowed);
    if (!request->route) {
        if (allowed)
            http_add_header(request, "Allow", allowed);
        refuse(request, allowed ? HTTP_WRONG_METHOD : HTTP_NO_ROUTE, 0);
        return;
    }
    const struct http_route *route = request->route;
    if (has_body(request)) {
        if (announced(request) > route->body_max)
            refuse(request, HTTP_TOO_LARGE, route->body_max);
        else if (route->media &&
                 !media_is(http_header(request, "Content-Type"), route->media))
            refuse(request, HTTP_WRONG_MEDIA, 0);
        if (request->status != 0)
            return;
    }
    if (route->receiver)
        route->receiver->begin(request, settings->context);
    else
        request->body = g_string_new(NULL);
}

static void
receive(struct http_request *request, const char *bytes, size_t size)
{
    request->received += size;
    if (request->status != 0)
        return; // refused already; what still comes is only read away
    if (request->received > request->route->body_max)
        refuse(request, HTTP_TOO_LARGE, request->route->body_max);
    else if (request->route->receiver)
        request->route->receiver->receive(request, bytes, size);
    else
        g_string_append_len(request->body, bytes, (gssize)size);
}

static enum MHD_Result
send_answer(struct http_request *request)
{
    g_assert(request->response);
    if (request->status >= 400)
        diag_info("%u %s %s request %s", request->status, request->client,
                  request->route ? request->route->path : "-", request->id);
    const enum MHD_Result result =
        MHD_queue_response(request->connection, request->status, request->response);
    MHD_destroy_response(request->response);
    request->response = NULL;
    return result;
}

static enum MHD_Result
handle(struct http_request *request)
{
    const struct http_settings *settings = &request->server->settings;

    if (request->stage == STAGE_BODY && request->status == 0) {
        request->stage = STAGE_HANDLED;
        if (!count_in(request))
            return MHD_NO;
        request->route->handle(request, settings->context);
        if (request->deferred)
            return MHD_YES; // called again when the answer is there
    }
    return send_answer(request);
}

static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *upload,
           size_t *upload_size, void **state)
{
    struct http_request *request = *state;

    (void)version;
    if (!request) {
        *state = request = request_create(context, connection);
        begin(request, method, url);
        request->stage = STAGE_BODY;
        // Reading a small body away first keeps the answer from being lost in a reset.
        if (request->status != 0 && announced(request) > HTTP_SWALLOW_MAX) {
            MHD_add_response_header(request->response, "Connection", "close");
            return send_answer(request);
        }
        return MHD_YES;
    }
    if (*upload_size > 0) {
        receive(request, upload, *upload_size);
        *upload_size = 0;
        if (request->status != 0 &&
            request->received >
                HTTP_SWALLOW_MAX + (request->route ? request->route->body_max : 0))
            return MHD_NO;
        return MHD_YES;
    }
    return handle(request);
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **state,
             enum MHD_RequestTerminationCode code)
{
    struct http_request *request = *state;

    (void)context;
    (void)connection;
    (void)code;
    if (!request)
        return;
    if (request->response)
        MHD_destroy_response(request->response);
    request_destroy(request);
    *state = NULL;
}

static void
on_connection(void *context, struct MHD_Connection *connection, void **peer,
              enum MHD_ConnectionNotificationCode code)
{
    (void)context;
    (void)connection;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *peer = g_new0(struct peer, 1);
    else
        g_clear_pointer(peer, g_free);
}

/* ---- the server ------------------------------------------------------------------------- */

static int
open_listener(const char *listen_at, unsigned *port_out, GError **error)
{
    g_autofree char *host = g_strdup(listen_at);
    char *colon = strrchr(host, ':');
    struct addrinfo *found = NULL;
    int descriptor = -1;

    g_assert(colon); // config checked host:port
    *colon = '\0';
    const char *name = host[0] == '[' ? host + 1 : host;
    if (host[0] == '[' && colon > host && colon[-1] == ']')
        colon[-1] = '\0';
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    if (getaddrinfo(name, colon + 1, &hints, &found) == 0) {
        const int on = 1;
        descriptor =
            socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (descriptor >= 0 &&
            (bind(descriptor, found->ai_addr, found->ai_addrlen) != 0 ||
             listen(descriptor, SOMAXCONN) != 0)) {
            close(descriptor);
            descriptor = -1;
        }
        freeaddrinfo(found);
    }
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    if (descriptor < 0 ||
        getsockname(descriptor, (struct sockaddr *)&bound, &size) != 0) {
        g_set_error(error, HTTP_ERROR, 0, "cannot listen at %s: %s", listen_at,
                    g_strerror(errno));
        return -1;
    }
    *port_out = ntohs(bound.ss_family == AF_INET6
                          ? ((struct sockaddr_in6 *)&bound)->sin6_port
                          : ((struct sockaddr_in *)&bound)->sin_port);
    return descriptor;
}

static void
on_library_log(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)
        arguments; // its lines repeat what clients do wrong, and may hold parts of a URL
}

static struct MHD_Daemon *
start_daemon(struct http_server *server, int listener, const char *key,
             const char *certificate, const char *trust)
{
    const struct http_settings *settings = &server->settings;
    const unsigned flags = MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD |
                           MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem more[] = {{trust ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END,
                                     0, g_memdup2(trust, trust ? strlen(trust) + 1 : 0)},
                                    {MHD_OPTION_END, 0, NULL}};
    struct MHD_Daemon *daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER,
        on_library_log, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_MEM_CERT, certificate,
        MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)POOL_THREADS, MHD_OPTION_CONNECTION_LIMIT,
        settings->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_PER_ADDRESS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)HTTP_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_ARRAY, more,
        MHD_OPTION_END);

    g_free(more[0].ptr_value);
    return daemon;
}

struct http_server *
http_start(const struct http_settings *settings, GError **error)
{
    g_autofree char *certificate = file_read(settings->certificate, PEM_MAX, NULL, error);
    g_autofree char *key = certificate ? file_read(settings->key, PEM_MAX, NULL, error)
                                       : NULL;
    g_autofree char *trust = key && settings->client_ca
                                 ? file_read(settings->client_ca, PEM_MAX, NULL, error)
                                 : NULL;
    if (!key || (settings->client_ca && !trust))
        return NULL;

    struct http_server *server = g_new0(struct http_server, 1);
    server->settings = *settings;
    g_mutex_init(&server->mutex);
    g_cond_init(&server->answered);
    const int listener = open_listener(settings->listen, &server->port, error);
    if (listener < 0) {
        g_free(server);
        return NULL;
    }
    server->daemon = start_daemon(server, listener, key, certificate, trust);
    if (!server->daemon) {
        g_set_error(error, HTTP_ERROR, 0, "cannot serve at %s with %s", settings->listen,
                    settings->certificate);
        close(listener);
        g_free(server);
        return NULL;
    }
    return server;
}

void
http_drain(struct http_server *server)
{
    if (!server)
        return;
    const MHD_socket listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0)
        close(listener);
    g_mutex_lock(&server->mutex);
    server->draining = true;
    while (server->open > 0)
        g_cond_wait(&server->answered, &server->mutex);
    g_mutex_unlock(&server->mutex);
}

void
http_stop(struct http_server *server)
{
    if (!server)
        return;
    MHD_stop_daemon(server->daemon);
    g_mutex_clear(&server->mutex);
    g_cond_clear(&server->answered);
    g_free(server);
}

unsigned
http_port(const struct http_server *server)
{
    return server->port;
}
