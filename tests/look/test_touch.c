// SPDX-License-Identifier: Apache-2.0
/* What answers a finger, the keys and the ear, on every scene: a touch is seen in the next
 * frame, the focus goes as one reads and says where it is, a page that goes on follows the
 * finger at 60 frames a second, and charts show what their words say. */
#include "tests/terminal/ui/rules.h"

#include "terminal/speech.h"
#include <time.h>

#ifdef __SANITIZE_ADDRESS__
#define SLOWER 12 // memory is looked after at every step
#else
#define SLOWER 1
#endif

static double
thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool
finger(struct stage *stage, enum input_kind kind, int x, int y, struct view_tap *tap_out)
{
    struct input_event event = {.kind = kind, .finger = 1, .x = x, .y = y};
    return view_touch(stage->view, &event, tap_out);
}

static guint
hash_of(const struct stage *stage, struct box box)
{
    guint hash = 5381;
    for (int y = MAX(box.y, 0); y < MIN(box.y + box.h, stage->theme.height); y++)
        for (int x = MAX(box.x, 0); x < MIN(box.x + box.w, stage->theme.width); x++)
            hash = hash * 33 + stage->pixels[y * stage->theme.width + x];
    return hash;
}

/* ---- press ---- */

static void
check_press(struct stage *stage, const char *name, void *data)
{
    (void)data;
    struct box boxes[VIEW_BOXES_MAX];
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        struct view_tap tap;
        // A square shows the line that is drawn; a focused field is the pressed one.
        if (!widget_is_target(widget) || widget->kind == WIDGET_STROKES ||
            widget->role == ROLE_TEXTBOX || is_behind_veil(stage, i) ||
            strcmp(widget->id, "mark") == 0)
            continue;
        struct box box = widget->box;
        guint before = hash_of(stage, box);
        finger(stage, INPUT_DOWN, box.x + box.w / 2, box.y + box.h / 2, &tap);
        view_paint(stage->view, &stage->canvas, boxes);
        if (hash_of(stage, box) == before)
            blame(name, widget->id, "a touch is not seen in the next frame");
        finger(stage, INPUT_CANCEL, 0, 0, &tap);
        view_paint(stage->view, &stage->canvas, boxes);
        if (hash_of(stage, box) != before)
            blame(name, widget->id, "a touch that was taken away leaves something");
    }
}

/* ---- the keys and the ear ---- */

/* In one part of the page the focus never goes back up over a whole row. */
static void
check_order(const struct stage *stage, const char *name, const struct widget *last,
            const struct widget *now)
{
    int bar = theme_px(&stage->theme, stage->theme.panel_bar_top);
    bool in_bar = last->box.y >= bar, then = now->box.y >= bar;
    if (in_bar && !then) // round again, and once only: check_focus counts
        return;
    if (in_bar == then && now->box.y + now->box.h <= last->box.y)
        blame(name, now->id, "the keys come to it after what stands below it");
}

static void
check_said(const struct stage *stage, const char *name, const struct widget *focus)
{
    const struct theme *theme = &stage->theme;
    struct speech_page page = {.widgets = view_widget(stage->view, 0),
                               .count = view_count(stage->view),
                               .top = theme_px(theme, theme->header_height),
                               .bottom = theme_px(theme, theme->panel_bar_top),
                               .session = &stage->visitor.session};
    GPtrArray *sentences = speech_focus(&page, focus);
    bool says = sentences->len > 0;
    for (guint i = 0; i < sentences->len; i++)
        says &= *(const char *)g_ptr_array_index(sentences, i) != '\0';
    if (!says)
        blame(name, focus->id, "nothing is said of it when the keys come to it");
    g_ptr_array_unref(sentences);
}

static void
check_keys(struct stage *stage, const char *name, void *data)
{
    (void)data;
    struct widget last = {0};
    guint targets = 0;
    for (size_t i = 0; i < view_count(stage->view); i++)
        targets += widget_is_target(view_widget(stage->view, i)) &&
                   !is_behind_veil(stage, i) &&
                   strcmp(view_widget(stage->view, i)->id, "mark") != 0;
    for (guint i = 0; i < targets; i++) {
        g_assert_true(view_focus_move(stage->view, 1));
        const struct widget *focus = view_focus(stage->view);
        if (i > 0)
            check_order(stage, name, &last, focus);
        check_said(stage, name, focus);
        last = *focus;
    }
    // Back is the same way: the last but one.
    if (targets > 1) {
        view_focus_move(stage->view, 1);
        view_focus_move(stage->view, -1);
        g_assert_cmpstr(view_focus(stage->view)->id, ==, last.id);
    }
    view_focus_clear(stage->view);
}

static void
each_scene(const struct look *look,
           void (*check)(struct stage *stage, const char *name, void *data))
{
    const char *only = g_getenv("KIOSK_SCENE");
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if (only == NULL || strcmp(only, scenes[i].name) == 0)
            stage_each(look, &scenes[i], check, NULL);
    g_assert_cmpint(problems, ==, 0);
}

static void
test_touch__is_seen_in_the_next_frame(gconstpointer look)
{
    each_scene(look, check_press);
}

static void
test_touch__keys_go_as_one_reads_and_say_where(gconstpointer look)
{
    each_scene(look, check_keys);
}

/* ---- dragging ---- */

#define FRAMES 45

static int
by_value(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static const struct widget *
find_key(const struct stage *stage, const char *id)
{
    for (size_t i = 0; i < view_count(stage->view); i++)
        if (strcmp(view_widget(stage->view, i)->id, id) == 0)
            return view_widget(stage->view, i);
    return NULL;
}

/* Up by so many pixels in steps of a frame; the tap that comes of it. */
static bool
drag(struct stage *stage, int up, double times[FRAMES], struct view_tap *tap_out)
{
    struct box boxes[VIEW_BOXES_MAX];
    int x = stage->theme.width / 3, from = stage->theme.height / 2;
    finger(stage, INPUT_DOWN, x, from, tap_out);
    for (int i = 0; i < FRAMES; i++) {
        double begin = thread_ms();
        finger(stage, INPUT_MOVE, x, from - up * (i + 1) / FRAMES, tap_out);
        view_paint(stage->view, &stage->canvas, boxes);
        times[i] = thread_ms() - begin;
    }
    bool tapped = finger(stage, INPUT_UP, x, from - up, tap_out);
    view_paint(stage->view, &stage->canvas, boxes);
    return tapped;
}

static void
check_drag(struct stage *stage, const char *name, void *data)
{
    const struct widget *next = find_key(stage, "part-next");
    if (next == NULL)
        next = find_key(stage, "sheet-next");
    bool *seen = data;
    if (*seen || next == NULL)
        return;
    *seen = true;
    double times[FRAMES];
    struct view_tap tap;
    char id[VIEW_ID_SIZE];
    g_strlcpy(id, next->id, sizeof id);
    int far = theme_px(&stage->theme, 420), little = theme_px(&stage->theme, 90);
    if (drag(stage, little, times, &tap))
        blame(name, id, "a short drag turned the page");
    if (!drag(stage, far, times, &tap) || strcmp(tap.id, id) != 0)
        blame(name, id, "a drag is not what its key is");
    qsort(times, FRAMES, sizeof *times, by_value);
    double median = times[FRAMES / 2], late = times[FRAMES * 95 / 100];
    g_test_message("%s: %.1f ms a frame, 95 of 100 below %.1f", name, median, late);
    if (median > 1000.0 / 60 * SLOWER)
        blame(name, id, "it follows the finger at less than 60 frames a second");
}

static void
test_touch__a_page_follows_the_finger(gconstpointer look)
{
    static const char *const pages[] = {"guide", "long_guide", "consent", "public"};
    bool any = false;
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(pages); k++) {
            bool seen = false;
            if (strcmp(scenes[i].name, pages[k]) == 0)
                stage_each(look, &scenes[i], check_drag, &seen);
            any |= seen;
        }
    g_assert_true(any);
    g_assert_cmpint(problems, ==, 0);
}

/* ---- charts ---- */

/* Filled boxes in the middle row of a slot: runs of one colour between gaps. */
static int
count_filled(const struct stage *stage, struct box box)
{
    uint32_t mark = stage->theme.colours[COLOUR_QING_MARK];
    int most = 0;
    for (int y = box.y; y < box.y + box.h; y++) {
        const uint32_t *row = stage->pixels + y * stage->theme.width;
        int runs = 0, length = 0;
        for (int x = box.x; x < box.x + box.w; x++) {
            length = (row[x] & 0xFFFFFF) == mark ? length + 1 : 0;
            runs += length == 6;
        }
        most = MAX(most, runs);
    }
    return most;
}

static void
check_charts(struct stage *stage, const char *name, void *data)
{
    int *slots = data;
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (widget->kind != WIDGET_SLOT || widget->disabled || widget->selected)
            continue;
        // The icon at its beginning has the same colour.
        struct box box = widget->box;
        box.x += box.w / 5;
        box.w -= box.w / 5;
        (*slots)++;
        if (count_filled(stage, box) != (widget->permille * 10 + 500) / 1000)
            blame(name, widget->id, "not as many boxes are filled as people come");
        if (widget->value == NULL || *widget->value == '\0')
            blame(name, widget->id, "no word says what the boxes show");
    }
}

static void
test_touch__charts_show_what_their_words_say(gconstpointer look)
{
    int slots = 0;
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if (g_str_has_prefix(scenes[i].name, "booking_slots"))
            stage_each(look, &scenes[i], check_charts, &slots);
    g_assert_cmpint(slots, >, 3);
    g_assert_cmpint(problems, ==, 0);
}

static void
add_tests(const struct look *look)
{
    static const struct {
        const char *name;
        void (*run)(gconstpointer look);
    } tests[] = {
        {"is_seen_in_the_next_frame", test_touch__is_seen_in_the_next_frame},
        {"keys_go_as_one_reads_and_say_where",
         test_touch__keys_go_as_one_reads_and_say_where},
        {"a_page_follows_the_finger", test_touch__a_page_follows_the_finger},
        {"charts_show_what_their_words_say",
         test_touch__charts_show_what_their_words_say},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        char *path = g_strdup_printf("/touch/%s/%s", tests[i].name, look->name);
        g_test_add_data_func(path, look, tests[i].run);
        g_free(path);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    const char *only = g_getenv("KIOSK_PANEL");
    for (size_t i = 0; i < G_N_ELEMENTS(panels); i++)
        if (g_strcmp0(panels[i].name, only) == 0)
            panel = &panels[i];
    add_tests(&looks[0]);
    add_tests(&looks[1]);
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
