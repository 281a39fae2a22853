// SPDX-License-Identifier: Apache-2.0
/* Records are written here byte by byte: a table of (offset, text) laid over spaces. */
#include <glib.h>
#include <kiosk/card.h>
#include <string.h>
#include "drivers/card/sam/record.h"

struct piece {
    size_t offset;
    const char *text;
};

static void
write_record(uint8_t record[RECORD_SIZE], const struct piece *pieces)
{
    for (size_t i = 0; i < RECORD_SIZE; i += 2) {
        record[i] = 0x20;
        record[i + 1] = 0x00;
    }
    for (; pieces->text != NULL; pieces++) {
        glong count;
        g_autofree gunichar2 *units =
            g_utf8_to_utf16(pieces->text, -1, NULL, &count, NULL);
        for (glong i = 0; i < count; i++) {
            record[pieces->offset + 2 * (size_t)i] = (uint8_t)(units[i] & 0xFF);
            record[pieces->offset + 2 * (size_t)i + 1] = (uint8_t)(units[i] >> 8);
        }
    }
}

static const struct piece citizen[] = {{0, "王小丽"},
                                       {30, "2"},
                                       {32, "11"},
                                       {36, "19990229"},
                                       {36, "20000229"},
                                       {52, "示例省示例县青溪镇 1号"},
                                       {122, "99999920000229002X"},
                                       {158, "示例县公安局"},
                                       {188, "20200101"},
                                       {204, "20300101"},
                                       {0}};

static json_t *
parse(const struct piece *pieces)
{
    uint8_t record[RECORD_SIZE];
    write_record(record, pieces);
    g_autoptr(GError) error = NULL;
    json_t *card = record_parse(record, &error);
    g_assert_no_error(error);
    g_assert_true(schema_accepts(&card_fields_schema, card, NULL));
    return card;
}

static void
expect(const json_t *card, const char *member, const char *text)
{
    g_assert_cmpstr(json_string_value(json_object_get(card, member)), ==, text);
}

static void
test_record__reads_a_citizens_card(void)
{
    json_t *card = parse(citizen);
    expect(card, "card_type", "citizen");
    expect(card, "name", "王小丽");
    expect(card, "sex", "female");
    expect(card, "nation", "满");
    expect(card, "birth", "2000-02-29");
    expect(card, "address", "示例省示例县青溪镇 1号");
    expect(card, "id_number", "99999920000229002X");
    expect(card, "authority", "示例县公安局");
    expect(card, "valid_from", "2020-01-01");
    expect(card, "valid_to", "2030-01-01");
    json_decref(card);
}

static void
test_record__knows_a_card_without_an_end(void)
{
    struct piece pieces[G_N_ELEMENTS(citizen) + 1];
    memcpy(pieces, citizen, sizeof citizen);
    pieces[G_N_ELEMENTS(citizen) - 1] = (struct piece){204, "长期      "};
    pieces[G_N_ELEMENTS(citizen)] = (struct piece){0};
    json_t *card = parse(pieces);
    expect(card, "valid_to", "长期");
    json_decref(card);
}

static void
test_record__keeps_every_character_of_a_name(void)
{
    static const char *const names[] = {
        "𠮷田",        "㐂䶮",         "阿卜杜拉·买买提",
        " 前面有空格", "\xef\xa3\xb5", "一二三四五六七八九十一二三四五",
        "𬎆𠮷𪚥"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct piece pieces[] = {{0, names[i]},
                                 {30, "1"},
                                 {32, "01"},
                                 {36, "19900101"},
                                 {122, "999999199001010015"},
                                 {0}};
        json_t *card = parse(pieces);
        expect(card, "name", names[i]);
        json_decref(card);
    }
}

static void
test_record__reads_a_residence_permit(void)
{
    static const struct piece pieces[] = {{0, "陈小明"},
                                          {30, "1"},
                                          {36, "19881102"},
                                          {52, "示例省示例县"},
                                          {122, "810000198811020011"},
                                          {158, "示例县公安局"},
                                          {188, "20220110"},
                                          {204, "20270110"},
                                          {220, "H00000001"},
                                          {238, "02"},
                                          {248, "J"},
                                          {0}};
    json_t *card = parse(pieces);
    expect(card, "card_type", "hmt");
    expect(card, "pass_number", "H00000001");
    expect(card, "id_number", "810000198811020011");
    g_assert_null(json_object_get(card, "nation"));
    json_decref(card);
}

static void
test_record__reads_a_foreigners_card_of_2017(void)
{
    static const struct piece pieces[] = {{0, "SAMPLE, MARIA ANNA"},
                                          {120, "2"},
                                          {122, "UTO999990051701"},
                                          {152, "UTO"},
                                          {158, "玛丽亚"},
                                          {188, "20180701"},
                                          {204, "20280630"},
                                          {220, "19900517"},
                                          {236, "01"},
                                          {240, "1234"},
                                          {248, "I"},
                                          {0}};
    json_t *card = parse(pieces);
    expect(card, "card_type", "foreigner_2017");
    expect(card, "name", "玛丽亚");
    expect(card, "name_latin", "SAMPLE, MARIA ANNA");
    expect(card, "id_number", "UTO999990051701");
    expect(card, "nation", "UTO");
    expect(card, "birth", "1990-05-17");
    expect(card, "authority", "1234");
    json_decref(card);
}

static void
test_record__reads_a_foreigners_card_of_2023(void)
{
    static const struct piece pieces[] = {
        {30, "1"},
        {32, "00"},
        {36, "19850101"},
        {52, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGH"}, // 35 characters
        {122, "932682198501010017"},
        {188, "20240201"},
        {204, "20340131"},
        {220, "IJKLMNOPQRS"},
        {242, "UTO"},
        {248, "Y"},
        {0}};
    json_t *card = parse(pieces);
    expect(card, "card_type", "foreigner_2023");
    expect(card, "name", "");
    expect(card, "name_latin", "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMNOPQRS");
    expect(card, "id_number", "932682198501010017");
    expect(card, "nation", "UTO");
    json_decref(card);
}

static void
test_record__keeps_the_space_between_the_halves_of_a_latin_name(void)
{
    static const struct piece pieces[] = {{30, "1"},
                                          {36, "19850101"},
                                          {52, "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH "},
                                          {122, "932682198501010017"},
                                          {220, "LAST"},
                                          {248, "Y"},
                                          {0}};
    json_t *card = parse(pieces);
    expect(card, "name_latin", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH LAST");
    json_decref(card);
}

static void
test_record__names_the_ethnic_groups(void)
{
    static const struct {
        const char *code, *name;
    } rows[] = {{"01", "汉"},
                {"05", "维吾尔"},
                {"10", "朝鲜"},
                {"23", "高山"},
                {"29", "柯尔克孜"},
                {"36", "毛南"},
                {"43", "乌孜别克"},
                {"50", "塔塔尔"},
                {"56", "基诺"},
                {"97", "其他"},
                {"98", "外国血统中国籍人士"},
                {"57", "57"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct piece pieces[] = {
            {0, "甲"}, {30, "1"}, {32, rows[i].code}, {122, "999999199001010015"}, {0}};
        json_t *card = parse(pieces);
        expect(card, "nation", rows[i].name);
        json_decref(card);
    }
}

static void
refuse(const uint8_t *record, enum record_error kind, const char *member)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(record_parse(record, &error));
    g_assert_error(error, RECORD_ERROR, (int)kind);
    g_assert_nonnull(strstr(error->message, member));
}

static void
test_record__refuses_what_is_no_text_or_no_date(void)
{
    static const struct {
        struct piece piece;
        const char *member;
    } rows[] = {
        {{36, "1999022 "}, "birth"},
        {{36, "20010229"}, "birth"},
        {{188, "2020010a"}, "valid_from"},
        {{204, "不限"}, "valid_to"},
        {{30, "3"}, "sex"},
        {{32, "a1"}, "nation"},
        {{32, "00"}, "nation"},
    };
    uint8_t record[RECORD_SIZE];
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct piece pieces[G_N_ELEMENTS(citizen) + 1];
        memcpy(pieces, citizen, sizeof citizen);
        pieces[G_N_ELEMENTS(citizen) - 1] = rows[i].piece;
        pieces[G_N_ELEMENTS(citizen)] = (struct piece){0};
        write_record(record, pieces);
        refuse(record, RECORD_ERROR_UNREADABLE, rows[i].member);
    }
    write_record(record, citizen);
    record[0] = 0x42; // half a surrogate pair
    record[1] = 0xD8;
    refuse(record, RECORD_ERROR_UNREADABLE, "name");
    write_record(record, citizen);
    record[2] = record[3] = 0; // a zero in the middle of the name
    refuse(record, RECORD_ERROR_UNREADABLE, "name");
}

static void
test_record__refuses_a_type_it_does_not_know(void)
{
    uint8_t record[RECORD_SIZE];
    struct piece pieces[] = {{0, "甲"}, {248, "Z"}, {0}};
    write_record(record, pieces);
    refuse(record, RECORD_ERROR_UNSUPPORTED, "type");
}

static void
test_record__survives_any_bytes(void)
{
    GRand *random = g_rand_new_with_seed(20261121);
    for (int round = 0; round < 20000; round++) {
        uint8_t record[RECORD_SIZE];
        write_record(record, citizen);
        for (int i = g_rand_int_range(random, 1, 20); i > 0; i--)
            record[g_rand_int_range(random, 0, RECORD_SIZE)] =
                (uint8_t)g_rand_int(random);
        json_t *card = record_parse(record, NULL);
        if (card != NULL)
            g_assert_true(schema_accepts(&card_fields_schema, card, NULL));
        json_decref(card);
    }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/card-sam/record/" #name, test_record__##name)
    ADD(reads_a_citizens_card);
    ADD(knows_a_card_without_an_end);
    ADD(keeps_every_character_of_a_name);
    ADD(reads_a_residence_permit);
    ADD(reads_a_foreigners_card_of_2017);
    ADD(reads_a_foreigners_card_of_2023);
    ADD(keeps_the_space_between_the_halves_of_a_latin_name);
    ADD(names_the_ethnic_groups);
    ADD(refuses_what_is_no_text_or_no_date);
    ADD(refuses_a_type_it_does_not_know);
    ADD(survives_any_bytes);
#undef ADD
    return g_test_run();
}
