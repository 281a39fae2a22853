// SPDX-License-Identifier: Apache-2.0
/* An IPP printer that prints into a folder (RFC 8010, RFC 8011, PWG 5100.1 names), with faults
 * on demand. It knows nothing of our own IPP client. Own threads; every function may be
 * called from any thread.
 *
 * It is controlled by lines, the same here and on the standard input of ipp-printer:
 *   reasons WORDS…     printer-state-reasons, verbatim; what stops a printer stops it here too
 *   after N WORDS…     the same as soon as a job has N sheets out
 *   state N            printer-state 3 idle, 4 processing, 5 stopped: stays until `clear`
 *   mode WORD          ok, or a fault:
 *                      abort    a job ends as aborted after its first sheet
 *                      busy     new jobs are refused: server-error-busy
 *                      garbage  answers are not IPP
 *                      drop     takes the job and closes the connection without an answer
 *                      cut      closes the connection while the document comes in, takes no job
 *                      mute     takes connections and never answers
 *                      lie      a job is completed at once, and no sheet comes out
 *   hold on|off        jobs wait as pending-held
 *   count on|off       off: tells nothing about sheets and impressions
 *   forget on|off      on: jobs that are over are not remembered
 *   sheet-ms N         how long a sheet takes (20)
 *   formats WORDS…     document-format-supported (application/pdf image/pwg-raster)
 *   unplug, plug       the port is closed and all connections cut; the same port again
 *   clear              no reasons, state by itself, mode ok, no hold, plugged in
 *   jobs               answers "jobs N" and a line a job
 */
#ifndef SUPPORT_IPP_PRINTER_H
#define SUPPORT_IPP_PRINTER_H

#include <glib.h>
#include <stdbool.h>

struct ipp_printer;

/* `port` 0: any free one. Documents are kept as `folder`/job-N.pdf. */
struct ipp_printer *ipp_printer_start(int port, const char *folder, GError **error);
void ipp_printer_stop(struct ipp_printer *printer); // NULL-safe
const char *ipp_printer_uri(const struct ipp_printer *printer);

/* Obeys one line; the answer is to be freed: "ok", what was asked for, or "error: …". */
char *ipp_printer_say(struct ipp_printer *printer, const char *line);

struct ipp_printer_job {
    char name[256], user[256], sides[64], media[64];
    int state; // job-state
    int sheets, pages, copies;
    char *file; // of its document; NULL: none came in
};

/* Jobs that were ever taken, also those that are over. */
int ipp_printer_jobs(struct ipp_printer *printer);
/* Job `index` (from 0); `file` is to be freed. False: there is none. */
bool
ipp_printer_job(struct ipp_printer *printer, int index, struct ipp_printer_job *job_out);
/* True when job `index` is in `state` within the time. */
bool ipp_printer_wait(struct ipp_printer *printer, int index, int state, int timeout_ms);

#endif
