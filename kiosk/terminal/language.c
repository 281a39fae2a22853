// SPDX-License-Identifier: Apache-2.0
#include "language.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "kiosk"

extern int _nl_msg_cat_cntr; // of glibc: how often the choice of catalogues has changed

char *
language_find_folder(const char *program)
{
    // build/bin or PREFIX/bin, and build/inspect/bin
    static const char *const ways[] = {"../share/locale", "../../share/locale"};
    g_autofree char *self = program ? g_strdup(program)
                                    : g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self ? self : ".");
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *path = g_build_filename(folder, ways[i], NULL);
        g_autofree char *chinese =
            g_build_filename(path, "zh_CN", "LC_MESSAGES", "kiosk.mo", NULL);
        if (g_file_test(chinese, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&path);
    }
    return NULL;
}

void
language_init(const char *folder)
{
    // gettext looks at LANGUAGE only when the locale is not "C".
    setlocale(LC_ALL, "C.UTF-8");
    if (folder)
        bindtextdomain(DOMAIN, folder);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    textdomain(DOMAIN);
    language_set("zh_CN");
}

void
language_set(const char *language)
{
    // What another language does not say yet is Chinese; English needs no catalogue.
    g_autofree char *list = strcmp(language, "en") == 0 || strcmp(language, "zh_CN") == 0
                                ? g_strdup(language)
                                : g_strdup_printf("%s:zh_CN", language);
    setenv("LANGUAGE", list, 1);
    ++_nl_msg_cat_cntr;
}
