// SPDX-License-Identifier: Apache-2.0
/* Which way writing stands is told by its punctuation: in Chinese print 。，、 and in Latin print
 * . and , stand alone at the foot of the line with a gap behind them; upside down the same marks
 * hang at its head with the gap before them, and on a page that lies on its side there are no
 * such lines at all. */
#include "upright.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

#define LINES_LEAST 3  // of writing; fewer tell nothing about a page
#define VOTES_LEAST 5  // marks of punctuation
#define MAJORITY 0.8   // of them must agree
#define SKEW_LEAST 0.3 // degrees
#define LINE_MM_LEAST 1.8
#define LINE_MM_MOST 9.0

static double *
row_sums(PIX *ink)
{
    int height = pixGetHeight(ink);
    double *sums = g_new0(double, (size_t)height + 1);
    for (int y = 0; y < height; y++) {
        l_int32 count = 0;
        pixCountPixelsInRow(ink, y, &count, NULL);
        sums[y] = count;
    }
    return sums;
}

struct votes {
    int lines, up, down;
};

/* First and last row of the ink in columns [from, to) of a line. False: none. */
static bool
extent(PIX *ink, int top, int bottom, int from, int to, int *first_out, int *last_out)
{
    int first = -1, last = -1;
    for (int y = top; y < bottom; y++) {
        const l_uint32 *line = pixGetData(ink) + (ptrdiff_t)y * pixGetWpl(ink);
        for (int x = from; x < to; x++) {
            if (!GET_DATA_BIT(line, x))
                continue;
            first = first < 0 ? y : first;
            last = y;
            break;
        }
    }
    *first_out = first;
    *last_out = last;
    return first >= 0;
}

/* One run of columns with ink, `before` and `after` empty ones beside it. */
static void
judge(PIX *ink, int top, int bottom, int from, int to, int before, int after,
      struct votes *votes)
{
    int first, last, height = bottom - top;
    if (to - from > height * 0.36 || to - from < 2 ||
        MAX(before, after) < height * 0.25 || MAX(before, after) > height * 1.6 ||
        !extent(ink, top, bottom, from, to, &first, &last) ||
        last - first + 1 > height * 0.36)
        return;
    double middle = ((first + last) / 2.0 - top) / height;
    if (middle > 0.66 && after > before)
        votes->up++;
    else if (middle < 0.34 && before > after)
        votes->down++;
}

static void
read_line(PIX *ink, int top, int bottom, struct votes *votes)
{
    int width = pixGetWidth(ink), run = -1, end = -1, run_before = 0;
    bool *filled = g_new0(bool, (size_t)width + 1);
    for (int y = top; y < bottom; y++) {
        const l_uint32 *line = pixGetData(ink) + (ptrdiff_t)y * pixGetWpl(ink);
        for (int x = 0; x < width; x++)
            filled[x] = filled[x] || GET_DATA_BIT(line, x);
    }
    int last_end = -1; // of the run before the one that is open
    for (int x = 0; x <= width; x++) {
        if (x < width && filled[x]) {
            if (x == 0 || !filled[x - 1]) {
                if (run >= 0)
                    judge(ink, top, bottom, run, end, run_before, x - end, votes);
                run_before = last_end < 0 ? width : x - last_end;
                run = x;
            }
            end = last_end = x + 1;
        }
    }
    if (run >= 0)
        judge(ink, top, bottom, run, end, run_before, width, votes);
    g_free(filled);
}

static struct votes
read_page(PIX *ink, const double *sums, double dpi)
{
    struct votes votes = {0};
    int height = pixGetHeight(ink), begin = -1;
    double quiet = pixGetWidth(ink) * 0.002;
    for (int y = 0; y <= height; y++) {
        bool busy = y < height && sums[y] > quiet;
        if (busy && begin < 0)
            begin = y;
        if (busy || begin < 0)
            continue;
        double mm = (y - begin) / dpi * 25.4;
        if (mm >= LINE_MM_LEAST && mm <= LINE_MM_MOST) {
            votes.lines++;
            read_line(ink, begin, y, &votes);
        }
        begin = -1;
    }
    return votes;
}

/* Lines that stand askew run into each other: the ink is set straight first. A new picture. */
static PIX *
straight(PIX *ink, double skew)
{
    if (fabs(skew) < SKEW_LEAST)
        return pixClone(ink);
    return pixRotate(ink, (l_float32)(-skew * G_PI / 180), L_ROTATE_SHEAR,
                     L_BRING_IN_WHITE, 0, 0);
}

static struct votes
count_votes(PIX *ink, double skew, double dpi)
{
    PIX *lying = straight(ink, skew);
    if (!lying)
        return (struct votes){0};
    double *sums = row_sums(lying);
    struct votes votes = read_page(lying, sums, dpi);
    g_free(sums);
    pixDestroy(&lying);
    return votes;
}

static bool
wins(int votes, int all, int lines)
{
    return lines >= LINES_LEAST && votes >= VOTES_LEAST && votes >= MAJORITY * all;
}

int
upright_turn(PIX *ink, double skew, double dpi)
{
    struct votes own = count_votes(ink, skew, dpi);
    int own_all = own.up + own.down;
    // A page that lies as it should needs no second look: nearly all do.
    if (wins(own.up, own_all, own.lines))
        return 0;
    PIX *side = pixRotateOrth(ink, 1);
    if (!side)
        return 0;
    struct votes other = count_votes(side, 0, dpi);
    // Askew as well as on its side; to look for that costs as much as all the rest.
    if (other.lines >= 1 && other.lines < LINES_LEAST) {
        l_float32 angle = 0, confidence = 0;
        pixFindSkew(side, &angle, &confidence);
        if (confidence >= 3)
            other = count_votes(side, -(double)angle, dpi);
    }
    pixDestroy(&side);
    int all = own_all + other.up + other.down;
    if (wins(own.down, all, own.lines))
        return 180;
    if (wins(other.up, all, other.lines))
        return 90;
    return wins(other.down, all, other.lines) ? 270 : 0;
}
