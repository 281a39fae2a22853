// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <kiosk/transport.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char *path;

static struct transport *
open_replay(const char *text)
{
    g_file_set_contents(path, text, -1, NULL);
    g_autofree char *address = g_strconcat("replay:", path, NULL);
    g_autoptr(GError) error = NULL;
    struct transport *transport = transport_open(address, NULL, &error);
    g_assert_no_error(error);
    return transport;
}

static void
expect_read(struct transport *transport, const char *text)
{
    char bytes[64] = "";
    g_autoptr(GError) error = NULL;
    size_t size = transport_read(transport, NULL, bytes, sizeof bytes - 1, 20, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(size, ==, strlen(text));
    g_assert_cmpstr(bytes, ==, text);
}

static void
expect_failure(struct transport *transport, int code)
{
    char bytes[64];
    g_autoptr(GError) error = NULL;
    g_assert_cmpuint(transport_read(transport, NULL, bytes, sizeof bytes, 20, &error), ==,
                     0);
    g_assert_error(error, TRANSPORT_ERROR, code);
}

static bool
write_text(struct transport *transport, const char *text, GError **error)
{
    return transport_write(transport, NULL, text, strlen(text), 20, error);
}

static void
test_transport__replays_answers_to_what_is_written(void)
{
    // "ab" is answered by "xy" and "z", then "c" by "1".
    struct transport *transport =
        open_replay("# made by hand\n> 0 6162\n< 3 7879\n< 4 7a\n\n> 9 63\n< 10 31\n");
    expect_failure(transport, TRANSPORT_ERROR_TIME_OUT);
    g_assert_true(write_text(transport, "a", NULL));
    expect_failure(transport, TRANSPORT_ERROR_TIME_OUT);
    g_assert_true(write_text(transport, "b", NULL));
    expect_read(transport, "xy");
    expect_read(transport, "z");
    expect_failure(transport, TRANSPORT_ERROR_TIME_OUT);
    g_assert_true(write_text(transport, "c", NULL));
    expect_read(transport, "1");
    expect_failure(transport, TRANSPORT_ERROR_GONE);
    transport_close(transport);
}

static void
test_transport__replay_refuses_other_bytes(void)
{
    struct transport *transport = open_replay("> 0 6162\n< 3 78\n");
    g_autoptr(GError) error = NULL;
    g_assert_false(write_text(transport, "ax", &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_FAILED);
    transport_close(transport);
}

static void
test_transport__replay_names_the_wrong_line(void)
{
    static const char *const bad[] = {"> 0 616", "? 0 61", "> 61", "> 0 zz"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *text = g_strconcat("> 0 61\n", bad[i], "\n", NULL);
        g_file_set_contents(path, text, -1, NULL);
        g_autofree char *address = g_strconcat("replay:", path, NULL);
        g_autoptr(GError) error = NULL;
        g_assert_null(transport_open(address, NULL, &error));
        g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS);
        g_assert_nonnull(strstr(error->message, "line 2"));
    }
}

static void
test_transport__speaks_tcp_and_records_what_it_can_replay(void)
{
    g_unlink(path);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    g_assert_cmpint(bind(listener, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(listen(listener, 1), ==, 0);
    getsockname(listener, (struct sockaddr *)&address, &size);
    g_autofree char *uri = g_strdup_printf("tcp:127.0.0.1:%d", ntohs(address.sin_port));
    g_autoptr(GError) error = NULL;
    struct transport *transport = transport_open(uri, path, &error);
    g_assert_no_error(error);
    int peer = accept(listener, NULL, NULL);
    g_assert_true(write_text(transport, "hello", NULL));
    char bytes[8] = "";
    g_assert_cmpint(read(peer, bytes, sizeof bytes), ==, 5);
    g_assert_cmpstr(bytes, ==, "hello");
    expect_failure(transport, TRANSPORT_ERROR_TIME_OUT);
    g_assert_cmpint(write(peer, "world", 5), ==, 5);
    expect_read(transport, "world");
    close(peer);
    expect_failure(transport, TRANSPORT_ERROR_GONE);
    transport_close(transport);
    close(listener);
    g_assert_null(transport_open(uri, NULL, NULL));

    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
    g_assert_cmpuint(g_strv_length(lines), ==, 5);
    g_assert_cmpstr(lines[0] + strlen("# "), ==, uri);
    g_assert_true(g_str_has_prefix(lines[1], "> "));
    g_assert_true(g_str_has_suffix(lines[1], " 68656c6c6f"));
    g_assert_true(g_str_has_prefix(lines[2], "< "));
    g_assert_true(g_str_has_prefix(lines[3], "! "));
    g_assert_true(g_str_has_suffix(lines[3], " gone"));
    transport = open_replay(text);
    g_assert_true(write_text(transport, "hello", NULL));
    expect_read(transport, "world");
    transport_close(transport);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    path = g_strdup_printf("%s/kiosk-transport-%d", g_get_tmp_dir(), getpid());
#define ADD(name) g_test_add_func("/sdk/transport/" #name, test_transport__##name)
    ADD(replays_answers_to_what_is_written);
    ADD(replay_refuses_other_bytes);
    ADD(replay_names_the_wrong_line);
    ADD(speaks_tcp_and_records_what_it_can_replay);
#undef ADD
    int status = g_test_run();
    g_unlink(path);
    g_free(path);
    return status;
}
