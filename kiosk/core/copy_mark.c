// SPDX-License-Identifier: Apache-2.0
#include "core/copy_mark.h"

#include <glib.h>

// The words around the purpose, with the longest date, are 31 characters.
#define PURPOSE_MAX (COPY_MARK_CHARACTERS_MAX - 31)

void
copy_mark(const char *purpose, const struct clock_date *until, char mark_out[256])
{
    g_autofree char *valid = g_utf8_make_valid(purpose, -1);
    g_autofree char *cut =
        g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), PURPOSE_MAX));
    bool whole = g_utf8_strlen(valid, -1) <= PURPOSE_MAX;
    g_snprintf(mark_out, 256, "仅供办理%s%s使用，有效期至%d年%d月%d日，未与原件核对", cut,
               whole ? "" : "…", until->year, until->month, until->day);
}

void
copy_mark_checked(const struct clock_date *until, char mark_out[256])
{
    g_snprintf(mark_out, 256,
               "此件经与原件核对无误，仅供办理政务服务事项时使用，有效期至%d年%d月%d日",
               until->year, until->month, until->day);
}
