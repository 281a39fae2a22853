// SPDX-License-Identifier: Apache-2.0
#include "bulletin.h"

#include <string.h>

#include "base/json.h"
#include "core/service_schema.h"

#define ITEMS_MAX 60
#define ROWS_MAX 400
#define COLUMNS_MAX 4

static const struct schema id_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_SLUG, .min = 1, .max = 40};
static const struct schema icon_schema = {.kind = SCHEMA_STRING,
                                          .format = SCHEMA_IDENTIFIER,
                                          .min = 1,
                                          .max = 40,
                                          .about = "Name of a glyph (Material Icons)."};
static const struct schema date_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_DATE, .min = 10, .max = 10};
static const struct schema lines_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 20, .item = &schema_texts};

static const struct schema_member block_members[] = {
    {"id", &id_schema, true, NULL},
    {"icon", &icon_schema, true, NULL},
    {"name", &schema_texts, true, "服务承诺"},
    {"lines", &lines_schema, true, NULL},
    {0}};
static const struct schema block_schema = {.kind = SCHEMA_OBJECT,
                                           .members = block_members};
static const struct schema blocks_schema = {
    .kind = SCHEMA_ARRAY,
    .min = 1,
    .max = BULLETIN_BLOCKS,
    .item = &block_schema,
    .about = "服务职能、服务流程、服务规范、服务标准、服务承诺、咨询及监督电话."};

static const struct schema_member notice_members[] = {
    {"id", &id_schema, true, NULL},
    {"title", &schema_texts, true, "One line; stands on the waiting screen."},
    {"issuer", &schema_texts, true, "Who says so."},
    {"date", &date_schema, true, "From this day on."},
    {"until", &date_schema, false, "Its last day."},
    {"lines", &lines_schema, true, NULL},
    {0}};
static const struct schema notice_schema = {.kind = SCHEMA_OBJECT,
                                            .members = notice_members};
static const struct schema notices_schema = {
    .kind = SCHEMA_ARRAY, .max = ITEMS_MAX, .item = &notice_schema};

static const struct schema columns_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = COLUMNS_MAX, .item = &schema_texts};
static const struct schema cell_schema = {.kind = SCHEMA_STRING, .max = 60};
static const struct schema cells_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = COLUMNS_MAX, .item = &cell_schema};
static const struct schema rows_schema = {
    .kind = SCHEMA_ARRAY, .max = ROWS_MAX, .item = &cells_schema};
static const struct schema_member list_members[] = {
    {"id", &id_schema, true, NULL},
    {"title", &schema_texts, true, NULL},
    {"issuer", &schema_texts, true, NULL},
    {"date", &date_schema, true, NULL},
    {"until", &date_schema, false, NULL},
    {"columns", &columns_schema, true, NULL},
    {"rows", &rows_schema, true, "As public as paper on a wall: no numbers of persons."},
    {0}};
static const struct schema list_schema = {.kind = SCHEMA_OBJECT, .members = list_members};
static const struct schema lists_schema = {
    .kind = SCHEMA_ARRAY, .max = ITEMS_MAX, .item = &list_schema};

static const struct schema mille_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 1000, .about = "Per mille of the plan."};
static const struct schema_member place_members[] = {
    {"name", &schema_texts, true, NULL},
    {"detail", &schema_texts, false, "One line."},
    {"icon", &icon_schema, true, NULL},
    {"x", &mille_schema, true, NULL},
    {"y", &mille_schema, true, NULL},
    {"w", &mille_schema, true, NULL},
    {"h", &mille_schema, true, NULL},
    {"here", &schema_boolean, false, "This machine."},
    {0}};
static const struct schema place_of_hall_schema = {.kind = SCHEMA_OBJECT,
                                                   .members = place_members};
static const struct schema places_schema = {
    .kind = SCHEMA_ARRAY, .max = 24, .item = &place_of_hall_schema};

static const struct schema_member bulletin_members[] = {
    {"blocks", &blocks_schema, true, NULL},
    {"notices", &notices_schema, true, NULL},
    {"lists", &lists_schema, true, NULL},
    {"places", &places_schema, true, "The hall, seen from above."},
    {0}};
const struct schema bulletin_schema = {.kind = SCHEMA_OBJECT,
                                       .members = bulletin_members,
                                       .about = "政务公开: what the house makes public."};

static const char *const parts[] = {"blocks", "notices", "lists"};

static void
check_ids(const json_t *value, GPtrArray *defects)
{
    GHashTable *met = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t part = 0; part < G_N_ELEMENTS(parts); part++) {
        size_t i;
        json_t *item;
        json_array_foreach (json_object_get(value, parts[part]), i, item) {
            const char *id = json_text(item, "id", "");
            if (g_hash_table_add(met, (gpointer)(uintptr_t)id))
                continue;
            char *pointer = g_strdup_printf("/%s/%zu/id", parts[part], i);
            service_defect(defects, pointer, "something else has the same id");
            g_free(pointer);
        }
    }
    g_hash_table_destroy(met);
}

struct bulletin *
bulletin_create(json_t *value, GPtrArray *defects)
{
    if (!schema_check(&bulletin_schema, value, defects))
        return NULL;
    check_ids(value, defects);
    struct bulletin *bulletin = g_new0(struct bulletin, 1);
    *bulletin = (struct bulletin){
        .blocks = json_object_get(value, "blocks"),
        .notices = json_object_get(value, "notices"),
        .lists = json_object_get(value, "lists"),
        .places = json_object_get(value, "places"),
        .json = json_incref(value),
    };
    return bulletin;
}

void
bulletin_destroy(struct bulletin *bulletin)
{
    if (bulletin == NULL)
        return;
    json_decref(bulletin->json);
    g_free(bulletin);
}

bool
bulletin_is_out(const json_t *item, const struct clock_date *today)
{
    char day[sizeof "2026-11-21"];
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", today->year, today->month, today->day);
    return strcmp(day, json_text(item, "date", "")) >= 0 &&
           strcmp(day, json_text(item, "until", "9")) <= 0;
}

const json_t *
bulletin_find(const struct bulletin *bulletin, const char *id,
              const struct clock_date *today)
{
    for (size_t part = 0; bulletin != NULL && part < G_N_ELEMENTS(parts); part++) {
        size_t i;
        json_t *item;
        json_array_foreach (json_object_get(bulletin->json, parts[part]), i, item)
            if (strcmp(json_text(item, "id", ""), id) == 0)
                return bulletin_is_out(item, today) ? item : NULL;
    }
    return NULL;
}
