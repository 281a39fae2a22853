// SPDX-License-Identifier: Apache-2.0
/* From a key to its candidates, over the real link, as the terminal asks: the whole composition
 * each time, 20 candidates. Beside it the same composition in the bare engine, without process
 * and packet. Goal: p99 at most 10 ms on each keyboard. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/input/rime/engine.h"
#include "tests/support/child.h"
#include "tests/support/driver_process.h"

#define GOAL_P99_MS 10.0
#define ROUNDS 6
#define CANDIDATES 20

static const struct {
    const char *scheme;
    const char *texts[10];
} keyboards[] = {
    {"pinyin26",
     {"wangxiaoming", "ouyangxiuying", "zuidishenghuobaozhang", "juminshenfenzheng",
      "chengxiangjuminjibenyiliaobaoxian", "anhuishengluanshijinzhaixianyanzihezhen",
      "qingshanzhenqingshancunsanzu", "sfz", "xi'anshi", "budongchandengjizhengming"}},
    {"pinyin9",
     {"926494266464", "746474269436", "5865474363694364", "94254262692694426", "64426",
      "zhang'934", "ni'426", "243644264586456453629454262692694", "7439", "938744364"}},
    {"stroke",
     {"hhsh", "hpznphhpn", "hshszhhshszh", "nnhsz", "szh", "pnhhsh", "zhhsp", "nzhsph",
      "hsh", "szhshhh"}},
};

static double
now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int
compare(const void *a, const void *b)
{
    double left, right;
    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    return (left > right) - (left < right);
}

static double
percentile(GArray *times, double part)
{
    qsort(times->data, times->len, sizeof(double), compare);
    return g_array_index(times, double, (guint)(part * (times->len - 1)));
}

static double
ask_driver(struct driver_process *process, const char *scheme, const char *composition)
{
    double begin = now_ms();
    struct packet answer =
        driver_process_call(process, "Input.Key",
                            json_pack("{s:s, s:s, s:i}", "scheme", scheme, "composition",
                                      composition, "count", CANDIDATES),
                            INPUT_KEY_TIMEOUT_MS);
    double took = now_ms() - begin;
    if (strcmp(packet_completion(&answer), "success") != 0)
        abort();
    packet_finish(&answer);
    return took;
}

static double
ask_engine(struct engine *engine, const char *scheme, const char *composition)
{
    struct engine_page page;
    double begin = now_ms();
    if (!engine_page(engine, engine_scheme(scheme), composition, 0, CANDIDATES, &page,
                     NULL))
        abort();
    double took = now_ms() - begin;
    engine_page_finish(&page);
    return took;
}

static bool
measure(struct driver_process *process, struct engine *engine, size_t keyboard)
{
    const char *scheme = keyboards[keyboard].scheme;
    g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) bare = g_array_new(FALSE, FALSE, sizeof(double));
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < G_N_ELEMENTS(keyboards[keyboard].texts); i++) {
            const char *text = keyboards[keyboard].texts[i];
            for (size_t keys = 1; keys <= strlen(text); keys++) {
                g_autofree char *composition = g_strndup(text, keys);
                double took = ask_driver(process, scheme, composition);
                g_array_append_val(ours, took);
                took = ask_engine(engine, scheme, composition);
                g_array_append_val(bare, took);
            }
        }
    double p99 = percentile(ours, 0.99), bare_p99 = percentile(bare, 0.99);
    printf(
        "input  %-9s key to candidates, %u keys: median %.2f ms, p99 %.2f ms, max %.2f "
        "(bare engine %.2f, %.2f)\n",
        scheme, ours->len, percentile(ours, 0.5), p99, percentile(ours, 1),
        percentile(bare, 0.5), bare_p99);
    printf("input  %-9s p99 %.2f ms (goal <= %.0f) %s\n", scheme, p99, GOAL_P99_MS,
           p99 <= GOAL_P99_MS ? "met" : "MISSED");
    return p99 <= GOAL_P99_MS;
}

int
main(void)
{
    g_autofree char *folder = child_built("share/rime");
    engine_prepare();
    struct engine *engine = engine_open(folder, NULL);
    struct driver_process *process = driver_process_open("input-rime", "");
    bool met = engine != NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(keyboards) && engine; i++)
        met = measure(process, engine, i) && met;
    driver_process_stop(process);
    engine_close(engine);
    return met ? 0 : 1;
}
