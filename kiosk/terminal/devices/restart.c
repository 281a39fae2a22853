// SPDX-License-Identifier: Apache-2.0
#include "restart.h"

#include <string.h>

static void
drop_oldest(struct restart *restart)
{
    restart->count--;
    memmove(restart->crashes_ms, restart->crashes_ms + 1,
            (size_t)restart->count * sizeof restart->crashes_ms[0]);
}

struct restart_plan
restart_after_crash(struct restart *restart, int64_t now_ms)
{
    while (restart->count > 0 && restart->crashes_ms[0] <= now_ms - RESTART_WINDOW_MS)
        drop_oldest(restart);
    if (restart->count == RESTART_CRASHES_MAX)
        drop_oldest(restart);
    restart->crashes_ms[restart->count++] = now_ms;
    if (restart->count == RESTART_CRASHES_MAX)
        return (struct restart_plan){.wait_ms = restart->crashes_ms[0] +
                                                RESTART_WINDOW_MS - now_ms,
                                     .out_of_service = true};

    int64_t wait_ms = RESTART_FIRST_MS;
    for (int i = 1; i < restart->count; i++)
        wait_ms *= 3;
    return (struct restart_plan){.wait_ms = wait_ms};
}
