// SPDX-License-Identifier: Apache-2.0
/* Stage: a scene painted into memory, in a look and on a panel. For the tests of what is seen. */
#ifndef TESTS_TERMINAL_UI_STAGE_H
#define TESTS_TERMINAL_UI_STAGE_H

#include "scenes.h"

#include "terminal/screens/screens.h"
#include "terminal/ui/view.h"
#include "tests/support/assets.h"

#include <stdio.h>
#include <string.h>

struct look {
    const char *name;
    enum theme_palette palette;
    bool assisted;
    bool lowered;
    const char *language; // NULL: the first one
};

struct panel {
    const char *name; // NULL: the one of the look
    int width, height, width_mm, height_mm, bottom_mm;
};

static const struct look looks[] = {
    {"standard", PALETTE_STANDARD, false, false, NULL},
    {"assisted", PALETTE_STANDARD, true, false, NULL},
    {"contrast-dark", PALETTE_CONTRAST_DARK, false, false, NULL},
    {"contrast-light", PALETTE_CONTRAST_LIGHT, false, false, NULL},
    {"assisted-dark", PALETTE_CONTRAST_DARK, true, false, NULL},
    {"assisted-light", PALETTE_CONTRAST_LIGHT, true, false, NULL},
    {"lowered", PALETTE_STANDARD, false, true, NULL},
    {"assisted-lowered", PALETTE_STANDARD, true, true, NULL},
};

/* The panel of the look is first. */
static const struct panel panels[] = {
    {NULL, 1080, 1920, 268, 476, 800},
    {"1920x1080", 1920, 1080, 527, 296, 950},  // 23.8 inch
    {"1280x1024", 1280, 1024, 338, 270, 1000}, // 17 inch; 50 mm out of reach
    {"768x1366", 768, 1366, 193, 344, 950},    // 15.6 inch; 74 mm out of reach
    {"768x1366-18", 768, 1366, 230, 410, 800}, // 18.5 inch
    {"1280x1024-19", 1280, 1024, 376, 301, 950},
    {"high", 1080, 1920, 268, 476, 950},  // as high as a panel may hang
    {"large", 1080, 1920, 392, 697, 300}, // 31.5 inch, near the floor
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

// Fonts are slow to open, and pictures are drawn once for each size and colour.
static struct glyphs *shared_glyphs;
static struct pictures *shared_pictures;

static void
stage_init(struct stage *stage, const struct look *look, const struct scene *scene)
{
    *stage = (struct stage){.pages = pages_create(), .glyphs = shared_glyphs};
    visitor_init(&stage->visitor);
    if (look->language != NULL)
        visitor_speaks(&stage->visitor, look->language);
    const struct session_language *now = session_language_now(&stage->visitor.session);
    theme_setup(&stage->theme,
                &(struct theme_settings){.palette = look->palette,
                                         .assisted = look->assisted,
                                         .lowered = look->lowered,
                                         .foreign = look->language != NULL,
                                         .mirrored = now->rtl,
                                         .width = panel->width,
                                         .height = panel->height,
                                         .panel_width_mm = panel->width_mm,
                                         .panel_height_mm = panel->height_mm,
                                         .panel_bottom_mm = panel->bottom_mm});
    if (shared_pictures == NULL)
        shared_pictures = pictures_create("assets/pictures");
    stage->pictures = shared_pictures;
    stage->view = view_create(&stage->theme, stage->glyphs, stage->pictures);
    stage->pixels = g_new0(uint32_t, (gsize)(panel->width * panel->height));
    canvas_init(&stage->canvas, stage->pixels, panel->width, panel->height,
                panel->width * 4);
    stage->visitor.session.assisted = look->assisted;
    stage->visitor.session.lowered = look->lowered;
    scene->come(&stage->visitor, stage->pages);
}

static void
stage_finish(struct stage *stage)
{
    view_destroy(stage->view);
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

/* What `id` sends is done; false: there is no such key. */
static bool
press(struct stage *stage, const char *id)
{
    for (size_t i = 0; i < view_count(stage->view); i++) {
        const struct widget *widget = view_widget(stage->view, i);
        if (strcmp(widget->id, id) == 0 && widget_is_target(widget))
            return visitor_event(&stage->visitor,
                                 &(struct session_event){
                                     .kind = (enum session_event_kind)widget->send.action,
                                     .number = widget->send.number});
    }
    return false;
}

#define PARTS_MAX 40

/* Nobody is there, or staff: the session has gone back to how every visit begins. */
static bool
stage_is_plain(const struct stage *stage)
{
    return !session_in_visit(&stage->visitor.session) ||
           session_is_staff(&stage->visitor.session);
}

/* Every sheet and part of a scene, painted. */
static G_GNUC_UNUSED void
stage_each(const struct look *look, const struct scene *scene,
           void (*visit)(struct stage *stage, const char *name, void *data), void *data)
{
    struct stage stage;
    stage_init(&stage, look, scene);
    bool skip = (look->assisted || look->lowered) && stage_is_plain(&stage);
    for (int part = 0; !skip && part < PARTS_MAX; part++) {
        GString *name = g_string_new(panel->name);
        g_string_append_printf(name, "%s%s-%s", panel->name == NULL ? "" : "-",
                               look->name, scene->name);
        if (part > 0)
            g_string_append_printf(name, "-%d", part + 1);
        stage_paint(&stage);
        visit(&stage, name->str, data);
        g_string_free(name, TRUE);
        // On for as long as there is a key that leads to the next sheet or part.
        if (!press(&stage, "sheet-next") && !press(&stage, "part-next"))
            break;
    }
    stage_finish(&stage);
}

#endif
