// SPDX-License-Identifier: Apache-2.0
#include "remote.h"
#include "remote_private.h"

#include "base/json.h"
#include <kiosk/office.h>

int64_t
remote_now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

GSource *
remote_timer(int64_t wait_ms, GSourceFunc callback, struct remote *remote)
{
    // Waits of seconds may come a little later and be woken with others.
    GSource *timer = wait_ms >= 5000
                         ? g_timeout_source_new_seconds((guint)(wait_ms / 1000))
                         : g_timeout_source_new((guint)MAX(wait_ms, 0));
    g_source_set_callback(timer, callback, remote, NULL);
    g_source_attach(timer, g_main_context_get_thread_default());
    return timer;
}

void
remote_drop_timer(GSource **timer)
{
    if (*timer) {
        g_source_destroy(*timer);
        g_clear_pointer(timer, g_source_unref);
    }
}

const char *
remote_error_code(const struct http_answer *answer, json_t **body_out)
{
    *body_out = json_parse(answer->body, answer->size, NULL);
    if (*body_out && schema_accepts(&office_error_schema, *body_out, NULL))
        return json_text(*body_out, "code", "");
    return "";
}

struct remote *
remote_create(const struct remote_settings *settings)
{
    struct remote *remote = g_new0(struct remote, 1);
    *remote =
        (struct remote){.http = http_create(&settings->http), .settings = *settings};
    g_strlcpy(remote->terminal, settings->terminal, sizeof remote->terminal);
    g_strlcpy(remote->etag, settings->etag, sizeof remote->etag);
    cases_begin(remote);
    catalogue_begin(remote, settings->catalogue_key);
    heartbeat_begin(remote);
    return remote;
}

void
remote_destroy(struct remote *remote)
{
    if (!remote)
        return;
    http_destroy(remote->http);
    cases_finish(remote);
    letters_finish(remote);
    heartbeat_finish(remote);
    catalogue_finish(remote);
    g_free(remote);
}

void
remote_changed(struct remote *remote)
{
    heartbeat_hasten(remote);
}

void
remote_hasten(struct remote *remote)
{
    cases_hasten(remote);
    letters_hasten(remote);
    heartbeat_hasten(remote);
}

void
remote_catalogue_in_use(struct remote *remote, const struct event *event)
{
    if (event->text)
        g_strlcpy(remote->etag, event->text, sizeof remote->etag);
    g_strlcpy(remote->etag_put_away, event->text2 ? event->text2 : "",
              sizeof remote->etag_put_away);
}

bool
remote_is_settled(const struct remote *remote)
{
    return cases_are_settled(remote) && letters_are_settled(remote) &&
           !remote->catalogue_running && !remote->heartbeat_running;
}
