// SPDX-License-Identifier: Apache-2.0
/* Booking: the day and the time, with how busy each is. In assisted mode the day is asked
 * first, then the time. */
#include "booking.h"

#include "base/json.h"
#include "builders.h"
#include "core/booking.h"
#include "core/slip_booking.h"
#include "core/text.h"
#include "part.h"
#include <string.h>

#define SLOTS_SHOWN 5

/* ---- days ---- */

static bool
is_today(const struct frame *frame, const json_t *day)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    char text[BOOKING_DAY_SIZE];
    booking_show_day(&today, text);
    return strcmp(text, json_text(day, "day", "")) == 0;
}

/* "11月23日" and "今天 星期一". */
static void
name_day(const struct frame *frame, const json_t *day, char **date_out,
         char **weekday_out)
{
    struct clock_date date;
    *date_out = *weekday_out = NULL;
    if (!clock_parse_day(json_text(day, "day", ""), &date))
        return;
    date = calendar_after_natural(&date, 0);
    *date_out = text_month_day(&date);
    *weekday_out = is_today(frame, day)
                       ? text_format(N_("today, %s"), text_weekday(date.weekday))
                       : g_strdup(text_weekday(date.weekday));
}

static void
add_day(const struct frame *frame, const json_t *day, struct box box)
{
    const char *name = json_text(day, "day", "");
    g_autofree char *id = g_strdup_printf("day-%s", name), *date = NULL, *weekday = NULL;
    name_day(frame, day, &date, &weekday);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_RADIO, .id = id, .name = date,
        .detail = weekday, .layout = LAYOUT_TWO_LINES, .step = TYPE_KEY,
        .detail_step = TYPE_SMALL,
        .selected = !frame->assisted && strcmp(name, frame->session->booking.day) == 0,
        .box = box, .send = {.action = SESSION_CHOOSE, .text = "day", .text2 = name});
}

/* Three days and the key to others; beside each other, or one a row. */
static int
add_days(const struct frame *frame, int y)
{
    const json_t *days[BOOKING_DAYS_MAX];
    int count = (int)session_booking_open_days(frame->session, days, BOOKING_DAYS_MAX);
    int first = MIN(frame->session->booking.days_at, MAX(count - 1, 0));
    bool narrow = frame->theme->narrow;
    int gap = narrow && !frame->assisted ? 14 : 20, height = frame->assisted ? 168 : 150;
    int others = narrow ? 130 : 180;
    int width = frame->assisted ? frame->width : (frame->width - others - 3 * gap) / 3;
    int x = frame->left;
    for (int i = first; i < count && i < first + SESSION_BOOKING_DAYS_SHOWN; i++) {
        add_day(frame, days[i], (struct box){x, y, width, height});
        x += frame->assisted ? 0 : width + gap;
        y += frame->assisted ? height + gap : 0;
    }
    if (count > SESSION_BOOKING_DAYS_SHOWN)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "other-days",
            .name = _("Other days"), .icon = "calendar_month", .icon_size = 56,
            .layout = frame->assisted ? LAYOUT_ROW : LAYOUT_STACKED,
            .step = frame->assisted ? TYPE_KEY : TYPE_SMALL,
            .box = {frame->assisted ? frame->left : frame->right - others, y,
                    frame->assisted ? frame->width : others, height},
            .send = {.action = SESSION_EDIT, .text = "days"});
    return y + height;
}

/* ---- times ---- */

static const char *
busy_word(enum booking_busy busy)
{
    switch (busy) {
    case BOOKING_FEW:
        return _("few people");
    case BOOKING_SOME:
        return _("some people");
    case BOOKING_MANY:
        return _("many people");
    default:
        return _("full");
    }
}

static void
add_slot(const struct frame *frame, const json_t *slot, struct box box)
{
    const char *id = json_text(slot, "id", "");
    int capacity = (int)json_integer_value(json_object_get(slot, "capacity"));
    int taken = (int)json_integer_value(json_object_get(slot, "taken")), boxes;
    enum booking_busy busy = booking_busy(capacity, taken, &boxes);
    bool full = busy == BOOKING_FULL;
    size_t length = strlen(id);
    g_autofree char *name = slip_booking_hours(slot);
    g_autofree char *own = g_strdup_printf("slot-%s", id + (length > 4 ? length - 4 : 0));
    g_autofree char *left = full ? g_strdup(_("another time"))
                                 : text_format(capacity - taken == 1
                                                   ? N_("%d place left")
                                                   : N_("%d places left"),
                                               capacity - taken);
    add(frame->view, .kind = WIDGET_SLOT, .role = ROLE_RADIO, .id = own, .name = name,
        .value = busy_word(busy), .detail = left, .permille = boxes * 100,
        .step = TYPE_KEY, .disabled = full,
        .selected = !full && strcmp(id, frame->session->booking.slot) == 0, .box = box,
        .send = {.action = SESSION_CHOOSE, .text = "slot", .text2 = id});
}

/* At most five; more come in batches, the one that was chosen first. */
static int
add_slots(const struct frame *frame, int y, int limit)
{
    const struct session *session = frame->session;
    const json_t *slots =
        json_object_get(session_booking_day(session, session->booking.day), "slots");
    int count = (int)json_array_size(slots), gap = frame->assisted ? 20 : 18;
    bool whole = count <= SLOTS_SHOWN;
    int most = whole ? SLOTS_SHOWN : SLOTS_SHOWN - 1, batch = session->part;
    for (int i = 0; i < count && !whole && session->part == 0; i++)
        if (strcmp(json_text(json_array_get(slots, (size_t)i), "id", ""),
                   session->booking.slot) == 0)
            batch = i / most;
    if (batch * most >= count)
        batch = 0;
    int height = MIN((limit - y - (SLOTS_SHOWN - 1) * gap) / SLOTS_SHOWN,
                     frame->assisted ? 150 : 122);
    for (int i = batch * most; i < count && i < (batch + 1) * most; i++) {
        add_slot(frame, json_array_get(slots, (size_t)i),
                 (struct box){frame->left, y, frame->width, height});
        y += height + gap;
    }
    if (!whole) {
        int next = (batch + 1) * most < count ? batch + 1 : 0;
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "other-times",
            .name = next > 0 ? _("Later times") : _("Back to the first times"),
            .icon = next > 0 ? "arrow_downward" : "arrow_upward", .step = TYPE_KEY,
            .box = {frame->left, y, frame->width, height},
            .send = {.action = SESSION_PART, .number = next});
        y += height + gap;
    }
    return y;
}

/* ---- the page ---- */

static int
add_head(const struct frame *frame)
{
    const struct session_booking *booking = &frame->session->booking;
    const json_t *window = json_object_get(booking->slots, "window");
    bool moving = booking->moving != NULL;
    g_autofree char *line =
        g_strdup_printf("%s · %s · %s", moving ? _("Another time") : _("Booking"),
                        frame_texts(frame, json_object_get(window, "name")),
                        frame_texts(frame, json_object_get(window, "where")));
    int y = frame->top + (frame->assisted ? 20 : 16);
    if (!frame->assisted && window != NULL)
        y = frame_paragraph(frame, frame->left, y, frame->width, line, TYPE_BODY);
    const char *title = !frame->assisted      ? _("Which day? What time?")
                        : booking->day_chosen ? _("What time?")
                                              : _("Which day?");
    return frame_title(frame, y, title, NULL);
}

static void
add_hold(const struct frame *frame)
{
    const struct session *session = frame->session;
    const json_t *slot = session_booking_slot(session, session->booking.slot);
    g_autofree char *day = slip_booking_day(slot);
    g_autofree char *name = slot == NULL ? g_strdup(_("Choose a time first"))
                                         : text_format(N_("Book %1$s %2$s"), day,
                                                       json_text(slot, "from", ""));
    bool busy = session->ask_order != 0;
    struct widget key = {.id = "hold",
                         .name = busy ? _("Asking the office") : name,
                         .icon = slot == NULL || busy ? NULL : "arrow_forward",
                         .layout = LAYOUT_ICON_AFTER,
                         .step = frame->assisted ? TYPE_KEY : TYPE_LARGE,
                         .disabled = slot == NULL || busy,
                         sends(SESSION_NEXT)};
    frame_primary(frame, &key);
}

static void
add_bring(const struct frame *frame, int y)
{
    const json_t *bring = json_object_get(frame->session->booking.slots, "bring");
    g_autofree char *things = booking_things(frame, bring);
    if (things == NULL)
        return;
    g_autofree char *text = text_format(N_("Bring along: **%s**"), things);
    struct strip strip = {
        .tone = STRIP_NOTICE, .id = "bring", .icon = "info", .text = text, .plain = true};
    frame_strip(frame, y, &strip);
}

static void
add_nothing(const struct frame *frame, int y)
{
    bool open;
    g_autofree char *hours = part_window_hours(frame, &open);
    g_autofree char *where = text_format(N_("Call %1$s, or come to the window: %2$s"),
                                         frame->session->place->phone, hours);
    struct strip strip = {.tone = STRIP_NOTICE,
                          .id = "nothing",
                          .icon = "info",
                          .text = _("Nothing is open to book in the next two weeks"),
                          .detail = where};
    frame_strip(frame, y, &strip);
}

static void
build_assisted(const struct frame *frame, int y)
{
    if (!frame->session->booking.day_chosen) {
        add_days(frame, y);
        return;
    }
    add_slots(frame, y, frame_keys_top(frame) - 24);
    add_hold(frame);
}

static void
build_standard(const struct frame *frame, int y, bool told)
{
    y = frame_heading(frame, y + (told ? 0 : 8), _("1 Choose the day"));
    y = add_days(frame, y) + (told ? 12 : 28);
    add(frame->view, .kind = WIDGET_LABEL, .name = _("More boxes filled: more people"),
        .step = TYPE_CAPTION, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->left + 360, y, frame->width - 360, 56});
    y = frame_heading(frame, y, _("2 Choose the time"));
    int limit = frame_keys_top(frame) - (told ? 20 : 124);
    add_slots(frame, y, limit);
    if (!told)
        add_bring(frame, frame_keys_top(frame) - 116);
    add_hold(frame);
}

void
booking_slots_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    const json_t *days[1];
    int y = add_head(&frame);
    bool told = booking_problem(&frame) != NULL;
    bool asking = session->booking.slots == NULL && session->ask_order != 0;
    if (asking && !told)
        part_waiting(&frame, y, frame.bottom, _("Asking the office"));
    else if (told || session->booking.slots == NULL)
        y = booking_state(&frame, y);
    if (session->booking.slots == NULL)
        return;
    if (session_booking_open_days(session, days, 1) == 0)
        add_nothing(&frame, y);
    else if (frame.assisted)
        build_assisted(&frame, y);
    else
        build_standard(&frame, y, told);
}
