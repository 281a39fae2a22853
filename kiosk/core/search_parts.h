// SPDX-License-Identifier: Apache-2.0
/* Inside of search: the index (search_index.c), what was typed and how well a word fits it
 * (search_match.c, search_near.c), all of them in order (search.c). */
#ifndef CORE_SEARCH_PARTS_H
#define CORE_SEARCH_PARTS_H

#include "search.h"

#define SEARCH_PART_COST 500 // and more: only a part of what was typed was found
#define SEARCH_WORD_MAX 60   // characters of a name or keyword that are looked at

/* What a word is, best first; each is so much worse than the one before. */
enum search_rank { RANK_NAME, RANK_OFFICIAL, RANK_KEYWORD, RANK_GROUP };

struct letter {
    gunichar character; // lower case; ' ' between words
    char readings[READINGS_MOST][READING_SIZE];
    size_t reading_count;
};

struct word {
    const struct letter **letters; // of search->letters
    size_t count;
    enum search_rank rank;
};

struct entry {
    const struct service *service;
    const struct knowledge_entry *answer;
    struct word *words; // the first is what it is called
    size_t word_count;
};

struct search {
    const struct readings *readings;
    GHashTable *letters; // character → struct letter
    struct entry *entries;
    size_t count;
};

struct query {
    gunichar characters[SEARCH_QUERY_MAX];
    // How each is read, for a character that only sounds like the right one.
    const struct letter *letters[SEARCH_QUERY_MAX];
    struct letter read[SEARCH_QUERY_MAX];
    size_t count;
};

/* Where in a word it was found, and how well. */
struct found {
    int cost; // 0: not at all
    size_t first, matched;
    unsigned char reading[SEARCH_WORD_MAX]; // by which reading of each letter
};

/* Spaces and marks are not typed, and words of letters end at them. */
bool search_is_typed(gunichar character);

void
search_read_query(struct query *query, const struct search *search, const char *text);
/* A letter is itself, or the key of a nine-key pad that it stands on. */
bool search_is_same(gunichar typed, gunichar letter);
/* A Latin word is found at its beginning, a Chinese one anywhere. */
bool search_may_begin(const struct word *word, size_t at);

/* What people say around the matter itself: 我想办, 怎么. */
bool search_is_filling(gunichar character);

/* How well a word fits what was typed. */
typedef struct found search_look(const struct word *word, const struct query *query);

/* As it stands. */
struct found search_look_at(const struct word *word, const struct query *query);
/* What comes near it: a letter too many, too few or wrong; a sound of another region; another
 * character of the same sound; some of the characters. */
struct found search_look_near(const struct word *word, const struct query *query);

#endif
