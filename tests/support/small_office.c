// SPDX-License-Identifier: Apache-2.0
#include "small_office.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/json.h"

#define REQUEST_MAX (4 * 1024 * 1024)

struct small_office {
    GThread *thread;
    int listener, port;
    bool stop;
    GMutex lock; // of all below
    char *misbehave_path;
    enum small_office_way way;
    int misbehave_left;
    GPtrArray *paths;   // of all requests
    GHashTable *bodies; // path → GBytes, the last one
    GHashTable *cases, *pieces;
    char *catalogue, *signature, *etag;
};

struct request {
    char method[8], path[200];
    const char *body;
    size_t size;
    bool etag_known;
};

/* ---- answers --------------------------------------------------------------------------- */

static void
send_text(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(fd, text, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text += sent;
        size -= (size_t)sent;
    }
}

static void
answer(int fd, int status, const char *more, const char *body, bool half)
{
    g_autofree char *text =
        g_strdup_printf("HTTP/1.1 %d X\r\nContent-Length: %zu\r\n%s\r\n%s", status,
                        strlen(body), more, body);
    send_text(fd, text, half ? strlen(text) - strlen(body) / 2 : strlen(text));
}

static void
answer_error(int fd, int status, const char *code, const char *more, const char *extra)
{
    g_autofree char *body = g_strdup_printf(
        "{\"code\":\"%s\",\"message\":\"m\",\"message_zh\":\"m\",\"field_errors\":[],"
        "\"request_id\":\"r\"%s}",
        code, extra);
    answer(fd, status, more, body, false);
}

static char *
good_body(const struct request *request, bool other)
{
    const char *name = strrchr(request->path, '/') + 1;
    if (g_str_has_prefix(request->path, "/v1/pieces/"))
        return g_strdup_printf("{\"sha256\":\"%.63s%c\",\"length\":%zu}", name,
                               other ? 'f' : name[63], request->size);
    if (g_str_has_prefix(request->path, "/v1/heartbeat"))
        return g_strdup(
            "{\"time\":\"2026-11-21T14:41:03+08:00\",\"catalogue_etag\":\"\"}");
    return g_strdup_printf(
        "{\"case_id\":\"%.35s%c\",\"receipt_number\":\"000126112100071\","
        "\"state\":\"received\","
        "\"received_at\":\"2026-11-21T14:41:03+08:00\"}",
        name, other ? 'f' : name[35]);
}

static void
answer_catalogue(struct small_office *office, int fd, const struct request *request)
{
    if (!office->catalogue) {
        answer_error(fd, 404, "not_found", "", "");
        return;
    }
    g_autofree char *more = g_strdup_printf("ETag: %s\r\nCatalogue-Signature: %s\r\n",
                                            office->etag, office->signature);
    answer(fd, request->etag_known ? 304 : 200, more,
           request->etag_known ? "" : office->catalogue, false);
}

static void
keep(struct small_office *office, const struct request *request)
{
    GBytes *body = g_bytes_new(request->body, request->size);
    g_hash_table_replace(office->bodies, g_strdup(request->path), body);
    GHashTable *table = g_str_has_prefix(request->path, "/v1/cases/")    ? office->cases
                        : g_str_has_prefix(request->path, "/v1/pieces/") ? office->pieces
                                                                         : NULL;
    if (table)
        g_hash_table_add(table, g_strdup(request->path));
}

/* The hashes of the header whose pieces never came, as members of an error; g_free. NULL: all
 * are there. */
static char *
missing_pieces(struct small_office *office, const struct request *request)
{
    json_t *header = json_parse(request->body, request->size, NULL);
    json_t *missing = json_array(), *piece;
    size_t index;
    json_array_foreach (json_object_get(header, "pieces"), index, piece) {
        const char *hash = json_text(piece, "sha256", "");
        g_autofree char *path = g_strconcat("/v1/pieces/", hash, NULL);
        if (!g_hash_table_contains(office->pieces, path))
            json_array_append_new(missing, json_string(hash));
    }
    char *list = json_array_size(missing) > 0 ? json_dumps(missing, 0) : NULL;
    char *text = list ? g_strdup_printf(",\"pieces\":%s", list) : NULL;
    free(list);
    json_decref(missing);
    json_decref(header);
    return text;
}

/* False: the connection is closed after this. */
static bool
respond(struct small_office *office, int fd, const struct request *request,
        enum small_office_way way)
{
    g_autofree char *body = good_body(request, way == SMALL_OFFICE_OTHER);
    g_autofree char *flood = NULL;
    switch (way) {
    case SMALL_OFFICE_BUSY:
        answer_error(fd, 503, "unavailable", "Retry-After: 1\r\n", "");
        return true;
    case SMALL_OFFICE_GATEWAY:
        answer(fd, 502, "", "<html>bad gateway</html>", false);
        return true;
    case SMALL_OFFICE_PAGE:
        answer(fd, 200, "", "<html>please log in</html>", false);
        return true;
    case SMALL_OFFICE_FLOODS:
        flood = g_strnfill(1000000, 'x');
        answer(fd, 200, "", flood, false);
        return false;
    case SMALL_OFFICE_MISLAYS:
        answer_error(
            fd, 422, "missing_pieces", "",
            ",\"pieces\":[\"11111111111111111111111111111111111111111111111111111111"
            "11111111\"]");
        return true;
    case SMALL_OFFICE_DIFFERS:
        answer_error(fd, 409, "case_differs", "", "");
        return true;
    case SMALL_OFFICE_UNKNOWN_VERSION:
        answer_error(fd, 422, "unknown_service_version", "", "");
        return true;
    default:
        break;
    }
    g_autofree char *missing = g_str_has_prefix(request->path, "/v1/cases/")
                                   ? missing_pieces(office, request)
                                   : NULL;
    if (missing) {
        answer_error(fd, 422, "missing_pieces", "", missing);
        return true;
    }
    if (way != SMALL_OFFICE_OTHER)
        keep(office, request);
    if (way == SMALL_OFFICE_LOSES)
        return false;
    if (strcmp(request->path, "/v1/catalogue") == 0)
        answer_catalogue(office, fd, request);
    else
        answer(fd, 200, "", body, way == SMALL_OFFICE_HALVES);
    return way != SMALL_OFFICE_HALVES;
}

/* ---- requests -------------------------------------------------------------------------- */

static enum small_office_way
next_way(struct small_office *office, const char *path)
{
    if (office->misbehave_left == 0 || !g_str_has_prefix(path, office->misbehave_path))
        return SMALL_OFFICE_GOOD;
    office->misbehave_left--;
    return office->way;
}

static bool
parse(const char *text, const char *end, struct request *request)
{
    if (sscanf(text, "%7s %199s", request->method, request->path) != 2)
        return false;
    const char *length = g_strstr_len(text, end - text, "Content-Length:");
    request->size = length ? (size_t)g_ascii_strtoull(length + 15, NULL, 10) : 0;
    request->etag_known = g_strstr_len(text, end - text, "If-None-Match:") != NULL;
    request->body = end + 4;
    return request->size < REQUEST_MAX;
}

/* Reads one request whole into `text`. False: closed, or the way is to close here. */
static bool
read_request(struct small_office *office, int fd, GString *text, struct request *request,
             enum small_office_way *way_out)
{
    const char *end = NULL;
    char bytes[65536];
    bool known = false;
    for (;;) {
        if (!end && (end = strstr(text->str, "\r\n\r\n")) &&
            parse(text->str, end, request) && !known) {
            known = true;
            g_mutex_lock(&office->lock);
            g_ptr_array_add(office->paths, g_strdup(request->path));
            *way_out = next_way(office, request->path);
            g_mutex_unlock(&office->lock);
            if (*way_out == SMALL_OFFICE_RESETS)
                return false;
        }
        size_t head = end ? (size_t)(end - text->str) + 4 : 0;
        if (end && text->len >= head + request->size) {
            request->body = text->str + head;
            return true;
        }
        ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        if (got <= 0)
            return false;
        g_string_append_len(text, bytes, got);
        if (end) // the string may have moved
            end = text->str + head - 4;
    }
}

static void
serve(struct small_office *office, int fd)
{
    bool open = true;
    GString *text = g_string_new(NULL);
    while (open) {
        struct request request = {0};
        enum small_office_way way = SMALL_OFFICE_GOOD;
        if (!read_request(office, fd, text, &request, &way))
            break;
        g_mutex_lock(&office->lock);
        open = respond(office, fd, &request, way);
        g_mutex_unlock(&office->lock);
        g_string_erase(text, 0,
                       (gssize)((size_t)(request.body - text->str) + request.size));
    }
    g_string_free(text, TRUE);
    close(fd);
}

static gpointer
run(gpointer context)
{
    struct small_office *office = context;
    for (;;) {
        int fd = accept4(office->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            return NULL;
        serve(office, fd);
    }
}

/* ---- from outside ---------------------------------------------------------------------- */

struct small_office *
small_office_start(void)
{
    struct small_office *office = g_new0(struct small_office, 1);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    office->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(office->listener, (struct sockaddr *)&address, length), ==, 0);
    g_assert_cmpint(listen(office->listener, 8), ==, 0);
    getsockname(office->listener, (struct sockaddr *)&address, &length);
    office->port = ntohs(address.sin_port);
    office->misbehave_path = g_strdup("");
    office->paths = g_ptr_array_new_with_free_func(g_free);
    office->bodies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)g_bytes_unref);
    office->cases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    office->pieces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    office->thread = g_thread_new("small-office", run, office);
    return office;
}

void
small_office_stop(struct small_office *office)
{
    shutdown(office->listener, SHUT_RDWR);
    g_thread_join(office->thread);
    close(office->listener);
    g_ptr_array_unref(office->paths);
    g_hash_table_unref(office->bodies);
    g_hash_table_unref(office->cases);
    g_hash_table_unref(office->pieces);
    g_free(office->misbehave_path);
    g_free(office->catalogue);
    g_free(office->signature);
    g_free(office->etag);
    g_free(office);
}

char *
small_office_url(const struct small_office *office)
{
    return g_strdup_printf("http://127.0.0.1:%d", office->port);
}

void
small_office_misbehave(struct small_office *office, const char *path,
                       enum small_office_way way, int count)
{
    g_mutex_lock(&office->lock);
    g_free(office->misbehave_path);
    office->misbehave_path = g_strdup(path);
    office->way = way;
    office->misbehave_left = count;
    g_mutex_unlock(&office->lock);
}

void
small_office_catalogue(struct small_office *office, const char *body,
                       const char *signature, const char *etag)
{
    g_mutex_lock(&office->lock);
    g_free(office->catalogue);
    g_free(office->signature);
    g_free(office->etag);
    office->catalogue = g_strdup(body);
    office->signature = g_strdup(signature);
    office->etag = g_strdup(etag);
    g_mutex_unlock(&office->lock);
}

int
small_office_requests(struct small_office *office, const char *path)
{
    int count = 0;
    g_mutex_lock(&office->lock);
    for (guint i = 0; i < office->paths->len; i++)
        count += g_str_has_prefix(office->paths->pdata[i], path);
    g_mutex_unlock(&office->lock);
    return count;
}

static guint
size_of(struct small_office *office, GHashTable *table)
{
    g_mutex_lock(&office->lock);
    guint size = g_hash_table_size(table);
    g_mutex_unlock(&office->lock);
    return size;
}

guint
small_office_cases(struct small_office *office)
{
    return size_of(office, office->cases);
}

guint
small_office_pieces(struct small_office *office)
{
    return size_of(office, office->pieces);
}

GBytes *
small_office_body(struct small_office *office, const char *path)
{
    GBytes *found = NULL;
    GHashTableIter iter;
    gpointer key, value;
    g_mutex_lock(&office->lock);
    g_hash_table_iter_init(&iter, office->bodies);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (g_str_has_prefix(key, path))
            found = value;
    if (found)
        g_bytes_ref(found);
    g_mutex_unlock(&office->lock);
    return found;
}
