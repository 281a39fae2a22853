// SPDX-License-Identifier: Apache-2.0
/* Bar: header, steps and bottom bar. Only frame.c adds them. */
#ifndef SCREENS_BAR_H
#define SCREENS_BAR_H

#include "frame.h"

void bar_header(const struct frame *frame);
void bar_steps(const struct frame *frame);
void bar_bottom(const struct frame *frame, int parts);

/* Time and date as the header and the waiting screen show them. g_free both. */
void bar_clock(const struct frame *frame, char **time_out, char **date_out);
/* A few words in a frame, on the band of the header; its middle at `y`. */
void bar_tag(const struct frame *frame, int x, int y, const char *tag);

#endif
