// SPDX-License-Identifier: Apache-2.0
/* Knowledge (知识库): questions that people ask, and their answers; assets/knowledge.json.
 * Pure; any thread. */
#ifndef CORE_KNOWLEDGE_H
#define CORE_KNOWLEDGE_H

#include <glib.h>
#include <jansson.h>
#include <kiosk/schema.h>

extern const struct schema knowledge_schema;

struct knowledge_entry {
    const char *id;
    const json_t *question; // texts
    const json_t *answer;   // array of texts: sentences
    const json_t *keywords; // array of strings, or NULL
    const char *service;    // id of the service it is about, or NULL
    const char *opens;      // "copy": what can be done here at once, or NULL
    const char *checked;    // ISO date: when somebody last looked whether it is true
};

struct knowledge {
    struct knowledge_entry *entries;
    size_t count;
    json_t *json; // owned
};

/* Keeps a reference of `value`. NULL: defects told. */
struct knowledge *knowledge_create(json_t *value, GPtrArray *defects);
void knowledge_destroy(struct knowledge *knowledge); // NULL-safe
const struct knowledge_entry *
knowledge_find(const struct knowledge *knowledge, const char *id);

#endif
