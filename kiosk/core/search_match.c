// SPDX-License-Identifier: Apache-2.0
// Search: what was typed, and the words in which it stands as it was typed.
#include "search_parts.h"

#include <string.h>

#define SENTENCE_MIN 2 // a keyword this long counts when it stands in what was typed
#define OVERLAP_PERCENT 50
#define RANK_COST 100
#define INSIDE_COST 40                         // not from its beginning
#define LONGER_COST 10                         // from its beginning, but it goes on
#define SENTENCE_COST (SEARCH_PART_COST + 100) // found as a part of what was typed
#define OVERLAP_COST (SEARCH_PART_COST + 300)  // only parts of both are the same
#define CHILD 0x513f // 儿: said at the end of many words, written or left out

void
search_read_query(struct query *query, const struct search *search, const char *text)
{
    query->count = 0;
    for (; *text != '\0' && query->count < SEARCH_QUERY_MAX;
         text = g_utf8_find_next_char(text, NULL)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(text));
        if (!search_is_typed(character))
            continue;
        if (character == 0xfc) // ü, which stands on no key: v
            character = 'v';
        struct letter *letter = &query->read[query->count];
        *letter = (struct letter){.character = character};
        if (character >= 0x80)
            letter->reading_count =
                readings_find(search->readings, character, letter->readings);
        query->letters[query->count] = letter;
        query->characters[query->count++] = character;
    }
}

bool
search_is_same(gunichar typed, gunichar letter)
{
    static const char keys[] = "22233344455566677778889999";
    return typed == letter || (typed == 'u' && letter == 'v') ||
           (letter >= 'a' && letter <= 'z' && typed == (gunichar)keys[letter - 'a']);
}

bool
search_may_begin(const struct word *word, size_t at)
{
    gunichar before = at == 0 ? ' ' : word->letters[at - 1]->character;
    return before >= 0x80 || before == ' ' || word->letters[at]->character >= 0x80;
}

bool
search_is_filling(gunichar character)
{
    static const char *const filling =
        "我你他她您想要办理的了吗呢怎么在哪里请问申请一个给和有没是去";
    return g_utf8_strchr(filling, -1, character) != NULL;
}

/* How many letters of `reading` the query goes on with. */
static size_t
shared(const struct query *query, size_t at, const char *reading)
{
    size_t count = 0;
    while (at + count < query->count && reading[count] != '\0' &&
           search_is_same(query->characters[at + count], (gunichar)reading[count]))
        count++;
    return count;
}

/* The rest of the query, from `at`, is written by the letters of the word from `from` on.
 * How many of them it took, -1: it is not. */
static int
match(const struct word *word, size_t from, const struct query *query, size_t at,
      unsigned char *reading)
{
    if (at == query->count)
        return 0;
    int rest;
    if (from < word->count) {
        const struct letter *letter = word->letters[from];
        if (letter->character == ' ') {
            rest = match(word, from + 1, query, at, reading);
            return rest < 0 ? -1 : rest + 1;
        }
        if (search_is_same(query->characters[at], letter->character) &&
            (rest = match(word, from + 1, query, at + 1, reading)) >= 0)
            return rest + 1;
        for (size_t i = 0; i < letter->reading_count; i++) {
            // Any beginning of a reading will do: g, ga, gao; and zh, for those who type so.
            size_t taken = shared(query, at, letter->readings[i]);
            for (; taken > 0; taken--) {
                rest = match(word, from + 1, query, at + taken, reading);
                if (rest < 0)
                    continue;
                reading[from] = (unsigned char)i;
                return rest + 1;
            }
        }
        if (letter->character == CHILD && at > 0 &&
            (rest = match(word, from + 1, query, at, reading)) >= 0)
            return rest + 1;
    }
    if (query->characters[at] == CHILD && at > 0)
        return match(word, from, query, at + 1, reading);
    return -1;
}

static bool
stands_in(const struct word *word, const struct query *query)
{
    if (word->count < SENTENCE_MIN || word->count >= query->count)
        return false;
    for (size_t at = 0; at + word->count <= query->count; at++) {
        size_t same = 0;
        while (same < word->count &&
               word->letters[same]->character == query->characters[at + same])
            same++;
        if (same == word->count)
            return true;
    }
    return false;
}

/* Pairs of neighbours of the query that stand in the word, too, in per cent. */
static int
overlap(const struct word *word, const struct query *query)
{
    int pairs = 0, same = 0;
    for (size_t i = 0; i + 1 < query->count; i++) {
        if (query->characters[i] < 0x80)
            return 0; // letters have too much in common
        if (search_is_filling(query->characters[i]) &&
            search_is_filling(query->characters[i + 1]))
            continue;
        pairs++;
        for (size_t j = 0; j + 1 < word->count; j++) {
            if (word->letters[j]->character == query->characters[i] &&
                word->letters[j + 1]->character == query->characters[i + 1]) {
                same++;
                break;
            }
        }
    }
    return pairs < 2 ? 0 : same * 100 / pairs;
}

struct found
search_look_at(const struct word *word, const struct query *query)
{
    struct found found = {.cost = 1 + RANK_COST * (int)word->rank};
    for (size_t at = 0; at < word->count; at++) {
        int matched =
            search_may_begin(word, at) ? match(word, at, query, 0, found.reading) : -1;
        if (matched <= 0)
            continue;
        found.first = at;
        found.matched = (size_t)matched;
        found.cost += at > 0                        ? INSIDE_COST
                      : found.matched < word->count ? LONGER_COST
                                                    : 0;
        return found;
    }
    // Names of groups are in many sentences and say little.
    if (word->rank == RANK_GROUP)
        return (struct found){0};
    if (stands_in(word, query)) {
        found.cost += SENTENCE_COST - 10 * (int)MIN(word->count, 9);
        return found;
    }
    int percent = overlap(word, query);
    if (percent < OVERLAP_PERCENT)
        return (struct found){0};
    found.cost += OVERLAP_COST - percent;
    return found;
}
