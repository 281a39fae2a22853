// SPDX-License-Identifier: Apache-2.0
/* A printer that exists only in memory. */
#include <kiosk/printer.h>
#include <kiosk/virtual.h>

#include <string.h>
#include "base/blob.h"
#include "jobs.h"

#define PRINTER_PAPER_FULL 250 // sheets in the tray at first and after `clear`
#define PRINTER_PAPER_LOW 10

struct printer {
    struct driver *driver;
    struct virtual *device;
    struct jobs *jobs;
    // Guarded by the virtual device's lock:
    int paper;    // sheets in the tray
    int sheet_ms; // how long a sheet takes
    bool output;  // sheets lie there to be taken
    bool lies;    // the next job comes out, and is said to have been broken off
    const char *paper_level; // what the terminal was told
    const char *toner_level;
};

/* ---- how it is --------------------------------------------------------------------- */

static bool
printer_has_fault(const struct printer *printer, const char *cause)
{
    const struct virtual_fault *fault = virtual_fault(printer->device);
    return fault != NULL && strcmp(fault->cause, cause) == 0;
}

static const char *
printer_paper(const struct printer *printer)
{
    if (printer_has_fault(printer, "paperJam"))
        return "jammed";
    if (printer->paper == 0 || printer_has_fault(printer, "paperOut"))
        return "out";
    if (printer->paper <= PRINTER_PAPER_LOW || printer_has_fault(printer, "paperLow"))
        return "low";
    return "full";
}

static const char *
printer_toner(const struct printer *printer)
{
    if (printer_has_fault(printer, "tonerOut"))
        return "out";
    return printer_has_fault(printer, "tonerLow") ? "low" : "full";
}

/* Tells the terminal of a new level, once. */
static void
printer_say_level(struct printer *printer, const char *event, const char **told,
                  const char *level)
{
    if (*told != NULL && strcmp(*told, level) != 0)
        driver_unsolicited(printer->driver, event, json_pack("{s:s}", "level", level));
    *told = level;
}

static void
printer_changed(void *context)
{
    struct printer *printer = context;
    struct driver_status status = virtual_status(printer->device);
    if (virtual_fault(printer->device) == NULL && printer->paper == 0) {
        status.device = DEVICE_USER_ERROR;
        status.cause = "paperOut";
        status.action = ACTION_CLEAR;
    } else if (virtual_fault(printer->device) == NULL &&
               printer->paper <= PRINTER_PAPER_LOW) {
        status.cause = "paperLow";
        status.action = ACTION_CLEAR;
    }
    status.paper = printer_paper(printer);
    status.toner = printer_toner(printer);
    status.media = printer->output ? "present" : "notPresent";
    printer_say_level(printer, "Printer.PaperThreshold", &printer->paper_level,
                      status.paper);
    printer_say_level(printer, "Printer.TonerThreshold", &printer->toner_level,
                      status.toner);
    driver_set_status(printer->driver, &status);
}

/* True when no sheet can come out now: explains it. */
static bool
printer_stands(struct printer *printer, struct driver_call *call,
               enum completion *completion_out)
{
    if (virtual_fails(printer->device, call, completion_out))
        return true;
    if (printer->paper > 0)
        return false;
    driver_explain(call, "paperOut", "the tray is empty");
    *completion_out = COMPLETION_USER_ERROR;
    return true;
}

/* ---- printing ---------------------------------------------------------------------- */

/* Pages of a PDF: its page objects counted. Good for files whose objects are not packed; the
 * terminal says how many there are anyway. */
static int
printer_count_pages(const char *pdf, size_t size)
{
    int pages = 0;
    const char *at = pdf, *end = pdf + size;
    while ((at = memmem(at, (size_t)(end - at), "/Type", 5)) != NULL) {
        at += 5;
        while (at < end && *at == ' ')
            at++;
        if (end - at >= 6 && memcmp(at, "/Page", 5) == 0 && at[5] != 's')
            pages++;
    }
    return MAX(pages, 1);
}

static int
printer_sheets_wanted(const struct driver_call *call, const struct blob_view *pdf)
{
    const json_t *payload = driver_payload(call);
    json_t *pages_given = json_object_get(payload, "pages");
    json_t *copies_given = json_object_get(payload, "copies");
    int pages = json_integer_value(pages_given) > 0
                    ? (int)MIN(json_integer_value(pages_given), 10000)
                    : printer_count_pages(pdf->bytes, pdf->size);
    int copies = copies_given == NULL ? 1 : (int)json_integer_value(copies_given);
    bool duplex = json_is_true(json_object_get(payload, "duplex"));
    return copies * (duplex ? (pages + 1) / 2 : pages);
}

static const char *
printer_job_name(const struct driver_call *call)
{
    return json_string_value(json_object_get(driver_payload(call), "job"));
}

static void
printer_note(struct printer *printer, struct driver_call *call, const char *state,
             int sheets)
{
    g_autoptr(GError) error = NULL;
    struct job job = {.state = state, .sheets = sheets};
    if (!jobs_note(printer->jobs, printer_job_name(call), job, &error))
        driver_explain(call, "ioError", "%s", error->message);
}

/* The jam is cleared, or the person, or the time, gave up. The lock is held. */
static enum completion
printer_await_clear(struct printer *printer, struct driver_call *call, int sheets)
{
    enum completion completion;
    printer_changed(printer);
    while (printer_stands(printer, call, &completion)) {
        if (completion == COMPLETION_HARDWARE_ERROR || completion == COMPLETION_CANCELED)
            return completion; // the device gave the job up: it does not go on
        printer_note(printer, call, "stopped", sheets);
        enum driver_wait wait = virtual_wait(printer->device, call, -1);
        if (wait == DRIVER_WAIT_CANCELED)
            return COMPLETION_CANCELED;
        if (wait == DRIVER_WAIT_TIME_OUT)
            return completion; // what stood in the way says more than "timeOut"
    }
    return COMPLETION_SUCCESS;
}

/* One sheet after another. The lock is held. */
static enum completion
printer_print_sheets(struct printer *printer, struct driver_call *call, int wanted,
                     int *sheets_out)
{
    for (*sheets_out = 0; *sheets_out < wanted;) {
        enum completion completion = printer_await_clear(printer, call, *sheets_out);
        if (completion != COMPLETION_SUCCESS)
            return completion;
        printer_note(printer, call, "processing", *sheets_out);
        enum driver_wait wait = virtual_pause(printer->device, call, printer->sheet_ms);
        if (wait != DRIVER_WAIT_READY)
            return virtual_completion(wait);
        if (printer_stands(printer, call, &completion))
            continue; // told to fail while the sheet was inside: it is not out
        printer->paper--;
        printer->output = true;
        ++*sheets_out;
        if (!printer->lies)
            driver_event(call, "Printer.PageDone",
                         json_pack("{s:i}", "sheets", *sheets_out));
    }
    return COMPLETION_SUCCESS;
}

static enum completion
printer_print_pdf(struct printer *printer, struct driver_call *call,
                  const struct blob_view *pdf)
{
    const char *name = printer_job_name(call);
    if (strcmp(jobs_find(printer->jobs, name).state, "unknown") != 0) {
        driver_explain(call, "jobAborted",
                       "this job was given before; ask for its status");
        return COMPLETION_SEQUENCE_ERROR;
    }
    enum completion completion;
    int sheets = 0;
    bool accepted = !printer_stands(printer, call, &completion);
    if (accepted) {
        int wanted = printer_sheets_wanted(call, pdf);
        completion = printer_print_sheets(printer, call, wanted, &sheets);
    }
    g_autoptr(GError) error = NULL;
    if (completion == COMPLETION_SUCCESS &&
        !jobs_keep(printer->jobs, name, pdf->bytes, pdf->size, &error)) {
        driver_explain(call, "ioError", "%s", error->message);
        completion = COMPLETION_HARDWARE_ERROR;
    }
    if (accepted)
        printer_note(printer, call,
                     completion == COMPLETION_SUCCESS    ? "completed"
                     : completion == COMPLETION_CANCELED ? "canceled"
                                                         : "aborted",
                     sheets);
    if (sheets > 0)
        driver_unsolicited(printer->driver, "Printer.MediaPresented", json_object());
    bool lies = printer->lies && completion == COMPLETION_SUCCESS;
    if (lies) {
        printer->lies = false;
        driver_explain(call, "jobAborted", "as the control socket wanted");
        completion = COMPLETION_HARDWARE_ERROR;
    }
    json_object_set_new(driver_reply(call), "sheets", json_integer(lies ? 0 : sheets));
    return completion;
}

static enum completion
printer_print(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    struct blob_view pdf = {0};
    g_autoptr(GError) error = NULL;
    if (driver_blob(call, 0) < 0 ||
        !blob_view_init(&pdf, driver_blob(call, 0), PROTOCOL_BLOB_SIZE_MAX, &error) ||
        pdf.size < 5 || memcmp(pdf.bytes, "%PDF-", 5) != 0) {
        driver_explain(call, "protocolError", "blob 0 is no PDF");
        blob_view_finish(&pdf);
        return COMPLETION_INVALID_DATA;
    }
    virtual_lock(printer->device);
    enum driver_wait wait = virtual_begin(printer->device, call);
    enum completion completion = wait == DRIVER_WAIT_READY
                                     ? printer_print_pdf(printer, call, &pdf)
                                     : virtual_completion(wait);
    printer_changed(printer);
    virtual_unlock(printer->device);
    blob_view_finish(&pdf);
    return completion;
}

static enum completion
printer_job_status(struct driver *driver, struct driver_call *call)
{
    struct printer *printer = driver_data(driver);
    struct job job = jobs_find(printer->jobs, printer_job_name(call));
    json_object_set_new(driver_reply(call), "state", json_string(job.state));
    json_object_set_new(driver_reply(call), "sheets", json_integer(job.sheets));
    return COMPLETION_SUCCESS;
}

/* ---- the control socket ------------------------------------------------------------ */

static void
printer_state(void *context, json_t *state)
{
    struct printer *printer = context;
    json_object_set_new(state, "paper", json_integer(printer->paper));
    json_object_set_new(state, "sheet_ms", json_integer(printer->sheet_ms));
    json_object_set_new(state, "output", json_boolean(printer->output));
}

static bool
printer_do_paper(void *context, const char *arguments, GError **error)
{
    struct printer *printer = context;
    return virtual_number(arguments, 0, 5000, &printer->paper, error);
}

static bool
printer_do_sheet_ms(void *context, const char *arguments, GError **error)
{
    struct printer *printer = context;
    return virtual_number(arguments, 0, 600000, &printer->sheet_ms, error);
}

static bool
printer_do_take(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    struct printer *printer = context;
    if (printer->output)
        driver_unsolicited(printer->driver, "Printer.MediaTaken", json_object());
    printer->output = false;
    return true;
}

static bool
printer_do_lie(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    struct printer *printer = context;
    printer->lies = true;
    return true;
}

static bool
printer_do_clear(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    struct printer *printer = context;
    printer->lies = false;
    if (printer->paper == 0)
        printer->paper = PRINTER_PAPER_FULL;
    return true;
}

#define PRINTER_STAFF(cause)                                                             \
    {                                                                                    \
        cause, COMPLETION_USER_ERROR, DEVICE_USER_ERROR, ACTION_CLEAR                    \
    }
static const struct virtual_fault printer_faults[] = {
    PRINTER_STAFF("paperOut"),
    PRINTER_STAFF("paperJam"),
    PRINTER_STAFF("coverOpen"),
    PRINTER_STAFF("doorOpen"),
    PRINTER_STAFF("tonerOut"),
    PRINTER_STAFF("trayMissing"),
    PRINTER_STAFF("outputFull"),
    PRINTER_STAFF("mediaMismatch"),
    {"paperLow", COMPLETION_SUCCESS, DEVICE_ONLINE, ACTION_CLEAR},
    {"tonerLow", COMPLETION_SUCCESS, DEVICE_ONLINE, ACTION_CLEAR},
    {"stopped", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_CLEAR},
    {"spoolFull", COMPLETION_DEVICE_NOT_READY, DEVICE_BUSY, ACTION_SUSPEND},
    {"jobAborted", COMPLETION_HARDWARE_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"jobCanceled", COMPLETION_CANCELED, DEVICE_ONLINE, ACTION_NONE},
    {"ioError", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE},
    {"notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE, ACTION_MAINTENANCE},
    {"notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_MAINTENANCE},
    {0}};

static const struct virtual_verb printer_verbs[] = {
    {"paper", "paper SHEETS", printer_do_paper},
    {"sheet-ms", "sheet-ms MS", printer_do_sheet_ms},
    {"take", "take", printer_do_take},
    {"lie", "lie", printer_do_lie},
    {"clear", "clear", printer_do_clear},
    {0}};

static const struct virtual_shortcut printer_shortcuts[] = {
    {N_("Take the paper"), "take"},
    {N_("Put one sheet in"), "paper 1"},
    {N_("Put a pile of paper in"), "paper 500"},
    {N_("Print slowly, 8 s a sheet"), "sheet-ms 8000"},
    {N_("Print, but say that it failed"), "lie"},
    {0}};

static const struct virtual_ops printer_virtual_ops = {
    .shortcuts = printer_shortcuts,
    .faults = printer_faults,
    .verbs = printer_verbs,
    .changed = printer_changed,
    .state = printer_state,
};

/* ---- the driver -------------------------------------------------------------------- */

static void
printer_close(struct driver *driver)
{
    struct printer *printer = driver_data(driver);
    virtual_close(printer->device);
    jobs_destroy(printer->jobs);
    g_free(printer);
    driver_set_data(driver, NULL);
}

static bool
printer_open(struct driver *driver, const char *address, GError **error)
{
    struct printer *printer = g_new0(struct printer, 1);
    *printer = (struct printer){.driver = driver, .paper = PRINTER_PAPER_FULL};
    driver_set_data(driver, printer);
    printer->device = virtual_open(driver, address, &printer_virtual_ops, printer, error);
    if (printer->device != NULL)
        printer->jobs = jobs_create(virtual_option(printer->device, "out"), error);
    if (printer->jobs != NULL && virtual_start(printer->device, error))
        return true;
    printer_close(driver);
    return false;
}

static void
printer_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "duplex", json_true());
    json_object_set_new(capabilities, "media", json_pack("[s]", printer_media_words[0]));
}

static const struct driver_command printer_driver_commands[] = {
    {"Printer.Print", printer_print}, {"Printer.JobStatus", printer_job_status}, {0}};

static const struct driver_ops printer_ops = {
    .class = &printer_class,
    .name = "virtual",
    .about =
        "A printer that exists only in memory, and keeps what it prints in a folder.",
    .commands = printer_driver_commands,
    .open = printer_open,
    .close = printer_close,
    .capabilities = printer_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&printer_ops, argc, argv);
}
