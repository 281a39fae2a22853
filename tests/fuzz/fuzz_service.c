// SPDX-License-Identifier: Apache-2.0
/* What an author or an office gives as a service: a definition that passes must carry a form, an
 * empty one and one with nonsense in every answer; one that fails must say why. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "core/form.h"
#include "core/service.h"

#include <glib.h>

static void
check_form(const struct service *service, const json_t *answers)
{
    struct clock_date today = {.year = 2026, .month = 11, .day = 22};
    json_t *pages = json_object();
    GArray *defects = form_check(service, answers, pages, &today);
    for (guint i = 0; i < defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, i);
        g_free(field_defect_says(defect, "zh_CN"));
        g_free(field_defect_remedy(defect, "en"));
        g_free(field_defect_name(defect, answers, "zh_CN"));
    }
    g_array_free(defects, TRUE);
    GArray *lines = form_lines(service, answers);
    g_array_free(lines, TRUE);
    json_decref(form_given(service, answers));
    json_decref(pages);
}

/* Each question is answered by the definition's own members, whatever they are. */
static void
check_nonsense(const struct service *service, const json_t *definition)
{
    json_t *answers = json_object();
    const char *name;
    json_t *value;
    json_object_foreach (json_iterable(definition), name, value) {
        if (service_question(service, name) != NULL)
            json_object_set(answers, name, value);
    }
    check_form(service, answers);
    json_decref(answers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    json_t *definition = json_parse((const char *)bytes, size, NULL);
    if (definition == NULL)
        return 0;
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    if (service == NULL) {
        g_assert_cmpuint(defects->len, >, 0);
    } else {
        json_t *answers = json_object();
        check_form(service, answers);
        check_nonsense(service, definition);
        json_decref(answers);
    }
    service_destroy(service);
    g_ptr_array_unref(defects);
    json_decref(definition);
    return 0;
}
