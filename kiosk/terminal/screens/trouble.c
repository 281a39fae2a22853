// SPDX-License-Identifier: Apache-2.0
/* 办不成事: why it could not be done, a number to call back, who answers and until when; then the
 * number to take home. */
#include "part.h"

#include "builders.h"
#include "core/trouble.h"
#include "core/text.h"
#include "pad.h"
#include <kiosk/letter.h>
#include <string.h>

static const char *const icons[] = { // in the order of letter_trouble_words
    "menu_book", "directions_walk",        "do_not_disturb_on",
    "schedule",  "sentiment_dissatisfied", "more_horiz"};

/* The own number in groups, as it is written. g_free. */
static char *
shown_number(const char *digits)
{
    static const struct question phone = {.kind = QUESTION_PHONE};
    return pad_group(&phone, digits);
}

static int
add_reasons(const struct frame *frame, int y)
{
    unsigned chosen = frame->session->voice.reasons;
    int gap = 20, width = (frame->width - gap) / 2, height = frame->assisted ? 220 : 124;
    for (size_t i = 0; i < G_N_ELEMENTS(icons); i++) {
        g_autofree char *id = g_strdup_printf("reason-%s", letter_trouble_words[i]);
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_CHECKBOX, .id = id,
            .name = _(trouble_reason(i)), .icon = icons[i], .icon_size = 48,
            .selected = (chosen >> i & 1) != 0,
            .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
            .box = {frame->left + (int)(i % 2) * (width + gap),
                    y + (int)(i / 2) * (height + gap), width, height},
            .send = {.action = SESSION_REASON, .text = letter_trouble_words[i]});
    }
    return y + 3 * height + 2 * gap;
}

struct aside {
    const char *id, *label, *value, *none, *give, *change;
    int event, number;
};

/* Something that may be given, too: what was given, and the key that leads there. Gives the y
 * below it. */
static int
add_aside(const struct frame *frame, int y, const struct aside *aside)
{
    bool given = aside->value[0] != '\0';
    g_autofree char *shown_id = g_strdup_printf("%s-left", aside->id);
    int key = 264, height = 88;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = aside->label,
        .step = TYPE_BODY, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, y, frame->width, 54});
    y += 56;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = shown_id,
        .name = given ? aside->value : aside->none, .step = TYPE_KEY,
        .colour = COLOUR_INK, .personal = given,
        .box = {frame->left, y, frame->width - key - 20, height});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = aside->id,
        .name = given ? aside->change : aside->give, .icon = "edit", .step = TYPE_BODY,
        .box = {frame->right - key, y, key, height},
        .send = {.action = aside->event, .number = aside->number});
    return y + height + 16;
}

static int
add_words_field(const struct frame *frame, int y)
{
    const char *words = frame->session->voice.words;
    g_autofree char *first =
        g_utf8_substring(words, 0, MIN(g_utf8_strlen(words, -1), 14));
    g_autofree char *shown = strlen(first) < strlen(words) ? g_strconcat(first, "…", NULL)
                                                           : g_strdup(first);
    return add_aside(frame, y,
                     &(struct aside){"words",
                                     _("What do you want to say? (may be left out)"),
                                     shown, _("Nothing written yet"), _("Write it"),
                                     _("Write more"), SESSION_OPEN_WORDS, 0});
}

static int
add_number_field(const struct frame *frame, int y)
{
    g_autofree char *shown = shown_number(frame->session->voice.left);
    return add_aside(
        frame, y,
        &(struct aside){"phone", _("Which number to call? (may be left out)"), shown,
                        _("No number left yet"), _("Leave a number"), _("Change it"),
                        SESSION_OPEN_PHONE, PHONE_FOR_TROUBLE});
}

/* Who answers, by when. g_free. */
static char *
answer_words(const struct session *session)
{
    struct clock_date day;
    if (session->voice.left[0] == '\0')
        return g_strdup(_("You get a number; call and say it, any time."));
    if (!session_answer_day(session, &day))
        return g_strdup(_("Somebody who is in charge calls you."));
    g_autofree char *when = text_short_day(&day);
    return text_format(N_("By **%s** somebody in charge calls you."), when);
}

static void
add_strip(const struct frame *frame, int bottom)
{
    const struct session *session = frame->session;
    g_autofree char *words = answer_words(session);
    struct strip strip = {.tone = STRIP_INFO,
                          .id = "answer",
                          .icon = "event_available",
                          .text = words,
                          .plain = true};
    if (session->voice.failed)
        strip = (struct strip){.tone = STRIP_ERROR,
                               .id = "answer",
                               .icon = "error",
                               .text = _("It could not be noted here"),
                               .detail = _("Call 12345 and say it there.")};
    int height = frame->assisted ? 180 : 120;
    frame_strip(frame, bottom - MAX(height, frame_strip_height(frame, &strip)), &strip);
}

void
trouble_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    int y = frame_title(
        &frame, frame.top + 24, _("What could not be done?"),
        frame.assisted ? NULL : _("Somebody is in charge of it, not those it is about."));
    if (session->service != NULL && !frame.assisted) {
        char number[RECEIPT_SHOWN_SIZE];
        receipt_show(session->receipt.number, number);
        y = frame_strip(
                &frame, y,
                &(struct strip){.tone = STRIP_QUIET,
                                .id = "matter",
                                .icon = "link",
                                .text = frame_texts(&frame, session->service->name),
                                .aside = session->stored ? number : NULL}) +
            20;
    }
    y = frame_heading(&frame, y, _("Why? (several may be chosen)"));
    y = add_reasons(&frame, y) + 20;
    if (!frame.assisted)
        add_number_field(&frame, add_words_field(&frame, y));
    int keys = frame_keys_top(&frame);
    if (!frame.assisted || session->voice.failed)
        add_strip(&frame, keys - 20);
    bool ready = session->voice.reasons != 0;
    struct widget send = {.id = "send",
                          .name = session->voice.order != 0 ? _("Being sent")
                                  : ready ? _("Hand it to who is in charge")
                                          : _("Choose why first: hand it over"),
                          .icon = ready ? "send" : NULL,
                          .disabled = !ready || session->voice.order != 0,
                          .step = ready ? TYPE_LARGE : TYPE_KEY,
                          sends(SESSION_NEXT)};
    frame_primary(&frame, &send);
}

static const char *
paper_words(const struct session *session)
{
    switch (session->voice.paper) {
    case PRINT_RUNNING:
        return _("A slip with it is being printed.");
    case PRINT_DONE:
        return _("The slip is printed, take it with you.");
    default:
        return _("No paper this time: note it, or photograph it.");
    }
}

void
trouble_done_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    char number[TROUBLE_SHOWN_SIZE];
    trouble_show(session->voice.number, number);
    g_autofree char *answer = answer_words(session);
    int y =
        frame_verdict(&frame, frame.top + 24,
                      &(struct verdict){.tone = STRIP_GOOD,
                                        .icon = "check_circle",
                                        .title = _("It is noted"),
                                        .detail = _("Somebody is in charge of it now."),
                                        .height = 240}) +
        40;
    int height = frame.assisted ? 260 : 220;
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_HAIR,
        .bordered = true, .radius = 16, .box = {frame.left, y, frame.width, height});
    add(view, .kind = WIDGET_LABEL, .name = _("Your number"), .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {frame.left + 34, y + 30, frame.width - 68, 60});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "trouble-number",
        .name = number, .value = session->voice.number,
        .step = frame.assisted ? TYPE_LARGE : TYPE_TITLE, .bold = true,
        .colour = COLOUR_INK, .box = {frame.left + 34, y + 96, frame.width - 68, 96});
    y += height + 32;
    struct strip strips[] = {
        {.tone = STRIP_INFO,
         .id = "answer",
         .icon = "event_available",
         .text = answer,
         .plain = true},
        {.tone = STRIP_NOTICE,
         .id = "paper",
         .icon = "print",
         .text = paper_words(session),
         .plain = true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(strips); i++)
        y = frame_strip(&frame, y, &strips[i]) + 24;
    bool visit = session->voice.from != SCREEN_ATTRACT &&
                 session->voice.from != SCREEN_OUT_OF_SERVICE;
    struct widget on = {.id = "go-on",
                        .name = visit ? _("Noted, go on") : _("Noted, finish"),
                        .step = TYPE_LARGE,
                        sends(SESSION_NEXT)};
    frame_primary(&frame, &on);
}

/* ---- the own number ---- */

void
phone_build(struct view *view, const struct screen_context *context)
{
    static const struct question phone = {.id = "phone", .kind = QUESTION_PHONE};
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session_voice *voice = &frame.session->voice;
    bool help = voice->phone_for == PHONE_FOR_HELP;
    g_autofree char *shown = shown_number(voice->phone);
    g_autofree char *trouble = session_phone_trouble(frame.session);
    int y = frame_title(&frame, frame.top + 28, _("Which number to call?"),
                        help ? _("Staff call it when they are in again.")
                             : _("Only who is in charge sees it.")) +
            8;
    add(view, .kind = WIDGET_FIELD, .role = ROLE_TEXTBOX, .id = "field-phone",
        .name = _("Which number to call?"), .value = shown, .error = trouble,
        .step = TYPE_KEY, .focused = true,
        .box = {frame.left, y, frame.width, frame.assisted ? 120 : 96});
    y += frame.assisted ? 140 : 112;
    if (trouble != NULL)
        add(view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .id = "phone-trouble",
            .name = trouble, .step = TYPE_BODY, .bold = true, .colour = COLOUR_ZHU_TEXT,
            .box = {frame.left, y, frame.width,
                    view_text_height(view, trouble, TYPE_BODY, true, frame.width)});
    pad_add(&frame, &phone, frame_keys_top(&frame) - 40);
    bool none = voice->phone[0] == '\0';
    struct widget next = {.id = "next",
                          .name = none && !help ? _("Leave no number")
                                  : none        ? _("Type it first: call this number")
                                                : _("Call this number"),
                          .unready = none && help,
                          .step = none && help ? TYPE_KEY : TYPE_LARGE,
                          sends(SESSION_NEXT)};
    frame_primary(&frame, &next);
}
