// SPDX-License-Identifier: Apache-2.0
/* What a person waits for: bookings, progress, ratings. One JSON body there and one back; the
 * operations, their paths and schemas are those of <kiosk/office.h>. Never repeated here: the
 * person decides. */
#include "remote_private.h"

#include <string.h>
#include "base/blob.h"
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/office.h>

struct ask {
    struct remote *remote;
    const struct office_operation *operation;
    int order;
};

static const struct office_operation *
find_operation(const char *name)
{
    for (const struct office_operation *row = office_operations; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

static const struct schema *
find_schema(const struct office_operation *operation, int status)
{
    for (const struct office_response *row = operation->responses; row->status; row++)
        if (row->status == status)
            return row->body;
    return status >= 400 ? &office_error_schema : NULL;
}

/* The body when it is what the contract says of this status; NULL otherwise. */
static json_t *
read_answer(const struct ask *ask, const struct http_answer *answer)
{
    if (!answer->complete) {
        diag_warn("%s: %s", ask->operation->name, answer->problem);
        return NULL;
    }
    const struct schema *schema = find_schema(ask->operation, answer->status);
    json_t *body = json_parse(answer->body, answer->size, NULL);
    if (schema && body && schema_accepts(schema, body, NULL))
        return body;
    diag_warn("%s: the office's answer %d is not as agreed", ask->operation->name,
              answer->status);
    json_decref(body);
    return NULL;
}

static bool
brings_document(const struct ask *ask, const struct http_answer *answer)
{
    return answer->complete &&
           find_schema(ask->operation, answer->status) == &office_pdf_schema;
}

/* Bytes of a document never touch a disk here. */
static void
take_document(const struct ask *ask, const struct http_answer *answer, struct event *told)
{
    GError *error = NULL;
    told->document_fd = blob_create(answer->body, answer->size, &error);
    told->number = told->document_fd >= 0 ? answer->status : 0;
    if (error)
        diag_warn("%s: %s", ask->operation->name, error->message);
    g_clear_error(&error);
}

static void
answered(const struct http_answer *answer, void *context)
{
    struct ask *ask = context;
    struct event *told = event_tell(SESSION_ANSWERED, ask->order);
    told->text = g_strdup(ask->operation->name);
    if (brings_document(ask, answer)) {
        take_document(ask, answer, told);
    } else {
        told->json = read_answer(ask, answer);
        told->number = told->json ? answer->status : 0;
    }
    ask->remote->settings.to_ui(told, ask->remote->settings.context);
    g_free(ask);
}

void
remote_ask(struct remote *remote, const struct event *event)
{
    const struct office_operation *operation = find_operation(event->text);
    g_assert(operation && strcmp(operation->method, "POST") == 0);
    struct ask *ask = g_new(struct ask, 1);
    *ask = (struct ask){remote, operation, event->order};
    g_autofree char *text = json_canonical(event->json);
    http_send(remote->http,
              &(struct http_request){.method = operation->method,
                                     .path = operation->path,
                                     .media = operation->media,
                                     .body = text,
                                     .length = strlen(text),
                                     .limit = MAX(OFFICE_RESULT_MAX, OFFICE_BODY_MAX),
                                     .timeout_ms = REMOTE_ASK_MS,
                                     .done = answered,
                                     .context = ask});
}
