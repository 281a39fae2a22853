// SPDX-License-Identifier: Apache-2.0
/* The waiting screen: place, time, what works now and what does not, and two doors. */
#include "bar.h"
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <kiosk/protocol.h>

#define SKY_HEIGHT 726
#define SKY_LOW 450 // where there is less room for it
#define ROW_HEIGHT 70
#define NOTICES_Y 1020
#define PHONES_Y 1138

static int
sky_height(const struct frame *frame)
{
    return frame->theme->low ? SKY_LOW : SKY_HEIGHT;
}

static void
add_sky(const struct frame *frame)
{
    struct view *view = frame->view;
    const struct place *place = frame->session->place;
    int page = frame->theme->page_width, left = frame->left;
    // High contrast has no picture behind words.
    if (!frame->theme->contrast)
        add(view, .kind = WIDGET_PICTURE, .icon = "landscape-tall",
            .box = {0, 0, page, sky_height(frame)});
    add(view, .kind = WIDGET_PICTURE, .icon = "mark-dark", .id = "mark",
        .name = _("Mark of the house"), .box = {left, 40, 96, 96}, sends(SESSION_CORNER));
    add(view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .id = "title",
        .name = frame_texts(frame, place->name), .step = TYPE_LARGE, .bold = true,
        .letter_space = 2, .colour = COLOUR_INK,
        .box = {left + 120, 34, frame->right - left - 120, 72});
    g_autofree char *line = g_strdup_printf("%s · %s", frame_texts(frame, place->area),
                                            frame_texts(frame, place->machine));
    add(view, .kind = WIDGET_LABEL, .name = line, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {left + 120, 102, frame->right - left - 120, 44});
    g_autofree char *time = NULL, *date = NULL;
    bar_clock(frame, &time, &date);
    add(view, .kind = WIDGET_LABEL, .id = "clock", .name = time, .step = TYPE_FIGURE,
        .size = 152, .bold = true, .colour = COLOUR_INK,
        .box = {left - 2, 148, MIN(700, frame->width), 156});
    add(view, .kind = WIDGET_LABEL, .name = date, .step = TYPE_KEY, .colour = COLOUR_INK,
        .box = {left, 300, frame->width, 54});
}

static void
add_band(const struct frame *frame)
{
    struct view *view = frame->view;
    const struct place *place = frame->session->place;
    int bottom = sky_height(frame);
    if (frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_HEADER,
            .box = {0, bottom - 86, frame->theme->page_width, 86});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = _("What works now"),
        .step = TYPE_KEY, .bold = true, .colour = COLOUR_ON_HEADER,
        .box = {frame->left, bottom - 68, frame->width / 2, 64});
    if (place->tag == NULL)
        return;
    const char *tag = frame_texts(frame, place->tag);
    int width = view_text_width(view, tag, TYPE_CAPTION, false) + 24;
    bar_tag(frame, frame->right - width, bottom - 36, tag);
}

struct row {
    bool good;
    const char *name, *state;
    char *detail; // owned
};

/* Names and states as wide as the widest of them, so that all rows begin at the same places. */
static void
add_row(const struct frame *frame, int y, const struct row *row, int name, int state)
{
    struct view *view = frame->view;
    int x = frame->left + 66;
    add(view, .kind = WIDGET_ICON,
        .icon = row->good ? "check_circle" : "do_not_disturb_on",
        .colour = row->good ? COLOUR_SONG_MARK : COLOUR_ZHE_MARK, .icon_size = 48,
        .box = {frame->left, y, 48, ROW_HEIGHT});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = row->name,
        .value = row->state, .detail = row->detail, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {x, y, name, ROW_HEIGHT});
    add(view, .kind = WIDGET_LABEL, .name = row->state, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {x + name, y, state, ROW_HEIGHT});
    x += name + state;
    int room = frame->right - x;
    if (view_text_width(view, row->detail, TYPE_CAPTION, false) <= room)
        add(view, .kind = WIDGET_LABEL, .name = row->detail, .step = TYPE_BODY,
            .colour = COLOUR_INK, .box = {x, y, room, ROW_HEIGHT});
    else // two lines, where one has no room for it
        add(view, .kind = WIDGET_TEXT, .name = row->detail, .step = TYPE_CAPTION,
            .colour = COLOUR_INK, .box = {x, y - 3, room, ROW_HEIGHT + 8});
    frame_hair(frame, y + ROW_HEIGHT - 1);
}

/* Services that can be done here, all day. */
static struct row
services_row(const struct frame *frame)
{
    size_t count = 0;
    struct clock_date today = clock_date(frame->session->now_ms);
    for (size_t i = 0; i < frame->session->catalogue->count; i++)
        count += service_state(frame->session->catalogue->services[i], &today) ==
                 SERVICE_OPEN;
    return (struct row){
        .good = count > 0,
        .name = _("Services"),
        .state = count > 0 ? _("Open") : _("Paused"),
        .detail = text_format(N_("%d matters, day and night"), (int)count),
    };
}

static struct row
device_row(const struct frame *frame, const char *class, const char *name,
           const char *healthy)
{
    const struct session_device *device = session_device(frame->session, class);
    bool good = part_device_works(device);
    g_autofree char *trouble = good ? NULL : part_device_trouble(device, class);
    return (struct row){
        .good = good,
        .name = name,
        .state = good ? _("Works") : _("Paused"),
        .detail = g_strdup(good ? healthy : trouble),
    };
}

static struct row
window_row(const struct frame *frame)
{
    bool open;
    g_autofree char *until = part_window_hours(frame, &open);
    return (struct row){
        .good = open,
        .name = _("Staffed window"),
        .state = open ? _("Staffed") : _("Closed"),
        .detail = g_strdup(until),
    };
}

/* Receipts come on slips or on A4; results need A4, which is told apart when only slips do. */
static struct row
printing_row(const struct frame *frame)
{
    const struct session *session = frame->session;
    const struct session_device *printer = session_device(session, "printer");
    bool slips = part_slip_works(session);
    bool sheets = printer == NULL || !printer->present || part_device_works(printer);
    if (slips && !sheets)
        return (struct row){
            .good = true,
            .name = _("Printing"),
            .state = _("Works"),
            .detail = g_strdup(_("Receipts only; nothing on A4")),
        };
    return device_row(frame, slips ? session_slip_printer(session) : "printer",
                      _("Printing"), _("The receipt comes at once"));
}

static void
add_rows(const struct frame *frame)
{
    struct row rows[] = {
        services_row(frame),
        device_row(frame, "card", _("ID card reader"), _("Lay the card on it")),
        printing_row(frame),
        window_row(frame),
    };
    int name = 0, state = 0, gap = frame->theme->narrow ? 16 : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        name = MAX(name, view_text_width(frame->view, rows[i].name, TYPE_BODY, true));
        state = MAX(state, view_text_width(frame->view, rows[i].state, TYPE_BODY, true));
    }
    name = gap > 0 ? name + gap : MAX(name + 24, 262);
    state = gap > 0 ? state + gap : MAX(state + 24, 104);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        add_row(frame, sky_height(frame) + 4 + (int)i * ROW_HEIGHT, &rows[i], name,
                state);
        g_free(rows[i].detail);
    }
}

/* What became of paper whose visit is over. */
struct paper_left {
    bool lost;
    const char *title, *detail;
};

static bool
find_paper_left(const struct session *session, struct paper_left *left_out)
{
    struct session_lost lost;
    if (session_paper_is_lost(session, &lost))
        *left_out = (struct paper_left){
            true, _(fault_find(lost.class, lost.cause)->title),
            _("It did not come out. Print it under \"My progress\", or call us.")};
    else if (session_paper_is_coming(session))
        *left_out =
            (struct paper_left){false, _("Paper is still coming: please take it along"),
                                _("If it is not yours, leave it: staff collect it.")};
    else if (session_paper_is_left(session))
        *left_out = (struct paper_left){
            false, _("Paper lies in the outlet: please take it along"),
            _("If it is not yours, leave it: staff collect it.")};
    else
        return false;
    return true;
}

/* Whoever just went hears of it by the look of the screen; whoever comes leaves it there. */
static void
add_paper_left(const struct frame *frame, const struct paper_left *left)
{
    struct view *view = frame->view;
    int y = NOTICES_Y, height = 112;
    add(view, .kind = WIDGET_PANEL, .role = ROLE_STATUS,
        .id = left->lost ? "paper-lost" : "paper-left", .name = left->title,
        .fill = left->lost ? COLOUR_TINT_ERROR : COLOUR_TINT_NOTICE, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_ICON, .icon = left->lost ? "error" : "print",
        .colour = left->lost ? COLOUR_ZHU_MARK : COLOUR_ZHE_MARK, .icon_size = 64,
        .box = {frame->left + 24, y, 64, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .step = TYPE_BODY,
        .bold = true, .name = left->title, .colour = COLOUR_INK,
        .box = {frame->left + 110, y + 6, frame->width - 122, 52});
    bool brief = left->lost && view_text_width(view, left->detail, TYPE_CAPTION, false) >
                                   frame->width - 122;
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .step = TYPE_SMALL,
        .name = brief ? _("Print it under \"My progress\", or call us.") : left->detail,
        .colour = COLOUR_INK, .box = {frame->left + 110, y + 58, frame->width - 122, 48});
}

/* What is out of the bulletin comes before what always stands with the place. At most two,
 * each on one line. */
static size_t
list_notices(const struct frame *frame, const json_t *notices[2])
{
    const struct session *session = frame->session;
    struct clock_date today = clock_date(session->now_ms);
    size_t count = 0, i;
    json_t *item;
    if (session->bulletin != NULL)
        json_array_foreach (session->bulletin->notices, i, item)
            if (count < 2 && bulletin_is_out(item, &today))
                notices[count++] = json_object_get(item, "title");
    json_array_foreach (session->place->notices, i, item)
        if (count < 2)
            notices[count++] = item;
    return count;
}

static void
add_notices(const struct frame *frame)
{
    struct view *view = frame->view;
    const json_t *notices[2];
    size_t count = list_notices(frame, notices);
    if (count == 0)
        return;
    int y = NOTICES_Y, height = 112, line = 46;
    int top = y + (height - line * (int)count) / 2;
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_TINT_NOTICE, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_ICON, .icon = "campaign", .colour = COLOUR_ZHE_MARK,
        .icon_size = 48, .box = {frame->left + 24, y, 48, height});
    for (size_t i = 0; i < count; i++)
        add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .step = TYPE_SMALL,
            .name = frame_texts(frame, notices[i]), .colour = COLOUR_INK,
            .box = {frame->left + 90, top + (int)i * line, frame->width - 102, line});
}

static void
add_telephones(const struct frame *frame)
{
    struct view *view = frame->view;
    const struct place *place = frame->session->place;
    g_autofree char *ask = text_format(N_("Questions **%s**"), place->phone);
    g_autofree char *complain =
        text_format(N_("Complaints **%s**"), place->supervision_phone);
    // Beside each other, or one below the other where there is less room.
    bool narrow = frame->theme->narrow;
    int half = narrow ? frame->width - 54 : (frame->width - 20) / 2;
    add(view, .kind = WIDGET_ICON, .icon = "phone", .colour = COLOUR_QING_MARK,
        .icon_size = 36, .box = {frame->left + 2, PHONES_Y, 36, 48});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = ask,
        .step = TYPE_SMALL, .colour = COLOUR_INK,
        .box = {frame->left + 54, PHONES_Y, half - (narrow ? 0 : 54), 48});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = complain,
        .step = TYPE_SMALL, .align = narrow ? TEXT_LEFT : TEXT_RIGHT,
        .colour = COLOUR_INK,
        .box = {frame->right - half, PHONES_Y + (narrow ? 48 : 0), half, 48});
}

/* 职能 流程 规范 标准 承诺 电话: each a key, in rows of three. */
static void
add_blocks(const struct frame *frame)
{
    const struct bulletin *bulletin = frame->session->bulletin;
    if (bulletin == NULL)
        return;
    int columns = frame->theme->narrow ? 2 : 3;
    int gap = 16, width = (frame->width - (columns - 1) * gap) / columns, height = 66;
    int top = PHONES_Y + (columns == 2 ? 106 : 58);
    for (size_t i = 0; i < json_array_size(bulletin->blocks); i++) {
        const json_t *block = json_array_get(bulletin->blocks, i);
        const char *id = json_text(block, "id", "");
        g_autofree char *name = g_strdup_printf("public-%s", id);
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = name,
            .name = frame_texts(frame, json_object_get(block, "name")),
            .icon = json_text(block, "icon", "info"), .icon_size = 36,
            .step = TYPE_CAPTION, .small = true,
            .box = {frame->left + (int)i % columns * (width + gap),
                    top + (int)i / columns * (height + 12), width, height},
            .send = {.action = SESSION_OPEN_PUBLIC, .text = id});
    }
}

static void
add_doors(const struct frame *frame)
{
    struct view *view = frame->view;
    int bottom = frame->bottom;
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "start",
        .tone = TONE_PRIMARY, .name = _("Touch here to begin"), .icon = "touch_app",
        .icon_size = 96, .step = TYPE_VERDICT, .letter_space = 4,
        .box = {frame->left, bottom - 298, frame->width, 148}, sends(SESSION_START));
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "start-assisted",
        .name = _("Begin in large type"),
        .detail = _("Larger, and one question at a time"), .icon = "text_increase",
        .icon_size = 96, .layout = LAYOUT_TWO_LINES, .step = TYPE_LARGE,
        .detail_step = TYPE_BODY, .letter_space = 2,
        .box = {frame->left, bottom - 138, frame->width, 138},
        .send = {.action = SESSION_START, .number = 1});
}

void
attract_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_NO_HEADER);
    add_sky(&frame);
    add_band(&frame);
    add_rows(&frame);
    struct paper_left left;
    if (find_paper_left(frame.session, &left))
        add_paper_left(&frame, &left);
    else
        add_notices(&frame);
    add_telephones(&frame);
    add_blocks(&frame);
    add_doors(&frame);
}
