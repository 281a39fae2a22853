// SPDX-License-Identifier: Apache-2.0
#include "turn.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define WHITE 0xffffff00u
#define ONE (1 << 16) // coordinates are in 1/65536 pixel

/* Red and blue of a pixel lie far enough apart to be weighted in one multiplication. */
static inline uint32_t
red_blue(l_uint32 pixel)
{
    return (pixel >> 8) & 0x00ff00ff;
}

static inline uint32_t
green(l_uint32 pixel)
{
    return (pixel >> 16) & 0xff;
}

/* The pixel between four, `x` and `y` in 1/16: the weights sum to 256. */
static inline l_uint32
blend(const l_uint32 *above, const l_uint32 *below, uint32_t x, uint32_t y)
{
    uint32_t w00 = (16 - x) * (16 - y), w01 = x * (16 - y), w10 = (16 - x) * y,
             w11 = x * y;
    uint32_t rb = red_blue(above[0]) * w00 + red_blue(above[1]) * w01 +
                  red_blue(below[0]) * w10 + red_blue(below[1]) * w11 + 0x00800080;
    uint32_t g = green(above[0]) * w00 + green(above[1]) * w01 + green(below[0]) * w10 +
                 green(below[1]) * w11 + 0x80;
    return (rb & 0xff00ff00) | ((g << 8) & 0x00ff0000);
}

/* One row of the turned page; (x, y) is where its first pixel comes from. */
static void
turn_row(l_uint32 *out, int count, PIX *pix, int64_t x, int64_t y, int64_t step_x,
         int64_t step_y)
{
    const l_uint32 *data = pixGetData(pix);
    int words = pixGetWpl(pix);
    int64_t width = (int64_t)(pixGetWidth(pix) - 1) * ONE;
    int64_t height = (int64_t)(pixGetHeight(pix) - 1) * ONE;
    for (int i = 0; i < count; i++, x += step_x, y += step_y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            out[i] = WHITE;
            continue;
        }
        const l_uint32 *above = data + (y >> 16) * words + (x >> 16);
        out[i] = blend(above, above + words, (uint32_t)(x >> 12) & 15,
                       (uint32_t)(y >> 12) & 15);
    }
}

static PIX *
turn_colour(PIX *pix, double radians, int width, int height)
{
    PIX *turned = pixCreateNoInit(width, height, 32);
    if (!turned)
        return NULL;
    double cosine = cos(radians), sine = sin(radians);
    double middle_x = pixGetWidth(pix) / 2.0, middle_y = pixGetHeight(pix) / 2.0;
    for (int row = 0; row < height; row++) {
        double left = -width / 2.0, down = row - height / 2.0;
        double x = middle_x + left * cosine + down * sine;
        double y = middle_y - left * sine + down * cosine;
        turn_row(pixGetData(turned) + (ptrdiff_t)row * pixGetWpl(turned), width, pix,
                 llround(x * ONE), llround(y * ONE), llround(cosine * ONE),
                 llround(-sine * ONE));
    }
    return turned;
}

PIX *
turn(PIX *pix, double radians, bool grow)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    if (pixGetDepth(pix) != 32)
        return pixRotate(pix, (l_float32)radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
                         grow ? width : 0, grow ? height : 0);
    double cosine = fabs(cos(radians)), sine = fabs(sin(radians));
    int wide = grow ? (int)ceil(width * cosine + height * sine) : width;
    int high = grow ? (int)ceil(width * sine + height * cosine) : height;
    return turn_colour(pix, radians, wide, high);
}
