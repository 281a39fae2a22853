// SPDX-License-Identifier: Apache-2.0
/* Measure: how good a page is. Pure; all thresholds stand in one table in the .c. */
#ifndef DRIVERS_IMAGE_LEPTONICA_MEASURE_H
#define DRIVERS_IMAGE_LEPTONICA_MEASURE_H

#include <stdbool.h>
#include "plane.h"

enum verdict {
    VERDICT_GOOD,
    VERDICT_BLANK,
    VERDICT_BLURRED,
};

struct measure {
    double ink;  // part of the page that is not paper, its outer edge left out
    double skew; // degrees the content is turned clockwise; 0 when it cannot be told
    double skew_confidence; // leptonica's; 0 when the page is blank
    double sharpness;       // variance of the Laplacian of the plane
    double blur_mm;         // width of the edges of the ink, as the sigma of a Gaussian
    double drawn_mm;        // the same along the one line that it moved; 0: it did not
    enum verdict verdict;
};

struct measure measure_page(const struct plane *plane);

/* Part of the page reflects a lamp: white where its paper is not. */
bool measure_glare(const struct plane *plane);

/* It was taken in the dark: what should be paper is not light. */
bool measure_dark(const struct plane *plane);

/* The ink of the plane as 1-bit picture; the caller destroys it. NULL: no memory. */
PIX *measure_ink(const struct plane *plane);

const char *verdict_name(enum verdict verdict); // a word of image_verdict_words

#endif
