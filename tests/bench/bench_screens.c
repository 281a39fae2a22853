// SPDX-License-Identifier: Apache-2.0
/* Each page of the terminal, built and painted whole into memory as on a turn of pages, beside
 * the bare cost of filling as many pixels: the slowest are named. Glyphs are there already, as
 * in the terminal, which paints its pages once while nobody is there (terminal/warm.h). */
#include "tests/terminal/ui/stage.h"

#include <time.h>

#define ROUNDS 9
#define SLOWEST 6
#define GOAL_MS 3.0

static const struct look measured[] = {
    {"standard", PALETTE_STANDARD, false, false, NULL},
    {"assisted", PALETTE_STANDARD, true, false, NULL},
};

struct figure {
    char *name;
    double build_ms, paint_ms;
};

static GArray *figures;
static int rounds = 1;

static int
compare(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double
median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

/* Processor time: nothing here waits, and the machine may have other work. */
static double
now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
measure(struct stage *stage, const char *name, void *data)
{
    double build[ROUNDS], paint[ROUNDS];
    struct box boxes[VIEW_BOXES_MAX];
    struct screen_context context = {&stage->visitor.session, stage->pages};
    (void)data;
    for (int i = 0; i < rounds * ROUNDS; i++) {
        double begin = now_ms();
        screens_build(stage->view, &context);
        double built = now_ms();
        view_expose(stage->view);
        view_paint(stage->view, &stage->canvas, boxes);
        build[i % ROUNDS] = built - begin;
        paint[i % ROUNDS] = now_ms() - built;
    }
    struct figure figure = {g_strdup(name), median(build), median(paint)};
    g_array_append_val(figures, figure);
}

static int
slower_first(gconstpointer a, gconstpointer b)
{
    const struct figure *left = a, *right = b;
    double l = left->build_ms + left->paint_ms, r = right->build_ms + right->paint_ms;
    return (l < r) - (l > r);
}

/* As many pixels, each set to one colour. */
static double
measure_bare(void)
{
    double times[ROUNDS];
    gsize count = (gsize)panel->width * (gsize)panel->height;
    uint32_t *pixels = g_new0(uint32_t, count);
    for (int i = 0; i < ROUNDS; i++) {
        double begin = now_ms();
        for (gsize k = 0; k < count; k++)
            pixels[k] = 0xE9E1D1 + (uint32_t)i;
        __asm__ volatile("" : : "r"(pixels) : "memory"); // it is wanted
        times[i] = now_ms() - begin;
    }
    g_free(pixels);
    return median(times);
}

static double
total(guint index)
{
    const struct figure *figure = &g_array_index(figures, struct figure, index);
    return figure->build_ms + figure->paint_ms;
}

/* `bench_screens SCENE`: that one alone, over and over, for a profiler. */
int
main(int argc, char **argv)
{
    const char *only = argc > 1 ? argv[1] : NULL;
    rounds = only == NULL ? 1 : 40;
    assets_speak("zh_CN");
    figures = g_array_new(FALSE, FALSE, sizeof(struct figure));
    shared_glyphs = glyphs_create(NULL);
    g_assert_nonnull(shared_glyphs);
    for (size_t l = 0; l < G_N_ELEMENTS(measured); l++)
        for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
            if (only == NULL || strcmp(scenes[i].name, only) == 0)
                stage_each(&measured[l], &scenes[i], measure, NULL);
    double bare = measure_bare();
    g_array_sort(figures, slower_first);
    guint over = 0;
    while (over < figures->len && total(over) > GOAL_MS)
        over++;
    double middle = total(figures->len / 2);
    printf("a page built and painted, median of %-5u %6.2f ms   bare fill %5.2f ms   "
           "ratio %4.1f   "
           "goal %.1f%s\n",
           figures->len, middle, bare, middle / bare, GOAL_MS,
           middle <= GOAL_MS ? "" : "  MISSED");
    for (guint i = 0; i < MIN(SLOWEST, figures->len); i++) {
        const struct figure *figure = &g_array_index(figures, struct figure, i);
        printf("  slowest: %-40s built in %5.2f, painted in %5.2f ms%s\n", figure->name,
               figure->build_ms, figure->paint_ms, total(i) <= GOAL_MS ? "" : "  MISSED");
    }
    printf("  %u of %u pages over the goal\n", over, figures->len);
    return over == 0 ? 0 : 1;
}
