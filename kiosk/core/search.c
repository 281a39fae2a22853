// SPDX-License-Identifier: Apache-2.0
#include "search.h"

#include <string.h>

#include "search_parts.h"

#define ANSWER_COST 50 // a question is no service
#define NEAR_MOST 8
#define BEGINNING_LEAST 2 // so many characters must be the same at least

struct ranked {
    const struct entry *entry;
    struct found found;
    bool near;
    int order;
};

static gint
by_cost(gconstpointer one, gconstpointer other)
{
    const struct ranked *a = one, *b = other;
    return a->found.cost != b->found.cost ? a->found.cost - b->found.cost
                                          : a->order - b->order;
}

/* First letters of what it is called, by the readings that were typed; only where each
 * character is read or is a letter. */
static void
spell(const struct ranked *ranked, struct search_hit *hit)
{
    const struct word *name = &ranked->entry->words[0];
    size_t size = 0;
    for (size_t i = 0; i < name->count && size + 1 < sizeof hit->letters; i++) {
        const struct letter *letter = name->letters[i];
        bool typed = i >= ranked->found.first &&
                     i - ranked->found.first < ranked->found.matched;
        size_t reading = typed ? ranked->found.reading[i] : 0;
        if (letter->reading_count > 0)
            hit->letters[size++] = letter->readings[reading][0];
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

/* The best of all its words; where it was found only if that is what it is called. */
static struct found
look_at_entry(const struct entry *entry, const struct query *query, search_look *how)
{
    struct found best = {0};
    bool by_name = false;
    for (size_t i = 0; i < entry->word_count; i++) {
        struct found found = how(&entry->words[i], query);
        if (found.cost == 0 || (best.cost != 0 && found.cost >= best.cost))
            continue;
        best = found;
        by_name = i == 0;
    }
    if (best.cost != 0 && entry->answer != NULL)
        best.cost += ANSWER_COST;
    if (!by_name)
        best.first = best.matched = 0;
    return best;
}

static bool
is_in(const GArray *ranked, const struct entry *entry)
{
    for (guint i = 0; i < ranked->len; i++)
        if (g_array_index(ranked, struct ranked, i).entry == entry)
            return true;
    return false;
}

/* Adds all that `how` finds and that is not there yet. */
static void
add_found(const struct search *search, const struct query *query,
          const struct clock_date *today, search_look *how, GArray *ranked)
{
    bool near = how == search_look_near;
    for (size_t i = 0; i < search->count; i++) {
        const struct entry *entry = &search->entries[i];
        const struct service *service = entry->service;
        if (service != NULL && service_state(service, today) == SERVICE_GONE)
            continue;
        bool frequent = service != NULL && service->frequent;
        struct ranked row = {
            .entry = entry, .near = near, .order = (int)i + (frequent ? 0 : 10000)};
        if (query->count > 0)
            row.found = look_at_entry(entry, query, how);
        else if (service != NULL)
            row.found.cost = 1;
        if (row.found.cost > 0 && !(near && is_in(ranked, entry)))
            g_array_append_val(ranked, row);
    }
    g_array_sort(ranked, by_cost);
}

/* Something has all that was typed, not only a part of it. */
static bool
is_found(const GArray *ranked)
{
    return ranked->len > 0 &&
           g_array_index(ranked, struct ranked, 0).found.cost < SEARCH_PART_COST;
}

/* What comes near; and when nothing does, what the beginning of it finds. */
static void
add_near(const struct search *search, struct query *query, const struct clock_date *today,
         GArray *ranked)
{
    guint before = ranked->len;
    add_found(search, query, today, search_look_near, ranked);
    while (ranked->len == 0 && query->count > BEGINNING_LEAST) {
        query->count--;
        add_found(search, query, today, search_look_at, ranked);
        for (guint i = 0; i < ranked->len; i++)
            g_array_index(ranked, struct ranked, i).near = true;
    }
    if (ranked->len > MAX(before, NEAR_MOST))
        g_array_set_size(ranked, MAX(before, NEAR_MOST));
}

size_t
search_find(const struct search *search, const char *text, const struct clock_date *today,
            struct search_hit *hits, size_t most)
{
    struct query query;
    search_read_query(&query, search, text);
    GArray *ranked = g_array_sized_new(FALSE, FALSE, sizeof(struct ranked), 64);
    add_found(search, &query, today, search_look_at, ranked);
    if (query.count > 0 && !is_found(ranked))
        add_near(search, &query, today, ranked);
    size_t count = ranked->len;
    for (size_t i = 0; i < MIN(count, most); i++) {
        const struct ranked *row = &g_array_index(ranked, struct ranked, (guint)i);
        hits[i] = (struct search_hit){.service = row->entry->service,
                                      .answer = row->entry->answer,
                                      .near = row->near};
        spell(row, &hits[i]);
        if (row->near)
            hits[i].matched = 0;
    }
    g_array_free(ranked, TRUE);
    return count;
}
