// SPDX-License-Identifier: Apache-2.0
#include "bar.h"

#include "core/text.h"
#include <string.h>

void
bar_clock(const struct frame *frame, char **time_out, char **date_out)
{
    struct clock_date date = clock_date(frame->session->now_ms);
    *time_out = g_strdup_printf("%02d:%02d", date.hour, date.minute);
    *date_out = frame->assisted || frame->theme->narrow ? text_short_day(&date)
                                                        : text_day(&date);
}

static int
tag_width(const struct frame *frame, const char *tag)
{
    return view_text_width(frame->view, tag, TYPE_CAPTION, false) + 24;
}

void
bar_tag(const struct frame *frame, int x, int y, const char *tag)
{
    int width = tag_width(frame, tag), height = frame->assisted ? 56 : 40;
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_ON_HEADER, .radius = 8,
        .box = {x, y - height / 2, width, height});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HEADER, .radius = 6,
        .box = {x + 2, y - height / 2 + 2, width - 4, height - 4});
    add(frame->view, .kind = WIDGET_LABEL, .name = tag, .step = TYPE_CAPTION,
        .colour = COLOUR_ON_HEADER, .align = TEXT_CENTRE,
        .box = {x, y - height / 2, width, height});
}

static void
add_place(const struct frame *frame)
{
    const struct place *place = frame->session->place;
    const char *name =
        frame_texts(frame, frame->assisted ? place->short_name : place->name);
    enum type_step step = frame->assisted ? TYPE_SMALL : TYPE_BODY;
    bool compact = frame->theme->compact;
    int x = frame->left + (compact ? 92 : frame->assisted ? 104 : 96);
    int y = compact ? 56 : frame->assisted ? 84 : 51;
    int width = view_text_width(frame->view, name, step, true);
    width += frame->assisted ? 0 : (int)g_utf8_strlen(name, -1); // letter space
    add(frame->view, .kind = WIDGET_LABEL, .name = name, .step = step, .bold = true,
        .colour = COLOUR_ON_HEADER, .letter_space = frame->assisted ? 0 : 1,
        .box = {x, y - 30, MIN(width, frame->left + frame->width - x), 60});
    // Name, what is said of it, and the time share the width of the panel.
    int room = frame->width - (frame->assisted ? 260 : 330);
    bool crowded = compact && frame->theme->bar != BAR_WIDE &&
                   frame->session->speech_open;
    int tag = place->tag == NULL || crowded
                  ? 0
                  : tag_width(frame, frame_texts(frame, place->tag));
    if (tag > 0 && x + width + 14 + tag <= frame->left + room)
        bar_tag(frame, x + width + 14, y, frame_texts(frame, place->tag));
    if (frame->assisted)
        return;
    const char *machine = frame_texts(frame, place->machine);
    g_autofree char *line =
        frame->theme->narrow
            ? g_strdup(machine)
            : g_strdup_printf("%s · %s", frame_texts(frame, place->area), machine);
    add(frame->view, .kind = WIDGET_LABEL, .name = line, .step = TYPE_CAPTION,
        .colour = COLOUR_ON_HEADER, .box = {x, 75, MIN(500, room - x + frame->left), 40});
}

/* 12345, which has no line above the keys here; while something is said: how loud. */
static void
add_hotline(const struct frame *frame, struct box box)
{
    bool speech = frame->session->speech_open;
    g_autofree char *loudness = text_format(
        N_("Loudness %1$d of %2$d"), frame->session->volume + SESSION_VOLUME_MOST + 1,
        2 * SESSION_VOLUME_MOST + 1);
    const char *words = speech ? loudness : _("**12345**");
    int width = MIN(view_text_width(frame->view, words, TYPE_CAPTION, false), box.w - 50);
    int x = box.x + box.w - width;
    add(frame->view, .kind = WIDGET_ICON,
        .icon = speech ? "record_voice_over" : "phone_in_talk", .icon_size = 40,
        .colour = COLOUR_ON_HEADER, .box = {x - 50, box.y, 40, box.h});
    add(frame->view, .kind = WIDGET_LABEL, .role = speech ? ROLE_STATUS : ROLE_PARAGRAPH,
        .id = speech ? "volume" : "hotline", .name = words, .step = TYPE_CAPTION,
        .colour = COLOUR_ON_HEADER, .box = {x, box.y, width, box.h});
}

/* The end of a low header: time over 12345, or all in one row. */
static void
add_compact_end(const struct frame *frame)
{
    g_autofree char *time = NULL, *date = NULL;
    bar_clock(frame, &time, &date);
    bool wide = frame->theme->bar == BAR_WIDE;
    int day = view_text_width(frame->view, date, TYPE_CAPTION, false);
    add(frame->view, .kind = WIDGET_LABEL, .id = "clock", .name = time,
        .step = TYPE_LARGE, .size = 54, .bold = true, .align = TEXT_RIGHT,
        .colour = COLOUR_ON_HEADER, .box = {frame->right - 180, wide ? 23 : 1, 180, 66});
    if (wide)
        add(frame->view, .kind = WIDGET_LABEL, .name = date, .step = TYPE_CAPTION,
            .align = TEXT_RIGHT, .colour = COLOUR_ON_HEADER,
            .box = {frame->right - 190 - day, 30, day, 52});
    int right = wide ? frame->right - 190 - day - 40 : frame->right;
    add_hotline(frame, (struct box){right - 400, wide ? 30 : 59, 400, wide ? 52 : 46});
}

void
bar_header(const struct frame *frame)
{
    struct view *view = frame->view;
    int height = frame->theme->header_height, page = frame->theme->panel_width;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_HEADER, .box = {0, 0, page, height});
    if (frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_INK,
            .box = {0, height - 3, page, 3});
    else
        add(view, .kind = WIDGET_PICTURE, .icon = "header-ridge",
            .box = {0, 0, page, height});
    bool compact = frame->theme->compact;
    int mark = compact ? 76 : frame->assisted ? 88 : 76;
    // Nobody can begin a visit there, but staff must come in.
    bool door = frame->session->screen == SCREEN_OUT_OF_SERVICE;
    add(view, .kind = WIDGET_PICTURE, .icon = "mark", .id = "mark",
        .name = _("Mark of the house"),
        .box = {frame->left, frame->assisted && !compact ? 40 : (height - mark) / 2, mark,
                mark},
        sends(door ? SESSION_CORNER : 0));
    add_place(frame);
    if (compact) {
        add_compact_end(frame);
        return;
    }
    g_autofree char *time = NULL, *date = NULL;
    bar_clock(frame, &time, &date);
    int x = frame->right - 420;
    add(view, .kind = WIDGET_LABEL, .id = "clock", .name = time, .step = TYPE_LARGE,
        .size = frame->assisted ? 72 : 54, .bold = true, .align = TEXT_RIGHT,
        .colour = COLOUR_ON_HEADER,
        .box = {x, frame->assisted ? 14 : 16, 420, frame->assisted ? 88 : 66});
    add(view, .kind = WIDGET_LABEL, .name = date, .step = TYPE_CAPTION,
        .align = TEXT_RIGHT, .colour = COLOUR_ON_HEADER,
        .box = {x, frame->assisted ? 98 : 79, 420, frame->assisted ? 52 : 40});
}

#define STEP_COUNT 6

/* Names of the steps that this service has, and where we are among them. */
struct steps {
    const char *names[STEP_COUNT];
    int count, now; // from 0; count: all are done
};

static struct steps
steps_of(const struct session *session)
{
    const char *const names[STEP_COUNT] = {_("Guide"),  _("ID card"), _("Answers"),
                                           _("Papers"), _("Check"),   _("Submit")};
    struct steps steps = {0};
    int present = session_step(session);
    for (int step = 1; step <= STEP_COUNT; step++) {
        if (!session_step_exists(session, step))
            continue;
        if (step < present || session->screen == SCREEN_DONE)
            steps.now++;
        steps.names[steps.count++] = names[step - 1];
    }
    return steps;
}

static enum step_state
state_of(const struct steps *steps, int index)
{
    return index < steps->now ? STEP_DONE : index == steps->now ? STEP_NOW : STEP_LATER;
}

static int
steps_top(const struct frame *frame)
{
    return frame->theme->header_height + (frame->theme->compact ? 12 : 24);
}

static void
add_assisted_steps(const struct frame *frame, const struct steps *steps)
{
    int now = MIN(steps->now + 1, steps->count);
    g_autofree char *words = text_format(N_("Step %1$d of %2$d"), now, steps->count);
    int width = view_text_width(frame->view, words, TYPE_SMALL, true);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "step",
        .name = words, .step = TYPE_SMALL, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, steps_top(frame), width, 56});
    int x = frame->left + width + 28, gap = 16;
    int bar = (frame->right - x - gap * (steps->count - 1)) / steps->count;
    for (int i = 0; i < steps->count; i++)
        add(frame->view, .kind = WIDGET_STEP, .step_state = state_of(steps, i),
            .box = {x + i * (bar + gap), steps_top(frame) + 17, bar, 22});
}

void
bar_steps(const struct frame *frame)
{
    struct steps steps = steps_of(frame->session);
    if (steps.count == 0)
        return;
    if (frame->assisted || frame->theme->narrow) {
        add_assisted_steps(frame, &steps);
        return;
    }
    int gap = 14, width = (frame->width - gap * (steps.count - 1)) / steps.count;
    for (int i = 0; i < steps.count; i++) {
        enum step_state state = state_of(&steps, i);
        g_autofree char *name = state == STEP_DONE
                                    ? g_strdup(steps.names[i])
                                    : g_strdup_printf("%d %s", i + 1, steps.names[i]);
        add(frame->view, .kind = WIDGET_STEP, .role = ROLE_LISTITEM, .name = name,
            .step_state = state,
            .box = {frame->left + i * (width + gap), steps_top(frame), width, 62});
    }
}
