// SPDX-License-Identifier: Apache-2.0
/* What was recorded of each driver, played back: tests/drivers/<driver>/recordings/NAME.
 *
 *   NAME.device   what the device said (--record FILE); none: an engine, or a virtual device
 *   NAME.in       what the terminal asks, a line each
 *   NAME.out      what the driver answers: JSON lines, what it says unasked behind the rest.
 *                 "*" stands for anything. With KIOSK_RECORDINGS=write they are written anew
 *
 * Lines of NAME.in: a command, whose end is awaited; "& COMMAND", whose end is not;
 * "! LINE" to a virtual device; "until TEXT", which waits for a line with this text;
 * "# …" a comment. "@" before "/" is the folder of the recordings.
 *
 * Every driver that is built has one at least: a change of what a driver makes of a device
 * shows here, whoever owns the device. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include "base/json.h"
#include "tests/support/child.h"
#include "tests/support/virtual_control.h"

#define ANSWER_MS 20000
#define HOME "tests/drivers"

struct play {
    const char *driver, *folder, *name;
    bool exact;    // what it makes are the bytes of a device
    char *scratch; // folder for blobs and the control socket
    struct child *child;
    GPtrArray *lines; // of json_t, as they came
    int64_t awaited;  // the last command
};

/* ---- lines --------------------------------------------------------------------------- */

static void
unref_line(gpointer line)
{
    json_decref(line);
}

/* What an engine makes differs by machine in its last bits, and a PDF tells when it was made. */
static json_t *
told_blob(const char *path, bool exact)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_unlink(path);
    if (g_str_has_prefix(bytes, "%PDF-"))
        return json_pack("{s:s}", "format", "pdf");
    if (!exact)
        return json_pack("{s:I}", "size", (json_int_t)size);
    g_autofree char *sum =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    return json_pack("{s:I, s:s}", "size", (json_int_t)size, "sha256", sum);
}

/* What differs from run to run: times, and where blobs were put. */
static void
make_plain(const struct play *play, json_t *line)
{
    json_t *blobs = json_object_get(line, "blobs"), *path;
    json_t *payload = json_object_get(line, "payload");
    size_t index;
    json_array_foreach (blobs, index, path)
        json_array_set_new(blobs, index, told_blob(json_string_value(path), play->exact));
    if (json_object_get(payload, "since") != NULL)
        json_object_set_new(payload, "since", json_string("*"));
}

/* The next line of the driver; NULL: it says nothing more. Borrowed. */
static json_t *
hear(struct play *play)
{
    g_autofree char *text = child_hear(play->child, ANSWER_MS);
    if (text == NULL)
        return NULL;
    json_t *line = json_parse(text, strlen(text), NULL);
    g_assert_nonnull(line);
    if (strcmp(json_text(line, "type", ""), "hello") == 0) {
        json_decref(line);
        return hear(play);
    }
    make_plain(play, line);
    g_ptr_array_add(play->lines, line);
    return line;
}

static void
await_end(struct play *play)
{
    json_t *line;
    do {
        line = hear(play);
        if (line == NULL)
            g_error("%s/%s: command %d does not end", play->driver, play->name,
                    (int)play->awaited);
    } while (strcmp(json_text(line, "type", ""), "completion") != 0 ||
             json_integer_value(json_object_get(line, "id")) != play->awaited);
}

static void
await_text(struct play *play, const char *text)
{
    for (guint i = 0;; i++) {
        json_t *line = i < play->lines->len ? play->lines->pdata[i] : hear(play);
        if (line == NULL)
            g_error("%s/%s: nobody says %s", play->driver, play->name, text);
        char *said = json_dumps(line, JSON_COMPACT | JSON_ENCODE_ANY);
        bool found = strstr(said, text) != NULL;
        free(said);
        if (found)
            return;
    }
}

static void
say(struct play *play, const char *line)
{
    json_t *command = json_parse(line, strlen(line), NULL);
    if (command == NULL)
        g_error("%s/%s.in: no JSON: %s", play->driver, play->name, line);
    play->awaited = json_integer_value(json_object_get(command, "id"));
    json_decref(command);
    g_assert_true(child_say(play->child, line));
}

static void
do_line(struct play *play, const char *line)
{
    if (*line == '\0' || *line == '#')
        return;
    if (g_str_has_prefix(line, "! ")) {
        g_autofree char *socket = g_build_filename(play->scratch, "control", NULL);
        virtual_control(socket, "%s", line + 2);
    } else if (g_str_has_prefix(line, "until ")) {
        await_text(play, line + strlen("until "));
    } else if (g_str_has_prefix(line, "& ")) {
        say(play, line + 2);
    } else {
        say(play, line);
        await_end(play);
    }
}

/* ---- one recording ------------------------------------------------------------------- */

static char *
file_of(const struct play *play, const char *ending)
{
    g_autofree char *name = g_strconcat(play->name, ending, NULL);
    return g_build_filename(play->folder, name, NULL);
}

static void
begin(struct play *play)
{
    g_autofree char *device = file_of(play, ".device");
    g_autofree char *path = g_build_filename("bin", "drivers", play->driver, NULL);
    g_autofree char *program = child_built(path);
    g_autofree char *address = NULL;
    play->scratch = g_dir_make_tmp("kiosk-recording-XXXXXX", NULL);
    if (g_file_test(device, G_FILE_TEST_EXISTS))
        address = g_strconcat("replay:", device, NULL);
    else if (g_str_has_suffix(play->driver, "-virtual"))
        address = g_strdup_printf("virtual:%s/control", play->scratch);
    play->exact = address != NULL;
    const char *const arguments[] = {program,
                                     "--stdio",
                                     "--blob-dir",
                                     play->scratch,
                                     address != NULL ? "--address" : NULL,
                                     address,
                                     NULL};
    play->lines = g_ptr_array_new_with_free_func(unref_line);
    play->child = child_start(arguments, NULL, NULL, NULL);
    g_assert_nonnull(play->child);
}

static void
end(struct play *play)
{
    int status = child_stop(play->child);
    g_autofree char *socket = g_build_filename(play->scratch, "control", NULL);
    g_unlink(socket);
    g_rmdir(play->scratch);
    g_free(play->scratch);
    if (!WIFEXITED(status) && WTERMSIG(status) != SIGTERM)
        g_error("%s/%s: the driver crashed", play->driver, play->name);
}

static void
do_all(struct play *play)
{
    g_autofree char *path = file_of(play, ".in"), *text = NULL;
    g_autofree char *folder = g_strconcat(play->folder, "/", NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    for (size_t i = 0; lines[i] != NULL; i++) {
        g_autoptr(GString) line = g_string_new(g_strstrip(lines[i]));
        g_string_replace(line, "@/", folder, 0);
        do_line(play, line->str);
    }
}

/* What a command led to, and behind it what was said unasked: these two do not wait for each
 * other. */
static json_t *
sorted(const struct play *play)
{
    json_t *list = json_array();
    for (int unasked = 0; unasked < 2; unasked++)
        for (guint i = 0; i < play->lines->len; i++) {
            json_t *line = play->lines->pdata[i];
            bool is = strcmp(json_text(line, "type", ""), "unsolicited") == 0;
            if (is == (unasked == 1))
                json_array_append(list, line);
        }
    return list;
}

static bool
is_as(const json_t *wanted, json_t *found)
{
    const char *key;
    size_t index;
    json_t *value;
    if (json_is_string(wanted) && strcmp(json_string_value(wanted), "*") == 0)
        return found != NULL;
    if (json_is_object(wanted) && json_is_object(found)) {
        if (json_object_size(wanted) != json_object_size(found))
            return false;
        json_object_foreach (found, key, value)
            if (!is_as(json_object_get(wanted, key), value))
                return false;
        return true;
    }
    if (json_is_array(wanted) && json_is_array(found)) {
        if (json_array_size(wanted) != json_array_size(found))
            return false;
        json_array_foreach (found, index, value)
            if (!is_as(json_array_get(wanted, index), value))
                return false;
        return true;
    }
    if (json_is_real(wanted) && json_is_real(found))
        return fabs(json_real_value(wanted) - json_real_value(found)) < 1e-6;
    return json_equal(wanted, found) != 0;
}

static void
write_out(const struct play *play, const json_t *list)
{
    g_autofree char *path = file_of(play, ".out");
    g_autoptr(GString) text = g_string_new(NULL);
    size_t index;
    json_t *line;
    json_array_foreach (list, index, line) {
        char *said = json_dumps(line, JSON_COMPACT | JSON_SORT_KEYS);
        g_string_append_printf(text, "%s\n", said);
        free(said);
    }
    g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
}

static void
compare(const struct play *play, const json_t *list)
{
    g_autofree char *path = file_of(play, ".out"), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", 0);
    for (size_t i = 0; i < MAX(json_array_size(list), g_strv_length(lines)); i++) {
        const char *line = i < g_strv_length(lines) ? lines[i] : "null";
        json_t *wanted = json_loads(line, JSON_DECODE_ANY, NULL);
        json_t *found = json_array_get(list, i);
        char *said = json_dumps(found, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        if (wanted == NULL || !is_as(wanted, found))
            g_error("%s/%s: line %zu\n  wanted: %s\n  found:  %s", play->driver,
                    play->name, i + 1, line, said);
        free(said);
        json_decref(wanted);
    }
}

static void
play_recording(const char *driver, const char *folder, const char *name)
{
    struct play play = {.driver = driver, .folder = folder, .name = name};
    begin(&play);
    do_all(&play);
    end(&play);
    json_t *list = sorted(&play);
    if (g_strcmp0(g_getenv("KIOSK_RECORDINGS"), "write") == 0)
        write_out(&play, list);
    else
        compare(&play, list);
    json_decref(list);
    g_ptr_array_unref(play.lines);
}

/* ---- all of them --------------------------------------------------------------------- */

static guint
play_all_of(const char *driver)
{
    g_autofree char *folder = g_build_filename(HOME, driver, "recordings", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    guint count = 0;
    while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
        if (!g_str_has_suffix(entry, ".in"))
            continue;
        g_autofree char *name = g_strndup(entry, strlen(entry) - strlen(".in"));
        play_recording(driver, folder, name);
        count++;
    }
    g_clear_pointer(&dir, g_dir_close);
    return count;
}

static void
test_recordings__of_a_driver_are_played_as_they_were(gconstpointer driver)
{
    guint count = play_all_of(driver);
    g_test_message("%u recordings", count);
    g_assert_cmpuint(count, >, 0); // a driver without one is not held to anything
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *folder = child_built("bin/drivers");
    GDir *dir = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(dir);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_strdup_printf("/recordings/%s", name);
        g_ptr_array_add(names, g_strdup(name));
        g_test_add_data_func(path, names->pdata[names->len - 1],
                             test_recordings__of_a_driver_are_played_as_they_were);
    }
    g_dir_close(dir);
    return g_test_run();
}
