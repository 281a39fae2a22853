// SPDX-License-Identifier: Apache-2.0
/* HTTP server: one listening port over TLS, a table of routes, bodies with limits, answers now
 * or later.
 *
 * Threads  libmicrohttpd's own pool serves connections; `handle` runs there and must not wait
 *   for anything. What has to wait calls http_defer() and answers later from any thread.
 *
 * Client certificates  When the settings name a client_ca, every request is refused with
 *   HTTP_NO_CERTIFICATE unless its connection proved a valid certificate of that authority
 *   for the purpose clientAuth: GnuTLS by itself only asks for one and would take one made for
 *   servers. The verdict of a connection is kept for HTTP_VERDICT_MS.
 */
#ifndef OFFICE_HTTP_H
#define OFFICE_HTTP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HTTP_CAPTURES_MAX 2
#define HTTP_VERDICT_MS 60000
#define HTTP_IDLE_S 30 // a connection that sends nothing is closed

/* Bytes of a refused body that are read all the same: closing on a client that still sends
 * resets the connection, and the answer that says why is lost. */
#define HTTP_SWALLOW_MAX (64 * 1024 * 1024)

#define HTTP_ERROR (g_quark_from_static_string("kiosk-http"))

struct http_server;
struct http_request;

enum http_refusal {
    HTTP_NO_CERTIFICATE, // 403
    HTTP_NO_ROUTE,       // 404
    HTTP_WRONG_METHOD,   // 405, Allow is set
    HTTP_TOO_LARGE,      // 413
    HTTP_WRONG_MEDIA,    // 415
};

/* Takes a body as it comes, on a connection's thread. */
struct http_receiver {
    bool (*begin)(struct http_request *request, void *context); // false: it has answered
    void (*receive)(struct http_request *request, const void *bytes, size_t size);
};

struct http_route {
    const char *method;
    const char *path;  // "/v1/cases/{case_id}": at most HTTP_CAPTURES_MAX parameters
    const char *media; // content type of the body; NULL: there is none
    size_t body_max;   // bytes
    const struct http_receiver *receiver; // NULL: the body is collected
    /* When all of the body is there. Answers, or defers. */
    void (*handle)(struct http_request *request, void *context);
};

struct http_settings {
    const char *listen;                        // host:port; port 0: any free one
    const char *certificate, *key, *client_ca; // paths; client_ca NULL: nobody is asked
    bool (*knows)(
        const char *name); // whether a client of that common name may come; NULL: all
    const struct http_route *routes; // ended by one without a method
    /* Answers a request that no route takes. `limit` is the greatest size in bytes of
     * HTTP_TOO_LARGE, 0 otherwise. */
    void (*refuse)(struct http_request *request, enum http_refusal refusal, size_t limit,
                   void *context);
    void *context;
    unsigned connections_max;
};

struct http_server *http_start(const struct http_settings *settings, GError **error);
/* Takes nothing new and waits until all that was taken is answered. NULL-safe. */
void http_drain(struct http_server *server);
/* After http_drain. NULL-safe. */
void http_stop(struct http_server *server);
unsigned http_port(const struct http_server *server);

/* ---- what was asked (borrowed for the life of the request) -------------------------------- */

const char *http_id(const struct http_request *request); // to find it in the journal
const char *http_capture(const struct http_request *request, size_t index);
const char *http_query(const struct http_request *request, const char *name); // or NULL
const char *http_header(const struct http_request *request, const char *name);
const char *http_cookie(const struct http_request *request, const char *name);
const char *
http_body(const struct http_request *request, size_t *size_out); // zero behind it
/* Common name of the client certificate; "" without one. */
const char *http_client(const struct http_request *request);
const struct http_route *http_route_of(const struct http_request *request);

/* A value the handler hangs on the request; freed with it. */
void http_keep(struct http_request *request, void *data, GDestroyNotify free_data);
void *http_kept(const struct http_request *request);

/* ---- the answer, exactly one ------------------------------------------------------------ */

/* From now on the answer may come from any thread; call it last but for handing the request
 * on, and touch the request no more after the answer. */
void http_defer(struct http_request *request);

void http_add_header(struct http_request *request, const char *name, const char *value);
/* Copies `bytes`. */
void http_answer(struct http_request *request, unsigned status, const char *media,
                 const void *bytes, size_t size);
/* Takes `bytes` and frees them by `free_bytes` when they are sent. */
void http_answer_owned(struct http_request *request, unsigned status, const char *media,
                       void *bytes, size_t size, GDestroyNotify free_bytes);

#endif
