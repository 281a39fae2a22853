// SPDX-License-Identifier: Apache-2.0
#include "findings.h"

#include <stdio.h>

struct finding {
    int line;
    guint order; // of those of one line: as they were found
    char *words;
};

static void
finding_free(void *data)
{
    struct finding *finding = data;
    g_free(finding->words);
    g_free(finding);
}

void
findings_init(struct findings *findings)
{
    *findings = (struct findings){.list = g_ptr_array_new_with_free_func(finding_free)};
}

void
findings_finish(struct findings *findings)
{
    g_ptr_array_unref(findings->list);
}

static void
keep(struct findings *findings, int line, const char *lead, const char *place,
     const char *format, va_list arguments)
{
    struct finding *finding = g_new(struct finding, 1);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    *finding = (struct finding){
        .line = MAX(line, 1),
        .order = findings->list->len,
        .words =
            g_strdup_printf("%s%s%s%s", lead, place, *place != '\0' ? ": " : "", message),
    };
    g_ptr_array_add(findings->list, finding);
}

void
findings_add(struct findings *findings, int line, const char *place, const char *format,
             ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep(findings, line, "", place, format, arguments);
    va_end(arguments);
    findings->bad = true;
}

void
findings_note(struct findings *findings, int line, const char *place, const char *format,
              ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep(findings, line, "note: ", place, format, arguments);
    va_end(arguments);
}

static int
by_line(gconstpointer a, gconstpointer b)
{
    const struct finding *left = *(const struct finding *const *)a;
    const struct finding *right = *(const struct finding *const *)b;
    return left->line != right->line ? left->line - right->line
                                     : (int)left->order - (int)right->order;
}

void
findings_print(struct findings *findings, const char *path)
{
    g_ptr_array_sort(findings->list, by_line);
    for (guint i = 0; i < findings->list->len; i++) {
        const struct finding *finding = findings->list->pdata[i];
        printf("%s:%d: %s\n", path, finding->line, finding->words);
    }
}
