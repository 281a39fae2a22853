// SPDX-License-Identifier: Apache-2.0
#include "answer_keys.h"

#include "core/text.h"
#include "keyboard.h"
#include "pad.h"
#include <string.h>

/* A date is picked unless somebody would rather type its digits. */
static bool
picks_date(const struct frame *frame, const struct question *question)
{
    return question->kind == QUESTION_DATE &&
           frame->session->input.keyboard != KEYBOARD_DIGITS;
}

/* A month may touch six weeks, and has a row of weekdays above. */
static int
date_top(const struct frame *frame, int bottom)
{
    return pad_top(frame, bottom) - (frame->assisted ? 180 : 60);
}

int
answer_keys_top(const struct frame *frame, const struct question *question, int bottom)
{
    if (question == NULL)
        return bottom;
    if (session_is_text(question) && !session_picks_region(frame->session, question))
        return keyboard_top(frame);
    return picks_date(frame, question) ? date_top(frame, bottom) : pad_top(frame, bottom);
}

/* Digits instead of the calendar, and back. */
static void
add_calendar_key(const struct frame *frame, int bottom)
{
    int height = frame->assisted ? 100 : 84, width = frame->assisted ? 330 : 300;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-calendar",
        .name = _("Pick the day"), .icon = "event", .step = TYPE_BODY,
        .box = {frame->right - width, pad_top(frame, bottom) - height - 8, width, height},
        .send = {.action = SESSION_KEYBOARD, .number = KEYBOARD_USUAL});
}

void
answer_keys_add(const struct frame *frame, const struct question *question, int top,
                int bottom, const struct widget *next)
{
    if (question == NULL) {
        frame_primary(frame, next);
    } else if (session_picks_region(frame->session, question)) {
        place_keys_add(frame, question, pad_top(frame, bottom), bottom);
        frame_primary(frame, next);
    } else if (session_is_text(question)) {
        keyboard_add(frame, top, next);
    } else if (picks_date(frame, question)) {
        date_keys_add(frame, question, date_top(frame, bottom), bottom);
        frame_primary(frame, next);
    } else {
        if (question->kind == QUESTION_DATE)
            add_calendar_key(frame, bottom);
        pad_add(frame, question, bottom);
        frame_primary(frame, next);
    }
}

/* ---- a signature ---- */

#define SIGN_KEY 96

static int
square_height(const struct frame *frame)
{
    return frame->width * 2 / 5;
}

int
answer_sign_height(const struct frame *frame)
{
    return square_height(frame) + 20 + (frame->assisted ? SIGN_KEY + 20 : SIGN_KEY);
}

void
answer_sign_add(const struct frame *frame, const struct question *question, int y)
{
    const struct session *session = frame->session;
    g_autofree char *id = g_strdup_printf("signature-%s", question->id);
    bool is_signed = session_answer(session, question) != NULL;
    int height = square_height(frame), key = frame->assisted ? SIGN_KEY + 20 : SIGN_KEY;
    bool narrow = frame->assisted && frame->theme->narrow;
    int width = narrow ? 270 : frame->assisted ? 360 : 300;
    add(frame->view, .kind = WIDGET_STROKES, .role = ROLE_TEXTBOX, .id = id,
        .name = frame_texts(frame, question->label), .radius = 12,
        .ink = session->input.ink, .done = is_signed,
        .box = {frame->left, y, frame->width, height},
        .send = {.action = SESSION_WRITTEN, .text = question->id});
    y += height + 20;
    const char *state = is_signed && session->input.strokes == 0
                            ? _("Signed already. To change it, write again.")
                        : is_signed ? _("Signed")
                                    : _("Write your name in the box with your finger.");
    int room = frame->width - width - 24;
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .id = "sign-state",
        .name = state, .step = narrow ? TYPE_CAPTION : TYPE_SMALL, .colour = COLOUR_INK,
        .box = {frame->left, y + 8, room, key});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "again",
        .name = _("Write again"), .icon = "refresh", .step = TYPE_BODY,
        .disabled = !is_signed, .box = {frame->right - width, y, width, key},
        .send = {.action = SESSION_REWRITE, .text = question->id});
}
