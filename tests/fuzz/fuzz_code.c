// SPDX-License-Identifier: Apache-2.0
/* What a code reader types on its line: any bytes, with or without an end of line. */
#include "tests/fuzz/fuzz.h"

#include "drivers/code/serial/line.h"
#include "drivers/sdk/code_text.h"

#include <glib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct line *line = g_new0(struct line, 1);
    const char *at = (const char *)bytes;
    size_t left = size;
    char *text = NULL;
    while (line_take(line, &at, &left, &text)) {
        g_assert_true(g_utf8_validate(text, -1, NULL));
        g_clear_pointer(&text, g_free);
    }
    if (line_silence(line, &text))
        g_free(text);
    line_forget(line);
    g_free(line);
    g_free(code_text(bytes, size));
    return 0;
}
