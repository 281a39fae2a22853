// SPDX-License-Identifier: Apache-2.0
/* The bottom bar: the line with what is always there, and six keys. Where both stand depends
 * on the panel. */
#include "bar.h"

#include "core/text.h"
#include <string.h>

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
        width = assisted ? CLAMP(width - 860, 870, 1230) : CLAMP(width - 470, 800, 1120);
        places.keys_left = frame->right - width;
        places.keys_top = top + 14;
        places.line_right = places.keys_left - 28;
    }
    if (theme->bar == BAR_NARROW) {
        places.in_row = 3;
        places.key_height = assisted ? 92 : 70;
        places.keys_top =
            theme->panel_bar_bottom - 2 * places.key_height - places.gap - 18;
    }
    places.key_width = (width - (places.in_row - 1) * places.gap) / places.in_row;
    return places;
}

/* ---- the six keys ---- */

void
bar_six_keys(const struct frame *frame, int parts, struct bar_key keys[BAR_KEYS])
{
    bool assisted = frame->assisted;
    const struct session *session = frame->session;
    const char *help = session->help == HELP_CALLED ? _("Called")
                       : assisted                   ? _("Help")
                                                    : _("Get help");
    const struct bar_key all[BAR_KEYS] = {
        {"back", _("Back"), "arrow_back", TONE_ORDINARY, SESSION_BACK,
         (parts & FRAME_BACK) != 0, false},
        {"help", help, "support_agent", TONE_HELP, SESSION_HELP, true, false},
        {"mode", assisted ? _("Standard") : _("Large type"), "format_size", TONE_ORDINARY,
         SESSION_MODE, (parts & FRAME_MODE) != 0, false},
        {"language", _("Language"), "language", TONE_ORDINARY, SESSION_LANGUAGES,
         session->language_count > 1 && !session_is_staff(session),
         session->dialog == DIALOG_LANGUAGES},
        {"say", assisted ? _("Again, aloud") : _("Read to me"), "volume_up",
         TONE_ORDINARY, SESSION_SAY, session_can_speak(session), false},
        {"end", _("End"), "logout", TONE_END, SESSION_ASK_END, (parts & FRAME_END) != 0,
         false},
    };
    memcpy(keys, all, sizeof all);
}

/* Of its longest word, or of all of them. */
static int
words_width(const struct frame *frame, const char *name, bool whole)
{
    g_auto(GStrv) words = g_strsplit(name, whole ? "\n" : " ", -1);
    int width = 0;
    for (char **word = words; *word != NULL; word++)
        width = MAX(width, view_text_width(frame->view, *word, TYPE_CAPTION, true));
    return width;
}

/* Six as wide as each other, unless a word of another language needs more: then the others
 * give it, on every screen the same. False: there is not so much. */
static bool
share_width(const struct frame *frame, const struct bar_key keys[BAR_KEYS], int room,
            bool whole, int widths[BAR_KEYS])
{
    int least[BAR_KEYS], all = 0, pad = 14;
    for (int i = 0; i < BAR_KEYS; i++) {
        least[i] = words_width(frame, keys[i].name, whole) + pad;
        // Keys stay where they are when somebody was called.
        if (strcmp(keys[i].id, "help") == 0)
            least[i] = MAX(least[i], words_width(frame, _("Called"), whole) + pad);
        all += least[i];
    }
    if (all > room)
        return false;
    int level = room / BAR_KEYS;
    for (int over = 1; over > 0; level -= over > 0) {
        over = -room;
        for (int i = 0; i < BAR_KEYS; i++) {
            widths[i] = MAX(least[i], level);
            over += widths[i];
        }
    }
    return true;
}

static void
add_bar_key(const struct frame *frame, const struct bar_key *key, struct box box)
{
    bool narrow = frame->theme->bar == BAR_NARROW;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = key->icon,
        .icon_size = narrow            ? 44
                     : frame->assisted ? 72
                                       : 56,
        .tone = key->tone, .layout = narrow ? LAYOUT_ROW : LAYOUT_STACKED,
        .step = TYPE_CAPTION, .bold = true, .selected = key->selected, .box = box,
        sends(key->event));
}

static void
add_keys(const struct frame *frame, int parts)
{
    struct places places = places_of(frame);
    struct bar_key keys[BAR_KEYS];
    int widths[BAR_KEYS], room = places.in_row * places.key_width;
    bar_six_keys(frame, parts, keys);
    for (int i = 0; i < BAR_KEYS; i++)
        widths[i] = places.key_width;
    if (frame->theme->foreign && places.in_row == BAR_KEYS &&
        !share_width(frame, keys, room, true, widths))
        share_width(frame, keys, room, false, widths);
    int x = places.keys_left, y = places.keys_top;
    for (int i = 0; i < BAR_KEYS; i++) {
        if (i > 0 && i % places.in_row == 0) {
            x = places.keys_left;
            y += places.key_height + places.gap;
        }
        if (keys[i].there)
            add_bar_key(frame, &keys[i],
                        (struct box){x, y, widths[i], places.key_height});
        x += widths[i] + places.gap;
    }
}

/* ---- the line ---- */

int
bar_line_keys(const struct frame *frame, struct bar_key keys[BAR_LINE_KEYS])
{
    const struct session *session = frame->session;
    bool brief = frame->theme->compact;
    int count = 0;
    if (session_can_turn_aside(session))
        keys[count++] = (struct bar_key){"trouble", _("Cannot be done"), "feedback",
                                         TONE_ORDINARY, SESSION_OPEN_TROUBLE, true,
                                         false};
    keys[count++] =
        (struct bar_key){"colours", _("Colours"), "contrast", TONE_ORDINARY,
                         SESSION_COLOURS, true, session->colours != COLOURS_USUAL};
    if (frame->theme->lowers)
        keys[count++] = (struct bar_key){
            "lower",
            session->lowered ? (brief ? _("Lift") : _("Put it back"))
                             : (brief ? _("Lower") : _("Lower it")),
            session->lowered ? "arrow_upward" : "arrow_downward", TONE_ORDINARY,
            SESSION_LOWER, true, session->lowered};
    return count;
}

static int
line_icon(const struct frame *frame, bool bare)
{
    return bare ? 0 : frame->assisted ? 40 : 32;
}

static int
line_key_width(const struct frame *frame, const struct bar_key *key, bool bare)
{
    int words = view_text_width(frame->view, key->name, TYPE_CAPTION, true);
    int icon = line_icon(frame, bare), pad = frame->assisted ? 22 : 20;
    return MAX(words + (icon > 0 ? icon + 14 : 0) + 2 * pad, bare ? 96 : 120);
}

static void
add_line_key(const struct frame *frame, const struct bar_key *key, bool bare,
             struct box box)
{
    int icon = line_icon(frame, bare);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = icon > 0 ? key->icon : NULL, .icon_size = icon,
        .small = true, .step = TYPE_CAPTION, .bold = true, .selected = key->selected,
        .box = box, sends(key->event));
}

/* Gives the x where the words of the line must end. */
static int
add_line_keys(const struct frame *frame)
{
    struct bar_key keys[BAR_LINE_KEYS];
    struct places places = places_of(frame);
    int count = bar_line_keys(frame, keys), gap = frame->assisted ? 18 : 14;
    bool wide = frame->theme->bar == BAR_WIDE, bare = false;
    int room = places.line_right - frame->left, all = 0;
    for (int pass = 0; pass < 2; pass++) {
        all = -gap;
        for (int i = 0; i < count; i++)
            all += line_key_width(frame, &keys[i], bare) + gap;
        // Words say it alone where pictures would leave no room for the telephone.
        if (all <= (wide ? room : room - (frame->assisted ? 180 : 120)))
            break;
        bare = true;
    }
    int x = wide ? frame->left : places.line_right - all, first = x;
    int y = wide ? places.line_top + (frame->assisted ? 86 : 58) : places.line_top - 2;
    bool two_rows = wide && all > room;
    for (int i = 0; i < count; i++) {
        int width = line_key_width(frame, &keys[i], bare);
        bool above = two_rows && i == 0;
        add_line_key(frame, &keys[i], bare,
                     (struct box){x, above ? y - places.line_height - gap : y, width,
                                  places.line_height});
        x += above ? 0 : width + gap;
    }
    return wide ? (two_rows ? frame->left : places.line_right) : first - gap;
}

static void
add_line(const struct frame *frame)
{
    struct view *view = frame->view;
    struct places places = places_of(frame);
    bool assisted = frame->assisted, wide = frame->theme->bar == BAR_WIDE;
    int right = add_line_keys(frame), icon = assisted ? 48 : 36;
    if (right <= frame->left)
        return; // the keys take all of it
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
        width = assisted ? 200 : 150, height = places.line_height,
        y = places.line_top - 2;
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
    if (theme->compact) {
        bar_compact(frame, parts);
        return;
    }
    if (frame->session->speech_open)
        add_volume(frame);
    else
        add_line(frame);
    add_keys(frame, parts);
}
