// SPDX-License-Identifier: Apache-2.0
/* Client of the inspect interface: what is on the screen, asked from outside. */
#ifndef SUPPORT_INSPECT_H
#define SUPPORT_INSPECT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

struct inspect;

/* Connects, trying again until `timeout_ms` is over. NULL: *error. */
struct inspect *inspect_open(const char *socket_path, int timeout_ms, GError **error);
void inspect_close(struct inspect *inspect); // NULL-safe

/* The widget tree now. New reference; NULL when the program is gone. */
json_t *inspect_tree(struct inspect *inspect);

/* What was last read aloud in this visit. g_free. */
char *inspect_said(struct inspect *inspect);

/* Waits until `screen` is shown and settled; the tree, or NULL when time is over (the
 * screen that was there instead goes to *instead_out, g_free, when not NULL). */
json_t *inspect_wait(struct inspect *inspect, const char *screen, int timeout_ms,
                     char **instead_out);

struct inspect_box {
    int x, y, width, height;
    bool enabled;
};
/* The widget with `id`. False: not there. */
bool inspect_find(const json_t *tree, const char *id, struct inspect_box *box_out);
/* Its `name` or `value`; borrowed from the tree, NULL when not there. */
const char *inspect_name(const json_t *tree, const char *id);
const char *inspect_value(const json_t *tree, const char *id);
/* True when any widget's name, value or error contains `text`. */
bool inspect_says(const json_t *tree, const char *text);

#endif
