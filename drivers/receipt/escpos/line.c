// SPDX-License-Identifier: Apache-2.0
#include "line.h"

#include <string.h>

#include "base/json.h"
#include "charset.h"

#define LABEL_COLUMNS 10 // room for the label of a pair, with the gap behind it

static void
free_line(gpointer data)
{
    struct line *line = data;
    g_array_unref(line->cells);
    g_free(line);
}

static struct line *
add_line(GPtrArray *lines, int size, bool centred)
{
    struct line *line = g_new0(struct line, 1);
    *line = (struct line){.kind = LINE_TEXT,
                          .cells = g_array_new(FALSE, FALSE, sizeof(struct cell)),
                          .size = size,
                          .centred = centred};
    g_ptr_array_add(lines, line);
    return line;
}

int
line_columns(const struct line *line)
{
    int columns = 0;
    for (guint i = 0; i < line->cells->len; i++)
        columns += charset_columns(g_array_index(line->cells, struct cell, i).character);
    return columns;
}

/* ---- wrapping -------------------------------------------------------------------------------- */

/* A character that means nothing to a font is written by its code. */
static void
add_code(GArray *cells, struct cell cell)
{
    char code[16];
    g_snprintf(code, sizeof code, "[U+%04X]", cell.character);
    for (const char *at = code; *at != '\0'; at++) {
        cell.character = (gunichar)*at;
        g_array_append_val(cells, cell);
    }
}

/* Characters with their boldness: parts between ** are bold. */
static GArray *
read_cells(const char *text, bool bold)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
    bool marked = false;
    for (const char *at = text; *at != '\0'; at += g_utf8_skip[(guchar)*at]) {
        if (strncmp(at, "**", 2) == 0) {
            marked = !marked;
            at++;
            continue;
        }
        struct cell cell = {g_utf8_get_char(at), bold || marked};
        if (cell.character < 0x20 && cell.character != '\n')
            cell.character = ' ';
        if (g_unichar_type(cell.character) == G_UNICODE_PRIVATE_USE ||
            !g_unichar_isdefined(cell.character))
            add_code(cells, cell);
        else
            g_array_append_val(cells, cell);
    }
    return cells;
}

static bool
is_closing(gunichar character)
{
    return character == 0xff0c || character == 0x3002 || character == 0x3001 ||
           character == 0xff1b || character == 0xff1a || character == 0xff09 ||
           character == 0x300d || character == 0x201d || character == ')' ||
           character == ',' || character == '.' || character == 0xff01;
}

/* A line may end between `left` and `right`: at a space, and beside Han; never inside a word
 * or number, nor before a closing mark. */
static bool
may_break(gunichar left, gunichar right)
{
    if (is_closing(right) || charset_columns(right) == 0)
        return false;
    return left == ' ' || left == '-' || charset_columns(left) == 2 ||
           charset_columns(right) == 2;
}

/* How many of the cells from `from` stand on a line of so many columns. */
static guint
fit(const GArray *cells, guint from, int columns)
{
    guint at = from, last_break = 0;
    for (int used = 0; at < cells->len; at++) {
        gunichar character = g_array_index(cells, struct cell, at).character;
        if (character == '\n')
            return at - from;
        used += charset_columns(character);
        if (used > columns && (at > from || used <= 2))
            return last_break > from ? last_break - from : MAX(at - from, 1);
        if (at + 1 < cells->len &&
            may_break(character, g_array_index(cells, struct cell, at + 1).character))
            last_break = at + 1;
    }
    return at - from;
}

static void
pad(struct line *line, int columns)
{
    const struct cell blank = {' ', false};
    for (int used = line_columns(line); used < columns; used++)
        g_array_append_val(line->cells, blank);
}

/* Adds `cells` as lines, each `indent` columns in; the first goes on the line `first`. */
static void
wrap(GPtrArray *lines, const GArray *cells, struct line *first, int size, bool centred,
     int columns, int indent)
{
    guint from = 0;
    do {
        struct line *line = first != NULL ? first : add_line(lines, size, centred);
        first = NULL;
        pad(line, indent);
        guint count = fit(cells, from, columns - indent), shown = count;
        while (shown > 0 &&
               g_array_index(cells, struct cell, from + shown - 1).character == ' ')
            shown--; // a line does not end with a space
        if (shown > 0)
            g_array_append_vals(line->cells, &g_array_index(cells, struct cell, from),
                                shown);
        from += count;
        while (from < cells->len && count > 0 &&
               g_array_index(cells, struct cell, from).character == ' ')
            from++;
        if (from < cells->len &&
            g_array_index(cells, struct cell, from).character == '\n')
            from++;
    } while (from < cells->len);
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static int
size_of(const json_t *block)
{
    const json_t *size = json_object_get(block, "size");
    return size != NULL ? (int)json_integer_value(size) : 1;
}

static void
set_text(GPtrArray *lines, const json_t *block, int columns)
{
    int size = size_of(block);
    bool centred = strcmp(json_text(block, "align", "left"), "centre") == 0;
    bool bold = json_is_true(json_object_get(block, "bold"));
    GArray *cells = read_cells(json_text(block, "text", ""), bold);
    wrap(lines, cells, NULL, size, centred, columns / size, 0);
    g_array_unref(cells);
}

static void
set_pair(GPtrArray *lines, const json_t *block, int columns)
{
    int size = size_of(block);
    GArray *label = read_cells(json_text(block, "label", ""), false);
    GArray *value = read_cells(json_text(block, "value", ""), true);
    wrap(lines, label, NULL, size, false, columns / size, 0);
    struct line *last = g_ptr_array_index(lines, lines->len - 1);
    if (line_columns(last) >= LABEL_COLUMNS)
        last = NULL; // a long label has a line of its own
    wrap(lines, value, last, size, false, columns / size, LABEL_COLUMNS);
    g_array_unref(label);
    g_array_unref(value);
}

static void
set_rule(GPtrArray *lines, const json_t *block, int columns)
{
    const struct cell dash = {'-', false};
    struct line *line = add_line(lines, 1, false);
    (void)block;
    for (int i = 0; i < columns; i++)
        g_array_append_val(line->cells, dash);
}

static void
set_space(GPtrArray *lines, const json_t *block, int columns)
{
    (void)block;
    (void)columns;
    add_line(lines, 1, false)->kind = LINE_SPACE;
}

static void
set_code(GPtrArray *lines, const json_t *block, int columns)
{
    struct line *line = add_line(lines, 1, true);
    (void)columns;
    line->kind = LINE_CODE;
    line->data = json_text(block, "data", "");
}

static const struct {
    const char *kind;
    void (*set)(GPtrArray *lines, const json_t *block, int columns);
} kinds[] = {{"text", set_text},
             {"pair", set_pair},
             {"rule", set_rule},
             {"space", set_space},
             {"code", set_code}};

GPtrArray *
line_set(const json_t *blocks, int columns)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(free_line);
    const json_t *block;
    size_t i;
    json_array_foreach (blocks, i, block) {
        const char *kind = json_text(block, "kind", "");
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            if (strcmp(kinds[k].kind, kind) == 0)
                kinds[k].set(lines, block, columns);
    }
    return lines;
}
