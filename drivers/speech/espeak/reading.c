// SPDX-License-Identifier: Apache-2.0
#include "reading.h"

#include <math.h>
#include <string.h>

#define UNKNOWN_COST 40.0 // dearer than any word of the lexicon

bool
reading_is_han(gunichar character)
{
    return (character >= 0x3400 && character <= 0x9fff) ||
           (character >= 0x20000 && character <= 0x3ffff) ||
           (character >= 0xf900 && character <= 0xfaff) || character == 0x3007;
}

/* The cheapest way to the place behind a character. */
struct step {
    double cost;
    int from; // the place where the last word begins
    struct lexicon_word word;
};

static void
offer(struct step *step, double cost, int from, const struct lexicon_word *word)
{
    if (step->from >= 0 && step->cost <= cost)
        return;
    *step = (struct step){cost, from, *word};
}

/* `places`: byte offsets of the characters and of the end. */
static struct step *
part(const struct lexicon *lexicon, const char *text, const size_t *places, int count)
{
    struct step *steps = g_new0(struct step, (size_t)count + 1);
    for (int i = 1; i <= count; i++)
        steps[i].from = -1;
    for (int i = 0; i < count; i++) {
        struct lexicon_word word = {0};
        for (int j = i + 1; j <= count && j - i <= LEXICON_WORD_MAX; j++) {
            if (!lexicon_find(lexicon, text + places[i], places[j] - places[i], &word))
                continue;
            double rarity = log(LEXICON_WEIGHT_SUM) - log(MAX(word.weight, 1u));
            offer(&steps[j], steps[i].cost + rarity, i, &word);
        }
        offer(&steps[i + 1], steps[i].cost + UNKNOWN_COST, i, &(struct lexicon_word){0});
    }
    return steps;
}

/* ---- tones that change ------------------------------------------------------------------ */

static bool
is_among(const char *character, const char *characters)
{
    char one[8] = {0};
    g_utf8_strncpy(one, character, 1);
    return strstr(characters, one) != NULL;
}

/* 一 keeps its tone in figures and in what is numbered: 十一, 第一, 一月, 二零一六. */
static bool
is_figure(const char *run, const char *at, const char *end)
{
    if (at > run &&
        is_among(g_utf8_prev_char(at), "第十百千万零〇一二三四五六七八九幺两点初之"))
        return true;
    const char *next = g_utf8_find_next_char(at, NULL);
    return next >= end || is_among(next, "零〇一二三四五六七八九幺点月日号楼级");
}

static char
tone_of(const char *syllable)
{
    return syllable ? syllable[strlen(syllable) - 1] : '0';
}

static void
change_tones(GPtrArray *syllables, const char *text, const size_t *places, int count)
{
    for (int i = 0; i < count && i < (int)syllables->len; i++) {
        char *syllable = g_ptr_array_index(syllables, i);
        const char *next =
            i + 1 < (int)syllables->len ? g_ptr_array_index(syllables, i + 1) : NULL;
        const char *at = text + places[i];
        char tone = tone_of(next);
        if (strcmp(syllable, "bu4") == 0 && tone == '4' && is_among(at, "不"))
            syllable[2] = '2';
        if (strcmp(syllable, "yi1") != 0 || !is_among(at, "一") || tone == '0' ||
            is_figure(text, at, text + places[count]))
            continue;
        syllable[2] = tone == '4' || tone == '5' ? '2' : '4';
    }
}

/* ---- the run ---------------------------------------------------------------------------- */

static void
collect(const struct step *steps, int count, GPtrArray *syllables)
{
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = count; i > 0; i = steps[i].from)
        g_array_append_val(ends, i);
    for (guint i = ends->len; i-- > 0;) {
        const struct step *step = &steps[g_array_index(ends, int, i)];
        g_autofree char *word = g_strndup(step->word.length ? step->word.syllables : ",",
                                          step->word.length ? step->word.length : 1);
        g_auto(GStrv) parts = g_strsplit(word, " ", -1);
        for (char **row = parts; *row; row++)
            g_ptr_array_add(syllables, g_strdup(*row));
    }
}

void
reading_add(const struct lexicon *lexicon, const char *text, size_t size, GString *out)
{
    g_autofree size_t *places = g_new(size_t, READING_RUN_MAX + 1);
    while (size > 0) {
        int count = 0;
        const char *at = text;
        for (; at < text + size && count < READING_RUN_MAX;
             at = g_utf8_find_next_char(at, NULL))
            places[count++] = (size_t)(at - text);
        places[count] = (size_t)(at - text);
        g_autofree struct step *steps = part(lexicon, text, places, count);
        g_autoptr(GPtrArray) syllables = g_ptr_array_new_with_free_func(g_free);
        collect(steps, count, syllables);
        // A word of n characters has n syllables: lexicon/main.c sees to it.
        change_tones(syllables, text, places, count);
        for (guint i = 0; i < syllables->len; i++) {
            g_string_append(out, g_ptr_array_index(syllables, i));
            g_string_append_c(out, ' ');
        }
        text += places[count];
        size -= places[count];
    }
}
