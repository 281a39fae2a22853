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
    remote->catalogue_key_path = g_strdup(key_path);
}

void
catalogue_finish(struct remote *remote)
{
    g_free(remote->catalogue_key_path);
}

/* Read when it is first needed: an office that is set up together with the terminal may
 * write it a little later. */
static bool
load_key(struct remote *remote)
{
    if (remote->catalogue_key_known || !remote->catalogue_key_path)
        return remote->catalogue_key_known;
    GError *error = NULL;
    remote->catalogue_key_known =
        sign_public_load(remote->catalogue_key, remote->catalogue_key_path, &error);
    if (error) {
        diag_warn("the office's catalogue is not taken: %s", error->message);
        g_error_free(error);
    }
    return remote->catalogue_key_known;
}

/* What is wrong with the answer, NULL: nothing. *value_out is the parsed body then. */
static const char *
check(const struct remote *remote, const struct http_answer *answer, json_t **value_out)
{
    if (!sign_is_good(remote->catalogue_key, answer->body, answer->size,
                      answer->signature))
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
    if (strcmp(answer->etag, remote->etag_put_away) == 0) {
        json_decref(value);
        return; // staff put this very one away: only another one is taken
    }
    g_strlcpy(remote->etag, answer->etag, sizeof remote->etag);
    remote->etag_put_away[0] = '\0';
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
                  answer->complete ? "the office answered with an error"
                                   : answer->problem);
    else if (answer->status == 200)
        take(remote, answer);
}

void
catalogue_fetch(struct remote *remote)
{
    if (remote->catalogue_running || !load_key(remote))
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
