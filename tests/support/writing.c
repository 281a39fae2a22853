// SPDX-License-Identifier: Apache-2.0
#include "writing.h"

#include <stdio.h>

#define STROKES_MOST 16

/* A character as a tidy hand writes it: strokes of corners, in hundredths of the square. */
struct character {
    const char *text;
    const char *strokes[STROKES_MOST];
};

static const struct character characters[] = {
    {"老",
     {"25,25 68,22", "46,8 46,40", "10,42 92,39", "80,15 12,72",
      "40,52 40,82 48,90 80,90 86,76", "72,52 42,66"}},
    {"槐",
     {"8,35 40,33", "25,10 25,92", "25,36 6,70", "27,40 38,58", "68,8 58,18",
      "48,20 48,48", "48,20 86,18 84,48", "50,33 84,32", "48,47 84,46",
      "60,48 54,72 38,92", "70,48 70,82 74,88 92,88 94,76", "82,58 76,76 88,74",
      "84,66 92,82"}},
    {"树",
     {"8,35 40,33", "25,10 25,92", "25,36 6,70", "27,40 38,58", "42,30 60,28 42,78",
      "42,45 62,75", "62,38 96,35", "84,10 84,88 76,82", "68,52 74,64"}},
};

/* The finger goes from corner to corner in small steps. */
void
writing_stroke(struct world *world, const struct inspect_box *square, const char *stroke)
{
    g_auto(GStrv) corners = g_strsplit(stroke, " ", -1);
    int from_x = 0, from_y = 0;
    for (int i = 0; corners[i] != NULL; i++) {
        int x = 0, y = 0;
        g_assert_cmpint(sscanf(corners[i], "%d,%d", &x, &y), ==, 2);
        x = square->x + square->width * x / 100;
        y = square->y + square->height * y / 100;
        for (int step = 1; i > 0 && step <= 8; step++)
            xvfb_move(world->xvfb, from_x + (x - from_x) * step / 8,
                      from_y + (y - from_y) * step / 8);
        if (i == 0)
            xvfb_press(world->xvfb, x, y);
        from_x = x;
        from_y = y;
    }
    xvfb_release(world->xvfb);
}

/* Takes the candidate that says `text`, going through the batches. */
static void
must_pick_of_all(struct world *world, const char *text)
{
    for (int batch = 0; batch < 4; batch++) {
        for (int look = 0; look < 30; look++) {
            json_t *tree = inspect_tree(world->inspect);
            for (int i = 0; i < 12; i++) {
                char id[24];
                g_snprintf(id, sizeof id, "candidate-%d", i);
                if (g_strcmp0(inspect_name(tree, id), text) != 0)
                    continue;
                json_decref(tree);
                world_must_tap(world, id);
                return;
            }
            json_decref(tree);
            g_usleep(10000);
        }
        world_must_tap(world, "candidates-more");
    }
    g_error("%s was not recognised", text);
}

void
writing_character(struct world *world, const char *text)
{
    struct inspect_box square;
    json_t *tree = inspect_tree(world->inspect);
    g_assert_true(inspect_find(tree, "square", &square));
    json_decref(tree);
    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        if (g_strcmp0(characters[i].text, text) != 0)
            continue;
        for (int j = 0; characters[i].strokes[j] != NULL; j++)
            writing_stroke(world, &square, characters[i].strokes[j]);
        must_pick_of_all(world, text);
        return;
    }
    g_error("nobody here can write %s", text);
}
