// SPDX-License-Identifier: Apache-2.0
/* What an administrator does and what the machine does to the office: new versions of services,
 * mistakes in them, lost folders, idle crowds, contents that cannot be read. */
#include "tests/support/office_process.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/json.h"
#include "tests/support/child.h"
#include "tests/support/assets.h"

#define SERVICE "medical-insurance"
#define CROWD 200

struct house {
    struct office_process *process;
    struct office_client *client;
    char *services; // folder of this office alone
};

static void
set_up(struct house *house, gconstpointer name)
{
    g_autofree char *text = NULL;

    house->process = office_process_create(name);
    house->client = office_client_create(house->process);
    house->services = g_build_filename(house->process->folder, "services", NULL);
    const char *copy[] = {"cp", "-r", "assets/services", house->services, NULL};
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)copy, NULL, G_SPAWN_SEARCH_PATH,
                               NULL, NULL, NULL, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(house->process->config, &text, NULL, NULL));
    GRegex *line = g_regex_new("services=.*", 0, 0, NULL);
    g_autofree char *own =
        g_regex_replace_literal(line, text, -1, 0, "services=services", 0, NULL);
    g_regex_unref(line);
    g_assert_true(g_file_set_contents(house->process->config, own, -1, NULL));
}

static void
tear_down(struct house *house, gconstpointer name)
{
    (void)name;
    office_client_destroy(house->client);
    office_process_destroy(house->process);
    g_free(house->services);
}

/* The definition as a value; save_definition writes it back. */
static json_t *
load_definition(struct house *house)
{
    g_autofree char *path =
        g_build_filename(house->services, SERVICE, "service.json", NULL);
    json_t *definition = json_load_file(path, 0, NULL);

    g_assert_nonnull(definition);
    return definition;
}

static void
save_definition(struct house *house, json_t *definition)
{
    g_autofree char *path =
        g_build_filename(house->services, SERVICE, "service.json", NULL);

    g_assert_cmpint(json_dump_file(definition, path, JSON_INDENT(2)), ==, 0);
    json_decref(definition);
}

static void
rename_service(struct house *house, int version)
{
    json_t *definition = load_definition(house);

    json_object_set_new(definition, "version", json_integer(version));
    json_object_set_new(definition, "short_name",
                        json_pack("{s:s, s:s}", "zh_CN", "新名字", "en", "New name"));
    save_definition(house, definition);
}

static long
hand_in(struct house *house, int serial, int version)
{
    struct sealed_case *sealed = sealed_case_create(
        house->process, &(struct sealed_options){.serial = serial, .version = version});
    const long status = sealed_case_put(house->client, sealed);

    sealed_case_destroy(sealed);
    return status;
}

static char *
must_not_start(struct house *house)
{
    static const char *const words[] = {"serve", NULL};
    int status = 0;

    g_free(office_process_run(house->process, words, NULL, &status));
    g_assert_cmpint(status, !=, 0);
    return office_process_log(house->process);
}

static char *
etag(struct house *house)
{
    struct office_reply *reply = office_ask(
        house->client, &(struct office_call){.method = "GET", .path = "/v1/catalogue"});
    char *tag = office_reply_header(reply, "ETag");

    office_reply_free(reply);
    return tag;
}

/* ---- services --------------------------------------------------------------------------- */

static void
test_operation__old_versions_stay_known(struct house *house, gconstpointer data)
{
    (void)data;
    office_process_start(house->process);
    g_autofree char *before = etag(house);
    g_assert_cmpint(hand_in(house, 1, ASSETS_MEDICAL_VERSION), ==, 201);
    g_assert_cmpint(office_process_stop(house->process), ==, 0);
    rename_service(house, ASSETS_MEDICAL_VERSION + 1);
    office_process_start(house->process);
    g_autofree char *after = etag(house);
    g_assert_cmpstr(before, !=, after);
    g_assert_cmpint(hand_in(house, 2, ASSETS_MEDICAL_VERSION), ==,
                    201); // begun before, sent after
    g_assert_cmpint(hand_in(house, 3, ASSETS_MEDICAL_VERSION + 1), ==, 201);
    g_assert_cmpint(hand_in(house, 4, ASSETS_MEDICAL_VERSION + 2), ==, 422);
}

static void
test_operation__a_used_version_cannot_change(struct house *house, gconstpointer data)
{
    (void)data;
    office_process_start(house->process);
    g_assert_cmpint(office_process_stop(house->process), ==, 0);
    rename_service(
        house, ASSETS_MEDICAL_VERSION); // nobody has used it yet: its author may mend it
    office_process_start(house->process);
    g_assert_cmpint(hand_in(house, 1, ASSETS_MEDICAL_VERSION), ==, 201);
    g_assert_cmpint(office_process_stop(house->process), ==, 0);
    json_t *definition = load_definition(house);
    json_object_set_new(definition, "is_fee", json_true());
    save_definition(house, definition);
    g_autofree char *log = must_not_start(house);
    g_assert_nonnull(strstr(log, "give it the next version"));
}

static void
test_operation__a_wrong_service_is_left_out_and_told(struct house *house,
                                                     gconstpointer data)
{
    (void)data;
    json_t *definition = load_definition(house);
    json_object_del(definition, "task_name");
    save_definition(house, definition);
    office_process_start(house->process);
    struct office_reply *reply = office_ask(
        house->client, &(struct office_call){.method = "GET", .path = "/v1/catalogue"});
    size_t index;
    json_t *service;
    json_array_foreach (json_object_get(reply->json, "services"), index, service)
        g_assert_cmpstr(json_text(service, "id", ""), !=, SERVICE);
    office_reply_free(reply);
    g_autofree char *log = office_process_log(house->process);
    g_assert_nonnull(strstr(log, "task_name"));
}

static void
test_operation__without_keys_it_does_not_start(struct house *house, gconstpointer data)
{
    g_autofree char *keys =
        g_build_filename(house->process->folder, "office", "keys", NULL);
    g_autofree char *away = g_strconcat(keys, ".away", NULL);
    static const char *const words[] = {"keys", "new", NULL};

    (void)data;
    g_assert_cmpint(g_rename(keys, away), ==, 0);
    g_autofree char *log = must_not_start(house);
    g_assert_nonnull(strstr(log, "keys"));
    g_autofree char *made = office_process_run(house->process, words, NULL, NULL);
    g_assert_nonnull(strstr(made, ".pub"));
    office_process_start(house->process);
}

/* ---- contents --------------------------------------------------------------------------- */

static char *
content_of(struct house *house, const char *case_id)
{
    static const char *const words[] = {"list", "--json", NULL};
    char *found = NULL;

    for (int i = 0; i < 100 && !found; i++) {
        char *text = office_process_run(house->process, words, NULL, NULL);
        json_t *rows = json_loads(text, 0, NULL);
        size_t index;
        json_t *row;
        json_array_foreach (rows, index, row)
            if (g_str_equal(json_text(row, "case_id", ""), case_id) &&
                !g_str_equal(json_text(row, "content", ""), "unchecked"))
                found = g_strdup(json_text(row, "content", ""));
        json_decref(rows);
        g_free(text);
        g_usleep(20000);
    }
    return found;
}

/* A piece of any bytes instead of the sealed application: taken, kept, and told to staff. */
static void
test_operation__junk_in_a_piece_is_kept_and_told(struct house *house, gconstpointer data)
{
    struct sealed_case *sealed =
        sealed_case_create(house->process, &(struct sealed_options){.serial = 1});
    struct sealed_piece *piece = &sealed->pieces[0];

    (void)data;
    memset(piece->bytes + 20, 0, piece->size - 20);
    g_autofree char *sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, piece->bytes, piece->size);
    g_strlcpy(piece->sha256, sha256, sizeof piece->sha256);
    json_object_set_new(json_array_get(json_object_get(sealed->header, "pieces"), 0),
                        "sha256", json_string(sha256));
    office_process_start(house->process);
    g_assert_cmpint(sealed_case_put(house->client, sealed), ==, 201);
    g_autofree char *content = content_of(house, sealed->case_id);
    g_assert_cmpstr(content, ==, "unreadable");
    sealed_case_destroy(sealed);
}

static void
test_operation__what_was_not_looked_at_is_at_the_next_start(struct house *house,
                                                            gconstpointer data)
{
    struct sealed_case *sealed =
        sealed_case_create(house->process, &(struct sealed_options){.serial = 1});

    (void)data;
    office_process_start(house->process);
    g_assert_cmpint(sealed_case_put(house->client, sealed), ==, 201);
    office_process_kill(house->process);
    office_process_start(house->process);
    g_autofree char *content = content_of(house, sealed->case_id);
    g_assert_cmpstr(content, ==, "readable");
    sealed_case_destroy(sealed);
}

/* ---- the machine ------------------------------------------------------------------------ */

static void
test_operation__what_cannot_be_stored_is_to_be_repeated(struct house *house,
                                                        gconstpointer data)
{
    g_autofree char *folder =
        g_build_filename(house->process->folder, "office", "pieces", "receiving", NULL);
    struct sealed_case *sealed =
        sealed_case_create(house->process, &(struct sealed_options){.serial = 1});
    g_autofree char *path = g_strdup_printf("/v1/pieces/%s", sealed->pieces[0].sha256);

    (void)data;
    office_process_start(house->process);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    struct office_reply *reply = office_ask(
        house->client, &(struct office_call){.method = "PUT",
                                             .path = path,
                                             .body = sealed->pieces[0].bytes,
                                             .size = sealed->pieces[0].size,
                                             .media = "application/octet-stream"});
    g_autofree char *retry = office_reply_header(reply, "Retry-After");
    g_assert_cmpint(reply->status, ==, 503);
    g_assert_cmpstr(json_text(reply->json, "code", ""), ==, "unavailable");
    g_assert_nonnull(retry);
    office_reply_free(reply);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    g_assert_cmpint(sealed_case_put(house->client, sealed), ==, 201);
    sealed_case_destroy(sealed);
}

/* No file of the office may grow: the write-ahead log cannot take the row. */
static void
limit_files(struct house *house, rlim_t bytes)
{
    const struct rlimit limit = {.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};

    g_assert_cmpint(prlimit(child_pid(house->process->child), RLIMIT_FSIZE, &limit, NULL),
                    ==, 0);
}

static void
test_operation__a_failed_commit_is_not_an_answer(struct house *house, gconstpointer data)
{
    struct sealed_case *sealed =
        sealed_case_create(house->process, &(struct sealed_options){.serial = 1});

    (void)data;
    office_process_start(house->process);
    g_assert_cmpint(sealed_case_put_piece(house->client, sealed, 0), ==, 201);
    limit_files(house, 1);
    for (int i = 0; i < 3; i++) {
        const long status = sealed_case_put_header(house->client, sealed);
        g_assert_true(status == 503 || status == 507);
    }
    g_assert_cmpint(sealed_case_put_piece(house->client, sealed, 0), ==, 503);
    limit_files(house, RLIM_INFINITY);
    g_assert_cmpint(sealed_case_put_header(house->client, sealed), ==, 201);
    g_assert_cmpint(sealed_case_put_header(house->client, sealed), ==, 200);
    g_autofree char *content = content_of(house, sealed->case_id);
    g_assert_cmpstr(content, ==, "readable");
    sealed_case_destroy(sealed);
}

static void
test_operation__an_idle_crowd_does_not_stop_others(struct house *house,
                                                   gconstpointer data)
{
    int crowd[CROWD];
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)house->process->port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    (void)data;
    office_process_start(house->process);
    for (size_t i = 0; i < CROWD; i++) {
        crowd[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        g_assert_cmpint(
            connect(crowd[i], (const struct sockaddr *)&address, sizeof address), ==, 0);
        // Half a TLS record, half a word, nothing.
        if (i % 3 != 0)
            g_assert_cmpint(send(crowd[i], "\x16\x03\x01\x02", i % 3 == 1 ? 4 : 1, 0), >,
                            0);
    }
    const gint64 begin = g_get_monotonic_time();
    g_assert_cmpint(hand_in(house, 1, ASSETS_MEDICAL_VERSION), ==, 201);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC);
    for (size_t i = 0; i < CROWD; i++)
        close(crowd[i]);
}

static void
test_operation__wrong_words_are_told(struct house *house, gconstpointer data)
{
    static const char *const wrong[][4] = {
        {"nonsense", NULL}, {"list", "more", NULL},   {"export", "only-one", NULL},
        {"keys", NULL},     {"account", "add", NULL}, {"listing", NULL}};
    int status = 0;

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_free(office_process_run(house->process, wrong[i], NULL, &status));
        g_assert_cmpint(status, !=, 0);
    }
    g_autofree char *log = office_process_log(house->process);
    g_assert_nonnull(strstr(log, "--help"));
}

#define ADD(claim)                                                                       \
    g_test_add("/office/operation/" #claim, struct house, "operation-" #claim, set_up,   \
               test_operation__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(old_versions_stay_known);
    ADD(a_used_version_cannot_change);
    ADD(a_wrong_service_is_left_out_and_told);
    ADD(without_keys_it_does_not_start);
    ADD(junk_in_a_piece_is_kept_and_told);
    ADD(what_was_not_looked_at_is_at_the_next_start);
    ADD(what_cannot_be_stored_is_to_be_repeated);
    ADD(a_failed_commit_is_not_an_answer);
    ADD(an_idle_crowd_does_not_stop_others);
    ADD(wrong_words_are_told);
    return g_test_run();
}
