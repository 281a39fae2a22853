// SPDX-License-Identifier: Apache-2.0
#include "visitor_ways.h"

#include <string.h>

#include "visitor_booking.h"
#include "visitor_family.h"
#include "visitor_find.h"
#include "visitor_progress.h"

/* ---- the ways --------------------------------------------------------------------------- */

static void
rests(struct visitor *visitor)
{
    (void)visitor;
}

static void
begins(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
}

static void
opens_group(struct visitor *visitor)
{
    begins(visitor);
    visitor_does(visitor, SESSION_OPEN_GROUP, "medical");
}

static void
opens_guide(struct visitor *visitor)
{
    begins(visitor);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
}

static void
reads_notice(struct visitor *visitor)
{
    opens_guide(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

static void
scans(struct visitor *visitor)
{
    visitor_comes_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
}

static void
errs(struct visitor *visitor)
{
    visitor_comes_to_check(visitor);
    visitor_does(visitor, SESSION_EDIT, "phone");
    visitor_types(visitor, "\b");
    visitor_does(visitor, SESSION_BACK, NULL);
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
}

static void
has_no_paper(struct visitor *visitor)
{
    visitor_comes_to_done(visitor);
    visitor_print_fails(visitor, "paperJam", 1);
}

static void
finds_no_store(struct visitor *visitor)
{
    visitor_device(visitor, "store", DEVICE_HARDWARE_ERROR, "ioError");
}

static void
rates(struct visitor *visitor)
{
    visitor_comes_to_done(visitor);
    visitor_is_printed(visitor);
    visitor_does(visitor, SESSION_OPEN_RATING, NULL);
}

static void
says_why(struct visitor *visitor)
{
    rates(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_LEVEL, .number = 1});
}

static void
has_trouble(struct visitor *visitor)
{
    visitor_comes_to_form(visitor);
    visitor_does(visitor, SESSION_OPEN_TROUBLE, NULL);
}

static void
has_words(struct visitor *visitor)
{
    has_trouble(visitor);
    visitor_does(visitor, SESSION_OPEN_WORDS, NULL);
}

static void
asks_who(struct visitor *visitor)
{
    visitor_comes_to_progress(visitor);
    visitor_does(visitor, SESSION_ASK_WHO, NULL);
}

static void
sees_it_large(struct visitor *visitor)
{
    visitor_comes_to_result(visitor);
    visitor_does(visitor, SESSION_ZOOM, NULL);
}

static void
misses_paper(struct visitor *visitor)
{
    visitor_comes_to_sign(visitor);
    visitor_does(visitor, SESSION_STUCK, NULL);
}

static void
trouble_is_kept(struct visitor *visitor)
{
    has_trouble(visitor);
    visitor_does(visitor, SESSION_REASON, "other");
    visitor_does(visitor, SESSION_NEXT, NULL);
    json_decref(session_take_letter(&visitor->session));
    visitor_event(visitor, &(struct session_event){.kind = SESSION_LETTER_KEPT,
                                                   .order = visitor->session.voice.order,
                                                   .number = 1,
                                                   .text = "000126112100089"});
}

static void
leaves_number(struct visitor *visitor)
{
    has_trouble(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_OPEN_PHONE,
                                                   .number = PHONE_FOR_TROUBLE});
}

static void
has_no_card(struct visitor *visitor)
{
    visitor_comes_to_booking_card(visitor);
    visitor_does(visitor, SESSION_EDIT, "number");
}

static void
gives_back(struct visitor *visitor)
{
    visitor_comes_to_mine(visitor);
    visitor_chooses(visitor, "cancel", "000126112150010");
}

static void
finds_no_office(struct visitor *visitor)
{
    begins(visitor);
    visitor_does(visitor, SESSION_OPEN_GROUP, SESSION_GROUP_BOOKING);
    visitor_answered(visitor, 0, NULL);
}

/* ---- staff ------------------------------------------------------------------------------ */

static void
staff_come(struct visitor *visitor)
{
    for (int i = 0; i < SESSION_CORNER_TOUCHES; i++)
        visitor_does(visitor, SESSION_CORNER, NULL);
}

static void
is_told(struct visitor *visitor, const char *what)
{
    json_t *gate =
        json_pack("{s:b, s:i, s:i}", "pin_set", true, "tries_left", 5, "until_ms", 0);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STAFF_TOLD,
                                                   .order = visitor->session.staff.order,
                                                   .text = what,
                                                   .number = TOLD_DONE,
                                                   .json = gate});
    json_decref(gate);
}

static void
staff_are_in(struct visitor *visitor)
{
    staff_come(visitor);
    is_told(visitor, "look");
    visitor_types(visitor, "777777");
    visitor_does(visitor, SESSION_NEXT, NULL);
    is_told(visitor, "pin");
}

static void
staff_open(struct visitor *visitor, enum screen_id screen)
{
    staff_are_in(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STAFF_OPEN,
                                                   .number = (int)screen});
}

static void
staff_test(struct visitor *visitor)
{
    staff_are_in(visitor);
    visitor_does(visitor, SESSION_STAFF_TEST, "print");
}

static void
staff_queue(struct visitor *visitor)
{
    staff_open(visitor, SCREEN_STAFF_QUEUE);
}

static void
staff_drivers(struct visitor *visitor)
{
    staff_open(visitor, SCREEN_STAFF_DRIVERS);
}

static void
staff_paper(struct visitor *visitor)
{
    staff_open(visitor, SCREEN_STAFF_PAPER);
}

static void
staff_change(struct visitor *visitor)
{
    staff_open(visitor, SCREEN_STAFF_CHANGE);
}

static void
staff_log(struct visitor *visitor)
{
    staff_open(visitor, SCREEN_STAFF_LOG);
}

static void
copies(struct visitor *visitor)
{
    visitor_comes_to_progress_who(visitor);
    visitor_does(visitor, SESSION_COPY, NULL);
    visitor_does(visitor, SESSION_CHOOSE, "bank");
    visitor_does(visitor, SESSION_SCAN, NULL);
}

/* ---- the table -------------------------------------------------------------------------- */

static const struct {
    void (*come)(struct visitor *visitor);
    const char *works; // classes with an order under way; NULL: none
} ways[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {rests, NULL},
    [SCREEN_HOME] = {begins, NULL},
    [SCREEN_GROUP] = {opens_group, NULL},
    [SCREEN_GUIDE] = {opens_guide, NULL},
    [SCREEN_CONSENT] = {reads_notice, NULL},
    [SCREEN_WHO] = {visitor_comes_to_who, NULL},
    [SCREEN_CARD] = {visitor_comes_to_card, "card"},
    [SCREEN_CARD_TYPED] = {visitor_comes_to_typed_card, NULL},
    [SCREEN_FORM] = {visitor_comes_to_form, NULL},
    [SCREEN_ENTRIES] = {visitor_comes_to_entries, NULL},
    [SCREEN_PROMISE] = {visitor_comes_to_promise, NULL},
    [SCREEN_SCAN] = {scans, "scanner image"},
    [SCREEN_CHECK] = {visitor_comes_to_check, NULL},
    [SCREEN_ERRORS] = {errs, NULL},
    [SCREEN_SUBMITTING] = {visitor_comes_to_submitting, NULL},
    [SCREEN_DONE] = {visitor_comes_to_done, "printer typesetter"},
    [SCREEN_FAULT] = {has_no_paper, NULL},
    [SCREEN_OUT_OF_SERVICE] = {finds_no_store, NULL},
    [SCREEN_PROGRESS_WHO] = {visitor_comes_to_progress_who, "card"},
    [SCREEN_PROGRESS_CODE] = {visitor_comes_to_progress_code, NULL},
    [SCREEN_PROGRESS] = {visitor_comes_to_progress, NULL},
    [SCREEN_PROGRESS_ASK] = {asks_who, NULL},
    [SCREEN_TICKET] = {visitor_comes_to_ticket, NULL},
    [SCREEN_RESULT] = {visitor_comes_to_result, NULL},
    [SCREEN_RESULT_ZOOM] = {sees_it_large, NULL},
    [SCREEN_RESULT_STUCK] = {misses_paper, NULL},
    [SCREEN_RESULT_PRINT] = {visitor_comes_to_result_print, "printer"},
    [SCREEN_SIGN] = {visitor_comes_to_sign, NULL},
    [SCREEN_DELIVERED] = {visitor_comes_to_delivered, NULL},
    [SCREEN_CORRECTION] = {visitor_comes_to_correction, NULL},
    [SCREEN_RATING] = {rates, NULL},
    [SCREEN_RATING_TAGS] = {says_why, NULL},
    [SCREEN_TROUBLE] = {has_trouble, NULL},
    [SCREEN_TROUBLE_WORDS] = {has_words, NULL},
    [SCREEN_TROUBLE_DONE] = {trouble_is_kept, NULL},
    [SCREEN_PHONE] = {leaves_number, NULL},
    [SCREEN_STAFF_PIN] = {staff_come, NULL},
    [SCREEN_STAFF] = {staff_are_in, NULL},
    [SCREEN_STAFF_TEST] = {staff_test, "printer"},
    [SCREEN_STAFF_QUEUE] = {staff_queue, NULL},
    [SCREEN_STAFF_DRIVERS] = {staff_drivers, NULL},
    [SCREEN_STAFF_PAPER] = {staff_paper, NULL},
    [SCREEN_STAFF_CHANGE] = {staff_change, NULL},
    [SCREEN_STAFF_LOG] = {staff_log, NULL},
    [SCREEN_BOOKING] = {visitor_comes_to_booking, NULL},
    [SCREEN_BOOKING_SLOTS] = {visitor_comes_to_slots, NULL},
    [SCREEN_BOOKING_CARD] = {visitor_comes_to_booking_card, "card"},
    [SCREEN_BOOKING_NUMBER] = {has_no_card, NULL},
    [SCREEN_BOOKING_CHECK] = {visitor_comes_to_booking_check, NULL},
    [SCREEN_BOOKING_DONE] = {visitor_comes_to_booking_done, "printer typesetter"},
    [SCREEN_BOOKING_MINE] = {visitor_comes_to_mine, NULL},
    [SCREEN_BOOKING_CANCEL] = {gives_back, NULL},
    [SCREEN_COPY] = {copies, "scanner image"},
    [SCREEN_QUEUE] = {visitor_comes_to_queue, NULL},
    [SCREEN_QUEUE_DONE] = {visitor_comes_to_queue_done, "printer typesetter"},
    [SCREEN_BOOKING_AWAY] = {finds_no_office, NULL},
    [SCREEN_SEARCH] = {visitor_searches, NULL},
    [SCREEN_ANSWER] = {visitor_reads_answer, NULL},
    [SCREEN_PUBLIC] = {visitor_opens_public, NULL},
    [SCREEN_PUBLIC_ITEM] = {visitor_reads_public, NULL},
    [SCREEN_TAKE] = {visitor_takes_guide, NULL},
};

bool
visitor_comes_to(struct visitor *visitor, enum screen_id screen)
{
    if (!ways[screen].come)
        return false;
    ways[screen].come(visitor);
    visitor_must_be_on(visitor, screen);
    return true;
}

bool
visitor_waits_for(enum screen_id screen, const char *class)
{
    return ways[screen].works && strstr(ways[screen].works, class);
}

static void
staff_print_fails(struct visitor *visitor, const char *cause)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                                   .order = visitor->session.staff.order,
                                                   .text = cause});
}

void
visitor_work_fails(struct visitor *visitor, enum screen_id screen, const char *class,
                   const char *cause)
{
    if (screen == SCREEN_STAFF_TEST)
        staff_print_fails(visitor, cause);
    else if (strcmp(class, "card") == 0)
        visitor_card_fails(visitor, cause);
    else if (screen == SCREEN_SCAN)
        visitor_scan_fails(visitor, cause);
    else if (screen == SCREEN_COPY)
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_SCAN_FAILED,
                                              .order = visitor->session.copy.order,
                                              .text = cause});
    else
        visitor_print_fails(visitor, cause, 0);
}

const char *
visitor_told_cause(const struct visitor *visitor)
{
    const struct session *session = &visitor->session;
    switch (session->screen) {
    case SCREEN_FAULT:
        return session->fault_cause;
    case SCREEN_CARD:
    case SCREEN_PROGRESS_WHO:
    case SCREEN_BOOKING_CARD:
        return session->card_cause;
    case SCREEN_SCAN:
        return session->scan_cause;
    case SCREEN_COPY:
        return session->copy.cause;
    case SCREEN_STAFF_TEST:
        return session->staff.test_cause;
    default:
        return "";
    }
}
