// SPDX-License-Identifier: Apache-2.0
/* One value of a configuration: what each kind accepts and how it is told to people. */
#ifndef BASE_CONFIG_VALUE_H
#define BASE_CONFIG_VALUE_H

#include "config.h"

struct config_value {
    char *text;        // a path is absolute here
    long number;       // CONFIG_INTEGER; CONFIG_BOOLEAN: 0 or 1
    int width, height; // CONFIG_SIZE
};

/* NULL: `text` is not of the kind. Paths are relative to `folder`. */
struct config_value *
config_value_parse(const struct config_key *key, const char *text, const char *folder);
void config_value_destroy(void *value);
/* "a whole number from 1 to 9". g_free. */
char *config_value_wanted(const struct config_key *key);
/* "NUMBER": how --help writes a value of that kind. */
const char *config_value_word(enum config_kind kind);

#endif
