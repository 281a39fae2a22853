// SPDX-License-Identifier: Apache-2.0
/* Paper for scanners in tests: pages with real Chinese text, drawn by pangocairo, turned,
 * blurred and made noisy as asked. Persons are made up; every page says 示例. One thread.
 */
#ifndef SUPPORT_PAGE_H
#define SUPPORT_PAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum page_kind {
    PAGE_BLANK,     // nothing but paper
    PAGE_HOUSEHOLD, // 户口簿, 常住人口登记卡: a table with printed answers
    PAGE_IDENTITY,  // A4 copy of an identity card, both sides, portrait as grey shape
    PAGE_NOTE,      // one short line of writing, the least that is still a page
};

/* Red, green, blue, 8 bits each, top row first, rows without padding. */
struct page {
    int width, height; // pixels
    int dpi;
    uint8_t *pixels;
};

/* An A4 page, its content turned clockwise by `degrees` about the middle. */
void page_draw(struct page *page, enum page_kind kind, int dpi, double degrees);
/* One colour everywhere. */
void page_fill(struct page *page, int width, int height, int dpi, uint8_t level);
void page_finish(struct page *page); // NULL- and zero-safe

size_t page_size(const struct page *page); // bytes of `pixels`
/* Out of focus by a Gaussian of `sigma` pixels. */
void page_blur(struct page *page, double sigma);
/* Adds noise of standard deviation `sigma` levels; the same seed gives the same noise. */
void page_add_noise(struct page *page, double sigma, uint32_t seed);

/* As PPM (P6), PGM (P5), PBM (P4) or PNG, by the ending of `path`; durable is no concern. */
bool page_write(const struct page *page, const char *path, GError **error);
/* The grey levels that page_write puts into a PGM; g_free it. width × height bytes. */
uint8_t *page_grey(const struct page *page);

#endif
