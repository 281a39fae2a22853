// SPDX-License-Identifier: Apache-2.0
/* The handwriting driver over the real link, with strokes drawn by hand on a grid of 100. */
#include <kiosk/handwriting.h>

#include <stdlib.h>
#include <string.h>
#include "tests/support/driver_process.h"

/* One stroke a word of "x,y-x,y-…", strokes parted by spaces. */
static const struct {
    const char *character, *strokes;
    size_t within; // it stands among so many first candidates
} written[] = {
    {"一", "10,50-50,49-90,50", 1},
    {"二", "25,30-75,30 10,75-90,75", 1},
    {"十", "10,48-90,48 50,10-50,90", 1},
    {"木", "10,35-90,35 50,8-50,92 48,36-30,60-10,78 52,36-70,60-90,78", 1},
    {"王", "20,20-80,20 25,50-75,50 50,20-50,82 12,84-88,84", 1},
    {"土", "22,35-78,35 50,10-50,85 10,88-90,88", 1},
    {"人", "50,10-46,40-30,70-10,90 48,35-60,60-90,90", 10},
    {"口", "22,25-24,80 22,25-78,25-74,80 25,76-74,76", 10},
    {"中", "22,30-25,62 22,30-78,30-74,62 25,60-74,60 50,8-50,92", 10},
};

static json_t *
strokes_of(const char *text, int side)
{
    json_t *strokes = json_array();
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word; word++) {
        json_t *stroke = json_array();
        g_auto(GStrv) points = g_strsplit(*word, "-", -1);
        for (char **point = points; *point; point++) {
            int x = atoi(*point), y = atoi(strchr(*point, ',') + 1);
            json_array_append_new(stroke,
                                  json_pack("[i, i]", x * side / 100, y * side / 100));
        }
        json_array_append_new(strokes, stroke);
    }
    return strokes;
}

static struct packet
recognise(struct driver_process *process, json_t *strokes, int width, int height)
{
    return driver_process_call(process, "Handwriting.Recognise",
                               json_pack("{s:o, s:i, s:i}", "strokes", strokes, "width",
                                         width, "height", height),
                               HANDWRITING_RECOGNISE_TIMEOUT_MS);
}

static size_t
place_of(const struct packet *answer, const char *character)
{
    size_t index;
    json_t *row;
    json_array_foreach (packet_member(answer, "candidates"), index, row)
        if (strcmp(json_string_value(row), character) == 0)
            return index;
    return SIZE_MAX;
}

static void
test_handwriting__recognises_tidy_characters(void)
{
    struct driver_process *process = driver_process_open("handwriting-zinnia", "");
    for (size_t i = 0; i < G_N_ELEMENTS(written); i++) {
        struct packet answer =
            recognise(process, strokes_of(written[i].strokes, 600), 600, 600);
        g_assert_cmpuint(json_array_size(packet_member(&answer, "candidates")), ==,
                         HANDWRITING_CANDIDATES_MAX);
        size_t place = place_of(&answer, written[i].character);
        if (place >= written[i].within) {
            g_test_message("%s: place %zd of %zu", written[i].character, (ssize_t)place,
                           written[i].within);
            g_test_fail();
        }
        packet_finish(&answer);
    }
    g_assert_cmpint(driver_process_stop(process), ==, 0);
}

/* Small in a corner is the same as large in the middle. */
static void
test_handwriting__does_not_mind_where_and_how_large(void)
{
    struct driver_process *process = driver_process_open("handwriting-zinnia", "");
    struct packet large =
        recognise(process, strokes_of(written[4].strokes, 4000), 4000, 4000);
    struct packet small =
        recognise(process, strokes_of(written[4].strokes, 400), 4000, 900);
    g_assert_cmpuint(place_of(&large, "王"), ==, 0);
    g_assert_cmpuint(place_of(&small, "王"), ==, 0);
    packet_finish(&large);
    packet_finish(&small);
    driver_process_stop(process);
}

static json_t *
many_points(int count, int strokes)
{
    json_t *all = json_array();
    for (int stroke = 0; stroke < strokes; stroke++) {
        json_t *points = json_array();
        for (int i = 0; i < count; i++)
            json_array_append_new(points, json_pack("[i, i]", i % 50, i / 50));
        json_array_append_new(all, points);
    }
    return all;
}

static void
test_handwriting__refuses_what_is_too_much(void)
{
    struct driver_process *process = driver_process_open("handwriting-zinnia", "");
    struct packet answer = recognise(process, many_points(1001, 1), 100, 100);
    packet_expect(&answer, "invalidData", NULL);
    answer = recognise(process, many_points(1, 65), 100, 100);
    packet_expect(&answer, "invalidData", NULL);
    answer = recognise(process, many_points(900, 5), 100, 100); // 4500 points
    packet_expect(&answer, "invalidData", NULL);
    answer = recognise(process, json_array(), 100, 100);
    packet_expect(&answer, "invalidData", NULL);
    answer = recognise(process, json_pack("[[[i, i]]]", 101, 5), 100, 100); // outside
    packet_expect(&answer, "invalidData", NULL);
    answer = recognise(process, json_pack("[[[i, i, i]]]", 1, 2, 3), 100, 100);
    packet_expect(&answer, "invalidData", NULL);
    driver_process_stop(process);
}

static void
test_handwriting__bears_the_most_that_is_allowed(void)
{
    struct driver_process *process = driver_process_open("handwriting-zinnia", "");
    gint64 begin = g_get_monotonic_time();
    struct packet answer = recognise(process, many_points(1000, 4), 100, 100);
    packet_expect(&answer, "success", NULL);
    g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 1000);
    answer = recognise(process, json_pack("[[[i, i]]]", 0, 0), 16, 16); // one dot
    packet_expect(&answer, "success", NULL);
    g_autofree char *log = driver_process_log(process);
    g_assert_cmpstr(log, ==, "");
    driver_process_stop(process);
}

/* Any scribble comes back in time. */
static void
test_handwriting__bears_scribbles(void)
{
    struct driver_process *process = driver_process_open("handwriting-zinnia", "");
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (int round = 0; round < 12; round++) {
        int strokes = g_rand_int_range(random, 1, 20);
        json_t *all = json_array();
        for (int stroke = 0; stroke < strokes; stroke++) {
            json_t *points = json_array();
            for (int i = 0; i < 3600 / strokes && i < HANDWRITING_STROKE_MAX; i++)
                json_array_append_new(
                    points, json_pack("[i, i]", g_rand_int_range(random, 0, 400),
                                      g_rand_int_range(random, 0, 400)));
            json_array_append_new(all, points);
        }
        struct packet answer = recognise(process, all, 400, 400);
        packet_expect(&answer, "success", NULL);
    }
    driver_process_stop(process);
}

static void
test_handwriting__says_when_its_model_is_missing(void)
{
    struct driver_process *process =
        driver_process_open("handwriting-zinnia", "file:/nonexistent");
    driver_process_await_status(process, "noDevice", "badConfiguration", 3000);
    struct packet answer = recognise(process, many_points(2, 1), 100, 100);
    packet_expect(&answer, "deviceNotReady", NULL);
    driver_process_stop(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/handwriting/tidy", test_handwriting__recognises_tidy_characters);
    g_test_add_func("/handwriting/anywhere",
                    test_handwriting__does_not_mind_where_and_how_large);
    g_test_add_func("/handwriting/limits", test_handwriting__refuses_what_is_too_much);
    g_test_add_func("/handwriting/most",
                    test_handwriting__bears_the_most_that_is_allowed);
    g_test_add_func("/handwriting/scribbles", test_handwriting__bears_scribbles);
    g_test_add_func("/handwriting/missing",
                    test_handwriting__says_when_its_model_is_missing);
    return g_test_run();
}
