// SPDX-License-Identifier: Apache-2.0
#include "cases.h"

#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/json.h"
#include "peer.h"

#define ANSWER_MS 1000  // what must be answered at any moment
#define REFRESH_MS 8000 // open 5 s and refresh 2 s, and a little
#define EXIT_MS 1000    // after the end of the link
#define SETTLE_MS 300   // in which a second completion would come

/* ---- tools ------------------------------------------------------------------------- */

/* Starts the driver and waits until it has said hello and opened its device, or not. */
static char *
begin(struct check *check, struct peer *peer)
{
    g_autoptr(GError) error = NULL;
    if (!peer_start(peer, check->arguments, &error))
        return g_strdup(error->message);
    int id = peer_command(peer, "Common.Status", json_pack("{s:b}", "refresh", 1), 0);
    if (id != 0 && peer_completion(peer, id, REFRESH_MS) != NULL)
        return NULL;
    g_free(peer_stop(peer, EXIT_MS));
    return g_strdup("it does not even answer Common.Status");
}

/* Ends the driver; `sentence` (may be NULL) is what the case has found. */
static char *
end(struct peer *peer, char *sentence)
{
    if (sentence == NULL && peer->junk != NULL)
        sentence = g_strdup_printf("it sent a packet that is none: %s", peer->junk);
    g_free(peer_stop(peer, 2 * EXIT_MS));
    return sentence;
}

/* NULL when `completion` is the expected word (or the other one). */
static char *
want(const json_t *completion, const char *word, const char *or_word)
{
    if (completion == NULL)
        return g_strdup("it did not complete the command in time");
    const char *is = json_text(completion, "completion", "");
    if (strcmp(is, word) == 0 || (or_word != NULL && strcmp(is, or_word) == 0))
        return NULL;
    return g_strdup_printf("%s completed with %s, not %s",
                           json_text(completion, "name", ""), is, word);
}

static char *
want_schema(const json_t *completion, const struct schema *schema)
{
    g_autoptr(GError) error = NULL;
    if (schema_accepts(schema, json_object_get(completion, "payload"), &error))
        return NULL;
    return g_strdup_printf("its answer is wrong: %s", error->message);
}

/* The cases can be run one by one: this one's work may not have been done. */
static void
need_description(struct check *check)
{
    if (check->description == NULL)
        g_free(case_describes_itself(check));
}

/* The name of a command of the class, one that needs no payload or one that does; NULL:
 * there is none. */
static const char *
find_command(struct check *check, bool needs_payload)
{
    need_description(check);
    size_t index;
    json_t *row;
    json_array_foreach (json_object_get(check->description, "commands"), index, row) {
        const char *name = json_text(row, "name", "");
        bool needs = json_array_size(json_at(row, "/payload/required")) > 0;
        if (!g_str_has_prefix(name, "Common.") && needs == needs_payload)
            return name;
    }
    return NULL;
}

/* ---- over the link ----------------------------------------------------------------- */

static char *
case_says_hello_first(struct check *check)
{
    struct peer peer;
    g_autoptr(GError) error = NULL;
    need_description(check);
    if (!peer_start(&peer, check->arguments, &error))
        return g_strdup(error->message);
    for (int waited_ms = 0;
         peer.packets->len == 0 && !peer.gone && waited_ms < PROTOCOL_HELLO_MS;
         waited_ms += 20)
        peer_listen(&peer, 20);
    if (peer.packets->len == 0)
        return end(&peer, g_strdup("it said nothing"));
    json_t *first = g_ptr_array_index(peer.packets, 0);
    json_t *payload = json_object_get(first, "payload");
    char *sentence = NULL;
    if (strcmp(json_text(first, "type", ""), "hello") != 0)
        sentence = g_strdup("its first packet is of another type");
    else if (!schema_accepts(&protocol_hello, payload, &error))
        sentence = g_strdup(error->message);
    else if (json_integer_value(json_object_get(payload, "protocol")) != PROTOCOL_VERSION)
        sentence = g_strdup("it speaks another version of the protocol");
    else if (check->description != NULL &&
             !json_equal(json_object_get(payload, "class"),
                         json_object_get(check->description, "class")))
        sentence = g_strdup("it is of another class than --describe says");
    return end(&peer, sentence);
}

static char *
case_tells_its_status(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int id = peer_command(&peer, "Common.Status", NULL, ANSWER_MS);
    const json_t *answer = peer_completion(&peer, id, ANSWER_MS);
    sentence = want(answer, "success", NULL);
    if (sentence == NULL)
        sentence = want_schema(answer, &protocol_status);
    return end(&peer, sentence);
}

static char *
case_tells_its_capabilities(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    const struct protocol_command *row =
        protocol_command_find(&common_class, "Common.Capabilities");
    int id = peer_command(&peer, row->name, NULL, ANSWER_MS);
    const json_t *answer = peer_completion(&peer, id, ANSWER_MS);
    sentence = want(answer, "success", NULL);
    if (sentence == NULL)
        sentence = want_schema(answer, row->completion);
    return end(&peer, sentence);
}

static char *
case_refuses_an_unknown_command(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int id = peer_command(&peer, "Nobody.Knows", NULL, ANSWER_MS);
    return end(&peer,
               want(peer_completion(&peer, id, ANSWER_MS), "unsupportedCommand", NULL));
}

/* `payload` lacks `member` or has it wrong. Takes `payload`. */
static char *
try_invalid(struct check *check, const char *name, json_t *payload, const char *member)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL) {
        json_decref(payload);
        return sentence;
    }
    int id = peer_command(&peer, name, payload, ANSWER_MS);
    const json_t *answer = peer_completion(&peer, id, ANSWER_MS);
    // Not every device can do all that its class knows.
    if (!g_str_has_prefix(name, "Common.") &&
        strcmp(json_text(answer, "completion", ""), "unsupportedCommand") == 0)
        return end(&peer, g_strdup_printf("SKIP it does without %s", name));
    sentence = want(answer, "invalidData", NULL);
    if (sentence == NULL && strstr(json_text(answer, "explanation", ""), member) == NULL)
        sentence = g_strdup_printf("its explanation does not name the member %s", member);
    return end(&peer, sentence);
}

static char *
case_names_what_is_wrong_with_a_payload(struct check *check)
{
    return try_invalid(check, "Common.Status", json_pack("{s:s}", "refresh", "perhaps"),
                       "refresh");
}

static char *
case_names_what_a_payload_lacks(struct check *check)
{
    const char *name = find_command(check, true);
    if (name == NULL)
        return g_strdup("SKIP no command needs a payload");
    size_t index;
    json_t *row;
    const char *member = "";
    json_array_foreach (json_object_get(check->description, "commands"), index, row) {
        if (strcmp(json_text(row, "name", ""), name) == 0)
            member = json_string_value(json_at(row, "/payload/required/0"));
    }
    return try_invalid(check, name, json_object(), member);
}

static char *
case_survives_junk(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    static const char *const junk[] = {
        "no json",
        "{}",
        "[]",
        "{\"type\":\"command\"}",
        "\xff\xfe{\"type\":\"command\"}",
        "{\"type\":\"command\",\"id\":0,\"name\":\"Common.Status\"}",
        "{\"type\":\"command\",\"id\":\"one\",\"name\":\"Common.Status\"}"};
    for (size_t i = 0; i < G_N_ELEMENTS(junk); i++)
        peer_send(&peer, junk[i], strlen(junk[i]), -1);
    g_autofree char *large = g_strnfill(PROTOCOL_PACKET_MAX + 1, ' ');
    peer_send(&peer, large, PROTOCOL_PACKET_MAX + 1, -1);
    // A blob that its sender could still change.
    int open_blob = memfd_create("open", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    static const char carrier[] =
        "{\"type\":\"command\",\"id\":99,\"name\":\"Common.Status\",\"blobs\":1}";
    peer_send(&peer, carrier, sizeof carrier - 1, open_blob);
    close(open_blob);
    peer.last_id = 100;
    int id = peer_command(&peer, "Common.Status", NULL, ANSWER_MS);
    sentence = want(peer_completion(&peer, id, ANSWER_MS), "success", NULL);
    if (sentence == NULL && peer_count(&peer, 99) > 0)
        sentence = g_strdup("it took a packet with a blob that is not sealed");
    return end(&peer, sentence);
}

/* ---- commands that run ------------------------------------------------------------- */

static char *
case_completes_once_within_its_deadline(struct check *check)
{
    const char *name = find_command(check, false);
    if (name == NULL)
        return g_strdup("SKIP every command needs a payload");
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int id = peer_command(&peer, name, NULL, 500);
    if (peer_completion(&peer, id, 500 + PROTOCOL_CANCEL_MS) == NULL)
        sentence = g_strdup_printf("%s did not complete", name);
    peer_listen(&peer, SETTLE_MS);
    if (sentence == NULL && peer_count(&peer, id) != 1)
        sentence = g_strdup_printf("%s completed %d times", name, peer_count(&peer, id));
    return end(&peer, sentence);
}

static char *
case_ends_a_canceled_command(struct check *check)
{
    const char *name = find_command(check, false);
    if (name == NULL)
        return g_strdup("SKIP every command needs a payload");
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int id = peer_command(&peer, name, NULL, 0);
    peer_listen(&peer, 100);
    int cancel = peer_command(&peer, "Common.Cancel", json_pack("{s:i}", "id", id), 0);
    if (peer_completion(&peer, id, PROTOCOL_CANCEL_MS) == NULL)
        sentence =
            g_strdup_printf("%s did not end within %d ms", name, PROTOCOL_CANCEL_MS);
    if (sentence == NULL)
        sentence = want(peer_completion(&peer, cancel, ANSWER_MS), "success",
                        "invalidRequestID"); // it may have been over already
    peer_listen(&peer, SETTLE_MS);
    if (sentence == NULL && peer_count(&peer, id) != 1)
        sentence = g_strdup_printf("%s completed %d times", name, peer_count(&peer, id));
    return end(&peer, sentence);
}

static char *
case_queues_a_second_command(struct check *check)
{
    const char *name = find_command(check, false);
    if (name == NULL)
        return g_strdup("SKIP every command needs a payload");
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int first = peer_command(&peer, name, NULL, 0);
    int second = peer_command(&peer, name, NULL, 0);
    int status = peer_command(&peer, "Common.Status", NULL, 0);
    sentence = want(peer_completion(&peer, status, ANSWER_MS), "success", NULL);
    for (int id = first; id <= second; id++)
        peer_command(&peer, "Common.Cancel", json_pack("{s:i}", "id", id), 0);
    for (int id = first; id <= second && sentence == NULL; id++) {
        if (peer_completion(&peer, id, PROTOCOL_CANCEL_MS) == NULL)
            sentence =
                g_strdup_printf("command %d of two did not complete", id - first + 1);
        peer_listen(&peer, SETTLE_MS);
        if (sentence == NULL && peer_count(&peer, id) != 1)
            sentence = g_strdup_printf("command %d of two completed %d times",
                                       id - first + 1, peer_count(&peer, id));
    }
    return end(&peer, sentence);
}

static char *
case_takes_a_cancel_for_nothing(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    int id = peer_command(&peer, "Common.Cancel", json_pack("{s:i}", "id", 4711), 0);
    sentence = want(peer_completion(&peer, id, ANSWER_MS), "invalidRequestID", "success");
    peer_listen(&peer, SETTLE_MS);
    if (sentence == NULL && peer_count(&peer, 4711) != 0)
        sentence = g_strdup("it completed a command that there never was");
    return end(&peer, sentence);
}

static char *
case_goes_with_its_link(struct check *check)
{
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    return peer_stop(&peer, EXIT_MS);
}

static char *
case_goes_with_its_link_in_the_middle(struct check *check)
{
    const char *name = find_command(check, false);
    if (name == NULL)
        return g_strdup("SKIP every command needs a payload");
    struct peer peer;
    char *sentence = begin(check, &peer);
    if (sentence != NULL)
        return sentence;
    peer_command(&peer, name, NULL, 0);
    peer_listen(&peer, 100);
    return peer_stop(&peer, EXIT_MS);
}

const struct check_case check_cases[] = {
    {"--describe prints commands with their schemas", case_describes_itself},
    {"--version prints a version", case_has_a_version},
    {"an unknown option is refused", case_refuses_an_unknown_option},
    {"--stdio answers a line and ends with its input", case_speaks_by_hand},
    {"the first packet is a hello", case_says_hello_first},
    {"Common.Status is answered", case_tells_its_status},
    {"Common.Capabilities is answered", case_tells_its_capabilities},
    {"an unknown command is unsupportedCommand", case_refuses_an_unknown_command},
    {"a wrong member is invalidData and named", case_names_what_is_wrong_with_a_payload},
    {"a missing member is invalidData and named", case_names_what_a_payload_lacks},
    {"packets that are none do no harm", case_survives_junk},
    {"a command completes once, within its deadline",
     case_completes_once_within_its_deadline},
    {"a canceled command ends within 2 s", case_ends_a_canceled_command},
    {"a second command waits, and Common.Status does not", case_queues_a_second_command},
    {"a cancel for nothing does nothing", case_takes_a_cancel_for_nothing},
    {"it ends within 1 s of its link", case_goes_with_its_link},
    {"it ends so while a command runs, too", case_goes_with_its_link_in_the_middle},
    {0}};
