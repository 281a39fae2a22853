// SPDX-License-Identifier: Apache-2.0
/* Frame: what every screen has around its own matter: ground, header, steps, title, bottom
 * bar, and the keys below. Measures are units of the reference panel. ui thread. */
#ifndef SCREENS_FRAME_H
#define SCREENS_FRAME_H

#include "screens.h"
#include "terminal/ui/view.h"

/* Adds one widget, written as members. */
#define add(view, ...) view_add((view), &(struct widget){__VA_ARGS__})
/* What a tap sends, when it is only an event. */
#define sends(event) .send = {.action = (event)}

/* Keys of the bottom bar besides 叫人帮忙, which is always there; and the steps. */
enum frame_parts {
    FRAME_BACK = 1,
    FRAME_MODE = 2,
    FRAME_END = 4,
    FRAME_STEPS = 8,
    FRAME_NO_HEADER = 16,
};

struct frame {
    struct view *view;
    const struct theme *theme;
    const struct session *session;
    const struct pages *pages;
    const char *language;
    bool assisted;
    int left, width, right; // of what the screen may use
    int top, bottom;        // below the steps; where the lowest key ends
};

struct frame
frame_begin(struct view *view, const struct screen_context *context, int parts);
/* Texts of a definition in the language of the visit. Borrowed. */
const char *frame_texts(const struct frame *frame, const json_t *texts);

/* Title and, when not NULL, the sentence below it. Gives the y below both. */
int frame_title(const struct frame *frame, int y, const char *title, const char *sub);
/* The same without a second line; `beside` at its right end is taken by something else. */
int frame_title_beside(const struct frame *frame, int y, const char *title, int beside);
/* A heading inside the page. Gives the y below it. */
int frame_heading(const struct frame *frame, int y, const char *text);
/* A hair across the page. */
void frame_hair(const struct frame *frame, int y);
/* Running text; gives the y below it. */
int frame_paragraph(const struct frame *frame, int x, int y, int width, const char *text,
                    enum type_step step);

enum strip_tone { STRIP_INFO, STRIP_GOOD, STRIP_NOTICE, STRIP_ERROR, STRIP_QUIET };

struct strip {
    enum strip_tone tone;
    const char *id, *icon;
    const char *text;   // bold
    const char *detail; // second line, or NULL
    const char *aside;  // at the right end, or NULL
    bool plain;         // `text` is not bold
};
/* How high it is. */
int frame_strip_height(const struct frame *frame, const struct strip *strip);
/* A banner in the column of the page; as high as its words need. Gives the y below it. */
int frame_strip(const struct frame *frame, int y, const struct strip *strip);

/* Band across the whole width, below the header or the steps: a verdict. */
struct verdict {
    enum strip_tone tone;
    const char *icon, *picture; // one of them
    const char *title;
    const char *detail; // may be two lines
    int height;
    bool line_above, line_below;
};
/* Gives the y below it. */
int frame_verdict(const struct frame *frame, int y, const struct verdict *verdict);

/* A row "icon, name, plain value" with a hair below. Gives the y below it. */
int frame_row(const struct frame *frame, int y, const char *icon, enum colour colour,
              const char *name, const char *value);

int frame_row_height(const struct frame *frame, const char *name, const char *value);

/* Height of the primary key, and the y where a row of such keys begins. */
int frame_key_height(const struct frame *frame);
int frame_keys_top(const struct frame *frame);
/* The primary key across the page, ending at `bottom`. */
void frame_primary(const struct frame *frame, const struct widget *key);

/* Rows on a page that may be too long for one screen. */
struct flow {
    const struct frame *frame;
    int top, limit; // where rows may stand
    int y;          // of the next one
    int part;       // that the next row falls in
    const char *on; // word of the key to the next part; NULL: "read on"
};

struct flow flow_begin(const struct frame *frame, int top);
/* Makes room for a row; true when it is to be drawn now, at *y_out. */
bool flow_take(struct flow *flow, int height, int *y_out);
/* What comes next stands on a part of its own. */
void flow_break(struct flow *flow);
/* The keys below: `last` on the last part, 上一屏 and 接着看 as needed. `beside`, or NULL,
 * stands at the left of `last`. */
void
flow_end(const struct flow *flow, const struct widget *last, const struct widget *beside);

#endif
