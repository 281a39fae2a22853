// SPDX-License-Identifier: Apache-2.0
/* Which page screens are laid out on, and where it stands on the panel. A panel like the one
 * of the look has the page as it is. On any other the millimetres stay: the page is dealt
 * into columns and sheets (screens/arrange.c). */
#include "theme_panel.h"

#include <glib.h>
#include <math.h>

/* Reach of somebody who sits (EN 301 549 8.3): millimetres above the floor. */
#define REACH_TOP_MM 1220
#define REACH_BOTTOM_MM 380
/* What is left for the matter itself, however high somebody has hung the panel: lower edge at
 * 950 mm or less, or its keys are out of reach. */
#define BAND_LEAST 900
#define KEY_ABOVE_EDGE 16 // the lowest key above the lower edge of the panel

/* Of width to height: pixels need not be square to the last per cent. */
#define SHAPE_TOLERANCE 0.06

#define BAND_LOW 1100 // less than this: keys are lower

#define PAGE_WIDTH_LEAST 1040 // of a page that stands as it was drawn
#define PAGE_WIDTH_MOST 1240
#define PAGE_HEIGHT 2040 // some air, which goes when the page is arranged
#define PAGE_HEIGHT_LEAST 1850
#define PAGE_HEIGHT_NARROW 2400 // lines break more often there
#define PAGE_WIDTH_COLUMN                                                                \
    1000 // two such columns hold any page; less only what is written
#define TWO_COLUMNS 1300
#define COMPACT_WIDTH                                                                    \
    1000 // narrower or, on a wide panel, lower than this: no large header
#define COMPACT_HEIGHT 1300
#define COMPACT_BAND 1300 // and where the page is lowered onto so little

static int
units(double millimetres)
{
    return (int)(millimetres * THEME_UNITS_PER_MM + 0.5);
}

static bool
is_shape(const struct theme_settings *settings, double width_mm, double height_mm)
{
    double said = width_mm / height_mm, seen = (double)settings->width / settings->height;
    return fabs(said / seen - 1) <= SHAPE_TOLERANCE;
}

bool
theme_panel_is_plausible(const struct theme_settings *settings)
{
    int width = settings->panel_width_mm, height = settings->panel_height_mm;
    return width == 0 || height == 0 || is_shape(settings, width, height) ||
           is_shape(settings, height, width);
}

double
theme_panel_px_per_mm(const struct theme_settings *settings)
{
    double width = settings->panel_width_mm, height = settings->panel_height_mm;
    if (width <= 0)
        return settings->width * THEME_UNITS_PER_MM / 1080;
    if (height <= 0 || is_shape(settings, width, height))
        return settings->width / width;
    if (is_shape(settings, height, width)) // turned
        return settings->width / height;
    return hypot(settings->width, settings->height) / hypot(width, height);
}

/* Heights of the bottom bar by its form: standard, assisted. */
static const int bar_heights[][2] = {
    [BAR_STACKED] = {240, 330}, [BAR_WIDE] = {150, 212}, [BAR_NARROW] = {256, 346}};

/* Without a line: rows of keys of 21 mm, or one of icons over words. */
static int
compact_bar_height(struct theme *theme)
{
    bool wide = theme->bar == BAR_WIDE;
    theme->bar_rows = (wide ? 1 : 2) + (theme->foreign && theme->panel_width < 1600);
    return theme->bar_rows == 1 ? 154
                                : 28 + theme->bar_rows * 86 + (theme->bar_rows - 1) * 18;
}

static void
place_bar(struct theme *theme, int rise)
{
    bool assisted = theme->assisted;
    int width = theme->panel_width;
    theme->bar = width >= TWO_COLUMNS && width > theme->panel_height ? BAR_WIDE
                 : width < 1000                                      ? BAR_NARROW
                                                                     : BAR_STACKED;
    theme->panel_bar_bottom = theme->panel_height - rise;
    int height = theme->compact ? compact_bar_height(theme)
                                : bar_heights[theme->bar][assisted];
    theme->panel_bar_top = theme->panel_bar_bottom - height;
    theme->sheet_bottom = theme->panel_bar_top - (assisted ? 26 : 30);
}

static void
set_header(struct theme *theme)
{
    theme->header_height = theme->compact ? 112 : theme->assisted ? 168 : 136;
    theme->steps_height = theme->compact ? 76 : 96;
    theme->band_top = theme->header_height;
}

/* Moves what is used into reach; false when it is there already. */
static bool
lower(struct theme *theme, const struct theme_settings *settings)
{
    int floor = units(settings->panel_bottom_mm);
    int above = floor + theme->panel_height - units(REACH_TOP_MM);
    int below = units(REACH_BOTTOM_MM) - floor;
    if (settings->panel_bottom_mm == 0) { // unknown: the lower half
        above = theme->panel_height / 2;
        below = 0;
    }
    above = MIN(above, theme->panel_height - BAND_LEAST);
    // In the header nothing is pressed, nor at the very edge.
    if (above <= theme->header_height && below <= KEY_ABOVE_EDGE)
        return false;
    theme->lowers = true;
    if (!settings->lowered)
        return false;
    theme->compact |= theme->assisted &&
                      theme->panel_height - above - MAX(below, 0) < COMPACT_BAND;
    set_header(theme);
    theme->band_top = MAX(theme->band_top, above);
    place_bar(theme,
              MAX(MIN(below, theme->panel_height - theme->band_top - BAND_LEAST), 0));
    return true;
}

/* The page that screens are laid out on; `dealt`: it goes onto sheets. */
static void
set_page(struct theme *theme, int columns, bool dealt)
{
    bool assisted = theme->assisted;
    int width = theme->panel_width, height = theme->panel_height;
    theme->columns = columns;
    bool drawn = !theme->lowered && width >= PAGE_WIDTH_LEAST &&
                 width <= PAGE_WIDTH_MOST && height >= PAGE_HEIGHT_LEAST;
    // The look was drawn for Chinese, which is short: what other languages say may need more
    // room than there is, like any page on a smaller panel. Most pages have it all the same.
    theme->whole = drawn && !theme->foreign;
    theme->snug = drawn && theme->foreign && !dealt;
    theme->shrinks = !theme->whole;
    theme->page_width = MIN(width / theme->columns, PAGE_WIDTH_MOST);
    theme->column_offset = (width / theme->columns - theme->page_width) / 2;
    theme->narrow = theme->page_width < 1000;
    bool small = theme->lowered || theme->splits || theme->compact;
    theme->low = theme->narrow ||
                 (small && theme->sheet_bottom - theme->band_top < BAND_LOW);
    theme->page_height = theme->whole || theme->snug ? height
                         : theme->narrow || (theme->foreign && assisted)
                             ? PAGE_HEIGHT_NARROW
                             : PAGE_HEIGHT;
    theme->margin = theme->narrow ? 28 : assisted ? 40 : 56;
    theme->gutter = 20;
    theme->content_top = assisted ? 264 : 244;
    theme->bar_top = theme->page_height - (assisted ? 330 : 240);
    theme->content_bottom = theme->page_height - (assisted ? 356 : 270);
}

void
theme_stand(struct theme *theme, const struct theme_settings *settings)
{
    theme->panel_width = (int)(theme->width / theme->px_per_unit + 0.5);
    theme->panel_height = (int)(theme->height / theme->px_per_unit + 0.5);
    theme->foreign = settings->foreign;
    bool wide = theme->panel_width >= TWO_COLUMNS &&
                theme->panel_width > theme->panel_height;
    theme->compact = theme->assisted && (theme->panel_width < COMPACT_WIDTH ||
                                         (wide && theme->panel_height < COMPACT_HEIGHT));
    set_header(theme);
    place_bar(theme, 0);
    theme->lowered = lower(theme, settings);
    bool both = wide && (theme->compact || theme->panel_width >= 2 * PAGE_WIDTH_COLUMN);
    theme->splits = wide && !both;
    set_page(theme, both ? 2 : 1, false);
}

void
theme_split(struct theme *theme)
{
    set_page(theme, theme->snug ? 1 : 2, true);
    theme_set_type(theme);
}
