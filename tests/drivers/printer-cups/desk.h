// SPDX-License-Identifier: Apache-2.0
/* A printer, a queue of a real print service before it, and the driver under test. */
#ifndef TESTS_PRINTER_CUPS_DESK_H
#define TESTS_PRINTER_CUPS_DESK_H

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/support/cups_world.h"
#include "tests/support/driver_process.h"
#include "tests/support/ipp_printer.h"

#define JOB "0193f2a0-7c31-7000-8000-00000000000"

struct desk { // a printer, the queue before it, and the driver
    struct cups_world world;
    char *folder;
    struct ipp_printer *printer;
    struct driver_process *driver;
};

G_GNUC_UNUSED static void
desk_open(struct desk *desk, const char *queue)
{
    g_autofree char *address = cups_world_address(&desk->world, queue);
    desk->driver = driver_process_open("printer-cups", address);
}

G_GNUC_UNUSED static struct desk
desk_set_remembering(bool remembers)
{
    g_autoptr(GError) error = NULL;
    struct desk desk = {.folder = g_dir_make_tmp("kiosk-printer-XXXXXX", NULL)};
    cups_world_init(&desk.world);
    desk.world.remembers = remembers;
    desk.printer = ipp_printer_start(0, desk.folder, &error);
    g_assert_no_error(error);
    cups_world_queue(&desk.world, "desk", ipp_printer_uri(desk.printer));
    cups_world_start(&desk.world);
    desk_open(&desk, "desk");
    driver_process_await_status(desk.driver, "online", "none", 5000);
    return desk;
}

G_GNUC_UNUSED static struct desk
desk_set(void)
{
    return desk_set_remembering(false);
}

G_GNUC_UNUSED static void
desk_clear(struct desk *desk)
{
    driver_process_stop(desk->driver);
    cups_world_finish(&desk->world);
    ipp_printer_stop(desk->printer);
    GDir *folder = g_dir_open(desk->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(desk->folder, name, NULL);
        g_remove(path);
    }
    g_dir_close(folder);
    g_rmdir(desk->folder);
    g_free(desk->folder);
}

G_GNUC_UNUSED static void
say(struct desk *desk, const char *line)
{
    g_autofree char *answer = ipp_printer_say(desk->printer, line);
    g_assert_cmpstr(answer, ==, "ok");
}

G_GNUC_UNUSED static int
give(struct desk *desk, const char *job, int pages, int timeout_ms)
{
    GString *text = g_string_new("%PDF-1.4\n");
    for (int i = 0; i < pages; i++)
        g_string_append_printf(text, "%d 0 obj << /Type /Page >> endobj\n", i + 1);
    g_string_append(text, "%%EOF\n");
    struct driver_process_bytes blob = {text->str, text->len};
    int id = driver_process_send_blobs(desk->driver, "Printer.Print",
                                       json_pack("{s:s}", "job", job), timeout_ms, &blob,
                                       1);
    g_string_free(text, TRUE);
    return id;
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
expect_status(struct desk *desk, const char *job, const char *state, int sheets)
{
    struct packet answer = driver_process_call(desk->driver, "Printer.JobStatus",
                                               json_pack("{s:s}", "job", job), 5000);
    g_assert_cmpstr(packet_text(&answer, "state"), ==, state);
    g_assert_cmpint((int)json_integer_value(packet_member(&answer, "sheets")), ==,
                    sheets);
    packet_expect(&answer, "success", NULL);
}

G_GNUC_UNUSED static void
expect_jobs(struct desk *desk, int jobs)
{
    g_assert_cmpint(ipp_printer_jobs(desk->printer), ==, jobs);
}

/* Sheets that lie in the tray, of all jobs. */
G_GNUC_UNUSED static int
sheets_out(struct desk *desk)
{
    struct ipp_printer_job job;
    int sheets = 0;
    for (int i = 0; ipp_printer_job(desk->printer, i, &job); i++) {
        sheets += job.sheets;
        g_free(job.file);
    }
    return sheets;
}

G_GNUC_UNUSED static void
await_sheet(struct desk *desk)
{
    struct packet event =
        driver_process_await_event(desk->driver, "Printer.PageDone", 8000);
    packet_finish(&event);
}

#endif
