// SPDX-License-Identifier: Apache-2.0
/* An IPP printer that was written apart from the driver, and the driver on it. */
#ifndef TESTS_PRINTER_IPP_DESK_H
#define TESTS_PRINTER_IPP_DESK_H

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/support/driver_process.h"
#include "tests/support/ipp_printer.h"

#define JOB "0193f2a0-7c31-7000-8000-00000000000"

struct desk { // a printer and the driver that drives it
    char *folder;
    struct ipp_printer *printer;
    struct driver_process *driver;
};

G_GNUC_UNUSED static struct desk
desk_set(void)
{
    GError *error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-printer-XXXXXX", &error)};
    g_assert_no_error(error);
    desk.printer = ipp_printer_start(0, desk.folder, &error);
    g_assert_no_error(error);
    desk.driver = driver_process_open("printer-ipp", ipp_printer_uri(desk.printer));
    driver_process_await_status(desk.driver, "online", "none", 5000);
    return desk;
}

G_GNUC_UNUSED static void
desk_clear(struct desk *desk)
{
    driver_process_stop(desk->driver);
    ipp_printer_stop(desk->printer);
    GDir *folder = g_dir_open(desk->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename(desk->folder, name, NULL);
        g_remove(path);
        g_free(path);
    }
    g_dir_close(folder);
    g_rmdir(desk->folder);
    g_free(desk->folder);
}

G_GNUC_UNUSED static void
say(struct desk *desk, const char *line)
{
    char *answer = ipp_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
    g_free(answer);
}

/* A document of so many pages, at least `size` bytes long. The printer looks for page objects
 * only. */
G_GNUC_UNUSED static GString *
document(int pages, size_t size)
{
    GString *text = g_string_new("%PDF-1.4\n");
    for (int i = 0; i < pages; i++)
        g_string_append_printf(text, "%d 0 obj << /Type /Page >> endobj\n", i + 1);
    while (text->len < size)
        g_string_append_printf(text, "%% %zu\n", text->len);
    g_string_append(text, "%%EOF\n");
    return text;
}

G_GNUC_UNUSED static int
send_sized(struct desk *desk, const char *job, int pages, size_t size, json_t *more,
           int timeout_ms)
{
    GString *text = document(pages, size);
    struct driver_process_bytes blob = {text->str, text->len};
    json_t *payload = json_pack("{s:s}", "job", job);
    if (more != NULL)
        json_object_update(payload, more);
    json_decref(more);
    int id = driver_process_send_blobs(desk->driver, "Printer.Print", payload, timeout_ms,
                                       &blob, 1);
    g_string_free(text, TRUE);
    return id;
}

G_GNUC_UNUSED static int
send(struct desk *desk, const char *job, int pages, int timeout_ms)
{
    return send_sized(desk, job, pages, 20000, NULL, timeout_ms);
}

G_GNUC_UNUSED static void
expect(struct desk *desk, int id, int timeout_ms, const char *completion,
       const char *cause, int sheets)
{
    struct packet answer = driver_process_await(desk->driver, id, timeout_ms);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, completion, cause);
}

G_GNUC_UNUSED static void
expect_jobs(struct desk *desk, int jobs)
{
    g_assert_cmpint(ipp_printer_jobs(desk->printer), ==, jobs);
}

/* Waits until the printer has begun with the first job. */
G_GNUC_UNUSED static void
await_state(struct desk *desk, int state)
{
    g_assert_true(ipp_printer_wait(desk->printer, 0, state, 3000));
}

#endif
