// SPDX-License-Identifier: Apache-2.0
#include "form.h"

#include <string.h>

#include "base/json.h"
#include "core/form_rules.h"
#include "core/service_schema.h"
#include "core/text.h"

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

static void
prefill_page(const struct question_page *page, const json_t *card, json_t *answers)
{
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

/* The first entry of a repeated page, made when there is none. */
static json_t *
first_entry(const struct question_page *page, json_t *answers)
{
    json_t *entries = form_entries(page, answers);
    if (entries == NULL) {
        entries = json_array();
        json_object_set_new(answers, page->id, entries);
    }
    if (json_array_size(entries) == 0)
        json_array_append_new(entries, json_object());
    return json_array_get(entries, 0);
}

void
form_prefill_first(const struct question_page *page, const json_t *card, json_t *answers)
{
    if (page->repeat != NULL && page->repeat->first_is_applicant)
        prefill_page(page, card, first_entry(page, answers));
}

void
form_prefill(const struct service *service, const json_t *card, json_t *answers)
{
    for (size_t i = 0; i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        if (page->repeat == NULL)
            prefill_page(page, card, answers);
        else
            form_prefill_first(page, card, answers);
    }
}

void
form_forget_card(const struct service *service, json_t *answers)
{
    for (size_t i = 0; i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        json_t *from = page->repeat == NULL
                           ? answers
                           : json_array_get(form_entries(page, answers), 0);
        for (size_t j = 0; j < page->question_count; j++)
            if (page->questions[j].from_card != NULL)
                json_object_del(from, page->questions[j].id);
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

/* ---- what is shown ---- */

json_t *
form_entries(const struct question_page *page, const json_t *answers)
{
    json_t *entries = page->repeat == NULL ? NULL : json_object_get(answers, page->id);
    return json_is_array(entries) ? entries : NULL;
}

enum applicant
form_applicant(const struct service *service, const json_t *answers)
{
    const char *word = json_text(answers, SERVICE_APPLYING_AS, "");
    for (int i = 0; i < APPLICANT_COUNT; i++)
        if (strcmp(service_applicant_words[i], word) == 0)
            return (enum applicant)i;
    return service->applicants[0];
}

bool
form_condition_holds(const struct service *service, const struct condition *condition,
                     const json_t *answers, const json_t *entry)
{
    if (condition->question == NULL)
        return true;
    const struct question *other = service_question(service, condition->question);
    json_t *said = NULL;
    if (other == NULL) {
        enum applicant applicant = form_applicant(service, answers);
        said = json_string(service_applicant_words[applicant]);
    } else if (form_is_shown(service, other, answers, entry)) {
        said = json_incref(
            json_object_get(other->page->repeat != NULL ? entry : answers, other->id));
    }
    size_t i;
    json_t *one;
    bool found = false;
    if (json_is_array(condition->value))
        json_array_foreach (condition->value, i, one)
            found = found || answer_is(said, one);
    else
        found = answer_is(said, condition->value);
    json_decref(said);
    return found;
}

/* A question waits only for earlier ones, so this ends. Where an entry is, its page is. */
bool
form_is_shown(const struct service *service, const struct question *question,
              const json_t *answers, const json_t *entry)
{
    bool repeated = question->page != NULL && question->page->repeat != NULL;
    return ((repeated && entry != NULL) ||
            form_page_is_shown(service, question->page, answers)) &&
           form_condition_holds(service, &question->show_if, answers, entry);
}

bool
form_page_is_shown(const struct service *service, const struct question_page *page,
                   const json_t *answers)
{
    return page == NULL || form_condition_holds(service, &page->show_if, answers, NULL);
}

bool
form_material_is_wanted(const struct service *service, const struct material *material,
                        const json_t *answers)
{
    const struct question *file = service_question(service, material->id);
    if (file != NULL && file->kind == QUESTION_FILE &&
        !form_is_shown(service, file, answers, NULL))
        return false;
    return form_condition_holds(service, &material->show_if, answers, NULL);
}

static void
add_lines(const struct service *service, const struct question_page *page,
          const json_t *answers, int entry, GArray *lines)
{
    const json_t *own =
        entry < 0 ? NULL : json_array_get(form_entries(page, answers), (size_t)entry);
    for (size_t i = 0; i < page->question_count; i++) {
        struct form_line line = {
            .page = page, .question = &page->questions[i], .entry = entry};
        line.value = json_object_get(entry < 0 ? answers : own, line.question->id);
        if (line.value != NULL && form_is_shown(service, line.question, answers, own))
            g_array_append_val(lines, line);
    }
}

GArray *
form_lines(const struct service *service, const json_t *answers)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct form_line));
    for (size_t i = 0; i < service->page_count; i++) {
        const struct question_page *page = &service->pages[i];
        size_t entries = json_array_size(form_entries(page, answers));
        if (!form_page_is_shown(service, page, answers))
            continue;
        if (page->repeat == NULL)
            add_lines(service, page, answers, -1, lines);
        for (size_t k = 0; k < entries; k++)
            add_lines(service, page, answers, (int)k, lines);
    }
    return lines;
}

/* The list of a repeated page in `given`, with an object for each entry up to `entry`. */
static json_t *
given_entry(json_t *given, const struct form_line *line)
{
    json_t *list = json_object_get(given, line->page->id);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(given, line->page->id, list);
    }
    while (json_array_size(list) <= (size_t)line->entry)
        json_array_append_new(list, json_object());
    return json_array_get(list, (size_t)line->entry);
}

json_t *
form_given(const struct service *service, const json_t *answers)
{
    json_t *given = json_object();
    GArray *lines = form_lines(service, answers);
    for (guint i = 0; i < lines->len; i++) {
        const struct form_line *line = &g_array_index(lines, struct form_line, i);
        json_t *into = line->entry < 0 ? given : given_entry(given, line);
        json_object_set(
            into, line->question->id,
            json_object_get(line->entry < 0
                                ? answers
                                : json_array_get(form_entries(line->page, answers),
                                                 (size_t)line->entry),
                            line->question->id));
    }
    g_array_unref(lines);
    json_t *applying = json_object_get(answers, SERVICE_APPLYING_AS);
    if (applying != NULL)
        json_object_set(given, SERVICE_APPLYING_AS, applying);
    return given;
}

char *
form_entry_title(const struct question_page *page, const json_t *entry, int index,
                 const char *language)
{
    const struct repeat *repeat = page->repeat;
    const json_t *value = json_object_get(entry, repeat->name_of->id);
    char *which = text_format(N_("%1$s %2$d"), service_text(repeat->entry_name, language),
                              index + 1);
    if (value == NULL)
        return which;
    char *name = field_shown(repeat->name_of, value, language, false);
    char *title = text_format(N_("%1$s: %2$s"), which, name);
    g_free(name);
    g_free(which);
    return title;
}
