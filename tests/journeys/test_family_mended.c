// SPDX-License-Identifier: Apache-2.0
/* A household comes back: an agent hands in a case with members and a paper that is promised; the
 * clerk sees who came for whom, what is promised until when, every member; finds one of them
 * wrong and returns the case; the members are given anew at the terminal, and nothing else. */
#include "base/json.h"
#include "tests/support/family_walk.h"
#include "tests/support/house.h"

#include <string.h>

#define WRONG "王秀兰一行的收入和单子对不上"

static char *
staff_page(struct house *house)
{
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", house->case_id);
    struct office_reply *reply = clerk_get(&house->approver, path);
    char *body = g_strdup(reply->body);
    office_reply_free(reply);
    return body;
}

static void
must_show(const char *page, const char *words)
{
    if (strstr(page, words) == NULL)
        g_error("the clerk does not see “%s”:\n%s", words, page);
}

static struct house *
hand_in(struct family_walk *walk, gconstpointer mode)
{
    family_walk_begin(walk, mode, "family-mended");
    family_walk_comes_as(walk, "agent");
    family_walk_lays(walk, FAMILY_WALK_CARD_LIU, "再放那个人的身份证");
    family_walk_lays(walk, WORLD_CARD_WANG, NULL);
    family_walk_fills(walk, "check");
    g_free(family_walk_hands_in(walk));
    return house_around(walk->world, g_strdup(walk->case_id), g_strdup(walk->number),
                        g_strdup(walk->code));
}

static void
test_family__one_wrong_member_is_mended_at_the_terminal(gconstpointer mode)
{
    struct family_walk walk;
    struct house *house = hand_in(&walk, mode);
    g_autofree char *first = staff_page(house);
    must_show(first, "刘建国"); // the agent
    must_show(first, "委托");
    must_show(first, "王秀兰");
    must_show(first, "容缺");
    must_show(first, "家庭成员");
    house_act(house, &house->window, "ask_correction",
              "&v-question-members=mend&s-question-members=" WRONG);
    house_come_by_card(house);
    world_type(house->world, house->code);
    house_reach(house, "progress");
    world_must_say(house->world, WRONG, 2000); // the clerk's own words
    visit_tap(house->world, "correct");
    family_walk_fills(&walk, "correction");
    visit_tap(house->world, "submit");
    char *number = NULL, *code = NULL;
    visit_numbers(house->world, "done", &number, &code);
    g_assert_cmpstr(number, ==, house->number); // the same case
    visit_leave(house->world);
    house_must_be(house, "received");
    g_autofree char *mended = staff_page(house);
    must_show(mended, "王秀兰");
    must_show(mended, "刘建国");
    g_free(number);
    g_free(code);
    house_tear_down(house);
    walk.world = NULL; // was the house's
    family_walk_end(&walk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    visit_add_both("/family/mended",
                   test_family__one_wrong_member_is_mended_at_the_terminal);
    return g_test_run();
}
