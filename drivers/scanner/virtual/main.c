// SPDX-License-Identifier: Apache-2.0
/* A scanner that exists only in memory: its pages are picture files. */
#include <kiosk/scanner.h>
#include <kiosk/virtual.h>

#include <string.h>
#include "base/blob.h"
#include "picture.h"

#define SCANNER_QUEUE_MAX 32
#define SCANNER_FRAME_MS 100 // between two pictures of the live one
#define SCANNER_STEPS 10     // progress events a page

struct scanner {
    struct driver *driver;
    struct virtual *device;
    // Guarded by the virtual device's lock:
    GQueue pages; // struct picture *, the next one first
    bool announced;
    bool live;     // it is a camera: "?camera=1" in the address
    int page_ms;   // how long a page takes
    double cut_at; // part of the page after which it ends; 1: it is whole
};

/* ---- the command ------------------------------------------------------------------- */

static void
scanner_say_progress(struct driver_call *call, int page, double fraction)
{
    driver_event(call, "Scanner.Progress",
                 json_pack("{s:i, s:f}", "page", page, "fraction", fraction));
}

/* The page goes under the lamp. The lock is held. */
static enum completion
scanner_move(struct scanner *scanner, struct driver_call *call, int page)
{
    for (int step = 1; step <= SCANNER_STEPS; step++) {
        enum completion completion;
        if (virtual_fails(scanner->device, call, &completion))
            return completion;
        double fraction = (double)step / SCANNER_STEPS;
        if (fraction > scanner->cut_at) {
            driver_explain(call, "incompletePage", "the page ended before its last line");
            return COMPLETION_HARDWARE_ERROR;
        }
        if (scanner->page_ms == 0)
            continue;
        enum driver_wait wait = virtual_pause(scanner->device, call,
                                              MAX(scanner->page_ms / SCANNER_STEPS, 1));
        if (wait != DRIVER_WAIT_READY)
            return virtual_completion(wait);
        if (scanner->page_ms / SCANNER_STEPS >= 100 || step == SCANNER_STEPS)
            scanner_say_progress(call, page, fraction);
    }
    return COMPLETION_SUCCESS;
}

static enum completion
scanner_give_page(struct driver_call *call, const struct picture *picture, json_t *pages)
{
    const char *colour =
        json_string_value(json_object_get(driver_payload(call), "colour"));
    bool gray = colour != NULL && strcmp(colour, "gray") == 0;
    struct picture *turned = gray && picture->channels == 3 ? picture_gray(picture)
                                                            : NULL;
    const struct picture *given = turned != NULL ? turned : picture;
    g_autoptr(GError) error = NULL;
    int blob = driver_reply_blob(call, given->pixels, picture_size(given), &error);
    if (blob < 0)
        driver_explain(call, "internalError", "%s", error->message);
    json_t *dpi = json_object_get(driver_payload(call), "dpi");
    json_int_t dots = dpi == NULL ? 300 : json_integer_value(dpi);
    json_array_append_new(
        pages, json_pack("{s:i, s:s, s:i, s:i, s:i, s:I}", "blob", blob, "format",
                         given->channels == 3 ? "rgb24" : "gray8", "width", given->width,
                         "height", given->height, "stride",
                         given->width * given->channels, "dpi", dots));
    picture_destroy(turned);
    return blob < 0 ? COMPLETION_INTERNAL_ERROR : COMPLETION_SUCCESS;
}

static enum completion
scanner_scan_pages(struct scanner *scanner, struct driver_call *call)
{
    const char *source =
        json_string_value(json_object_get(driver_payload(call), "source"));
    bool feeder = source != NULL && strcmp(source, "feeder") == 0;
    json_t *pages = json_array();
    json_object_set_new(driver_reply(call), "pages", pages);
    enum completion completion = COMPLETION_SUCCESS;
    do {
        if (virtual_fails(scanner->device, call, &completion))
            break;
        if (scanner->pages.length == 0) {
            driver_explain(call, "noMedia", "no page lies there");
            completion = COMPLETION_USER_ERROR;
            break;
        }
        completion = scanner_move(scanner, call, (int)json_array_size(pages) + 1);
        // `unload` may have taken the page out from under the lamp.
        struct picture *picture = NULL;
        if (completion == COMPLETION_SUCCESS)
            picture = g_queue_pop_head(&scanner->pages);
        if (completion == COMPLETION_SUCCESS && picture == NULL) {
            driver_explain(call, "incompletePage", "the page was taken away");
            completion = COMPLETION_HARDWARE_ERROR;
        } else if (picture != NULL) {
            completion = scanner_give_page(call, picture, pages);
        }
        picture_destroy(picture);
    } while (completion == COMPLETION_SUCCESS && feeder && scanner->pages.length > 0 &&
             json_array_size(pages) < SCANNER_PAGES_MAX);
    // What came before the fault is not given away as if it were the document.
    if (completion != COMPLETION_SUCCESS)
        json_object_clear(driver_reply(call));
    return completion;
}

static void scanner_changed(void *context);

static enum completion
scanner_scan(struct driver *driver, struct driver_call *call)
{
    struct scanner *scanner = driver_data(driver);
    virtual_lock(scanner->device);
    enum driver_wait wait = virtual_begin(scanner->device, call);
    enum completion completion = wait == DRIVER_WAIT_READY
                                     ? scanner_scan_pages(scanner, call)
                                     : virtual_completion(wait);
    scanner_changed(scanner);
    virtual_unlock(scanner->device);
    return completion;
}

/* ---- the live picture --------------------------------------------------------------- */

/* The next page as it lies there, or an empty desk. The lock is held. */
static void
scanner_show(struct scanner *scanner, struct driver_call *call)
{
    const json_t *payload = driver_payload(call);
    int width = (int)json_integer_value(json_object_get(payload, "preview_width"));
    int height = (int)json_integer_value(json_object_get(payload, "preview_height"));
    struct picture *shown =
        picture_bgra(g_queue_peek_head(&scanner->pages), width, height);
    int fd = blob_create(shown->pixels, picture_size(shown), NULL);
    if (fd >= 0)
        driver_event_memfd(call, "Scanner.Frame",
                           json_pack("{s:i, s:i, s:i, s:i}", "blob", 0, "width",
                                     shown->width, "height", shown->height, "stride",
                                     shown->width * 4),
                           fd);
    picture_destroy(shown);
}

static enum completion
scanner_preview(struct driver *driver, struct driver_call *call)
{
    struct scanner *scanner = driver_data(driver);
    enum completion completion = COMPLETION_UNSUPPORTED_COMMAND;
    if (!scanner->live) {
        driver_explain(call, "none", "this one is no camera");
        return completion;
    }
    virtual_lock(scanner->device);
    enum driver_wait wait = virtual_begin(scanner->device, call);
    while (wait == DRIVER_WAIT_READY &&
           !virtual_fails(scanner->device, call, &completion)) {
        scanner_show(scanner, call);
        wait = virtual_pause(scanner->device, call, SCANNER_FRAME_MS);
    }
    if (wait != DRIVER_WAIT_READY)
        completion = virtual_completion(wait);
    virtual_unlock(scanner->device);
    return completion;
}

/* ---- the control socket ------------------------------------------------------------ */

static void
scanner_changed(void *context)
{
    struct scanner *scanner = context;
    bool lies = scanner->pages.length > 0;
    if (lies != scanner->announced)
        driver_unsolicited(scanner->driver,
                           lies ? "Scanner.MediaInserted" : "Scanner.MediaRemoved",
                           json_object());
    scanner->announced = lies;
    struct driver_status status = virtual_status(scanner->device);
    status.media = lies ? "present" : "notPresent";
    if (status.cause != NULL && strcmp(status.cause, "mediaJam") == 0)
        status.media = "jammed";
    driver_set_status(scanner->driver, &status);
}

static void
scanner_state(void *context, json_t *state)
{
    struct scanner *scanner = context;
    json_object_set_new(state, "pages", json_integer(scanner->pages.length));
    json_object_set_new(state, "page_ms", json_integer(scanner->page_ms));
    json_object_set_new(state, "short", json_real(scanner->cut_at));
}

static void
scanner_empty(struct scanner *scanner)
{
    struct picture *picture;
    while ((picture = g_queue_pop_head(&scanner->pages)) != NULL)
        picture_destroy(picture);
}

static bool
scanner_do_load(void *context, const char *arguments, GError **error)
{
    struct scanner *scanner = context;
    g_auto(GStrv) paths = NULL;
    if (!g_shell_parse_argv(arguments, NULL, &paths, error))
        return false;
    for (size_t i = 0; paths[i] != NULL; i++) {
        if (scanner->pages.length == SCANNER_QUEUE_MAX) {
            g_set_error(error, VIRTUAL_ERROR, 0, "no more than %d pages",
                        SCANNER_QUEUE_MAX);
            return false;
        }
        struct picture *picture = picture_load(paths[i], error);
        if (picture == NULL)
            return false;
        g_queue_push_tail(&scanner->pages, picture);
    }
    return true;
}

static bool
scanner_do_unload(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    scanner_empty(context);
    return true;
}

static bool
scanner_do_page_ms(void *context, const char *arguments, GError **error)
{
    struct scanner *scanner = context;
    return virtual_number(arguments, 0, 600000, &scanner->page_ms, error);
}

static bool
scanner_do_short(void *context, const char *arguments, GError **error)
{
    char *end;
    double fraction = g_ascii_strtod(arguments, &end);
    if (end == arguments || *end != '\0' || !(fraction >= 0 && fraction <= 1)) {
        g_set_error(error, VIRTUAL_ERROR, 0, "a fraction from 0 to 1 is wanted");
        return false;
    }
    ((struct scanner *)context)->cut_at = fraction;
    return true;
}

static bool
scanner_do_clear(void *context, const char *arguments, GError **error)
{
    (void)arguments;
    (void)error;
    ((struct scanner *)context)->cut_at = 1;
    return true;
}

static const struct virtual_fault scanner_faults[] = {
    {"mediaJam", COMPLETION_USER_ERROR, DEVICE_USER_ERROR, ACTION_CLEAR},
    {"coverOpen", COMPLETION_USER_ERROR, DEVICE_USER_ERROR, ACTION_CLEAR},
    {"noMedia", COMPLETION_USER_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"incompletePage", COMPLETION_HARDWARE_ERROR, DEVICE_ONLINE, ACTION_NONE},
    {"ioError", COMPLETION_HARDWARE_ERROR, DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE},
    {"busy", COMPLETION_DEVICE_NOT_READY, DEVICE_BUSY, ACTION_SUSPEND},
    {"accessDenied", COMPLETION_DEVICE_NOT_READY, DEVICE_HARDWARE_ERROR,
     ACTION_CONFIGURATION},
    {"notConnected", COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE, ACTION_MAINTENANCE},
    {"notResponding", COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, ACTION_MAINTENANCE},
    {0}};

static const struct virtual_verb scanner_verbs[] = {
    {"load", "load FILE… (P5 or P6)", scanner_do_load},
    {"unload", "unload", scanner_do_unload},
    {"page-ms", "page-ms MS", scanner_do_page_ms},
    {"short", "short FRACTION", scanner_do_short},
    {"clear", "clear", scanner_do_clear},
    {0}};

static const struct virtual_shortcut scanner_shortcuts[] = {
    {N_("Lay a page on the glass"), "load {page}"},
    {N_("Take the pages away"), "unload"},
    {N_("Break off in the middle of a page"), "short 0.5"},
    {N_("Scan slowly, 8 s a page"), "page-ms 8000"},
    {0}};

static const struct virtual_ops scanner_virtual_ops = {
    .shortcuts = scanner_shortcuts,
    .faults = scanner_faults,
    .verbs = scanner_verbs,
    .changed = scanner_changed,
    .state = scanner_state,
};

/* ---- the driver -------------------------------------------------------------------- */

static void
scanner_close(struct driver *driver)
{
    struct scanner *scanner = driver_data(driver);
    virtual_close(scanner->device);
    scanner_empty(scanner);
    g_free(scanner);
    driver_set_data(driver, NULL);
}

static bool
scanner_open(struct driver *driver, const char *address, GError **error)
{
    struct scanner *scanner = g_new0(struct scanner, 1);
    *scanner = (struct scanner){.driver = driver, .cut_at = 1};
    driver_set_data(driver, scanner);
    scanner->device = virtual_open(driver, address, &scanner_virtual_ops, scanner, error);
    scanner->live = scanner->device != NULL &&
                    virtual_option(scanner->device, "camera") != NULL;
    if (scanner->device != NULL && virtual_start(scanner->device, error))
        return true;
    scanner_close(driver);
    return false;
}

static void
scanner_capabilities(struct driver *driver, json_t *capabilities)
{
    json_object_set_new(capabilities, "sources",
                        json_pack("[s, s, s]", "flatbed", "feeder", "camera"));
    json_object_set_new(capabilities, "formats", json_pack("[s, s]", "rgb24", "gray8"));
    const struct scanner *scanner = driver_data(driver);
    if (scanner != NULL && scanner->live)
        json_object_set_new(capabilities, "live", json_true());
}

static const struct driver_command scanner_driver_commands[] = {
    {"Scanner.Scan", scanner_scan}, {"Scanner.Preview", scanner_preview}, {0}};

static const struct driver_ops scanner_ops = {
    .class = &scanner_class,
    .name = "virtual",
    .about = "A scanner that exists only in memory: its pages are picture files.",
    .commands = scanner_driver_commands,
    .open = scanner_open,
    .close = scanner_close,
    .capabilities = scanner_capabilities,
};

int
main(int argc, char **argv)
{
    return driver_run(&scanner_ops, argc, argv);
}
