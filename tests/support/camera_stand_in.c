// SPDX-License-Identifier: Apache-2.0
#include "camera_stand_in.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <jpeglib.h>
#include "child.h"

static char *
path_of(const struct camera_stand_in *stand_in, int index, const char *name)
{
    return g_strdup_printf("%s/video%d/%s", stand_in->folder, index, name);
}

void
camera_stand_in_start(struct camera_stand_in *stand_in)
{
    stand_in->folder = g_dir_make_tmp("kiosk-video-XXXXXX", NULL);
    for (int i = 0; i < 2; i++) {
        g_autofree char *folder = path_of(stand_in, i, "");
        g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    }
}

void
camera_stand_in_stop(struct camera_stand_in *stand_in)
{
    for (int i = 0; i < 2; i++) {
        g_autofree char *folder = path_of(stand_in, i, "");
        GDir *dir = g_dir_open(folder, 0, NULL);
        const char *name;
        while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            g_unlink(path);
        }
        if (dir != NULL)
            g_dir_close(dir);
        g_rmdir(folder);
    }
    g_rmdir(stand_in->folder);
    g_free(stand_in->folder);
}

void
camera_stand_in_jpeg(const struct page *page, int quality, uint8_t **bytes_out,
                     size_t *size_out)
{
    struct jpeg_compress_struct info = {0};
    struct jpeg_error_mgr manager;
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = (unsigned)page->width;
    info.image_height = (unsigned)page->height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = page->pixels + (size_t)info.next_scanline * info.image_width * 3;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *bytes_out = g_memdup2(bytes, size);
    *size_out = size;
    free(bytes);
}

/* BT.601, luma 16 to 235. */
static uint8_t *
make_yuyv(const struct page *page, size_t *size_out)
{
    *size_out = (size_t)page->width * (size_t)page->height * 2;
    uint8_t *bytes = g_malloc(*size_out), *out = bytes;
    for (const uint8_t *rgb = page->pixels; out < bytes + *size_out; rgb += 6, out += 4) {
        for (int i = 0; i < 2; i++) {
            const uint8_t *at = rgb + 3 * i;
            out[2 * i] = (uint8_t)(16 + (66 * at[0] + 129 * at[1] + 25 * at[2]) / 256);
        }
        out[1] = (uint8_t)(128 + (-38 * rgb[0] - 74 * rgb[1] + 112 * rgb[2]) / 256);
        out[3] = (uint8_t)(128 + (112 * rgb[0] - 94 * rgb[1] - 18 * rgb[2]) / 256);
    }
    return bytes;
}

void
camera_stand_in_show(const struct camera_stand_in *stand_in, int index,
                     const char *fourcc, const struct page *page)
{
    static int serial;
    g_autofree uint8_t *bytes = NULL;
    size_t size = 0;
    if (strcmp(fourcc, "MJPG") == 0)
        camera_stand_in_jpeg(page, 90, &bytes, &size);
    else
        bytes = make_yuyv(page, &size);
    g_autofree char *name = g_strdup_printf("picture-%d", ++serial);
    g_autofree char *path = path_of(stand_in, index, name);
    g_assert_true(g_file_set_contents(path, (const char *)bytes, (gssize)size, NULL));
    g_autofree char *modes = path_of(stand_in, index, "modes");
    FILE *file = fopen(modes, "ae");
    g_assert_nonnull(file);
    fprintf(file, "%s %d %d %s\n", fourcc, page->width, page->height, name);
    fclose(file);
}

void
camera_stand_in_clear(const struct camera_stand_in *stand_in, int index)
{
    g_autofree char *modes = path_of(stand_in, index, "modes");
    g_unlink(modes);
}

void
camera_stand_in_fault(const struct camera_stand_in *stand_in, int index,
                      const char *fault)
{
    g_autofree char *path = path_of(stand_in, index, "fault");
    if (fault == NULL)
        g_unlink(path);
    else
        g_assert_true(g_file_set_contents(path, fault, -1, NULL));
}

char *
camera_stand_in_log(const struct camera_stand_in *stand_in, int index)
{
    g_autofree char *path = path_of(stand_in, index, "log");
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : g_strdup("");
}

void
camera_stand_in_begin(const struct camera_stand_in *stand_in)
{
    g_autofree char *library = child_built("lib/preload/video.so");
    g_setenv("KIOSK_VIDEO", stand_in->folder, true);
    g_setenv("LD_PRELOAD", library, true);
#ifdef __SANITIZE_ADDRESS__
    // The sanitizer wants to be the first library; the stand-in has none of its own.
    g_setenv("ASAN_OPTIONS", "verify_asan_link_order=0", true);
#endif
}

void
camera_stand_in_end(void)
{
    g_unsetenv("LD_PRELOAD");
    g_unsetenv("KIOSK_VIDEO");
#ifdef __SANITIZE_ADDRESS__
    g_unsetenv("ASAN_OPTIONS");
#endif
}
