// SPDX-License-Identifier: Apache-2.0
/* Bulletin (政务公开): what a house makes public: what it is and promises, notices that
 * expire, lists, where things are in the hall. assets/bulletin.json. Pure; any thread. */
#ifndef CORE_BULLETIN_H
#define CORE_BULLETIN_H

#include "base/clock.h"
#include <glib.h>
#include <jansson.h>
#include <kiosk/schema.h>
#include <stdbool.h>

#define BULLETIN_BLOCKS 6

extern const struct schema bulletin_schema;

struct bulletin {
    const json_t
        *blocks; // array of {id, icon, name, lines}: 职能 流程 规范 标准 承诺 电话
    const json_t *notices; // array of {id, title, issuer, date, until, lines}
    const json_t *lists;   // array of {id, title, issuer, date, until, columns, rows}
    const json_t *places;  // array of {name, detail, icon, x, y, w, h, here}, per mille
    json_t *json;          // owned
};

/* Keeps a reference of `value`. NULL: defects told. */
struct bulletin *bulletin_create(json_t *value, GPtrArray *defects);
void bulletin_destroy(struct bulletin *bulletin); // NULL-safe

/* A notice or list is out from its date on, until the end of its last day. */
bool bulletin_is_out(const json_t *item, const struct clock_date *today);
/* A block, notice or list by its id. NULL: none, or not out. Borrowed. */
const json_t *bulletin_find(const struct bulletin *bulletin, const char *id,
                            const struct clock_date *today);

#endif
