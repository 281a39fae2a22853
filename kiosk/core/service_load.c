// SPDX-License-Identifier: Apache-2.0
// Service of service.h: from a definition that has been checked to its parts.
#include "service.h"

#include <limits.h>
#include <string.h>

#include "base/json.h"
#include "core/service_schema.h"

struct service_private {
    json_t *json; // the definition; every text of the service stands in it
    struct question_page *pages;
    struct question *questions; // of all pages, one after another
    struct choice *choices;     // of all questions
    struct repeat *repeats;     // of all pages
    struct rule *rules;
    struct material *materials;
};

static int
word_index(const char *const *words, const char *word)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    g_assert_not_reached(); // the schema named the words
}

static int
number(const json_t *object, const char *name, int otherwise)
{
    const json_t *value = json_object_get(object, name);
    return value == NULL ? otherwise : (int)json_integer_value(value);
}

static bool
flag(const json_t *object, const char *name, bool otherwise)
{
    const json_t *value = json_object_get(object, name);
    return value == NULL ? otherwise : json_is_true(value);
}

static size_t
load_choices(struct choice *choices, const json_t *list)
{
    size_t i;
    json_t *value;
    json_array_foreach (list, i, value) {
        choices[i] = (struct choice){
            .value = json_text(value, "value", ""),
            .label = json_object_get(value, "label"),
            .note = json_object_get(value, "note"),
        };
    }
    return json_array_size(list);
}

static struct condition
load_condition(const json_t *value)
{
    const json_t *show_if = json_object_get(value, "show_if");
    return (struct condition){
        .question = json_text(show_if, "question", NULL),
        .value = json_object_get(show_if, "value"),
    };
}

static struct question
load_question(const json_t *value, const struct question_page *page,
              struct choice *choices)
{
    return (struct question){
        .id = json_text(value, "id", ""),
        .page = page,
        .kind = (enum question_kind)word_index(service_kind_words,
                                               json_text(value, "kind", "")),
        .label = json_object_get(value, "label"),
        .hint = json_object_get(value, "hint"),
        .required = flag(value, "required", true),
        .locked = flag(value, "locked", false),
        .from_card = json_text(value, "from_card", NULL),
        .min = number(value, "min", INT_MIN),
        .max = number(value, "max", INT_MAX),
        .choices = choices,
        .choice_count = load_choices(choices, json_object_get(value, "choices")),
        .region = json_text(value, "region", NULL),
        .show_if = load_condition(value),
    };
}

static struct material
load_material(const json_t *value)
{
    int pages = number(value, "page_num", 1);
    return (struct material){
        .id = json_text(value, "id", ""),
        .name = json_object_get(value, "material_name"),
        .explain = json_object_get(value, "explain"),
        .accept_stand = json_object_get(value, "accept_stand"),
        .icon = json_text(value, "icon", ""),
        .how =
            (enum material_how)word_index(service_how_words, json_text(value, "how", "")),
        .page_num = pages,
        .page_max = number(value, "page_max", pages),
        .page_titles = json_object_get(value, "page_titles"),
        .required = flag(value, "is_need", true),
        .may_defer = flag(value, "may_defer", false),
        .defer_days = number(value, "defer_days", 0),
        .original = json_text(value, "original", "none"),
        .sample = json_text(value, "sample", NULL),
        .show_if = load_condition(value),
    };
}

/* A question of kind FILE is answered where papers are: by the scanner. */
static struct material
material_of(const struct question *question)
{
    int least = question->min == INT_MIN ? 1 : question->min;
    return (struct material){
        .id = question->id,
        .name = question->label,
        .explain = question->hint,
        .accept_stand = question->hint,
        .icon = "description",
        .how = MATERIAL_SCAN,
        .page_num = least,
        .page_max = question->max == INT_MAX ? MAX(least, 1) : question->max,
        .required = question->required,
        .original = "none",
        .show_if = question->show_if,
    };
}

static struct operand
load_operand(const json_t *value)
{
    struct operand operand = {.plus = number(value, "plus", 0)};
    for (int kind = 0; kind < OPERAND_KIND_COUNT; kind++) {
        const json_t *given = json_object_get(value, service_operand_words[kind]);
        if (given == NULL)
            continue;
        operand.kind = (enum operand_kind)kind;
        operand.value = given;
        operand.id = kind != OPERAND_VALUE && json_is_string(given)
                         ? json_string_value(given)
                         : NULL;
    }
    return operand;
}

static struct rule
load_rule(const struct service *service, const json_t *value)
{
    const char *at = json_text(value, "at", "");
    return (struct rule){
        .id = json_text(value, "id", ""),
        .show_if = load_condition(value),
        .left = load_operand(json_object_get(value, "left")),
        .right = load_operand(json_object_get(value, "right")),
        .is = (enum rule_relation)word_index(service_relation_words,
                                             json_text(value, "is", "")),
        .at = service_question(service, at),
        .at_page = service_page(service, at),
        .says = json_object_get(value, "says"),
        .remedy = json_object_get(value, "remedy"),
    };
}

static void
count_parts(const json_t *pages, size_t *questions_out, size_t *choices_out)
{
    size_t i, j, questions = 0, choices = 0;
    json_t *page, *question;
    json_array_foreach (pages, i, page)
        json_array_foreach (json_object_get(page, "questions"), j, question) {
            questions++;
            choices += json_array_size(json_object_get(question, "choices"));
        }
    *questions_out = questions;
    *choices_out = choices;
}

static const struct repeat *
load_repeat(struct repeat *place, const json_t *value, const struct question_page *page)
{
    if (value == NULL)
        return NULL;
    const char *named_by = json_text(value, "named_by", NULL);
    *place = (struct repeat){
        .min = number(value, "min", 0),
        .max = number(value, "max", 0),
        .entry_name = json_object_get(value, "entry_name"),
        .name_of = page->questions,
        .first_is_applicant = flag(value, "first_is_applicant", false),
    };
    for (size_t i = 0; named_by != NULL && i < page->question_count; i++)
        if (strcmp(page->questions[i].id, named_by) == 0)
            place->name_of = &page->questions[i];
    return place;
}

static void
load_pages(struct service_private *private, const json_t *pages)
{
    size_t question_count, choice_count, i, j;
    count_parts(pages, &question_count, &choice_count);
    private->pages = g_new0(struct question_page, json_array_size(pages) + 1);
    private->repeats = g_new0(struct repeat, json_array_size(pages) + 1);
    private->questions = g_new0(struct question, question_count + 1);
    private->choices = g_new0(struct choice, choice_count + 1);
    struct question *question = private->questions;
    struct choice *choice = private->choices;
    json_t *page, *value;
    json_array_foreach (pages, i, page) {
        const json_t *list = json_object_get(page, "questions");
        private->pages[i] = (struct question_page){
            .id = json_text(page, "id", ""),
            .title = json_object_get(page, "title"),
            .questions = question,
            .question_count = json_array_size(list),
            .show_if = load_condition(page),
        };
        json_array_foreach (list, j, value) {
            *question = load_question(value, &private->pages[i], choice);
            choice += question->choice_count;
            question++;
        }
        private->pages[i].repeat = load_repeat(
            &private->repeats[i], json_object_get(page, "repeat"), &private->pages[i]);
    }
}

static void
load_materials(struct service *service, const json_t *list)
{
    struct service_private *private = service->private;
    size_t question_count = 0, i;
    json_t *value;
    for (i = 0; i < service->page_count; i++)
        question_count += service->pages[i].question_count;
    private->materials =
        g_new0(struct material, json_array_size(list) + question_count + 1);
    json_array_foreach (list, i, value)
    private->materials[service->material_count++] = load_material(value);
    for (i = 0; i < question_count; i++)
        if (private->questions[i].kind == QUESTION_FILE)
    private->materials[service->material_count++] = material_of(&private->questions[i]);
    service->materials = private->materials;
}

static void
load_rules(struct service *service, const json_t *list)
{
    struct service_private *private = service->private;
    size_t i;
    json_t *value;
    private->rules = g_new0(struct rule, json_array_size(list) + 1);
    json_array_foreach (list, i, value)
    private->rules[i] = load_rule(service, value);
    service->rules = private->rules;
    service->rule_count = json_array_size(list);
}

static void
load_applicants(struct service *service, const json_t *list)
{
    size_t i;
    json_t *value;
    json_array_foreach (list, i, value)
        service->applicants[service->applicant_count++] =
            (enum applicant)word_index(service_applicant_words, json_string_value(value));
    if (service->applicant_count == 0)
        service->applicants[service->applicant_count++] = APPLICANT_SELF;
}

struct service *
service_load(const json_t *definition)
{
    struct service_private *private = g_new0(struct service_private, 1);
    // Texts are borrowed from it for as long as the service lives.
    private->json = json_deep_copy(definition);
    const json_t *json = private->json;
    const json_t *pages = json_object_get(json, "pages");
    load_pages(private, pages);
    struct service *service = g_new0(struct service, 1);
    *service = (struct service){
        .id = json_text(json, "id", ""),
        .version = number(json, "version", 1),
        .name = json_object_get(json, "task_name"),
        .short_name = json_object_get(json, "short_name"),
        .group = json_text(json, "group", ""),
        .icon = json_text(json, "icon", ""),
        .assurance = json_text(json, "assurance", "none"),
        .frequent = flag(json, "frequent", false),
        .self_service = flag(json, "is_service_terminals", true),
        .json = json,
        .pages = private->pages,
        .page_count = json_array_size(pages),
        .card_may_be_typed = flag(json, "card_may_be_typed", false),
        .private = private,
    };
    load_rules(service, json_object_get(json, "rules"));
    load_materials(service, json_object_get(json, "materials"));
    load_applicants(service, json_object_get(json, "applicants"));
    return service;
}

void
service_destroy(struct service *service)
{
    if (service == NULL)
        return;
    struct service_private *private = service->private;
    g_free(private->pages);
    g_free(private->questions);
    g_free(private->choices);
    g_free(private->repeats);
    g_free(private->rules);
    g_free(private->materials);
    json_decref(private->json);
    g_free(private);
    g_free(service);
}
