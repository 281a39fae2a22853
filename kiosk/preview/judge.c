// SPDX-License-Identifier: Apache-2.0
#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

#define KEPT_CHARACTERS 40 // of words that are told
#define WORDS_LEAST 4      // bytes

void
judge_init(struct judge *judge, const char *path, const char *text)
{
    *judge = (struct judge){
        .path = path,
        .text = text,
        .told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
}

void
judge_finish(struct judge *judge)
{
    g_hash_table_unref(judge->told);
}

static void
check_icon(struct judge *judge, struct glyphs *glyphs, const json_t *object,
           const char *pointer)
{
    const char *icon = json_text(object, "icon", NULL);
    if (icon == NULL || glyphs_icon(glyphs, icon, 48) != NULL)
        return;
    printf("%s:%d: %s: no icon \"%s\" in the font of icons (Material Icons)\n",
           judge->path, MAX(json_line_of(judge->text, pointer), 1), pointer, icon);
    judge->mistakes++;
}

void
judge_icons(struct judge *judge, const json_t *definition, struct glyphs *glyphs)
{
    static const char *const lists[] = {"facts", "materials"};
    check_icon(judge, glyphs, definition, "/icon");
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        size_t j;
        const json_t *one;
        json_array_foreach (json_object_get(definition, lists[i]), j, one) {
            g_autofree char *pointer = g_strdup_printf("/%s/%zu/icon", lists[i], j);
            check_icon(judge, glyphs, one, pointer);
        }
    }
}

/* The line on which these words stand in the definition; 0: they are not its own. */
static int
line_of_words(const struct judge *judge, const char *words)
{
    g_autofree char *start =
        g_utf8_substring(words, 0, MIN(g_utf8_strlen(words, -1), KEPT_CHARACTERS / 2));
    // A number or a letter stands everywhere.
    const char *at = strlen(start) < WORDS_LEAST ? NULL : strstr(judge->text, start);
    int line = at == NULL ? 0 : 1;
    for (const char *c = judge->text; line > 0 && c < at; c++)
        line += *c == '\n';
    return line;
}

static const struct widget *
widget_named(const struct view *view, const char *name)
{
    for (size_t i = 0; i < view_count(view); i++) {
        const struct widget *widget = view_widget(view, i);
        if (g_strcmp0(widget->id, name) == 0 || g_strcmp0(widget->name, name) == 0)
            return widget;
    }
    return NULL;
}

static void
tell_words(struct judge *judge, const char *words, const char *screen, const char *mode)
{
    int line = line_of_words(judge, words);
    // Words of the program are not the author's to mend.
    if (line == 0 || !g_hash_table_add(judge->told, g_strdup(words)))
        return;
    g_autofree char *start =
        g_utf8_substring(words, 0, MIN(g_utf8_strlen(words, -1), KEPT_CHARACTERS));
    printf("%s:%d: note: no room for \"%s\" on the page \"%s\"%s: say it shorter\n",
           judge->path, line, start, screen, mode);
    judge->mistakes++;
}

void
judge_page(struct judge *judge, const struct view *view, const char *screen,
           const char *mode)
{
    const GPtrArray *overflows = view_overflows(view);
    for (guint i = 0; i < overflows->len; i++) {
        const struct widget *widget = widget_named(view, overflows->pdata[i]);
        if (widget != NULL && widget->name != NULL)
            tell_words(judge, widget->name, screen, mode);
        if (widget != NULL && widget->value != NULL)
            tell_words(judge, widget->value, screen, mode);
    }
}
