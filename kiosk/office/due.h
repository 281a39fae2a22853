// SPDX-License-Identifier: Apache-2.0
/* Until when the office must say whether it accepts a case. The service's own first step
 * counts; without one the law's five working days do (行政许可法, article 32). Pure. */
#ifndef OFFICE_DUE_H
#define OFFICE_DUE_H

#include "base/clock.h"
#include "core/calendar.h"
#include "core/case_flow.h"
#include "core/service.h"

#define DUE_SIZE 11
#define DUE_UNKNOWN "9999-12-31" // the calendar does not reach so far; never a guess

void due_day(const struct calendar *calendar, const struct service *service,
             int64_t received_ms, char day_out[DUE_SIZE]);

/* Last day of the clock of a state that began at `since_ms`. */
void due_in_state(const struct calendar *calendar, const struct service *service,
                  enum case_state state, int64_t since_ms, char day_out[DUE_SIZE]);

/* Working days from today to `day`: 0 today, negative when it has passed. False: not known. */
bool
due_left(const struct calendar *calendar, const char *day, int64_t now_ms, int *days_out);

/* Today, and the next working day (today when the calendar does not know). */
void due_soon(const struct calendar *calendar, int64_t now_ms, char today_out[DUE_SIZE],
              char soon_out[DUE_SIZE]);

#endif
