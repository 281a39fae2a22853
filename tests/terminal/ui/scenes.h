// SPDX-License-Identifier: Apache-2.0
/* Scenes: every screen in every state that looks different, reached by the session's own
 * events. For test_look.c alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_H
#define TESTS_TERMINAL_UI_SCENES_H

#include "base/blob.h"
#include "core/service.h"
#include "terminal/pages.h"
#include "terminal/ui/picture.h"
#include "tests/support/assets.h"
#include "tests/support/visitor_family.h"
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

// In this order: later parts begin where earlier ones end.
#include "scenes_start.h"

#include "scenes_find.h"

#include "scenes_form.h"

#include "scenes_dialog.h"

#include "scenes_booking.h"

#include "scenes_progress.h"

#include "scenes_long.h"

#include "scenes_keyboard.h"

#include "scenes_family.h"

#include "scenes_staff.h"

#include "scenes_voice.h"

#define LISTED(name)                                                                     \
    {                                                                                    \
#name, scene_##name                                                              \
    }
static const struct scene scenes[] = {
    LISTED(attract),
    LISTED(attract_trouble),
    LISTED(attract_slips),
    LISTED(attract_paper),
    LISTED(attract_paper_coming),
    LISTED(attract_paper_lost),
    LISTED(home),
    LISTED(home_draft_lost),
    LISTED(group),
    LISTED(group_empty),
    LISTED(guide),
    LISTED(consent),
    LISTED(home_all),
    LISTED(group_elderly),
    LISTED(group_event),
    LISTED(search_empty),
    LISTED(search_letters),
    LISTED(search_many),
    LISTED(search_elsewhere),
    LISTED(search_nothing),
    LISTED(search_near),
    LISTED(search_written),
    LISTED(search_nine),
    LISTED(search_question),
    LISTED(answer),
    LISTED(answer_alone),
    LISTED(guide_elderly),
    LISTED(guide_paused),
    LISTED(guide_season),
    LISTED(take),
    LISTED(take_printed),
    LISTED(take_no_paper),
    LISTED(public),
    LISTED(public_block),
    LISTED(public_notices),
    LISTED(public_notice),
    LISTED(public_list),
    LISTED(public_hall),
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
    LISTED(scan_still_blurred),
    LISTED(scan_blank),
    LISTED(scan_live),
    LISTED(scan_two_scanners),
    LISTED(scan_stands_in),
    LISTED(scan_feeder),
    LISTED(scan_dark),
    LISTED(scan_failed),
    LISTED(copy_purpose),
    LISTED(copy),
    LISTED(copy_no_card),
    LISTED(copy_back),
    LISTED(copy_sheet),
    LISTED(copy_out),
    LISTED(check),
    LISTED(check_promised),
    LISTED(aloud),
    LISTED(languages),
    LISTED(errors),
    LISTED(errors_mending),
    LISTED(errors_last),
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
    LISTED(long_guide),
    LISTED(long_choice),
    LISTED(long_date),
    LISTED(long_id_number),
    LISTED(long_money),
    LISTED(long_address),
    LISTED(long_check),
    LISTED(long_errors),
    LISTED(long_done),
    LISTED(who),
    LISTED(card_agent),
    LISTED(card_child),
    LISTED(card_typed),
    LISTED(place),
    LISTED(place_picked),
    LISTED(choice_notes),
    LISTED(date_year),
    LISTED(date_month),
    LISTED(date_day),
    LISTED(entries),
    LISTED(entries_remove),
    LISTED(signature),
    LISTED(promise),
    LISTED(check_family),
    LISTED(errors_family),
    LISTED(help_night),
    LISTED(end),
    LISTED(end_paper),
    LISTED(end_result),
    LISTED(staff_pin),
    LISTED(staff_closed),
    LISTED(staff_no_pin),
    LISTED(staff),
    LISTED(staff_library),
    LISTED(staff_trouble),
    LISTED(staff_queue),
    LISTED(staff_drivers),
    LISTED(staff_low),
    LISTED(staff_paper),
    LISTED(staff_paper_in),
    LISTED(staff_change),
    LISTED(staff_log),
    LISTED(staff_test_card),
    LISTED(staff_test_good),
    LISTED(staff_test_bad),
    LISTED(pinyin),
    LISTED(pinyin_sentence),
    LISTED(writing),
    LISTED(writing_empty),
    LISTED(strokes),
    LISTED(letters),
    LISTED(digits),
    LISTED(keyboard_off),
    LISTED(booking_asking),
    LISTED(booking),
    LISTED(booking_none),
    LISTED(booking_away),
    LISTED(booking_slots_asking),
    LISTED(booking_slots),
    LISTED(booking_slots_chosen),
    LISTED(booking_slots_full),
    LISTED(booking_slots_nothing),
    LISTED(booking_card),
    LISTED(booking_card_hurry),
    LISTED(booking_number),
    LISTED(booking_check),
    LISTED(booking_check_already),
    LISTED(booking_unknown),
    LISTED(booking_done),
    LISTED(booking_fault),
    LISTED(booking_mine),
    LISTED(booking_mine_number),
    LISTED(booking_mine_wrong),
    LISTED(booking_cancel),
    LISTED(booking_cancelled),
    LISTED(booking_move),
    LISTED(queue_asking),
    LISTED(queue_open),
    LISTED(queue_closed),
    LISTED(queue_closed_meanwhile),
    LISTED(queue_away),
    LISTED(queue_done),
    LISTED(queue_fault),
    LISTED(pinyin_off),
    LISTED(read_aloud),
    LISTED(read_loudest),
    LISTED(silent),
    LISTED(progress_who),
    LISTED(progress_who_wrong),
    LISTED(progress_who_ticket),
    LISTED(ticket),
    LISTED(progress_code),
    LISTED(progress_code_wrong),
    LISTED(progress_code_locked),
    LISTED(progress_code_away),
    LISTED(progress_deciding),
    LISTED(progress_refused),
    LISTED(progress_issued),
    LISTED(progress_delivered),
    LISTED(progress_missing),
    LISTED(correction_form),
    LISTED(correction_last),
    LISTED(result_fetching),
    LISTED(result_away),
    LISTED(result),
    LISTED(result_no_paper),
    LISTED(result_zoom),
    LISTED(result_before),
    LISTED(progress_ask),
    LISTED(result_printing),
    LISTED(result_stands),
    LISTED(result_stuck),
    LISTED(result_missing),
    LISTED(sign),
    LISTED(sign_away),
    LISTED(delivered),
    LISTED(rating),
    LISTED(rating_tags),
    LISTED(done_rated),
    LISTED(trouble),
    LISTED(trouble_chosen),
    LISTED(trouble_words),
    LISTED(trouble_failed),
    LISTED(trouble_done),
    LISTED(phone),
    LISTED(phone_wrong),
    LISTED(help_noted),
    LISTED(form_called),
};

#endif
