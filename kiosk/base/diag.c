// SPDX-License-Identifier: Apache-2.0
#include "diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1000

static char program_name[48] = "kiosk";

void
diag_init(const char *program)
{
    g_strlcpy(program_name, program, sizeof program_name);
}

/* One write a line, so that lines of several processes do not mix. The journal reads the
 * number in front as priority; people at a terminal are spared it. */
static void
say(int priority, const char *word, const char *format, va_list arguments)
{
    char line[LINE_MAX_BYTES + 2], number[8] = "";
    int saved = errno;

    if (g_getenv("JOURNAL_STREAM"))
        g_snprintf(number, sizeof number, "<%d>", priority);
    int head = g_snprintf(line, LINE_MAX_BYTES, "%s%s: %s", number, program_name, word);
    g_vsnprintf(line + head, (gulong)(LINE_MAX_BYTES - head), format, arguments);
    size_t length = strlen(line);
    // Nothing from outside may begin a line of its own.
    for (size_t i = 0; i < length; i++) {
        if (g_ascii_iscntrl(line[i]))
            line[i] = '?';
    }
    line[length++] = '\n';
    // When even this fails there is nobody left to tell.
    ssize_t written = TEMP_FAILURE_RETRY(write(STDERR_FILENO, line, length));
    (void)written;
    errno = saved;
}

void
diag_info(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(6, "", format, arguments);
    va_end(arguments);
}

void
diag_warn(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say(4, "warning: ", format, arguments);
    va_end(arguments);
}
