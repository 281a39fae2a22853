// SPDX-License-Identifier: Apache-2.0
// Search: the words by which each service and answer is found.
#include "search_parts.h"

#include <string.h>

#include "base/json.h"

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
bool
search_is_typed(gunichar character)
{
    return g_unichar_isalnum(character);
}

static void
add_word(struct search *search, GArray *words, const char *text, enum search_rank rank)
{
    struct word word = {.rank = rank};
    word.letters = g_new0(const struct letter *, SEARCH_WORD_MAX);
    for (; *text != '\0' && word.count < SEARCH_WORD_MAX;
         text = g_utf8_find_next_char(text, NULL)) {
        gunichar character = g_unichar_tolower(g_utf8_get_char(text));
        // A space is kept as one, so that words of letters are found at their beginnings.
        bool gap = !search_is_typed(character);
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
add_texts(struct search *search, GArray *words, const json_t *texts,
          enum search_rank rank)
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
