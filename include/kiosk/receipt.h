// SPDX-License-Identifier: Apache-2.0
/* Class "receipt": slips of 80 mm thermal paper.
 *
 * Receipt.Print takes a slip as blocks, from top to bottom, and completes when the device,
 * asked after the cut, says that nothing stood in the way: `sheets` is then 1, else 0. What
 * fails is thrown out of the device's memory, so that no rest of it comes out for the next
 * person, and is never printed a second time by the driver. `job` names the slip; the
 * terminal writes it down before it sends the command. Such printers remember no jobs:
 * Receipt.JobStatus knows those of the running driver and says "unknown" of all others.
 *
 * Blocks, by "kind":
 *   text   {"text", "size" 1–4, "bold", "align"}   wrapped to the width of the paper
 *   pair   {"label", "value", "size"}              label at the left, value bold in a column
 *   rule                                           dashed, across the paper
 *   space                                          half a line
 *   code   {"data"}                                QR, centred, level L, modules ≥ 0.8 mm
 * Size 1 is 3 mm high (24 dots of 1/203 inch): 24 Han characters or 48 digits a line.
 * Parts of a text between ** are bold. Every character comes out: what the device's own font
 * lacks is set as a picture, and what no font has is written by its code, [U+E000].
 *
 * Failures: userError + paperOut / coverOpen, hardwareError + cutterFault / ioError,
 * deviceNotReady + notConnected / notResponding / stopped / protocolError, canceled.
 */
#ifndef KIOSK_RECEIPT_H
#define KIOSK_RECEIPT_H

#include <kiosk/protocol.h>

#define RECEIPT_PRINT_TIMEOUT_MS 30000
#define RECEIPT_BLOCKS_MAX 120
#define RECEIPT_TEXT_MAX 1000 // code points
#define RECEIPT_CODE_MAX 300  // bytes
#define RECEIPT_SIZE_MAX 4

static const char *const receipt_block_words[] = {"text",  "pair", "rule",
                                                  "space", "code", NULL};
static const char *const receipt_align_words[] = {"left", "centre", NULL};
static const char *const receipt_job_words[] = {"unknown", "processing", "completed",
                                                "aborted", "canceled",   NULL};

static const struct schema receipt_job_schema = {
    .kind = SCHEMA_STRING,
    .min = 1,
    .max = 64,
    .about = "Unique, without personal data; a UUID."};
static const struct schema receipt_kind_schema = {.kind = SCHEMA_STRING,
                                                  .choices = receipt_block_words};
static const struct schema receipt_align_schema = {.kind = SCHEMA_STRING,
                                                   .choices = receipt_align_words};
static const struct schema receipt_text_schema = {.kind = SCHEMA_STRING,
                                                  .max = RECEIPT_TEXT_MAX};
static const struct schema receipt_data_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = RECEIPT_CODE_MAX};
static const struct schema receipt_size_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = RECEIPT_SIZE_MAX};
static const struct schema_member receipt_block_members[] = {
    {"kind", &receipt_kind_schema, true, NULL},
    {"text", &receipt_text_schema, false, "Of a text."},
    {"label", &receipt_text_schema, false, "Of a pair."},
    {"value", &receipt_text_schema, false, "Of a pair."},
    {"data", &receipt_data_schema, false, "Of a code."},
    {"size", &receipt_size_schema, false, "1 when left out."},
    {"bold", &schema_boolean, false, "False when left out."},
    {"align", &receipt_align_schema, false, "Left when left out."},
    {0}};
static const struct schema receipt_block_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_block_members};
static const struct schema receipt_blocks_schema = {.kind = SCHEMA_ARRAY,
                                                    .min = 1,
                                                    .max = RECEIPT_BLOCKS_MAX,
                                                    .item = &receipt_block_schema};
static const struct schema_member receipt_print_members[] = {
    {"job", &receipt_job_schema, true, NULL},
    {"blocks", &receipt_blocks_schema, true, NULL},
    {0}};
static const struct schema receipt_print_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_print_members};
static const struct schema_member receipt_printed_members[] = {
    {"sheets", &schema_natural, true, "Slips that came out whole and cut: 0 or 1."}, {0}};
static const struct schema receipt_printed_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_printed_members};

static const struct schema_member receipt_status_members[] = {
    {"job", &receipt_job_schema, true, NULL}, {0}};
static const struct schema receipt_status_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_status_members};
static const struct schema receipt_state_schema = {.kind = SCHEMA_STRING,
                                                   .choices = receipt_job_words};
static const struct schema_member receipt_job_members[] = {
    {"state", &receipt_state_schema, true, NULL},
    {"sheets", &schema_natural, true, NULL},
    {0}};
static const struct schema receipt_job_status_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_job_members};

static const struct schema receipt_level_schema = {
    .kind = SCHEMA_STRING, .about = "full, low, out, jammed or unknown."};
static const struct schema_member receipt_threshold_members[] = {
    {"level", &receipt_level_schema, true, NULL}, {0}};
static const struct schema receipt_threshold_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = receipt_threshold_members};

static const struct protocol_command receipt_commands[] = {
    {"Receipt.Print", "Prints a slip and cuts it.", &receipt_print_payload,
     &receipt_printed_schema, RECEIPT_PRINT_TIMEOUT_MS},
    {"Receipt.JobStatus", "What became of a slip of this driver.",
     &receipt_status_payload, &receipt_job_status_schema, 5000},
    {0}};

static const struct protocol_event receipt_events[] = {
    {"Receipt.PaperThreshold", "Paper is low, out or there again.",
     &receipt_threshold_schema},
    {"Receipt.MediaPresented", "A cut slip waits to be taken.", &schema_empty_object},
    {"Receipt.MediaTaken", "The slip was taken; only from devices that notice it.",
     &schema_empty_object},
    {0}};

static const struct driver_class receipt_class = {"receipt", receipt_commands,
                                                  receipt_events};

#endif
