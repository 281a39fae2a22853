// SPDX-License-Identifier: Apache-2.0
/* Paper for staff: how much went and that some was put in, and prints of which nobody knows
 * whether they came out. None of these is printed again by itself. */
#include "staff.h"

#include "base/json.h"
#include "builders.h"
#include "core/receipt.h"
#include "core/supply.h"
#include "core/text.h"
#include <string.h>

static int64_t
number(const json_t *object, const char *member)
{
    return json_integer_value(json_object_get(object, member));
}

static const json_t *
list_of(const struct frame *frame, const char *name)
{
    return json_object_get(frame->session->staff.told, name);
}

char *
staff_paper_left(const struct frame *frame, const char *class, bool *low_out)
{
    const json_t *list = list_of(frame, "supplies"), *supply;
    size_t i;
    json_array_foreach (list, i, supply) {
        int gone = (int)number(supply, "sheets_since_refill");
        const json_t *days = json_object_get(supply, "days_left");
        if (strcmp(json_text(supply, "class", ""), class) != 0)
            continue;
        int left = (int)json_integer_value(days);
        if (low_out != NULL)
            *low_out = days != NULL && left < SUPPLY_LOW_DAYS;
        return days == NULL
                   ? text_format(N_("%d sheets since paper was put in"), gone)
                   : text_format(
                         N_("%1$d sheets since paper was put in, about %2$d days left"),
                         gone, left);
    }
    return NULL;
}

int
staff_doubtful(const struct frame *frame)
{
    return (int)json_array_size(list_of(frame, "doubtful"));
}

/* ---- paper that was put in ---- */

static void
supply_row(const struct frame *frame, int y, const char *class)
{
    const struct session_staff *staff = &frame->session->staff;
    g_autofree char *act = g_strconcat("refill ", class, NULL);
    g_autofree char *id = g_strconcat("paper-in-", class, NULL);
    g_autofree char *left = staff_paper_left(frame, class, NULL);
    const char *state = left != NULL ? left : _("Nothing printed yet");
    bool done = strcmp(staff->done, act) == 0 && staff->order == 0;
    int key = 320, height = 116, name = 230;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM,
        .name = staff_device_name(class), .value = state, .step = TYPE_KEY, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left, y, name, height});
    int width = frame->width - name - key - 24;
    int text = view_text_height(frame->view, state, TYPE_CAPTION, false, width);
    add(frame->view, .kind = WIDGET_TEXT, .name = state, .step = TYPE_CAPTION,
        .colour = COLOUR_INK,
        .box = {frame->left + name, y + (height - text) / 2, width, text});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
        .name = done ? _("Noted") : _("Paper put in"), .step = TYPE_BODY,
        .icon = done ? "check_circle" : "description", .disabled = done,
        .box = {frame->right - key, y, key, height},
        .send = {.action = SESSION_STAFF_DO, .text = act});
}

static int
supply_rows(const struct frame *frame, int y)
{
    static const char *const classes[] = {"printer", "receipt"};
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct session_device *device = session_device(frame->session, classes[i]);
        if (device == NULL || !device->present)
            continue;
        supply_row(frame, y, classes[i]);
        y += 116 + 20;
    }
    return y;
}

/* ---- prints in doubt ---- */

static void
doubtful_row(const struct frame *frame, int y, const json_t *row)
{
    const char *of = json_text(row, "number", "");
    char shown[RECEIPT_SHOWN_SIZE] = "";
    if (*of != '\0')
        receipt_show(of, shown);
    g_autofree char *at = staff_time(frame, number(row, "at_ms"));
    g_autofree char *value =
        g_strdup_printf("%s · %s", *shown != '\0' ? shown : _("Another paper"),
                        staff_device_name(json_text(row, "printer", "")));
    frame_row(frame, y, "description", COLOUR_ZHE_MARK, at, value);
}

static void
doubtful_rows(const struct frame *frame, struct flow *flow)
{
    const json_t *rows = list_of(frame, "doubtful");
    int y = 0;
    if (!flow_take(flow, 210, &y))
        return;
    if (json_array_size(rows) == 0) {
        frame_strip(frame, y,
                    &(struct strip){.tone = STRIP_GOOD,
                                    .id = "doubtful",
                                    .icon = "check_circle",
                                    .text = _("Every print came out or was told")});
        return;
    }
    frame_strip(
        frame, y,
        &(struct strip){.tone = STRIP_NOTICE,
                        .id = "doubtful",
                        .icon = "warning",
                        .text = _("Nobody knows whether these came out"),
                        .detail = _("A slip printer remembers nothing. Look whether the "
                                    "paper is there. It is not printed again by itself: "
                                    "the person prints it under How is my case.")});
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (flow_take(flow, 84, &y))
            doubtful_row(frame, y, json_array_get(rows, i));
}

void
staff_paper_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        staff_begin(view, context, _("Ends by itself after 60 seconds"), true);
    const struct session_staff *staff = &frame.session->staff;
    int y = frame_title(&frame, frame.top, _("Paper, slips"),
                        staff->told != NULL
                            ? _("Say when paper was put in, so that the count is right.")
                            : _("Looking"));
    y = supply_rows(&frame, y + 8);
    struct flow flow = flow_begin(&frame, y + 16);
    if (staff->told != NULL)
        doubtful_rows(&frame, &flow);
    bool none = staff_doubtful(&frame) == 0;
    struct widget looked = {
        .id = none ? "to-menu" : "looked",
        .name = none ? _("To the menu") : _("I have looked"),
        .icon = none ? "arrow_back" : "check_circle",
        .send = {.action = none ? SESSION_BACK : SESSION_STAFF_DO, .text = "looked"},
    };
    flow_end(&flow, &looked, NULL);
}
