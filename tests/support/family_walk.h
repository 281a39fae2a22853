// SPDX-License-Identifier: Apache-2.0
/* A person in front of a real terminal with the service of every kind
 * (tests/support/services/every-kind), or any other: who comes, which cards, every page answered
 * from the definition. Each step must succeed, or the test ends. */
#ifndef SUPPORT_FAMILY_WALK_H
#define SUPPORT_FAMILY_WALK_H

#include "visit.h"

#define FAMILY_WALK_SERVICE "every-kind"
#define FAMILY_WALK_CARD_CHILD                                                           \
    "{\"card_type\":\"citizen\",\"name\":\"王小雨\",\"sex\":\"female\",\"nation\":"   \
    "\"汉\","                                                                           \
    "\"birth\":\"2015-06-01\",\"address\":\"青山县青山镇柳溪村三组12号\","   \
    "\"id_number\":\"99999920150601002X\",\"authority\":\"青山县公安局\","         \
    "\"valid_from\":\"2020-01-01\",\"valid_to\":\"2025-01-01\"}"
#define FAMILY_WALK_CARD_LIU                                                                 \
    "{\"card_type\":\"citizen\",\"name\":\"刘建国\",\"sex\":\"male\",\"nation\":\"汉\"," \
    "\"birth\":\"1980-05-05\",\"address\":\"青山县青山镇东河村一组3号\","        \
    "\"id_number\":\"999999198005050010\",\"authority\":\"青山县公安局\","             \
    "\"valid_from\":\"2010-01-01\",\"valid_to\":\"2030-01-01\"}"

struct family_walk {
    struct world *world;
    const char *service; // its id
    json_t *definition;
    char *number, *code, *case_id; // after family_walk_hands_in
    char *folder;                  // of the export, once it was made
};

/* attract → the guide of `FOLDER/<id>/service.json`, in a world with the services of that folder
 * (absolute). */
void family_walk_open(struct family_walk *walk, gconstpointer mode, const char *name,
                      const char *folder, const char *id);
/* guide → who, or → card where there is only one way to apply. */
void family_walk_agrees(struct family_walk *walk);
/* Both, with the service of every kind: attract → who. `mode` as in visit.h. */
void family_walk_begin(struct family_walk *walk, gconstpointer mode, const char *name);
void family_walk_end(struct family_walk *walk);
/* who → card, for "self", "agent", … */
void family_walk_comes_as(struct family_walk *walk, const char *applicant);
/* Lays a card down and takes it up when `then` is said, or on the form when it is NULL. */
void family_walk_lays(struct family_walk *walk, const char *card, const char *then);
/* The page that is there and all that follow, to the last look: "check" or "correction". */
void family_walk_fills(struct family_walk *walk, const char *last);
/* check → done; the case is in the office. Text of the printed slip, g_free. */
char *family_walk_hands_in(struct family_walk *walk);
/* A file of the case as exported by the office: case.json or defects.json. */
json_t *family_walk_exported(struct family_walk *walk, const char *file);

#endif
