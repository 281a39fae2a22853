// SPDX-License-Identifier: Apache-2.0
/* Words of service.json that both its tables and its reader need. Core only. */
#ifndef CORE_SERVICE_SCHEMA_H
#define CORE_SERVICE_SCHEMA_H

#include <glib.h>
#include <jansson.h>

extern const char *const service_kind_words[]; // by enum question_kind, NULL at the end
extern const char *const service_how_words[];  // by enum material_how, NULL at the end

/* The second pass: what the tables cannot say (references between parts, numbers that must
 * fit each other). Works on any JSON, also on one that failed the first pass, so that an
 * author hears of everything at once. `prefix` stands before each pointer. */
void service_rules(const json_t *definition, const char *prefix, GPtrArray *defects);

/* Adds one defect; for rules of core that tables cannot hold. */
void service_defect(GPtrArray *defects, const char *pointer, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
