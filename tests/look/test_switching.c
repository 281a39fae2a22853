// SPDX-License-Identifier: Apache-2.0
/* The language is changed on every page in every state: with a dialog or a keyboard open, while
 * something is scanned, sent or printed, in the middle of a word or a signature. Nothing of the
 * visit is another one afterwards, byte for byte, and the page is the same, pixel for pixel. */
#include "tests/terminal/ui/rules.h"

/* All that a visit holds, as bytes. What the language itself is does not count. */
struct kept {
    struct session session;
    char *texts[8];
    uint32_t *pixels;
};

static void
keep(struct kept *kept, const struct stage *stage)
{
    const struct session *session = &stage->visitor.session;
    const json_t *const values[G_N_ELEMENTS(kept->texts)] = {
        session->answers, session->typed,  session->card,    session->agent,
        session->promise, session->asking, session->letters, session->input.candidates};
    kept->session = *session;
    // When the page was touched, and the page of sheets that it opens with.
    memset(kept->session.language, 0, sizeof kept->session.language);
    kept->session.touched_monotonic_ms = 0;
    kept->session.sheet = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        kept->texts[i] = values[i] == NULL
                             ? NULL
                             : json_dumps(values[i], JSON_SORT_KEYS | JSON_ENCODE_ANY);
    size_t size = (size_t)(panel->width * panel->height) * sizeof *kept->pixels;
    kept->pixels = g_memdup2(stage->pixels, size);
}

static void
let_go(struct kept *kept)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kept->texts); i++)
        free(kept->texts[i]);
    g_free(kept->pixels);
}

static void
must_be_kept(const struct kept *before, const struct stage *stage, const char *name,
             const char *language)
{
    struct kept now;
    keep(&now, stage);
    if (memcmp(&before->session, &now.session, sizeof now.session) != 0)
        blame(name, language, "something of the visit is another one");
    for (size_t i = 0; i < G_N_ELEMENTS(now.texts); i++)
        if (g_strcmp0(before->texts[i], now.texts[i]) != 0)
            blame(name, language, "an answer is another one");
    let_go(&now);
}

/* As the terminal does it: the session says so, the words and the page follow. */
static void
speak(struct stage *stage, const char *language)
{
    if (!visitor_event(&stage->visitor, &(struct session_event){.kind = SESSION_LANGUAGE,
                                                                .text = language}))
        blame("language", language, "it cannot be chosen");
    g_assert_true(visitor_has_effect(&stage->visitor, EFFECT_LANGUAGE));
    assets_speak(language);
    const struct session_language *now = session_language_now(&stage->visitor.session);
    bool assisted = stage->theme.assisted;
    theme_setup(&stage->theme,
                &(struct theme_settings){.assisted = assisted,
                                         .foreign = strcmp(language, "zh_CN") != 0,
                                         .mirrored = now->rtl,
                                         .width = panel->width,
                                         .height = panel->height,
                                         .panel_width_mm = panel->width_mm,
                                         .panel_bottom_mm = panel->bottom_mm});
    view_theme_changed(stage->view);
    stage_paint(stage);
}

static void
change(struct stage *stage, const struct kept *before, const char *name,
       const char *language)
{
    visitor_does(&stage->visitor, SESSION_LANGUAGES, NULL);
    g_assert_cmpint(stage->visitor.session.dialog, ==, DIALOG_LANGUAGES);
    stage_paint(stage);
    speak(stage, language);
    visitor_does(&stage->visitor, SESSION_DISMISS, NULL);
    stage_paint(stage);
    must_be_kept(before, stage, name, language);
}

/* Something that was written in the square of the page, if it has one. */
static void
write_in_square(struct stage *stage)
{
    struct view_tap tap;
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *square = view_widget(stage->view, i);
        if (square->kind != WIDGET_STROKES)
            continue;
        int x = square->box.x + square->box.w / 4, y = square->box.y + square->box.h / 3;
        const struct input_event down = {.kind = INPUT_DOWN, .x = x, .y = y};
        const struct input_event move = {
            .kind = INPUT_MOVE, .x = x + square->box.w / 3, .y = y + 40};
        const struct input_event up = {
            .kind = INPUT_UP, .x = x + square->box.w / 3, .y = y + 40};
        view_touch(stage->view, &down, &tap);
        view_touch(stage->view, &move, &tap);
        view_touch(stage->view, &up, &tap);
        break;
    }
    stage_paint(stage);
}

static bool
has_square(const struct stage *stage)
{
    for (size_t i = 0; i < view_count(stage->view); i++)
        if (view_widget(stage->view, i)->kind == WIDGET_STROKES)
            return true;
    return false;
}

static void
change_all(struct stage *stage, const char *name)
{
    static const char *const way[] = {"en", "ug", "en", "zh_CN"};
    struct kept before;
    write_in_square(stage);
    size_t strokes = view_ink(stage->view)->stroke_count;
    keep(&before, stage);
    bool square = true; // other languages may begin with other keys
    for (size_t i = 0; i < G_N_ELEMENTS(way); i++) {
        change(stage, &before, name, way[i]);
        square &= has_square(stage);
    }
    // What was written went through squares of other sizes: it is all there, not to the pixel.
    size_t size = (size_t)(panel->width * panel->height) * sizeof *before.pixels;
    const struct ink *ink = view_ink(stage->view);
    if (square && ink->stroke_count != strokes)
        blame(name, "square", "strokes were lost");
    if (strokes == 0 && memcmp(before.pixels, stage->pixels, size) != 0)
        blame(name, "page", "it looks different when Chinese is back");
    let_go(&before);
}

static void
test_switching__loses_nothing(gconstpointer data)
{
    const struct look *look = data;
    const char *only = g_getenv("KIOSK_SCENE");
    int changed = 0;
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
        struct stage stage;
        // Any touch ends what is being read.
        if (g_str_has_prefix(scenes[i].name, "staff") ||
            g_str_has_prefix(scenes[i].name, "read_") ||
            (only != NULL && strcmp(only, scenes[i].name) != 0))
            continue; // staff read Chinese
        stage_init(&stage, look, &scenes[i]);
        stage_paint(&stage);
        // The question for the language is open already: nothing is left to ask.
        if (session_in_visit(&stage.visitor.session) &&
            stage.visitor.session.dialog != DIALOG_LANGUAGES &&
            stage.visitor.session.dialog != DIALOG_IDLE) {
            change_all(&stage, scenes[i].name);
            changed++;
        }
        stage_finish(&stage);
    }
    g_assert_cmpint(changed, >, only == NULL ? 150 : 0);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    static const struct look both[] = {
        {"standard", PALETTE_STANDARD, false, false, NULL},
        {"assisted", PALETTE_STANDARD, true, false, NULL},
    };
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    g_test_add_data_func("/switching/loses_nothing/standard", &both[0],
                         test_switching__loses_nothing);
    g_test_add_data_func("/switching/loses_nothing/assisted", &both[1],
                         test_switching__loses_nothing);
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
