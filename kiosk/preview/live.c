// SPDX-License-Identifier: Apache-2.0
#include "live.h"

#include "person.h"
#include "sample.h"

#include <stdio.h>

#include "terminal/language.h"
#include "terminal/languages.h"
#include "terminal/pages.h"
#include "terminal/screens/screens.h"
#include "terminal/signature.h"
#include "terminal/ui/view.h"
#include "terminal/ui/window.h"

#define DEVICE_MS 900 // how long a card or a page takes

struct live {
    const struct live_settings *settings;
    struct session session;
    struct session_language languages[SESSION_LANGUAGES_MAX];
    size_t language_count;
    struct window *window;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct pages *pages;
    struct theme theme;
    struct view *view;
    /* What a device would answer now; kind 0: nothing is waited for. */
    struct session_event answer;
    int64_t answer_monotonic_ms;
    bool begin_again, stop;
};

static void
dress(struct live *live)
{
    static const enum theme_palette palettes[COLOURS_COUNT] = {
        [COLOURS_USUAL] = PALETTE_STANDARD,
        [COLOURS_DARK] = PALETTE_CONTRAST_DARK,
        [COLOURS_LIGHT] = PALETTE_CONTRAST_LIGHT};
    const struct session *session = &live->session;
    const struct session_language *now = session_language_now(session);
    theme_setup(&live->theme, &(struct theme_settings){
                                  .palette = palettes[session->colours],
                                  .assisted = session->assisted,
                                  .lowered = session->lowered,
                                  .foreign = now != NULL && now != session->languages,
                                  .mirrored = now != NULL && now->rtl,
                                  .width = live->settings->width,
                                  .height = live->settings->height,
                              });
}

/* Devices there are none: what they would do is made up, a moment later. */
static void
do_effect(struct live *live, const struct effect *effect)
{
    switch (effect->kind) {
    case EFFECT_READ_CARD:
        live->answer =
            (struct session_event){.kind = SESSION_CARD_READ, .order = effect->order};
        break;
    case EFFECT_SCAN:
    case EFFECT_TURN:
        live->answer = (struct session_event){
            .kind = SESSION_PAGE_READY,
            .order = effect->order,
            .page = {
                .handle = effect->order, .verdict = "good", .width = 9, .height = 9}};
        break;
    case EFFECT_CANCEL_CARD:
    case EFFECT_CANCEL_SCAN:
        live->answer = (struct session_event){0};
        break;
    case EFFECT_SUBMIT:
        puts("handed in: here the preview begins again, nothing is kept or sent");
        live->begin_again = true;
        break;
    case EFFECT_VISIT_ENDS:
        live->begin_again = true;
        break;
    case EFFECT_LANGUAGE:
        language_set(live->session.language);
        dress(live);
        view_theme_changed(live->view);
        break;
    case EFFECT_MODE:
        dress(live);
        view_theme_changed(live->view);
        break;
    default:
        break;
    }
    live->answer_monotonic_ms = clock_monotonic_ms() + DEVICE_MS;
}

static void
tell(struct live *live, struct session_event event)
{
    struct effects effects = {0};
    event.now_ms = clock_real_ms();
    event.monotonic_ms = clock_monotonic_ms();
    session_handle(&live->session, &event, &effects);
    for (size_t i = 0; i < effects.count; i++)
        do_effect(live, &effects.list[i]);
}

/* Keyboards with candidates need their drivers: letters, digits and the card are left. */
static void
tell_devices(struct live *live)
{
    static const char *const there[] = {"card", "scanner", "image", "typesetter",
                                        "printer"};
    static const char *const missing[] = {"input", "handwriting", "speech"};
    struct session_device device = {.name = "made-up", .cause = "none", .present = true};
    for (size_t i = 0; i < G_N_ELEMENTS(there); i++) {
        g_strlcpy(device.class, there[i], sizeof device.class);
        tell(live, (struct session_event){.kind = SESSION_DEVICE, .device = &device});
    }
    device.state = DEVICE_NO_DEVICE;
    device.present = false;
    device.name[0] = '\0';
    g_strlcpy(device.cause, "notConnected", sizeof device.cause);
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++) {
        g_strlcpy(device.class, missing[i], sizeof device.class);
        tell(live, (struct session_event){.kind = SESSION_DEVICE, .device = &device});
    }
}

/* At the guide of the service, in the form that was looked at before. */
static void
begin(struct live *live, bool assisted)
{
    const struct services *services = live->settings->services;
    session_finish(&live->session);
    session_init(&live->session, live->settings->catalogue, &services->place,
                 services->calendar, "0001");
    live->session.regions = services->regions;
    session_set_languages(&live->session, live->languages, live->language_count);
    tell_devices(live);
    tell(live, (struct session_event){.kind = SESSION_START, .number = assisted});
    tell(live,
         (struct session_event){.kind = SESSION_OPEN_SERVICE,
                                .text = live->settings->catalogue->services[0]->id});
    live->begin_again = false;
    live->answer = (struct session_event){0};
    dress(live);
    view_theme_changed(live->view);
}

static void
show(struct live *live)
{
    struct box boxes[VIEW_BOXES_MAX];
    screens_build(live->view, &(struct screen_context){&live->session, live->pages});
    glyphs_begin_frame(live->glyphs);
    size_t count = view_paint(live->view, window_canvas(live->window), boxes);
    if (count > 0)
        window_show(live->window, boxes, count);
}

static void
tapped(struct live *live, const struct view_tap *tap)
{
    enum session_event_kind kind = (enum session_event_kind)tap->action;
    json_t *strokes = kind == SESSION_WRITTEN ? signature_strokes(view_ink(live->view))
                                              : NULL;
    tell(live, (struct session_event){.kind = kind,
                                      .number = tap->number,
                                      .text = tap->text,
                                      .text2 = tap->text2,
                                      .json = strokes});
    json_decref(strokes);
}

static void
take_input(struct live *live, const struct input_event *input)
{
    struct view_tap tap;
    if (input->kind == INPUT_QUIT)
        live->stop = true;
    else if (input->kind == INPUT_EXPOSE)
        view_expose(live->view);
    else if (input->kind == INPUT_DOWN)
        tell(live, (struct session_event){.kind = SESSION_TOUCHED});
    if (input->kind >= INPUT_DOWN && input->kind <= INPUT_CANCEL &&
        view_touch(live->view, input, &tap) && tap.action > 0)
        tapped(live, &tap);
}

static void
answer_if_due(struct live *live)
{
    if (live->answer.kind == 0 || clock_monotonic_ms() < live->answer_monotonic_ms)
        return;
    struct session_event answer = live->answer;
    live->answer = (struct session_event){0};
    json_t *card = answer.kind == SESSION_CARD_READ ? person_card(&live->session) : NULL;
    answer.json = card;
    tell(live, answer);
    json_decref(card);
}

static void
run(struct live *live)
{
    live->language_count = languages_list(live->settings->locale, live->languages);
    begin(live, false);
    while (!live->stop) {
        show(live);
        struct input_event input =
            window_wait(live->window, live->answer.kind != 0 ? 100 : -1);
        take_input(live, &input);
        answer_if_due(live);
        if (live->begin_again)
            begin(live, live->session.assisted);
    }
}

bool
live_run(const struct live_settings *settings, GError **error)
{
    struct live live = {.settings = settings};
    live.window =
        window_create("Kiosk: preview", settings->width, settings->height, error);
    live.glyphs = live.window == NULL ? NULL : glyphs_create(error);
    if (live.glyphs != NULL) {
        live.pictures = pictures_create(settings->pictures);
        pictures_of_services(live.pictures, settings->samples);
        sample_decodes(live.pictures);
        live.pages = pages_create();
        live.view = view_create(&live.theme, live.glyphs, live.pictures);
        run(&live);
        session_finish(&live.session);
        view_destroy(live.view);
        pages_destroy(live.pages);
        pictures_destroy(live.pictures);
        glyphs_destroy(live.glyphs);
    }
    window_destroy(live.window);
    return live.glyphs != NULL;
}
