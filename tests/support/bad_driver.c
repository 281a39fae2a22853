// SPDX-License-Identifier: Apache-2.0
#include "bad_driver.h"

#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/json.h"
#include "base/link.h"

static struct link *link_up;
static const char *way;
static json_int_t reading; // id of the Card.Read that runs, 0: none

static void
send_body(json_t *body)
{
    link_send(link_up, body, NULL, 0, NULL);
    json_decref(body);
}

static void
complete(json_int_t id, const char *name, const char *completion, json_t *payload)
{
    send_body(json_pack("{s:s, s:I, s:s, s:s, s:o}", "type", "completion", "id", id,
                        "name", name, "completion", completion, "payload", payload));
}

static json_t *
card(const char *name)
{
    return json_pack("{s:s, s:s, s:s}", "card_type", "citizen", "name", name, "id_number",
                     "999999194303120023");
}

/* Names of all variables, then the numbers of all open descriptors. */
static char *
surroundings(void)
{
    GString *text = g_string_new(NULL);
    char **names = g_listenv();
    g_string_append(text, g_getenv("DISPLAY") ? "display " : "no-display ");
    g_string_append(text, g_getenv("PATH") ? "path" : "no-path");
    g_strfreev(names);
    for (int fd = 0; fd < 256; fd++) {
        if (fcntl(fd, F_GETFD) >= 0)
            g_string_append_printf(text, " %d", fd);
    }
    return g_string_free(text, FALSE);
}

static void
crash_unless(const char *mark)
{
    if (mark && g_file_test(mark, G_FILE_TEST_EXISTS))
        return;
    if (mark)
        g_file_set_contents(mark, "", 0, NULL);
    raise(SIGKILL);
}

static void
read_card(json_int_t id)
{
    if (strcmp(way, "crash") == 0)
        crash_unless(NULL);
    if (g_str_has_prefix(way, "crash-once:"))
        crash_unless(way + strlen("crash-once:"));
    if (strcmp(way, "hang") == 0)
        for (;;)
            pause();
    reading = id;
    if (strcmp(way, "slow") == 0 || strcmp(way, "deaf") == 0)
        return;
    char *told = strcmp(way, "surroundings") == 0 ? surroundings() : g_strdup("某某");
    json_t *payload = card(told);
    g_free(told);
    if (strcmp(way, "bad-payload") == 0)
        json_object_del(payload, "id_number");
    complete(id, "Card.Read", "success", payload);
    if (strcmp(way, "double") == 0)
        complete(id, "Card.Read", "success", card("又一次"));
    reading = 0;
}

static void
take(const json_t *body)
{
    const char *name = json_text(body, "name", "");
    json_int_t id = json_integer_value(json_object_get(body, "id"));
    if (strcmp(name, "Common.Status") == 0) {
        complete(id, name, "success",
                 json_pack("{s:s, s:s, s:s}", "device", "online", "cause", "none",
                           "action", ""));
    } else if (strcmp(name, "Card.Read") == 0) {
        read_card(id);
    } else if (strcmp(name, "Common.Cancel") == 0 && strcmp(way, "deaf") != 0) {
        complete(id, name, "success", json_object());
        if (reading)
            complete(reading, "Card.Read", "canceled", json_object());
        reading = 0;
    }
}

static void
say_hello(void)
{
    const char *class = strcmp(way, "wrong-class") == 0 ? "printer" : "card";
    send_body(json_pack("{s:s, s:{s:i, s:s, s:s, s:s}}", "type", "hello", "payload",
                        "protocol", PROTOCOL_VERSION, "class", class, "driver", "bad",
                        "version", "1"));
    for (int i = 0; i < 3 && strcmp(way, "junk") == 0; i++)
        send(PROTOCOL_DESCRIPTOR, "{not json", 9, 0);
}

static void
serve(void)
{
    for (;;) {
        struct pollfd wait = {.fd = PROTOCOL_DESCRIPTOR, .events = POLLIN};
        struct packet packet = {0};
        int ready = poll(&wait, 1, reading && strcmp(way, "slow") == 0 ? 1000 : -1);
        if (ready == 0) {
            complete(reading, "Card.Read", "success", card("某某"));
            reading = 0;
            continue;
        }
        enum link_result result = link_receive(link_up, &packet, NULL);
        if (result == LINK_CLOSED)
            exit(0);
        if (result == LINK_PACKET)
            take(packet.body);
        packet_finish(&packet);
    }
}

bool
bad_driver_main(int argc, char **argv)
{
    if (argc != 3 || strcmp(argv[1], "--address") != 0)
        return false;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    way = argv[2];
    if (strcmp(way, "early") == 0)
        exit(7);
    link_up = link_create(PROTOCOL_DESCRIPTOR);
    if (strcmp(way, "silent") != 0)
        say_hello();
    serve();
    return true;
}
