// SPDX-License-Identifier: Apache-2.0
/* The bottom bar: the line with what is always there, and six keys. Where both stand depends
 * on the panel. */
#include "bar.h"

#include "core/text.h"

/* Where line and keys stand, in units of the panel. */
struct places {
    int line_top, line_height, line_right;
    int keys_left, keys_top, key_width, key_height, gap, in_row;
};

static struct places
places_of(const struct frame *frame)
{
    const struct theme *theme = frame->theme;
    bool assisted = frame->assisted;
    int top = theme->panel_bar_top;
    struct places places = {
        .line_top = top + (assisted ? 20 : 18),
        .line_height = assisted ? 88 : 54,
        .line_right = frame->right,
        .keys_left = frame->left,
        .keys_top = theme->panel_bar_bottom - (assisted ? 200 : 146),
        .key_height = assisted ? 164 : 122,
        .gap = assisted ? 18 : 16,
        .in_row = 6,
    };
    int width = frame->width;
    if (theme->bar == BAR_WIDE) {
        width = assisted ? MIN(width - 860, 1230) : MIN(width - 470, 1120);
        places.keys_left = frame->right - width;
        places.keys_top = top + 14;
        places.line_right = places.keys_left - 28;
    }
    if (theme->bar == BAR_NARROW) {
        places.in_row = 3;
        places.key_height = assisted ? 124 : 104;
        places.keys_top = theme->panel_bar_bottom - 2 * places.key_height - 28 - 14;
        if (assisted)
            places.keys_top -= 4;
    }
    places.key_width = (width - (places.in_row - 1) * places.gap) / places.in_row;
    return places;
}

/* ---- the six keys ---- */

struct bar_key {
    const char *id, *name, *icon;
    enum widget_tone tone;
    int place; // of six
    int event;
};

static void
add_bar_key(const struct frame *frame, const struct bar_key *key)
{
    struct places places = places_of(frame);
    bool narrow = frame->theme->bar == BAR_NARROW;
    int column = key->place % places.in_row, row = key->place / places.in_row;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = key->icon,
        .icon_size = narrow            ? 48
                     : frame->assisted ? 72
                                       : 56,
        .tone = key->tone, .layout = narrow ? LAYOUT_ROW : LAYOUT_STACKED,
        .step = TYPE_CAPTION, .bold = true,
        .box = {places.keys_left + column * (places.key_width + places.gap),
                places.keys_top + row * (places.key_height + places.gap + 4),
                places.key_width, places.key_height},
        sends(key->event));
}

static void
add_keys(const struct frame *frame, int parts)
{
    bool assisted = frame->assisted;
    const struct session *session = frame->session;
    if ((parts & FRAME_BACK) != 0)
        add_bar_key(frame, &(struct bar_key){"back", _("Back"), "arrow_back",
                                             TONE_ORDINARY, 0, SESSION_BACK});
    const char *help = session->help == HELP_CALLED ? _("Called")
                       : assisted                   ? _("Help")
                                                    : _("Get help");
    add_bar_key(frame, &(struct bar_key){"help", help, "support_agent", TONE_HELP, 1,
                                         SESSION_HELP});
    if ((parts & FRAME_MODE) != 0)
        add_bar_key(frame,
                    &(struct bar_key){"mode", assisted ? _("Standard") : _("Large type"),
                                      "format_size", TONE_ORDINARY, 2, SESSION_MODE});
    if (session_can_speak(session))
        add_bar_key(frame, &(struct bar_key){
                               "say", assisted ? _("Again, aloud") : _("Read to me"),
                               "volume_up", TONE_ORDINARY, 4, SESSION_SAY});
    if ((parts & FRAME_END) != 0)
        add_bar_key(frame, &(struct bar_key){"end", _("End"), "logout", TONE_END, 5,
                                             SESSION_ASK_END});
}

/* ---- the line ---- */

struct line_key {
    const char *id, *name, *icon;
    int event;
    bool selected;
};

/* Ends at *right, which moves to the left of it. */
static void
add_line_key(const struct frame *frame, const struct line_key *key, int *right)
{
    bool assisted = frame->assisted, wide = frame->theme->bar == BAR_WIDE;
    struct places places = places_of(frame);
    int words = view_text_width(frame->view, key->name, TYPE_CAPTION, true);
    bool bare = !assisted && frame->theme->narrow; // a word says it alone
    int icon = bare ? 0 : assisted ? 40 : 32, pad = assisted ? 22 : 20;
    int width = MAX(words + (icon > 0 ? icon + 14 : 0) + 2 * pad, places.line_height);
    int y = wide ? places.line_top + (assisted ? 86 : 52) : places.line_top - 2;
    *right -= width;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = icon > 0 ? key->icon : NULL, .icon_size = icon,
        .small = true, .step = TYPE_CAPTION, .bold = true, .selected = key->selected,
        .box = {*right, y, width, places.line_height}, sends(key->event));
    *right -= assisted ? 18 : 14;
}

/* 办不成事 stands on every screen but where a case is just being kept, and where it is open.
 * From the right, so that what is always there keeps its place. */
static int
add_line_keys(const struct frame *frame)
{
    const struct session *session = frame->session;
    const struct theme *theme = frame->theme;
    struct places places = places_of(frame);
    int right = places.line_right;
    if (theme->lowers)
        add_line_key(frame,
                     &(struct line_key){
                         "lower", session->lowered ? _("Put it back") : _("Lower it"),
                         session->lowered ? "arrow_upward" : "arrow_downward",
                         SESSION_LOWER, session->lowered},
                     &right);
    add_line_key(frame,
                 &(struct line_key){"colours", _("Colours"), "contrast", SESSION_COLOURS,
                                    session->colours != COLOURS_USUAL},
                 &right);
    if (session_can_turn_aside(session))
        add_line_key(frame,
                     &(struct line_key){"trouble", _("Cannot be done"), "feedback",
                                        SESSION_OPEN_TROUBLE, false},
                     &right);
    return right;
}

static void
add_line(const struct frame *frame)
{
    struct view *view = frame->view;
    struct places places = places_of(frame);
    bool assisted = frame->assisted, wide = frame->theme->bar == BAR_WIDE;
    int right = add_line_keys(frame), icon = assisted ? 48 : 36;
    if (wide)
        right = places.line_right;
    const char *const words[] = {_("**12345** hotline, always"), _("**12345** hotline"),
                                 "**12345**"};
    size_t pick = assisted ? 1 : 0;
    int x = frame->left + icon + 16;
    while (pick + 1 < G_N_ELEMENTS(words) &&
           x + view_text_width(view, words[pick], TYPE_CAPTION, false) > right)
        pick++;
    if (x + view_text_width(view, words[pick], TYPE_CAPTION, false) > right)
        x = frame->left;
    int height = wide ? (assisted ? 62 : 44) : places.line_height;
    int y = wide ? places.line_top - 10 : places.line_top - 2;
    if (x > frame->left)
        add(view, .kind = WIDGET_ICON, .icon = "phone_in_talk", .icon_size = icon,
            .colour = COLOUR_INK, .box = {frame->left + 2, y, icon, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .step = TYPE_CAPTION,
        .name = words[pick], .colour = COLOUR_INK, .box = {x, y, right - x, height});
}

/* While something is said, the line gives its place to how loud it is. */
static void
add_volume(const struct frame *frame)
{
    struct view *view = frame->view;
    struct places places = places_of(frame);
    bool assisted = frame->assisted, wide = frame->theme->bar == BAR_WIDE;
    int icon = assisted ? 56 : 40, height = assisted ? 88 : 60;
    int y = frame->theme->panel_bar_top + (assisted ? 20 : 14);
    int width = assisted ? 250 : 190, gap = 20;
    if (frame->theme->narrow)
        width = assisted ? 200 : 150;
    int step = frame->session->volume + SESSION_VOLUME_MOST + 1;
    g_autofree char *words =
        text_format(N_("Loudness %1$d of %2$d"), step, 2 * SESSION_VOLUME_MOST + 1);
    struct box louder = {places.line_right - width, y, width, height};
    struct box quieter = {louder.x - gap - width, y, width, height};
    if (wide) {
        louder.y = quieter.y = y + height + 2;
        louder.x = frame->left + width + gap;
        quieter.x = frame->left;
    }
    int x = frame->left + icon + 16, right = wide ? places.line_right : quieter.x - 12;
    if (x + view_text_width(view, words, TYPE_CAPTION, false) > right)
        x = frame->left;
    else
        add(view, .kind = WIDGET_ICON, .icon = "record_voice_over", .icon_size = icon,
            .colour = COLOUR_QING_MARK, .box = {frame->left, y, icon, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "volume", .name = words,
        .step = TYPE_CAPTION, .colour = COLOUR_INK, .box = {x, y, right - x, height});
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
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, theme->panel_bar_top, theme->panel_width,
                theme->panel_height - theme->panel_bar_top});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {0, theme->panel_bar_top, theme->panel_width, theme->contrast ? 3 : 2});
    if (frame->session->speech_open)
        add_volume(frame);
    else
        add_line(frame);
    add_keys(frame, parts);
}
