// SPDX-License-Identifier: Apache-2.0
// Session: for whom the matter is, whose cards are read, and a card that is typed because
// it cannot be read.
#include "session_parts.h"

#include <limits.h>
#include <string.h>

#include "base/json.h"
#include "core/identity.h"
#include "core/service_schema.h"
#include "core/text.h"

#define ADULT_YEARS 18

/* ---- for whom ---- */

static bool
has_agent(const struct session *session)
{
    enum applicant applicant = form_applicant(session->service, session->answers);
    return applicant == APPLICANT_AGENT || applicant == APPLICANT_GUARDIAN;
}

enum card_of
session_card_of(const struct session *session)
{
    if (session->service == NULL || session->screen == SCREEN_BOOKING_CARD ||
        session->screen == SCREEN_PROGRESS_WHO || !has_agent(session))
        return CARD_OF_APPLICANT;
    return session->agent == NULL ? CARD_OF_AGENT : CARD_OF_PRINCIPAL;
}

/* Answers that a card gave go with it: another card gives others. */
static void
forget_cards(struct session *session, struct effects *effects)
{
    if (session->card != NULL || session->agent != NULL)
        session_effect(effects, EFFECT_DROP_PHOTO);
    form_forget_card(session->service, session->answers);
    json_decref(session->card);
    json_decref(session->agent);
    json_decref(session->typed);
    session->card = session->agent = session->typed = NULL;
    session->card_typed = session->agent_typed = false;
}

static bool
asks_who(const struct session *session)
{
    return session->service->applicant_count > 1 &&
           json_object_get(session->answers, SERVICE_APPLYING_AS) == NULL;
}

void
session_who_begin(struct session *session, struct effects *effects)
{
    const struct service *service = session->service;
    if (service->applicant_count == 1 && service->applicants[0] != APPLICANT_SELF)
        json_object_set_new(session->answers, SERVICE_APPLYING_AS,
                            json_string(service_applicant_words[service->applicants[0]]));
    if (asks_who(session))
        session_go(session, SCREEN_WHO, effects);
    else if (session_needs_card(session) && session->card == NULL)
        session_go(session, SCREEN_CARD, effects);
    else
        session_form_begin(session, effects);
}

SESSION_HANDLER(session_apply)
{
    for (int i = 0; i < APPLICANT_COUNT; i++) {
        if (event->text == NULL || strcmp(event->text, service_applicant_words[i]) != 0 ||
            !service_may_apply(session->service, (enum applicant)i))
            continue;
        const char *before = json_text(session->answers, SERVICE_APPLYING_AS, "");
        if (strcmp(before, event->text) != 0)
            forget_cards(session, effects);
        json_object_set_new(session->answers, SERVICE_APPLYING_AS,
                            json_string(event->text));
        session_materials_follow(session);
        session_who_begin(session, effects);
        return true;
    }
    return false;
}

void
session_other_person(struct session *session, struct effects *effects)
{
    forget_cards(session, effects);
    session->editing = session->editing_errors = false;
    session_go(session, session->service->applicant_count > 1 ? SCREEN_WHO : SCREEN_CARD,
               effects);
}

/* Back from a card: to the card before it, to who applies, to the consent. */
SESSION_HANDLER(session_card_back)
{
    if (session_card_of(session) == CARD_OF_PRINCIPAL) {
        forget_cards(session, effects);
        session_go(session, SCREEN_CARD, effects);
        return true;
    }
    if (session->service->applicant_count == 1)
        return session_back_consent(session, event, effects);
    session_go(session, SCREEN_WHO, effects);
    return true;
}

/* ---- a card is there ---- */

static int
age_by(const struct session *session, const json_t *card)
{
    struct clock_date today = session_today(session);
    return identity_age(json_text(card, "birth", ""), &today);
}

/* What the card alone answers. */
static bool
is_of_card(const struct session *session, const struct operand *operand)
{
    const struct question *question =
        operand->id == NULL ? NULL : service_question(session->service, operand->id);
    return operand->id == NULL || (question != NULL && question->locked);
}

/* The first rule that nothing but another card could fulfil: who is too young hears it before
 * all is filled in. NULL: none. */
static const struct rule *
rule_against(const struct session *session, const json_t *card)
{
    const struct service *service = session->service;
    const struct clock_date today = session_today(session);
    json_t *answers = json_deep_copy(session->answers);
    const struct rule *against = NULL;
    form_prefill(service, card, answers);
    for (size_t i = 0; i < service->rule_count && against == NULL; i++) {
        const struct rule *rule = &service->rules[i];
        if (rule->at != NULL && rule->at->locked && rule->at->page->repeat == NULL &&
            is_of_card(session, &rule->left) && is_of_card(session, &rule->right) &&
            form_broken_rule(service, rule->at, answers, NULL, &today) == rule)
            against = rule;
    }
    json_decref(answers);
    return against;
}

const char *
session_card_why_not(struct session *session, const json_t *card)
{
    enum card_of of = session_card_of(session);
    bool guardian = of != CARD_OF_APPLICANT &&
                    form_applicant(session->service, session->answers) ==
                        APPLICANT_GUARDIAN;
    const char *number = json_text(card, "id_number", "");
    int age = age_by(session, card);
    if (of == CARD_OF_PRINCIPAL &&
        strcmp(number, json_text(session->agent, "id_number", "")) == 0)
        return "samePerson";
    if (guardian && of == CARD_OF_PRINCIPAL && age >= ADULT_YEARS)
        return "notMinor";
    if (guardian && of == CARD_OF_AGENT && age >= 0 && age < ADULT_YEARS)
        return "notAdult";
    // A card is laid down for an appointment, too, and to ask how a matter stands.
    bool ruled = of != CARD_OF_AGENT && session->service != NULL;
    session->card_rule = ruled ? rule_against(session, card) : NULL;
    return session->card_rule != NULL ? "notEntitled" : NULL;
}

void
session_card_taken(struct session *session, json_t *card, bool typed,
                   struct effects *effects)
{
    if (session_card_of(session) == CARD_OF_AGENT) {
        session_effect(effects, EFFECT_DROP_PHOTO); // the case has the applicant's
        session->agent = card;
        session->agent_typed = typed;
        session->card_taken_ms = typed ? INT64_MIN / 2 : session->monotonic_ms;
        session_go(session, SCREEN_CARD, effects);
        return;
    }
    json_decref(session->card);
    session->card = card;
    session->card_typed = typed;
    form_prefill(session->service, session->card, session->answers);
    session_place_answers(session);
    session_form_begin(session, effects);
}

/* ---- a card that is typed ---- */

/* What the program says now, as texts of a definition: whatever language is asked for, this is
 * found. */
static void
say(json_t *texts, const char *said)
{
    if (strcmp(json_text(texts, SESSION_LANGUAGE_FIRST, ""), said) != 0)
        json_object_set_new(texts, SESSION_LANGUAGE_FIRST, json_string(said));
}

/* Two questions as any service would ask them, for what stands on a card that the reader
 * cannot read. */
const struct question_page *
session_typed_page(void)
{
    static json_t *title, *number, *hint, *name; // kept while the program runs
    static struct question_page page;
    static struct question questions[2];
    if (page.id == NULL) {
        title = json_object();
        number = json_object();
        hint = json_object();
        name = json_object();
        questions[0] = (struct question){.id = "card_number",
                                         .page = &page,
                                         .kind = QUESTION_ID_NUMBER,
                                         .label = number,
                                         .hint = hint,
                                         .required = true,
                                         .min = INT_MIN,
                                         .max = INT_MAX};
        questions[1] = (struct question){.id = "card_name",
                                         .page = &page,
                                         .kind = QUESTION_PERSON_NAME,
                                         .label = name,
                                         .required = true,
                                         .min = INT_MIN,
                                         .max = INT_MAX};
        page = (struct question_page){.id = "typed_card",
                                      .title = title,
                                      .questions = questions,
                                      .question_count = G_N_ELEMENTS(questions)};
    }
    say(title, _("As it stands on the card"));
    say(number, _("ID number"));
    say(hint, _("18 places; the last may be X"));
    say(name, _("Name"));
    return &page;
}

bool
session_may_type_card(const struct session *session)
{
    if (session->screen != SCREEN_CARD || session->service == NULL)
        return false;
    // Many children have no card yet; their number stands in the household register.
    bool child = session_card_of(session) == CARD_OF_PRINCIPAL &&
                 form_applicant(session->service, session->answers) == APPLICANT_GUARDIAN;
    return child || session->service->card_may_be_typed;
}

SESSION_HANDLER(session_type_card)
{
    (void)event;
    if (!session_may_type_card(session))
        return false;
    if (session->typed == NULL)
        session->typed = json_object();
    session_go(session, SCREEN_CARD_TYPED, effects);
    session_form_entry(session, effects);
    return true;
}

SESSION_HANDLER(session_typed_back)
{
    (void)event;
    session_go(session, SCREEN_CARD, effects);
    return true;
}

bool
session_typed_done(struct session *session, struct effects *effects)
{
    const char *number = json_text(session->typed, "card_number", "");
    json_t *card = json_pack("{s:s, s:s, s:s, s:s}", "card_type", "citizen", "name",
                             json_text(session->typed, "card_name", ""), "id_number",
                             number, "sex",
                             (number[16] - '0') % 2 == 1 ? "male" : "female");
    json_object_set_new(
        card, "birth",
        json_sprintf("%.4s-%.2s-%.2s", number + 6, number + 10, number + 12));
    const char *cause = session_card_why_not(session, card);
    if (cause != NULL) {
        session_go(session, SCREEN_CARD, effects);
        g_strlcpy(session->card_cause, cause, sizeof session->card_cause);
        json_decref(card);
        return true;
    }
    json_decref(session->typed);
    session->typed = NULL;
    session_card_taken(session, card, true, effects);
    return true;
}
