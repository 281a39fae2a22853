// SPDX-License-Identifier: Apache-2.0
/* One case on its page, and the pictures of it. */
#ifndef OFFICE_VIEW_H
#define OFFICE_VIEW_H

#include "office/pages.h"

struct view {
    struct page *page;
    GString *out;
    json_t *row; // of the store
    json_t *header;
    json_t *application;
    const struct service *service; // NULL: its definition cannot be read
    const char *case_id;
    char *query;         // order and number, to stay in the same list
    GPtrArray *pictures; // struct picture
    unsigned picture;    // the one that is shown large, from 1; 0: there is none
    unsigned turn;       // quarter turns of it
    bool full;           // numbers are shown whole
};

struct picture {
    const char *piece; // borrowed from the application
    char *title;       // "户口簿：本人那一页"
};

/* The pictures in the order of the materials; frees its members with itself. `service` may be
 * NULL. */
GPtrArray *view_pictures(const json_t *application, const struct service *service);
void view_put_pictures(struct view *view);

#endif
