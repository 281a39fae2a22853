// SPDX-License-Identifier: Apache-2.0
#include "walk.h"

#include "person.h"

#include <string.h>

#include "core/service_schema.h"
#include "terminal/screens/screens.h"

#define STEPS_MOST 120

struct way {
    struct session session;
    int64_t now_ms;
    struct effects effects;
    int entries;   // of a repeated page that were opened
    bool deferred; // one of the papers
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
        [QUESTION_ID_NUMBER] = "999999200001010011",
        [QUESTION_BANK_CARD] = "9999990000000006",
        [QUESTION_NUMBER] = "3",
        [QUESTION_MONEY] = "120",
        [QUESTION_CREDIT_CODE] = "91350100M000100Y43",
        [QUESTION_PERSON_NAME] = "王秀兰",
        [QUESTION_ADDRESS] = "三组8号",
    };
    return words[kind] != NULL ? words[kind] : "示例文字，看看样子";
}

static void
type_words(struct way *way, const char *words)
{
    tell(way, (struct session_event){.kind = SESSION_CLEAR});
    for (const char *at = words; *at != '\0'; at += g_utf8_skip[(guchar)*at]) {
        char key[8] = "";
        memcpy(key, at, (size_t)g_utf8_skip[(guchar)*at]);
        tell(way, (struct session_event){.kind = SESSION_TYPE, .text = key});
    }
}

/* The day nearest to today that the question takes. */
static void
type_day(struct way *way, const struct question *question)
{
    static const int days_off[] = {0, -1, -30, -366, -7000, 1, 30, 200};
    for (size_t i = 0; i < G_N_ELEMENTS(days_off); i++) {
        struct clock_date day = clock_date(way->now_ms + days_off[i] * INT64_C(86400000));
        char words[16];
        g_snprintf(words, sizeof words, "%04d%02d%02d", day.year, day.month, day.day);
        type_words(way, words);
        if (session_check(&way->session, question).problem == FIELD_GOOD)
            return;
    }
}

/* The first place of each level. */
static void
pick_place(struct way *way, const struct question *question)
{
    for (int level = 0; level < 4 && session_picks_region(&way->session, question);
         level++) {
        const struct region *list[REGION_BELOW_MAX];
        if (regions_below(way->session.regions, way->session.region, list) == 0)
            return;
        tell(way, (struct session_event){.kind = SESSION_REGION, .text = list[0]->code});
    }
}

static void
sign(struct way *way, const char *question)
{
    json_t *strokes = json_pack("[[i,i,i,i,i,i], [i,i,i,i]]", 120, 160, 260, 60, 420, 180,
                                300, 40, 330, 220);
    tell(way,
         (struct session_event){
             .kind = SESSION_WRITTEN, .text = question, .number = 2, .json = strokes});
    json_decref(strokes);
}

static void
answer(struct way *way, const struct question *question)
{
    if (question->kind == QUESTION_SIGNATURE) {
        sign(way, question->id);
        return;
    }
    if (!field_is_typed(question)) {
        tell(way, (struct session_event){.kind = SESSION_CHOOSE,
                                         .text = question->id,
                                         .text2 = question->choice_count > 0
                                                      ? question->choices[0].value
                                                      : FIELD_YES});
        return;
    }
    tell(way, (struct session_event){.kind = SESSION_FOCUS, .text = question->id});
    if (strcmp(way->session.focus, question->id) != 0)
        return;
    tell(way,
         (struct session_event){.kind = SESSION_KEYBOARD, .number = KEYBOARD_LETTERS});
    if (question->kind == QUESTION_DATE) {
        type_day(way, question);
        return;
    }
    pick_place(way, question);
    type_words(way, words_for(question->kind));
}

static void
fill_page(struct way *way)
{
    struct session *session = &way->session;
    const struct question_page *page = session_form_page(session);
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        bool shown = !session->assisted || session->question == i;
        if (shown && session_asks(session, question) &&
            session_check(session, question).problem != FIELD_GOOD)
            answer(way, question);
    }
}

static void
lay_one(struct way *way)
{
    int order = way->session.card_order;
    json_t *card = person_card(&way->session);
    tell(way,
         (struct session_event){.kind = SESSION_CARD_READ, .order = order, .json = card});
    json_decref(card);
}

/* Somebody whom a rule of the service turns away is followed by somebody else. */
static void
lay_card(struct way *way)
{
    lay_one(way);
    if (strcmp(way->session.card_cause, "notEntitled") != 0)
        return;
    json_t *next = person_card(&way->session); // before the cause is forgotten
    tell(way, (struct session_event){.kind = SESSION_RETRY});
    tell(way, (struct session_event){.kind = SESSION_CARD_READ,
                                     .order = way->session.card_order,
                                     .json = next});
    json_decref(next);
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

/* The first that may come later comes later, so that the promise is seen, too. */
static void
give_or_defer(struct way *way)
{
    const struct session *session = &way->session;
    if (!way->deferred &&
        session->materials[session->material_index].material->may_defer) {
        way->deferred = true;
        tell(way, (struct session_event){.kind = SESSION_DEFER});
        return;
    }
    give_pages(way);
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
        tell(way,
             (struct session_event){
                 .kind = SESSION_APPLY,
                 .text = service_applicant_words[way->session.service->applicants[0]]});
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
        give_or_defer(way);
        break;
    case SCREEN_PROMISE:
        sign(way, NULL);
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
    session_set_languages(&way.session, walk->languages, walk->language_count);
    tell(&way,
         (struct session_event){.kind = SESSION_START, .number = walk->assisted ? 1 : 0});
    tell(&way, (struct session_event){.kind = SESSION_LANGUAGE, .text = walk->language});
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
        if (way.session.material_index != before.material_index)
            continue; // it comes later
        if (screen == SCREEN_FORM || screen == SCREEN_SCAN || screen == SCREEN_PROMISE)
            seen(&way.session, context); // filled in
        tell(&way, (struct session_event){
                       .kind = screen == SCREEN_CONSENT ? SESSION_AGREE : SESSION_NEXT});
        if (way.session.screen == screen && way.session.form_page == before.form_page &&
            way.session.question == before.question &&
            way.session.entry == before.entry &&
            way.session.material_index == before.material_index) {
            stopped = screen_table[screen].name;
            break;
        }
    }
    if (stopped == NULL && way.session.screen != SCREEN_CHECK)
        stopped = screen_table[way.session.screen].name;
    if (stopped == NULL)
        seen(&way.session, context);
    session_finish(&way.session);
    return stopped;
}
