// SPDX-License-Identifier: Apache-2.0
#include "terminal/devices/said.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

struct heard {
    GPtrArray *lines;
    int priority; // of the last one
};

static void
hear(int priority, const char *line, void *context)
{
    struct heard *heard = context;
    heard->priority = priority;
    g_ptr_array_add(heard->lines, g_strdup(line));
}

static void
say(int fd, const char *text)
{
    size_t length = strlen(text);
    g_assert_cmpint(write(fd, text, length), ==, (ssize_t)length);
}

static const char *
line(const struct heard *heard, guint index)
{
    g_assert_cmpuint(index, <, heard->lines->len);
    return heard->lines->pdata[index];
}

struct scene {
    struct heard heard;
    struct said *said;
    int ends[2];
};

static void
begin(struct scene *scene)
{
    scene->heard.lines = g_ptr_array_new_with_free_func(g_free);
    scene->said = said_create(hear, &scene->heard);
    g_assert_cmpint(pipe(scene->ends), ==, 0);
    said_listen(scene->said, scene->ends[0]);
}

static void
finish(struct scene *scene)
{
    said_destroy(scene->said);
    g_ptr_array_unref(scene->heard.lines);
}

static void
test_said__comes_as_lines(void)
{
    struct scene scene;
    begin(&scene);
    say(scene.ends[1], "the first\nhalf of ");
    while (g_main_context_iteration(NULL, false))
        ;
    g_assert_cmpuint(scene.heard.lines->len, ==, 1);
    say(scene.ends[1], "the second\n<4>card-x: warning: oh\n\nthe last");
    close(scene.ends[1]);
    said_end(scene.said);
    g_assert_cmpstr(line(&scene.heard, 0), ==, "the first");
    g_assert_cmpstr(line(&scene.heard, 1), ==, "half of the second");
    g_assert_cmpstr(line(&scene.heard, 2), ==, "card-x: warning: oh");
    g_assert_cmpstr(line(&scene.heard, 3), ==, "the last");
    g_assert_cmpuint(scene.heard.lines->len, ==, 4);
    finish(&scene);
}

static void
test_said__hides_numbers_and_names_of_people(void)
{
    char text[] =
        "card 2023: 王秀兰 999999194303120023, 10012345678x; port 8443, err 12345";
    said_mask(text);
    g_assert_cmpstr(text, ==, "card 2023: ? #, #x; port 8443, err 12345");
}

static void
test_said__does_not_fill_the_log(void)
{
    struct scene scene;
    begin(&scene);
    for (int i = 0; i < 1000; i++) {
        say(scene.ends[1], "noise and noise and noise and noise and noise and noise\n");
        while (g_main_context_iteration(NULL, false))
            ;
    }
    close(scene.ends[1]);
    said_end(scene.said);
    g_assert_cmpuint(scene.heard.lines->len, ==, SAID_LINES_MOST + 1);
    g_assert_cmpstr(line(&scene.heard, SAID_LINES_MOST), ==,
                    "800 more lines were left out");
    finish(&scene);
}

static void
test_said__cuts_what_never_ends(void)
{
    struct scene scene;
    begin(&scene);
    g_autofree char *much = g_strnfill(20000, 'x');
    say(scene.ends[1], much);
    close(scene.ends[1]);
    said_end(scene.said);
    g_assert_cmpuint(strlen(line(&scene.heard, 0)), ==, SAID_LINE_MAX);
    finish(&scene);
}

static void
test_said__ends_though_a_grandchild_holds_the_pipe(void)
{
    struct scene scene;
    begin(&scene);
    say(scene.ends[1], "bye");
    said_end(scene.said); // the writing end is open
    g_assert_cmpstr(line(&scene.heard, 0), ==, "bye");
    finish(&scene);
    close(scene.ends[1]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/said/lines", test_said__comes_as_lines);
    g_test_add_func("/said/masked", test_said__hides_numbers_and_names_of_people);
    g_test_add_func("/said/flood", test_said__does_not_fill_the_log);
    g_test_add_func("/said/long", test_said__cuts_what_never_ends);
    g_test_add_func("/said/held", test_said__ends_though_a_grandchild_holds_the_pipe);
    return g_test_run();
}
