// SPDX-License-Identifier: Apache-2.0
/* What could not be done (办不成事): its reasons in words, and the slip with its number. Pure;
 * language by gettext. */
#ifndef CORE_TROUBLE_H
#define CORE_TROUBLE_H

#include "core/place.h"
#include "core/service.h"

#define TROUBLE_SHOWN_SIZE 24

struct trouble {
    const struct place *place;
    const char *terminal, *language;
    bool large;
    const char *number;            // B and 15 digits
    unsigned reasons;              // bits by letter_trouble_words
    const struct service *service; // or NULL: none was begun
    int64_t at_ms;
    bool calls_back;              // a number was left
    const struct clock_date *day; // by which somebody answers; NULL: not known
};

const char *trouble_reason(size_t index); // msgid, by letter_trouble_words
void trouble_show(const char *number, char shown_out[TROUBLE_SHOWN_SIZE]); // B 0001 …
/* New reference, passes document_schema. */
json_t *trouble_slip(const struct trouble *trouble);

#endif
