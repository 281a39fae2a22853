// SPDX-License-Identifier: Apache-2.0
/* Form: answers to the questions of a service, checked by one checker for terminal and
 * office. Answers are one JSON object {question id: value}: strings; integers for NUMBER and
 * MONEY (fen); true/false; array of strings for CHOICES; DATE as ISO date; ADDRESS a string,
 * or {"region": code, "region_name", "detail"} when it was picked; SIGNATURE an array of
 * strokes x, y, x, y … in thousandths of the width of the field. FILE has no answer here: its
 * pages are a material. A repeated page stands as {page id: [{question id: value}, …]}, one
 * object an entry; "applying_as" says who applies (enum applicant). Pure; any thread. */
#ifndef CORE_FORM_H
#define CORE_FORM_H

#include "core/service.h"
#include "base/clock.h"

/* Fills what the card answers (from_card), without touching what is answered. A card without a
 * Chinese name answers `name` with the Latin one. */
void form_prefill(const struct service *service, const json_t *card, json_t *answers);
/* The same for the first entry of a repeated page, when that is the applicant. */
void
form_prefill_first(const struct question_page *page, const json_t *card, json_t *answers);

/* Takes out again what a card answered: it was another person's. */
void form_forget_card(const struct service *service, json_t *answers);

/* Locked, and the card did fill it: what a card does not hold the person writes. */
bool form_is_locked(const struct question *question, const json_t *card);

/* The entries of a repeated page; NULL: none yet. Borrowed. */
json_t *form_entries(const struct question_page *page, const json_t *answers);
/* Whether it is asked. `entry`: the object of the entry for a question of a repeated page,
 * NULL for others; where an entry is, its page is asked. */
bool form_is_shown(const struct service *service, const struct question *question,
                   const json_t *answers, const json_t *entry);
bool form_page_is_shown(const struct service *service, const struct question_page *page,
                        const json_t *answers);
bool form_material_is_wanted(const struct service *service,
                             const struct material *material, const json_t *answers);
enum applicant form_applicant(const struct service *service, const json_t *answers);

/* One answer that is shown. */
struct form_line {
    const struct question_page *page;
    const struct question *question;
    const json_t *value; // borrowed from the answers
    int entry;           // index on a repeated page, -1 elsewhere
};
/* All of them, in the order of the form. GArray of struct form_line. */
GArray *form_lines(const struct service *service, const json_t *answers);
/* The answers without those to questions that went away. New reference. */
json_t *form_given(const struct service *service, const json_t *answers);
/* What an entry is called: "家庭成员2：王小明" while named, else "家庭成员2". g_free. */
char *form_entry_title(const struct question_page *page, const json_t *entry, int index,
                       const char *language);

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
    FIELD_RULE,     // it does not fit another answer
    FIELD_PROBLEM_COUNT
};

struct field_defect {
    const struct question *question; // one of these three is where it is mended
    const struct material *material;
    const struct question_page *page; // repeated: too few or too many entries
    enum field_problem problem;
    int have, want;
    int entry;               // of a repeated page, counted from 1; 0: of none
    const struct rule *rule; // FIELD_RULE
};

/* One value. GOOD when nothing is wrong; an empty optional answer is good. */
struct field_defect field_check(const struct question *question, const json_t *value,
                                const struct clock_date *today);

/* Its own rules, then those between answers. `entry` as in form_is_shown. */
struct field_defect form_check_one(const struct service *service,
                                   const struct question *question, const json_t *answers,
                                   const json_t *entry, const struct clock_date *today);

/* No rule of its form is put to an answer of a locked question: the card said so, and
 * numbers of residence permits have forms of their own.
 * Every defect of the form at once (一次性告知), in the order of the questions, then of the
 * materials. `pages_given` maps material id → number of pages or "deferred" (JSON). GArray of
 * struct field_defect. */
GArray *form_check(const struct service *service, const json_t *answers,
                   const json_t *pages_given, const struct clock_date *today);

/* The same of one page that is asked, also when its own show_if waits for answers that are not
 * here (a correction); defects of its entries before that of the page itself. */
GArray *form_check_page(const struct service *service, const struct question_page *page,
                        const json_t *answers, const struct clock_date *today);
bool form_page_is_good(const struct service *service, const struct question_page *page,
                       const json_t *answers, const struct clock_date *today);

/* What is there and what is wanted ("现在是10位，手机号要11位"), and what to do ("补上少的那
 * 一位"), in the language that gettext speaks now; a rule in `language`. g_free. */
char *field_defect_says(const struct field_defect *defect, const char *language);
char *field_defect_remedy(const struct field_defect *defect, const char *language);
/* What it is called (texts), and the id of question, material or page at which it is mended. */
const json_t *field_defect_label(const struct field_defect *defect);
/* The same with the entry that it is in: "家庭成员2：王芳，身份证号". g_free. */
char *field_defect_name(const struct field_defect *defect, const json_t *answers,
                        const char *language);
/* The answer it is about; NULL: none. Borrowed. */
const json_t *
field_defect_value(const struct field_defect *defect, const json_t *answers);
const char *field_defect_id(const struct field_defect *defect);
/* The first rule between answers that is told at `question` and does not hold; NULL: none. */
const struct rule *
form_broken_rule(const struct service *service, const struct question *question,
                 const json_t *answers, const json_t *entry,
                 const struct clock_date *today);

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
