// SPDX-License-Identifier: Apache-2.0
/* Cases of a driver that is run by hand. */
#include "cases.h"

#include <stdbool.h>
#include <string.h>
#include "base/json.h"
#include "peer.h"

#define BY_HAND_MS 10000

/* The driver's arguments with one more. g_strfreev */
static char **
with_option(const struct check *check, const char *option)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (size_t i = 0; check->arguments[i] != NULL; i++)
        g_strv_builder_add(builder, check->arguments[i]);
    g_strv_builder_add(builder, option);
    return g_strv_builder_end(builder);
}

char *
case_describes_itself(struct check *check)
{
    g_auto(GStrv) arguments = with_option(check, "--describe");
    g_autofree char *output = NULL;
    char *sentence = peer_run(arguments, "", BY_HAND_MS, &output);
    if (sentence != NULL)
        return sentence;
    g_autoptr(GError) error = NULL;
    json_t *description = json_parse(output, strlen(output), &error);
    if (description == NULL)
        return g_strdup_printf("what it prints is no JSON: %s", error->message);
    if (!schema_accepts(&protocol_hello, description, &error)) {
        json_decref(description);
        return g_strdup(error->message);
    }
    size_t index;
    json_t *row;
    json_array_foreach (json_object_get(description, "commands"), index, row) {
        if (sentence == NULL && (!json_is_object(json_object_get(row, "payload")) ||
                                 !json_is_object(json_object_get(row, "completion"))))
            sentence = g_strdup_printf("command %zu has no schemas", index + 1);
    }
    if (sentence == NULL &&
        json_array_size(json_object_get(description, "commands")) == 0)
        sentence = g_strdup("it names no commands");
    if (sentence == NULL)
        check->description = description;
    else
        json_decref(description);
    return sentence;
}

char *
case_has_a_version(struct check *check)
{
    g_auto(GStrv) arguments = with_option(check, "--version");
    g_autofree char *output = NULL;
    char *sentence = peer_run(arguments, "", BY_HAND_MS, &output);
    if (sentence == NULL && *g_strstrip(output) == '\0')
        sentence = g_strdup("it printed nothing");
    return sentence;
}

char *
case_refuses_an_unknown_option(struct check *check)
{
    g_auto(GStrv) arguments = with_option(check, "--no-such-option");
    g_autofree char *output = NULL;
    g_autofree char *sentence = peer_run(arguments, "", BY_HAND_MS, &output);
    if (sentence == NULL)
        return g_strdup("it took it");
    return strstr(sentence, "status") != NULL ? NULL : g_steal_pointer(&sentence);
}

char *
case_speaks_by_hand(struct check *check)
{
    g_auto(GStrv) arguments = with_option(check, "--stdio");
    g_autofree char *output = NULL;
    char *sentence =
        peer_run(arguments,
                 "this is no packet\n"
                 "{\"type\":\"command\",\"id\":7,\"name\":\"Common.Status\"}\n",
                 BY_HAND_MS, &output);
    bool hello = false, answered = false;
    g_auto(GStrv) lines = g_strsplit(output, "\n", 0);
    for (size_t i = 0; lines[i] != NULL && sentence == NULL; i++) {
        if (*lines[i] == '\0')
            continue;
        json_t *packet = json_parse(lines[i], strlen(lines[i]), NULL);
        if (!schema_accepts(&protocol_envelope, packet, NULL))
            sentence = g_strdup_printf("line %zu of its output is no packet", i + 1);
        hello = hello || (i == 0 && strcmp(json_text(packet, "type", ""), "hello") == 0);
        answered = answered || json_integer_value(json_object_get(packet, "id")) == 7;
        json_decref(packet);
    }
    if (sentence == NULL && !hello)
        sentence = g_strdup("its first line is no hello");
    if (sentence == NULL && !answered)
        sentence = g_strdup("it did not answer the one command before it ended");
    return sentence;
}
