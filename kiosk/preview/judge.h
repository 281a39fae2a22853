// SPDX-License-Identifier: Apache-2.0
/* Judge: what only shows when a service is drawn: icons that there are not, words without room.
 * Each is told as kiosk-check tells its own: file, line, what is wrong. */
#ifndef PREVIEW_JUDGE_H
#define PREVIEW_JUDGE_H

#include <jansson.h>
#include <stdbool.h>

#include "terminal/ui/view.h"

struct judge {
    const char *path, *text; // of the definition
    GHashTable *told;        // words that were told already
    int mistakes;
};

void judge_init(struct judge *judge, const char *path, const char *text);
void judge_finish(struct judge *judge);
void judge_icons(struct judge *judge, const json_t *definition, struct glyphs *glyphs);
/* What was painted last. `mode`: "in large type" or "". */
void judge_page(struct judge *judge, const struct view *view, const char *screen,
                const char *mode);

#endif
