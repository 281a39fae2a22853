// SPDX-License-Identifier: Apache-2.0
/* What maintenance wants of the world: questions to the store, tests of devices, restarts.
 * Each act is noted before it is done. */
#include "terminal_private.h"

#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include "core/test_page.h"

static void
note(struct terminal *terminal, const char *act, const char *detail)
{
    struct event *event = event_create(EVENT_STAFF_ACT);
    event->text = g_strdup(act);
    event->text2 = g_strdup(detail);
    outbox_put(terminal->outbox, event);
}

static void
ask_store(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_STAFF);
    event->order = effect->order;
    event->text = g_strdup(effect->text);
    if (g_str_has_prefix(effect->text, "refill ")) {
        g_free(event->text);
        event->text = g_strdup("refill");
        event->text2 = g_strdup(effect->text + strlen("refill "));
    }
    if (strcmp(effect->text, "pin") == 0 || strcmp(effect->text, "change") == 0)
        event->text2 = g_strdup(terminal->session.staff.pin);
    outbox_put(terminal->outbox, event);
}

static void
send_now(struct terminal *terminal)
{
    note(terminal, "send", "");
    worker_put(terminal->worker, event_create(EVENT_SEND_NOW));
}

static void
restart_driver(struct terminal *terminal, const char *class)
{
    note(terminal, "driver", class);
    struct event *event = event_create(EVENT_RESTART_DRIVER);
    event->text = g_strdup(class);
    worker_put(terminal->worker, event);
}

static void
restart_program(struct terminal *terminal)
{
    note(terminal, "program", "");
    terminal->restart = terminal->stop = true;
}

/* The program goes on until the system ends it: what is under way is not cut off by itself. */
static void
power_off(struct terminal *terminal)
{
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    const char *command = terminal->settings.power_off;
    note(terminal, "power", "");
    if (!command || !g_shell_parse_argv(command, NULL, &words, &error) ||
        !g_spawn_async(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &error))
        diag_warn("the machine is not switched off: %s",
                  error ? error->message : "no command is configured");
}

/* ---- tests ------------------------------------------------------------------------------ */

static struct event *
test_event(const struct terminal *terminal, const char *test)
{
    if (strcmp(test, "card") == 0) {
        struct event *event = event_create(EVENT_READ_CARD);
        event->number = 1; // its type and nothing else
        return event;
    }
    if (strcmp(test, "scan") == 0) {
        struct event *event = event_create(EVENT_SCAN_PAGE);
        event->width = event->height = 64; // nobody looks at it
        return event;
    }
    struct event *event = event_create(EVENT_PRINT);
    json_t *page = test_page(&(struct test_page){.place = &terminal->services.place,
                                                 .terminal = terminal->settings.id,
                                                 .language = terminal->session.language,
                                                 .version = KIOSK_VERSION,
                                                 .now_ms = clock_real_ms()});
    event->json = json_deep_copy(page);
    json_decref(page);
    g_strlcpy(event->case_id, "test", sizeof event->case_id);
    return event;
}

static void
run_test(struct terminal *terminal, const char *test, int order)
{
    note(terminal, "test", test);
    struct event *event = test_event(terminal, test);
    event->order = order;
    worker_put(terminal->worker, event);
}

/* ---- effects ---------------------------------------------------------------------------- */

void
terminal_staff_begins(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    // To the worker alone: for the store this is no visit that could be cut off.
    struct event *begins = event_create(EVENT_VISIT_BEGINS);
    begins->number = 1;
    worker_put(terminal->worker, begins);
}

void
terminal_staff(struct terminal *terminal, const struct effect *effect)
{
    const char *what = effect->text;
    if (g_str_has_prefix(what, "test "))
        run_test(terminal, what + strlen("test "), effect->order);
    else if (g_str_has_prefix(what, "driver "))
        restart_driver(terminal, what + strlen("driver "));
    else if (strcmp(what, "send") == 0)
        send_now(terminal);
    else if (strcmp(what, "program") == 0)
        restart_program(terminal);
    else if (strcmp(what, "power") == 0)
        power_off(terminal);
    else if (strcmp(what, "leave") == 0)
        note(terminal, "leave", "");
    else
        ask_store(terminal, effect);
}
