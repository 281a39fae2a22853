// SPDX-License-Identifier: Apache-2.0
/* Session: one visit as a pure state machine. Event in; next state and effects out. No SDL,
 * no device, no clock, no file: time is a member of the event. ui thread only.
 *
 *   session_handle(session, event, effects)
 *
 * Screens read the public members and never write; what a person does comes back as an
 * event. What the outside shall do leaves as an effect and comes back as an event. */
#ifndef TERMINAL_SESSION_H
#define TERMINAL_SESSION_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "core/form.h"
#include "core/place.h"
#include "core/receipt.h"
#include "core/region.h"
#include "core/service.h"
#include "session_booking.h"
#include "session_find.h"
#include "session_copy.h"
#include "session_progress.h"
#include <kiosk/input.h>
#include <kiosk/letter.h>
#include <kiosk/protocol.h>

/* Times to answer: numbers.md §1. */
#define SESSION_IDLE_MS 60000
#define SESSION_IDLE_ANSWER_MS 45000
#define SESSION_IDLE_ASSISTED_MS 120000
#define SESSION_IDLE_ANSWER_ASSISTED_MS 60000
#define SESSION_DELIVERY_WAIT_MS 8000 // then the slip says 待上传 and the person may go
#define SESSION_STORE_WAIT_MS 20000   // no word from the store: say so, and go on waiting
#define SESSION_DONE_MS 90000         // the last screen asks and is gone after this
#define SESSION_STAFF_MS 60000        // maintenance ends by itself when nobody touches it
#define SESSION_CORNER_TOUCHES 4      // on the mark, within SESSION_CORNER_MS
#define SESSION_CORNER_MS 3000
#define SESSION_PIN_LENGTH 6
#define SESSION_LANGUAGE_FIRST "zh_CN" // every visit begins in it

#define SESSION_BEHIND_MAX 8   // prints that outlive their visit, at a time
#define SESSION_LOST_MS 120000 // so long the waiting screen tells of paper that never came
#define SESSION_VOLUME_MOST 3 // seven steps in all

enum screen_id {
    SCREEN_ATTRACT,
    SCREEN_HOME,       // search, frequent ones, groups
    SCREEN_GROUP,      // services of one group
    SCREEN_GUIDE,      // 办事指南
    SCREEN_CONSENT,    // 个人信息告知与同意
    SCREEN_WHO,        // for whom it is: oneself, another person, a child, an enterprise
    SCREEN_CARD,       // put the card on the reader
    SCREEN_CARD_TYPED, // name and number of a card that cannot be read
    SCREEN_FORM,       // one page of questions (assisted: one question)
    SCREEN_ENTRIES,    // entries of a repeated page: add, change, remove
    SCREEN_SCAN,       // one material
    SCREEN_PROMISE,    // 容缺承诺书: signed for what is brought later
    SCREEN_CHECK,      // check answers
    SCREEN_ERRORS,     // every defect at once
    SCREEN_SUBMITTING,
    SCREEN_DONE,
    SCREEN_FAULT, // a device is in the way; what is safe, who comes, what still works
    SCREEN_OUT_OF_SERVICE,
    SCREEN_PROGRESS_WHO,  // card or receipt number
    SCREEN_PROGRESS_CODE, // query code
    SCREEN_PROGRESS,      // how the case stands
    SCREEN_PROGRESS_ASK,  // who handles it
    SCREEN_TICKET,        // how what could not be done stands
    SCREEN_RESULT,        // a result before it is printed
    SCREEN_RESULT_ZOOM,   // a page of it as large as the screen
    SCREEN_RESULT_PRINT,  // while it is
    SCREEN_RESULT_STUCK,  // paper did not come out
    SCREEN_SIGN,          // who took it signs
    SCREEN_DELIVERED,
    SCREEN_CORRECTION,    // what is given later, before it is handed in
    SCREEN_RATING,        // 好差评, after the end of a matter
    SCREEN_RATING_TAGS,   // what it is about; may be left out
    SCREEN_TROUBLE,       // 办不成事
    SCREEN_TROUBLE_WORDS, // it, in own words
    SCREEN_TROUBLE_DONE,
    SCREEN_PHONE,     // the own number, to be called back
    SCREEN_STAFF_PIN, // maintenance: from here to SCREEN_STAFF_LOG, no visit runs
    SCREEN_STAFF,     // how everything is, and what can be done
    SCREEN_STAFF_TEST,
    SCREEN_STAFF_QUEUE,
    SCREEN_STAFF_DRIVERS,
    SCREEN_STAFF_PAPER,  // paper: put in, and what may not have come out
    SCREEN_STAFF_CHANGE, // an own new PIN
    SCREEN_STAFF_LOG,
    SCREEN_BOOKING,        // what for
    SCREEN_BOOKING_SLOTS,  // day and time
    SCREEN_BOOKING_CARD,   // for whom
    SCREEN_BOOKING_NUMBER, // the same without a card
    SCREEN_BOOKING_CHECK,  // is it right?
    SCREEN_BOOKING_DONE,
    SCREEN_BOOKING_MINE,   // what I have booked
    SCREEN_BOOKING_CANCEL, // really not coming?
    SCREEN_BOOKING_AWAY,   // the office does not answer
    SCREEN_SEARCH,         // one among hundreds
    SCREEN_ANSWER,         // of the knowledge base
    SCREEN_PUBLIC,         // 政务公开: what there is
    SCREEN_PUBLIC_ITEM,    // one thing of it
    SCREEN_TAKE,           // a guide to take home
    SCREEN_COPY,           // both sides of a card on one sheet
    SCREEN_QUEUE,          // a number for now: which window
    SCREEN_QUEUE_DONE,
    SCREEN_COUNT
};

enum dialog_id {
    DIALOG_NONE,
    DIALOG_IDLE,  // 您还在吗？
    DIALOG_HELP,  // 叫人帮忙
    DIALOG_END,   // 不办了，清掉我填的
    DIALOG_ALOUD, // 您自己的信息也念出来吗？
    DIALOG_LANGUAGES, // takes the place of the screen, which stays as it is behind it
};

/* Colours that a person can choose. */
enum session_colours {
    COLOURS_USUAL,
    COLOURS_DARK,  // high contrast, white on black
    COLOURS_LIGHT, // high contrast, black on white
    COLOURS_COUNT
};

/* With what a text is typed. */
enum keyboard {
    KEYBOARD_USUAL,   // as mode, language and devices have it
    KEYBOARD_PINYIN,  // 26 keys; nine in assisted mode
    KEYBOARD_WRITING, // with the finger, one character at a time
    KEYBOARD_STROKES, // 横 竖 撇 点 折
    KEYBOARD_LETTERS, // as they stand on the keys
    KEYBOARD_DIGITS,  // and what stands between words
    KEYBOARD_COUNT
};

enum session_event_kind {
    /* What a person does. `text` and `number` as noted. */
    SESSION_START =
        1, // attract → home; number 1: in assisted mode (0: a widget that sends nothing)
    SESSION_BACK,
    SESSION_NEXT, // the primary key of guide, form, scan; form: text: the question shown alone
    SESSION_AGREE,        // consent
    SESSION_ASK_END,      // 结束: asks when something would be lost
    SESSION_END,          // really
    SESSION_HELP,         // opens the dialog
    SESSION_DISMISS,      // closes a dialog; on the idle dialog: I am still here
    SESSION_MODE,         // standard ↔ assisted
    SESSION_LANGUAGE,     // text: language
    SESSION_LANGUAGES,    // shows which there are, or no longer
    SESSION_COLOURS,      // to the next of enum session_colours
    SESSION_LOWER,        // 画面放低, and back
    SESSION_SHEET,        // number: which part of a screen that has no room on the panel
    SESSION_OPEN_GROUP,   // text: group id
    SESSION_OPEN_SERVICE, // text: service id
    SESSION_FOCUS,        // text: question id
    SESSION_TYPE,         // text: one character or "\b"; into the focused question
    SESSION_CLEAR,        // empties the focused question
    SESSION_DRAFT,        // text: the digits of a date picked so far: year, month, day
    SESSION_REGION,       // text: code of a place picked for the focused address
    SESSION_APPLY,        // text: word of enum applicant
    SESSION_TYPE_CARD,    // the card cannot be read: type it
    SESSION_ENTRY,        // number: entry to fill, from 0; -1: a new one
    SESSION_ENTRY_REMOVE, // number: entry that goes; asked for twice; -1: none goes
    SESSION_CHOOSE,       // text: question id, text2: value of a choice; "yes", "no"
    SESSION_SCAN,         // scan the next page of this material
    SESSION_SCAN_AGAIN,   // number: page index to take again
    SESSION_REMOVE_PAGE,  // number: page index
    SESSION_LOOK_PAGE,    // number: page index to look at
    SESSION_TURN_PAGE,    // the page that is looked at, by a right angle, clockwise
    SESSION_SCANNER,      // lay it on the other device: glass or camera
    SESSION_DEFER,        // this material later (may_defer)
    SESSION_EDIT, // text: question, material or repeated page to go back to from check/errors;
                  // number: its entry from 1, 0: none
    SESSION_PROMISE, // the check box on the check page
    SESSION_PART,    // number: which part of a page too long for one screen
    SESSION_SUBMIT,
    SESSION_DO_NOT_WAIT,   // 不等了，先拿收件回执
    SESSION_RETRY,         // try again what failed (card, scan, print)
    SESSION_WITHOUT_PAPER, // go on without the slip
    SESSION_OPEN_RATING,
    SESSION_LEVEL,        // number: 5 to 1, 0: 不评价
    SESSION_TAG,          // text: letter_rating_words
    SESSION_OPEN_TROUBLE, // 办不成事, from every screen
    SESSION_REASON,       // text: letter_trouble_words
    SESSION_OPEN_WORDS,   // to say it in own words
    SESSION_OPEN_PHONE,   // number: enum phone_for
    SESSION_NO_LONGER,    // 不用来了: nobody need come
    SESSION_CORNER,       // a touch on the mark, which staff know
    SESSION_STAFF_OPEN,   // number: screen_id of a staff screen
    SESSION_STAFF_TEST,   // text: print scan card
    SESSION_STAFF_DO,     // text: send, program, catalogue, or the class of a driver
    SESSION_KEYBOARD,     // number: enum keyboard; LETTERS again: capitals
    SESSION_PICK,         // number: candidate that is taken
    SESSION_READING,      // text: syllable that the first digits mean
    SESSION_MORE,         // number: candidate to show first
    SESSION_WRITTEN,   // number: strokes that stand in the square now; json: the strokes,
                       // as <kiosk/office.h> has a signature
    SESSION_REWRITE,   // wipes them
    SESSION_SAY,       // reads the screen aloud, from the start
    SESSION_VOLUME,    // number: 1 louder, -1 quieter; and reads it once more
    SESSION_ALOUD,     // number: 1 what is about the person may be read aloud, 0 not
    SESSION_PROGRESS,  // how does my case stand
    SESSION_CORRECT,   // gives what the case lacks
    SESSION_RESULT,    // number: of the result to take
    SESSION_VIEW,      // number: page of it to show
    SESSION_ZOOM,      // larger, and back
    SESSION_PRINT_ALL, // from its first sheet, though some are out
    SESSION_STOP_PRINT,  // 后面的不打了
    SESSION_STUCK,       // 纸没出来
    SESSION_MISSING,     // number: the sheet that is not there
    SESSION_ASK_WHO,     // 问经办人
    SESSION_PAPER,       // prints how it stands
    SESSION_FIND,        // the search
    SESSION_OPEN_ANSWER, // text: id in the knowledge base
    SESSION_OPEN_PUBLIC, // text: id in the bulletin, SESSION_PUBLIC_HALL; none: what there is
    SESSION_TAKE,        // the guide, to take home
    SESSION_TAKE_PRINT, // on paper
    SESSION_COPY,       // copy a card; SESSION_CHOOSE there, text: copy_purpose_word()
    SESSION_TOUCHED,    // any touch: only resets the idle time

    /* What the outside says. Answers to an effect carry its `order`. */
    SESSION_CARD_READ,     // json: CardFields
    SESSION_CARD_FAILED,   // text: cause; "none": no card came in time
    SESSION_COPY_MADE,     // page: of the sheet; handle 0: it could not be, text: cause
    SESSION_CODE_READ,     // text: what the code holds
    SESSION_CODE_FAILED,   // text: cause; "none": no code came in time
    SESSION_SCAN_PROGRESS, // number: per cent
    SESSION_SCAN_FRAME,    // page: what the camera sees now, or how far the page has come
    SESSION_PAGE_READY,    // page; number: pages of the same scan that are still to come
    SESSION_SCAN_FAILED,   // text: cause
    SESSION_STORED,        // receipt: durable now
    SESSION_STORE_FAILED,  // text: cause (full, failed)
    SESSION_DELIVERY, // number: pieces there, number2: pieces in all; equal: delivered
    SESSION_REFUSED,  // text: code; the office refuses for good: staff must look
    SESSION_PRINT_PROGRESS, // number: sheets out, number2: sheets in all
    SESSION_PRINTED,        // number: sheets that the device counted
    SESSION_PRINT_FAILED,   // text: cause, number: sheets that came out
    SESSION_PRINTED_BEFORE, // number: sheets that came out in an earlier visit, 0: none
    SESSION_ANSWERED, // of the office. text: operation, number: HTTP status (0: no answer
                      // came, or not as agreed), json: the body or NULL
    SESSION_DRAWN,    // page: of the result, number: pages in all; handle 0: it cannot be
    SESSION_CANDIDATES, // json: completion of Input.Key or Handwriting.Recognise; NULL: none
    SESSION_CHOSEN, // text: what was taken, text2: keys that are left; NULL: it failed
    SESSION_VOICES,     // json: array of languages that can be read aloud
    SESSION_HEADPHONES, // number: 1 they are plugged: nobody else listens
    SESSION_DEVICE,     // device: class and status of one device
    SESSION_LETTER_KEPT, // order; number: 1 it is durable and goes to the office, 0 it could
                         // not be kept; text: its number when it has one
    SESSION_STAFF_TOLD, // text: what was asked, number: what came of it (enum session_told
                        // of "pin"; 1 done, 0 not), json: what stands there, or NULL
    SESSION_TICK,       // nothing but time
    SESSION_EVENT_COUNT
};

/* A page that was scanned and prepared. Pixels and JPEG stand with the terminal under
 * `handle` (pages.h); the session only keeps the number. */
struct session_page {
    int handle;
    char verdict[12];  // good blank blurred
    int width, height; // of the preview
    int jpeg_width, jpeg_height;
    bool glare;   // part of it may be lost in a reflection
    bool dark;    // it was taken in the dark
    bool cropped; // paper or card was found and cut out
    int turned;   // clockwise, in degrees
    int tries;    // how often this page was taken
};

struct session_receipt {
    char case_id[37];
    char number[RECEIPT_SIZE];
    char query_code[7];
    char *code_data; // for the QR; owned
    int64_t submitted_ms;
};

struct session_device {
    char class[16]; // of <kiosk/…>: "card", "printer" …; "store": the outbox
    char name[32]; // of the configuration: "desk-camera"; "" of a class that is not there
    enum device_state state;
    char cause[24];
    enum device_action action;
    char paper[10], toner[10], media[12];
    int64_t since_ms;
    bool present; // false: no such device is configured
};
#define SESSION_DEVICES_MAX 32 // those that are configured, and classes that are not

struct session_event {
    enum session_event_kind kind;
    int64_t now_ms;           // clock_real_ms of the moment; always set
    int64_t monotonic_ms;     // always set
    const char *text, *text2; // borrowed for the call
    int number, number2;
    int order;          // of the effect that this answers; 0: answers none
    const json_t *json; // borrowed for the call
    struct session_page page;
    const struct session_receipt *receipt; // borrowed, copied
    const struct session_device *device;   // borrowed, copied
};

enum effect_kind {
    EFFECT_READ_CARD, // begin Card.Read
    EFFECT_CANCEL_CARD,
    EFFECT_SCAN, // text: material id, number: page number from 1; the mark that is laid over
                 // the picture is session_scan_mark()
    EFFECT_CANCEL_SCAN,
    EFFECT_TURN, // number: degrees clockwise; page: handle, 0: the one that came last, anew
    EFFECT_LIVE, // what the camera sees, frame after frame, where there is a camera; order
    EFFECT_END_LIVE,
    EFFECT_MAKE_COPY,  // of session->copy.sides; order
    EFFECT_PRINT_COPY, // order
    EFFECT_READ_CODE,  // order
    EFFECT_CANCEL_CODE,
    EFFECT_DROP_PAGE,  // number: handle
    EFFECT_DROP_PHOTO, // of the card: it is somebody else's
    EFFECT_DROP_PAGES, // every page of this visit and the card's photo: another service
    EFFECT_SEAL,       // the pages may be sealed now: they will probably be handed in
    EFFECT_SUBMIT,     // seal and store what session_application() gives
    EFFECT_ASK,        // text: operation of <kiosk/office.h>; the body is session->asking
    EFFECT_COMPOSE,    // candidates for session->input.keys; number: page of them
    EFFECT_CHOOSE,     // takes a candidate. text: its composition, number: its place
    EFFECT_RECOGNISE,  // candidates for what stands in the square
    EFFECT_SAY,        // reads aloud what is shown. number: 1 when somebody asked for it
    EFFECT_VIEW,       // draws a page of the result. number: which; text: "large"
    EFFECT_PRINT_RESULT,   // prints it as it came. number: the first sheet, from 1; with
                           // progress.missing that one only
    EFFECT_PRINT_SLIP,     // set and print what session_slip() gives; number: first sheet
    EFFECT_CANCEL_PRINT,   // order; number 1: no further sheet, and its end is told
    EFFECT_PRINTED_BEFORE, // text: what of the case; order
    EFFECT_VISIT_BEGINS,   // poll devices every second
    EFFECT_VISIT_ENDS,     // wipe: pages, drivers that saw personal data, glyphs, surface
    EFFECT_LETTER,         // the first of session->letters (session_take_letter); order
    EFFECT_PRINT_PAPER,    // set and print what session_paper() gives; order
    EFFECT_STAFF_BEGINS,   // poll devices every second
    EFFECT_STAFF, // text: look pin queue log catalogue (asked of the store, order), send,
    // program; test print, test scan, test card (order); driver CLASS; leave
    EFFECT_MODE, // theme changes to what session->assisted, colours and lowered say
    EFFECT_LANGUAGE,
    EFFECT_COUNT
};

/* Orders: READ_CARD, SCAN, SUBMIT, ASK, PRINT_SLIP, COMPOSE, CHOOSE and RECOGNISE carry a number above 0 that is never used
 * twice while the program runs. Every event that answers them carries it back; an answer to
 * an older order is ignored (its page dropped), so nothing of one visit reaches the next. */
struct effect {
    enum effect_kind kind;
    char text[64];
    int number;
    int page;
    int order;
};
#define EFFECTS_MAX 32
struct effects {
    struct effect list[EFFECTS_MAX];
    size_t count;
};

struct session_material {
    const struct material *material;
    struct session_page pages[16];
    size_t page_count;
    bool deferred;
};

/* What is being typed and is no text yet. All empty when nothing is. */
struct session_input {
    enum keyboard keyboard; // that the person chose; see session_keyboard()
    bool capitals;
    char keys[INPUT_KEYS_MAX + 1]; // the composition
    char preedit[200];             // the same as one reads it
    json_t *candidates;            // texts, best first; owned, NULL: none
    json_t *readings;              // syllables, nine keys; owned, NULL: none
    size_t known;                  // so many of the keys the candidates stand for
    size_t first;                  // candidate that is shown first
    int page;                      // of the last candidates that came
    bool more;                     // there is a page behind it
    bool direct;                   // candidates are taken as they are, without a driver
    int ink;                       // another number: what stands in the square is wiped
    int strokes;                   // that stand there
    int order;                     // candidates that are under way, 0: none
    int choose_order;
    size_t chosen; // keys that the choice stands for
};

enum print_state { PRINT_NONE, PRINT_RUNNING, PRINT_DONE, PRINT_FAILED, PRINT_GIVEN_UP };

/* Of "pin": why it is not right. */
enum session_told {
    TOLD_NOT,
    TOLD_DONE,
    TOLD_WRONG,
    TOLD_CLOSED,
    TOLD_NOT_SET,
    TOLD_NO_DISK
};
enum test_state { TEST_NONE, TEST_RUNNING, TEST_GOOD, TEST_BAD };

/* Maintenance; empty outside it. Holds nothing about any person. */
struct session_staff {
    bool entered;                       // the PIN was right
    char pin[SESSION_PIN_LENGTH + 1];   // being typed
    char first[SESSION_PIN_LENGTH + 1]; // the new one, typed once
    int order;  // what was asked and is not answered yet, 0: nothing
    bool known; // the store told what stands below
    bool pin_set;
    enum session_told pin_told; // of the last try
    int tries_left;
    int64_t until_ms; // closed until then (real time), 0: open
    char test[8];     // print scan card
    enum test_state test_state;
    char test_cause[24]; // TEST_BAD
    char test_found[16]; // type of the card, verdict of the page, sheets
    json_t *told;        // queue or log as the store told it; owned
    char armed[16];      // act that is done when its key is pressed once more
    char done[16];       // act that was done last on this screen
    bool failed;         // and it could not be
};

enum phone_for { PHONE_FOR_TROUBLE = 1, PHONE_FOR_HELP };
enum help_state { HELP_NONE, HELP_CALLED, HELP_CALL_BACK };

/* What the person says of the matter and of the house; part of the visit. */
struct session_voice {
    bool chosen, rated; // a level is chosen; it is on its way, too
    int level;
    unsigned tags; // bits by letter_rating_words

    enum screen_id from;                  // where 办不成事 was pressed
    unsigned reasons;                     // bits by letter_trouble_words
    char words[LETTER_WORDS_MAX * 4 + 1]; // own ones, "" none
    bool words_asked;                     // assisted: they are a question of their own
    char left[16];                        // number to call back, "" none
    int order;                            // letter that is being kept, 0: none
    bool failed;                          // it could not be
    char number[20];                      // to take home; "" not yet
    int64_t at_ms;                        // when it was given
    int paper_order;                      // 0: nothing is being printed
    enum print_state paper;

    enum phone_for phone_for;
    enum screen_id phone_from;
    char phone[16]; // being typed
    bool phone_wrong;
    bool phone_asked; // assisted: the number is a question of its own before it is sent
};

/* Paper of visits that are over. Holds nothing about any person. */
struct session_behind {
    struct session_behind_print {
        int order;     // 0: none
        char class[8]; // of the printer that has it
    } prints[SESSION_BEHIND_MAX];
    char class[16], cause[24]; // of the last one that did not come out; "" none
    int64_t lost_until_ms;     // monotonic: so long it is told; 0: it is not
};

/* A language that the whole program speaks. */
struct session_language {
    char code[12];
    char name[48]; // in itself
    bool rtl;      // runs from right to left
};
#define SESSION_LANGUAGES_MAX 9

/* Whether what is about the person may be read aloud; asked once in a visit. */
enum aloud { ALOUD_UNASKED, ALOUD_NO, ALOUD_YES };

struct session {
    /* Set once at the start; borrowed. */
    const struct catalogue *catalogue;
    const struct place *place;
    const struct calendar *calendar;
    const struct regions *regions;     // NULL: addresses are typed
    const struct readings *readings;   // NULL: services are found by characters only
    const struct knowledge *knowledge; // NULL: no questions and answers
    const struct bulletin *bulletin;   // NULL: nothing to show
    const char *library_trouble; // "bulletin.json:12": broken, staff are told; NULL: none
    const struct session_language *languages; // the first is SESSION_LANGUAGE_FIRST
    size_t language_count;
    struct search *search;             // of catalogue and knowledge; owned
    char terminal[5];

    /* Where we are. */
    enum screen_id screen;
    enum dialog_id dialog;
    enum dialog_id under; // what DIALOG_LANGUAGES took the place of
    bool assisted;
    char language[12];
    enum session_colours colours;
    bool lowered;     // 画面放低
    int sheet;        // of a screen that has no room on the panel; -1: where the focus is
    bool speech_open; // the keys quieter and louder are shown
    int volume;       // steps from where every visit begins, ± SESSION_VOLUME_MOST
    int64_t now_ms;   // of the last event
    int64_t monotonic_ms; // the same
    int64_t touched_monotonic_ms;
    int idle_seconds_left; // in DIALOG_IDLE
    enum help_state help;  // somebody was called; over with the visit
    int64_t help_ms;
    bool draft_lost; // the program died in a visit: home says so once

    /* The visit; all empty before it and after it. */
    char group[32];
    const struct service *service;
    bool consent_given;
    int64_t consent_ms;
    json_t *card;  // CardFields or NULL; owned. Of the person it is about
    json_t *agent; // the same of who came for that person; NULL: nobody did
    json_t *typed; // answers of session_typed_page() while they are typed; owned
    bool card_typed, agent_typed; // it could not be read: typed, so of lower assurance
    int card_order;               // the reading that is under way, 0: none
    char card_cause[24];          // why the last reading failed, "" when it did not
    const struct rule *card_rule; // of the service: why "notEntitled"
    int64_t card_again_ms;        // monotonic: then it is looked for another card; 0: not
    int64_t card_taken_ms;        // monotonic: when the first of two cards was taken
    json_t *answers;              // owned
    size_t form_page;             // index in service->pages
    size_t question;              // assisted: index of the question on the page
    int entry; // of a repeated page, from 1; 0: none, its list is shown
    char region[REGION_CODE_MAX + 1]; // whose places are shown, "" none: one is picked
    int entry_armed; // that goes when its key is pressed once more, from 1
    char focus[64];  // id of the question being filled, "" none
    char *draft;     // its text; owned, never NULL in a visit
    struct session_input input;
    char field_error[64]; // id of the question whose error is shown; "promise"
    /* Those that are scanned: first the wanted ones, then those that nothing asks for now,
     * with their pages. */
    struct session_material materials[SERVICE_MATERIALS_MAX];
    size_t material_count, material_total; // wanted; all
    size_t material_index;                 // on SCREEN_SCAN
    int scan_order;                        // the scan that is under way, 0: none
    int scan_percent;                      // -1: nothing is being scanned
    int scan_page;                         // index of the page that is being taken
    char scan_cause[24];
    int scan_last;     // index of the page that came last and can be turned, -1: none
    int scan_extra;    // pages that a feeder brought and nobody wants
    bool scan_turns;   // it is not scanned but turned
    int code_order;    // a code is waited for, 0: not
    bool code_unknown; // the last one was none of ours
    int live_order;    // the camera's picture, 0: not asked for
    char scanner[32];  // name of the device that takes the pages, "" the first that works
    bool scanner_stands_in;         // it took over from one that broke: people are told
    struct session_page scan_frame; // its last one; handle 0: none
    bool promised;
    json_t *promise; // strokes under the written promise; owned, NULL: not signed
    int64_t promise_ms;
    GArray *defects;     // struct field_defect; on SCREEN_ERRORS
    bool editing;        // came from check or errors: NEXT goes back there
    bool editing_errors; // it was errors
    int mend_total;      // defects that were told when it was handed in
    enum aloud aloud;
    int part;  // SESSION_PART; 0 whenever a screen or a question begins
    int alone; // form: index + 1 of the question that is shown when the page has no room
               // for all; 0: the first that is asked
    int ask_order;  // the question to the office that is under way, 0: none
    json_t *asking; // its body; owned
    struct session_booking booking;
    struct session_progress progress;
    struct session_find find;
    struct session_copy copy;

    /* After submit. */
    int submit_order, print_order; // 0: not yet; print: none is under way
    struct session_receipt receipt;
    bool stored;
    int pieces_sent, pieces_total;
    bool delivered;
    char refused[48];
    enum print_state print;
    char print_class[16]; // of the printer that has it: "printer", "receipt"
    int sheets_out, sheets_total;
    char print_cause[24];
    char fault_class[16]; // on SCREEN_FAULT: for fault_find()
    char fault_cause[24];
    struct session_voice voice;
    struct session_staff staff;

    /* Devices. The visit ends above: what stands from here on stays. */
    struct session_device devices[SESSION_DEVICES_MAX];
    int64_t
        paper_left_until_ms; // monotonic; paper may lie in an outlet until then, 0: none
    struct session_behind behind;
    size_t device_count;
    json_t *voices;     // languages that can be read aloud; NULL: not known; owned
    bool headphones;    // plugged
    bool can_power_off; // staff may switch the machine off
    bool silent;        // the machine has nothing to sound with
    json_t *letters;    // array of {operation, body, private}: not yet handed over; owned
    int corner_touches;
    int64_t corner_monotonic_ms; // of the first of them

    int64_t step_monotonic_ms; // when this screen or step began
    int last_order;            // never goes back while the program runs
};

void session_init(struct session *session, const struct catalogue *catalogue,
                  const struct place *place, const struct calendar *calendar,
                  const char *terminal);
void session_finish(struct session *session); // wipes; zero-safe

/* What visitors can choose from, the first language included; without it there is only
 * that one. Borrowed. */
void session_set_languages(struct session *session,
                           const struct session_language *languages, size_t count);
/* The one of this visit; NULL: none is known. */
const struct session_language *session_language_now(const struct session *session);
/* Whether there is a voice for it. */
bool session_speaks(const struct session *session, const char *language);

/* What can be looked up; any of it NULL. Borrowed. Between visits. */
void
session_set_library(struct session *session, const struct readings *readings,
                    const struct knowledge *knowledge, const struct bulletin *bulletin);
/* What of it is broken, and so not there: file and line; NULL: nothing is. Borrowed. */
void session_set_library_trouble(struct session *session, const char *trouble);

/* A new catalogue, only between visits (screen is attract). */
void session_set_catalogue(struct session *session, const struct catalogue *catalogue);

/* The one way in. Adds to `effects`. True when something that is seen may have changed. */
bool session_handle(struct session *session, const struct session_event *event,
                    struct effects *effects);

/* Monotonic time at which the session wants a SESSION_TICK; INT64_MAX: none. */
int64_t session_next_tick(const struct session *session);

/* The sealed piece "application" (envelope_application_schema) and the list of pages that go
 * with it, in order: handles of pages with their piece names. New reference. */
json_t *session_application(const struct session *session, const char *case_id,
                            const char *query_code, int64_t submitted_ms);
/* Name of the piece of page `page` of material `index`. */
void session_piece_name(const struct session *session, size_t index, size_t page,
                        char name_out[64]);
/* A page that may be handed in: it shows something, and can be read, or was taken twice and
 * is as it is. */
bool session_scan_takes(const struct session_page *page);
/* What a copy from this machine may be used for, over its pages: "" outside of a matter. */
void session_scan_mark(const struct session *session, char mark_out[256]);
/* The slip as a document. New reference. */
json_t *session_slip(const struct session *session);

/* The first letter that is to be handed over, out of the list; its `body` has the id of the
 * screen as integer "screen". New reference. */
json_t *session_take_letter(struct session *session);
/* What EFFECT_PRINT_PAPER prints: how a case stands, the number of an unresolved matter,
 * or the guide of the service. New reference. */
json_t *session_paper(const struct session *session);
/* What the code of the guide holds. g_free. */
char *session_guide_code(const struct session *session);
/* The day by which somebody answers it; false: the calendar does not know. */
bool session_answer_day(const struct session *session, struct clock_date *day_out);
/* 办不成事 and the own number can be opened now, and come back here. */
bool session_can_turn_aside(const struct session *session);
/* Staff are in now. */
bool session_is_staffed(const struct session *session);
/* What is wrong with the number being typed, or NULL when nothing is. g_free. */
char *session_phone_trouble(const struct session *session);

/* The device of this class that is used now: of several the one that was chosen, else the first
 * that works, else the first. Printers keep to the first: a job is asked after where it went. */
const struct session_device *
session_device(const struct session *session, const char *class);
bool session_class_stands_in(const char *class); // several take over from each other
/* The scanner after the one that is used now, that works, too; NULL: there is no other. */
const struct session_device *session_other_scanner(const struct session *session);
/* The class that prints short slips: the slip printer where the machine has one that works,
 * else A4. Here alone it is decided. */
const char *session_slip_printer(const struct session *session);
/* Lamps of the cabinet that shine now, bit i for contacts_light_words[i] of
 * <kiosk/contacts.h>. */
enum {
    SESSION_LIGHT_CARD = 1 << 0,
    SESSION_LIGHT_SCANNER = 1 << 1,
    SESSION_LIGHT_PRINTER = 1 << 2,
    SESSION_LIGHT_RECEIPT = 1 << 3,
    SESSION_LIGHT_GOOD = 1 << 4,
    SESSION_LIGHT_BAD = 1 << 5,
};
unsigned session_lights(const struct session *session);
/* The one answer of screens, staff menu and heartbeat: whether people can use the device, what
 * is wrong ("none") and who must act ("" nobody), words of the protocol. NULL: nobody told yet;
 * trying tells. */
bool session_device_is_usable(const struct session_device *device);
const char *session_device_cause(const struct session_device *device);
const char *session_device_action(const struct session_device *device);
/* Whose card is read now. */
enum card_of { CARD_OF_APPLICANT, CARD_OF_AGENT, CARD_OF_PRINCIPAL };
enum card_of session_card_of(const struct session *session);
bool session_may_type_card(const struct session *session);
/* The page of questions that the form shows. */
const struct question_page *session_form_page(const struct session *session);
/* The words of the promise, and the whole of it as it goes with the case (new reference,
 * NULL: none is given). */
const char *session_promise_text(const struct session *session);
json_t *session_promise_given(const struct session *session);
/* The address is picked from the places below session->region. */
bool session_picks_region(const struct session *session, const struct question *question);
/* Where the answer to `question` stands: all answers, or the entry that is open (NULL: none
 * is). The answer itself, and what is wrong with it. Borrowed. */
json_t *session_scope(const struct session *session, const struct question *question);
const json_t *
session_answer(const struct session *session, const struct question *question);
struct field_defect
session_check(const struct session *session, const struct question *question);
/* Every defect of the repeated page whose list is shown; GArray of struct field_defect. */
GArray *session_entry_defects(const struct session *session);
bool session_entry_may_go(const struct session *session, size_t index);
/* Of A4 or of slips. */
bool session_is_printer(const char *class);
/* The last person may have left paper in an outlet; where a printer notices, one has. */
bool session_paper_is_left(const struct session *session);
/* Their paper is still being printed; it did not come out, or does not as things are. */
bool session_paper_is_coming(const struct session *session);
struct session_lost {
    const char *class, *cause; // borrowed
};
bool session_paper_is_lost(const struct session *session, struct session_lost *lost_out);
/* Something is being printed for who is here now. */
bool session_prints(const struct session *session);
/* Ending now stops sheets of a result: what is not out is printed another time. */
bool session_end_stops_print(const struct session *session);
/* Something would be lost: DIALOG_END asks about that, else about paper that is coming. */
bool session_has_draft(const struct session *session);
/* The question being filled, or NULL; and whether the page's NEXT would be accepted. */
const struct question *session_focused(const struct session *session);
bool session_page_is_complete(const struct session *session);
/* A card can be copied: what is needed for it works, and there is paper. */
bool session_can_copy(const struct session *session);
/* The guide can be printed now: there is paper, and what sets it works. */
bool session_can_print_guide(const struct session *session);
/* There is a reader for the codes of slips. */
bool session_can_read_code(const struct session *session);
/* There is a voice, and something to be heard with. */
bool session_can_speak(const struct session *session);
/* What is about the person may be read aloud: they said yes, or nobody else hears it. */
bool session_may_say_all(const struct session *session);
bool session_asks_aloud(const struct session *session); // at the next SESSION_SAY
/* A question that is answered with words, not with digits alone. */
bool session_is_text(const struct question *question);
/* The keyboard that is shown, and whether one cannot be used because its engine is away. */
enum keyboard session_keyboard(const struct session *session);
bool session_keyboard_is_off(const struct session *session, enum keyboard keyboard);
size_t session_candidate_count(const struct session *session);
const char *session_candidate(const struct session *session, size_t index);
/* Of the list of slots: a day, a slot, the days that have slots at all. Borrowed; NULL: none. */
const json_t *session_booking_day(const struct session *session, const char *name);
const json_t *session_booking_slot(const struct session *session, const char *id);
bool session_queue_is_open(const json_t *queue); // QueueWindow of <kiosk/queue.h>
size_t session_queue_count_open(const struct session *session);
size_t session_booking_open_days(const struct session *session, const json_t *days_out[],
                                 size_t most);
/* What the office wants of a question or material (kind, id) of the case that is corrected;
 * NULL: nothing. Borrowed. */
const json_t *
session_defect(const struct session *session, const char *kind, const char *id);
/* The person has something to do at this question. */
bool session_asks(const struct session *session, const struct question *question);
/* Where a defect of a question is mended; NULL: the card says it, so by another card. */
const struct question *
session_mended_at(const struct session *session, const struct field_defect *defect);
/* A correction asks it of an entry, but nobody here knows whether it applies. */
bool session_may_stay_empty(const struct session *session, const struct question *question);
bool session_correction_is_complete(const struct session *session);
/* The service of the visit can be done here today. */
bool session_can_begin(const struct session *session);
/* The card's last day is over (a hint only, nobody is sent away for it). */
bool session_card_is_expired(const struct session *session);
/* True between START and the end; somebody is at the machine, maintenance included. */
bool session_in_visit(const struct session *session);
bool session_is_staff(const struct session *session); // on one of its screens
/* Step of the bar: 1 guide 2 card 3 form 4 materials 5 check 6 submit
 * 7 all done; 0: no bar. */
int session_step(const struct session *session);
bool session_step_exists(const struct session *session, int step);

#endif
