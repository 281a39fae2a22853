// SPDX-License-Identifier: Apache-2.0
#include "office/settings.h"

#include <string.h>

#define GROUP "office"

const struct config_key settings_keys[] = {
    {GROUP, "listen", CONFIG_ADDRESS, "127.0.0.1:8443", false, 0, 0,
     "Where terminals come."},
    {GROUP, "staff_listen", CONFIG_ADDRESS, NULL, false, 0, 0,
     "Where staff come with a browser; left out: no staff pages."},
    {GROUP, "database", CONFIG_STRING, NULL, true, 0, 0,
     "sqlite:PATH, relative to this file."},
    {GROUP, "pieces", CONFIG_PATH, NULL, false, 0, 0,
     "Folder of the sealed pieces; default: pieces beside the database."},
    {GROUP, "certificate", CONFIG_PATH, NULL, true, 0, 0,
     "The office's certificate, PEM."},
    {GROUP, "key", CONFIG_PATH, NULL, true, 0, 0, "Its private key, PEM."},
    {GROUP, "client_ca", CONFIG_PATH, NULL, true, 0, 0,
     "The authority that signed the terminals' certificates, PEM."},
    {GROUP, "services", CONFIG_PATH, NULL, true, 0, 0,
     "Folder with ID/service.json each."},
    {GROUP, "keys", CONFIG_PATH, NULL, true, 0, 0,
     "Folder of the keys that open cases, and catalogue.key."},
    {GROUP, "place", CONFIG_PATH, NULL, false, 0, 0,
     "place.json: what staff pages call it."},
    {GROUP, "calendars", CONFIG_PATH, NULL, false, 0, 0,
     "Folder of working days, YEAR.json each; left out: no last days are told."},
    {GROUP, "bookings", CONFIG_PATH, NULL, false, 0, 0,
     "bookings.json: windows that can be booked; left out: none."},
    {GROUP, "one_person", CONFIG_BOOLEAN, "false", false, 0, 0,
     "A small office: who accepted a case may also approve it."},
    {GROUP, "connections", CONFIG_INTEGER, "4096", false, 16, 60000,
     "Most connections at once."},
    {0}};

/* "sqlite:PATH" with a relative path means relative to the file, as CONFIG_PATH does. */
static char *
absolute_database(const char *url, const char *config_path, GError **error)
{
    if (!g_str_has_prefix(url, "sqlite:") || strlen(url) == strlen("sqlite:")) {
        g_set_error(error, CONFIG_ERROR, 0,
                    "%s: [office] database: sqlite:PATH is wanted", config_path);
        return NULL;
    }
    g_autofree char *absolute_file = g_canonicalize_filename(config_path, NULL);
    g_autofree char *folder = g_path_get_dirname(absolute_file);
    g_autofree char *path = g_canonicalize_filename(url + strlen("sqlite:"), folder);
    return g_strconcat("sqlite:", path, NULL);
}

static void
place_beside(struct settings *settings, struct config *config)
{
    const char *path = settings->database + strlen("sqlite:");
    const char *pieces = config_text(config, GROUP, "pieces");
    g_autofree char *folder = g_path_get_dirname(path);

    settings->pieces = pieces ? g_strdup(pieces)
                              : g_build_filename(folder, "pieces", NULL);
    settings->inbox = g_build_filename(folder, "inbox", NULL);
}

bool
settings_load(struct settings *settings, const char *path, GError **error)
{
    struct config *config = config_load(path, settings_keys, error);
    if (!config)
        return false;
    char *database =
        absolute_database(config_text(config, GROUP, "database"), path, error);
    if (!database) {
        config_destroy(config);
        return false;
    }
    *settings = (struct settings){
        .config = config,
        .database = database,
        .listen = config_text(config, GROUP, "listen"),
        .staff_listen = config_text(config, GROUP, "staff_listen"),
        .certificate = config_text(config, GROUP, "certificate"),
        .key = config_text(config, GROUP, "key"),
        .client_ca = config_text(config, GROUP, "client_ca"),
        .services = config_text(config, GROUP, "services"),
        .keys = config_text(config, GROUP, "keys"),
        .place = config_text(config, GROUP, "place"),
        .calendars = config_text(config, GROUP, "calendars"),
        .bookings = config_text(config, GROUP, "bookings"),
        .one_person = config_flag(config, GROUP, "one_person"),
        .connections_max = (unsigned)config_number(config, GROUP, "connections"),
    };
    place_beside(settings, config);
    return true;
}

void
settings_finish(struct settings *settings)
{
    if (!settings)
        return;
    config_destroy(settings->config);
    g_free(settings->database);
    g_free(settings->pieces);
    g_free(settings->inbox);
    *settings = (struct settings){0};
}
