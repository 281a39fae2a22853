// SPDX-License-Identifier: Apache-2.0
/* State: what the printer says of itself in the middle of anything (DLE EOT), and that it has
 * come to the end of what it was given (GS r). Command thread. */
#ifndef RECEIPT_ESCPOS_STATE_H
#define RECEIPT_ESCPOS_STATE_H

#include <kiosk/transport.h>

enum state_end {
    STATE_OPEN, // the printer did not come to the mark yet
    STATE_END,  // it did
};

struct state {
    struct driver_status status; // strings are constant
    bool blocked;                // nothing can come out
    enum completion completion;  // of a command that meets it
};

struct state_line { // the line to a printer
    struct transport *transport;
    bool marked;  // a mark was sent and not come to
    bool answers; // the printer answered a mark once
};

/* Asks DLE EOT 1 to 4. False: no answer, the line is gone, or canceled: *error. */
bool state_ask(struct state_line *line, struct driver_call *call, int timeout_ms,
               struct state *state_out, GError **error);
/* Is it online, by DLE EOT 1 alone? False: it is not, or *error. */
bool state_is_online(struct state_line *line, struct driver_call *call, int timeout_ms,
                     GError **error);

/* GS r 1: answered when everything before it was printed. */
bool state_mark(struct state_line *line, struct driver_call *call, GError **error);
/* Waits for that. STATE_OPEN without *error: it did not come in time. */
enum state_end state_await(struct state_line *line, struct driver_call *call,
                           int timeout_ms, GError **error);

/* Throws out what the printer has in its memory. What comes of it shows later. */
void state_forget(struct state_line *line);

/* For an error of a transport. */
struct state state_of_error(const GError *error);

#endif
