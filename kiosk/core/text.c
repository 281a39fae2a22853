// SPDX-License-Identifier: Apache-2.0
#include "text.h"

const char *
text_weekday(int weekday)
{
    static const char *const names[7] = {N_("Sunday"),    N_("Monday"),   N_("Tuesday"),
                                         N_("Wednesday"), N_("Thursday"), N_("Friday"),
                                         N_("Saturday")};
    g_assert(weekday >= 0 && weekday < 7);
    return _(names[weekday]);
}

const char *
text_month(int month)
{
    static const char *const names[12] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"),
                                          N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
                                          N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    g_assert(month >= 1 && month <= 12);
    return _(names[month - 1]);
}

char *
text_format(const char *msgid, ...)
{
    va_list arguments;
    va_start(arguments, msgid);
    char *text = g_strdup_vprintf(_(msgid), arguments);
    va_end(arguments);
    return text;
}

/* English has its months by name: of 03-04 nobody knows which is which. */
char *
text_date(const struct clock_date *date)
{
    return text_format(N_("%3$d %2$s %1$d"), date->year, text_month(date->month),
                       date->day);
}

char *
text_day(const struct clock_date *date)
{
    return text_format(N_("%4$s %3$d %2$s %1$d"), date->year, text_month(date->month),
                       date->day, text_weekday(date->weekday));
}

char *
text_short_day(const struct clock_date *date)
{
    return text_format(N_("%3$s %2$d %1$s"), text_month(date->month), date->day,
                       text_weekday(date->weekday));
}

char *
text_month_day(const struct clock_date *date)
{
    return text_format(N_("%2$d %1$s"), text_month(date->month), date->day);
}

char *
text_moment(int64_t real_ms)
{
    struct clock_date date = clock_date(real_ms);
    char *day = text_day(&date);
    char *text = g_strdup_printf("%s %02d:%02d", day, date.hour, date.minute);
    g_free(day);
    return text;
}

char *
text_money(int64_t fen)
{
    if (fen % 100 == 0)
        return text_format(N_("%d yuan"), (int)(fen / 100));
    return text_format(N_("%1$s%2$d.%3$02d yuan"), fen < 0 ? "-" : "",
                       (int)(ABS(fen) / 100), (int)(ABS(fen) % 100));
}
