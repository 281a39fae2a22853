// SPDX-License-Identifier: Apache-2.0
#include "core/copy_mark.h"

#include <glib.h>

// The words around the purpose, with the longest date, are 31 characters.
#define PURPOSE_MAX (COPY_MARK_CHARACTERS_MAX - 31)

void
copy_mark(const char *purpose, const struct clock_date *until, char mark_out[256])
{
    g_autofree char *valid = g_utf8_make_valid(purpose, -1);
    g_autofree char *cut =
        g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), PURPOSE_MAX));
    bool whole = g_utf8_strlen(valid, -1) <= PURPOSE_MAX;
    g_snprintf(mark_out, 256, "仅供办理%s%s使用，有效期至%d年%d月%d日，未与原件核对", cut,
               whole ? "" : "…", until->year, until->month, until->day);
}

static const struct {
    const char *word, *chinese;
} purposes[COPY_PURPOSE_COUNT] = {
    [COPY_FOR_INSURANCE] = {"insurance", "办理社保医保"},
    [COPY_FOR_BANK] = {"bank", "银行办理业务"},
    [COPY_FOR_WORK] = {"work", "应聘入职"},
    [COPY_FOR_SCHOOL] = {"school", "入学报名"},
    [COPY_FOR_HOUSE] = {"house", "买房租房"},
    [COPY_FOR_OTHER] = {"other", "本次办事"},
};

enum copy_purpose
copy_purpose_find(const char *word)
{
    for (int i = COPY_FOR_INSURANCE; i < COPY_PURPOSE_COUNT; i++)
        if (g_strcmp0(purposes[i].word, word) == 0)
            return (enum copy_purpose)i;
    return COPY_FOR_NOTHING_YET;
}

const char *
copy_purpose_word(enum copy_purpose purpose)
{
    return purposes[purpose].word;
}

void
copy_purpose_mark(enum copy_purpose purpose, const struct clock_date *today,
                  char mark_out[256])
{
    const char *chinese = purposes[purpose].chinese;
    g_snprintf(mark_out, 256, "仅用于%s %d年%d月%d日", chinese != NULL ? chinese : "",
               today->year, today->month, today->day);
}

void
copy_mark_checked(const struct clock_date *until, char mark_out[256])
{
    g_snprintf(mark_out, 256,
               "此件经与原件核对无误，仅供办理政务服务事项时使用，有效期至%d年%d月%d日",
               until->year, until->month, until->day);
}
