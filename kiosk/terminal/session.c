// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <stddef.h>
#include <string.h>

#include "core/fault.h"
#include "terminal/session_parts.h"

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
                       [SESSION_COPY] = session_copy_open,
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
                     [SESSION_SCANNER] = session_scanner_other,
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
                             [SESSION_RETRY] = session_ticket_retry,
                             [SESSION_ANSWERED] = session_ticket_answered,
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
    [SCREEN_TICKET] = {[SESSION_NEXT] = session_end,
                       [SESSION_BACK] = session_progress_who_again},
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
    [SCREEN_STAFF_DRIVERS] = {STAFF_SCREEN, [SESSION_STAFF_OPEN] = session_staff_open,
                              [SESSION_STAFF_DO] = session_staff_do},
    [SCREEN_STAFF_PAPER] = {STAFF_SCREEN, [SESSION_STAFF_DO] = session_staff_do},
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
    [SCREEN_COPY] = {[SESSION_CHOOSE] = session_copy_purpose,
                     [SESSION_SCAN] = session_copy_scan,
                     [SESSION_SCANNER] = session_scanner_other,
                     [SESSION_SCAN_FRAME] = session_scan_frame,
                     [SESSION_NEXT] = session_copy_print,
                     [SESSION_BACK] = session_copy_back,
                     [SESSION_SCAN_PROGRESS] = session_copy_progress,
                     [SESSION_PAGE_READY] = session_copy_side,
                     [SESSION_SCAN_FAILED] = session_copy_failed,
                     [SESSION_COPY_MADE] = session_copy_made,
                     [SESSION_PRINTED] = session_copy_printed,
                     [SESSION_PRINT_FAILED] = session_copy_print_failed},
    [SCREEN_QUEUE] = {[SESSION_CHOOSE] = session_queue_take,
                      [SESSION_BACK] = session_queue_back,
                      [SESSION_ANSWERED] = session_booking_answered},
    [SCREEN_QUEUE_DONE] = {[SESSION_NEXT] = session_end},
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
    [SESSION_LANGUAGES] = session_languages,
    [SESSION_VOICES] = session_voices,
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
    case SESSION_LANGUAGES:
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
    if (session_paper_behind_tells(session, event))
        return true;
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
    bool turns = event->kind == SESSION_SHEET && session->dialog == DIALOG_LANGUAGES;
    if (session->dialog == DIALOG_NONE || turns || reaches_under_dialog(event->kind))
        changed = dispatch(session, event, effects) || changed;
    else if (event->kind == SESSION_BACK)
        changed = session_dismiss(session, event, effects);
    // It asked about paper that is out, or never comes.
    if (session->dialog == DIALOG_END && !session_prints(session) &&
        !session_has_draft(session))
        session->dialog = DIALOG_NONE;
    changed = session_pass_time(session, effects) || changed;
    session_code_follow(session, effects);
    changed = session_scanner_follow(session, effects) || changed;
    session_look_follow(session, &before, event->kind);
    return session_speech_follow(session, &before, event->kind, effects) || changed;
}
