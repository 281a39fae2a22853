// SPDX-License-Identifier: Apache-2.0
/* The one page of the panel: devices, what a hand can do at the chosen one, its faults, and
 * the packets that go by. ui thread. */
#ifndef PANEL_PAGE_H
#define PANEL_PAGE_H

#include "bench.h"
#include "terminal/ui/view.h"

struct page {
    struct bench *bench; // borrowed
    char **sheets;       // files with a scanned page, NULL-terminated; borrowed
    size_t chosen;       // device
    size_t sheet;        // that {page} stands for next
};

/* The look of a window on a desk, `width` × `height` pixels. */
void page_theme(struct theme *theme, int width, int height);
void page_build(const struct page *page, struct view *view);
/* A tap: tells the device, or chooses another. */
void page_tap(struct page *page, const struct view_tap *tap);

#endif
