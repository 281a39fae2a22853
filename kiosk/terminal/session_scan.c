// SPDX-License-Identifier: Apache-2.0
// Session: materials, one after another, page by page.
#include "session_parts.h"

#include <string.h>

static struct session_material *
current(struct session *session)
{
    return &session->materials[session->material_index];
}

static bool
is_blank(const struct session_page *page)
{
    return strcmp(page->verdict, "blank") == 0;
}

int
session_scan_pages(const struct session_material *given)
{
    int count = 0;
    for (size_t i = 0; i < given->page_count; i++)
        if (!is_blank(&given->pages[i]))
            count++;
    return count;
}

bool
session_scan_is_complete(const struct session_material *given)
{
    int pages = session_scan_pages(given);
    if (given->deferred)
        return true;
    if (given->page_count == 0)
        return !given->material->required;
    return pages == (int)given->page_count && pages >= given->material->page_num;
}

static void
drop(struct effects *effects, int handle)
{
    session_effect(effects, EFFECT_DROP_PAGE)->number = handle;
}

void
session_scan_cancel(struct session *session, struct effects *effects)
{
    if (session->scan_order == 0)
        return;
    session_effect(effects, EFFECT_CANCEL_SCAN)->order = session->scan_order;
    session->scan_order = 0;
    session->scan_percent = -1;
}

static bool
take_page(struct session *session, size_t index, struct effects *effects)
{
    struct session_material *given = current(session);
    if (session->scan_order != 0 || index > given->page_count ||
        index >= (size_t)given->material->page_max)
        return false;
    struct effect *effect = session_order(session, effects, EFFECT_SCAN);
    g_strlcpy(effect->text, given->material->id, sizeof effect->text);
    effect->number = (int)index + 1;
    session->scan_order = effect->order;
    session->scan_percent = 0;
    session->scan_page = (int)index;
    session->scan_cause[0] = '\0';
    given->deferred = false;
    return true;
}

SESSION_HANDLER(session_scan_page)
{
    (void)event;
    const struct session_material *given = current(session);
    size_t index = 0;
    // A blank page is no page: the next scan takes its place.
    while (index < given->page_count && !is_blank(&given->pages[index]))
        index++;
    return take_page(session, index, effects);
}

SESSION_HANDLER(session_scan_again)
{
    if (event->number < 0 || (size_t)event->number >= current(session)->page_count)
        return false;
    return take_page(session, (size_t)event->number, effects);
}

SESSION_HANDLER(session_scan_retry)
{
    (void)event;
    return session->scan_cause[0] != '\0' &&
           take_page(session, (size_t)session->scan_page, effects);
}

SESSION_HANDLER(session_scan_remove)
{
    struct session_material *given = current(session);
    if (session->scan_order != 0 || event->number < 0 ||
        (size_t)event->number >= given->page_count)
        return false;
    size_t index = (size_t)event->number;
    drop(effects, given->pages[index].handle);
    given->page_count--;
    memmove(&given->pages[index], &given->pages[index + 1],
            (given->page_count - index) * sizeof given->pages[0]);
    given->pages[given->page_count] = (struct session_page){0};
    session->scan_cause[0] = '\0';
    session->scan_page = 0;
    return true;
}

/* ---- what the scanner says ---- */

SESSION_HANDLER(session_scan_progress)
{
    (void)effects;
    if (event->order == 0 || event->order != session->scan_order)
        return false;
    int percent = CLAMP(event->number, 0, 100);
    bool changed = percent != session->scan_percent;
    session->scan_percent = percent;
    return changed;
}

static void
scan_is_over(struct session *session)
{
    session->scan_order = 0;
    session->scan_percent = -1;
    // The person waited for the machine: the time to think begins now.
    session->touched_monotonic_ms = session->monotonic_ms;
}

SESSION_HANDLER(session_scan_ready)
{
    if (event->page.handle <= 0)
        return false;
    if (event->order == 0 || event->order != session->scan_order) {
        drop(effects, event->page.handle);
        return false;
    }
    struct session_material *given = current(session);
    size_t index = (size_t)session->scan_page;
    scan_is_over(session);
    if (index < given->page_count)
        drop(effects, given->pages[index].handle);
    else
        given->page_count = index + 1;
    given->pages[index] = event->page;
    return true;
}

SESSION_HANDLER(session_scan_failed)
{
    (void)effects;
    if (event->order == 0 || event->order != session->scan_order)
        return false;
    scan_is_over(session);
    g_strlcpy(session->scan_cause, event->text != NULL ? event->text : "internalError",
              sizeof session->scan_cause);
    return true;
}

/* ---- forward and back ---- */

static void
next_material(struct session *session, struct effects *effects)
{
    session->scan_cause[0] = '\0';
    session->scan_page = 0;
    if (session->editing) {
        session_edited(session, effects);
    } else if (session->material_index + 1 < session->material_count) {
        session->material_index++;
        session_go(session, SCREEN_SCAN, effects);
    } else {
        session_go(session, session_last_look(session), effects);
    }
}

SESSION_HANDLER(session_scan_defer)
{
    (void)event;
    struct session_material *given = current(session);
    if (!given->material->may_defer || session->scan_order != 0)
        return false;
    for (size_t i = 0; i < given->page_count; i++)
        drop(effects, given->pages[i].handle);
    memset(given->pages, 0, sizeof given->pages);
    given->page_count = 0;
    given->deferred = true;
    next_material(session, effects);
    return true;
}

SESSION_HANDLER(session_scan_next)
{
    (void)event;
    if (session->scan_order != 0 || !session_scan_is_complete(current(session)))
        return false;
    next_material(session, effects);
    return true;
}

SESSION_HANDLER(session_scan_back)
{
    (void)event;
    session_scan_cancel(session, effects);
    session->scan_cause[0] = '\0';
    session->scan_page = 0;
    if (session->editing) {
        session_edited(session, effects);
    } else if (session->material_index > 0) {
        session->material_index--;
        session_go(session, SCREEN_SCAN, effects);
    } else if (!session_form_end(session, effects)) {
        session_go(session, session_before_form(session), effects);
    }
    return true;
}
