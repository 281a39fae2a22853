// SPDX-License-Identifier: Apache-2.0
/* Words of service.json that both its tables and its reader need. Core only. */
#ifndef CORE_SERVICE_SCHEMA_H
#define CORE_SERVICE_SCHEMA_H

#include <glib.h>
#include <jansson.h>
#include <kiosk/schema.h>

struct service;

extern const char *const service_kind_words[]; // by enum question_kind, NULL at the end
extern const char *const service_how_words[];  // by enum material_how, NULL at the end
extern const char *const service_relation_words[];  // by enum rule_relation
extern const char *const service_operand_words[];   // by enum operand_kind
extern const char *const service_applicant_words[]; // by enum applicant

/* Parts of the tables: service_schema.c has the whole, service_schema_form.c what a person
 * fills in and brings. */
extern const struct schema service_part_id_schema, service_icon_schema;
extern const struct schema service_pages_schema, service_form_rules_schema,
    service_materials_schema;

/* A definition that has passed both passes. service_destroy. */
struct service *service_load(const json_t *definition);

/* The second pass: what the tables cannot say (references between parts, numbers that must
 * fit each other). Works on any JSON, also on one that failed the first pass, so that an
 * author hears of everything at once. `prefix` stands before each pointer. */
void service_rules(const json_t *definition, const char *prefix, GPtrArray *defects);

/* The part of it that is about pages, rules between answers and materials. */
struct service_rules {
    const json_t *definition;
    const char *prefix;
    GPtrArray *defects;
    GHashTable *questions; // id (borrowed) → question (borrowed), those met so far
    GHashTable *page_of;   // id of a question → its page, when that repeats
};
void service_rules_form(struct service_rules *rules);
void service_rules_between(struct service_rules *rules);
void service_rules_possible(struct service_rules *rules); // rules that nothing can fulfil
void service_rules_words(struct service_rules *rules);    // all texts of it
/* "; \"phone\" is near", of the questions met so far; "" when none is. g_free. */
char *service_rules_near(const struct service_rules *rules, const char *id);
/* What `show_if` waits for must be there and can have that value. `page`: the repeated page
 * that it stands on, or NULL. */
void service_rules_condition(struct service_rules *rules, const json_t *object,
                             const json_t *page, const char *at);

/* Tells `message` at the place that the rest formats. */
#define SERVICE_TELL(rules, message, ...)                                                \
    do {                                                                                 \
        char *pointer_ = g_strdup_printf(__VA_ARGS__);                                   \
        char *whole_ = g_strconcat((rules)->prefix, pointer_, NULL);                     \
        service_defect((rules)->defects, whole_, "%s", message);                         \
        g_free(whole_);                                                                  \
        g_free(pointer_);                                                                \
    } while (0)

/* Adds one defect; for rules of core that tables cannot hold. */
void service_defect(GPtrArray *defects, const char *pointer, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
