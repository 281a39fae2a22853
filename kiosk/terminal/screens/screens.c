// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "arrange.h"
#include "builders.h"

#include <limits.h>

#include "terminal/ui/view.h"

static void (*const dialogs[])(struct view *view,
                               const struct screen_context *context) = {
    [DIALOG_IDLE] = idle_build,
    [DIALOG_HELP] = help_build,
    [DIALOG_END] = end_build,
    [DIALOG_ALOUD] = aloud_build,
};

const struct screen screen_table[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {"attract", attract_build},
    [SCREEN_HOME] = {"home", home_build},
    [SCREEN_GROUP] = {"group", group_build},
    [SCREEN_GUIDE] = {"guide", guide_build},
    [SCREEN_CONSENT] = {"consent", consent_build},
    [SCREEN_WHO] = {"who", who_build},
    [SCREEN_CARD] = {"card", card_build},
    [SCREEN_CARD_TYPED] = {"card-typed", form_build},
    [SCREEN_FORM] = {"form", form_build},
    [SCREEN_ENTRIES] = {"entries", entries_build},
    [SCREEN_SCAN] = {"scan", scan_build},
    [SCREEN_PROMISE] = {"promise", promise_build},
    [SCREEN_CHECK] = {"check", check_build},
    [SCREEN_ERRORS] = {"errors", errors_build},
    [SCREEN_SUBMITTING] = {"submitting", submitting_build},
    [SCREEN_DONE] = {"done", done_build},
    [SCREEN_FAULT] = {"fault", fault_build},
    [SCREEN_RATING] = {"rating", rating_build},
    [SCREEN_RATING_TAGS] = {"rating-tags", rating_tags_build},
    [SCREEN_TROUBLE] = {"trouble", trouble_build},
    [SCREEN_TROUBLE_DONE] = {"trouble-done", trouble_done_build},
    [SCREEN_TROUBLE_WORDS] = {"trouble-words", trouble_words_build},
    [SCREEN_PHONE] = {"phone", phone_build},
    [SCREEN_STAFF_PIN] = {"staff-pin", staff_pin_build},
    [SCREEN_STAFF] = {"staff", staff_build},
    [SCREEN_STAFF_TEST] = {"staff-test", staff_test_build},
    [SCREEN_STAFF_QUEUE] = {"staff-queue", staff_queue_build},
    [SCREEN_STAFF_DRIVERS] = {"staff-drivers", staff_drivers_build},
    [SCREEN_STAFF_PAPER] = {"staff-paper", staff_paper_build},
    [SCREEN_STAFF_CHANGE] = {"staff-change", staff_change_build},
    [SCREEN_STAFF_LOG] = {"staff-log", staff_log_build},
    [SCREEN_PROGRESS_WHO] = {"progress-who", progress_who_build},
    [SCREEN_PROGRESS_CODE] = {"progress-code", progress_code_build},
    [SCREEN_PROGRESS] = {"progress", progress_build},
    [SCREEN_RESULT] = {"result", result_build},
    [SCREEN_RESULT_ZOOM] = {"result-zoom", result_zoom_build},
    [SCREEN_RESULT_PRINT] = {"result-print", result_print_build},
    [SCREEN_RESULT_STUCK] = {"result-stuck", result_stuck_build},
    [SCREEN_PROGRESS_ASK] = {"progress-ask", progress_ask_build},
    [SCREEN_TICKET] = {"ticket", ticket_build},
    [SCREEN_SIGN] = {"sign", sign_build},
    [SCREEN_DELIVERED] = {"delivered", delivered_build},
    [SCREEN_CORRECTION] = {"correction", correction_build},
    [SCREEN_OUT_OF_SERVICE] = {"out-of-service", out_of_service_build},
    [SCREEN_BOOKING] = {"booking", booking_build},
    [SCREEN_BOOKING_SLOTS] = {"booking-slots", booking_slots_build},
    [SCREEN_BOOKING_CARD] = {"booking-card", card_build},
    [SCREEN_BOOKING_NUMBER] = {"booking-number", booking_number_build},
    [SCREEN_BOOKING_CHECK] = {"booking-check", booking_check_build},
    [SCREEN_BOOKING_DONE] = {"booking-done", booking_done_build},
    [SCREEN_BOOKING_MINE] = {"booking-mine", booking_mine_build},
    [SCREEN_BOOKING_CANCEL] = {"booking-cancel", booking_cancel_build},
    [SCREEN_COPY] = {"copy", copy_build},
    [SCREEN_QUEUE] = {"queue", queue_build},
    [SCREEN_QUEUE_DONE] = {"queue-done", queue_done_build},
    [SCREEN_BOOKING_AWAY] = {"booking-away", booking_away_build},
    [SCREEN_SEARCH] = {"search", search_build},
    [SCREEN_ANSWER] = {"answer", answer_build},
    [SCREEN_PUBLIC] = {"public", public_build},
    [SCREEN_PUBLIC_ITEM] = {"public-item", public_item_build},
    [SCREEN_TAKE] = {"take", take_build},
};

/* A number that is another one when there is something else to read. */
static int
page_of(const struct session *session)
{
    const int parts[] = {(int)session->dialog,   (int)session->form_page,
                         (int)session->question, (int)session->material_index,
                         session->part,          session->sheet,
                         session->assisted};
    unsigned page = 0; // wraps, which is as good
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        page = page * 31 + (unsigned)parts[i] + 1;
    return (int)(page & INT_MAX);
}

void
screens_build(struct view *view, const struct screen_context *context)
{
    const struct session *session = context->session;
    const struct screen *screen = &screen_table[session->screen];
    bool languages = session->dialog == DIALOG_LANGUAGES;
    view_begin(view, languages ? "languages" : screen->name);
    view_turn(view, page_of(session));
    void (*build)(struct view *, const struct screen_context *) =
        languages ? languages_build : screen->build;
    build(view, context);
    if (!arrange(view, context)) {
        view_split(view);
        build(view, context);
        arrange(view, context);
    }
    if (session->dialog != DIALOG_NONE && !languages)
        dialogs[session->dialog](view, context);
    view_end(view);
}
