// SPDX-License-Identifier: Apache-2.0
#include "event.h"

#include <glib.h>
#include <unistd.h>
#include "core/service.h"

struct event *
event_create(enum event_kind kind)
{
    struct event *event = g_new0(struct event, 1);
    event->kind = kind;
    event->jpeg_fd = event->preview_fd = event->photo_fd = -1;
    event->sound_fd = event->document_fd = -1;
    return event;
}

struct event *
event_tell(enum session_event_kind tells, int order)
{
    struct event *event = event_create(EVENT_TELL);
    event->tells = tells;
    event->order = order;
    return event;
}

static void
close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

void
event_destroy(struct event *event)
{
    if (!event)
        return;
    for (size_t i = 0; i < event->piece_count; i++)
        close_if_open(event->pieces[i].fd);
    g_free(event->pieces);
    close_if_open(event->jpeg_fd);
    close_if_open(event->preview_fd);
    close_if_open(event->photo_fd);
    close_if_open(event->sound_fd);
    close_if_open(event->document_fd);
    g_free(event->text);
    g_free(event->text2);
    g_free(event->text3);
    json_decref(event->json);
    g_free(event->receipt.code_data);
    catalogue_destroy(event->catalogue);
    g_free(event);
}

void
event_free(void *event)
{
    event_destroy(event);
}

void
event_add_piece(struct event *event, const char *name, int fd)
{
    g_assert(event->piece_count < EVENT_PIECES_MAX);
    event->pieces = g_renew(struct event_piece, event->pieces, event->piece_count + 1);
    struct event_piece *piece = &event->pieces[event->piece_count++];
    g_strlcpy(piece->name, name, sizeof piece->name);
    piece->fd = fd;
}
