// SPDX-License-Identifier: Apache-2.0
/* A service of every kind of question, from home to the office: a family, a place, dates on a
 * calendar, a signature, a paper that comes later against a signed promise; handed in by the
 * person, by an agent, a guardian, an enterprise, and with a card that cannot be read. */
#include "base/json.h"
#include "tests/support/family_walk.h"
#include "tests/support/typing.h"

#include <stdlib.h>
#include <string.h>

static void
must_say(const char *slip, const char *words)
{
    if (strstr(slip, words) == NULL)
        g_error("the slip does not say %s:\n%s", words, slip);
}

/* What the office has of it: nothing is wrong, and `path` (a/b) is `value`. */
static void
must_have(struct family_walk *walk, const char *const *path, const char *value)
{
    json_t *root = family_walk_exported(walk, "case.json");
    json_t *checked = family_walk_exported(walk, "defects.json");
    g_assert_true(json_is_true(json_object_get(checked, "checked")));
    g_assert_cmpuint(json_array_size(json_object_get(checked, "defects")), ==, 0);
    json_decref(checked);
    const json_t *at = json_object_get(root, "application");
    for (; *path != NULL; path++)
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(*path))
                               : json_object_get(at, *path);
    g_assert_cmpstr(json_string_value(at), ==, value);
    json_decref(root);
}

#define HAS(walk, value, ...)                                                            \
    must_have(walk, (const char *const[]){__VA_ARGS__, NULL}, value)

static void
test_family__is_handed_in_with_a_promise(gconstpointer mode)
{
    struct family_walk walk;
    family_walk_begin(&walk, mode, "family");
    family_walk_comes_as(&walk, "self");
    family_walk_lays(&walk, WORLD_CARD_WANG, NULL);
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    must_say(slip, "承诺");
    must_say(slip, "家庭成员1");
    HAS(&walk, "household_register", "promise", "materials", "0", "material");
    HAS(&walk, "999999194303120023", "answers", "members", "0", "member_id");
    family_walk_end(&walk);
}

static void
test_family__an_agent_brings_both_cards_and_the_mandate(gconstpointer mode)
{
    struct family_walk walk;
    family_walk_begin(&walk, mode, "family-agent");
    family_walk_comes_as(&walk, "agent");
    family_walk_lays(&walk, FAMILY_WALK_CARD_LIU, "再放那个人的身份证");
    family_walk_lays(&walk, WORLD_CARD_WANG, NULL);
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    must_say(slip, "刘建国");
    must_say(slip, "委托书");
    HAS(&walk, "agent", "answers", "applying_as");
    HAS(&walk, "999999198005050010", "agent", "id_number");
    HAS(&walk, "999999194303120023", "applicant", "id_number");
    family_walk_end(&walk);
}

static void
test_family__a_guardian_comes_for_a_child(gconstpointer mode)
{
    struct family_walk walk;
    family_walk_begin(&walk, mode, "family-guardian");
    family_walk_comes_as(&walk, "guardian");
    family_walk_lays(&walk, WORLD_CARD_WANG, "再放孩子的身份证");
    family_walk_lays(&walk, FAMILY_WALK_CARD_CHILD, NULL);
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    must_say(slip, "监护人");
    must_say(slip, "王小雨");
    HAS(&walk, "99999920150601002X", "applicant", "id_number");
    HAS(&walk, "王秀兰", "agent", "name");
    family_walk_end(&walk);
}

static void
test_family__an_enterprise_gives_code_and_licence(gconstpointer mode)
{
    struct family_walk walk;
    family_walk_begin(&walk, mode, "family-enterprise");
    family_walk_comes_as(&walk, "enterprise");
    family_walk_lays(&walk, FAMILY_WALK_CARD_LIU, NULL);
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    must_say(slip, "919999990001000016");
    must_say(slip, "营业执照");
    HAS(&walk, "919999990001000016", "answers", "unit_code");
    family_walk_end(&walk);
}

/* The reader fails, so number and name are typed, and all that follows says so. */
static void
test_family__a_damaged_card_is_typed(gconstpointer mode)
{
    struct family_walk walk;
    family_walk_begin(&walk, mode, "family-typed");
    family_walk_comes_as(&walk, "self");
    world_card(walk.world, "fault cardUnreadable");
    visit_tap(walk.world, "type-card");
    json_decref(world_must_reach(walk.world, "card-typed", 5000));
    world_type(walk.world, "999999194303120023");
    visit_tap(walk.world, walk.world->options.assisted ? "next" : "field-card_name");
    if (walk.world->options.assisted)
        world_must_tap_within(walk.world, "key-pinyin", 5000);
    typing_syllable(walk.world, "9264", "wang", "王");
    typing_syllable(walk.world, "526", "lan", "兰");
    visit_tap(walk.world, "next");
    json_decref(world_must_reach(walk.world, "form", 5000));
    family_walk_fills(&walk, "check");
    g_autofree char *slip = family_walk_hands_in(&walk);
    must_say(slip, "没读卡");
    HAS(&walk, "typed", "assurance");
    HAS(&walk, "applicant", "typed", "0");
    family_walk_end(&walk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/family/promise", test_family__is_handed_in_with_a_promise);
    g_test_add_data_func("/family/agent/standard", "standard",
                         test_family__an_agent_brings_both_cards_and_the_mandate);
    g_test_add_data_func("/family/guardian/standard", "standard",
                         test_family__a_guardian_comes_for_a_child);
    g_test_add_data_func("/family/enterprise/standard", "standard",
                         test_family__an_enterprise_gives_code_and_licence);
    g_test_add_data_func("/family/damaged-card/assisted", "assisted",
                         test_family__a_damaged_card_is_typed);
    return g_test_run();
}
