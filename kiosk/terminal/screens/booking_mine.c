// SPDX-License-Identifier: Apache-2.0
/* Booking: what is booked already: another time, or not coming; and typing where there is no
 * card. */
#include "booking.h"

#include "base/json.h"
#include "builders.h"
#include "core/receipt.h"
#include "core/slip_booking.h"
#include "core/text.h"
#include "pad.h"
#include "part.h"
#include <string.h>

/* ---- what is booked ---- */

static void
add_way(const struct frame *frame, const char *what, const char *name, const char *icon,
        size_t index, const char *number, struct box box)
{
    g_autofree char *id = g_strdup_printf("%s-%zu", what, index + 1);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id, .name = name,
        .icon = icon, .step = TYPE_KEY, .box = box,
        .disabled = frame->session->ask_order != 0,
        .send = {.action = SESSION_CHOOSE, .text = what, .text2 = number});
}

static void
add_mine(struct flow *flow, size_t index, const json_t *booking)
{
    const struct frame *frame = flow->frame;
    const json_t *slot = json_object_get(booking, "slot");
    const json_t *service = json_object_get(booking, "service_name");
    const json_t *window = json_object_get(booking, "window");
    g_autofree char *day = slip_booking_day(slot), *hours = slip_booking_hours(slot);
    g_autofree char *when = g_strdup_printf("%s %s", day, hours);
    g_autofree char *what =
        g_strdup_printf("%s%s%s", service == NULL ? "" : frame_texts(frame, service),
                        service == NULL ? "" : " · ",
                        frame_texts(frame, json_object_get(window, "name")));
    int line = frame->assisted ? 84 : 68, small = frame->assisted ? 70 : 54;
    int key = frame->assisted ? 140 : 120, pad = 24, gap = frame->theme->gutter, y;
    int height = line + small + key + 3 * pad;
    if (!flow_take(flow, height + 24, &y))
        return;
    int x = frame->left + pad, width = frame->width - 2 * pad;
    int half = (width - gap) / 2, keys_y = y + pad + line + small + pad / 2;
    const char *number = json_text(booking, "booking_number", "");
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_HAIR,
        .bordered = true, .radius = 16, .box = {frame->left, y, frame->width, height});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = when,
        .step = frame->assisted ? TYPE_KEY : TYPE_LARGE, .bold = true,
        .colour = COLOUR_INK, .box = {x, y + pad / 2, width, line});
    add(frame->view, .kind = WIDGET_LABEL, .name = what, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, y + pad / 2 + line, width, small});
    add_way(frame, "change", _("Another time"), "edit_calendar", index, number,
            (struct box){x, keys_y, half, key});
    add_way(frame, "cancel", _("Not coming"), "event_busy", index, number,
            (struct box){x + half + gap, keys_y, half, key});
}

void
booking_mine_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const json_t *mine = frame.session->booking.mine;
    size_t i;
    json_t *one;
    int y = frame_title(&frame, frame.top + (frame.assisted ? 20 : 40),
                        _("What you have booked"), NULL);
    y = booking_state(&frame, y);
    struct flow flow = flow_begin(&frame, y);
    json_array_foreach (mine, i, one)
        add_mine(&flow, i, one);
    struct widget finish = {
        .id = "finish", .name = _("Done, finish"), sends(SESSION_END)};
    flow_end(&flow, &finish, NULL);
}

void
booking_cancel_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const json_t *booking = frame.session->booking.moving;
    const json_t *service = json_object_get(booking, "service_name");
    bool busy = frame.session->ask_order != 0;
    int y = frame_title(&frame, frame.top + (frame.assisted ? 20 : 40),
                        _("Will you not come?"),
                        _("The place then goes to somebody else."));
    y = booking_card(&frame, y + 8, json_object_get(booking, "slot"),
                     json_object_get(booking, "window"),
                     service == NULL ? NULL : frame_texts(&frame, service)) +
        20;
    if (busy)
        booking_state(&frame, y);
    struct widget keep = {
        .id = "keep", .name = _("I will come"), .disabled = busy, sends(SESSION_BACK)};
    struct widget cancel = {.id = "cancel",
                            .name = busy ? _("Asking the office")
                                         : _("Not coming, give it back"),
                            .disabled = busy,
                            sends(SESSION_NEXT)};
    booking_keys(&frame, &keep, &cancel);
}

/* ---- typing ---- */

/* "0001 261121 50" of digits that are not all there yet. */
static char *
group_number(const char *text)
{
    static const int ends[] = {4, 10, 14};
    GString *grouped = g_string_new(NULL);
    for (int i = 0; text[i] != '\0'; i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(ends); k++)
            if (i == ends[k])
                g_string_append_c(grouped, ' ');
        g_string_append_c(grouped, text[i]);
    }
    return g_string_free(grouped, FALSE);
}

static int
add_field(const struct frame *frame, int y, const char *id, const char *label,
          const char *value)
{
    g_autofree char *own = g_strdup_printf("field-%s", id);
    bool now = strcmp(frame->session->focus, id) == 0;
    int label_height = frame->assisted ? 120 : 52, height = frame->assisted ? 120 : 96;
    // Large letters: the label stands beside its field, for the pad is high.
    int x = frame->left + (frame->assisted ? 250 : 0);
    int field_y = y + (frame->assisted ? 0 : label_height + 4);
    add(frame->view, .kind = WIDGET_LABEL, .name = label, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK,
        .box = {frame->left, y, frame->assisted ? 240 : frame->width, label_height});
    add(frame->view, .kind = WIDGET_FIELD, .role = ROLE_TEXTBOX, .id = own, .name = label,
        .value = value, .step = frame->assisted ? TYPE_KEY : TYPE_LARGE, .bold = true,
        .letter_space = 2, .focused = now, .box = {x, field_y, frame->right - x, height},
        .send = {.action = SESSION_FOCUS, .text = id});
    return field_y + height + (frame->assisted ? 24 : 28);
}

static int
add_id_number(const struct frame *frame, int y)
{
    int height = frame->assisted ? 110 : 96;
    add(frame->view, .kind = WIDGET_DIGITS, .role = ROLE_TEXTBOX, .id = "field-id_number",
        .name = _("ID number"), .value = frame->session->booking.id_number,
        .detail = "6 8 4", .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .focused = true, .box = {frame->left, y, frame->width, height});
    return y + height + 24;
}

void
booking_number_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session_booking *booking = &frame.session->booking;
    bool mine = booking->purpose == BOOKING_MINE, busy = frame.session->ask_order != 0;
    struct question question = {.kind = mine ? QUESTION_PHONE : QUESTION_ID_NUMBER};
    int y = frame_title(&frame, frame.top + (frame.assisted ? 12 : 32),
                        !mine            ? _("For whom? Type the ID number")
                        : frame.assisted ? _("Number and code")
                                         : _("Number and code of your slip"),
                        NULL);
    if (mine) {
        g_autofree char *number = group_number(booking->number);
        y = add_field(&frame, y, "number", _("Booking number"), number);
        y = add_field(&frame, y, "code", _("Query code"), booking->code);
    } else {
        y = add_id_number(&frame, y);
    }
    if (booking_problem(&frame) != NULL || busy)
        y = booking_state(&frame, y);
    else
        booking_hurry(&frame, y);
    int bottom = frame_keys_top(&frame) - 24;
    pad_add(&frame, &question, bottom);
    bool whole = mine ? strlen(booking->number) == 15 && strlen(booking->code) == 6
                      : strlen(booking->id_number) == 18;
    struct widget next = {.id = "next",
                          .name = busy    ? _("Asking the office")
                                  : whole ? _("Next")
                                          : _("Type all of it first"),
                          .disabled = busy || !whole,
                          sends(SESSION_NEXT)};
    frame_primary(&frame, &next);
}
