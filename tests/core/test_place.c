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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/place/ships", test_place__reads_what_ships);
    g_test_add_func("/place/refuses", test_place__refuses_what_is_not_whole);
    return g_test_run();
}
