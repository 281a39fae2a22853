// SPDX-License-Identifier: Apache-2.0
#include "blocks.h"

#include <math.h>
#include <string.h>

#include "documents/type.h"

#define CELLS_MAX 8
#define TABLE_LINE MM(0.25)

/* ---- one row --------------------------------------------------------------------------------- */

struct row {
    PangoLayout *cells[CELLS_MAX]; // taken
    double edges[CELLS_MAX + 1];   // of the columns
    int count;
    enum type_style style; // decides the height of all lines in it
    bool framed;
    bool keep;
    double before;
    int head; // see struct piece
};

static void
draw_grid(struct piece *piece, const struct row *row, bool top, bool bottom)
{
    double left = row->edges[0], right = row->edges[row->count], half = TABLE_LINE / 2;
    if (top)
        piece_rule(piece, left - half, 0, right + half, 0, TABLE_LINE);
    if (bottom)
        piece_rule(piece, left - half, piece->height, right + half, piece->height,
                   TABLE_LINE);
    for (int i = 0; i <= row->count; i++)
        piece_rule(piece, row->edges[i], 0, row->edges[i], piece->height, TABLE_LINE);
}

/* Lines from … from+most-1 of every cell that has them. */
static void
add_part(struct blocks *blocks, const struct row *row, int from, int most, int longest)
{
    const struct metrics *m = blocks_metrics(blocks);
    double line = type_line_height(row->style, blocks->large);
    struct piece *piece = blocks_add(blocks, from == 0 ? row->before : 0);
    bool whole = longest <= most;
    piece->height = MAX(m->row_min, 2 * m->cell_y + line * MIN(most, longest - from));
    piece->head = row->head;
    piece->keep = row->keep;
    for (int i = 0; i < row->count; i++) {
        int lines = pango_layout_get_line_count(row->cells[i]) - from;
        if (lines <= 0)
            continue;
        lines = MIN(lines, most);
        double y = whole && row->framed ? (piece->height - line * lines) / 2 : m->cell_y;
        piece_lines(piece, row->edges[i] + m->cell_x, y, g_object_ref(row->cells[i]),
                    from, lines);
    }
    if (row->framed)
        draw_grid(piece, row, from == 0, from + most >= longest);
}

/* A row is one piece, so that no page break divides it, unless no page could hold it. */
static void
add_row(struct blocks *blocks, const struct row *row)
{
    const struct metrics *m = blocks_metrics(blocks);
    double room = blocks->height - 2 * m->cell_y;
    int longest = 1;
    if (row->head >= 0)
        room -= ((struct piece *)g_ptr_array_index(blocks->pieces, row->head))->height;
    for (int i = 0; i < row->count; i++)
        longest = MAX(longest, pango_layout_get_line_count(row->cells[i]));
    int most = MAX(1, (int)(room / type_line_height(row->style, blocks->large)));
    for (int from = 0; from < longest; from += most)
        add_part(blocks, row, from, most, longest);
    for (int i = 0; i < row->count; i++)
        g_object_unref(row->cells[i]);
}

static PangoLayout *
set_cell(const struct blocks *blocks, const char *text, double column, bool bold,
         bool centred)
{
    struct type_wish wish = {
        .style = TYPE_TABLE,
        .large = blocks->large,
        .bold = bold,
        .width = column - 2 * blocks_metrics(blocks)->cell_x,
        .alignment = centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT,
    };
    return type_set(&wish, text);
}

static double
natural_width(const struct blocks *blocks, const char *text, bool bold)
{
    struct type_wish wish = {.style = TYPE_TABLE, .large = blocks->large, .bold = bold};
    PangoLayout *layout = type_set(&wish, text);
    double width = type_width(layout);
    g_object_unref(layout);
    return width;
}

/* ---- two columns ------------------------------------------------------------------------------ */

/* `first` and `second` are the members that hold label and value. `label` is the width of the
 * label column. */
static void
add_pairs(struct blocks *blocks, const json_t *pairs, const char *first,
          const char *second, double label)
{
    double before = blocks_gap(blocks);
    size_t i;
    const json_t *pair;
    json_array_foreach (pairs, i, pair) {
        struct row row = {
            .edges = {0, label, blocks->width},
            .count = 2,
            .style = TYPE_TABLE,
            .framed = !blocks->large,
            .before = i == 0 ? before : 0,
            .head = -1,
        };
        row.cells[0] = set_cell(blocks, blocks_member(pair, first), label, true, false);
        row.cells[1] = set_cell(blocks, blocks_member(pair, second),
                                blocks->width - label, false, false);
        add_row(blocks, &row);
    }
}

/* Wide enough for the widest label, within reason. */
static double
label_width(const struct blocks *blocks, const json_t *pairs, const char *first,
            double most)
{
    double widest = 0;
    size_t i;
    const json_t *pair;
    json_array_foreach (pairs, i, pair)
        widest = MAX(widest, natural_width(blocks, blocks_member(pair, first), true));
    widest += blocks->large ? MM(6) : 2 * blocks_metrics(blocks)->cell_x + MM(4);
    return MIN(widest, most);
}

bool
rows_measure(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    const json_t *rows = json_object_get(block, "rows");
    const json_t *wish = json_object_get(block, "label_mm");
    double label = blocks_metrics(blocks)->label;
    if (blocks->large)
        label = label_width(blocks, rows, "label", blocks->width * 0.45);
    else if (wish != NULL)
        label = MIN(MM((double)json_integer_value(wish)), blocks->width * 0.6);
    add_pairs(blocks, rows, "label", "value", label);
    return true;
}

/* ---- table ------------------------------------------------------------------------------------- */

struct column {
    const char *title;
    double width;
    bool centred;
    double natural; // what its widest cell needs
};

/* Columns with a wish get it; the others share what is left by what their cells need. */
static void
share_width(const struct blocks *blocks, struct column *columns, int count)
{
    const double least = MM(10);
    double fixed = 0, needed = 0;
    for (int i = 0; i < count; i++) {
        fixed += columns[i].width;
        needed += columns[i].width > 0 ? 0 : columns[i].natural;
    }
    double rest = needed > 0 ? blocks->width - fixed : 0;
    for (int i = 0; i < count; i++)
        if (columns[i].width <= 0)
            columns[i].width = MAX(least, rest * columns[i].natural / needed);
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += columns[i].width;
    for (int i = 0; i < count; i++)
        columns[i].width *= blocks->width / sum;
}

static int
read_columns(const struct blocks *blocks, const json_t *block, struct column *columns)
{
    const json_t *rows = json_object_get(block, "rows");
    const json_t *source = json_object_get(block, "columns");
    int count = (int)json_array_size(source);
    for (int i = 0; i < count; i++) {
        const json_t *column = json_array_get(source, (size_t)i);
        double padding = 2 * blocks_metrics(blocks)->cell_x;
        columns[i] = (struct column){
            .title = blocks_member(column, "title"),
            .width = MM((double)json_integer_value(json_object_get(column, "width_mm"))),
            .centred = json_is_true(json_object_get(column, "centred")),
        };
        if (columns[i].width > 0 || blocks->large)
            continue;
        columns[i].natural = natural_width(blocks, columns[i].title, true) + padding;
        for (size_t r = 0; r < json_array_size(rows); r++) {
            const char *cell =
                json_string_value(json_array_get(json_array_get(rows, r), (size_t)i));
            double width = natural_width(blocks, cell, false) + padding;
            columns[i].natural = MAX(columns[i].natural, MIN(width, blocks->width));
        }
    }
    return count;
}

static void
add_table_row(struct blocks *blocks, const struct column *columns, int count,
              const json_t *cells, struct row row)
{
    row.count = count;
    row.style = TYPE_TABLE;
    row.framed = true;
    for (int i = 0; i < count; i++) {
        const char *text = cells != NULL
                               ? json_string_value(json_array_get(cells, (size_t)i))
                               : columns[i].title;
        row.edges[i + 1] = row.edges[i] + columns[i].width;
        row.cells[i] =
            set_cell(blocks, text, columns[i].width, cells == NULL, columns[i].centred);
    }
    add_row(blocks, &row);
}

/* Large print has no tables: each row is a name and a sentence of what the columns say. */
static void
add_entry(struct blocks *blocks, const struct column *columns, int count,
          const json_t *cells)
{
    int name = count > 1 && columns[0].centred ? 1 : 0;
    double indent = name == 1 ? MM(10) : 0;
    GString *detail = g_string_new(NULL);
    for (int i = name + 1; i < count; i++) {
        const char *cell = json_string_value(json_array_get(cells, (size_t)i));
        if (*cell != '\0')
            g_string_append_printf(detail, "%s%s：%s", detail->len > 0 ? "；" : "",
                                   columns[i].title, cell);
    }
    struct piece *title = blocks_add(blocks, MM(0.8));
    if (name == 1)
        piece_text(title, 0, 0,
                   blocks_text(blocks, TYPE_ENTRY,
                               json_string_value(json_array_get(cells, 0)), indent));
    title->height =
        piece_text(title, indent, 0,
                   blocks_text(blocks, TYPE_ENTRY,
                               json_string_value(json_array_get(cells, (size_t)name)),
                               blocks->width - indent));
    title->keep = true;
    if (detail->len > 0) {
        struct row row = {.edges = {indent, blocks->width},
                          .count = 1,
                          .style = TYPE_DETAIL,
                          .head = -1};
        row.cells[0] =
            blocks_text(blocks, TYPE_DETAIL, detail->str, blocks->width - indent);
        add_row(blocks, &row);
    } else {
        title->keep = false;
    }
    g_string_free(detail, TRUE);
}

bool
rows_measure_table(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    struct column columns[CELLS_MAX];
    int count = read_columns(blocks, block, columns);
    const json_t *rows = json_object_get(block, "rows");
    double before = blocks_gap(blocks);
    if (blocks->large) {
        for (size_t i = 0; i < json_array_size(rows); i++)
            add_entry(blocks, columns, count, json_array_get(rows, i));
        return true;
    }
    share_width(blocks, columns, count);
    int head = (int)blocks->pieces->len;
    bool empty = json_array_size(rows) == 0;
    add_table_row(blocks, columns, count, NULL,
                  (struct row){.head = -1, .keep = !empty, .before = before});
    for (size_t i = 0; i < json_array_size(rows); i++)
        add_table_row(blocks, columns, count, json_array_get(rows, i),
                      (struct row){.head = head});
    return true;
}

/* ---- steps -------------------------------------------------------------------------------------- */

static void
add_numbered(struct blocks *blocks, const json_t *steps)
{
    const struct metrics *m = blocks_metrics(blocks);
    double before = blocks_gap(blocks);
    size_t i;
    const json_t *step;
    json_array_foreach (steps, i, step) {
        struct piece *piece = blocks_add(blocks, i == 0 ? before : m->step_gap);
        char *number = g_strdup_printf("**%zu**", i + 1);
        piece_text(piece, 0, 0, blocks_text(blocks, TYPE_TEXT, number, m->step));
        g_free(number);
        piece->height =
            piece_text(piece, m->step, 0,
                       blocks_text(blocks, TYPE_TEXT, blocks_member(step, "what"),
                                   blocks->width - m->step));
    }
}

/* Disc, when, what; `what` stands below when there is no room beside. */
static void
add_disc_step(struct blocks *blocks, const json_t *step, size_t number, double what_x,
              double before)
{
    const struct metrics *m = blocks_metrics(blocks);
    struct piece *piece = blocks_add(blocks, before);
    double room = blocks->width - what_x;
    bool beside = room >= MM(60);
    double x = beside ? what_x : m->step;
    char *digits = g_strdup_printf("%zu", number);
    piece_disc(piece, 0, 0, m->disc, blocks_text(blocks, TYPE_ENTRY, digits, 0));
    g_free(digits);
    PangoLayout *when = blocks_text(blocks, TYPE_ENTRY, blocks_member(step, "when"),
                                    beside ? what_x - m->step : blocks->width - m->step);
    PangoLayout *what =
        blocks_text(blocks, TYPE_TEXT, blocks_member(step, "what"), blocks->width - x);
    double shift = (pango_layout_get_baseline(what) - pango_layout_get_baseline(when)) /
                   (double)PANGO_SCALE;
    double y = (m->disc - type_line_height(TYPE_TEXT, true)) / 2;
    double when_height = 0;
    if (*blocks_member(step, "when") != '\0')
        when_height = piece_text(piece, m->step, y + shift, when);
    else
        g_object_unref(when);
    double what_y = beside ? y : y + when_height;
    what_y += piece_text(piece, x, what_y, what);
    piece->height = MAX(m->disc, MAX(what_y, y + when_height));
}

static void
add_disc_steps(struct blocks *blocks, const json_t *steps)
{
    const struct metrics *m = blocks_metrics(blocks);
    double widest = 0, before = blocks_gap(blocks);
    size_t i;
    const json_t *step;
    json_array_foreach (steps, i, step) {
        PangoLayout *when =
            blocks_text(blocks, TYPE_ENTRY, blocks_member(step, "when"), 0);
        widest = MAX(widest, type_width(when));
        g_object_unref(when);
    }
    double what_x = m->step + (widest > 0 ? widest + MM(4.5) : 0);
    json_array_foreach (steps, i, step)
        add_disc_step(blocks, step, i + 1, what_x, i == 0 ? before : m->step_gap);
}

bool
rows_measure_steps(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    const json_t *steps = json_object_get(block, "steps");
    bool dated = false;
    for (size_t i = 0; i < json_array_size(steps); i++)
        dated |= *blocks_member(json_array_get(steps, i), "when") != '\0';
    if (blocks->large)
        add_disc_steps(blocks, steps);
    else if (dated)
        add_pairs(blocks, steps, "when", "what",
                  label_width(blocks, steps, "when", blocks->width * 0.5));
    else
        add_numbered(blocks, steps);
    return true;
}

/* ---- contacts ------------------------------------------------------------------------------------ */

/* Whom to call, running on like words: label, number, label, number. */
static void
add_calls(struct blocks *blocks, const json_t *rows)
{
    double x = 0;
    struct piece *piece = blocks_add(blocks, MAX(0, blocks_gap(blocks) - MM(1.2)));
    size_t i;
    const json_t *pair;
    json_array_foreach (rows, i, pair) {
        PangoLayout *label =
            blocks_text(blocks, TYPE_LEAD, blocks_member(pair, "label"), blocks->width);
        double beside = type_width(label) + MM(5);
        bool fits = beside < blocks->width / 2;
        PangoLayout *value = blocks_text(blocks, TYPE_CALL, blocks_member(pair, "value"),
                                         fits ? blocks->width - beside : blocks->width);
        double across = fits ? beside + type_width(value) : blocks->width;
        if (x > 0 && x + across > blocks->width) {
            piece = blocks_add(blocks, 0);
            x = 0;
        }
        double shift =
            (pango_layout_get_baseline(value) - pango_layout_get_baseline(label)) /
            (double)PANGO_SCALE;
        double y = fits ? 0 : piece_text(piece, x, shift, label);
        if (fits)
            piece_text(piece, x, shift, label);
        double bottom = y + piece_text(piece, fits ? x + beside : x, y, value);
        piece->height = MAX(piece->height, bottom);
        x += across + MM(5.5);
    }
}

bool
rows_measure_contacts(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    const json_t *rows = json_object_get(block, "rows");
    if (blocks->large)
        add_calls(blocks, rows);
    else
        add_pairs(blocks, rows, "label", "value", blocks_metrics(blocks)->label);
    return true;
}
