// SPDX-License-Identifier: Apache-2.0
/* Search: what comes near to what was typed, for those whose finger slips, who say n for l and
 * z for zh, or who know the sound and not the character. */
#include "search_parts.h"

#include <string.h>

#define NEAR_COST 2000 // behind all that stands as it was typed
#define ERROR_COST 200
#define RANK_COST 20
#define SHARE_COST 4000
#define SHARE_PERCENT 40

struct attempt {
    const struct word *word;
    const struct query *query;
};

static int go_on(const struct attempt *try, size_t from, size_t at, int errors);

static bool
is_hissing(gunichar letter)
{
    return letter == 'z' || letter == 'c' || letter == 's';
}

/* Sounds that many regions do not tell apart at the beginning of a syllable. */
static bool
begins_alike(gunichar typed, gunichar letter)
{
    return (typed == 'n' && letter == 'l') || (typed == 'l' && letter == 'n') ||
           (typed == 'f' && letter == 'h') || (typed == 'h' && letter == 'f');
}

/* zh and z, ch and c, sh and s, -ng and -n: the second letter may be there or not. */
static bool
is_silent(gunichar before, gunichar letter)
{
    return (letter == 'h' && is_hissing(before)) || (letter == 'g' && before == 'n');
}

/* The query from `at` on is the reading from `place` on and the letters behind it; `from` is the
 * letter that is read. How many letters it took, -1: not with so few errors. */
static int
spell(const struct attempt *try, const char *reading, size_t place, size_t from,
      size_t at, int errors)
{
    const struct query *query = try->query;
    if (at == query->count)
        return place > 0 ? 1 : -1;
    gunichar typed = query->characters[at], letter = (gunichar)reading[place];
    int rest;
    if (letter != 0 &&
        (search_is_same(typed, letter) || (place == 0 && begins_alike(typed, letter))) &&
        (rest = spell(try, reading, place + 1, from, at + 1, errors)) >= 0)
        return rest;
    if (place > 0 && (rest = go_on(try, from + 1, at, errors)) >= 0)
        return rest + 1;
    if (letter != 0 && place > 0 && is_silent((gunichar)reading[place - 1], letter) &&
        (rest = spell(try, reading, place + 1, from, at, errors)) >= 0)
        return rest;
    if (at > 0 && is_silent(query->characters[at - 1], typed) &&
        (rest = spell(try, reading, place, from, at + 1, errors)) >= 0)
        return rest;
    // The first letter is hardly ever the wrong one; and to try it costs most.
    if (errors == 0 || at == 0)
        return -1;
    if (letter != 0 && at + 1 < query->count && reading[place + 1] != '\0' &&
        search_is_same(typed, (gunichar)reading[place + 1]) &&
        search_is_same(query->characters[at + 1], letter) &&
        (rest = spell(try, reading, place + 2, from, at + 2, errors - 1)) >= 0)
        return rest;
    if (letter != 0 &&
        ((rest = spell(try, reading, place + 1, from, at + 1, errors - 1)) >= 0 ||
         (place > 0 &&
          (rest = spell(try, reading, place + 1, from, at, errors - 1)) >= 0)))
        return rest;
    return spell(try, reading, place, from, at + 1, errors - 1);
}

static bool
sounds_alike(const struct letter *typed, const struct letter *letter)
{
    for (size_t i = 0; i < typed->reading_count; i++)
        for (size_t j = 0; j < letter->reading_count; j++)
            if (strcmp(typed->readings[i], letter->readings[j]) == 0)
                return true;
    return false;
}

/* A whole character of the query: the same, one of its sound, or with an error another one. */
static int
go_on_by_character(const struct attempt *try, size_t from, size_t at, int errors)
{
    const struct letter *typed = try->query->letters[at];
    const struct letter *letter = try->word->letters[from];
    int rest;
    if ((typed->character == letter->character || sounds_alike(typed, letter)) &&
        (rest = go_on(try, from + 1, at + 1, errors)) >= 0)
        return rest + 1;
    if (errors == 0)
        return -1;
    if ((rest = go_on(try, from + 1, at + 1, errors - 1)) >= 0 ||
        (at > 0 && (rest = go_on(try, from + 1, at, errors - 1)) >= 0))
        return rest + 1;
    return go_on(try, from, at + 1, errors - 1);
}

static int
go_on(const struct attempt *try, size_t from, size_t at, int errors)
{
    if (at == try->query->count)
        return 0;
    if (from >= try->word->count) // the last one is too much
        return errors > 0 && at + 1 == try->query->count ? 0 : -1;
    const struct letter *letter = try->word->letters[from];
    if (letter->character == ' ') {
        int rest = go_on(try, from + 1, at, errors);
        return rest < 0 ? -1 : rest + 1;
    }
    if (try->query->characters[at] >= 0x80)
        return go_on_by_character(try, from, at, errors);
    if (letter->character < 0x80) {
        char itself[2] = {(char)letter->character, '\0'};
        return spell(try, itself, 0, from, at, errors);
    }
    for (size_t i = 0; i < letter->reading_count; i++) {
        int rest = spell(try, letter->readings[i], 0, from, at, errors);
        if (rest >= 0)
            return rest;
    }
    return -1;
}

/* So short a word has no letter to spare. */
static int
errors_of(const struct query *query)
{
    size_t characters = 0;
    for (size_t i = 0; i < query->count; i++)
        characters += query->characters[i] >= 0x80;
    if (characters * 2 >= query->count)
        return query->count >= 5 ? 2 : query->count >= 3 ? 1 : 0;
    return query->count >= 9 ? 2 : query->count >= 4 ? 1 : 0;
}

/* Characters of the query that stand in the word, in per cent. */
static int
share(const struct word *word, const struct query *query)
{
    int all = 0, same = 0;
    for (size_t i = 0; i < query->count; i++) {
        if (query->characters[i] < 0x80 || search_is_filling(query->characters[i]))
            continue;
        all++;
        for (size_t j = 0; j < word->count; j++)
            if (word->letters[j]->character == query->characters[i]) {
                same++;
                break;
            }
    }
    return same < 2 ? 0 : same * 100 / all;
}

struct found
search_look_near(const struct word *word, const struct query *query)
{
    struct attempt try = {word, query};
    int rank = RANK_COST * (int)word->rank, most = errors_of(query);
    if (word->rank == RANK_GROUP)
        return (struct found){0};
    for (int errors = 0; errors <= most; errors++)
        for (size_t at = 0; at < word->count; at++)
            if (search_may_begin(word, at) && go_on(&try, at, 0, errors) > 0)
                return (struct found){.cost = NEAR_COST + rank + errors * ERROR_COST +
                                              (int)MIN(at, 9)};
    int percent = share(word, query);
    if (percent >= SHARE_PERCENT)
        return (struct found){.cost = SHARE_COST + rank - 10 * percent};
    return (struct found){0};
}
