// SPDX-License-Identifier: Apache-2.0
/* What the parts of the HTTP server share; for them alone. */
#ifndef OFFICE_HTTP_PRIVATE_H
#define OFFICE_HTTP_PRIVATE_H

#include <microhttpd.h>

#include "office/http.h"
#include "office/tls.h"

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

/* libmicrohttpd's callbacks (http_request.c). */
enum MHD_Result http_on_request(void *context, struct MHD_Connection *connection,
                                const char *url, const char *method, const char *version,
                                const char *upload, size_t *upload_size, void **state);
void http_on_completed(void *context, struct MHD_Connection *connection, void **state,
                       enum MHD_RequestTerminationCode code);
void http_on_connection(void *context, struct MHD_Connection *connection, void **peer,
                        enum MHD_ConnectionNotificationCode code);

/* False when the server takes nothing new. */
bool http_count_in(struct http_request *request);

#endif
