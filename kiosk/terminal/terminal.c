// SPDX-License-Identifier: Apache-2.0
#include "terminal.h"
#include "terminal_private.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"
#include "inspect.h"
#include "language.h"
#include "languages.h"
#include "signature.h"
#include "screens/screens.h"

#define MINUTE_MS 60000
#define SOUND_MS 300 // how often it is looked whether all has been heard

/* ---- the page ---------------------------------------------------------------------------- */

static void
show(struct terminal *terminal)
{
    struct box boxes[VIEW_BOXES_MAX];
    if (terminal->changed) {
        screens_build(terminal->view,
                      &(struct screen_context){.session = &terminal->session,
                                               .pages = terminal->pages});
        terminal->changed = false;
    }
    if (!view_is_dirty(terminal->view))
        return;
    glyphs_begin_frame(terminal->glyphs);
    size_t count = view_paint(terminal->view, window_canvas(terminal->window), boxes);
    window_show(terminal->window, boxes, count);
}

/* ---- what comes in ----------------------------------------------------------------------- */

void
terminal_tapped(struct terminal *terminal, const struct view_tap *tap)
{
    const enum session_event_kind kind = (enum session_event_kind)tap->action;
    json_t *strokes = kind == SESSION_WRITTEN ? signature_strokes(view_ink(terminal->view)) : NULL;
    terminal_handle(terminal, &(struct session_event){.kind = kind,
                                                      .number = tap->number,
                                                      .text = tap->text,
                                                      .text2 = tap->text2,
                                                      .json = strokes});
    json_decref(strokes);
}

static void
touched(struct terminal *terminal, const struct input_event *input)
{
    struct view_tap tap;
    bool is_tap = view_touch(terminal->view, input, &tap);
    // The pressed key is on the display before anything else is done about it.
    if (!is_tap)
        show(terminal);
    if (input->kind == INPUT_DOWN)
        terminal_hush(terminal); // any touch stops it
    if (input->kind == INPUT_DOWN)
        terminal_handle(terminal, &(struct session_event){.kind = SESSION_TOUCHED});
    if (is_tap && tap.action > 0)
        terminal_tapped(terminal, &tap);
}

static void
take_input(struct terminal *terminal, const struct input_event *input)
{
    switch (input->kind) {
    case INPUT_DOWN:
    case INPUT_MOVE:
    case INPUT_UP:
    case INPUT_CANCEL:
        touched(terminal, input);
        break;
    case INPUT_EXPOSE:
        view_expose(terminal->view);
        break;
    case INPUT_QUIT:
        terminal->stop = true;
        break;
    case INPUT_KEY:
        terminal_press(terminal, input->key);
        break;
    case INPUT_NONE:
    case INPUT_WAKE:
        break;
    }
}

/* True when anything came. */
static bool
take_mail(struct terminal *terminal)
{
    struct event *event;
    bool any = false;
    while ((event = mailbox_take(terminal->mailbox))) {
        terminal_take(terminal, event);
        event_destroy(event);
        any = true;
    }
    return any;
}

/* ---- time -------------------------------------------------------------------------------- */

/* Milliseconds of the clock until the session or the clock on the screen wants to know. */
static int64_t
until_tick(const struct terminal *terminal)
{
    int64_t next = session_next_tick(&terminal->session);
    int64_t session_ms = next == INT64_MAX ? INT64_MAX : next - clock_monotonic_ms();
    int64_t minute_ms = MINUTE_MS - clock_real_ms() % MINUTE_MS;
    int64_t sound_ms = audio_is_open(terminal->audio) ? SOUND_MS : INT64_MAX;
    return MAX(MIN(MIN(session_ms, minute_ms), sound_ms), 0);
}

static void
tick_if_due(struct terminal *terminal)
{
    int64_t next = session_next_tick(&terminal->session);
    bool minute_over = clock_real_ms() / MINUTE_MS !=
                       terminal->session.now_ms / MINUTE_MS;
    if (minute_over || (next != INT64_MAX && clock_monotonic_ms() >= next)) {
        terminal_handle(terminal, &(struct session_event){.kind = SESSION_TICK});
        terminal->changed |= minute_over;
    }
}

static bool
is_settled(struct terminal *terminal)
{
    // First the flags, then the mailbox: what was told before a flag rose is in it.
    bool others = worker_is_settled(terminal->worker) &&
                  outbox_is_settled(terminal->outbox);
    bool mail = take_mail(terminal);
    return others && !mail && !terminal->changed && !view_is_dirty(terminal->view);
}

/* Something is left to make ready for the next person, who is not there yet. */
static bool
may_warm(const struct terminal *terminal)
{
    return !terminal->warm.finished && terminal->session.screen == SCREEN_ATTRACT;
}

static void
warm(struct terminal *terminal)
{
    const struct canvas *canvas = window_canvas(terminal->window);
    warm_step(&terminal->warm, &(struct warm_parts){.session = &terminal->session,
                                                    .theme = &terminal->theme,
                                                    .glyphs = terminal->glyphs,
                                                    .pictures = terminal->pictures,
                                                    .width = canvas->width,
                                                    .height = canvas->height});
}

void
terminal_run(struct terminal *terminal)
{
    while (!terminal->stop) {
        show(terminal);
        terminal_speak(terminal);
        inspect_serve(&terminal->session, terminal->view, is_settled(terminal),
                      terminal->said->str);
        if (terminal->changed)
            continue;
        int wait_ms = may_warm(terminal) ? 0 : clock_wait_ms(until_tick(terminal));
        struct input_event input = window_wait(terminal->window, wait_ms);
        take_input(terminal, &input);
        bool mail = take_mail(terminal);
        tick_if_due(terminal);
        audio_rest(terminal->audio);
        if (input.kind == INPUT_NONE && !mail && may_warm(terminal))
            warm(terminal);
    }
}

bool
terminal_wants_restart(const struct terminal *terminal)
{
    return terminal->restart;
}

/* ---- parts ------------------------------------------------------------------------------- */

static void
to_ui(struct event *event, void *context)
{
    struct terminal *terminal = context;
    mailbox_put(terminal->mailbox, event);
}

static void
to_store(struct event *event, void *context)
{
    struct terminal *terminal = context;
    outbox_put(terminal->outbox, event);
}

static void
to_worker(struct event *event, void *context)
{
    struct terminal *terminal = context;
    worker_put(terminal->worker, event);
}

static void
wake(void *context)
{
    (void)context;
    window_wake();
}

static bool
open_window(struct terminal *terminal, GError **error)
{
    const struct terminal_settings *settings = &terminal->settings;
    terminal->window = window_create("Kiosk", settings->width, settings->height, error);
    if (!terminal->window)
        return false;
    terminal->mailbox = mailbox_create(wake, NULL);
    terminal->glyphs = glyphs_create(error);
    if (!terminal->glyphs)
        return false;
    g_autofree char *pictures = g_build_filename(settings->assets, "pictures", NULL);
    terminal->pictures = pictures_create(pictures);
    pictures_of_services(terminal->pictures, settings->services);
    terminal_samples_begin(terminal);
    terminal_dress(terminal);
    terminal->view = view_create(&terminal->theme, terminal->glyphs, terminal->pictures);
    return true;
}

/* What is read from files; on a thread of its own while the display answers. */
struct reading {
    struct terminal *terminal;
    GError *error;
};

static gpointer
read_files(gpointer data)
{
    struct reading *reading = data;
    struct terminal *terminal = reading->terminal;
    const struct terminal_settings *settings = &terminal->settings;
    library_init(&terminal->library, settings->assets, settings->readings);
    services_init(&terminal->services,
                  &(struct services_settings){.services = settings->services,
                                              .assets = settings->assets,
                                              .state = settings->state,
                                              .catalogue_key = settings->catalogue_key},
                  &reading->error);
    return NULL;
}

static bool
read_and_open(struct terminal *terminal, GError **error)
{
    struct reading reading = {.terminal = terminal};
    if (!file_make_folder(terminal->settings.state, error))
        return false;
    GThread *reader = g_thread_new("read", read_files, &reading);
    bool opened = open_window(terminal, error);
    g_thread_join(reader);
    if (opened && reading.error)
        g_propagate_error(error, g_steal_pointer(&reading.error));
    g_clear_error(&reading.error);
    return opened && terminal->services.catalogue;
}

static void
tell_device(struct terminal *terminal, const char *class, const char *name)
{
    bool present = *name != '\0';
    struct session_device device = {.state = present ? DEVICE_STARTING : DEVICE_NO_DEVICE,
                                    .action = present ? ACTION_NONE
                                                      : ACTION_CONFIGURATION,
                                    .present = present,
                                    .since_ms = clock_real_ms()};
    g_strlcpy(device.class, class, sizeof device.class);
    g_strlcpy(device.name, name, sizeof device.name);
    g_strlcpy(device.cause, present ? "none" : "notConnected", sizeof device.cause);
    terminal_handle(terminal,
                    &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
}

/* Classes that a visit may need: the session must know which of them are not there. */
static void
tell_devices(struct terminal *terminal)
{
    static const char *const classes[] = {
        "card",  "scanner",     "image",  "typesetter", "printer",
        "input", "handwriting", "speech", "receipt",    "code"};
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        bool any = false;
        for (size_t j = 0; j < terminal->settings.device_count; j++) {
            const struct worker_device *device = &terminal->settings.devices[j];
            if (strcmp(device->class, classes[i]) == 0) {
                tell_device(terminal, classes[i], device->name);
                any = true;
            }
        }
        if (!any)
            tell_device(terminal, classes[i], "");
    }
}

/* Of a full tray, as the administrator counted it. */
static int
capacity_of(const struct terminal *terminal, const char *class)
{
    for (size_t i = 0; i < terminal->settings.device_count; i++)
        if (strcmp(terminal->settings.devices[i].class, class) == 0)
            return terminal->settings.devices[i].capacity;
    return 0;
}

static void
start_threads(struct terminal *terminal)
{
    const struct terminal_settings *settings = &terminal->settings;
    terminal->outbox = outbox_start(&(struct outbox_settings){
        .capacity = {capacity_of(terminal, "printer"), capacity_of(terminal, "receipt")},
        .state = settings->state,
        .office_key = settings->office_key,
        .terminal_key = terminal->terminal_key,
        .catalogue_key = settings->catalogue_key,
        .terminal = settings->id,
        .region = settings->region,
        .to_ui = to_ui,
        .to_worker = to_worker,
        .context = terminal});
    terminal->worker_settings =
        (struct worker_settings){.drivers = settings->drivers,
                                 .devices = settings->devices,
                                 .device_count = settings->device_count,
                                 .http = settings->http,
                                 .terminal = settings->id,
                                 .services = settings->services,
                                 .catalogue_key = settings->catalogue_key,
                                 .etag = terminal->services.etag,
                                 .to_ui = to_ui,
                                 .to_store = to_store,
                                 .context = terminal};
    worker_start(terminal->worker, &terminal->worker_settings);
}

struct terminal *
terminal_create(const struct terminal_settings *settings, GError **error)
{
    g_assert(sodium_init() >= 0);
    struct terminal *terminal = g_new0(struct terminal, 1);
    *terminal = (struct terminal){.settings = *settings,
                                  .photo_fd = -1,
                                  .result_fd = -1,
                                  .pages = pages_create(),
                                  .worker = worker_create(),
                                  .audio = audio_create(),
                                  .said = g_string_new(NULL),
                                  .changed = true};
    terminal->terminal_key =
        settings->terminal_key ? g_strdup(settings->terminal_key)
                               : g_build_filename(settings->state, "terminal.key", NULL);
    language_init(settings->locale);
    if (!read_and_open(terminal, error)) {
        terminal_destroy(terminal);
        return NULL;
    }
    session_init(&terminal->session, terminal->services.catalogue,
                 &terminal->services.place, terminal->services.calendar, settings->id);
    terminal->session.can_power_off = terminal->settings.power_off != NULL;
    terminal->session.regions = terminal->services.regions;
    session_set_library(&terminal->session, &terminal->library.readings,
                        terminal->library.knowledge, terminal->library.bulletin);
    session_set_library_trouble(&terminal->session, terminal->library.trouble);
    size_t languages = languages_list(settings->locale, terminal->languages);
    session_set_languages(&terminal->session, terminal->languages, languages);
    terminal_handle(terminal, &(struct session_event){.kind = SESSION_TICK});
    tell_devices(terminal);
    show(terminal);
    start_threads(terminal);
    // Behind the first picture: looking for a sound device may take a moment.
    terminal->session.silent = !audio_is_there();
    return terminal;
}

void
terminal_destroy(struct terminal *terminal)
{
    if (!terminal)
        return;
    // The worker first: what it still tells the store is written before the store ends.
    worker_stop(terminal->worker);
    outbox_stop(terminal->outbox); // until here it answers the worker
    worker_destroy(terminal->worker);
    if (terminal->mailbox)
        mailbox_destroy(terminal->mailbox, event_free);
    session_finish(&terminal->session);
    terminal_forget_submission(terminal);
    pages_destroy(terminal->pages);
    if (terminal->photo_fd >= 0)
        close(terminal->photo_fd);
    terminal_result_forget(terminal);
    warm_finish(&terminal->warm);
    view_destroy(terminal->view);
    pictures_destroy(terminal->pictures);
    glyphs_destroy(terminal->glyphs);
    audio_destroy(terminal->audio);
    g_string_free(terminal->said, TRUE);
    window_destroy(terminal->window);
    catalogue_destroy(terminal->next_catalogue);
    services_finish(&terminal->services);
    library_finish(&terminal->library);
    g_free(terminal->terminal_key);
    g_free(terminal);
}
