// SPDX-License-Identifier: Apache-2.0
#include "judge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char *
judge_program(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self != NULL ? self : ".");
    return g_build_filename(folder, "kiosk-preview", NULL);
}

/* "FILE:LINE: what is wrong", or "note: " and what might be better */
static void
take_line(const char *line, const char *path, struct findings *findings)
{
    size_t length = strlen(path);
    if (strncmp(line, path, length) != 0 || line[length] != ':')
        return;
    char *end;
    long number = strtol(line + length + 1, &end, 10);
    if (g_str_has_prefix(end, ": note: "))
        findings_note(findings, (int)number, "", "%s", end + strlen(": note: "));
    else if (g_str_has_prefix(end, ": "))
        findings_add(findings, (int)number, "", "%s", end + 2);
}

void
judge_drawn(const char *path, struct findings *findings)
{
    g_autofree char *program = judge_program(), *said = NULL;
    const char *arguments[] = {program, "--judge", path, NULL};
    if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE) ||
        !g_spawn_sync(NULL, (char **)(uintptr_t)arguments, NULL,
                      G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        take_line(*line, path, findings);
}
