// SPDX-License-Identifier: Apache-2.0
/* escpos-printer: the slip printer of tests as a program. `--path LINK` is where its line
 * stands; obeys lines on standard input (tests/support/escpos_printer.h) and answers each. With
 * `--out DIR`, `picture N` writes slip N as DIR/slip-N.png. Ends with its input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/escpos_printer.h"

static char *
obey(struct escpos_printer *printer, const char *folder, const char *line)
{
    if (!g_str_has_prefix(line, "picture "))
        return escpos_printer_say(printer, line);
    int index = atoi(line + strlen("picture "));
    g_autofree char *file = g_strdup_printf("%s/slip-%d.png", folder, index);
    return g_strdup(escpos_printer_picture(printer, index, file) ? "ok"
                                                                 : "error: no such slip");
}

int
main(int argc, char **argv)
{
    g_autofree char *path = NULL;
    g_autofree char *folder = NULL;
    g_autoptr(GError) error = NULL;
    GOptionEntry options[] = {
        {"path", 0, 0, G_OPTION_ARG_FILENAME, &path, "Where its line stands", "LINK"},
        {"out", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Folder for pictures", "DIR"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("- a thermal slip printer");
    g_option_context_add_main_entries(context, options, NULL);
    struct escpos_printer *printer = NULL;
    if (g_option_context_parse(context, &argc, &argv, &error))
        printer = escpos_printer_start(path != NULL ? path : "slip-printer", &error);
    if (printer == NULL) {
        fprintf(stderr, "escpos-printer: %s\n", error->message);
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("serial:%s\n", escpos_printer_path(printer));
    char line[1024];
    while (fgets(line, sizeof line, stdin) != NULL) {
        g_autofree char *answer =
            obey(printer, folder != NULL ? folder : ".", g_strchomp(line));
        printf("%s\n", answer);
    }
    escpos_printer_stop(printer);
    return 0;
}
