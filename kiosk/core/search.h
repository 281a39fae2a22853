// SPDX-License-Identifier: Apache-2.0
/* Search: one among hundreds of services, by what people type: characters, readings in full
 * (gaolingjintie), their first letters (gljt), both mixed, keys of a nine-key pad (4558), a
 * whole sentence, words of other languages. ü is v or u; 儿 at the end may be left out. The index is made once a catalogue; to search it
 * copies nothing. Pure; one thread. */
#ifndef CORE_SEARCH_H
#define CORE_SEARCH_H

#include "core/knowledge.h"
#include "core/readings.h"
#include "core/service.h"

#define SEARCH_QUERY_MAX 24 // characters
#define SEARCH_LETTERS_SIZE 40

struct search;

/* Both borrowed for as long as it lives. `readings` may be NULL: then letters find only
 * what keywords of the data write with letters. `knowledge` may be NULL. */
struct search *
search_create(const struct catalogue *catalogue, const struct knowledge *knowledge,
              const struct readings *readings);
void search_destroy(struct search *search); // NULL-safe

/* One of the two is there. */
struct search_hit {
    const struct service *service;
    const struct knowledge_entry *answer;
    /* First letters of the readings of what it is called, and which of them were typed; ""
     * when it was not found by letters of its name. */
    char letters[SEARCH_LETTERS_SIZE];
    int first, matched;
    bool near; // not what was typed, but nothing is nearer to it
};

/* Best first; of equals the frequent ones, then as the catalogue has them. Gone services are
 * left out; those done elsewhere or later are found. An empty query finds all services.
 * When few have what was
 * typed, those that come near follow: a slip of the finger, another region's sound, a character
 * of the same sound, half of the words; if nothing does, what its beginning finds.
 * Fills up to `most` of `hits`; gives how many there are in all. */
size_t search_find(const struct search *search, const char *query,
                   const struct clock_date *today, struct search_hit *hits, size_t most);

#endif
