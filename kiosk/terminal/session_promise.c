// SPDX-License-Identifier: Apache-2.0
// Session: the written promise (容缺承诺书) to bring later what is missing now.
#include "session_parts.h"

#include "base/json.h"
#include "core/calendar.h"
#include "core/text.h"

bool
session_promise_is_wanted(const struct session *session)
{
    for (size_t i = 0; i < session->material_count; i++)
        if (session->materials[i].deferred)
            return true;
    return false;
}

bool
session_promise_is_open(const struct session *session)
{
    return session_promise_is_wanted(session) && session->promise == NULL;
}

/* What is promised has changed: the old signature was not for this. */
void
session_promise_forget(struct session *session)
{
    json_decref(session->promise);
    session->promise = NULL;
    session->input.ink++;
    session->input.strokes = 0;
}

SESSION_HANDLER(session_promise_written)
{
    (void)effects;
    if (json_array_size(event->json) == 0)
        return false;
    json_decref(session->promise);
    session->promise = json_deep_copy(event->json);
    session->promise_ms = event->now_ms;
    session->input.strokes = event->number;
    return true;
}

SESSION_HANDLER(session_promise_again)
{
    (void)event;
    (void)effects;
    session_promise_forget(session);
    return true;
}

SESSION_HANDLER(session_promise_next)
{
    (void)event;
    if (session->promise == NULL)
        return false;
    session_go(session, session_last_look(session), effects);
    return true;
}

/* With a mark on each one's last day; NULL days: the calendar does not know. */
static json_t *
promised(const struct session *session, const struct material *material)
{
    struct clock_date today = clock_date(session->promise_ms), day;
    json_t *one =
        json_pack("{s:s, s:i}", "material", material->id, "days", material->defer_days);
    if (calendar_after(session->calendar, &today, material->defer_days, &day, NULL))
        json_object_set_new(one, "due",
                            json_sprintf("%04d-%02d-%02d", day.year, day.month, day.day));
    return one;
}

const char *
session_promise_text(const struct session *session)
{
    const json_t *texts = json_object_get(session->service->json, "defer_promise");
    return texts != NULL
               ? service_text(texts, session->language)
               : _("I bring the papers named above by their day. If I do not, the matter "
                   "may be ended without a decision, and I answer for what I promised.");
}

json_t *
session_promise_given(const struct session *session)
{
    if (!session_promise_is_wanted(session) || session->promise == NULL)
        return NULL;
    json_t *materials = json_array();
    char at[CLOCK_TEXT_SIZE];
    clock_format(session->promise_ms, at);
    for (size_t i = 0; i < session->material_count; i++)
        if (session->materials[i].deferred)
            json_array_append_new(materials,
                                  promised(session, session->materials[i].material));
    return json_pack("{s:s, s:o, s:O, s:s}", "text", session_promise_text(session),
                     "materials", materials, "strokes", session->promise, "signed_at",
                     at);
}
