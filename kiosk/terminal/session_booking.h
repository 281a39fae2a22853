// SPDX-License-Identifier: Apache-2.0
/* Booking: what a visit knows of the appointment that is being made, moved or given up. A part
 * of struct session that is wiped with the visit; session_booking*.c alone change it. */
#ifndef TERMINAL_SESSION_BOOKING_H
#define TERMINAL_SESSION_BOOKING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <kiosk/booking.h>

#define SESSION_GROUP_BOOKING "booking" // the group of the home page that leads here
#define SESSION_BOOKING_DAYS 14         // asked for at once
#define SESSION_BOOKING_DAYS_SHOWN 3    // at a time
#define SESSION_BOOKING_HURRY_S 60 // from here on it is said how long the place is kept

/* What a person does on these screens besides NEXT, BACK, RETRY and typing:
 *   CHOOSE text "window" "service" "day" "slot" "change" "cancel", text2: which
 *   EDIT text "mine" (what I have booked), "days" (other days), "day" (assisted: choose the day
 *        again), "number" (no card), "times" (another time), "queue" (a
 *        number for now)
 *   CHOOSE text "queue", text2: the window for which a number is wanted */

enum booking_purpose { BOOKING_NEW, BOOKING_MINE };

struct session_booking {
    enum booking_purpose purpose; // why card or number are asked for
    char operation[32];           // the last question to the office
    json_t *question;             // its body, to ask again
    int from;                     // enum screen_id: where the office was missed

    json_t *windows; // Windows
    json_t *slots;   // Slots of the window that was chosen
    json_t *offered; // what is free instead of a slot that was full
    json_t *mine;    // array of Booking
    json_t *booking; // Booking: made, or moved; the last screen shows it
    json_t *queues;  // Queues of <kiosk/queue.h>
    json_t *ticket;  // QueueTicket: a number for now; the last screen shows it
    json_t *moving;  // Booking that is being moved or given up; NULL: a new one

    char window[64], service[64]; // what for; one of them is ""
    char day[16], slot[64];       // chosen, or ""
    bool day_chosen;              // by the person, not by us
    int days_at;                  // index of the first day that is shown
    char hold_id[37];             // of this visit's last hold, or ""
    char booking_id[37];
    char ticket_id[37];
    int64_t held_until_monotonic_ms; // 0: nothing is held
    int seconds_left; // of the hold, when it is time to say so; -1: not yet

    char number[16], code[7], id_number[19]; // typed
    char problem[32]; // why it did not go on: a word of the office, or one of ours:
                      // "id_wrong" "number_wrong" "none" "cancelled"; "": all is well
};

#endif
