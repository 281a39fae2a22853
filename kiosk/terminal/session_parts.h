// SPDX-License-Identifier: Apache-2.0
/* What the files of the session share: session.c (its state and the table of handlers),
 * session_way.c (from screen to screen), and one file for each thing a visit is made of. */
#ifndef TERMINAL_SESSION_PARTS_H
#define TERMINAL_SESSION_PARTS_H

#include "session.h"

/* A handler does what one event means on one screen. True: something seen has changed. */
#define SESSION_HANDLER(name)                                                            \
    bool name(struct session *session, const struct session_event *event,                \
              struct effects *effects)

/* ---- session.c ---- */
/* Adds an effect; borrowed until the next one. */
struct effect *session_effect(struct effects *effects, enum effect_kind kind);
/* The same with a fresh order. */
struct effect *
session_order(struct session *session, struct effects *effects, enum effect_kind kind);
/* Goes to `screen`. What is under way on the screen that is left is called off first. */
void session_go(struct session *session, enum screen_id screen, struct effects *effects);
/* Asks the office something that needs an answer at once; takes `body`. A question that is
 * under way is forgotten: only the last one is answered. */
void session_ask(struct session *session, const char *operation, json_t *body,
                 struct effects *effects);
void session_ask_forget(struct session *session);
void session_end_visit(struct session *session, struct effects *effects);
enum screen_id session_resting_screen(const struct session *session); // between visits
void
session_first_ways(struct session *session, struct effects *effects); // mode, language
struct clock_date session_today(const struct session *session);
void session_wipe_text(char **text); // zeroes, frees, NULL

void session_wipe_visit(struct session *session);
size_t session_page_count(const struct session *session); // of all materials

/* ---- session_way.c ---- */
void session_begin_visit(struct session *session, struct effects *effects);
bool session_needs_card(const struct session *session);
/* Nothing of the matter that was begun is carried over into another one. */
void session_forget_service(struct session *session, struct effects *effects);
SESSION_HANDLER(session_start);
SESSION_HANDLER(session_start_reading);
SESSION_HANDLER(session_open_group);
SESSION_HANDLER(session_open_service);
SESSION_HANDLER(session_guide_next);
SESSION_HANDLER(session_agree);
SESSION_HANDLER(session_back_home);
SESSION_HANDLER(session_guide_back);
SESSION_HANDLER(session_back_guide);
SESSION_HANDLER(session_back_consent);
SESSION_HANDLER(session_check_back);
SESSION_HANDLER(session_back_check);
SESSION_HANDLER(session_edit_one);
SESSION_HANDLER(session_errors_next);
SESSION_HANDLER(session_promise);
SESSION_HANDLER(session_dismiss);
bool
session_languages_close(struct session *session); // back to what it took the place of
SESSION_HANDLER(session_part);
SESSION_HANDLER(session_mode);
SESSION_HANDLER(session_end);
SESSION_HANDLER(session_ask_end);
SESSION_HANDLER(session_late_page);

/* ---- session_form.c ---- */
/* Enters the form at its first page, or what comes after it when there is nothing to fill. */
/* Page `index` of the service; at its first question, in assisted mode at its last. */
void session_form_enter(struct session *session, size_t index, bool at_end,
                        struct effects *effects);
bool session_form_page_is_asked(const struct session *session, size_t index);
void session_form_error(struct session *session, const struct question *question);
void session_form_begin(struct session *session, struct effects *effects);
/* Enters it at its last page; false when there is nothing to fill. */
bool session_form_end(struct session *session, struct effects *effects);
bool session_form_exists(const struct session *session);
/* Begins the entry that session->entry names. */
void session_form_entry(struct session *session, struct effects *effects);
void session_form_page_next(struct session *session, struct effects *effects);
bool session_form_is_complete(const struct session *session); // this page
void session_form_mode(struct session *session); // standard ↔ assisted while on the form
/* From check or errors to one question or material. */
bool
session_edit(struct session *session, const char *id, int entry, struct effects *effects);
void session_edited(struct session *session, struct effects *effects); // and back
SESSION_HANDLER(session_form_next);
SESSION_HANDLER(session_form_back);
SESSION_HANDLER(session_form_focus);
SESSION_HANDLER(session_form_type);
SESSION_HANDLER(session_form_clear);
SESSION_HANDLER(session_form_draft);
SESSION_HANDLER(session_form_region);
SESSION_HANDLER(session_form_choose);
SESSION_HANDLER(session_form_written);
SESSION_HANDLER(session_form_rewrite);

/* Puts `text` behind what is typed, as far as the question takes it. */
void session_form_append(struct session *session, const char *text);

/* ---- session_answer.c ---- */
/* The open entry of the page that is shown; NULL: none. */
json_t *session_entry(const struct session *session);
void session_place_answers(struct session *session);
bool session_is_good(const struct session *session, const struct question *question);
void session_focus_on(struct session *session, const struct question *question);
/* The question of this page that is asked and has this id; NULL: none. */
const struct question *session_asked_here(const struct session *session, const char *id);

/* ---- session_who.c ---- */
/* From the consent to the form: who applies, and the cards that are read for it. */
void session_who_begin(struct session *session, struct effects *effects);
/* Why a card cannot be that of the person it is wanted of; NULL: it can. */
const char *session_card_why_not(struct session *session, const json_t *card);
/* Takes `card`, read or typed, and goes on. */
void session_card_taken(struct session *session, json_t *card, bool typed,
                        struct effects *effects);
const struct question_page *session_typed_page(void);
bool session_typed_done(struct session *session, struct effects *effects);
SESSION_HANDLER(session_apply);
SESSION_HANDLER(session_card_back);
SESSION_HANDLER(session_type_card);
SESSION_HANDLER(session_typed_back);

/* ---- session_promise.c ---- */
bool session_promise_is_wanted(const struct session *session); // something comes later
bool session_promise_is_open(const struct session *session);   // and nobody signed yet
void session_promise_forget(struct session *session);
SESSION_HANDLER(session_promise_written);
SESSION_HANDLER(session_promise_again);
SESSION_HANDLER(session_promise_next);

/* ---- session_entries.c ---- */
/* To the list of a repeated page; an entry in which nothing was filled goes. */
void session_entries_show(struct session *session, struct effects *effects);
SESSION_HANDLER(session_entry_open);
SESSION_HANDLER(session_entry_remove);
SESSION_HANDLER(session_entries_next);

/* ---- session_input.c ---- */
/* True when `key` belongs to what is being composed and is no text yet. */
bool
session_input_takes(struct session *session, const char *key, struct effects *effects);
/* Drops what is no text yet. The keyboard that was chosen stays. */
void session_input_forget(struct session *session);
/* The square for the signature is empty: the page comes anew. */
void session_sign_anew(struct session *session);
SESSION_HANDLER(session_input_keyboard);
SESSION_HANDLER(session_input_pick);
SESSION_HANDLER(session_input_reading);
SESSION_HANDLER(session_input_more);
SESSION_HANDLER(session_input_written);
SESSION_HANDLER(session_input_rewrite);
SESSION_HANDLER(session_input_candidates);
SESSION_HANDLER(session_input_chosen);

/* ---- session_speech.c ---- */
/* What makes a screen another one for those who listen. */
struct session_seen {
    enum screen_id screen;
    enum dialog_id dialog;
    bool assisted;
    size_t form_page, question, material_index;
    int part;
    bool wrong; // an error is shown
    int sheet;
    char focus[64];
    char language[12];
};
struct session_seen session_see(const struct session *session);
/* In assisted mode what is new is said. True when the strip was closed. */
bool session_speech_follow(struct session *session, const struct session_seen *before,
                           enum session_event_kind kind, struct effects *effects);
SESSION_HANDLER(session_say);
SESSION_HANDLER(session_volume);
SESSION_HANDLER(session_aloud);
SESSION_HANDLER(session_headphones);

/* ---- session_language.c ---- */
SESSION_HANDLER(session_language);
SESSION_HANDLER(session_languages);
SESSION_HANDLER(session_voices);

/* ---- session_look.c ---- */
/* After every event: a new screen or question begins at its own sheet. */
void session_look_follow(struct session *session, const struct session_seen *before,
                         enum session_event_kind kind);
/* Colours, sizes and the rest are as every visit begins. */
bool session_look_is_first(const struct session *session);
SESSION_HANDLER(session_colours);
SESSION_HANDLER(session_lower);
SESSION_HANDLER(session_sheet);

/* ---- session_card.c ---- */
void session_card_begin(struct session *session, struct effects *effects);
/* The card was another's: it and what it answered go, and who applies is asked anew. */
void session_other_person(struct session *session, struct effects *effects);
/* Looks for another card where one was refused. */
bool session_card_pass_time(struct session *session, struct effects *effects);
void session_card_cancel(struct session *session, struct effects *effects);
SESSION_HANDLER(session_card_read);
SESSION_HANDLER(session_card_failed);
SESSION_HANDLER(session_card_retry);

/* ---- session_device.c ---- */
/* After every event: where pages are taken, a scanner that broke is stood in for. */
bool session_scanner_follow(struct session *session, struct effects *effects);
SESSION_HANDLER(session_scanner_other);
SESSION_HANDLER(session_device_says);

/* ---- session_scan.c ---- */
/* Which papers are wanted follows the answers; what was scanned stays with its paper. */
void session_materials_follow(struct session *session);
void session_scan_cancel(struct session *session, struct effects *effects);
bool session_scan_is_complete(const struct session_material *given);
/* Pages that show something; blank ones do not count. */
int session_scan_pages(const struct session_material *given);
SESSION_HANDLER(session_scan_page);
SESSION_HANDLER(session_scan_again);
SESSION_HANDLER(session_scan_retry);
SESSION_HANDLER(session_scan_remove);
SESSION_HANDLER(session_scan_defer);
SESSION_HANDLER(session_scan_next);
SESSION_HANDLER(session_scan_back);
SESSION_HANDLER(session_scan_progress);
SESSION_HANDLER(session_scan_ready);
SESSION_HANDLER(session_scan_failed);
SESSION_HANDLER(session_scan_frame);
SESSION_HANDLER(session_scan_look);
SESSION_HANDLER(session_scan_turn);
/* Entering and leaving the place where pages are laid. */
void session_live_begin(struct session *session, struct effects *effects);
void session_live_end(struct session *session, struct effects *effects);
/* A frame that came too late is let go. */
SESSION_HANDLER(session_late_frame);

/* ---- session_copy.c ---- */
void session_copy_leave(struct session *session, struct effects *effects); // also unbegun
SESSION_HANDLER(session_copy_open);
SESSION_HANDLER(session_copy_back);
SESSION_HANDLER(session_copy_purpose);
SESSION_HANDLER(session_copy_scan);
SESSION_HANDLER(session_copy_progress);
SESSION_HANDLER(session_copy_side);
SESSION_HANDLER(session_copy_failed);
SESSION_HANDLER(session_copy_made);
SESSION_HANDLER(session_copy_print);
SESSION_HANDLER(session_copy_printed);
SESSION_HANDLER(session_copy_print_failed);

/* ---- session_code.c ---- */
/* After every event: the reader waits where a code would lead on, and nowhere else. */
void session_code_follow(struct session *session, struct effects *effects);
SESSION_HANDLER(session_code_read);
SESSION_HANDLER(session_code_failed);

/* ---- session_submit.c ---- */
/* Defects of the whole form as it is now, into session->defects; their number. */
guint session_find_defects(struct session *session);
void session_fault(struct session *session, const char *class, const char *cause,
                   struct effects *effects);
/* To the last screen, of a case or of a booking, and begin to print. */
/* The same without those sheets that are out already. */
void session_print_rest(struct session *session, struct effects *effects);
void session_done(struct session *session, struct effects *effects);
/* What was printed in this visit may still lie there: to be called when it ends, before
 * anything is forgotten; when a device says how it is; when time passes. */
void session_paper_ends(struct session *session);
bool session_paper_looks(struct session *session);
/* Whoever ends a visit does not end what is being printed: it goes on without them. */
void session_paper_goes_on(struct session *session, bool guide);
/* The end of such a print; false: it is none of them. */
bool
session_paper_behind_tells(struct session *session, const struct session_event *event);
/* Orders what session_paper() gives; 0: there is no printer for it now. */
int session_order_paper(struct session *session, struct effects *effects);
void session_print(struct session *session, struct effects *effects);
void session_print_cancel(struct session *session, struct effects *effects);
void session_submit_begin(struct session *session, struct effects *effects);
SESSION_HANDLER(session_submit);
SESSION_HANDLER(session_stored);
SESSION_HANDLER(session_store_failed);
SESSION_HANDLER(session_delivery);
SESSION_HANDLER(session_refused);
SESSION_HANDLER(session_do_not_wait);
SESSION_HANDLER(session_print_progress);
SESSION_HANDLER(session_printed);
SESSION_HANDLER(session_print_failed);
SESSION_HANDLER(session_fault_retry);
SESSION_HANDLER(session_fault_next);
SESSION_HANDLER(session_fault_back);
SESSION_HANDLER(session_without_paper);

/* ---- session_voice.c ---- */
/* What was chosen and not yet sent goes when the visit ends. */
void session_voice_leave(struct session *session, struct effects *effects);
SESSION_HANDLER(session_open_rating);
SESSION_HANDLER(session_level);
SESSION_HANDLER(session_tag);
SESSION_HANDLER(session_rating_send);
SESSION_HANDLER(session_rating_back);
SESSION_HANDLER(session_open_trouble);

/* ---- session_words.c ---- */
void session_words_append(struct session *session, const char *text);
SESSION_HANDLER(session_words_open);
SESSION_HANDLER(session_words_type);
SESSION_HANDLER(session_words_clear);
SESSION_HANDLER(session_words_next);
SESSION_HANDLER(session_words_back);

SESSION_HANDLER(session_reason);
SESSION_HANDLER(session_trouble_send);
SESSION_HANDLER(session_trouble_back);
SESSION_HANDLER(session_letter_kept);
SESSION_HANDLER(session_paper_tells);

/* ---- session_help.c ---- */
/* Adds a letter; takes `body` and `private` (NULL: nothing personal). Its order. */
int session_letter(struct session *session, const char *operation, json_t *body,
                   json_t *private, struct effects *effects);
SESSION_HANDLER(session_help);
SESSION_HANDLER(session_no_longer);
SESSION_HANDLER(session_open_phone);
SESSION_HANDLER(session_phone_type);
SESSION_HANDLER(session_phone_clear);
SESSION_HANDLER(session_phone_next);
SESSION_HANDLER(session_phone_back);

/* ---- session_staff.c ---- */
void
session_staff_note(struct session *session, const char *act, struct effects *effects);
/* What time alone brings there. */
bool session_staff_time(struct session *session, struct effects *effects);
int64_t session_staff_tick(const struct session *session);
void session_staff_leave(struct session *session, struct effects *effects);
SESSION_HANDLER(session_corner);
SESSION_HANDLER(session_staff_type);
SESSION_HANDLER(session_staff_clear);
SESSION_HANDLER(session_staff_enter);
SESSION_HANDLER(session_staff_change);
SESSION_HANDLER(session_staff_change_told);
SESSION_HANDLER(session_staff_pin_told);
SESSION_HANDLER(session_staff_open);
SESSION_HANDLER(session_staff_back);
SESSION_HANDLER(session_staff_test);
SESSION_HANDLER(session_staff_do);
SESSION_HANDLER(session_staff_told);
SESSION_HANDLER(session_staff_test_tells);

/* ---- session_booking*.c ---- */
void session_booking_forget(struct session *session); // frees and wipes it
void session_booking_begin(struct session *session, struct effects *effects);
/* Asks the office; takes `body`, to which the terminal is added. It can be asked again. */
void session_booking_ask(struct session *session, const char *operation, json_t *body,
                         struct effects *effects);
void session_booking_list(struct session *session, struct effects *effects);
void session_booking_move(struct session *session, const json_t *moving,
                          struct effects *effects);
void session_booking_find(struct session *session, struct effects *effects);
bool session_booking_open_mine(struct session *session, struct effects *effects);
bool session_booking_typed_id(struct session *session, struct effects *effects);
void session_booking_keep(json_t **place, const json_t *value); // a copy in its place
void session_booking_problem(struct session *session, const char *word);
void session_booking_found(struct session *session, const struct session_event *event,
                           struct effects *effects);
void session_booking_cancelled(struct session *session, const struct session_event *event,
                               struct effects *effects);
/* A name for what this terminal makes: unique, and no secret. */
void session_booking_make_id(struct session *session, char id_out[37]);
/* The place is held: who it is for, unless that is known, and whether all of it is right. */
void session_booking_after_hold(struct session *session, struct effects *effects);
/* Somebody was quicker: the next free slot is chosen, and everything listed anew. */
void
session_booking_offer_next(struct session *session, const struct session_event *event,
                           struct effects *effects);
/* What the office answered. */
void
session_booking_took_slots(struct session *session, const struct session_event *event,
                           struct effects *effects);
void session_booking_took_hold(struct session *session, const struct session_event *event,
                               struct effects *effects);
void
session_booking_took_booking(struct session *session, const struct session_event *event,
                             struct effects *effects);
bool session_booking_pass_time(struct session *session);
int64_t session_booking_next_tick(const struct session *session); // INT64_MAX: none
json_t *session_booking_slip(const struct session *session);
/* The card was read on SCREEN_BOOKING_CARD. */
void session_booking_card(struct session *session, struct effects *effects);
SESSION_HANDLER(session_booking_answered);
SESSION_HANDLER(session_booking_again);
SESSION_HANDLER(session_booking_home);
SESSION_HANDLER(session_booking_what);
SESSION_HANDLER(session_booking_what_edit);
SESSION_HANDLER(session_booking_when);
SESSION_HANDLER(session_booking_when_edit);
SESSION_HANDLER(session_booking_when_back);
SESSION_HANDLER(session_booking_hold);
SESSION_HANDLER(session_booking_card_edit);
SESSION_HANDLER(session_booking_card_back);
SESSION_HANDLER(session_booking_type);
SESSION_HANDLER(session_booking_clear);
SESSION_HANDLER(session_booking_focus);
SESSION_HANDLER(session_booking_typed);
SESSION_HANDLER(session_booking_number_back);
SESSION_HANDLER(session_booking_confirm);
SESSION_HANDLER(session_booking_check_edit);
SESSION_HANDLER(session_booking_check_back);
SESSION_HANDLER(session_booking_mine_choose);
SESSION_HANDLER(session_booking_mine_back);
SESSION_HANDLER(session_booking_cancel);
SESSION_HANDLER(session_booking_stay);

/* ---- session_queue.c ---- */
void session_queue_told(struct session *session, const struct session_event *event,
                        struct effects *effects);
void session_queue_took(struct session *session, const struct session_event *event,
                        struct effects *effects);
json_t *session_queue_slip(const struct session *session);
SESSION_HANDLER(session_queue_open);
SESSION_HANDLER(session_queue_take);
SESSION_HANDLER(session_queue_back);

/* ---- session_progress.c ---- */
void session_progress_forget(struct session *session); // frees and wipes it
/* The printer has counted the sheets of the result. */
enum progress_problem session_progress_problem(const struct session_event *event);
bool
session_progress_paper_tells(struct session *session, const struct session_event *event);
json_t *session_progress_slip(const struct session *session);
SESSION_HANDLER(session_progress_ask);
SESSION_HANDLER(session_progress_back);
SESSION_HANDLER(session_progress_paper);

/* ---- session_result.c ---- */
void session_result_printed(struct session *session, struct effects *effects);
/* The person wanted no further sheet, and the device has stopped. */
void session_result_stopped(struct session *session, struct effects *effects);
SESSION_HANDLER(session_result_before);
SESSION_HANDLER(session_result_zoom);
SESSION_HANDLER(session_result_print_all);
SESSION_HANDLER(session_result_stop);
SESSION_HANDLER(session_result_stuck);
SESSION_HANDLER(session_result_missing);
SESSION_HANDLER(session_result_print_missing);
SESSION_HANDLER(session_result_unstuck);
SESSION_HANDLER(session_progress_open);
SESSION_HANDLER(session_progress_number);
/* session_ticket.c: a number that begins with B, or one of a case again; asks the office. */
bool session_ticket_turn(struct session *session);
void session_ticket_ask(struct session *session, struct effects *effects);
SESSION_HANDLER(session_ticket_answered);
SESSION_HANDLER(session_ticket_retry);
SESSION_HANDLER(session_progress_card);
SESSION_HANDLER(session_progress_clear);
SESSION_HANDLER(session_progress_code);
SESSION_HANDLER(session_progress_retry);
SESSION_HANDLER(session_progress_who_again);
SESSION_HANDLER(session_progress_answered);
SESSION_HANDLER(session_progress_home);
SESSION_HANDLER(session_result_open);
SESSION_HANDLER(session_result_answered);
SESSION_HANDLER(session_result_drawn);
SESSION_HANDLER(session_result_page);
SESSION_HANDLER(session_result_retry);
SESSION_HANDLER(session_result_back);
SESSION_HANDLER(session_result_print);
SESSION_HANDLER(session_sign_written);
SESSION_HANDLER(session_sign_again);
SESSION_HANDLER(session_sign_send);
SESSION_HANDLER(session_sign_kept);

/* ---- session_correct.c ---- */
/* Where form and scanner lead to, and where they come from. */
enum screen_id session_last_look(const struct session *session);
enum screen_id session_before_form(const struct session *session);
SESSION_HANDLER(session_correct_begin);
SESSION_HANDLER(session_correct_back);
SESSION_HANDLER(session_correct_submit);

/* ---- session_find.c ---- */
void session_find_index(struct session *session); // after the catalogue has changed
void
session_find_again(struct session *session, struct effects *effects); // as it was left
void session_find_append(struct session *session, const char *text);
bool session_take_tells(struct session *session, const struct session_event *event);
json_t *session_guide_sheet(const struct session *session);
SESSION_HANDLER(session_find_open);
SESSION_HANDLER(session_find_type);
SESSION_HANDLER(session_find_clear);
SESSION_HANDLER(session_find_back);
SESSION_HANDLER(session_answer_open);
SESSION_HANDLER(session_answer_back);
SESSION_HANDLER(session_public_start);
SESSION_HANDLER(session_public_open);
SESSION_HANDLER(session_public_item_back);
SESSION_HANDLER(session_take_open);
SESSION_HANDLER(session_take_print);

/* ---- session_time.c ---- */
/* What time alone brings: the idle question, the end of waiting. */
bool session_pass_time(struct session *session, struct effects *effects);

#endif
