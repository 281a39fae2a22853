// SPDX-License-Identifier: Apache-2.0
/* Screens: one file each and one table of them. A screen fills a fresh view from the state
 * and nothing else; widgets carry the event that a tap sends. ui thread only. */
/* Ids of widgets, which the inspect interface shows and journeys rely on; what is pressed:
 *   everywhere  back help mode say quieter louder end trouble colours lower
 *               sheet-next sheet-previous, on a panel with little room
 *   language (the key of the bar); languages  language-<code> close
 *   dialogs     stay leave (idle, end), close (help), read-all read-rest (aloud)
 *   attract     start start-assisted      home     group-<id> service-<id>
 *   group       service-<id>              guide    begin
 *   consent     agree                     card     retry
 *   form        field-<question> choice-<question>-<value> key-0 … key-9 key-x key-erase
 *               key-clear next; words: key-a … key-z key-space key-pinyin key-writing
 *               key-strokes key-letters key-digits key-rewrite key-reading-<n> square
 *               candidate-<n> candidates-more take (the first, in the place of next)
 *   scan        scan again remove-<n> (from 1) next defer
 *   check       edit-<page or material id> promise submit
 *   errors      fix-<question or material id> fix-first; assisted: fix-<id> fix-later
 *   submitting  do-not-wait               done     finish
 *   fault       retry without-paper
 *   progress-who, progress-code  key-0 … key-9 key-erase key-clear retry
 *   progress    print correct finish      result   page-previous page-next print retry
 *   sign        signature again sign      delivered finish
 *   correction  edit-<id> submit
 *   done        rate          rating      level-5 … level-0   rating-tags  tag-<word> send
 *   trouble     reason-<word> phone send  trouble-done  go-on, read: trouble-number
 *   phone       key-0 … next  help        no-longer call-back
 *   staff       mark (four touches: attract, out-of-service) key-0 … key-clear enter
 *               test-print test-scan test-card again open-queue open-drivers open-log
 *               open-paper paper-in-printer paper-in-receipt looked
 *               send-now do-<class> do-program do-catalogue leave
 *   booking        book-service-<id> book-window-<id> queue mine
 *   queue          queue-<window> more book     queue-done      finish
 *   booking-slots  day-<date> other-days slot-<hhmm> other-times hold
 *   booking-card   retry no-card             booking-number  field-number field-code next
 *   booking-check  confirm other-time mine   booking-done    finish
 *   booking-mine   change-<n> cancel-<n> (from 1) finish
 *   search      query key-<letter> key-erase square candidate-<n> key-rewrite
 *               candidates-more service-<id> answer-<id> group-<id> by-group ask public
 *   answer      service-<id>              take       take-print
 *   public      public-<id> map           home       search     attract  public
 *   booking-cancel cancel keep               booking-away    retry home
 * What is read: title, receipt-number of a case, booking-number, query-code (their `value` is the
 *   bare digits), ticket. */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "terminal/session.h"

struct view;  // ui/view.h
struct pages; // terminal/pages.h: previews by handle

struct screen_context {
    const struct session *session;
    const struct pages *pages;
};

struct screen {
    const char *name; // "check": the name in the inspect interface and of screenshots
    void (*build)(struct view *view, const struct screen_context *context);
};

extern const struct screen screen_table[SCREEN_COUNT];

/* Builds the screen and the dialog over it. */
void screens_build(struct view *view, const struct screen_context *context);

#endif
