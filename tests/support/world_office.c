// SPDX-License-Identifier: Apache-2.0
/* What the office of the world holds, asked by its own command line. */
#include "world.h"

#include <string.h>

/* What it answers; NULL with *error when it could not. g_free. */
static char *
ask_office(struct world *world, const char *first, const char *second, const char *third,
           GError **error)
{
    char *program = child_built("bin/kiosk-office");
    char *config = g_build_filename(world->folder, "office.conf", NULL);
    const char *argv[] = {program, "--config", config, first, second, third, NULL};
    char *output = NULL, *errors = NULL;
    int status = 0;
    bool good = g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL,
                             NULL, &output, &errors, &status, error) &&
                g_spawn_check_wait_status(status, error);
    if (!good) {
        g_prefix_error(error, "kiosk-office %s: %s", first, errors);
        g_clear_pointer(&output, g_free);
    }
    g_free(errors);
    g_free(program);
    g_free(config);
    return output;
}

/* NULL while the office has not made its database yet. */
static json_t *
list_cases(struct world *world, GError **error)
{
    char *text = ask_office(world, "list", "--json", NULL, error);
    json_t *answer = text == NULL ? NULL : json_loads(text, 0, NULL);
    json_t *cases = json_is_object(answer) ? json_object_get(answer, "cases") : answer;
    json_incref(cases);
    json_decref(answer);
    g_free(text);
    return cases;
}

json_t *
world_cases(struct world *world)
{
    GError *error = NULL;
    json_t *cases = list_cases(world, &error);
    g_assert_no_error(error);
    g_assert_true(json_is_array(cases));
    return cases;
}

json_t *
world_heartbeat(struct world *world)
{
    char *text = ask_office(world, "terminals", NULL, NULL, NULL);
    json_t *terminals = text == NULL ? NULL : json_loads(text, 0, NULL);
    json_t *heartbeat = json_object_get(json_array_get(terminals, 0), "heartbeat");
    json_incref(heartbeat);
    json_decref(terminals);
    g_free(text);
    return heartbeat;
}

json_t *
world_must_have_letters(struct world *world, size_t count, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        char *text = ask_office(world, "letters", NULL, NULL, NULL);
        json_t *letters = text == NULL ? NULL : json_loads(text, 0, NULL);
        g_free(text);
        if (json_array_size(letters) >= count || g_get_monotonic_time() > end) {
            g_assert_cmpuint(json_array_size(letters), ==, count);
            return letters;
        }
        json_decref(letters);
        g_usleep(100000);
    }
}

json_t *
world_must_have_cases(struct world *world, size_t count, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        json_t *cases = list_cases(world, NULL);
        if (json_array_size(cases) >= count || g_get_monotonic_time() > end) {
            g_assert_cmpuint(json_array_size(cases), ==, count);
            return cases;
        }
        json_decref(cases);
        g_usleep(100000);
    }
}

char *
world_export(struct world *world, const char *case_id)
{
    char *name = g_strconcat("export-", case_id, NULL);
    char *folder = g_build_filename(world->folder, name, NULL);
    GError *error = NULL;
    g_free(ask_office(world, "export", case_id, folder, &error));
    g_assert_no_error(error);
    g_free(name);
    return folder;
}

bool
world_office_holds(struct world *world, const char *needle)
{
    const char *argv[] = {"grep", "-rqaF", "--", needle, "office", NULL};
    int status = 0;
    g_spawn_sync(world->folder, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
                 NULL, NULL, NULL, &status, NULL);
    return g_spawn_check_wait_status(status, NULL);
}

bool
world_terminal_holds(struct world *world, const char *needle)
{
    const char *argv[] = {"grep", "-rqaF", "--", needle, "state", "kiosk.log", NULL};
    int status = 0;
    g_spawn_sync(world->folder, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL,
                 NULL, NULL, NULL, &status, NULL);
    return g_spawn_check_wait_status(status, NULL);
}
