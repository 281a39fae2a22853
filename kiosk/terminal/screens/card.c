// SPDX-License-Identifier: Apache-2.0
/* The ID card: where it goes, how to lay it, and what is done with it. */
#include "part.h"

#include "booking.h"
#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

/* The picture and the words that belong on it, at the places that its file names. */
static int
add_picture(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    // The picture was drawn 968 units wide and 640 high.
    double scale = frame->width / 968.0;
    int height = frame->assisted ? 560 : 640;
    double down = height / 640.0;
    view_upright(view, true); // its words belong to places of the picture
    add(view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE, .icon = "card-on-reader",
        .name = _("The card lies flat on the lit reader, portrait up"),
        .box = {frame->left, y, frame->width, height});
    // The desk keeps its own colour in every palette; words on it need a ground of theirs.
    if (frame->theme->contrast)
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_CARD, .radius = 8,
            .box = {frame->left + 16, y + (int)(148 * down), (int)(306 * scale),
                    (int)(56 * down)});
    add(view, .kind = WIDGET_LABEL,
        .name = frame->theme->whole ? _("Portrait up") : _("Face up"),
        .step = frame->assisted ? TYPE_CAPTION : TYPE_BODY, .bold = true,
        .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->left, y + (int)(148 * down), (int)(314 * scale),
                (int)(56 * down)});
    if (frame->theme->contrast) // the plate of the picture is not dark enough for it
        add(view, .kind = WIDGET_FILL, .fill = COLOUR_HEADER,
            .box = {frame->left + (int)(560 * scale), y + (int)(574 * down),
                    (int)(330 * scale), (int)(52 * down)});
    add(view, .kind = WIDGET_LABEL, .align = TEXT_CENTRE,
        .name = frame->assisted && frame->theme->narrow ? _("Lit reader")
                                                        : _("The lit reader"),
        .step = frame->assisted ? TYPE_CAPTION : TYPE_SMALL, .bold = true,
        .colour = COLOUR_SHEET,
        .box = {frame->left + (int)(560 * scale), y + (int)(574 * down),
                (int)(330 * scale), (int)(52 * down)});
    view_upright(view, false);
    return y + height;
}

static int
add_hints(const struct frame *frame, int y)
{
    const struct {
        const char *what, *how;
    } hints[3] = {
        {_("Take it out"), _("without its cover")},
        {_("Face up"), _("flat and still")},
        {_("Hear the tone"), _("then put it away")},
    };
    int column = frame->width / 3, disc = frame->theme->narrow ? 44 : 56;
    int room = disc + (frame->theme->narrow ? 8 : 16);
    for (int i = 0; i < 3; i++) {
        int x = frame->left + i * column;
        char number[2] = {(char)('1' + i), '\0'};
        add(frame->view, .kind = WIDGET_DISC, .fill = COLOUR_QING, .name = number,
            .step = TYPE_BODY, .box = {x, y + (56 - disc) / 2, disc, disc});
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM,
            .name = hints[i].what, .detail = hints[i].how, .step = TYPE_BODY,
            .bold = true, .colour = COLOUR_INK,
            .box = {x + room, y, column - room - 4, 56});
        add(frame->view, .kind = WIDGET_LABEL, .name = hints[i].how, .step = TYPE_SMALL,
            .colour = COLOUR_INK, .box = {x + room, y + 54, column - room - 4, 44});
    }
    return y + 112;
}

/* What is waited for, or what went wrong with the last reading. */
static int
add_state(const struct frame *frame, int y)
{
    const char *cause = frame->session->card_cause;
    struct strip strip = {
        .tone = STRIP_NOTICE,
        .id = "state",
        .icon = "contactless",
        .text = _("Waiting for your card"),
        .aside = _("Take your time"),
    };
    if (*cause != '\0') {
        const struct fault *fault = fault_find("card", cause);
        strip = (struct strip){
            .tone = STRIP_ERROR,
            .id = "state",
            .icon = "error",
            .text = _(fault->title),
            .detail = fault->person == NULL ? NULL : _(fault->person),
        };
    }
    const struct rule *rule = frame->session->card_rule;
    if (rule != NULL && strcmp(cause, "notEntitled") == 0) {
        strip.text = frame_texts(frame, rule->says); // in the words of the service
        strip.detail = frame_texts(frame, rule->remedy);
    }
    return frame_strip(frame, y, &strip);
}

static void
add_keys(const struct frame *frame)
{
    bool booking = frame->session->screen == SCREEN_BOOKING_CARD;
    bool mine = booking && frame->session->booking.purpose == BOOKING_MINE;
    const char *no_card = !booking ? _("I have no card here")
                          : mine   ? _("Use number and code")
                                   : _("Type the ID number");
    bool typed = session_may_type_card(frame->session);
    const struct {
        const char *id, *name, *icon;
        int event;
        const char *text;
    } keys[] = {
        {"retry",
         *frame->session->card_cause != '\0' ? _("Read it again") : _("Nothing happens"),
         "sync_problem", SESSION_RETRY, NULL},
        {"no-card", no_card, "wallet", booking ? SESSION_EDIT : SESSION_HELP,
         booking ? "number" : NULL},
        {"type-card", frame->assisted ? _("Type the number") : _("Type it instead"),
         "keyboard", SESSION_TYPE_CARD, NULL},
    };
    int count = typed ? 3 : 2, gutter = frame->theme->gutter;
    int width = (frame->width - gutter * (count - 1)) / count;
    int top = frame->assisted ? frame_keys_top(frame) - 20 : frame->bottom - 190;
    for (int i = 0; i < count; i++)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = keys[i].id,
            .name = keys[i].name, .icon = keys[i].icon, .icon_size = 72,
            .layout = LAYOUT_STACKED, .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
            .box = {frame->left + i * (width + gutter), top, width, frame->bottom - top},
            .send = {.action = keys[i].event, .text = keys[i].text});
}

static void
add_promise(const struct frame *frame, int y)
{
    int px = frame->assisted ? 52 : 40;
    add(frame->view, .kind = WIDGET_ICON, .icon = "lock", .colour = COLOUR_QING_MARK,
        .icon_size = px, .box = {frame->left, y, px, frame->assisted ? 78 : 50});
    bool booking = frame->session->screen == SCREEN_BOOKING_CARD;
    frame_paragraph(frame, frame->left + px + 14, y, frame->width - px - 14,
                    booking ? _("Only name and number, so that the place is yours.")
                    : frame->assisted
                        ? _("Only to fill in the form; deleted afterwards.")
                        : _("Only name, number and address, to fill in the form for you; "
                            "deleted here afterwards."),
                    frame->assisted ? TYPE_BODY : TYPE_SMALL);
}

/* Whose card it is, when two are read. */
static const char *
title_of(const struct frame *frame)
{
    bool guardian = frame->session->service != NULL &&
                    form_applicant(frame->session->service, frame->session->answers) ==
                        APPLICANT_GUARDIAN;
    switch (session_card_of(frame->session)) {
    case CARD_OF_AGENT:
        return _("First your own ID card");
    case CARD_OF_PRINCIPAL:
        return guardian ? _("Now the child's ID card")
                        : _("Now the ID card of the other person");
    case CARD_OF_APPLICANT:
        break;
    }
    return frame->assisted ? _("Your ID card, please")
                           : _("Lay your ID card flat on the reader");
}

void
card_build(struct view *view, const struct screen_context *context)
{
    bool booking = context->session->screen == SCREEN_BOOKING_CARD;
    struct frame frame = frame_begin(
        view, context, FRAME_BACK | FRAME_MODE | FRAME_END | (booking ? 0 : FRAME_STEPS));
    frame.top = view_theme(view)->content_top;
    g_autofree char *where = text_format(
        N_("The reader: %s"), frame_texts(&frame, frame.session->place->card_where));
    int y =
        frame_title(&frame, frame.assisted ? frame.top : 252, title_of(&frame), where);
    if (frame.assisted) {
        y = add_picture(&frame, y - 8) + 24;
        y = add_state(&frame, y) + 20;
        if (!booking || booking_hurry(&frame, y) == y)
            add_promise(&frame, y);
    } else {
        y = add_picture(&frame, frame.theme->foreign ? MAX(y, 412) : 412) + 32;
        y = add_hints(&frame, y) + 20;
        y = add_state(&frame, y) + 20;
        add_promise(&frame, y);
    }
    add_keys(&frame);
    if (booking && !frame.assisted)
        booking_hurry(&frame, frame.theme->header_height + 12);
}
