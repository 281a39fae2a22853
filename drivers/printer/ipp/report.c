// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <string.h>

/* printer-state-reasons (RFC 8011 5.4.12, PWG 5100.9) by how much they hinder; the first that is
 * there decides. A severity at their end says little: the same empty tray is "-report" while
 * the printer is idle, "-warning" while it prints and "-error" when it has stopped. */
static const struct reason {
    const char *keyword, *cause;
    enum device_state device;
    enum device_action action;
    const char *paper, *toner;
    bool blocks;
    const char *sentence;
} reasons[] = {
    {"media-jam", "paperJam", DEVICE_USER_ERROR, ACTION_CLEAR, "jammed", NULL, true,
     "Paper is jammed"},
    {"cover-open", "coverOpen", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, NULL, true,
     "A cover is open"},
    {"door-open", "doorOpen", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, NULL, true,
     "A door is open"},
    {"interlock-open", "doorOpen", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, NULL, true,
     "A door is open"},
    {"media-empty", "paperOut", DEVICE_USER_ERROR, ACTION_CLEAR, "out", NULL, true,
     "There is no paper"},
    {"media-needed", "paperOut", DEVICE_USER_ERROR, ACTION_CLEAR, "out", NULL, true,
     "There is no paper"},
    {"input-tray-missing", "trayMissing", DEVICE_USER_ERROR, ACTION_CLEAR, "unknown",
     NULL, true, "The paper tray is not in its place"},
    {"output-tray-missing", "trayMissing", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, NULL,
     true, "The output tray is not in its place"},
    {"output-area-full", "outputFull", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, NULL, true,
     "The output tray is full"},
    {"toner-empty", "tonerOut", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, "out", true,
     "The toner is used up"},
    {"marker-supply-empty", "tonerOut", DEVICE_USER_ERROR, ACTION_CLEAR, NULL, "out",
     true, "The toner or ink is used up"},
    {"marker-waste-full", "stopped", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE, NULL,
     NULL, true, "The box for waste toner is full"},
    {"developer-empty", "stopped", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE, NULL, NULL,
     true, "The developer is used up"},
    {"opc-life-over", "stopped", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE, NULL, NULL,
     true, "The drum is worn out"},
    {"fuser-over-temp", "stopped", DEVICE_HARDWARE_ERROR, ACTION_MAINTENANCE, NULL, NULL,
     true, "The fuser is too hot"},
    {"spool-area-full", "spoolFull", DEVICE_BUSY, ACTION_SUSPEND, NULL, NULL, true,
     "The printer's memory is full"},
    {"paused", "stopped", DEVICE_OFFLINE, ACTION_CLEAR, NULL, NULL, true,
     "The printer was paused at its panel"},
    {"shutdown", "notResponding", DEVICE_OFFLINE, ACTION_CLEAR, NULL, NULL, true,
     "The printer is switching off"},
    {"media-low", "paperLow", DEVICE_ONLINE, ACTION_CLEAR, "low", NULL, false,
     "Paper is low"},
    {"toner-low", "tonerLow", DEVICE_ONLINE, ACTION_CLEAR, NULL, "low", false,
     "Toner is low"},
    {"marker-supply-low", "tonerLow", DEVICE_ONLINE, ACTION_CLEAR, NULL, "low", false,
     "Toner or ink is low"},
};

/* ---- reading ------------------------------------------------------------------------------------ */

static char **
words_of(ipp_t *response, const char *name)
{
    ipp_attribute_t *attribute = ippFindAttribute(response, name, IPP_TAG_ZERO);
    int count = attribute != NULL ? ippGetCount(attribute) : 0;
    GPtrArray *words = g_ptr_array_new();
    for (int i = 0; i < count; i++) {
        const char *word = ippGetString(attribute, i, NULL);
        if (word != NULL)
            g_ptr_array_add(words, g_strdup(word));
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static bool
is_reason(const char *word, const char *keyword)
{
    static const char *const severities[] = {"", "-report", "-warning", "-error"};
    size_t length = strlen(keyword);
    if (strncmp(word, keyword, length) != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(severities); i++)
        if (strcmp(word + length, severities[i]) == 0)
            return true;
    return false;
}

static bool
has_reason(char **words, const char *keyword)
{
    for (; *words != NULL; words++)
        if (is_reason(*words, keyword))
            return true;
    return false;
}

static void
read_reasons(struct report *report, char **words)
{
    struct driver_status *status = &report->status;
    *status = (struct driver_status){
        .device = DEVICE_ONLINE, .cause = "none", .paper = "full", .toner = "full"};
    bool decided = false;
    const char *paper = NULL, *toner = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        const struct reason *reason = &reasons[i];
        if (!has_reason(words, reason->keyword))
            continue;
        if (!decided) {
            status->device = reason->device;
            status->cause = reason->cause;
            status->action = reason->action;
            status->explanation = reason->sentence;
            decided = true;
        }
        report->blocked |= reason->blocks;
        paper = paper != NULL ? paper : reason->paper;
        toner = toner != NULL ? toner : reason->toner;
    }
    status->paper = paper != NULL ? paper : status->paper;
    status->toner = toner != NULL ? toner : status->toner;
}

void
report_read(struct report *report, ipp_t *response)
{
    char **words = words_of(response, "printer-state-reasons");
    ipp_attribute_t *state = ippFindAttribute(response, "printer-state", IPP_TAG_ENUM);
    ipp_attribute_t *accepting =
        ippFindAttribute(response, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    ipp_attribute_t *copies =
        ippFindAttribute(response, "copies-supported", IPP_TAG_RANGE);
    ipp_attribute_t *colour =
        ippFindAttribute(response, "color-supported", IPP_TAG_BOOLEAN);
    ipp_attribute_t *model =
        ippFindAttribute(response, "printer-make-and-model", IPP_TAG_ZERO);
    read_reasons(report, words);
    bool stopped = state != NULL && ippGetInteger(state, 0) == IPP_PSTATE_STOPPED;
    bool closed = accepting != NULL && !ippGetBoolean(accepting, 0);
    if ((stopped || closed) && !report->blocked) {
        report->blocked = true;
        report->status.device = DEVICE_HARDWARE_ERROR;
        report->status.cause = "stopped";
        report->status.action = ACTION_MAINTENANCE;
        report->status.explanation = stopped
                                         ? "The printer has stopped and does not say why"
                                         : "The printer takes no jobs";
    }
    report->formats = words_of(response, "document-format-supported");
    report->sides = words_of(response, "sides-supported");
    report->media = words_of(response, "media-supported");
    report->copies_max = 1;
    if (copies != NULL)
        ippGetRange(copies, 0, &report->copies_max);
    report->colour = colour != NULL && ippGetBoolean(colour, 0);
    report->model = g_strdup(model != NULL ? ippGetString(model, 0, NULL) : NULL);
    g_strfreev(words);
}

enum answer
report_ask(const struct device *device, const struct driver_call *call, int timeout_ms,
           struct report *report_out)
{
    static const char *const wanted[] = {
        "printer-state",    "printer-state-reasons", "printer-is-accepting-jobs",
        "sides-supported",  "media-supported",       "document-format-supported",
        "copies-supported", "color-supported",       "printer-make-and-model"};
    struct question question = {
        .request = device_request(device, IPP_OP_GET_PRINTER_ATTRIBUTES),
        .timeout_ms = timeout_ms,
        .call = call,
    };
    ippAddStrings(question.request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                  "requested-attributes", G_N_ELEMENTS(wanted), NULL, wanted);
    ipp_t *response = NULL;
    enum answer answer = device_ask(device, &question, &response);
    if (answer != ANSWER_IPP)
        return answer;
    if (ippGetStatusCode(response) > IPP_STATUS_OK_CONFLICTING ||
        ippFindAttribute(response, "printer-state", IPP_TAG_ENUM) == NULL) {
        ippDelete(response);
        return ANSWER_NONSENSE;
    }
    *report_out = (struct report){0};
    report_read(report_out, response);
    ippDelete(response);
    return ANSWER_IPP;
}

void
report_finish(struct report *report)
{
    g_strfreev(report->formats);
    g_strfreev(report->sides);
    g_strfreev(report->media);
    g_free(report->model);
    *report = (struct report){0};
}

/* ---- telling ------------------------------------------------------------------------------------- */

struct driver_status
report_of_silence(enum answer answer)
{
    bool nonsense = answer == ANSWER_NONSENSE;
    return (struct driver_status){
        .device = nonsense ? DEVICE_HARDWARE_ERROR : DEVICE_OFFLINE,
        .cause = answer_cause(answer),
        .action = nonsense ? ACTION_CONFIGURATION : ACTION_CLEAR,
        .paper = "unknown",
        .explanation = answer_sentence(answer),
    };
}

static void
publish_level(struct driver *driver, const char *event, const char **last,
              const char *level)
{
    // What is unknown passes no threshold, and neither does the first that is heard.
    if (level == NULL || strcmp(level, "unknown") == 0)
        return;
    if (*last != NULL && strcmp(*last, level) != 0)
        driver_unsolicited(driver, event, json_pack("{s:s}", "level", level));
    *last = level;
}

void
report_publish(struct driver *driver, const struct driver_status *status)
{
    static const char *paper, *toner; // constant strings; command thread only
    driver_set_status(driver, status);
    publish_level(driver, "Printer.PaperThreshold", &paper, status->paper);
    publish_level(driver, "Printer.TonerThreshold", &toner, status->toner);
}
