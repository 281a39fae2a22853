// SPDX-License-Identifier: Apache-2.0
/* The IPP printer's answers, written from RFC 8010 (encoding, HTTP) and RFC 8011. */
#include "ipp_printer_state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define DOCUMENT_MAX (64 * 1024 * 1024)
#define MUTE_MS 120000

/* In the order of `handlers` below. */
static const ipp_op_t operations[] = {
    IPP_OP_PRINT_JOB,  IPP_OP_VALIDATE_JOB,
    IPP_OP_CREATE_JOB, IPP_OP_SEND_DOCUMENT,
    IPP_OP_CANCEL_JOB, IPP_OP_GET_JOB_ATTRIBUTES,
    IPP_OP_GET_JOBS,   IPP_OP_GET_PRINTER_ATTRIBUTES,
};

struct exchange { // one request and its answer
    struct ipp_printer *printer;
    http_t *http;
    ipp_t *request, *answer;
    bool hang_up; // no answer: the connection is closed
};

/* ---- reading a request ------------------------------------------------------------------- */

static const char *
text_of(ipp_t *request, const char *name, const char *otherwise)
{
    ipp_attribute_t *attribute = ippFindAttribute(request, name, IPP_TAG_ZERO);
    const char *text = attribute != NULL ? ippGetString(attribute, 0, NULL) : NULL;
    return text != NULL ? text : otherwise;
}

/* 4.1.1: version, request id, and the first two attributes in their order. */
static ipp_status_t
check_request(ipp_t *request)
{
    int minor = 0, major = ippGetVersion(request, &minor);
    if (major < 1 || major > 2)
        return IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED;
    if (ippGetRequestId(request) < 1)
        return IPP_STATUS_ERROR_BAD_REQUEST;
    ipp_attribute_t *charset = ippFirstAttribute(request);
    if (charset == NULL || strcmp(ippGetName(charset), "attributes-charset") != 0 ||
        ippGetValueTag(charset) != IPP_TAG_CHARSET)
        return IPP_STATUS_ERROR_BAD_REQUEST;
    if (g_ascii_strcasecmp(ippGetString(charset, 0, NULL), "utf-8") != 0)
        return IPP_STATUS_ERROR_CHARSET;
    ipp_attribute_t *language = ippNextAttribute(request);
    if (language == NULL ||
        strcmp(ippGetName(language), "attributes-natural-language") != 0 ||
        ippGetValueTag(language) != IPP_TAG_LANGUAGE)
        return IPP_STATUS_ERROR_BAD_REQUEST;
    ipp_attribute_t *target = ippNextAttribute(request);
    if (target == NULL ||
        (strcmp(ippGetName(target), "printer-uri") != 0 &&
         strcmp(ippGetName(target), "job-uri") != 0) ||
        ippGetValueTag(target) != IPP_TAG_URI)
        return IPP_STATUS_ERROR_BAD_REQUEST;
    return strstr(ippGetString(target, 0, NULL), IPP_PRINTER_PATH) != NULL
               ? IPP_STATUS_OK
               : IPP_STATUS_ERROR_NOT_FOUND;
}

/* The rest of the body. NULL: the connection broke. */
static GByteArray *
read_document(http_t *http, size_t most)
{
    GByteArray *document = g_byte_array_new();
    char buffer[16384];
    ssize_t size = 0;
    while (document->len < most && (size = httpRead2(http, buffer, sizeof buffer)) > 0)
        g_byte_array_append(document, (const guint8 *)buffer, (guint)size);
    if (size < 0) {
        g_byte_array_unref(document);
        return NULL;
    }
    return document;
}

/* Pages of a PDF: its page objects. What is no PDF is one page. */
static int
count_pages(const GByteArray *document)
{
    static const char mark[] = "/Type /Page";
    int pages = 0;
    const char *at = (const char *)document->data, *end = at + document->len;
    while ((at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1)) != NULL) {
        at += sizeof mark - 1;
        pages += at < end && !g_ascii_isalpha(*at);
    }
    return MAX(pages, 1);
}

/* ---- answers -------------------------------------------------------------------------------- */

static void
begin_answer(struct exchange *exchange, ipp_status_t status)
{
    ippDelete(exchange->answer);
    exchange->answer = ippNewResponse(exchange->request);
    ippSetStatusCode(exchange->answer, status);
}

/* The attribute was asked for, or its group was, or all were. */
static bool
is_wanted(ipp_t *request, const char *name, const char *group,
          const char *const *otherwise)
{
    ipp_attribute_t *requested =
        ippFindAttribute(request, "requested-attributes", IPP_TAG_KEYWORD);
    if (requested == NULL)
        return otherwise == NULL || g_strv_contains(otherwise, name);
    return ippContainsString(requested, name) || ippContainsString(requested, group) ||
           ippContainsString(requested, "all");
}

/* Moves what was asked for from `all`, which is freed, to the answer. */
static void
answer_wanted(struct exchange *exchange, ipp_t *all, const char *group,
              const char *const *otherwise)
{
    for (ipp_attribute_t *attribute = ippFirstAttribute(all); attribute != NULL;
         attribute = ippNextAttribute(all))
        if (is_wanted(exchange->request, ippGetName(attribute), group, otherwise))
            ippCopyAttribute(exchange->answer, attribute, 0);
    ippDelete(all);
}

static const char *
job_reason(const struct ipp_printer *printer, const struct paper_job *job)
{
    switch (job->job.state) {
    case IPP_JSTATE_HELD:
        return "job-hold-until-specified";
    case IPP_JSTATE_STOPPED:
        return "printer-stopped";
    case IPP_JSTATE_PROCESSING:
        return "job-printing";
    case IPP_JSTATE_CANCELED:
        return "job-canceled-by-user";
    case IPP_JSTATE_ABORTED:
        return "aborted-by-system";
    case IPP_JSTATE_COMPLETED:
        return "job-completed-successfully";
    default:
        return ipp_printer_is_stopped(printer) ? "printer-stopped" : "none";
    }
}

static void
answer_job(struct exchange *exchange, const struct paper_job *job,
           const char *const *otherwise)
{
    const struct ipp_printer *printer = exchange->printer;
    ipp_t *all = ippNew();
    char *uri = g_strdup_printf("%s/%d", printer->uri, job->id);
    bool duplex = g_str_has_prefix(job->job.sides, "two-sided");
    int impressions = job->job.sheets * (duplex ? 2 : 1);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", job->id);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_URI, "job-uri", NULL, uri);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_URI, "job-printer-uri", NULL, printer->uri);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", NULL, job->job.name);
    ippAddString(all, IPP_TAG_JOB, IPP_TAG_NAME, "job-originating-user-name", NULL,
                 job->job.user);
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", job->job.state);
    ippAddString(all, IPP_TAG_JOB, IPP_CONST_TAG(IPP_TAG_KEYWORD), "job-state-reasons",
                 NULL, job_reason(printer, job));
    ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "time-at-creation",
                  (int)(job->created_s - printer->started_s));
    if (printer->count) {
        ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-impressions",
                      job->job.pages * job->job.copies);
        ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-impressions-completed",
                      MIN(impressions, job->job.pages * job->job.copies));
        ippAddInteger(all, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-media-sheets-completed",
                      job->job.sheets);
    }
    g_free(uri);
    answer_wanted(exchange, all, "job-description", otherwise);
}

/* ---- operations on the printer --------------------------------------------------------------- */

static void
add_list(ipp_t *ipp, ipp_tag_t tag, const char *name, const char *const *words)
{
    int count = (int)g_strv_length((char **)(guintptr)words);
    ippAddStrings(ipp, IPP_TAG_PRINTER, tag, name, count, NULL, words);
}

static void
add_description(ipp_t *all, const struct ipp_printer *printer)
{
    static const char *const versions[] = {"1.1", "2.0", NULL};
    const ipp_tag_t group = IPP_TAG_PRINTER;
    ippAddString(all, group, IPP_TAG_CHARSET, "charset-configured", NULL, "utf-8");
    ippAddString(all, group, IPP_TAG_CHARSET, "charset-supported", NULL, "utf-8");
    ippAddString(all, group, IPP_TAG_KEYWORD, "compression-supported", NULL, "none");
    ippAddString(all, group, IPP_TAG_MIMETYPE, "document-format-default", NULL,
                 printer->formats[0]);
    add_list(all, IPP_TAG_MIMETYPE, "document-format-supported",
             (const char *const *)printer->formats);
    ippAddString(all, group, IPP_TAG_LANGUAGE, "generated-natural-language-supported",
                 NULL, "en");
    add_list(all, IPP_TAG_KEYWORD, "ipp-versions-supported", versions);
    ippAddString(all, group, IPP_TAG_LANGUAGE, "natural-language-configured", NULL, "en");
    ippAddIntegers(all, group, IPP_TAG_ENUM, "operations-supported",
                   (int)G_N_ELEMENTS(operations), (const int *)operations);
    ippAddString(all, group, IPP_TAG_KEYWORD, "pdl-override-supported", NULL,
                 "attempted");
    ippAddString(all, group, IPP_TAG_NAME, "printer-name", NULL, "paper");
    ippAddString(all, group, IPP_TAG_TEXT, "printer-make-and-model", NULL,
                 "Paper for tests");
    ippAddString(all, group, IPP_TAG_URI, "printer-uri-supported", NULL, printer->uri);
    ippAddString(all, group, IPP_TAG_KEYWORD, "uri-authentication-supported", NULL,
                 "none");
    ippAddString(all, group, IPP_TAG_KEYWORD, "uri-security-supported", NULL, "none");
    ippAddBoolean(all, group, "color-supported", 0);
    ippAddBoolean(all, group, "multiple-document-jobs-supported", 0);
}

static void
add_template(ipp_t *all)
{
    static const char *const sides[] = {"one-sided", "two-sided-long-edge", NULL};
    static const char *const media[] = {"iso_a4_210x297mm", "iso_a5_148x210mm", NULL};
    const ipp_tag_t group = IPP_TAG_PRINTER;
    ippAddInteger(all, group, IPP_TAG_INTEGER, "copies-default", 1);
    ippAddRange(all, group, "copies-supported", 1, 99);
    ippAddString(all, group, IPP_TAG_KEYWORD, "sides-default", NULL, "one-sided");
    add_list(all, IPP_TAG_KEYWORD, "sides-supported", sides);
    ippAddString(all, group, IPP_TAG_KEYWORD, "media-default", NULL, media[0]);
    ippAddString(all, group, IPP_TAG_KEYWORD, "media-ready", NULL, media[0]);
    add_list(all, IPP_TAG_KEYWORD, "media-supported", media);
}

static void
get_printer_attributes(struct exchange *exchange)
{
    static const char *const none[] = {"none", NULL};
    const struct ipp_printer *printer = exchange->printer;
    ipp_t *all = ippNew();
    int queued = 0;
    for (guint i = 0; i < printer->jobs->len; i++)
        queued += ((struct paper_job *)g_ptr_array_index(printer->jobs, i))->job.state <
                  IPP_JSTATE_CANCELED;
    add_description(all, printer);
    add_template(all);
    ippAddInteger(all, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state",
                  ipp_printer_state(printer));
    add_list(all, IPP_TAG_KEYWORD, "printer-state-reasons",
             *printer->reasons != NULL ? (const char *const *)printer->reasons : none);
    ippAddBoolean(all, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
    ippAddInteger(all, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "printer-up-time",
                  (int)(g_get_real_time() / G_USEC_PER_SEC - printer->started_s));
    ippAddInteger(all, IPP_TAG_PRINTER, IPP_TAG_INTEGER, "queued-job-count", queued);
    answer_wanted(exchange, all, "printer-description", NULL);
}

/* Which of them, without their documents' order being changed: newest first when they are over
 * (4.2.6.2). */
static void
get_jobs(struct exchange *exchange)
{
    static const char *const otherwise[] = {"job-uri", "job-id", NULL};
    struct ipp_printer *printer = exchange->printer;
    const char *which = text_of(exchange->request, "which-jobs", "not-completed");
    bool over = strcmp(which, "completed") == 0;
    ipp_attribute_t *limit =
        ippFindAttribute(exchange->request, "limit", IPP_TAG_INTEGER);
    ipp_attribute_t *my_jobs =
        ippFindAttribute(exchange->request, "my-jobs", IPP_TAG_BOOLEAN);
    bool mine = my_jobs != NULL && ippGetBoolean(my_jobs, 0);
    const char *user = text_of(exchange->request, "requesting-user-name", "anonymous");
    int most = limit != NULL ? ippGetInteger(limit, 0) : G_MAXINT, count = 0;
    if (!over && strcmp(which, "not-completed") != 0) {
        begin_answer(exchange, IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES);
        return;
    }
    for (guint i = 0; i < printer->jobs->len && count < most; i++) {
        guint index = over ? printer->jobs->len - 1 - i : i;
        const struct paper_job *job = g_ptr_array_index(printer->jobs, index);
        if (job->forgotten || (job->job.state >= IPP_JSTATE_CANCELED) != over)
            continue;
        if (mine && strcmp(job->job.user, user) != 0)
            continue;
        if (count++ > 0)
            ippAddSeparator(exchange->answer);
        answer_job(exchange, job, otherwise);
    }
}

/* ---- operations that make a job ----------------------------------------------------------------- */

static const char *const new_job_attributes[] = {"job-id", "job-uri", "job-state",
                                                 "job-state-reasons", NULL};

static ipp_status_t
check_job(const struct exchange *exchange)
{
    const struct ipp_printer *printer = exchange->printer;
    const char *format =
        text_of(exchange->request, "document-format", printer->formats[0]);
    const char *compression = text_of(exchange->request, "compression", "none");
    if (printer->mode == MODE_BUSY)
        return IPP_STATUS_ERROR_BUSY;
    if (strcmp(compression, "none") != 0)
        return IPP_STATUS_ERROR_COMPRESSION_NOT_SUPPORTED;
    if (strcmp(format, "application/octet-stream") != 0 &&
        !g_strv_contains((const char *const *)printer->formats, format))
        return IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED;
    return IPP_STATUS_OK;
}

static struct paper_job *
create_paper_job(struct exchange *exchange)
{
    struct ipp_printer *printer = exchange->printer;
    ipp_t *request = exchange->request;
    ipp_attribute_t *copies = ippFindAttribute(request, "copies", IPP_TAG_INTEGER);
    struct paper_job *job = g_new0(struct paper_job, 1);
    *job = (struct paper_job){
        .id = (int)printer->jobs->len + 1,
        .job = {.state = IPP_JSTATE_PENDING,
                .copies = copies != NULL ? ippGetInteger(copies, 0) : 1},
        .created_s = g_get_real_time() / G_USEC_PER_SEC,
    };
    g_strlcpy(job->job.name, text_of(request, "job-name", "untitled"),
              sizeof job->job.name);
    g_strlcpy(job->job.user, text_of(request, "requesting-user-name", "anonymous"),
              sizeof job->job.user);
    g_strlcpy(job->job.sides, text_of(request, "sides", "one-sided"),
              sizeof job->job.sides);
    g_strlcpy(job->job.media, text_of(request, "media", "iso_a4_210x297mm"),
              sizeof job->job.media);
    g_ptr_array_add(printer->jobs, job);
    return job;
}

static void
keep_document(struct ipp_printer *printer, struct paper_job *job,
              const GByteArray *document)
{
    char *path = g_strdup_printf("%s/job-%d.pdf", printer->folder, job->id);
    GError *error = NULL;
    if (!g_file_set_contents(path, (const char *)document->data, document->len, &error))
        g_error("%s", error->message);
    job->job.pages = count_pages(document);
    job->job.file = path;
    g_cond_broadcast(&printer->changed);
}

/* The document is read without the lock: the other end may be slow. */
static GByteArray *
receive_document(struct exchange *exchange)
{
    struct ipp_printer *printer = exchange->printer;
    bool cut = printer->mode == MODE_CUT;
    g_mutex_unlock(&printer->lock);
    GByteArray *document = read_document(exchange->http, cut ? 4096 : DOCUMENT_MAX);
    g_mutex_lock(&printer->lock);
    if (document == NULL || cut) {
        exchange->hang_up = true;
        g_clear_pointer(&document, g_byte_array_unref);
    }
    return document;
}

static void
print_job(struct exchange *exchange)
{
    GByteArray *document = receive_document(exchange);
    if (document == NULL)
        return;
    ipp_status_t status = check_job(exchange);
    if (status == IPP_STATUS_OK) {
        struct paper_job *job = create_paper_job(exchange);
        keep_document(exchange->printer, job, document);
        exchange->hang_up = exchange->printer->mode == MODE_DROP;
        answer_job(exchange, job, new_job_attributes);
    } else {
        begin_answer(exchange, status);
    }
    g_byte_array_unref(document);
}

static void
validate_job(struct exchange *exchange)
{
    ipp_status_t status = check_job(exchange);
    if (status != IPP_STATUS_OK)
        begin_answer(exchange, status);
}

static void
create_job(struct exchange *exchange)
{
    ipp_status_t status = check_job(exchange);
    if (status != IPP_STATUS_OK) {
        begin_answer(exchange, status);
        return;
    }
    struct paper_job *job = create_paper_job(exchange);
    exchange->hang_up = exchange->printer->mode == MODE_DROP;
    answer_job(exchange, job, new_job_attributes);
}

/* ---- operations on a job ------------------------------------------------------------------------ */

/* By job-uri, or by printer-uri and job-id (4.1.5). */
static struct paper_job *
target_job(struct exchange *exchange)
{
    const char *uri = text_of(exchange->request, "job-uri", NULL);
    ipp_attribute_t *id = ippFindAttribute(exchange->request, "job-id", IPP_TAG_INTEGER);
    int number = uri != NULL && strrchr(uri, '/') != NULL ? atoi(strrchr(uri, '/') + 1)
                 : id != NULL                             ? ippGetInteger(id, 0)
                                                          : 0;
    struct paper_job *job = ipp_printer_find(exchange->printer, number);
    if (job == NULL)
        begin_answer(exchange, number > 0 ? IPP_STATUS_ERROR_NOT_FOUND
                                          : IPP_STATUS_ERROR_BAD_REQUEST);
    return job;
}

static void
send_document(struct exchange *exchange)
{
    GByteArray *document = receive_document(exchange);
    if (document == NULL)
        return;
    struct paper_job *job = target_job(exchange);
    if (job == NULL) {
        g_byte_array_unref(document);
        return;
    }
    if (ippFindAttribute(exchange->request, "last-document", IPP_TAG_BOOLEAN) == NULL) {
        begin_answer(exchange, IPP_STATUS_ERROR_BAD_REQUEST);
    } else if (job->job.file != NULL) {
        begin_answer(exchange, IPP_STATUS_ERROR_MULTIPLE_JOBS_NOT_SUPPORTED);
    } else {
        keep_document(exchange->printer, job, document);
        exchange->hang_up = exchange->printer->mode == MODE_DROP;
        answer_job(exchange, job, new_job_attributes);
    }
    g_byte_array_unref(document);
}

static void
get_job_attributes(struct exchange *exchange)
{
    struct paper_job *job = target_job(exchange);
    if (job != NULL)
        answer_job(exchange, job, NULL);
}

static void
cancel_job(struct exchange *exchange)
{
    struct paper_job *job = target_job(exchange);
    if (job == NULL)
        return;
    if (job->job.state >= IPP_JSTATE_CANCELED) {
        begin_answer(exchange, IPP_STATUS_ERROR_NOT_POSSIBLE);
        return;
    }
    job->canceled = true;
    g_cond_broadcast(&exchange->printer->changed);
}

/* ---- one connection ------------------------------------------------------------------------------ */

static void (*const handlers[])(struct exchange *exchange) = {
    // in the same order
    print_job,  validate_job,       create_job, send_document,
    cancel_job, get_job_attributes, get_jobs,   get_printer_attributes,
};
G_STATIC_ASSERT(G_N_ELEMENTS(operations) == G_N_ELEMENTS(handlers));

static void
handle(struct exchange *exchange)
{
    ipp_status_t status = check_request(exchange->request);
    begin_answer(exchange, status);
    if (status != IPP_STATUS_OK)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(operations); i++) {
        if (ippGetOperation(exchange->request) == operations[i]) {
            handlers[i](exchange);
            return;
        }
    }
    begin_answer(exchange, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
}

static void
write_answer(struct exchange *exchange, bool garbage)
{
    static const char noise[] = "\x01\x01this is not IPP\xFF\xFE at all";
    http_t *http = exchange->http;
    httpClearFields(http);
    httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http, garbage ? sizeof noise : ippLength(exchange->answer));
    if (httpWriteResponse(http, HTTP_STATUS_OK) < 0)
        return;
    if (garbage) {
        httpWrite2(http, noise, sizeof noise);
    } else {
        ippSetState(exchange->answer, IPP_STATE_IDLE);
        ippWrite(http, exchange->answer);
    }
    httpFlushWrite(http);
}

static bool
refuse(http_t *http, http_status_t status)
{
    httpClearFields(http);
    httpSetLength(http, 0);
    httpWriteResponse(http, status);
    httpFlushWrite(http);
    return false;
}

/* Reads the head of a request up to its body. False: the connection is over. */
static bool
read_head(http_t *http)
{
    char resource[1024];
    http_state_t state;
    http_status_t status;
    while ((state = httpReadRequest(http, resource, sizeof resource)) ==
           HTTP_STATE_WAITING)
        if (!httpWait(http, 60000))
            return false;
    if (state == HTTP_STATE_ERROR || state == HTTP_STATE_UNKNOWN_METHOD ||
        state == HTTP_STATE_UNKNOWN_VERSION)
        return false;
    while ((status = httpUpdate(http)) == HTTP_STATUS_CONTINUE)
        ;
    if (status != HTTP_STATUS_OK)
        return false;
    if (state != HTTP_STATE_POST)
        return refuse(http, HTTP_STATUS_METHOD_NOT_ALLOWED);
    if (g_ascii_strcasecmp(httpGetField(http, HTTP_FIELD_CONTENT_TYPE),
                           "application/ipp") != 0)
        return refuse(http, HTTP_STATUS_UNSUPPORTED_MEDIATYPE);
    if (httpGetExpect(http) == HTTP_STATUS_CONTINUE)
        return httpWriteResponse(http, HTTP_STATUS_CONTINUE) >= 0;
    return true;
}

/* True: the connection can take another request. */
static bool
serve_request(struct ipp_printer *printer, http_t *http)
{
    if (!read_head(http))
        return false;
    struct exchange exchange = {.printer = printer, .http = http, .request = ippNew()};
    ipp_state_t state;
    while ((state = ippRead(http, exchange.request)) != IPP_STATE_DATA)
        if (state == IPP_STATE_ERROR)
            break;
    bool good = state == IPP_STATE_DATA;
    if (good) {
        g_mutex_lock(&printer->lock);
        enum ipp_printer_mode mode = printer->mode;
        gint64 end = g_get_monotonic_time() + MUTE_MS * 1000LL;
        while (printer->mode == MODE_MUTE && !printer->stopping &&
               printer->listener >= 0 &&
               g_cond_wait_until(&printer->changed, &printer->lock, end))
            ;
        if (mode == MODE_MUTE)
            exchange.hang_up = true;
        else
            handle(&exchange);
        g_mutex_unlock(&printer->lock);
        good = !exchange.hang_up;
        if (good)
            write_answer(&exchange, mode == MODE_GARBAGE);
    }
    ippDelete(exchange.request);
    ippDelete(exchange.answer);
    return good;
}

void
ipp_printer_serve(struct ipp_printer *printer, http_t *http)
{
    while (serve_request(printer, http))
        ;
    shutdown(httpGetFd(http), SHUT_RDWR);
}
