// SPDX-License-Identifier: Apache-2.0
// The catalogue of service.h: all services of this terminal, and the groups they stand in.
#include "service.h"

#include <string.h>

#include "base/json.h"
#include "core/service_schema.h"

#define ORDER_LAST 100000 // a service without order_num; sources end there

static int
order_of(const struct service *service)
{
    const json_t *order = json_object_get(service->json, "order_num");
    return order == NULL ? ORDER_LAST : (int)json_integer_value(order);
}

/* Moves the service at `at` before all that come later; keeps the order of equals. */
static void
sink(struct service **services, size_t at)
{
    struct service *moved = services[at];
    for (; at > 0 && order_of(services[at - 1]) > order_of(moved); at--)
        services[at] = services[at - 1];
    services[at] = moved;
}

static const struct group *
find_group(const struct group *groups, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(groups[i].id, id) == 0)
            return &groups[i];
    return NULL;
}

/* Those of the member `name`; their number to *count_out. g_free. */
static struct group *
load_groups(const json_t *catalogue, const char *name, size_t *count_out,
            GPtrArray *defects)
{
    const json_t *list = json_object_get(catalogue, name);
    struct group *groups = g_new0(struct group, json_array_size(list) + 1);
    size_t i, count = 0;
    json_t *value;
    json_array_foreach (list, i, value) {
        const char *id = json_text(value, "id", "");
        if (find_group(groups, count, id) != NULL) {
            char *pointer = g_strdup_printf("/%s/%zu/id", name, i);
            service_defect(defects, pointer, "an earlier group has the same id");
            g_free(pointer);
            continue;
        }
        groups[count++] = (struct group){
            .id = id,
            .name = json_object_get(value, "name"),
            .examples = json_object_get(value, "examples"),
            .icon = json_text(value, "icon", ""),
            .colour = json_text(value, "colour", ""),
            .on_home = !json_is_false(json_object_get(value, "on_home")),
        };
    }
    *count_out = count;
    return groups;
}

/* Defects of one service, told with the place of the service in the catalogue. */
static void
tell_service(GPtrArray *defects, const GPtrArray *found, size_t index)
{
    for (guint i = 0; i < found->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(found, i);
        char *pointer = g_strdup_printf("/services/%zu%s", index, defect->pointer);
        service_defect(defects, pointer, "%s", defect->message);
        g_free(pointer);
    }
}

/* A life event that is not there is told; the service stays, its group leads to it. */
static void
tell_life_events(const struct catalogue *catalogue, const struct service *service,
                 size_t index, GPtrArray *defects)
{
    size_t i;
    const json_t *event;
    json_array_foreach (json_object_get(service->json, "life_events"), i, event) {
        if (catalogue->life_event_count == 0 ||
            catalogue_life_event(catalogue, json_string_value(event)) != NULL)
            continue;
        char *pointer = g_strdup_printf("/services/%zu/life_events/%zu", index, i);
        service_defect(defects, pointer, "no such life event");
        g_free(pointer);
    }
}

static void
add_service(struct catalogue *catalogue, const json_t *value, size_t index,
            GPtrArray *defects)
{
    GPtrArray *found = schema_defects_new();
    struct service *service = service_create(value, found);
    if (service != NULL && catalogue_service(catalogue, service->id) != NULL)
        service_defect(found, "/id", "an earlier service has the same id");
    else if (service != NULL && catalogue->group_count > 0 &&
             catalogue_group(catalogue, service->group) == NULL)
        service_defect(found, "/group", "no such group");
    tell_service(defects, found, index);
    if (found->len > 0) {
        service_destroy(service);
    } else {
        catalogue->services[catalogue->count] = service;
        tell_life_events(catalogue, service, index, defects);
        sink(catalogue->services, catalogue->count);
        catalogue->count++;
    }
    g_ptr_array_unref(found);
}

struct catalogue *
catalogue_create(const json_t *value, GPtrArray *defects)
{
    if (!schema_check(&catalogue_schema, value, defects))
        return NULL;
    struct catalogue *catalogue = g_new0(struct catalogue, 1);
    catalogue->json = json_deep_copy(value);
    catalogue->version = g_strdup(json_text(value, "version", ""));
    catalogue->groups =
        load_groups(catalogue->json, "groups", &catalogue->group_count, defects);
    catalogue->life_events = load_groups(catalogue->json, "life_events",
                                         &catalogue->life_event_count, defects);
    const json_t *list = json_object_get(catalogue->json, "services");
    catalogue->services = g_new0(struct service *, json_array_size(list) + 1);
    size_t i;
    json_t *service;
    json_array_foreach (list, i, service)
        add_service(catalogue, service, i, defects);
    return catalogue;
}

void
catalogue_destroy(struct catalogue *catalogue)
{
    if (catalogue == NULL)
        return;
    for (size_t i = 0; i < catalogue->count; i++)
        service_destroy(catalogue->services[i]);
    g_free(catalogue->services);
    g_free(catalogue->groups);
    g_free(catalogue->life_events);
    g_free(catalogue->version);
    json_decref(catalogue->json);
    g_free(catalogue);
}

const struct service *
catalogue_service(const struct catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->services[i]->id, id) == 0)
            return catalogue->services[i];
    return NULL;
}

const struct group *
catalogue_group(const struct catalogue *catalogue, const char *id)
{
    return find_group(catalogue->groups, catalogue->group_count, id);
}

const struct group *
catalogue_life_event(const struct catalogue *catalogue, const char *id)
{
    return find_group(catalogue->life_events, catalogue->life_event_count, id);
}
