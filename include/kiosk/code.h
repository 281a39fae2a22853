// SPDX-License-Identifier: Apache-2.0
/* Class "code": QR and bar codes that a person holds to a reader or a camera.
 *
 * Code.Read waits until a code is there and completes with it, as Card.Read waits for a card.
 * `"continuous": true` does not end with the first one: each is told by the event
 * Code.CodeRead, until the command is canceled. The same code seen again within
 * CODE_AGAIN_MS, lying there, is told once. Code.Decode finds the codes in a picture that comes
 * with it; a reader that has no camera answers unsupportedCommand.
 *
 * A code is text in UTF-8, at most CODE_TEXT_MAX code points, without control characters but
 * tab and line feed. What is in it is whatever somebody printed: it is checked by the one who
 * uses it, and never put into a log.
 *
 * Failures: timeOut (no code came), canceled, deviceNotReady + notConnected / busy /
 * notResponding / accessDenied, hardwareError + ioError, unsupportedData + badImage (Decode).
 */
#ifndef KIOSK_CODE_H
#define KIOSK_CODE_H

#include <kiosk/protocol.h>
#include <kiosk/scanner.h>

#define CODE_READ_TIMEOUT_MS 60000
#define CODE_TEXT_MAX 3000 // a QR code holds 2953 bytes
#define CODE_AGAIN_MS 2000
#define CODE_DECODED_MAX 16

/* "other": a reader that does not tell. */
static const char *const code_symbology_words[] = {"qr",     "code128", "code39", "ean13",
                                                   "pdf417", "other",   NULL};

static const struct schema code_symbology_schema = {.kind = SCHEMA_STRING,
                                                    .choices = code_symbology_words};
static const struct schema code_text_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = CODE_TEXT_MAX};

static const struct schema_member code_read_members[] = {
    {"continuous", &schema_boolean, false, "False when left out."}, {0}};
static const struct schema code_read_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = code_read_members};

static const struct schema_member code_code_members[] = {
    {"text", &code_text_schema, true, NULL},
    {"symbology", &code_symbology_schema, true, NULL},
    {0}};
static const struct schema code_code_schema = {
    .kind = SCHEMA_OBJECT, .name = "Code", .open = true, .members = code_code_members};

static const struct schema_member code_decode_members[] = {
    {"page", &scanner_page_schema, true, "As Scanner.Scan gives it; its blob is blob 0."},
    {0}};
static const struct schema code_decode_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = code_decode_members};
static const struct schema code_codes_schema = {
    .kind = SCHEMA_ARRAY, .max = CODE_DECODED_MAX, .item = &code_code_schema};
static const struct schema_member code_decoded_members[] = {
    {"codes", &code_codes_schema, true, "Empty when there is none."}, {0}};
static const struct schema code_decoded_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = code_decoded_members};

static const struct protocol_command code_commands[] = {
    {"Code.Read", "Waits for a code.", &code_read_payload, &code_code_schema,
     CODE_READ_TIMEOUT_MS},
    {"Code.Decode", "The codes in the picture of blob 0.", &code_decode_payload,
     &code_decoded_schema, 10000},
    {0}};

static const struct protocol_event code_events[] = {
    {"Code.CodeRead", "A code was read.", &code_code_schema}, {0}};

static const struct driver_class code_class = {"code", code_commands, code_events};

#endif
