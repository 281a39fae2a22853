// SPDX-License-Identifier: Apache-2.0
/* The limits of a schema with its kind's defaults filled in. Shared by check and description.
 */
#ifndef BASE_SCHEMA_RANGE_H
#define BASE_SCHEMA_RANGE_H

#include <kiosk/schema.h>

struct schema_range {
    int64_t min, max; // INT64_MIN, INT64_MAX: no limit
};

struct schema_range schema_range(const struct schema *schema);

#endif
