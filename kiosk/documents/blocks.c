// SPDX-License-Identifier: Apache-2.0
#include "blocks.h"

#include <string.h>

#include <kiosk/document.h>

#include "documents/document.h"
#include "documents/type.h"

#define CODE_SIDE_MAX MM(62)

/* Measured on look/36, 37, 39 and 40. */
static const struct metrics metrics[2] = {
    {
        .gap = MM(3.1),
        .heading_before = MM(4),
        .heading_after = MM(1.9),
        .bar_width = MM(2.2),
        .bar_height = MM(5.2),
        .bar_text = MM(4.8),
        .cell_x = MM(2.1),
        .cell_y = MM(0.88),
        .row_min = MM(6.5),
        .label = MM(30),
        .box_x = MM(3.9),
        .box_y = MM(2.6),
        .box_line = MM(0.5),
        .heavy_line = MM(1),
        .heavy_inset = MM(7),
        .code = MM(36),
        .heavy_code = MM(40),
        .step = MM(6.8),
        .step_gap = MM(0.8),
    },
    {
        .gap = MM(4.4),
        .heading_before = MM(5),
        .heading_after = MM(3.5),
        .bar_width = MM(3),
        .bar_height = MM(8),
        .bar_text = MM(5.5),
        .cell_x = 0,
        .cell_y = MM(0.9),
        .label = MM(45),
        .box_x = MM(6.8),
        .box_y = MM(2.6),
        .box_line = MM(0.7),
        .heavy_line = MM(1.2),
        .heavy_inset = MM(7),
        .code = MM(46),
        .heavy_code = MM(46),
        .step = MM(16),
        .step_gap = MM(3),
        .disc = MM(11),
    },
};

const struct metrics *
blocks_metrics(const struct blocks *blocks)
{
    return &metrics[blocks->large];
}

struct piece *
blocks_add(struct blocks *blocks, double before)
{
    struct piece *piece = piece_create(before);
    g_ptr_array_add(blocks->pieces, piece);
    return piece;
}

double
blocks_gap(struct blocks *blocks)
{
    double gap = blocks->tight ? 0 : blocks_metrics(blocks)->gap;
    blocks->tight = false;
    return gap;
}

PangoLayout *
blocks_text(const struct blocks *blocks, int style, const char *text, double width)
{
    struct type_wish wish = {
        .style = (enum type_style)style, .large = blocks->large, .width = width};
    return type_set(&wish, text);
}

const char *
blocks_member(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

double
blocks_code(struct piece *piece, double right, double y, const json_t *source,
            double side, bool large, GError **error)
{
    struct code *code = code_create(blocks_member(source, "data"), side);
    if (code == NULL || code_side(code) > CODE_SIDE_MAX) {
        code_destroy(code);
        g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_INVALID,
                            "code/data: more than a code on paper can hold");
        return -1;
    }
    side = code_side(code);
    piece_code(piece, right - side, y, code);
    const char *caption = blocks_member(source, "caption");
    if (*caption == '\0')
        return side;
    struct type_wish wish = {.style = TYPE_CAPTION,
                             .large = large,
                             .width = side,
                             .alignment = PANGO_ALIGN_CENTER};
    return side + piece_text(piece, right - side, y + side, type_set(&wish, caption));
}

/* ---- simple kinds ---------------------------------------------------------------------------- */

static bool
measure_heading(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    const struct metrics *m = blocks_metrics(blocks);
    struct piece *piece = blocks_add(blocks, m->heading_before);
    PangoLayout *text = blocks_text(blocks, TYPE_HEADING, blocks_member(block, "text"),
                                    blocks->width - m->bar_text);
    double line = type_line_height(TYPE_HEADING, blocks->large);
    double height = type_height(text);
    piece_bar(piece, 0, 0, m->bar_width, m->bar_height + height - line);
    piece_text(piece, m->bar_text, (m->bar_height - line) / 2, text);
    piece->height = m->bar_height + height - line + m->heading_after;
    piece->keep = true;
    blocks->tight = true;
    return true;
}

/* One piece a line; the first two and the last two lines stay together. */
static bool
measure_paragraph(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    bool follows = blocks->follows_text;
    double before = follows ? 0 : blocks_gap(blocks);
    PangoLayout *text =
        blocks_text(blocks, TYPE_TEXT, blocks_member(block, "text"), blocks->width);
    int count = pango_layout_get_line_count(text);
    for (int i = 0; i < count; i++) {
        struct piece *piece = blocks_add(blocks, i == 0 ? before : 0);
        piece->height = piece_lines(piece, 0, 0, g_object_ref(text), i, 1);
        piece->keep = count > 1 && (i == 0 || i == count - 2);
    }
    g_object_unref(text);
    blocks->follows_text = true;
    return true;
}

/* A box taller than a page is divided; each part has its own frame. */
static bool
measure_tall_box(struct blocks *blocks, PangoLayout *text, double before)
{
    const struct metrics *m = blocks_metrics(blocks);
    int count = pango_layout_get_line_count(text);
    int most = (int)((blocks->height - 2 * m->box_y) /
                     type_line_height(TYPE_BOX, blocks->large));
    for (int from = 0; from < count; from += most) {
        struct piece *piece = blocks_add(blocks, from == 0 ? before : 0);
        piece->height = 2 * m->box_y + piece_lines(piece, m->box_x, m->box_y,
                                                   g_object_ref(text), from,
                                                   MIN(most, count - from));
        piece_frame(piece, 0, 0, blocks->width, piece->height, m->box_line);
    }
    g_object_unref(text);
    return true;
}

static bool
measure_box(struct blocks *blocks, const json_t *block, GError **error)
{
    const struct metrics *m = blocks_metrics(blocks);
    bool heavy = json_is_true(json_object_get(block, "heavy"));
    const char *lead = blocks_member(block, "lead");
    const json_t *code = json_object_get(block, "code");
    double inset_x = heavy ? m->heavy_inset : m->box_x;
    double inset_y = heavy ? m->heavy_inset : m->box_y;
    double line = heavy ? m->heavy_line : m->box_line;
    double before = blocks_gap(blocks) + (blocks->pieces->len == 1 ? MM(0.2) : 0);
    double width = blocks->width - 2 * inset_x, code_height = 0;
    int style = heavy ? TYPE_BOX_LEAD : *lead != 0 ? TYPE_BOX_DETAIL : TYPE_BOX;
    struct piece *piece = piece_create(before);
    if (code != NULL) {
        double right = blocks->width - inset_x;
        code_height = blocks_code(piece, right, inset_y, code,
                                  heavy ? m->heavy_code : m->code, blocks->large, error);
        if (code_height < 0) {
            piece_destroy(piece);
            return false;
        }
        width -= (heavy ? m->heavy_code : m->code) + MM(2);
    }
    PangoLayout *text = blocks_text(blocks, style, blocks_member(block, "text"), width);
    if (code == NULL && *lead == '\0' &&
        type_height(text) + 2 * inset_y > blocks->height) {
        piece_destroy(piece);
        return measure_tall_box(blocks, text, before);
    }
    double y = inset_y;
    if (*lead != '\0')
        y += piece_text(
            piece, inset_x, y,
            blocks_text(blocks, heavy ? TYPE_DAY : TYPE_BOX_LEAD, lead, width));
    if (heavy)
        y += MM(1.5);
    y += piece_text(piece, inset_x, y, text);
    piece->height = MAX(y + inset_y, inset_y + code_height + m->box_y);
    piece_frame(piece, 0, 0, blocks->width, piece->height, line);
    g_ptr_array_add(blocks->pieces, piece);
    return true;
}

static bool
measure_seal(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)error;
    const double seal_width = MM(50), seal_height = MM(42);
    struct piece *piece = blocks_add(blocks, blocks_gap(blocks));
    double left = blocks->width - seal_width, y = MM(1.2);
    struct type_wish wish = {.style = TYPE_TABLE,
                             .large = blocks->large,
                             .width = seal_width - MM(4),
                             .alignment = PANGO_ALIGN_CENTER};
    PangoLayout *text = type_set(&wish, blocks_member(block, "text"));
    double height = MAX(seal_height, type_height(text) + MM(4));
    piece_dashes(piece, left, 0, seal_width, height);
    piece_text(piece, left + MM(2), (height - type_height(text)) / 2, text);
    const json_t *lines = json_object_get(block, "lines");
    for (size_t i = 0; i < json_array_size(lines); i++)
        y += MM(2) + piece_text(piece, 0, y,
                                blocks_text(blocks, TYPE_TEXT,
                                            json_string_value(json_array_get(lines, i)),
                                            left - MM(6)));
    piece->height = MAX(height, y);
    return true;
}

static bool
measure_page(struct blocks *blocks, const json_t *block, GError **error)
{
    (void)block;
    (void)error;
    blocks_add(blocks, 0)->breaks = true;
    return true;
}

/* ---- all kinds ------------------------------------------------------------------------------- */

static const struct block_kind {
    const char *name;
    bool (*measure)(struct blocks *blocks, const json_t *block, GError **error);
} kinds[] = {
    // in the order of document_block_words
    {"identity", identity_measure},   {"box", measure_box},
    {"heading", measure_heading},     {"rows", rows_measure},
    {"table", rows_measure_table},    {"steps", rows_measure_steps},
    {"paragraph", measure_paragraph}, {"contacts", rows_measure_contacts},
    {"seal", measure_seal},           {"page", measure_page},
};
G_STATIC_ASSERT(G_N_ELEMENTS(kinds) == G_N_ELEMENTS(document_block_schemas));
G_STATIC_ASSERT(G_N_ELEMENTS(kinds) + 1 == G_N_ELEMENTS(document_block_words));

int
blocks_kind(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, kind) == 0)
            return (int)i;
    return -1;
}

static double
total_height(const struct blocks *blocks, size_t from)
{
    double height = 0;
    for (size_t i = from; i < blocks->pieces->len; i++) {
        const struct piece *piece = g_ptr_array_index(blocks->pieces, i);
        height += piece->before + piece->height;
    }
    return height;
}

bool
blocks_measure(struct blocks *blocks, const json_t *document, int pages_max,
               GError **error)
{
    const json_t *list = json_object_get(document, "blocks");
    double height = 0;
    if (blocks_kind(blocks_member(json_array_get(list, 0), "kind")) != 0)
        identity_measure_title(blocks);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *block = json_array_get(list, i);
        const struct block_kind *kind = &kinds[blocks_kind(blocks_member(block, "kind"))];
        size_t from = blocks->pieces->len;
        bool followed = blocks->follows_text;
        if (!kind->measure(blocks, block, error)) {
            g_prefix_error(error, "blocks/%zu/", i);
            return false;
        }
        if (followed && kind->measure != measure_paragraph)
            blocks->follows_text = false;
        if (kind->measure != measure_heading)
            blocks->tight = false;
        height += total_height(blocks, from);
        if (height > blocks->height * pages_max) {
            g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_TOO_LONG,
                        "blocks/%zu: the document is longer than %d pages", i, pages_max);
            return false;
        }
    }
    return true;
}
