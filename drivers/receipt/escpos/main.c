// SPDX-License-Identifier: Apache-2.0
/* Thermal slip printers that speak ESC/POS, on a serial line, a printer port or the network. */
#include <kiosk/receipt.h>
#include <string.h>

#include "print.h"

#define ASK_MS 400
#define MARK_MS 300

/* ---- address --------------------------------------------------------------------------------- */

/* Takes one option that is ours; false: it is the transport's. */
static bool
take_option(struct stream_settings *settings, const char *option, bool *wrong_out)
{
    if (g_str_has_prefix(option, "charset=")) {
        *wrong_out |= !charset_parse(option + strlen("charset="), &settings->charset);
        return true;
    }
    if (strcmp(option, "width=80") == 0 || strcmp(option, "width=58") == 0) {
        settings->width_dots = strcmp(option, "width=80") == 0 ? 576 : 384;
        return true;
    }
    return false;
}

/* The transport's part of "serial:/dev/ttyS0?baud=19200&charset=gb2312". NULL: *error. */
static char *
read_address(const char *address, struct stream_settings *settings, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(address, "?", 2);
    g_auto(GStrv) options =
        g_strsplit(parts[0] != NULL && parts[1] != NULL ? parts[1] : "", "&", 0);
    GString *rest = g_string_new(parts[0]);
    char glue = '?';
    bool wrong = false;
    for (int i = 0; options[i] != NULL; i++) {
        if (options[i][0] == '\0' || take_option(settings, options[i], &wrong))
            continue;
        g_string_append_printf(rest, "%c%s", glue, options[i]);
        glue = '&';
    }
    if (!wrong)
        return g_string_free(rest, FALSE);
    g_string_free(rest, TRUE);
    g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                "charset is gbk, gb2312, gb18030 or none; width 80 or 58");
    return NULL;
}

/* ---- the driver ------------------------------------------------------------------------------ */

static void
close_printer(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    transport_close(printer->line.transport);
    printer->line = (struct state_line){0};
}

/* Kept over re-opening: jobs, and whether a torn slip hangs there. */
static struct printer *
printer_of(struct driver *driver)
{
    static struct printer kept; // as long as the process; one device a process
    struct printer *printer = &kept;
    if (printer->jobs == NULL)
        printer->jobs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    driver_set_data(driver, printer);
    return printer;
}

static bool
begin(struct driver *driver, struct printer *printer, GError **error)
{
    struct state state;
    // ESC @ first: a byte that it did not understand must not stand before the first slip.
    if (!transport_write(printer->line.transport, NULL, "\x1b@", 2, ASK_MS, error) ||
        !state_ask(&printer->line, NULL, ASK_MS, &state, error))
        return false;
    print_tell_state(driver, printer, &state.status);
    if (!state.blocked && state_mark(&printer->line, NULL, NULL))
        state_await(&printer->line, NULL, MARK_MS, NULL);
    return true;
}

static bool
open_printer(struct driver *driver, const char *address, GError **error)
{
    struct printer *printer = printer_of(driver);
    g_autoptr(GError) cause = NULL;
    printer->settings =
        (struct stream_settings){.charset = CHARSET_GBK, .width_dots = 576};
    g_autofree char *rest = read_address(address, &printer->settings, &cause);
    if (rest != NULL)
        printer->line.transport =
            transport_open(rest, driver_record_file(driver), &cause);
    if (printer->line.transport != NULL && begin(driver, printer, &cause)) {
        transport_notice_hangup(printer->line.transport, driver);
        return true;
    }
    struct state state = state_of_error(cause);
    print_tell_state(driver, printer, &state.status);
    close_printer(driver);
    g_propagate_error(error, g_steal_pointer(&cause));
    return false;
}

static void
refresh(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    struct state state;
    g_autoptr(GError) error = NULL;
    if (!state_ask(&printer->line, NULL, ASK_MS, &state, &error))
        state = state_of_error(error);
    print_tell_state(driver, printer, &state.status);
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE))
        driver_lost(driver);
}

static void
capabilities(struct driver *driver, json_t *capabilities)
{
    const struct printer *printer = driver_data(driver);
    int columns = printer->settings.width_dots / LINE_CELL_DOTS;
    json_object_set_new(capabilities, "columns", json_integer(columns));
    // False: the end of a slip is reckoned by its length, and asked for only then.
    json_object_set_new(capabilities, "confirms", json_boolean(printer->line.answers));
    json_object_set_new(capabilities, "notices_removal", json_false());
}

static enum completion
print(struct driver *driver, struct driver_call *call)
{
    return print_slip(driver, call, driver_data(driver));
}

static enum completion
job_status(struct driver *driver, struct driver_call *call)
{
    const struct printer *printer = driver_data(driver);
    const char *name = json_string_value(json_object_get(driver_payload(call), "job"));
    const char *state = g_hash_table_lookup(printer->jobs, name);
    state = state != NULL ? state : "unknown";
    json_object_set_new(driver_reply(call), "state", json_string(state));
    json_object_set_new(driver_reply(call), "sheets",
                        json_integer(strcmp(state, "completed") == 0));
    return COMPLETION_SUCCESS;
}

static const struct driver_command commands[] = {
    {"Receipt.Print", print}, {"Receipt.JobStatus", job_status}, {0}};

static const struct driver_ops ops = {
    .class = &receipt_class,
    .name = "escpos",
    .about = "Thermal slip printers that speak ESC/POS.",
    .commands = commands,
    .open = open_printer,
    .close = close_printer,
    .refresh = refresh,
    .capabilities = capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
