// SPDX-License-Identifier: Apache-2.0
/* Class "typesetter": blocks of content become pages.
 *
 * Typesetter.Set takes a document (document.h: what it says, as blocks, without a word about
 * looks) and gives a PDF as blob. The look of paper is the typesetter's, the same for every
 * notice. Documents are at most one packet; longer ones come as JSON in blob 0 with
 * "document": null.
 *
 * Failures: invalidData (the sentence names block and member), unsupportedData (more than
 * TYPESETTER_PAGES_MAX pages).
 */
#ifndef KIOSK_TYPESETTER_H
#define KIOSK_TYPESETTER_H

#include <kiosk/document.h>
#include <kiosk/protocol.h>

#define TYPESETTER_PAGES_MAX DOCUMENT_PAGES_MAX
#define TYPESETTER_DOCUMENT_MAX (1024 * 1024) // bytes of JSON in blob 0
#define TYPESETTER_SET_TIMEOUT_MS 10000

static const struct schema typesetter_document_schema = {
    .kind = SCHEMA_ANY, .about = "A document, or null when it is blob 0."};

static const struct schema_member typesetter_set_members[] = {
    {"document", &typesetter_document_schema, true, NULL}, {0}};
static const struct schema typesetter_set_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = typesetter_set_members};

static const struct schema_member typesetter_pages_members[] = {
    {"pages", &schema_natural, true, "Pages of the PDF."},
    {"blob", &schema_natural, true, "Index of the PDF."},
    {0}};
static const struct schema typesetter_pages_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = typesetter_pages_members};

static const struct protocol_command typesetter_commands[] = {
    {"Typesetter.Set", "Sets a document as PDF.", &typesetter_set_payload,
     &typesetter_pages_schema, TYPESETTER_SET_TIMEOUT_MS},
    {0}};

static const struct protocol_event typesetter_events[] = {{0}};

static const struct driver_class typesetter_class = {"typesetter", typesetter_commands,
                                                     typesetter_events};

#endif
