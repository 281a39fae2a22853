// SPDX-License-Identifier: Apache-2.0
/* kiosk: the touch-screen terminal. Options, configuration, and what a process that sees
 * personal data does first. */
#include <glib.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "base/config.h"
#include "base/diag.h"
#include "devices/supervisor.h"
#include "inspect.h"
#include "language.h"
#include "outbox/pin.h"
#include "terminal.h"

#define DEVICES_MAX 16

/* clang-format off */
static const struct config_key keys[] = {
    {"terminal", "id", CONFIG_STRING, NULL, true, 0, 0, "Four digits, unique in the county."},
    {"terminal", "region", CONFIG_STRING, NULL, true, 0, 0, "Region code, GB/T 2260."},
    {"terminal", "panel_mm", CONFIG_SIZE, "268x476", false, 0, 0, "Width and height of what is seen of the panel; as it stands or turned."},
    {"terminal", "panel_bottom_mm", CONFIG_INTEGER, "800", false, 0, 2000, "Lower edge of what is seen above the floor; 950 at most, or keys are out of reach."},
    {"terminal", "window", CONFIG_SIZE, NULL, false, 0, 0, "Pixels; left out: the whole display."},
    {"terminal", "zone", CONFIG_STRING, "government-extranet", false, 0, 0, "Network it stands in."},
    {"terminal", "state", CONFIG_PATH, "/var/lib/kiosk", false, 0, 0, "Folder of what must survive."},
    {"terminal", "services", CONFIG_PATH, "/usr/share/kiosk/services", false, 0, 0, "Folder of the services."},
    {"terminal", "assets", CONFIG_PATH, "/usr/share/kiosk", false, 0, 0, "Folder of place.json, calendars, pictures."},
    {"terminal", "locale", CONFIG_PATH, NULL, false, 0, 0, "Folder of the translations; left out: share/locale beside the program."},
    {"terminal", "readings", CONFIG_PATH, NULL, false, 0, 0, "How characters are read; left out: words/zh.readings in share beside the program, or in assets."},
    {"terminal", "drivers", CONFIG_PATH, NULL, false, 0, 0, "Folder of the drivers; left out: beside the program, or lib/kiosk/drivers."},
    {"terminal", "office", CONFIG_URL, NULL, true, 0, 0, "Where the office answers."},
    {"terminal", "ca", CONFIG_PATH, NULL, true, 0, 0, "Authority of the office's certificate."},
    {"terminal", "certificate", CONFIG_PATH, NULL, true, 0, 0, "This terminal's certificate."},
    {"terminal", "key", CONFIG_PATH, NULL, true, 0, 0, "And its private key."},
    {"terminal", "office_key", CONFIG_PATH, NULL, true, 0, 0, "Public key that cases are sealed to."},
    {"terminal", "power_off", CONFIG_STRING, NULL, false, 0, 0, "Command with which staff switch the machine off; without it they cannot."},
    {"terminal", "catalogue_key", CONFIG_PATH, NULL, false, 0, 0, "Public key under the catalogue."},
    {"terminal", "terminal_key", CONFIG_PATH, NULL, false, 0, 0, "Signs slips; left out: in state, made when missing."},
    {"device.*", "class", CONFIG_STRING, NULL, true, 0, 0, "card, scanner, image, typesetter, printer, receipt and others."},
    {"device.*", "driver", CONFIG_STRING, NULL, true, 0, 0, "Name of the program, e.g. card-sam."},
    {"device.*", "address", CONFIG_STRING, NULL, false, 0, 0, "Where the device is, a URI."},
    {"device.*", "capacity", CONFIG_INTEGER, "0", false, 0, 100000, "Sheets of a full tray, slips of a roll: for the forecast."},
    {0}};
/* clang-format on */

static struct {
    char *config, *inspect;
    gboolean version, set_pin;
    char *staff; // whose PIN; NULL: that of whoever has no name
} options;

static gboolean
wants_pin(const char *option, const char *name, gpointer data, GError **error)
{
    (void)option;
    (void)data;
    (void)error;
    options.set_pin = true;
    options.staff = g_strdup(name);
    return true;
}

static const GOptionEntry entries[] = {
    {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options.config, "Configuration", "FILE"},
    {"inspect", 0, 0, G_OPTION_ARG_FILENAME, &options.inspect,
     "Tell what is on the screen (inspect build only)", "SOCKET"},
    {"set-pin", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
     (gpointer)(uintptr_t)wants_pin,
     "Read the PIN of a member of staff from standard input, keep it and end", "NAME"},
    {"version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Print the version", NULL},
    {0}};

/* No other program of this user may look into our memory, and no crash may write it out. */
static void
keep_memory_private(void)
{
    struct rlimit none = {0};
    setrlimit(RLIMIT_CORE, &none);
    umask(077);
    if (!inspect_is_built_in())
        prctl(PR_SET_DUMPABLE, 0);
}

/* Input methods would learn what people type; the libraries that SDL loads look here. */
static void
clean_environment(void)
{
    static const char *const odd[] = {
        "XMODIFIERS",    "IBUS_ADDRESS", "SDL_IM_MODULE",
        "GTK_IM_MODULE", "QT_IM_MODULE", "DBUS_SESSION_BUS_ADDRESS",
        "http_proxy",    "https_proxy",  "ALL_PROXY"};
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++)
        unsetenv(odd[i]);
    // Nobody composes letters of dead keys here: Xlib need not read its table at start.
    setenv("XCOMPOSEFILE", "/dev/null", 1);
}

static bool
all_digits(const char *text, size_t least, size_t most)
{
    size_t length = strspn(text, "0123456789");
    return text[length] == '\0' && length >= least && length <= most;
}

/* g_free. */
static char *
classes_in_words(void)
{
    GString *words = g_string_new(supervisor_class(0));
    for (size_t i = 1; supervisor_class(i); i++)
        g_string_append_printf(words, ", %s", supervisor_class(i));
    return g_string_free(words, FALSE);
}

/* What the table cannot say. One line for each mistake; true: none. */
static bool
check(const struct config *config, const char *path)
{
    bool good = true;
    if (!all_digits(config_text(config, "terminal", "id"), 4, 4)) {
        diag_warn("%s: [terminal] id: four digits are wanted", path);
        good = false;
    }
    if (!all_digits(config_text(config, "terminal", "region"), 6, 12)) {
        diag_warn("%s: [terminal] region: 6 to 12 digits are wanted", path);
        good = false;
    }
    const char *const *groups = config_groups(config, "device.*");
    for (size_t i = 0; groups[i]; i++) {
        const char *driver = config_text(config, groups[i], "driver");
        if (!supervisor_knows(config_text(config, groups[i], "class"))) {
            g_autofree char *known = classes_in_words();
            diag_warn("%s: [%s] class: one of %s is wanted", path, groups[i], known);
            good = false;
        }
        if (strchr(driver, '/') || *driver == '.' || *driver == '\0') {
            diag_warn("%s: [%s] driver: the name of a program without folder is wanted",
                      path, groups[i]);
            good = false;
        }
        if (i >= DEVICES_MAX) {
            diag_warn("%s: [%s]: at most %d devices", path, groups[i], DEVICES_MAX);
            return false;
        }
    }
    return good;
}

/* Beside the program in a build folder, in lib/kiosk when installed. g_free. */
static char *
find_drivers(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program)
                                      : g_strdup("/usr/bin");
    char *beside = g_build_filename(folder, "drivers", NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_DIR))
        return beside;
    g_free(beside);
    return g_build_filename(folder, "..", "lib", "kiosk", "drivers", NULL);
}

/* In build/bin or build/inspect/bin, in /usr/bin, or with the assets. */
static char *
find_readings(const struct config *config)
{
    const char *named = config_text(config, "terminal", "readings");
    if (named)
        return g_strdup(named);
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(program ? program : ".");
    static const char *const ways[] = {"../share/words", "../../share/words",
                                       "../share/kiosk/words"};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        char *path = g_build_filename(folder, ways[i], "zh.readings", NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return path;
        g_free(path);
    }
    return g_build_filename(config_text(config, "terminal", "assets"), "words",
                            "zh.readings", NULL);
}

static void
fill_devices(const struct config *config, struct worker_device *devices,
             size_t *count_out)
{
    const char *const *groups = config_groups(config, "device.*");
    size_t count = 0;
    for (; groups[count]; count++)
        devices[count] = (struct worker_device){
            .name = groups[count] + strlen("device."),
            .class = config_text(config, groups[count], "class"),
            .driver = config_text(config, groups[count], "driver"),
            .address = config_text(config, groups[count], "address"),
            .capacity = (int)config_number(config, groups[count], "capacity")};
    *count_out = count;
}

static void
fill_settings(const struct config *config, struct terminal_settings *settings)
{
    *settings = (struct terminal_settings){
        .id = config_text(config, "terminal", "id"),
        .region = config_text(config, "terminal", "region"),
        .state = config_text(config, "terminal", "state"),
        .services = config_text(config, "terminal", "services"),
        .assets = config_text(config, "terminal", "assets"),
        .locale = config_text(config, "terminal", "locale"),
        .drivers = config_text(config, "terminal", "drivers"),
        .http = {.office = config_text(config, "terminal", "office"),
                 .ca = config_text(config, "terminal", "ca"),
                 .certificate = config_text(config, "terminal", "certificate"),
                 .key = config_text(config, "terminal", "key")},
        .office_key = config_text(config, "terminal", "office_key"),
        .catalogue_key = config_text(config, "terminal", "catalogue_key"),
        .power_off = config_text(config, "terminal", "power_off"),
        .terminal_key = config_text(config, "terminal", "terminal_key")};
    config_size(config, "terminal", "panel_mm", &settings->panel_width_mm,
                &settings->panel_height_mm);
    settings->panel_bottom_mm = (int)config_number(config, "terminal", "panel_bottom_mm");
    if (config_text(config, "terminal", "window"))
        config_size(config, "terminal", "window", &settings->width, &settings->height);
}

static int
serve(const struct config *config)
{
    struct worker_device devices[DEVICES_MAX];
    struct terminal_settings settings;
    GError *error = NULL;
    fill_settings(config, &settings);
    fill_devices(config, devices, &settings.device_count);
    settings.devices = devices;
    g_autofree char *drivers = settings.drivers ? NULL : find_drivers();
    if (drivers)
        settings.drivers = drivers;
    g_autofree char *locale = settings.locale ? NULL : language_find_folder(NULL);
    if (locale)
        settings.locale = locale;
    g_autofree char *readings = find_readings(config);
    settings.readings = readings;
    struct terminal *terminal = terminal_create(&settings, &error);
    if (terminal && (!options.inspect || inspect_start(options.inspect, &error)))
        terminal_run(terminal);
    inspect_stop();
    bool again = terminal && terminal_wants_restart(terminal);
    terminal_destroy(terminal);
    if (!error)
        return again ? TERMINAL_EXIT_RESTART : EXIT_SUCCESS;
    diag_warn("%s", error->message);
    g_error_free(error);
    return EXIT_FAILURE;
}

/* On standard input, so that it stands in no list of processes and in no history. */
static int
set_pin(const struct config *config)
{
    char line[PIN_LENGTH + 8] = "";
    GError *error = NULL;
    bool read = fgets(line, sizeof line, stdin) != NULL;
    g_strchomp(line);
    bool set = read && sodium_init() >= 0 &&
               pin_set(config_text(config, "terminal", "state"),
                       options.staff ? options.staff : "", line, &error);
    explicit_bzero(line, sizeof line);
    if (set)
        return EXIT_SUCCESS;
    fprintf(stderr, "kiosk: %s\n", error ? error->message : "no PIN on standard input");
    g_clear_error(&error);
    return EXIT_FAILURE;
}

static int
run(void)
{
    GError *error = NULL;
    if (!options.config) {
        fprintf(stderr, "kiosk: --config FILE is needed; see --help\n");
        return 2;
    }
    if (options.inspect && !inspect_is_built_in()) {
        fprintf(stderr, "kiosk: this build has no --inspect\n");
        return 2;
    }
    struct config *config = config_load(options.config, keys, &error);
    if (!config) {
        fprintf(stderr, "%s\n", error->message);
        g_error_free(error);
        return 2;
    }
    int status = !check(config, options.config) ? 2
                 : options.set_pin              ? set_pin(config)
                                                : serve(config);
    config_destroy(config);
    return status;
}

int
main(int argc, char **argv)
{
    GError *error = NULL;
    keep_memory_private();
    clean_environment();
    signal(SIGPIPE, SIG_IGN);
    diag_init("kiosk");
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autofree char *help = config_help(keys);
    g_option_context_set_summary(context,
                                 "Self-service terminal of a township service centre.");
    g_option_context_set_description(context, help);
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fprintf(stderr, "kiosk: %s\n", error->message);
        g_error_free(error);
        return 2;
    }
    if (options.version) {
        printf("kiosk %s\n", KIOSK_VERSION);
        return 0;
    }
    return run();
}
