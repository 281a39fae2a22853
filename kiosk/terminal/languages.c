// SPDX-License-Identifier: Apache-2.0
#include "languages.h"

#include <glib.h>
#include <libintl.h>
#include <string.h>

#include "core/text.h"
#include "language.h"
#include "ui/bidi.h"

/* Its own name is what it calls English: the one word that is each catalogue's own. */
static void
describe(struct session_language *language, const char *code)
{
    language_set(code);
    const char *name = gettext(N_("English"));
    *language = (struct session_language){0};
    g_strlcpy(language->code, code, sizeof language->code);
    g_strlcpy(language->name, name, sizeof language->name);
    language->rtl = bidi_is_rtl(g_utf8_get_char(name));
}

static int
by_code(gconstpointer left, gconstpointer right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Codes of the languages that have a catalogue; an incomplete one has none. */
static GPtrArray *
find_codes(const char *folder)
{
    GPtrArray *codes = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path =
            g_build_filename(folder, name, "LC_MESSAGES", "kiosk.mo", NULL);
        bool fixed = strcmp(name, "zh_CN") == 0 || strcmp(name, "en") == 0;
        if (!fixed && strlen(name) < sizeof((struct session_language *)0)->code &&
            g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(codes, g_strdup(name));
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_ptr_array_sort(codes, by_code);
    return codes;
}

size_t
languages_list(const char *folder,
               struct session_language languages_out[SESSION_LANGUAGES_MAX])
{
    g_autoptr(GPtrArray) codes = find_codes(folder);
    g_ptr_array_insert(codes, 0, g_strdup("en"));
    g_ptr_array_insert(codes, 0, g_strdup("zh_CN"));
    size_t count = MIN(codes->len, SESSION_LANGUAGES_MAX);
    for (size_t i = 0; i < count; i++)
        describe(&languages_out[i], g_ptr_array_index(codes, (guint)i));
    language_set("zh_CN");
    return count;
}
