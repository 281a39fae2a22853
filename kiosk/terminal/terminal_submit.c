// SPDX-License-Identifier: Apache-2.0
/* The case of this visit on its way to the store. */
#include "terminal_private.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"

void
terminal_forget_submission(struct terminal *terminal)
{
    struct submission *submission = &terminal->submission;
    if (submission->application)
        sodium_memzero(submission->application, strlen(submission->application));
    g_free(submission->application);
    sodium_memzero(submission, sizeof *submission);
}

static char *
make_application(const struct terminal *terminal, const struct submission *submission)
{
    json_t *application = session_application(&terminal->session, submission->case_id,
                                              submission->query_code,
                                              submission->submitted_ms);
    char *text = json_canonical(application);
    json_decref(application);
    return text;
}

static void
name_submission(struct terminal *terminal)
{
    struct submission *submission = &terminal->submission;
    uint8_t noise[10];
    terminal_forget_submission(terminal);
    randombytes_buf(noise, sizeof noise);
    uuid_make(&terminal->ids, clock_real_ms(), noise, submission->case_id);
    if (terminal->session.progress.correcting) // the case keeps its code
        g_strlcpy(submission->query_code, terminal->session.progress.code,
                  sizeof submission->query_code);
    else
        g_snprintf(submission->query_code, sizeof submission->query_code, "%06u",
                   randombytes_uniform(1000000));
}

/* Handing in the very same answers again is the same case: its first end may be unknown. */
static void
prepare_submission(struct terminal *terminal)
{
    struct submission *submission = &terminal->submission;
    if (submission->application) {
        g_autofree char *again = make_application(terminal, submission);
        if (strcmp(again, submission->application) == 0)
            return;
    }
    // A name given when the pages were sealed is good for the first time only.
    if (submission->application || !submission->case_id[0])
        name_submission(terminal);
    submission->submitted_ms = clock_real_ms();
    submission->application = make_application(terminal, submission);
}

/* False: the descriptor could not be doubled. */
static bool
add_piece(struct event *event, const char *name, int fd)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (copy < 0)
        return false;
    event_add_piece(event, name, copy);
    return true;
}

static bool
add_pieces(const struct terminal *terminal, struct event *event)
{
    const struct session *session = &terminal->session;
    if (terminal->photo_fd >= 0 && !session->progress.correcting &&
        !add_piece(event, "photo", terminal->photo_fd))
        return false;
    for (size_t i = 0; i < session->material_count; i++) {
        const struct session_material *material = &session->materials[i];
        for (size_t page = 0; page < material->page_count; page++) {
            char name[64];
            session_piece_name(session, i, page, name);
            int fd = pages_jpeg(terminal->pages, material->pages[page].handle);
            if (fd < 0 || event->piece_count >= EVENT_PIECES_MAX - 1 ||
                !add_piece(event, name, fd))
                return false;
        }
    }
    return true;
}

/* The case gets its id now: it is sealed in. A page that cannot be added is told when the
 * case is handed in. */
void
terminal_seal(struct terminal *terminal)
{
    if (terminal->submission.application)
        return; // handed in before: whether that was the same case shows only then
    if (!terminal->submission.case_id[0])
        name_submission(terminal);
    struct event *event = event_create(EVENT_SEAL);
    g_strlcpy(event->case_id, terminal->submission.case_id, sizeof event->case_id);
    if (add_pieces(terminal, event))
        outbox_put(terminal->outbox, event);
    else
        event_destroy(event);
}

void
terminal_submit(struct terminal *terminal, int order)
{
    const struct session *session = &terminal->session;
    prepare_submission(terminal);
    const struct submission *submission = &terminal->submission;
    struct event *event = event_create(EVENT_SUBMIT);
    event->order = order;
    g_strlcpy(event->case_id, submission->case_id, sizeof event->case_id);
    event->text = g_strdup(submission->application);
    event->text2 = g_strdup(submission->query_code);
    event->text3 = g_strdup(session->service->id);
    event->number = session->service->version;
    event->time_ms = submission->submitted_ms;
    if (session->progress.correcting)
        event->json = json_pack(
            "{s:s, s:s}", "case_id", json_text(session->progress.told, "case_id", ""),
            "receipt_number", json_text(session->progress.told, "receipt_number", ""));
    if (add_pieces(terminal, event)) {
        outbox_put(terminal->outbox, event);
        return;
    }
    event_destroy(event);
    diag_warn("a case was not stored: a page of it is gone");
    struct event *failed = event_tell(SESSION_STORE_FAILED, order);
    failed->text = g_strdup("failed");
    mailbox_put(terminal->mailbox, failed);
}
