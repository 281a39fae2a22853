// SPDX-License-Identifier: Apache-2.0
/* Inside scan*.c: the screen on which a material is scanned. ui thread. */
#ifndef SCREENS_SCAN_PART_H
#define SCREENS_SCAN_PART_H

#include "part.h"

const struct session_material *scan_material(const struct frame *frame);
bool scan_is_running(const struct frame *frame);
bool scan_is_blank(const struct session_page *page);
/* The page that is looked at: the one that was just taken, or whose thumbnail was touched. */
const struct session_page *scan_shown(const struct frame *frame);
/* The page is there and well, and no other is wanted: nothing but "go on" is left to do. */
bool scan_is_settled(const struct frame *frame);
/* Name of the picture of a good one (范本), or NULL. g_free. */
char *scan_sample(const struct frame *frame);

/* scan_pages.c: what was scanned so far; standard mode. */
void scan_add_pages(const struct frame *frame, int y);
/* scan_keys.c */
int scan_keys_height(const struct frame *frame);
void scan_add_keys(const struct frame *frame);

#endif
