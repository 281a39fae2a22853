// SPDX-License-Identifier: Apache-2.0
#include "jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

#include "picture.h"

/* Bytes of a colour pixel as leptonica's words lie in memory. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define PIX_COLOURS JCS_EXT_XBGR
#else
#define PIX_COLOURS JCS_EXT_RGBX
#endif

#define ROWS_AT_ONCE 16

/* libjpeg tells of an error by not returning. Everything that must be tidied up
 * afterwards stands here, not in locals that longjmp may lose. */
struct trap {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char message[JMSG_LENGTH_MAX];
    bool damaged; // data were missing or wrong and libjpeg invented some
};

static void
on_error(j_common_ptr info)
{
    struct trap *trap = (struct trap *)(void *)info->err;
    info->err->format_message(info, trap->message);
    longjmp(trap->back, 1);
}

/* Bytes behind the picture's end hurt nobody and cameras write them; all other warnings
 * mean that part of the page is invented. */
static void
on_message(j_common_ptr info, int level)
{
    struct trap *trap = (struct trap *)(void *)info->err;
    if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA && !trap->damaged) {
        trap->damaged = true;
        info->err->format_message(info, trap->message);
    }
}

static void
trap_init(struct trap *trap)
{
    memset(trap, 0, sizeof(*trap));
    jpeg_std_error(&trap->manager);
    trap->manager.error_exit = on_error;
    trap->manager.emit_message = on_message;
}

static void
read_header(struct jpeg_decompress_struct *info, const void *bytes, size_t size)
{
    jpeg_create_decompress(info);
    jpeg_mem_src(info, bytes, (unsigned long)size);
    jpeg_read_header(info, TRUE);
}

static int
density(const struct jpeg_decompress_struct *info)
{
    if (!info->saw_JFIF_marker || info->X_density <= 1)
        return 0;
    return info->density_unit == 1   ? info->X_density
           : info->density_unit == 2 ? (int)(info->X_density * 2.54 + 0.5)
                                     : 0;
}

/* libjpeg writes grey bytes in order; leptonica wants them in words of the host. */
static void
turn_grey_row(l_uint32 *line, l_int32 words)
{
    for (l_int32 i = 0; i < words; i++)
        line[i] = GUINT32_FROM_BE(line[i]);
}

static void
read_rows(struct jpeg_decompress_struct *info, PIX *pix)
{
    l_uint32 *data = pixGetData(pix);
    l_int32 words = pixGetWpl(pix);
    while (info->output_scanline < info->output_height) {
        JSAMPROW rows[ROWS_AT_ONCE];
        unsigned first = info->output_scanline;
        unsigned count = MIN(ROWS_AT_ONCE, info->output_height - first);
        for (unsigned i = 0; i < count; i++)
            rows[i] = (JSAMPROW)(data + (ptrdiff_t)(first + i) * words);
        jpeg_read_scanlines(info, rows, count);
    }
    if (pixGetDepth(pix) == 8 && G_BYTE_ORDER == G_LITTLE_ENDIAN)
        for (l_int32 y = 0; y < pixGetHeight(pix); y++)
            turn_grey_row(data + (ptrdiff_t)y * words, words);
}

PIX *
jpeg_decode(const void *bytes, size_t size, unsigned shrink, int *dpi_out, GError **error)
{
    struct jpeg_decompress_struct info = {0};
    struct trap trap;
    PIX *volatile pix = NULL;
    volatile int dpi = 0;
    trap_init(&trap);
    info.err = &trap.manager;
    if (setjmp(trap.back) == 0) {
        read_header(&info, bytes, size);
        if (!picture_size_fits(info.image_width, info.image_height, error))
            goto fail;
        bool grey = info.jpeg_color_space == JCS_GRAYSCALE;
        info.out_color_space = grey ? JCS_GRAYSCALE : PIX_COLOURS;
        info.scale_num = 1;
        info.scale_denom = shrink;
        dpi = density(&info) / (int)shrink;
        jpeg_start_decompress(&info);
        pix = pixCreate((l_int32)info.output_width, (l_int32)info.output_height,
                        grey ? 8 : 32);
        if (pix) {
            read_rows(&info, pix);
            jpeg_finish_decompress(&info);
        }
    }
    if (!pix || trap.message[0] != 0) {
        g_set_error(error, PICTURE_ERROR, 0, "The bytes are no whole JPEG file: %s",
                    trap.message);
        goto fail;
    }
    jpeg_destroy_decompress(&info);
    *dpi_out = dpi;
    return pix;

fail:;
    PIX *half = pix;
    pixDestroy(&half);
    jpeg_destroy_decompress(&info);
    return NULL;
}

bool
jpeg_size(const void *bytes, size_t size, int *width_out, int *height_out, GError **error)
{
    struct jpeg_decompress_struct info = {0};
    struct trap trap;
    volatile bool read = false;
    trap_init(&trap);
    info.err = &trap.manager;
    if (setjmp(trap.back) == 0) {
        read_header(&info, bytes, size);
        read = true;
    }
    if (!read)
        g_set_error(error, PICTURE_ERROR, 0, "The bytes are no JPEG file: %s",
                    trap.message);
    else if (!picture_size_fits(info.image_width, info.image_height, error))
        read = false;
    if (read) {
        *width_out = (int)info.image_width;
        *height_out = (int)info.image_height;
    }
    jpeg_destroy_decompress(&info);
    return read;
}

static void
write_rows(struct jpeg_compress_struct *info, PIX *pix, uint8_t *grey)
{
    l_uint32 *data = pixGetData(pix);
    l_int32 words = pixGetWpl(pix);
    while (info->next_scanline < info->image_height) {
        l_uint32 *line = data + (ptrdiff_t)info->next_scanline * words;
        JSAMPROW row = (JSAMPROW)line;
        for (l_int32 i = 0; grey && i < words; i++) {
            uint32_t word = GUINT32_TO_BE(line[i]);
            memcpy(grey + 4 * i, &word, 4);
        }
        if (grey)
            row = grey;
        jpeg_write_scanlines(info, &row, 1);
    }
}

static void
set_up(struct jpeg_compress_struct *info, PIX *pix, int dpi, int quality)
{
    bool grey = pixGetDepth(pix) == 8;
    info->image_width = (JDIMENSION)pixGetWidth(pix);
    info->image_height = (JDIMENSION)pixGetHeight(pix);
    info->input_components = grey ? 1 : 4;
    info->in_color_space = grey ? JCS_GRAYSCALE : PIX_COLOURS;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, quality, TRUE);
    if (dpi > 0) {
        info->density_unit = 1;
        info->X_density = info->Y_density = (UINT16)dpi;
    }
}

bool
jpeg_encode(PIX *pix, int dpi, int quality, void **bytes_out, size_t *size_out,
            GError **error)
{
    struct jpeg_compress_struct info = {0};
    struct trap trap;
    /* libjpeg rewrites both through pointers, so they live beyond the jump. */
    struct sink {
        unsigned char *bytes;
        unsigned long size;
        uint8_t *grey;
    } *sink = g_new0(struct sink, 1);
    volatile bool done = false;
    trap_init(&trap);
    info.err = &trap.manager;
    if (pixGetDepth(pix) == 8)
        sink->grey = g_malloc((size_t)pixGetWpl(pix) * 4);
    if (setjmp(trap.back) == 0) {
        jpeg_create_compress(&info);
        jpeg_mem_dest(&info, &sink->bytes, &sink->size);
        set_up(&info, pix, dpi, quality);
        jpeg_start_compress(&info, TRUE);
        write_rows(&info, pix, sink->grey);
        jpeg_finish_compress(&info);
        done = true;
    }
    jpeg_destroy_compress(&info);
    if (done) {
        *bytes_out = g_memdup2(sink->bytes, sink->size);
        *size_out = sink->size;
    } else {
        g_set_error(error, PICTURE_ERROR, 0, "The JPEG could not be made: %s",
                    trap.message);
    }
    free(sink->bytes); // libjpeg's own malloc
    g_free(sink->grey);
    g_free(sink);
    return done;
}
