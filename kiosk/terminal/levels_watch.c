// SPDX-License-Identifier: Apache-2.0
#include "levels_watch.h"

#include <glib.h>

struct levels_watch {
    struct levels levels;
    GSource *timer; // NULL: nothing waits
    void (*taken)(const struct level *level, void *context);
    void *context;
};

static int64_t
real_ms(void) // sensors do not bounce faster when a simulated day runs fast
{
    return g_get_monotonic_time() / 1000;
}

static void
drop_timer(struct levels_watch *watch)
{
    if (!watch->timer)
        return;
    g_source_destroy(watch->timer);
    g_clear_pointer(&watch->timer, g_source_unref);
}

static void plan(struct levels_watch *watch);

static gboolean
due(gpointer context)
{
    struct levels_watch *watch = context;
    const struct level *level;
    while ((level = levels_take(&watch->levels, real_ms())) != NULL)
        watch->taken(level, watch->context);
    plan(watch);
    return G_SOURCE_REMOVE;
}

static void
plan(struct levels_watch *watch)
{
    int64_t next_ms = levels_next_ms(&watch->levels);
    drop_timer(watch);
    if (next_ms == INT64_MAX)
        return;
    int64_t wait_ms = CLAMP(next_ms - real_ms(), 0, LEVELS_APART_MS);
    watch->timer = g_timeout_source_new((guint)wait_ms);
    g_source_set_callback(watch->timer, due, watch, NULL);
    g_source_attach(watch->timer, g_main_context_get_thread_default());
}

struct levels_watch *
levels_watch_create(void (*taken)(const struct level *level, void *context),
                    void *context)
{
    struct levels_watch *watch = g_new0(struct levels_watch, 1);
    watch->taken = taken;
    watch->context = context;
    return watch;
}

void
levels_watch_destroy(struct levels_watch *watch)
{
    if (!watch)
        return;
    drop_timer(watch);
    g_free(watch);
}

void
levels_watch_tell(struct levels_watch *watch, const char *class, const char *what,
                  const char *level)
{
    levels_tell(&watch->levels, class, what, level, real_ms());
    plan(watch);
}
