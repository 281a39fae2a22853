// SPDX-License-Identifier: Apache-2.0
#include "widget_face.h"

static struct widget_face
ordinary_face(const struct painter *painter, const struct widget *widget)
{
    const struct theme *theme = painter->theme;
    bool help = widget->tone == TONE_HELP, end = widget->tone == TONE_END;
    bool primary = widget->tone == TONE_PRIMARY;
    struct widget_face face = {
        .word = primary ? COLOUR_ON_QING
                : help  ? COLOUR_ON_AMBER
                : end   ? COLOUR_ZHU_TEXT
                        : COLOUR_QING_TEXT,
        .icon = primary ? COLOUR_ON_QING
                : help  ? COLOUR_ON_AMBER
                : end   ? COLOUR_ZHU_MARK
                        : COLOUR_QING_TEXT,
        .detail = primary ? COLOUR_ON_QING
                  : help  ? COLOUR_ON_AMBER
                          : COLOUR_INK,
    };
    bool first = widget->tone == TONE_FIRST;
    enum colour fill = primary ? COLOUR_QING
                       : help  ? COLOUR_AMBER
                       : first ? COLOUR_TINT_INFO
                               : COLOUR_CARD;
    enum colour edge = primary ? COLOUR_QING_DEEP
                       : help  ? COLOUR_HELP_EDGE
                       : first ? COLOUR_QING
                               : COLOUR_EDGE;
    enum colour lip = primary ? COLOUR_QING_DEEP : help ? COLOUR_HELP_LIP : COLOUR_LIP;
    face.plate = (struct shape_plate){
        .border = theme->border,
        .lip = primary         ? theme->primary_lip
               : widget->small ? theme->lip - draw_px(painter, 2)
                               : theme->lip,
        .face = draw_colour(painter, fill),
        .edge = draw_colour(painter, edge),
        .lip_colour = draw_colour(painter, lip),
    };
    return face;
}

struct widget_face
widget_face_of(const struct painter *painter, const struct widget *widget)
{
    struct widget_face face = ordinary_face(painter, widget);
    if (draw_looks_disabled(painter, widget)) {
        face.plate.face = draw_colour(painter, COLOUR_SUNK);
        face.plate.border = face.plate.lip = 0;
        face.word = face.icon = face.detail = COLOUR_INK2;
        face.dashed = true;
    } else if (draw_is_pressed(painter, widget) || widget->selected) {
        bool pressed = draw_is_pressed(painter, widget);
        enum colour fill = pressed ? COLOUR_QING_DEEP : COLOUR_QING;
        face.plate.face = draw_colour(painter, fill);
        face.plate.edge = draw_colour(painter, COLOUR_QING_DEEP);
        face.plate.lip = 0;
        face.word = face.icon = face.detail = COLOUR_ON_QING;
        face.shift = pressed ? draw_px(painter, 2) : 0;
    }
    face.plate.radius = draw_px(painter, widget->small ? 12 : 16);
    return face;
}

struct box
widget_face_draw(const struct widget *widget, struct painter *painter,
                 const struct widget_face *face)
{
    struct box box = widget->box;
    if (widget->focused) {
        int ring = draw_px(painter, 7), outer = draw_px(painter, 4);
        shape_rounded(painter->canvas, box_inset(box, -ring - outer),
                      face->plate.radius + ring + outer,
                      draw_colour(painter, COLOUR_INK));
        shape_rounded(painter->canvas, box_inset(box, -ring), face->plate.radius + ring,
                      draw_colour(painter, COLOUR_AMBER));
    }
    shape_plate(painter->canvas, box, &face->plate);
    if (face->dashed)
        shape_dashed(painter->canvas, box, face->plate.radius, painter->theme->border,
                     draw_colour(painter, COLOUR_EDGE));
    // Pressed, the word moves by its shift alone and not by the lip that went.
    struct widget_face rest = ordinary_face(painter, widget);
    bool flat = draw_looks_disabled(painter, widget) || widget->selected;
    box.h -= flat ? 0 : rest.plate.lip;
    box.y += face->shift;
    return box;
}
