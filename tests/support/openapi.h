// SPDX-License-Identifier: Apache-2.0
/* Whether what a server answered agrees with an OpenAPI document: a small JSON Schema checker
 * that knows the words our documents use and fails on any other. Independent of base/schema, so
 * that the two can disagree. */
#ifndef SUPPORT_OPENAPI_H
#define SUPPORT_OPENAPI_H

#include <jansson.h>
#include <stdbool.h>

/* NULL: it agrees; else why not, in one sentence (g_free). `path` is the real one; one that no
 * path of the document fits must be answered 400 … 404 or 405 with an Error. `body` is the parsed
 * answer, NULL when it is not JSON. */
char *openapi_disagrees(const json_t *document, const char *method, const char *path,
                        long status, const json_t *body, bool has_body);

/* The same for one value and schema. */
char *openapi_value_disagrees(const json_t *document, const json_t *schema,
                              const json_t *value);

#endif
