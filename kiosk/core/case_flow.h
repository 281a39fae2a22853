// SPDX-License-Identifier: Apache-2.0
/* Case flow: the states of a case, who may move it and with what paper, as one table. The
 * office obeys it, the terminal shows it. Pure; any thread.
 *
 *   received ─ accept → accepted ─ take_up → approving ─ grant, deny → decided ─ issue →
 *   issued ─ deliver → delivered ─ archive → archived
 *   (deliver again for each further result)
 *   received ─ ask_correction → correction ─ correct → received
 *   received, correction ─ refuse → refused ─ archive → archived
 *
 * Source: facts of the domain, 政务服务 流转: 收件 is not 受理; 受理 and 审批 are two people's
 * (受办分离); a case is archived only with its delivery receipt (送达回执). */
#ifndef CORE_CASE_FLOW_H
#define CORE_CASE_FLOW_H

#include "core/calendar.h"
#include "core/service.h"
#include <jansson.h>
#include <stdbool.h>

enum case_state {
    CASE_RECEIVED,   // 收件
    CASE_CORRECTION, // 待补正: the citizen's turn
    CASE_REFUSED,    // 不予受理
    CASE_ACCEPTED,   // 受理
    CASE_APPROVING,  // 审批中
    CASE_DECIDED,    // 办结: granted or denied
    CASE_ISSUED,     // 出件: there is a paper to take
    CASE_DELIVERED,  // 送达
    CASE_ARCHIVED,   // 归档
    CASE_STATE_COUNT
};

enum case_actor {
    CASE_BY_STAFF,
    CASE_BY_TERMINAL,
    CASE_BY_BOTH,
};

/* Which clock runs while a case is in a state. */
enum case_clock {
    CASE_CLOCK_NONE,
    CASE_CLOCK_ACCEPT,     // the office says whether it accepts
    CASE_CLOCK_CORRECTION, // the citizen brings what is missing
    CASE_CLOCK_PROMISE,    // 承诺时限: decided
    CASE_CLOCK_ISSUE,      // the result is there
};

/* Working days, where a service says nothing. */
#define CASE_CORRECTION_DAYS 15
#define CASE_ISSUE_DAYS 10 // 行政许可法, article 44

struct case_rule {
    const char *act; // as logs and forms have it
    unsigned from;   // bit 1 << state each
    enum case_state to;
    enum case_actor by;
    bool is_approval; // not by who accepted the case (受办分离)
    bool needs_reason;
    const char *paper; // kind of the paper it makes; NULL: none
};

extern const struct case_rule case_rules[];              // ended by one without act
const struct case_rule *case_rule_find(const char *act); // NULL: no such act

const char *case_state_word(enum case_state state); // "received"
bool case_state_parse(const char *word, enum case_state *state_out);
enum case_clock case_state_clock(enum case_state state);

enum case_obstacle {
    CASE_MAY,
    CASE_WRONG_STATE,
    CASE_WRONG_ACTOR, // a person's act, or a terminal's
    CASE_SAME_PERSON, // who accepted may not approve
    CASE_REASON_MISSING,
};

struct case_try {
    const struct case_rule *rule;
    enum case_state state;
    bool terminal;           // a terminal asks
    const char *who;         // account
    const char *accepted_by; // account, "" nobody yet
    bool alone;              // a small office: one person may do both
    bool has_reason;
};
enum case_obstacle case_try_check(const struct case_try *try);

/* Last day of the clock that runs in `state` since `since_ms`; false: none runs, or the
 * calendar does not reach so far. `service` may be NULL. */
bool case_flow_due(const struct calendar *calendar, const struct service *service,
                   enum case_state state, int64_t since_ms, struct clock_date *day_out);

/* The course as a person sees it, from the events of the log ([{act, at_ms}], in order) and the
 * state now: [{"step": received | correction | refused | accepted | decided | issued |
 * delivered, "standing": done | now | later, "at_ms"?: …}]. New reference. */
json_t *case_flow_steps(const json_t *events, enum case_state state);

#endif
