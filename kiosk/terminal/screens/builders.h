// SPDX-License-Identifier: Apache-2.0
/* The build functions of all screens and dialogs; only the table in screens.c uses them. */
#ifndef SCREENS_BUILDERS_H
#define SCREENS_BUILDERS_H

#include "screens.h"

void attract_build(struct view *view, const struct screen_context *context);
void copy_build(struct view *view, const struct screen_context *context);
void home_build(struct view *view, const struct screen_context *context);
void group_build(struct view *view, const struct screen_context *context);
void guide_build(struct view *view, const struct screen_context *context);
void consent_build(struct view *view, const struct screen_context *context);
void card_build(struct view *view, const struct screen_context *context);
void entries_build(struct view *view, const struct screen_context *context);
void who_build(struct view *view, const struct screen_context *context);
void promise_build(struct view *view, const struct screen_context *context);
void form_build(struct view *view, const struct screen_context *context);
void scan_build(struct view *view, const struct screen_context *context);
void check_build(struct view *view, const struct screen_context *context);
void errors_build(struct view *view, const struct screen_context *context);
void submitting_build(struct view *view, const struct screen_context *context);
void done_build(struct view *view, const struct screen_context *context);
void fault_build(struct view *view, const struct screen_context *context);
void progress_who_build(struct view *view, const struct screen_context *context);
void progress_code_build(struct view *view, const struct screen_context *context);
void progress_build(struct view *view, const struct screen_context *context);
void result_build(struct view *view, const struct screen_context *context);
void result_print_build(struct view *view, const struct screen_context *context);
void result_zoom_build(struct view *view, const struct screen_context *context);
void result_stuck_build(struct view *view, const struct screen_context *context);
void ticket_build(struct view *view, const struct screen_context *context);
void progress_ask_build(struct view *view, const struct screen_context *context);
void sign_build(struct view *view, const struct screen_context *context);
void delivered_build(struct view *view, const struct screen_context *context);
void correction_build(struct view *view, const struct screen_context *context);
void out_of_service_build(struct view *view, const struct screen_context *context);
void booking_build(struct view *view, const struct screen_context *context);
void booking_slots_build(struct view *view, const struct screen_context *context);
void booking_number_build(struct view *view, const struct screen_context *context);
void booking_check_build(struct view *view, const struct screen_context *context);
void booking_done_build(struct view *view, const struct screen_context *context);
void booking_mine_build(struct view *view, const struct screen_context *context);
void booking_cancel_build(struct view *view, const struct screen_context *context);
void queue_build(struct view *view, const struct screen_context *context);
void queue_done_build(struct view *view, const struct screen_context *context);
void booking_away_build(struct view *view, const struct screen_context *context);

void search_build(struct view *view, const struct screen_context *context);
void answer_build(struct view *view, const struct screen_context *context);
void public_build(struct view *view, const struct screen_context *context);
void public_item_build(struct view *view, const struct screen_context *context);
void take_build(struct view *view, const struct screen_context *context);
void rating_build(struct view *view, const struct screen_context *context);
void rating_tags_build(struct view *view, const struct screen_context *context);
void trouble_build(struct view *view, const struct screen_context *context);
void trouble_done_build(struct view *view, const struct screen_context *context);
void trouble_words_build(struct view *view, const struct screen_context *context);
void phone_build(struct view *view, const struct screen_context *context);
void staff_change_build(struct view *view, const struct screen_context *context);
void staff_pin_build(struct view *view, const struct screen_context *context);
void staff_build(struct view *view, const struct screen_context *context);
void staff_test_build(struct view *view, const struct screen_context *context);
void staff_queue_build(struct view *view, const struct screen_context *context);
void staff_drivers_build(struct view *view, const struct screen_context *context);
void staff_paper_build(struct view *view, const struct screen_context *context);
void staff_log_build(struct view *view, const struct screen_context *context);

void idle_build(struct view *view, const struct screen_context *context);
void help_build(struct view *view, const struct screen_context *context);
void end_build(struct view *view, const struct screen_context *context);
void aloud_build(struct view *view, const struct screen_context *context);
void languages_build(struct view *view, const struct screen_context *context);

#endif
