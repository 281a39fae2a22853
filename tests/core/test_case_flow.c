// SPDX-License-Identifier: Apache-2.0
/* The table of states: every act from every state, who may do it, the clocks, the course. */
#include "core/case_flow.h"

#include <glib.h>
#include <string.h>

#include "base/json.h"

#define NOON "2026-11-20T12:00:00+08:00" // a Friday

/* Acts in the order of a state's row: what each state lets happen. */
static const struct {
    enum case_state state;
    const char *acts; // by a person, then by a terminal after "|"
} allowed[] = {
    {CASE_RECEIVED, "accept ask_correction refuse|"},
    {CASE_CORRECTION, "refuse|correct"},
    {CASE_REFUSED, "archive|"},
    {CASE_ACCEPTED, "take_up|"},
    {CASE_APPROVING, "grant deny|"},
    {CASE_DECIDED, "issue|"},
    {CASE_ISSUED, "issue deliver|deliver"},
    {CASE_DELIVERED, "deliver archive|deliver"},
    {CASE_ARCHIVED, "|"},
};

static char *
acts_of(enum case_state state, bool terminal)
{
    GString *acts = g_string_new(NULL);

    for (const struct case_rule *rule = case_rules; rule->act; rule++) {
        const struct case_try try = {.rule = rule,
                                     .state = state,
                                     .terminal = terminal,
                                     .who = "li",
                                     .accepted_by = "zhang",
                                     .has_reason = true};
        if (case_try_check(&try) == CASE_MAY)
            g_string_append_printf(acts, "%s%s", acts->len > 0 ? " " : "", rule->act);
    }
    return g_string_free(acts, FALSE);
}

static void
test_case_flow__each_state_lets_only_its_own_acts_happen(void)
{
    g_assert_cmpint(G_N_ELEMENTS(allowed), ==, CASE_STATE_COUNT);
    for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++) {
        g_autofree char *staff = acts_of(allowed[i].state, false);
        g_autofree char *terminal = acts_of(allowed[i].state, true);
        g_autofree char *both = g_strdup_printf("%s|%s", staff, terminal);
        g_assert_cmpstr(both, ==, allowed[i].acts);
    }
}

static enum case_obstacle
grant_by(const char *who, bool alone)
{
    return case_try_check(&(struct case_try){.rule = case_rule_find("grant"),
                                             .state = CASE_APPROVING,
                                             .who = who,
                                             .accepted_by = "zhang",
                                             .alone = alone});
}

static void
test_case_flow__who_accepted_may_not_approve(void)
{
    g_assert_cmpint(grant_by("zhang", false), ==, CASE_SAME_PERSON);
    g_assert_cmpint(grant_by("li", false), ==, CASE_MAY);
    g_assert_cmpint(grant_by("zhang", true), ==, CASE_MAY);
}

static void
test_case_flow__no_is_only_said_with_a_reason(void)
{
    static const struct {
        const char *act;
        enum case_state state;
    } rows[] = {{"refuse", CASE_RECEIVED},
                {"deny", CASE_APPROVING},
                {"ask_correction", CASE_RECEIVED}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct case_try try = {.rule = case_rule_find(rows[i].act),
                               .state = rows[i].state,
                               .who = "li",
                               .accepted_by = ""};
        g_assert_cmpint(case_try_check(&try), ==, CASE_REASON_MISSING);
        try.has_reason = true;
        g_assert_cmpint(case_try_check(&try), ==, CASE_MAY);
    }
}

static void
test_case_flow__words_come_back_as_their_states(void)
{
    for (unsigned i = 0; i < CASE_STATE_COUNT; i++) {
        enum case_state state = CASE_STATE_COUNT;
        g_assert_true(case_state_parse(case_state_word((enum case_state)i), &state));
        g_assert_cmpint(state, ==, i);
    }
    enum case_state state = CASE_ISSUED;
    g_assert_false(case_state_parse("burnt", &state));
    g_assert_cmpint(state, ==, CASE_ISSUED);
    g_assert_null(case_rule_find("burn"));
}

/* ---- clocks ----------------------------------------------------------------------------- */

static struct calendar *
load_calendar(void)
{
    struct calendar *calendar = calendar_create();
    json_t *year = json_parse_file("assets/calendars/2026.json", 65536, NULL);

    g_assert_true(calendar_add_year(calendar, year, NULL));
    json_decref(year);
    return calendar;
}

static char *
due(const struct calendar *calendar, enum case_state state, const char *since)
{
    struct clock_date day = {0};
    int64_t since_ms = 0;

    clock_parse(since, &since_ms);
    if (!case_flow_due(calendar, NULL, state, since_ms, &day))
        return g_strdup("none");
    return g_strdup_printf("%04d-%02d-%02d", day.year, day.month, day.day);
}

static void
test_case_flow__each_state_has_its_clock(void)
{
    static const struct {
        enum case_state state;
        const char *since, *day, *why;
    } rows[] = {
        {CASE_RECEIVED, NOON, "2026-11-27", "five working days to say yes or no"},
        {CASE_CORRECTION, NOON, "2026-12-11", "fifteen to bring what is missing"},
        {CASE_ACCEPTED, NOON, "2026-12-18", "twenty to decide"},
        {CASE_APPROVING, NOON, "2026-12-18", "the same clock goes on"},
        {CASE_DECIDED, NOON, "2026-12-04", "ten to issue"},
        {CASE_REFUSED, NOON, "none", "nothing is due"},
        {CASE_DELIVERED, NOON, "none", "nothing is due"},
        {CASE_DECIDED, "2026-12-30T12:00:00+08:00", "none", "2027 is never guessed"},
    };
    struct calendar *calendar = load_calendar();

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *day = due(calendar, rows[i].state, rows[i].since);
        if (!g_str_equal(day, rows[i].day))
            g_error("%s: %s, not %s", rows[i].why, day, rows[i].day);
    }
    calendar_destroy(calendar);
}

/* ---- the course ------------------------------------------------------------------------- */

static char *
course(const char *acts, enum case_state state)
{
    g_auto(GStrv) names = g_strsplit(acts, " ", -1);
    json_t *events = json_array();
    GString *text = g_string_new(NULL);
    size_t index;
    json_t *step;

    for (int i = 0; names[i]; i++)
        json_array_append_new(events,
                              json_pack("{s:s, s:i}", "act", names[i], "at_ms", i + 1));
    json_t *steps = case_flow_steps(events, state);
    json_array_foreach (steps, index, step) {
        const json_t *at_ms = json_object_get(step, "at_ms");
        g_string_append_printf(text, "%s%s=%s", index > 0 ? " " : "",
                               json_text(step, "step", ""),
                               json_text(step, "standing", ""));
        if (at_ms)
            g_string_append_printf(text, "@%d", (int)json_integer_value(at_ms));
    }
    json_decref(steps);
    json_decref(events);
    return g_string_free(text, FALSE);
}

static void
test_case_flow__course_says_where_it_stands(void)
{
    static const struct {
        const char *acts;
        enum case_state state;
        const char *course;
    } rows[] = {
        {"received", CASE_RECEIVED,
         "received=done@1 accepted=now decided=later issued=later delivered=later"},
        {"received ask_correction", CASE_CORRECTION,
         "received=done@1 correction=now@2 accepted=later decided=later issued=later "
         "delivered=later"},
        {"received ask_correction correct", CASE_RECEIVED,
         "received=done@1 correction=done@3 accepted=now decided=later issued=later "
         "delivered=later"},
        {"received accept", CASE_ACCEPTED,
         "received=done@1 accepted=done@2 decided=now issued=later delivered=later"},
        {"received accept take_up grant issue issue", CASE_ISSUED,
         "received=done@1 accepted=done@2 decided=done@4 issued=done@6 delivered=now"},
        {"received accept take_up grant issue deliver archive", CASE_ARCHIVED,
         "received=done@1 accepted=done@2 decided=done@4 issued=done@5 delivered=done@6"},
        {"received refuse", CASE_REFUSED, "received=done@1 refused=done@2"},
        {"received refuse archive", CASE_ARCHIVED, "received=done@1 refused=done@2"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = course(rows[i].acts, rows[i].state);
        g_assert_cmpstr(text, ==, rows[i].course);
    }
}

#define ADD(claim) g_test_add_func("/core/case_flow/" #claim, test_case_flow__##claim)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(each_state_lets_only_its_own_acts_happen);
    ADD(who_accepted_may_not_approve);
    ADD(no_is_only_said_with_a_reason);
    ADD(words_come_back_as_their_states);
    ADD(each_state_has_its_clock);
    ADD(course_says_where_it_stands);
    return g_test_run();
}
