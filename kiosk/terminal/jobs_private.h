// SPDX-License-Identifier: Apache-2.0
/* Inside jobs*.c only. */
#ifndef TERMINAL_JOBS_PRIVATE_H
#define TERMINAL_JOBS_PRIVATE_H

#include "jobs.h"

#include <kiosk/scanner.h>

/* A job: one chain of commands for one order. Lives until its last command has ended. */
struct job {
    struct jobs *jobs;
    struct job **slot; // where it stands as the running one of its kind
    int order;
    struct device *device; // that runs its command, NULL between commands
    int command;           // id of it
    bool canceled;         // its end is told to nobody; no longer in its slot

    bool type_only;                    // card: nothing of the person leaves this thread
    int preview_width, preview_height; // scan
    json_t *scanned;                 // pages that came, one after another prepared; owned
    int page_fds[SCANNER_PAGES_MAX]; // their pixels, -1: handed on
    size_t page;                     // that is being prepared
    char *mark, *crop;               // over the pages; what to cut out; owned or NULL
    int turn;                        // degrees, -1: as the writing tells
    bool kept;                       // it is a page of earlier that is turned

    json_t *sentences; // speech; owned
    size_t sentence;   // the next one
    char language[16];
    int rate;

    char case_id[37], name[37]; // print; the name is its UUID, on the device too
    char part[16];              // of the case: "result-1"; "" none that is continued
    int pdf;                    // memfd, -1: none
    bool left;                  // its visit is over: nobody at the machine waits for it
    bool stopping;              // no sheet is to be begun any more
    bool thermal;               // sent to the slip printer
    json_t *strip;              // blocks for the slip printer; owned, NULL: it goes on A4
    int pages;                  // of the whole document
    int first, last;            // sheets that are wanted; 0: from the first, to the end
    int sheets;                 // out so far, of this try
    bool earlier;               // of an earlier run of the program
    int looks;                  // how often it was asked what became of it
    GSource *timer;             // until the next look
    char *key; // sample: what it is called; owned
    char cause[32];             // why the print failed that is asked about
};

#define JOBS_PRINTS_MAX 8 // that wait for the one that runs

/* The print of a case that failed last, by what it is known again. */
struct jobs_failed_print {
    char case_id[37], part[16], name[37]; // name "": none
    bool thermal;
    int first, wanted; // sheets
};

struct jobs {
    struct jobs_settings settings;
    struct jobs_failed_print failed;
    bool stopped;
    GQueue prints; // struct event, owned: what is printed when the running one has ended
    guint prints_left; // the first so many of them are of visits that are over
    struct job *card, *scan, *view, *print, *speech; // those that run, NULL: none
    struct job *code, *voices, *sample;
    struct job
        *live; // the picture of a camera; waiting for it is no waiting for the machine
    /* The page that was prepared last, so that it can be turned: as the scanner gave it. */
    struct {
        json_t *page; // NULL: none
        int fd;
        int preview_width, preview_height;
        char *mark, *crop;
    } last;
    struct {
        unsigned wanted, shown, known; // lamps, bits of session_lights()
        unsigned setting;              // the one that is being switched
        bool contacts_up, keypad_up;   // their drivers, as last told
    } cabinet;
    // Canceled, prints of earlier runs, and questions of the keyboard, whose end has not come.
    int lingering;
};

/* A new job in `slot`; one that runs there is canceled. */
struct job *job_begin(struct jobs *jobs, struct job **slot, int order);
/* Sends a command as the job's next step. False: there is no such device. */
bool job_send(struct job *job, const char *class, struct device_request *request);
/* The same to one of several devices of a class; NULL or unknown: to that which is used. */
bool job_send_to(struct job *job, const char *class, const char *name,
                 struct device_request *request);
void job_cancel(struct job *job); // NULL-safe
/* To be called first in every `done`. False: nobody waits for it; the job is gone. */
bool job_goes_on(struct job *job);
void job_over(struct job *job);

/* The cause to tell of an answer that is no success. */
const char *job_cause(const struct device_answer *answer);
void jobs_tell(struct jobs *jobs, struct event *event);
void job_fail(struct job *job, enum session_event_kind kind, const char *cause);
/* Takes the blob whose index stands in member `name` of `object`; -1: none. */
int
job_take_blob(const struct device_answer *answer, const json_t *object, const char *name);

void jobs_say(struct jobs *jobs, struct event *event);
void jobs_input(struct jobs *jobs, struct event *event);
void jobs_scan(struct jobs *jobs, const struct event *event);
void jobs_bind(struct jobs *jobs, struct event *event);
void jobs_sample(struct jobs *jobs, const struct event *event);
void jobs_code(struct jobs *jobs, const struct event *event);
void jobs_turn(struct jobs *jobs, struct event *event);
void jobs_lights(struct jobs *jobs, const struct event *event);
void jobs_live(struct jobs *jobs, const struct event *event);
void jobs_forget_page(struct jobs *jobs); // also when there is none
void jobs_scan_finish(struct job *job);   // what a scan owns
void jobs_print(struct jobs *jobs, struct event *event);
void jobs_print_begin(struct jobs *jobs, struct event *event); // when no print runs
void jobs_print_next(struct jobs *jobs); // the first that waits; none while one runs
void jobs_cancel_print(struct jobs *jobs, const struct event *event);
void jobs_view(struct jobs *jobs, struct event *event);
void jobs_intended(struct jobs *jobs, const struct event *event);
/* jobs_print.c, for jobs_print_again.c */
void job_intend(struct job *job);
void job_note_outcome(struct job *job, const char *outcome, int sheets);
void job_tell_printed(struct job *job, int sheets);
void job_end_print_failed(struct job *job, const char *cause, int sheets);
int job_sheets_wanted(const struct job *job);
/* jobs_print_again.c */
void jobs_print_failed(const struct job *job);
void jobs_print_unless_out(struct job *job);
void jobs_open_intent(struct jobs *jobs, const struct event *event);

#endif
