// SPDX-License-Identifier: Apache-2.0
/* ipp-printer: the IPP printer of tests as a program. Prints its URI, then obeys lines on
 * standard input (see tests/support/ipp_printer.h) and answers each. Ends with its input. */
#include <stdio.h>
#include <string.h>

#include "tests/support/ipp_printer.h"

int
main(int argc, char **argv)
{
    int port = 0;
    char *folder = NULL;
    GError *error = NULL;
    GOptionEntry options[] = {
        {"port", 0, 0, G_OPTION_ARG_INT, &port, "0: any free one", "PORT"},
        {"out", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Folder for the documents", "DIR"},
        G_OPTION_ENTRY_NULL};
    GOptionContext *context =
        g_option_context_new("- an IPP printer that prints to files");
    g_option_context_add_main_entries(context, options, NULL);
    bool parsed = g_option_context_parse(context, &argc, &argv, &error);
    g_option_context_free(context);
    struct ipp_printer *printer =
        parsed ? ipp_printer_start(port, folder != NULL ? folder : ".", &error) : NULL;
    g_free(folder);
    if (printer == NULL) {
        fprintf(stderr, "ipp-printer: %s\n", error->message);
        g_error_free(error);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("%s\n", ipp_printer_uri(printer));
    char line[4096];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *answer = ipp_printer_say(printer, g_strchomp(line));
        printf("%s\n", answer);
        g_free(answer);
    }
    ipp_printer_stop(printer);
    return 0;
}
