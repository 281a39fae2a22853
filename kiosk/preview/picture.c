// SPDX-License-Identifier: Apache-2.0
#include "picture.h"

#define HEADER 54

static void
put(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

bool
picture_save(const char *path, const uint32_t *pixels, int width, int height,
             GError **error)
{
    size_t row = ((size_t)width * 3 + 3) / 4 * 4, size = HEADER + row * (size_t)height;
    g_autofree uint8_t *file = g_malloc0(size);
    file[0] = 'B';
    file[1] = 'M';
    put(file + 2, (uint32_t)size);
    put(file + 10, HEADER);
    put(file + 14, 40);
    put(file + 18, (uint32_t)width);
    put(file + 22, (uint32_t)-height); // rows from the top
    put(file + 26, 1 | 24u << 16);     // one plane, 24 bits
    for (int y = 0; y < height; y++) {
        uint8_t *at = file + HEADER + row * (size_t)y;
        for (int x = 0; x < width; x++, at += 3) {
            uint32_t pixel = pixels[(size_t)y * (size_t)width + (size_t)x];
            at[0] = (uint8_t)pixel;
            at[1] = (uint8_t)(pixel >> 8);
            at[2] = (uint8_t)(pixel >> 16);
        }
    }
    return g_file_set_contents(path, (const char *)file, (gssize)size, error);
}
