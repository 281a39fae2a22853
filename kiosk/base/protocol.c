// SPDX-License-Identifier: Apache-2.0
#include <kiosk/protocol.h>

#include <string.h>

/* ---- words
 * ------------------------------------------------------------------------------ */

static const char *const completion_words[] = {
    [COMPLETION_SUCCESS] = "success",
    [COMPLETION_COMMAND_ERROR_CODE] = "commandErrorCode",
    [COMPLETION_CANCELED] = "canceled",
    [COMPLETION_DEVICE_NOT_READY] = "deviceNotReady",
    [COMPLETION_HARDWARE_ERROR] = "hardwareError",
    [COMPLETION_INTERNAL_ERROR] = "internalError",
    [COMPLETION_INVALID_COMMAND] = "invalidCommand",
    [COMPLETION_INVALID_REQUEST_ID] = "invalidRequestID",
    [COMPLETION_TIME_OUT] = "timeOut",
    [COMPLETION_UNSUPPORTED_COMMAND] = "unsupportedCommand",
    [COMPLETION_INVALID_DATA] = "invalidData",
    [COMPLETION_USER_ERROR] = "userError",
    [COMPLETION_UNSUPPORTED_DATA] = "unsupportedData",
    [COMPLETION_SEQUENCE_ERROR] = "sequenceError",
    [COMPLETION_NOT_ENOUGH_SPACE] = "notEnoughSpace",
    [COMPLETION_COUNT] = NULL,
};

static const char *const state_words[] = {
    [DEVICE_ONLINE] = "online",
    [DEVICE_OFFLINE] = "offline",
    [DEVICE_POWER_OFF] = "powerOff",
    [DEVICE_NO_DEVICE] = "noDevice",
    [DEVICE_HARDWARE_ERROR] = "hardwareError",
    [DEVICE_USER_ERROR] = "userError",
    [DEVICE_BUSY] = "deviceBusy",
    [DEVICE_FRAUD_ATTEMPT] = "fraudAttempt",
    [DEVICE_POTENTIAL_FRAUD] = "potentialFraud",
    [DEVICE_STARTING] = "starting",
    [DEVICE_STATE_COUNT] = NULL,
};

static const char *const action_words[] = {
    [ACTION_NONE] = "",
    [ACTION_RESET] = "reset",
    [ACTION_CLEAR] = "clear",
    [ACTION_MAINTENANCE] = "maintenance",
    [ACTION_CONFIGURATION] = "configuration",
    [ACTION_SUSPEND] = "suspend",
    [ACTION_COUNT] = NULL,
};

const char *const protocol_causes[] = {
    "none",
    // any device
    "notConnected", "notResponding", "noAnswer", "protocolError", "accessDenied", "busy",
    "driverCrashed", "driverHung", "driverMissing", "internalError", "badConfiguration",
    // card
    "mediaRemoved", "cardUnreadable", "cardRejected", "cardUnsupported", "samFault",
    // a card that was read well, and is not the one that is wanted
    "samePerson", "notMinor", "notAdult", "notEntitled",
    // scanner; coverOpen is the printer's too
    "noMedia", "mediaJam", "coverOpen", "incompletePage", "ioError",
    // printer
    "paperOut", "paperLow", "paperJam", "doorOpen", "tonerOut", "tonerLow", "trayMissing",
    "outputFull", "stopped", "jobAborted", "jobCanceled", "mediaMismatch", "spoolFull",
    "restNotCut",
    // receipt; the rest is the printer's, too
    "cutterFault",
    // image
    "blankPage", "blurredPage", "noCard", "badImage",
    // contacts; doorOpen is the printer's too
    "tampered", //
    NULL};

/* Index of `name`; -1 when it is not there. */
static int
find_word(const char *const *words, const char *name)
{
    for (int i = 0; name && words[i]; i++) {
        if (strcmp(words[i], name) == 0)
            return i;
    }
    return -1;
}

const char *
completion_name(enum completion completion)
{
    g_assert(completion < COMPLETION_COUNT);
    return completion_words[completion];
}

const char *
device_state_name(enum device_state state)
{
    g_assert(state < DEVICE_STATE_COUNT);
    return state_words[state];
}

const char *
device_action_name(enum device_action action)
{
    g_assert(action < ACTION_COUNT);
    return action_words[action];
}

bool
completion_parse(const char *name, enum completion *completion_out)
{
    int found = find_word(completion_words, name);

    if (found < 0)
        return false;
    *completion_out = (enum completion)found;
    return true;
}

bool
device_state_parse(const char *name, enum device_state *state_out)
{
    int found = find_word(state_words, name);

    if (found < 0)
        return false;
    *state_out = (enum device_state)found;
    return true;
}

bool
device_action_parse(const char *name, enum device_action *action_out)
{
    int found = find_word(action_words, name);

    if (found < 0)
        return false;
    *action_out = (enum device_action)found;
    return true;
}

bool
protocol_cause_known(const char *cause)
{
    return find_word(protocol_causes, cause) >= 0;
}

/* ---- finding
 * ---------------------------------------------------------------------------- */

const struct protocol_command *
protocol_command_find(const struct driver_class *class, const char *name)
{
    const struct driver_class *const classes[] = {class, &common_class};

    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct protocol_command *command = classes[i] ? classes[i]->commands : NULL;
        for (; command && command->name; command++) {
            if (g_strcmp0(command->name, name) == 0)
                return command;
        }
    }
    return NULL;
}

const struct protocol_event *
protocol_event_find(const struct driver_class *class, const char *name)
{
    const struct driver_class *const classes[] = {class, &common_class};

    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct protocol_event *event = classes[i] ? classes[i]->events : NULL;
        for (; event && event->name; event++) {
            if (g_strcmp0(event->name, name) == 0)
                return event;
        }
    }
    return NULL;
}

/* ---- status
 * ----------------------------------------------------------------------------- */

static const char *const media_words[] = {"present", "notPresent", "jammed", "entering",
                                          "taken",   "retracted",  NULL};
static const char *const paper_words[] = {"full",   "low",     "out",
                                          "jammed", "unknown", NULL};
static const char *const toner_words[] = {"full", "low", "out", NULL};

static const struct schema state_schema = {.kind = SCHEMA_STRING,
                                           .choices = state_words,
                                           .about = "How the device is.",
                                           .source = "CWA 16926"};
static const struct schema cause_schema = {
    .kind = SCHEMA_STRING, .choices = protocol_causes, .about = "Why it is so."};
static const struct schema action_schema = {.kind = SCHEMA_STRING,
                                            .choices = action_words,
                                            .about = "Who must act; empty: nobody.",
                                            .source = "CWA 16926"};
static const struct schema media_schema = {.kind = SCHEMA_STRING, .choices = media_words};
static const struct schema paper_schema = {.kind = SCHEMA_STRING, .choices = paper_words};
static const struct schema toner_schema = {.kind = SCHEMA_STRING, .choices = toner_words};
static const struct schema explanation_schema = {
    .kind = SCHEMA_STRING,
    .max = PROTOCOL_EXPLANATION_MAX,
    .about = "One sentence for staff, without personal data."};

static const struct schema_member status_members[] = {
    {"device", &state_schema, true, NULL},
    {"cause", &cause_schema, true, NULL},
    {"action", &action_schema, true, NULL},
    {"since", &schema_date_time, false, "Since when it is so."},
    {"media", &media_schema, false, "Card, page or paper in the device's mouth."},
    {"paper", &paper_schema, false, NULL},
    {"toner", &toner_schema, false, NULL},
    {"explanation", &explanation_schema, false, NULL},
    {0}};
const struct schema protocol_status = {.kind = SCHEMA_OBJECT,
                                       .name = "DeviceStatus",
                                       .open = true,
                                       .members = status_members,
                                       .about =
                                           "How a device is, why, and who must act."};

/* ---- what every class has
 * --------------------------------------------------------------- */

static const struct schema id_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = INT32_MAX, .about = "Id of a command."};
static const struct schema name_schema = {.kind = SCHEMA_STRING, .min = 1, .max = 64};
static const struct schema names_schema = {
    .kind = SCHEMA_ARRAY, .max = 100, .item = &name_schema};

static const struct schema_member status_payload_members[] = {
    {"refresh", &schema_boolean, false, "Ask the device itself; false when left out."},
    {0}};
static const struct schema status_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = status_payload_members};

static const struct schema_member capabilities_members[] = {
    {"class", &name_schema, true, NULL},
    {"driver", &name_schema, true, NULL},
    {"protocol", &schema_natural, true, NULL},
    {"commands", &names_schema, true, "Names of the commands that it answers."},
    {0}};
static const struct schema capabilities_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = capabilities_members};

static const struct schema_member cancel_members[] = {
    {"id", &id_schema, true, "The command that shall end."}, {0}};
static const struct schema cancel_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = cancel_members};

static const struct protocol_command common_commands[] = {
    {"Common.Status", "How the device is.", &status_payload, &protocol_status, 5000},
    {"Common.Capabilities", "What the driver and its device can do.",
     &schema_empty_object, &capabilities_schema, 5000},
    {"Common.Cancel", "Makes a running command end soon.", &cancel_payload,
     &schema_empty_object, PROTOCOL_CANCEL_MS},
    {0}};

static const struct protocol_event common_events[] = {
    {"Common.StatusChanged", "Something about the device changed.", &protocol_status},
    {0}};

const struct driver_class common_class = {"common", common_commands, common_events};

/* ---- envelope
 * --------------------------------------------------------------------------- */

static const char *const type_words[] = {"hello",      "command",     "event",
                                         "completion", "unsolicited", NULL};

/* Members that a packet of each type needs, in the order of type_words. */
static const struct {
    const char *members[4];
    const char *sentence;
} needs[] = {
    {{"payload"}, "a hello needs payload"},
    {{"id", "name"}, "a command needs id and name"},
    {{"id", "name"}, "an event needs id and name"},
    {{"id", "name", "completion"}, "a completion needs id, name and completion"},
    {{"name"}, "an unsolicited event needs name"},
};

static const char *
envelope_rule(const json_t *envelope)
{
    int type =
        find_word(type_words, json_string_value(json_object_get(envelope, "type")));

    for (const char *const *member = needs[type].members; *member; member++) {
        if (!json_object_get(envelope, *member))
            return needs[type].sentence;
    }
    return NULL;
}

static const char *
blobs_rule(const json_t *blobs)
{
    json_int_t count = json_is_array(blobs) ? (json_int_t)json_array_size(blobs)
                                            : json_integer_value(blobs);

    if (!json_is_array(blobs) && !json_is_integer(blobs))
        return "must be a number of blobs, or with --stdio a list of file paths";
    if (count < 0 || count > PROTOCOL_BLOBS_MAX)
        return "must be 0 to 16 blobs";
    for (size_t i = 0; i < json_array_size(blobs); i++) {
        if (!json_is_string(json_array_get(blobs, i)))
            return "must be a list of file paths";
    }
    return NULL;
}

static const struct schema type_schema = {.kind = SCHEMA_STRING, .choices = type_words};
static const struct schema completion_schema = {
    .kind = SCHEMA_STRING, .choices = completion_words, .source = "CWA 16926"};
static const struct schema timeout_schema = {.kind = SCHEMA_INTEGER,
                                             .max = INT32_MAX,
                                             .about =
                                                 "Milliseconds; 0 or left out: none."};
/* Wider than protocol_causes: a completion must not get lost for an unknown word. Whoever
 * reads it asks protocol_cause_known(). */
static const struct schema envelope_cause_schema = {
    .kind = SCHEMA_STRING, .max = 64, .about = "A word of the list of causes."};
static const struct schema blobs_schema = {
    .kind = SCHEMA_ANY,
    .rule = blobs_rule,
    .about =
        "Number of descriptors beside the packet; with --stdio a list of file paths."};

static const struct schema_member envelope_members[] = {
    {"type", &type_schema, true, NULL},
    {"id", &id_schema, false, NULL},
    {"name", &name_schema, false, "Of the command or event."},
    {"timeout_ms", &timeout_schema, false, NULL},
    {"completion", &completion_schema, false, NULL},
    {"cause", &envelope_cause_schema, false, NULL},
    {"explanation", &explanation_schema, false, NULL},
    {"payload", &schema_empty_object, false,
     "As the class describes it; {} when left out."},
    {"blobs", &blobs_schema, false, NULL},
    {0}};
const struct schema protocol_envelope = {.kind = SCHEMA_OBJECT,
                                         .name = "Envelope",
                                         .open = true,
                                         .members = envelope_members,
                                         .rule = envelope_rule};

static const struct schema protocol_number_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 1000, .about = "Version of the protocol."};
static const struct schema_member hello_members[] = {
    {"protocol", &protocol_number_schema, true, NULL},
    {"class", &name_schema, true, NULL},
    {"driver", &name_schema, true, NULL},
    {"version", &name_schema, true, "Version of the program that speaks."},
    {0}};
const struct schema protocol_hello = {
    .kind = SCHEMA_OBJECT, .name = "Hello", .open = true, .members = hello_members};

/* ---- description
 * ------------------------------------------------------------------------ */

static json_t *
describe_command(const struct protocol_command *command, bool with_schemas)
{
    if (!with_schemas)
        return json_string(command->name);
    return json_pack("{s:s, s:s, s:i, s:o, s:o}", "name", command->name, "about",
                     command->about, "timeout_ms", command->timeout_ms, "payload",
                     schema_describe(command->payload, NULL), "completion",
                     schema_describe(command->completion, NULL));
}

static json_t *
describe_event(const struct protocol_event *event, bool with_schemas)
{
    if (!with_schemas)
        return json_string(event->name);
    return json_pack("{s:s, s:s, s:o}", "name", event->name, "about", event->about,
                     "payload", schema_describe(event->payload, NULL));
}

json_t *
protocol_describe(const struct driver_class *class, const char *driver, const char *about,
                  bool with_schemas)
{
    const struct driver_class *const classes[] = {class, &common_class};
    json_t *commands = json_array(), *events = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        for (const struct protocol_command *c = classes[i]->commands; c->name; c++)
            json_array_append_new(commands, describe_command(c, with_schemas));
        for (const struct protocol_event *e = classes[i]->events; e->name; e++)
            json_array_append_new(events, describe_event(e, with_schemas));
    }
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:o, s:o}", "protocol", PROTOCOL_VERSION,
                     "class", class->name, "driver", driver, "version", KIOSK_VERSION,
                     "about", about, "commands", commands, "events", events);
}
