// SPDX-License-Identifier: Apache-2.0
#include "wiring.h"

#include <kiosk/contacts.h>
#include <string.h>

static const char *
find_word(const char *const *words, const char *text)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], text) == 0)
            return words[i];
    }
    return NULL;
}

static bool
parse_place(struct wire *wire, const char *text)
{
    g_auto(GStrv) halves = g_strsplit(text, ":", 2);
    guint64 line = 0;
    if (halves[0] == NULL ||
        !g_ascii_string_to_unsigned(halves[0], 10, 0, WIRING_LINE_MAX, &line, NULL))
        return false;
    wire->line = (unsigned)line;
    wire->low = halves[1] != NULL && strcmp(halves[1], "low") == 0;
    return halves[1] == NULL || wire->low || strcmp(halves[1], "high") == 0;
}

/* "cabinetDoor=17:low" */
static bool
parse_wire(struct wire *wire, const char *text)
{
    g_auto(GStrv) halves = g_strsplit(text, "=", 2);
    if (g_strv_length(halves) != 2)
        return false;
    const char *contact = find_word(contacts_contact_words, halves[0]);
    const char *light = find_word(contacts_light_words, halves[0]);
    bool opens = strcmp(halves[0], "cabinetDoor") == 0 ||
                 strcmp(halves[0], "tamperSensor") == 0;
    *wire = (struct wire){.word = contact != NULL ? contact : light,
                          .light = contact == NULL,
                          .active = opens ? "open" : "present",
                          .inactive = opens ? "closed" : "notPresent"};
    return wire->word != NULL && parse_place(wire, halves[1]);
}

static bool
is_taken(const struct wiring *wiring, const struct wire *wire)
{
    for (size_t i = 0; i < wiring->count; i++) {
        const struct wire *other = &wiring->wires[i];
        if (other->line == wire->line || other->word == wire->word)
            return true;
    }
    return false;
}

bool
wiring_parse(struct wiring *wiring, const char *address, GError **error)
{
    static const char scheme[] = "gpio:";
    const char *mark = strchr(address, '?');
    if (!g_str_has_prefix(address, scheme) || mark == NULL) {
        g_set_error(error, WIRING_ERROR, 0,
                    "the address must be gpio:CHIP?CONTACT=LINE&…");
        return false;
    }
    struct wiring fresh = {0};
    g_auto(GStrv) words = g_strsplit(mark + 1, "&", 0);
    for (size_t i = 0; words[i] != NULL; i++) {
        struct wire wire;
        if (fresh.count == WIRING_MAX || !parse_wire(&wire, words[i]) ||
            is_taken(&fresh, &wire)) {
            g_set_error(error, WIRING_ERROR, 0,
                        "“%s”: wanted is CONTACT=LINE or CONTACT=LINE:low, each once; "
                        "contacts and lamps: see contacts.h",
                        words[i]);
            return false;
        }
        fresh.wires[fresh.count++] = wire;
    }
    const char *chip = address + strlen(scheme);
    fresh.chip = g_strndup(chip, (gsize)(mark - chip));
    *wiring = fresh;
    return true;
}

void
wiring_finish(struct wiring *wiring)
{
    g_free(wiring->chip);
    *wiring = (struct wiring){0};
}
