// SPDX-License-Identifier: Apache-2.0
/* Formats of strings: what each accepts and how it is told to people and to JSON Schema. */
#ifndef BASE_SCHEMA_FORMAT_H
#define BASE_SCHEMA_FORMAT_H

#include <kiosk/schema.h>

struct schema_format_rule {
    bool (*accepts)(const char *text);
    const char *wanted;  // "must be …"
    const char *format;  // JSON Schema "format"; NULL: none
    const char *pattern; // JSON Schema "pattern"; NULL: none
};

/* The row of a format; SCHEMA_PLAIN has no `accepts`. */
const struct schema_format_rule *schema_format_rule(enum schema_format format);

#endif
