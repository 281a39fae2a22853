// SPDX-License-Identifier: Apache-2.0
// Session: materials, one after another, page by page.
#include "session_parts.h"

#include <string.h>
#include "base/json.h"
#include "core/calendar.h"
#include "core/copy_mark.h"

#define ENOUGH_TRIES 2 // of one page; then it is taken as it is

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

/* A page that stays blurred is as it is: an old copy, a worn stamp. It is not sent away
 * without end, but the first time the person is asked to do better. */
bool
session_scan_takes(const struct session_page *page)
{
    return !is_blank(page) &&
           (strcmp(page->verdict, "blurred") != 0 || page->tries >= ENOUGH_TRIES);
}

int
session_scan_pages(const struct session_material *given)
{
    int count = 0;
    for (size_t i = 0; i < given->page_count; i++)
        if (session_scan_takes(&given->pages[i]))
            count++;
    return count;
}

void
session_scan_mark(const struct session *session, char mark_out[256])
{
    mark_out[0] = '\0';
    if (session->service == NULL)
        return;
    struct clock_date today = session_today(session);
    struct clock_date until = calendar_after_natural(&today, COPY_MARK_VALID_DAYS);
    copy_mark(json_text(session->service->name, SESSION_LANGUAGE_FIRST, ""), &until,
              mark_out);
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
    session->scan_turns = false;
}

/* ---- the live picture ---- */

static void
drop_frame(struct session *session, struct effects *effects)
{
    if (session->scan_frame.handle != 0)
        drop(effects, session->scan_frame.handle);
    session->scan_frame = (struct session_page){0};
}

void
session_live_begin(struct session *session, struct effects *effects)
{
    drop_frame(session, effects);
    session->live_order = session_order(session, effects, EFFECT_LIVE)->order;
}

void
session_live_end(struct session *session, struct effects *effects)
{
    drop_frame(session, effects);
    if (session->live_order != 0)
        session_effect(effects, EFFECT_END_LIVE);
    session->live_order = 0;
}

SESSION_HANDLER(session_scan_frame)
{
    if (event->page.handle <= 0)
        return false;
    if (event->order == 0 ||
        (event->order != session->live_order && event->order != session->scan_order &&
         event->order != session->copy.order))
        return session_late_frame(session, event, effects);
    drop_frame(session, effects);
    session->scan_frame = event->page;
    return true;
}

SESSION_HANDLER(session_late_frame)
{
    (void)session;
    if (event->page.handle > 0)
        drop(effects, event->page.handle);
    return false;
}

/* ---- what the person wants ---- */

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
    session_live_end(session, effects); // one camera cannot do both
    session->scan_percent = 0;
    session->scan_page = (int)index;
    session->scan_cause[0] = '\0';
    session->scan_extra = 0;
    if (given->deferred)
        session_promise_forget(session);
    given->deferred = false;
    return true;
}

SESSION_HANDLER(session_scan_page)
{
    (void)event;
    const struct session_material *given = current(session);
    size_t index = 0;
    // A page that shows nothing is no page: the next scan takes its place.
    while (index < given->page_count && session_scan_takes(&given->pages[index]))
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
    session->scan_page = (int)MIN(index, MAX(given->page_count, 1) - 1);
    session->scan_last = -1;
    session->scan_extra = 0;
    return true;
}

SESSION_HANDLER(session_scan_look)
{
    (void)effects;
    if (session->scan_order != 0 || event->number < 0 ||
        (size_t)event->number >= current(session)->page_count)
        return false;
    session->scan_page = event->number;
    session->scan_cause[0] = '\0';
    return true;
}

/* The page that came last is made anew from what the scanner gave; an earlier one is turned as
 * it was kept. */
SESSION_HANDLER(session_scan_turn)
{
    (void)event;
    const struct session_material *given = current(session);
    if (session->scan_order != 0 || session->scan_page < 0 ||
        (size_t)session->scan_page >= given->page_count)
        return false;
    const struct session_page *page = &given->pages[session->scan_page];
    bool last = session->scan_last == session->scan_page;
    struct effect *effect = session_order(session, effects, EFFECT_TURN);
    effect->number = last ? (page->turned + 90) % 360 : 90;
    effect->page = last ? 0 : page->handle;
    session->scan_order = effect->order;
    session->scan_turns = true;
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
    session->scan_turns = false;
    // The person waited for the machine: the time to think begins now.
    session->touched_monotonic_ms = session->monotonic_ms;
}

/* One page more for this material, in the place of the one that was taken anew or behind the
 * others. False: there is no room for it. */
static bool
keep_page(struct session *session, const struct session_page *page,
          struct effects *effects)
{
    struct session_material *given = current(session);
    size_t index = (size_t)session->scan_page;
    if (index >= (size_t)given->material->page_max) {
        session->scan_extra++;
        return false;
    }
    struct session_page before = {0};
    bool kept = session->scan_turns && session->scan_last != session->scan_page;
    if (index < given->page_count) {
        before = given->pages[index];
        drop(effects, before.handle);
    } else {
        given->page_count = index + 1;
    }
    given->pages[index] = *page;
    given->pages[index].tries = before.tries + !session->scan_turns;
    if (kept) { // how good it is was found when it came
        memcpy(given->pages[index].verdict, before.verdict, sizeof before.verdict);
        given->pages[index].glare = before.glare;
        given->pages[index].dark = before.dark;
        given->pages[index].cropped = before.cropped;
    } else {
        session->scan_last = (int)index;
    }
    return true;
}

/* Where the next page of a feeder goes: behind all that are there. */
static void
go_behind(struct session *session)
{
    session->scan_page = (int)current(session)->page_count;
    session->scan_percent = 0;
}

SESSION_HANDLER(session_scan_ready)
{
    if (event->page.handle <= 0)
        return false;
    if (event->order == 0 || event->order != session->scan_order) {
        drop(effects, event->page.handle);
        return false;
    }
    if (!keep_page(session, &event->page, effects))
        drop(effects, event->page.handle);
    if (event->number > 0) {
        go_behind(session);
        return true;
    }
    scan_is_over(session);
    session->scan_page = MIN(session->scan_page, (int)current(session)->page_count - 1);
    session_live_begin(session, effects);
    return true;
}

SESSION_HANDLER(session_scan_failed)
{
    if (event->order == 0 || event->order != session->scan_order)
        return false;
    bool turned = session->scan_turns;
    scan_is_over(session);
    // What a camera sees while somebody puts right what was wrong helps more than words.
    session_live_begin(session, effects);
    if (turned) { // the page is as it was
        if (session->scan_last == session->scan_page)
            session->scan_last = -1;
        return true;
    }
    size_t count = current(session)->page_count;
    session->scan_page = MIN(session->scan_page, (int)count);
    g_strlcpy(session->scan_cause, event->text != NULL ? event->text : "internalError",
              sizeof session->scan_cause);
    return true;
}

/* ---- forward and back ---- */

static void
next_material(struct session *session, struct effects *effects)
{
    session->scan_cause[0] = '\0';
    session->scan_page = session->scan_extra = 0;
    session->scan_last = -1;
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
    if (!given->deferred)
        session_promise_forget(session);
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
    session->scan_page = session->scan_extra = 0;
    session->scan_last = -1;
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

/* ---- which papers are wanted ---- */

void
session_materials_follow(struct session *session)
{
    struct session_material all[SERVICE_MATERIALS_MAX];
    const struct service *service = session->service;
    if (session->progress.correcting)
        return; // the office says what is wanted
    memcpy(all, session->materials, sizeof all);
    size_t place = 0;
    for (int wanted = 1; wanted >= 0; wanted--) {
        // In the order of the definition, which is that of their addresses.
        for (size_t m = 0; m < service->material_count; m++) {
            const struct material *material = &service->materials[m];
            if (form_material_is_wanted(service, material, session->answers) != wanted)
                continue;
            for (size_t i = 0; i < session->material_total; i++)
                if (all[i].material == material)
                    session->materials[place++] = all[i];
        }
        if (wanted)
            session->material_count = place;
    }
    session->material_index =
        MIN(session->material_index, MAX(session->material_count, 1) - 1);
    explicit_bzero(all, sizeof all);
}
