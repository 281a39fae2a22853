// SPDX-License-Identifier: Apache-2.0
/* Who may speak to the office: only a certificate of its own authority, made for clients, valid
 * today, on a connection of a current TLS. */
#include "tests/support/office_process.h"

#include "base/json.h"

static struct office_process *process;

struct peer {
    const char *certificate;
    const char *code; // NULL: let in
    const char *about;
};

static const struct peer peers[] = {
    {"terminal-0001", NULL, "the terminal itself"},
    {"", "certificate_refused", "nobody"},
    {"expired", "certificate_refused", "its days are over"},
    {"server", "certificate_refused", "made for servers: EKU serverAuth"},
    {"somebody", "certificate_refused", "of our authority, but no terminal"},
    {"foreign", "certificate_refused", "signed by an authority of that name, not ours"},
};

static void
test_tls__lets_only_terminals_in(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(peers); i++) {
        struct office_client *client = office_client_create(process);
        struct office_reply *reply = office_ask(
            client, &(struct office_call){.method = "GET",
                                          .path = "/v1/catalogue",
                                          .certificate = peers[i].certificate});
        g_test_message("%s", peers[i].about);
        if (peers[i].code) {
            // Refused in the handshake is as good as refused by the answer.
            g_assert_true(reply->failed != 0 || reply->status == 403);
            if (reply->failed == 0)
                g_assert_cmpstr(json_text(reply->json, "code", ""), ==, peers[i].code);
        } else {
            g_assert_cmpint(reply->failed, ==, 0);
            g_assert_cmpint(reply->status, ==, 200);
        }
        office_reply_free(reply);
        office_client_destroy(client);
    }
}

static void
test_tls__checks_each_path_alike(void)
{
    static const char *const paths[] = {"/v1/catalogue", "/v1/nothing", "/"};
    struct office_client *client = office_client_create(process);

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct office_reply *reply = office_ask(
            client,
            &(struct office_call){.method = "GET", .path = paths[i], .certificate = ""});
        g_assert_cmpint(reply->status, ==, 403); // who is nobody learns nothing of paths
        office_reply_free(reply);
    }
    office_client_destroy(client);
}

static void
test_tls__old_protocols_are_refused(void)
{
    g_autofree char *url =
        g_strdup_printf("https://127.0.0.1:%d/v1/catalogue", process->port);
    const char *argv[] = {
        "curl", "-sk", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", url, NULL};
    int status = 0;

    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH,
                               NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_false(g_spawn_check_wait_status(status, NULL));
}

/* A second authority of the same name, whose certificate is put where the first's would be. */
static void
make_foreign(void)
{
    struct office_process *other = office_process_create("tls-foreign");
    static const char *const suffixes[] = {"crt", "key"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *from =
            g_strdup_printf("%s/ca/terminal-0001.%s", other->folder, suffixes[i]);
        g_autofree char *to =
            g_strdup_printf("%s/ca/foreign.%s", process->folder, suffixes[i]);
        g_autofree char *text = NULL;
        g_assert_true(g_file_get_contents(from, &text, NULL, NULL));
        g_assert_true(g_file_set_contents(to, text, -1, NULL));
    }
    office_process_destroy(other);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    process = office_process_create("tls");
    office_process_certificate(process, "expired", "terminal-0001", "clientAuth", -1);
    office_process_certificate(process, "server", "terminal-0001", "serverAuth", 10);
    office_process_certificate(process, "somebody", "somebody", "clientAuth", 10);
    make_foreign();
    office_process_start(process);
    g_test_add_func("/office/tls/lets-only-terminals-in",
                    test_tls__lets_only_terminals_in);
    g_test_add_func("/office/tls/checks-each-path-alike",
                    test_tls__checks_each_path_alike);
    g_test_add_func("/office/tls/old-protocols-are-refused",
                    test_tls__old_protocols_are_refused);
    const int result = g_test_run();
    office_process_destroy(process);
    return result;
}
