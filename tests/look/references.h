// SPDX-License-Identifier: Apache-2.0
/* References: how every page looked when somebody last looked at it, as a small grey picture of
 * 18 by 32 boxes in 64 steps, one line a page in references.txt. Kept by test_references. */
#ifndef TESTS_LOOK_REFERENCES_H
#define TESTS_LOOK_REFERENCES_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define REFERENCE_COLUMNS 18
#define REFERENCE_ROWS 32
#define REFERENCE_BOXES (REFERENCE_COLUMNS * REFERENCE_ROWS)

struct reference {
    uint8_t grey[REFERENCE_BOXES]; // 0…63
};

static const char reference_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The mean of each box of the pixels. */
static struct reference
reference_of(const uint32_t *pixels, int width, int height)
{
    struct reference made;
    for (int i = 0; i < REFERENCE_BOXES; i++) {
        int column = i % REFERENCE_COLUMNS, row = i / REFERENCE_COLUMNS;
        int left = column * width / REFERENCE_COLUMNS,
            top = row * height / REFERENCE_ROWS;
        int right = (column + 1) * width / REFERENCE_COLUMNS;
        int bottom = (row + 1) * height / REFERENCE_ROWS;
        uint64_t sum = 0;
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++) {
                uint32_t pixel = pixels[y * width + x];
                sum += (pixel >> 16 & 255) * 54 + (pixel >> 8 & 255) * 183 +
                       (pixel & 255) * 19;
            }
        sum /= (uint64_t)((right - left) * (bottom - top));
        made.grey[i] = (uint8_t)(sum >> 10); // 256 · 256 in 64 steps
    }
    return made;
}

/* Runs: a letter, and how often it comes again when that is more than twice. g_free. */
static char *
reference_write(const struct reference *reference)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < REFERENCE_BOXES;) {
        int run = 1;
        while (i + run < REFERENCE_BOXES &&
               reference->grey[i + run] == reference->grey[i])
            run++;
        char letter = reference_letters[reference->grey[i]];
        if (run > 3)
            g_string_append_printf(text, "%c*%d.", letter, run);
        for (int k = 0; run <= 3 && k < run; k++)
            g_string_append_c(text, letter);
        i += run;
    }
    return g_string_free(text, FALSE);
}

static bool
reference_read(const char *text, struct reference *reference_out)
{
    int at = 0;
    while (*text != '\0') {
        const char *letter = strchr(reference_letters, *text++);
        long run = 1;
        if (letter == NULL)
            return false;
        if (*text == '*') {
            char *end;
            run = strtol(text + 1, &end, 10);
            if (*end != '.')
                return false;
            text = end + 1;
        }
        for (; run > 0; run--) {
            if (at == REFERENCE_BOXES)
                return false;
            reference_out->grey[at++] = (uint8_t)(letter - reference_letters);
        }
    }
    return at == REFERENCE_BOXES;
}

#endif
