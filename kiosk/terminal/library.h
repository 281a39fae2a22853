// SPDX-License-Identifier: Apache-2.0
/* Library: what a visitor can look up without a network: how characters are read (to find
 * services by letters), questions and answers, what the house makes public. Read once at the
 * start; what is missing or broken is told and is not there. ui thread. */
#ifndef TERMINAL_LIBRARY_H
#define TERMINAL_LIBRARY_H

#include "core/bulletin.h"
#include "core/knowledge.h"
#include "core/readings.h"

struct library {
    GMappedFile *readings_file;
    struct readings readings;
    struct knowledge *knowledge; // NULL: none
    struct bulletin *bulletin;   // NULL: none
    char *trouble; // the first file that is broken, "bulletin.json:12"; NULL: none is
};

/* `assets`: folder of knowledge.json and bulletin.json; `readings`: file, or NULL. */
void library_init(struct library *library, const char *assets, const char *readings);
void library_finish(struct library *library); // zero-safe

#endif
