// SPDX-License-Identifier: Apache-2.0
/* Service (事项): a definition read from assets/services/<id>/service.json, immutable.
 * Names of members follow the national implementation list (实施清单). Pure; any thread. */
#ifndef CORE_SERVICE_H
#define CORE_SERVICE_H

#include "base/clock.h"
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <kiosk/schema.h>

#define SERVICE_ERROR (g_quark_from_static_string("kiosk-service"))
#define SERVICE_FILE_MAX (256 * 1024)
#define SERVICE_QUESTIONS_MAX 60
#define SERVICE_ID_MAX 31 // characters of the id of a question, material or group
#define SERVICE_PAGES_MAX 20
#define SERVICE_CHOICES_MAX 40
#define SERVICE_MATERIALS_MAX 16
#define SERVICE_MATERIAL_PAGES_MAX 16
#define SERVICE_ENTRIES_MAX 20 // of one repeated page
#define SERVICE_RULES_MAX 40
#define SERVICE_CATALOGUE_MAX 500

/* Answered by the page "for whom": a word of enum applicant. No question has this id. */
#define SERVICE_APPLYING_AS "applying_as"

extern const struct schema service_schema; // format of service.json

enum question_kind {
    QUESTION_TEXT,
    QUESTION_PERSON_NAME,
    QUESTION_ID_NUMBER, // 18 characters, GB 11643
    QUESTION_PHONE,     // 11 digits beginning with 1
    QUESTION_DATE,
    QUESTION_CHOICE,  // one of `choices`
    QUESTION_CHOICES, // some of `choices`
    QUESTION_YES_NO,
    QUESTION_NUMBER,
    QUESTION_MONEY, // fen
    QUESTION_ADDRESS,
    QUESTION_BANK_CARD,   // 16-19 digits, Luhn
    QUESTION_CREDIT_CODE, // 统一社会信用代码, GB 32100
    QUESTION_FILE,        // pages from the scanner: stands among the materials
    QUESTION_SIGNATURE,   // strokes of a finger
    QUESTION_KIND_COUNT
};

struct choice {
    const char *value;
    const json_t *label; // texts
    const json_t *note;  // texts or NULL: one plain line below the label
};

/* Holds while `question` is answered with `value`, or with one of them when it is a list.
 * NULL: always. */
struct condition {
    const char *question;
    const json_t *value;
};

struct question_page;

struct question {
    const char *id;
    const struct question_page *page; // that it stands on
    enum question_kind kind;
    const json_t *label; // texts: "手机号码"
    const json_t *hint;  // texts or NULL
    bool required;
    bool locked;           // filled from the card, not to be changed
    const char *from_card; // member of CardFields that fills it, or NULL
    /* TEXT, ADDRESS: code points; NUMBER, MONEY: value; DATE: days from today; CHOICES: how
     * many; FILE: pages. INT_MIN and INT_MAX where the author set none. */
    int min, max;
    const struct choice *choices;
    size_t choice_count;
    const char *region; // ADDRESS: picked from what lies under this code; NULL: typed
    struct condition show_if;
};

/* A page whose questions are asked once for each entry: its answers are an array of objects
 * under the id of the page. */
struct repeat {
    int min, max;
    const json_t *entry_name;       // texts: "家庭成员"
    const struct question *name_of; // its answer names an entry
    bool first_is_applicant;        // filled from the card, never removed
};

struct question_page {
    const char *id;
    const json_t *title; // texts
    const struct question *questions;
    size_t question_count;
    const struct repeat *repeat; // NULL: asked once
    struct condition show_if;
};

/* ---- rules between answers ---- */
enum operand_kind {
    OPERAND_VALUE,
    OPERAND_QUESTION,
    OPERAND_TODAY,
    OPERAND_COUNT,
    OPERAND_SUM,
    OPERAND_AGE_OF,
    OPERAND_BIRTH_OF,
    OPERAND_SEX_OF,
    OPERAND_KIND_COUNT
};

struct operand {
    enum operand_kind kind;
    const char *id;      // of a question, or of a page (COUNT)
    const json_t *value; // VALUE
    int plus;
};

enum rule_relation {
    RULE_EQUAL,
    RULE_DIFFERENT,
    RULE_LESS,
    RULE_AT_MOST,
    RULE_MORE,
    RULE_AT_LEAST,
};

struct rule {
    const char *id;
    struct condition show_if;
    struct operand left, right;
    enum rule_relation is;
    const struct question *at;           // where it is told, or
    const struct question_page *at_page; // the repeated page
    const json_t *says, *remedy;         // texts
};

enum material_how { MATERIAL_SCAN, MATERIAL_CARD };

struct material {
    const char *id;
    const json_t *name;         // texts: "户口簿"
    const json_t *explain;      // texts: "首页和本人那一页"
    const json_t *accept_stand; // texts or NULL
    const char *icon;
    enum material_how how;
    int page_num; // pages wanted; more may be given, up to `page_max`
    int page_max;
    const json_t *page_titles; // array of texts, one a page, or NULL
    bool required;
    bool may_defer;       // 容缺
    int defer_days;       // working days to bring it later
    const char *original; // none, window, pickup
    const char *sample;   // name of the picture of a good one, or NULL
    struct condition show_if;
};

enum applicant {
    APPLICANT_SELF,
    APPLICANT_AGENT,
    APPLICANT_GUARDIAN,
    APPLICANT_ENTERPRISE,
    APPLICANT_COUNT
};

struct service {
    const char *id;
    int version;
    const json_t *name, *short_name; // texts
    const char *group, *icon;        // id of its group; name of its picture
    const char *assurance;           // what proves the person: none, card, …
    bool frequent;                   // stands on the home page itself (大家常办)
    bool
        self_service; // made for terminals; see service_state() for whether it can be begun
    const json_t *json; // the whole definition, for the guide
    const struct question_page *pages;
    size_t page_count;
    const struct rule *rules;
    size_t rule_count;
    const struct material *materials; // questions of kind FILE stand behind the others
    size_t material_count;
    enum applicant applicants[APPLICANT_COUNT]; // who may apply, in the author's order
    size_t applicant_count;
    bool card_may_be_typed;
    struct service_private *private;
};

/* service_schema as a document of its own (JSON Schema 2020-12): what stands in
 * include/kiosk/service.schema.json. New reference. */
json_t *service_describe(void);

/* NULL: every defect as struct schema_defect in `defects` (made by schema_defects_new). */
struct service *service_create(const json_t *definition, GPtrArray *defects);
/* What an author might say shorter: texts that are long for narrow panels. Adds defects that
 * keep no service from being used; any JSON. */
void service_advise(const json_t *definition, GPtrArray *advice);
void service_destroy(struct service *service);

/* ---- when it can be done (service_when.c) ---- */
enum service_state {
    SERVICE_OPEN,      // can be begun here now
    SERVICE_ELSEWHERE, // never at a terminal
    SERVICE_PAUSED,    // 暂停: not at present
    SERVICE_SEASON,    // 阶段性: not in these weeks; service_opens() says from when
    SERVICE_GONE,      // not offered yet, or no more
};
enum service_state
service_state(const struct service *service, const struct clock_date *today);
/* Stands in lists: not gone, and not out of its season. Search finds the latter, too. */
bool service_is_listed(const struct service *service, const struct clock_date *today);
/* The next day on which a SERVICE_SEASON one opens; false: it names none. */
bool service_opens(const struct service *service, const struct clock_date *today,
                   struct clock_date *day_out);

const struct question *service_question(const struct service *service, const char *id);
const struct question_page *service_page(const struct service *service, const char *id);
const struct material *service_material(const struct service *service, const char *id);
/* What a question or a repeated page is called: texts, NULL when there is no such id. */
const json_t *service_asked_name(const struct service *service, const char *id);
bool service_may_apply(const struct service *service, enum applicant applicant);

/* The text of `texts` in `language`, else in zh_CN. Borrowed. NULL texts: "". */
const char *service_text(const json_t *texts, const char *language);

/* ---- catalogue: all services of this terminal ---- */
#define SERVICE_GROUPS_MAX 24

struct group {
    const char *id;
    const json_t *name, *examples; // texts: "看病医保", "参保登记 · 缴费记录"
    const char *icon, *colour;     // colour: an emblem of the look, "qing" "jiang" …
    bool on_home;                  // else found by search and by life events only
};

struct catalogue {
    struct service **services; // by order_num, then as they came
    size_t count;
    struct group *groups; // in the order of the home page
    size_t group_count;
    struct group *life_events; // 人生大事: cut across the groups
    size_t life_event_count;
    char *version; // hex, of the office's catalogue; "" when read from folders
    json_t *json;  // owned; the texts of the groups stand in it
};

extern const struct schema service_groups_schema; // assets/services/groups.json
extern const struct schema catalogue_schema;

/* From {"version", "groups":[…], "services":[…]}: from the office, or put together by whoever
 * read groups.json and the folders. A broken service is left out and told in `defects` with
 * pointer "/services/3/…". NULL only when the shape itself is wrong. */
struct catalogue *catalogue_create(const json_t *value, GPtrArray *defects);
void catalogue_destroy(struct catalogue *catalogue);
const struct service *
catalogue_service(const struct catalogue *catalogue, const char *id);
const struct group *catalogue_group(const struct catalogue *catalogue, const char *id);
const struct group *
catalogue_life_event(const struct catalogue *catalogue, const char *id);
/* It is offered under this group or life event. */
bool service_stands_in(const struct service *service, const char *id);

#endif
