// SPDX-License-Identifier: Apache-2.0
/* A SAM-V module on a pseudo-terminal as a program: `sam-simulator [--link PATH]`.
 * Standard input: insert TYPE [{fields as the card codes them}], remove, fault WORD [COUNT],
 * clear, paced on|off, unplug, plug. Each line is answered by "ok" or "error: …"; before, one
 * line tells the terminal: "pty /dev/pts/3". Ends with its input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/support/sam_simulator.h"

static const char *
do_insert(struct sam_simulator *simulator, const char *arguments)
{
    static char sentence[200];
    g_auto(GStrv) words = g_strsplit(arguments, " ", 2);
    json_t *fields = NULL;
    if (words[0] != NULL && words[1] != NULL &&
        (fields = json_loads(words[1], 0, NULL)) == NULL)
        return "error: the fields are no JSON object";
    uint8_t record[SAM_CARD_SIZE];
    g_autoptr(GError) error = NULL;
    bool written =
        sam_card_write(words[0] == NULL ? "citizen" : words[0], fields, record, &error);
    json_decref(fields);
    if (!written) {
        g_snprintf(sentence, sizeof sentence, "error: %s", error->message);
        return sentence;
    }
    sam_simulator_insert(simulator, record);
    return "ok";
}

static const char *
do_line(struct sam_simulator *simulator, const char *line)
{
    char fault[32];
    int count = 0;
    if (g_str_has_prefix(line, "insert"))
        return do_insert(simulator, line[6] == ' ' ? line + 7 : "citizen");
    if (strcmp(line, "remove") == 0)
        sam_simulator_remove(simulator);
    else if (strcmp(line, "clear") == 0)
        sam_simulator_clear(simulator);
    else if (strcmp(line, "unplug") == 0)
        sam_simulator_unplug(simulator);
    else if (strcmp(line, "plug") == 0)
        return sam_simulator_plug(simulator, NULL) ? "ok" : "error: no pseudo-terminal";
    else if (strcmp(line, "paced on") == 0 || strcmp(line, "paced off") == 0)
        sam_simulator_set_paced(simulator, line[7] == 'n');
    else if (sscanf(line, "fault %31s %d", fault, &count) >= 1)
        return sam_simulator_fault(simulator, fault, count) ? "ok"
                                                            : "error: no such fault";
    else
        return "error: no such command";
    return "ok";
}

int
main(int argc, char **argv)
{
    const char *link_path = argc == 3 && strcmp(argv[1], "--link") == 0 ? argv[2] : NULL;
    if (argc != 1 && link_path == NULL) {
        fprintf(stderr, "usage: sam-simulator [--link PATH]\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    struct sam_simulator *simulator = sam_simulator_start(link_path, &error);
    if (simulator == NULL) {
        fprintf(stderr, "sam-simulator: %s\n", error->message);
        return 1;
    }
    sam_simulator_set_paced(simulator, true);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("pty %s\n", sam_simulator_path(simulator));
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0)
        puts(do_line(simulator, g_strstrip(line)));
    free(line);
    sam_simulator_stop(simulator);
    return 0;
}
