// SPDX-License-Identifier: Apache-2.0
/* The committed contract is the one the program has, and the checker that all other tests lean on
 * can say no. */
#include "tests/support/openapi.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/child.h"

static char *
program_says(const char *option)
{
    g_autofree char *program = child_built("bin/kiosk-office");
    const char *argv[] = {program, option, NULL};
    char *text = NULL;
    int status = -1;

    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text,
                 NULL, &status, NULL);
    g_assert_cmpint(status, ==, 0);
    return text;
}

static void
test_contract__committed_documents_are_generated_ones(void)
{
    static const char *const documents[][2] = {
        {"--openapi", "include/kiosk/office.openapi.json"},
        {"--service-schema", "include/kiosk/service.schema.json"}};

    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        g_autofree char *made = program_says(documents[i][0]);
        g_autofree char *committed = NULL;
        g_assert_true(g_file_get_contents(documents[i][1], &committed, NULL, NULL));
        if (strcmp(made, committed) != 0)
            g_error("%s is out of date: make contracts", documents[i][1]);
    }
}

struct row {
    const char *method, *path;
    long status;
    const char *body; // NULL: none
    bool agrees;
};

static const struct row rows[] = {
    {"POST", "/v1/heartbeat", 200,
     "{\"time\":\"2026-11-21T14:41:03+08:00\",\"catalogue_etag\":\"x\"}", true},
    {"POST", "/v1/heartbeat", 200, "{\"time\":\"2026-11-21T14:41:03+08:00\"}", false},
    {"POST", "/v1/heartbeat", 200, "{\"time\":\"now\",\"catalogue_etag\":\"x\"}", false},
    {"POST", "/v1/heartbeat", 200, NULL, false},
    {"POST", "/v1/heartbeat", 299, "{}", false},
    {"GET", "/v1/catalogue", 304, NULL, true},
    {"GET", "/v1/catalogue", 304, "{}", false},
    {"GET", "/v1/nothing", 200, "{}", false},
    {"GET", "/v1/nothing", 404,
     "{\"code\":\"not_found\",\"message\":\"\",\"message_zh\":\"\",\"field_errors\":[],"
     "\"request_id\":\"1\"}",
     true},
    {"GET", "/v1/nothing", 404,
     "{\"code\":\"no_such_word\",\"message\":\"\",\"message_zh\":\"\",\"field_errors\":[]"
     ","
     "\"request_id\":\"1\"}",
     false},
};

static void
test_contract__checker_can_say_no(void)
{
    json_t *document = json_load_file("include/kiosk/office.openapi.json", 0, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct row *row = &rows[i];
        json_t *body = row->body ? json_loads(row->body, 0, NULL) : NULL;
        g_autofree char *why = openapi_disagrees(document, row->method, row->path,
                                                 row->status, body, row->body != NULL);
        if ((why == NULL) != row->agrees)
            g_error("row %zu: %s", i, why ? why : "agrees");
        json_decref(body);
    }
    json_decref(document);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/office/contract/committed-documents-are-generated-ones",
                    test_contract__committed_documents_are_generated_ones);
    g_test_add_func("/office/contract/checker-can-say-no",
                    test_contract__checker_can_say_no);
    return g_test_run();
}
