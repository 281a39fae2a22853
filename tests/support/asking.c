// SPDX-License-Identifier: Apache-2.0
#include "asking.h"

#include "assets.h"

const char asking_every_kind[] =
    "[{\"id\":\"text\",\"kind\":\"text\"," LABEL ",\"min\":2,\"max\":5},"
    "{\"id\":\"person\",\"kind\":\"person_name\"," LABEL "},"
    "{\"id\":\"number_of_id\",\"kind\":\"id_number\"," LABEL "},"
    "{\"id\":\"phone\",\"kind\":\"phone\"," LABEL "},"
    "{\"id\":\"day\",\"kind\":\"date\"," LABEL ",\"min\":-10,\"max\":0},"
    "{\"id\":\"one\",\"kind\":\"choice\"," LABEL "," CHOICES "},"
    "{\"id\":\"some\",\"kind\":\"choices\"," LABEL "," CHOICES ",\"min\":2,\"max\":2},"
    "{\"id\":\"yes\",\"kind\":\"yes_no\"," LABEL "},"
    "{\"id\":\"count\",\"kind\":\"number\"," LABEL ",\"min\":1,\"max\":9},"
    "{\"id\":\"money\",\"kind\":\"money\"," LABEL ",\"min\":0,\"max\":100000},"
    "{\"id\":\"place\",\"kind\":\"address\"," LABEL "},"
    "{\"id\":\"bank\",\"kind\":\"bank_card\"," LABEL "},"
    "{\"id\":\"more\",\"kind\":\"text\"," LABEL ",\"required\":false}]";

struct service *
asking(const char *questions)
{
    json_t *definition = assets_json("assets/services/medical-insurance/service.json");
    json_t *list = json_loads(questions, 0, NULL);
    g_assert_nonnull(list);
    json_t *page = json_array_get(json_object_get(definition, "pages"), 1);
    json_object_set_new(page, "questions", list);
    GPtrArray *defects = schema_defects_new();
    struct service *service = service_create(definition, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_test_message("%s: %s", defect->pointer, defect->message);
    }
    g_assert_nonnull(service);
    g_ptr_array_unref(defects);
    json_decref(definition);
    return service;
}
