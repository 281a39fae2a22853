// SPDX-License-Identifier: Apache-2.0
/* Events: what the three threads of the terminal tell each other, and the only thing they
 * share. An event owns all that it carries; who puts it into a mailbox gives it away, who
 * takes it out destroys it. JSON in an event shares no value with anything that stays behind.
 *
 *   ui      SDL, session, screens           worker  drivers and network (GLib main loop)
 *   store   SQLite, sealing, fsync */
#ifndef TERMINAL_EVENT_H
#define TERMINAL_EVENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/mailbox.h"
#include "session.h"
#include <kiosk/envelope.h>

enum event_kind {
    EVENT_STOP, // to worker and store: finish and end the thread; to ui: a signal came

    /* ui → worker */
    EVENT_READ_CARD, // order; number 1: nothing but its type is told (a test of the reader)
    EVENT_CANCEL_CARD,
    EVENT_SCAN_PAGE, // order; width, height: of the preview; text: mark over the pages or
    // NULL; text2: what to cut out (image_crop_words) or NULL; text3: name of
    // the scanner
    EVENT_CANCEL_SCAN,
    EVENT_TURN_PAGE, // order, number: degrees; jpeg_fd: the page, jpeg_width, jpeg_height, and
    // width, height of the preview; none: the one that was prepared last, anew
    EVENT_LIVE, // order; width, height: of the camera's picture at the most; text3 as above
    EVENT_END_LIVE,
    EVENT_BIND, // order, pieces: sides of a card, text: below them, text3: across each; width, height: of the
                // preview. Answered by SESSION_COPY_MADE
    EVENT_SAMPLE, // text: key, text2: file of a picture; width, height: the most. Answered by
                  // EVENT_SAMPLE_DECODED
    EVENT_READ_CODE, // order
    EVENT_CANCEL_CODE,
    EVENT_PRINT, // begun when the one before it has ended. order, case_id, json: document; or document_fd: a PDF, number: its pages.
    // number2: first sheet that is wanted, width: last; 0: from the first, to the end. text: what
    // of the case it is, when a later visit may go on with it ("result-1"). text2: "receipt": the
    // document goes to the slip printer
    EVENT_VIEW, // order, document_fd: a PDF, number: page, width, height: the most
    EVENT_CANCEL_PRINT, // order; number 1: no further sheet, and its end is told
    EVENT_COMPOSE,      // order, text: scheme, text2: composition, number: page
    EVENT_CHOOSE,       // order, text: scheme, text2: composition, number: candidate
    EVENT_SAY,          // order, json: sentences, text: language, number: rate in percent
    EVENT_HUSH,
    EVENT_LIGHTS, // number: bits of session_lights()
    EVENT_RECOGNISE,      // order, json: payload of Handwriting.Recognise
    EVENT_ASK,            // order, text: operation, json: body
    EVENT_RESTART_DRIVER, // text: name or class
    EVENT_SEND_NOW,       // what waits for the office is tried at once
    EVENT_VISIT_BEGINS,   // to worker and store. number: 1 staff
    EVENT_VISIT_ENDS,     // to worker and store

    /* ui → store */
    EVENT_SEAL, // case_id, pieces: pages of a case that will probably be handed in
    EVENT_SUBMIT, // order, case_id (a correction: its own), text: application, text2: query code,
    // json: of a correction: case_id and receipt_number of its case, else NULL;
    // text3: service, number: its version, time_ms: submitted, pieces
    EVENT_STAFF,  // order, text: what is asked (pin.h, store.h): look pin queue log
                  // catalogue; text2: the PIN. Answered by SESSION_STAFF_TOLD
    EVENT_LETTER, // order, text: operation, json: body, text2: what is personal of it
                  // (LetterPrivate, sealed by the store) or NULL, time_ms: when
    EVENT_PRINTED_BEFORE, // order, case_id, text: what of it; answered by
                          // SESSION_PRINTED_BEFORE
    EVENT_STAFF_ACT,      // text: what staff did, text2: to what

    /* worker → store */
    EVENT_REFILLED,      // text: class of the printer that has paper again
    EVENT_INTEND,        // case_id, job, text: what of the case, number: its first sheet,
                         // number2: its last; answered to the worker by EVENT_INTENDED
    EVENT_PRINT_OUTCOME, // job, number: sheets so far, text: outcome, NULL: it goes on
    EVENT_ATTEMPTED,     // case_id, number: attempts
    EVENT_DELIVERED,     // case_id, text: the office's answer
    EVENT_REFUSED,       // case_id, text: code
    EVENT_LETTER_ATTEMPTED, // job: id of the letter, number: attempts
    EVENT_LETTER_OVER,      // job, text: code of the refusal; NULL: the office has it
    EVENT_KEEP_CATALOGUE,   // text: body, text2: signature, text3: ETag

    /* store → worker */
    EVENT_DELIVER,          // case_id, text: header, text2: path, number: attempts
    EVENT_INTENDED,         // job; number: 1 durable, 0 it could not be written
    EVENT_SEND_LETTER,      // job: its id, text: operation, text2: body, number: attempts
    EVENT_OPEN_INTENT,      // job: a print without outcome, from before the last start,
                            // text: class of the printer that it was sent to
    EVENT_CATALOGUE_IN_USE, // text: ETag of the catalogue in use, json: it (NULL: as it is);
    // text2: ETag of the one that staff put away, not fetched again
    EVENT_SUPPLIES, // json: array of Supply of <kiosk/office.h>
    EVENT_QUEUE,    // number: cases that wait, time_ms: when the oldest was submitted

    /* worker, store → ui */
    EVENT_TELL,       // tells: what to hand to the session, with the members it needs
    EVENT_SPOKEN,     // order, sound_fd, number: frames a second, number2: channels
    EVENT_SAMPLE_DECODED, // text: key; preview_fd with width, height, stride, or
                          // -1, number 1: it never will be
    EVENT_DRAFT_LOST, // the last run ended in the middle of a visit
    EVENT_CATALOGUE,  // catalogue: the office's; for the time between visits
    EVENT_KEY,        // text: keypad_key_words, number: 1 it is held down
    EVENT_CONTACT,    // text: contacts_contact_words, text2: contacts_value_words
    EVENT_KIND_COUNT
};

struct event_piece {
    char name[65];
    int fd; // sealed memfd, owned
};
#define EVENT_PIECES_MAX ENVELOPE_PIECES_MAX

struct event {
    enum event_kind kind;
    enum session_event_kind tells; // EVENT_TELL
    int order, number, number2;
    int64_t time_ms;
    char case_id[37], job[37];
    char *text, *text2, *text3; // owned
    json_t *json;               // owned
    struct event_piece *pieces; // owned
    size_t piece_count;
    int jpeg_fd, preview_fd, photo_fd, sound_fd; // owned, -1: none
    int document_fd;                             // a PDF; owned, -1: none
    int width, height, stride;                   // of the preview
    int jpeg_width, jpeg_height;
    char verdict[12];
    bool glare, dark, cropped;
    int turned;                     // degrees
    struct session_receipt receipt; // its code_data is owned
    struct session_device device;
    struct catalogue *catalogue; // owned
};

struct event *event_create(enum event_kind kind);
struct event *event_tell(enum session_event_kind tells, int order);
void event_destroy(struct event *event); // NULL-safe; the shape that mailboxes want:
void event_free(void *event);

/* Takes `fd`. */
void event_add_piece(struct event *event, const char *name, int fd);

#endif
