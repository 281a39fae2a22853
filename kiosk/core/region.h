// SPDX-License-Identifier: Apache-2.0
/* Regions: counties, towns and villages of assets/regions, by their codes. What lies below a
 * code begins with it. Immutable; any thread. */
#ifndef CORE_REGION_H
#define CORE_REGION_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <kiosk/schema.h>

#define REGION_CODE_MAX 12  // digits: GB/T 2260 6, GB/T 10114 3, village 3
#define REGION_BELOW_MAX 90 // places in one list
extern const struct schema regions_schema;

struct region {
    const char *code;
    const json_t *name; // texts
};

struct regions;

/* NULL: defects of regions_schema, or two of the same code, in `defects` (may be NULL). */
struct regions *regions_create(const json_t *value, GPtrArray *defects);
void regions_destroy(struct regions *regions); // NULL-safe

/* What lies right below `code`, in the order of the file; how many. NULL regions: none. */
size_t regions_below(const struct regions *regions, const char *code,
                     const struct region *list_out[REGION_BELOW_MAX]);
const struct region *regions_find(const struct regions *regions, const char *code);
/* The code right above that `code` lies in; NULL: it is the topmost known. */
const struct region *regions_above(const struct regions *regions, const char *code);
/* "示例县青山镇柳溪村": every known one from the topmost down to `code`. g_free. */
char *
regions_full_name(const struct regions *regions, const char *code, const char *language);
/* The lowest one below `root` in which an address as a card has it lies; NULL: none. Sets
 * *rest_out to what stands behind its name. */
const struct region *regions_match(const struct regions *regions, const char *root,
                                   const char *address, const char **rest_out);

#endif
