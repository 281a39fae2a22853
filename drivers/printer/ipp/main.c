// SPDX-License-Identifier: Apache-2.0
/* Printers that speak IPP and take PDF (IPP Everywhere, AirPrint), without a queue between. */
#include <kiosk/driver.h>
#include <kiosk/printer.h>

#include "device.h"
#include "job.h"
#include "print.h"
#include "report.h"
#include "tape.h"

#define OPEN_MS 2500
#define REFRESH_MS 1500
#define STATUS_MS 3000

struct printer {
    struct device device;
    struct report report; // what the printer can do, as it said when it was opened
    bool counts_sheets;
};

static void
close_printer(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    if (printer == NULL)
        return;
    report_finish(&printer->report);
    device_finish(&printer->device);
    g_free(printer);
    driver_set_data(driver, NULL);
}

static bool
open_printer(struct driver *driver, const char *address, GError **error)
{
    struct printer *printer = g_new0(struct printer, 1);
    g_autofree char *place = NULL;
    driver_set_data(driver, printer);
    if (!tape_begin(address, driver_record_file(driver), &place, error) ||
        !device_init(&printer->device, place, error)) {
        driver_set_status(driver, &(struct driver_status){
                                      .device = DEVICE_NO_DEVICE,
                                      .cause = "badConfiguration",
                                      .action = ACTION_CONFIGURATION,
                                      .explanation = (*error)->message,
                                  });
        close_printer(driver);
        return false;
    }
    enum answer answer = report_ask(&printer->device, NULL, OPEN_MS, &printer->report);
    if (answer != ANSWER_IPP) {
        struct driver_status status = report_of_silence(answer);
        report_publish(driver, &status);
        g_set_error_literal(error, g_quark_from_static_string("printer-ipp"), 0,
                            status.explanation);
        close_printer(driver);
        return false;
    }
    report_publish(driver, &printer->report.status);
    return true;
}

static void
refresh(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    struct report report;
    enum answer answer = report_ask(&printer->device, NULL, REFRESH_MS, &report);
    struct driver_status status = answer == ANSWER_IPP ? report.status
                                                       : report_of_silence(answer);
    report_publish(driver, &status);
    if (answer == ANSWER_IPP) {
        report_finish(&printer->report);
        printer->report = report;
    }
}

static json_t *
list(char **words)
{
    json_t *array = json_array();
    for (; words != NULL && *words != NULL; words++)
        json_array_append_new(array, json_string(*words));
    return array;
}

static void
capabilities(struct driver *driver, json_t *capabilities)
{
    const struct report *report = &((struct printer *)driver_data(driver))->report;
    bool duplex =
        g_strv_contains((const char *const *)report->sides, "two-sided-long-edge");
    json_object_set_new(capabilities, "formats", list(report->formats));
    json_object_set_new(capabilities, "media", list(report->media));
    json_object_set_new(capabilities, "duplex", json_boolean(duplex));
    json_object_set_new(capabilities, "colour", json_boolean(report->colour));
    json_object_set_new(capabilities, "copies", json_integer(report->copies_max));
    if (report->model != NULL)
        json_object_set_new(capabilities, "model", json_string(report->model));
}

static enum completion
print(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    return print_run(driver, call, &printer->device, &printer->counts_sheets);
}

static enum completion
job_status(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    struct job job = {
        .name = json_string_value(json_object_get(driver_payload(call), "job"))};
    int timeout_ms = MIN(driver_time_left_ms(call), STATUS_MS);
    enum answer answer = job_find(&printer->device, call, timeout_ms, &job);
    if (answer == ANSWER_CANCELED)
        return COMPLETION_CANCELED;
    if (answer != ANSWER_IPP) {
        driver_explain(call, answer_cause(answer), "%s", answer_sentence(answer));
        return COMPLETION_DEVICE_NOT_READY;
    }
    json_object_set_new(driver_reply(call), "state", json_string(job_word(&job)));
    json_object_set_new(driver_reply(call), "sheets", json_integer(job.sheets));
    return COMPLETION_SUCCESS;
}

static const struct driver_command commands[] = {
    {"Printer.Print", print}, {"Printer.JobStatus", job_status}, {0}};

static const struct driver_ops ops = {
    .class = &printer_class,
    .name = "ipp",
    .about = "Printers that speak IPP and take PDF.",
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
