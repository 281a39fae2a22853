// SPDX-License-Identifier: Apache-2.0
/* What handlers see of a request, and how they answer it. */
#include "office/http_private.h"

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

bool
http_count_in(struct http_request *request)
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
