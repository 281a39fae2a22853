// SPDX-License-Identifier: Apache-2.0
#include "line.h"

#include <glib.h>
#include <string.h>

#include "drivers/sdk/code_text.h"

void
line_forget(struct line *line)
{
    explicit_bzero(line->bytes, line->size);
    line->size = 0;
    line->overlong = false;
}

bool
line_is_open(const struct line *line)
{
    return line->size > 0 || line->overlong;
}

static bool
finish(struct line *line, char **text_out)
{
    char *text = line->overlong ? NULL : code_text(line->bytes, line->size);
    line_forget(line);
    if (text == NULL)
        return false;
    *text_out = text;
    return true;
}

bool
line_take(struct line *line, const char **bytes, size_t *size, char **text_out)
{
    while (*size > 0) {
        char byte = **bytes;
        ++*bytes;
        --*size;
        if (byte == '\r' || byte == '\n') {
            if (finish(line, text_out))
                return true;
        } else if (line->size < LINE_BYTES_MAX) {
            line->bytes[line->size++] = byte;
        } else {
            line->overlong = true;
        }
    }
    return false;
}

bool
line_silence(struct line *line, char **text_out)
{
    return line_is_open(line) && finish(line, text_out);
}
