// SPDX-License-Identifier: Apache-2.0
#include "record.h"

#include <stdbool.h>
#include <string.h>
#include <kiosk/card.h>

#define TYPE_OFFSET 248
#define UNITS_MAX (RECORD_SIZE / 2)

enum form {
    FORM_TEXT,
    FORM_DATE,     // "20201121"
    FORM_VALID_TO, // the same or 长期
    FORM_SEX,      // GB/T 2261.1
    FORM_NATION,   // GB/T 3304
};

struct field {
    const char *member; // of CardFields
    enum form form;
    size_t offset, size;           // bytes
    size_t more_offset, more_size; // bytes; where the text goes on, 0: nowhere
};

struct layout {
    char type; // at TYPE_OFFSET
    const char *card_type;
    const struct field *fields; // ended by a row without a member
};

/* ---- layouts, after facts published with the readers' SDKs and GA/T 490 ------------ */

static const struct field citizen_fields[] = {
    {"name", FORM_TEXT, 0, 30, 0, 0},           {"sex", FORM_SEX, 30, 2, 0, 0},
    {"nation", FORM_NATION, 32, 4, 0, 0},       {"birth", FORM_DATE, 36, 16, 0, 0},
    {"address", FORM_TEXT, 52, 70, 0, 0},       {"id_number", FORM_TEXT, 122, 36, 0, 0},
    {"authority", FORM_TEXT, 158, 30, 0, 0},    {"valid_from", FORM_DATE, 188, 16, 0, 0},
    {"valid_to", FORM_VALID_TO, 204, 16, 0, 0}, {0}};

static const struct field hmt_fields[] = {
    {"name", FORM_TEXT, 0, 30, 0, 0},          {"sex", FORM_SEX, 30, 2, 0, 0},
    {"birth", FORM_DATE, 36, 16, 0, 0},        {"address", FORM_TEXT, 52, 70, 0, 0},
    {"id_number", FORM_TEXT, 122, 36, 0, 0},   {"authority", FORM_TEXT, 158, 30, 0, 0},
    {"valid_from", FORM_DATE, 188, 16, 0, 0},  {"valid_to", FORM_VALID_TO, 204, 16, 0, 0},
    {"pass_number", FORM_TEXT, 220, 18, 0, 0}, {0}};

static const struct field foreigner_2017_fields[] = {
    {"name_latin", FORM_TEXT, 0, 120, 0, 0},
    {"sex", FORM_SEX, 120, 2, 0, 0},
    {"id_number", FORM_TEXT, 122, 30, 0, 0},
    {"nation", FORM_TEXT, 152, 6, 0, 0}, // the country, ISO 3166 alpha-3
    {"name", FORM_TEXT, 158, 30, 0, 0},
    {"valid_from", FORM_DATE, 188, 16, 0, 0},
    {"valid_to", FORM_VALID_TO, 204, 16, 0, 0},
    {"birth", FORM_DATE, 220, 16, 0, 0},
    {"authority", FORM_TEXT, 240, 8, 0, 0}, // its code; the card holds no name
    {0}};

static const struct field foreigner_2023_fields[] = {
    {"name", FORM_TEXT, 0, 30, 0, 0},
    {"sex", FORM_SEX, 30, 2, 0, 0},
    {"birth", FORM_DATE, 36, 16, 0, 0},
    {"name_latin", FORM_TEXT, 52, 70, 220, 22}, // characters 1-35 and 36-46
    {"id_number", FORM_TEXT, 122, 36, 0, 0},
    {"valid_from", FORM_DATE, 188, 16, 0, 0},
    {"valid_to", FORM_VALID_TO, 204, 16, 0, 0},
    {"nation", FORM_TEXT, 242, 6, 0, 0},
    {0}};

static const struct layout layouts[] = {
    {' ', "citizen", citizen_fields},
    {'J', "hmt", hmt_fields},
    {'I', "foreigner_2017", foreigner_2017_fields},
    {'Y', "foreigner_2023", foreigner_2023_fields},
};

/* GB/T 3304-1991, code 01 first. */
static const char *const nations[] = {
    "汉",     "蒙古",   "回",       "藏",     "维吾尔",   "苗",   "彝",     "壮",
    "布依",   "朝鲜",   "满",       "侗",     "瑶",       "白",   "土家",   "哈尼",
    "哈萨克", "傣",     "黎",       "傈僳",   "佤",       "畲",   "高山",   "拉祜",
    "水",     "东乡",   "纳西",     "景颇",   "柯尔克孜", "土",   "达斡尔", "仫佬",
    "羌",     "布朗",   "撒拉",     "毛南",   "仡佬",     "锡伯", "阿昌",   "普米",
    "塔吉克", "怒",     "乌孜别克", "俄罗斯", "鄂温克",   "德昂", "保安",   "裕固",
    "京",     "塔塔尔", "独龙",     "鄂伦春", "赫哲",     "门巴", "珞巴",   "基诺",
};

static const struct {
    char code;
    const char *word;
} sexes[] = {{'0', "unknown"}, {'1', "male"}, {'2', "female"}, {'9', "unspecified"}};

/* ---- forms ------------------------------------------------------------------------- */

static bool
refuse(GError **error, const char *member, const char *what)
{
    g_set_error(error, RECORD_ERROR, RECORD_ERROR_UNREADABLE, "%s: %s", member, what);
    return false;
}

static uint16_t
unit_at(const uint8_t *record, size_t offset)
{
    return (uint16_t)(record[offset] | record[offset + 1] << 8);
}

/* The text of a field in UTF-8 without its padding; NULL: *error. */
static char *
field_text(const struct field *field, const uint8_t *record, GError **error)
{
    gunichar2 units[UNITS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < field->size; i += 2)
        units[count++] = unit_at(record, field->offset + i);
    for (size_t i = 0; i < field->more_size; i += 2)
        units[count++] = unit_at(record, field->more_offset + i);
    // Some cards are padded with zeros instead of spaces.
    while (count > 0 && (units[count - 1] == ' ' || units[count - 1] == 0))
        count--;
    char *text = NULL;
    bool whole = true;
    for (size_t i = 0; i < count; i++)
        whole = whole && units[i] != 0;
    if (whole)
        text = g_utf16_to_utf8(units, (glong)count, NULL, NULL, NULL);
    if (text == NULL)
        refuse(error, field->member, "this is no UTF-16 text");
    explicit_bzero(units, sizeof units);
    return text;
}

static bool
add_date(json_t *card, const char *member, const char *text, GError **error)
{
    if (strlen(text) != 8 || strspn(text, "0123456789") != 8)
        return refuse(error, member, "this is no date");
    g_autofree char *date = g_strdup_printf("%.4s-%.2s-%.2s", text, text + 4, text + 6);
    json_object_set_new(card, member, json_string(date));
    return true;
}

static bool
add_sex(json_t *card, const char *member, const char *text, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sexes); i++) {
        if (text[0] == sexes[i].code && text[1] == '\0') {
            json_object_set_new(card, member, json_string(sexes[i].word));
            return true;
        }
    }
    return refuse(error, member, "this is no code of GB/T 2261.1");
}

static bool
add_nation(json_t *card, const char *member, const char *text, GError **error)
{
    guint64 code;
    if (strlen(text) != 2 || !g_ascii_string_to_unsigned(text, 10, 1, 99, &code, NULL))
        return refuse(error, member, "this is no code of GB/T 3304");
    const char *name = text; // a code of later years stays what it is
    if (code <= G_N_ELEMENTS(nations))
        name = nations[code - 1];
    else if (code == 97)
        name = "其他";
    else if (code == 98)
        name = "外国血统中国籍人士";
    json_object_set_new(card, member, json_string(name));
    return true;
}

static bool
is_required(const char *member)
{
    for (const struct schema_member *row = card_fields_members; row->name != NULL;
         row++) {
        if (strcmp(row->name, member) == 0)
            return row->required;
    }
    g_assert_not_reached();
}

static bool
add_field(json_t *card, const struct field *field, const uint8_t *record, GError **error)
{
    g_autofree char *text = field_text(field, record, error);
    if (text == NULL)
        return false;
    const char *member = field->member;
    if (*text == '\0' && !is_required(member))
        return true; // the card leaves it out, so do we
    switch (field->form) {
    case FORM_DATE:
        return add_date(card, member, text, error);
    case FORM_SEX:
        return add_sex(card, member, text, error);
    case FORM_NATION:
        return add_nation(card, member, text, error);
    case FORM_VALID_TO:
        if (strcmp(text, "长期") != 0)
            return add_date(card, member, text, error);
        break;
    case FORM_TEXT:
        break;
    }
    json_object_set_new(card, member, json_string(text));
    return true;
}

static const struct layout *
layout_of(const uint8_t *record)
{
    uint16_t type = unit_at(record, TYPE_OFFSET);
    for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
        if (type == (uint16_t)layouts[i].type || (type == 0 && layouts[i].type == ' '))
            return &layouts[i];
    }
    return NULL;
}

json_t *
record_parse(const uint8_t record[RECORD_SIZE], GError **error)
{
    const struct layout *layout = layout_of(record);
    if (layout == NULL) {
        g_set_error(error, RECORD_ERROR, RECORD_ERROR_UNSUPPORTED,
                    "the card is of a type that is not known");
        return NULL;
    }
    json_t *card = json_object();
    json_object_set_new(card, "card_type", json_string(layout->card_type));
    bool right = true;
    for (const struct field *field = layout->fields; right && field->member != NULL;
         field++)
        right = add_field(card, field, record, error);
    g_autoptr(GError) defect = NULL;
    if (right && !schema_accepts(&card_fields_schema, card, &defect)) {
        g_set_error_literal(error, RECORD_ERROR, RECORD_ERROR_UNREADABLE,
                            defect->message);
        right = false;
    }
    if (right)
        return card;
    json_decref(card);
    return NULL;
}
