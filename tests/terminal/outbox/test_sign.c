// SPDX-License-Identifier: Apache-2.0
#include "terminal/outbox/sign.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder, *path;

static void
test_sign__makes_its_key_once_and_for_itself_alone(void)
{
    struct sign_key one = {0}, other = {0};
    struct stat status;
    g_assert_true(sign_key_load(&one, path, NULL));
    g_assert_true(sign_key_load(&other, path, NULL));
    g_assert_true(memcmp(one.public_key, other.public_key, 32) == 0);
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0600);
    uint8_t told[32];
    char *beside = g_strconcat(path, ".pub", NULL);
    g_assert_true(sign_public_load(told, beside, NULL));
    g_assert_true(memcmp(told, one.public_key, 32) == 0);
    g_free(beside);
    sign_key_finish(&one);
    sign_key_finish(&other);
}

static void
test_sign__does_not_replace_a_key_that_it_cannot_read(void)
{
    char *broken = g_build_filename(folder, "broken.key", NULL);
    struct sign_key key = {0};
    GError *error = NULL;
    char *text = NULL;
    g_file_set_contents(broken, "half a k", 8, NULL);
    g_assert_false(sign_key_load(&key, broken, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_file_get_contents(broken, &text, NULL, NULL);
    g_assert_cmpstr(text, ==, "half a k");
    g_free(text);
    unlink(broken);
    g_free(broken);
}

static void
test_sign__fits_a_code_and_can_be_checked(void)
{
    static const char hash[] =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    struct sign_key key = {0};
    g_assert_true(sign_key_load(&key, path, NULL));
    char *code = sign_code(&key, "000126112100071", hash);
    g_assert_cmpuint(strlen(code), <=, SIGN_CODE_MAX);
    g_assert_true(g_str_has_prefix(code, "000126112100071|"));
    char *message = g_strconcat("000126112100071|", hash, NULL);
    g_assert_true(sign_is_good(key.public_key, message, strlen(message), code + 16));
    message[3] ^= 1;
    g_assert_false(sign_is_good(key.public_key, message, strlen(message), code + 16));
    g_assert_false(
        sign_is_good(key.public_key, message, strlen(message), "no signature"));
    g_free(message);
    g_free(code);
    sign_key_finish(&key);
}

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    folder = g_dir_make_tmp("kiosk-sign-XXXXXX", NULL);
    path = g_build_filename(folder, "terminal.key", NULL);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/terminal/outbox/test_sign__makes_its_key_once_and_for_itself_alone",
                    test_sign__makes_its_key_once_and_for_itself_alone);
    g_test_add_func(
        "/terminal/outbox/test_sign__does_not_replace_a_key_that_it_cannot_read",
        test_sign__does_not_replace_a_key_that_it_cannot_read);
    g_test_add_func("/terminal/outbox/test_sign__fits_a_code_and_can_be_checked",
                    test_sign__fits_a_code_and_can_be_checked);
    int status = g_test_run();
    char *command = g_strdup_printf("rm -rf '%s'", folder);
    g_assert_cmpint(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL), ==, TRUE);
    g_free(command);
    g_free(path);
    g_free(folder);
    return status;
}
