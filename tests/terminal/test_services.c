// SPDX-License-Identifier: Apache-2.0
/* What the terminal reads at its start, from the real assets and from broken ones. */
#include "terminal/services.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"

static char *folder;

static void
write_text(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static char *
read_asset(const char *path)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static char *
path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

/* A copy of the real service under another id. */
static char *
another_service(const char *id)
{
    g_autofree char *text = read_asset("assets/services/medical-insurance/service.json");
    json_t *value = json_parse(text, strlen(text), NULL);
    json_object_set_new(value, "id", json_string(id));
    char *copy = json_dumps(value, JSON_INDENT(1));
    json_decref(value);
    return copy;
}

static bool
load(struct services *services, const char *key)
{
    g_autofree char *own = path_of("services"), *state = path_of("state");
    return services_init(
        services,
        &(struct services_settings){
            .services = own, .assets = "assets", .state = state, .catalogue_key = key},
        NULL);
}

static void
set_up(void)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", folder);
    g_autofree char *one = another_service("medical-insurance");
    g_autofree char *groups = read_asset("assets/services/groups.json");
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    write_text("services/groups.json", groups);
    write_text("services/medical-insurance/service.json", one);
    write_text("state/nothing", "");
}

static void
test_services__reads_a_service_that_is_not_of_this_house(void)
{
    struct services services;
    set_up();
    g_autofree char *other = another_service("another-thing");
    write_text("services/another-thing/service.json", other);
    g_assert_true(load(&services, NULL));
    g_assert_cmpuint(services.catalogue->count, ==, 2);
    g_assert_nonnull(catalogue_service(services.catalogue, "another-thing"));
    g_assert_cmpuint(services.catalogue->group_count, >, 3);
    services_finish(&services);
}

/* Runs `load` in a child and gives what it wrote for staff. */
static char *
lines_of_load(void)
{
    char *said = NULL;
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    char *argv[] = {program, (char[]){"--load"}, folder, NULL};
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                               NULL, &said, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    return said;
}

/* The office leaves such a service out: a terminal that offers it would fill its own outbox. */
static void
test_services__stand_in_their_folder_and_in_a_group(void)
{
    set_up();
    g_autofree char *same = another_service("medical-insurance");
    g_autofree char *other = another_service("elsewhere");
    g_autofree char *lost = another_service("lost");
    char *group = strstr(lost, "\"group\": \"medical\"");
    group[strlen("\"group\": \"m")] = 'a';
    write_text("services/copied/service.json", same);
    write_text("services/moved/service.json", other);
    write_text("services/lost/service.json", lost);
    g_autofree char *said = lines_of_load();
    g_assert_nonnull(strstr(said, "copied/service.json:2: /id: "));
    g_assert_nonnull(strstr(said, "moved/service.json:2: /id: "));
    g_assert_nonnull(strstr(said, "lost/service.json:"));
    g_assert_nonnull(strstr(said, ": /group: "));
    g_assert_nonnull(strstr(said, "\"medical\" is near"));
    g_assert_nonnull(strstr(said, "1 service"));
}

static void
test_services__tells_file_and_line_of_a_mistake_and_goes_on(void)
{
    set_up();
    write_text("services/broken/service.json",
               "{\n \"id\": \"broken\",\n \"version\": 0\n}\n");
    write_text("services/garbage/service.json", "{\n \"id\": oh\n}\n");
    g_autofree char *said = lines_of_load();
    g_assert_nonnull(strstr(said, "broken/service.json:3: /version: "));
    g_assert_nonnull(strstr(said, "garbage/service.json"));
    g_assert_nonnull(strstr(said, "1 service"));
}

static char *
sign(const uint8_t *secret, const char *body)
{
    uint8_t raw[64];
    size_t size = sodium_base64_ENCODED_LEN(64, sodium_base64_VARIANT_ORIGINAL);
    crypto_sign_detached(raw, NULL, (const uint8_t *)body, strlen(body), secret);
    return sodium_bin2base64(g_malloc(size), size, raw, 64,
                             sodium_base64_VARIANT_ORIGINAL);
}

static char *
make_key(uint8_t *secret)
{
    uint8_t public_key[32];
    char text[66];
    crypto_sign_keypair(public_key, secret);
    sodium_bin2hex(text, 65, public_key, 32);
    text[64] = '\n';
    text[65] = '\0';
    write_text("catalogue.pub", text);
    return path_of("catalogue.pub");
}

/* The office's catalogue with one service of this id, as the store keeps it. */
static void
keep_catalogue(const uint8_t *secret, const char *id, const char *instead)
{
    g_autofree char *service = another_service(id);
    json_t *value =
        json_pack("{s:s, s:[o]}", "version",
                  "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
                  "services", json_parse(service, strlen(service), NULL));
    g_autofree char *body = json_canonical(value);
    g_autofree char *signature = sign(secret, instead ? instead : body);
    json_decref(value);
    write_text("state/catalogue.json", body);
    write_text("state/catalogue.signature", signature);
    write_text("state/catalogue.etag", "\"one\"");
}

static void
test_services__prefers_the_office_and_believes_only_its_signature(void)
{
    uint8_t secret[64];
    struct services services;
    set_up();
    g_autofree char *key = make_key(secret);
    keep_catalogue(secret, "from-the-office", NULL);
    g_assert_true(load(&services, key));
    g_assert_nonnull(catalogue_service(services.catalogue, "from-the-office"));
    g_assert_cmpstr(services.etag, ==, "\"one\"");
    g_assert_cmpuint(services.catalogue->group_count, >, 3); // those of the folder
    services_finish(&services);

    keep_catalogue(secret, "from-a-stranger", "signed was something else");
    g_assert_true(load(&services, key));
    g_assert_null(catalogue_service(services.catalogue, "from-a-stranger"));
    g_assert_nonnull(catalogue_service(services.catalogue, "medical-insurance"));
    g_assert_cmpstr(services.etag, ==, "");
    services_finish(&services);
}

static void
test_services__cannot_do_without_a_place(void)
{
    struct services services;
    GError *error = NULL;
    g_assert_false(services_init(&services,
                                 &(struct services_settings){.services = folder,
                                                             .assets = folder,
                                                             .state = folder},
                                 &error));
    g_assert_nonnull(strstr(error->message, "place.json"));
    g_clear_error(&error);
}

/* In the child: what is wrong goes to standard error. */
static int
child(const char *path)
{
    struct services services;
    folder = g_strdup(path);
    if (!load(&services, NULL))
        return 1;
    fprintf(stderr, "%zu service\n", services.catalogue->count);
    services_finish(&services);
    return 0;
}

#define ADD(name) g_test_add_func("/terminal/" #name, name)

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    if (argc == 3 && strcmp(argv[1], "--load") == 0)
        return child(argv[2]);
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("kiosk-services-XXXXXX", NULL);
    ADD(test_services__reads_a_service_that_is_not_of_this_house);
    ADD(test_services__tells_file_and_line_of_a_mistake_and_goes_on);
    ADD(test_services__stand_in_their_folder_and_in_a_group);
    ADD(test_services__prefers_the_office_and_believes_only_its_signature);
    ADD(test_services__cannot_do_without_a_place);
    int status = g_test_run();
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", folder);
    g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL);
    g_free(folder);
    return status;
}
