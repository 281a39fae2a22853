// SPDX-License-Identifier: Apache-2.0
/* A fuzz program is one file fuzz_<subject>.c with this one function: bytes from outside go
 * into the product's own parser; whatever it answers, it must answer without a crash. libFuzzer
 * calls it (`make fuzz`), and replay.c with the seeds (`make test`). */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
