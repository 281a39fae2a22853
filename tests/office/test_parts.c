// SPDX-License-Identifier: Apache-2.0
/* The small parts that need no running office: routes, markup, sessions, last days, names. */
#include <sodium.h>
#include <string.h>

#include "base/json.h"
#include "office/accounts.h"
#include "office/due.h"
#include "office/html.h"
#include "office/route.h"
#include "office/sessions.h"

/* ---- routes ----------------------------------------------------------------------------- */

static const struct http_route routes[] = {
    {"GET", "/v1/cases/{case_id}", NULL, 0, NULL, NULL},
    {"PUT", "/v1/cases/{case_id}", NULL, 0, NULL, NULL},
    {"GET", "/staff/{case_id}/pieces/{name}", NULL, 0, NULL, NULL},
    {0}};

struct route_row {
    const char *method, *path;
    int route; // -1: none
    const char *first, *second, *allowed;
};

static const struct route_row route_rows[] = {
    {"GET", "/v1/cases/a", 0, "a", NULL, NULL},
    {"PUT", "/v1/cases/a", 1, "a", NULL, NULL},
    {"POST", "/v1/cases/a", -1, NULL, NULL, "GET, PUT"},
    {"GET", "/v1/cases/", -1, NULL, NULL, NULL},
    {"GET", "/v1/cases", -1, NULL, NULL, NULL},
    {"GET", "/v1/cases/a/b", -1, NULL, NULL, NULL},
    {"GET", "/staff/a/pieces/b", 2, "a", "b", NULL},
    {"GET", "/staff/a/pieces/b/", -1, NULL, NULL, NULL},
    {"GET", "", -1, NULL, NULL, NULL},
};

static void
test_route__takes_the_whole_path(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(route_rows); i++) {
        const struct route_row *row = &route_rows[i];
        char *captures[HTTP_CAPTURES_MAX] = {NULL};
        g_autofree char *allowed = NULL;
        const struct http_route *route =
            route_find(routes, row->method, row->path, captures, &allowed);
        g_assert_true(route == (row->route < 0 ? NULL : &routes[row->route]));
        g_assert_cmpstr(captures[0], ==, row->first);
        g_assert_cmpstr(captures[1], ==, row->second);
        g_assert_cmpstr(allowed, ==, row->allowed);
        g_free(captures[0]);
        g_free(captures[1]);
    }
}

static void
test_route__long_segments_are_nobodys(void)
{
    g_autofree char *segment = g_strnfill(129, 'a');
    g_autofree char *path = g_strconcat("/v1/cases/", segment, NULL);
    char *captures[HTTP_CAPTURES_MAX] = {NULL};
    g_autofree char *allowed = NULL;

    g_assert_null(route_find(routes, "GET", path, captures, &allowed));
    g_assert_null(captures[0]);
}

/* ---- markup ----------------------------------------------------------------------------- */

static void
test_html__escapes_every_text(void)
{
    GString *out = g_string_new(NULL);

    html_put(out, "<a title=\"%s\">%s %d</a>", "\"'<>&", "<b>𠮷&amp;", 5);
    g_assert_cmpstr(out->str, ==,
                    "<a title=\"&quot;&apos;&lt;&gt;&amp;\">&lt;b&gt;𠮷&amp;amp; 5</a>");
    g_string_free(out, TRUE);
}

/* ---- sessions --------------------------------------------------------------------------- */

static void
test_sessions__end_by_silence_and_by_age(void)
{
    struct sessions *sessions = sessions_create();
    struct session opened, found;
    int64_t now_ms = 1000;

    sessions_open(sessions, "zhang", now_ms, &opened);
    g_assert_false(sessions_find(sessions, "no such token", now_ms, &found));
    while (now_ms < 1000 + SESSION_LIFE_MS) { // each find keeps it alive…
        g_assert_true(sessions_find(sessions, opened.token, now_ms, &found));
        g_assert_cmpstr(found.account, ==, "zhang");
        g_assert_cmpstr(found.csrf, ==, opened.csrf);
        session_finish(&found);
        now_ms += SESSION_IDLE_MS;
    }
    g_assert_false(
        sessions_find(sessions, opened.token, now_ms + 1, &found)); // …not for ever
    session_finish(&opened);
    sessions_open(sessions, "li", now_ms, &opened);
    g_assert_false(
        sessions_find(sessions, opened.token, now_ms + SESSION_IDLE_MS + 1, &found));
    session_finish(&opened);
    sessions_destroy(sessions);
}

static void
test_sessions__are_not_more_than_the_most(void)
{
    struct sessions *sessions = sessions_create();
    struct session first, other, found;

    sessions_open(sessions, "first", 1, &first);
    for (int i = 0; i < SESSIONS_MAX; i++) {
        sessions_open(sessions, "other", 2 + i, &other);
        session_finish(&other);
    }
    g_assert_false(sessions_find(sessions, first.token, 1000, &found));
    session_finish(&first);
    sessions_destroy(sessions);
}

static void
test_sessions__lock_a_name_for_five_minutes(void)
{
    struct sessions *sessions = sessions_create();

    for (int i = 1; i <= SESSION_TRIES_MAX; i++) {
        g_assert_false(sessions_locked(sessions, "zhang", i));
        g_assert_true(sessions_wrong(sessions, "zhang", i) == (i == SESSION_TRIES_MAX));
    }
    g_assert_true(sessions_locked(sessions, "zhang", SESSION_LOCK_MS));
    g_assert_false(sessions_locked(sessions, "li", SESSION_LOCK_MS));
    g_assert_false(sessions_locked(sessions, "zhang", SESSION_LOCK_MS + 6));
    for (int i = 0; i < SESSION_TRIES_MAX - 1; i++)
        sessions_wrong(sessions, "wang", 1);
    sessions_right(sessions, "wang"); // begins anew
    g_assert_false(sessions_wrong(sessions, "wang", 2));
    sessions_destroy(sessions);
}

static void
test_sessions__count_a_look_once(void)
{
    struct sessions *sessions = sessions_create();
    struct session opened;

    sessions_open(sessions, "zhang", 1, &opened);
    g_assert_true(sessions_first_look(sessions, opened.token, "case", 1));
    g_assert_false(sessions_first_look(sessions, opened.token, "case", 2));
    g_assert_true(sessions_first_look(sessions, opened.token, "other", 2));
    g_assert_true(
        sessions_first_look(sessions, opened.token, "case", 3 + SESSION_IDLE_MS));
    g_assert_true(
        sessions_first_look(sessions, "nobody's", "case", 2)); // written down rather
    session_finish(&opened);
    sessions_destroy(sessions);
}

/* ---- last days -------------------------------------------------------------------------- */

static struct calendar *
calendar_2026(void)
{
    struct calendar *calendar = calendar_create();
    g_autoptr(GError) error = NULL;
    json_t *year = json_parse_file("assets/calendars/2026.json", 65536, &error);

    g_assert_no_error(error);
    g_assert_true(calendar_add_year(calendar, year, &error));
    json_decref(year);
    return calendar;
}

static int64_t
moment(const char *text)
{
    int64_t ms = 0;

    g_assert_true(clock_parse(text, &ms));
    return ms;
}

static void
test_due__is_five_working_days_by_law(void)
{
    struct calendar *calendar = calendar_2026();
    char day[DUE_SIZE];

    due_day(calendar, NULL, moment("2026-11-21T14:41:03+08:00"), day); // a Saturday
    g_assert_cmpstr(day, ==, "2026-11-27");
    due_day(calendar, NULL, moment("2026-12-29T09:00:00+08:00"), day); // the next year's
    g_assert_cmpstr(day, ==, DUE_UNKNOWN); // days are not known
    due_day(NULL, NULL, moment("2026-11-21T14:41:03+08:00"), day);
    g_assert_cmpstr(day, ==, DUE_UNKNOWN);
    calendar_destroy(calendar);
}

struct left_row {
    const char *day, *now;
    int left;
};

static const struct left_row left_rows[] = {
    {"2026-11-23", "2026-11-21T14:00:00+08:00", 1},  // Saturday to Monday
    {"2026-11-23", "2026-11-23T23:59:59+08:00", 0},  // its whole last day
    {"2026-11-23", "2026-11-24T00:00:00+08:00", -1}, // and not a minute longer
    {"2026-11-20", "2026-11-22T12:00:00+08:00", -1}, // late over a weekend is late
    {"2026-11-20", "2026-11-25T12:00:00+08:00", -3},
    {"2026-12-01", "2026-11-23T08:00:00+08:00", 6},
};

static void
test_due__counts_working_days_left(void)
{
    struct calendar *calendar = calendar_2026();
    int days = 99;

    for (size_t i = 0; i < G_N_ELEMENTS(left_rows); i++) {
        g_assert_true(
            due_left(calendar, left_rows[i].day, moment(left_rows[i].now), &days));
        g_assert_cmpint(days, ==, left_rows[i].left);
    }
    g_assert_false(
        due_left(calendar, DUE_UNKNOWN, moment("2026-11-21T14:00:00+08:00"), &days));
    calendar_destroy(calendar);
}

/* ---- accounts --------------------------------------------------------------------------- */

static void
test_accounts__verify_only_the_right_password(void)
{
    g_autofree char *hash = accounts_hash("correct horse", NULL);

    g_assert_true(g_str_has_prefix(hash, "$argon2id$"));
    g_assert_true(accounts_verify(hash, "correct horse"));
    g_assert_false(accounts_verify(hash, "correct horse "));
    g_assert_false(accounts_verify(NULL, "correct horse"));
    g_assert_null(accounts_hash("short", NULL));
    g_assert_true(accounts_name_is_good("张敏", NULL));
    g_assert_false(accounts_name_is_good("", NULL));
    g_assert_false(accounts_name_is_good("a b", NULL));
    g_assert_false(accounts_name_is_good("<b>", NULL));
}

/* As slow for a name that does not exist: time must not tell names. */
static void
test_accounts__nobody_takes_as_long_as_somebody(void)
{
    g_autofree char *hash = accounts_hash("correct horse", NULL);
    gint64 begin = g_get_monotonic_time();

    g_assert_false(accounts_verify(hash, "wrong horse"));
    const gint64 somebody_us = g_get_monotonic_time() - begin;
    begin = g_get_monotonic_time();
    g_assert_false(accounts_verify(NULL, "wrong horse"));
    const gint64 nobody_us = g_get_monotonic_time() - begin;
    g_assert_cmpint(nobody_us, >, somebody_us / 5);
}

#define ADD(part, claim)                                                                 \
    g_test_add_func("/office/" #part "/" #claim, test_##part##__##claim)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    ADD(route, takes_the_whole_path);
    ADD(route, long_segments_are_nobodys);
    ADD(html, escapes_every_text);
    ADD(sessions, end_by_silence_and_by_age);
    ADD(sessions, are_not_more_than_the_most);
    ADD(sessions, lock_a_name_for_five_minutes);
    ADD(sessions, count_a_look_once);
    ADD(due, is_five_working_days_by_law);
    ADD(due, counts_working_days_left);
    ADD(accounts, verify_only_the_right_password);
    ADD(accounts, nobody_takes_as_long_as_somebody);
    return g_test_run();
}
