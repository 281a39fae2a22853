// SPDX-License-Identifier: Apache-2.0
/* Texts of the program in the language that gettext speaks now: English msgids here, Chinese
 * in assets/texts/zh_CN/. Days and times as people read them. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <glib.h>
#include <libintl.h>

#include "base/clock.h"

#define _(text) gettext(text)
#define N_(text) (text) // marks a msgid in a table

/* All g_free. */
char *text_date(const struct clock_date *date);      // 2026年11月21日
char *text_day(const struct clock_date *date);       // 2026年11月21日 星期六
char *text_short_day(const struct clock_date *date); // 11月21日 星期六
char *text_moment(int64_t real_ms);                  // 2026年11月21日 星期六 14:41
char *text_month_day(const struct clock_date *date); // 11月21日
const char *text_weekday(int weekday);               // 0: Sunday
const char *text_month(int month);                   // 1: 1月
char *text_money(int64_t fen);                       // 30元, 30.50元

/* g_strdup_printf for a msgid of a table. The caller answers for the arguments; msgfmt
 * --check-format compares the translations. */
char *text_format(const char *msgid, ...) G_GNUC_PRINTF(1, 2);

#endif
