// SPDX-License-Identifier: Apache-2.0
/* A SAM-V module on a pseudo-terminal: frames written from the published description, byte by
 * byte, on a thread of its own. As a real module it finds a card again only after it was
 * lifted. Functions may be called from one other thread. */
#ifndef SUPPORT_SAM_SIMULATOR_H
#define SUPPORT_SAM_SIMULATOR_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include "sam_card.h"

struct sam_simulator;

/* `link_path` (may be NULL) becomes a symbolic link to the terminal's slave, also after
 * unplugging and plugging in. */
struct sam_simulator *sam_simulator_start(const char *link_path, GError **error);
void sam_simulator_stop(struct sam_simulator *simulator); // NULL-safe
/* The slave: what a driver opens. Borrowed until it is unplugged. */
const char *sam_simulator_path(const struct sam_simulator *simulator);

void sam_simulator_insert(struct sam_simulator *simulator,
                          const uint8_t record[SAM_CARD_SIZE]);
void sam_simulator_remove(struct sam_simulator *simulator);

/* Faults: garbage (noise before each reply), bad-sum, short (the end of the reply is missing),
 * huge-length, split (16 bytes at a time), hang (no reply), select-fail, read-fail,
 * lift-before-read (the card goes when it was selected), lift-before-select,
 * late (replies come after 1 s), fingerprint and no-fingerprint (what is read has a length of
 * fingerprints, 1024 or 0), sw3-XX (every reply but find has this word),
 * find-XX (every reply to find).
 * `count` replies are so, 0: until cleared. False: no such fault. */
bool sam_simulator_fault(struct sam_simulator *simulator, const char *fault, int count);
void sam_simulator_clear(struct sam_simulator *simulator);
/* Bytes come no faster than on a line of 115200 baud. */
void sam_simulator_set_paced(struct sam_simulator *simulator, bool paced);

void sam_simulator_unplug(struct sam_simulator *simulator);
bool sam_simulator_plug(struct sam_simulator *simulator, GError **error);

#endif
