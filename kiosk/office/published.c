// SPDX-License-Identifier: Apache-2.0
#include "office/published.h"

#include <sodium.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "core/service.h"

static int
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
folder_names(const char *folder, GError **error)
{
    GDir *directory = g_dir_open(folder, 0, error);
    if (!directory)
        return NULL;

    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while (names->len < PUBLISHED_SERVICES_MAX && (name = g_dir_read_name(directory))) {
        g_autofree char *path = g_build_filename(folder, name, "service.json", NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_dir_close(directory);
    g_ptr_array_sort(names, by_name);
    return names;
}

/* A definition that terminals can use, or NULL with the reasons in the journal. */
static json_t *
read_definition(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, "service.json", NULL);
    g_autoptr(GError) error = NULL;
    size_t size = 0;
    g_autofree char *text = file_read(path, SERVICE_FILE_MAX, &size, &error);
    json_t *definition = text ? json_parse(text, size, &error) : NULL;
    if (!definition) {
        g_prefix_error(&error, "%s", strstr(error->message, path) ? "" : ": ");
        g_prefix_error(&error, "%s", strstr(error->message, path) ? "" : path);
        diag_warn("service left out: %s", error->message);
        return NULL;
    }

    g_autoptr(GPtrArray) defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    const bool right = service && g_str_equal(service->id, name);
    if (service && !right)
        diag_warn("service left out: %s:%d: /id: must be the name of its folder: \"%s\"",
                  path, json_line_of(text, "/id"), name);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        diag_warn("service left out: %s:%d: %s: %s", path,
                  MAX(json_line_of(text, defect->pointer), 1), defect->pointer,
                  defect->message);
    }
    service_destroy(service);
    if (right)
        return definition;
    json_decref(definition);
    return NULL;
}

static void
sign(struct published *published, const uint8_t *seed)
{
    uint8_t public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    uint8_t signature[crypto_sign_BYTES];

    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(signature, NULL, (const uint8_t *)published->body,
                         published->size, secret);
    sodium_memzero(secret, sizeof secret);
    published->signature = g_base64_encode(signature, sizeof signature);
}

struct published *
published_create(const char *folder, const uint8_t *seed, GError **error)
{
    g_autoptr(GPtrArray) names = folder_names(folder, error);
    if (!names)
        return NULL;

    struct published *published = g_new0(struct published, 1);
    published->services = json_array();
    for (guint i = 0; i < names->len; i++) {
        json_t *definition = read_definition(folder, names->pdata[i]);
        if (definition)
            json_array_append_new(published->services, definition);
    }
    char *version = json_sha256(published->services);
    json_t *catalogue =
        json_pack("{s:s, s:O}", "version", version, "services", published->services);
    published->body = json_canonical(catalogue);
    published->size = strlen(published->body);
    published->etag = g_strdup_printf("\"%s\"", version);
    sign(published, seed);
    json_decref(catalogue);
    g_free(version);
    return published;
}

void
published_destroy(struct published *published)
{
    if (!published)
        return;
    g_free(published->body);
    g_free(published->etag);
    g_free(published->signature);
    json_decref(published->services);
    g_free(published);
}
