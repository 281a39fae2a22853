// SPDX-License-Identifier: Apache-2.0
/* Delivers the cases that wait, one at a time, oldest first among those that are due. */
#include "remote_private.h"

#include <sodium.h>
#include <string.h>
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/office.h>

#define ANSWER_MAX (64UL * 1024)
#define TRUST_TROUBLES_MAX 3 // then it is said as such

static gboolean send_next(gpointer context);

void
cases_begin(struct remote *remote)
{
    remote->waiting = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_destroy);
}

void
cases_finish(struct remote *remote)
{
    remote_drop_timer(&remote->next_case);
    g_ptr_array_unref(remote->waiting);
}

static struct delivery *
find_case(const struct remote *remote, const char *case_id)
{
    for (guint i = 0; i < remote->waiting->len; i++) {
        struct delivery *delivery = remote->waiting->pdata[i];
        if (strcmp(delivery->case_id, case_id) == 0)
            return delivery;
    }
    return NULL;
}

/* One timer for all: the moment at which the first case is due. */
static void
plan(struct remote *remote)
{
    remote_drop_timer(&remote->next_case);
    if (remote->sending)
        return;
    int64_t nearest = INT64_MAX;
    for (guint i = 0; i < remote->waiting->len; i++) {
        const struct delivery *delivery = remote->waiting->pdata[i];
        nearest = MIN(nearest, delivery->next_ms);
    }
    if (nearest != INT64_MAX)
        remote->next_case = remote_timer(nearest - remote_now_ms(), send_next, remote);
}

void
remote_deliver(struct remote *remote, const struct event *event)
{
    if (find_case(remote, event->case_id))
        return;
    GError *error = NULL;
    struct delivery *delivery = delivery_create(event->text, event->text2, event->number,
                                                remote_now_ms(), &error);
    if (!delivery) {
        diag_warn("case %s cannot be sent: %s", event->case_id, error->message);
        g_error_free(error);
        return;
    }
    g_ptr_array_add(remote->waiting, delivery);
    plan(remote);
}

void
cases_hasten(struct remote *remote)
{
    for (guint i = 0; i < remote->waiting->len; i++)
        delivery_hasten(remote->waiting->pdata[i], remote_now_ms());
    plan(remote);
}

bool
cases_are_settled(const struct remote *remote)
{
    if (remote->sending)
        return false;
    for (guint i = 0; i < remote->waiting->len; i++) {
        const struct delivery *delivery = remote->waiting->pdata[i];
        if (delivery->attempts == 0)
            return false;
    }
    return true;
}

/* ---- what the office says --------------------------------------------------------------- */

static bool
is_piece_stored(const struct http_answer *answer, const struct delivery_piece *piece)
{
    json_t *body = json_parse(answer->body, answer->size, NULL);
    bool good = body && schema_accepts(&office_piece_stored_schema, body, NULL) &&
                strcmp(json_text(body, "sha256", ""), piece->sha256) == 0;
    json_decref(body);
    return good;
}

static bool
is_case_stored(const struct http_answer *answer, const struct delivery *delivery)
{
    json_t *body = json_parse(answer->body, answer->size, NULL);
    const struct schema *schema = delivery->corrects[0] ? &office_correction_state_schema
                                                        : &office_case_state_schema;
    const char *id = delivery->corrects[0] ? "correction_id" : "case_id";
    bool good = body && schema_accepts(schema, body, NULL) &&
                strcmp(json_text(body, id, ""), delivery->case_id) == 0;
    json_decref(body);
    return good;
}

/* Hashes that the office misses; NULL when the answer does not say so. g_strfreev. */
static char **
missing_pieces(const json_t *body)
{
    GPtrArray *list = g_ptr_array_new();
    size_t index;
    json_t *hash;
    json_array_foreach (json_object_get(body, "pieces"), index, hash)
        g_ptr_array_add(list, g_strdup(json_string_value(hash)));
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, false);
}

static bool
is_final(int status, const char *code)
{
    // The codes that repeating the same bytes can never mend. An error without a code of the
    // contract comes from something between us and the office: not its last word.
    static const char *const final[] = {
        "case_differs", "receipt_number_taken", "invalid",    "too_large",
        "wrong_hash",   "wrong_state",          "wrong_code", NULL};
    return status >= 400 && status < 500 && g_strv_contains(final, code);
}

static void
tell_store(struct remote *remote, enum event_kind kind, const struct delivery *delivery,
           const char *text)
{
    struct event *event = event_create(kind);
    g_strlcpy(event->case_id, delivery->case_id, sizeof event->case_id);
    event->text = g_strdup(text);
    event->number = delivery->attempts;
    remote->settings.to_store(event, remote->settings.context);
}

static void
tell_progress(struct remote *remote, const struct delivery *delivery)
{
    struct event *event = event_tell(SESSION_DELIVERY, 0);
    g_strlcpy(event->case_id, delivery->case_id, sizeof event->case_id);
    event->number = (int)delivery_pieces_there(delivery);
    event->number2 = (int)delivery->piece_count;
    remote->settings.to_ui(event, remote->settings.context);
}

static void
tell_refused(struct remote *remote, const struct delivery *delivery, const char *code)
{
    tell_store(remote, EVENT_REFUSED, delivery, code);
    struct event *event = event_tell(SESSION_REFUSED, 0);
    g_strlcpy(event->case_id, delivery->case_id, sizeof event->case_id);
    event->text = g_strdup(code);
    remote->settings.to_ui(event, remote->settings.context);
}

static void
note_problem(struct remote *remote, const struct delivery *delivery,
             const struct http_answer *answer, const char *code)
{
    bool refused = answer->refused_trust || (answer->complete && answer->status == 403);
    remote->trust_troubles = refused ? remote->trust_troubles + 1 : 0;
    g_autofree char *answered =
        g_strdup_printf("the office answered %d%s%s", (int)answer->status,
                        *code ? " " : ", which is not as agreed", code);
    diag_warn("case %s not delivered at attempt %d: %s%s", delivery->case_id,
              delivery->attempts + 1, answer->complete ? answered : answer->problem,
              remote->trust_troubles >= TRUST_TROUBLES_MAX
                  ? "; certificates of terminal and office do not fit, an administrator "
                    "must act"
                  : "");
    if (strcmp(code, "unknown_service_version") == 0)
        catalogue_fetch(remote);
}

/* What the answer means for the case; `missing` and `body` live until the caller is done. */
static enum delivery_answer_kind
judge(struct remote *remote, const struct http_answer *answer, const char *code)
{
    const struct delivery *delivery = remote->sending;
    bool header = remote->sending_piece == SIZE_MAX;
    if (answer->complete && answer->status / 100 == 2 &&
        (header ? is_case_stored(answer, delivery)
                : is_piece_stored(answer, &delivery->pieces[remote->sending_piece])))
        return DELIVERY_STORED;
    if (answer->complete && header && strcmp(code, "missing_pieces") == 0)
        return DELIVERY_MISSING;
    if (answer->complete && is_final(answer->status, code))
        return DELIVERY_REFUSED;
    return DELIVERY_LATER;
}

static void
settle(struct remote *remote, struct delivery *delivery, const struct http_answer *answer,
       enum delivery_answer_kind kind, const char *code, int attempts_before)
{
    switch (kind) {
    case DELIVERY_STORED:
        remote->trust_troubles = 0;
        if (delivery->over)
            tell_store(remote, EVENT_DELIVERED, delivery, answer->body);
        break;
    case DELIVERY_REFUSED:
        tell_refused(remote, delivery, code);
        break;
    case DELIVERY_MISSING:
    case DELIVERY_LATER:
        if (delivery->attempts != attempts_before)
            tell_store(remote, EVENT_ATTEMPTED, delivery, NULL);
        break;
    }
    if (kind != DELIVERY_REFUSED)
        tell_progress(remote, delivery);
    if (delivery->over)
        g_ptr_array_remove(remote->waiting, delivery);
}

static void
answered(const struct http_answer *answer, void *context)
{
    struct remote *remote = context;
    struct delivery *delivery = remote->sending;
    json_t *body = NULL;
    const char *code =
        answer->complete && answer->status >= 400 ? remote_error_code(answer, &body) : "";
    enum delivery_answer_kind kind = judge(remote, answer, code);
    if (kind == DELIVERY_LATER)
        note_problem(remote, delivery, answer, code);

    char **missing = missing_pieces(body);
    int attempts = delivery->attempts;
    delivery_answered(delivery, remote->sending_piece,
                      &(struct delivery_answer){.kind = kind,
                                                .missing = (const char *const *)missing,
                                                .retry_after_s = answer->retry_after_s},
                      remote_now_ms(), randombytes_random());
    remote->sending = NULL;
    settle(remote, delivery, answer, kind, code, attempts);
    g_strfreev(missing);
    json_decref(body);
    plan(remote);
}

/* ---- sending ---------------------------------------------------------------------------- */

static void
send_piece(struct remote *remote, struct delivery *delivery, size_t index)
{
    const struct delivery_piece *piece = &delivery->pieces[index];
    g_autofree char *path = g_strconcat("/v1/pieces/", piece->sha256, NULL);
    http_send(remote->http, &(struct http_request){.method = "PUT",
                                                   .path = path,
                                                   .media = "application/octet-stream",
                                                   .file = delivery->path,
                                                   .offset = piece->offset,
                                                   .length = piece->length,
                                                   .limit = ANSWER_MAX,
                                                   .done = answered,
                                                   .context = remote});
}

static void
send_header(struct remote *remote, struct delivery *delivery)
{
    g_autofree char *path = delivery->corrects[0]
                                ? g_strdup_printf("/v1/cases/%s/corrections/%s",
                                                  delivery->corrects, delivery->case_id)
                                : g_strconcat("/v1/cases/", delivery->case_id, NULL);
    http_send(remote->http, &(struct http_request){.method = "PUT",
                                                   .path = path,
                                                   .media = "application/json",
                                                   .body = delivery->header,
                                                   .length = strlen(delivery->header),
                                                   .limit = ANSWER_MAX,
                                                   .done = answered,
                                                   .context = remote});
}

static gboolean
send_next(gpointer context)
{
    struct remote *remote = context;
    remote_drop_timer(&remote->next_case);
    int64_t now_ms = remote_now_ms();
    for (guint i = 0; i < remote->waiting->len && !remote->sending; i++) {
        struct delivery *delivery = remote->waiting->pdata[i];
        size_t piece = SIZE_MAX;
        enum delivery_step step = delivery_next(delivery, now_ms, &piece);
        if (step != DELIVERY_PIECE && step != DELIVERY_HEADER)
            continue;
        remote->sending = delivery;
        remote->sending_piece = piece;
        if (step == DELIVERY_PIECE)
            send_piece(remote, delivery, piece);
        else
            send_header(remote, delivery);
    }
    plan(remote);
    return G_SOURCE_REMOVE;
}
