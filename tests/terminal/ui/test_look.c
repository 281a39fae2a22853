// SPDX-License-Identifier: Apache-2.0
/* Every scene in every look on the panel of the look, painted into memory: words have room,
 * targets are large enough and far enough apart, nothing lies over a target, all is seen and
 * reached. With KIOSK_LOOK=FOLDER set, each is also left there as a picture (PPM), for eyes;
 * KIOSK_PANEL=768x1366 does it on another panel, KIOSK_SCENE=NAME for one scene. */
#include "rules.h"

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
    const char *only = g_getenv("KIOSK_PANEL"), *scene = g_getenv("KIOSK_SCENE");
    problems = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(panels); i++)
        if (g_strcmp0(panels[i].name, only) == 0)
            panel = &panels[i];
    for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
        if (scene == NULL || strcmp(scene, scenes[i].name) == 0)
            stage_each(look, &scenes[i], check_page, NULL);
    g_assert_cmpint(problems, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); // one look after the other
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
