// SPDX-License-Identifier: Apache-2.0
/* HTTP to the office over mutual TLS, in the worker's main loop; the only place that knows
 * libcurl. Nothing here blocks; each request ends in exactly one call of `done`. */
#ifndef REMOTE_HTTP_H
#define REMOTE_HTTP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define HTTP_CONNECT_TIMEOUT_MS 10000
#define HTTP_LOW_SPEED 1000 // bytes a second …
#define HTTP_LOW_SPEED_S 20 // … for so long: given up
#define HTTP_HEADER_VALUE_MAX 512

struct http_settings {
    const char *office; // https://host:port
    const char *ca;     // files in PEM
    const char *certificate;
    const char *key;
};

struct http;

/* Attaches to the thread-default main context. */
struct http *http_create(const struct http_settings *settings);
/* Ends what runs without calling `done`. NULL-safe. */
void http_destroy(struct http *http);

struct http_answer {
    bool complete;    // an answer came, whole; false: its outcome is unknown
    int status;       // 0 when there was none
    const char *body; // zero-terminated, borrowed for the call
    size_t size;
    const char *etag, *signature; // "" when not there
    int retry_after_s;
    bool refused_trust;  // TLS: our certificate or theirs is not believed
    const char *problem; // a sentence for staff when not complete
};

struct http_request {
    const char *method; // GET PUT POST
    const char *path;   // "/v1/cases/…"
    const char *media;  // of the body; NULL: no body
    const void *body;   // copied; or
    const char *file;   // path of a file of which `offset`, `length` is the body
    size_t offset, length;
    const char *if_none_match; // NULL: none
    size_t limit;              // of the answer's body, bytes
    int timeout_ms;            // of the whole request; 0: only too slow a line ends it
    void (*done)(const struct http_answer *answer, void *context);
    void *context;
};

/* `done` is never called from inside. */
void http_send(struct http *http, const struct http_request *request);
/* Requests that are on their way. */
size_t http_running(const struct http *http);

#endif
