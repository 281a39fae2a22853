// SPDX-License-Identifier: Apache-2.0
#include "search.h"

#include <string.h>

#include "base/json.h"

#define WORD_MAX 60    // characters of a name or keyword that are looked at
#define SENTENCE_MIN 2 // a keyword this long counts when it stands in what was typed
#define OVERLAP_PERCENT 50

/* What a word is, best first; each is so much worse than the one before. */
enum word_rank { RANK_NAME, RANK_OFFICIAL, RANK_KEYWORD, RANK_GROUP };
#define RANK_COST 100
#define INSIDE_COST 40    // not from its beginning
#define LONGER_COST 10    // from its beginning, but it goes on
#define ANSWER_COST 50    // a question is no service
#define SENTENCE_COST 500 // found as a part of what was typed
#define OVERLAP_COST 800  // only parts of both are the same

struct letter {
    gunichar character; // lower case
    char readings[READINGS_MOST][READING_SIZE];
    size_t reading_count;
};

struct word {
    const struct letter **letters; // of search->letters
    size_t count;
    enum word_rank rank;
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

/* ---- the index ---- */

static const struct letter *
letter_of(struct search *search, gunichar character)
{
    gpointer key = GUINT_TO_POINTER(character);
    struct letter *letter = g_hash_table_lookup(search->letters, key);
    if (letter == NULL) {
        letter = g_new0(struct letter, 1);
        letter->character = character;
        letter->reading_count =
            readings_find(search->readings, character, letter->readings);
        g_hash_table_insert(search->letters, key, letter);
    }
    return letter;
}

/* Spaces and marks are not typed, and words of letters end at them. */
static bool
is_searched(gunichar character)
{
    return g_unichar_isalnum(character);
}

static void
add_word(struct search *search, GArray *words, const char *text, enum word_rank rank)
{
    struct word word = {.rank = rank};
    word.letters = g_new0(const struct letter *, WORD_MAX);
    for (; *text != '\0' && word.count < WORD_MAX;
         text = g_utf8_find_next_char(text, NULL)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(text));
        // A space is kept as one, so that words of letters are found at their beginnings.
        bool gap = !is_searched(character);
        if (gap && (word.count == 0 || word.letters[word.count - 1]->character == ' '))
            continue;
        word.letters[word.count++] = letter_of(search, gap ? ' ' : character);
    }
    if (word.count > 0)
        g_array_append_val(words, word);
    else
        g_free(word.letters);
}

/* A name in every language; zh_CN first, because it is what is shown with its letters. Single
 * letters are the beginning of a reading far more often than of an English name. */
static void
add_texts(struct search *search, GArray *words, const json_t *texts, enum word_rank rank)
{
    const char *language;
    json_t *text;
    add_word(search, words, json_text(texts, "zh_CN", ""), rank);
    json_object_foreach ((json_t *)(uintptr_t)texts, language, text)
        if (strcmp(language, "zh_CN") != 0 && json_is_string(text))
            add_word(search, words, json_string_value(text), MAX(rank, RANK_KEYWORD));
}

static void
add_keywords(struct search *search, GArray *words, const json_t *keywords)
{
    size_t i;
    json_t *keyword;
    json_array_foreach (keywords, i, keyword)
        add_word(search, words, json_string_value(keyword), RANK_KEYWORD);
}

static void
add_entry(struct search *search, const struct entry *entry, GArray *words)
{
    struct entry *place = &search->entries[search->count++];
    *place = *entry;
    place->word_count = words->len;
    place->words = (struct word *)(void *)g_array_free(words, FALSE);
}

static void
add_service(struct search *search, const struct catalogue *catalogue,
            const struct service *service)
{
    GArray *words = g_array_new(FALSE, TRUE, sizeof(struct word));
    const struct group *group = catalogue_group(catalogue, service->group);
    size_t i;
    json_t *id;
    add_texts(search, words, service->short_name, RANK_NAME);
    add_texts(search, words, service->name, RANK_OFFICIAL);
    add_keywords(search, words, json_object_get(service->json, "keywords"));
    if (group != NULL)
        add_texts(search, words, group->name, RANK_GROUP);
    json_array_foreach (json_object_get(service->json, "life_events"), i, id) {
        const struct group *event =
            catalogue_life_event(catalogue, json_string_value(id));
        if (event != NULL)
            add_texts(search, words, event->name, RANK_GROUP);
    }
    add_entry(search, &(struct entry){.service = service}, words);
}

struct search *
search_create(const struct catalogue *catalogue, const struct knowledge *knowledge,
              const struct readings *readings)
{
    struct search *search = g_new0(struct search, 1);
    size_t answers = knowledge == NULL ? 0 : knowledge->count;
    search->readings = readings;
    search->letters = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    search->entries = g_new0(struct entry, catalogue->count + answers + 1);
    for (size_t i = 0; i < catalogue->count; i++)
        add_service(search, catalogue, catalogue->services[i]);
    for (size_t i = 0; i < answers; i++) {
        GArray *words = g_array_new(FALSE, TRUE, sizeof(struct word));
        add_texts(search, words, knowledge->entries[i].question, RANK_NAME);
        add_keywords(search, words, knowledge->entries[i].keywords);
        add_entry(search, &(struct entry){.answer = &knowledge->entries[i]}, words);
    }
    return search;
}

void
search_destroy(struct search *search)
{
    if (search == NULL)
        return;
    for (size_t i = 0; i < search->count; i++) {
        for (size_t j = 0; j < search->entries[i].word_count; j++)
            g_free(search->entries[i].words[j].letters);
        g_free(search->entries[i].words);
    }
    g_free(search->entries);
    g_hash_table_destroy(search->letters);
    g_free(search);
}

/* ---- one word ---- */

struct query {
    gunichar characters[SEARCH_QUERY_MAX];
    size_t count;
};

static void
read_query(struct query *query, const char *text)
{
    query->count = 0;
    for (; *text != '\0' && query->count < SEARCH_QUERY_MAX;
         text = g_utf8_find_next_char(text, NULL)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(text));
        if (is_searched(character))
            query->characters[query->count++] = character;
    }
}

/* A letter is itself, or the key of a nine-key pad that it stands on. */
static bool
is_same(gunichar typed, gunichar letter)
{
    static const char keys[] = "22233344455566677778889999";
    return typed == letter ||
           (letter >= 'a' && letter <= 'z' && typed == (gunichar)keys[letter - 'a']);
}

/* How many letters of `reading` the query goes on with. */
static size_t
shared(const struct query *query, size_t at, const char *reading)
{
    size_t count = 0;
    while (at + count < query->count && reading[count] != '\0' &&
           is_same(query->characters[at + count], (gunichar)reading[count]))
        count++;
    return count;
}

/* The rest of the query, from `at`, is written by the letters of the word from `from` on.
 * How many of them it took, 0: it is not. */
static size_t
match(const struct word *word, size_t from, const struct query *query, size_t at)
{
    if (from >= word->count)
        return 0;
    const struct letter *letter = word->letters[from];
    if (letter->character == ' ') {
        size_t rest = match(word, from + 1, query, at);
        return rest == 0 ? 0 : rest + 1;
    }
    if (is_same(query->characters[at], letter->character)) {
        size_t rest = at + 1 == query->count ? 1
                                             : match(word, from + 1, query, at + 1) + 1;
        if (at + 1 == query->count || rest > 1)
            return rest;
    }
    for (size_t i = 0; i < letter->reading_count; i++) {
        // Any beginning of a reading will do: g, ga, gao; and zh, for those who type so.
        for (size_t taken = shared(query, at, letter->readings[i]); taken > 0; taken--) {
            if (at + taken == query->count)
                return 1;
            size_t rest = match(word, from + 1, query, at + taken);
            if (rest > 0)
                return rest + 1;
        }
    }
    return 0;
}

/* A Latin word is found at its beginning, a Chinese one anywhere. */
static bool
may_begin(const struct word *word, size_t at)
{
    gunichar before = at == 0 ? ' ' : word->letters[at - 1]->character;
    return before >= 0x80 || before == ' ' || word->letters[at]->character >= 0x80;
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

struct found {
    int cost; // 0: not at all
    size_t first, matched;
};

static struct found
look_at(const struct word *word, const struct query *query)
{
    int rank = 1 + RANK_COST * (int)word->rank;
    for (size_t at = 0; at < word->count; at++) {
        size_t matched = may_begin(word, at) ? match(word, at, query, 0) : 0;
        if (matched == 0)
            continue;
        int place = at > 0 ? INSIDE_COST : matched < word->count ? LONGER_COST : 0;
        return (struct found){rank + place, at, matched};
    }
    // Names of groups are in many sentences and say little.
    if (word->rank == RANK_GROUP)
        return (struct found){0};
    if (stands_in(word, query))
        return (struct found){.cost =
                                  rank + SENTENCE_COST - 10 * (int)MIN(word->count, 9)};
    int percent = overlap(word, query);
    if (percent >= OVERLAP_PERCENT)
        return (struct found){.cost = rank + OVERLAP_COST - percent};
    return (struct found){0};
}

/* ---- all ---- */

struct ranked {
    const struct entry *entry;
    struct found found;
    int order;
};

static gint
by_cost(gconstpointer one, gconstpointer other)
{
    const struct ranked *a = one, *b = other;
    return a->found.cost != b->found.cost ? a->found.cost - b->found.cost
                                          : a->order - b->order;
}

/* First letters of what it is called; only where each character is read or is a letter. */
static void
spell(const struct ranked *ranked, struct search_hit *hit)
{
    const struct word *name = &ranked->entry->words[0];
    size_t size = 0;
    for (size_t i = 0; i < name->count && size + 1 < sizeof hit->letters; i++) {
        const struct letter *letter = name->letters[i];
        if (letter->reading_count > 0)
            hit->letters[size++] = letter->readings[0][0];
        else if (letter->character < 0x80)
            hit->letters[size++] = (char)letter->character;
        else
            size = sizeof hit->letters; // not to be spelled
    }
    if (size >= sizeof hit->letters)
        size = 0;
    hit->letters[size] = '\0';
    hit->first = (int)ranked->found.first;
    hit->matched = (int)ranked->found.matched;
}

/* The best of all its words. `*by_name_out`: it is what it is called. */
static struct found
look_at_entry(const struct entry *entry, const struct query *query, bool *by_name_out)
{
    struct found best = {0};
    for (size_t i = 0; i < entry->word_count; i++) {
        struct found found = look_at(&entry->words[i], query);
        if (found.cost == 0 || (best.cost != 0 && found.cost >= best.cost))
            continue;
        best = found;
        *by_name_out = i == 0;
    }
    if (best.cost != 0 && entry->answer != NULL)
        best.cost += ANSWER_COST;
    return best;
}

size_t
search_find(const struct search *search, const char *text, const struct clock_date *today,
            struct search_hit *hits, size_t most)
{
    struct query query;
    read_query(&query, text);
    GArray *ranked = g_array_sized_new(FALSE, FALSE, sizeof(struct ranked), 64);
    for (size_t i = 0; i < search->count; i++) {
        const struct entry *entry = &search->entries[i];
        const struct service *service = entry->service;
        if (service != NULL && service_state(service, today) == SERVICE_GONE)
            continue;
        bool by_name = false, frequent = service != NULL && service->frequent;
        struct ranked row = {.entry = entry, .order = (int)i + (frequent ? 0 : 10000)};
        if (query.count > 0)
            row.found = look_at_entry(entry, &query, &by_name);
        else if (service != NULL)
            row.found.cost = 1;
        if (!by_name)
            row.found.first = row.found.matched = 0;
        if (row.found.cost > 0)
            g_array_append_val(ranked, row);
    }
    g_array_sort(ranked, by_cost);
    size_t count = ranked->len;
    for (size_t i = 0; i < MIN(count, most); i++) {
        const struct ranked *row = &g_array_index(ranked, struct ranked, i);
        hits[i] = (struct search_hit){.service = row->entry->service,
                                      .answer = row->entry->answer};
        spell(row, &hits[i]);
    }
    g_array_free(ranked, TRUE);
    return count;
}
