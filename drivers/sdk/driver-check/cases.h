// SPDX-License-Identifier: Apache-2.0
/* What a driver must do, one case each. */
#ifndef DRIVER_CHECK_CASES_H
#define DRIVER_CHECK_CASES_H

#include <jansson.h>

struct check {
    char **arguments; // as execv(3): the program and what was said behind it
    json_t
        *description; // what --describe printed; NULL until that was asked for and right
};

struct check_case {
    const char *claim;
    /* NULL: it holds. Otherwise one sentence (g_free) why not; one that begins with "SKIP"
     * says why it cannot be tried with this driver. */
    char *(*run)(struct check *check);
};

extern const struct check_case check_cases[]; // ended by a row without a claim

/* cases_by_hand.c */
char *case_describes_itself(struct check *check);
char *case_has_a_version(struct check *check);
char *case_refuses_an_unknown_option(struct check *check);
char *case_speaks_by_hand(struct check *check);

#endif
