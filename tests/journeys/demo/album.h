// SPDX-License-Identifier: Apache-2.0
/* Album: the pictures of a walk in the order in which they were taken, and the pages that say
 * what each of them shows. */
#ifndef DEMO_ALBUM_H
#define DEMO_ALBUM_H

#include "tests/support/world.h"

/* Pictures go to `folder` from now on, counted from 1. Borrowed until the next one. */
void album_open(struct world *world, const char *folder);
/* Copies a paper beside the pictures. */
void album_paper(const char *folder, const char *name, const char *path);
/* README and index.html of a folder and its folder "assisted". How many pictures there are. A
 * new screen gets its sentence in album.c. */
int album_index(const char *folder);

#endif
