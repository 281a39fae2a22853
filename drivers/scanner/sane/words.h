// SPDX-License-Identifier: Apache-2.0
/* Words: what SANE hands to and fro, as words of a recording. Pure. */
#ifndef DRIVERS_SCANNER_SANE_WORDS_H
#define DRIVERS_SCANNER_SANE_WORDS_H

#include <glib.h>
#include <sane/sane.h>
#include <stdbool.h>

/* All g_free. `option` NULL: the number of options, an integer. */
char *words_of_value(const SANE_Option_Descriptor *option, const void *value);
char *words_of_option(const SANE_Option_Descriptor *option); // "-": NULL
char *words_of_devices(const SANE_Device **list);
char *words_of_bytes(const SANE_Byte *bytes, SANE_Int count);

/* False, or NULL: not of this form. */
bool words_take_value(const SANE_Option_Descriptor *option, const char *words,
                      void *value_out);
bool words_take_bytes(const char *words, SANE_Byte *bytes_out, SANE_Int most,
                      SANE_Int *count_out);
/* Never freed: SANE's own stand as long as the device is open. */
const SANE_Option_Descriptor *words_take_option(const char *words);
const SANE_Device **words_take_devices(const char *words);

#endif
