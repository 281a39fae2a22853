// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

/* If-None-Match is a list of tags, or "*"; the weak mark does not matter here (RFC 9110). */
static bool
has_it(const char *if_none_match, const char *etag)
{
    if (!if_none_match)
        return false;
    g_auto(GStrv) tags = g_strsplit(if_none_match, ",", 64);
    for (size_t i = 0; tags[i]; i++) {
        const char *tag = g_strstrip(tags[i]);
        if (g_str_has_prefix(tag, "W/"))
            tag += 2;
        if (g_str_equal(tag, "*") || g_str_equal(tag, etag))
            return true;
    }
    return false;
}

void
api_get_catalogue(struct http_request *request, void *context)
{
    const struct office *office = context;
    const struct published *published = office->published;

    http_add_header(request, "ETag", published->etag);
    http_add_header(request, OFFICE_SIGNATURE_HEADER, published->signature);
    http_add_header(request, "Cache-Control", "no-cache");
    if (has_it(http_header(request, "If-None-Match"), published->etag))
        http_answer(request, 304, NULL, NULL, 0);
    else
        http_answer(request, 200, "application/json", published->body, published->size);
}
