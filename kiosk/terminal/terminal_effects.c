// SPDX-License-Identifier: Apache-2.0
/* What the session wants of the world: one function an effect. */
#include "signature.h"
#include "terminal_private.h"

#include <malloc.h>
#include <unistd.h>
#include "base/diag.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/both.h"
#include "language.h"
#include "screens/screens.h"

static void
order_worker(struct terminal *terminal, enum event_kind kind, int order)
{
    struct event *event = event_create(kind);
    event->order = order;
    worker_put(terminal->worker, event);
}

static void
read_card(struct terminal *terminal, const struct effect *effect)
{
    order_worker(terminal, EVENT_READ_CARD, effect->order);
}

static void
cancel_card(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    order_worker(terminal, EVENT_CANCEL_CARD, 0);
}

static void
read_code(struct terminal *terminal, const struct effect *effect)
{
    order_worker(terminal, EVENT_READ_CODE, effect->order);
}

static void
cancel_code(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    order_worker(terminal, EVENT_CANCEL_CODE, 0);
}

static void
drop_page(struct terminal *terminal, const struct effect *effect)
{
    pages_drop(terminal->pages, effect->number);
}

static void
seal(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    terminal_seal(terminal);
}

static void
submit(struct terminal *terminal, const struct effect *effect)
{
    terminal_submit(terminal, effect->order);
}

static void
ask(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_ASK);
    event->order = effect->order;
    event->text = g_strdup(effect->text);
    event->json = json_deep_copy(terminal->session.asking);
    worker_put(terminal->worker, event);
}

static const char *
input_scheme(const struct terminal *terminal)
{
    if (session_keyboard(&terminal->session) == KEYBOARD_STROKES)
        return "stroke";
    return terminal->session.assisted ? "pinyin9" : "pinyin26";
}

static void
order_input(struct terminal *terminal, enum event_kind kind, const struct effect *effect,
            const char *keys)
{
    struct event *event = event_create(kind);
    event->order = effect->order;
    event->number = effect->number;
    event->text = g_strdup(input_scheme(terminal));
    event->text2 = g_strdup(keys);
    worker_put(terminal->worker, event);
}

static void
compose(struct terminal *terminal, const struct effect *effect)
{
    order_input(terminal, EVENT_COMPOSE, effect, terminal->session.input.keys);
}

static void
choose(struct terminal *terminal, const struct effect *effect)
{
    order_input(terminal, EVENT_CHOOSE, effect, effect->text);
}

static json_t *
stroke_json(const struct ink *ink, size_t from, size_t to)
{
    json_t *stroke = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append_new(stroke,
                              json_pack("[i, i]", ink->points[i].x, ink->points[i].y));
    return stroke;
}

/* What stands in the square belongs to the view: it is drawn there before the session hears
 * of it. */
static void
recognise(struct terminal *terminal, const struct effect *effect)
{
    const struct ink *ink = view_ink(terminal->view);
    struct event *event = event_create(EVENT_RECOGNISE);
    json_t *strokes = json_array();
    for (size_t i = 0; i < ink->stroke_count; i++)
        json_array_append_new(strokes,
                              stroke_json(ink, ink->starts[i],
                                          i + 1 < ink->stroke_count ? ink->starts[i + 1]
                                                                    : ink->point_count));
    event->order = effect->order;
    event->json = json_pack("{s:o, s:i, s:i}", "strokes", strokes, "width",
                            MAX(ink->box.w, 16), "height", MAX(ink->box.h, 16));
    worker_put(terminal->worker, event);
}

static void
say(struct terminal *terminal, const struct effect *effect)
{
    terminal->speech_wish = effect->number != 0 ? SPEECH_ASKED : SPEECH_NEW_PAGE;
}

/* What `writer` says in Chinese, which is what the office answers for, with the language of
 * the visit beside it. Slip printers cannot join letters: theirs says Chinese alone then. New
 * reference. */
static json_t *
paper_of(struct terminal *terminal, json_t *(*writer)(const struct session *session),
         const char *class)
{
    struct session *session = &terminal->session;
    json_t *own = writer(session);
    char language[sizeof session->language];
    g_strlcpy(language, session->language, sizeof language);
    if (strcmp(language, SESSION_LANGUAGE_FIRST) == 0)
        return own;
    const struct session_language *now = session_language_now(session);
    bool alone = now != NULL && now->rtl && strcmp(class, "receipt") == 0;
    g_strlcpy(session->language, SESSION_LANGUAGE_FIRST, sizeof session->language);
    language_set(SESSION_LANGUAGE_FIRST);
    json_t *chinese = writer(session);
    json_t *both = alone ? json_incref(chinese) : both_of(chinese, own);
    g_strlcpy(session->language, language, sizeof session->language);
    language_set(language);
    json_decref(chinese);
    json_decref(own);
    return both;
}

static void
print_slip(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_PRINT);
    json_t *slip = paper_of(terminal, session_slip, effect->text);
    event->order = effect->order;
    event->number2 = effect->number;
    event->text2 = g_strdup(effect->text);
    event->json = json_deep_copy(slip);
    json_decref(slip);
    g_strlcpy(event->case_id, terminal->session.receipt.case_id, sizeof event->case_id);
    worker_put(terminal->worker, event);
}

static void
letter(struct terminal *terminal, const struct effect *effect)
{
    json_t *letter = session_take_letter(&terminal->session);
    struct event *event = event_create(EVENT_LETTER);
    json_t *private = json_object_get(letter, "private");
    // The strokes stand with the view, which draws them before the session hears of them.
    if (json_object_get(private, "strokes"))
        json_object_set_new(private, "strokes",
                            signature_strokes(view_ink(terminal->view)));
    event->order = effect->order;
    event->time_ms = clock_real_ms();
    event->text = g_strdup(json_text(letter, "operation", ""));
    event->text2 = private ? json_canonical(private) : NULL;
    event->json = json_deep_copy(json_object_get(letter, "body"));
    json_t *screen = json_object_get(event->json, "screen");
    if (screen)
        json_object_set_new(event->json, "screen",
                            json_string(screen_table[json_integer_value(screen)].name));
    json_decref(letter);
    outbox_put(terminal->outbox, event);
}

static void
print_paper(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_PRINT);
    json_t *paper = paper_of(terminal, session_paper, effect->text);
    event->order = effect->order;
    event->text2 = g_strdup(effect->text);
    event->json = json_deep_copy(paper);
    json_decref(paper);
    g_strlcpy(event->case_id, "paper", sizeof event->case_id);
    worker_put(terminal->worker, event);
}

static void
cancel_print(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_CANCEL_PRINT);
    event->order = effect->order;
    event->number = effect->number;
    worker_put(terminal->worker, event);
}

static void
begin_visit(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    worker_put(terminal->worker, event_create(EVENT_VISIT_BEGINS));
    outbox_put(terminal->outbox, event_create(EVENT_VISIT_BEGINS));
}

static void
take_next_catalogue(struct terminal *terminal)
{
    if (!terminal->next_catalogue)
        return;
    warm_again(&terminal->warm); // it may be playing with a service that goes
    session_set_catalogue(&terminal->session, terminal->next_catalogue);
    catalogue_destroy(terminal->services.catalogue);
    terminal->services.catalogue = terminal->next_catalogue;
    terminal->next_catalogue = NULL;
}

static void
drop_photo(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    if (terminal->photo_fd >= 0)
        close(terminal->photo_fd);
    terminal->photo_fd = -1;
}

static void
drop_pages(struct terminal *terminal, const struct effect *effect)
{
    pages_drop_all(terminal->pages);
    drop_photo(terminal, effect);
}

static void
end_visit(struct terminal *terminal, const struct effect *effect)
{
    worker_put(terminal->worker, event_create(EVENT_VISIT_ENDS));
    outbox_put(terminal->outbox, event_create(EVENT_VISIT_ENDS));
    drop_pages(terminal, effect);
    terminal_result_forget(terminal);
    terminal_forget_submission(terminal);
    terminal_forget_speech(terminal);
    // Words, masks of characters and pixels: each could tell who was here.
    view_forget(terminal->view);
    glyphs_forget(terminal->glyphs);
    warm_again(&terminal->warm);
    window_blank(terminal->window);
    view_expose(terminal->view);
    malloc_trim(0);
    take_next_catalogue(terminal);
}

void
terminal_dress(struct terminal *terminal)
{
    static const enum theme_palette palettes[COLOURS_COUNT] = {
        [COLOURS_USUAL] = PALETTE_STANDARD,
        [COLOURS_DARK] = PALETTE_CONTRAST_DARK,
        [COLOURS_LIGHT] = PALETTE_CONTRAST_LIGHT};
    const struct canvas *canvas = window_canvas(terminal->window);
    const struct session *session = &terminal->session;
    const struct session_language *now = session_language_now(session);
    const struct theme_settings settings = {
        .palette = palettes[session->colours],
        .assisted = session->assisted,
        .lowered = session->lowered,
        .foreign = now != NULL && now != session->languages,
        .mirrored = now != NULL && now->rtl,
        .width = canvas->width,
        .height = canvas->height,
        .panel_width_mm = terminal->settings.panel_width_mm,
        .panel_height_mm = terminal->settings.panel_height_mm,
        .panel_bottom_mm = terminal->settings.panel_bottom_mm};
    if (terminal->theme.width == 0 && !theme_panel_is_plausible(&settings)) // once
        diag_warn(
            "panel_mm=%dx%d is not the shape of %dx%d pixels; its diagonal is believed",
            settings.panel_width_mm, settings.panel_height_mm, settings.width,
            settings.height);
    theme_setup(&terminal->theme, &settings);
}

static void
change_mode(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    terminal_dress(terminal);
    view_theme_changed(terminal->view);
}

static void
change_language(struct terminal *terminal, const struct effect *effect)
{
    language_set(terminal->session.language);
    change_mode(terminal, effect);
}

static void (*const doers[EFFECT_COUNT])(struct terminal *terminal,
                                         const struct effect *effect) = {
    [EFFECT_READ_CARD] = read_card,
    [EFFECT_CANCEL_CARD] = cancel_card,
    [EFFECT_SCAN] = terminal_scan,
    [EFFECT_CANCEL_SCAN] = terminal_scan_cancel,
    [EFFECT_TURN] = terminal_turn,
    [EFFECT_LIVE] = terminal_live,
    [EFFECT_END_LIVE] = terminal_live_end,
    [EFFECT_MAKE_COPY] = terminal_make_copy,
    [EFFECT_PRINT_COPY] = terminal_print_copy,
    [EFFECT_READ_CODE] = read_code,
    [EFFECT_CANCEL_CODE] = cancel_code,
    [EFFECT_DROP_PAGE] = drop_page,
    [EFFECT_DROP_PHOTO] = drop_photo,
    [EFFECT_DROP_PAGES] = drop_pages,
    [EFFECT_SEAL] = seal,
    [EFFECT_SUBMIT] = submit,
    [EFFECT_ASK] = ask,
    [EFFECT_SAY] = say,
    [EFFECT_COMPOSE] = compose,
    [EFFECT_CHOOSE] = choose,
    [EFFECT_RECOGNISE] = recognise,
    [EFFECT_VIEW] = terminal_view,
    [EFFECT_PRINT_RESULT] = terminal_print_result,
    [EFFECT_PRINTED_BEFORE] = terminal_printed_before,
    [EFFECT_PRINT_SLIP] = print_slip,
    [EFFECT_CANCEL_PRINT] = cancel_print,
    [EFFECT_VISIT_BEGINS] = begin_visit,
    [EFFECT_VISIT_ENDS] = end_visit,
    [EFFECT_LETTER] = letter,
    [EFFECT_PRINT_PAPER] = print_paper,
    [EFFECT_STAFF_BEGINS] = terminal_staff_begins,
    [EFFECT_STAFF] = terminal_staff,
    [EFFECT_MODE] = change_mode,
    [EFFECT_LANGUAGE] = change_language,
};

/* Lamps of the cabinet follow the page. */
static void
follow_with_lights(struct terminal *terminal)
{
    unsigned lights = session_lights(&terminal->session);
    if (lights == terminal->lights)
        return;
    terminal->lights = lights;
    struct event *event = event_create(EVENT_LIGHTS);
    event->number = (int)lights;
    worker_put(terminal->worker, event);
}

void
terminal_handle(struct terminal *terminal, struct session_event *event)
{
    struct effects effects = {0};
    event->now_ms = clock_real_ms();
    event->monotonic_ms = clock_monotonic_ms();
    if (session_handle(&terminal->session, event, &effects))
        terminal->changed = true;
    for (size_t i = 0; i < effects.count; i++) {
        g_assert(doers[effects.list[i].kind]);
        doers[effects.list[i].kind](terminal, &effects.list[i]);
    }
    // Between two visits a new catalogue may come at any time.
    if (terminal->next_catalogue && !session_in_visit(&terminal->session)) {
        take_next_catalogue(terminal);
        terminal->changed = true;
    }
    follow_with_lights(terminal);
}
