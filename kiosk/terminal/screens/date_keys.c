// SPDX-License-Identifier: Apache-2.0
/* A calendar: about which year, which year, which month, which day. What was picked stands in
 * the draft as digits; days that do not fit the question cannot be pressed. */
#include "answer_keys.h"

#include "core/calendar.h"
#include "core/field_limits.h"
#include "core/text.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define EARLIEST_YEAR 1900
#define TODAY_HEIGHT 96 // of a key that has room for the word below its number
#define KEY_MOST 140    // height of one
#define FEW_YEARS 12    // are shown without their tens first

struct range {
    int from, to; // yyyymmdd
};

static int
number_of(const struct clock_date *day)
{
    return day->year * 10000 + day->month * 100 + day->day;
}

static struct range
range_of(const struct frame *frame, const struct question *question)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    struct range range = {EARLIEST_YEAR * 10000 + 101, (today.year + 10) * 10000 + 1231};
    if (question->min != INT_MIN) {
        struct clock_date day = calendar_after_natural(&today, question->min);
        range.from = MAX(range.from, number_of(&day));
    }
    if (question->max != INT_MAX) {
        struct clock_date day = calendar_after_natural(&today, question->max);
        range.to = MIN(range.to, number_of(&day));
    }
    return range;
}

/* Whether a day that begins with these digits lies in the range. */
static bool
may_be(struct range range, const char *digits)
{
    char least[] = "00000000", most[] = "99999999";
    for (size_t i = 0; digits[i] != '\0' && least[i] != '\0'; i++)
        least[i] = most[i] = digits[i];
    return atoi(most) >= range.from && atoi(least) <= range.to;
}

/* One stage: so many keys in so many columns. */
struct stage {
    int first, count, columns;
    int before;         // empty places before the first: days stand below their weekday
    const char *prefix; // digits before the number of the key
    const char *format; // of that number
};

static const char *
animal(int year)
{
    static const char *const animals[] = {
        N_("Rat"),   N_("Ox"),   N_("Tiger"),  N_("Rabbit"),  N_("Dragon"), N_("Snake"),
        N_("Horse"), N_("Goat"), N_("Monkey"), N_("Rooster"), N_("Dog"),    N_("Pig")};
    return _(animals[(year - 4) % 12]);
}

/* Weeks begin on Monday. */
static int
days_before(int year, int month)
{
    GDate first;
    g_date_clear(&first, 1);
    g_date_set_dmy(&first, 1, (GDateMonth)month, (GDateYear)year);
    return (int)g_date_get_weekday(&first) - (int)G_DATE_MONDAY;
}

static struct stage
stage_of(const struct range *range, const char *draft)
{
    int from = range->from / 10000, to = range->to / 10000;
    size_t length = strlen(draft);
    if (length < 3 && to - from < FEW_YEARS)
        return (struct stage){from, to - from + 1, MIN(to - from + 1, 4), 0, "", "%04d"};
    if (length < 3)
        return (struct stage){from / 10, to / 10 - from / 10 + 1, 4, 0, "", "%03d"};
    if (length < 4)
        return (struct stage){atoi(draft) * 10, 10, 5, 0, "", "%04d"};
    if (length < 6)
        return (struct stage){1, 12, 4, 0, draft, "%02d"};
    int year = atoi(draft) / 100, month = atoi(draft) % 100;
    if (length > 6) {
        year = atoi(draft) / 10000;
        month = atoi(draft) / 100 % 100;
    }
    bool good = month >= 1 && month <= 12;
    int days = good ? g_date_get_days_in_month((GDateMonth)month, (GDateYear)year) : 31;
    return (struct stage){1, days, 7, good ? days_before(year, month) : 0, draft, "%02d"};
}

static char *
name_of(const struct stage *stage, int number)
{
    if (stage->columns == 7)
        return g_strdup_printf("%d", number);
    if (strlen(stage->prefix) == 4)
        return g_strdup(text_month(number));
    return number < 1000 ? text_format(N_("%d0s"), number)
                         : g_strdup_printf("%d", number);
}

static void
add_key(const struct frame *frame, const struct stage *stage, struct range range,
        int number, struct box box)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    char digits[12] = "", prefix[9] = "";
    g_strlcpy(prefix, stage->prefix, stage->columns == 7 ? 7 : 9);
    const bool two = strcmp(stage->format, "%02d") == 0;
    const bool year = strcmp(stage->format, "%04d") == 0;
    g_snprintf(digits, sizeof digits, "%s%0*d", prefix, two ? 2 : year ? 4 : 3, number);
    g_autofree char *id = g_strdup_printf("key-date-%s", digits);
    g_autofree char *name = name_of(stage, number);
    int age = today.year - number;
    g_autofree char *detail =
        !year || age < 0 ? NULL : text_format(N_("%1$s, age %2$d"), animal(number), age);
    bool old = year && stage->columns == 5; // of births, where the animal helps
    bool now = stage->columns == 7 && atoi(digits) == number_of(&today);
    bool lines = old || (now && box.h >= TODAY_HEIGHT);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id, .name = name,
        .detail = old   ? detail
                  : now ? _("today")
                        : NULL,
        .layout = lines ? LAYOUT_TWO_LINES : LAYOUT_ROW, .detail_step = TYPE_CAPTION,
        .step = stage->columns == 7 ? TYPE_BODY : TYPE_KEY, .small = stage->columns == 7,
        .selected = g_str_has_prefix(frame->session->draft, digits),
        .disabled = !may_be(range, digits), .box = box,
        .send = {.action = SESSION_DRAFT, .text = digits});
}

/* Back to the stage before, and digits for who would rather type. */
static void
add_last_row(const struct frame *frame, const struct range *range, struct box box)
{
    char before[9] = "";
    const char *draft = frame->session->draft;
    size_t length = strlen(draft), keep = length > 6 ? 4 : length > 4 ? 4 : 3;
    if (length == 6)
        keep = 4;
    if (length <= 4)
        keep = length == 4 && range->to / 10000 - range->from / 10000 >= FEW_YEARS ? 3
                                                                                   : 0;
    g_strlcpy(before, draft, keep + 1);
    int gap = frame->assisted ? 18 : 16, half = (box.w - gap) / 2;
    const char *back = length > 4 ? _("Another month")
                       : keep > 0 ? _("Another year")
                                  : _("Another time");
    if (length < 3) // nothing leads back
        half = -gap;
    else
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-date-back",
            .name = back, .icon = "arrow_back", .step = TYPE_SMALL,
            .box = {box.x, box.y, half, box.h},
            .send = {.action = SESSION_DRAFT, .text = before});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-digits",
        .name = _("Type the digits"), .icon = "dialpad", .step = TYPE_SMALL,
        .box = {box.x + half + gap, box.y, box.w - half - gap, box.h},
        .send = {.action = SESSION_KEYBOARD, .number = KEYBOARD_DIGITS});
}

/* Mondays first; Saturday and Sunday are told apart by being last. */
static void
add_weekdays(const struct frame *frame, struct box box, int gap)
{
    const char *const names[] = {_("Mo"), _("Tu"), _("We"), _("Th"),
                                 _("Fr"), _("Sa"), _("Su")};
    int step = (box.w + gap) / 7;
    for (int i = 0; i < 7; i++)
        add(frame->view, .kind = WIDGET_LABEL, .name = names[i], .step = TYPE_SMALL,
            .bold = true, .align = TEXT_CENTRE, .colour = COLOUR_INK,
            .box = {box.x + i * step, box.y, step - gap, box.h});
}

void
date_keys_add(const struct frame *frame, const struct question *question, int top,
              int bottom)
{
    struct range range = range_of(frame, question);
    struct stage stage = stage_of(&range, frame->session->draft);
    bool days = stage.columns == 7;
    int rows = (stage.before + stage.count + stage.columns - 1) / stage.columns;
    bool tight = frame->assisted && frame->theme->low; // every key as low as it may be
    int gap = frame->assisted ? (tight ? 17 : days ? 18 : 20) : days ? 12 : 16;
    int last = frame->assisted && !tight ? 90 : 84;
    int least = frame->assisted ? 84 : 54; // a key may not be lower
    int head = !days ? 0 : frame->assisted ? 56 : 48;
    int needed = bottom - 6 - last - 16 - head - rows * (least + gap);
    top = tight ? needed : MIN(top, needed);
    if (rows == 1) // one row of keys needs no high bed
        top = MAX(top, bottom - 6 - last - gap - 16 - (KEY_MOST + gap));
    int left = frame->left, all = frame->width;
    if (tight && days) { // seven keys of 20 mm need nearly all of it
        all = MIN(frame->theme->page_width - 12, 7 * 96 + 6 * gap);
        left = (frame->theme->page_width - all) / 2;
    }
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, top, frame->theme->page_width, frame->theme->bar_top - top});
    top += 16;
    if (days) {
        add_weekdays(frame, (struct box){left, top, all, head}, gap);
        top += head;
    }
    int room = bottom - 6 - last - gap - top;
    int height = MIN((room + gap) / rows - gap, KEY_MOST);
    int width = (all - gap * (stage.columns - 1)) / stage.columns;
    for (int i = 0; i < stage.count; i++) {
        int place = stage.before + i;
        add_key(frame, &stage, range, stage.first + i,
                (struct box){left + place % stage.columns * (width + gap),
                             top + place / stage.columns * (height + gap), width,
                             height});
    }
    add_last_row(frame, &range,
                 (struct box){frame->left, bottom - 6 - last, frame->width, last});
}
