// SPDX-License-Identifier: Apache-2.0
/* What the house makes public: a guide taken home on paper and as a code, through a printer that
 * has no paper; a notice that goes at midnight; a broken bulletin, which only staff hear of. */
#include "tests/support/assets.h"
#include "tests/support/visit.h"

#include <string.h>

#include "base/json.h"

#define SCREEN_MS 5000
#define DEVICE_MS 20000
#define PIN "204817"
#define LAST_MINUTE "1@2026-11-23T23:59:30+08:00"
#define TITLE "只有今天的通知"

static void
reach(struct world *world, const char *screen)
{
    json_decref(world_must_reach(world, screen, SCREEN_MS));
}

static void
test_public__a_guide_goes_home_on_paper_and_as_a_code(void)
{
    struct world *world = world_start(&(struct world_options){.name = "public-guide"});
    visit_start(world);
    visit_tap(world, "group-elderly");
    reach(world, "group");
    visit_tap(world, "service-elderly-allowance");
    reach(world, "guide");
    visit_tap(world, "take");
    reach(world, "take");
    // What a phone shows: the words themselves, so nothing leads to a page that is not there.
    json_t *tree = inspect_tree(world->inspect);
    const char *code = inspect_value(tree, "guide-code");
    static const char *const told[] = {"高龄津贴", "带：", "时限：", "收费：",
                                       "0000-0000001"};
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
        if (code == NULL || strstr(code, told[i]) == NULL)
            g_error("the code does not say %s: %s", told[i], code);
    g_assert_null(strstr(code, "http"));
    json_decref(tree);
    // Without paper the key is not offered; the code is. It comes back with the paper.
    world_printer(world, "fault paperOut");
    world_must_say(world, "现在打不了", DEVICE_MS);
    g_assert_false(world_has(world, "take-print"));
    g_assert_true(world_has(world, "take-back"));
    world_printer(world, "clear");
    world_must_tap_within(world, "take-print", DEVICE_MS);
    g_autofree char *path = world_must_print(world, 1, DEVICE_MS);
    g_autofree char *text = world_pdf_text(path);
    static const char *const fields[] = {"依据", "办的过程", "要带什么", "要多久",
                                         "收不收钱"};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (strstr(text, fields[i]) == NULL)
            g_error("the sheet does not say %s: %s", fields[i], text);
    world_must_say(world, "打好了", DEVICE_MS);
    world_stop(world);
}

/* The bulletin that ships, its notices and lists gone but one. g_free. */
static char *
bulletin_of(const char *until)
{
    json_t *bulletin = assets_json("assets/bulletin.json");
    json_t *notice = json_pack("{s:s, s:{s:s}, s:{s:s}, s:s, s:s, s:[{s:s}]}", "id",
                               "today", "title", "zh_CN", TITLE, "issuer", "zh_CN",
                               "青山镇人民政府", "date", "2026-11-01", "until", until,
                               "lines", "zh_CN", "今天以后就没有了。");
    json_object_set_new(bulletin, "notices", json_pack("[o]", notice));
    json_object_set_new(bulletin, "lists", json_array());
    char *text = json_dumps(bulletin, JSON_INDENT(2)), *kept = g_strdup(text);
    free(text);
    json_decref(bulletin);
    return kept;
}

static bool
shows(struct world *world, const char *text)
{
    json_t *tree = inspect_tree(world->inspect);
    bool says = inspect_says(tree, text);
    json_decref(tree);
    return says;
}

static void
test_public__a_notice_is_gone_at_midnight(void)
{
    g_autofree char *bulletin = bulletin_of("2026-11-23");
    g_setenv("KIOSK_CLOCK", LAST_MINUTE, TRUE);
    struct world *world = world_start(
        &(struct world_options){.name = "public-midnight", .bulletin = bulletin});
    reach(world, "attract");
    world_must_say(world, TITLE, SCREEN_MS);
    for (int waited_s = 0; shows(world, TITLE); waited_s++) {
        g_assert_cmpint(waited_s, <, 34);
        g_usleep(G_USEC_PER_SEC);
    }
    world_must_say(world, "00:00", SCREEN_MS);
    g_unsetenv("KIOSK_CLOCK");
    world_stop(world);
}

static void
test_public__a_broken_file_is_told_to_staff_and_not_shown(void)
{
    g_autofree char *bulletin = bulletin_of("tomorrow");
    struct world *world = world_start(
        &(struct world_options){.name = "public-broken", .bulletin = bulletin});
    reach(world, "attract");
    g_assert_false(shows(world, TITLE));
    g_assert_false(world_has(world, "public-duties"));
    g_assert_cmpint(visit_set_pin(world, PIN), ==, 0);
    for (int i = 0; i < 4; i++)
        world_must_tap(world, "mark");
    reach(world, "staff-pin");
    world_type(world, PIN);
    world_must_tap_within(world, "enter", SCREEN_MS);
    reach(world, "staff");
    world_must_say(world, "政务公开的文件有错", SCREEN_MS);
    world_must_say(world, "bulletin.json:", SCREEN_MS);
    world_stop(world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define T(name) g_test_add_func("/journeys/public/" #name, test_public__##name)
    T(a_guide_goes_home_on_paper_and_as_a_code);
    T(a_notice_is_gone_at_midnight);
    T(a_broken_file_is_told_to_staff_and_not_shown);
    return g_test_run();
}
