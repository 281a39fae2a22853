// SPDX-License-Identifier: Apache-2.0
/* The attract screen with nobody there: processor time, wake-ups and memory of the terminal
 * and all its drivers together. Goals: numbers of the design (≤ 0.1 % of a core, ≤ 2 wake-ups
 * a second, ui process ≤ 40 MB PSS). The bare measure is an SDL2 program that only waits: it
 * does not wake at all, so the goals are absolute here. */
#include "tests/support/process.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <string.h>

#define SETTLE_S 8 // drivers have started and said hello
#define WATCH_S 65 // one heartbeat and two polls of the devices fall into it

#define GOAL_CPU_PERCENT 0.1
#define GOAL_WAKEUPS 2.0
#define GOAL_UI_PSS_MIB 40.0
#define GOAL_ALL_PSS_MIB 133.0 // a third of Chromium in kiosk mode: 400

static bool
tell(const char *what, double value, double goal, const char *unit)
{
    printf("%-24s %10.2f %-12s goal ≤ %6.1f   %s\n", what, value, unit, goal,
           value <= goal ? "met" : "MISSED");
    return value <= goal;
}

int
main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); // who looks on shall see that it lives
    printf("nobody is there for %d s\n", SETTLE_S + WATCH_S);
    struct world *world = world_start(&(struct world_options){.name = "bench-idle"});
    json_decref(world_must_reach(world, "attract", 10000));
    inspect_close(world->inspect); // nobody asks while it is measured
    world->inspect = NULL;
    g_usleep(SETTLE_S * G_USEC_PER_SEC);

    GArray *list = process_tree(child_pid(world->kiosk));
    struct process_use *before = g_new0(struct process_use, list->len);
    for (guint i = 0; i < list->len; i++)
        before[i] = process_use(g_array_index(list, struct process, i).pid);
    g_usleep(WATCH_S * G_USEC_PER_SEC);

    double switches = 0, cpu_us = 0, memory = 0, ui_memory = 0;
    printf("%-24s %10s %12s %10s\n", "process", "PSS MiB", "wake-ups/s", "cpu %");
    for (guint i = 0; i < list->len; i++) {
        const struct process *process = &g_array_index(list, struct process, i);
        struct process_use now = process_use(process->pid);
        double woke = (double)(now.switches - before[i].switches);
        double used = (double)(now.cpu_us - before[i].cpu_us);
        printf("%-24s %10.1f %12.2f %10.3f\n", process->name, (double)now.pss_kib / 1024,
               woke / WATCH_S, used / WATCH_S / 1e4);
        switches += woke;
        cpu_us += used;
        memory += (double)now.pss_kib / 1024;
        if (i == 0)
            ui_memory = (double)now.pss_kib / 1024;
    }
    double wakeups = switches / WATCH_S, percent = cpu_us / WATCH_S / 1e4;
    printf("%-24s %10.1f %12.2f %10.3f\n", "all together", memory, wakeups, percent);
    bool good = tell("wake-ups a second, all", wakeups, GOAL_WAKEUPS, "");
    good &= tell("processor, all", percent, GOAL_CPU_PERCENT, "% of a core");
    good &= tell("memory of ui (PSS)", ui_memory, GOAL_UI_PSS_MIB, "MiB");
    good &= tell("memory, all (PSS)", memory, GOAL_ALL_PSS_MIB, "MiB");
    g_free(before);
    g_array_free(list, TRUE);
    world_stop(world);
    return good ? 0 : 1;
}
