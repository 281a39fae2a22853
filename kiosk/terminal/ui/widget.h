// SPDX-License-Identifier: Apache-2.0
/* Widget: one thing on a page: what it is, what it says, where it stands, how it looks, in
 * which state, and what a tap on it sends. Measures are units of the reference panel until
 * the view has taken the widget; then pixels. ui thread. */
#ifndef UI_WIDGET_H
#define UI_WIDGET_H

#include "canvas.h"
#include "glyphs.h"
#include "ink.h"
#include "picture.h"
#include "text.h"
#include "theme.h"

#include <glib.h>
#include <stdbool.h>

/* Words of ARIA; what has none is decoration or is said by what stands around it. */
enum widget_role {
    ROLE_NONE,
    ROLE_HEADING,
    ROLE_PARAGRAPH,
    ROLE_BUTTON,
    ROLE_TEXTBOX,
    ROLE_CHECKBOX,
    ROLE_RADIO,
    ROLE_PROGRESSBAR,
    ROLE_IMAGE,
    ROLE_LISTITEM,
    ROLE_STATUS,
    ROLE_ALERT,
    ROLE_DIALOG,
    ROLE_COUNT
};

enum widget_kind {
    WIDGET_FILL,     // flat colour, never with a border
    WIDGET_PANEL,    // rounded; `edge` draws a border
    WIDGET_TEXT,     // running text from the top of the box
    WIDGET_LABEL,    // one line in the middle of the box
    WIDGET_ICON,     // in the middle of the box
    WIDGET_KEY,      // one of the four tones
    WIDGET_TILE,     // emblem, name, one line of detail
    WIDGET_FIELD,    // the box of a question; `detail`: typed, but no text yet
    WIDGET_DIGITS,   // a number in single boxes, grouped by the spaces of `detail`
    WIDGET_PROGRESS, // `permille` of the way
    WIDGET_CHECK,    // a tile with a check box
    WIDGET_SLOT,     // a span of time, how busy it is (`permille`), `value` over `detail`
    WIDGET_PICTURE,  // `icon` is the picture's name
    WIDGET_PIXELS,   // what a device has seen
    WIDGET_CODE,     // `value` as a QR code
    WIDGET_DISC,     // a number in a disc
    WIDGET_STEP,     // one bar of the steps
    WIDGET_STROKES, // square to write in; each stroke is a tap. `ink` changes: it is empty
    WIDGET_DASHED,  // only a dashed outline
    WIDGET_VEIL,    // dims what lies behind it and takes its touches
    WIDGET_DIALOG,  // panel with a shadow
    WIDGET_KIND_COUNT
};

enum widget_tone {
    TONE_ORDINARY, // white
    TONE_PRIMARY,  // 青, one on a page
    TONE_HELP,     // 黄, only to fetch a person
    TONE_END,      // ordinary with 朱 icon
    TONE_FIRST,    // tinted: the likeliest of several
};

enum widget_layout {
    LAYOUT_ROW,        // icon beside the word
    LAYOUT_ICON_AFTER, // word, then icon
    LAYOUT_STACKED,    // icon over the word
    LAYOUT_TWO_LINES,  // icon beside verb and reason
};

enum step_state { STEP_LATER, STEP_NOW, STEP_DONE };

/* Pixels of a device, 0xAARRGGBB; borrowed until the next page is built. `serial` changes
 * when they do. */
struct widget_pixels {
    const uint32_t *pixels;
    int width, height, stride_bytes;
    int serial;
};

/* What a tap sends; its meaning belongs to those who build pages. `action` 0: nothing. */
struct widget_send {
    int action;
    int number;
    const char *text, *text2;
};

struct widget {
    enum widget_kind kind;
    enum widget_role role;
    const char *id;     // unique on its page; NULL for decoration
    const char *name;   // its words
    const char *detail; // second line
    const char *value;  // what a field holds, what a progress bar says
    const char *icon;   // name of an icon or picture
    const char *error;  // why a field is wrong
    const char *trail; // tile: single letters at its right end; those from trail_from on,
                       // trail_count of them, are marked
    struct box box;

    enum widget_tone tone;
    enum widget_layout layout;
    enum type_step step, detail_step;
    enum colour colour, fill, edge;
    enum text_align align;
    bool bold;
    bool bordered;
    bool small; // a line key: smaller corners and lip
    int letter_space, radius, icon_size;
    int size; // em that is no step of the type (figures); 0: `step`
    int permille;
    int ink;
    int trail_from, trail_count;
    struct widget_pixels pixels;

    bool disabled, selected, focused, done, locked;
    bool upright;  // stays as it is where the page is mirrored: digits, letters of a keyboard
    bool personal; // its value, or its name when it has none, is about a person: not said
    bool unready;  // looks disabled and says why, but a tap shows what is missing
    enum step_state step_state;

    struct widget_send send;
};

/* All that a widget needs to be drawn. */
struct painter {
    const struct canvas *canvas;
    const struct theme *theme;
    struct glyphs *glyphs;
    struct pictures *pictures;
    const char *pressed;   // id of the widget under the finger, or NULL
    GPtrArray *overflows;  // ids of widgets whose words had no room; may be NULL
    const struct ink *ink; // of the square on the page
};

void widget_draw(const struct widget *widget, struct painter *painter);
/* What the widget may touch when it is drawn: its box, rings and shadow. */
struct box widget_extent(const struct widget *widget);
bool widget_is_target(const struct widget *widget);

extern const char *const widget_role_words[ROLE_COUNT];

#endif
