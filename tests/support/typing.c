// SPDX-License-Identifier: Apache-2.0
#include "typing.h"

#define KEY_MS 20000

void
typing_keys(struct world *world, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const char id[] = {'k', 'e', 'y', '-', *letters, '\0'};
        world_must_tap(world, id);
    }
}

void
typing_pick(struct world *world, const char *text)
{
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        for (int i = 0; i < 60; i++) {
            char id[24];
            g_snprintf(id, sizeof id, "candidate-%d", i);
            if (g_strcmp0(inspect_name(tree, id), text) == 0) {
                json_decref(tree);
                world_must_tap(world, id);
                return;
            }
        }
        json_decref(tree);
        if (g_get_monotonic_time() > end)
            g_error("%s is not among the candidates", text);
        g_usleep(10000);
    }
}

void
typing_syllable(struct world *world, const char *digits, const char *reading,
                const char *character)
{
    typing_keys(world, digits);
    gint64 end = g_get_monotonic_time() + KEY_MS * 1000;
    for (int i = 0;; i = (i + 1) % 4) {
        char id[24];
        g_snprintf(id, sizeof id, "key-reading-%d", i);
        json_t *tree = inspect_tree(world->inspect);
        bool found = g_strcmp0(inspect_name(tree, id), reading) == 0;
        json_decref(tree);
        if (found) {
            world_must_tap(world, id);
            while (world_has(world, id) && g_get_monotonic_time() < end)
                g_usleep(10000); // nothing is left to be read
            break;
        }
        if (g_get_monotonic_time() > end)
            g_error("%s is not among the readings", reading);
    }
    typing_pick(world, character);
}
