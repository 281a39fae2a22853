// SPDX-License-Identifier: Apache-2.0
/* Rules: what must hold on every page that is painted, measured on its widgets and pixels. */
#ifndef TESTS_TERMINAL_UI_RULES_H
#define TESTS_TERMINAL_UI_RULES_H

#include "stage.h"

/* KIOSK_LOOK: a folder for pictures. */
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
        for (size_t k = 0; k < view_count(stage->view); k++) {
            const struct widget *widget = view_widget(stage->view, k);
            if (strcmp(widget->id, g_ptr_array_index(overflows, i)) != 0)
                continue;
            char *what = g_strdup_printf("\"%s\" has no room", widget->name);
            blame(name, widget->id, what);
            g_free(what);
        }
}

static bool
is_keyboard_key(const struct widget *widget)
{
    return g_str_has_prefix(widget->id, "key-") ||
           g_str_has_prefix(widget->id, "candidate") || strcmp(widget->id, "square") == 0;
}

/* 12.7 mm and 2.5 mm; in large type 20 mm and 4 mm. */
static void
check_size(const struct stage *stage, const char *name, const struct widget *widget)
{
    int least = theme_mm(&stage->theme, stage->theme.assisted ? 20 : 12.7);
    struct box page = {0, 0, stage->theme.width, stage->theme.height};
    struct box seen = box_common(widget->box, page);
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
    int least = theme_mm(&stage->theme, stage->theme.assisted ? 4 : 2.5);
    if (!box_meets(box_inset(a->box, -least), b->box))
        return;
    char *what = g_strdup_printf("it is too near to %s", b->id);
    blame(name, a->id, what);
    g_free(what);
}

/* One of what is chosen from: no key to write with, no field, no key that only goes on or back,
 * nothing of the bars. */
static bool
is_choice(const struct stage *stage, const struct widget *widget)
{
    const struct theme *theme = &stage->theme;
    return !is_keyboard_key(widget) && !widget->disabled &&
           strcmp(widget->id, "mark") != 0 && widget->role != ROLE_TEXTBOX &&
           widget->tone != TONE_PRIMARY && !g_str_has_prefix(widget->id, "sheet-") &&
           !g_str_has_prefix(widget->id, "part-") &&
           widget->box.y < theme_px(theme, theme->panel_bar_top);
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
        choices += is_choice(stage, widget);
        for (size_t k = i + 1; k < view_count(stage->view); k++)
            if (is_pressable(stage, k))
                check_gap(stage, name, widget, view_widget(stage->view, k));
    }
    if (choices > (stage->theme.assisted ? 6 : 9))
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
        if (text->box.x < 0 || text->box.x + text->box.w > stage->theme.width + 1 ||
            text->box.w <= 0)
            blame(name, text->id, "it reaches beside the page");
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
    // Beside it at half its height: below the lowest keys the panel may end.
    int y = last->box.y + last->box.h / 2, width = stage->theme.width;
    int x = last->box.x - theme_px(&stage->theme, 9);
    int beyond = last->box.x - theme_px(&stage->theme, 15);
    const uint32_t *pixels = stage->pixels + y * width;
    double contrast = beyond < 0 ? 21 : theme_contrast(pixels[x], pixels[beyond]);
    if (contrast < 3)
        blame(name, last->id, "the ring of the focus is not seen");
    view_focus_clear(stage->view);
}

/* Nothing is smaller than 4.8 mm (6.4), as high as its digits are. */
static void
check_type(const struct stage *stage, const char *name, const struct widget *widget)
{
    const struct theme *theme = &stage->theme;
    double least = theme->assisted ? 6.4 : 4.8, digit = 0.733;
    int px = widget->size > 0 ? widget->size : theme->type_px[widget->step];
    if (px * digit < least * theme->px_per_mm - 0.5)
        blame(name, widget->id, "its words are too small");
}

/* What is pressed can be reached by somebody who sits: 380 to 1220 mm above the floor. Where
 * no key lowers the page, it can as it is. */
static void
check_reach(const struct stage *stage, const char *name, const struct widget *widget)
{
    const struct theme *theme = &stage->theme;
    bool lowered = theme->lowered || !theme->lowers;
    if (!lowered || !widget_is_target(widget) || strcmp(widget->id, "mark") == 0)
        return;
    double top = panel->bottom_mm + (theme->height - widget->box.y) / theme->px_per_mm;
    double bottom = top - widget->box.h / theme->px_per_mm;
    if (top > 1221 || bottom < 379)
        blame(name, widget->id, "it is out of reach");
}

static int
brightness(uint32_t colour)
{
    return (int)((colour >> 16 & 255) * 54 + (colour >> 8 & 255) * 183 +
                 (colour & 255) * 19);
}

#define TONES_MOST 6

/* The colour that most of a box has, among the first that are met; and how much of it. */
static uint32_t
ground_of(const struct stage *stage, struct box box, double *share_out)
{
    uint32_t colours[TONES_MOST] = {0};
    int counts[TONES_MOST] = {0}, known = 0, all = 0, best = 0;
    for (int y = box.y; y < box.y + box.h; y += 3) {
        const uint32_t *row = stage->pixels + y * stage->theme.width;
        for (int x = box.x; x < box.x + box.w; x += 3, all++) {
            int k = 0;
            while (k < known && colours[k] != row[x])
                k++;
            if (k == known && known < TONES_MOST)
                colours[known++] = row[x];
            if (k < TONES_MOST)
                counts[k]++;
        }
    }
    for (int k = 0; k < known; k++)
        if (counts[k] > counts[best])
            best = k;
    *share_out = all == 0 ? 0 : (double)counts[best] / all;
    return colours[best];
}

/* Of its ground and what stands out most from it. */
static double
contrast_in(const struct stage *stage, struct box box, double *share_out)
{
    box = box_common(box, (struct box){0, 0, stage->theme.width, stage->theme.height});
    uint32_t ground = ground_of(stage, box, share_out), far = ground;
    int light = brightness(ground), most = 0;
    for (int y = box.y; y < box.y + box.h; y++) {
        const uint32_t *row = stage->pixels + y * stage->theme.width;
        for (int x = box.x; x < box.x + box.w; x++) {
            if (row[x] == ground || abs(brightness(row[x]) - light) <= most)
                continue;
            most = abs(brightness(row[x]) - light);
            far = row[x];
        }
    }
    return theme_contrast(ground, far);
}

/* Words on a plain ground: 10 to 1, in high contrast 20 to 1. */
static void
check_contrast(const struct stage *stage, const char *name, const struct widget *widget)
{
    double share, least = stage->theme.contrast ? 20 : 10;
    // Round corners of a tag show what is behind it: they are no words.
    int in = MIN(widget->box.h / 6, widget->box.w / 6);
    struct box box = {widget->box.x + in, widget->box.y + in, widget->box.w - 2 * in,
                      widget->box.h - 2 * in};
    double contrast = contrast_in(stage, box, &share);
    if (share < 0.4 || contrast >= least - 0.01)
        return;
    char *what = g_strdup_printf("\"%s\" has a contrast of %.1f", widget->name, contrast);
    blame(name, widget->id, what);
    g_free(what);
}

static uint32_t
pixel_at(const struct stage *stage, int x, int y)
{
    x = CLAMP(x, 0, stage->theme.width - 1);
    y = CLAMP(y, 0, stage->theme.height - 1);
    return stage->pixels[y * stage->theme.width + x];
}

/* What is pressed stands out from what lies around it by 4.5 to 1: its edge or its face, seen
 * in the middle of its upper side. */
static void
check_edge(const struct stage *stage, const char *name, size_t index)
{
    const struct widget *widget = view_widget(stage->view, index);
    if (!widget_is_target(widget) || strcmp(widget->id, "mark") == 0 ||
        widget->kind == WIDGET_STROKES)
        return;
    struct box box = widget->box;
    double most = 0;
    int out = widget->focused || widget->selected ? theme_px(&stage->theme, 9)
                                                  : 3; // beyond its ring
    // A dashed edge has gaps.
    for (int x = box.x + box.w / 2 - 14; x < box.x + box.w / 2 + 14; x++) {
        uint32_t around = pixel_at(stage, x, box.y - out);
        for (int y = box.y - 1; y < box.y + 2 * stage->theme.border + 2; y++)
            most = MAX(most, theme_contrast(around, pixel_at(stage, x, y)));
    }
    if (most >= 4.49)
        return;
    char *what = g_strdup_printf("its edge has a contrast of %.1f", most);
    blame(name, widget->id, what);
    g_free(what);
}

static bool
is_words(const struct widget *widget)
{
    return (widget->kind == WIDGET_TEXT || widget->kind == WIDGET_LABEL) &&
           widget->name != NULL && *widget->name != '\0';
}

static void
check_seen(const struct stage *stage, const char *name)
{
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (is_behind_veil(stage, i))
            continue;
        check_reach(stage, name, widget);
        check_edge(stage, name, i);
        if (!is_words(widget))
            continue;
        check_type(stage, name, widget);
        check_contrast(stage, name, widget);
    }
}

/* Every rule on the page that stands on the stage. */
static G_GNUC_UNUSED void
check_page(struct stage *stage, const char *name, void *data)
{
    (void)data;
    save_picture(stage, name);
    check_words(stage, name);
    check_targets(stage, name);
    check_ids(stage, name);
    check_text_apart(stage, name);
    check_seen(stage, name);
    check_focus(stage, name);
}

#endif
