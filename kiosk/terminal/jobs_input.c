// SPDX-License-Identifier: Apache-2.0
/* What a keyboard asks: candidates for keys and for strokes, and what one of them stands for.
 * Many may be under way; an answer that came too late is known by its order and dropped by
 * the session. */
#include "jobs_private.h"

#include <kiosk/handwriting.h>
#include <kiosk/input.h>

#define CANDIDATES 30 // a page of them: a few rows of keys

struct asked {
    struct jobs *jobs;
    int order, page;
    bool choice;
};

static void
tell(const struct asked *asked, const json_t *payload)
{
    struct event *event =
        event_tell(asked->choice ? SESSION_CHOSEN : SESSION_CANDIDATES, asked->order);
    event->number = asked->page;
    if (payload && asked->choice) {
        event->text = g_strdup(json_string_value(json_object_get(payload, "text")));
        event->text2 = g_strdup(json_string_value(json_object_get(payload, "rest")));
    } else if (payload) {
        event->json = json_deep_copy(payload);
    }
    jobs_tell(asked->jobs, event);
}

static void
answered(const struct device_answer *answer, void *context)
{
    struct asked *asked = context;
    asked->jobs->lingering--;
    if (!asked->jobs->stopped)
        tell(asked, answer->completion == COMPLETION_SUCCESS ? answer->payload : NULL);
    g_free(asked);
}

/* Takes `payload`. */
static void
ask(struct asked *asked, const char *class, const char *name, json_t *payload)
{
    struct device *device = supervisor_find(asked->jobs->settings.supervisor, class);
    if (!device) {
        json_decref(payload);
        tell(asked, NULL);
        g_free(asked);
        return;
    }
    struct device_request request = {
        .name = name, .payload = payload, .done = answered, .context = asked};
    asked->jobs->lingering++;
    device_send(device, &request);
}

void
jobs_input(struct jobs *jobs, struct event *event)
{
    struct asked *asked = g_new0(struct asked, 1);
    *asked = (struct asked){.jobs = jobs,
                            .order = event->order,
                            .page = event->number,
                            .choice = event->kind == EVENT_CHOOSE};
    if (event->kind == EVENT_RECOGNISE) {
        ask(asked, "handwriting", "Handwriting.Recognise", event->json);
        event->json = NULL;
        return;
    }
    json_t *payload = json_pack("{s:s, s:s, s:i}", "scheme", event->text, "composition",
                                event->text2, asked->choice ? "index" : "page",
                                event->number);
    if (!asked->choice)
        json_object_set_new(payload, "count", json_integer(CANDIDATES));
    ask(asked, "input", asked->choice ? "Input.Choose" : "Input.Key", payload);
}
