// SPDX-License-Identifier: Apache-2.0
/* Form: answers to the questions of a service, checked by one checker for terminal and
 * office. Answers are one JSON object {question id: value}: strings; integers for NUMBER and
 * MONEY; true/false; array of strings for CHOICES; DATE as ISO date. Pure; any thread. */
#ifndef CORE_FORM_H
#define CORE_FORM_H

#include "core/service.h"
#include "base/clock.h"

/* Fills what the card answers (from_card), without touching what is answered. A card without a
 * Chinese name answers `name` with the Latin one. */
void form_prefill(const struct service *service, const json_t *card, json_t *answers);

/* Locked, and the card did fill it: what a card does not hold the person writes. */
bool form_is_locked(const struct question *question, const json_t *card);

bool form_is_shown(const struct service *service, const struct question *question,
                   const json_t *answers);

enum field_problem {
    FIELD_GOOD,
    FIELD_MISSING,
    FIELD_TOO_SHORT,   // have, want
    FIELD_TOO_LONG,    // have, want
    FIELD_WRONG_DIGIT, // check digit does not fit
    FIELD_WRONG_FORM,  // not of its form at all (a phone that does not begin with 1)
    FIELD_NO_SUCH_DAY,
    FIELD_OUT_OF_RANGE, // have, want
    FIELD_NOT_A_CHOICE,
    FIELD_OLD_FORM, // an ID number of 15 digits
    FIELD_PROBLEM_COUNT
};

struct field_defect {
    const struct question *question; // NULL when it is a material
    const struct material *material;
    enum field_problem problem;
    int have, want;
};

/* One value. GOOD when nothing is wrong; an empty optional answer is good. */
struct field_defect field_check(const struct question *question, const json_t *value,
                                const struct clock_date *today);

/* No rule of its form is put to an answer of a locked question: the card said so, and
 * numbers of residence permits have forms of their own.
 * Every defect of the form at once (一次性告知), in the order of the questions, then of the
 * materials. `pages_given` maps material id → number of pages or "deferred" (JSON). GArray of
 * struct field_defect. */
GArray *form_check(const struct service *service, const json_t *answers,
                   const json_t *pages_given, const struct clock_date *today);

/* What is there and what is wanted ("现在是10位，手机号要11位"), and what to do ("补上少的那
 * 一位"), in the language that gettext speaks now. g_free. */
char *field_defect_says(const struct field_defect *defect);
char *field_defect_remedy(const struct field_defect *defect);

/* The answer as a person reads it ("100 0000 1234", "2026年3月12日", label of the choice).
 * `masked`: ID numbers, phones and accounts as on paper. g_free. */
char *field_shown(const struct question *question, const json_t *value,
                  const char *language, bool masked);

/* YES_NO is chosen with these words; CHOICE and CHOICES with values of their choices. */
#define FIELD_YES "yes"
#define FIELD_NO "no"

/* The answer after `word` was chosen: a choice replaces, one of several is put in or taken
 * out. NULL when the question has no such word. New reference. */
json_t *
field_choose(const struct question *question, const json_t *value, const char *word);
bool field_is_typed(const struct question *question); // by keys, not by choosing

/* Typing: applies one character (UTF-8) or "\b" to the text of a question being filled.
 * Refuses what cannot stand there (letter in a phone, X before the 18th place, beyond the
 * longest). Returns the new text (g_free) or NULL when refused. */
char *field_type(const struct question *question, const char *text, const char *key);
/* The most characters the question takes. */
int field_max_length(const struct question *question);
/* Text being typed → value of the answer (NULL: empty). New reference. */
json_t *field_value(const struct question *question, const char *text);
char *
field_text(const struct question *question, const json_t *value); // and back. g_free

#endif
