// SPDX-License-Identifier: Apache-2.0
#include "core/place.h"

#include "base/json.h"
#include "tests/support/assets.h"

static void
test_place__reads_what_ships(void)
{
    struct place place;
    assets_place(&place);
    g_assert_cmpstr(json_text(place.name, "zh_CN", ""), ==, "青山镇便民服务中心");
    g_assert_cmpstr(json_text(place.tag, "zh_CN", ""), ==, "示例数据");
    g_assert_cmpstr(place.phone, ==, "0000-0000001");
    g_assert_cmpuint(json_array_size(place.hours), ==, 7);
    place_finish(&place);
    g_assert_null(place.json);
    place_finish(&place);
    place_finish(NULL);
}

static void
test_place__refuses_what_is_not_whole(void)
{
    static const struct {
        const char *member, *value;
    } rows[] = {
        {"name", "{\"en\":\"only\"}"},
        {"phone", "\"\""},
        {"hours", "[null,null,null,null,null,null]"},
        {"hours", "[1,null,null,null,null,null,null]"},
        {"hours", "[{\"from\":\"8:30\"},null,null,null,null,null,null]"},
        {"notices", "\"none\""},
        {"motto", "\"x\""},
        {"nearby", "[{\"where\": {\"zh_CN\": \"x\"}}]"},
        {"nearby", "[{\"name\": {\"zh_CN\": \"x\"}, \"distance_m\": 0}]"},
        {"nearby", "[{\"name\": {\"zh_CN\": \"x\"}, \"hours\": [null]}]"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *value = assets_json("assets/place.json");
        json_object_set_new(value, rows[i].member,
                            json_loads(rows[i].value, JSON_DECODE_ANY, NULL));
        struct place place;
        GPtrArray *defects = schema_defects_new();
        g_assert_false(place_init(&place, value, defects));
        g_assert_cmpuint(defects->len, >=, 1);
        g_assert_null(place.json);
        g_ptr_array_unref(defects);
        json_decref(value);
    }
}

static void
test_place__knows_the_hours_of_other_places(void)
{
    struct place place;
    assets_place(&place);
    const json_t *village = json_object_get(json_array_get(place.nearby, 1), "hours");
    struct clock_date saturday = {
        .year = 2026, .month = 11, .day = 21, .weekday = 6, .hour = 14};
    struct clock_date monday = {
        .year = 2026, .month = 11, .day = 23, .weekday = 1, .hour = 9};
    const char *from = NULL;
    int ahead = -1;
    g_assert_true(place_is_open(&place, &saturday));
    g_assert_false(place_hours_are_open(village, &saturday));
    g_assert_true(place_hours_are_open(village, &monday));
    g_assert_true(place_next_opening(village, &saturday, &ahead, &from));
    g_assert_cmpint(ahead, ==, 2);
    g_assert_cmpstr(from, ==, "8:30");
    g_assert_false(place_hours_are_open(NULL, &monday));
    g_assert_false(place_next_opening(NULL, &monday, &ahead, &from));
    place_finish(&place);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/place/ships", test_place__reads_what_ships);
    g_test_add_func("/place/refuses", test_place__refuses_what_is_not_whole);
    g_test_add_func("/place/nearby", test_place__knows_the_hours_of_other_places);
    return g_test_run();
}
