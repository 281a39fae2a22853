// SPDX-License-Identifier: Apache-2.0
/* Codes of the smart card service, in the words of the protocol. Pure. */
#ifndef CARD_PCSC_CODES_H
#define CARD_PCSC_CODES_H

#include "service.h"

struct code {
    LONG code;
    enum completion completion;
    enum device_state device; // ONLINE: it is about the card
    const char *cause;
    enum device_action action;
    const char *explanation;
};

/* Never NULL: the last row is for codes nobody foresaw. */
const struct code *codes_find(LONG code);

#endif
