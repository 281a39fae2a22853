// SPDX-License-Identifier: Apache-2.0
// The format of assets/services/<id>/service.json and of groups.json, as tables.
#include "service_schema.h"

#include "core/service.h"
#include <kiosk/card.h>

/* Texts that authors write are longer than a member's default only by accident. */
#define NAME_MAX_CHARACTERS 60

const char *const service_kind_words[QUESTION_KIND_COUNT + 1] = {
    [QUESTION_TEXT] = "text",           [QUESTION_PERSON_NAME] = "person_name",
    [QUESTION_ID_NUMBER] = "id_number", [QUESTION_PHONE] = "phone",
    [QUESTION_DATE] = "date",           [QUESTION_CHOICE] = "choice",
    [QUESTION_CHOICES] = "choices",     [QUESTION_YES_NO] = "yes_no",
    [QUESTION_NUMBER] = "number",       [QUESTION_MONEY] = "money",
    [QUESTION_ADDRESS] = "address",     [QUESTION_BANK_CARD] = "bank_card",
};
const char *const service_how_words[] = {"scan", "card", NULL};

/* The members of CardFields that can fill an answer; a test compares them with card.h. */
static const char *const from_card_words[] = {
    "name",      "name_latin",  "sex",       "nation",     "birth",    "address",
    "id_number", "pass_number", "authority", "valid_from", "valid_to", NULL};
static const char *const task_type_words[] = {"licence",        "confirmation", "payment",
                                              "public_service", "other",        NULL};
static const char *const project_words[] = {"instant", "promised", NULL};
static const char *const flow_words[] = {"direct", "joint", "report_up", "agent", NULL};
static const char *const server_words[] = {
    "natural_person", "enterprise",     "institution", "association",
    "unincorporated", "administration", "other",       NULL};
static const char *const day_words[] = {"working", "calendar", NULL};
static const char *const assurance_words[] = {"none",         "card",  "card_code",
                                              "card_message", "staff", NULL};
static const char *const original_words[] = {"none", "window", "pickup", NULL};
static const char *const source_words[] = {"applicant", "government", "other", NULL};
static const char *const colour_words[] = {"qing", "jiang", "zhe", "song",
                                           "dian", "zi",    NULL};

/* Ids are copied into fixed places of the session and into names of pieces. */
static const struct schema service_id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 60};
static const struct schema id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_IDENTIFIER, .min = 1, .max = SERVICE_ID_MAX};
static const struct schema version_schema = {
    .kind = SCHEMA_INTEGER,
    .min = 1,
    .max = 1000000,
    .about = "Counts up with every change; a case keeps the version it was made with."};
static const struct schema task_code_schema = {
    .kind = SCHEMA_STRING,
    .min = 1,
    .max = 36,
    .about = "实施编码, opaque: checked for its length only.",
    .source = "GB/T 39554.1"};
static const struct schema catalog_code_schema = {.kind = SCHEMA_STRING,
                                                  .min = 12,
                                                  .max = 12,
                                                  .about = "基本编码.",
                                                  .source = "GB/T 39554.1"};
static const struct schema task_type_schema = {.kind = SCHEMA_STRING,
                                               .choices = task_type_words};
static const struct schema project_schema = {
    .kind = SCHEMA_STRING,
    .choices = project_words,
    .about =
        "instant: 即办件, decided at once while the office is open; promised: 承诺件."};
static const struct schema flow_schema = {.kind = SCHEMA_STRING, .choices = flow_words};
static const struct schema server_item_schema = {.kind = SCHEMA_STRING,
                                                 .choices = server_words};
static const struct schema server_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 7, .item = &server_item_schema};
static const struct schema days_schema = {.kind = SCHEMA_INTEGER, .min = 0, .max = 366};
static const struct schema day_type_schema = {.kind = SCHEMA_STRING,
                                              .choices = day_words};
static const struct schema texts_list_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 20, .item = &schema_texts};
static const struct schema keyword_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = NAME_MAX_CHARACTERS};
static const struct schema keywords_schema = {
    .kind = SCHEMA_ARRAY,
    .max = 40,
    .item = &keyword_schema,
    .about = "What a person may call it, also in letters of its reading."};
static const struct schema icon_schema = {
    .kind = SCHEMA_STRING,
    .format = SCHEMA_IDENTIFIER,
    .min = 1,
    .max = 40,
    .about = "Name of a glyph of the icon font (Material Icons)."};
static const struct schema order_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 100000};
static const struct schema assurance_schema = {.kind = SCHEMA_STRING,
                                               .choices = assurance_words,
                                               .about = "What proves the person."};

/* ---- guide ---- */
static const struct schema_member flow_step_members[] = {
    {"when", &schema_texts, true, NULL}, {"what", &schema_texts, true, NULL}, {0}};
static const struct schema flow_step_schema = {.kind = SCHEMA_OBJECT,
                                               .members = flow_step_members};
static const struct schema handle_flow_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &flow_step_schema};

static const struct schema_member fact_members[] = {
    {"icon", &icon_schema, true, NULL},
    {"label", &schema_texts, true, "谁能办"},
    {"value", &schema_texts, true, "The answer in a few large words."},
    {"note", &schema_texts, false, NULL},
    {0}};
static const struct schema fact_schema = {.kind = SCHEMA_OBJECT, .members = fact_members};
static const struct schema facts_schema = {
    .kind = SCHEMA_ARRAY,
    .min = 1,
    .max = 6,
    .item = &fact_schema,
    .about = "What the guide says first; four fill two rows."};

static const struct schema_member consent_members[] = {
    {"version", &version_schema, true, "Of this notice."},
    {"purpose", &schema_texts, true, "What the data is used for."},
    {"kinds", &texts_list_schema, true, "Which data."},
    {"keep", &schema_texts, true, "How long, and where."},
    {"contact", &schema_texts, true, "Who answers for it and how to withdraw."},
    {0}};
static const struct schema consent_schema = {
    .kind = SCHEMA_OBJECT, .members = consent_members, .source = "PIPL article 17"};

/* ---- questions ---- */
static const struct schema question_kind_schema = {.kind = SCHEMA_STRING,
                                                   .choices = service_kind_words};
static const struct schema from_card_schema = {
    .kind = SCHEMA_STRING,
    .choices = from_card_words,
    .about = "Member of CardFields (include/kiosk/card.h) that fills the answer."};
static const struct schema limit_schema = {
    .kind = SCHEMA_INTEGER,
    .min = INT32_MIN,
    .max = INT32_MAX,
    .about =
        "text, address: characters; number: value; money: fen; date: days from today; "
        "choices: how many."};
static const struct schema_member choice_members[] = {
    {"value", &id_schema, true, "What is kept and sent."},
    {"label", &schema_texts, true, NULL},
    {"note", &schema_texts, false, "One plain line below the label."},
    {0}};
static const struct schema choice_schema = {.kind = SCHEMA_OBJECT,
                                            .members = choice_members};
static const struct schema choices_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_CHOICES_MAX, .item = &choice_schema};
static const struct schema_member show_if_members[] = {
    {"question", &id_schema, true, "An earlier question."},
    {"value", &schema_any, true, "Shown only while that one is answered so."},
    {0}};
static const struct schema show_if_schema = {.kind = SCHEMA_OBJECT,
                                             .members = show_if_members};
static const struct schema_member question_members[] = {
    {"id", &id_schema, true, "Unique in the service; names the answer."},
    {"kind", &question_kind_schema, true, NULL},
    {"label", &schema_texts, true, NULL},
    {"hint", &schema_texts, false, NULL},
    {"required", &schema_boolean, false, "True when left out."},
    {"locked", &schema_boolean, false, "Filled from the card and not to be changed."},
    {"from_card", &from_card_schema, false, NULL},
    {"min", &limit_schema, false, NULL},
    {"max", &limit_schema, false, NULL},
    {"choices", &choices_schema, false, "For choice and choices."},
    {"show_if", &show_if_schema, false, NULL},
    {0}};
static const struct schema question_schema = {
    .kind = SCHEMA_OBJECT, .name = "Question", .members = question_members};
static const struct schema questions_schema = {.kind = SCHEMA_ARRAY,
                                               .min = 1,
                                               .max = SERVICE_QUESTIONS_MAX,
                                               .item = &question_schema};
static const struct schema_member page_members[] = {
    {"id", &id_schema, true, NULL},
    {"title", &schema_texts, true, "One matter in ordinary words."},
    {"questions", &questions_schema, true, NULL},
    {0}};
static const struct schema page_schema = {
    .kind = SCHEMA_OBJECT, .name = "QuestionPage", .members = page_members};
static const struct schema pages_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_PAGES_MAX, .item = &page_schema};

/* ---- materials ---- */
static const struct schema how_schema = {.kind = SCHEMA_STRING,
                                         .choices = service_how_words};
static const struct schema original_schema = {.kind = SCHEMA_STRING,
                                              .choices = original_words,
                                              .about =
                                                  "Where the original is looked at."};
static const struct schema source_schema = {
    .kind = SCHEMA_STRING, .choices = source_words, .about = "来源渠道."};
static const struct schema page_num_schema = {.kind = SCHEMA_INTEGER,
                                              .min = 1,
                                              .max = SERVICE_MATERIAL_PAGES_MAX,
                                              .about = "Pages wanted."};
static const struct schema defer_days_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 60, .about = "Working days."};
static const struct schema page_titles_schema = {
    .kind = SCHEMA_ARRAY,
    .max = SERVICE_MATERIAL_PAGES_MAX,
    .item = &schema_texts,
    .about = "What each page is: 首页, 本人那一页."};
static const struct schema_member material_members[] = {
    {"id", &id_schema, true, "Unique in the service."},
    {"material_name", &schema_texts, true, NULL},
    {"explain", &schema_texts, true, "Which pages, in a few words."},
    {"how", &how_schema, true,
     "scan: by the scanner; card: the card reader's data is it."},
    {"page_num", &page_num_schema, true, "份数."},
    {"page_max", &page_num_schema, false, "page_num when left out."},
    {"page_titles", &page_titles_schema, false, NULL},
    {"page_format", &schema_texts, false, "规格."},
    {"source_type", &source_schema, true, NULL},
    {"accept_stand", &schema_texts, true, "受理标准: what a good one looks like."},
    {"fill_explain", &schema_texts, false, "填报须知."},
    {"is_need", &schema_boolean, true, NULL},
    {"may_defer", &schema_boolean, false, "容缺: it may be brought later."},
    {"defer_days", &defer_days_schema, false, NULL},
    {"original", &original_schema, true, NULL},
    {"icon", &icon_schema, true, NULL},
    {0}};
static const struct schema material_schema = {
    .kind = SCHEMA_OBJECT, .name = "Material", .members = material_members};
static const struct schema materials_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_MATERIALS_MAX, .item = &material_schema};

/* ---- what comes next ---- */
static const struct schema month_day_schema = {
    .kind = SCHEMA_STRING,
    .min = 5,
    .max = 5,
    .about = "MM-DD: the next such day after the submission."};
static const struct schema_member next_step_members[] = {
    {"within_days", &days_schema, false, "Counted from the day after the submission."},
    {"day_type", &day_type_schema, false, "working when left out."},
    {"until", &month_day_schema, false, NULL},
    {"when", &schema_texts, false, "In words, where no date can be counted."},
    {"what", &schema_texts, true, NULL},
    {0}};
static const struct schema next_step_schema = {
    .kind = SCHEMA_OBJECT,
    .members = next_step_members,
    .about = "One of within_days, until and when says the time."};
static const struct schema next_steps_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &next_step_schema};

static const struct schema_member service_members[] = {
    {"id", &service_id_schema, true, "The folder's name."},
    {"version", &version_schema, true, NULL},
    {"task_name", &schema_texts, true, "事项名称, as the official list has it."},
    {"short_name", &schema_texts, true, "As people say it; stands on keys."},
    {"task_code", &task_code_schema, true, NULL},
    {"catalog_code", &catalog_code_schema, true, NULL},
    {"task_type", &task_type_schema, true, "事项类型."},
    {"project_type", &project_schema, true, "办件类型."},
    {"flow_kind", &flow_schema, true, "How the case runs behind the window."},
    {"server_type", &server_schema, true, "服务对象."},
    {"dept_name", &schema_texts, true, "实施主体."},
    {"by_law", &texts_list_schema, true, "设定依据."},
    {"promise_day", &days_schema, true, "承诺办结时限; 0 for an instant matter."},
    {"promise_day_type", &day_type_schema, true, NULL},
    {"promise_day_explain", &schema_texts, false, NULL},
    {"anticipate_day", &days_schema, true, "法定办结时限; 0 when the law names none."},
    {"anticipate_day_type", &day_type_schema, true, NULL},
    {"accept_condition", &texts_list_schema, true, "受理条件."},
    {"is_fee", &schema_boolean, true, NULL},
    {"fee_explain", &schema_texts, true, "收费标准, also when it is free."},
    {"link_way", &schema_texts, true, "咨询方式."},
    {"supervise_way", &schema_texts, true, "监督投诉方式."},
    {"transact_addr", &schema_texts, true, "办理地点."},
    {"transact_time", &schema_texts, true, "办理时间."},
    {"handle_flow", &handle_flow_schema, true, "办理流程."},
    {"result_name", &schema_texts, true, NULL},
    {"result_way", &schema_texts, true, "How the person comes by the result."},
    {"group", &id_schema, true, "Id in groups.json."},
    {"icon", &icon_schema, true, NULL},
    {"order_num", &order_schema, false, "Place among its like; last when left out."},
    {"frequent", &schema_boolean, false, "Stands on the home page itself."},
    {"keywords", &keywords_schema, false, NULL},
    {"is_service_terminals", &schema_boolean, true, "支持终端办理."},
    {"assurance", &assurance_schema, true, NULL},
    {"consent", &consent_schema, true, NULL},
    {"facts", &facts_schema, true, NULL},
    {"pages", &pages_schema, true, NULL},
    {"materials", &materials_schema, true, NULL},
    {"promise", &schema_texts, false, "What the person promises on the check page."},
    {"next_steps", &next_steps_schema, true, NULL},
    {0}};
const struct schema service_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Service",
    .members = service_members,
    .about =
        "One service of the catalogue: guide, questions, materials, what comes next.",
    .source = "names of members after the national implementation list (实施清单)"};

/* ---- groups and catalogue ---- */
static const struct schema colour_schema = {.kind = SCHEMA_STRING,
                                            .choices = colour_words,
                                            .about = "Emblem colour of the look."};
static const struct schema_member group_members[] = {
    {"id", &id_schema, true, NULL},
    {"name", &schema_texts, true, NULL},
    {"examples", &schema_texts, true, "One line of what stands in it."},
    {"icon", &icon_schema, true, NULL},
    {"colour", &colour_schema, true, NULL},
    {0}};
static const struct schema group_schema = {
    .kind = SCHEMA_OBJECT, .name = "Group", .members = group_members};
const struct schema service_groups_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_GROUPS_MAX, .item = &group_schema};

static const struct schema catalogue_services_schema = {
    .kind = SCHEMA_ARRAY,
    .max = SERVICE_CATALOGUE_MAX,
    .item = &schema_any,
    .about = "Each a Service; a broken one is left out, the others stay."};
static const struct schema_member catalogue_members[] = {
    {"version", &schema_string, true, NULL},
    {"groups", &service_groups_schema, false, NULL},
    {"services", &catalogue_services_schema, true, NULL},
    {0}};
const struct schema catalogue_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = catalogue_members};
