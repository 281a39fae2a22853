// SPDX-License-Identifier: Apache-2.0
/* scanner-sane: any scanner that SANE has a backend for. */
#include <signal.h>
#include <string.h>

#include <kiosk/driver.h>
#include <kiosk/scanner.h>
#include <sane/saneopts.h>

#include "calls.h"
#include "scan.h"
#include "setting.h"

static struct scanner scanner;

/* Why the device is not there, for staff. */
static void
tell_unopened(struct driver *driver, const GError *error)
{
    struct driver_status status = {.device = DEVICE_NO_DEVICE,
                                   .cause = "notConnected",
                                   .action = ACTION_MAINTENANCE,
                                   .explanation = error->message};
    if (error->domain != DEVICE_ERROR) {
        status.device = DEVICE_OFFLINE;
        status.cause = "badConfiguration";
        status.action = ACTION_CONFIGURATION;
    } else if (error->code == DEVICE_ERROR_STUCK) {
        status.device = DEVICE_OFFLINE;
        status.cause = "notResponding";
        status.action = ACTION_RESET;
    } else if (error->code == SANE_STATUS_DEVICE_BUSY) {
        status.device = DEVICE_BUSY;
        status.cause = "busy";
        status.action = ACTION_SUSPEND;
    } else if (error->code == SANE_STATUS_ACCESS_DENIED) {
        status.device = DEVICE_OFFLINE;
        status.cause = "accessDenied";
        status.action = ACTION_CONFIGURATION;
    }
    driver_set_status(driver, &status);
}

static bool
open_scanner(struct driver *driver, const char *uri, GError **error)
{
    GError *failure = NULL;
    g_autofree char *place = NULL;
    driver_set_data(driver, &scanner);
    address_finish(&scanner.address);
    if (calls_begin(uri, driver_record_file(driver), &place, &failure) &&
        address_init(&scanner.address, place, &failure) &&
        device_open(&scanner.device, scanner.address.device, &failure))
        return true;
    tell_unopened(driver, failure);
    g_propagate_error(error, failure);
    return false;
}

static void
close_scanner(struct driver *driver)
{
    (void)driver;
    device_close(&scanner.device);
}

static void
refresh(struct driver *driver)
{
    if (device_check(&scanner.device)) {
        // SANE cannot be asked whether a jam is cleared: the next scan will tell.
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return;
    }
    driver_lost(driver);
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                                      .cause = "notConnected",
                                                      .action = ACTION_MAINTENANCE});
}

static void
add_list(json_t *capabilities, const char *member, const char *name)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option =
        setting_find(scanner.device.handle, name, &number);
    if (!option || option->constraint_type != SANE_CONSTRAINT_STRING_LIST)
        return;
    json_t *list = json_array();
    for (const SANE_String_Const *entry = option->constraint.string_list; *entry; entry++)
        json_array_append_new(list, json_string(*entry));
    json_object_set_new(capabilities, member, list);
}

static void
add_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "device", json_string(scanner.device.name));
    add_list(capabilities, "sources", SANE_NAME_SCAN_SOURCE);
    add_list(capabilities, "modes", SANE_NAME_SCAN_MODE);
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option =
        setting_find(scanner.device.handle, SANE_NAME_SCAN_RESOLUTION, &number);
    if (!option)
        return;
    json_object_set_new(capabilities, "dpi_min", json_real(setting_nearest(option, 0)));
    json_object_set_new(capabilities, "dpi_max",
                        json_real(setting_nearest(option, 32000)));
}

static void
interrupt(struct driver *driver)
{
    (void)driver;
    device_interrupt(&scanner.device);
}

/* SANE reads its folder from the environment, which no other thread may be reading when it is
 * written: so here, and not in open_scanner. A wrong address is told of there. */
static void
take_configuration(int argc, char **argv)
{
    const char *uri = NULL;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--address") == 0 && i + 1 < argc)
            uri = argv[++i];
        else if (g_str_has_prefix(argv[i], "--address="))
            uri = argv[i] + strlen("--address=");
    struct address address = {0};
    if (uri && address_init(&address, uri, NULL) && address.config)
        g_setenv("SANE_CONFIG_DIR", address.config, TRUE);
    address_finish(&address);
}

#ifdef __SANITIZE_ADDRESS__
/* Backends leak a little of their own (net its options, test its picture). The leak sanitizer
 * can tell theirs from ours only while they are loaded, so here they stay. */
int dlclose(void *handle);
const char *__lsan_default_suppressions(void);

int
dlclose(void *handle)
{
    (void)handle;
    return 0;
}

const char *
__lsan_default_suppressions(void)
{
    return "leak:libsane-\n";
}
#endif

static const struct driver_command commands[] = {{"Scanner.Scan", scan_run}, {0}};

static const struct driver_ops ops = {
    .class = &scanner_class,
    .name = "sane",
    .about = "Any scanner that SANE has a backend for; sane:DEVICE?option=value.",
    .commands = commands,
    .open = open_scanner,
    .close = close_scanner,
    .refresh = refresh,
    .capabilities = add_capabilities,
    .interrupt = interrupt,
};

int
main(int argc, char **argv)
{
    device_init(&scanner.device);
    take_configuration(argc, argv);
    signal(SIGPIPE, SIG_IGN); // a peer that hangs up is an error of a call, not our end
    return driver_run(&ops, argc, argv);
}
