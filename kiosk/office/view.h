// SPDX-License-Identifier: Apache-2.0
/* One case on its page, and the pictures of it. */
#ifndef OFFICE_VIEW_H
#define OFFICE_VIEW_H

#include "office/dossier.h"
#include "office/pages.h"

struct view {
    struct page *page;
    GString *out;
    struct dossier dossier;
    const json_t *row;             // of the store
    const json_t *application;     // corrections included
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

/* What may be done now, or why not; and what the office wrote so far. */
void view_put_acts(struct view *view);
void view_put_papers(struct view *view);
/* 对 or 要改 for one answer, while a correction may still be asked for. */
bool view_may_mend(const struct view *view);
void
view_put_mend(struct view *view, const char *kind, const char *id, const char *ready);
void view_put_no_mend(struct view *view); // its place, where there is nothing to ask

/* view_answers.c: each answer, with where it came from. */
void view_put_answers(struct view *view);

/* view_materials.c: how each came, and how far it can be relied on. */
void view_put_materials(struct view *view);

/* view_parties.c: who came, whose card was typed; the written promise; what the checker of
 * forms finds in the case. */
void view_put_parties(struct view *view);
void view_put_promise(struct view *view);
void view_put_defects(struct view *view);

/* The pictures in the order of the materials; frees its members with itself. `service` may be
 * NULL. */
GPtrArray *view_pictures(const json_t *application, const struct service *service);
void view_put_pictures(struct view *view);

#endif
