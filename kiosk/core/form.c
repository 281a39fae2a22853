// SPDX-License-Identifier: Apache-2.0
#include "form.h"

#include <string.h>

#include "base/json.h"

static bool
is_empty(const json_t *value)
{
    return value == NULL || json_is_null(value) ||
           (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0);
}

/* What the card says; "" when it does not. Who has no Chinese name goes by the Latin one. */
static const char *
from_card(const json_t *card, const char *member)
{
    const char *text = json_text(card, member, "");
    return text[0] == '\0' && strcmp(member, "name") == 0
               ? json_text(card, "name_latin", "")
               : text;
}

void
form_prefill(const struct service *service, const json_t *card, json_t *answers)
{
    for (size_t i = 0; i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        for (size_t j = 0; j < page->question_count; j++) {
            const struct question *question = &page->questions[j];
            if (question->from_card == NULL ||
                !is_empty(json_object_get(answers, question->id)))
                continue;
            const char *text = from_card(card, question->from_card);
            if (text[0] != '\0')
                json_object_set_new(answers, question->id, json_string(text));
        }
    }
}

bool
form_is_locked(const struct question *question, const json_t *card)
{
    return question->locked && question->from_card != NULL &&
           from_card(card, question->from_card)[0] != '\0';
}

static bool
answer_is(const json_t *answer, const json_t *wanted)
{
    size_t i;
    json_t *one;
    json_array_foreach (answer, i, one)
        if (json_equal(one, wanted))
            return true;
    return json_equal(answer, wanted);
}

bool
form_is_shown(const struct service *service, const struct question *question,
              const json_t *answers)
{
    // A question waits only for earlier ones, so this ends.
    while (question->show_if != NULL) {
        if (!answer_is(json_object_get(answers, question->show_if),
                       question->show_if_value))
            return false;
        question = service_question(service, question->show_if);
        g_assert(question != NULL);
    }
    return true;
}

static void
check_page(const struct service *service, const struct question_page *page,
           const json_t *answers, const struct clock_date *today, GArray *defects)
{
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (!form_is_shown(service, question, answers))
            continue;
        struct field_defect defect =
            field_check(question, json_object_get(answers, question->id), today);
        if (defect.problem != FIELD_GOOD)
            g_array_append_val(defects, defect);
    }
}

static void
check_material(const struct material *material, const json_t *given, GArray *defects)
{
    const json_t *value = json_object_get(given, material->id);
    bool deferred = json_is_string(value) &&
                    strcmp(json_string_value(value), "deferred") == 0;
    int pages = json_is_integer(value) ? (int)json_integer_value(value) : 0;
    struct field_defect defect = {
        .material = material, .have = pages, .want = material->page_num};
    if (deferred)
        defect.problem = material->may_defer ? FIELD_GOOD : FIELD_MISSING;
    else if (pages <= 0)
        defect.problem = material->required ? FIELD_MISSING : FIELD_GOOD;
    else if (pages < material->page_num)
        defect.problem = FIELD_TOO_SHORT;
    else if (pages > material->page_max) {
        defect.problem = FIELD_TOO_LONG;
        defect.want = material->page_max;
    }
    if (defect.problem != FIELD_GOOD)
        g_array_append_val(defects, defect);
}

GArray *
form_check(const struct service *service, const json_t *answers,
           const json_t *pages_given, const struct clock_date *today)
{
    GArray *defects = g_array_new(FALSE, TRUE, sizeof(struct field_defect));
    for (size_t i = 0; i < service->page_count; i++)
        check_page(service, &service->pages[i], answers, today, defects);
    for (size_t i = 0; i < service->material_count; i++)
        check_material(&service->materials[i], pages_given, defects);
    return defects;
}
