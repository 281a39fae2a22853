// SPDX-License-Identifier: Apache-2.0
#include "measure.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <kiosk/image.h>

/* Where a page stops being good, and why there. */
static const struct {
    double edge_mm;        // dark rims come from lids and paper edges, not from writing
    int ink_contrast;      // levels; the reverse side shining through is 10 to 20
    double noise_contrast; // times the noise, so that a noisy sensor writes no ink
    double blank_ink;      // 0.02 % of A4 is 12 mm2: three or four printed characters
    double drawn_mm; // a moved page: more, and small characters cannot be told apart
    double drawn_times;
    double blur_mm;  // strokes of 3 mm text are 0.3 mm wide: above this they run together
    int glare_level; // a sensor that is blinded gives all it has
    int glare_paper; // on paper lighter than this a reflection cannot be told from it
    double glare_run_mm; // a spark is no reflection
    double glare_part,
        glare_most; // of the page; what is larger is paper on something dark
    int dark_paper; // paper is never so dark: the lamp is off, or a hand is before it
    double
        skew_confidence; // leptonica's own measure, 3 is its rule; blurred pages have 2
    double skew_range;   // degrees; beyond this paper was laid wrong, not askew
} limits = {4, 24, 6, 0.0002, 0.2, 1.5, 0.22, 252, 236, 1.5, 0.003, 0.12, 80, 3, 15.5};

struct tone {
    int paper;    // grey level that most of the page has
    int contrast; // what differs from it by more is ink
};

/* Four-neighbour Laplacian at an inner pixel. */
static inline int
laplacian(const uint8_t *at, int width)
{
    return at[-1] + at[1] + at[-width] + at[width] - 4 * at[0];
}

static const uint8_t *
row_of(const struct plane *plane, int y)
{
    return plane->levels + (size_t)y * (size_t)plane->width;
}

/* The noise of a sensor: half of all Laplacians are smaller than `median`, because most
 * of a page is paper; 0.6745 turns a median into a deviation, sqrt(20) is the Laplacian's
 * gain. */
static double
noise_of(const struct plane *plane)
{
    uint32_t histogram[1024] = {0}, total = 0, below = 0;
    for (int y = 1; y < plane->height - 1; y += 2) {
        const uint8_t *row = row_of(plane, y);
        for (int x = 1; x < plane->width - 1; x++)
            histogram[MIN(abs(laplacian(row + x, plane->width)), 1023)]++;
    }
    for (int i = 0; i < 1024; i++)
        total += histogram[i];
    int median = 0;
    while (median < 1023 && (below += histogram[median]) * 2 < total)
        median++;
    return median / (0.6745 * sqrt(20));
}

static struct tone
tone_of(const struct plane *plane)
{
    uint32_t histogram[256] = {0}, best = 0;
    size_t count = (size_t)plane->width * (size_t)plane->height;
    for (size_t i = 0; i < count; i++)
        histogram[plane->levels[i]]++;
    struct tone tone = {0};
    for (int level = 0; level < 256; level++) {
        uint32_t near = 0;
        for (int k = MAX(level - 4, 0); k <= MIN(level + 4, 255); k++)
            near += histogram[k];
        if (near >= best) {
            best = near;
            tone.paper = level;
        }
    }
    tone.contrast =
        MAX(limits.ink_contrast, (int)(limits.noise_contrast * noise_of(plane)));
    return tone;
}

static int
edge_of(const struct plane *plane)
{
    int edge = (int)(limits.edge_mm / 25.4 * plane->dpi);
    return CLAMP(edge, 1, MIN(plane->width, plane->height) / 8);
}

static bool
is_ink(const struct tone *tone, int level)
{
    return abs(level - tone->paper) > tone->contrast;
}

static double
ink_of(const struct plane *plane, const struct tone *tone)
{
    int edge = edge_of(plane);
    size_t ink = 0;
    for (int y = edge; y < plane->height - edge; y++) {
        const uint8_t *row = row_of(plane, y);
        for (int x = edge; x < plane->width - edge; x++)
            ink += is_ink(tone, row[x]);
    }
    return (double)ink / ((double)(plane->width - 2 * edge) * (plane->height - 2 * edge));
}

static double
sharpness_of(const struct plane *plane)
{
    int64_t sum = 0, squares = 0, count = 0;
    for (int y = 1; y < plane->height - 1; y++) {
        const uint8_t *row = row_of(plane, y);
        int32_t row_sum = 0;
        int64_t row_squares = 0;
        for (int x = 1; x < plane->width - 1; x++) {
            int value = laplacian(row + x, plane->width);
            row_sum += value;
            row_squares += value * value;
        }
        sum += row_sum;
        squares += row_squares;
        count += plane->width - 2;
    }
    if (count <= 0)
        return 0;
    double mean = (double)sum / (double)count;
    return MAX(0, (double)squares / (double)count - mean * mean);
}

/* A copy softened by 1 2 1 both ways, in sixteenths of a level: it costs the sensor's noise
 * nine tenths of its Laplacian, and what it does to the ink blur_of takes off again. The outer
 * pixels stay unset. */
static uint16_t *
soften(const struct plane *plane)
{
    size_t width = (size_t)plane->width;
    uint16_t *soft = g_new(uint16_t, width * (size_t)plane->height);
    uint16_t *columns = g_new(uint16_t, width);
    for (int y = 1; y < plane->height - 1; y++) {
        const uint8_t *row = row_of(plane, y), *above = row - width, *below = row + width;
        for (size_t x = 0; x < width; x++)
            columns[x] = (uint16_t)(above[x] + 2 * row[x] + below[x]);
        uint16_t *out = soft + (size_t)y * width;
        for (size_t x = 1; x + 1 < width; x++)
            out[x] = (uint16_t)(columns[x - 1] + 2 * columns[x] + columns[x + 1]);
    }
    g_free(columns);
    return soft;
}

/* A hand that shakes draws edges out one way only: they are looked at along each of these, too. */
enum { ALONG = 4 };

/* Edge energy of ink and of paper apart, to take the sensor's noise away. */
struct energy {
    int64_t laplacians, gradients, count;
    int64_t bends[ALONG], slopes[ALONG]; // the same along one line
};

static void
add_energy(struct energy *energy, const uint16_t *at, int width)
{
    int value = at[-1] + at[1] + at[-width] + at[width] - 4 * at[0];
    int across = at[1] - at[-1], down = at[width] - at[-width];
    energy->laplacians += (int64_t)value * value;
    energy->gradients +=
        (int64_t)across * across + (int64_t)down * down; // 4 slopes squared
    energy->count++;
    const int steps[ALONG] = {1, width, width + 1, width - 1};
    for (int i = 0; i < ALONG; i++) {
        int bend = at[-steps[i]] + at[steps[i]] - 2 * at[0];
        int slope = at[steps[i]] - at[-steps[i]];
        energy->bends[i] += (int64_t)bend * bend;
        energy->slopes[i] += (int64_t)slope * slope;
    }
}

static void
collect_energy(const struct plane *plane, const struct tone *tone, struct energy *ink,
               struct energy *paper)
{
    int edge = edge_of(plane) + 1;
    g_autofree uint16_t *soft = soften(plane);
    for (int y = edge; y < plane->height - edge; y++) {
        const uint8_t *row = row_of(plane, y);
        const uint16_t *at = soft + (size_t)y * (size_t)plane->width;
        for (int x = edge; x < plane->width - edge; x++) {
            if (is_ink(tone, row[x]) || is_ink(tone, row[x - 1]) ||
                is_ink(tone, row[x + 1]))
                add_energy(ink, at + x, plane->width);
            else if ((x & 7) == 0) // an eighth of the paper tells its noise well enough
                add_energy(paper, at + x, plane->width);
        }
    }
}

/* Sigma along the line that edges are drawn out most, where it is much more than along the
 * others; else 0. Letters alone make a difference of 1.4. */
static double
drawn_out(const struct energy *ink, const struct energy *paper, double pixel_mm)
{
    double most = 0, least = G_MAXDOUBLE;
    for (int i = 0; i < ALONG; i++) {
        double bends = (double)ink->bends[i] / (double)ink->count;
        double slopes = (double)ink->slopes[i] / (double)ink->count;
        if (paper->count > 0) {
            bends -= (double)paper->bends[i] / (double)paper->count;
            slopes -= (double)paper->slopes[i] / (double)paper->count;
        }
        if (bends <= 1 || slopes <= 1)
            continue; // nothing crosses this line
        double step_mm = i < 2 ? pixel_mm : pixel_mm * G_SQRT2;
        double sigma = step_mm * sqrt(slopes / 4 / (2 * bends));
        most = MAX(most, sigma);
        least = MIN(least, sigma);
    }
    return most > limits.drawn_times * least ? most : 0;
}

/* At an edge blurred by sigma the squared Laplacian is 1 / (2 sigma^2) of the squared slope,
 * whatever the contrast and however little is written: so focus can be told from a page with
 * one line on it. */
static double
blur_of(const struct plane *plane, const struct tone *tone, double *drawn_out_mm)
{
    struct energy ink = {0}, paper = {0};
    collect_energy(plane, tone, &ink, &paper);
    *drawn_out_mm = 0;
    if (ink.count == 0)
        return 0;
    *drawn_out_mm = drawn_out(&ink, &paper, 25.4 / plane->dpi);
    double laplacians = (double)ink.laplacians / (double)ink.count;
    double gradients = (double)ink.gradients / (double)ink.count;
    if (paper.count > 0) {
        laplacians -= (double)paper.laplacians / (double)paper.count;
        gradients -= (double)paper.gradients / (double)paper.count;
    }
    double pixel_mm = 25.4 / plane->dpi;
    if (laplacians <= 1 || gradients <= 1)
        return pixel_mm * 8; // no edge left at all
    double variance =
        gradients / 4 / (2 * laplacians) - 0.5; // 1 2 1 has a variance of 1/2
    return pixel_mm * sqrt(MAX(variance, 0));
}

static PIX *
threshold(const struct plane *plane, const struct tone *tone)
{
    PIX *pix = pixCreate(plane->width, plane->height, 1);
    if (!pix)
        return NULL;
    int edge = edge_of(plane);
    for (int y = edge; y < plane->height - edge; y++) {
        l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        const uint8_t *row = row_of(plane, y);
        for (int x = edge; x < plane->width - edge; x++)
            if (is_ink(tone, row[x]))
                SET_DATA_BIT(line, x);
    }
    return pix;
}

PIX *
measure_ink(const struct plane *plane)
{
    struct tone tone = tone_of(plane);
    return threshold(plane, &tone);
}

static void
find_skew(const struct plane *plane, const struct tone *tone, struct measure *measure)
{
    PIX *ink = threshold(plane, tone);
    l_float32 angle = 0, confidence = 0;
    // Leptonica gives the clockwise turn that would straighten the page.
    if (ink &&
        pixFindSkewSweepAndSearch(ink, &angle, &confidence, 4, 2,
                                  (l_float32)limits.skew_range, 1.0F, 0.01F) == 0) {
        measure->skew_confidence = confidence;
        if (confidence >= limits.skew_confidence)
            measure->skew = angle == 0 ? 0 : -angle;
    }
    pixDestroy(&ink);
}

struct measure
measure_page(const struct plane *plane)
{
    struct tone tone = tone_of(plane);
    struct measure measure = {.ink = ink_of(plane, &tone),
                              .sharpness = sharpness_of(plane)};
    if (measure.ink < limits.blank_ink) {
        measure.verdict = VERDICT_BLANK;
        return measure;
    }
    measure.blur_mm = blur_of(plane, &tone, &measure.drawn_mm);
    if (measure.blur_mm > limits.blur_mm || measure.drawn_mm > limits.drawn_mm)
        measure.verdict = VERDICT_BLURRED;
    find_skew(plane, &tone, &measure);
    return measure;
}

bool
measure_glare(const struct plane *plane)
{
    struct tone tone = tone_of(plane);
    if (tone.paper > limits.glare_paper)
        return false;
    int least = MAX((int)(limits.glare_run_mm / 25.4 * plane->dpi), 2);
    size_t blinded = 0;
    for (int y = 0; y < plane->height; y++) {
        const uint8_t *row = row_of(plane, y);
        for (int x = 0, run = 0; x <= plane->width; x++) {
            if (x < plane->width && row[x] >= limits.glare_level) {
                run++;
                continue;
            }
            blinded += run >= least ? (size_t)run : 0;
            run = 0;
        }
    }
    const double page = (double)plane->width * plane->height;
    return (double)blinded > limits.glare_part * page &&
           (double)blinded < limits.glare_most * page;
}

bool
measure_dark(const struct plane *plane)
{
    return tone_of(plane).paper < limits.dark_paper;
}

const char *
verdict_name(enum verdict verdict)
{
    return image_verdict_words[verdict];
}
