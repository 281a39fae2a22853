// SPDX-License-Identifier: Apache-2.0
/* Faults: one row for each cause that a device of a class can have. Sentences for the person
 * and for staff come through gettext; their Chinese stands in assets/texts/zh_CN/faults.po. */
#ifndef CORE_FAULT_H
#define CORE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

struct fault {
    const char *class;  // "printer", or "*" for any class
    const char *cause;  // a word of protocol_causes
    const char *title;  // msgid, what is wrong: "The printer is out of paper"
    const char *person; // msgid, what the person can do now, or NULL
    const char *staff;  // msgid, what staff must do
    const char *action; // word of the protocol: who must act
    bool retry;         // trying again at once may help (card lifted, blank page)
};

extern const struct fault fault_table[];
extern const size_t fault_count;

/* The row for class and cause; a row of "*" otherwise; never NULL (the last row is for
 * causes nobody knows). */
const struct fault *fault_find(const char *class, const char *cause);

#endif
