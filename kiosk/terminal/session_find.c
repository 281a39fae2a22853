// SPDX-License-Identifier: Apache-2.0
// Session: looking things up: a service among hundreds, an answer, what is public.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"
#include "core/guide_sheet.h"

void
session_set_library(struct session *session, const struct readings *readings,
                    const struct knowledge *knowledge, const struct bulletin *bulletin)
{
    g_assert(!session_in_visit(session));
    session->readings = readings;
    session->knowledge = knowledge;
    session->bulletin = bulletin;
    session_find_index(session);
}

void
session_set_library_trouble(struct session *session, const char *trouble)
{
    session->library_trouble = trouble;
}

void
session_find_index(struct session *session)
{
    search_destroy(session->search);
    session->search =
        search_create(session->catalogue, session->knowledge, session->readings);
}

/* ---- search ---- */

static void
look(struct session *session)
{
    struct session_find *find = &session->find;
    struct clock_date today = session_today(session);
    find->found =
        search_find(session->search, find->query, &today, find->hits, SESSION_HITS_MOST);
    find->hit_count = MIN(find->found, SESSION_HITS_MOST);
    session->part = 0;
}

void
session_find_again(struct session *session, struct effects *effects)
{
    session_go(session, SCREEN_SEARCH, effects);
    look(session);
}

SESSION_HANDLER(session_find_open)
{
    (void)event;
    session->group[0] = '\0';
    session->find.query[0] = '\0';
    session->draft_lost = false;
    session_find_again(session, effects);
    return true;
}

void
session_find_append(struct session *session, const char *text)
{
    struct session_find *find = &session->find;
    glong length = g_utf8_strlen(find->query, -1);
    if (length + g_utf8_strlen(text, -1) > SEARCH_QUERY_MAX ||
        strlen(find->query) + strlen(text) >= sizeof find->query)
        return;
    g_strlcat(find->query, text, sizeof find->query);
    look(session);
}

SESSION_HANDLER(session_find_type)
{
    struct session_find *find = &session->find;
    if (event->text == NULL)
        return false;
    if (strcmp(event->text, "\b") != 0) {
        session_find_append(session, event->text);
        return true;
    }
    // What stands in the square goes before what was found with it.
    if (session_input_takes(session, "\b", effects))
        return true;
    char *end = find->query + strlen(find->query);
    char *last = g_utf8_find_prev_char(find->query, end);
    if (last != NULL)
        *last = '\0';
    look(session);
    return last != NULL;
}

SESSION_HANDLER(session_find_clear)
{
    (void)event;
    (void)effects;
    session->find.query[0] = '\0';
    session_input_forget(session);
    look(session);
    return true;
}

SESSION_HANDLER(session_find_back)
{
    (void)event;
    session_go(session, SCREEN_HOME, effects);
    return true;
}

/* ---- answers ---- */

SESSION_HANDLER(session_answer_open)
{
    const struct knowledge_entry *answer =
        event->text == NULL ? NULL : knowledge_find(session->knowledge, event->text);
    if (answer == NULL)
        return false;
    session->find.answer = answer;
    session_go(session, SCREEN_ANSWER, effects);
    return true;
}

SESSION_HANDLER(session_answer_back)
{
    (void)event;
    session_find_again(session, effects);
    return true;
}

/* ---- what is public ---- */

SESSION_HANDLER(session_public_open)
{
    struct clock_date today = session_today(session);
    const char *id = event->text == NULL ? "" : event->text;
    if (session->bulletin == NULL)
        return false;
    if (*id == '\0') {
        session_go(session, SCREEN_PUBLIC, effects);
        return true;
    }
    bool part = strcmp(id, SESSION_PUBLIC_HALL) == 0 ||
                strcmp(id, SESSION_PUBLIC_NOTICES) == 0 ||
                strcmp(id, SESSION_PUBLIC_LISTS) == 0;
    if (!part && bulletin_find(session->bulletin, id, &today) == NULL)
        return false;
    g_strlcpy(session->find.item, id, sizeof session->find.item);
    session_go(session, SCREEN_PUBLIC_ITEM, effects);
    return true;
}

/* From the waiting screen it is a visit like any other: it ends, and leaves nothing. */
SESSION_HANDLER(session_public_start)
{
    if (session->bulletin == NULL)
        return false;
    session_begin_visit(session, effects);
    if (!session_public_open(session, event, effects))
        session_go(session, SCREEN_PUBLIC, effects);
    return true;
}

/* From a notice to the notices, from all others to what there is. */
SESSION_HANDLER(session_public_item_back)
{
    (void)event;
    struct session_find *find = &session->find;
    static const char *const lists[] = {SESSION_PUBLIC_NOTICES, SESSION_PUBLIC_LISTS};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        size_t index;
        json_t *item;
        json_array_foreach (json_object_get(session->bulletin->json, lists[i]), index,
                            item)
            if (strcmp(json_text(item, "id", ""), find->item) == 0) {
                g_strlcpy(find->item, lists[i], sizeof find->item);
                session_go(session, SCREEN_PUBLIC_ITEM, effects);
                return true;
            }
    }
    session_go(session, SCREEN_PUBLIC, effects);
    return true;
}

/* ---- the guide on paper ---- */

SESSION_HANDLER(session_take_open)
{
    (void)event;
    session->find.paper = PRINT_NONE;
    session_go(session, SCREEN_TAKE, effects);
    return true;
}

bool
session_can_print_guide(const struct session *session)
{
    return session_device_is_usable(session_device(session, "printer")) &&
           session_device_is_usable(session_device(session, "typesetter"));
}

SESSION_HANDLER(session_take_print)
{
    (void)event;
    if (session->find.paper == PRINT_RUNNING)
        return false;
    bool can = session_can_print_guide(session);
    session->find.paper = can ? PRINT_RUNNING : PRINT_FAILED;
    if (can)
        session->find.paper_order =
            session_order(session, effects, EFFECT_PRINT_PAPER)->order;
    return true;
}

bool
session_take_tells(struct session *session, const struct session_event *event)
{
    if (event->order == 0 || event->order != session->find.paper_order)
        return false;
    session->find.paper_order = 0;
    session->find.paper = event->kind == SESSION_PRINTED ? PRINT_DONE : PRINT_FAILED;
    return true;
}

json_t *
session_guide_sheet(const struct session *session)
{
    return guide_sheet(&(struct guide_sheet){.service = session->service,
                                             .place = session->place,
                                             .terminal = session->terminal,
                                             .language = session->language,
                                             .large = session->assisted,
                                             .now_ms = session->now_ms});
}

char *
session_guide_code(const struct session *session)
{
    return guide_code(session->service, session->place, session->language);
}
