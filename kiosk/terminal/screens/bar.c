// SPDX-License-Identifier: Apache-2.0
#include "bar.h"

#include "core/text.h"
#include <string.h>

void
bar_clock(const struct frame *frame, char **time_out, char **date_out)
{
    struct clock_date date = clock_date(frame->session->now_ms);
    *time_out = g_strdup_printf("%02d:%02d", date.hour, date.minute);
    *date_out = frame->assisted ? text_short_day(&date) : text_day(&date);
}

void
bar_tag(const struct frame *frame, int x, int y, const char *tag)
{
    int width = view_text_width(frame->view, tag, TYPE_CAPTION, false) + 24;
    int height = frame->assisted ? 56 : 40;
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
    int x = frame->left + (frame->assisted ? 104 : 96), y = frame->assisted ? 84 : 51;
    int width = view_text_width(frame->view, name, step, true);
    width += frame->assisted ? 0 : (int)g_utf8_strlen(name, -1); // letter space
    add(frame->view, .kind = WIDGET_LABEL, .name = name, .step = step, .bold = true,
        .colour = COLOUR_ON_HEADER, .letter_space = frame->assisted ? 0 : 1,
        .box = {x, y - 30, width, 60});
    if (place->tag != NULL)
        bar_tag(frame, x + width + 14, y, frame_texts(frame, place->tag));
    if (frame->assisted)
        return;
    g_autofree char *line = g_strdup_printf("%s · %s", frame_texts(frame, place->area),
                                            frame_texts(frame, place->machine));
    add(frame->view, .kind = WIDGET_LABEL, .name = line, .step = TYPE_CAPTION,
        .colour = COLOUR_ON_HEADER, .box = {x, 75, 500, 40});
}

void
bar_header(const struct frame *frame)
{
    struct view *view = frame->view;
    int height = frame->theme->header_height, page = frame->theme->page_width;
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_HEADER, .box = {0, 0, page, height});
    if (frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_INK,
            .box = {0, height - 3, page, 3});
    else
        add(view, .kind = WIDGET_PICTURE, .icon = "header-ridge",
            .box = {0, 0, page, height});
    int mark = frame->assisted ? 88 : 76;
    // Nobody can begin a visit there, but staff must come in.
    bool door = frame->session->screen == SCREEN_OUT_OF_SERVICE;
    add(view, .kind = WIDGET_PICTURE, .icon = "mark", .id = "mark",
        .name = _("Mark of the house"),
        .box = {frame->left, frame->assisted ? 40 : 30, mark, mark},
        sends(door ? SESSION_CORNER : 0));
    add_place(frame);

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

static void
add_assisted_steps(const struct frame *frame, const struct steps *steps)
{
    int now = MIN(steps->now + 1, steps->count);
    g_autofree char *words = text_format(N_("Step %1$d of %2$d"), now, steps->count);
    int width = view_text_width(frame->view, words, TYPE_SMALL, true);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "step",
        .name = words, .step = TYPE_SMALL, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, 192, width, 56});
    int x = frame->left + width + 28, gap = 16;
    int bar = (frame->right - x - gap * (steps->count - 1)) / steps->count;
    for (int i = 0; i < steps->count; i++)
        add(frame->view, .kind = WIDGET_STEP, .step_state = state_of(steps, i),
            .box = {x + i * (bar + gap), 209, bar, 22});
}

void
bar_steps(const struct frame *frame)
{
    struct steps steps = steps_of(frame->session);
    if (steps.count == 0)
        return;
    if (frame->assisted) {
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
            .box = {frame->left + i * (width + gap), 160, width, 62});
    }
}

struct bar_key {
    const char *id, *name, *icon;
    enum widget_tone tone;
    int place; // of six
    int event;
};

static void
add_bar_key(const struct frame *frame, const struct bar_key *key)
{
    int gap = 16, width = (frame->width - 5 * gap) / 6;
    int height = frame->assisted ? 164 : 122;
    int y = frame->theme->page_height - (frame->assisted ? 200 : 146);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = key->icon, .icon_size = frame->assisted ? 72 : 56,
        .tone = key->tone, .layout = LAYOUT_STACKED, .step = TYPE_CAPTION,
        .box = {frame->left + key->place * (width + gap), y, width, height},
        sends(key->event));
}

/* 办不成事 stands on every screen but where a case is just being kept, and where it is open. */
static void
add_trouble(const struct frame *frame, int y, int height)
{
    if (!session_can_turn_aside(frame->session))
        return;
    int width = frame->assisted ? 300 : 210;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "trouble",
        .name = _("Cannot be done"), .icon = "feedback",
        .icon_size = frame->assisted ? 40 : 32, .small = true, .step = TYPE_CAPTION,
        .bold = true, .box = {frame->right - width, y - 2, width, height - 2},
        sends(SESSION_OPEN_TROUBLE));
}

static void
add_line(const struct frame *frame)
{
    struct view *view = frame->view;
    int top = frame->theme->bar_top, icon = frame->assisted ? 48 : 36;
    int y = top + (frame->assisted ? 20 : 18), height = frame->assisted ? 90 : 56;
    add(view, .kind = WIDGET_ICON, .icon = "phone_in_talk", .icon_size = icon,
        .colour = COLOUR_INK, .box = {frame->left + 2, y, icon, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .step = TYPE_CAPTION,
        .name = frame->assisted ? _("**12345** hotline") : _("**12345** hotline, always"),
        .colour = COLOUR_INK,
        .box = {frame->left + icon + 16, y,
                frame->width - icon - 16 - (frame->assisted ? 330 : 240), height});
    add_trouble(frame, y, height);
}

/* While something is said, the line gives its place to how loud it is. */
static void
add_volume(const struct frame *frame)
{
    struct view *view = frame->view;
    int icon = frame->assisted ? 56 : 40, height = frame->assisted ? 88 : 60;
    int y = frame->theme->bar_top + (frame->assisted ? 20 : 14);
    int width = frame->assisted ? 250 : 190, gap = 20;
    int step = frame->session->volume + SESSION_VOLUME_MOST + 1;
    g_autofree char *words =
        text_format(N_("Loudness %1$d of %2$d"), step, 2 * SESSION_VOLUME_MOST + 1);
    add(view, .kind = WIDGET_ICON, .icon = "record_voice_over", .icon_size = icon,
        .colour = COLOUR_QING_MARK, .box = {frame->left, y, icon, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "volume", .name = words,
        .step = TYPE_CAPTION, .colour = COLOUR_INK,
        .box = {frame->left + icon + 16, y, 380, height});
    struct box louder = {frame->right - width, y, width, height};
    struct box quieter = {louder.x - gap - width, y, width, height};
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "quieter",
        .name = _("Quieter"), .icon = "volume_down", .step = TYPE_CAPTION, .small = true,
        .disabled = frame->session->volume == -SESSION_VOLUME_MOST, .box = quieter,
        .send = {.action = SESSION_VOLUME, .number = -1});
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "louder",
        .name = _("Louder"), .icon = "volume_up", .step = TYPE_CAPTION, .small = true,
        .disabled = frame->session->volume == SESSION_VOLUME_MOST, .box = louder,
        .send = {.action = SESSION_VOLUME, .number = 1});
}

void
bar_bottom(const struct frame *frame, int parts)
{
    const struct theme *theme = frame->theme;
    bool assisted = frame->assisted;
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, theme->bar_top, theme->page_width,
                theme->page_height - theme->bar_top});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {0, theme->bar_top, theme->page_width, theme->contrast ? 3 : 2});
    if (frame->session->speech_open)
        add_volume(frame);
    else
        add_line(frame);
    if ((parts & FRAME_BACK) != 0)
        add_bar_key(frame, &(struct bar_key){"back", _("Back"), "arrow_back",
                                             TONE_ORDINARY, 0, SESSION_BACK});
    const char *help = frame->session->help == HELP_CALLED ? _("Called")
                       : assisted                          ? _("Help")
                                                           : _("Get help");
    add_bar_key(frame, &(struct bar_key){"help", help, "support_agent", TONE_HELP, 1,
                                         SESSION_HELP});
    if ((parts & FRAME_MODE) != 0)
        add_bar_key(frame,
                    &(struct bar_key){"mode", assisted ? _("Standard") : _("Large type"),
                                      "format_size", TONE_ORDINARY, 2, SESSION_MODE});
    if (session_can_speak(frame->session))
        add_bar_key(frame, &(struct bar_key){
                               "say", assisted ? _("Again, aloud") : _("Read to me"),
                               "volume_up", TONE_ORDINARY, 4, SESSION_SAY});
    if ((parts & FRAME_END) != 0)
        add_bar_key(frame, &(struct bar_key){"end", _("End"), "logout", TONE_END, 5,
                                             SESSION_ASK_END});
}
