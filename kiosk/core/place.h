// SPDX-License-Identifier: Apache-2.0
/* The place where a terminal stands: names, telephones, hours. Read from assets/place.json
 * (or the county's own), shown in headers, on help pages and on paper. Pure. */
#ifndef CORE_PLACE_H
#define CORE_PLACE_H

#include "base/clock.h"
#include <jansson.h>
#include <stdbool.h>
#include <kiosk/schema.h>

extern const struct schema place_schema;

struct place {
    const json_t *name;            // texts: 青山镇便民服务中心
    const json_t *short_name;      // texts: 青山镇
    const json_t *area;            // texts: 24小时自助服务区
    const json_t *machine;         // texts: 1号机
    const json_t *tag;             // texts or NULL: 示例数据
    const char *phone;             // 咨询
    const char *supervision_phone; // 监督投诉
    const json_t *card_where; // texts: where the card reader is, seen from the screen
    const json_t *scanner_where, *paper_where;
    const json_t *scanners; // array of {device, where}, or NULL: see place_scanner_where
    const json_t *helper;   // texts or NULL: who comes when somebody is called: 值班员
    int helper_minutes;     // and within how many minutes; 0: not said
    const json_t *window;   // texts: 一楼综合窗口
    const json_t *notices;  // array of texts for the attract screen
    /* Opening hours of the windows: array [Sunday … Saturday] of {"from","to"} or null. */
    const json_t *hours;
    /* Other machines and halls, the nearest first: array of {name, where, distance_m, always,
     * hours, phone}, or NULL. */
    const json_t *nearby;
    json_t *json; // owned
};

/* Takes nothing; keeps a reference. False: defects told. */
bool place_init(struct place *place, json_t *value, GPtrArray *defects);
/* Whether the windows are open at that moment. */
bool place_is_open(const struct place *place, const struct clock_date *now);
/* The same of any such hours; and the next moment at which they begin, *ahead days later
 * (0 today) at *from_out ("8:30", borrowed). False: no opening is known. */
bool place_hours_are_open(const json_t *hours, const struct clock_date *now);
bool place_next_opening(const json_t *hours, const struct clock_date *now, int *ahead_out,
                        const char **from_out);
/* Where this scanner is, of several: texts. */
const json_t *place_scanner_where(const struct place *place, const char *device);
void place_finish(struct place *place);

#endif
