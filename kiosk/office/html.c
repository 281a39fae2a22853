// SPDX-License-Identifier: Apache-2.0
#include "office/html.h"

#include <stdarg.h>

void
html_put(GString *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_markup_vprintf_escaped(format, arguments);
    va_end(arguments);
    g_string_append(out, text);
}

void
html_icon(GString *out, const char *name)
{
    html_put(out,
             "<svg class=\"icon icon-%s\" aria-hidden=\"true\">"
             "<use href=\"/staff/icons.svg#%s\"/></svg>",
             name, name);
}
