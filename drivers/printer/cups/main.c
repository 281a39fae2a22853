// SPDX-License-Identifier: Apache-2.0
/* Any printer that has a queue in the print service of this machine (CUPS). */
#include <kiosk/driver.h>
#include <kiosk/printer.h>

#include "drivers/printer/ipp/tape.h"
#include "print.h"
#include "queue.h"

#define OPEN_MS 4000
#define REFRESH_MS 1800

struct printer {
    struct queue queue;
    bool duplex, colour;
    char *model;
};

static void
close_printer(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    queue_finish(&printer->queue);
    g_free(printer->model);
    g_free(printer);
    driver_set_data(driver, NULL);
}

static bool
give_up(struct driver *driver, const struct driver_status *status, GError **error)
{
    if (error != NULL && *error == NULL)
        g_set_error_literal(error, g_quark_from_static_string("printer-cups"), 0,
                            status->explanation);
    driver_set_status(driver, status);
    close_printer(driver);
    return false;
}

static void
take_report(struct printer *printer, struct queue_report *report)
{
    if (report->report.sides == NULL)
        return; // the printer did not answer: it can what it could
    printer->duplex =
        g_strv_contains((const char *const *)report->report.sides, "two-sided-long-edge");
    printer->colour = report->report.colour;
    g_free(printer->model);
    printer->model = g_strdup(report->report.model);
}

static bool
open_printer(struct driver *driver, const char *address, GError **error)
{
    struct printer *printer = g_new0(struct printer, 1);
    struct queue_report report;
    g_autofree char *place = NULL;
    driver_set_data(driver, printer);
    if (!tape_begin(address, driver_record_file(driver), &place, error) ||
        !queue_init(&printer->queue, place, error))
        return give_up(driver,
                       &(struct driver_status){.device = DEVICE_NO_DEVICE,
                                               .cause = "badConfiguration",
                                               .action = ACTION_CONFIGURATION,
                                               .explanation = (*error)->message},
                       error);
    enum answer answer = queue_ask(&printer->queue, NULL, OPEN_MS, &report);
    struct driver_status status = report.status;
    bool there = answer == ANSWER_IPP && !report.missing;
    take_report(printer, &report);
    queue_report_finish(&report);
    if (!there)
        return give_up(driver, &status, error);
    report_publish(driver, &status); // the printer itself may come later
    return true;
}

static void
refresh(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    struct queue_report report;
    queue_ask(&printer->queue, NULL, REFRESH_MS, &report);
    report_publish(driver, &report.status);
    take_report(printer, &report);
    queue_report_finish(&report);
}

static void
capabilities(struct driver *driver, json_t *capabilities)
{
    const struct printer *printer = driver_data(driver);
    json_object_set_new(capabilities, "duplex", json_boolean(printer->duplex));
    json_object_set_new(capabilities, "colour", json_boolean(printer->colour));
    // False: "printed" is the queue's word, and sheets are not counted.
    json_object_set_new(capabilities, "verified",
                        json_boolean(queue_is_verified(&printer->queue)));
    if (printer->model != NULL)
        json_object_set_new(capabilities, "model", json_string(printer->model));
}

static enum completion
print(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    return print_queued(driver, call, &printer->queue);
}

static enum completion
job_status(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    return print_status(driver, call, &printer->queue);
}

static const struct driver_command commands[] = {
    {"Printer.Print", print}, {"Printer.JobStatus", job_status}, {0}};

static const struct driver_ops ops = {
    .class = &printer_class,
    .name = "cups",
    .about = "Any printer that has a queue in the print service of this machine.",
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
