// SPDX-License-Identifier: Apache-2.0
/* From a key lifted to its candidates on the page, through the whole terminal: X, session,
 * worker, driver, session, page. Seen through the inspect interface, whose own answer takes
 * time too: beside it, in the same run, what one look through it takes. Goal: p99 at most
 * 10 ms a key. */
#include "tests/support/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GOAL_P99_MS 10.0
#define PATIENCE_MS 2000.0
#define ROUNDS 6

static const char *const texts[] = {"laohuaishu",        "wangxiaoming", "gongxiaoshe",
                                    "juminshenfenzheng", "qingshanzhen", "liuxicunsanzu",
                                    "menpaihaoma",       "budongchan"};

static double
now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What the row of candidates says and how many keys are open; g_free. */
static char *
row(const json_t *tree)
{
    GString *names = g_string_new(NULL);
    for (int i = 0; i < 12; i++) {
        char id[24];
        g_snprintf(id, sizeof id, "candidate-%d", i);
        const char *name = inspect_name(tree, id);
        g_string_append_printf(names, "%s|", name == NULL ? "" : name);
    }
    return g_string_free(names, FALSE);
}

/* Milliseconds until the row is another one; below 0: it stayed the same. */
static double
measure_key(struct world *world, char letter)
{
    const char id[] = {'k', 'e', 'y', '-', letter, '\0'};
    struct inspect_box box;
    json_t *tree = inspect_tree(world->inspect);
    while (!inspect_find(tree, id, &box)) { // the keyboard is just being changed
        json_decref(tree);
        tree = inspect_tree(world->inspect);
    }
    char *before = row(tree);
    json_decref(tree);
    xvfb_press(world->xvfb, box.x + box.width / 2, box.y + box.height / 2);
    g_usleep(30000);
    double begin = now_ms(), took = -1;
    xvfb_release(world->xvfb);
    while (took < 0 && now_ms() - begin < PATIENCE_MS) {
        tree = inspect_tree(world->inspect);
        char *after = row(tree);
        bool settled = json_is_true(json_object_get(tree, "settled"));
        json_decref(tree);
        if (strcmp(after, before) != 0)
            took = now_ms() - begin;
        g_free(after);
        // Another letter may leave all as it was: then there is nothing to wait for.
        if (took < 0 && settled && now_ms() - begin > 100)
            break;
    }
    g_free(before);
    return took;
}

static void
type_text(struct world *world, const char *text, GArray *times)
{
    for (; *text != '\0'; text++) {
        double took = measure_key(world, *text);
        if (took >= 0)
            g_array_append_val(times, took);
    }
    world_must_tap(world, "key-digits"); // another keyboard: nothing is open any more
    world_must_tap(world, "key-pinyin");
    json_decref(world_must_reach(world, "form", 5000));
}

static double
look_ms(struct world *world)
{
    double begin = now_ms();
    for (int i = 0; i < 200; i++)
        json_decref(inspect_tree(world->inspect));
    return (now_ms() - begin) / 200;
}

int
main(void)
{
    struct world *world = world_start(
        &(struct world_options){.name = "bench-keyboard",
                                .services = visit_services_with_words("bench-services")});
    GArray *times = g_array_new(FALSE, FALSE, sizeof(double));
    visit_begin(world);
    visit_card(world);
    world_must_tap_within(world, "key-digits", 5000);
    world_must_tap(world, "key-pinyin");
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
            type_text(world, texts[i], times);
    double look = look_ms(world);
    qsort(times->data, times->len, sizeof(double), compare);
    double median = g_array_index(times, double, times->len / 2);
    double worst = g_array_index(times, double, times->len * 99 / 100);
    printf(
        "%-34s %6.2f ms median %6.2f ms p99 of %u; one look %.2f ms; goal %.1f ms: %s\n",
        "key to candidates on the page", median, worst, times->len, look, GOAL_P99_MS,
        worst <= GOAL_P99_MS ? "met" : "MISSED");
    bool met = times->len > 100 && worst <= GOAL_P99_MS;
    g_array_unref(times);
    world_stop(world);
    return met ? EXIT_SUCCESS : EXIT_FAILURE;
}
