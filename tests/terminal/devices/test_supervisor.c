// SPDX-License-Identifier: Apache-2.0
/* The supervisor with drivers that misbehave: this program plays them itself. */
#include "terminal/devices/supervisor.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"
#include "tests/support/bad_driver.h"

static char *folder, *self;

struct stage {
    struct supervisor *supervisor;
    struct device *device;
    int answers;
    enum completion completion;
    char cause[32], name[200];
    int changes;
};

static void
changed(const struct health *health, void *context)
{
    struct stage *stage = context;
    (void)health;
    stage->changes++;
}

static void
answered(const struct device_answer *answer, void *context)
{
    struct stage *stage = context;
    stage->answers++;
    stage->completion = answer->completion;
    g_strlcpy(stage->cause, answer->cause, sizeof stage->cause);
    g_strlcpy(stage->name, json_text(answer->payload, "name", ""), sizeof stage->name);
}

static gboolean
set_true(gpointer context)
{
    *(bool *)context = true;
    return G_SOURCE_REMOVE;
}

/* Lets the loop run until *what is `wanted` or more; false: time is over. */
static bool
until(const int *what, int wanted, guint timeout_ms)
{
    bool over = false;
    guint timer = g_timeout_add(timeout_ms, set_true, &over);
    while (*what < wanted && !over)
        g_main_context_iteration(NULL, TRUE);
    if (!over)
        g_source_remove(timer);
    return *what >= wanted;
}

static bool
until_state(const struct stage *stage, enum device_state state, guint timeout_ms)
{
    bool over = false;
    guint timer = g_timeout_add(timeout_ms, set_true, &over);
    while (device_health(stage->device)->device.state != state && !over)
        g_main_context_iteration(NULL, TRUE);
    if (!over)
        g_source_remove(timer);
    return device_health(stage->device)->device.state == state;
}

static void
pass_time(guint ms)
{
    bool over = false;
    g_timeout_add(ms, set_true, &over);
    while (!over)
        g_main_context_iteration(NULL, TRUE);
}

static void
stage_init(struct stage *stage, const char *way)
{
    *stage = (struct stage){0};
    stage->supervisor = supervisor_create(
        folder, &(struct supervisor_listener){.changed = changed, .context = stage});
    stage->device = supervisor_add(stage->supervisor, "card", "card", self, way);
}

static int
read_card(struct stage *stage, int timeout_ms)
{
    return device_send(stage->device, &(struct device_request){.name = "Card.Read",
                                                               .payload = json_object(),
                                                               .timeout_ms = timeout_ms,
                                                               .done = answered,
                                                               .context = stage});
}

static void
test_supervisor__reads_a_card(void)
{
    struct stage stage;
    stage_init(&stage, "good");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    g_assert_cmpint(stage.completion, ==, COMPLETION_SUCCESS);
    g_assert_cmpstr(stage.name, ==, "某某");
    g_assert_true(device_is_settled(stage.device));
    supervisor_destroy(stage.supervisor);
    g_assert_cmpint(stage.answers, ==, 1);
}

static void
test_supervisor__answers_for_a_driver_that_crashes_and_brings_it_back(void)
{
    struct stage stage;
    stage_init(&stage, "crash");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    g_assert_cmpint(stage.completion, ==, COMPLETION_INTERNAL_ERROR);
    g_assert_cmpstr(stage.cause, ==, "driverCrashed");
    g_assert_cmpint(device_health(stage.device)->device.state, ==, DEVICE_OFFLINE);
    g_assert_cmpint(device_health(stage.device)->device.action, ==, ACTION_SUSPEND);
    // Within a second it is there again.
    g_assert_true(until_state(&stage, DEVICE_ONLINE, 1000));
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__keeps_waiting_commands_for_the_next_start(void)
{
    struct stage stage;
    char *mark = g_strdup_printf("%s/kiosk-crash-%d", g_get_tmp_dir(), getpid());
    char *way = g_strconcat("crash-once:", mark, NULL);
    stage_init(&stage, way);
    read_card(&stage, 0);
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 2, 20000));
    g_assert_cmpint(stage.completion, ==, COMPLETION_SUCCESS);
    supervisor_destroy(stage.supervisor);
    unlink(mark);
    g_free(mark);
    g_free(way);
}

static void
test_supervisor__gives_up_after_five_crashes_and_says_so(void)
{
    struct stage stage;
    stage_init(&stage, "crash");
    for (int i = 1; i <= 2; i++) {
        read_card(&stage, 0);
        g_assert_true(until(&stage.answers, i, 20000));
        g_assert_true(until_state(&stage, DEVICE_ONLINE, 3000));
    }
    supervisor_destroy(stage.supervisor);

    // One that never even says hello ends five times by itself.
    stage_init(&stage, "early");
    bool over = false;
    guint timer = g_timeout_add(60000, set_true, &over);
    while (device_health(stage.device)->device.action != ACTION_MAINTENANCE && !over)
        g_main_context_iteration(NULL, TRUE);
    if (!over)
        g_source_remove(timer);
    g_assert_cmpint(device_health(stage.device)->device.action, ==, ACTION_MAINTENANCE);
    g_assert_true(device_is_settled(stage.device));
    // What is asked now ends at once.
    stage.answers = 0;
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 500));
    g_assert_cmpint(stage.completion, ==, COMPLETION_DEVICE_NOT_READY);
    g_assert_cmpstr(stage.cause, ==, "driverCrashed");
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__kills_a_driver_that_hangs(void)
{
    struct stage stage;
    stage_init(&stage, "hang");
    read_card(&stage, 300);
    gint64 begin = g_get_monotonic_time();
    g_assert_true(until(&stage.answers, 1, 6000));
    gint64 took_ms = (g_get_monotonic_time() - begin) / 1000;
    g_assert_cmpint(stage.completion, ==, COMPLETION_INTERNAL_ERROR);
    g_assert_cmpstr(stage.cause, ==, "driverHung");
    g_assert_cmpint(took_ms, >=, 300 + SUPERVISOR_MARGIN_MS - 50);
    g_assert_cmpint(took_ms, <, 300 + SUPERVISOR_MARGIN_MS + 2500);
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__kills_a_driver_that_does_not_cancel_without_counting_it(void)
{
    struct stage stage;
    stage_init(&stage, "deaf");
    for (int i = 1; i <= 2; i++) {
        int id = read_card(&stage, 0);
        g_assert_true(until_state(&stage, DEVICE_ONLINE, 20000));
        pass_time(300);
        device_cancel(stage.device, id);
        g_assert_true(until(&stage.answers, i, PROTOCOL_CANCEL_MS + 1000));
        g_assert_cmpint(stage.completion, ==, COMPLETION_CANCELED);
        // It never was a crash, so the device stays as it was.
        g_assert_cmpint(device_health(stage.device)->device.state, ==, DEVICE_ONLINE);
    }
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__cancels_what_waits_and_what_runs(void)
{
    struct stage stage;
    stage_init(&stage, "slow");
    int first = read_card(&stage, 0);
    int second = read_card(&stage, 0);
    device_cancel(stage.device, second);
    g_assert_true(until(&stage.answers, 1, 500));
    g_assert_cmpint(stage.completion, ==, COMPLETION_CANCELED);
    pass_time(200);
    device_cancel(stage.device, first);
    g_assert_true(until(&stage.answers, 2, 800));
    g_assert_cmpint(stage.completion, ==, COMPLETION_CANCELED);
    device_cancel(stage.device, first); // over already: nothing happens
    pass_time(100);
    g_assert_cmpint(stage.answers, ==, 2);
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__kills_a_driver_that_never_says_hello(void)
{
    struct stage stage;
    stage_init(&stage, "silent");
    g_assert_true(until_state(&stage, DEVICE_OFFLINE, PROTOCOL_HELLO_MS + 2000));
    g_assert_cmpstr(device_health(stage.device)->device.cause, ==, "notResponding");
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__kills_a_driver_that_sends_junk(void)
{
    struct stage stage;
    stage_init(&stage, "junk");
    g_assert_true(until_state(&stage, DEVICE_OFFLINE, 3000));
    g_assert_cmpstr(device_health(stage.device)->device.cause, ==, "protocolError");
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__refuses_a_driver_of_another_class(void)
{
    struct stage stage;
    stage_init(&stage, "wrong-class");
    g_assert_true(until_state(&stage, DEVICE_OFFLINE, 3000));
    g_assert_cmpstr(device_health(stage.device)->device.cause, ==, "badConfiguration");
    g_assert_cmpint(device_health(stage.device)->device.action, ==, ACTION_CONFIGURATION);
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__takes_no_success_that_lacks_a_member(void)
{
    struct stage stage;
    stage_init(&stage, "bad-payload");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    g_assert_cmpint(stage.completion, ==, COMPLETION_INTERNAL_ERROR);
    g_assert_cmpstr(stage.cause, ==, "protocolError");
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__hears_a_command_end_once(void)
{
    struct stage stage;
    stage_init(&stage, "double");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    pass_time(200);
    g_assert_cmpint(stage.answers, ==, 1);
    g_assert_cmpint(device_health(stage.device)->device.state, ==, DEVICE_ONLINE);
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__hands_a_driver_nothing_but_its_link(void)
{
    struct stage stage;
    int extra = dup2(1, 77); // one of ours without close-on-exec
    g_setenv("DISPLAY", ":99", TRUE);
    stage_init(&stage, "surroundings");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    g_assert_cmpstr(stage.name, ==, "no-display path 0 1 2 3");
    supervisor_destroy(stage.supervisor);
    close(extra);
}

static void
test_supervisor__says_that_a_program_is_missing(void)
{
    struct stage stage = {0};
    stage.supervisor = supervisor_create(
        folder, &(struct supervisor_listener){.changed = changed, .context = &stage});
    stage.device = supervisor_add(stage.supervisor, "card", "card", "card-nobody", "");
    g_assert_cmpstr(device_health(stage.device)->device.cause, ==, "driverMissing");
    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 500));
    g_assert_cmpint(stage.completion, ==, COMPLETION_DEVICE_NOT_READY);
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__renews_only_drivers_that_saw_somebody(void)
{
    struct stage stage;
    stage_init(&stage, "good");
    g_assert_true(until_state(&stage, DEVICE_ONLINE, 20000));
    pid_t first = device_pid(stage.device);
    supervisor_renew(stage.supervisor);
    pass_time(300);
    g_assert_cmpint(device_pid(stage.device), ==, first);

    read_card(&stage, 0);
    g_assert_true(until(&stage.answers, 1, 20000));
    int changes = stage.changes;
    supervisor_renew(stage.supervisor);
    pass_time(500);
    g_assert_cmpint(device_pid(stage.device), >, 0);
    g_assert_cmpint(device_pid(stage.device), !=, first);
    g_assert_cmpint(kill(first, 0), ==, -1);
    g_assert_cmpint(stage.changes, ==, changes); // nobody had to hear of it
    supervisor_destroy(stage.supervisor);
}

static void
test_supervisor__ends_outstanding_commands_when_it_stops(void)
{
    struct stage stage;
    stage_init(&stage, "slow");
    read_card(&stage, 0);
    read_card(&stage, 0);
    pass_time(200);
    pid_t pid = device_pid(stage.device);
    supervisor_destroy(stage.supervisor);
    g_assert_cmpint(stage.answers, ==, 2);
    g_assert_cmpint(kill(pid, 0), ==, -1);
}

#define ADD(name) g_test_add_func("/terminal/devices/" #name, name)

int
main(int argc, char **argv)
{
    if (bad_driver_main(argc, argv))
        return 0;
    char *path = g_file_read_link("/proc/self/exe", NULL);
    folder = g_path_get_dirname(path);
    self = g_path_get_basename(path);
    g_test_init(&argc, &argv, NULL);
    ADD(test_supervisor__reads_a_card);
    ADD(test_supervisor__answers_for_a_driver_that_crashes_and_brings_it_back);
    ADD(test_supervisor__keeps_waiting_commands_for_the_next_start);
    ADD(test_supervisor__gives_up_after_five_crashes_and_says_so);
    ADD(test_supervisor__kills_a_driver_that_hangs);
    ADD(test_supervisor__kills_a_driver_that_does_not_cancel_without_counting_it);
    ADD(test_supervisor__cancels_what_waits_and_what_runs);
    ADD(test_supervisor__kills_a_driver_that_never_says_hello);
    ADD(test_supervisor__kills_a_driver_that_sends_junk);
    ADD(test_supervisor__refuses_a_driver_of_another_class);
    ADD(test_supervisor__takes_no_success_that_lacks_a_member);
    ADD(test_supervisor__hears_a_command_end_once);
    ADD(test_supervisor__hands_a_driver_nothing_but_its_link);
    ADD(test_supervisor__says_that_a_program_is_missing);
    ADD(test_supervisor__renews_only_drivers_that_saw_somebody);
    ADD(test_supervisor__ends_outstanding_commands_when_it_stops);
    int status = g_test_run();
    g_free(path);
    g_free(folder);
    g_free(self);
    return status;
}
