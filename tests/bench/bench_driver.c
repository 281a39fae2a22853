// SPDX-License-Identifier: Apache-2.0
/* Drivers: a round trip beside that of a bare socket pair; a card on the reader until its form
 * stands, less the time that its bytes take on the line; a killed driver until it is back; a
 * fault until the screen tells of it. */
#include "terminal/devices/supervisor.h"
#include "tests/support/driver_process.h"
#include "tests/support/visit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"

#define TRIPS 1000
#define ROUNDS 10
#define CARDS 6
#define KILLS 3 // fewer than put it out of service
#define FAULTS 7
#define BACK_MS 5000
#define PACKET 200 // bytes, as a question and an answer have

#define GOAL_TRIP_MS 1.0
#define GOAL_CARD_MS 200.0
#define GOAL_BACK_MS 1000.0
#define GOAL_FAULT_MS 1000.0

/* Bytes between the find that sees a card and the last of its record: find, select, read, each
 * with its request; 10 bits a byte at 115200 baud. */
#define LINE_MS ((10 + 15 + 10 + 19 + 10 + 1302) * 10 * 1000.0 / 115200)

static double
now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int
by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double
percentile(double *values, size_t count, double part)
{
    qsort(values, count, sizeof *values, by_size);
    return values[MIN((size_t)((double)count * part), count - 1)];
}

static bool
report(const char *what, double figure, double goal, const char *beside)
{
    printf("%-44s %8.2f ms   goal ≤ %.0f ms   %s\n", what, figure, goal, beside);
    return figure <= goal;
}

/* ---- a round trip --------------------------------------------------------------------- */

static double
bare_trips(void)
{
    int ends[2];
    char packet[PACKET] = {0};
    static double times[TRIPS];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        while (read(ends[1], packet, sizeof packet) > 0)
            if (write(ends[1], packet, sizeof packet) < 0)
                break;
        _exit(0);
    }
    close(ends[1]);
    for (int i = 0; i < TRIPS; i++) {
        double begin = now_ms();
        if (write(ends[0], packet, sizeof packet) < 0 ||
            read(ends[0], packet, sizeof packet) < 0)
            break;
        times[i] = now_ms() - begin;
    }
    close(ends[0]);
    waitpid(child, NULL, 0);
    return percentile(times, TRIPS, 0.99);
}

static double
driver_trips(struct driver_process *process, double *median_out)
{
    static double times[TRIPS];
    for (int i = 0; i < TRIPS; i++) {
        double begin = now_ms();
        struct packet answer = driver_process_call(process, "Common.Status", NULL, 1000);
        times[i] = now_ms() - begin;
        packet_finish(&answer);
    }
    *median_out = percentile(times, TRIPS, 0.5);
    return percentile(times, TRIPS, 0.99);
}

/* The quietest of some rounds: others may want the processor, too. */
static bool
measure_trips(void)
{
    double best = BACK_MS, bare = BACK_MS, median = 0;
    struct driver_process *process = driver_process_open("card-virtual", "virtual:");
    for (int i = 0; i < ROUNDS; i++) {
        double round = driver_trips(process, &median);
        best = MIN(best, round);
        round = bare_trips();
        bare = MIN(bare, round);
    }
    driver_process_stop(process);
    g_autofree char *beside =
        g_strdup_printf("median %.3f; bare socket pair p99 %.3f", median, bare);
    return report("round trip of a driver, p99", best, GOAL_TRIP_MS, beside);
}

/* ---- on the screen -------------------------------------------------------------------- */

/* Milliseconds until the screen is this one, or tells of this cause. */
static double
until_shown(struct world *world, const char *screen, const char *text)
{
    double begin = now_ms();
    while (now_ms() - begin < BACK_MS) {
        json_t *tree = inspect_tree(world->inspect);
        bool shown = screen != NULL ? strcmp(json_text(tree, "screen", ""), screen) == 0
                                    : inspect_says(tree, text);
        json_decref(tree);
        if (shown)
            return now_ms() - begin;
        g_usleep(2000);
    }
    return BACK_MS;
}

/* The person gives up on the form; the next one comes. */
static void
leave(struct world *world)
{
    world_must_tap(world, "end");
    world_must_tap(world, "leave");
}

static bool
measure_cards(void)
{
    double times[CARDS];
    struct world *world = world_start(&(struct world_options){
        .name = "bench-driver-card", .devices = WORLD_REAL, .office_down = true});
    world_card(world, "paced on");
    for (int i = 0; i < CARDS; i++) {
        visit_begin(world);
        g_usleep((gulong)(300000 + 37000 * i)); // the driver looks at any moment
        world_card(world, "insert citizen");
        times[i] = until_shown(world, "form", NULL) - LINE_MS;
        world_card(world, "remove");
        json_decref(world_must_reach(world, "form", 5000));
        leave(world);
    }
    world_stop(world);
    g_autofree char *beside = g_strdup_printf("median %.0f; the line takes %.0f more",
                                              percentile(times, CARDS, 0.5), LINE_MS);
    return report("card on the reader until its form, worst", times[CARDS - 1],
                  GOAL_CARD_MS, beside);
}

static bool
measure_faults(void)
{
    double times[FAULTS];
    struct world *world = world_start(
        &(struct world_options){.name = "bench-driver-fault", .office_down = true});
    visit_begin(world);
    for (int i = 0; i < FAULTS; i++) {
        world_card(world, "fault samFault");
        times[i] = until_shown(world, NULL, "读卡的地方现在认不了证");
        world_card(world, "clear");
        g_usleep((gulong)(1500000 + 91000 * i));
        world_must_tap(world, "retry");
        g_usleep(300000);
    }
    world_stop(world);
    g_autofree char *beside =
        g_strdup_printf("median %.0f", percentile(times, FAULTS, 0.5));
    return report("fault until the screen tells, worst", times[FAULTS - 1], GOAL_FAULT_MS,
                  beside);
}

/* ---- a driver that died --------------------------------------------------------------- */

static void
changed(const struct health *health, void *context)
{
    (void)health;
    (void)context;
}

static gboolean
nothing(gpointer context)
{
    (void)context;
    return G_SOURCE_CONTINUE;
}

/* Until another process than `old` runs and says that its device is well. */
static double
until_back(const struct device *device, pid_t old)
{
    double begin = now_ms();
    while (now_ms() - begin < BACK_MS) {
        g_main_context_iteration(NULL, true);
        if (device_pid(device) > 0 && device_pid(device) != old &&
            device_health(device)->device.state == DEVICE_ONLINE)
            return now_ms() - begin;
    }
    return BACK_MS;
}

static bool
measure_kills(void)
{
    double worst = 0;
    g_autofree char *folder = child_built("bin/drivers");
    guint tick = g_timeout_add(5, nothing, NULL);
    for (int i = 0; i < KILLS; i++) {
        struct supervisor *supervisor =
            supervisor_create(folder, &(struct supervisor_listener){.changed = changed});
        struct device *device =
            supervisor_add(supervisor, "card", "card", "card-virtual", "virtual:");
        until_back(device, 0);
        pid_t pid = device_pid(device);
        kill(pid, SIGKILL);
        double back = until_back(device, pid);
        worst = MAX(worst, back);
        supervisor_destroy(supervisor);
    }
    g_source_remove(tick);
    return report("a killed driver until it is back, worst", worst, GOAL_BACK_MS, "");
}

int
main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool good = measure_trips();
    good &= measure_kills();
    good &= measure_cards();
    good &= measure_faults();
    return good ? 0 : 1;
}
