// SPDX-License-Identifier: Apache-2.0
/* The smart card service (pcscd) and one reader of it. Any call into it may take for ever when
 * the service or a card hangs, so all of them are made on one thread of its own, and whoever
 * asks waits with a deadline. Command thread. */
#ifndef CARD_PCSC_SERVICE_H
#define CARD_PCSC_SERVICE_H

#include <kiosk/driver.h>
#include <winscard.h>

#define SERVICE_READER_MAX 128
#define SERVICE_REPLY_MAX 65538 // bytes: an extended reply and its two status bytes

struct service;

/* What a request came to: one of these, or a code of <winscard.h>. */
#define SERVICE_STUCK ((LONG)0x7f000001) // the service did not come back in time
#define SERVICE_CARD_HANGS ((LONG)0x7f000003)
#define SERVICE_CANCELED ((LONG)0x7f000002) // the command was canceled meanwhile

struct service *service_create(void);
void service_destroy(struct service *service); // leaves a thread that hangs behind

/* Reaches the service and finds the reader: the first one whose name begins with `reader`.
 * SCARD_E_NO_READERS_AVAILABLE: it is not there. */
LONG service_open(struct service *service, const char *reader);
void service_close(struct service *service);
const char *service_reader(const struct service *service); // its whole name

/* How the reader is now, or, with `wait`, when that changes or a moment has passed. Bits of
 * SCARD_STATE_. */
LONG service_state(struct service *service, struct driver_call *call, bool wait,
                   DWORD *state_out);

/* `atr_out` holds MAX_ATR_SIZE bytes. */
LONG service_connect(struct service *service, struct driver_call *call, BYTE *atr_out,
                     DWORD *atr_size_out);
void service_disconnect(struct service *service);

/* One APDU and what the card answers, borrowed until the next request. */
LONG
service_transmit(struct service *service, struct driver_call *call, const BYTE *request,
                 DWORD size, const BYTE **reply_out, DWORD *reply_size_out);

#endif
