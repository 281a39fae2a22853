// SPDX-License-Identifier: Apache-2.0
#include "page.h"

#include "documents/blocks.h"
#include "documents/type.h"

/* Measured on look/36 and 37, in millimetres. */
static const struct sheet {
    double left, right;
    double baseline, rule;     // of the head
    double top;                // of the column
    double bottom;             // lowest line of the foot
    double foot_gap, body_gap; // below the foot's rule, above it
} sheets[2] = {
    {25, 20, 20.3, 24.3, 29.3, 282.2, 2.2, 1.5},
    {20, 18, 22, 26.1, 32.5, 282.4, 2.4, 1.5},
};

/* ---- foot ----------------------------------------------------------------------------------- */

static void
set_foot(struct page_frame *frame, const json_t *foot)
{
    struct type_wish wish = {
        .style = TYPE_FOOT, .large = frame->large, .width = frame->width / 2, .lines = 1};
    PangoLayout *copy = type_set(&wish, blocks_member(foot, "copy"));
    double across = type_width(copy);
    wish.width = frame->width - (across > 0 ? across + MM(8) : 0);
    wish.lines = 4;
    PangoLayout *note = type_set(&wish, blocks_member(foot, "note"));
    frame->foot_text = piece_create(0);
    double height = type_height(note);
    piece_text(frame->foot_text, 0, 0, note);
    piece_text(frame->foot_text, frame->width - across,
               height - type_line_height(TYPE_FOOT, frame->large), copy);
    frame->foot_text->height = height;
}

void
page_frame_init(struct page_frame *frame, const json_t *document, bool large)
{
    const struct sheet *sheet = &sheets[large];
    const json_t *foot = json_object_get(document, "foot");
    *frame = (struct page_frame){
        .document = document,
        .large = large,
        .left = MM(sheet->left),
        .width = MM(210 - sheet->left - sheet->right),
        .top = MM(sheet->top),
        .foot = MM(sheet->bottom),
    };
    if (foot != NULL) {
        set_foot(frame, foot);
        frame->foot -= frame->foot_text->height + MM(sheet->foot_gap);
    }
    frame->height = frame->foot - MM(sheet->body_gap) - frame->top;
}

void
page_frame_finish(struct page_frame *frame)
{
    piece_destroy(frame->foot_text);
    *frame = (struct page_frame){0};
}

/* ---- head ----------------------------------------------------------------------------------- */

/* Puts `layout` with its baseline on `y`. */
static void
put_on_baseline(struct piece *piece, double x, double y, PangoLayout *layout)
{
    double ascent = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    piece_text(piece, x, y - ascent, layout);
}

/* Page number and tag, from the right edge. Returns where they begin. */
static double
put_right_part(struct piece *piece, const struct page_frame *frame, double y, int page,
               int pages)
{
    struct type_wish wish = {.style = TYPE_PLACE, .large = frame->large};
    char *text = g_strdup_printf("第%d页，共%d页", page + 1, pages);
    PangoLayout *number = type_set(&wish, text);
    g_free(text);
    double x = frame->width - type_width(number);
    put_on_baseline(piece, x, y, number);
    const char *tag = blocks_member(json_object_get(frame->document, "head"), "tag");
    if (*tag == '\0')
        return x;
    PangoLayout *layout = type_set(&wish, tag);
    double line = type_line_height(TYPE_PLACE, frame->large);
    double ascent = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    double inset = frame->large ? MM(1.6) : MM(2.3),
           across = type_width(layout) + 2 * inset, rise = MM(0.25);
    x -= across + (frame->large ? MM(2) : MM(3));
    piece_tag(piece, x, y - ascent - rise, across, line);
    put_on_baseline(piece, x + inset, y - rise, layout);
    return x;
}

/* Who prints; from page 2 on also the number, which is never cut short: rather the name. */
static void
put_left_part(struct piece *piece, const struct page_frame *frame, double y, int page,
              double right)
{
    const json_t *head = json_object_get(frame->document, "head");
    const char *continued = blocks_member(head, "continued");
    bool number = page > 0 && *continued != '\0';
    double gap = frame->large ? MM(2) : MM(3);
    struct type_wish wish = {.style = TYPE_PLACE, .large = frame->large, .bold = number};
    PangoLayout *place =
        type_set(&wish, number ? continued : blocks_member(head, "place"));
    double room = number ? right - type_width(place) - gap : right;
    wish = (struct type_wish){.style = TYPE_ISSUER,
                              .large = frame->large,
                              .width = MAX(room, MM(15)),
                              .lines = 1};
    PangoLayout *issuer = type_set(&wish, blocks_member(head, "issuer"));
    if (pango_layout_is_ellipsized(issuer)) {
        g_object_unref(issuer);
        wish.style = TYPE_PLACE;
        wish.bold = true;
        issuer = type_set(&wish, blocks_member(head, "issuer"));
    }
    double x = type_width(issuer) + gap;
    put_on_baseline(piece, 0, y, issuer);
    if (!number) { // the place is the first to give way
        pango_layout_set_width(place, (int)(MAX(0, right - x) * PANGO_SCALE));
        pango_layout_set_height(place, -1);
        pango_layout_set_ellipsize(place, PANGO_ELLIPSIZE_END);
    }
    if (number || right - x > MM(15))
        put_on_baseline(piece, x, y, place);
    else
        g_object_unref(place);
}

static struct piece *
set_head(const struct page_frame *frame, int page, int pages)
{
    const struct sheet *sheet = &sheets[frame->large];
    struct piece *piece = piece_create(0);
    double y = MM(sheet->baseline);
    double right = put_right_part(piece, frame, y, page, pages) - MM(2);
    put_left_part(piece, frame, y, page, right);
    piece_rule(piece, 0, MM(sheet->rule), frame->width, MM(sheet->rule), MM(0.7));
    return piece;
}

/* ---- breaks ---------------------------------------------------------------------------------- */

static const struct piece *
piece_at(const GPtrArray *pieces, guint index)
{
    return g_ptr_array_index(pieces, index);
}

/* What must stand together from piece `from` on: all that is kept with the next, and that. */
static double
height_of_group(const GPtrArray *pieces, guint from)
{
    double height = piece_at(pieces, from)->height;
    for (guint i = from; piece_at(pieces, i)->keep && i + 1 < pieces->len; i++)
        height += piece_at(pieces, i + 1)->before + piece_at(pieces, i + 1)->height;
    return height;
}

int
page_break(const GPtrArray *pieces, double height, GArray *places_out)
{
    const double slack = 0.01; // sums of doubles
    int page = 0;
    double y = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const struct piece *piece = piece_at(pieces, i);
        bool first = y <= 0;
        if (piece->breaks && !first) {
            page++;
            y = 0;
            continue;
        }
        bool grouped = i > 0 && piece_at(pieces, i - 1)->keep;
        double before = first ? 0 : piece->before;
        double group = grouped ? piece->height : height_of_group(pieces, i);
        // A group that no page can hold is broken where the page ends.
        double need = group > height ? piece->height : group;
        if (!first && y + before + need > height + slack) {
            page++;
            y = 0;
            before = 0;
            if (piece->head >= 0) {
                struct page_place head = {piece->head, page, 0};
                g_array_append_val(places_out, head);
                y = piece_at(pieces, (guint)piece->head)->height;
            }
        }
        struct page_place place = {(int)i, page, y + before};
        g_array_append_val(places_out, place);
        y = place.y + piece->height;
    }
    // A page break at the very end opens no page.
    return places_out->len > 0
               ? g_array_index(places_out, struct page_place, places_out->len - 1).page +
                     1
               : 1;
}

void
page_draw(const struct page_frame *frame, const GPtrArray *pieces, const GArray *places,
          int page, int pages, cairo_t *cairo)
{
    struct piece *head = set_head(frame, page, pages);
    piece_draw(head, cairo, frame->left, 0);
    piece_destroy(head);
    for (guint i = 0; i < places->len; i++) {
        const struct page_place *place = &g_array_index(places, struct page_place, i);
        if (place->page == page)
            piece_draw(piece_at(pieces, (guint)place->piece), cairo, frame->left,
                       frame->top + place->y);
    }
    if (frame->foot_text == NULL)
        return;
    cairo_set_line_width(cairo, MM(0.25));
    cairo_move_to(cairo, frame->left, frame->foot);
    cairo_rel_line_to(cairo, frame->width, 0);
    cairo_stroke(cairo);
    piece_draw(frame->foot_text, cairo, frame->left,
               frame->foot + MM(sheets[frame->large].foot_gap));
}
