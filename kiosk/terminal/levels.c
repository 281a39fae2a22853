// SPDX-License-Identifier: Apache-2.0
#include "levels.h"

#include <glib.h>
#include <string.h>

static struct level *
row_of(struct levels *levels, const char *class, const char *what)
{
    for (int i = 0; i < levels->count; i++) {
        struct level *row = &levels->rows[i];
        if (strcmp(row->class, class) == 0 && strcmp(row->what, what) == 0)
            return row;
    }
    if (levels->count == LEVELS_MAX)
        return NULL;
    struct level *row = &levels->rows[levels->count++];
    *row = (struct level){0};
    g_strlcpy(row->class, class, sizeof row->class);
    g_strlcpy(row->what, what, sizeof row->what);
    return row;
}

void
levels_tell(struct levels *levels, const char *class, const char *what, const char *level,
            int64_t now_ms)
{
    struct level *row = row_of(levels, class, what);
    if (!row || strcmp(row->told, level) == 0)
        return;
    g_strlcpy(row->told, level, sizeof row->told);
    row->told_ms = now_ms;
}

static int64_t
due_ms(const struct level *row)
{
    if (strcmp(row->told, row->taken) == 0)
        return INT64_MAX;
    int64_t settled_ms = row->told_ms + LEVELS_SETTLE_MS;
    return row->taken[0] == '\0' ? settled_ms
                                 : MAX(settled_ms, row->taken_ms + LEVELS_APART_MS);
}

const struct level *
levels_take(struct levels *levels, int64_t now_ms)
{
    for (int i = 0; i < levels->count; i++) {
        struct level *row = &levels->rows[i];
        if (now_ms < due_ms(row))
            continue;
        g_strlcpy(row->taken, row->told, sizeof row->taken);
        row->taken_ms = now_ms;
        return row;
    }
    return NULL;
}

int64_t
levels_next_ms(const struct levels *levels)
{
    int64_t next_ms = INT64_MAX;
    for (int i = 0; i < levels->count; i++)
        next_ms = MIN(next_ms, due_ms(&levels->rows[i]));
    return next_ms;
}
