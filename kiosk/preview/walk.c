// SPDX-License-Identifier: Apache-2.0
#include "walk.h"

#include <string.h>

#include "terminal/screens/screens.h"

#define STEPS_MOST 120

struct way {
    struct session session;
    int64_t now_ms;
    struct effects effects;
    int entries; // of a repeated page that were opened
};

static void
tell(struct way *way, struct session_event event)
{
    event.now_ms = way->now_ms += 1000;
    event.monotonic_ms = way->now_ms;
    way->effects.count = 0;
    session_handle(&way->session, &event, &way->effects);
}

static int
order_of(const struct way *way, enum effect_kind kind)
{
    for (size_t i = 0; i < way->effects.count; i++)
        if (way->effects.list[i].kind == kind)
            return way->effects.list[i].order;
    return 0;
}

static const char *
words_for(enum question_kind kind)
{
    static const char *const words[QUESTION_KIND_COUNT] = {
        [QUESTION_PHONE] = "10012345678",
        [QUESTION_ID_NUMBER] = "999999194303120023",
        [QUESTION_BANK_CARD] = "9999990000000006",
        [QUESTION_DATE] = "20260101",
        [QUESTION_NUMBER] = "3",
        [QUESTION_MONEY] = "120",
        [QUESTION_CREDIT_CODE] = "91350100M000100Y43",
    };
    return words[kind] != NULL ? words[kind] : "abcdef";
}

static void
answer(struct way *way, const struct question *question)
{
    if (question->kind == QUESTION_YES_NO || question->choice_count > 0) {
        tell(way, (struct session_event){.kind = SESSION_CHOOSE,
                                         .text = question->id,
                                         .text2 = question->kind == QUESTION_YES_NO
                                                      ? FIELD_YES
                                                      : question->choices[0].value});
        return;
    }
    tell(way, (struct session_event){.kind = SESSION_FOCUS, .text = question->id});
    tell(way,
         (struct session_event){.kind = SESSION_KEYBOARD, .number = KEYBOARD_LETTERS});
    for (const char *at = words_for(question->kind); *at != '\0'; at++) {
        const char key[2] = {*at, '\0'};
        tell(way, (struct session_event){.kind = SESSION_TYPE, .text = key});
    }
}

static void
fill_page(struct way *way)
{
    struct session *session = &way->session;
    const struct question_page *page = &session->service->pages[session->form_page];
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        bool shown = !session->assisted || session->question == i;
        if (shown && session_asks(session, question))
            answer(way, question);
    }
}

static void
lay_card(struct way *way)
{
    int order = way->session.card_order;
    json_t *card = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "card_type", "citizen",
        "name", "王秀兰", "sex", "female", "nation", "汉", "birth", "1943-03-12",
        "address", "青山县青山镇柳溪村18号", "id_number", "999999194303120023",
        "authority", "青山县公安局", "valid_from", "2010-01-01", "valid_to", "长期");
    tell(way,
         (struct session_event){.kind = SESSION_CARD_READ, .order = order, .json = card});
    json_decref(card);
}

static void
give_pages(struct way *way)
{
    const struct session_material *given =
        &way->session.materials[way->session.material_index];
    for (int i = 0; i < given->material->page_num; i++) {
        tell(way, (struct session_event){.kind = SESSION_SCAN});
        tell(way,
             (struct session_event){
                 .kind = SESSION_PAGE_READY,
                 .order = order_of(way, EFFECT_SCAN),
                 .page = {.handle = i + 1, .verdict = "good", .width = 9, .height = 9}});
    }
}

/* What is done on this screen before it is left. */
static void
act(struct way *way)
{
    switch (way->session.screen) {
    case SCREEN_CARD:
        lay_card(way);
        break;
    case SCREEN_WHO:
        tell(way, (struct session_event){.kind = SESSION_APPLY, .text = "self"});
        break;
    case SCREEN_FORM:
        fill_page(way);
        break;
    case SCREEN_ENTRIES: // the own entry, and one more
        if (way->entries < 2)
            tell(way, (struct session_event){.kind = SESSION_ENTRY,
                                             .number = way->entries++ == 0 ? 0 : -1});
        break;
    case SCREEN_SCAN:
        give_pages(way);
        break;
    default:
        break;
    }
}

const char *
walk_through(const struct walk *walk,
             void (*seen)(const struct session *session, void *context), void *context)
{
    struct way way = {.now_ms = clock_real_ms()};
    session_init(&way.session, walk->catalogue, &walk->services->place,
                 walk->services->calendar, "0001");
    way.session.regions = walk->services->regions;
    tell(&way,
         (struct session_event){.kind = SESSION_START, .number = walk->assisted ? 1 : 0});
    tell(&way, (struct session_event){.kind = SESSION_OPEN_SERVICE,
                                      .text = walk->catalogue->services[0]->id});
    const char *stopped = NULL;
    for (int i = 0; i < STEPS_MOST && way.session.screen != SCREEN_CHECK; i++) {
        enum screen_id screen = way.session.screen;
        struct session before = way.session;
        seen(&way.session, context);
        act(&way);
        if (way.session.screen != screen)
            continue;
        if (screen == SCREEN_FORM || screen == SCREEN_SCAN)
            seen(&way.session, context); // filled in
        tell(&way, (struct session_event){
                       .kind = screen == SCREEN_CONSENT ? SESSION_AGREE : SESSION_NEXT});
        if (way.session.screen == screen && way.session.form_page == before.form_page &&
            way.session.question == before.question &&
            way.session.material_index == before.material_index) {
            stopped = screen_table[screen].name;
            break;
        }
    }
    if (stopped == NULL)
        seen(&way.session, context);
    session_finish(&way.session);
    return stopped;
}
