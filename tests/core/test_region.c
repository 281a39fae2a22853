// SPDX-License-Identifier: Apache-2.0
#include "core/region.h"

#include "base/json.h"

#include <string.h>

static json_t *
place(const char *code, const char *name)
{
    return json_pack("{s:s, s:{s:s}}", "code", code, "name", "zh_CN", name);
}

static struct regions *
regions_of(const char *twice, GPtrArray *defects)
{
    json_t *list = json_array();
    json_array_append_new(list, place("999999", "示例县"));
    json_array_append_new(list, place("999999001", "青山镇"));
    json_array_append_new(list, place("999999001001", "柳溪村"));
    json_array_append_new(list, place("999999001002", "柳溪村新区"));
    json_array_append_new(list, place("999999002", "东河镇"));
    if (twice != NULL)
        json_array_append_new(list, place(twice, "又一个"));
    struct regions *regions = regions_create(list, defects);
    json_decref(list);
    return regions;
}

static void
test_region__lists_only_what_lies_right_below(void)
{
    const struct region *list[REGION_BELOW_MAX];
    struct regions *regions = regions_of(NULL, NULL);
    g_assert_nonnull(regions);
    g_assert_cmpuint(regions_below(regions, "999999", list), ==, 2);
    g_assert_cmpstr(list[0]->code, ==, "999999001");
    g_assert_cmpstr(list[1]->code, ==, "999999002");
    g_assert_cmpuint(regions_below(regions, "999999001", list), ==, 2);
    g_assert_cmpuint(regions_below(regions, "999999002", list), ==, 0);
    g_assert_cmpuint(regions_below(NULL, "999999", list), ==, 0);
    regions_destroy(regions);
}

static void
test_region__knows_what_is_above_and_the_whole_name(void)
{
    struct regions *regions = regions_of(NULL, NULL);
    g_assert_cmpstr(regions_above(regions, "999999001002")->code, ==, "999999001");
    g_assert_null(regions_above(regions, "999999"));
    g_assert_null(regions_find(regions, "999999003"));
    char *name = regions_full_name(regions, "999999001001", "zh_CN");
    g_assert_cmpstr(name, ==, "示例县青山镇柳溪村");
    g_free(name);
    regions_destroy(regions);
}

static void
test_region__finds_an_address_of_a_card(void)
{
    struct regions *regions = regions_of(NULL, NULL);
    const char *rest = NULL;
    const struct region *found =
        regions_match(regions, "999999", "示例县青山镇柳溪村三组12号", &rest);
    g_assert_nonnull(found);
    g_assert_cmpstr(found->code, ==, "999999001001");
    g_assert_cmpstr(rest, ==, "三组12号");
    // The longer name wins over the one that it begins with.
    found = regions_match(regions, "999999", "示例县青山镇柳溪村新区8号", &rest);
    g_assert_cmpstr(found->code, ==, "999999001002");
    g_assert_cmpstr(rest, ==, "8号");
    g_assert_null(regions_match(regions, "999999", "别的县某某镇", &rest));
    regions_destroy(regions);
}

static void
test_region__refuses_two_of_one_code(void)
{
    g_autoptr(GPtrArray) defects = schema_defects_new();
    g_assert_null(regions_of("999999002", defects));
    g_assert_cmpuint(defects->len, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(claim) g_test_add_func("/region/" #claim, test_region__##claim)
    ADD(lists_only_what_lies_right_below);
    ADD(knows_what_is_above_and_the_whole_name);
    ADD(finds_an_address_of_a_card);
    ADD(refuses_two_of_one_code);
    return g_test_run();
}
