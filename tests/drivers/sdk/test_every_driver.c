// SPDX-License-Identifier: Apache-2.0
/* driver-check on every driver that was built: a new one is tried by itself. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define AT_A_TIME 2

static char *
built(const char *name)
{
    const char *build = g_getenv("BUILD");
    return g_build_filename(build == NULL ? "build" : build, "bin", name, NULL);
}

struct check {
    char *driver, *output;
    int status;
};

static void
run(gpointer data, gpointer context)
{
    struct check *check = data;
    const char *vector[] = {context, check->driver, NULL};
    if (!g_spawn_sync(NULL, (char **)(uintptr_t)vector, NULL, G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, &check->output, NULL, &check->status, NULL))
        check->status = -1;
}

static void
check_free(gpointer data)
{
    struct check *check = data;
    g_free(check->driver);
    g_free(check->output);
    g_free(check);
}

static void
test_every_driver__passes_driver_check(void)
{
    g_autofree char *program = built("driver-check"), *folder = built("drivers");
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func(check_free);
    GThreadPool *pool = g_thread_pool_new(run, program, AT_A_TIME, TRUE, NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        struct check *check = g_new0(struct check, 1);
        check->driver = g_build_filename(folder, name, NULL);
        g_ptr_array_add(checks, check);
        g_thread_pool_push(pool, check, NULL);
    }
    g_assert_nonnull(dir);
    g_dir_close(dir);
    g_thread_pool_free(pool, FALSE, TRUE);
    bool all = checks->len > 0;
    for (guint i = 0; i < checks->len; i++) {
        const struct check *check = g_ptr_array_index(checks, i);
        if (check->status != 0)
            g_test_message("%s:\n%s", check->driver, check->output);
        all = all && check->status == 0;
    }
    g_assert_true(all);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdk/every_driver/passes_driver_check",
                    test_every_driver__passes_driver_check);
    return g_test_run();
}
