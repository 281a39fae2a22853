// SPDX-License-Identifier: Apache-2.0
/* What a citizen does in the world: look, touch, put a card down, take paper. */
#include "world.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WORLD_TAP_MS 20000     // a widget appears and becomes enabled within this
#define WORLD_CONTROL_MS 20000 // a virtual device answers within this

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

/* All that is read on the screen, one thing behind the other; g_free. */
static char *
all_words(const json_t *tree)
{
    GString *words = g_string_new(NULL);
    size_t index;
    json_t *widget;
    g_string_append_printf(words, "[%s]",
                           json_string_value(json_object_get(tree, "screen")));
    json_array_foreach (json_object_get(tree, "widgets"), index, widget) {
        const char *id = json_string_value(json_object_get(widget, "id"));
        const char *name = json_string_value(json_object_get(widget, "name"));
        if (name != NULL && name[0] != '\0')
            g_string_append_printf(words, " %s%s%s |", id[0] == '~' ? "" : id,
                                   id[0] == '~' ? "" : ": ", name);
    }
    return g_string_free(words, FALSE);
}

/* Ends the test: what was wanted, what is there, and a picture of it. */
static G_NORETURN void
give_up(struct world *world, const char *wanted)
{
    json_t *tree = world->inspect == NULL ? NULL : inspect_tree(world->inspect);
    char *shown = tree == NULL ? g_strdup("the terminal is gone") : all_words(tree);
    picture(world, world->folder, "given-up");
    g_error("%s; see %s/given-up.png and kiosk.log; there was: %s", wanted, world->folder,
            shown);
}

void
world_keep_picture(struct world *world, const char *screen)
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
    world_keep_picture(world, screen);
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

bool
world_tap(struct world *world, const char *id)
{
    json_t *tree = inspect_tree(world->inspect);
    struct inspect_box box;
    bool there = inspect_find(tree, id, &box) && box.enabled;
    json_decref(tree);
    if (there) {
        xvfb_tap(world->xvfb, box.x + box.width / 2, box.y + box.height / 2);
        world->touches++;
    }
    return there;
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
            world->touches++;
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
        world->touches--;
    }
}

/* ---- devices ------------------------------------------------------------------------ */

void
world_tell(struct world *world, const char *path, const char *line)
{
    (void)world;
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

/* A line to a device of the real kind, which answers with one. */
static void
tell(struct child *device, const char *line)
{
    g_assert_true(child_say(device, line));
    char *answer = child_hear(device, WORLD_CONTROL_MS);
    if (answer == NULL || g_str_has_prefix(answer, "error"))
        g_error("%s: %s", line, answer);
    g_free(answer);
}

void
world_card(struct world *world, const char *line)
{
    if (world->card == NULL)
        world_tell(world, world->socket_card, line);
    else
        tell(world->card, line);
}

void
world_printer(struct world *world, const char *line)
{
    if (world->printer == NULL)
        world_tell(world, world->socket_printer, line);
    else
        tell(world->printer, line);
}

void
world_scanner(struct world *world, const char *line)
{
    world_tell(world, world->socket_scanner, line);
}

/* CardFields → what stands on a card: dates without dashes, words as code numbers. */
static json_t *
as_coded(const char *card_json)
{
    static const char *const dates[] = {"birth", "valid_from", "valid_to"};
    json_t *card = json_loads(card_json, 0, NULL);
    g_assert_nonnull(card);
    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        const char *date = json_string_value(json_object_get(card, dates[i]));
        if (date != NULL && g_ascii_isdigit(date[0])) {
            char *digits = g_strdup_printf("%.4s%.2s%.2s", date, date + 5, date + 8);
            json_object_set_new(card, dates[i], json_string(digits));
            g_free(digits);
        }
    }
    const char *sex = json_string_value(json_object_get(card, "sex"));
    bool male = g_strcmp0(sex, "male") == 0;
    json_object_set_new(card, "sex", json_string(male ? "1" : "2"));
    json_object_set_new(card, "nation", json_string("01")); // 汉, as all our persons
    json_object_del(card, "card_type");
    return card;
}

void
world_insert_card(struct world *world, const char *card_json)
{
    json_t *coded = world->card == NULL ? NULL : as_coded(card_json);
    char *text = coded == NULL ? NULL : json_dumps(coded, JSON_COMPACT);
    char *line = coded == NULL ? g_strdup_printf("insert card=%s", card_json)
                               : g_strdup_printf("insert citizen %s", text);
    world_card(world, line);
    g_free(line);
    free(text);
    json_decref(coded);
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
