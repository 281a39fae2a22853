// SPDX-License-Identifier: Apache-2.0
/* Pages and the live picture, on the scanner that the session uses now. */
#include "terminal_private.h"

#include <fcntl.h>
#include <string.h>

/* A page as it is shown while scanning: large enough to see whether it can be read. */
#define PREVIEW_WIDTH 720
#define PREVIEW_HEIGHT 1020
/* As large as the stage where pages are shown, and no larger: twelve of them come a second. */
#define LIVE_WIDTH 960
#define LIVE_HEIGHT 592

static struct event *
create(const struct terminal *terminal, enum event_kind kind, int order)
{
    const struct session_device *scanner = session_device(&terminal->session, "scanner");
    struct event *event = event_create(kind);
    event->order = order;
    event->text3 = scanner == NULL ? NULL : g_strdup(scanner->name);
    return event;
}

void
terminal_scan(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = create(terminal, EVENT_SCAN_PAGE, effect->order);
    event->width = PREVIEW_WIDTH;
    event->height = PREVIEW_HEIGHT;
    if (terminal->session.screen == SCREEN_COPY) {
        event->text2 = g_strdup("card"); // its mark stands below both sides
    } else {
        char mark[256];
        session_scan_mark(&terminal->session, mark);
        event->text = *mark != '\0' ? g_strdup(mark) : NULL;
    }
    worker_put(terminal->worker, event);
}

static const struct session_page *
find_page(const struct session *session, int handle)
{
    const struct session_material *given = &session->materials[session->material_index];
    for (size_t i = 0; i < given->page_count; i++)
        if (given->pages[i].handle == handle)
            return &given->pages[i];
    return NULL;
}

void
terminal_turn(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = create(terminal, EVENT_TURN_PAGE, effect->order);
    const struct session_page *page = find_page(&terminal->session, effect->page);
    event->number = effect->number;
    if (page != NULL) {
        event->jpeg_fd =
            fcntl(pages_jpeg(terminal->pages, page->handle), F_DUPFD_CLOEXEC, 3);
        event->jpeg_width = page->jpeg_width;
        event->jpeg_height = page->jpeg_height;
        event->width = PREVIEW_WIDTH;
        event->height = PREVIEW_HEIGHT;
    }
    worker_put(terminal->worker, event);
}

void
terminal_scan_cancel(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    worker_put(terminal->worker, event_create(EVENT_CANCEL_SCAN));
}

void
terminal_live(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = create(terminal, EVENT_LIVE, effect->order);
    event->width = LIVE_WIDTH;
    event->height = LIVE_HEIGHT;
    worker_put(terminal->worker, event);
}

void
terminal_live_end(struct terminal *terminal, const struct effect *effect)
{
    (void)effect;
    worker_put(terminal->worker, event_create(EVENT_END_LIVE));
}
