// SPDX-License-Identifier: Apache-2.0
/* Samples (范本) that are JPEG or PNG: decoded by the driver of class image, like all pictures
 * from outside. */
#include "terminal_private.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "base/blob.h"

static void
ask(const char *key, const char *path, int width, int height, void *context)
{
    struct terminal *terminal = context;
    struct event *event = event_create(EVENT_SAMPLE);
    event->text = g_strdup(key);
    event->text2 = g_strdup(path);
    event->width = width;
    event->height = height;
    worker_put(terminal->worker, event);
}

void
terminal_samples_begin(struct terminal *terminal)
{
    pictures_ask_by(terminal->pictures, ask, terminal);
}

static bool
fits(const struct event *event, size_t size)
{
    return event->width > 0 && event->height > 0 && event->stride >= event->width * 4 &&
           (size_t)event->stride * (size_t)event->height <= size;
}

void
terminal_take_sample(struct terminal *terminal, const struct event *event)
{
    struct blob_view view = {0};
    bool good = event->preview_fd >= 0 &&
                blob_view_init(&view, event->preview_fd, PROTOCOL_BLOB_SIZE_MAX, NULL) &&
                fits(event, view.size);
    // A driver that starts anew is asked again when the picture is drawn the next time.
    if (!good && event->number == 0) {
        pictures_ask_again(terminal->pictures);
        return;
    }
    pictures_give(terminal->pictures, event->text, good ? view.bytes : NULL, event->width,
                  event->height, event->stride);
    blob_view_finish(&view);
    view_expose(terminal->view);
    terminal->changed = true;
}
