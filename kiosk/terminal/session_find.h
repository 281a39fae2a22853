// SPDX-License-Identifier: Apache-2.0
/* What a visitor looks up: services and answers by what is typed, what is public, a guide to
 * take home. Part of struct session; empty outside a visit. */
#ifndef TERMINAL_SESSION_FIND_H
#define TERMINAL_SESSION_FIND_H

#include "core/bulletin.h"
#include "core/search.h"

/* Of what is public, besides the ids in bulletin.json: */
#define SESSION_PUBLIC_HALL "hall"       // the plan of the hall
#define SESSION_PUBLIC_NOTICES "notices" // those that are out
#define SESSION_PUBLIC_LISTS "lists"
#define SESSION_HITS_MOST 60 // that can be looked through; more are counted only

struct session_find {
    bool open; // the guide goes back to the search
    char query[SEARCH_QUERY_MAX * 4 + 1];
    struct search_hit hits[SESSION_HITS_MOST];
    size_t hit_count;                     // of hits
    size_t found;                         // in all
    const struct knowledge_entry *answer; // on SCREEN_ANSWER
    char item[44];                        // on SCREEN_PUBLIC_ITEM
    int paper_order;                      // the guide on paper, 0: is not being printed
    int paper;                            // enum print_state
};

#endif
