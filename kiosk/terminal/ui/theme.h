// SPDX-License-Identifier: Apache-2.0
/* Theme: colours, type and measures of the look, for one panel. Sizes are written in units
 * of the reference panel (1080 units on 268 mm) and become pixels here, so that they keep
 * their millimetres on any panel. Pure; ui thread. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "geometry.h"

#include <stdbool.h>
#include <stdint.h>

enum colour {
    COLOUR_PAPER, // 纸: the page
    COLOUR_CARD,  // 白: face of keys, tiles, fields, panels
    COLOUR_BED,   // 台: bottom bar, keyboard
    COLOUR_SUNK,  // 沉: what cannot be pressed
    COLOUR_LIP,   // 唇
    COLOUR_HELP_LIP,
    COLOUR_HAIR, // 细线
    COLOUR_INK,  // 墨
    COLOUR_INK2, // 次墨
    COLOUR_EDGE, // 边
    COLOUR_HELP_EDGE,
    COLOUR_QING_TEXT, // 青字
    COLOUR_QING_MARK, // 青标
    COLOUR_SONG_MARK, // 松标
    COLOUR_ZHE_MARK,  // 赭标
    COLOUR_ZHU_MARK,  // 朱标
    COLOUR_ZHU_TEXT,  // 朱字
    COLOUR_QING,      // 青
    COLOUR_QING_DEEP, // pressed, and lip of the primary key
    COLOUR_ON_QING,   // words on 青, 朱 and the emblems
    COLOUR_ZHU,       // 朱
    COLOUR_AMBER,     // 黄
    COLOUR_ON_AMBER,
    COLOUR_TINT_INFO, // 浅底
    COLOUR_TINT_GOOD,
    COLOUR_TINT_NOTICE,
    COLOUR_TINT_ERROR,
    COLOUR_EMBLEM_QING, // 类标
    COLOUR_EMBLEM_JIANG,
    COLOUR_EMBLEM_ZHE,
    COLOUR_EMBLEM_SONG,
    COLOUR_EMBLEM_DIAN,
    COLOUR_EMBLEM_ZI,
    COLOUR_VEIL,
    COLOUR_HEADER,       // band of the header
    COLOUR_HEADER_RIDGE, // the darker ridge at its foot
    COLOUR_ON_HEADER,
    COLOUR_STAGE, // behind the live picture of a page
    COLOUR_SHEET, // white that stays white: codes, pages
    COLOUR_COUNT
};

enum type_step {
    TYPE_CAPTION,
    TYPE_SMALL,
    TYPE_BODY,
    TYPE_KEY,
    TYPE_LARGE,
    TYPE_TITLE,
    TYPE_VERDICT,
    TYPE_FIGURE,
    TYPE_COUNT
};

enum theme_palette {
    PALETTE_STANDARD,
    PALETTE_CONTRAST_LIGHT,
    PALETTE_CONTRAST_DARK,
};

/* How the bottom bar stands: a line above one row of six keys; all in one row; a line above
 * two rows of three. */
enum theme_bar { BAR_STACKED, BAR_WIDE, BAR_NARROW };

struct theme {
    enum theme_palette palette;
    bool assisted;
    bool lowered;  // 画面放低, and the panel is so high that it makes a difference
    bool contrast; // one of the high-contrast palettes
    uint32_t colours[COLOUR_COUNT];
    int width, height; // of the panel in pixels
    double px_per_mm, px_per_unit;

    /* For those who draw, in pixels. */
    int type_px[TYPE_COUNT];
    int border, lip, primary_lip;

    /* For those who lay out a page, in units. */
    int page_width, page_height;
    int line_permille;  // line height of running text
    int margin, gutter; // of the page; between halves
    int header_height;
    int content_top, content_bottom; // below the steps; where the primary key ends
    int bar_top;                     // of the bottom bar

    /* The panel that the page stands on, in units. `whole`: both are the same and nothing is
     * arranged anew; else the page above is only what a screen is laid out on. */
    bool whole, narrow;
    bool snug;     // another language is tried on the page as it was drawn, see theme_split()
    bool compact;  // header and bar are as low as they may be
    bool low;      // rows of keys are as low as they may be
    bool shrinks;  // words that have no room in one line take a smaller step of the type
    bool mirrored; // the language runs from right to left, and so does the page
    bool lowers;   // 画面放低 would change something here
    int panel_width, panel_height;
    bool foreign;      // words may need more room than Chinese ones
    bool splits;       // a page with keys to write with has two columns here
    int columns;       // that a page is dealt into
    int column_offset; // of the page in its column
    int band_top;      // where what is used begins, below the header
    int steps_height;  // below the header, where a page has steps
    enum theme_bar bar;
    int bar_rows; // of a compact one
    int panel_bar_top, panel_bar_bottom;
    int sheet_bottom; // where the lowest key ends
};

/* Everything that the look depends on. */
struct theme_settings {
    enum theme_palette palette;
    bool assisted, lowered;
    bool foreign; // words are not those that the look was drawn for
    bool mirrored;
    int width, height;   // pixels
    int panel_width_mm, panel_height_mm; // 0: the reference panel; of that shape
    int panel_bottom_mm; // lower edge of the panel above the floor; 0: unknown
};
void theme_setup(struct theme *theme, const struct theme_settings *settings);

/* The other way to lay out a page that has no room: two columns where `splits` says so; where
 * it was `snug`, one that is higher than the panel and is dealt onto sheets. */
void theme_split(struct theme *theme);

/* Whether the panel has the shape that it is said to have, whichever way it is turned. If not
 * its sizes are wrong somewhere; its diagonal is believed. */
bool theme_panel_is_plausible(const struct theme_settings *settings);

/* The same for a panel at the usual height. `panel_width_mm` 0: the reference panel. */
void theme_init(struct theme *theme, enum theme_palette palette, bool assisted, int width,
                int height, double panel_width_mm);

/* Pixels of `units` of the reference panel; never 0 for a positive number. */
int theme_px(const struct theme *theme, double units);
int theme_mm(const struct theme *theme, double millimetres);

/* WCAG contrast of two colours, 1…21. */
double theme_contrast(uint32_t a, uint32_t b);

/* "ink", "qing_mark" …; COLOUR_COUNT when there is no such token. */
enum colour theme_colour_by_name(const char *name, int length);

#endif
