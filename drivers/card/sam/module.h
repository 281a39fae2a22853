// SPDX-License-Identifier: Apache-2.0
/* The SAM-V module on its line: one request, one reply. Command thread. */
#ifndef CARD_SAM_MODULE_H
#define CARD_SAM_MODULE_H

#include <stdbool.h>
#include <kiosk/transport.h>
#include "frame.h"

#define MODULE_ERROR (g_quark_from_static_string("kiosk-sam-module"))

enum module_error {
    MODULE_ERROR_GARBLED, // replies came, but broken ones, several times
};

/* What can be asked, with the time that the module may take. */
enum module_request {
    MODULE_STATUS,
    MODULE_FIND,
    MODULE_SELECT,
    MODULE_READ, // text and photo
};

/* SW3 of a reply. Source: published protocol descriptions of the module. */
enum module_word {
    MODULE_OK = 0x90,
    MODULE_FOUND = 0x9F,
    MODULE_BAD_CHECKSUM = 0x10,
    MODULE_BAD_LENGTH = 0x11,
    MODULE_NO_CARD = 0x80,
    MODULE_SELECT_FAILED = 0x81,
    MODULE_READ_FAILED = 0x41,
};

struct module;

struct module *module_open(const char *address, const char *record_file, GError **error);
void module_close(struct module *module); // NULL-safe; wipes what was read
void module_notice_hangup(struct module *module, struct driver *driver);

/* Sends the request and waits for its reply; a garbled reply is asked for again. The reply is
 * borrowed until the next request. `call` may be NULL. False: *error of TRANSPORT_ERROR or
 * MODULE_ERROR. */
bool
module_ask(struct module *module, struct driver_call *call, enum module_request request,
           struct frame_reply *reply_out, GError **error);
/* Harmless requests, at most a second. `thoroughly`: whether it is well is not enough, it must
 * also look for a card. The SW3 of what it answered last. */
bool
module_look(struct module *module, bool thoroughly, uint8_t *word_out, GError **error);

#endif
