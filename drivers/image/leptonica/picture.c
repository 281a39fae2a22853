// SPDX-License-Identifier: Apache-2.0
#include "picture.h"

#include <string.h>

#include "jpeg.h"

bool
picture_size_fits(unsigned width, unsigned height, GError **error)
{
    if (width < PICTURE_SIDE_MIN || height < PICTURE_SIDE_MIN) {
        g_set_error(error, PICTURE_ERROR, 0, "%u x %u pixels are too few for a page",
                    width, height);
        return false;
    }
    if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
        (size_t)width * height > PICTURE_PIXELS_MAX) {
        g_set_error(error, PICTURE_ERROR, 0, "%u x %u pixels are too many for a page",
                    width, height);
        return false;
    }
    return true;
}

static PIX *
create(unsigned width, unsigned height, int depth, GError **error)
{
    PIX *pix = pixCreateNoInit((l_int32)width, (l_int32)height, depth);
    if (!pix)
        g_set_error(error, PICTURE_ERROR, 0, "No memory for %u x %u pixels", width,
                    height);
    return pix;
}

/* leptonica keeps a pixel as red << 24 | green << 16 | blue << 8. */
static void
copy_rgb_row(l_uint32 *line, const uint8_t *row, int width)
{
    for (int x = 0; x < width; x++, row += 3)
        line[x] = (l_uint32)row[0] << 24 | (l_uint32)row[1] << 16 | (l_uint32)row[2] << 8;
}

/* ... and grey bytes in words of the host, so that byte 0 is the last one here. */
static void
copy_grey_row(l_uint32 *line, const uint8_t *row, int width)
{
    int whole = width / 4;
    for (int i = 0; i < whole; i++) {
        uint32_t word;
        memcpy(&word, row + 4 * i, 4);
        line[i] = GUINT32_FROM_BE(word);
    }
    for (int x = whole * 4; x < width; x++)
        SET_DATA_BYTE(line, x, row[x]);
}

static PIX *
decode_rows(const struct picture_source *source, int channels, GError **error)
{
    if (!picture_size_fits((unsigned)MAX(source->width, 0),
                           (unsigned)MAX(source->height, 0), error))
        return NULL;
    size_t row = (size_t)source->width * (size_t)channels;
    size_t stride = source->stride > 0 ? (size_t)source->stride : row;
    if (stride < row || source->size < stride * (size_t)(source->height - 1) + row) {
        g_set_error(error, PICTURE_ERROR, 0,
                    "%" G_GSIZE_FORMAT " bytes are too few for %d x %d pixels",
                    source->size, source->width, source->height);
        return NULL;
    }
    PIX *pix = create((unsigned)source->width, (unsigned)source->height,
                      channels == 3 ? 32 : 8, error);
    if (!pix)
        return NULL;
    l_uint32 *data = pixGetData(pix);
    l_int32 words = pixGetWpl(pix);
    const uint8_t *bytes = source->bytes;
    for (int y = 0; y < source->height; y++)
        (channels == 3 ? copy_rgb_row : copy_grey_row)(
            data + (ptrdiff_t)y * words, bytes + (size_t)y * stride, source->width);
    return pix;
}

/* Whatever a PNG holds becomes 8-bit grey or 32-bit colour. */
static PIX *
settle(PIX *pix)
{
    PIX *plain = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
    pixDestroy(&pix);
    if (!plain)
        return NULL;
    l_int32 depth = pixGetDepth(plain);
    PIX *settled = depth == 8 || depth == 32 ? pixClone(plain) : pixConvertTo8(plain, 0);
    pixDestroy(&plain);
    return settled;
}

static PIX *
decode_png(const struct picture_source *source, int *dpi_out, GError **error)
{
    static const uint8_t end[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
    l_int32 width = 0, height = 0;
    const uint8_t *bytes = source->bytes;
    // The size is asked first: a few bytes of PNG can claim gigabytes of pixels.
    if (source->size < 64 ||
        readHeaderMemPng(bytes, source->size, &width, &height, NULL, NULL, NULL) != 0 ||
        memcmp(bytes + source->size - sizeof(end), end, sizeof(end)) != 0) {
        g_set_error(error, PICTURE_ERROR, 0, "The bytes are no whole PNG file");
        return NULL;
    }
    if (!picture_size_fits((unsigned)MAX(width, 0), (unsigned)MAX(height, 0), error))
        return NULL;
    PIX *pix = pixReadMemPng(bytes, source->size);
    if (pix)
        *dpi_out = pixGetXRes(pix);
    if (pix)
        pix = settle(pix);
    if (!pix)
        g_set_error(error, PICTURE_ERROR, 0, "The PNG file is damaged");
    return pix;
}

bool
picture_decode(struct picture *picture, const struct picture_source *source,
               GError **error)
{
    int dpi = 0;
    PIX *pix = NULL;
    if (strcmp(source->format, "rgb24") == 0)
        pix = decode_rows(source, 3, error);
    else if (strcmp(source->format, "gray8") == 0)
        pix = decode_rows(source, 1, error);
    else if (strcmp(source->format, "jpeg") == 0)
        pix = jpeg_decode(source->bytes, source->size, 1, &dpi, error);
    else if (strcmp(source->format, "png") == 0)
        pix = decode_png(source, &dpi, error);
    else
        g_set_error(error, PICTURE_ERROR, 0, "The format is unknown");
    if (!pix)
        return false;
    *picture = (struct picture){.pix = pix, .dpi = source->dpi > 0 ? source->dpi : dpi};
    return true;
}

void
picture_finish(struct picture *picture)
{
    if (!picture)
        return;
    pixDestroy(&picture->pix);
    *picture = (struct picture){0};
}
