// SPDX-License-Identifier: Apache-2.0
/* A driver as its maker would write it, with nothing but what `make install` puts in place:
 * a reader that sends "NAME;NUMBER" and a newline for each card. */
#include <kiosk/card.h>
#include <kiosk/driver.h>
#include <kiosk/transport.h>

#include <string.h>

#define LINE_MAX_SIZE 200

static bool
open_reader(struct driver *driver, const char *address, GError **error)
{
    struct transport *line = transport_open(address, driver_record_file(driver), error);
    driver_set_data(driver, line);
    return line != NULL;
}

static void
close_reader(struct driver *driver)
{
    transport_close(driver_data(driver));
}

/* Reads up to the end of a line. False: *error. */
static bool
read_line(struct driver *driver, struct driver_call *call, char line[LINE_MAX_SIZE],
          GError **error)
{
    size_t length = 0;
    while (length < LINE_MAX_SIZE - 1) {
        if (transport_read(driver_data(driver), call, line + length, 1,
                           driver_time_left_ms(call), error) == 0)
            return false;
        if (line[length] == '\n')
            break;
        length++;
    }
    line[length] = '\0';
    return true;
}

static enum completion
explain(struct driver *driver, struct driver_call *call, const GError *error)
{
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_CANCELED))
        return COMPLETION_CANCELED;
    if (g_error_matches(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TIME_OUT))
        return COMPLETION_TIME_OUT;
    driver_lost(driver);
    driver_explain(call, "notConnected", "%s", error->message);
    return COMPLETION_DEVICE_NOT_READY;
}

static enum completion
read_card(struct driver *driver, struct driver_call *call)
{
    char line[LINE_MAX_SIZE];
    g_autoptr(GError) error = NULL;
    if (!read_line(driver, call, line, &error))
        return explain(driver, call, error);
    g_auto(GStrv) parts = g_strsplit(line, ";", 2);
    if (g_strv_length(parts) != 2) {
        driver_explain(call, "cardUnreadable", "the reader sent something else");
        return COMPLETION_USER_ERROR;
    }
    json_object_set_new(driver_reply(call), "card_type", json_string("citizen"));
    json_object_set_new(driver_reply(call), "name", json_string(parts[0]));
    json_object_set_new(driver_reply(call), "id_number", json_string(parts[1]));
    return COMPLETION_SUCCESS;
}

static const struct driver_command commands[] = {{"Card.Read", read_card}, {0}};

static const struct driver_ops ops = {
    .class = &card_class,
    .name = "example",
    .about = "A reader that sends a line for each card.",
    .commands = commands,
    .open = open_reader,
    .close = close_reader,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
