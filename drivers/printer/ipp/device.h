// SPDX-License-Identifier: Apache-2.0
/* The printer at the other end: one IPP request and its answer (RFC 8010, RFC 8011), each on
 * a connection of its own. A printer that takes a connection and then says nothing is met by
 * our own deadlines; libcups would wait for ever or call it success. Command thread. */
#ifndef PRINTER_IPP_DEVICE_H
#define PRINTER_IPP_DEVICE_H

#include <cups/cups.h>
#include <kiosk/driver.h>

struct device {
    char *uri;         // ipp://host:port/path, as requests name it
    char *host, *path; // host: also the path of a local socket
    char *user;        // whose jobs they are; NULL: "kiosk"
    int port;
    bool encrypted; // ipps:
};

/* "ipp://HOST[:PORT]/PATH" or "ipps://…". False: *error says what an address looks like. */
bool device_init(struct device *device, const char *address, GError **error);
void device_finish(struct device *device); // NULL- and zero-safe

/* What came of a request. */
enum answer {
    ANSWER_IPP,         // *response_out is filled; its status code may still be a refusal
    ANSWER_UNREACHABLE, // nobody listens there
    ANSWER_SILENT,      // connected, no answer in time
    ANSWER_CUT,         // the connection broke
    ANSWER_NONSENSE,    // an answer that is not IPP
    ANSWER_CANCELED,    // the command was canceled meanwhile
};

struct question {
    ipp_t *request; // taken
    const void *document;
    size_t size; // of the document; 0: none
    int timeout_ms;
    const struct driver_call *call; // its cancel ends the request; NULL: nothing does
    bool document_sent;             // set: the last byte was handed to the network
};

/* Never sends anything a second time. ippDelete *response_out. */
enum answer
device_ask(const struct device *device, struct question *question, ipp_t **response_out);

/* A request for this printer, with what every request needs. */
ipp_t *device_request(const struct device *device, ipp_op_t operation);

/* For an answer that is not ANSWER_IPP: a word of protocol_causes and a staff sentence. */
const char *answer_cause(enum answer answer);
const char *answer_sentence(enum answer answer);

#endif
