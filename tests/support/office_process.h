// SPDX-License-Identifier: Apache-2.0
/* A real office in a folder of its own, with its own authority, asked over TLS as a terminal or
 * a browser would. What is awaited and does not come fails the test with what the office wrote.
 * One thread, but for office_ask on different clients. */
#ifndef SUPPORT_OFFICE_PROCESS_H
#define SUPPORT_OFFICE_PROCESS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct office_process {
    char *folder; // $BUILD/worlds/NAME
    char *config;
    int port, staff_port;
    struct child *child; // NULL: not running
    json_t *contract;    // the committed office.openapi.json
};

/* Makes keys and configuration, starts nothing. */
struct office_process *office_process_create(const char *name);
/* Stops and frees; the folder stays for who wants to look. NULL-safe. */
void office_process_destroy(struct office_process *process);

void office_process_start(struct office_process *process); // waits until it answers
int office_process_stop(struct office_process *process);   // SIGTERM; the wait status
void office_process_kill(struct office_process *process);  // SIGKILL
/* Runs `kiosk-office --config … WORDS`, `input` (may be NULL) as one line on its standard
 * input. Its standard output (g_free). *status_out may be NULL: then it must succeed. */
char *office_process_run(struct office_process *process, const char *const *words,
                         const char *input, int *status_out);
/* All that it wrote on standard error. g_free. */
char *office_process_log(const struct office_process *process);
/* One more certificate of demo_ca, signed by the office's authority. */
void office_process_certificate(struct office_process *process, const char *name,
                                const char *common_name, const char *usage, int days);

/* ---- asking ----------------------------------------------------------------------------- */

struct office_call {
    const char *method, *path;
    const void *body;           // NULL: none
    size_t size;                // 0: strlen(body)
    const char *media;          // NULL: application/json
    const char *certificate;    // name in ca/; NULL: terminal-0001; "": none
    const char *const *headers; // more lines, ended by NULL; may be NULL
    bool staff;                 // the staff port, no certificate, cookies kept
    bool chunked;               // no Content-Length
};

struct office_reply {
    int failed; // CURLcode; 0: there was an answer
    long status;
    char *body; // a zero behind it
    size_t size;
    char *headers; // as they came
    json_t *json;  // NULL: the body is not JSON
};

struct office_client;
struct office_client *office_client_create(struct office_process *process);
void office_client_destroy(struct office_client *client);
/* What comes back from the terminals' port must agree with the contract, or the test fails. */
struct office_reply *
office_ask(struct office_client *client, const struct office_call *call);
void office_reply_free(struct office_reply *reply); // NULL-safe
/* Value of a header; g_free; NULL: not there. */
char *office_reply_header(const struct office_reply *reply, const char *name);

/* ---- cases, sealed as a terminal seals them ------------------------------------------------ */

struct sealed_piece {
    char name[65], sha256[65];
    uint8_t *bytes;
    size_t size;
};
struct sealed_case {
    char case_id[37];
    json_t *header;      // envelope_header_schema
    json_t *application; // what was sealed
    struct sealed_piece pieces[8];
    size_t piece_count;
};

struct sealed_options {
    const char *name;     // of the applicant; NULL: 王秀兰
    int serial;           // of the receipt number, from 1
    const char *receipt;  // NULL: made from the serial
    const char *service;  // NULL: medical-insurance
    int version;          // 0: 1
    const void *pages[3]; // pictures of the household register; NULL: none
    size_t page_sizes[3];
};
struct sealed_case *sealed_case_create(const struct office_process *process,
                                       const struct sealed_options *options);
void sealed_case_destroy(struct sealed_case *sealed); // NULL-safe
/* A correction of `sealed`: the phone number anew, and a page of the household register when
 * `page` is not NULL. Its case_id is the correction's id. */
struct sealed_case *
sealed_correction_create(const struct office_process *process,
                         const struct sealed_case *sealed, const char *phone,
                         const void *page, size_t page_size);
long
sealed_correction_put(struct office_client *client, const struct sealed_case *correction);
/* What is personal of the letter `id`, as its member "sealed". Takes `private`; g_free. */
char *
sealed_letter(const struct office_process *process, const char *id, json_t *private);
/* The canonical header; g_free. */
char *sealed_case_header(const struct sealed_case *sealed);
/* Sends one piece, the header, or all of it; the status. */
long sealed_case_put_piece(struct office_client *client, const struct sealed_case *sealed,
                           size_t index);
long
sealed_case_put_header(struct office_client *client, const struct sealed_case *sealed);
long sealed_case_put(struct office_client *client, const struct sealed_case *sealed);

#endif
