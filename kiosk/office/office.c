// SPDX-License-Identifier: Apache-2.0
#include "office/office.h"

#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "office/api.h"
#include "office/inside.h"
#include "office/pages.h"
#include "office/pieces.h"

#define WORKERS 2
#define CALENDAR_MAX (64 * 1024)
#define PLACE_MAX (64 * 1024)

/* ---- workers ---------------------------------------------------------------------------- */

struct task {
    office_work work;
    void *data;
};

static void
run_task(gpointer data, gpointer office)
{
    struct task *task = data;

    task->work(office, task->data);
    g_free(task);
}

void
office_do(struct office *office, office_work work, void *data)
{
    struct task *task = g_new(struct task, 1);

    *task = (struct task){.work = work, .data = data};
    g_thread_pool_push(office->workers, task, NULL);
}

/* ---- service definitions ---------------------------------------------------------------- */

static struct service *
read_definition(struct office *office, const char *id, int64_t version)
{
    json_t *row = store_call(
        office->store, &store_definition,
        json_pack("{s:s, s:I}", "service", id, "version", (json_int_t)version), NULL);
    const char *text = json_text(row, "definition", "");
    json_t *definition = json_parse(text, strlen(text), NULL);
    g_autoptr(GPtrArray) defects = schema_defects_new();
    struct service *service = definition ? service_create(definition, defects) : NULL;

    json_decref(definition);
    json_decref(row);
    return service;
}

const struct service *
office_service(struct office *office, const char *id, int64_t version)
{
    g_autofree char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, id, version);

    g_mutex_lock(&office->definitions_mutex);
    struct service *service = g_hash_table_lookup(office->definitions, key);
    if (!service) {
        service = read_definition(office, id, version);
        if (service)
            g_hash_table_insert(office->definitions, g_steal_pointer(&key), service);
    }
    g_mutex_unlock(&office->definitions_mutex);
    return service;
}

static void
free_service(gpointer service)
{
    service_destroy(service);
}

/* ---- start ------------------------------------------------------------------------------ */

static bool
publish(struct office *office, GError **error)
{
    json_t *rows = json_array();
    size_t index;
    json_t *definition;

    json_array_foreach (office->published->services, index, definition) {
        char *text = json_canonical(definition);
        char *sha256 = json_sha256(definition);
        json_array_append_new(rows,
                              json_pack("{s:O, s:O, s:s, s:s}", "service",
                                        json_object_get(definition, "id"), "version",
                                        json_object_get(definition, "version"), "sha256",
                                        sha256, "definition", text));
        g_free(text);
        g_free(sha256);
    }
    json_t *answer = store_call(office->store, &store_publish,
                                json_pack("{s:o}", "services", rows), error);
    if (!answer)
        return false;
    const json_t *first = json_array_get(json_object_get(answer, "changed"), 0);
    if (first)
        g_set_error(error, PUBLISHED_ERROR, 0,
                    "service %s was changed but still says version %d, under which cases "
                    "were handed in: give it the next version",
                    json_text(first, "service", ""),
                    (int)json_integer_value(json_object_get(first, "version")));
    json_decref(answer);
    return !first;
}

static bool
load_place(struct office *office, GError **error)
{
    if (!office->settings.place)
        return true;
    json_t *value = json_parse_file(office->settings.place, PLACE_MAX, error);
    if (!value)
        return false;
    g_autoptr(GPtrArray) defects = schema_defects_new();
    const bool right = place_init(&office->place, value, defects);
    json_decref(value);
    if (!right) {
        const struct schema_defect *defect = defects->len > 0 ? defects->pdata[0] : NULL;
        g_set_error(error, CONFIG_ERROR, 0, "%s: %s: %s", office->settings.place,
                    defect ? defect->pointer : "", defect ? defect->message : "wrong");
    }
    return right;
}

static bool
load_calendars(struct office *office, GError **error)
{
    if (!office->settings.calendars)
        return true;
    GDir *folder = g_dir_open(office->settings.calendars, 0, error);
    const char *name;
    bool right = folder != NULL;

    office->calendar = calendar_create();
    while (right && (name = g_dir_read_name(folder))) {
        if (!g_str_has_suffix(name, ".json"))
            continue;
        g_autofree char *path = g_build_filename(office->settings.calendars, name, NULL);
        json_t *year = json_parse_file(path, CALENDAR_MAX, error);
        right = year && calendar_add_year(office->calendar, year, error);
        json_decref(year);
    }
    if (folder)
        g_dir_close(folder);
    return right;
}

static bool
serve(struct office *office, GError **error)
{
    const struct settings *settings = &office->settings;
    const struct http_settings terminals = {.listen = settings->listen,
                                            .certificate = settings->certificate,
                                            .key = settings->key,
                                            .client_ca = settings->client_ca,
                                            .knows = api_is_terminal,
                                            .routes = api_routes,
                                            .refuse = api_refuse,
                                            .context = office,
                                            .connections_max = settings->connections_max};
    const struct http_settings staff = {.listen = settings->staff_listen,
                                        .certificate = settings->certificate,
                                        .key = settings->key,
                                        .routes = pages_routes,
                                        .refuse = pages_refuse,
                                        .context = office,
                                        .connections_max = settings->connections_max};
    office->terminals = http_start(&terminals, error);
    if (!office->terminals)
        return false;
    diag_info("terminals: https port %u", http_port(office->terminals));
    if (!settings->staff_listen)
        return true;
    office->staff = http_start(&staff, error);
    if (!office->staff)
        return false;
    diag_info("staff: https port %u", http_port(office->staff));
    return true;
}

static bool
bring_up(struct office *office, GError **error)
{
    const struct settings *settings = &office->settings;

    office->keyring = keyring_load(settings->keys, error);
    if (!office->keyring || !load_place(office, error) || !load_calendars(office, error))
        return false;
    office->published =
        published_create(settings->services, office->keyring->catalogue_seed, error);
    if (!office->published || !pieces_prepare(settings->pieces, error))
        return false;
    office->bookings = bookings_create(settings->bookings, office->keyring,
                                       office->calendar, office->published->services,
                                       error);
    if (!office->bookings)
        return false;
    office->store = store_create(settings->database, settings->inbox, error);
    if (!office->store || !publish(office, error))
        return false;
    office->inside = inside_create(office);
    inside_look_at_unchecked(office->inside);
    return serve(office, error);
}

struct office *
office_start(struct settings *settings, GError **error)
{
    struct office *office = g_new0(struct office, 1);

    office->settings = *settings;
    *settings = (struct settings){0};
    office->sessions = sessions_create();
    office->definitions =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_service);
    g_mutex_init(&office->definitions_mutex);
    office->workers = g_thread_pool_new(run_task, office, WORKERS, FALSE, NULL);
    if (bring_up(office, error))
        return office;
    office_stop(office);
    return NULL;
}

void
office_stop(struct office *office)
{
    if (!office)
        return;
    http_drain(office->terminals);
    http_drain(office->staff);
    // Workers ask the store: so in this order.
    inside_destroy(office->inside);
    g_thread_pool_free(office->workers, FALSE, TRUE);
    store_destroy(office->store);
    http_stop(office->terminals);
    http_stop(office->staff);
    bookings_destroy(office->bookings);
    published_destroy(office->published);
    keyring_destroy(office->keyring);
    sessions_destroy(office->sessions);
    calendar_destroy(office->calendar);
    place_finish(&office->place);
    g_hash_table_destroy(office->definitions);
    g_mutex_clear(&office->definitions_mutex);
    settings_finish(&office->settings);
    g_free(office);
}
