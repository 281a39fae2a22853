// SPDX-License-Identifier: Apache-2.0
/* Type: the text styles of paper and the fonts that they are set in. Lengths are PostScript
 * points (1/72 inch), the unit of a PDF. Layouts belong to the thread that made them. */
#ifndef DOCUMENTS_TYPE_H
#define DOCUMENTS_TYPE_H

#include <pango/pango.h>
#include <stdbool.h>

#define MM(millimetres) ((millimetres)*72.0 / 25.4)

enum type_style {
    TYPE_TITLE,
    TYPE_NUMBER,  // receipt number, query code
    TYPE_COMPACT, // the same on notices
    TYPE_LABEL,   // above a number
    TYPE_HEADING,
    TYPE_TEXT,
    TYPE_TABLE,  // cells, labels and values
    TYPE_ENTRY,  // name of a table row that is set as paragraph; when something happens
    TYPE_DETAIL, // what else a table row that is set as paragraph says
    TYPE_LEAD,   // sentence below the title
    TYPE_BOX,
    TYPE_BOX_LEAD,
    TYPE_BOX_DETAIL, // below a lead
    TYPE_DAY,        // lead of a heavy box
    TYPE_CALL,       // a telephone number
    TYPE_ISSUER,
    TYPE_PLACE,
    TYPE_CAPTION,
    TYPE_FOOT,
    TYPE_STYLE_COUNT
};

struct type_wish {
    enum type_style style;
    bool large;
    bool bold;    // whole text; **parts** are bold anyway
    double width; // wraps there; 0: one line a paragraph
    int lines;    // at most; the last ends in an ellipsis; 0: any
    PangoAlignment alignment;
};

/* Text as written in a document: **bold**, line feeds, □, ____ (see <kiosk/document.h>).
 * g_object_unref the result. Never fails: what no font has is shown by its code. */
PangoLayout *type_set(const struct type_wish *wish, const char *text);

double type_width(PangoLayout *layout);
double type_height(PangoLayout *layout);
double type_line_height(enum type_style style, bool large);
/* False: there is no font with Chinese characters. */
bool type_has_chinese(void);

#endif
