// SPDX-License-Identifier: Apache-2.0
#include "service.h"

#include <string.h>

#include "base/json.h"
#include "core/service_schema.h"

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
    return good ? service_load(definition) : NULL;
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

const struct question_page *
service_page(const struct service *service, const char *id)
{
    for (size_t i = 0; i < service->page_count; i++)
        if (strcmp(service->pages[i].id, id) == 0)
            return &service->pages[i];
    return NULL;
}

const json_t *
service_asked_name(const struct service *service, const char *id)
{
    const struct question *question = service_question(service, id);
    const struct question_page *page = service_page(service, id);
    return question != NULL                       ? question->label
           : page != NULL && page->repeat != NULL ? page->title
                                                  : NULL;
}

bool
service_may_apply(const struct service *service, enum applicant applicant)
{
    for (size_t i = 0; i < service->applicant_count; i++)
        if (service->applicants[i] == applicant)
            return true;
    return false;
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
