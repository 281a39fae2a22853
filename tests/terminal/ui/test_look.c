// SPDX-License-Identifier: Apache-2.0
/* Every scene in every look, painted into memory: words have room, targets are large enough
 * and far enough apart, nothing lies over a target. With KIOSK_LOOK=FOLDER set, each is also
 * left there as a picture (PPM), for eyes. */
#include "scenes.h"

#include "terminal/screens/screens.h"
#include "terminal/ui/view.h"
#include "tests/support/assets.h"

#include <stdio.h>
#include <string.h>

#define PARTS_MAX 40

struct look {
    const char *name;
    enum theme_palette palette;
    bool assisted;
    bool lowered;
};

struct panel {
    const char *name; // NULL: the one of the look
    int width, height, width_mm, bottom_mm;
};

static const struct look looks[] = {
    {"standard", PALETTE_STANDARD, false, false},
    {"assisted", PALETTE_STANDARD, true, false},
    {"contrast-dark", PALETTE_CONTRAST_DARK, false, false},
    {"contrast-light", PALETTE_CONTRAST_LIGHT, false, false},
    {"assisted-dark", PALETTE_CONTRAST_DARK, true, false},
    {"assisted-light", PALETTE_CONTRAST_LIGHT, true, false},
    {"lowered", PALETTE_STANDARD, false, true},
    {"assisted-lowered", PALETTE_STANDARD, true, true},
};

/* The panel of the look is first. */
static const struct panel panels[] = {
    {NULL, 1080, 1920, 268, 800},
    {"1920x1080", 1920, 1080, 527, 900},
    {"1280x1024", 1280, 1024, 338, 950},
    {"768x1366", 768, 1366, 190, 880},
    {"high", 1080, 1920, 268, 1000},
    {"large", 1080, 1920, 392, 500},
};
static const struct panel *panel = &panels[0];

struct stage {
    struct theme theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    struct view *view;
    struct canvas canvas;
    uint32_t *pixels;
    struct pages *pages;
    struct visitor visitor;
};

static struct glyphs *shared_glyphs; // fonts are slow to open

static void
stage_init(struct stage *stage, const struct look *look, const struct scene *scene)
{
    *stage = (struct stage){.pages = pages_create(), .glyphs = shared_glyphs};
    theme_setup(&stage->theme, &(struct theme_settings){.palette = look->palette,
                                                        .assisted = look->assisted,
                                                        .lowered = look->lowered,
                                                        .width = panel->width,
                                                        .height = panel->height,
                                                        .panel_width_mm = panel->width_mm,
                                                        .panel_bottom_mm =
                                                            panel->bottom_mm});
    stage->pictures = pictures_create("assets/pictures");
    stage->view = view_create(&stage->theme, stage->glyphs, stage->pictures);
    stage->pixels = g_new0(uint32_t, (gsize)(panel->width * panel->height));
    canvas_init(&stage->canvas, stage->pixels, panel->width, panel->height,
                panel->width * 4);
    visitor_init(&stage->visitor);
    stage->visitor.session.assisted = look->assisted;
    stage->visitor.session.lowered = look->lowered;
    scene->come(&stage->visitor, stage->pages);
}

static void
stage_finish(struct stage *stage)
{
    view_destroy(stage->view);
    pictures_destroy(stage->pictures);
    pages_destroy(stage->pages);
    visitor_finish(&stage->visitor);
    g_free(stage->pixels);
}

static void
stage_paint(struct stage *stage)
{
    struct box boxes[VIEW_BOXES_MAX];
    struct screen_context context = {&stage->visitor.session, stage->pages};
    screens_build(stage->view, &context);
    view_expose(stage->view);
    view_paint(stage->view, &stage->canvas, boxes);
}

static void
save_picture(const struct stage *stage, const char *name)
{
    const char *folder = g_getenv("KIOSK_LOOK");
    if (folder == NULL)
        return;
    char *path = g_strdup_printf("%s/%s.ppm", folder, name);
    FILE *file = fopen(path, "wb");
    g_assert_nonnull(file);
    fprintf(file, "P6\n%d %d\n255\n", panel->width, panel->height);
    for (int i = 0; i < panel->width * panel->height; i++) {
        uint32_t pixel = stage->pixels[i];
        const char bytes[3] = {(char)(pixel >> 16), (char)(pixel >> 8), (char)pixel};
        fwrite(bytes, 1, 3, file);
    }
    fclose(file);
    g_free(path);
}

/* ---- what must hold ---- */

static int problems;

static void
blame(const char *name, const char *id, const char *what)
{
    problems++;
    g_printerr("# %s: %s: %s\n", name, id, what);
}

static void
check_words(const struct stage *stage, const char *name)
{
    const GPtrArray *overflows = view_overflows(stage->view);
    for (guint i = 0; i < overflows->len; i++)
        blame(name, g_ptr_array_index(overflows, i), "its words have no room");
}

static bool
is_keyboard_key(const struct widget *widget)
{
    return g_str_has_prefix(widget->id, "key-") ||
           g_str_has_prefix(widget->id, "candidate");
}

/* numbers.md §1: 12.7 mm and 2.5 mm; assisted 20 mm and 4 mm. */
static void
check_size(const struct stage *stage, const char *name, const struct widget *widget)
{
    int least = theme_mm(&stage->theme, stage->theme.assisted ? 20 : 12.7);
    struct box page = {0, 0, stage->theme.width, stage->theme.height};
    struct box seen = box_common(widget->box, page);
    if (is_keyboard_key(widget) && stage->theme.assisted)
        least = theme_mm(&stage->theme, 20);
    if (widget->box.w < least || widget->box.h < least)
        blame(name, widget->id, "it is too small to press");
    if (seen.w != widget->box.w || seen.h != widget->box.h)
        blame(name, widget->id, "it reaches beyond the page");
}

static bool
is_behind_veil(const struct stage *stage, size_t index)
{
    const struct widget *widget = view_widget(stage->view, index);
    for (size_t i = index + 1; i < view_count(stage->view); i++) {
        const struct widget *veil = view_widget(stage->view, i);
        if (veil->kind == WIDGET_VEIL && box_meets(veil->box, widget->box))
            return true;
    }
    return false;
}

static bool
is_pressable(const struct stage *stage, size_t index)
{
    const struct widget *widget = view_widget(stage->view, index);
    return (widget_is_target(widget) || widget->kind == WIDGET_KEY) &&
           !is_behind_veil(stage, index);
}

static void
check_gap(const struct stage *stage, const char *name, const struct widget *a,
          const struct widget *b)
{
    int least = theme_mm(&stage->theme, stage->theme.assisted ? 4 : 2.5) - 1;
    // Keys of a keyboard may stand closer.
    if (is_keyboard_key(a) && is_keyboard_key(b))
        least = theme_mm(&stage->theme, 2.5);
    if (!box_meets(box_inset(a->box, -least), b->box))
        return;
    char *what = g_strdup_printf("it is too near to %s", b->id);
    blame(name, a->id, what);
    g_free(what);
}

static void
check_targets(const struct stage *stage, const char *name)
{
    int choices = 0;
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (!is_pressable(stage, i))
            continue;
        check_size(stage, name, widget);
        choices += !is_keyboard_key(widget) && widget->box.y < theme_px(&stage->theme, stage->theme.panel_bar_top);
        for (size_t k = i + 1; k < view_count(stage->view); k++)
            if (is_pressable(stage, k))
                check_gap(stage, name, widget, view_widget(stage->view, k));
    }
    if (choices > (stage->theme.assisted ? 7 : 10))
        blame(name, "page", "too many choices");
}

static void
check_ids(const struct stage *stage, const char *name)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    int primaries = 0;
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        char id[VIEW_ID_SIZE];
        g_assert_cmpuint(strlen(widget->id), <, sizeof id);
        if (!g_hash_table_add(seen, (gpointer)(uintptr_t)widget->id))
            blame(name, widget->id, "two widgets have this id");
        if (widget_is_target(widget) && (widget->name == NULL || *widget->name == '\0'))
            blame(name, widget->id, "it has no name to be read aloud");
        primaries += widget->kind == WIDGET_KEY && widget->tone == TONE_PRIMARY &&
                     !is_behind_veil(stage, i);
    }
    if (primaries > 1)
        blame(name, "page", "it has more than one dark key");
    g_hash_table_unref(seen);
}

/* Text over text, or text over a key that is not its own. */
static void
check_text_apart(const struct stage *stage, const char *name)
{
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *text = view_widget(stage->view, i);
        if ((text->kind != WIDGET_TEXT && text->kind != WIDGET_LABEL) ||
            is_behind_veil(stage, i))
            continue;
        if (text->box.y + text->box.h > stage->theme.height)
            blame(name, text->id, "it reaches below the page");
        for (size_t k = 0; k < view_count(stage->view); k++) {
            const struct widget *key = view_widget(stage->view, k);
            // The leading of a line may touch; its characters may not.
            if (is_pressable(stage, k) &&
                box_meets(box_inset(text->box, 8), box_inset(key->box, 2))) {
                char *what = g_strdup_printf("\"%s\" lies over %s", text->name, key->id);
                blame(name, text->id, what);
                g_free(what);
            }
        }
    }
}

/* What `id` sends is done; false: there is no such key. */
static bool
press(struct stage *stage, const char *id)
{
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (strcmp(widget->id, id) == 0 && widget_is_target(widget))
            return visitor_event(
                &stage->visitor,
                &(struct session_event){.kind =
                                            (enum session_event_kind)widget->send.action,
                                        .number = widget->send.number});
    }
    return false;
}

/* The keys come to every target once and to the first again; the ring is seen. */
static void
check_focus(struct stage *stage, const char *name)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint targets = 0;
    for (size_t i = 0; i < view_count(stage->view); i++)
        targets += widget_is_target(view_widget(stage->view, i)) &&
                   !is_behind_veil(stage, i) &&
                   strcmp(view_widget(stage->view, i)->id, "mark") != 0;
    for (guint i = 0; i < targets; i++) {
        view_focus_move(stage->view, 1);
        const struct widget *focus = view_focus(stage->view);
        if (!g_hash_table_add(seen, (gpointer)(uintptr_t)focus->id))
            blame(name, focus->id, "the keys come to it twice");
    }
    if (targets == 0)
        return;
    struct box boxes[VIEW_BOXES_MAX];
    const struct widget *last = view_focus(stage->view);
    view_paint(stage->view, &stage->canvas, boxes);
    int x = last->box.x + last->box.w / 2;
    int y = last->box.y - theme_px(&stage->theme, 9.5);
    int beyond = last->box.y - theme_px(&stage->theme, 14);
    const uint32_t *pixels = stage->pixels;
    double contrast = theme_contrast(pixels[y * stage->theme.width + x],
                                     pixels[beyond * stage->theme.width + x]);
    if (contrast < 3)
        blame(name, last->id, "the ring of the focus is not seen");
    view_focus_clear(stage->view);
}

static void
check_scene(const struct look *look, const struct scene *scene)
{
    struct stage stage;
    stage_init(&stage, look, scene);
    // Nobody is there, or staff: the session has gone back to the standard size.
    if (look->assisted && (!session_in_visit(&stage.visitor.session) ||
                           session_is_staff(&stage.visitor.session))) {
        stage_finish(&stage);
        return;
    }
    for (int part = 0; part < PARTS_MAX; part++) {
        char *name = g_strdup_printf("%s%s%s-%s", panel->name == NULL ? "" : panel->name,
                                     panel->name == NULL ? "" : "-", look->name,
                                     scene->name);
        char *numbered = part == 0 ? g_strdup(name)
                                   : g_strdup_printf("%s-%d", name, part + 1);
        g_free(name);
        name = numbered;
        stage_paint(&stage);
        save_picture(&stage, name);
        check_words(&stage, name);
        check_targets(&stage, name);
        check_ids(&stage, name);
        check_text_apart(&stage, name);
        check_focus(&stage, name);
        g_free(name);
        // On for as long as there is a key that leads to the next sheet or part.
        if (!press(&stage, "sheet-next") && !press(&stage, "part-next"))
            break;
    }
    stage_finish(&stage);
}

/* Touches the `index`th widget of a scene anew. False: there are no more. */
static bool
touch_one(const struct look *look, const struct scene *scene, size_t index)
{
    struct stage stage;
    stage_init(&stage, look, scene);
    struct screen_context context = {&stage.visitor.session, stage.pages};
    screens_build(stage.view, &context);
    bool there = index < view_count(stage.view);
    const struct widget *widget = there ? view_widget(stage.view, index) : NULL;
    // A field that is full takes no more digits.
    bool digit = there &&
                 g_str_has_prefix(widget->id == NULL ? "" : widget->id, "key-") &&
                 g_ascii_isdigit(widget->id[4]);
    if (there && widget_is_target(widget) && !digit &&
        !visitor_event(&stage.visitor,
                       &(struct session_event){.kind = widget->send.action,
                                               .number = widget->send.number,
                                               .text = widget->send.text,
                                               .text2 = widget->send.text2}))
        blame(scene->name, widget->id, "nothing comes of touching it");
    stage_finish(&stage);
    return there;
}

static void
test_look__booking_has_no_dead_keys(gconstpointer data)
{
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        for (size_t index = 0; g_str_has_prefix(scenes[i].name, "booking") &&
                               touch_one(data, &scenes[i], index);
             index++)
            ;
    g_assert_cmpint(problems, ==, 0);
}

static void
test_look__keeps_its_rules(gconstpointer data)
{
    const struct look *look = data;
    problems = 0;
    const char *only = g_getenv("KIOSK_PANEL"), *scene = g_getenv("KIOSK_SCENE");
    for (size_t i = 0; i < G_N_ELEMENTS(panels); i++)
        if (g_strcmp0(panels[i].name, only) == 0)
            panel = &panels[i];
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if (scene == NULL || strcmp(scene, scenes[i].name) == 0)
            check_scene(look, &scenes[i]);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    assets_speak("zh_CN");
    shared_glyphs = glyphs_create(NULL);
    if (shared_glyphs == NULL) {
        g_print("1..0 # SKIP the fonts are not installed\n");
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
        char *path = g_strdup_printf("/look/keeps_its_rules/%s", looks[i].name);
        g_test_add_data_func(path, &looks[i], test_look__keeps_its_rules);
        g_free(path);
    }
    for (size_t i = 0; i < 2; i++) { // colours change nothing in it
        char *path = g_strdup_printf("/look/booking_has_no_dead_keys/%s", looks[i].name);
        g_test_add_data_func(path, &looks[i], test_look__booking_has_no_dead_keys);
        g_free(path);
    }
    int result = g_test_run();
    glyphs_destroy(shared_glyphs);
    return result;
}
