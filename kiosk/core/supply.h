// SPDX-License-Identifier: Apache-2.0
/* Paper: how long it lasts. Pure. */
#ifndef CORE_SUPPLY_H
#define CORE_SUPPLY_H

#define SUPPLY_DAYS 14 // that the forecast looks back

/* Whole days until `capacity` sheets are used up, when `since_refill` are gone and `lately`
 * went in the last `days` days (at most SUPPLY_DAYS). -1: nobody can say. */
int supply_days_left(int capacity, int since_refill, int lately, int days);

/* That few days left are told to staff before the paper is out. */
#define SUPPLY_LOW_DAYS 2

#endif
