// SPDX-License-Identifier: Apache-2.0
/* Services that differ most are walked from home to the receipt on devices, by their
 * definitions alone, in standard and in assisted mode. All that ship are walked without
 * devices by tests/terminal/test_session_services. */
#include "tests/support/walk.h"

#include <string.h>

#define MEDICAL_TOUCHES_MAX 12 // numbers of the design, typed characters not counted
#define PRINT_MS 30000

/* "standard/medical-insurance" */
static void
test_services__each_comes_to_its_receipt(gconstpointer data)
{
    const char *id = strchr(data, '/') + 1;
    bool assisted = g_str_has_prefix(data, "assisted");
    char *path = g_strdup_printf("assets/services/%s/service.json", id);
    json_t *definition = json_load_file(path, 0, NULL);
    g_assert_nonnull(definition);
    char *name = g_strdup_printf("service-%s%s", id, assisted ? "-assisted" : "");
    char *number = NULL;
    struct world *world = world_start(&(struct world_options){.name = name});
    int touches = walk_service(world, definition, assisted, &number);
    g_test_message("%s: %d touches", (const char *)data, touches);
    if (strcmp(id, VISIT_SERVICE) == 0 && !assisted)
        g_assert_cmpint(touches, <=, MEDICAL_TOUCHES_MAX);
    json_t *cases = world_must_have_cases(world, 1, PRINT_MS);
    const json_t *row = json_array_get(cases, 0);
    g_assert_cmpstr(json_string_value(json_object_get(row, "receipt_number")), ==,
                    number);
    g_assert_cmpstr(json_string_value(json_object_get(row, "service")), ==, id);
    g_free(world_must_print(world, 1, PRINT_MS));
    json_decref(cases);
    world_stop(world);
    json_decref(definition);
    g_free(number);
    g_free(name);
    g_free(path);
}

static void
add_both_modes(const char *id)
{
    static const char *const modes[] = {"standard", "assisted"};
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        char *which = g_strdup_printf("%s/%s", modes[i], id);
        char *test = g_strconcat("/services/", which, NULL);
        g_test_add_data_func(test, g_intern_string(which),
                             test_services__each_comes_to_its_receipt);
        g_free(test);
        g_free(which);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_both_modes("medical-insurance");
    add_both_modes("elderly-allowance");
    add_both_modes("unemployment");
    return g_test_run();
}
