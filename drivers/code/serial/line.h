// SPDX-License-Identifier: Apache-2.0
/* Line: codes in the bytes of a serial scanner. Scanners end a code with CR, LF, both, or with
 * nothing but silence. Pure: whoever reads the bytes keeps the time. */
#ifndef DRIVERS_CODE_SERIAL_LINE_H
#define DRIVERS_CODE_SERIAL_LINE_H

#include <stdbool.h>
#include <stddef.h>

#define LINE_BYTES_MAX (12 * 1024) // bytes; more is noise, thrown away up to the next end
#define LINE_SILENCE_MS 120  // at 9600 baud 115 bytes come in this time: it is over

struct line {
    char bytes[LINE_BYTES_MAX];
    size_t size;
    bool overlong; // until its end
};

/* Takes bytes from *bytes on, up to the end of one code. True: it stands in *text_out (g_free),
 * and *bytes behind it. What is no text is passed over. */
bool line_take(struct line *line, const char **bytes, size_t *size, char **text_out);
/* Nothing came for LINE_SILENCE_MS. True: that was the end of a code. */
bool line_silence(struct line *line, char **text_out);
bool line_is_open(const struct line *line);
void line_forget(struct line *line); // wipes

#endif
