// SPDX-License-Identifier: Apache-2.0
/* The copy of a card: its sheet is one sealed memfd in the place of a result. */
#include "terminal_private.h"

#include <fcntl.h>
#include "base/clock.h"

#define SHEET_WIDTH 720
#define SHEET_HEIGHT 1020

/* Said below the sides: which paper this is, and that nobody has compared it. */
static char *
caption(const struct terminal *terminal)
{
    struct clock_date today = clock_date(clock_real_ms());
    return g_strdup_printf("身份证复印件 %d年%d月%d日复印于%s号自助机，未与原件核对",
                           today.year, today.month, today.day,
                           terminal->session.terminal);
}

void
terminal_make_copy(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_BIND);
    event->order = effect->order;
    event->width = SHEET_WIDTH;
    event->height = SHEET_HEIGHT;
    event->text = caption(terminal);
    char mark[256];
    struct clock_date today = clock_date(clock_real_ms());
    copy_purpose_mark(terminal->session.copy.purpose, &today, mark);
    event->text3 = g_strdup(mark);
    for (int i = 0; i < 2; i++) {
        int fd = pages_jpeg(terminal->pages, terminal->session.copy.sides[i]);
        event_add_piece(event, i == 0 ? "front" : "back", fcntl(fd, F_DUPFD_CLOEXEC, 3));
    }
    worker_put(terminal->worker, event);
}

/* A sheet that nobody asked for any more goes with its event. */
void
terminal_keep_copy(struct terminal *terminal, struct event *event,
                   struct session_event *told)
{
    if (event->document_fd < 0 || event->order != terminal->session.copy.order)
        return;
    terminal_result_forget(terminal);
    terminal->result_fd = event->document_fd;
    event->document_fd = -1;
    terminal_result_drawn(terminal, event, told);
}

void
terminal_print_copy(struct terminal *terminal, const struct effect *effect)
{
    struct event *event = event_create(EVENT_PRINT);
    event->order = effect->order;
    event->number = 1;
    event->document_fd = fcntl(terminal->result_fd, F_DUPFD_CLOEXEC, 3);
    g_strlcpy(event->case_id, "copy", sizeof event->case_id);
    worker_put(terminal->worker, event);
}
