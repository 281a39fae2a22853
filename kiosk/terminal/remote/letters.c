// SPDX-License-Identifier: Apache-2.0
/* Letters (<kiosk/letter.h>): one behind the other, the oldest first. One that the office does
 * not take now holds the others up until it does; one that it refuses for good is put aside. */
#include "remote_private.h"

#include <sodium.h>
#include <string.h>
#include "../outbox/backoff.h"
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/office.h>

#define ANSWER_MAX (16 * 1024)

struct letter {
    char id[37];
    const struct office_operation *operation;
    char *body;
    int attempts; // that failed
};

static void send_first(struct remote *remote);

static void
letter_free(gpointer data)
{
    struct letter *letter = data;
    g_free(letter->body);
    g_free(letter);
}

static const struct office_operation *
find_operation(const char *name)
{
    for (const struct office_operation *row = office_operations; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

static void
tell_store(struct remote *remote, enum event_kind kind, const struct letter *letter,
           const char *code)
{
    struct event *event = event_create(kind);
    g_strlcpy(event->job, letter->id, sizeof event->job);
    event->number = letter->attempts;
    event->text = g_strdup(code);
    remote->settings.to_store(event, remote->settings.context);
}

/* It is on the office's disk: the answer names this letter. */
static bool
is_stored(const struct letter *letter, const struct http_answer *answer)
{
    if (!answer->complete || answer->status / 100 != 2)
        return false;
    json_t *body = json_parse(answer->body, answer->size, NULL);
    bool stored = body && schema_accepts(&letter_stored_schema, body, NULL) &&
                  strcmp(json_text(body, "id", ""), letter->id) == 0;
    json_decref(body);
    return stored;
}

/* 4xx is final but for those that may pass; a proxy's own page says nothing of the office. */
static bool
is_final(const struct http_answer *answer, const char *code)
{
    return answer->complete && answer->status / 100 == 4 && answer->status != 408 &&
           answer->status != 429 && *code && strcmp(code, "certificate_refused") != 0;
}

static gboolean
time_came(gpointer context)
{
    struct remote *remote = context;
    remote_drop_timer(&remote->next_letter);
    send_first(remote);
    return G_SOURCE_REMOVE;
}

static void
try_later(struct remote *remote, struct letter *letter, const struct http_answer *answer)
{
    letter->attempts++;
    diag_warn("letter %s not sent at attempt %d: %s", letter->id, letter->attempts,
              answer->complete ? "the office cannot take it now" : answer->problem);
    tell_store(remote, EVENT_LETTER_ATTEMPTED, letter, NULL);
    remote->next_letter = remote_timer(
        backoff_ms(letter->attempts, answer->retry_after_s, randombytes_random()),
        time_came, remote);
}

static void
answered(const struct http_answer *answer, void *context)
{
    struct remote *remote = context;
    struct letter *letter = g_queue_peek_head(&remote->letters);
    json_t *body = NULL;
    const char *code =
        answer->complete && answer->status >= 400 ? remote_error_code(answer, &body) : "";
    bool stored = is_stored(letter, answer), final = is_final(answer, code);
    remote->letter_running = false;
    if (stored || final) {
        tell_store(remote, EVENT_LETTER_OVER, letter, stored ? NULL : code);
        letter_free(g_queue_pop_head(&remote->letters));
        send_first(remote);
    } else {
        try_later(remote, letter, answer);
    }
    json_decref(body);
}

static void
send_first(struct remote *remote)
{
    const struct letter *letter = g_queue_peek_head(&remote->letters);
    if (!letter || remote->letter_running || remote->next_letter)
        return;
    remote->letter_running = true;
    http_send(remote->http, &(struct http_request){.method = letter->operation->method,
                                                   .path = letter->operation->path,
                                                   .media = letter->operation->media,
                                                   .body = letter->body,
                                                   .length = strlen(letter->body),
                                                   .limit = ANSWER_MAX,
                                                   .done = answered,
                                                   .context = remote});
}

void
remote_letter(struct remote *remote, const struct event *event)
{
    const struct office_operation *operation = find_operation(event->text);
    if (!operation) { // of a program that knew more
        diag_warn("letter %s is of a kind that is not known here: it stays", event->job);
        return;
    }
    struct letter *letter = g_new0(struct letter, 1);
    *letter = (struct letter){.operation = operation,
                              .body = g_strdup(event->text2),
                              .attempts = event->number};
    g_strlcpy(letter->id, event->job, sizeof letter->id);
    g_queue_push_tail(&remote->letters, letter);
    send_first(remote);
}

void
letters_hasten(struct remote *remote)
{
    remote_drop_timer(&remote->next_letter);
    send_first(remote);
}

bool
letters_are_settled(const struct remote *remote)
{
    return !remote->letter_running;
}

void
letters_finish(struct remote *remote)
{
    remote_drop_timer(&remote->next_letter);
    g_queue_clear_full(&remote->letters, letter_free);
}
