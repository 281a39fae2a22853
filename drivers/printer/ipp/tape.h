// SPDX-License-Identifier: Apache-2.0
/* The tape: requests and their answers, recorded or played instead of a printer. One for the
 * process: a queue and the printer behind it stand in one recording. Documents are not in it.
 * Command thread.
 *
 * A request is a '>' piece, an IPP answer a '<' piece, both as they went over the network but
 * for the request's number; any other end is "! MS unreachable", silent, cut, nonsense or
 * canceled. Behind the last piece nobody answers. */
#ifndef PRINTER_IPP_TAPE_H
#define PRINTER_IPP_TAPE_H

#include "device.h"

/* `address` "replay:FILE": from now on plays it, and *address_out is the address that was
 * recorded; else that is `address`, and `record_file` (may be NULL) is written. g_free it.
 * Called again it begins anew. False: *error. */
bool tape_begin(const char *address, const char *record_file, char **address_out,
                GError **error);

bool tape_plays(void);
/* What is played for this request. One that is not the next: nonsense, and a line for staff. */
enum answer tape_play(ipp_t *request, ipp_t **response_out);
/* Records it, when there is a recording to be made. */
void tape_note(ipp_t *request, enum answer answer, ipp_t *response);

#endif
