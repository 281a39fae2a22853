// SPDX-License-Identifier: Apache-2.0
/* What a visit holds while somebody asks how a case of theirs stands, takes its result, or gives
 * what it lacks. All empty otherwise. */
#ifndef TERMINAL_SESSION_PROGRESS_H
#define TERMINAL_SESSION_PROGRESS_H

#include <jansson.h>
#include <stdbool.h>

#define PROGRESS_NUMBER_DIGITS 15
#define PROGRESS_CODE_DIGITS 6

/* What is in the way; each has its sentence on the screen. */
enum progress_problem {
    PROGRESS_GOOD,
    PROGRESS_WRONG_NUMBER,  // its check digit does not fit
    PROGRESS_WRONG_CODE,    // tries_left
    PROGRESS_LOCKED,        // too many wrong ones
    PROGRESS_NO_OFFICE,     // no answer
    PROGRESS_NO_VIEW,       // the result cannot be shown here
    PROGRESS_GONE,          // the office says that this cannot be done any more
    PROGRESS_OTHER_VERSION, // the service is another one here
    PROGRESS_NOT_KEPT,      // the signature could not be made durable
    PROGRESS_NO_TICKET,     // the office knows no such number (yet)
};

struct session_progress {
    char number[PROGRESS_NUMBER_DIGITS + 1]; // receipt number being typed
    char code[PROGRESS_CODE_DIGITS + 1];     // query code being typed
    enum progress_problem problem;
    int tries_left;
    json_t *told; // Progress of <kiosk/office.h>; owned, NULL before
    bool ticket;  // the number is that of a matter that could not be done: B and digits
    json_t *ticket_told; // Ticket of <kiosk/letter.h>; owned, NULL before

    int result;     // number of the one that is taken; 0: none
    bool fetched;   // the terminal has its bytes
    int pages;      // 0: not known yet
    int page;       // that is shown, from 1
    int view_order; // a page that is being drawn; 0: none
    struct {
        int handle, width, height;
    } view;           // of the page; handle 0: none
    int strokes;      // of the signature
    int ink;          // another number: the square is empty
    int before;       // sheets that an earlier visit had of it
    int before_order; // that is being asked
    int missing;      // sheet that the person points at; 0: none
    int stuck_from;   // enum screen_id; where 纸没出来 was pressed
    bool stopping;    // no further sheet is wanted
    int paper_order;  // of the sheet to take home; 0: nothing is being printed
    int paper;        // enum print_state of it
    int sign_order;   // the signature is being made durable; 0: it is not

    bool correcting; // what is filled in now is a correction of this case
};

#endif
