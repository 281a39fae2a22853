// SPDX-License-Identifier: Apache-2.0
/* What a visit holds while somebody copies both sides of a card onto one sheet. Pixels and PDF
 * stand with the terminal. All empty otherwise. */
#ifndef TERMINAL_SESSION_COPY_H
#define TERMINAL_SESSION_COPY_H

#include <stdbool.h>
#include "core/copy_mark.h"

struct session_copy {
    enum copy_purpose purpose; // that stands across it; asked first
    int sides[2];              // handles of the pages; 0: not there yet
    int order;   // side that is being scanned, or sheet that is being made; 0: nothing
    int percent; // of the side that is being scanned, -1: nothing is
    struct {
        int handle, width, height;
    } sheet;         // before it is printed; handle 0: none
    int print_order; // 0: it is not being printed
    bool printed;
    char class[16]; // of the device that is in the way
    char cause[24]; // "": nothing is
};

#endif
