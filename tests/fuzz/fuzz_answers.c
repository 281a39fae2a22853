// SPDX-License-Identifier: Apache-2.0
/* What was answered, in a field of every kind: as the terminal checks it, and
 * the office again when it opens a case. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "core/form.h"
#include "core/service.h"

#include <glib.h>

#define DEFINITION "tests/support/services/every-kind/service.json"

static struct service *
service_of_house(void)
{
    static struct service *service;
    static json_t *definition;
    if (service == NULL) {
        GError *error = NULL;
        GPtrArray *defects = schema_defects_new();
        definition = json_parse_file(DEFINITION, SERVICE_FILE_MAX, &error);
        g_assert_no_error(error);
        service = service_create(definition, defects);
        g_assert_nonnull(service);
        g_ptr_array_unref(defects);
    }
    return service;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct clock_date today = {.year = 2026, .month = 11, .day = 22};
    const struct service *service = service_of_house();
    json_t *answers = json_parse((const char *)bytes, size, NULL);
    if (!json_is_object(answers)) {
        json_decref(answers);
        return 0;
    }
    json_t *pages = json_incref(json_object_get(answers, "pages"));
    if (!json_is_object(pages)) {
        json_decref(pages);
        pages = json_object();
    }
    GArray *defects = form_check(service, answers, pages, &today);
    for (guint i = 0; i < defects->len; i++) {
        const struct field_defect *defect =
            &g_array_index(defects, struct field_defect, i);
        g_free(field_defect_says(defect, "zh_CN"));
        g_free(field_defect_remedy(defect, "zh_CN"));
        g_free(field_defect_name(defect, answers, "en"));
    }
    g_array_free(defects, TRUE);
    GArray *lines = form_lines(service, answers);
    g_array_free(lines, TRUE);
    json_t *given = form_given(service, answers);
    json_decref(given);
    json_decref(pages);
    json_decref(answers);
    return 0;
}
