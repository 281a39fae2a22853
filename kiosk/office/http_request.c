// SPDX-License-Identifier: Apache-2.0
/* A request's life: headers, body, handler, answer. */
#include "office/http_private.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "office/route.h"

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
        if (!http_count_in(request))
            return MHD_NO;
        request->route->handle(request, settings->context);
        if (request->deferred)
            return MHD_YES; // called again when the answer is there
    }
    return send_answer(request);
}

enum MHD_Result
http_on_request(void *context, struct MHD_Connection *connection, const char *url,
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

void
http_on_completed(void *context, struct MHD_Connection *connection, void **state,
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

void
http_on_connection(void *context, struct MHD_Connection *connection, void **peer,
                   enum MHD_ConnectionNotificationCode code)
{
    (void)context;
    (void)connection;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *peer = g_new0(struct peer, 1);
    else
        g_clear_pointer(peer, g_free);
}
