// SPDX-License-Identifier: Apache-2.0
/* Class "card": readers of resident identity cards and chip cards.
 *
 * Card.Read waits until a card lies on the reader, reads it, and completes. The terminal
 * sends it when the screen asks for a card and cancels it when the screen goes. Dates are
 * ISO 8601 (2026-11-21); `valid_to` may be "长期". Every string is UTF-8 exactly as the card
 * holds it, trailing spaces removed; no character is ever replaced.
 *
 * Failures of Card.Read: timeOut (no card), userError + mediaRemoved (lifted too early),
 * userError + cardUnreadable, unsupportedData + cardUnsupported, hardwareError + samFault,
 * deviceNotReady + notConnected / notResponding.
 *
 * Source of the fields: GA/T 490-style 256-byte text record of the SAM-V module and its
 * variants for residence permits (drivers/card/sam/README.md).
 */
#ifndef KIOSK_CARD_H
#define KIOSK_CARD_H

#include <kiosk/protocol.h>

#define CARD_READ_TIMEOUT_MS 60000

static const char *const card_type_words[] = {
    "citizen",        // 居民身份证
    "hmt",            // 港澳台居民居住证
    "foreigner_2017", // 外国人永久居留身份证, 2017 form
    "foreigner_2023", // the same, 2023 form
    "chip",           // a chip card without personal fields
    NULL,
};

static const char *const card_sex_words[] = {"male", "female", "unknown", "unspecified",
                                             NULL};

static const struct schema card_type_schema = {.kind = SCHEMA_STRING,
                                               .choices = card_type_words,
                                               .about = "Which kind of card it is."};
static const struct schema card_text_schema = {
    .kind = SCHEMA_STRING, .max = 70, .about = "Text as the card holds it."};
static const struct schema card_sex_schema = {
    .kind = SCHEMA_STRING, .choices = card_sex_words, .source = "GB/T 2261.1"};
static const struct schema card_nation_schema = {
    .kind = SCHEMA_STRING,
    .max = 20,
    .about =
        "Citizen: name of the ethnic group (汉). Foreigner: country, ISO 3166 alpha-3.",
    .source = "GB/T 3304"};
static const struct schema card_valid_to_schema = {
    .kind = SCHEMA_STRING, .max = 10, .about = "ISO date, or 长期."};

static const struct schema_member card_read_payload_members[] = {{0}};
static const struct schema card_read_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = card_read_payload_members};

static const struct schema_member card_fields_members[] = {
    {"card_type", &card_type_schema, true, NULL},
    {"name", &card_text_schema, true,
     "Name in Chinese; may be empty on a foreigner's card."},
    {"name_latin", &card_text_schema, false, "Name in Latin letters."},
    {"sex", &card_sex_schema, false, NULL},
    {"nation", &card_nation_schema, false, NULL},
    {"birth", &schema_date, false, NULL},
    {"address", &card_text_schema, false, NULL},
    {"id_number", &card_text_schema, true, "Number as printed on the card."},
    {"pass_number", &card_text_schema, false, "hmt: number of the travel permit."},
    {"authority", &card_text_schema, false, "Who issued it."},
    {"valid_from", &schema_date, false, NULL},
    {"valid_to", &card_valid_to_schema, false, NULL},
    {"photo", &schema_natural, false,
     "Index of the blob with the photo, as the card codes it."},
    {0}};
static const struct schema card_fields_schema = {.kind = SCHEMA_OBJECT,
                                                 .name = "CardFields",
                                                 .open = true,
                                                 .members = card_fields_members,
                                                 .about = "What was read from the card."};

static const struct protocol_command card_commands[] = {
    {"Card.Read", "Waits for a card and reads it.", &card_read_payload,
     &card_fields_schema, CARD_READ_TIMEOUT_MS},
    {0}};

static const struct protocol_event card_events[] = {
    {"Card.MediaInserted", "A card was laid on the reader.", &schema_empty_object},
    {"Card.MediaRemoved", "The card was taken away.", &schema_empty_object},
    {0}};

static const struct driver_class card_class = {"card", card_commands, card_events};

#endif
