// SPDX-License-Identifier: Apache-2.0
#include "virtual_describe.h"

#include <stdlib.h>

static json_t *
list_faults(const struct virtual_fault *own)
{
    json_t *faults = json_array();
    for (const struct virtual_fault *row = own; row->cause != NULL; row++)
        json_array_append_new(faults, json_string(row->cause));
    for (const struct virtual_fault *row = virtual_any_faults; row->cause != NULL; row++)
        if (virtual_fault_row(own, row->cause) == NULL)
            json_array_append_new(faults, json_string(row->cause));
    return faults;
}

static json_t *
list_verbs(const struct virtual_verb *row)
{
    json_t *verbs = json_array();
    for (; row->name != NULL; row++)
        json_array_append_new(
            verbs, json_pack("{s:s, s:s}", "name", row->name, "usage", row->usage));
    return verbs;
}

static json_t *
list_shortcuts(const struct virtual_shortcut *row)
{
    json_t *shortcuts = json_array();
    for (; row != NULL && row->label != NULL; row++)
        json_array_append_new(
            shortcuts, json_pack("{s:s, s:s}", "label", row->label, "line", row->line));
    return shortcuts;
}

char *
virtual_describe(const struct driver_ops *driver, const struct virtual_ops *ops)
{
    json_t *whole = json_pack("{s:s, s:s, s:o, s:o, s:o}", "class", driver->class->name,
                              "driver", driver->name, "faults", list_faults(ops->faults),
                              "verbs", list_verbs(ops->verbs), "shortcuts",
                              list_shortcuts(ops->shortcuts));
    char *text = json_dumps(whole, JSON_COMPACT);
    char *answer = g_strdup(text);
    free(text);
    json_decref(whole);
    return answer;
}
