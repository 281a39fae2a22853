// SPDX-License-Identifier: Apache-2.0
#include "monkey.h"

#include <string.h>

#include "virtual_control.h"
#include "visit.h"

#define STUCK_MS 45000 // longer than the longest deadline of a device
#define WANDER_PERMILLE 60

/* What leads on: one of those that are there and enabled. */
static const struct {
    const char *screen, *keys[8];
} ways[] = {
    {"attract", {"start"}},
    {"home", {"service-" VISIT_SERVICE, "group-" VISIT_GROUP}},
    {"group", {"service-" VISIT_SERVICE, "back"}},
    {"guide", {"begin", "part-next"}},
    {"consent", {"agree", "part-next"}},
    {"who", {"who-self"}},
    {"card", {"retry"}},
    {"scan", {"next", "retry", "scan"}},
    {"check", {"submit", "promise", "part-next"}},
    {"errors", {"next", "fix"}},
    {"submitting", {"do-not-wait"}},
    {"done", {"finish"}},
    {"fault", {"retry", "go-on", "without-paper", "next"}},
    {"rating", {"level-5"}},
    {"rating-tags", {"send"}},
    {"trouble", {"send", "reason-other", "back"}},
    {"phone", {"back"}},
    {"booking", {"book-window-general"}},
    {"booking-slots", {"hold"}},
    {"booking-check", {"confirm"}},
    {"booking-done", {"finish"}},
    {"queue-done", {"finish"}},
};

void
monkey_init(struct monkey *monkey, struct world *world, GRand *chance)
{
    *monkey = (struct monkey){
        .world = world,
        .chance = chance,
        .wander_permille = WANDER_PERMILLE,
        .receipts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .screens = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

void
monkey_finish(struct monkey *monkey)
{
    g_hash_table_unref(monkey->receipts);
    g_hash_table_unref(monkey->screens);
}

/* ---- looking ---------------------------------------------------------------------------- */

static bool
can_press(const json_t *tree, const char *id)
{
    struct inspect_box box;
    return inspect_find(tree, id, &box) && box.enabled;
}

static bool
is_button(const json_t *widget)
{
    const char *role = json_string_value(json_object_get(widget, "role"));
    return json_is_true(json_object_get(widget, "enabled")) && role &&
           (strcmp(role, "button") == 0 || strcmp(role, "radio") == 0 ||
            strcmp(role, "checkbox") == 0);
}

/* Those that are on every screen lead nowhere by themselves. */
static bool
leads_on(const char *id)
{
    static const char *const standing[] = {"help",   "trouble", "say",
                                           "louder", "quieter", "lower",
                                           "mark",   "mode",    "language"};
    for (size_t i = 0; i < G_N_ELEMENTS(standing); i++)
        if (strcmp(standing[i], id) == 0)
            return false;
    return true;
}

/* Where what can be pressed begins: a dialog takes all touches of what lies under it. */
static size_t
first_within_reach(const json_t *widgets)
{
    size_t index, first = 0;
    json_t *widget;
    json_array_foreach (widgets, index, widget) {
        const char *role = json_string_value(json_object_get(widget, "role"));
        if (g_strcmp0(role, "dialog") == 0)
            first = index;
    }
    return first;
}

/* Any button; NULL: there is none. Borrowed from the tree. */
static const char *
any_button(struct monkey *monkey, const json_t *tree, bool that_leads_on)
{
    const char *chosen = NULL;
    size_t index;
    int seen = 0;
    json_t *widget;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget) {
        const char *id = json_string_value(json_object_get(widget, "id"));
        if (!is_button(widget) || strcmp(id, "mark") == 0 ||
            (that_leads_on && !leads_on(id)))
            continue;
        if (g_rand_int_range(monkey->chance, 0, ++seen) == 0)
            chosen = id;
    }
    return chosen;
}

static const char *
sensible(struct monkey *monkey, const json_t *tree)
{
    if (first_within_reach(json_object_get(tree, "widgets")) > 0)
        return any_button(monkey, tree, false);
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (strcmp(ways[i].screen, monkey->screen) != 0)
            continue;
        const char *chosen = NULL;
        int seen = 0;
        for (size_t k = 0; k < G_N_ELEMENTS(ways[i].keys) && ways[i].keys[k]; k++)
            if (can_press(tree, ways[i].keys[k]) &&
                g_rand_int_range(monkey->chance, 0, ++seen) == 0)
                chosen = ways[i].keys[k];
        if (chosen)
            return chosen;
    }
    return any_button(monkey, tree, true);
}

static void
note(struct monkey *monkey, const json_t *tree)
{
    const char *screen = json_string_value(json_object_get(tree, "screen"));
    const char *number = inspect_value(tree, "receipt-number");
    bool handed_in = g_strcmp0(screen, "done") == 0 || g_strcmp0(screen, "fault") == 0;
    if (number && *number && handed_in)
        g_hash_table_add(monkey->receipts, g_strdup(number));
    if (g_strcmp0(screen, "attract") == 0 && strcmp(monkey->screen, "attract") != 0)
        monkey->visits++;
    g_strlcpy(monkey->screen, screen, sizeof monkey->screen);
    g_hash_table_add(monkey->screens, g_strdup(screen));
}

/* ---- doing ------------------------------------------------------------------------------ */

static void
press(struct monkey *monkey, const json_t *tree, const char *id)
{
    struct inspect_box box;
    if (inspect_find(tree, id, &box))
        xvfb_tap(monkey->world->xvfb, box.x + box.width / 2, box.y + box.height / 2);
}

/* A person holds the card to the reader while it is asked for, and lays a page down. */
static void
use_hands(struct monkey *monkey)
{
    const char *screen = monkey->screen;
    struct world *world = monkey->world;
    bool reads = strcmp(screen, "card") == 0 || strcmp(screen, "progress-who") == 0 ||
                 strcmp(screen, "booking-card") == 0;
    g_autofree char *page = g_strdup_printf("load %s", world->page);
    if (reads)
        g_free(virtual_control_try(world->socket_card, "insert card=" WORLD_CARD_WANG));
    else
        g_free(virtual_control_try(world->socket_card, "remove"));
    if (strcmp(screen, "scan") == 0)
        g_free(virtual_control_try(world->socket_scanner, page));
}

/* The next digit of the number that is asked for. False: nothing is typed here. */
static bool
type(struct monkey *monkey, const json_t *tree)
{
    const char *value = inspect_value(tree, "field-phone");
    size_t typed = 0;
    for (const char *at = value ? value : ""; *at; at++)
        typed += g_ascii_isdigit(*at) != 0;
    if (!value || typed >= strlen(VISIT_PHONE))
        return false;
    char key[] = {'k', 'e', 'y', '-', VISIT_PHONE[typed], '\0'};
    if (!can_press(tree, key))
        press(monkey, tree, "field-phone");
    press(monkey, tree, key);
    return true;
}

static bool
fill(struct monkey *monkey, const json_t *tree)
{
    if (strcmp(monkey->screen, "form") != 0 ||
        first_within_reach(json_object_get(tree, "widgets")) > 0)
        return false;
    if (type(monkey, tree))
        return true;
    const char *const keys[] = {"choice-category-ordinary", "next", "part-next"};
    static int turn; // each in its turn: which is needed cannot be seen
    for (int i = 0; i < 3; i++) {
        const char *key = keys[(turn + i) % 3];
        if (can_press(tree, key)) {
            press(monkey, tree, key);
            turn = (turn + i + 1) % 3;
            return true;
        }
    }
    return false;
}

static void
notice_dead_end(struct monkey *monkey, bool dead)
{
    gint64 now = g_get_monotonic_time();
    if (!dead)
        monkey->stuck_since_us = 0;
    else if (monkey->stuck_since_us == 0)
        monkey->stuck_since_us = now;
    else if (now - monkey->stuck_since_us > STUCK_MS * G_TIME_SPAN_MILLISECOND)
        g_error("nothing can be pressed on %s for %d s", monkey->screen, STUCK_MS / 1000);
}

void
monkey_step(struct monkey *monkey)
{
    json_t *tree = inspect_tree(monkey->world->inspect);
    char before[sizeof monkey->screen];
    g_strlcpy(before, monkey->screen, sizeof before);
    if (!tree)
        g_error("the terminal is gone; see %s/kiosk.log", monkey->world->folder);
    note(monkey, tree);
    if (strcmp(before, monkey->screen) != 0)
        use_hands(monkey);
    if (monkey->last_visit && strcmp(monkey->screen, "attract") == 0) {
        json_decref(tree);
        return;
    }
    bool wander = g_rand_int_range(monkey->chance, 0, 1000) < monkey->wander_permille;
    const char *key = wander ? any_button(monkey, tree, false) : NULL;
    bool out = strcmp(monkey->screen, "out-of-service") == 0; // only a person helps
    bool filled = !key && fill(monkey, tree);
    if (!key && !filled)
        key = sensible(monkey, tree);
    notice_dead_end(monkey, !key && !filled && !out);
    if (key)
        press(monkey, tree, key);
    json_decref(tree);
}
