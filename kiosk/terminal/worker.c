// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include "base/json.h"
#include "devices/supervisor.h"
#include "jobs.h"
#include "levels_watch.h"
#include "remote/remote.h"
#include "services.h"

struct worker {
    GThread *thread;
    GMainContext *context;
    GMainLoop *loop;
    struct mailbox *mailbox;
    GSource *inbox;
    gint open;    // events that were put and are not done yet; atomic
    gint settled; // as of the end of the last round of the loop; atomic
    const struct worker_settings *settings;

    struct supervisor *supervisor;
    struct jobs *jobs;
    struct remote *remote;
    struct levels_watch *levels; // of paper and toner
    char *picture;               // how all devices are, as the office was told of it
};

/* ---- events ----------------------------------------------------------------------------- */

static void
begin_visit(struct worker *worker, struct event *event)
{
    if (event->number == 0) // staff may have come to free that very paper
        jobs_begin_visit(worker->jobs);
    supervisor_visit(worker->supervisor, true);
}

static void
end_visit(struct worker *worker, struct event *event)
{
    (void)event;
    jobs_end_visit(worker->jobs);
    supervisor_visit(worker->supervisor, false);
    supervisor_renew(worker->supervisor);
}

static void
deliver(struct worker *worker, struct event *event)
{
    remote_deliver(worker->remote, event);
}

static void
note_supplies(struct worker *worker, struct event *event)
{
    remote_supplies(worker->remote, event->json);
}

static void
note_queue(struct worker *worker, struct event *event)
{
    remote_queue(worker->remote, event);
}

static void
ask(struct worker *worker, struct event *event)
{
    remote_ask(worker->remote, event);
}

static void
do_job(struct worker *worker, struct event *event)
{
    jobs_handle(worker->jobs, event);
}

static void
restart_driver(struct worker *worker, struct event *event)
{
    supervisor_restart(worker->supervisor, event->text);
}

static void
send_letter(struct worker *worker, struct event *event)
{
    remote_letter(worker->remote, event);
}

static void
send_now(struct worker *worker, struct event *event)
{
    (void)event;
    remote_hasten(worker->remote);
}

static void to_ui(struct event *event, void *context);

static void
note_catalogue(struct worker *worker, struct event *event)
{
    remote_catalogue_in_use(worker->remote, event);
    if (!event->json)
        return;
    struct event *told = event_create(EVENT_CATALOGUE);
    told->json = event->json;
    event->json = NULL;
    to_ui(told, worker);
}

static void
stop(struct worker *worker, struct event *event)
{
    (void)event;
    g_main_loop_quit(worker->loop);
}

static void (*const handlers[EVENT_KIND_COUNT])(struct worker *worker,
                                                struct event *event) = {
    [EVENT_STOP] = stop,
    [EVENT_READ_CARD] = do_job,
    [EVENT_CANCEL_CARD] = do_job,
    [EVENT_SCAN_PAGE] = do_job,
    [EVENT_CANCEL_SCAN] = do_job,
    [EVENT_TURN_PAGE] = do_job,
    [EVENT_LIVE] = do_job,
    [EVENT_END_LIVE] = do_job,
    [EVENT_BIND] = do_job,
    [EVENT_SAMPLE] = do_job,
    [EVENT_READ_CODE] = do_job,
    [EVENT_CANCEL_CODE] = do_job,
    [EVENT_PRINT] = do_job,
    [EVENT_VIEW] = do_job,
    [EVENT_CANCEL_PRINT] = do_job,
    [EVENT_SAY] = do_job,
    [EVENT_HUSH] = do_job,
    [EVENT_LIGHTS] = do_job,
    [EVENT_COMPOSE] = do_job,
    [EVENT_CHOOSE] = do_job,
    [EVENT_RECOGNISE] = do_job,
    [EVENT_INTENDED] = do_job,
    [EVENT_OPEN_INTENT] = do_job,
    [EVENT_VISIT_BEGINS] = begin_visit,
    [EVENT_VISIT_ENDS] = end_visit,
    [EVENT_ASK] = ask,
    [EVENT_RESTART_DRIVER] = restart_driver,
    [EVENT_SEND_LETTER] = send_letter,
    [EVENT_SEND_NOW] = send_now,
    [EVENT_CATALOGUE_IN_USE] = note_catalogue,
    [EVENT_DELIVER] = deliver,
    [EVENT_QUEUE] = note_queue,
    [EVENT_SUPPLIES] = note_supplies,
};

/* ---- the mailbox in the main loop ------------------------------------------------------- */

static bool
look_settled(const struct worker *worker)
{
    for (size_t i = 0; i < supervisor_count(worker->supervisor); i++) {
        if (!device_is_settled(supervisor_at(worker->supervisor, i)))
            return false;
    }
    return jobs_are_settled(worker->jobs) && remote_is_settled(worker->remote);
}

/* Runs before the loop sleeps. */
static gboolean
prepare_inbox(GSource *source, gint *timeout_ms)
{
    struct worker *worker = *(struct worker **)(source + 1);
    *timeout_ms = -1;
    if (worker->remote)
        g_atomic_int_set(&worker->settled, look_settled(worker));
    return false;
}

static gboolean
dispatch_inbox(GSource *source, GSourceFunc callback, gpointer context)
{
    struct worker *worker = *(struct worker **)(source + 1);
    struct event *event;
    (void)callback;
    (void)context;
    g_source_set_ready_time(source, -1);
    while ((event = mailbox_take(worker->mailbox))) {
        g_assert(handlers[event->kind]);
        handlers[event->kind](worker, event);
        event_destroy(event);
        // In this order: whoever asks must never see "settled" between the two.
        g_atomic_int_set(&worker->settled, look_settled(worker));
        g_atomic_int_add(&worker->open, -1);
    }
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs inbox_funcs = {.prepare = prepare_inbox, .dispatch = dispatch_inbox};

static void
wake(void *context)
{
    g_source_set_ready_time(context, 0);
}

struct worker *
worker_create(void)
{
    struct worker *worker = g_new0(struct worker, 1);
    worker->context = g_main_context_new();
    worker->loop = g_main_loop_new(worker->context, false);
    worker->inbox = g_source_new(&inbox_funcs, sizeof(GSource) + sizeof(void *));
    *(struct worker **)(worker->inbox + 1) = worker;
    worker->mailbox = mailbox_create(wake, worker->inbox);
    return worker;
}

/* ---- the thread ------------------------------------------------------------------------- */

/* Whether something broke or is well again since this was asked last: paper that is taken and
 * pages that are laid down are no news for the office. */
static bool
has_news(struct worker *worker)
{
    GString *picture = g_string_new(NULL);
    for (size_t i = 0; i < supervisor_count(worker->supervisor); i++) {
        const struct health *health = device_health(supervisor_at(worker->supervisor, i));
        if (health->device.state != DEVICE_STARTING)
            g_string_append_printf(picture, "%s %s %d\n", health->name,
                                   session_device_cause(&health->device),
                                   session_device_is_usable(&health->device));
    }
    bool news = g_strcmp0(picture->str, worker->picture) != 0;
    g_free(worker->picture);
    worker->picture = g_string_free(picture, FALSE);
    return news;
}

static void
device_changed(const struct health *health, void *context)
{
    struct worker *worker = context;
    struct event *event = event_tell(SESSION_DEVICE, 0);
    event->device = health->device;
    worker->settings->to_ui(event, worker->settings->context);
    if (worker->jobs != NULL)
        jobs_device(worker->jobs, &health->device);
    // The office hears at once what broke, a cabinet that stands open, and that it is well again.
    if (worker->supervisor != NULL && worker->remote != NULL && has_news(worker))
        remote_changed(worker->remote);
    if (strcmp(health->device.class, "speech") == 0 &&
        health->device.state == DEVICE_ONLINE)
        jobs_voices(worker->jobs);
}

static void
to_store(struct event *event, void *context)
{
    struct worker *worker = context;
    worker->settings->to_store(event, worker->settings->context);
}

/* Paper and toner that ran low, out, or are there again stand in the log of the staff. */
static void
write_level(const struct level *level, void *context)
{
    struct worker *worker = context;
    struct event *line = event_create(EVENT_STAFF_ACT);
    line->text = g_strdup_printf("%s %s", level->what, level->taken);
    line->text2 = g_strdup(level->class);
    to_store(line, worker);
    if (strcmp(level->what, "paper") != 0 || strcmp(level->taken, "full") != 0)
        return;
    struct event *event = event_create(EVENT_REFILLED);
    event->text = g_strdup(level->class);
    to_store(event, worker);
}

static void
threshold_told(struct worker *worker, const char *class, const char *name,
               const char *level)
{
    if (strcmp(level, "low") != 0 && strcmp(level, "out") != 0 &&
        strcmp(level, "full") != 0)
        return;
    bool paper = g_str_has_suffix(name, ".PaperThreshold");
    levels_watch_tell(worker->levels, class, paper ? "paper" : "toner", level);
}

/* What people do at the cabinet. Other events of this kind (a card laid on) are nobody's
 * question: the command that waits for it says so as well. */
static void
device_told(const struct health *health, const char *name, const json_t *payload,
            void *context)
{
    struct worker *worker = context;
    struct event *event = NULL;
    (void)health;
    if (strcmp(name, "Keypad.KeyPressed") == 0) {
        event = event_create(EVENT_KEY);
        event->text = g_strdup(json_text(payload, "key", ""));
        event->number = json_is_true(json_object_get(payload, "repeat"));
    } else if (strcmp(name, "Keypad.HeadphonesChanged") == 0) {
        bool plugged = json_is_true(json_object_get(payload, "plugged"));
        event = event_create(EVENT_CONTACT);
        event->text = g_strdup("enhancedAudioSensor");
        event->text2 = g_strdup(plugged ? "present" : "notPresent");
    } else if (strcmp(name, "Contacts.Changed") == 0) {
        event = event_create(EVENT_CONTACT);
        event->text = g_strdup(json_text(payload, "contact", ""));
        event->text2 = g_strdup(json_text(payload, "value", ""));
    }
    if (event)
        worker->settings->to_ui(event, worker->settings->context);
    if (g_str_has_suffix(name, "Threshold"))
        threshold_told(worker, health->device.class, name,
                       json_text(payload, "level", ""));
}

static json_t *
list_devices(void *context)
{
    struct worker *worker = context;
    json_t *list = json_array();
    for (size_t i = 0; i < supervisor_count(worker->supervisor); i++)
        json_array_append_new(
            list, health_json(device_health(supervisor_at(worker->supervisor, i))));
    return list;
}

/* A catalogue may be large: it is read here, where nobody waits for the next frame. */
static void
read_catalogue(const struct worker *worker, struct event *event)
{
    event->catalogue = services_from_office(worker->settings->services, event->json);
    json_decref(event->json);
    event->json = NULL;
}

static void
to_ui(struct event *event, void *context)
{
    struct worker *worker = context;
    if (event->kind == EVENT_CATALOGUE)
        read_catalogue(worker, event);
    worker->settings->to_ui(event, worker->settings->context);
}

static void
add_devices(struct worker *worker)
{
    for (size_t i = 0; i < worker->settings->device_count; i++) {
        const struct worker_device *device = &worker->settings->devices[i];
        supervisor_add(worker->supervisor, device->name, device->class, device->driver,
                       device->address);
    }
}

static gboolean
signal_came(gpointer context)
{
    struct worker *worker = context;
    to_ui(event_create(EVENT_STOP), worker);
    return G_SOURCE_CONTINUE;
}

static GSource *
catch_signal(struct worker *worker, int number)
{
    GSource *source = g_unix_signal_source_new(number);
    g_source_set_callback(source, signal_came, worker, NULL);
    g_source_attach(source, worker->context);
    return source;
}

static void
drop_source(GSource *source)
{
    g_source_destroy(source);
    g_source_unref(source);
}

static gpointer
run(gpointer context)
{
    struct worker *worker = context;
    const struct worker_settings *settings = worker->settings;
    g_main_context_push_thread_default(worker->context);
    worker->levels = levels_watch_create(write_level, worker);
    worker->supervisor = supervisor_create(
        settings->drivers, &(struct supervisor_listener){.changed = device_changed,
                                                         .told = device_told,
                                                         .context = worker});
    add_devices(worker);
    worker->jobs = jobs_create(&(struct jobs_settings){.supervisor = worker->supervisor,
                                                       .to_ui = to_ui,
                                                       .to_store = to_store,
                                                       .context = worker});
    worker->remote =
        remote_create(&(struct remote_settings){.http = settings->http,
                                                .terminal = settings->terminal,
                                                .catalogue_key = settings->catalogue_key,
                                                .etag = settings->etag,
                                                .devices = list_devices,
                                                .to_store = to_store,
                                                .to_ui = to_ui,
                                                .context = worker});
    GSource *terminate = catch_signal(worker, SIGTERM);
    GSource *interrupt = catch_signal(worker, SIGINT);
    // From here on: what was put before waits in the mailbox and wakes the loop at once.
    g_source_attach(worker->inbox, worker->context);
    g_source_set_ready_time(worker->inbox, 0);
    g_main_loop_run(worker->loop);

    g_source_destroy(worker->inbox);
    drop_source(terminate);
    drop_source(interrupt);
    jobs_stop(worker->jobs);
    supervisor_destroy(worker->supervisor);
    levels_watch_destroy(worker->levels);
    jobs_destroy(worker->jobs);
    remote_destroy(worker->remote);
    g_main_context_pop_thread_default(worker->context);
    return NULL;
}

void
worker_start(struct worker *worker, const struct worker_settings *settings)
{
    worker->settings = settings;
    worker->thread = g_thread_new("worker", run, worker);
}

void
worker_put(struct worker *worker, struct event *event)
{
    g_atomic_int_inc(&worker->open);
    mailbox_put(worker->mailbox, event);
}

bool
worker_is_settled(struct worker *worker)
{
    return g_atomic_int_get(&worker->open) == 0 &&
           g_atomic_int_get(&worker->settled) != 0;
}

void
worker_stop(struct worker *worker)
{
    if (!worker || !worker->thread)
        return;
    worker_put(worker, event_create(EVENT_STOP));
    g_thread_join(worker->thread);
    worker->thread = NULL;
}

void
worker_destroy(struct worker *worker)
{
    if (!worker)
        return;
    worker_stop(worker);
    mailbox_destroy(worker->mailbox, event_free);
    g_source_unref(worker->inbox);
    g_main_loop_unref(worker->loop);
    g_main_context_unref(worker->context);
    g_free(worker->picture);
    g_free(worker);
}
