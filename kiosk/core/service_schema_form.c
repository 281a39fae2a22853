// SPDX-License-Identifier: Apache-2.0
// Tables of service.json for what a person fills in and brings: pages of questions, rules
// between answers, materials.
#include "service_schema.h"

#include "core/service.h"

const char *const service_kind_words[QUESTION_KIND_COUNT + 1] = {
    [QUESTION_TEXT] = "text",
    [QUESTION_PERSON_NAME] = "person_name",
    [QUESTION_ID_NUMBER] = "id_number",
    [QUESTION_PHONE] = "phone",
    [QUESTION_DATE] = "date",
    [QUESTION_CHOICE] = "choice",
    [QUESTION_CHOICES] = "choices",
    [QUESTION_YES_NO] = "yes_no",
    [QUESTION_NUMBER] = "number",
    [QUESTION_MONEY] = "money",
    [QUESTION_ADDRESS] = "address",
    [QUESTION_BANK_CARD] = "bank_card",
    [QUESTION_CREDIT_CODE] = "credit_code",
    [QUESTION_FILE] = "file",
    [QUESTION_SIGNATURE] = "signature",
};
const char *const service_how_words[] = {"scan", "card", NULL};
const char *const service_relation_words[] = {"equal", "different", "less", "at_most",
                                              "more",  "at_least",  NULL};
const char *const service_operand_words[] = {
    [OPERAND_VALUE] = "value",       [OPERAND_QUESTION] = "question",
    [OPERAND_TODAY] = "today",       [OPERAND_COUNT] = "count",
    [OPERAND_SUM] = "sum",           [OPERAND_AGE_OF] = "age_of",
    [OPERAND_BIRTH_OF] = "birth_of", [OPERAND_SEX_OF] = "sex_of",
    [OPERAND_KIND_COUNT] = NULL};

/* The members of CardFields that can fill an answer; a test compares them with card.h. */
static const char *const from_card_words[] = {
    "name",      "name_latin",  "sex",       "nation",     "birth",    "address",
    "id_number", "pass_number", "authority", "valid_from", "valid_to", NULL};
static const char *const original_words[] = {"none", "window", "pickup", NULL};
static const char *const source_words[] = {"applicant", "government", "other", NULL};

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
        "choices: how many; file: pages."};
static const struct schema_member choice_members[] = {
    {"value", &service_part_id_schema, true, "What is kept and sent."},
    {"label", &schema_texts, true, NULL},
    {"note", &schema_texts, false, "One plain line below the label."},
    {0}};
static const struct schema choice_schema = {.kind = SCHEMA_OBJECT,
                                            .members = choice_members};
static const struct schema choices_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_CHOICES_MAX, .item = &choice_schema};
static const struct schema_member show_if_members[] = {
    {"question", &service_part_id_schema, true,
     "An earlier question, or applying_as: who applies."},
    {"value", &schema_any, true,
     "Shown only while that one is answered so; a list: with any of these."},
    {0}};
static const struct schema show_if_schema = {
    .kind = SCHEMA_OBJECT, .name = "ShowIf", .members = show_if_members};
static const struct schema region_schema = {
    .kind = SCHEMA_STRING,
    .format = SCHEMA_DIGITS,
    .min = 2,
    .max = 12,
    .about = "Of an address: the place is picked from what lies under this code of "
             "assets/regions, then the rest is typed.",
    .source = "GB/T 2260, GB/T 10114"};
static const struct schema_member question_members[] = {
    {"id", &service_part_id_schema, true, "Unique in the service; names the answer."},
    {"kind", &question_kind_schema, true, NULL},
    {"label", &schema_texts, true, NULL},
    {"hint", &schema_texts, false, NULL},
    {"required", &schema_boolean, false, "True when left out."},
    {"locked", &schema_boolean, false, "Filled from the card and not to be changed."},
    {"from_card", &from_card_schema, false, NULL},
    {"min", &limit_schema, false, NULL},
    {"max", &limit_schema, false, NULL},
    {"choices", &choices_schema, false, "For choice and choices."},
    {"region", &region_schema, false, NULL},
    {"show_if", &show_if_schema, false, NULL},
    {0}};
static const struct schema question_schema = {
    .kind = SCHEMA_OBJECT, .name = "Question", .members = question_members};
static const struct schema questions_schema = {.kind = SCHEMA_ARRAY,
                                               .min = 1,
                                               .max = SERVICE_QUESTIONS_MAX,
                                               .item = &question_schema};
static const struct schema entries_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = SERVICE_ENTRIES_MAX};
static const struct schema_member repeat_members[] = {
    {"entry_name", &schema_texts, true, "What one is: 家庭成员."},
    {"min", &entries_schema, false, "At least so many; 0 when left out."},
    {"max", &entries_schema, true, "At most so many."},
    {"named_by", &service_part_id_schema, false,
     "Question of this page whose answer names an entry; the first when left out."},
    {"first_is_applicant", &schema_boolean, false,
     "The first entry is the applicant: from_card fills it and it cannot be removed."},
    {0}};
static const struct schema repeat_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Repeat",
    .members = repeat_members,
    .about = "The questions of the page are asked once for each entry."};
static const struct schema_member page_members[] = {
    {"id", &service_part_id_schema, true, "Names the list of answers when it repeats."},
    {"title", &schema_texts, true, "One matter in ordinary words."},
    {"questions", &questions_schema, true, NULL},
    {"repeat", &repeat_schema, false, NULL},
    {"show_if", &show_if_schema, false, NULL},
    {0}};
static const struct schema page_schema = {
    .kind = SCHEMA_OBJECT, .name = "QuestionPage", .members = page_members};
const struct schema service_pages_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_PAGES_MAX, .item = &page_schema};

/* ---- rules between answers ---- */
static const struct schema operand_days_schema = {
    .kind = SCHEMA_INTEGER, .min = -100000000, .max = 100000000};
static const struct schema_member operand_members[] = {
    {"value", &schema_any, false, "A number, true or false, a choice, a date as text."},
    {"question", &service_part_id_schema, false, "The answer to it."},
    {"today", &schema_boolean, false, "The day on which it is filled in."},
    {"count", &service_part_id_schema, false,
     "How many entries a repeated page has; of choices: how many are chosen."},
    {"sum", &service_part_id_schema, false,
     "Of a number or amount on a repeated page, over all entries."},
    {"age_of", &service_part_id_schema, false,
     "Full years today, by a date of birth or an ID number."},
    {"birth_of", &service_part_id_schema, false, "The date in an ID number."},
    {"sex_of", &service_part_id_schema, false, "male or female, by an ID number."},
    {"plus", &operand_days_schema, false, "Added to a number; to a date: days."},
    {0}};
static const struct schema operand_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Operand",
    .members = operand_members,
    .about = "Exactly one of its members, and plus if wanted."};
static const struct schema relation_schema = {.kind = SCHEMA_STRING,
                                              .choices = service_relation_words};
static const struct schema_member rule_members[] = {
    {"id", &service_part_id_schema, true, NULL},
    {"show_if", &show_if_schema, false, "Wanted only then."},
    {"left", &operand_schema, true, NULL},
    {"is", &relation_schema, true, "How left must stand to right."},
    {"right", &operand_schema, true, NULL},
    {"at", &service_part_id_schema, true,
     "Question, or repeated page, at which it is told and mended."},
    {"says", &schema_texts, true, "What is wrong when it does not hold."},
    {"remedy", &schema_texts, true, "What to do."},
    {0}};
static const struct schema rule_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Rule",
    .members = rule_members,
    .about = "Holds between answers. It is silent while one of them is missing."};
const struct schema service_form_rules_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_RULES_MAX, .item = &rule_schema};

/* ---- materials ---- */
static const struct schema sample_schema = {
    .kind = SCHEMA_STRING,
    .format = SCHEMA_SLUG,
    .min = 1,
    .max = 40,
    .about = "范本: NAME of NAME.png, NAME.jpg or NAME.picture in the folder of the "
             "service, or in assets/pictures; it stands beside the scanner's picture."};
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
    {"id", &service_part_id_schema, true, "Unique in the service."},
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
    {"sample", &sample_schema, false, NULL},
    {"show_if", &show_if_schema, false, "Wanted only then."},
    {"icon", &service_icon_schema, true, NULL},
    {0}};
static const struct schema material_schema = {
    .kind = SCHEMA_OBJECT, .name = "Material", .members = material_members};
const struct schema service_materials_schema = {
    .kind = SCHEMA_ARRAY, .max = SERVICE_MATERIALS_MAX, .item = &material_schema};
