// SPDX-License-Identifier: Apache-2.0
#include "core/case_flow.h"

#include <string.h>

#include "base/json.h"

#define BIT(state) (1u << (state))

static const struct {
    const char *word;
    enum case_clock clock;
} states[CASE_STATE_COUNT] = {
    [CASE_RECEIVED] = {"received", CASE_CLOCK_ACCEPT},
    [CASE_CORRECTION] = {"correction", CASE_CLOCK_CORRECTION},
    [CASE_REFUSED] = {"refused", CASE_CLOCK_NONE},
    [CASE_ACCEPTED] = {"accepted", CASE_CLOCK_PROMISE},
    [CASE_APPROVING] = {"approving", CASE_CLOCK_PROMISE},
    [CASE_DECIDED] = {"decided", CASE_CLOCK_ISSUE},
    [CASE_ISSUED] = {"issued", CASE_CLOCK_NONE},
    [CASE_DELIVERED] = {"delivered", CASE_CLOCK_NONE},
    [CASE_ARCHIVED] = {"archived", CASE_CLOCK_NONE},
};

const struct case_rule case_rules[] = {
    {"accept", BIT(CASE_RECEIVED), CASE_ACCEPTED, CASE_BY_STAFF, false, false,
     "acceptance"},
    {"ask_correction", BIT(CASE_RECEIVED), CASE_CORRECTION, CASE_BY_STAFF, false, true,
     "correction"},
    {"correct", BIT(CASE_CORRECTION), CASE_RECEIVED, CASE_BY_TERMINAL, false, false,
     NULL},
    {"refuse", BIT(CASE_RECEIVED) | BIT(CASE_CORRECTION), CASE_REFUSED, CASE_BY_STAFF,
     false, true, "refusal"},
    {"take_up", BIT(CASE_ACCEPTED), CASE_APPROVING, CASE_BY_STAFF, true, false, NULL},
    {"grant", BIT(CASE_APPROVING), CASE_DECIDED, CASE_BY_STAFF, true, false, NULL},
    {"deny", BIT(CASE_APPROVING), CASE_DECIDED, CASE_BY_STAFF, true, true, "denial"},
    {"issue", BIT(CASE_DECIDED) | BIT(CASE_ISSUED), CASE_ISSUED, CASE_BY_STAFF, false,
     false, "result"},
    {"deliver", BIT(CASE_ISSUED) | BIT(CASE_DELIVERED), CASE_DELIVERED, CASE_BY_BOTH,
     false, false, "delivery"},
    {"archive", BIT(CASE_DELIVERED) | BIT(CASE_REFUSED), CASE_ARCHIVED, CASE_BY_STAFF,
     false, false, NULL},
    {0}};

const struct case_rule *
case_rule_find(const char *act)
{
    for (const struct case_rule *rule = case_rules; rule->act; rule++)
        if (g_str_equal(rule->act, act))
            return rule;
    return NULL;
}

const char *
case_state_word(enum case_state state)
{
    g_assert(state < CASE_STATE_COUNT);
    return states[state].word;
}

bool
case_state_parse(const char *word, enum case_state *state_out)
{
    for (unsigned i = 0; i < CASE_STATE_COUNT; i++) {
        if (!g_str_equal(states[i].word, word))
            continue;
        *state_out = (enum case_state)i;
        return true;
    }
    return false;
}

enum case_clock
case_state_clock(enum case_state state)
{
    g_assert(state < CASE_STATE_COUNT);
    return states[state].clock;
}

enum case_obstacle
case_try_check(const struct case_try *try)
{
    const struct case_rule *rule = try->rule;

    if (rule->by != CASE_BY_BOTH && (rule->by == CASE_BY_TERMINAL) != try->terminal)
        return CASE_WRONG_ACTOR;
    if (!(rule->from & BIT(try->state)))
        return CASE_WRONG_STATE;
    if (rule->is_approval && !try->alone && try->accepted_by[0] &&
        g_str_equal(try->accepted_by, try->who))
        return CASE_SAME_PERSON;
    if (rule->needs_reason && !try->has_reason)
        return CASE_REASON_MISSING;
    return CASE_MAY;
}

/* ---- clocks ----------------------------------------------------------------------------- */

static const json_t *
member(const struct service *service, const char *pointer)
{
    return service ? json_at(service->json, pointer) : NULL;
}

/* Days of a clock, and whether they are working days. */
static int
clock_days(const struct service *service, enum case_clock clock, bool *natural_out)
{
    const json_t *within = member(service, "/next_steps/0/within_days");
    const json_t *promise = member(service, "/promise_day");

    *natural_out = false;
    switch (clock) {
    case CASE_CLOCK_ACCEPT:
        *natural_out = within && g_str_equal(json_text(member(service, "/next_steps/0"),
                                                       "day_type", "working"),
                                             "natural");
        return within ? (int)json_integer_value(within) : 5; // 行政许可法, article 32
    case CASE_CLOCK_CORRECTION:
        return CASE_CORRECTION_DAYS;
    case CASE_CLOCK_PROMISE:
        *natural_out = promise && g_str_equal(json_text(service->json, "promise_day_type",
                                                        "working"),
                                              "natural");
        return promise ? (int)json_integer_value(promise) : 20; // article 42
    case CASE_CLOCK_ISSUE:
        return CASE_ISSUE_DAYS;
    case CASE_CLOCK_NONE:
        break;
    }
    return -1;
}

bool
case_flow_due(const struct calendar *calendar, const struct service *service,
              enum case_state state, int64_t since_ms, struct clock_date *day_out)
{
    const struct clock_date since = clock_date(since_ms);
    bool natural = false;
    const int days = clock_days(service, case_state_clock(state), &natural);

    if (days < 0)
        return false;
    if (natural) {
        *day_out = calendar_after_natural(&since, days);
        return true;
    }
    return calendar && calendar_after(calendar, &since, days, day_out, NULL);
}

/* ---- the course ------------------------------------------------------------------------- */

struct step {
    const char *name;
    const char *done_by[3]; // acts that end it, any of them
    unsigned now, done;     // states in which it is under way, over
};

/* What is under way in a state stands at the first step that is not over yet. */
static const struct step course[] = {
    {"received", {"received", NULL, NULL}, 0, ~0u},
    {"correction", {"correct", NULL, NULL}, BIT(CASE_CORRECTION), 0},
    {"accepted",
     {"accept", NULL, NULL},
     BIT(CASE_RECEIVED),
     ~(BIT(CASE_RECEIVED) | BIT(CASE_CORRECTION) | BIT(CASE_REFUSED))},
    {"decided",
     {"grant", "deny", NULL},
     BIT(CASE_ACCEPTED) | BIT(CASE_APPROVING),
     BIT(CASE_DECIDED) | BIT(CASE_ISSUED) | BIT(CASE_DELIVERED) | BIT(CASE_ARCHIVED)},
    {"issued",
     {"issue", NULL, NULL},
     BIT(CASE_DECIDED),
     BIT(CASE_ISSUED) | BIT(CASE_DELIVERED) | BIT(CASE_ARCHIVED)},
    {"delivered",
     {"deliver", NULL, NULL},
     BIT(CASE_ISSUED),
     BIT(CASE_DELIVERED) | BIT(CASE_ARCHIVED)},
};

/* When one of the acts was last done; NULL: never. */
static const json_t *
last_time(const json_t *events, const char *const *acts)
{
    const json_t *found = NULL;
    size_t index;
    json_t *event;

    json_array_foreach (events, index, event)
        for (size_t i = 0; acts[i]; i++)
            if (g_str_equal(json_text(event, "act", ""), acts[i]))
                found = json_object_get(event, "at_ms");
    return found;
}

static void
add_step(json_t *steps, const char *name, const char *standing, const json_t *at_ms)
{
    json_t *step = json_pack("{s:s, s:s}", "step", name, "standing", standing);

    if (at_ms)
        json_object_set_new(step, "at_ms", json_integer(json_integer_value(at_ms)));
    json_array_append_new(steps, step);
}

/* Where the course ends early: what was refused is never accepted. */
static bool
was_refused(const json_t *events, enum case_state state)
{
    static const char *const refuse[] = {"refuse", NULL};

    return state == CASE_REFUSED ||
           (state == CASE_ARCHIVED && last_time(events, refuse) != NULL);
}

json_t *
case_flow_steps(const json_t *events, enum case_state state)
{
    static const char *const refuse[] = {"refuse", NULL}, *const asked[] = {
                                                              "ask_correction", NULL};
    const bool refused = was_refused(events, state);
    json_t *steps = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(course); i++) {
        const struct step *step = &course[i];
        const json_t *at_ms = last_time(events, step->done_by);
        if (g_str_equal(step->name, "correction")) {
            if (state == CASE_CORRECTION)
                add_step(steps, step->name, "now", last_time(events, asked));
            else if (at_ms)
                add_step(steps, step->name, "done", at_ms);
        } else if (refused && i > 0) {
            add_step(steps, "refused", "done", last_time(events, refuse));
            break;
        } else if (step->done & BIT(state)) {
            add_step(steps, step->name, "done", at_ms);
        } else {
            add_step(steps, step->name, step->now & BIT(state) ? "now" : "later", NULL);
        }
    }
    return steps;
}
