// SPDX-License-Identifier: Apache-2.0
/* Bar: header, steps and bottom bar. Only frame.c adds them. On a panel with little room
 * (theme->compact) header and bar are as low as their keys and words may be. */
#ifndef SCREENS_BAR_H
#define SCREENS_BAR_H

#include "frame.h"

void bar_header(const struct frame *frame);
void bar_steps(const struct frame *frame);
void bar_bottom(const struct frame *frame, int parts);

#define BAR_KEYS 6
#define BAR_LINE_KEYS 3

/* A key of the bottom bar. */
struct bar_key {
    const char *id, *name, *icon;
    enum widget_tone tone;
    int event;
    bool there, selected;
};

/* The six keys; one that makes no sense now is not `there`. */
void bar_six_keys(const struct frame *frame, int parts, struct bar_key keys[BAR_KEYS]);
/* 办不成事 stands on every screen but where a case is just being kept, and where it is open.
 * The others keep their places. */
int bar_line_keys(const struct frame *frame, struct bar_key keys[BAR_LINE_KEYS]);
/* The bottom bar where there is little room: line and keys in rows of what has room. */
void bar_compact(const struct frame *frame, int parts);

/* Time and date as the header and the waiting screen show them. g_free both. */
void bar_clock(const struct frame *frame, char **time_out, char **date_out);
/* A few words in a frame, on the band of the header; its middle at `y`. */
void bar_tag(const struct frame *frame, int x, int y, const char *tag);

#endif
