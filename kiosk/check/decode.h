// SPDX-License-Identifier: Apache-2.0
/* Decode: the bytes of an author's file as UTF-8, from whatever an editor saved. */
#ifndef CHECK_DECODE_H
#define CHECK_DECODE_H

#include "findings.h"

/* Valid UTF-8 without zero bytes. What had to be changed is told. g_free. */
char *decode_text(const char *bytes, size_t size, struct findings *findings);

#endif
