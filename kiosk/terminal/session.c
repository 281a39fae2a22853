// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <stddef.h>
#include <string.h>

#include "core/fault.h"
#include "terminal/session_parts.h"

/* ---- effects ---- */

struct effect *
session_effect(struct effects *effects, enum effect_kind kind)
{
    g_assert(effects->count < EFFECTS_MAX);
    struct effect *effect = &effects->list[effects->count++];
    *effect = (struct effect){.kind = kind};
    return effect;
}

struct effect *
session_order(struct session *session, struct effects *effects, enum effect_kind kind)
{
    struct effect *effect = session_effect(effects, kind);
    effect->order = ++session->last_order;
    return effect;
}

/* ---- lifetime ---- */

void
session_wipe_text(char **text)
{
    if (*text != NULL)
        explicit_bzero(*text, strlen(*text));
    g_free(*text);
    *text = NULL;
}

/* Frees what the visit owns and zeroes all that lies between its first and last member. */
static void
wipe_visit(struct session *session)
{
    json_decref(session->card);
    json_decref(session->answers);
    session_wipe_text(&session->draft);
    session_wipe_text(&session->receipt.code_data);
    if (session->defects != NULL)
        g_array_unref(session->defects);
    const size_t first = offsetof(struct session, group);
    const size_t behind = offsetof(struct session, devices);
    explicit_bzero((char *)session + first, behind - first);
    session->scan_percent = -1;
}

void
session_init(struct session *session, const struct catalogue *catalogue,
             const struct place *place, const struct calendar *calendar,
             const char *terminal)
{
    *session = (struct session){
        .catalogue = catalogue, .place = place, .calendar = calendar, .scan_percent = -1};
    g_strlcpy(session->terminal, terminal, sizeof session->terminal);
    g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
    session->screen = session_resting_screen(session);
}

void
session_finish(struct session *session)
{
    if (session == NULL)
        return;
    wipe_visit(session);
    explicit_bzero(session, sizeof *session);
}

void
session_set_catalogue(struct session *session, const struct catalogue *catalogue)
{
    g_assert(!session_in_visit(session));
    session->catalogue = catalogue;
    session->screen = session_resting_screen(session);
}

enum screen_id
session_resting_screen(const struct session *session)
{
    // Without a service to offer, or a place to keep what is handed in, nothing can begin.
    bool can_begin = session->catalogue->count > 0 &&
                     session_device_is_usable(session_device(session, "store"));
    return can_begin ? SCREEN_ATTRACT : SCREEN_OUT_OF_SERVICE;
}

bool
session_in_visit(const struct session *session)
{
    return session->screen != SCREEN_ATTRACT && session->screen != SCREEN_OUT_OF_SERVICE;
}

struct clock_date
session_today(const struct session *session)
{
    return clock_date(session->now_ms);
}

/* ---- the way through the screens ---- */

void
session_go(struct session *session, enum screen_id screen, struct effects *effects)
{
    if (screen != SCREEN_CARD)
        session_card_cancel(session, effects);
    if (screen != SCREEN_SCAN)
        session_scan_cancel(session, effects);
    session->screen = screen;
    session->part = 0;
    session->step_monotonic_ms = session->monotonic_ms;
    // What the outside brings (a card that was read) is a sign of somebody there, too.
    session->touched_monotonic_ms = session->monotonic_ms;
    session->field_error[0] = '\0';
    if (screen == SCREEN_CARD)
        session_card_begin(session, effects);
}

void
session_first_ways(struct session *session, struct effects *effects)
{
    if (session->assisted) {
        session->assisted = false;
        session_effect(effects, EFFECT_MODE);
    }
    if (strcmp(session->language, SESSION_LANGUAGE_FIRST) != 0) {
        g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
        session_effect(effects, EFFECT_LANGUAGE);
    }
}

void
session_end_visit(struct session *session, struct effects *effects)
{
    session_print_cancel(session, effects);
    session_go(session, session_resting_screen(session), effects);
    session->dialog = DIALOG_NONE;
    session->idle_seconds_left = 0;
    session->draft_lost = false;
    wipe_visit(session);
    session_effect(effects, EFFECT_VISIT_ENDS);
    session_first_ways(session, effects);
}

static size_t
page_count(const struct session *session)
{
    size_t count = 0;
    for (size_t i = 0; i < session->material_count; i++)
        count += session->materials[i].page_count;
    return count;
}

bool
session_has_draft(const struct session *session)
{
    return !session->stored && (session->card != NULL || page_count(session) > 0 ||
                                json_object_size(session->answers) > 0);
}

static SESSION_HANDLER(start)
{
    session->answers = json_object();
    session->draft = g_strdup("");
    session_effect(effects, EFFECT_VISIT_BEGINS);
    if (event->number == 1 && !session->assisted) {
        session->assisted = true;
        session_effect(effects, EFFECT_MODE);
    }
    session->dialog = DIALOG_NONE;
    session_go(session, SCREEN_HOME, effects);
    return true;
}

static SESSION_HANDLER(open_group)
{
    if (event->text == NULL || catalogue_group(session->catalogue, event->text) == NULL)
        return false;
    g_strlcpy(session->group, event->text, sizeof session->group);
    session->draft_lost = false;
    session_go(session, SCREEN_GROUP, effects);
    return true;
}

void
session_forget_service(struct session *session, struct effects *effects)
{
    if (page_count(session) > 0 || session->card != NULL)
        session_effect(effects, EFFECT_DROP_PAGES);
    char group[sizeof session->group];
    g_strlcpy(group, session->group, sizeof group);
    wipe_visit(session);
    g_strlcpy(session->group, group, sizeof session->group);
    session->answers = json_object();
    session->draft = g_strdup("");
}

static void
take_service(struct session *session, const struct service *service)
{
    session->service = service;
    for (size_t i = 0; i < service->material_count; i++)
        if (service->materials[i].how == MATERIAL_SCAN)
            session->materials[session->material_count++].material =
                &service->materials[i];
}

static SESSION_HANDLER(open_service)
{
    const struct service *service =
        event->text == NULL ? NULL : catalogue_service(session->catalogue, event->text);
    if (service == NULL)
        return false;
    if (session->screen == SCREEN_HOME)
        session->group[0] = '\0';
    // Another matter needs its own consent, so nothing of the first one is carried over.
    if (service != session->service) {
        session_forget_service(session, effects);
        take_service(session, service);
    }
    session->draft_lost = false;
    session_go(session, SCREEN_GUIDE, effects);
    return true;
}

static bool
needs_card(const struct session *session)
{
    return strcmp(session->service->assurance, "none") != 0;
}

static void
go_on_after_consent(struct session *session, struct effects *effects)
{
    if (needs_card(session) && session->card == NULL)
        session_go(session, SCREEN_CARD, effects);
    else
        session_form_begin(session, effects);
}

static SESSION_HANDLER(guide_next)
{
    (void)event;
    if (!session->service->self_service)
        return false;
    if (session->consent_given)
        go_on_after_consent(session, effects);
    else
        session_go(session, SCREEN_CONSENT, effects);
    return true;
}

static SESSION_HANDLER(agree)
{
    session->consent_given = true;
    session->consent_ms = event->now_ms;
    go_on_after_consent(session, effects);
    return true;
}

static SESSION_HANDLER(back_home)
{
    (void)event;
    session_go(session, SCREEN_HOME, effects);
    return true;
}

static SESSION_HANDLER(guide_back)
{
    (void)event;
    session_go(session, session->group[0] != '\0' ? SCREEN_GROUP : SCREEN_HOME, effects);
    return true;
}

static SESSION_HANDLER(back_guide)
{
    (void)event;
    session_go(session, SCREEN_GUIDE, effects);
    return true;
}

static SESSION_HANDLER(back_consent)
{
    (void)event;
    session->consent_given = false; // it is asked again: a way back is a way out of it
    session_go(session, SCREEN_CONSENT, effects);
    return true;
}

static SESSION_HANDLER(check_back)
{
    (void)event;
    if (session->material_count > 0) {
        session->material_index = session->material_count - 1;
        session_go(session, SCREEN_SCAN, effects);
    } else if (!session_form_end(session, effects)) {
        session_go(session, SCREEN_GUIDE, effects);
    }
    return true;
}

static SESSION_HANDLER(back_check)
{
    (void)event;
    session_go(session, SCREEN_CHECK, effects);
    return true;
}

static SESSION_HANDLER(edit)
{
    return event->text != NULL && session_edit(session, event->text, effects);
}

static SESSION_HANDLER(errors_next)
{
    (void)event;
    for (guint i = 0; session->defects != NULL && i < session->defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(session->defects, struct field_defect, i);
        const char *id = defect->question != NULL ? defect->question->id
                                                  : defect->material->id;
        if (session_edit(session, id, effects))
            return true;
    }
    session_go(session, SCREEN_CHECK, effects);
    return true;
}

static SESSION_HANDLER(promise)
{
    (void)event;
    (void)effects;
    session->promised = !session->promised;
    session->field_error[0] = '\0';
    return true;
}

/* ---- what is there on every screen ---- */

static SESSION_HANDLER(help)
{
    (void)event;
    (void)effects;
    session->dialog = DIALOG_HELP;
    return true;
}

static SESSION_HANDLER(dismiss)
{
    (void)event;
    (void)effects;
    bool changed = session->dialog != DIALOG_NONE;
    session->dialog = DIALOG_NONE;
    return changed;
}

static SESSION_HANDLER(part)
{
    (void)effects;
    if (event->number < 0 || event->number == session->part || !session_in_visit(session))
        return false;
    session->part = event->number;
    return true;
}

static SESSION_HANDLER(mode)
{
    (void)event;
    session->assisted = !session->assisted;
    session->part = 0; // sizes change, and with them what has room
    session_effect(effects, EFFECT_MODE);
    if (session->screen == SCREEN_FORM)
        session_form_mode(session);
    return true;
}

static SESSION_HANDLER(language)
{
    if (event->text == NULL || event->text[0] == '\0' ||
        strcmp(event->text, session->language) == 0)
        return false;
    g_strlcpy(session->language, event->text, sizeof session->language);
    session_effect(effects, EFFECT_LANGUAGE);
    return true;
}

static SESSION_HANDLER(end)
{
    (void)event;
    if (!session_in_visit(session))
        return false;
    // A case is being made durable: to end now would leave nobody who knows its number.
    if (session->screen == SCREEN_SUBMITTING && !session->stored)
        return false;
    // Paper with a name on it is on its way: ask before nobody waits for it.
    if (session->print == PRINT_RUNNING && session->dialog != DIALOG_END) {
        session->dialog = DIALOG_END;
        return true;
    }
    session_end_visit(session, effects);
    return true;
}

static SESSION_HANDLER(ask_end)
{
    if (!session_in_visit(session))
        return false;
    if (session->screen == SCREEN_SUBMITTING)
        return session_do_not_wait(session, event, effects);
    if (session_has_draft(session)) {
        session->dialog = DIALOG_END;
        return true;
    }
    return end(session, event, effects);
}

/* A page that nobody waits for any more. */
static SESSION_HANDLER(late_page)
{
    (void)session;
    if (event->page.handle > 0)
        session_effect(effects, EFFECT_DROP_PAGE)->number = event->page.handle;
    return false;
}

/* ---- the table ---- */

static bool (*const on_screen[SCREEN_COUNT][SESSION_EVENT_COUNT])(
    struct session *session, const struct session_event *event,
    struct effects *effects) = {
    [SCREEN_ATTRACT] = {[SESSION_START] = start},
    [SCREEN_HOME] = {[SESSION_OPEN_GROUP] = open_group,
                     [SESSION_OPEN_SERVICE] = open_service,
                     [SESSION_BACK] = ask_end},
    [SCREEN_GROUP] = {[SESSION_OPEN_SERVICE] = open_service, [SESSION_BACK] = back_home},
    [SCREEN_GUIDE] = {[SESSION_NEXT] = guide_next, [SESSION_BACK] = guide_back},
    [SCREEN_CONSENT] = {[SESSION_AGREE] = agree, [SESSION_BACK] = back_guide},
    [SCREEN_CARD] = {[SESSION_BACK] = back_consent,
                     [SESSION_RETRY] = session_card_retry,
                     [SESSION_CARD_READ] = session_card_read,
                     [SESSION_CARD_FAILED] = session_card_failed},
    [SCREEN_FORM] = {[SESSION_BACK] = session_form_back,
                     [SESSION_NEXT] = session_form_next,
                     [SESSION_FOCUS] = session_form_focus,
                     [SESSION_TYPE] = session_form_type,
                     [SESSION_CLEAR] = session_form_clear,
                     [SESSION_CHOOSE] = session_form_choose},
    [SCREEN_SCAN] = {[SESSION_BACK] = session_scan_back,
                     [SESSION_NEXT] = session_scan_next,
                     [SESSION_SCAN] = session_scan_page,
                     [SESSION_SCAN_AGAIN] = session_scan_again,
                     [SESSION_REMOVE_PAGE] = session_scan_remove,
                     [SESSION_DEFER] = session_scan_defer,
                     [SESSION_RETRY] = session_scan_retry,
                     [SESSION_SCAN_PROGRESS] = session_scan_progress,
                     [SESSION_PAGE_READY] = session_scan_ready,
                     [SESSION_SCAN_FAILED] = session_scan_failed},
    [SCREEN_CHECK] = {[SESSION_BACK] = check_back,
                      [SESSION_EDIT] = edit,
                      [SESSION_PROMISE] = promise,
                      [SESSION_SUBMIT] = session_submit},
    [SCREEN_ERRORS] = {[SESSION_BACK] = back_check,
                       [SESSION_EDIT] = edit,
                       [SESSION_NEXT] = errors_next},
    [SCREEN_SUBMITTING] = {[SESSION_DO_NOT_WAIT] = session_do_not_wait},
    [SCREEN_DONE] = {[SESSION_NEXT] = end},
    [SCREEN_FAULT] = {[SESSION_RETRY] = session_fault_retry,
                      [SESSION_NEXT] = session_fault_next,
                      [SESSION_BACK] = session_fault_back,
                      [SESSION_WITHOUT_PAPER] = session_without_paper},
};

static bool (*const anywhere[SESSION_EVENT_COUNT])(struct session *session,
                                                   const struct session_event *event,
                                                   struct effects *effects) = {
    [SESSION_HELP] = help,
    [SESSION_DISMISS] = dismiss,
    [SESSION_MODE] = mode,
    [SESSION_PART] = part,
    [SESSION_LANGUAGE] = language,
    [SESSION_ASK_END] = ask_end,
    [SESSION_END] = end,
    [SESSION_PAGE_READY] = late_page,
    [SESSION_STORED] = session_stored,
    [SESSION_STORE_FAILED] = session_store_failed,
    [SESSION_DELIVERY] = session_delivery,
    [SESSION_REFUSED] = session_refused,
    [SESSION_PRINT_PROGRESS] = session_print_progress,
    [SESSION_PRINTED] = session_printed,
    [SESSION_PRINT_FAILED] = session_print_failed,
    [SESSION_DEVICE] = session_device_says,
};

static bool
is_from_person(enum session_event_kind kind)
{
    return kind <= SESSION_TOUCHED;
}

/* The bottom bar stays live while a dialog is open; what lies under the dialog does not. */
static bool
reaches_under_dialog(enum session_event_kind kind)
{
    switch (kind) {
    case SESSION_HELP:
    case SESSION_DISMISS:
    case SESSION_MODE:
    case SESSION_LANGUAGE:
    case SESSION_ASK_END:
    case SESSION_END:
        return true;
    default:
        return !is_from_person(kind);
    }
}

static bool
dispatch(struct session *session, const struct session_event *event,
         struct effects *effects)
{
    bool (*handler)(struct session *, const struct session_event *, struct effects *) =
        on_screen[session->screen][event->kind];
    if (handler == NULL)
        handler = anywhere[event->kind];
    return handler != NULL && handler(session, event, effects);
}

bool
session_handle(struct session *session, const struct session_event *event,
               struct effects *effects)
{
    g_assert(event->kind < SESSION_EVENT_COUNT);
    bool changed = false;
    session->now_ms = event->now_ms;
    session->monotonic_ms = event->monotonic_ms;
    if (is_from_person(event->kind)) {
        session->touched_monotonic_ms = event->monotonic_ms;
        // Any touch says "I am still here".
        if (session->dialog == DIALOG_IDLE) {
            session->dialog = DIALOG_NONE;
            changed = true;
        }
    }
    if (session->dialog == DIALOG_NONE || reaches_under_dialog(event->kind))
        changed = dispatch(session, event, effects) || changed;
    else if (event->kind == SESSION_BACK)
        changed = dismiss(session, event, effects);
    return session_pass_time(session, effects) || changed;
}

/* ---- what screens ask ---- */

const struct session_device *
session_device(const struct session *session, const char *class)
{
    for (size_t i = 0; i < session->device_count; i++)
        if (strcmp(session->devices[i].class, class) == 0)
            return &session->devices[i];
    return NULL;
}

bool
session_page_is_complete(const struct session *session)
{
    switch (session->screen) {
    case SCREEN_FORM:
        return session_form_is_complete(session);
    case SCREEN_SCAN:
        return session->scan_order == 0 &&
               session_scan_is_complete(&session->materials[session->material_index]);
    case SCREEN_CHECK:
        return session->promised;
    case SCREEN_GUIDE:
        return session->service->self_service;
    default:
        return true;
    }
}

int
session_step(const struct session *session)
{
    static const int steps[SCREEN_COUNT] = {
        [SCREEN_GUIDE] = 1,  [SCREEN_CONSENT] = 2,    [SCREEN_CARD] = 2,
        [SCREEN_FORM] = 3,   [SCREEN_SCAN] = 4,       [SCREEN_CHECK] = 5,
        [SCREEN_ERRORS] = 5, [SCREEN_SUBMITTING] = 6, [SCREEN_DONE] = 7,
    };
    return steps[session->screen];
}

bool
session_step_exists(const struct session *session, int step)
{
    if (session->service == NULL)
        return false;
    switch (step) {
    case 2:
        return needs_card(session);
    case 3:
        return session_form_exists(session);
    case 4:
        return session->material_count > 0;
    default:
        return step >= 1 && step <= 6;
    }
}
