// SPDX-License-Identifier: Apache-2.0
#include "supply.h"

#include <glib.h>

int
supply_days_left(int capacity, int since_refill, int lately, int days)
{
    // A day or two say nothing about a week; a machine that stands idle uses nothing up.
    if (capacity <= 0 || lately <= 0 || days < 3)
        return -1;
    int left = MAX(capacity - since_refill, 0);
    return (int)((gint64)left * MIN(days, SUPPLY_DAYS) / lately);
}
