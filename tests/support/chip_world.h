// SPDX-License-Identifier: Apache-2.0
/* A smart card service of the test's own (pcscd in name spaces of its own) with a virtual
 * reader, and a card in it that answers as it is told. One thread asks; the card has its own. */
#ifndef SUPPORT_CHIP_WORLD_H
#define SUPPORT_CHIP_WORLD_H

#include <stdbool.h>

#define CHIP_WORLD_READER "Virtual PCD 00 00"
#define CHIP_WORLD_APPLICATION "f0000000010203" // what the card holds

/* Own network and own /run/pcscd, so that no service of the machine is touched and no other
 * test meets ours. Once, before any thread starts. False: the machine does not allow it. */
bool chip_world_own_spaces(void);

struct chip_world;

struct chip_world *chip_world_start(void); // the service runs, the reader is empty
void chip_world_stop(struct chip_world *world);

void chip_world_insert(struct chip_world *world);
void chip_world_remove(struct chip_world *world);

/* What the card does from now on: "" answers as it should; "bad-atr", "no-atr"; at SELECT:
 * "empty" nothing, "drop" it goes, "hang" no answer, "long" 300 bytes, "more" 61XX and then
 * what waits, "length" 6CXX and then the answer, "loop" 61XX for ever, "word-XXXX" this word,
 * "one" one byte. */
void chip_world_behave(struct chip_world *world, const char *how);
unsigned chip_world_asked(struct chip_world *world); // SELECTs so far

void chip_world_kill_service(struct chip_world *world);
void chip_world_start_service(struct chip_world *world, bool with_reader);
void chip_world_halt_service(struct chip_world *world, bool halted); // SIGSTOP, SIGCONT

#endif
