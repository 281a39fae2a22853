// SPDX-License-Identifier: Apache-2.0
// What is wrong in a form: of one answer, a page, all of it.
#include "form.h"

#include <string.h>

#include "core/form_rules.h"
#include "core/text.h"

/* ---- what a defect is called ---- */

static const json_t *
entry_of(const struct field_defect *defect, const json_t *answers)
{
    return json_array_get(form_entries(defect->question->page, answers),
                          (size_t)defect->entry - 1);
}

const json_t *
field_defect_value(const struct field_defect *defect, const json_t *answers)
{
    if (defect->question == NULL)
        return NULL;
    return json_object_get(defect->entry > 0 ? entry_of(defect, answers) : answers,
                           defect->question->id);
}

char *
field_defect_name(const struct field_defect *defect, const json_t *answers,
                  const char *language)
{
    const char *label = service_text(field_defect_label(defect), language);
    if (defect->question == NULL || defect->entry == 0)
        return g_strdup(label);
    char *entry = form_entry_title(defect->question->page, entry_of(defect, answers),
                                   defect->entry - 1, language);
    char *name = text_format(N_("%1$s, %2$s"), entry, label);
    g_free(entry);
    return name;
}

/* ---- what is wrong ---- */

struct field_defect
form_check_one(const struct service *service, const struct question *question,
               const json_t *answers, const json_t *entry, const struct clock_date *today)
{
    const json_t *from =
        question->page != NULL && question->page->repeat != NULL ? entry : answers;
    struct field_defect defect =
        field_check(question, json_object_get(from, question->id), today);
    if (defect.problem != FIELD_GOOD)
        return defect;
    const struct rule *rule = form_broken_rule(service, question, answers, entry, today);
    if (rule != NULL) {
        defect.problem = FIELD_RULE;
        defect.rule = rule;
    }
    return defect;
}

static void
check_questions(const struct service *service, const struct question_page *page,
                const json_t *answers, int entry, const struct clock_date *today,
                GArray *defects)
{
    const json_t *own =
        entry == 0 ? NULL
                   : json_array_get(form_entries(page, answers), (size_t)entry - 1);
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (!form_is_shown(service, question, answers, own))
            continue;
        struct field_defect defect =
            form_check_one(service, question, answers, own, today);
        defect.entry = entry;
        if (defect.problem != FIELD_GOOD)
            g_array_append_val(defects, defect);
    }
}

static void
check_entries(const struct service *service, const struct question_page *page,
              const json_t *answers, const struct clock_date *today, GArray *defects)
{
    int count = (int)json_array_size(form_entries(page, answers));
    struct field_defect defect = {.page = page, .have = count};
    for (int i = 1; i <= MIN(count, SERVICE_ENTRIES_MAX); i++)
        check_questions(service, page, answers, i, today, defects);
    if (count < page->repeat->min) {
        defect.problem = FIELD_TOO_SHORT;
        defect.want = page->repeat->min;
    } else if (count > page->repeat->max) {
        defect.problem = FIELD_TOO_LONG;
        defect.want = page->repeat->max;
    } else {
        defect.rule = form_broken_page_rule(service, page, answers, today);
        defect.problem = defect.rule != NULL ? FIELD_RULE : FIELD_GOOD;
    }
    if (defect.problem != FIELD_GOOD)
        g_array_append_val(defects, defect);
}

static void
check_page(const struct service *service, const struct question_page *page,
           const json_t *answers, const struct clock_date *today, GArray *defects)
{
    if (page->repeat != NULL)
        check_entries(service, page, answers, today, defects);
    else
        check_questions(service, page, answers, 0, today, defects);
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
form_check_page(const struct service *service, const struct question_page *page,
                const json_t *answers, const struct clock_date *today)
{
    GArray *defects = g_array_new(FALSE, TRUE, sizeof(struct field_defect));
    check_page(service, page, answers, today, defects);
    return defects;
}

bool
form_page_is_good(const struct service *service, const struct question_page *page,
                  const json_t *answers, const struct clock_date *today)
{
    GArray *defects = form_check_page(service, page, answers, today);
    bool good = defects->len == 0;
    g_array_unref(defects);
    return good;
}

GArray *
form_check(const struct service *service, const json_t *answers,
           const json_t *pages_given, const struct clock_date *today)
{
    GArray *defects = g_array_new(FALSE, TRUE, sizeof(struct field_defect));
    for (size_t i = 0; i < service->page_count; i++)
        if (form_page_is_shown(service, &service->pages[i], answers))
            check_page(service, &service->pages[i], answers, today, defects);
    for (size_t i = 0; i < service->material_count; i++)
        if (form_material_is_wanted(service, &service->materials[i], answers))
            check_material(&service->materials[i], pages_given, defects);
    return defects;
}
