// SPDX-License-Identifier: Apache-2.0
/* Reading aloud: one sentence after the other becomes sound, so that the first is heard while
 * the next is made. Ends when all are made, when one fails, or when it is called off. */
#include "jobs_private.h"

#include "base/json.h"
#include <kiosk/speech.h>
#include <string.h>

static void next_sentence(struct job *job);

static int
number(const json_t *payload, const char *name)
{
    return (int)json_integer_value(json_object_get(payload, name));
}

static void
sentence_made(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    if (answer->completion != COMPLETION_SUCCESS) {
        job_over(job);
        return;
    }
    struct event *event = event_create(EVENT_SPOKEN);
    event->order = job->order;
    event->sound_fd = job_take_blob(answer, answer->payload, "blob");
    event->number = number(answer->payload, "rate");
    event->number2 = number(answer->payload, "channels");
    jobs_tell(job->jobs, event);
    next_sentence(job);
}

static void
next_sentence(struct job *job)
{
    const char *text = json_string_value(json_array_get(job->sentences, job->sentence++));
    if (text == NULL) {
        job_over(job);
        return;
    }
    struct device_request request = {.name = "Speech.Say",
                                     .payload = json_pack("{s:s, s:s, s:i}", "text", text,
                                                          "language", job->language,
                                                          "rate", job->rate),
                                     .done = sentence_made};
    if (!job_send(job, "speech", &request))
        job_over(job);
}

void
jobs_say(struct jobs *jobs, struct event *event)
{
    struct job *job = job_begin(jobs, &jobs->speech, event->order);
    job->sentences = event->json;
    event->json = NULL;
    job->rate = event->number;
    g_strlcpy(job->language, event->text, sizeof job->language);
    next_sentence(job);
}

static void
voices_told(const struct device_answer *answer, void *context)
{
    struct job *job = context;
    if (!job_goes_on(job))
        return;
    const json_t *languages = json_object_get(answer->payload, "languages");
    if (answer->completion == COMPLETION_SUCCESS && json_is_array(languages)) {
        struct event *event = event_tell(SESSION_VOICES, 0);
        event->json = json_deep_copy(languages);
        jobs_tell(job->jobs, event);
    }
    job_over(job);
}

void
jobs_voices(struct jobs *jobs)
{
    struct job *job = job_begin(jobs, &jobs->voices, 0);
    struct device_request request = {
        .name = "Common.Capabilities", .payload = json_object(), .done = voices_told};
    if (!job_send(job, "speech", &request))
        job_over(job);
}
