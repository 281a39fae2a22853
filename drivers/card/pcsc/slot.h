// SPDX-License-Identifier: Apache-2.0
/* The slot: a reader of the smart card service, or what was recorded of one. Codes of
 * <winscard.h> and of service.h. Command thread.
 *
 * Address    pcsc:READER?application=HEX,HEX   READER: beginning of its name, may be empty and
 *            replay:FILE                       may be percent-coded; HEX: 5 to 16 bytes
 * Recording  as of drivers/sdk/recording.h: "> MS HEX" an APDU, "< MS HEX" its answer; powering a
 *            card is "> MS 04", answered by its ATR. A recording holds what the card said. */
#ifndef CARD_PCSC_SLOT_H
#define CARD_PCSC_SLOT_H

#include "service.h"

#define SLOT_APPLICATIONS_MAX 8

struct slot;

/* NULL: *error, the address is nonsense or the recording cannot be opened. */
struct slot *slot_create(const char *address, const char *record_file, GError **error);
void slot_destroy(struct slot *slot);
/* Names of the applications that the address asks for. */
const GPtrArray *slot_applications(const struct slot *slot); // of GBytes

LONG slot_open(struct slot *slot);
void slot_close(struct slot *slot);
const char *slot_name(const struct slot *slot);
LONG slot_state(struct slot *slot, struct driver_call *call, bool wait, DWORD *state_out);
LONG slot_connect(struct slot *slot, struct driver_call *call, BYTE *atr_out,
                  DWORD *atr_size_out);
void slot_disconnect(struct slot *slot);
LONG slot_transmit(struct slot *slot, struct driver_call *call, const BYTE *request,
                   DWORD size, const BYTE **reply_out, DWORD *reply_size_out);

#endif
