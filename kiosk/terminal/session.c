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

void
session_ask_forget(struct session *session)
{
    json_decref(session->asking);
    session->asking = NULL;
    session->ask_order = 0;
}

void
session_ask(struct session *session, const char *operation, json_t *body,
            struct effects *effects)
{
    session_ask_forget(session);
    struct effect *effect = session_order(session, effects, EFFECT_ASK);
    g_strlcpy(effect->text, operation, sizeof effect->text);
    session->ask_order = effect->order;
    session->asking = body;
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
void
session_wipe_visit(struct session *session)
{
    json_decref(session->card);
    json_decref(session->agent);
    json_decref(session->typed);
    json_decref(session->promise);
    json_decref(session->answers);
    json_decref(session->asking);
    session_progress_forget(session);
    json_decref(session->staff.told);
    session_input_forget(session);
    session_booking_forget(session);
    session_wipe_text(&session->draft);
    session_wipe_text(&session->receipt.code_data);
    if (session->defects != NULL)
        g_array_unref(session->defects);
    const size_t first = offsetof(struct session, group);
    const size_t behind = offsetof(struct session, devices);
    explicit_bzero((char *)session + first, behind - first);
    session->scan_percent = session->scan_last = session->copy.percent = -1;
    session->booking.seconds_left = -1;
}

void
session_init(struct session *session, const struct catalogue *catalogue,
             const struct place *place, const struct calendar *calendar,
             const char *terminal)
{
    *session = (struct session){.catalogue = catalogue,
                                .place = place,
                                .calendar = calendar,
                                .scan_percent = -1,
                                .scan_last = -1,
                                .copy.percent = -1,
                                .sheet = -1};
    session->booking.seconds_left = -1;
    session_find_index(session);
    g_strlcpy(session->terminal, terminal, sizeof session->terminal);
    g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
    session->screen = session_resting_screen(session);
}

void
session_finish(struct session *session)
{
    if (session == NULL)
        return;
    session_wipe_visit(session);
    search_destroy(session->search);
    json_decref(session->letters);
    explicit_bzero(session, sizeof *session);
}

void
session_set_catalogue(struct session *session, const struct catalogue *catalogue)
{
    g_assert(!session_in_visit(session));
    session->catalogue = catalogue;
    session_find_index(session);
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

bool
session_is_staff(const struct session *session)
{
    return session->screen >= SCREEN_STAFF_PIN && session->screen <= SCREEN_STAFF_LOG;
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
    const bool reads_card = screen == SCREEN_CARD || screen == SCREEN_BOOKING_CARD ||
                            screen == SCREEN_PROGRESS_WHO;
    if (!reads_card)
        session_card_cancel(session, effects);
    if (screen != SCREEN_SCAN)
        session_scan_cancel(session, effects);
    session_live_end(session, effects);
    if (session->screen == SCREEN_COPY && screen != SCREEN_COPY)
        session_copy_leave(session, effects);
    session->screen = screen;
    session->part = session->alone = 0;
    session->step_monotonic_ms = session->monotonic_ms;
    // What the outside brings (a card that was read) is a sign of somebody there, too.
    session->touched_monotonic_ms = session->monotonic_ms;
    session->field_error[0] = '\0';
    session_input_forget(session);
    if (reads_card)
        session_card_begin(session, effects);
    if (screen == SCREEN_CHECK)
        session_effect(effects, EFFECT_SEAL);
    if (screen == SCREEN_SCAN) {
        session->scan_last = -1;
        session_live_begin(session, effects);
    }
}

void
session_first_ways(struct session *session, struct effects *effects)
{
    session->speech_open = false;
    session->volume = 0;
    bool first = session_look_is_first(session);
    session->assisted = session->lowered = false;
    session->colours = COLOURS_USUAL;
    session->sheet = -1;
    if (!first)
        session_effect(effects, EFFECT_MODE);
    if (strcmp(session->language, SESSION_LANGUAGE_FIRST) != 0) {
        g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
        session_effect(effects, EFFECT_LANGUAGE);
    }
}

void
session_end_visit(struct session *session, struct effects *effects)
{
    session_paper_ends(session);
    session_print_cancel(session, effects);
    session_staff_leave(session, effects);
    session_voice_leave(session, effects);
    session->help = HELP_NONE;
    session_go(session, session_resting_screen(session), effects);
    session->dialog = DIALOG_NONE;
    session->idle_seconds_left = 0;
    session->draft_lost = false;
    session_wipe_visit(session);
    session_effect(effects, EFFECT_VISIT_ENDS);
    session_first_ways(session, effects);
}

size_t
session_page_count(const struct session *session)
{
    size_t count = 0;
    for (size_t i = 0; i < session->material_total; i++)
        count += session->materials[i].page_count;
    return count;
}

bool
session_has_draft(const struct session *session)
{
    // To look something up leaves nothing that could be lost.
    if (session->screen >= SCREEN_PROGRESS_WHO && session->screen < SCREEN_CORRECTION)
        return false;
    return !session->stored &&
           (session->card != NULL || session_page_count(session) > 0 ||
            json_object_size(session->answers) > 0);
}

/* ---- the table ---- */

#define STAFF_SCREEN                                                                     \
    [SESSION_BACK] = session_staff_back, [SESSION_STAFF_TOLD] = session_staff_told

#define FORM_SCREEN                                                                      \
    [SESSION_BACK] = session_form_back, [SESSION_NEXT] = session_form_next,              \
    [SESSION_FOCUS] = session_form_focus, [SESSION_TYPE] = session_form_type,            \
    [SESSION_CLEAR] = session_form_clear, [SESSION_DRAFT] = session_form_draft,          \
    [SESSION_REGION] = session_form_region, [SESSION_CHOOSE] = session_form_choose,      \
    [SESSION_KEYBOARD] = session_input_keyboard, [SESSION_PICK] = session_input_pick,    \
    [SESSION_READING] = session_input_reading, [SESSION_MORE] = session_input_more,      \
    [SESSION_WRITTEN] = session_form_written, [SESSION_REWRITE] = session_form_rewrite,  \
    [SESSION_CANDIDATES] = session_input_candidates,                                     \
    [SESSION_CHOSEN] = session_input_chosen

static bool (*const on_screen[SCREEN_COUNT][SESSION_EVENT_COUNT])(
    struct session *session, const struct session_event *event,
    struct effects *effects) = {
    [SCREEN_ATTRACT] = {[SESSION_START] = session_start,
                        [SESSION_OPEN_PUBLIC] = session_public_start,
                        [SESSION_CORNER] = session_corner},
    [SCREEN_OUT_OF_SERVICE] = {[SESSION_CORNER] = session_corner,
                               [SESSION_OPEN_PUBLIC] = session_public_start,
                               [SESSION_START] = session_start_reading},
    [SCREEN_SEARCH] = {[SESSION_TYPE] = session_find_type,
                       [SESSION_CLEAR] = session_find_clear,
                       [SESSION_OPEN_SERVICE] = session_open_service,
                       [SESSION_OPEN_GROUP] = session_open_group,
                       [SESSION_OPEN_ANSWER] = session_answer_open,
                       [SESSION_OPEN_PUBLIC] = session_public_open,
                       [SESSION_KEYBOARD] = session_input_keyboard,
                       [SESSION_PICK] = session_input_pick,
                       [SESSION_MORE] = session_input_more,
                       [SESSION_WRITTEN] = session_input_written,
                       [SESSION_REWRITE] = session_input_rewrite,
                       [SESSION_CANDIDATES] = session_input_candidates,
                       [SESSION_BACK] = session_find_back},
    [SCREEN_ANSWER] = {[SESSION_OPEN_SERVICE] = session_open_service,
                       [SESSION_BACK] = session_answer_back},
    [SCREEN_PUBLIC] = {[SESSION_OPEN_PUBLIC] = session_public_open,
                       [SESSION_FIND] = session_find_open,
                       [SESSION_BACK] = session_find_back},
    [SCREEN_PUBLIC_ITEM] = {[SESSION_OPEN_PUBLIC] = session_public_open,
                            [SESSION_OPEN_SERVICE] = session_open_service,
                            [SESSION_BACK] = session_public_item_back},
    [SCREEN_TAKE] =
        {[SESSION_TAKE_PRINT] = session_take_print, [SESSION_BACK] = session_back_guide},
    [SCREEN_HOME] = {[SESSION_FIND] = session_find_open,
                     [SESSION_PROGRESS] = session_progress_open,
                     [SESSION_OPEN_GROUP] = session_open_group,
                     [SESSION_OPEN_SERVICE] = session_open_service,
                     [SESSION_BACK] = session_ask_end},
    [SCREEN_GROUP] = {[SESSION_FIND] = session_find_open,
                      [SESSION_OPEN_SERVICE] = session_open_service,
                      [SESSION_BACK] = session_back_home},
    [SCREEN_GUIDE] = {[SESSION_NEXT] = session_guide_next,
                      [SESSION_TAKE] = session_take_open,
                      [SESSION_BACK] = session_guide_back},
    [SCREEN_CONSENT] =
        {[SESSION_AGREE] = session_agree, [SESSION_BACK] = session_back_guide},
    [SCREEN_WHO] =
        {[SESSION_APPLY] = session_apply, [SESSION_BACK] = session_back_consent},
    [SCREEN_CARD] = {[SESSION_BACK] = session_card_back,
                     [SESSION_TYPE_CARD] = session_type_card,
                     [SESSION_RETRY] = session_card_retry,
                     [SESSION_CARD_READ] = session_card_read,
                     [SESSION_CARD_FAILED] = session_card_failed},
    [SCREEN_CARD_TYPED] = {FORM_SCREEN},
    [SCREEN_FORM] = {FORM_SCREEN},
    [SCREEN_ENTRIES] = {[SESSION_BACK] = session_form_back,
                        [SESSION_NEXT] = session_entries_next,
                        [SESSION_ENTRY] = session_entry_open,
                        [SESSION_ENTRY_REMOVE] = session_entry_remove},
    [SCREEN_SCAN] = {[SESSION_BACK] = session_scan_back,
                     [SESSION_NEXT] = session_scan_next,
                     [SESSION_SCAN] = session_scan_page,
                     [SESSION_SCAN_AGAIN] = session_scan_again,
                     [SESSION_REMOVE_PAGE] = session_scan_remove,
                     [SESSION_DEFER] = session_scan_defer,
                     [SESSION_RETRY] = session_scan_retry,
                     [SESSION_LOOK_PAGE] = session_scan_look,
                     [SESSION_TURN_PAGE] = session_scan_turn,
                     [SESSION_SCAN_FRAME] = session_scan_frame,
                     [SESSION_SCAN_PROGRESS] = session_scan_progress,
                     [SESSION_PAGE_READY] = session_scan_ready,
                     [SESSION_SCAN_FAILED] = session_scan_failed},
    [SCREEN_PROMISE] = {[SESSION_BACK] = session_check_back,
                        [SESSION_WRITTEN] = session_promise_written,
                        [SESSION_REWRITE] = session_promise_again,
                        [SESSION_NEXT] = session_promise_next},
    [SCREEN_CHECK] = {[SESSION_BACK] = session_check_back,
                      [SESSION_EDIT] = session_edit_one,
                      [SESSION_PROMISE] = session_promise,
                      [SESSION_SUBMIT] = session_submit},
    [SCREEN_ERRORS] = {[SESSION_BACK] = session_back_check,
                       [SESSION_EDIT] = session_edit_one,
                       [SESSION_NEXT] = session_errors_next},
    [SCREEN_SUBMITTING] = {[SESSION_DO_NOT_WAIT] = session_do_not_wait},
    [SCREEN_DONE] =
        {[SESSION_NEXT] = session_end, [SESSION_OPEN_RATING] = session_open_rating},
    [SCREEN_RATING] =
        {[SESSION_LEVEL] = session_level, [SESSION_BACK] = session_rating_back},
    [SCREEN_RATING_TAGS] = {[SESSION_TAG] = session_tag,
                            [SESSION_NEXT] = session_rating_send,
                            [SESSION_BACK] = session_open_rating},
    [SCREEN_TROUBLE] = {[SESSION_REASON] = session_reason,
                        [SESSION_NEXT] = session_trouble_send,
                        [SESSION_OPEN_WORDS] = session_words_open,
                        [SESSION_BACK] = session_trouble_back,
                        [SESSION_LETTER_KEPT] = session_letter_kept},
    [SCREEN_TROUBLE_WORDS] = {[SESSION_TYPE] = session_words_type,
                              [SESSION_CLEAR] = session_words_clear,
                              [SESSION_NEXT] = session_words_next,
                              [SESSION_BACK] = session_words_back,
                              [SESSION_KEYBOARD] = session_input_keyboard,
                              [SESSION_PICK] = session_input_pick,
                              [SESSION_READING] = session_input_reading,
                              [SESSION_MORE] = session_input_more,
                              [SESSION_WRITTEN] = session_input_written,
                              [SESSION_REWRITE] = session_input_rewrite,
                              [SESSION_CANDIDATES] = session_input_candidates,
                              [SESSION_CHOSEN] = session_input_chosen},
    [SCREEN_TROUBLE_DONE] =
        {[SESSION_NEXT] = session_trouble_back, [SESSION_BACK] = session_trouble_back},
    [SCREEN_PHONE] = {[SESSION_TYPE] = session_phone_type,
                      [SESSION_CLEAR] = session_phone_clear,
                      [SESSION_NEXT] = session_phone_next,
                      [SESSION_BACK] = session_phone_back},
    [SCREEN_FAULT] = {[SESSION_RETRY] = session_fault_retry,
                      [SESSION_NEXT] = session_fault_next,
                      [SESSION_BACK] = session_fault_back,
                      [SESSION_WITHOUT_PAPER] = session_without_paper},
    [SCREEN_PROGRESS_WHO] = {[SESSION_COPY] = session_copy_open,
                             [SESSION_TYPE] = session_progress_number,
                             [SESSION_CLEAR] = session_progress_clear,
                             [SESSION_RETRY] = session_card_retry,
                             [SESSION_BACK] = session_progress_home,
                             [SESSION_CARD_READ] = session_progress_card,
                             [SESSION_CARD_FAILED] = session_card_failed},
    [SCREEN_PROGRESS_CODE] = {[SESSION_TYPE] = session_progress_code,
                              [SESSION_CLEAR] = session_progress_clear,
                              [SESSION_RETRY] = session_progress_retry,
                              [SESSION_BACK] = session_progress_who_again,
                              [SESSION_ANSWERED] = session_progress_answered},
    [SCREEN_PROGRESS] = {[SESSION_RESULT] = session_result_open,
                         [SESSION_ASK_WHO] = session_progress_ask,
                         [SESSION_PAPER] = session_progress_paper,
                         [SESSION_CORRECT] = session_correct_begin,
                         [SESSION_NEXT] = session_end,
                         [SESSION_BACK] = session_progress_home},
    [SCREEN_PROGRESS_ASK] =
        {[SESSION_BACK] = session_progress_back, [SESSION_NEXT] = session_progress_back},
    [SCREEN_RESULT_ZOOM] = {[SESSION_VIEW] = session_result_page,
                            [SESSION_ZOOM] = session_result_zoom,
                            [SESSION_BACK] = session_result_zoom},
    [SCREEN_RESULT_PRINT] = {[SESSION_STOP_PRINT] = session_result_stop,
                             [SESSION_STUCK] = session_result_stuck},
    [SCREEN_RESULT_STUCK] = {[SESSION_STOP_PRINT] = session_result_stop,
                             [SESSION_MISSING] = session_result_missing,
                             [SESSION_NEXT] = session_result_print_missing,
                             [SESSION_BACK] = session_result_unstuck},
    [SCREEN_RESULT] = {[SESSION_VIEW] = session_result_page,
                       [SESSION_ZOOM] = session_result_zoom,
                       [SESSION_PRINT_ALL] = session_result_print_all,
                       [SESSION_NEXT] = session_result_print,
                       [SESSION_RETRY] = session_result_retry,
                       [SESSION_BACK] = session_result_back,
                       [SESSION_ANSWERED] = session_result_answered},
    [SCREEN_SIGN] = {[SESSION_WRITTEN] = session_sign_written,
                     [SESSION_REWRITE] = session_sign_again,
                     [SESSION_NEXT] = session_sign_send,
                     [SESSION_STUCK] = session_result_stuck,
                     [SESSION_LETTER_KEPT] = session_sign_kept},
    [SCREEN_DELIVERED] =
        {[SESSION_NEXT] = session_end, [SESSION_STUCK] = session_result_stuck},
    [SCREEN_CORRECTION] = {[SESSION_SUBMIT] = session_correct_submit,
                           [SESSION_EDIT] = session_edit_one,
                           [SESSION_BACK] = session_correct_back},
    [SCREEN_STAFF_PIN] = {[SESSION_TYPE] = session_staff_type,
                          [SESSION_CLEAR] = session_staff_clear,
                          [SESSION_NEXT] = session_staff_enter,
                          [SESSION_BACK] = session_end,
                          [SESSION_STAFF_TOLD] = session_staff_pin_told},
    [SCREEN_STAFF] = {[SESSION_STAFF_TOLD] = session_staff_told,
                      [SESSION_STAFF_OPEN] = session_staff_open,
                      [SESSION_STAFF_TEST] = session_staff_test,
                      [SESSION_BACK] = session_end},
    [SCREEN_STAFF_TEST] = {STAFF_SCREEN, [SESSION_STAFF_TEST] = session_staff_test,
                           [SESSION_CARD_READ] = session_staff_test_tells,
                           [SESSION_CARD_FAILED] = session_staff_test_tells,
                           [SESSION_PAGE_READY] = session_staff_test_tells,
                           [SESSION_SCAN_FAILED] = session_staff_test_tells,
                           [SESSION_PRINTED] = session_staff_test_tells,
                           [SESSION_PRINT_FAILED] = session_staff_test_tells},
    [SCREEN_STAFF_QUEUE] = {STAFF_SCREEN, [SESSION_STAFF_DO] = session_staff_do},
    [SCREEN_STAFF_DRIVERS] = {STAFF_SCREEN,
                              [SESSION_STAFF_OPEN] = session_staff_open,
                              [SESSION_STAFF_DO] = session_staff_do},
    [SCREEN_STAFF_CHANGE] = {[SESSION_BACK] = session_staff_back,
                             [SESSION_TYPE] = session_staff_type,
                             [SESSION_CLEAR] = session_staff_clear,
                             [SESSION_NEXT] = session_staff_change,
                             [SESSION_STAFF_TOLD] = session_staff_change_told},
    [SCREEN_STAFF_LOG] = {STAFF_SCREEN},
    [SCREEN_BOOKING] = {[SESSION_CHOOSE] = session_booking_what,
                        [SESSION_EDIT] = session_booking_what_edit,
                        [SESSION_BACK] = session_booking_home,
                        [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_BOOKING_SLOTS] = {[SESSION_CHOOSE] = session_booking_when,
                              [SESSION_EDIT] = session_booking_when_edit,
                              [SESSION_NEXT] = session_booking_hold,
                              [SESSION_BACK] = session_booking_when_back,
                              [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_BOOKING_CARD] = {[SESSION_EDIT] = session_booking_card_edit,
                             [SESSION_RETRY] = session_card_retry,
                             [SESSION_BACK] = session_booking_card_back,
                             [SESSION_CARD_READ] = session_card_read,
                             [SESSION_CARD_FAILED] = session_card_failed},
    [SCREEN_BOOKING_NUMBER] = {[SESSION_TYPE] = session_booking_type,
                               [SESSION_CLEAR] = session_booking_clear,
                               [SESSION_FOCUS] = session_booking_focus,
                               [SESSION_NEXT] = session_booking_typed,
                               [SESSION_BACK] = session_booking_number_back,
                               [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_BOOKING_CHECK] = {[SESSION_NEXT] = session_booking_confirm,
                              [SESSION_EDIT] = session_booking_check_edit,
                              [SESSION_BACK] = session_booking_check_back,
                              [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_BOOKING_DONE] = {[SESSION_NEXT] = session_end},
    [SCREEN_BOOKING_MINE] = {[SESSION_CHOOSE] = session_booking_mine_choose,
                             [SESSION_BACK] = session_booking_mine_back,
                             [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_BOOKING_CANCEL] = {[SESSION_NEXT] = session_booking_cancel,
                               [SESSION_BACK] = session_booking_stay,
                               [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_COPY] = {[SESSION_SCAN] = session_copy_scan,
                     [SESSION_NEXT] = session_copy_print,
                     [SESSION_BACK] = session_copy_back,
                     [SESSION_SCAN_PROGRESS] = session_copy_progress,
                     [SESSION_PAGE_READY] = session_copy_side,
                     [SESSION_SCAN_FAILED] = session_copy_failed,
                     [SESSION_COPY_MADE] = session_copy_made,
                     [SESSION_PRINTED] = session_copy_printed,
                     [SESSION_PRINT_FAILED] = session_copy_print_failed},
    [SCREEN_BOOKING_AWAY] =
        {[SESSION_RETRY] = session_booking_again, [SESSION_BACK] = session_booking_home},
};

static bool (*const anywhere[SESSION_EVENT_COUNT])(struct session *session,
                                                   const struct session_event *event,
                                                   struct effects *effects) = {
    [SESSION_HELP] = session_help,
    [SESSION_NO_LONGER] = session_no_longer,
    [SESSION_OPEN_TROUBLE] = session_open_trouble,
    [SESSION_OPEN_PHONE] = session_open_phone,
    [SESSION_DISMISS] = session_dismiss,
    [SESSION_MODE] = session_mode,
    [SESSION_PART] = session_part,
    [SESSION_LANGUAGE] = session_language,
    [SESSION_COLOURS] = session_colours,
    [SESSION_LOWER] = session_lower,
    [SESSION_SHEET] = session_sheet,
    [SESSION_SAY] = session_say,
    [SESSION_VOLUME] = session_volume,
    [SESSION_ALOUD] = session_aloud,
    [SESSION_HEADPHONES] = session_headphones,
    [SESSION_ASK_END] = session_ask_end,
    [SESSION_END] = session_end,
    [SESSION_PAGE_READY] = session_late_page,
    [SESSION_SCAN_FRAME] = session_late_frame,
    [SESSION_COPY_MADE] = session_late_frame,
    [SESSION_CODE_READ] = session_code_read,
    [SESSION_CODE_FAILED] = session_code_failed,
    [SESSION_DRAWN] = session_result_drawn,
    [SESSION_PRINTED_BEFORE] = session_result_before,
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
    case SESSION_NO_LONGER:
    case SESSION_OPEN_TROUBLE:
    case SESSION_OPEN_PHONE:
    case SESSION_DISMISS:
    case SESSION_MODE:
    case SESSION_COLOURS:
    case SESSION_LOWER:
    case SESSION_SAY:
    case SESSION_VOLUME:
    case SESSION_ALOUD:
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
    struct session_seen before = session_see(session);
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
        changed = session_dismiss(session, event, effects);
    changed = session_pass_time(session, effects) || changed;
    session_code_follow(session, effects);
    session_look_follow(session, &before, event->kind);
    return session_speech_follow(session, &before, event->kind, effects) || changed;
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
    case SCREEN_CARD_TYPED:
        return session_form_is_complete(session);
    case SCREEN_SCAN:
        return session->scan_order == 0 &&
               session_scan_is_complete(&session->materials[session->material_index]);
    case SCREEN_CHECK:
        return session->promised;
    case SCREEN_CORRECTION:
        return session_correction_is_complete(session);
    case SCREEN_GUIDE:
        return session_can_begin(session);
    default:
        return true;
    }
}

int
session_step(const struct session *session)
{
    static const int steps[SCREEN_COUNT] = {
        [SCREEN_GUIDE] = 1,      [SCREEN_CONSENT] = 2,    [SCREEN_WHO] = 2,
        [SCREEN_CARD] = 2,       [SCREEN_CARD_TYPED] = 2, [SCREEN_PROMISE] = 4,
        [SCREEN_FORM] = 3,       [SCREEN_ENTRIES] = 3,    [SCREEN_SCAN] = 4,
        [SCREEN_CHECK] = 5,      [SCREEN_ERRORS] = 5,     [SCREEN_CORRECTION] = 5,
        [SCREEN_SUBMITTING] = 6, [SCREEN_DONE] = 7,
    };
    return steps[session->screen];
}

bool
session_step_exists(const struct session *session, int step)
{
    if (session->service == NULL)
        return false;
    if (session->progress.correcting && step < 3)
        return false; // both were done when the case was handed in
    switch (step) {
    case 2:
        return session_needs_card(session);
    case 3:
        return session_form_exists(session);
    case 4:
        return session->material_count > 0;
    default:
        return step >= 1 && step <= 6;
    }
}
