// SPDX-License-Identifier: Apache-2.0
/* The office's catalogue: fetched when its ETag differs from ours, believed only when the
 * signature is that of the catalogue key. */
#include "remote_private.h"

#include <string.h>
#include "../outbox/sign.h"
#include "base/diag.h"
#include "base/json.h"
#include "core/service.h"
#include <kiosk/office.h>

void
catalogue_begin(struct remote *remote, const char *key_path)
{
    GError *error = NULL;
    remote->catalogue_wanted =
        key_path && sign_public_load(remote->catalogue_key, key_path, &error);
    if (!error)
        return;
    diag_warn("the office's catalogue is not taken: %s", error->message);
    g_error_free(error);
}

/* What is wrong with the answer, NULL: nothing. *value_out is the parsed body then. */
static const char *
check(const struct remote *remote, const struct http_answer *answer, json_t **value_out)
{
    if (!sign_is_good(remote->catalogue_key, answer->body, answer->size, answer->signature))
        return "its signature is not the office's";
    json_t *value = json_parse(answer->body, answer->size, NULL);
    if (value && schema_accepts(&office_catalogue_schema, value, NULL)) {
        *value_out = value;
        return NULL;
    }
    json_decref(value);
    return "it is not of the agreed form";
}

static void
take(struct remote *remote, const struct http_answer *answer)
{
    json_t *value = NULL;
    const char *wrong = check(remote, answer, &value);
    if (wrong) {
        diag_warn("the office's catalogue was not taken: %s", wrong);
        return;
    }
    g_strlcpy(remote->etag, answer->etag, sizeof remote->etag);
    struct event *kept = event_create(EVENT_KEEP_CATALOGUE);
    kept->text = g_strndup(answer->body, answer->size);
    kept->text2 = g_strdup(answer->signature);
    kept->text3 = g_strdup(answer->etag);
    remote->settings.to_store(kept, remote->settings.context);

    struct event *told = event_create(EVENT_CATALOGUE);
    told->json = value;
    remote->settings.to_ui(told, remote->settings.context);
}

static void
answered(const struct http_answer *answer, void *context)
{
    struct remote *remote = context;
    remote->catalogue_running = false;
    if (!answer->complete || (answer->status != 200 && answer->status != 304))
        diag_warn("the office's catalogue was not fetched: %s",
                  answer->complete ? "the office answered with an error" : answer->problem);
    else if (answer->status == 200)
        take(remote, answer);
}

void
catalogue_fetch(struct remote *remote)
{
    if (!remote->catalogue_wanted || remote->catalogue_running)
        return;
    remote->catalogue_running = true;
    http_send(remote->http,
              &(struct http_request){.method = "GET",
                                     .path = "/v1/catalogue",
                                     .if_none_match = *remote->etag ? remote->etag : NULL,
                                     .limit = OFFICE_CATALOGUE_MAX,
                                     .done = answered,
                                     .context = remote});
}
