// SPDX-License-Identifier: Apache-2.0
#include "people.h"

#include <string.h>
#include "base/json.h"
#include <kiosk/card.h>

/* Region 999999 does not exist; the check digits are right. The foreigners' numbers follow the
 * form of each card with the same unassigned region. */
static const char *const people[] = {
    "{\"card_type\":\"citizen\",\"name\":\"李秀英\",\"sex\":\"female\",\"nation\":\"汉\","
    "\"birth\":\"1952-03-08\",\"address\":\"示例省示例县青溪镇向阳村3组12号\","
    "\"id_number\":\"999999195203080022\",\"authority\":\"示例县公安局\","
    "\"valid_from\":\"2015-06-01\",\"valid_to\":\"长期\"}",
    "{\"card_type\":\"hmt\",\"name\":\"陈小明\",\"sex\":\"male\",\"birth\":\"1988-11-"
    "02\","
    "\"address\":\"示例省示例县青溪镇河东路8号\",\"id_number\":\"810000198811020011\","
    "\"pass_number\":\"H00000001\",\"authority\":\"示例县公安局\","
    "\"valid_from\":\"2022-01-10\",\"valid_to\":\"2027-01-10\"}",
    "{\"card_type\":\"foreigner_2017\",\"name\":\"\",\"name_latin\":\"SAMPLE, MARIA\","
    "\"sex\":\"female\",\"nation\":\"UTO\",\"birth\":\"1990-05-17\","
    "\"id_number\":\"UTO999990051701\",\"authority\":\"0000\","
    "\"valid_from\":\"2018-07-01\",\"valid_to\":\"2028-06-30\"}",
    "{\"card_type\":\"foreigner_2023\",\"name\":\"玛丽亚\",\"name_latin\":\"SAMPLE, "
    "MARIA\","
    "\"sex\":\"female\",\"nation\":\"UTO\",\"birth\":\"1990-05-17\","
    "\"id_number\":\"999999199005170025\",\"valid_from\":\"2024-02-01\","
    "\"valid_to\":\"2034-01-31\"}",
    "{\"card_type\":\"chip\",\"name\":\"\",\"id_number\":\"\"}",
};

/* The made-up person whose card is of this type. */
static json_t *
people_find(const char *type, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        json_t *card = json_loads(people[i], 0, NULL);
        if (strcmp(json_string_value(json_object_get(card, "card_type")), type) == 0)
            return card;
        json_decref(card);
    }
    g_set_error(error, PEOPLE_ERROR, 0,
                "type: citizen, hmt, foreigner_2017, foreigner_2023 or chip is wanted");
    return NULL;
}

static bool
people_is_member(const char *name)
{
    for (const struct schema_member *row = card_fields_members; row->name != NULL;
         row++) {
        if (strcmp(row->name, name) == 0)
            return row->schema->kind == SCHEMA_STRING;
    }
    return false;
}

/* Changes `card` by "name=value". */
static bool
people_change(json_t *card, const char *word, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(word, "=", 2);
    if (parts[0] == NULL || parts[1] == NULL || !people_is_member(parts[0])) {
        g_set_error(error, PEOPLE_ERROR, 0,
                    "a word must be MEMBER=VALUE, with a member that "
                    "a card has; see help");
        return false;
    }
    json_object_set_new(card, parts[0], json_string(parts[1]));
    return true;
}

static json_t *
people_from_words(const char *arguments, GError **error)
{
    g_auto(GStrv) words = NULL;
    if (*arguments != '\0' && !g_shell_parse_argv(arguments, NULL, &words, error))
        return NULL;
    const char *type = "citizen";
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        if (g_str_has_prefix(words[i], "type="))
            type = words[i] + strlen("type=");
    }
    json_t *card = people_find(type, error);
    for (size_t i = 0; card != NULL && words != NULL && words[i] != NULL; i++) {
        if (!g_str_has_prefix(words[i], "type=") &&
            !people_change(card, words[i], error)) {
            json_decref(card);
            return NULL;
        }
    }
    return card;
}

json_t *
people_card(const char *arguments, GError **error)
{
    json_t *card;
    if (g_str_has_prefix(arguments, "card=")) {
        const char *text = arguments + strlen("card=");
        card = json_parse(text, strlen(text), error);
    } else {
        card = people_from_words(arguments, error);
    }
    if (card != NULL && !schema_accepts(&card_fields_schema, card, error)) {
        json_decref(card);
        return NULL;
    }
    return card;
}
