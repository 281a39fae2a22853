// SPDX-License-Identifier: Apache-2.0
/* An A4 page of 300 dpi in colour, askew: from the scanner's bytes to the kept JPEG and the
 * preview, purpose marked, beside leptonica and libjpeg-turbo alone doing the least that keeps the page
 * (decode, find the skew, turn, JPEG; no checks, no preview). Goal: at most 1.5 times that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/image/leptonica/jpeg.h"
#include "drivers/image/leptonica/prepare.h"
#include "drivers/image/leptonica/preview.h"
#include "tests/support/page.h"

#define ROUNDS 9
#define GOAL_RATIO 1.5
#define DEGREES 2.3

static double
now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int
compare(const void *a, const void *b)
{
    double left, right;
    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    return (left > right) - (left < right);
}

static double
median(double *times)
{
    qsort(times, ROUNDS, sizeof(*times), compare);
    return times[ROUNDS / 2];
}

/* All that Image.Prepare does but the packet. */
static void
ours(const struct picture_source *source)
{
    struct picture picture = {0};
    struct prepared prepared;
    // As the terminal asks for it of a page in a matter.
    const struct prepare_wish wish = {
        .upright = true,
        .watermark = "仅供办理政务服务事项时使用：居民医保参保，2026年11月22日起三个月"};
    void *bytes = NULL;
    size_t size = 0;
    if (!prepare(source, &wish, &picture, &prepared, NULL) ||
        !jpeg_encode(picture.pix, picture.dpi, 80, &bytes, &size, NULL))
        abort();
    struct preview preview =
        preview_fit(pixGetWidth(picture.pix), pixGetHeight(picture.pix), 960, 1200);
    uint8_t *pixels = g_malloc((size_t)preview.stride * (size_t)preview.height);
    preview_draw(&preview, picture.pix, pixels);
    if (prepared.measure.verdict != VERDICT_GOOD || prepared.turned != 0 ||
        prepared.measure.skew < DEGREES - 0.2)
        abort();
    g_free(pixels);
    g_free(bytes);
    picture_finish(&picture);
}

/* As anybody would call the two libraries. */
static void
alone(const struct picture_source *source)
{
    PIX *pix = pixCreateNoInit(source->width, source->height, 32);
    const uint8_t *pixel = source->bytes;
    for (int y = 0; y < source->height; y++) {
        l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        for (int x = 0; x < source->width; x++, pixel += 3)
            composeRGBPixel(pixel[0], pixel[1], pixel[2], &line[x]);
    }
    PIX *straight = pixDeskew(pix, 0); // its own threshold, search and turn
    l_uint8 *bytes = NULL;
    size_t size = 0;
    if (!straight || pixWriteMemJpeg(&bytes, &size, straight, 80, 0) != 0)
        abort();
    lept_free(bytes);
    pixDestroy(&straight);
    pixDestroy(&pix);
}

int
main(void)
{
    setMsgSeverity(L_SEVERITY_NONE);
    struct page page;
    page_draw(&page, PAGE_HOUSEHOLD, 300, DEGREES);
    page_add_noise(&page, 2, 1);
    struct picture_source source = {.format = "rgb24",
                                    .width = page.width,
                                    .height = page.height,
                                    .stride = page.width * 3,
                                    .dpi = page.dpi,
                                    .bytes = page.pixels,
                                    .size = page_size(&page)};
    double our_ms[ROUNDS], alone_ms[ROUNDS];
    ours(&source);
    alone(&source); // both once unmeasured: pages of memory, fonts of nobody
    for (int i = 0; i < ROUNDS; i++) {
        double begin = now_ms();
        ours(&source);
        our_ms[i] = now_ms() - begin;
        begin = now_ms();
        alone(&source);
        alone_ms[i] = now_ms() - begin;
    }
    page_finish(&page);
    double mine = median(our_ms), theirs = median(alone_ms), ratio = mine / theirs;
    printf("image  A4 300 dpi colour: checks, deskew, mark, JPEG, preview %4.1f ms\n",
           mine);
    printf("image  leptonica + libjpeg-turbo alone: deskew, JPEG      %6.1f ms\n",
           theirs);
    printf("image  ratio %.2f (goal <= %.1f) %s\n", ratio, GOAL_RATIO,
           ratio <= GOAL_RATIO ? "met" : "MISSED");
    return ratio <= GOAL_RATIO ? 0 : 1;
}
