// SPDX-License-Identifier: Apache-2.0
/* Bar: header, steps and bottom bar. Only frame.c adds them. */
#ifndef SCREENS_BAR_H
#define SCREENS_BAR_H

#include "frame.h"

void bar_header(const struct frame *frame);
void bar_steps(const struct frame *frame);
void bar_bottom(const struct frame *frame, int parts);

/* The mark of the place, its name and the line below, in `colour`; on the waiting screen on
 * the sky. The tag 示例数据 stands beside the name in the header only. */
void bar_clock(const struct frame *frame, char **time_out, char **date_out); // g_free both

#endif
