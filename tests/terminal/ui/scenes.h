// SPDX-License-Identifier: Apache-2.0
/* Scenes: every screen in every state that looks different, reached by the session's own
 * events. For test_look.c alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_H
#define TESTS_TERMINAL_UI_SCENES_H

#include "base/blob.h"
#include "core/service.h"
#include "terminal/pages.h"
#include "terminal/ui/picture.h"
#include "tests/support/visitor.h"

struct scene {
    const char *name;
    void (*come)(struct visitor *visitor, struct pages *pages);
};

#define SCENE(name) static void scene_##name(struct visitor *visitor, struct pages *pages)
#define UNUSED_PAGES (void)pages

/* A page as the image driver hands it over: our own drawing of one, in a sealed blob. */
static int
scene_page(struct pages *pages)
{
    struct theme theme;
    theme_init(&theme, PALETTE_STANDARD, false, 1080, 1920, 0);
    char *text = NULL;
    g_assert_true(g_file_get_contents("assets/pictures/sample-register.picture", &text,
                                      NULL, NULL));
    int width = 928, height = 592;
    uint32_t *pixels = picture_rasterise(text, &theme, width, height, NULL);
    for (int i = 0; i < width * height; i++)
        if (pixels[i] >> 24 != 255)
            pixels[i] = 0xff000000 | theme.colours[COLOUR_STAGE];
    size_t size = (size_t)(width * height) * 4;
    int preview = blob_create(pixels, size, NULL), jpeg = blob_create("jpeg", 4, NULL);
    int handle = pages_add(pages, jpeg, preview, width, height, width * 4);
    g_assert_cmpint(handle, >, 0);
    g_free(pixels);
    g_free(text);
    return handle;
}

static void
scene_page_comes(struct visitor *visitor, struct pages *pages, const char *verdict)
{
    struct session_event event = {
        .kind = SESSION_PAGE_READY,
        .order = visitor->scan_order,
        .page = {.handle = scene_page(pages), .width = 928, .height = 592},
    };
    g_strlcpy(event.page.verdict, verdict, sizeof event.page.verdict);
    visitor_event(visitor, &event);
}

SCENE(attract)
{
    UNUSED_PAGES;
    visitor_device(visitor, "card", DEVICE_ONLINE, "none");
}

SCENE(attract_trouble)
{
    UNUSED_PAGES;
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_waits(visitor, 8 * 3600 * 1000);
}

SCENE(home)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
}

SCENE(home_draft_lost)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor->session.draft_lost = true;
}

SCENE(group)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "medical");
}

SCENE(group_empty)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "booking");
}

SCENE(guide)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
}

SCENE(consent)
{
    scene_guide(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(card)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
}

SCENE(card_failed)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
    visitor_card_fails(visitor, "cardUnreadable");
}

SCENE(form)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001");
}

SCENE(form_error)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "1000000123");
    visitor_does(visitor, SESSION_NEXT, NULL);
}

static void
scene_choose(struct visitor *visitor)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                   .text = "category",
                                                   .text2 = "ordinary"});
}

SCENE(form_complete)
{
    UNUSED_PAGES;
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001234");
    if (visitor->session.assisted)
        visitor_does(visitor, SESSION_NEXT, NULL);
    scene_choose(visitor);
}

/* In assisted mode each question is a page of its own. */
static void
scene_to_scan(struct visitor *visitor)
{
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001234");
    if (visitor->session.assisted)
        visitor_does(visitor, SESSION_NEXT, NULL);
    scene_choose(visitor);
    visitor_does(visitor, SESSION_NEXT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_SCAN);
}

SCENE(scan)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
}

SCENE(scan_running)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_SCAN_PROGRESS,
                                                   .order = visitor->scan_order,
                                                   .number = 40});
}

SCENE(scan_good)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "good");
}

SCENE(scan_two)
{
    scene_scan_good(visitor, pages);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "good");
}

SCENE(scan_blurred)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "blurred");
}

SCENE(scan_failed)
{
    UNUSED_PAGES;
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_scan_fails(visitor, "incompletePage");
}

SCENE(check)
{
    scene_scan_good(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(check_promised)
{
    scene_check(visitor, pages);
    visitor_does(visitor, SESSION_PROMISE, NULL);
}

SCENE(errors)
{
    scene_check_promised(visitor, pages);
    // As if a draft of an older version of the service had come back.
    json_object_set_new(visitor->session.answers, "phone", json_string("1000000123"));
    json_object_del(visitor->session.answers, "category");
    visitor->session.materials[0].page_count = 0;
    visitor_does(visitor, SESSION_SUBMIT, NULL);
    g_assert_cmpint(visitor->session.screen, ==, SCREEN_ERRORS);
}

SCENE(submitting)
{
    scene_check_promised(visitor, pages);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
}

SCENE(submitting_stored)
{
    scene_submitting(visitor, pages);
    visitor_is_stored(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_DELIVERY,
                                                   .order = visitor->submit_order,
                                                   .number = 3,
                                                   .number2 = 5});
}

SCENE(done)
{
    scene_submitting(visitor, pages);
    visitor_is_stored(visitor);
    visitor_is_delivered(visitor);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_PROGRESS,
                                                   .order = visitor->print_order,
                                                   .number = 0,
                                                   .number2 = 1});
}

SCENE(done_printed)
{
    scene_done(visitor, pages);
    visitor_is_printed(visitor);
}

SCENE(done_waiting)
{
    scene_submitting_stored(visitor, pages);
    visitor_does(visitor, SESSION_DO_NOT_WAIT, NULL);
}

SCENE(fault_paper)
{
    scene_done(visitor, pages);
    visitor_print_fails(visitor, "paperOut", 0);
}

SCENE(fault_jam)
{
    scene_done(visitor, pages);
    visitor_print_fails(visitor, "paperJam", 0);
}

SCENE(fault_store)
{
    scene_submitting(visitor, pages);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STORE_FAILED,
                                                   .order = visitor->submit_order,
                                                   .text = "failed"});
}

SCENE(out_of_service)
{
    UNUSED_PAGES;
    struct session_device store = {.class = "store",
                                   .state = DEVICE_HARDWARE_ERROR,
                                   .cause = "failed",
                                   .since_ms = visitor->real_ms - 3600 * 1000,
                                   .present = true};
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &store});
}

SCENE(idle)
{
    scene_form(visitor, pages);
    visitor_waits(visitor, visitor->session.assisted ? SESSION_IDLE_ASSISTED_MS + 9000
                                                     : SESSION_IDLE_MS + 7000);
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_IDLE);
}

SCENE(help)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(help_night)
{
    scene_form(visitor, pages);
    visitor->real_ms += 8 * 3600 * 1000;
    visitor_does(visitor, SESSION_HELP, NULL);
}

SCENE(end)
{
    scene_form(visitor, pages);
    visitor_does(visitor, SESSION_ASK_END, NULL);
}

#define LISTED(name)                                                                     \
    {                                                                                    \
#name, scene_##name                                                              \
    }
static const struct scene scenes[] = {
    LISTED(attract),
    LISTED(attract_trouble),
    LISTED(home),
    LISTED(home_draft_lost),
    LISTED(group),
    LISTED(group_empty),
    LISTED(guide),
    LISTED(consent),
    LISTED(card),
    LISTED(card_failed),
    LISTED(form),
    LISTED(form_error),
    LISTED(form_complete),
    LISTED(scan),
    LISTED(scan_running),
    LISTED(scan_good),
    LISTED(scan_two),
    LISTED(scan_blurred),
    LISTED(scan_failed),
    LISTED(check),
    LISTED(check_promised),
    LISTED(errors),
    LISTED(submitting),
    LISTED(submitting_stored),
    LISTED(done),
    LISTED(done_printed),
    LISTED(done_waiting),
    LISTED(fault_paper),
    LISTED(fault_jam),
    LISTED(fault_store),
    LISTED(out_of_service),
    LISTED(idle),
    LISTED(help),
    LISTED(help_night),
    LISTED(end),
};

#endif
