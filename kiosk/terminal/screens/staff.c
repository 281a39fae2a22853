// SPDX-License-Identifier: Apache-2.0
#include "staff.h"

#include "bar.h"
#include "core/text.h"
#include "part.h"
#include <string.h>

static void
add_header(const struct frame *frame, const char *line)
{
    struct view *view = frame->view;
    const struct place *place = frame->session->place;
    int page = frame->theme->panel_width, height = frame->theme->header_height;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_INK, .box = {0, 0, page, height});
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_AMBER, .box = {0, height - 8, page, 8});
    add(view, .kind = WIDGET_ICON, .icon = "build",
        .colour = frame->theme->contrast ? COLOUR_PAPER : COLOUR_AMBER, .icon_size = 64,
        .box = {frame->left, 24, 76, 80});
    g_autofree char *name = text_format(N_("Maintenance · %1$s %2$s"),
                                        frame_texts(frame, place->short_name),
                                        frame->session->terminal);
    add(view, .kind = WIDGET_LABEL, .name = name, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_PAPER, .box = {152, 20, 500, 56});
    add(view, .kind = WIDGET_LABEL, .name = line, .step = TYPE_CAPTION,
        .colour = COLOUR_PAPER, .box = {152, 74, 560, 42});
    g_autofree char *time = NULL, *date = NULL;
    bar_clock(frame, &time, &date);
    int x = frame->right - 400;
    add(view, .kind = WIDGET_LABEL, .id = "clock", .name = time, .step = TYPE_LARGE,
        .bold = true, .align = TEXT_RIGHT, .colour = COLOUR_PAPER,
        .box = {x, 14, 400, 64});
    add(view, .kind = WIDGET_LABEL, .name = date, .step = TYPE_CAPTION,
        .align = TEXT_RIGHT, .colour = COLOUR_PAPER, .box = {x, 76, 400, 40});
}

static void
add_bar(const struct frame *frame, bool menu)
{
    struct view *view = frame->view;
    const struct theme *theme = frame->theme;
    int gap = 16, width = (frame->width - 3 * gap) / 4;
    int y = theme->panel_bar_bottom - (theme->bar == BAR_WIDE ? 136 : 146);
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, theme->panel_bar_top, theme->panel_width,
                theme->panel_height - theme->panel_bar_top});
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {0, theme->panel_bar_top, theme->panel_width, theme->contrast ? 3 : 2});
    g_autofree char *version = text_format(N_("Version %s"), KIOSK_VERSION);
    g_autofree char *services =
        text_format(N_("Matters: edition %.8s"), frame->session->catalogue->version);
    bool kept = frame->session->catalogue->version[0] != '\0';
    // In a low bar both stand between the keys.
    bool low = theme->bar == BAR_WIDE;
    int top = theme->panel_bar_top + 18, aside = low ? width + 2 * gap : 0;
    int half = (frame->width - 2 * aside) / 2;
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .id = "versions",
        .name = version, .value = kept ? services : NULL, .step = TYPE_CAPTION,
        .colour = COLOUR_INK, .box = {frame->left + aside, top, half, 56});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH,
        .name = kept ? services : _("Matters: as installed"), .step = TYPE_CAPTION,
        .align = low ? TEXT_LEFT : TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->left + aside + (low ? 0 : half), top + (low ? 56 : 0), half, 56});
    if (menu)
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "back",
            .name = _("To the menu"), .icon = "arrow_back", .icon_size = 56,
            .layout = LAYOUT_STACKED, .step = TYPE_CAPTION,
            .box = {frame->left, y, width, 122}, sends(SESSION_BACK));
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "leave",
        .name = _("Back to service"), .icon = "logout", .icon_size = 56, .tone = TONE_END,
        .layout = LAYOUT_STACKED, .step = TYPE_CAPTION,
        .box = {frame->right - width, y, width, 122}, sends(SESSION_END));
}

struct frame
staff_begin(struct view *view, const struct screen_context *context, const char *line,
            bool menu)
{
    const struct theme *theme = view_theme(view);
    struct frame frame = {
        .view = view,
        .theme = theme,
        .session = context->session,
        .pages = context->pages,
        .language = context->session->language,
        .assisted = theme->assisted,
        .left = theme->margin,
        .width = theme->page_width - 2 * theme->margin,
        .right = theme->page_width - theme->margin,
        .top = theme->header_height + 28,
        .bottom = theme->content_bottom,
    };
    // Header and bar stand on the panel; the rest on the page (arrange.h).
    struct frame panel = frame;
    panel.width = theme->panel_width - 2 * theme->margin;
    panel.right = theme->panel_width - theme->margin;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_PAPER,
        .box = {0, 0, theme->panel_width, theme->panel_height});
    add_header(&panel, line);
    add_bar(&panel, menu);
    view_mark(view);
    return frame;
}

/* ---- rows ---- */

static const struct {
    const char *icon;
    enum colour colour, fill, words;
} marks[] = {
    [STAFF_GOOD] = {"check_circle", COLOUR_SONG_MARK, COLOUR_CARD, COLOUR_INK},
    [STAFF_NOTICE] = {"warning", COLOUR_ZHE_MARK, COLOUR_TINT_NOTICE, COLOUR_INK},
    [STAFF_BAD] = {"cancel", COLOUR_ZHU_MARK, COLOUR_TINT_ERROR, COLOUR_ZHU_TEXT},
};

void
staff_row(const struct frame *frame, int y, int height, const struct staff_row *row)
{
    struct view *view = frame->view;
    int x = frame->left + 92, who = 0;
    if (row->who != NULL && *row->who != '\0')
        who = view_text_width(view, row->who, TYPE_SMALL, true) + 28;
    int name = 246, state = 128, detail = frame->right - who - 12 - x - name - state;
    add(view, .kind = WIDGET_FILL, .fill = marks[row->mark].fill, .role = ROLE_LISTITEM,
        .id = row->id, .name = row->name, .value = row->state, .detail = row->detail,
        .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_ICON, .icon = marks[row->mark].icon, .icon_size = 48,
        .colour = marks[row->mark].colour, .box = {frame->left + 24, y, 48, height});
    add(view, .kind = WIDGET_LABEL, .name = row->name, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {x, y, name, height});
    add(view, .kind = WIDGET_LABEL, .name = row->state, .step = TYPE_BODY, .bold = true,
        .colour = marks[row->mark].words, .box = {x + name, y, state, height});
    if (row->detail != NULL)
        add(view, .kind = WIDGET_TEXT, .name = row->detail, .step = TYPE_CAPTION,
            .colour = COLOUR_INK,
            .box = {x + name + state,
                    y + (height - view_text_height(view, row->detail, TYPE_CAPTION, false,
                                                   detail)) /
                            2,
                    detail,
                    view_text_height(view, row->detail, TYPE_CAPTION, false, detail)});
    if (who > 0)
        add(view, .kind = WIDGET_LABEL, .name = row->who, .step = TYPE_SMALL,
            .bold = true, .align = TEXT_RIGHT, .colour = COLOUR_INK,
            .box = {frame->right - who - 20, y, who, height});
    frame_hair(frame, y + height - 2);
}

/* ---- words ---- */

const char *
staff_device_name(const char *class)
{
    static const struct {
        const char *class, *name;
    } names[] = {
        {"card", N_("Card reader")},   {"scanner", N_("Scanner")},
        {"image", N_("Picture work")}, {"typesetter", N_("Page setting")},
        {"printer", N_("A4 printer")}, {"receipt", N_("Slip printer")},
        {"code", N_("Code reader")},   {"keypad", N_("Key pad")},
        {"contacts", N_("Cabinet")},   {"speech", N_("Speech")},
        {"input", N_("Pinyin")},       {"handwriting", N_("Handwriting")},
        {"viewer", N_("Preview")},     {"store", N_("Storage")},
        {"office", N_("Network")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].class, class) == 0)
            return _(names[i].name);
    return class;
}

char *
staff_device_title(const struct session *session, const struct session_device *device)
{
    int count = 0;
    for (size_t i = 0; i < session->device_count; i++)
        count += strcmp(session->devices[i].class, device->class) == 0;
    const char *class = staff_device_name(device->class);
    return count < 2 ? g_strdup(class) : g_strdup_printf("%s %s", class, device->name);
}

const char *
staff_device_id(const struct session *session, const struct session_device *device)
{
    for (size_t i = 0; i < session->device_count; i++)
        if (strcmp(session->devices[i].class, device->class) == 0)
            return device == &session->devices[i] ? device->class : device->name;
    return device->class;
}

enum staff_mark
staff_device_mark(const struct session_device *device)
{
    if (!part_device_works(device))
        return STAFF_BAD;
    bool odd = strcmp(session_device_cause(device), "none") != 0;
    return odd || device->state == DEVICE_STARTING ? STAFF_NOTICE : STAFF_GOOD;
}

const char *
staff_who(const char *action)
{
    static const struct {
        const char *action, *words;
    } table[] = {
        {"clear", N_("Staff on duty")},         {"maintenance", N_("Engineer")},
        {"configuration", N_("Administrator")}, {"suspend", N_("Nobody: by itself")},
        {"reset", N_("Nobody: by itself")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].action, action) == 0)
            return _(table[i].words);
    return "";
}

char *
staff_time(const struct frame *frame, int64_t real_ms)
{
    struct clock_date then = clock_date(real_ms);
    struct clock_date now = clock_date(frame->session->now_ms);
    if (then.year == now.year && then.month == now.month && then.day == now.day)
        return g_strdup_printf("%02d:%02d", then.hour, then.minute);
    return g_strdup_printf("%d-%02d %02d:%02d", then.month, then.day, then.hour,
                           then.minute);
}
