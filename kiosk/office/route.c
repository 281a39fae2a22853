// SPDX-License-Identifier: Apache-2.0
#include "office/route.h"

#include <string.h>

#define SEGMENT_MAX 128

static void
forget(char *captures[HTTP_CAPTURES_MAX])
{
    for (size_t i = 0; i < HTTP_CAPTURES_MAX; i++)
        g_clear_pointer(&captures[i], g_free);
}

static bool
matches(const char *pattern, const char *path, char *captures[HTTP_CAPTURES_MAX])
{
    size_t count = 0;

    while (*pattern && *path) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        const size_t length = strcspn(path, "/");
        if (length == 0 || length > SEGMENT_MAX || count == HTTP_CAPTURES_MAX)
            return false;
        captures[count++] = g_strndup(path, length);
        path += length;
        pattern += strcspn(pattern, "}") + 1;
    }
    return *pattern == '\0' && *path == '\0';
}

const struct http_route *
route_find(const struct http_route *routes, const char *method, const char *path,
           char *captures[HTTP_CAPTURES_MAX], char **allowed_out)
{
    g_autoptr(GString) allowed = g_string_new(NULL);

    *allowed_out = NULL;
    for (const struct http_route *route = routes; route->method; route++) {
        forget(captures);
        if (!matches(route->path, path, captures))
            continue;
        if (g_str_equal(route->method, method))
            return route;
        g_string_append_printf(allowed, "%s%s", allowed->len > 0 ? ", " : "",
                               route->method);
    }
    forget(captures);
    if (allowed->len > 0)
        *allowed_out = g_strdup(allowed->str);
    return NULL;
}
