// SPDX-License-Identifier: Apache-2.0
#include "sam_card.h"

#include <string.h>

#define SAM_CARD_ERROR (g_quark_from_static_string("test-sam-card"))

struct place {
    const char *name;
    int offset, size; // bytes
    const char *otherwise;
};

static const struct place citizen[] = {
    {"name", 0, 30, "李秀英"},
    {"sex", 30, 2, "2"},
    {"nation", 32, 4, "01"},
    {"birth", 36, 16, "19520308"},
    {"address", 52, 70, "示例省示例县青溪镇向阳村3组12号"},
    {"id_number", 122, 36, "999999195203080022"},
    {"authority", 158, 30, "示例县公安局"},
    {"valid_from", 188, 16, "20150601"},
    {"valid_to", 204, 16, "长期"},
    {"type", 248, 2, " "},
    {0}};

static const struct place hmt[] = {{"name", 0, 30, "陈小明"},
                                   {"sex", 30, 2, "1"},
                                   {"birth", 36, 16, "19881102"},
                                   {"address", 52, 70, "示例省示例县青溪镇河东路8号"},
                                   {"id_number", 122, 36, "810000198811020011"},
                                   {"authority", 158, 30, "示例县公安局"},
                                   {"valid_from", 188, 16, "20220110"},
                                   {"valid_to", 204, 16, "20270110"},
                                   {"pass_number", 220, 18, "H00000001"},
                                   {"issue_count", 238, 4, "01"},
                                   {"type", 248, 2, "J"},
                                   {0}};

static const struct place foreigner_2017[] = {{"name_latin", 0, 120, "SAMPLE, MARIA"},
                                              {"sex", 120, 2, "2"},
                                              {"id_number", 122, 30, "UTO999990051701"},
                                              {"country", 152, 6, "UTO"},
                                              {"name", 158, 30, "玛丽亚"},
                                              {"valid_from", 188, 16, "20180701"},
                                              {"valid_to", 204, 16, "20280630"},
                                              {"birth", 220, 16, "19900517"},
                                              {"version", 236, 4, "01"},
                                              {"authority", 240, 8, "0000"},
                                              {"type", 248, 2, "I"},
                                              {0}};

static const struct place foreigner_2023[] = {
    {"name", 0, 30, "玛丽亚"},
    {"sex", 30, 2, "2"},
    {"reissue_count", 32, 4, "00"},
    {"birth", 36, 16, "19900517"},
    {"name_latin", 52, 70, "SAMPLE, MARIA"},
    {"id_number", 122, 36, "999999199005170025"},
    {"valid_from", 188, 16, "20240201"},
    {"valid_to", 204, 16, "20340131"},
    {"name_latin_more", 220, 22, ""},
    {"country", 242, 6, "UTO"},
    {"type", 248, 2, "Y"},
    {"old_number", 250, 6, ""},
    {0}};

static const struct {
    const char *type;
    const struct place *places;
} types[] = {
    {"citizen", citizen},
    {"hmt", hmt},
    {"foreigner_2017", foreigner_2017},
    {"foreigner_2023", foreigner_2023},
};

static const struct place *
places_of(const char *type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (strcmp(types[i].type, type) == 0)
            return types[i].places;
    }
    return NULL;
}

static bool
write_text(uint8_t *record, const struct place *place, const char *text, GError **error)
{
    glong count = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &count, NULL);
    if (units == NULL || count * 2 > place->size) {
        g_set_error(error, SAM_CARD_ERROR, 0, "%s does not fit", place->name);
        return false;
    }
    for (glong i = 0; i < count; i++) {
        record[place->offset + 2 * i] = (uint8_t)(units[i] & 0xFF);
        record[place->offset + 2 * i + 1] = (uint8_t)(units[i] >> 8);
    }
    return true;
}

static bool
names_a_place(const struct place *places, const char *name, GError **error)
{
    for (; places->name != NULL; places++) {
        if (strcmp(places->name, name) == 0)
            return true;
    }
    g_set_error(error, SAM_CARD_ERROR, 0, "such a card has no %s", name);
    return false;
}

bool
sam_card_write(const char *type, const json_t *fields, uint8_t record_out[SAM_CARD_SIZE],
               GError **error)
{
    const struct place *places = places_of(type);
    if (places == NULL) {
        g_set_error(error, SAM_CARD_ERROR, 0, "no such type of card");
        return false;
    }
    const char *name;
    json_t *value;
    json_object_foreach ((json_t *)(uintptr_t)fields, name, value) {
        if (!names_a_place(places, name, error))
            return false;
    }
    uint8_t record[SAM_CARD_SIZE];
    for (int i = 0; i < SAM_CARD_SIZE; i += 2) {
        record[i] = ' ';
        record[i + 1] = 0;
    }
    for (const struct place *place = places; place->name != NULL; place++) {
        const char *text = json_string_value(json_object_get(fields, place->name));
        if (!write_text(record, place, text == NULL ? place->otherwise : text, error))
            return false;
    }
    memcpy(record_out, record, sizeof record);
    return true;
}
