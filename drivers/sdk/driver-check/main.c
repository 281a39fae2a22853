// SPDX-License-Identifier: Apache-2.0
/* driver-check [--only TEXT] PROGRAM [ARGUMENT…]: does a driver keep to the protocol? Prints TAP; the exit
 * status is 0 when every case holds. */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cases.h"

static void
usage(FILE *stream)
{
    fputs(
        "usage: driver-check PROGRAM [--address URI] [ARGUMENT…]\n"
        "Tries a driver, ours or a stranger's, against <kiosk/protocol.h> and prints "
        "TAP.\n"
        "It runs the driver's commands that need no payload and cancels them: on a real\n"
        "device a page may be scanned or a card read, but nothing is printed.\n",
        stream);
}

/* True when the case holds or cannot be tried. */
static bool
run_case(const struct check_case *row, unsigned number, struct check *check)
{
    g_autofree char *sentence = row->run(check);
    if (sentence == NULL) {
        printf("ok %u - %s\n", number, row->claim);
    } else if (g_str_has_prefix(sentence, "SKIP")) {
        printf("ok %u - %s # %s\n", number, row->claim, sentence);
    } else {
        printf("not ok %u - %s\n# %s\n", number, row->claim, sentence);
        return false;
    }
    return true;
}

int
main(int argc, char **argv)
{
    bool help = argc > 1 && strcmp(argv[1], "--help") == 0;
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("driver-check " KIOSK_VERSION);
        return EXIT_SUCCESS;
    }
    const char *only = "";
    if (argc > 2 && strcmp(argv[1], "--only") == 0) {
        only = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc < 2 || help) {
        usage(help ? stdout : stderr);
        return help ? EXIT_SUCCESS : 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    struct check check = {.arguments = argv + 1};
    unsigned number = 0, failed = 0;
    for (const struct check_case *row = check_cases; row->claim != NULL; row++) {
        if (g_str_has_prefix(row->claim, only))
            failed += !run_case(row, ++number, &check);
    }
    printf("1..%u\n", number);
    json_decref(check.description);
    return failed == 0 && number > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
