// SPDX-License-Identifier: Apache-2.0
/* A number for a window that is open now: which one, and the number. */
#include "booking.h"

#include "base/json.h"
#include "builders.h"
#include "core/slip_queue.h"
#include "core/text.h"
#include "part.h"
#include <string.h>

#define WINDOWS_SHOWN 5 // at a time; the key to the others is one more

static int
waiting(const json_t *object)
{
    return (int)json_integer_value(json_object_get(object, "waiting"));
}

/* ---- which window ---- */

static void
add_open(const struct frame *frame, const json_t *queue, struct box box)
{
    const json_t *window = json_object_get(queue, "window");
    const char *which = json_text(window, "id", "");
    g_autofree char *id = g_strdup_printf("queue-%s", which);
    g_autofree char *before = slip_queue_before(waiting(queue));
    g_autofree char *detail = g_strdup_printf(
        "%s · %s", frame_texts(frame, json_object_get(window, "where")), before);
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
        .name = frame_texts(frame, json_object_get(window, "name")), .detail = detail,
        .icon = "confirmation_number", .icon_size = frame->assisted ? 120 : 96,
        .fill = COLOUR_EMBLEM_ZI, .step = frame->assisted ? TYPE_LARGE : TYPE_KEY,
        .detail_step = TYPE_CAPTION, .box = box,
        .send = {.action = SESSION_CHOOSE, .text = "queue", .text2 = which});
}

/* Open ones as tiles, in batches; gives the y below. */
static int
add_open_ones(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    const json_t *queues = json_object_get(session->booking.queues, "queues"), *queue;
    int height = frame->assisted ? 176 : 152, gap = 20, index = 0;
    int count = (int)session_queue_count_open(session);
    int most = count <= WINDOWS_SHOWN ? WINDOWS_SHOWN : WINDOWS_SHOWN - 1;
    int begin = session->part * most < count ? session->part * most : 0;
    size_t i;
    json_array_foreach (queues, i, queue) {
        if (!session_queue_is_open(queue))
            continue;
        if (index >= begin && index < begin + most) {
            add_open(frame, queue, (struct box){frame->left, y, frame->width, height});
            y += height + gap;
        }
        index++;
    }
    if (count <= WINDOWS_SHOWN)
        return y;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "more",
        .name = _("Other windows"), .icon = "more_horiz", .step = TYPE_KEY,
        .box = {frame->left, y, frame->width, height},
        .send = {.action = SESSION_PART,
                 .number = begin + most < count ? session->part + 1 : 0});
    return y + height + gap;
}

/* The window and when it opens. g_free. */
static char *
when_open(const struct frame *frame, const json_t *queue)
{
    const char *opens = json_text(queue, "opens", "");
    const char *name =
        frame_texts(frame, json_object_get(json_object_get(queue, "window"), "name"));
    if (strcmp(json_text(queue, "state", ""), "unknown") == 0)
        return text_format(N_("%s: the holidays are not announced, ask there"), name);
    return opens[0] == '\0' ? text_format(N_("%s: not any more today"), name)
                            : text_format(N_("%1$s: opens at %2$s"), name, opens);
}

/* Those that are closed, in rows, as far as there is room. */
static void
add_closed_ones(const struct frame *frame, int y, int limit)
{
    const json_t *queues = json_object_get(frame->session->booking.queues, "queues"),
                 *queue;
    int height = frame->assisted ? 120 : 92;
    size_t i;
    json_array_foreach (queues, i, queue) {
        if (session_queue_is_open(queue) || y + height > limit)
            continue;
        g_autofree char *when = when_open(frame, queue);
        y = frame_row(frame, y, "schedule", COLOUR_ZHE_MARK, _("Not open"), when);
    }
}

void
queue_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    bool told = session->booking.queues != NULL;
    bool none = told && session_queue_count_open(session) == 0;
    int keys = frame_keys_top(&frame);
    int y =
        frame_title(&frame, frame.top + (frame.assisted ? 24 : 40),
                    none ? _("No window is open now") : _("At which window?"),
                    none || frame.assisted
                        ? NULL
                        : _("One touch: your number is printed, and you are called."));
    if (none) {
        struct strip strip = {.tone = STRIP_NOTICE,
                              .id = "closed",
                              .icon = "schedule",
                              .text = _("There are no numbers while windows are closed"),
                              .detail = _("Book a time instead: you need not queue.")};
        y = frame_strip(&frame, y, &strip) + 16;
    }
    if (!told && session->ask_order != 0) {
        part_waiting(&frame, y, frame.bottom, _("Asking the office"));
        return;
    }
    if (session->ask_order != 0 || (!none && session->booking.problem[0] != '\0'))
        y = booking_state(&frame, y);
    y = add_open_ones(&frame, y);
    add_closed_ones(&frame, y, keys - 16);
    struct widget book = {.id = "book",
                          .name = _("Book a time instead"),
                          .icon = "event_available",
                          sends(SESSION_BACK)};
    book.kind = WIDGET_KEY;
    book.role = ROLE_BUTTON;
    book.step = TYPE_KEY;
    book.box = (struct box){frame.left, keys, frame.width, frame_key_height(&frame)};
    if (none)
        frame_primary(&frame, &book);
    else if (told)
        view_add(view, &book);
}

/* ---- the number ---- */

static int
add_number(const struct frame *frame, int y)
{
    const json_t *ticket = frame->session->booking.ticket;
    const json_t *window = json_object_get(ticket, "window");
    const char *number = json_text(ticket, "number", "");
    g_autofree char *where =
        g_strdup_printf("%s · %s", frame_texts(frame, json_object_get(window, "name")),
                        frame_texts(frame, json_object_get(window, "where")));
    int pad = 32, line = frame->assisted ? 220 : 200;
    int width = frame->width - 2 * pad, x = frame->left + pad;
    int text = view_text_height(frame->view, where, TYPE_BODY, true, width);
    int height = line + text + 2 * pad;
    add(frame->view, .kind = WIDGET_PANEL, .role = ROLE_STATUS, .id = "ticket",
        .name = number, .value = number, .detail = where, .fill = COLOUR_CARD,
        .edge = COLOUR_INK, .bordered = true, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(frame->view, .kind = WIDGET_LABEL, .name = number, .step = TYPE_FIGURE,
        .bold = true, .colour = COLOUR_INK, .box = {x, y + pad, width, line});
    add(frame->view, .kind = WIDGET_TEXT, .name = where, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad + line, width, text});
    return y + height;
}

void
queue_done_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const json_t *ticket = frame.session->booking.ticket;
    const char *until = json_text(ticket, "until", "");
    g_autofree char *before = slip_queue_before(waiting(ticket));
    struct verdict verdict = {
        .tone = STRIP_GOOD,
        .icon = "check_circle",
        .title = _("You have a number"),
        .detail = _("Come when it is called; it holds today only."),
        .height = frame.assisted ? 200 : 190,
    };
    int paper = frame.assisted ? 210 : 250, keys = frame_keys_top(&frame);
    int y = frame_verdict(&frame, frame.top, &verdict) + 24;
    y = add_number(&frame, y) + 16;
    y = frame_row(&frame, y, "groups", COLOUR_QING_MARK, _("Queue"), before);
    if (until[0] != '\0')
        y = frame_row(&frame, y, "schedule", COLOUR_QING_MARK, _("Open today till"),
                      until);
    part_paper(&frame, keys - paper - 20, paper);
    struct widget finish = {.id = "finish",
                            .name = _("I have everything, finish"),
                            .step = TYPE_LARGE,
                            sends(SESSION_END)};
    frame_primary(&frame, &finish);
}
