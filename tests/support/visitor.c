// SPDX-License-Identifier: Apache-2.0
#include "visitor.h"

#include <string.h>

#include "assets.h"
#include "child.h"

#define SATURDAY_MS INT64_C(1795242660000) // 2026-11-21 14:31 in Asia/Shanghai

/* As languages.c finds them, without a look into the folder. */
static const struct session_language languages[] = {
    {"zh_CN", "简体中文", false}, {"en", "English", false}, {"ug", "ئۇيغۇرچە", true}};

/* What no visit changes is read once for all visitors of a program: there may be thousands. */
static struct {
    struct catalogue *catalogue, *shipped; // of tests; that ships
    struct calendar *calendar;
    struct regions *regions;
    struct library library;
} house;

static void
open_house(void)
{
    if (house.catalogue != NULL)
        return;
    house.catalogue = assets_catalogue_of_tests();
    house.calendar = assets_calendar();
    json_t *places = assets_json("assets/regions/999999.json");
    house.regions = regions_create(places, NULL);
    json_decref(places);
    char *readings = child_built("share/words/zh.readings");
    library_init(&house.library, "assets", readings);
    g_free(readings);
}

void
visitor_init(struct visitor *visitor)
{
    open_house();
    *visitor = (struct visitor){
        .catalogue = house.catalogue,
        .calendar = house.calendar,
        .regions = house.regions,
        .library = &house.library,
        .real_ms = SATURDAY_MS,
        .monotonic_ms = 5000,
    };
    assets_place(&visitor->place);
    session_init(&visitor->session, visitor->catalogue, &visitor->place,
                 visitor->calendar, "0001");
    session_set_languages(&visitor->session, languages, G_N_ELEMENTS(languages));
    visitor->session.regions = visitor->regions;
    session_set_library(&visitor->session, &visitor->library->readings,
                        visitor->library->knowledge, visitor->library->bulletin);
}

void
visitor_speaks(struct visitor *visitor, const char *language)
{
    g_strlcpy(visitor->session.language, language, sizeof visitor->session.language);
    assets_speak(language);
}

/* One that a visitor took is the visitor's; one of the house is everybody's. */
static void
drop_catalogue(struct visitor *visitor)
{
    if (visitor->catalogue != house.catalogue && visitor->catalogue != house.shipped)
        catalogue_destroy(visitor->catalogue);
}

void
visitor_takes_what_ships(struct visitor *visitor)
{
    if (house.shipped == NULL)
        house.shipped = assets_catalogue();
    visitor_takes_catalogue(visitor, house.shipped);
}

void
visitor_takes_catalogue(struct visitor *visitor, struct catalogue *catalogue)
{
    session_set_catalogue(&visitor->session, catalogue);
    drop_catalogue(visitor);
    visitor->catalogue = catalogue;
}

void
visitor_finish(struct visitor *visitor)
{
    session_finish(&visitor->session);
    drop_catalogue(visitor);
    place_finish(&visitor->place);
}

static void
note_orders(struct visitor *visitor)
{
    for (size_t i = 0; i < visitor->effects.count; i++) {
        const struct effect *effect = &visitor->effects.list[i];
        if (effect->kind == EFFECT_READ_CARD)
            visitor->card_order = effect->order;
        if (effect->kind == EFFECT_SCAN)
            visitor->scan_order = effect->order;
        if (effect->kind == EFFECT_SUBMIT)
            visitor->submit_order = effect->order;
        if (effect->kind == EFFECT_PRINT_SLIP)
            visitor->print_order = effect->order;
    }
}

bool
visitor_event(struct visitor *visitor, const struct session_event *event)
{
    struct session_event timed = *event;
    timed.now_ms = visitor->real_ms;
    timed.monotonic_ms = visitor->monotonic_ms;
    visitor->effects.count = 0;
    bool changed = session_handle(&visitor->session, &timed, &visitor->effects);
    note_orders(visitor);
    return changed;
}

bool
visitor_does(struct visitor *visitor, enum session_event_kind kind, const char *text)
{
    visitor->touches++;
    return visitor_event(visitor, &(struct session_event){.kind = kind, .text = text});
}

void
visitor_types(struct visitor *visitor, const char *text)
{
    for (; *text != '\0'; text = g_utf8_find_next_char(text, NULL)) {
        char key[7] = {0};
        g_utf8_strncpy(key, text, 1);
        visitor_event(visitor,
                      &(struct session_event){.kind = SESSION_TYPE, .text = key});
    }
}

void
visitor_waits(struct visitor *visitor, int64_t ms)
{
    visitor->real_ms += ms;
    visitor->monotonic_ms += ms;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_TICK});
}

int
visitor_count_effects(const struct visitor *visitor, enum effect_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < visitor->effects.count; i++)
        count += visitor->effects.list[i].kind == kind;
    return count;
}

bool
visitor_has_effect(const struct visitor *visitor, enum effect_kind kind)
{
    return visitor_count_effects(visitor, kind) > 0;
}

/* ---- the outside ---- */

void
visitor_card_is_read(struct visitor *visitor)
{
    json_t *card = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i}",
                             "card_type", "citizen", "name", "王秀兰", "sex", "female",
                             "nation", "汉", "birth", "1943-03-12", "address",
                             "示例县青山镇柳溪村三组", "id_number", "999999194303120023",
                             "authority", "示例县公安局", "valid_from", "2016-05-01",
                             "valid_to", "长期", "photo", 0);
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CARD_READ,
                                                   .order = visitor->card_order,
                                                   .json = card});
    json_decref(card);
}

void
visitor_card_fails(struct visitor *visitor, const char *cause)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CARD_FAILED,
                                                   .order = visitor->card_order,
                                                   .text = cause});
}

int
visitor_page_comes(struct visitor *visitor, const char *verdict)
{
    struct session_event event = {
        .kind = SESSION_PAGE_READY,
        .order = visitor->scan_order,
        .page = {.handle = ++visitor->next_handle, .width = 600, .height = 800},
    };
    g_strlcpy(event.page.verdict, verdict, sizeof event.page.verdict);
    visitor_event(visitor, &event);
    return event.page.handle;
}

void
visitor_scan_fails(struct visitor *visitor, const char *cause)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_SCAN_FAILED,
                                                   .order = visitor->scan_order,
                                                   .text = cause});
}

void
visitor_is_stored(struct visitor *visitor)
{
    char code_data[] = "KIOSK1:000126112100071:c2lnbmF0dXJl";
    struct session_receipt receipt = {
        .case_id = "0199a1b2-0000-7000-8000-000000000001",
        .number = "000126112100071",
        .query_code = "482915",
        .code_data = code_data,
        .submitted_ms = visitor->real_ms,
    };
    visitor_event(visitor, &(struct session_event){.kind = SESSION_STORED,
                                                   .order = visitor->submit_order,
                                                   .receipt = &receipt});
}

void
visitor_is_delivered(struct visitor *visitor)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_DELIVERY,
                                                   .order = visitor->submit_order,
                                                   .number = 2,
                                                   .number2 = 2});
}

void
visitor_is_printed(struct visitor *visitor)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINTED,
                                                   .order = visitor->print_order,
                                                   .number = 1});
}

void
visitor_print_fails(struct visitor *visitor, const char *cause, int sheets)
{
    visitor_event(visitor, &(struct session_event){.kind = SESSION_PRINT_FAILED,
                                                   .order = visitor->print_order,
                                                   .text = cause,
                                                   .number = sheets});
}

void
visitor_device(struct visitor *visitor, const char *class, enum device_state state,
               const char *cause)
{
    struct session_device device = {.state = state, .present = true};
    g_strlcpy(device.class, class, sizeof device.class);
    g_strlcpy(device.cause, cause, sizeof device.cause);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_DEVICE, .device = &device});
}

/* ---- what must be true ---- */

void
visitor_must_be_on(const struct visitor *visitor, enum screen_id screen)
{
    g_assert_cmpint(visitor->session.screen, ==, screen);
}

void
visitor_must_hold_nothing(const struct visitor *visitor)
{
    const struct session *session = &visitor->session;
    // Not one byte of the visit is left, whatever member it stood in.
    struct session empty;
    memset(&empty, 0, sizeof empty);
    empty.scan_percent = empty.scan_last = empty.copy.percent = -1;
    empty.booking.seconds_left = -1;
    size_t first = offsetof(struct session, group);
    size_t behind = offsetof(struct session, devices);
    g_assert_true(memcmp((const char *)session + first, (const char *)&empty + first,
                         behind - first) == 0);
}

void
visitor_must_be_wiped(const struct visitor *visitor)
{
    const struct session *session = &visitor->session;
    visitor_must_be_on(visitor, SCREEN_ATTRACT);
    g_assert_cmpint(session->dialog, ==, DIALOG_NONE);
    g_assert_false(session->assisted);
    g_assert_cmpstr(session->language, ==, "zh_CN");
    g_assert_null(session->service);
    g_assert_null(session->card);
    g_assert_null(session->answers);
    g_assert_null(session->draft);
    g_assert_null(session->defects);
    g_assert_null(session->receipt.code_data);
    g_assert_cmpstr(session->receipt.number, ==, "");
    g_assert_cmpuint(session->material_count, ==, 0);
    g_assert_false(session->stored || session->promised || session->consent_given);
    visitor_must_hold_nothing(visitor);
}

/* ---- the way ---- */

void
visitor_agrees(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_AGREE, NULL);
    if (visitor->session.screen == SCREEN_WHO)
        visitor_does(visitor, SESSION_APPLY, "self");
}

void
visitor_comes_to_card(struct visitor *visitor)
{
    visitor_does(visitor, SESSION_START, NULL);
    visitor_must_be_on(visitor, SCREEN_HOME);
    visitor->touches = 0; // counted from home
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
    visitor_must_be_on(visitor, SCREEN_GUIDE);
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(visitor, SCREEN_CONSENT);
    visitor_agrees(visitor);
    visitor_must_be_on(visitor, SCREEN_CARD);
    g_assert_true(visitor_has_effect(visitor, EFFECT_READ_CARD));
}

void
visitor_comes_to_form(struct visitor *visitor)
{
    visitor_comes_to_card(visitor);
    visitor_card_is_read(visitor);
    visitor_must_be_on(visitor, SCREEN_FORM);
}

void
visitor_comes_to_scan(struct visitor *visitor)
{
    visitor_comes_to_form(visitor);
    visitor_types(visitor, "10000001234");
    visitor->touches++;
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CHOOSE,
                                                   .text = "category",
                                                   .text2 = "ordinary"});
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(visitor, SCREEN_SCAN);
}

void
visitor_comes_to_check(struct visitor *visitor)
{
    visitor_comes_to_scan(visitor);
    visitor_does(visitor, SESSION_SCAN, NULL);
    visitor_page_comes(visitor, "good");
    visitor_does(visitor, SESSION_NEXT, NULL);
    visitor_must_be_on(visitor, SCREEN_CHECK);
}

void
visitor_comes_to_submitting(struct visitor *visitor)
{
    visitor_comes_to_check(visitor);
    visitor_does(visitor, SESSION_PROMISE, NULL);
    visitor_does(visitor, SESSION_SUBMIT, NULL);
    visitor_must_be_on(visitor, SCREEN_SUBMITTING);
    g_assert_true(visitor_has_effect(visitor, EFFECT_SUBMIT));
}

void
visitor_comes_to_done(struct visitor *visitor)
{
    visitor_comes_to_submitting(visitor);
    visitor_is_stored(visitor);
    visitor_is_delivered(visitor);
    visitor_must_be_on(visitor, SCREEN_DONE);
    g_assert_true(visitor_has_effect(visitor, EFFECT_PRINT_SLIP));
}
