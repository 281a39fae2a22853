// SPDX-License-Identifier: Apache-2.0
/* The 256-byte text record of a card, as the SAM-V module gives it: UTF-16LE, fields of fixed
 * place padded with spaces, type of card at offset 248. Pure. */
#ifndef CARD_SAM_RECORD_H
#define CARD_SAM_RECORD_H

#include <glib.h>
#include <jansson.h>
#include <stdint.h>

#define RECORD_SIZE 256
#define RECORD_ERROR (g_quark_from_static_string("kiosk-record"))

enum record_error {
    RECORD_ERROR_UNSUPPORTED, // a type of card that is not known
    RECORD_ERROR_UNREADABLE,  // no text, or no date where one belongs
};

/* CardFields of <kiosk/card.h> without a photo. Every character stays as the card holds it;
 * trailing spaces go. New reference; NULL: *error, which names the member and never what
 * stands in it. */
json_t *record_parse(const uint8_t record[RECORD_SIZE], GError **error);

#endif
