// SPDX-License-Identifier: Apache-2.0
/* The bottom bar of a panel with little room: no line above the keys; 12345 stands in the
 * header. Keys are as wide as their words, so that one row holds what it can. A key that
 * makes no sense leaves its place empty here, too. */
#include "bar.h"

#include "core/text.h"

#define PLACES_MOST (BAR_KEYS + BAR_LINE_KEYS)
#define ROW_GAP 18

/* From left to right, row after row. */
static const char *const order[PLACES_MOST] = {
    "back", "help", "mode", "language", "trouble", "colours", "lower", "say", "end"};

/* The longest word that a key says. */
static const char *
longest_word(const struct frame *frame, int place)
{
    switch (place) {
    case 0:
        return _("Back");
    case 1:
        return _("Called");
    case 2:
        return _("Standard");
    case 3:
        return _("Language");
    case 4:
        return _("Cannot be done");
    case 5:
        return _("Colours");
    case 6:
        return frame->session->lowered ? _("Lift") : _("Lower");
    case 7:
        return _("Again, aloud");
    default:
        return _("End");
    }
}

struct row {
    int from, to; // places
    int top, height;
};

static int
least_width(const struct frame *frame, int place, int icon)
{
    int words =
        view_text_width(frame->view, longest_word(frame, place), TYPE_CAPTION, true);
    const struct session *session = frame->session;
    bool ticked = (place == 5 && session->colours != COLOURS_USUAL) ||
                  (place == 6 && session->lowered);
    if (ticked && frame->theme->bar != BAR_WIDE)
        icon = MAX(icon, 40);
    return MAX(words + (icon > 0 ? icon + 10 : 0) + 24, 96);
}

static void
add_key(const struct frame *frame, const struct bar_key *key, bool stacked, int icon,
        struct box box)
{
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = key->id,
        .name = key->name, .icon = icon > 0 ? key->icon : NULL, .icon_size = icon,
        .tone = key->tone, .layout = stacked ? LAYOUT_STACKED : LAYOUT_ROW, .small = true,
        .step = TYPE_CAPTION, .bold = true, .selected = key->selected, .box = box,
        sends(key->event));
}

/* While something is said, two keys of the line give their places to how loud it is. */
static void
add_volume(const struct frame *frame, bool louder, bool stacked, struct box box)
{
    int volume = frame->session->volume;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON,
        .id = louder ? "louder" : "quieter", .name = louder ? _("Louder") : _("Quieter"),
        .icon = !stacked ? NULL
                : louder ? "volume_up"
                         : "volume_down",
        .icon_size = stacked ? 52 : 0, .step = TYPE_CAPTION, .bold = true, .small = true,
        .layout = stacked ? LAYOUT_STACKED : LAYOUT_ROW,
        .disabled = volume == (louder ? SESSION_VOLUME_MOST : -SESSION_VOLUME_MOST),
        .box = box, .send = {.action = SESSION_VOLUME, .number = louder ? 1 : -1});
}

static bool
is_there(const struct frame *frame, int place)
{
    return place != 6 || frame->theme->lowers;
}

/* Widths of the keys of a row, all of it used. Gives the icon that there is room for. */
static int
share_out(const struct frame *frame, const struct row *row, int widths[PLACES_MOST])
{
    bool stacked = frame->theme->bar == BAR_WIDE;
    int icon = stacked ? 0 : 40, all = 0, left = 0;
    for (;; icon = 0) { // words alone, if it must be
        all = -ROW_GAP;
        left = 0;
        for (int place = row->from; place < row->to; place++) {
            widths[place] = is_there(frame, place) ? least_width(frame, place, icon) : 0;
            all += widths[place] > 0 ? widths[place] + ROW_GAP : 0;
            left += widths[place] > 0;
        }
        if (all <= frame->width || icon == 0)
            break;
    }
    // Too much is taken from the longest, whose words may stand in two lines.
    for (; all > frame->width; all--) {
        int longest = row->from;
        for (int place = row->from; place < row->to; place++)
            longest = widths[place] > widths[longest] ? place : longest;
        widths[longest]--;
    }
    int spare = frame->width - all;
    for (int place = row->from; place < row->to; place++) {
        if (widths[place] == 0)
            continue;
        int more = spare / MAX(left--, 1);
        widths[place] += more;
        spare -= more;
    }
    return stacked ? 52 : icon;
}

static void
add_row(const struct frame *frame, const struct row *row, const struct bar_key *keys,
        int count)
{
    bool stacked = frame->theme->bar == BAR_WIDE;
    int widths[PLACES_MOST] = {0}, x = frame->left;
    int icon = share_out(frame, row, widths);
    for (int place = row->from; place < row->to; place++) {
        if (widths[place] == 0)
            continue;
        struct box box = {x, row->top, widths[place], row->height};
        x += widths[place] + ROW_GAP;
        if (frame->session->speech_open && (place == 4 || place == 5)) {
            add_volume(frame, place == 5, stacked, box);
            continue;
        }
        for (int i = 0; i < count; i++)
            if (keys[i].there && g_str_equal(keys[i].id, order[place]))
                add_key(frame, &keys[i], stacked, icon, box);
    }
}

void
bar_compact(const struct frame *frame, int parts)
{
    const struct theme *theme = frame->theme;
    struct bar_key keys[PLACES_MOST];
    bar_six_keys(frame, parts, keys);
    int count = BAR_KEYS + bar_line_keys(frame, keys + BAR_KEYS);
    int rows = theme->bar_rows, top = theme->panel_bar_top + 14;
    int height = (theme->panel_bar_bottom - 14 - top - (rows - 1) * ROW_GAP) / rows;
    static const int ends[4][3] = {{0}, {9}, {4, 9}, {3, 6, 9}};
    for (int i = 0, from = 0; i < rows; from = ends[rows][i], i++) {
        struct row row = {from, ends[rows][i], top + i * (height + ROW_GAP), height};
        add_row(frame, &row, keys, count);
    }
}
