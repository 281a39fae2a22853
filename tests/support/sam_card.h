// SPDX-License-Identifier: Apache-2.0
/* The 256-byte record of a card, written from the published tables of field places, for the
 * SAM-V simulator. It shares nothing with the driver that reads such records. */
#ifndef SUPPORT_SAM_CARD_H
#define SUPPORT_SAM_CARD_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define SAM_CARD_SIZE 256

/* `type`: citizen, hmt, foreigner_2017 or foreigner_2023. `fields` holds what stands on the
 * card as the card codes it ("sex":"2", "nation":"01", "birth":"19520308", …); what is left
 * out comes from a made-up person. May be NULL. False: *error. */
bool sam_card_write(const char *type, const json_t *fields,
                    uint8_t record_out[SAM_CARD_SIZE], GError **error);

#endif
