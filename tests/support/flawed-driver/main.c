// SPDX-License-Identifier: Apache-2.0
/* A card driver written by hand, without the sdk: right in everything but the one fault that
 * `--fault WORD` gives it. driver-check must find each. `--fault none`: none. */
#include <glib.h>
#include <kiosk/card.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"
#include "base/link.h"

static const char *fault = "none";
static struct link *link_up; // NULL: by hand

struct reading {
    int id;
    gint64 end_ms; // 0: no deadline
};
static GQueue readings; // struct reading *; the first one runs

static bool
has(const char *word)
{
    return strcmp(fault, word) == 0;
}

static gint64
now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

/* ---- out --------------------------------------------------------------------------- */

static void
say(json_t *body)
{
    if (link_up != NULL) {
        link_send(link_up, body, NULL, 0, NULL);
    } else {
        char *text = json_dumps(body, JSON_COMPACT);
        puts(text);
        free(text);
    }
    json_decref(body);
}

static void
complete(int id, const char *name, const char *word, json_t *payload, const char *why)
{
    json_t *body = json_pack("{s:s, s:i, s:s, s:s, s:o, s:s}", "type", "completion", "id",
                             id, "name", name, "completion", word, "payload",
                             payload == NULL ? json_object() : payload, "explanation",
                             why);
    if (has("two-completions") && strcmp(name, "Card.Read") == 0)
        say(json_incref(body));
    say(body);
}

static void
say_hello(void)
{
    if (has("silent"))
        return;
    json_t *status =
        json_pack("{s:s, s:s, s:s}", "device", "online", "cause", "none", "action", "");
    if (has("hello-late"))
        say(json_pack("{s:s, s:s, s:O}", "type", "unsolicited", "name",
                      "Common.StatusChanged", "payload", status));
    json_decref(status);
    json_t *hello = protocol_describe(&card_class, "bad", "Bad on purpose.", false);
    if (has("other-class"))
        json_object_set_new(hello, "class", json_string("scanner"));
    if (has("other-protocol"))
        json_object_set_new(hello, "protocol", json_integer(2));
    say(json_pack("{s:s, s:o}", "type", "hello", "payload", hello));
}

/* ---- commands ---------------------------------------------------------------------- */

static void
answer_status(int id, json_t *payload)
{
    g_autoptr(GError) error = NULL;
    const struct protocol_command *row =
        protocol_command_find(&card_class, "Common.Status");
    if (has("blocks") && readings.length > 0)
        return;
    if (!schema_accepts(row->payload, payload, &error) && !has("takes-anything")) {
        complete(id, row->name, "invalidData", NULL,
                 has("names-nothing") ? "no" : error->message);
        return;
    }
    complete(id, row->name, "success",
             json_pack("{s:s, s:s, s:s}", "device", has("odd-status") ? "fine" : "online",
                       "cause", "none", "action", ""),
             "");
}

static void
answer_capabilities(int id)
{
    json_t *payload = json_pack("{s:s, s:s, s:i, s:[s]}", "class", "card", "driver",
                                "bad", "protocol", PROTOCOL_VERSION, "commands",
                                "Card.Read");
    if (has("odd-capabilities"))
        json_object_del(payload, "commands");
    complete(id, "Common.Capabilities", "success", payload, "");
}

static void
answer_cancel(int id, int which)
{
    for (GList *i = readings.head; i != NULL; i = i->next) {
        struct reading *reading = i->data;
        if (reading->id != which)
            continue;
        complete(id, "Common.Cancel", "success", NULL, "");
        if (!has("deaf")) {
            complete(which, "Card.Read", "canceled", NULL, "");
            g_queue_delete_link(&readings, i);
            g_free(reading);
        }
        return;
    }
    complete(id, "Common.Cancel", "invalidRequestID", NULL, "");
    if (has("cancels-anything"))
        complete(which, "Card.Read", "canceled", NULL, "");
}

static void
begin_reading(int id, json_int_t timeout_ms)
{
    if (has("no-queue") && readings.length > 0)
        return;
    struct reading *reading = g_new0(struct reading, 1);
    reading->id = id;
    reading->end_ms = timeout_ms > 0 && !has("no-deadline") ? now_ms() + timeout_ms : 0;
    g_queue_push_tail(&readings, reading);
}

static void
take(json_t *body)
{
    const char *name = json_text(body, "name", "");
    int id = (int)json_integer_value(json_object_get(body, "id"));
    json_t *payload = json_object_get(body, "payload");
    if (strcmp(json_text(body, "type", ""), "command") != 0)
        return;
    if (strcmp(name, "Common.Status") == 0)
        answer_status(id, payload == NULL ? body : payload);
    else if (strcmp(name, "Common.Capabilities") == 0)
        answer_capabilities(id);
    else if (strcmp(name, "Common.Cancel") == 0)
        answer_cancel(id, (int)json_integer_value(json_object_get(payload, "id")));
    else if (strcmp(name, "Card.Read") == 0)
        begin_reading(id, json_integer_value(json_object_get(body, "timeout_ms")));
    else if (!has("no-refusal"))
        complete(id, name, "unsupportedCommand", NULL, "");
}

/* ---- loops ------------------------------------------------------------------------- */

static void
end_late_readings(void)
{
    for (GList *i = readings.head; i != NULL;) {
        GList *next = i->next;
        struct reading *reading = i->data;
        if (reading->end_ms != 0 && now_ms() >= reading->end_ms) {
            complete(reading->id, "Card.Read", "timeOut", NULL, "");
            g_queue_delete_link(&readings, i);
            g_free(reading);
        }
        i = next;
    }
}

/* False: the link has ended. */
static bool
receive(void)
{
    struct packet packet = {0};
    switch (link_receive(link_up, &packet, NULL)) {
    case LINK_PACKET:
        take(packet.body);
        packet_finish(&packet);
        return true;
    case LINK_JUNK:
        if (has("fragile"))
            abort();
        return true;
    case LINK_EMPTY:
        return true;
    case LINK_CLOSED:
    default:
        return false;
    }
}

static int
serve(void)
{
    link_up = link_create(PROTOCOL_DESCRIPTOR);
    say_hello();
    if (has("sends-junk"))
        say(json_pack("{s:s}", "type", "gossip"));
    struct pollfd polled = {.fd = PROTOCOL_DESCRIPTOR, .events = POLLIN};
    do {
        end_late_readings();
        poll(&polled, 1, 20);
    } while (receive());
    if (has("lingers") || (has("lingers-when-busy") && readings.length > 0))
        sleep(5);
    if (has("crashes-at-the-end"))
        abort();
    g_queue_clear_full(&readings, g_free);
    link_destroy(link_up);
    return EXIT_SUCCESS;
}

static int
serve_by_hand(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (has("by-hand-chatty"))
        puts("welcome to the bad driver");
    if (!has("by-hand-no-hello"))
        say_hello();
    while ((length = getline(&line, &size, stdin)) > 0) {
        json_t *body = json_parse(line, (size_t)length, NULL);
        if (json_is_object(body) && !has("by-hand-mute"))
            take(body);
        json_decref(body);
    }
    free(line);
    if (has("by-hand-lingers"))
        sleep(20);
    return has("by-hand-fails") ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int
describe(void)
{
    json_t *description = protocol_describe(&card_class, "bad", "Bad on purpose.",
                                            !has("describes-no-schemas"));
    char *text = json_dumps(description, 0);
    puts(has("describes-nothing") ? "a fine driver" : text);
    free(text);
    json_decref(description);
    return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
    bool by_hand = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--fault") == 0 && i + 1 < argc)
            fault = argv[++i];
        else if (strcmp(argv[i], "--describe") == 0)
            return describe();
        else if (strcmp(argv[i], "--version") == 0)
            return has("no-version") ? EXIT_SUCCESS : puts("card-bad 0") < 0;
        else if (strcmp(argv[i], "--stdio") == 0)
            by_hand = true;
        else
            return has("takes-any-option") ? EXIT_SUCCESS : 2;
    }
    return by_hand ? serve_by_hand() : serve();
}
