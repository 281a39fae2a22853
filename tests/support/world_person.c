// SPDX-License-Identifier: Apache-2.0
/* What a citizen does in the world: look, touch, put a card down, take paper. */
#include "world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WORLD_TAP_MS 5000     // a widget appears and becomes enabled within this
#define WORLD_CONTROL_MS 5000 // a virtual device answers within this

static void
picture(struct world *world, const char *folder, const char *name)
{
    if (world->xvfb == NULL)
        return;
    g_mkdir_with_parents(folder, 0755);
    char *file = g_strconcat(name, ".png", NULL);
    char *path = g_build_filename(folder, file, NULL);
    xvfb_picture(world->xvfb, path, NULL);
    g_free(path);
    g_free(file);
}

/* Ends the test: what was wanted, what is there, and a picture of it. */
static G_NORETURN void
give_up(struct world *world, const char *wanted)
{
    json_t *tree = world->inspect == NULL ? NULL : inspect_tree(world->inspect);
    char *shown = tree == NULL ? g_strdup("the terminal is gone")
                               : json_dumps(tree, JSON_COMPACT | JSON_ENSURE_ASCII * 0);
    picture(world, world->folder, "given-up");
    g_error("%s; see %s/given-up.png and kiosk.log; there was: %.3000s", wanted,
            world->folder, shown);
}

static void
keep_picture(struct world *world, const char *screen)
{
    if (world->options.pictures == NULL)
        return;
    char *mark = g_strdup_printf("|%s|", screen);
    if (strstr(world->shots->str, mark) == NULL) {
        int count = 0;
        for (const char *at = world->shots->str + 1; (at = strchr(at, '|')) != NULL; at++)
            count++;
        char *name = g_strdup_printf("%02d-%s", count + 1, screen);
        g_usleep(50000); // the server has drawn what the terminal sent
        picture(world, world->options.pictures, name);
        g_string_append_printf(world->shots, "%s|", screen);
        g_free(name);
    }
    g_free(mark);
}

json_t *
world_must_reach(struct world *world, const char *screen, int timeout_ms)
{
    char *instead = NULL;
    json_t *tree = inspect_wait(world->inspect, screen, timeout_ms, &instead);
    if (tree == NULL) {
        char *wanted =
            g_strdup_printf("screen %s was wanted, %s is there", screen, instead);
        give_up(world, wanted);
    }
    keep_picture(world, screen);
    return tree;
}

bool
world_has(struct world *world, const char *id)
{
    json_t *tree = inspect_tree(world->inspect);
    struct inspect_box box;
    bool has = inspect_find(tree, id, &box) && box.enabled;
    json_decref(tree);
    return has;
}

void
world_must_tap(struct world *world, const char *id)
{
    world_must_tap_within(world, id, WORLD_TAP_MS);
}

void
world_must_tap_within(struct world *world, const char *id, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        struct inspect_box box;
        bool found = inspect_find(tree, id, &box) && box.enabled;
        json_decref(tree);
        if (found) {
            xvfb_tap(world->xvfb, box.x + box.width / 2, box.y + box.height / 2);
            return;
        }
        if (g_get_monotonic_time() > end) {
            char *wanted = g_strdup_printf("an enabled widget %s was wanted", id);
            give_up(world, wanted);
        }
        g_usleep(20000);
    }
}

void
world_must_say(struct world *world, const char *text, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        json_t *tree = inspect_tree(world->inspect);
        bool says = inspect_says(tree, text);
        json_decref(tree);
        if (says)
            return;
        if (g_get_monotonic_time() > end) {
            char *wanted = g_strdup_printf("the words %s were wanted", text);
            give_up(world, wanted);
        }
        g_usleep(20000);
    }
}

void
world_type(struct world *world, const char *digits)
{
    for (const char *digit = digits; *digit != '\0'; digit++) {
        char id[16];
        g_snprintf(id, sizeof id, "key-%c", *digit);
        world_must_tap(world, id);
    }
}

/* ---- devices ------------------------------------------------------------------------ */

static void
control(const char *path, const char *line)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    gint64 end = g_get_monotonic_time() + WORLD_CONTROL_MS * 1000;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    while (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        if (g_get_monotonic_time() > end)
            g_error("no virtual device at %s", path);
        g_usleep(10000);
    }
    char *text = g_strconcat(line, "\n", NULL), answer[512] = "";
    g_assert_cmpint(send(descriptor, text, strlen(text), MSG_NOSIGNAL), >, 0);
    ssize_t got = read(descriptor, answer, sizeof answer - 1);
    g_assert_cmpint(got, >, 0);
    if (!g_str_has_prefix(answer, "ok"))
        g_error("%s: %s", line, answer);
    close(descriptor);
    g_free(text);
}

void
world_card(struct world *world, const char *line)
{
    if (world->card == NULL)
        control(world->socket_card, line);
    else
        g_assert_true(child_say(world->card, line));
}

void
world_printer(struct world *world, const char *line)
{
    if (world->printer == NULL)
        control(world->socket_printer, line);
    else
        g_assert_true(child_say(world->printer, line));
}

void
world_scanner(struct world *world, const char *line)
{
    control(world->socket_scanner, line);
}

void
world_insert_card(struct world *world, const char *card_json)
{
    char *line = g_strdup_printf(
        world->card == NULL ? "insert card=%s" : "insert citizen %s", card_json);
    world_card(world, line);
    g_free(line);
}

void
world_remove_card(struct world *world)
{
    world_card(world, "remove");
}

/* ---- paper -------------------------------------------------------------------------- */

static int
count_printed(struct world *world, char **newest_out)
{
    GDir *folder = g_dir_open(world->printed, 0, NULL);
    const char *name;
    char *newest = NULL;
    gint64 newest_time = -1;
    int count = 0;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename(world->printed, name, NULL);
        GStatBuf status;
        if (g_str_has_suffix(name, ".pdf") && g_stat(path, &status) == 0) {
            count++;
            gint64 when =
                (gint64)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
            if (when > newest_time) {
                newest_time = when;
                g_free(newest);
                newest = g_strdup(path);
            }
        }
        g_free(path);
    }
    if (folder != NULL)
        g_dir_close(folder);
    if (newest_out != NULL)
        *newest_out = newest;
    else
        g_free(newest);
    return count;
}

int
world_printed_count(struct world *world)
{
    return count_printed(world, NULL);
}

char *
world_must_print(struct world *world, int count, int timeout_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        char *newest = NULL;
        if (count_printed(world, &newest) >= count)
            return newest;
        g_free(newest);
        if (g_get_monotonic_time() > end)
            give_up(world, "a printed document was wanted");
        g_usleep(20000);
    }
}

char *
world_pdf_text(const char *path)
{
    const char *argv[] = {"pdftotext", "-layout", path, "-", NULL};
    char *text = NULL;
    GError *error = NULL;
    int status = 0;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &text, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_true(g_spawn_check_wait_status(status, &error));
    return text;
}
