// SPDX-License-Identifier: Apache-2.0
/* Pages: pixels of previews and JPEG files of what was scanned in this visit, by handle.
 * They are memfds from drivers, mapped while needed; nothing touches a disk. ui thread. */
#ifndef TERMINAL_PAGES_H
#define TERMINAL_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pages;

struct page_pixels {
    const uint8_t *bgra; // borrowed until the page is dropped
    int width, height, stride;
};

struct pages *pages_create(void);
void pages_destroy(struct pages *pages);
/* Takes both descriptors. Returns the handle (> 0), or 0 when a blob is not what it says. */
int pages_add(struct pages *pages, int jpeg_fd, int preview_fd, int width, int height,
              int stride);
bool pages_pixels(const struct pages *pages, int handle, struct page_pixels *pixels_out);
int pages_jpeg(const struct pages *pages, int handle); // borrowed descriptor, -1: unknown
void pages_drop(struct pages *pages, int handle);
void pages_drop_all(struct pages *pages);

#endif
