// SPDX-License-Identifier: Apache-2.0
/* list and export beside a running office: what a terminal sealed comes out byte for byte. */
#include "tests/support/office_process.h"

#include <string.h>

#include "base/json.h"
#include "office/database.h"

#define PAGE_SIZE                                                                        \
    (64 * 1024 * 3) // a whole number of chunks, so that the last one is empty

struct archive {
    struct office_process *process;
    struct office_client *client;
    struct sealed_case *sealed;
    char *folder, *page;
};

static void
set_up(struct archive *archive, gconstpointer name)
{
    archive->process = office_process_create(name);
    office_process_start(archive->process);
    archive->client = office_client_create(archive->process);
    archive->folder = g_build_filename(archive->process->folder, "out", NULL);
    archive->page = g_malloc(PAGE_SIZE);
    for (size_t i = 0; i < PAGE_SIZE; i++)
        archive->page[i] = (char)(i * 7 + i / 251);
    memcpy(archive->page, "\xff\xd8\xff", 3);
    archive->sealed = sealed_case_create(
        archive->process,
        &(struct sealed_options){.serial = 1,
                                 .pages = {archive->page, "\xff\xd8\xff"},
                                 .page_sizes = {PAGE_SIZE, 3}});
    g_assert_cmpint(sealed_case_put(archive->client, archive->sealed), ==, 201);
}

static void
tear_down(struct archive *archive, gconstpointer name)
{
    (void)name;
    sealed_case_destroy(archive->sealed);
    office_client_destroy(archive->client);
    office_process_destroy(archive->process);
    g_free(archive->folder);
    g_free(archive->page);
}

static int export(struct archive *archive, const char *which, const char *folder)
{
    const char *words[] = {"export", which, folder, NULL};
    int status = -1;

    g_free(office_process_run(archive->process, words, NULL, &status));
    return status;
}

static char *
read_out(struct archive *archive, const char *name, gsize *size_out)
{
    g_autofree char *path = g_build_filename(archive->folder, name, NULL);
    char *text = NULL;
    g_autoptr(GError) error = NULL;

    g_file_get_contents(path, &text, size_out, &error);
    g_assert_no_error(error);
    return text;
}

static void
must_check(struct archive *archive)
{
    const char *argv[] = {"sha256sum", "--check",       "--strict",
                          "--quiet",   "checksums.txt", NULL};
    g_autoptr(GError) error = NULL;
    int status = -1;

    g_spawn_sync(archive->folder, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH,
                 NULL, NULL, NULL, NULL, &status, NULL);
    g_assert_true(g_spawn_check_wait_status(status, &error));
}

static void
test_archive__holds_what_was_sealed(struct archive *archive, gconstpointer data)
{
    gsize size = 0;

    (void)data;
    g_assert_cmpint(export(archive, archive->sealed->case_id, archive->folder), ==, 0);
    must_check(archive);
    g_autofree char *page =
        read_out(archive, "materials/page-household-register-1.jpg", &size);
    g_assert_cmpuint(size, ==, PAGE_SIZE);
    g_assert_cmpint(memcmp(page, archive->page, PAGE_SIZE), ==, 0);
    g_autofree char *small =
        read_out(archive, "materials/page-household-register-2.jpg", &size);
    g_assert_cmpuint(size, ==, 3);
    g_autofree char *text = read_out(archive, "case.json", &size);
    json_t *root = json_loads(text, 0, NULL);
    g_assert_true(
        json_equal(json_object_get(root, "application"), archive->sealed->application));
    g_assert_true(json_equal(json_object_get(root, "header"), archive->sealed->header));
    g_assert_cmpstr(json_text(root, "state", ""), ==, "received");
    json_decref(root);
}

static void
test_archive__log_is_a_whole_chain_and_names_who_exported(struct archive *archive,
                                                          gconstpointer data)
{
    const char *number = json_text(archive->sealed->header, "receipt_number", "");
    g_autofree char *again = g_build_filename(archive->process->folder, "again", NULL);
    gsize size = 0;

    (void)data;
    g_assert_cmpint(export(archive, number, again), ==, 0);
    // Any request makes the office take what the command line left for it.
    struct office_reply *reply = office_ask(
        archive->client, &(struct office_call){.method = "GET", .path = "/v1/cases/any"});
    office_reply_free(reply);
    g_assert_cmpint(export(archive, archive->sealed->case_id, archive->folder), ==, 0);
    g_autofree char *text = read_out(archive, "log.json", &size);
    json_t *log = json_loads(text, 0, NULL);
    g_assert_true(json_is_true(json_object_get(log, "chain_is_whole")));
    const json_t *views = json_object_get(log, "views");
    g_assert_cmpuint(json_array_size(views), ==, 1);
    g_assert_cmpstr(json_text(json_array_get(views, 0), "act", ""), ==, "exported");
    json_decref(log);
}

static void
test_archive__tells_a_broken_chain(struct archive *archive, gconstpointer data)
{
    g_autofree char *url =
        g_strdup_printf("sqlite:%s/office/office.db", archive->process->folder);
    g_autoptr(GError) error = NULL;
    gsize size = 0;

    (void)data;
    g_assert_cmpint(office_process_stop(archive->process), ==, 0);
    struct database *database = database_open(url, DATABASE_WRITER, &error);
    g_assert_no_error(error);
    g_assert_true(
        database_script(database, "UPDATE case_events SET at_ms = at_ms + 1", NULL));
    database_close(database);
    g_assert_cmpint(export(archive, archive->sealed->case_id, archive->folder), ==, 0);
    g_autofree char *text = read_out(archive, "log.json", &size);
    json_t *log = json_loads(text, 0, NULL);
    g_assert_true(json_is_false(json_object_get(log, "chain_is_whole")));
    json_decref(log);
}

static void
test_archive__refuses_what_it_cannot_do(struct archive *archive, gconstpointer data)
{
    (void)data;
    g_assert_cmpint(export(archive, "no-such-case", archive->folder), !=, 0);
    g_assert_cmpint(export(archive, archive->sealed->case_id, archive->process->folder),
                    !=, 0);
    g_assert_false(g_file_test(archive->folder, G_FILE_TEST_EXISTS));
}

static void
test_archive__list_names_no_person(struct archive *archive, gconstpointer data)
{
    static const char *const words[] = {"list", "--json", NULL}, *const plain[] = {"list",
                                                                                   NULL};
    const char *number = json_text(archive->sealed->header, "receipt_number", "");

    (void)data;
    char *text = office_process_run(archive->process, words, NULL, NULL);
    json_t *rows = json_loads(text, 0, NULL);
    g_assert_cmpuint(json_array_size(rows), ==, 1);
    const json_t *row = json_array_get(rows, 0);
    g_assert_cmpstr(json_text(row, "receipt_number", ""), ==, number);
    g_assert_cmpstr(json_text(row, "service", ""), ==, "medical-insurance");
    g_assert_null(strstr(text, "王秀兰"));
    json_decref(rows);
    g_free(text);
    text = office_process_run(archive->process, plain, NULL, NULL);
    g_assert_nonnull(strstr(text, number));
    g_free(text);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/archive/" #claim, struct archive, "archive-" #claim, set_up,     \
               test_archive__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(holds_what_was_sealed);
    ADD(log_is_a_whole_chain_and_names_who_exported);
    ADD(tells_a_broken_chain);
    ADD(refuses_what_it_cannot_do);
    ADD(list_names_no_person);
    return g_test_run();
}
