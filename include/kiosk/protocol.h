// SPDX-License-Identifier: Apache-2.0
/* The driver protocol: how the terminal and a driver process speak.
 *
 * Transport  SOCK_SEQPACKET socket pair; the driver's end is descriptor 3, which blocks. One
 *            JSON object (UTF-8, no trailing zero) a packet, at most PROTOCOL_PACKET_MAX bytes. Big or
 *            personal data travels beside the packet as sealed memfds (SCM_RIGHTS), at most
 *            PROTOCOL_BLOBS_MAX, named by index. A receiver refuses a packet whose memfd
 *            lacks F_SEAL_WRITE, F_SEAL_SHRINK or F_SEAL_GROW.
 * By hand    `--stdio`: the same objects, one a line; "blobs" is then a list of file paths.
 *
 * Envelope   {"type": …, "id": …, "name": …, "timeout_ms": …, "payload": {…}, "blobs": N}
 *   hello        first packet each way: {"type":"hello","payload":{"protocol":1, …}}
 *   command      terminal → driver. `id` 1…2^31-1, increasing. `timeout_ms` 0: none
 *   event        driver → terminal, belongs to the command `id`
 *   completion   driver → terminal, exactly one a command; "completion" is one of the words
 *                below, "cause" and "explanation" (staff language, no personal data) say why
 *   unsolicited  driver → terminal, belongs to no command
 *
 * Every driver answers Common.Status, Common.Capabilities and Common.Cancel at any moment,
 * also while another command runs. Other commands run one at a time in order of arrival.
 * Common.Cancel makes the running command `id` end within PROTOCOL_CANCEL_MS with
 * "canceled" (or with what it had come to); a driver that does not is killed.
 * End of file on descriptor 3 means exit.
 *
 * Words of states, completions and actions follow CEN/CWA 16926 (XFS4IoT).
 */
#ifndef KIOSK_PROTOCOL_H
#define KIOSK_PROTOCOL_H

#include <kiosk/schema.h>

#define PROTOCOL_VERSION 1
#define PROTOCOL_DESCRIPTOR 3
#define PROTOCOL_PACKET_MAX (60 * 1024) // bytes; below the default 208 KiB socket buffer
#define PROTOCOL_BLOBS_MAX 16
#define PROTOCOL_BLOB_SIZE_MAX                                                           \
    (64 * 1024 * 1024)                // bytes; A4 600 dpi grey, 300 dpi colour
#define PROTOCOL_EXPLANATION_MAX 1000 // code points
#define PROTOCOL_CANCEL_MS 2000
#define PROTOCOL_HELLO_MS 5000 // a driver says hello within this time or is killed

enum completion {
    COMPLETION_SUCCESS,
    COMPLETION_COMMAND_ERROR_CODE,
    COMPLETION_CANCELED,
    COMPLETION_DEVICE_NOT_READY,
    COMPLETION_HARDWARE_ERROR,
    COMPLETION_INTERNAL_ERROR,
    COMPLETION_INVALID_COMMAND,
    COMPLETION_INVALID_REQUEST_ID,
    COMPLETION_TIME_OUT,
    COMPLETION_UNSUPPORTED_COMMAND,
    COMPLETION_INVALID_DATA,
    COMPLETION_USER_ERROR,
    COMPLETION_UNSUPPORTED_DATA,
    COMPLETION_SEQUENCE_ERROR,
    COMPLETION_NOT_ENOUGH_SPACE,
    COMPLETION_COUNT
};

enum device_state {
    DEVICE_ONLINE,
    DEVICE_OFFLINE,
    DEVICE_POWER_OFF,
    DEVICE_NO_DEVICE,
    DEVICE_HARDWARE_ERROR,
    DEVICE_USER_ERROR,
    DEVICE_BUSY,
    DEVICE_FRAUD_ATTEMPT,
    DEVICE_POTENTIAL_FRAUD,
    DEVICE_STARTING,
    DEVICE_STATE_COUNT
};

/* Who must act. */
enum device_action {
    ACTION_NONE,
    ACTION_RESET,         // restart the program, sparingly
    ACTION_CLEAR,         // staff on site: paper, jam, cover
    ACTION_MAINTENANCE,   // an engineer
    ACTION_CONFIGURATION, // an administrator
    ACTION_SUSPEND,       // nobody: it recovers alone
    ACTION_COUNT
};

const char *completion_name(enum completion completion);
const char *device_state_name(enum device_state state);
const char *device_action_name(enum device_action action); // "" for ACTION_NONE

/* False when the word is unknown. */
bool completion_parse(const char *name, enum completion *completion_out);
bool device_state_parse(const char *name, enum device_state *state_out);
bool device_action_parse(const char *name, enum device_action *action_out);

/* Causes: the vocabulary of faults. A fault is a row of this list; the terminal's sentences
 * for each stand in assets/texts. Drivers use these words and no others. */
extern const char *const protocol_causes[]; // NULL-terminated:
/* "none"
 * all      "notConnected" "notResponding" "noAnswer" "protocolError" "accessDenied" "busy"
 *          "driverCrashed" "driverHung" "driverMissing" "internalError" "badConfiguration"
 * card     "mediaRemoved" "cardUnreadable" "cardRejected" "cardUnsupported" "samFault";
 *          said by the terminal of a card read well: "samePerson" "notMinor" "notAdult"
 *          "notEntitled"
 * scanner  "noMedia" "mediaJam" "coverOpen" "incompletePage" "ioError"
 * printer  "paperOut" "paperLow" "paperJam" "coverOpen" "doorOpen" "tonerOut" "tonerLow"
 *          "trayMissing" "outputFull" "stopped" "jobAborted" "jobCanceled" "mediaMismatch"
 *          "spoolFull"; said by the terminal where nothing can part a document: "restNotCut"
 * receipt  "cutterFault", and paperOut paperLow coverOpen stopped ioError
 * image    "blankPage" "blurredPage" "noCard" "badImage"
 * contacts "doorOpen" "tampered" */

/* False for words that are not in the list: a stranger's driver may send them. */
bool protocol_cause_known(const char *cause);

/* ---- classes ---------------------------------------------------------------------------- */

struct protocol_command {
    const char *name; // "Scanner.Scan"
    const char *about;
    const struct schema *payload; // terminal → driver
    const struct schema
        *completion; // driver → terminal, payload of a successful completion
    int timeout_ms;  // what the terminal gives when nothing else is known
};

struct protocol_event {
    const char *name; // "Scanner.Progress"
    const char *about;
    const struct schema *payload;
};

struct driver_class {
    const char *name; // "scanner": also [device.*] class= and the folder drivers/scanner
    const struct protocol_command *commands; // ended by a row without a name
    const struct protocol_event *events;     // the same
};

/* Commands and events that every class has: Common.Status, Common.Capabilities,
 * Common.Cancel; events Common.StatusChanged. */
extern const struct driver_class common_class;

/* The row, looked for in `class` first and then in common_class; NULL when unknown. */
const struct protocol_command *
protocol_command_find(const struct driver_class *class, const char *name);
const struct protocol_event *
protocol_event_find(const struct driver_class *class, const char *name);

/* Schemas of the envelope, one a type; and of the hello payload. */
extern const struct schema protocol_envelope, protocol_hello;
/* Payload of Common.Status completion and of Common.StatusChanged:
 * {"device":"online","cause":"none","action":"","since":DATE_TIME, "media":…, "paper":…,
 *  "toner":…, "explanation":…}; only the first three are required. */
extern const struct schema protocol_status;

/* What a driver prints for --describe and sends in its hello: {"protocol", "class", "driver",
 * "version", "about", "commands", "events"}, those of common_class included. Commands and
 * events are names only, or with their sentences and schemas. New reference. */
json_t *protocol_describe(const struct driver_class *class, const char *driver,
                          const char *about, bool with_schemas);

#endif
