// SPDX-License-Identifier: Apache-2.0
/* Rules between answers, of a service's `rules`. Core only; others see form.h. */
#ifndef CORE_FORM_RULES_H
#define CORE_FORM_RULES_H

#include "core/form.h"

/* The first rule that is told at the repeated page itself and does not hold; NULL: none. */
const struct rule *
form_broken_page_rule(const struct service *service, const struct question_page *page,
                      const json_t *answers, const struct clock_date *today);
/* Whether `condition` holds; `entry` as in form_is_shown. */
bool
form_condition_holds(const struct service *service, const struct condition *condition,
                     const json_t *answers, const json_t *entry);

#endif
