// SPDX-License-Identifier: Apache-2.0
/* A code scanner on a pseudo-terminal as a program: `code-simulator [--link PATH]`. Standard
 * input: scan TEXT, bare TEXT (without an end), garbage, unplug, plug. Each line is answered by
 * "ok" or "error: …"; before, one line tells the terminal: "pty /dev/pts/3". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/support/code_simulator.h"

static const char *
do_line(struct code_simulator *simulator, const char *line)
{
    static const unsigned char noise[] = {0xff, 0x00, 0x01, 0x81, 0x7f, 0x0d, 0x1b, 0xfe};
    if (g_str_has_prefix(line, "scan "))
        code_simulator_scan(simulator, line + 5, "\r");
    else if (g_str_has_prefix(line, "bare "))
        code_simulator_scan(simulator, line + 5, "");
    else if (strcmp(line, "garbage") == 0)
        code_simulator_send(simulator, noise, sizeof noise);
    else if (strcmp(line, "unplug") == 0)
        code_simulator_unplug(simulator);
    else if (strcmp(line, "plug") == 0)
        return code_simulator_plug(simulator, NULL) ? "ok" : "error: no pseudo-terminal";
    else
        return "error: no such command";
    return "ok";
}

int
main(int argc, char **argv)
{
    const char *link_path = argc == 3 && strcmp(argv[1], "--link") == 0 ? argv[2] : NULL;
    if (argc != 1 && link_path == NULL) {
        fprintf(stderr, "usage: code-simulator [--link PATH]\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    struct code_simulator *simulator = code_simulator_start(link_path, &error);
    if (simulator == NULL) {
        fprintf(stderr, "code-simulator: %s\n", error->message);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("pty %s\n", code_simulator_path(simulator));
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0)
        puts(do_line(simulator, g_strchomp(line)));
    free(line);
    code_simulator_stop(simulator);
    return 0;
}
