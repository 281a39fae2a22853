// SPDX-License-Identifier: Apache-2.0
#include "status.h"

#include <string.h>
#include "base/clock.h"
#include "base/diag.h"

const char *
status_cause(const char *cause)
{
    if (cause == NULL)
        return "none";
    for (size_t i = 0; protocol_causes[i] != NULL; i++) {
        if (strcmp(protocol_causes[i], cause) == 0)
            return protocol_causes[i];
    }
    diag_warn("the driver used a cause that is none: %s", cause);
    return "internalError";
}

char *
status_sentence(const char *text)
{
    if (text == NULL)
        return NULL;
    // json_string() refuses bytes that are no UTF-8, and a sentence may come from a
    // device.
    char *sentence = g_utf8_make_valid(text, -1);
    if (g_utf8_strlen(sentence, -1) > PROTOCOL_EXPLANATION_MAX)
        *g_utf8_offset_to_pointer(sentence, PROTOCOL_EXPLANATION_MAX) = '\0';
    return sentence;
}

static bool
status_is_same(const struct status *status, const struct driver_status *news,
               const char *cause, const char *explanation)
{
    return status->device == news->device && status->action == news->action &&
           g_strcmp0(status->cause, cause) == 0 &&
           g_strcmp0(status->media, news->media) == 0 &&
           g_strcmp0(status->paper, news->paper) == 0 &&
           g_strcmp0(status->toner, news->toner) == 0 &&
           g_strcmp0(status->explanation, explanation) == 0;
}

bool
status_update(struct status *status, const struct driver_status *news, int64_t now_ms)
{
    const char *cause = status_cause(news->cause);
    g_autofree char *explanation = status_sentence(news->explanation);
    if (status_is_same(status, news, cause, explanation))
        return false;
    struct status fresh = {
        .device = news->device,
        .action = news->action,
        .cause = cause,
        .media = g_strdup(news->media),
        .paper = g_strdup(news->paper),
        .toner = g_strdup(news->toner),
        .explanation = g_steal_pointer(&explanation),
        .since_ms = now_ms,
    };
    status_finish(status);
    *status = fresh;
    return true;
}

void
status_finish(struct status *status)
{
    g_free(status->media);
    g_free(status->paper);
    g_free(status->toner);
    g_free(status->explanation);
    *status = (struct status){0};
}

static void
status_add(json_t *object, const char *name, const char *text)
{
    if (text != NULL)
        json_object_set_new(object, name, json_string(text));
}

json_t *
status_json(const struct status *status)
{
    char since[CLOCK_TEXT_SIZE];
    clock_format(status->since_ms, since);
    json_t *object = json_object();
    status_add(object, "device", device_state_name(status->device));
    status_add(object, "cause", status->cause);
    status_add(object, "action", device_action_name(status->action));
    status_add(object, "since", since);
    status_add(object, "media", status->media);
    status_add(object, "paper", status->paper);
    status_add(object, "toner", status->toner);
    status_add(object, "explanation", status->explanation);
    return object;
}
