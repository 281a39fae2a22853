// SPDX-License-Identifier: Apache-2.0
// Session: maintenance. Entered only while nobody is at the machine; nothing of a visit is in
// memory then, and when it ends everything is wiped as after a visit.
#include "session_parts.h"

#include <string.h>

#include "base/json.h"

/* ---- in and out ------------------------------------------------------------------------- */

static void
ask(struct session *session, const char *what, struct effects *effects)
{
    struct effect *effect = session_order(session, effects, EFFECT_STAFF);
    g_strlcpy(effect->text, what, sizeof effect->text);
    session->staff.order = effect->order;
}

void
session_staff_note(struct session *session, const char *act, struct effects *effects)
{
    (void)session;
    g_strlcpy(session_effect(effects, EFFECT_STAFF)->text, act,
              sizeof effects->list[0].text);
}

SESSION_HANDLER(session_corner)
{
    int64_t first_ms = session->corner_monotonic_ms;
    if (session->corner_touches == 0 ||
        event->monotonic_ms - first_ms > SESSION_CORNER_MS) {
        session->corner_touches = 0;
        session->corner_monotonic_ms = event->monotonic_ms;
    }
    if (++session->corner_touches < SESSION_CORNER_TOUCHES)
        return false;
    session->corner_touches = 0;
    session->dialog = DIALOG_NONE;
    session_first_ways(session, effects);
    session_effect(effects, EFFECT_STAFF_BEGINS);
    session_go(session, SCREEN_STAFF_PIN, effects);
    ask(session, "look", effects);
    return true;
}

/* Calls off what a test still waits for. */
static void
stop_test(struct session *session, struct effects *effects)
{
    static const struct {
        const char *test;
        enum effect_kind cancel;
    } rows[] = {{"card", EFFECT_CANCEL_CARD},
                {"scan", EFFECT_CANCEL_SCAN},
                {"print", EFFECT_CANCEL_PRINT}};
    struct session_staff *staff = &session->staff;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (staff->test_state == TEST_RUNNING && strcmp(staff->test, rows[i].test) == 0)
            session_effect(effects, rows[i].cancel)->order = staff->order;
    staff->test_state = TEST_NONE;
    staff->order = 0;
}

void
session_staff_leave(struct session *session, struct effects *effects)
{
    if (!session_is_staff(session))
        return;
    stop_test(session, effects);
    if (session->staff.entered)
        session_staff_note(session, "leave", effects);
}

/* ---- the PIN ---------------------------------------------------------------------------- */

/* Nothing is asked, and the store would look at a PIN. */
static bool
takes_pin(const struct session *session)
{
    const struct session_staff *staff = &session->staff;
    return staff->order == 0 && staff->known && staff->pin_set &&
           session->now_ms >= staff->until_ms;
}

SESSION_HANDLER(session_staff_type)
{
    (void)effects;
    char *pin = session->staff.pin;
    size_t length = strlen(pin);
    if (!takes_pin(session) || event->text == NULL)
        return false;
    if (strcmp(event->text, "\b") == 0 && length > 0)
        pin[length - 1] = '\0';
    else if (g_ascii_isdigit(event->text[0]) && length < SESSION_PIN_LENGTH)
        pin[length] = event->text[0];
    else
        return false;
    session->staff.pin_told = TOLD_NOT;
    return true;
}

SESSION_HANDLER(session_staff_clear)
{
    (void)event;
    (void)effects;
    explicit_bzero(session->staff.pin, sizeof session->staff.pin);
    return true;
}

SESSION_HANDLER(session_staff_enter)
{
    (void)event;
    if (!takes_pin(session) || strlen(session->staff.pin) != SESSION_PIN_LENGTH)
        return false;
    ask(session, "pin", effects);
    return true;
}

static bool
is_mine(const struct session *session, const struct session_event *event)
{
    return event->order != 0 && event->order == session->staff.order;
}

SESSION_HANDLER(session_staff_pin_told)
{
    struct session_staff *staff = &session->staff;
    if (!is_mine(session, event) || event->text == NULL)
        return false;
    staff->order = 0;
    explicit_bzero(staff->pin, sizeof staff->pin);
    staff->known = true;
    staff->pin_set = json_is_true(json_object_get(event->json, "pin_set"));
    staff->tries_left =
        (int)json_integer_value(json_object_get(event->json, "tries_left"));
    staff->until_ms = json_integer_value(json_object_get(event->json, "until_ms"));
    if (strcmp(event->text, "pin") != 0)
        return true;
    staff->pin_told = (enum session_told)event->number;
    staff->entered = staff->pin_told == TOLD_DONE;
    if (staff->entered) {
        session_go(session, SCREEN_STAFF, effects);
        ask(session, "queue", effects);
    }
    return true;
}

/* A new one is typed twice: nobody sees what is typed. */
SESSION_HANDLER(session_staff_change)
{
    struct session_staff *staff = &session->staff;
    (void)event;
    if (staff->order != 0 || strlen(staff->pin) != SESSION_PIN_LENGTH)
        return false;
    staff->pin_told = TOLD_NOT;
    if (staff->first[0] == '\0') {
        g_strlcpy(staff->first, staff->pin, sizeof staff->first);
        explicit_bzero(staff->pin, sizeof staff->pin);
        return true;
    }
    bool same = strcmp(staff->first, staff->pin) == 0;
    explicit_bzero(staff->first, sizeof staff->first);
    if (same) {
        ask(session, "change", effects);
        return true;
    }
    explicit_bzero(staff->pin, sizeof staff->pin);
    staff->pin_told = TOLD_WRONG;
    return true;
}

SESSION_HANDLER(session_staff_change_told)
{
    struct session_staff *staff = &session->staff;
    (void)effects;
    if (!is_mine(session, event))
        return false;
    staff->order = 0;
    explicit_bzero(staff->pin, sizeof staff->pin);
    staff->pin_told = event->number == TOLD_DONE ? TOLD_DONE : TOLD_WRONG;
    return true;
}

/* ---- its screens ------------------------------------------------------------------------ */

static void
open_screen(struct session *session, enum screen_id screen, struct effects *effects)
{
    struct session_staff *staff = &session->staff;
    stop_test(session, effects);
    staff->armed[0] = staff->done[0] = '\0';
    staff->pin_told = TOLD_NOT;
    explicit_bzero(staff->pin, sizeof staff->pin);
    explicit_bzero(staff->first, sizeof staff->first);
    session_go(session, screen, effects);
    // The menu says how much waits and how much paper went, as their own screens do.
    bool log = screen == SCREEN_STAFF_LOG;
    if (log || screen == SCREEN_STAFF_QUEUE || screen == SCREEN_STAFF_PAPER ||
        screen == SCREEN_STAFF) {
        json_decref(staff->told);
        staff->told = NULL;
        ask(session, log ? "log" : "queue", effects);
    }
}

SESSION_HANDLER(session_staff_open)
{
    if (event->number < SCREEN_STAFF || event->number > SCREEN_STAFF_LOG)
        return false;
    open_screen(session, (enum screen_id)event->number, effects);
    return true;
}

SESSION_HANDLER(session_staff_back)
{
    (void)event;
    open_screen(session, SCREEN_STAFF, effects);
    return true;
}

SESSION_HANDLER(session_staff_told)
{
    struct session_staff *staff = &session->staff;
    (void)effects;
    if (!is_mine(session, event) || event->text == NULL)
        return false;
    staff->order = 0;
    if (strcmp(event->text, "catalogue") == 0) {
        staff->failed = event->number == 0;
        return true;
    }
    json_decref(staff->told);
    staff->told = event->json == NULL ? NULL : json_deep_copy(event->json);
    return true;
}

/* What takes effect on others is done at the second press only. */
static bool
needs_second_press(const char *act)
{
    return strcmp(act, "program") == 0 || strcmp(act, "catalogue") == 0 ||
           strcmp(act, "power") == 0;
}

SESSION_HANDLER(session_staff_do)
{
    struct session_staff *staff = &session->staff;
    const char *act = event->text;
    if (act == NULL || act[0] == '\0' ||
        (strcmp(act, "power") == 0 && !session->can_power_off))
        return false;
    if (needs_second_press(act) && strcmp(staff->armed, act) != 0) {
        g_strlcpy(staff->armed, act, sizeof staff->armed);
        staff->done[0] = '\0';
        return true;
    }
    staff->armed[0] = '\0';
    staff->failed = false;
    g_strlcpy(staff->done, act, sizeof staff->done);
    if (strcmp(act, "catalogue") == 0 || strcmp(act, "letters") == 0 ||
        strcmp(act, "looked") == 0 || g_str_has_prefix(act, "refill ")) {
        ask(session, act, effects);
    } else if (strcmp(act, "send") == 0 || strcmp(act, "program") == 0 ||
               strcmp(act, "power") == 0) {
        session_staff_note(session, act, effects);
    } else {
        g_autofree char *text = g_strdup_printf("driver %s", act);
        session_staff_note(session, text, effects);
    }
    return true;
}

/* ---- tests of devices ------------------------------------------------------------------- */

SESSION_HANDLER(session_staff_test)
{
    struct session_staff *staff = &session->staff;
    if (event->text == NULL ||
        (strcmp(event->text, "print") != 0 && strcmp(event->text, "scan") != 0 &&
         strcmp(event->text, "card") != 0))
        return false;
    if (session->screen != SCREEN_STAFF_TEST)
        open_screen(session, SCREEN_STAFF_TEST, effects);
    stop_test(session, effects);
    g_strlcpy(staff->test, event->text, sizeof staff->test);
    staff->test_state = TEST_RUNNING;
    staff->test_cause[0] = staff->test_found[0] = '\0';
    g_autofree char *text = g_strdup_printf("test %s", staff->test);
    ask(session, text, effects);
    return true;
}

/* Of a card only its type is looked at, of a page only its verdict: the rest is let go. */
static void
note_found(struct session_staff *staff, const struct session_event *event)
{
    const char *found = "";
    char sheets[12];
    if (event->kind == SESSION_CARD_READ)
        found = json_text(event->json, "card_type", "");
    if (event->kind == SESSION_PAGE_READY)
        found = event->page.verdict;
    g_snprintf(sheets, sizeof sheets, "%d", event->number);
    g_strlcpy(staff->test_found, event->kind == SESSION_PRINTED ? sheets : found,
              sizeof staff->test_found);
}

SESSION_HANDLER(session_staff_test_tells)
{
    struct session_staff *staff = &session->staff;
    if (event->kind == SESSION_PAGE_READY && event->page.handle > 0)
        session_effect(effects, EFFECT_DROP_PAGE)->number = event->page.handle;
    if (!is_mine(session, event) || staff->test_state != TEST_RUNNING)
        return false;
    bool bad = event->kind == SESSION_CARD_FAILED || event->kind == SESSION_SCAN_FAILED ||
               event->kind == SESSION_PRINT_FAILED;
    staff->order = 0;
    staff->test_state = bad ? TEST_BAD : TEST_GOOD;
    if (bad)
        g_strlcpy(staff->test_cause, event->text != NULL ? event->text : "internalError",
                  sizeof staff->test_cause);
    else
        note_found(staff, event);
    session->touched_monotonic_ms = session->monotonic_ms; // there is something to read
    return true;
}

/* ---- time ------------------------------------------------------------------------------- */

/* A test has its own end; a card is waited for no longer than anything else. */
static bool
is_busy(const struct session *session)
{
    return session->staff.test_state == TEST_RUNNING &&
           strcmp(session->staff.test, "card") != 0;
}

bool
session_staff_time(struct session *session, struct effects *effects)
{
    if (is_busy(session)) {
        session->touched_monotonic_ms = session->monotonic_ms;
        return false;
    }
    if (session->monotonic_ms - session->touched_monotonic_ms < SESSION_STAFF_MS)
        return false;
    session_end_visit(session, effects);
    return true;
}

int64_t
session_staff_tick(const struct session *session)
{
    return is_busy(session) ? INT64_MAX
                            : session->touched_monotonic_ms + SESSION_STAFF_MS;
}
