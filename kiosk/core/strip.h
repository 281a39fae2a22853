// SPDX-License-Identifier: Apache-2.0
/* A document (<kiosk/document.h>) as a slip of thermal paper: the blocks of <kiosk/receipt.h>.
 * Everything that a person reads is kept in its order; a table becomes a line a row, the code
 * stands at the end. Pure. */
#ifndef CORE_STRIP_H
#define CORE_STRIP_H

#include <jansson.h>

/* New reference, passes receipt_blocks_schema. */
json_t *strip_of(const json_t *document);

#endif
