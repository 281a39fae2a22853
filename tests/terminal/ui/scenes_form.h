// SPDX-License-Identifier: Apache-2.0
/* Scenes from the card to what was handed in. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_FORM_H
#define TESTS_TERMINAL_UI_SCENES_FORM_H

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

SCENE(scan_still_blurred)
{
    scene_scan_blurred(visitor, pages);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "blurred");
}

SCENE(scan_blank)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    scene_page_comes(visitor, pages, "blank");
}

SCENE(scan_live)
{
    scene_to_scan(visitor);
    visitor_event(visitor,
                  &(struct session_event){
                      .kind = SESSION_SCAN_FRAME,
                      .order = visitor->session.live_order,
                      .page = {.handle = scene_page(pages), .width = 928, .height = 592},
                  });
}

/* Four pages out of a feeder where fewer are wanted, the last with a lamp in it. */
/* A glass plate and a camera: the person chooses, or one stands in for the other. */
static void
scene_two_scanners(struct visitor *visitor, enum device_state first)
{
    static const char *const names[] = {"scanner", "desk-camera", "scanner"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct session_device device = {
            .class = "scanner", .state = DEVICE_ONLINE, .cause = "none", .present = true};
        g_strlcpy(device.name, names[i], sizeof device.name);
        if (i == 2)
            device.state = first;
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
    }
}

SCENE(scan_two_scanners)
{
    (void)pages;
    scene_to_scan(visitor);
    scene_two_scanners(visitor, DEVICE_ONLINE);
}

SCENE(scan_stands_in)
{
    (void)pages;
    scene_to_scan(visitor);
    scene_two_scanners(visitor, DEVICE_HARDWARE_ERROR);
}

SCENE(scan_feeder)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    for (int left = 11; left >= 0; left--)
        visitor_event(visitor, &(struct session_event){
                                   .kind = SESSION_PAGE_READY,
                                   .order = visitor->scan_order,
                                   .number = left,
                                   .page = {.handle = scene_page(pages),
                                            .width = 928,
                                            .height = 592,
                                            .verdict = "good",
                                            .glare = true},
                               });
}

SCENE(scan_dark)
{
    scene_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_event(visitor, &(struct session_event){
                               .kind = SESSION_PAGE_READY,
                               .order = visitor->scan_order,
                               .page = {.handle = scene_page(pages),
                                        .width = 928,
                                        .height = 592,
                                        .verdict = "good",
                                        .dark = true},
                           });
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

SCENE(aloud)
{
    scene_check(visitor, pages);
    visitor_does(visitor, SESSION_SAY, NULL);
    g_assert_cmpint(visitor->session.dialog, ==, DIALOG_ALOUD);
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

SCENE(errors_mending)
{
    scene_errors(visitor, pages);
    visitor_does(visitor, SESSION_EDIT, "phone");
}

SCENE(errors_last)
{
    scene_errors_mending(visitor, pages);
    visitor_types(visitor, "4");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PART, .number = 1});
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

#endif
