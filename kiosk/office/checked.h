// SPDX-License-Identifier: Apache-2.0
/* What the checker of forms finds in a case: the one that the terminal asked, too, so what is
 * found came otherwise. Pure. */
#ifndef OFFICE_CHECKED_H
#define OFFICE_CHECKED_H

#include <glib.h>
#include <jansson.h>

#include "core/service.h"

/* By the day on which it was handed in. GArray of struct field_defect; NULL: it cannot look,
 * without a definition or a day. */
GArray *checked_defects(const json_t *application, const struct service *service);

/* Whether it was begun on a day on which it cannot be begun. Counted is the day on which the
 * person agreed: whoever began in season and was delivered late by a broken line is in season. */
bool checked_out_of_season(const json_t *application, const struct service *service);

/* The same for people who have no definition at hand: {"checked", "defects": [{"kind", "id",
 * "entry" (from 1; left out: of none), "name", "says", "remedy"}], "out_of_season"}; not checked: it
 * cannot look.
 * New reference. */
json_t *checked_list(const json_t *application, const struct service *service);

#endif
