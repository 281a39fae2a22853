// SPDX-License-Identifier: Apache-2.0
#include "office/multipart.h"

#include <string.h>

#define PARTS_MAX 64
#define HEAD_MAX 1024
#define BOUNDARY_MAX 70 // RFC 2046
#define FIELD_MAX 4096

/* The value of `name` in "a; name=\"value\"; b=c". g_free; NULL: not there. */
static char *
parameter(const char *line, const char *name)
{
    g_autofree char *wanted = g_strdup_printf("; %s=", name);
    const char *at = strstr(line, wanted);

    if (!at)
        return NULL;
    at += strlen(wanted);
    if (*at != '"')
        return g_strndup(at, strcspn(at, "; \r\n"));
    at++;
    return g_strndup(at, strcspn(at, "\"\r\n"));
}

static void
take_part(const char *head, const char *bytes, size_t size, GHashTable *form,
          struct multipart_file *file)
{
    const char *line = strstr(head, "form-data");
    g_autofree char *name = line ? parameter(line, "name") : NULL;
    g_autofree char *file_name = line ? parameter(line, "filename") : NULL;

    if (file_name && !file->name) {
        *file = (struct multipart_file){.bytes = bytes,
                                        .size = size,
                                        .name = g_utf8_validate(file_name, -1, NULL)
                                                    ? g_steal_pointer(&file_name)
                                                    : g_strdup("")};
    } else if (name && !file_name && size <= FIELD_MAX &&
               g_utf8_validate(bytes, (gssize)size, NULL)) {
        g_hash_table_replace(form, g_steal_pointer(&name), g_strndup(bytes, size));
    }
}

bool
multipart_read(const char *media, const char *body, size_t size, GHashTable *form,
               struct multipart_file *file_out)
{
    g_autofree char *boundary = parameter(media, "boundary");
    const char *end = body + size;

    if (!boundary || !boundary[0] || strlen(boundary) > BOUNDARY_MAX)
        return false;
    g_autofree char *first = g_strdup_printf("--%s", boundary);
    g_autofree char *next = g_strdup_printf("\r\n--%s", boundary);
    if (size < strlen(first) || memcmp(body, first, strlen(first)) != 0)
        return false;
    const char *at = body + strlen(first);
    for (int i = 0; i < PARTS_MAX; i++) {
        if (end - at >= 2 && memcmp(at, "--", 2) == 0)
            return true;
        const char *bytes = memmem(at, (size_t)(end - at), "\r\n\r\n", 4);
        if (!bytes || bytes - at > HEAD_MAX)
            return false;
        g_autofree char *head = g_strndup(at, (gsize)(bytes - at));
        bytes += 4;
        const char *stop = memmem(bytes, (size_t)(end - bytes), next, strlen(next));
        if (!stop)
            return false;
        take_part(head, bytes, (size_t)(stop - bytes), form, file_out);
        at = stop + strlen(next);
    }
    return false;
}

void
multipart_file_finish(struct multipart_file *file)
{
    g_free(file->name);
    *file = (struct multipart_file){0};
}
