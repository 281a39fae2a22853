// SPDX-License-Identifier: Apache-2.0
/* A slip printer that exists only in memory. */
#include <kiosk/receipt.h>
#include <kiosk/virtual.h>

#include <string.h>
#include "base/json.h"
#include "drivers/printer/virtual/jobs.h"

#define RECEIPT_PAPER_FULL 400 // slips on the roll at first and after `clear`
#define RECEIPT_PAPER_LOW 20

struct receipt {
    struct driver *driver;
    struct virtual *device;
    struct jobs *jobs;
    // Guarded by the virtual device's lock:
    int paper;   // slips that the roll is good for
    int slip_ms; // how long a slip takes
    bool output; // a slip lies there to be taken
    const char *paper_level;
};

/* ---- how it is --------------------------------------------------------------------- */

static bool
receipt_has_fault(const struct receipt *receipt, const char *cause)
{
    const struct virtual_fault *fault = virtual_fault(receipt->device);
    return fault != NULL && strcmp(fault->cause, cause) == 0;
}

static const char *
receipt_paper(const struct receipt *receipt)
{
    if (receipt->paper == 0 || receipt_has_fault(receipt, "paperOut"))
        return "out";
    return receipt->paper <= RECEIPT_PAPER_LOW || receipt_has_fault(receipt, "paperLow")
               ? "low"
               : "full";
}

static void
receipt_changed(void *context)
{
    struct receipt *receipt = context;
    struct driver_status status = virtual_status(receipt->device);
    const char *paper = receipt_paper(receipt);
    bool out = strcmp(paper, "out") == 0;
    status.paper = paper;
    status.media = receipt->output ? "present" : "notPresent";
    if (status.device == DEVICE_ONLINE && out) {
        status.device = DEVICE_USER_ERROR;
        status.cause = "paperOut";
        status.action = ACTION_CLEAR;
    } else if (status.device == DEVICE_ONLINE && strcmp(paper, "low") == 0) {
        status.cause = "paperLow";
        status.action = ACTION_CLEAR;
    }
    driver_set_status(receipt->driver, &status);
    if (receipt->paper_level != NULL && strcmp(receipt->paper_level, paper) != 0)
        driver_unsolicited(receipt->driver, "Receipt.PaperThreshold",
                           json_pack("{s:s}", "level", paper));
    receipt->paper_level = paper;
}

/* True: something stops the slip; explains it. */
static bool
receipt_stands(struct receipt *receipt, struct driver_call *call,
               enum completion *completion_out)
{
    if (virtual_fails(receipt->device, call, completion_out))
        return true;
    if (receipt->paper > 0)
        return false;
    driver_explain(call, "paperOut", "the roll is used up");
    *completion_out = COMPLETION_USER_ERROR;
    return true;
}

/* ---- printing ---------------------------------------------------------------------- */

/* What the slip says, a block a line. */
static char *
receipt_text(const json_t *blocks)
{
    static const char *const members[] = {"label", "value", "text", "data"};
    GString *text = g_string_new(NULL);
    const json_t *block;
    size_t i;
    json_array_foreach (blocks, i, block) {
        g_string_append(text, json_text(block, "kind", ""));
        for (size_t m = 0; m < G_N_ELEMENTS(members); m++)
            if (json_object_get(block, members[m]) != NULL)
                g_string_append_printf(text, "\t%s", json_text(block, members[m], ""));
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static bool
receipt_keep(struct receipt *receipt, const char *name, const json_t *blocks,
             GError **error)
{
    const char *folder = virtual_option(receipt->device, "out");
    if (folder == NULL)
        return true;
    g_autofree char *file = g_strdup_printf("slip-%s.txt", name);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autofree char *text = receipt_text(blocks);
    return g_file_set_contents(path, text, -1, error);
}

static enum completion
receipt_print_blocks(struct receipt *receipt, struct driver_call *call,
                     const json_t *payload)
{
    const char *name = json_text(payload, "job", "");
    enum completion completion;
    if (strcmp(jobs_find(receipt->jobs, name).state, "unknown") != 0) {
        driver_explain(call, "jobAborted", "this slip was given before");
        return COMPLETION_SEQUENCE_ERROR;
    }
    if (receipt_stands(receipt, call, &completion))
        return completion;
    enum driver_wait wait = virtual_pause(receipt->device, call, receipt->slip_ms);
    g_autoptr(GError) error = NULL;
    struct job job = {.state = "aborted"};
    if (wait != DRIVER_WAIT_READY) {
        completion = virtual_completion(wait);
        job.state = "canceled";
    } else if (receipt_stands(receipt, call, &completion)) {
        // what came out until then is no slip
    } else if (!receipt_keep(receipt, name, json_object_get(payload, "blocks"), &error)) {
        driver_explain(call, "ioError", "%s", error->message);
        completion = COMPLETION_HARDWARE_ERROR;
    } else {
        job = (struct job){.state = "completed", .sheets = 1};
        completion = COMPLETION_SUCCESS;
        receipt->paper--;
        receipt->output = true;
        driver_unsolicited(receipt->driver, "Receipt.MediaPresented", json_object());
    }
    jobs_note(receipt->jobs, name, job, NULL);
    json_object_set_new(driver_reply(call), "sheets", json_integer(job.sheets));
    return completion;
}

static enum completion
receipt_print(struct driver *driver, struct driver_call *call)
{
    struct receipt *receipt = driver_data(driver);
    json_object_set_new(driver_reply(call), "sheets", json_integer(0));
    virtual_lock(receipt->device);
    enum driver_wait wait = virtual_begin(receipt->device, call);
    enum completion completion =
        wait == DRIVER_WAIT_READY
            ? receipt_print_blocks(receipt, call, driver_payload(call))
            : virtual_completion(wait);
    receipt_changed(receipt);
    virtual_unlock(receipt->device);
    return completion;
}

static enum completion
receipt_job_status(struct driver *driver, struct driver_call *call)
{
    struct receipt *receipt = driver_data(driver);
    struct job job = jobs_find(receipt->jobs, json_text(driver_payload(call), "job", ""));
    json_object_set_new(driver_reply(call), "state", json_string(job.state));
    json_object_set_new(driver_reply(call), "sheets", json_integer(job.sheets));
    return COMPLETION_SUCCESS;
}

/* ---- the control socket ------------------------------------------------------------ */

static void
receipt_state(void *context, json_t *state)
{
    struct receipt *receipt = context;
    json_object_set_new(state, "paper", json_integer(receipt->paper));
    json_object_set_new(state, "slip_ms", json_integer(receipt->slip_ms));
    json_object_set_new(state, "output", json_boolean(receipt->output));
}

static bool
receipt_do_paper(void *context, const char *arguments, GError **error)
{
    struct receipt *receipt = context;
    return virtual_number(arguments, 0, 5000, &receipt->paper, error);
}

static bool
receipt_do_slip_ms(void *context, const char *arguments, GError **error)
{
    struct receipt *receipt = context;
    return virtual_number(arguments, 0, 600000, &receipt->slip_ms, error);
}

static bool
receipt_do_take(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    struct receipt *receipt = context;
    if (receipt->output)
        driver_unsolicited(receipt->driver, "Receipt.MediaTaken", json_object());
    receipt->output = false;
    return true;
}

static bool
receipt_do_clear(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    struct receipt *receipt = context;
    if (receipt->paper == 0)
        receipt->paper = RECEIPT_PAPER_FULL;
    return true;
}

static const struct virtual_fault receipt_faults[] = {
    {"paperOut", COMPLETION_USER_ERROR, DEVICE_USER_ERROR, ACTION_CLEAR},
    {"coverOpen", COMPLETION_USER_ERROR, DEVICE_USER_ERROR, ACTION_CLEAR},
    {"cutterFault", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_CLEAR},
    {"ioError", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE},
    {"paperLow", COMPLETION_SUCCESS, DEVICE_ONLINE, ACTION_CLEAR},
    {"stopped", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_CLEAR},
    {"notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_CLEAR},
    {0}};

static const struct virtual_verb receipt_verbs[] = {
    {"paper", "paper SLIPS", receipt_do_paper},
    {"slip-ms", "slip-ms MS", receipt_do_slip_ms},
    {"take", "take", receipt_do_take},
    {"clear", "clear", receipt_do_clear},
    {0}};

static const struct virtual_ops receipt_virtual_ops = {
    .faults = receipt_faults,
    .verbs = receipt_verbs,
    .changed = receipt_changed,
    .state = receipt_state,
};

/* ---- the driver -------------------------------------------------------------------- */

static void
receipt_close(struct driver *driver)
{
    struct receipt *receipt = driver_data(driver);
    virtual_close(receipt->device);
    jobs_destroy(receipt->jobs);
    g_free(receipt);
    driver_set_data(driver, NULL);
}

static bool
receipt_open(struct driver *driver, const char *address, GError **error)
{
    struct receipt *receipt = g_new0(struct receipt, 1);
    *receipt = (struct receipt){.driver = driver, .paper = RECEIPT_PAPER_FULL};
    driver_set_data(driver, receipt);
    receipt->device = virtual_open(driver, address, &receipt_virtual_ops, receipt, error);
    if (receipt->device != NULL)
        receipt->jobs = jobs_create(virtual_option(receipt->device, "out"), error);
    if (receipt->jobs != NULL && virtual_start(receipt->device, error))
        return true;
    receipt_close(driver);
    return false;
}

static void
receipt_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "columns", json_integer(48));
    json_object_set_new(capabilities, "confirms", json_true());
    json_object_set_new(capabilities, "notices_removal", json_true());
}

static const struct driver_command receipt_driver_commands[] = {
    {"Receipt.Print", receipt_print}, {"Receipt.JobStatus", receipt_job_status}, {0}};

static const struct driver_ops receipt_ops = {
    .class = &receipt_class,
    .name = "virtual",
    .about = "A slip printer that exists only in memory, and keeps what it prints.",
    .commands = receipt_driver_commands,
    .open = receipt_open,
    .close = receipt_close,
    .capabilities = receipt_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&receipt_ops, argc, argv);
}
