// SPDX-License-Identifier: Apache-2.0
#include "base/blob.h"
#include "base/json.h"
#include "base/link.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define GREETING "{\"type\":\"unsolicited\",\"name\":\"x\"}"

/* A link and the bare socket at its other end, to be misused. */
struct pair {
    struct link *link;
    int bare;
};

static struct pair
pair_create(void)
{
    int ends[2];
    GError *error = NULL;

    g_assert_true(link_pair(ends, &error));
    g_assert_no_error(error);
    return (struct pair){.link = link_create(ends[0]), .bare = ends[1]};
}

static void
pair_finish(struct pair *pair)
{
    link_destroy(pair->link);
    if (pair->bare >= 0)
        close(pair->bare);
}

static int
open_descriptors(void)
{
    GDir *folder = g_dir_open("/proc/self/fd", 0, NULL);
    int count = 0;

    while (g_dir_read_name(folder))
        count++;
    g_dir_close(folder);
    return count;
}

/* Sends any bytes with any descriptors, as a stranger might. */
static void
send_bare(int fd, const void *bytes, size_t size, const int *fds, size_t count)
{
    char control[CMSG_SPACE(sizeof(int) * 64)] = {0};
    struct iovec part = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

    if (count > 0) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * count);
        memcpy(CMSG_DATA(header), fds, sizeof(int) * count);
    }
    g_assert_cmpint(sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL), ==,
                    (ssize_t)size);
}

static void
expect_junk(struct link *link, const char *sentence)
{
    struct packet packet = {0};
    GError *error = NULL;

    g_assert_cmpint(link_receive(link, &packet, &error), ==, LINK_JUNK);
    g_assert_true(error->domain == LINK_ERROR || error->domain == JSON_ERROR ||
                  error->domain == SCHEMA_ERROR || error->domain == BLOB_ERROR);
    if (sentence)
        g_assert_cmpstr(error->message, ==, sentence);
    g_assert_null(packet.body);
    g_clear_error(&error);
}

static void
expect_packet(struct link *link)
{
    struct packet packet = {0};
    GError *error = NULL;

    g_assert_cmpint(link_receive(link, &packet, &error), ==, LINK_PACKET);
    g_assert_no_error(error);
    packet_finish(&packet);
}

static json_t *
command(int id)
{
    return json_pack("{s:s, s:i, s:s}", "type", "command", "id", id, "name", "Test.Do");
}

/* ---- packets ---------------------------------------------------------------------------- */

static void
test_link__carries_packets_in_order(void)
{
    struct pair pair = pair_create();
    struct link *other = link_create(pair.bare);
    struct packet packet = {0};
    GError *error = NULL;

    g_assert_cmpint(fcntl(link_descriptor(other), F_GETFD), ==, FD_CLOEXEC);
    g_assert_cmpint(link_receive(other, &packet, &error), ==, LINK_EMPTY);
    for (int id = 1; id <= 3; id++) {
        json_t *body = command(id);
        g_assert_true(link_send(pair.link, body, NULL, 0, &error));
        g_assert_false(link_pending(pair.link));
        json_decref(body);
    }
    for (int id = 1; id <= 3; id++) {
        g_assert_cmpint(link_receive(other, &packet, &error), ==, LINK_PACKET);
        g_assert_cmpint(json_integer_value(json_object_get(packet.body, "id")), ==, id);
        g_assert_cmpuint(packet.blob_count, ==, 0);
        packet_finish(&packet);
        packet_finish(&packet);
    }
    packet_finish(NULL);
    g_assert_cmpint(link_receive(other, &packet, &error), ==, LINK_EMPTY);
    link_destroy(other);
    pair.bare = -1;
    g_assert_cmpint(link_receive(pair.link, &packet, &error), ==, LINK_CLOSED);
    pair_finish(&pair);
    link_destroy(NULL);
}

static void
test_link__carries_blobs(void)
{
    int before = open_descriptors();
    struct pair pair = pair_create();
    struct link *other = link_create(pair.bare);
    struct packet packet = {0};
    struct blob_view view = {0};
    int blobs[PROTOCOL_BLOBS_MAX];
    GError *error = NULL;
    json_t *body = command(1);

    json_object_set_new(body, "blobs",
                        json_integer(99)); // the link writes the true number
    for (int i = 0; i < PROTOCOL_BLOBS_MAX; i++) {
        char byte = (char)('a' + i);
        blobs[i] = blob_create(&byte, 1, NULL);
    }
    g_assert_true(link_send(pair.link, body, blobs, PROTOCOL_BLOBS_MAX, &error));
    g_assert_no_error(error);
    g_assert_cmpint(json_integer_value(json_object_get(body, "blobs")), ==, 99);
    json_decref(body);
    g_assert_cmpint(link_receive(other, &packet, &error), ==, LINK_PACKET);
    g_assert_no_error(error);
    g_assert_cmpuint(packet.blob_count, ==, PROTOCOL_BLOBS_MAX);
    g_assert_cmpint(json_integer_value(json_object_get(packet.body, "blobs")), ==, 16);

    int fd = packet_take_blob(&packet, 2);
    g_assert_cmpint(fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
    g_assert_true(blob_view_init(&view, fd, 10, NULL));
    g_assert_cmpuint(view.size, ==, 1);
    g_assert_cmpint(*(const char *)view.bytes, ==, 'c');
    blob_view_finish(&view);
    g_assert_cmpint(packet_take_blob(&packet, 2), ==, -1); // it is gone already
    g_assert_cmpint(packet_take_blob(&packet, 16), ==, -1);
    packet_finish(&packet);
    close(fd);
    link_destroy(other);
    pair.bare = -1;
    pair_finish(&pair);
    g_assert_cmpint(open_descriptors(), ==, before);
}

static void
test_link__a_number_of_blobs_without_blobs_is_left_out(void)
{
    struct pair pair = pair_create();
    char text[200] = "";
    json_t *body = command(1);

    json_object_set_new(body, "blobs", json_integer(3));
    g_assert_true(link_send(pair.link, body, NULL, 0, NULL));
    json_decref(body);
    g_assert_cmpint(recv(pair.bare, text, sizeof text - 1, 0), >, 0);
    g_assert_null(strstr(text, "blobs"));
    pair_finish(&pair);
}

/* ---- full sockets ----------------------------------------------------------------------- */

static json_t *
large_command(int id)
{
    json_t *body = command(id);
    char *text = g_strnfill(50000, 'x');

    json_object_set_new(body, "payload", json_pack("{s:s}", "text", text));
    g_free(text);
    return body;
}

static void
test_link__queues_when_the_socket_is_full(void)
{
    int before = open_descriptors();
    struct pair pair = pair_create();
    struct link *other = link_create(pair.bare);
    struct packet packet = {0};
    GError *error = NULL;
    int sent = 0, received = 0;

    while (sent < 40) {
        json_t *body = large_command(++sent);
        int blob = blob_create("b", 1, NULL);
        g_assert_true(link_send(pair.link, body, &blob, 1, &error));
        json_decref(body);
    }
    g_assert_true(link_pending(pair.link));
    g_assert_true(link_flush(pair.link, &error)); // still full: nothing happens
    g_assert_true(link_pending(pair.link));
    while (received < 40) {
        while (link_receive(other, &packet, &error) == LINK_PACKET) {
            received++;
            g_assert_cmpint(json_integer_value(json_object_get(packet.body, "id")), ==,
                            received);
            g_assert_cmpuint(packet.blob_count, ==, 1);
            packet_finish(&packet);
        }
        g_assert_no_error(error);
        g_assert_true(link_flush(pair.link, &error));
    }
    g_assert_false(link_pending(pair.link));
    link_destroy(other);
    pair.bare = -1;
    pair_finish(&pair);
    g_assert_cmpint(open_descriptors(), ==, before);
}

static void
test_link__the_queue_has_an_end(void)
{
    int before = open_descriptors();
    struct pair pair = pair_create();
    GError *error = NULL;
    int sent = 0;
    bool accepted = true;

    while (accepted && sent < 1000) {
        json_t *body = large_command(++sent);
        int blob = blob_create("b", 1, NULL);
        accepted = link_send(pair.link, body, &blob, 1, &error);
        json_decref(body);
    }
    g_assert_cmpint(sent, >, LINK_QUEUE_MAX);
    g_assert_cmpint(sent, <, LINK_QUEUE_MAX + 20);
    g_assert_cmpstr(error->message, ==, "the other end reads nothing: the queue is full");
    g_clear_error(&error);
    pair_finish(&pair);
    g_assert_cmpint(open_descriptors(), ==, before);
}

static void
test_link__tells_that_the_other_end_is_gone(void)
{
    int before = open_descriptors();
    struct pair pair = pair_create();
    json_t *body = large_command(1);
    GError *error = NULL;

    for (int i = 0; i < 20; i++)
        g_assert_true(link_send(pair.link, body, NULL, 0, &error));
    g_assert_true(link_pending(pair.link));
    close(pair.bare);
    pair.bare = -1;
    g_assert_false(link_flush(pair.link, &error));
    g_assert_cmpstr(error->message, ==, "the other end is gone");
    g_clear_error(&error);
    while (link_pending(pair.link))
        g_assert_false(link_flush(pair.link, NULL));
    int blob = blob_create("b", 1, NULL);
    g_assert_false(link_send(pair.link, body, &blob, 1, &error));
    g_assert_cmpstr(error->message, ==, "the other end is gone");
    g_clear_error(&error);
    json_decref(body);
    pair_finish(&pair);
    g_assert_cmpint(open_descriptors(), ==, before);
}

static void
test_link__reads_what_was_sent_before_the_other_end_went(void)
{
    struct pair pair = pair_create();
    json_t *body = command(1);
    struct packet packet = {0};

    // A driver that answers and dies without having read the next command.
    send_bare(pair.bare, GREETING, strlen(GREETING), NULL, 0);
    send_bare(pair.bare, GREETING, strlen(GREETING), NULL, 0);
    g_assert_true(link_send(pair.link, body, NULL, 0, NULL));
    json_decref(body);
    close(pair.bare);
    pair.bare = -1;
    expect_packet(pair.link);
    expect_packet(pair.link);
    g_assert_cmpint(link_receive(pair.link, &packet, NULL), ==, LINK_CLOSED);
    g_assert_cmpint(link_receive(pair.link, &packet, NULL), ==, LINK_CLOSED);
    pair_finish(&pair);
}

/* ---- what cannot be sent ---------------------------------------------------------------- */

static void
refuse_to_send(json_t *body, const int *blobs, size_t count)
{
    struct pair pair = pair_create();
    GError *error = NULL;

    g_assert_false(link_send(pair.link, body, blobs, count, &error));
    g_assert_cmpstr(error->message, ==, "the packet is too large");
    g_clear_error(&error);
    json_decref(body);
    pair_finish(&pair);
}

static void
test_link__refuses_to_send_what_nobody_would_accept(void)
{
    int before = open_descriptors(), blobs[PROTOCOL_BLOBS_MAX + 1];
    char *text = g_strnfill(PROTOCOL_PACKET_MAX, 'x');
    json_t *body = command(1);

    json_object_set_new(body, "payload", json_pack("{s:s}", "text", text));
    blobs[0] = blob_create("b", 1, NULL);
    refuse_to_send(body, blobs, 1);
    for (int i = 0; i <= PROTOCOL_BLOBS_MAX; i++)
        blobs[i] = blob_create("b", 1, NULL);
    refuse_to_send(command(1), blobs, PROTOCOL_BLOBS_MAX + 1);
    body = command(1);
    json_object_set_new(body, "bad", json_string_nocheck("\xff"));
    refuse_to_send(body, NULL, 0);
    g_free(text);
    g_assert_cmpint(open_descriptors(), ==, before);
}

static void
test_link__tells_why_it_cannot_send(void)
{
    int file = open("/dev/null", O_RDWR | O_CLOEXEC);
    struct link *link = link_create(file);
    struct packet packet;
    json_t *body = command(1);
    GError *error = NULL;

    g_assert_false(link_send(link, body, NULL, 0, &error));
    g_assert_error(error, LINK_ERROR, ENOTSOCK);
    g_clear_error(&error);
    g_assert_cmpint(link_receive(link, &packet, NULL), ==, LINK_CLOSED);
    json_decref(body);
    link_destroy(link);
}

static void
test_link__a_pair_needs_descriptors(void)
{
    struct rlimit saved, none;
    GError *error = NULL;
    int ends[2] = {-7, -7};

    getrlimit(RLIMIT_NOFILE, &saved);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = saved.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    bool made = link_pair(ends, &error);
    setrlimit(RLIMIT_NOFILE, &saved);
    g_assert_false(made);
    g_assert_error(error, LINK_ERROR, EMFILE);
    g_assert_cmpint(ends[0], ==, -7);
    g_clear_error(&error);
}

/* ---- junk ------------------------------------------------------------------------------- */

static const struct {
    const char *text, *wanted, *about;
} junk[] = {
    {"", "line 1, column 1: ends too early", "an empty packet is not the end"},
    {"hello", "line 1, column 5: not JSON", "no JSON"},
    {"[]", "value must be an object, is a list", "no object"},
    {"{}", "value lacks the member \"type\"", "no type"},
    {GREETING GREETING, "line 1, column 34: something stands behind the value",
     "two in one packet"},
    {GREETING "\n", NULL, "white space behind is no harm"},
    {"{\"type\":\"command\",\"id\":1}", "value a command needs id and name", "no name"},
    {"{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":1}",
     "/blobs is not the number of descriptors that came", "a blob that did not come"},
    {"{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":[]}",
     "/blobs must be a number beside a packet", "paths are for --stdio"},
};

static void
test_link__junk_is_thrown_away_and_the_link_goes_on(void)
{
    struct pair pair = pair_create();

    for (size_t i = 0; i < G_N_ELEMENTS(junk); i++) {
        g_test_message("%s", junk[i].about);
        send_bare(pair.bare, junk[i].text, strlen(junk[i].text), NULL, 0);
        send_bare(pair.bare, GREETING, strlen(GREETING), NULL, 0);
        if (junk[i].wanted)
            expect_junk(pair.link, junk[i].wanted);
        else
            expect_packet(pair.link);
        expect_packet(pair.link);
    }
    pair_finish(&pair);
}

static void
test_link__refuses_a_packet_that_is_too_large(void)
{
    struct pair pair = pair_create();
    char *text = g_strnfill(PROTOCOL_PACKET_MAX + 1, ' ');
    int blob = blob_create("b", 1, NULL), before = open_descriptors();

    memcpy(text, GREETING, strlen(GREETING));
    send_bare(pair.bare, text, PROTOCOL_PACKET_MAX, NULL, 0);
    expect_packet(pair.link);
    send_bare(pair.bare, text, PROTOCOL_PACKET_MAX + 1, &blob, 1);
    expect_junk(pair.link, "the packet is too large");
    g_assert_cmpint(open_descriptors(), ==, before);
    close(blob);
    g_free(text);
    pair_finish(&pair);
}

#define WITH_BLOB "{\"type\":\"unsolicited\",\"name\":\"x\",\"blobs\":1}"

static void
test_link__closes_every_descriptor_of_junk(void)
{
    struct pair pair = pair_create();
    int fds[40], unsealed = blob_open(10, NULL), good = blob_create("b", 1, NULL);
    int large = blob_open(PROTOCOL_BLOB_SIZE_MAX + 1, NULL);

    g_assert_true(blob_seal(large, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
        fds[i] = good;
    int before = open_descriptors();
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), &unsealed, 1);
    expect_junk(pair.link, "the descriptor is no sealed memory file");
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), &pair.bare, 1);
    expect_junk(pair.link, "the descriptor is no sealed memory file");
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), &large, 1);
    expect_junk(pair.link, "the blob is larger than 67108864 bytes");
    send_bare(pair.bare, GREETING, strlen(GREETING), &good, 1);
    expect_junk(pair.link, "/blobs is not the number of descriptors that came");
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), fds, 2);
    expect_junk(pair.link, "/blobs is not the number of descriptors that came");
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), fds, 40);
    expect_junk(pair.link, "more descriptors came than a packet may carry");
    send_bare(pair.bare, "junk", 4, fds, 3);
    expect_junk(pair.link, "line 1, column 4: not JSON");
    send_bare(pair.bare, "", 0, fds, 3);
    expect_junk(pair.link, "line 1, column 1: ends too early");
    g_assert_cmpint(open_descriptors(), ==, before);
    send_bare(pair.bare, WITH_BLOB, strlen(WITH_BLOB), &good, 1);
    expect_packet(pair.link);
    g_assert_cmpint(open_descriptors(), ==, before);
    close(unsealed);
    close(good);
    close(large);
    pair_finish(&pair);
}

static void
test_link__an_empty_packet_before_the_end_is_no_end(void)
{
    struct pair pair = pair_create();
    struct packet packet = {0};

    send_bare(pair.bare, "", 0, NULL, 0);
    send_bare(pair.bare, GREETING, strlen(GREETING), NULL, 0);
    close(pair.bare);
    pair.bare = -1;
    expect_junk(pair.link, NULL);
    expect_packet(pair.link);
    g_assert_cmpint(link_receive(pair.link, &packet, NULL), ==, LINK_CLOSED);
    pair_finish(&pair);
}

/* Other ancillary data than descriptors is not ours to read. */
static void
test_link__passes_over_credentials(void)
{
    struct pair pair = pair_create();
    int on = 1;

    g_assert_cmpint(
        setsockopt(link_descriptor(pair.link), SOL_SOCKET, SO_PASSCRED, &on, sizeof on),
        ==, 0);
    send_bare(pair.bare, GREETING, strlen(GREETING), NULL, 0);
    expect_packet(pair.link);
    pair_finish(&pair);
}

/* Random packets: torn, changed, with random descriptors. Nothing leaks, nothing crashes, the
 * link goes on. */
static void
test_link__survives_noise(void)
{
    struct pair pair = pair_create();
    GRand *random = g_rand_new_with_seed(20261121);
    int fds[] = {blob_create("b", 1, NULL), blob_open(1, NULL), pair.bare, 2};
    int before = open_descriptors(), good = 0, bad = 0;

    for (int i = 0; i < 20000; i++) {
        char text[] = WITH_BLOB;
        size_t length = sizeof text - 1, count = (size_t)g_rand_int_range(random, 0, 4);
        int picked[3];
        for (size_t f = 0; f < G_N_ELEMENTS(picked); f++)
            picked[f] =
                fds[g_rand_int_range(random, 0, 8) % 5 % 4]; // mostly the good one
        for (int c = g_rand_int_range(random, 0, 3); c > 0; c--)
            text[g_rand_int_range(random, 0, (int)length)] =
                (char)g_rand_int_range(random, 0, 256);
        if (g_rand_int_range(random, 0, 8) == 0)
            length = (size_t)g_rand_int_range(random, 0, (int)length);
        send_bare(pair.bare, text, length, picked, count);
        struct packet packet = {0};
        enum link_result result = link_receive(pair.link, &packet, NULL);
        g_assert_true(result == LINK_PACKET || result == LINK_JUNK);
        good += result == LINK_PACKET;
        bad += result == LINK_JUNK;
        packet_finish(&packet);
    }
    g_assert_cmpint(open_descriptors(), ==, before);
    g_assert_cmpint(good, >, 500);
    g_assert_cmpint(bad, >, 5000);
    close(fds[0]);
    close(fds[1]);
    g_rand_free(random);
    pair_finish(&pair);
}

/* Who writes a driver without the sdk finds a descriptor that can simply be read; the link at
 * the other end, and one made of it, wait for nobody. */
static void
test_link__ends_block_but_links_never_wait(void)
{
    int ends[2];
    g_assert_true(link_pair(ends, NULL));
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(fcntl(ends[i], F_GETFL) & O_NONBLOCK, ==, 0);
    struct link *link = link_create(ends[0]);
    struct packet packet = {0};
    g_assert_cmpint(link_receive(link, &packet, NULL), ==, LINK_EMPTY);
    link_destroy(link);
    close(ends[1]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/link/carries_packets_in_order",
                    test_link__carries_packets_in_order);
    g_test_add_func("/link/carries_blobs", test_link__carries_blobs);
    g_test_add_func("/link/a_number_of_blobs_without_blobs_is_left_out",
                    test_link__a_number_of_blobs_without_blobs_is_left_out);
    g_test_add_func("/link/queues_when_the_socket_is_full",
                    test_link__queues_when_the_socket_is_full);
    g_test_add_func("/link/the_queue_has_an_end", test_link__the_queue_has_an_end);
    g_test_add_func("/link/tells_that_the_other_end_is_gone",
                    test_link__tells_that_the_other_end_is_gone);
    g_test_add_func("/link/reads_what_was_sent_before_the_other_end_went",
                    test_link__reads_what_was_sent_before_the_other_end_went);
    g_test_add_func("/link/refuses_to_send_what_nobody_would_accept",
                    test_link__refuses_to_send_what_nobody_would_accept);
    g_test_add_func("/link/tells_why_it_cannot_send",
                    test_link__tells_why_it_cannot_send);
    g_test_add_func("/link/a_pair_needs_descriptors",
                    test_link__a_pair_needs_descriptors);
    g_test_add_func("/link/junk_is_thrown_away_and_the_link_goes_on",
                    test_link__junk_is_thrown_away_and_the_link_goes_on);
    g_test_add_func("/link/refuses_a_packet_that_is_too_large",
                    test_link__refuses_a_packet_that_is_too_large);
    g_test_add_func("/link/closes_every_descriptor_of_junk",
                    test_link__closes_every_descriptor_of_junk);
    g_test_add_func("/link/an_empty_packet_before_the_end_is_no_end",
                    test_link__an_empty_packet_before_the_end_is_no_end);
    g_test_add_func("/link/passes_over_credentials", test_link__passes_over_credentials);
    g_test_add_func("/link/survives_noise", test_link__survives_noise);
    g_test_add_func("/link/blocks", test_link__ends_block_but_links_never_wait);
    return g_test_run();
}
