// SPDX-License-Identifier: Apache-2.0
// The format of assets/services/<id>/service.json and of groups.json, as tables.
#include "service_schema.h"

#include "core/service.h"

/* Texts that authors write are longer than a member's default only by accident. */
#define NAME_MAX_CHARACTERS 60

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
static const char *const state_words[] = {"in_use", "paused", "cancelled", NULL};
static const char *const channel_words[] = {"terminal", "window", "online",     "mobile",
                                            "village",  "mail",   "home_visit", NULL};
static const char *const colour_words[] = {"qing", "jiang", "zhe", "song",
                                           "dian", "zi",    NULL};

/* Ids are copied into fixed places of the session and into names of pieces. */
static const struct schema service_id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 60};
const struct schema service_part_id_schema = {
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
const struct schema service_icon_schema = {
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

const char *const service_applicant_words[] = {[APPLICANT_SELF] = "self",
                                               [APPLICANT_AGENT] = "agent",
                                               [APPLICANT_GUARDIAN] = "guardian",
                                               [APPLICANT_ENTERPRISE] = "enterprise",
                                               [APPLICANT_COUNT] = NULL};
static const struct schema applicant_schema = {
    .kind = SCHEMA_STRING,
    .choices = service_applicant_words,
    .about = "self: with the own card. agent: with the cards of both and a mandate "
             "(委托书). guardian: for a minor. enterprise: for a 统一社会信用代码."};
static const struct schema applicants_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = APPLICANT_COUNT, .item = &applicant_schema};

/* ---- when and where it is done ---- */
static const struct schema state_schema = {
    .kind = SCHEMA_STRING,
    .choices = state_words,
    .about =
        "1在用: in_use, also when left out; 2暂停: paused, only its guide is shown and "
        "says where it is done; 3取消: cancelled, no longer shown."};
static const struct schema day_date_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DATE, .min = 10, .max = 10};
static const struct schema year_day_schema = {
    .kind = SCHEMA_STRING, .min = 5, .max = 5, .about = "MM-DD."};
static const struct schema_member season_members[] = {
    {"from", &year_day_schema, true, "First day of it, every year."},
    {"to", &year_day_schema, true, "Last day; before `from`: in the year after."},
    {0}};
static const struct schema season_schema = {
    .kind = SCHEMA_OBJECT,
    .members = season_members,
    .about = "阶段性事项: outside it stands in no list, and its guide says from when."};
static const struct schema month_day_number_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 31};
static const struct schema_member month_days_members[] = {
    {"from", &month_day_number_schema, true, NULL},
    {"to", &month_day_number_schema, true, NULL},
    {0}};
static const struct schema month_days_schema = {
    .kind = SCHEMA_OBJECT,
    .members = month_days_members,
    .about = "Days of each month on which it can be begun: 1 to 20."};
static const struct schema channel_schema = {.kind = SCHEMA_STRING,
                                             .choices = channel_words};
static const struct schema channels_schema = {.kind = SCHEMA_ARRAY,
                                              .min = 1,
                                              .max = 7,
                                              .item = &channel_schema,
                                              .about = "办理形式: every way to do it."};
static const struct schema life_events_schema = {
    .kind = SCHEMA_ARRAY,
    .max = 6,
    .item = &service_part_id_schema,
    .about = "Ids in life-events.json: 生孩子, 找工作 …"};

/* ---- guide ---- */
static const struct schema_member flow_step_members[] = {
    {"when", &schema_texts, true, NULL}, {"what", &schema_texts, true, NULL}, {0}};
static const struct schema flow_step_schema = {.kind = SCHEMA_OBJECT,
                                               .members = flow_step_members};
static const struct schema handle_flow_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &flow_step_schema};

static const struct schema_member fact_members[] = {
    {"icon", &service_icon_schema, true, NULL},
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
    {"where", &schema_texts, false, "Where, when it is not here."},
    {"bring", &schema_texts, false, "What to bring then."},
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
    {"group", &service_part_id_schema, true, "Id in groups.json."},
    {"icon", &service_icon_schema, true, NULL},
    {"order_num", &order_schema, false, "Place among its like; last when left out."},
    {"frequent", &schema_boolean, false, "Stands on the home page itself."},
    {"keywords", &keywords_schema, false, NULL},
    {"is_service_terminals", &schema_boolean, true, "支持终端办理."},
    {"task_state", &state_schema, false, NULL},
    {"plan_effective_date", &day_date_schema, false, "First day on which it is offered."},
    {"plan_cancel_date", &day_date_schema, false, "First day on which it is no more."},
    {"season", &season_schema, false, NULL},
    {"month_days", &month_days_schema, false, NULL},
    {"channels", &channels_schema, false, NULL},
    {"elsewhere", &schema_texts, false,
     "Where it is done when not at the terminal: 去派出所户籍窗口."},
    {"life_events", &life_events_schema, false, NULL},
    {"assurance", &assurance_schema, true, NULL},
    {"consent", &consent_schema, true, NULL},
    {"facts", &facts_schema, true, NULL},
    {"applicants", &applicants_schema, false, "self alone when left out."},
    {"card_may_be_typed", &schema_boolean, false,
     "A card that cannot be read may be typed; the case is marked and the card seen "
     "later."},
    {"pages", &service_pages_schema, true, NULL},
    {"rules", &service_form_rules_schema, false, "Between answers."},
    {"materials", &service_materials_schema, true, NULL},
    {"promise", &schema_texts, false, "What the person promises on the check page."},
    {"defer_promise", &schema_texts, false,
     "容缺承诺书: what is promised of materials that come later; there is a wording of "
     "its own when left out."},
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
    {"id", &service_part_id_schema, true, NULL},
    {"name", &schema_texts, true, NULL},
    {"examples", &schema_texts, true, "One line of what stands in it."},
    {"icon", &service_icon_schema, true, NULL},
    {"colour", &colour_schema, true, NULL},
    {"on_home", &schema_boolean, false, "A tile of the home page; true when left out."},
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
    {"life_events", &service_groups_schema, false, "人生大事: groups that cut across."},
    {"services", &catalogue_services_schema, true, NULL},
    {0}};
const struct schema catalogue_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = catalogue_members};
