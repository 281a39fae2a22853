// SPDX-License-Identifier: Apache-2.0
/* Which route a path takes. Pure. */
#ifndef OFFICE_ROUTE_H
#define OFFICE_ROUTE_H

#include "office/http.h"

/* The route for method and path, with its {parameters} in `captures` (g_free each). NULL and
 * *allowed_out ("GET, PUT", g_free) when only other methods fit; NULL and NULL when nothing
 * does. A parameter is one non-empty segment of at most 128 bytes. */
const struct http_route *
route_find(const struct http_route *routes, const char *method, const char *path,
           char *captures[HTTP_CAPTURES_MAX], char **allowed_out);

#endif
