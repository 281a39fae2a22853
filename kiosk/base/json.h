// SPDX-License-Identifier: Apache-2.0
/* JSON: strict reading, canonical writing, where in a file a value stands. Pure; any thread.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define JSON_ERROR (g_quark_from_static_string("kiosk-json"))
#define JSON_DEPTH_MAX 64

/* Strict: UTF-8, no duplicate names, nothing behind the value. NULL and *error ("line 3,
 * column 7: …", never the text itself) otherwise. New reference. */
json_t *json_parse(const char *text, size_t length, GError **error);

/* The same from a file of at most `limit` bytes; *error begins with the path. */
json_t *json_parse_file(const char *path, size_t limit, GError **error);

/* Canonical: members sorted by byte, no white space, UTF-8 unescaped but for control
 * characters, quote and backslash; reals, which our own formats do not have, with 17 digits. For
 * all that is hashed or compared. g_free the result. */
char *json_canonical(const json_t *value);

/* Lower-case hex SHA-256 of the canonical text, 64 characters. g_free the result. */
char *json_sha256(const json_t *value);

/* Line (from 1) on which the value at `pointer` (RFC 6901) stands in `text`; 0 when it is
 * not there. For messages to authors of data files. */
int json_line_of(const char *text, const char *pointer);

/* Borrowed value at `pointer`; NULL when there is none. */
json_t *json_at(const json_t *value, const char *pointer);

/* The same value for json_object_foreach and the like, which want what is not const though they
 * change nothing. */
json_t *json_iterable(const json_t *value);

/* Borrowed string member, or `otherwise`. */
const char *json_text(const json_t *object, const char *name, const char *otherwise);

#endif
