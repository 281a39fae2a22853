// SPDX-License-Identifier: Apache-2.0
#include "knowledge.h"

#include <string.h>

#include "base/json.h"
#include "core/service_schema.h"

#define ENTRIES_MAX 500

static const struct schema id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 60};
static const struct schema answer_schema = {.kind = SCHEMA_ARRAY,
                                            .min = 1,
                                            .max = 12,
                                            .item = &schema_texts,
                                            .about = "One sentence each."};
static const struct schema keyword_schema = {.kind = SCHEMA_STRING, .min = 1, .max = 60};
static const struct schema keywords_schema = {
    .kind = SCHEMA_ARRAY, .max = 40, .item = &keyword_schema};
static const struct schema date_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DATE, .min = 10, .max = 10};
static const char *const opens_words[] = {"copy", NULL};
static const struct schema opens_schema = {.kind = SCHEMA_STRING, .choices = opens_words};
static const struct schema_member entry_members[] = {
    {"id", &id_schema, true, NULL},
    {"question", &schema_texts, true, "As people ask it."},
    {"answer", &answer_schema, true, NULL},
    {"keywords", &keywords_schema, false, "Other words for it."},
    {"service", &id_schema, false, "The service it is about."},
    {"opens", &opens_schema, false, "What of the machine answers it at once."},
    {"checked", &date_schema, true, "When somebody last looked whether it is true."},
    {0}};
static const struct schema entry_schema = {
    .kind = SCHEMA_OBJECT, .name = "Question", .members = entry_members};
const struct schema knowledge_schema = {.kind = SCHEMA_ARRAY,
                                        .max = ENTRIES_MAX,
                                        .item = &entry_schema,
                                        .about = "知识库: what people ask, answered."};

struct knowledge *
knowledge_create(json_t *value, GPtrArray *defects)
{
    if (!schema_check(&knowledge_schema, value, defects))
        return NULL;
    struct knowledge *knowledge = g_new0(struct knowledge, 1);
    knowledge->json = json_incref(value);
    knowledge->entries = g_new0(struct knowledge_entry, json_array_size(value) + 1);
    size_t i;
    json_t *entry;
    json_array_foreach (value, i, entry) {
        const char *id = json_text(entry, "id", "");
        if (knowledge_find(knowledge, id) != NULL) {
            char *pointer = g_strdup_printf("/%zu/id", i);
            service_defect(defects, pointer, "an earlier question has the same id");
            g_free(pointer);
            continue;
        }
        knowledge->entries[knowledge->count++] = (struct knowledge_entry){
            .id = id,
            .question = json_object_get(entry, "question"),
            .answer = json_object_get(entry, "answer"),
            .keywords = json_object_get(entry, "keywords"),
            .service = json_text(entry, "service", NULL),
            .opens = json_text(entry, "opens", NULL),
            .checked = json_text(entry, "checked", ""),
        };
    }
    return knowledge;
}

void
knowledge_destroy(struct knowledge *knowledge)
{
    if (knowledge == NULL)
        return;
    g_free(knowledge->entries);
    json_decref(knowledge->json);
    g_free(knowledge);
}

const struct knowledge_entry *
knowledge_find(const struct knowledge *knowledge, const char *id)
{
    for (size_t i = 0; knowledge != NULL && i < knowledge->count; i++)
        if (strcmp(knowledge->entries[i].id, id) == 0)
            return &knowledge->entries[i];
    return NULL;
}
