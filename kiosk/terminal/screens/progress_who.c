// SPDX-License-Identifier: Apache-2.0
/* Whose case: the card on the reader or the receipt number; then the query code. The last digit
 * goes on by itself. */
#include "part.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include "pad.h"
#include <string.h>

/* Keys of a number, as for a telephone: no X, no point. */
static const struct question digits = {.id = "digits", .kind = QUESTION_PHONE};

static void
add_digits(const struct frame *frame, int y, const char *id, const char *name,
           const char *value, const char *groups, const char *error)
{
    add(frame->view, .kind = WIDGET_DIGITS, .role = ROLE_TEXTBOX, .id = id, .name = name,
        .value = value, .detail = groups, .error = error,
        .step = frame->assisted ? TYPE_LARGE : TYPE_KEY, .focused = true,
        .box = {frame->left, y, frame->width, frame->assisted ? 104 : 96});
}

/* ---- who -------------------------------------------------------------------------------- */

static int
add_card(const struct frame *frame, int y)
{
    const char *cause = frame->session->card_cause;
    const struct fault *fault = *cause != '\0' ? fault_find("card", cause) : NULL;
    g_autofree char *where = text_format(
        N_("The reader: %s"), frame_texts(frame, frame->session->place->card_where));
    struct strip strip = {
        .tone = fault != NULL ? STRIP_ERROR : STRIP_NOTICE,
        .id = "state",
        .icon = fault != NULL ? "error" : "contactless",
        .text = fault != NULL ? _(fault->title) : _("Lay your ID card on the reader"),
        .detail = fault == NULL           ? where
                  : fault->person != NULL ? _(fault->person)
                                          : NULL,
    };
    return frame_strip(frame, y, &strip);
}

static const char *
number_error(const struct session *session)
{
    switch (session->progress.problem) {
    case PROGRESS_WRONG_NUMBER:
        return _("One digit is wrong. Please compare with your receipt.");
    case PROGRESS_NO_TICKET:
        return _("The office has no such number yet. Given just now, it takes a while.");
    case PROGRESS_NO_OFFICE:
        return _("The service centre does not answer right now.");
    default:
        return NULL;
    }
}

/* Numbers of what could not be done begin with B; asked again when nobody answered. */
static void
add_ticket_key(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    bool again = session->progress.problem == PROGRESS_NO_OFFICE;
    int height = frame->assisted ? 112 : 88;
    if (session->ask_order != 0)
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "asking",
            .name = _("Looking it up …"), .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame->left, y, frame->width, height});
    else
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON,
            .id = again ? "retry-number" : "ticket",
            .name = again                      ? _("Ask again")
                    : session->progress.ticket ? _("The number of a receipt instead")
                                               : _("It begins with B: could not be done"),
            .icon = again ? "sync" : "swap_horiz", .icon_size = frame->assisted ? 48 : 40,
            .step = TYPE_SMALL, .small = true,
            .box = {frame->left, y, frame->width, height},
            .send = {.action = again ? SESSION_RETRY : SESSION_TYPE,
                     .text = again ? NULL : "B"});
}

/* The other thing that a printer and a scanner are good for. */
static void
add_copy(const struct frame *frame, int y)
{
    int width = frame->assisted ? 360 : 340, height = frame->assisted ? 112 : 88;
    if (session_can_copy(frame->session))
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "copy",
            .name = _("Copy an ID card"), .icon = "content_copy",
            .icon_size = frame->assisted ? 56 : 40, .layout = LAYOUT_ROW,
            .step = TYPE_SMALL, .small = true,
            .box = {frame->right - width, y, width, height}, sends(SESSION_COPY));
}

void
progress_who_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    int y = frame_title_beside(&frame, frame.top + 40, _("Whose matter is it?"),
                               frame.assisted ? 384 : 364) +
            24;
    add_copy(&frame, frame.top + 40);
    bool ticket = session->progress.ticket; // a card is no help then
    if (!ticket && !frame.assisted && *session->card_cause == '\0') {
        int height = 300, width = height * 968 / 640;
        add(view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE, .icon = "card-on-reader",
            .name = _("The card lies flat on the lit reader, portrait up"),
            .box = {frame.left + (frame.width - width) / 2, y, width, height});
        y += height + 20;
    }
    if (!ticket)
        y = add_card(&frame, y) + (frame.assisted ? 24 : 36);
    bool reader = session_can_read_code(session);
    y = frame_heading(&frame, y,
                      ticket ? _("The number after the B")
                      : reader
                          ? _("Or hold the code of the receipt to the reader, or type")
                          : _("Or the number on the receipt"));
    const char *error = session->code_unknown
                            ? _("This code is not one of ours. Please type the number.")
                            : number_error(session);
    add_digits(&frame, y, "field-number", _("Number on the receipt"),
               session->progress.number, "4 6 4 1", error);
    y += frame.assisted ? 120 : 108;
    if (error != NULL) {
        int height = view_text_height(view, error, TYPE_BODY, true, frame.width);
        add(view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .id = "problem", .name = error,
            .step = TYPE_BODY, .bold = true, .colour = COLOUR_ZHU_TEXT,
            .box = {frame.left, y, frame.width, height});
        y += height + 12;
    }
    if (ticket || error == NULL)
        add_ticket_key(&frame, y);
    pad_add(&frame, &digits, frame.bottom);
}

/* ---- the code --------------------------------------------------------------------------- */

static char *
code_problem(const struct session *session)
{
    const struct session_progress *progress = &session->progress;
    switch (progress->problem) {
    case PROGRESS_WRONG_CODE:
        return text_format(
            N_("Number and code do not belong together. **%d** more tries."),
            progress->tries_left);
    case PROGRESS_LOCKED:
        return g_strdup(
            _("Wrong too often. Try again in an hour, or ask at the window."));
    case PROGRESS_NO_OFFICE:
        return g_strdup(_("The service centre does not answer right now."));
    default:
        return NULL;
    }
}

static int
add_problem(const struct frame *frame, int y)
{
    g_autofree char *problem = code_problem(frame->session);
    if (problem == NULL)
        return y;
    bool away = frame->session->progress.problem == PROGRESS_NO_OFFICE;
    struct strip strip = {
        .tone = away ? STRIP_NOTICE : STRIP_ERROR,
        .id = "problem",
        .icon = away ? "cloud_off" : "error",
        .text = problem,
        .plain = true,
        .detail = away ? _("Nothing is lost. By telephone: 12345.") : NULL,
    };
    return frame_strip(frame, y, &strip) + 20;
}

static void
add_retry(const struct frame *frame, int y)
{
    if (frame->session->progress.problem != PROGRESS_NO_OFFICE)
        return;
    int height = frame->assisted ? 120 : 96;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "retry",
        .name = _("Ask again"), .icon = "sync", .step = TYPE_KEY,
        .box = {frame->left, y, frame->width, height}, sends(SESSION_RETRY));
}

void
progress_code_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    int y = frame_title(&frame, frame.top + 40, _("The query code, please"),
                        _("Six digits, on the receipt below the number."));
    if (session->card != NULL && !frame.assisted)
        y = part_person(&frame, y) + 24;
    add_digits(&frame, y, "field-code", _("Query code"), session->progress.code, "3 3",
               NULL);
    y += (frame.assisted ? 104 : 96) + 24;
    if (session->ask_order != 0)
        add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "asking",
            .name = _("Looking it up …"), .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame.left, y, frame.width, frame.assisted ? 78 : 56});
    y = add_problem(&frame, y);
    add_retry(&frame, y);
    pad_add(&frame, &digits, frame.bottom);
}
