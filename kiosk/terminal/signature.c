// SPDX-License-Identifier: Apache-2.0
#include "signature.h"

#include <kiosk/letter.h>

/* Numbers that a stroke makes when every `step`th of its points is kept. */
static size_t
number_count(size_t points, size_t step)
{
    return 2 * ((points + step - 1) / step);
}

static size_t
stroke_end(const struct ink *ink, size_t stroke)
{
    return stroke + 1 < ink->stroke_count ? ink->starts[stroke + 1] : ink->point_count;
}

static bool
fits(const struct ink *ink, size_t step)
{
    size_t all = 0;
    for (size_t i = 0; i < MIN(ink->stroke_count, LETTER_STROKES_MAX); i++) {
        size_t numbers = number_count(stroke_end(ink, i) - ink->starts[i], step);
        if (numbers > LETTER_STROKE_MAX)
            return false;
        all += numbers;
    }
    return all <= LETTER_NUMBERS_MAX;
}

static json_t *
stroke_numbers(const struct ink *ink, size_t from, size_t to, size_t step)
{
    json_t *numbers = json_array();
    for (size_t i = from; i < to; i += step) {
        const int width = MAX(ink->box.w, 1);
        json_array_append_new(
            numbers, json_integer(CLAMP(ink->points[i].x * 1000 / width, 0, 1000)));
        json_array_append_new(
            numbers, json_integer(CLAMP(ink->points[i].y * 1000 / width, 0, 1000)));
    }
    return numbers;
}

/* Long signatures lose every second point, and again, until they fit the letter. */
json_t *
signature_strokes(const struct ink *ink)
{
    json_t *strokes = json_array();
    size_t step = 1;
    while (!fits(ink, step))
        step *= 2;
    for (size_t i = 0; i < MIN(ink->stroke_count, LETTER_STROKES_MAX); i++)
        json_array_append_new(
            strokes, stroke_numbers(ink, ink->starts[i], stroke_end(ink, i), step));
    return strokes;
}
