// SPDX-License-Identifier: Apache-2.0
#include "region.h"

#include <string.h>

#include "base/json.h"
#include "core/service.h"
#include "core/service_schema.h"

static const struct schema code_schema = {.kind = SCHEMA_STRING,
                                          .format = SCHEMA_DIGITS,
                                          .min = 2,
                                          .max = REGION_CODE_MAX,
                                          .source = "GB/T 2260, GB/T 10114"};
static const struct schema_member region_members[] = {
    {"code", &code_schema, true, NULL}, {"name", &schema_texts, true, NULL}, {0}};
static const struct schema region_schema = {.kind = SCHEMA_OBJECT,
                                            .members = region_members};
const struct schema regions_schema = {
    .kind = SCHEMA_ARRAY, .max = 1024, .item = &region_schema};

struct regions {
    json_t *json; // the texts stand in it
    struct region *list;
    size_t count;
};

struct regions *
regions_create(const json_t *value, GPtrArray *defects)
{
    if (!schema_check(&regions_schema, value, defects))
        return NULL;
    struct regions *regions = g_new0(struct regions, 1);
    regions->json = json_deep_copy(value);
    regions->list = g_new0(struct region, json_array_size(value) + 1);
    size_t i;
    json_t *one;
    json_array_foreach (regions->json, i, one) {
        const char *code = json_text(one, "code", "");
        if (regions_find(regions, code) != NULL) {
            g_autofree char *pointer = g_strdup_printf("/%zu/code", i);
            service_defect(defects, pointer, "an earlier region has the same code");
            regions_destroy(regions);
            return NULL;
        }
        regions->list[regions->count++] =
            (struct region){.code = code, .name = json_object_get(one, "name")};
    }
    return regions;
}

void
regions_destroy(struct regions *regions)
{
    if (regions == NULL)
        return;
    json_decref(regions->json);
    g_free(regions->list);
    g_free(regions);
}

const struct region *
regions_find(const struct regions *regions, const char *code)
{
    for (size_t i = 0; regions != NULL && i < regions->count; i++)
        if (strcmp(regions->list[i].code, code) == 0)
            return &regions->list[i];
    return NULL;
}

const struct region *
regions_above(const struct regions *regions, const char *code)
{
    const struct region *above = NULL;
    size_t length = strlen(code);
    for (size_t i = 0; regions != NULL && i < regions->count; i++) {
        const struct region *one = &regions->list[i];
        size_t own = strlen(one->code);
        if (own < length && g_str_has_prefix(code, one->code) &&
            (above == NULL || own > strlen(above->code)))
            above = one;
    }
    return above;
}

size_t
regions_below(const struct regions *regions, const char *code,
              const struct region *list_out[REGION_BELOW_MAX])
{
    size_t count = 0, length = strlen(code), nearest = REGION_CODE_MAX + 1;
    for (size_t i = 0; regions != NULL && i < regions->count; i++) {
        size_t own = strlen(regions->list[i].code);
        if (own > length && g_str_has_prefix(regions->list[i].code, code))
            nearest = MIN(nearest, own);
    }
    for (size_t i = 0; regions != NULL && i < regions->count; i++)
        if (strlen(regions->list[i].code) == nearest && count < REGION_BELOW_MAX &&
            g_str_has_prefix(regions->list[i].code, code))
            list_out[count++] = &regions->list[i];
    return count;
}

char *
regions_full_name(const struct regions *regions, const char *code, const char *language)
{
    GString *name = g_string_new(NULL);
    for (const struct region *one = regions_find(regions, code); one != NULL;
         one = regions_above(regions, one->code))
        g_string_prepend(name, service_text(one->name, language));
    return g_string_free(name, FALSE);
}

const struct region *
regions_match(const struct regions *regions, const char *root, const char *address,
              const char **rest_out)
{
    const struct region *list[REGION_BELOW_MAX], *found = regions_find(regions, root);
    const char *rest = address;
    if (found != NULL) {
        const char *name = service_text(found->name, "zh_CN");
        const char *at = strstr(address, name);
        if (at == NULL)
            return NULL;
        rest = at + strlen(name);
    }
    for (bool deeper = true; deeper;) {
        size_t count = regions_below(regions, found != NULL ? found->code : root, list);
        size_t longest = 0; // 柳溪村新区 is not 柳溪村
        for (size_t i = 0; i < count; i++) {
            const char *name = service_text(list[i]->name, "zh_CN");
            if (!g_str_has_prefix(rest, name) || strlen(name) <= longest)
                continue;
            longest = strlen(name);
            found = list[i];
        }
        rest += longest;
        deeper = longest > 0;
    }
    *rest_out = rest;
    return found;
}
