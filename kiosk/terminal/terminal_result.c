// SPDX-License-Identifier: Apache-2.0
/* The result that is taken in this visit: its bytes stay in one sealed memfd, from the office to
 * the printer. */
#include "terminal_private.h"

#include <fcntl.h>
#include <unistd.h>

/* As large as the preview of a result is on the page, and readable. */
#define VIEW_WIDTH 720
#define VIEW_HEIGHT 1020
/* As large as a page is alone on the screen. */
#define VIEW_LARGE_WIDTH 1000
#define VIEW_LARGE_HEIGHT 1400

void
terminal_result_forget(struct terminal *terminal)
{
    if (terminal->result_fd >= 0)
        close(terminal->result_fd);
    terminal->result_fd = -1;
}

/* A document that nobody asked for any more goes with its event. */
void
terminal_result_keep(struct terminal *terminal, struct event *event)
{
    if (event->document_fd < 0 || event->order != terminal->session.ask_order)
        return;
    terminal_result_forget(terminal);
    terminal->result_fd = event->document_fd;
    event->document_fd = -1;
}

/* The pixels stay here; the session only learns their handle. */
void
terminal_result_drawn(struct terminal *terminal, struct event *event,
                      struct session_event *told)
{
    if (event->preview_fd < 0)
        return;
    told->page.handle = pages_add(terminal->pages, -1, event->preview_fd, event->width,
                                  event->height, event->stride);
    told->page.width = event->width;
    told->page.height = event->height;
    event->preview_fd = -1;
}

static struct event *
with_document(const struct terminal *terminal, enum event_kind kind, int order)
{
    struct event *event = event_create(kind);
    event->order = order;
    event->document_fd = fcntl(terminal->result_fd, F_DUPFD_CLOEXEC, 3);
    return event;
}

void
terminal_view(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = with_document(terminal, EVENT_VIEW, effect->order);
    event->number = effect->number;
    bool large = effect->text[0] != '\0';
    event->width = large ? VIEW_LARGE_WIDTH : VIEW_WIDTH;
    event->height = large ? VIEW_LARGE_HEIGHT : VIEW_HEIGHT;
    worker_put(terminal->worker, event);
}

static void
name_result(const struct terminal *terminal, struct event *event)
{
    const struct session_progress *progress = &terminal->session.progress;
    const char *case_id = json_string_value(json_object_get(progress->told, "case_id"));
    g_strlcpy(event->case_id, case_id ? case_id : "", sizeof event->case_id);
    event->text = g_strdup_printf("result-%d", progress->result);
}

void
terminal_print_result(struct terminal *terminal, const struct effect *effect)
{
    const struct session_progress *progress = &terminal->session.progress;
    struct event *event = with_document(terminal, EVENT_PRINT, effect->order);
    name_result(terminal, event);
    event->number = progress->pages;
    event->number2 = effect->number;
    event->width = progress->missing;
    worker_put(terminal->worker, event);
}

void
terminal_printed_before(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_PRINTED_BEFORE);
    event->order = effect->order;
    name_result(terminal, event);
    outbox_put(terminal->outbox, event);
}
