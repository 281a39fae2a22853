// SPDX-License-Identifier: Apache-2.0
#include "strip.h"

#include <string.h>

#include "base/json.h"
#include "core/text.h"
#include <kiosk/receipt.h>

#define CELLS_PLAIN 3 // of a row of a table; the rest is shown where it is bold

#define FIGURE_MAX 6 // characters

struct strip {
    json_t *blocks;
    const json_t *code; // {"data", "caption"} or NULL; comes last
    int size;           // of ordinary text
};

static void
add(struct strip *strip, json_t *block)
{
    if (json_array_size(strip->blocks) < RECEIPT_BLOCKS_MAX - 4)
        json_array_append_new(strip->blocks, block);
    else
        json_decref(block);
}

static void
add_text(struct strip *strip, const char *text, int size, bool bold, bool centred)
{
    if (text[0] != '\0')
        add(strip, json_pack("{s:s, s:s, s:i, s:b, s:s}", "kind", "text", "text", text,
                             "size", MIN(size, RECEIPT_SIZE_MAX), "bold", bold, "align",
                             centred ? "centre" : "left"));
}

/* Values are bold by themselves. */
static void
add_one_pair(struct strip *strip, const char *label, const char *value)
{
    add(strip, json_pack("{s:s, s:s, s:s, s:i}", "kind", "pair", "label", label, "value",
                         value, "size", strip->size));
}

/* A label in two languages (core/both.h) is two pairs: its column is narrow. */
static void
add_pair(struct strip *strip, const json_t *pair)
{
    GString *value = g_string_new(json_text(pair, "value", ""));
    g_string_replace(value, "**", "", 0);
    g_auto(GStrv) labels = g_strsplit(json_text(pair, "label", ""), "\n", 2);
    g_auto(GStrv) values = g_strsplit(value->str, "\n", 2);
    bool two = labels[0] != NULL && labels[1] != NULL;
    if (two && values[0] != NULL && values[1] != NULL) {
        add_one_pair(strip, labels[0], values[0]);
        add_one_pair(strip, labels[1], values[1]);
    } else {
        g_autofree char *label = g_strjoinv(" ", labels);
        add_one_pair(strip, label, value->str);
    }
    g_string_free(value, TRUE);
}

static void
add_rule(struct strip *strip)
{
    add(strip, json_pack("{s:s}", "kind", "rule"));
}

/* ---- blocks of a document -------------------------------------------------------------------- */

static void
add_identity(struct strip *strip, const json_t *block)
{
    const json_t *numbers = json_object_get(block, "numbers"), *number;
    const json_t *time = json_object_get(block, "time");
    size_t i;
    add_text(strip, json_text(block, "lead", ""), strip->size, false, true);
    add_rule(strip);
    json_array_foreach (numbers, i, number) {
        add_text(strip, json_text(number, "label", ""), strip->size, false, false);
        add_text(strip, json_text(number, "value", ""), 2, true, false);
    }
    if (time != NULL)
        add_pair(strip, time);
    add_rule(strip);
}

static void
add_box(struct strip *strip, const json_t *block)
{
    bool heavy = json_is_true(json_object_get(block, "heavy"));
    const char *lead = json_text(block, "lead", "");
    // A number that is called stands as large as the paper has it.
    bool figure = heavy && g_utf8_strlen(lead, -1) <= FIGURE_MAX;
    add_text(strip, lead,
             figure  ? RECEIPT_SIZE_MAX
             : heavy ? 2
                     : strip->size,
             true, heavy);
    add_text(strip, json_text(block, "text", ""), strip->size, false, figure);
    if (heavy)
        add_rule(strip);
}

static void
add_heading(struct strip *strip, const json_t *block)
{
    add(strip, json_pack("{s:s}", "kind", "space"));
    add_text(strip, json_text(block, "text", ""), strip->size, true, false);
}

static void
add_rows(struct strip *strip, const json_t *block)
{
    const json_t *rows = json_object_get(block, "rows"), *row;
    size_t i;
    json_array_foreach (rows, i, row)
        add_pair(strip, row);
}

static void
add_table(struct strip *strip, const json_t *block)
{
    const json_t *rows = json_object_get(block, "rows"), *row, *cell;
    size_t i, j;
    json_array_foreach (rows, i, row) {
        GString *line = g_string_new(NULL);
        json_array_foreach (row, j, cell) {
            const char *text = json_string_value(cell);
            if (text[0] != '\0' && (j < CELLS_PLAIN || strstr(text, "**") != NULL))
                g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", text);
        }
        add_text(strip, line->str, strip->size, false, false);
        g_string_free(line, TRUE);
    }
}

static void
add_steps(struct strip *strip, const json_t *block)
{
    const json_t *steps = json_object_get(block, "steps"), *step;
    size_t i;
    json_array_foreach (steps, i, step) {
        const char *when = json_text(step, "when", "");
        g_autofree char *line = g_strdup_printf("%s%s%s%s", when[0] != '\0' ? "**" : "",
                                                when, when[0] != '\0' ? "** " : "",
                                                json_text(step, "what", ""));
        add_text(strip, line, strip->size, false, false);
    }
}

static void
add_paragraph(struct strip *strip, const json_t *block)
{
    add_text(strip, json_text(block, "text", ""), strip->size, false, false);
}

static void
add_contacts(struct strip *strip, const json_t *block)
{
    add_rule(strip);
    add_rows(strip, block);
}

static const struct {
    const char *kind;
    void (*add)(struct strip *strip, const json_t *block);
} kinds[] = {
    // seals and page breaks belong to A4
    {"identity", add_identity}, {"box", add_box},
    {"heading", add_heading},   {"rows", add_rows},
    {"table", add_table},       {"steps", add_steps},
    {"contacts", add_contacts}, {"paragraph", add_paragraph}};

static void
add_block(struct strip *strip, const json_t *block)
{
    const json_t *code = json_object_get(block, "code");
    const char *kind = json_text(block, "kind", "");
    strip->code = code != NULL ? code : strip->code;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            kinds[i].add(strip, block);
}

/* ---- head and end ---------------------------------------------------------------------------- */

static void
add_head(struct strip *strip, const json_t *document)
{
    const json_t *head = json_object_get(document, "head");
    const char *place = json_text(head, "place", ""), *tag = json_text(head, "tag", "");
    g_autofree char *line = g_strdup_printf(
        "%s%s%s", place, place[0] != '\0' && tag[0] != '\0' ? " · " : "", tag);
    add_text(strip, json_text(head, "issuer", ""), 1, true, true);
    add_text(strip, line, 1, false, true);
    add(strip, json_pack("{s:s}", "kind", "space"));
    add_text(strip, json_text(document, "title", ""), 2, true, true);
}

static void
add_end(struct strip *strip, const json_t *document)
{
    const char *note = json_text(json_object_get(document, "foot"), "note", "");
    if (strip->code != NULL) {
        add(strip, json_pack("{s:s}", "kind", "space"));
        json_array_append_new(strip->blocks,
                              json_pack("{s:s, s:s}", "kind", "code", "data",
                                        json_text(strip->code, "data", "")));
        add_text(strip, json_text(strip->code, "caption", ""), 1, false, true);
    }
    if (note[0] != '\0') {
        add_rule(strip);
        add_text(strip, note, 1, false, false);
    }
}

json_t *
strip_of(const json_t *document)
{
    bool large = strcmp(json_text(document, "style", ""), "large") == 0;
    struct strip strip = {.blocks = json_array(), .size = large ? 2 : 1};
    const json_t *block;
    size_t i;
    add_head(&strip, document);
    json_array_foreach (json_object_get(document, "blocks"), i, block)
        add_block(&strip, block);
    add_end(&strip, document);
    return strip.blocks;
}
