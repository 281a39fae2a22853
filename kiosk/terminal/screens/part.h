// SPDX-License-Identifier: Apache-2.0
/* Part: what several screens say about devices, windows, people and pages. ui thread. */
#ifndef SCREENS_PART_H
#define SCREENS_PART_H

#include "frame.h"

#include <kiosk/protocol.h>

/* Nobody told yet counts as working. */
bool part_device_works(const struct session_device *device);
/* A slip can be printed: on slips or on A4, whichever the machine has that works. */
bool part_slip_works(const struct session *session);
/* What is wrong with it, in one sentence. g_free. */
char *part_device_trouble(const struct session_device *device, const char *class);

/* "today until 17:00", or when it opens again. g_free. */
char *part_window_hours(const struct frame *frame, bool *open_out);
char *part_hours(const struct frame *frame, const json_t *hours, bool *open_out);

/* "It can be done now", or where and from when it can. g_free. */
char *part_service_where(const struct frame *frame, const struct service *service);

/* Name, age and masked number from the card: a strip. Gives the y below it. */
int part_person(const struct frame *frame, int y);
/* "Wang Xiulan" of the card, and the age on the day of the visit; -1: unknown. */
const char *part_name(const struct session *session);
int part_age(const struct session *session);

/* How the paper of the last screen is: printing, printed, or none (done.c). */
void part_paper(const struct frame *frame, int y, int height);

/* Between `y` and `bottom`, where nothing stands yet: that the answer is being fetched. */
void part_waiting(const struct frame *frame, int y, int bottom, const char *text);

/* The pixels of a page; empty ones when there are none. */
struct widget_pixels
part_pixels(const struct frame *frame, const struct session_page *page);

/* Title of page `index` of a material: "first page", else "page 2". g_free. */
char *
part_page_title(const struct frame *frame, const struct material *material, size_t index);

/* Where to lay a page now: texts of the scanner that is used, and whether it stands in. */
const char *part_scanner_where(const struct frame *frame);
/* The key that changes to the other scanner, in the corner of the stage; nothing where there
 * is no other. */
void part_other_scanner(const struct frame *frame, struct box stage);

#endif
