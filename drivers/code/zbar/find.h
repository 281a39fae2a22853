// SPDX-License-Identifier: Apache-2.0
/* Find: QR and bar codes in grey pixels. Pure. */
#ifndef DRIVERS_CODE_ZBAR_FIND_H
#define DRIVERS_CODE_ZBAR_FIND_H

#include <jansson.h>
#include <stdint.h>

/* Array of Code of <kiosk/code.h>, CODE_DECODED_MAX at most. New reference. */
json_t *find_codes(const uint8_t *levels, int width, int height);

#endif
