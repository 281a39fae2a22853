// SPDX-License-Identifier: Apache-2.0
#include "job.h"

#include <string.h>

static const char *const wanted[] = {"job-id",
                                     "job-name",
                                     "job-state",
                                     "job-impressions",
                                     "job-impressions-completed",
                                     "job-media-sheets-completed"};

static void
ask_for_job(ipp_t *request)
{
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  G_N_ELEMENTS(wanted), NULL, wanted);
}

/* Attributes of one job, up to the end of its group. */
struct values {
    int id, state, impressions, impressions_done, sheets_done; // -1: not said
    const char *name;
};

/* Reads the group that begins at `attribute`; returns the first attribute behind it. */
static ipp_attribute_t *
read_group(ipp_t *response, ipp_attribute_t *attribute, struct values *values)
{
    const struct {
        const char *name;
        int *value;
    } integers[] = {{"job-id", &values->id},
                    {"job-state", &values->state},
                    {"job-impressions", &values->impressions},
                    {"job-impressions-completed", &values->impressions_done},
                    {"job-media-sheets-completed", &values->sheets_done}};
    *values = (struct values){-1, -1, -1, -1, -1, NULL};
    for (; attribute != NULL && ippGetGroupTag(attribute) == IPP_TAG_JOB;
         attribute = ippNextAttribute(response)) {
        const char *name = ippGetName(attribute);
        if (name == NULL)
            break;
        ipp_tag_t tag = ippGetValueTag(attribute);
        if (strcmp(name, "job-name") == 0)
            values->name = ippGetString(attribute, 0, NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(integers); i++)
            if (strcmp(name, integers[i].name) == 0 &&
                (tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM))
                *integers[i].value = ippGetInteger(attribute, 0);
    }
    return attribute;
}

static void
take_values(struct job *job, const struct values *values)
{
    job->id = values->id > 0 ? values->id : job->id;
    if (values->state >= IPP_JSTATE_PENDING && values->state <= IPP_JSTATE_COMPLETED)
        job->state = (ipp_jstate_t)values->state;
    job->counts |= values->sheets_done >= 0 || values->impressions_done >= 0;
    job->expected = MAX(job->expected, values->impressions);
    int impressions = MAX(values->impressions_done, 0);
    // Sheets count; a printer that tells impressions only is taken at its word.
    int sheets = values->sheets_done > 0 ? values->sheets_done
                 : job->duplex           ? (impressions + 1) / 2
                                         : impressions;
    job->sheets = MAX(job->sheets, sheets);
}

/* ---- by name --------------------------------------------------------------------------------- */

/* Passes over the job with the number `not_id`. */
static bool
find_in(struct job *job, int not_id, ipp_t *response)
{
    ipp_attribute_t *attribute = ippFirstAttribute(response);
    while (attribute != NULL) {
        struct values values;
        if (ippGetGroupTag(attribute) != IPP_TAG_JOB) {
            attribute = ippNextAttribute(response);
            continue;
        }
        attribute = read_group(response, attribute, &values);
        if (values.name != NULL && strcmp(values.name, job->name) == 0 && values.id > 0 &&
            values.id != not_id) {
            take_values(job, &values);
            return true;
        }
        if (attribute != NULL && ippGetName(attribute) == NULL)
            attribute = ippNextAttribute(response);
    }
    return false;
}

static enum answer
find_among(const struct device *device, const struct driver_call *call, int timeout_ms,
           const char *which, int not_id, struct job *job)
{
    struct question question = {.request = device_request(device, IPP_OP_GET_JOBS),
                                .timeout_ms = timeout_ms,
                                .call = call};
    ippAddString(question.request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL,
                 which);
    ask_for_job(question.request);
    ipp_t *response = NULL;
    enum answer answer = device_ask(device, &question, &response);
    if (answer != ANSWER_IPP)
        return answer;
    if (ippGetStatusCode(response) <= IPP_STATUS_OK_CONFLICTING)
        find_in(job, not_id, response);
    else if (ippGetStatusCode(response) != IPP_STATUS_ERROR_NOT_FOUND)
        answer = ANSWER_NONSENSE; // a list that is not given is no empty list
    ippDelete(response);
    return answer;
}

enum answer
job_find(const struct device *device, const struct driver_call *call, int timeout_ms,
         struct job *job)
{
    // A job moves from the first list to the second, never back: in this order it cannot
    // slip through between the questions.
    job->id = 0;
    enum answer answer = find_among(device, call, timeout_ms, "not-completed", 0, job);
    if (answer == ANSWER_IPP && job->id == 0)
        answer = find_among(device, call, timeout_ms, "completed", 0, job);
    return answer;
}

enum answer
job_find_second(const struct device *device, int timeout_ms, const struct job *job,
                struct job *other_out)
{
    *other_out = (struct job){.name = job->name};
    return find_among(device, NULL, timeout_ms, "not-completed", job->id, other_out);
}

/* ---- by number --------------------------------------------------------------------------------- */

static struct question
question_about(const struct device *device, ipp_op_t operation, const struct job *job,
               int timeout_ms)
{
    struct question question = {.request = device_request(device, operation),
                                .timeout_ms = timeout_ms};
    ippAddInteger(question.request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id",
                  job->id);
    return question;
}

enum answer
job_look(const struct device *device, const struct driver_call *call, int timeout_ms,
         struct job *job)
{
    struct question question =
        question_about(device, IPP_OP_GET_JOB_ATTRIBUTES, job, timeout_ms);
    question.call = call;
    ask_for_job(question.request);
    ipp_t *response = NULL;
    enum answer answer = device_ask(device, &question, &response);
    if (answer != ANSWER_IPP)
        return answer;
    ipp_attribute_t *attribute = ippFindAttribute(response, "job-state", IPP_TAG_ENUM);
    if (ippGetStatusCode(response) == IPP_STATUS_ERROR_NOT_FOUND ||
        ippGetStatusCode(response) == IPP_STATUS_ERROR_GONE) {
        job->id = 0;
    } else if (attribute == NULL) {
        answer = ANSWER_NONSENSE;
    } else {
        struct values values;
        for (attribute = ippFirstAttribute(response);
             attribute != NULL && ippGetGroupTag(attribute) != IPP_TAG_JOB;)
            attribute = ippNextAttribute(response);
        read_group(response, attribute, &values);
        take_values(job, &values);
    }
    ippDelete(response);
    return answer;
}

enum answer
job_cancel(const struct device *device, int timeout_ms, const struct job *job)
{
    struct question question = question_about(device, IPP_OP_CANCEL_JOB, job, timeout_ms);
    ipp_t *response = NULL;
    enum answer answer = device_ask(device, &question, &response);
    ippDelete(response);
    return answer;
}

const char *
job_word(const struct job *job)
{
    static const char *const words[] = {
        [IPP_JSTATE_PENDING] = "pending",       [IPP_JSTATE_HELD] = "pending",
        [IPP_JSTATE_PROCESSING] = "processing", [IPP_JSTATE_STOPPED] = "stopped",
        [IPP_JSTATE_CANCELED] = "canceled",     [IPP_JSTATE_ABORTED] = "aborted",
        [IPP_JSTATE_COMPLETED] = "completed",
    };
    return job->id > 0 && job->state != 0 ? words[job->state] : "unknown";
}
