// SPDX-License-Identifier: Apache-2.0
/* Code: QR codes as squares of modules. Pure. */
#ifndef UI_CODE_H
#define UI_CODE_H

#include <stdbool.h>
#include <stdint.h>

#define CODE_QUIET 2 // modules left free around a code on the screen

struct code {
    const uint8_t *modules; // side × side, bit 0 set: dark
    int side;
    void *encoded; // of libqrencode
};

/* Level L; false when `text` is empty or too long. */
bool code_init(struct code *code, const char *text);
void code_finish(struct code *code); // zero-safe

#endif
