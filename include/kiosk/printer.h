// SPDX-License-Identifier: Apache-2.0
/* Class "printer": sheets of paper.
 *
 * Printer.Print takes one PDF as blob 0 and completes when the device says that the job is
 * over: `sheets` is what the device counted, never what was sent. `job` names the job on the
 * device, so that after a crash a driver can find out whether it was printed; the terminal
 * writes it down before it sends the command. Printer.JobStatus asks for it by that name.
 *
 * Failures: userError + paperOut / paperJam / coverOpen / …, deviceNotReady + notConnected /
 * notResponding / stopped, hardwareError + jobAborted, canceled. `sheets` of a failed job
 * stands in the payload too. A driver never prints a job twice by itself.
 */
#ifndef KIOSK_PRINTER_H
#define KIOSK_PRINTER_H

#include <kiosk/protocol.h>

#define PRINTER_PRINT_TIMEOUT_MS 120000
#define PRINTER_COPIES_MAX 9

static const char *const printer_media_words[] = {"iso_a4_210x297mm", NULL};
static const char *const printer_job_words[] = {"unknown",  "pending",   "processing",
                                                "stopped",  "completed", "aborted",
                                                "canceled", NULL};

static const struct schema printer_copies_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = PRINTER_COPIES_MAX};
static const struct schema printer_media_schema = {
    .kind = SCHEMA_STRING, .choices = printer_media_words, .source = "PWG 5101.1"};
static const struct schema printer_job_schema = {
    .kind = SCHEMA_STRING,
    .min = 1,
    .max = 64,
    .about = "Unique, without personal data; a UUID."};
static const struct schema printer_job_state_schema = {
    .kind = SCHEMA_STRING, .choices = printer_job_words, .source = "RFC 8011 5.3.7"};

static const struct schema_member printer_print_members[] = {
    {"job", &printer_job_schema, true, NULL},
    {"copies", &printer_copies_schema, false, "1 when left out."},
    {"duplex", &schema_boolean, false, "False when left out."},
    {"media", &printer_media_schema, false, "A4 when left out."},
    {"pages", &schema_natural, false, "Pages of the document, when known."},
    {0}};
static const struct schema printer_print_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_print_members};

static const struct schema_member printer_printed_members[] = {
    {"sheets", &schema_natural, true, "Sheets that the device really printed."}, {0}};
static const struct schema printer_printed_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_printed_members};

static const struct schema_member printer_job_members[] = {
    {"job", &printer_job_schema, true, NULL}, {0}};
static const struct schema printer_job_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_job_members};
static const struct schema_member printer_job_status_members[] = {
    {"state", &printer_job_state_schema, true, NULL},
    {"sheets", &schema_natural, true, NULL},
    {0}};
static const struct schema printer_job_status_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_job_status_members};

static const struct schema_member printer_page_done_members[] = {
    {"sheets", &schema_natural, true, "Sheets out so far."}, {0}};
static const struct schema printer_page_done_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_page_done_members};

static const struct schema printer_level_schema = {
    .kind = SCHEMA_STRING, .about = "full, low, out, jammed or unknown."};
static const struct schema_member printer_threshold_members[] = {
    {"level", &printer_level_schema, true, NULL}, {0}};
static const struct schema printer_threshold_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = printer_threshold_members};

static const struct protocol_command printer_commands[] = {
    {"Printer.Print", "Prints the PDF in blob 0.", &printer_print_payload,
     &printer_printed_schema, PRINTER_PRINT_TIMEOUT_MS},
    {"Printer.JobStatus", "What became of a job.", &printer_job_payload,
     &printer_job_status_schema, 10000},
    {0}};

static const struct protocol_event printer_events[] = {
    {"Printer.PageDone", "One more sheet came out.", &printer_page_done_schema},
    {"Printer.PaperThreshold", "Paper is low, out or there again.",
     &printer_threshold_schema},
    {"Printer.TonerThreshold", "Toner is low, out or there again.",
     &printer_threshold_schema},
    {"Printer.MediaPresented", "All sheets of a job lie in the tray.",
     &schema_empty_object},
    {"Printer.MediaTaken",
     "The printed sheets were taken; only from printers that notice it.",
     &schema_empty_object},
    {0}};

static const struct driver_class printer_class = {"printer", printer_commands,
                                                  printer_events};

#endif
