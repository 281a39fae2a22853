// SPDX-License-Identifier: Apache-2.0
#include "pages.h"

#include <glib.h>
#include <unistd.h>
#include "base/blob.h"
#include <kiosk/protocol.h>

struct page {
    int handle;
    int jpeg_fd;           // owned
    struct blob_view view; // of the preview
    int width, height, stride;
};

struct pages {
    GPtrArray *list; // of struct page *
    int last_handle;
};

static void
page_free(gpointer item)
{
    struct page *page = item;
    blob_view_finish(&page->view);
    if (page->jpeg_fd >= 0)
        close(page->jpeg_fd);
    g_free(page);
}

struct pages *
pages_create(void)
{
    struct pages *pages = g_new0(struct pages, 1);
    pages->list = g_ptr_array_new_with_free_func(page_free);
    return pages;
}

void
pages_destroy(struct pages *pages)
{
    if (!pages)
        return;
    g_ptr_array_unref(pages->list);
    g_free(pages);
}

/* A driver may say what it likes: the pixels must lie inside the blob. */
static bool
fits(const struct page *page)
{
    return page->width > 0 && page->height > 0 && page->stride >= page->width * 4 &&
           page->stride % 4 == 0 &&
           (size_t)page->stride * (size_t)page->height <= page->view.size;
}

int
pages_add(struct pages *pages, int jpeg_fd, int preview_fd, int width, int height,
          int stride)
{
    struct page *page = g_new0(struct page, 1);
    *page = (struct page){
        .jpeg_fd = jpeg_fd, .width = width, .height = height, .stride = stride};
    bool good =
        (jpeg_fd < 0 || blob_check(jpeg_fd, PROTOCOL_BLOB_SIZE_MAX, NULL, NULL)) &&
        blob_view_init(&page->view, preview_fd, PROTOCOL_BLOB_SIZE_MAX, NULL) &&
        fits(page);
    close(preview_fd); // the mapping stays
    if (!good) {
        page_free(page);
        return 0;
    }
    page->handle = ++pages->last_handle;
    g_ptr_array_add(pages->list, page);
    return page->handle;
}

static struct page *
find(const struct pages *pages, int handle)
{
    for (guint i = 0; i < pages->list->len; i++) {
        struct page *page = pages->list->pdata[i];
        if (page->handle == handle)
            return page;
    }
    return NULL;
}

bool
pages_pixels(const struct pages *pages, int handle, struct page_pixels *pixels_out)
{
    const struct page *page = find(pages, handle);
    if (!page)
        return false;
    *pixels_out = (struct page_pixels){.bgra = page->view.bytes,
                                       .width = page->width,
                                       .height = page->height,
                                       .stride = page->stride};
    return true;
}

int
pages_jpeg(const struct pages *pages, int handle)
{
    const struct page *page = find(pages, handle);
    return page ? page->jpeg_fd : -1;
}

void
pages_drop(struct pages *pages, int handle)
{
    g_ptr_array_remove(pages->list, find(pages, handle));
}

void
pages_drop_all(struct pages *pages)
{
    g_ptr_array_set_size(pages->list, 0);
}
