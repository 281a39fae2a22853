// SPDX-License-Identifier: Apache-2.0
/* driver_run() by hand: JSON lines on standard input and output. */
#include "sample_driver.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "base/json.h"
#include "tests/support/driver_process.h"

/* What the sample driver answers to `input`, one line an element; its wait status. */
static char **
by_hand(const char *options, const char *input, int *status_out, char **errors_out)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *quoted = g_shell_quote(input);
    g_autofree char *line = g_strdup_printf("printf %%s %s | exec %s %s %s", quoted,
                                            program, SAMPLE_ARGUMENT, options);
    const char *vector[] = {"/bin/sh", "-c", line, NULL};
    g_autofree char *output = NULL;
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)vector, NULL, G_SPAWN_DEFAULT,
                               NULL, NULL, &output, errors_out, status_out, NULL));
    return g_strsplit(g_strchomp(output), "\n", 0);
}

/* The packet of this type and, when not 0, id. New reference. */
static json_t *
find(char **lines, const char *type, int id)
{
    for (size_t i = 0; lines[i] != NULL; i++) {
        json_t *packet = json_parse(lines[i], strlen(lines[i]), NULL);
        g_assert_nonnull(packet);
        if (strcmp(json_text(packet, "type", ""), type) == 0 &&
            (id == 0 || json_integer_value(json_object_get(packet, "id")) == id))
            return packet;
        json_decref(packet);
    }
    return NULL;
}

static void
test_stdio__answers_each_line_and_ends_well(void)
{
    int status;
    g_auto(GStrv) lines = by_hand(
        "--stdio",
        "{\"type\":\"command\",\"id\":1,\"name\":\"Sample.Echo\","
        "\"payload\":{\"text\":\"汉\"}}\n"
        "\n"
        "{\"type\":\"command\",\"id\":2,\"name\":\"Sample.Wait\",\"timeout_ms\":100}\n"
        "{\"type\":\"command\",\"id\":3,\"name\":\"Common.Status\"}", // no line end
        &status, NULL);
    g_assert_cmpint(status, ==, 0);
    static const char *const completions[] = {"success", "timeOut", "success"};
    for (int id = 1; id <= 3; id++) {
        json_t *answer = find(lines, "completion", id);
        g_assert_cmpstr(json_text(answer, "completion", ""), ==, completions[id - 1]);
        json_decref(answer);
    }
    // By hand the first look finds the device as it is.
    json_t *status_answer = find(lines, "completion", 3);
    g_assert_cmpstr(json_string_value(json_at(status_answer, "/payload/device")), ==,
                    "online");
    json_decref(status_answer);
}

static void
test_stdio__reads_and_writes_blobs_as_files(void)
{
    g_autofree char *folder = g_dir_make_tmp("kiosk-stdio-XXXXXX", NULL);
    g_autofree char *blob = g_build_filename(folder, "in", NULL);
    g_file_set_contents(blob, "the blob", 8, NULL);
    g_autofree char *input =
        g_strdup_printf("{\"type\":\"command\",\"id\":5,\"name\":\"Sample.Echo\","
                        "\"payload\":{\"text\":\"\"},"
                        "\"blobs\":[\"%s\",\"%s\"]}\n",
                        blob, blob);
    g_autofree char *options = g_strdup_printf("--stdio --blob-dir %s/out", folder);
    int status;
    g_auto(GStrv) lines = by_hand(options, input, &status, NULL);
    g_assert_cmpint(status, ==, 0);
    json_t *answer = find(lines, "completion", 5);
    const char *path = json_string_value(json_at(answer, "/blobs/1"));
    g_assert_nonnull(path);
    g_assert_true(g_str_has_prefix(path, folder));
    g_autofree char *bytes = NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    g_assert_cmpstr(bytes, ==, "the blob");
    struct stat seen;
    g_assert_cmpint(stat(path, &seen), ==, 0);
    g_assert_cmpint(seen.st_mode & 077, ==, 0);
    json_decref(answer);
    g_autofree char *remove = g_strdup_printf("rm -r %s", folder);
    g_assert_cmpint(system(remove), ==, 0);
}

static void
test_stdio__says_what_is_wrong_with_a_line_and_goes_on(void)
{
    g_autofree char *large = g_strnfill(PROTOCOL_PACKET_MAX + 30000, 'x');
    g_autofree char *input = g_strconcat(
        "this is no "
        "json\n{}\n[1,2]\n{\"type\":\"command\",\"id\":1,\"name\":\"Sample.Echo\","
        "\"payload\":{\"text\":\"\"},\"blobs\":[\"/not/there\"]}\n{\"type\":\"command\","
        "\"id\":1,\"name\":\"Sample.Echo\",\"payload\":{\"text\":\"\"},\"blobs\":1}\n",
        large,
        "\n{\"type\":\"command\",\"id\":9,\"name\":\"Sample.Echo\",\"payload\":{\"text\":"
        "\"still here\"}}\n",
        NULL);
    int status;
    g_autofree char *errors = NULL;
    g_auto(GStrv) lines = by_hand("--stdio", input, &status, &errors);
    g_assert_cmpint(status, ==, 0);
    json_t *answer = find(lines, "completion", 9);
    g_assert_cmpstr(json_string_value(json_at(answer, "/payload/text")), ==,
                    "still here");
    json_decref(answer);
    g_assert_nonnull(strstr(errors, "/not/there"));
    g_assert_nonnull(strstr(errors, "a line of more than"));
    g_assert_null(strstr(errors, "xxxx"));
}

static void
test_stdio__describes_itself(void)
{
    int status;
    g_auto(GStrv) lines = by_hand("--describe", "", &status, NULL);
    g_assert_cmpint(status, ==, 0);
    g_autofree char *text = g_strjoinv("\n", lines);
    json_t *description = json_parse(text, strlen(text), NULL);
    g_assert_cmpstr(json_text(description, "class", ""), ==, "sample");
    g_assert_cmpstr(json_string_value(json_at(description, "/commands/0/name")), ==,
                    "Sample.Echo");
    g_assert_nonnull(json_at(description, "/commands/0/payload/properties/text"));
    json_decref(description);
    g_auto(GStrv) version = by_hand("--version", "", &status, NULL);
    g_assert_cmpstr(version[0], ==, "sample-test " KIOSK_VERSION);
    g_auto(GStrv) help = by_hand("--help", "", &status, NULL);
    g_assert_cmpint(status, ==, 0);
    g_assert_cmpuint(g_strv_length(help), >, 5);
}

static void
test_stdio__refuses_a_wrong_command_line(void)
{
    static const char *const options[] = {"--nonsense", "--stdio word", "--address", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        int status;
        g_autofree char *errors = NULL;
        g_auto(GStrv) lines = by_hand(options[i], "", &status, &errors);
        g_assert_cmpint(WEXITSTATUS(status), ==, 2);
        g_assert_nonnull(strstr(errors, "sample-test: "));
    }
}

int
main(int argc, char **argv)
{
    int status = sample_main(argc, argv);
    if (status >= 0)
        return status;
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/sdk/stdio/" #name, test_stdio__##name)
    ADD(answers_each_line_and_ends_well);
    ADD(reads_and_writes_blobs_as_files);
    ADD(says_what_is_wrong_with_a_line_and_goes_on);
    ADD(describes_itself);
    ADD(refuses_a_wrong_command_line);
#undef ADD
    return g_test_run();
}
