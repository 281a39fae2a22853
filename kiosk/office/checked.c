// SPDX-License-Identifier: Apache-2.0
#include "office/checked.h"

#include "base/clock.h"
#include "base/json.h"
#include "core/form.h"

/* Materials as form_check counts them. */
static json_t *
pages_given(const json_t *application)
{
    json_t *counts = json_object(), *given;
    size_t index;

    json_array_foreach (json_object_get(application, "materials"), index, given) {
        const char *how = json_text(given, "how", "");
        const size_t pages = json_array_size(json_object_get(given, "pages"));
        json_object_set_new(counts, json_text(given, "material", ""),
                            g_str_equal(how, "deferred") ? json_string("deferred")
                            : g_str_equal(how, "scan")   ? json_integer((json_int_t)pages)
                                                         : json_integer(1));
    }
    return counts;
}

GArray *
checked_defects(const json_t *application, const struct service *service)
{
    int64_t at_ms = 0;

    if (!service || !clock_parse(json_text(application, "submitted_at", ""), &at_ms))
        return NULL;
    const struct clock_date day = clock_date(at_ms);
    json_t *counts = pages_given(application);
    GArray *defects =
        form_check(service, json_object_get(application, "answers"), counts, &day);
    json_decref(counts);
    return defects;
}

bool
checked_out_of_season(const json_t *application, const struct service *service)
{
    const char *begun =
        json_text(json_object_get(application, "consent"), "given_at", "");
    int64_t at_ms = 0;

    if (!service || !clock_parse(begun, &at_ms))
        return false;
    const struct clock_date day = clock_date(at_ms);
    return service_state(service, &day) == SERVICE_SEASON;
}

static json_t *
told(const struct field_defect *defect, const json_t *answers)
{
    g_autofree char *name = field_defect_name(defect, answers, "zh_CN");
    g_autofree char *says = field_defect_says(defect, "zh_CN");
    g_autofree char *remedy = field_defect_remedy(defect, "zh_CN");
    json_t *one = json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind",
                            defect->material ? "material" : "question", "id",
                            field_defect_id(defect), "name", name, "says", says, "remedy",
                            remedy ? remedy : "");

    if (defect->entry > 0)
        json_object_set_new(one, "entry", json_integer(defect->entry));
    return one;
}

json_t *
checked_list(const json_t *application, const struct service *service)
{
    g_autoptr(GArray) defects = checked_defects(application, service);
    json_t *list = json_array();

    for (guint i = 0; defects && i < defects->len; i++)
        json_array_append_new(list, told(&g_array_index(defects, struct field_defect, i),
                                         json_object_get(application, "answers")));
    return json_pack("{s:b, s:o, s:b}", "checked", defects != NULL, "defects", list,
                     "out_of_season", checked_out_of_season(application, service));
}
