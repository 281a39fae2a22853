// SPDX-License-Identifier: Apache-2.0
/* What the other threads told, handed to the session. */
#include "terminal_private.h"

#include <string.h>
#include <unistd.h>

#include "base/diag.h"

/* The pixels stay here; the session only learns their handle. */
static void
add_page(struct terminal *terminal, struct event *event, struct session_event *told)
{
    int handle = pages_add(terminal->pages, event->jpeg_fd, event->preview_fd,
                           event->width, event->height, event->stride);
    event->jpeg_fd = event->preview_fd = -1;
    if (handle == 0) {
        told->kind = SESSION_SCAN_FAILED;
        told->text = "protocolError";
        return;
    }
    told->page = (struct session_page){.handle = handle,
                                       .width = event->width,
                                       .height = event->height,
                                       .jpeg_width = event->jpeg_width,
                                       .jpeg_height = event->jpeg_height,
                                       .glare = event->glare,
                                       .dark = event->dark,
                                       .cropped = event->cropped,
                                       .turned = event->turned};
    g_strlcpy(told->page.verdict, event->verdict, sizeof told->page.verdict);
}

/* The photo of a card that nobody asked for any more is dropped with its event. */
static void
keep_photo(struct terminal *terminal, struct event *event)
{
    if (event->order != terminal->session.card_order)
        return;
    if (terminal->photo_fd >= 0)
        close(terminal->photo_fd);
    terminal->photo_fd = event->photo_fd;
    event->photo_fd = -1;
}

/* Deliveries go on for days; only that of this visit is news for its screen. */
static bool
concerns_visit(const struct terminal *terminal, const struct event *event)
{
    return terminal->session.stored &&
           strcmp(event->case_id, terminal->session.receipt.case_id) == 0;
}

static void
tell(struct terminal *terminal, struct event *event)
{
    struct session_event told = {.kind = event->tells,
                                 .order = event->order,
                                 .number = event->number,
                                 .number2 = event->number2,
                                 .text = event->text,
                                 .text2 = event->text2,
                                 .json = event->json,
                                 .receipt = &event->receipt,
                                 .device = &event->device};
    if (event->tells == SESSION_PAGE_READY)
        add_page(terminal, event, &told);
    else if (event->tells == SESSION_COPY_MADE)
        terminal_keep_copy(terminal, event, &told);
    else if (event->tells == SESSION_CARD_READ)
        keep_photo(terminal, event);
    else if (event->tells == SESSION_SCAN_FRAME || event->tells == SESSION_DRAWN)
        terminal_result_drawn(terminal, event, &told);
    else if (event->tells == SESSION_ANSWERED)
        terminal_result_keep(terminal, event);
    if (event->tells == SESSION_DELIVERY || event->tells == SESSION_REFUSED) {
        if (!concerns_visit(terminal, event))
            return;
        told.order = terminal->session.submit_order;
    }
    terminal_handle(terminal, &told);
    if (event->tells == SESSION_CARD_READ && terminal->session.card == NULL &&
        strcmp(terminal->session.card_cause, "cardRejected") == 0)
        diag_warn("card: the number on the card cannot be right; the card is not taken");
}

static void
take_catalogue(struct terminal *terminal, struct event *event)
{
    if (!event->catalogue)
        return;
    catalogue_destroy(terminal->next_catalogue);
    terminal->next_catalogue = event->catalogue;
    event->catalogue = NULL;
    // It takes its place with the next event, when nobody is in the middle of a visit.
    terminal_handle(terminal, &(struct session_event){.kind = SESSION_TICK});
}

void
terminal_take(struct terminal *terminal, struct event *event)
{
    switch (event->kind) {
    case EVENT_TELL:
        tell(terminal, event);
        break;
    case EVENT_CATALOGUE:
        take_catalogue(terminal, event);
        break;
    case EVENT_KEY:
        terminal_key(terminal, event->text, event->number != 0);
        break;
    case EVENT_CONTACT:
        terminal_contact(terminal, event->text, event->text2);
        break;
    case EVENT_SPOKEN:
        terminal_take_sound(terminal, event);
        break;
    case EVENT_SAMPLE_DECODED:
        terminal_take_sample(terminal, event);
        break;
    case EVENT_DRAFT_LOST:
        terminal->session.draft_lost = true;
        terminal->changed = true;
        break;
    case EVENT_STOP:
        terminal->stop = true;
        break;
    default:
        g_assert_not_reached();
    }
}
