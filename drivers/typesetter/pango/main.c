// SPDX-License-Identifier: Apache-2.0
/* Sets documents as PDF with kiosk/documents. */
#include <kiosk/driver.h>
#include <kiosk/typesetter.h>

#include "base/blob.h"
#include "base/json.h"
#include "documents/document.h"

#include <malloc.h>

static bool
open_fonts(struct driver *driver, const char *address, GError **error)
{
    (void)address;
    if (!document_preload(error)) {
        driver_set_status(driver,
                          &(struct driver_status){
                              .device = DEVICE_NO_DEVICE,
                              .cause = "badConfiguration",
                              .action = ACTION_CONFIGURATION,
                              .explanation = "The fonts of documents are not installed",
                          });
        return false;
    }
    malloc_trim(0); // reading the tables of the fonts took 16 MiB that nothing needs any more
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    return true;
}

/* The document of the payload, or of blob 0 when that is null. New reference. */
static json_t *
read_document(const struct driver_call *call, GError **error)
{
    json_t *document = json_object_get(driver_payload(call), "document");
    if (!json_is_null(document))
        return json_incref(document);
    struct blob_view view = {0};
    if (!blob_view_init(&view, driver_blob(call, 0), TYPESETTER_DOCUMENT_MAX, error))
        return NULL;
    document = json_parse(view.bytes, view.size, error);
    blob_view_finish(&view);
    return document;
}

static enum completion
explain(struct driver_call *call, GError *error, enum completion completion,
        const char *cause)
{
    driver_explain(call, cause, "%s", error->message);
    g_error_free(error);
    return completion;
}

static enum completion
set(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    GError *error = NULL;
    int pages = 0;
    json_t *document = read_document(call, &error);
    if (document == NULL)
        return explain(call, error, COMPLETION_INVALID_DATA, "none");
    GByteArray *pdf = g_byte_array_new();
    bool done = document_set(document, pdf, &pages, &error);
    json_decref(document);
    int blob = done ? driver_reply_blob(call, pdf->data, pdf->len, &error) : -1;
    g_byte_array_unref(pdf);
    if (blob < 0) {
        if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_INVALID))
            return explain(call, error, COMPLETION_INVALID_DATA, "none");
        if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_TOO_LONG))
            return explain(call, error, COMPLETION_UNSUPPORTED_DATA, "none");
        return explain(call, error, COMPLETION_INTERNAL_ERROR, "internalError");
    }
    json_object_set_new(driver_reply(call), "pages", json_integer(pages));
    json_object_set_new(driver_reply(call), "blob", json_integer(blob));
    return COMPLETION_SUCCESS;
}

static const struct driver_command commands[] = {{"Typesetter.Set", set}, {0}};

static const struct driver_ops ops = {
    .class = &typesetter_class,
    .name = "pango",
    .about = "Sets documents as PDF with pangocairo.",
    .commands = commands,
    .open = open_fonts,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
