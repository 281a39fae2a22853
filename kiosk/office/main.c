// SPDX-License-Identifier: Apache-2.0
/* kiosk-office: options and commands; the office itself is office.c. */
#include <glib-unix.h>
#include <jansson.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/json.h"
#include "core/service.h"
#include "office/accounts.h"
#include "office/archive.h"
#include "office/inbox.h"
#include "office/keys.h"
#include "office/office.h"
#include "office/openapi.h"

static char *config_path;
static gboolean want_json, want_openapi, want_service_schema, want_version;
static char **words;

static const GOptionEntry entries[] = {
    {"config", 'c', 0, G_OPTION_ARG_FILENAME, &config_path, "Configuration", "FILE"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &want_json, "list: as JSON", NULL},
    {"openapi", 0, 0, G_OPTION_ARG_NONE, &want_openapi,
     "Print the HTTP contract (OpenAPI 3.1)", NULL},
    {"service-schema", 0, 0, G_OPTION_ARG_NONE, &want_service_schema,
     "Print the format of service definitions (JSON Schema)", NULL},
    {"version", 0, 0, G_OPTION_ARG_NONE, &want_version, "Print the version", NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL}};

static int
fail(const GError *error)
{
    fprintf(stderr, "kiosk-office: %s\n", error ? error->message : "failed");
    return 1;
}

/* ---- commands --------------------------------------------------------------------------- */

static gboolean
stop(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

static int
serve(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;
    struct office *office;

    (void)arguments;
    office = office_start(settings, &error);
    if (!office)
        return fail(error);
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    g_unix_signal_add(SIGTERM, stop, loop);
    g_unix_signal_add(SIGINT, stop, loop);
    // Whoever started us may wait for this line: from here on requests are answered.
    printf("{\"terminals\":%u,\"staff\":%u}\n", http_port(office->terminals),
           office->staff ? http_port(office->staff) : 0);
    fflush(stdout);
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
    diag_info("stopping: answering what was taken");
    office_stop(office);
    return 0;
}

static int
print_json(json_t *value)
{
    json_dumpf(value, stdout, JSON_INDENT(2) | JSON_SORT_KEYS);
    putchar('\n');
    json_decref(value);
    return 0;
}

static void
print_row(const json_t *row)
{
    printf("%s  %s  %-20s  terminal %s  %s  %s\n", json_text(row, "receipt_number", ""),
           json_text(row, "received_at", ""), json_text(row, "service", ""),
           json_text(row, "terminal", ""), json_text(row, "state", ""),
           json_text(row, "content", ""));
}

static int
list(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;
    json_t *rows = archive_list(settings, &error);
    size_t index;
    json_t *row;

    (void)arguments;
    if (!rows)
        return fail(error);
    if (want_json)
        return print_json(rows);
    json_array_foreach (rows, index, row)
        print_row(row);
    json_decref(rows);
    return 0;
}

static int
letters(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;
    json_t *rows = archive_letters(settings, &error);

    (void)arguments;
    return rows ? print_json(rows) : fail(error);
}

static int
terminals(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;
    json_t *rows = archive_terminals(settings, &error);

    (void)arguments;
    return rows ? print_json(rows) : fail(error);
}

static int export(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;

    return archive_export(settings, arguments[0], arguments[1], &error) ? 0 : fail(error);
}

static int
keys_new(struct settings *settings, char **arguments)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *id = NULL;

    (void)arguments;
    if (!keys_make(settings->keys, &id, &error))
        return fail(error);
    printf("%s/%s.pub\n", settings->keys, id);
    return 0;
}

/* Read from standard input: a password on the command line is seen by everybody. */
static int
account_add(struct settings *settings, char **arguments)
{
    char password[ACCOUNTS_PASSWORD_MAX + 2];
    g_autoptr(GError) error = NULL;

    if (!accounts_name_is_good(arguments[0], &error))
        return fail(error);
    if (!fgets(password, sizeof password, stdin))
        password[0] = '\0';
    password[strcspn(password, "\r\n")] = '\0';
    g_autofree char *hash = accounts_hash(password, &error);
    sodium_memzero(password, sizeof password);
    if (!hash ||
        !inbox_leave(settings->inbox, "put_account",
                     json_pack("{s:s, s:s}", "name", arguments[0], "password_hash", hash),
                     &error))
        return fail(error);
    return 0;
}

static const struct {
    const char *name;
    int more; // words behind it
    int (*run)(struct settings *settings, char **arguments);
    const char *usage;
} commands[] = {
    {"serve", 0, serve, "serve                 answer terminals and staff (the default)"},
    {"list", 0, list, "list [--json]         all cases"},
    {"letters", 0, letters, "letters               ratings, unresolved matters, calls"},
    {"terminals", 0, terminals, "terminals             how each told last that it is"},
    {"export", 2, export, "export CASE FOLDER    one case, opened, with its log"},
    {"keys new", 0, keys_new, "keys new              a new key pair that opens cases"},
    {"account add", 1, account_add,
     "account add NAME      or a new password; read from standard input"},
};

/* ---- main ------------------------------------------------------------------------------- */

static char *
describe_commands(void)
{
    GString *text = g_string_new("Commands:\n");
    g_autofree char *keys = config_help(settings_keys);

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        g_string_append_printf(text, "  %s\n", commands[i].usage);
    g_string_append_printf(text, "\nConfiguration:\n%s", keys);
    return g_string_free(text, FALSE);
}

static json_t *
describe_service(void)
{
    json_t *schema = schema_describe(&service_schema, "#/$defs/");
    json_t *parts = json_object();

    schema_collect(&service_schema, "#/$defs/", parts);
    json_object_set_new(schema, "$schema",
                        json_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_set_new(schema, "$defs", parts);
    return schema;
}

static int
run_command(void)
{
    g_autofree char *typed = words ? g_strjoinv(" ", words) : g_strdup("serve");
    const int count = words ? (int)g_strv_length(words) : 1;
    g_autoptr(GError) error = NULL;
    struct settings settings = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        const int own = strchr(commands[i].name, ' ') ? 2 : 1;
        const size_t length = strlen(commands[i].name);
        if (strncmp(typed, commands[i].name, length) != 0 ||
            (typed[length] != '\0' && typed[length] != ' ') ||
            count != own + commands[i].more)
            continue;
        if (!config_path) {
            fprintf(stderr, "kiosk-office: --config FILE is wanted\n");
            return 2;
        }
        if (!settings_load(&settings, config_path, &error))
            return fail(error);
        const int status = commands[i].run(&settings, words ? words + own : NULL);
        settings_finish(&settings);
        return status;
    }
    fprintf(stderr, "kiosk-office: no such command; --help names them\n");
    return 2;
}

/* Staff read Chinese wherever the office runs. Catalogues stand beside the program as it was
 * built or installed: bin/../share/locale. */
static void
set_language(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program)
                                      : g_strdup("/usr/bin");
    g_autofree char *texts = g_build_filename(folder, "..", "share", "locale", NULL);

    g_setenv("LANGUAGE", "zh_CN", TRUE);
    setlocale(LC_ALL, "C.UTF-8");
    bindtextdomain("kiosk", texts);
    bind_textdomain_codeset("kiosk", "UTF-8");
    textdomain("kiosk");
}

int
main(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("[COMMAND]");
    g_autofree char *description = describe_commands();
    g_autoptr(GError) error = NULL;

    set_language();
    signal(SIGXFSZ,
           SIG_IGN); // a file that may not grow is an error to answer, not an end
    umask(077);
    json_object_seed(0);
    diag_init("kiosk-office");
    g_option_context_set_summary(context, "Reference back office of Kiosk.");
    g_option_context_set_description(context, description);
    g_option_context_add_main_entries(context, entries, NULL);
    const bool parsed = g_option_context_parse(context, &argc, &argv, &error);
    g_option_context_free(context);
    if (!parsed || sodium_init() < 0)
        return fail(error);

    int status = 0;
    if (want_version)
        printf("kiosk-office %s\n", KIOSK_VERSION);
    else if (want_openapi)
        status = print_json(openapi_describe());
    else if (want_service_schema)
        status = print_json(describe_service());
    else
        status = run_command();
    g_strfreev(words);
    g_free(config_path);
    return status;
}
