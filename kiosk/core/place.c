// SPDX-License-Identifier: Apache-2.0
#include "place.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

static const struct schema phone_schema = {
    .kind = SCHEMA_STRING, .min = 3, .max = 30, .about = "As it is dialled and shown."};
static const struct schema time_schema = {
    .kind = SCHEMA_STRING, .min = 4, .max = 5, .about = "8:30 or 17:00."};
static const struct schema_member span_members[] = {
    {"from", &time_schema, true, NULL}, {"to", &time_schema, true, NULL}, {0}};

static const char *
span_or_null(const json_t *value)
{
    static const struct schema span = {.kind = SCHEMA_OBJECT, .members = span_members};
    return json_is_null(value) || schema_check(&span, value, NULL)
               ? NULL
               : "wanted is {\"from\", \"to\"}, or null for a closed day";
}

static const struct schema day_schema = {.kind = SCHEMA_ANY,
                                         .rule = span_or_null,
                                         .about = "{\"from\", \"to\"}, or null: closed."};
static const struct schema hours_schema = {.kind = SCHEMA_ARRAY,
                                           .min = 7,
                                           .max = 7,
                                           .item = &day_schema,
                                           .about = "Sunday first."};
static const struct schema notices_schema = {
    .kind = SCHEMA_ARRAY, .max = 6, .item = &schema_texts};

static const struct schema_member scanner_members[] = {
    {"device", &schema_string, true, "Name in the configuration: desk-camera."},
    {"where", &schema_texts, true, "Where it is, seen from the screen."},
    {0}};
static const struct schema scanner_schema = {.kind = SCHEMA_OBJECT,
                                             .members = scanner_members};
static const struct schema scanners_schema = {
    .kind = SCHEMA_ARRAY, .max = 8, .item = &scanner_schema};
static const struct schema distance_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 200000, .about = "Metres from here."};
static const struct schema_member nearby_members[] = {
    {"name", &schema_texts, true, "柳溪村便民服务站"},
    {"where", &schema_texts, false, "How to find it: 村委会一楼."},
    {"distance_m", &distance_schema, false, NULL},
    {"always", &schema_boolean, false, "Open day and night; no hours are needed."},
    {"hours", &hours_schema, false, "As those of the house."},
    {"phone", &phone_schema, false, NULL},
    {0}};
static const struct schema nearby_schema = {.kind = SCHEMA_OBJECT,
                                            .members = nearby_members};
static const struct schema nearby_list_schema = {
    .kind = SCHEMA_ARRAY,
    .max = 12,
    .item = &nearby_schema,
    .about = "Other machines and halls, the nearest first: where people go when this "
             "machine is out of service. Three are shown."};
static const struct schema minutes_schema = {.kind = SCHEMA_INTEGER, .min = 1, .max = 60};
static const struct schema_member place_members[] = {
    {"name", &schema_texts, true, "青山镇便民服务中心"},
    {"short_name", &schema_texts, true, "青山镇"},
    {"area", &schema_texts, true, "24小时自助服务区"},
    {"machine", &schema_texts, true, "1号机"},
    {"tag", &schema_texts, false, "示例数据: said on every screen and paper."},
    {"phone", &phone_schema, true, "For questions, in office hours."},
    {"supervision_phone", &phone_schema, true, "For complaints."},
    {"card_where", &schema_texts, true,
     "Where the card reader is, seen from the screen."},
    {"scanner_where", &schema_texts, true, NULL},
    {"scanners", &scanners_schema, false, "Where each is, when there are several."},
    {"paper_where", &schema_texts, true, NULL},
    {"window", &schema_texts, true, "一楼综合窗口"},
    {"helper", &schema_texts, false, "值班员: who comes when somebody is called."},
    {"helper_minutes", &minutes_schema, false, "Within how many minutes."},
    {"notices", &notices_schema, true, "For the waiting screen."},
    {"hours", &hours_schema, true, "When the windows are open."},
    {"nearby", &nearby_list_schema, false, "Where else one can go."},
    {0}};
const struct schema place_schema = {.kind = SCHEMA_OBJECT,
                                    .name = "Place",
                                    .members = place_members,
                                    .about = "The place where a terminal stands."};

bool
place_init(struct place *place, json_t *value, GPtrArray *defects)
{
    *place = (struct place){0};
    if (!schema_check(&place_schema, value, defects))
        return false;
    *place = (struct place){
        .name = json_object_get(value, "name"),
        .short_name = json_object_get(value, "short_name"),
        .area = json_object_get(value, "area"),
        .machine = json_object_get(value, "machine"),
        .tag = json_object_get(value, "tag"),
        .phone = json_text(value, "phone", ""),
        .supervision_phone = json_text(value, "supervision_phone", ""),
        .card_where = json_object_get(value, "card_where"),
        .scanner_where = json_object_get(value, "scanner_where"),
        .scanners = json_object_get(value, "scanners"),
        .paper_where = json_object_get(value, "paper_where"),
        .window = json_object_get(value, "window"),
        .notices = json_object_get(value, "notices"),
        .helper = json_object_get(value, "helper"),
        .helper_minutes =
            (int)json_integer_value(json_object_get(value, "helper_minutes")),
        .hours = json_object_get(value, "hours"),
        .nearby = json_object_get(value, "nearby"),
        .json = json_incref(value),
    };
    return true;
}

/* Minutes since midnight of "8:30"; -1 when it is none. */
static int
minutes_of(const char *text)
{
    const char *colon = text != NULL ? strchr(text, ':') : NULL;
    return colon == NULL ? -1 : atoi(text) * 60 + atoi(colon + 1);
}

bool
place_hours_are_open(const json_t *hours, const struct clock_date *now)
{
    const json_t *day = json_array_get(hours, (size_t)now->weekday);
    int from = minutes_of(json_text(day, "from", NULL));
    int to = minutes_of(json_text(day, "to", NULL));
    int minute = now->hour * 60 + now->minute;
    return from >= 0 && to >= 0 && minute >= from && minute < to;
}

bool
place_is_open(const struct place *place, const struct clock_date *now)
{
    return place_hours_are_open(place->hours, now);
}

bool
place_next_opening(const json_t *hours, const struct clock_date *now, int *ahead_out,
                   const char **from_out)
{
    int minute = now->hour * 60 + now->minute;
    for (int ahead = 0; ahead <= 7; ahead++) {
        const json_t *day = json_array_get(hours, (size_t)((now->weekday + ahead) % 7));
        const char *from = json_text(day, "from", NULL);
        if (minutes_of(from) < 0 || (ahead == 0 && minute >= minutes_of(from)))
            continue;
        *ahead_out = ahead;
        *from_out = from;
        return true;
    }
    return false;
}

const json_t *
place_scanner_where(const struct place *place, const char *device)
{
    size_t i;
    const json_t *scanner;
    json_array_foreach (place->scanners, i, scanner)
        if (strcmp(json_text(scanner, "device", ""), device) == 0)
            return json_object_get(scanner, "where");
    return place->scanner_where;
}

void
place_finish(struct place *place)
{
    if (place == NULL)
        return;
    json_decref(place->json);
    *place = (struct place){0};
}
