// SPDX-License-Identifier: Apache-2.0
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

static struct question
load_question(const json_t *value, struct choice *choices)
{
    const json_t *show_if = json_object_get(value, "show_if");
    return (struct question){
        .id = json_text(value, "id", ""),
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
        .show_if = json_text(show_if, "question", NULL),
        .show_if_value = json_object_get(show_if, "value"),
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

static void
load_pages(struct service_private *private, const json_t *pages)
{
    size_t question_count, choice_count, i, j;
    count_parts(pages, &question_count, &choice_count);
    private->pages = g_new0(struct question_page, json_array_size(pages) + 1);
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
        };
        json_array_foreach (list, j, value) {
            *question = load_question(value, choice);
            choice += question->choice_count;
            question++;
        }
    }
}

static struct service *
load(const json_t *definition)
{
    struct service_private *private = g_new0(struct service_private, 1);
    // Texts are borrowed from it for as long as the service lives.
    private->json = json_deep_copy(definition);
    const json_t *json = private->json;
    const json_t *pages = json_object_get(json, "pages");
    const json_t *materials = json_object_get(json, "materials");
    load_pages(private, pages);
    private->materials = g_new0(struct material, json_array_size(materials) + 1);
    size_t i;
    json_t *material;
    json_array_foreach (materials, i, material)
    private->materials[i] = load_material(material);

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
        .materials = private->materials,
        .material_count = json_array_size(materials),
        .private = private,
    };
    return service;
}

struct service *
service_create(const json_t *definition, GPtrArray *defects)
{
    GPtrArray *found = schema_defects_new();
    schema_check(&service_schema, definition, found);
    service_rules(definition, "", found);
    bool good = found->len == 0;
    if (defects != NULL)
        g_ptr_array_extend_and_steal(defects, found);
    else
        g_ptr_array_unref(found);
    return good ? load(definition) : NULL;
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
    g_free(private->materials);
    json_decref(private->json);
    g_free(private);
    g_free(service);
}

const struct question *
service_question(const struct service *service, const char *id)
{
    for (size_t i = 0; i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        for (size_t j = 0; j < page->question_count; j++)
            if (strcmp(page->questions[j].id, id) == 0)
                return &page->questions[j];
    }
    return NULL;
}

const struct material *
service_material(const struct service *service, const char *id)
{
    for (size_t i = 0; i < service->material_count; i++)
        if (strcmp(service->materials[i].id, id) == 0)
            return &service->materials[i];
    return NULL;
}

const char *
service_text(const json_t *texts, const char *language)
{
    const char *text = json_text(texts, language, NULL);
    return text != NULL ? text : json_text(texts, "zh_CN", "");
}

json_t *
service_describe(void)
{
    static const char prefix[] = "#/$defs/";
    json_t *parts = json_object();
    json_t *document = schema_describe(&service_schema, prefix);
    schema_collect(&service_schema, prefix, parts);
    json_object_set_new(document, "$schema",
                        json_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_set_new(document, "$defs", parts);
    return document;
}
