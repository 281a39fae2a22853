// SPDX-License-Identifier: Apache-2.0
#include "device.h"

#include <errno.h>
#include <string.h>

#include "tape.h"

#define CONNECT_MS 1500
#define LOOK_S 0.2 // how often a waiting request looks at its deadline and at a cancel
#define CHUNK 16384
#define DEVICE_ERROR (g_quark_from_static_string("printer-ipp"))

static const char *
no_password(const char *prompt, http_t *http, const char *method, const char *resource,
            void *unused)
{
    (void)prompt;
    (void)http;
    (void)method;
    (void)resource;
    (void)unused;
    return NULL; // libcups would ask on the terminal
}

bool
device_init(struct device *device, const char *address, GError **error)
{
    char scheme[32], user[64], host[256], path[1024];
    int port = 0;
    *device = (struct device){0};
    http_uri_status_t status = httpSeparateURI(HTTP_URI_CODING_ALL, address, scheme,
                                               sizeof scheme, user, sizeof user, host,
                                               sizeof host, &port, path, sizeof path);
    bool encrypted = strcmp(scheme, "ipps") == 0;
    if (status != HTTP_URI_STATUS_OK || (strcmp(scheme, "ipp") != 0 && !encrypted) ||
        *host == '\0') {
        g_set_error_literal(error, DEVICE_ERROR, 0,
                            "the address of a printer is ipp://HOST:PORT/PATH, for most "
                            "ipp://HOST:631/ipp/print");
        return false;
    }
    cupsSetPasswordCB2(no_password, NULL);
    char uri[1400];
    httpAssembleURI(HTTP_URI_CODING_ALL, uri, sizeof uri, scheme, NULL, host, port, path);
    *device = (struct device){
        .uri = g_strdup(uri),
        .host = g_strdup(host),
        .path = g_strdup(path),
        .port = port,
        .encrypted = encrypted,
    };
    return true;
}

void
device_finish(struct device *device)
{
    if (device == NULL)
        return;
    g_free(device->uri);
    g_free(device->host);
    g_free(device->path);
    g_free(device->user);
    *device = (struct device){0};
}

ipp_t *
device_request(const struct device *device, ipp_op_t operation)
{
    ipp_t *request = ippNewRequest(operation);
    ippSetVersion(request, 1, 1); // every printer has it, and all that is asked here
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL,
                 device->uri);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                 device->user != NULL ? device->user : "kiosk");
    return request;
}

/* ---- one request ----------------------------------------------------------------------------- */

struct wait { // what a request waits for, at most
    gint64 deadline_us;
    const struct driver_call *call;
    bool late, canceled;
};

/* Called by libcups each time LOOK_S pass without a byte. 1: go on. */
static int
keep_waiting(http_t *http, void *data)
{
    struct wait *wait = data;
    (void)http;
    wait->canceled = wait->call != NULL && driver_canceled(wait->call);
    wait->late = g_get_monotonic_time() >= wait->deadline_us;
    return !wait->canceled && !wait->late;
}

/* False: the connection broke or the device answered before it had everything. */
static bool
send_document(http_t *http, struct question *question)
{
    const char *at = question->document;
    size_t left = question->size;
    while (left > 0) {
        size_t size = MIN(left, CHUNK);
        if (cupsWriteRequestData(http, at, size) != HTTP_STATUS_CONTINUE)
            return false;
        at += size;
        left -= size;
    }
    question->document_sent = true;
    return true;
}

/* A print service asks who we are before it gives a job up; it has done nothing yet then. The
 * question that was refused stands in `http` with the proof when this is true. */
static bool
may_ask_again(http_t *http, bool asked_again)
{
    const char *proof = httpGetAuthString(http);
    return !asked_again && proof != NULL && *proof != '\0';
}

/* cupsDoRequest() would send again by itself what got no answer: a second copy. */
static enum answer
exchange(http_t *http, const struct device *device, struct question *question,
         const struct wait *wait, bool asked_again, ipp_t **response_out)
{
    size_t length = ippLength(question->request) + question->size;
    http_status_t status = cupsSendRequest(http, question->request, device->path, length);
    if (status == HTTP_STATUS_CONTINUE)
        send_document(http, question);
    ipp_t *response = NULL;
    if (status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK)
        response = cupsGetResponse(http, device->path);
    // cupsLastErrorString() says "Success" for a mute device; only a response counts.
    if (response != NULL && ippGetState(response) == IPP_STATE_DATA) {
        *response_out = response;
        return ANSWER_IPP;
    }
    ippDelete(response);
    if (!wait->canceled && !wait->late && may_ask_again(http, asked_again))
        return exchange(http, device, question, wait, true, response_out);
    if (wait->canceled)
        return ANSWER_CANCELED;
    if (wait->late)
        return ANSWER_SILENT;
    // EINVAL is libcups' word for a body that is not IPP.
    bool broken = httpGetStatus(http) == HTTP_STATUS_ERROR && httpError(http) != EINVAL;
    return broken ? ANSWER_CUT : ANSWER_NONSENSE;
}

static enum answer
ask_over_network(const struct device *device, struct question *question,
                 ipp_t **response_out)
{
    struct wait wait = {
        .deadline_us = g_get_monotonic_time() + question->timeout_ms * 1000LL,
        .call = question->call,
    };
    http_t *http = httpConnect2(device->host, device->port, NULL, AF_UNSPEC,
                                device->encrypted ? HTTP_ENCRYPTION_ALWAYS
                                                  : HTTP_ENCRYPTION_IF_REQUESTED,
                                1, MIN(question->timeout_ms, CONNECT_MS), NULL);
    if (http == NULL)
        return ANSWER_UNREACHABLE;
    httpSetTimeout(http, LOOK_S, keep_waiting, &wait);
    enum answer answer = exchange(http, device, question, &wait, false, response_out);
    httpClose(http);
    return answer;
}

enum answer
device_ask(const struct device *device, struct question *question, ipp_t **response_out)
{
    enum answer answer;
    question->document_sent = question->size == 0 || tape_plays();
    if (tape_plays()) {
        answer = tape_play(question->request, response_out);
    } else {
        answer = ask_over_network(device, question, response_out);
        tape_note(question->request, answer, answer == ANSWER_IPP ? *response_out : NULL);
    }
    ippDelete(question->request);
    question->request = NULL;
    return answer;
}

/* ---- words ----------------------------------------------------------------------------------- */

static const struct {
    const char *cause, *sentence;
} answers[] = {
    [ANSWER_IPP] = {"none", "The printer answers"},
    [ANSWER_UNREACHABLE] = {"notConnected",
                            "Nobody answers at the printer's address: is it "
                            "switched on, is its cable plugged in"},
    [ANSWER_SILENT] = {"notResponding",
                       "The printer takes connections and does not answer: "
                       "switch it off and on"},
    [ANSWER_CUT] = {"notResponding",
                    "The printer closed the connection without an answer"},
    [ANSWER_NONSENSE] = {"protocolError",
                         "What answers at the printer's address does not "
                         "speak IPP"},
    [ANSWER_CANCELED] = {"none", "Canceled"},
};

const char *
answer_cause(enum answer answer)
{
    return answers[answer].cause;
}

const char *
answer_sentence(enum answer answer)
{
    return answers[answer].sentence;
}
