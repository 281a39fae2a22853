// SPDX-License-Identifier: Apache-2.0
/* A guide to take home: as a code that a phone reads without a network, or on paper. */
#include "part.h"

#include "builders.h"
#include "core/text.h"

#define CODE_SIDE 520
#define CODE_SIDE_NARROW 420

/* Code and words beside each other; on a narrow page the words stand below. */
static int
add_code(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    g_autofree char *data = session_guide_code(frame->session);
    bool narrow = frame->theme->narrow;
    int side = narrow ? CODE_SIDE_NARROW : CODE_SIDE;
    int x = narrow ? frame->left + (frame->width - side) / 2 : frame->left;
    int text = narrow ? frame->left : x + side + 40, width = frame->right - text;
    const char *head = _("Scan it with a phone");
    const char *words =
        _("The words are in the code itself; no network is needed. Nothing about you "
          "is in it.");
    int below = y + side + 12;
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .bordered = true,
        .edge = COLOUR_HAIR, .radius = 16, .box = {x, y, side, side});
    add(view, .kind = WIDGET_CODE, .role = ROLE_IMAGE, .id = "guide-code",
        .name = _("The guide as a code"), .value = data,
        .box = {x + 20, y + 20, side - 40, side - 40});
    if (narrow) {
        int height = view_text_height(view, head, TYPE_KEY, true, width);
        add(view, .kind = WIDGET_TEXT, .name = head, .step = TYPE_KEY, .bold = true,
            .colour = COLOUR_INK, .box = {text, below, width, height});
        return frame_paragraph(frame, text, below + height, width, words, TYPE_SMALL);
    }
    add(view, .kind = WIDGET_TEXT, .name = head, .step = TYPE_KEY, .bold = true,
        .colour = COLOUR_INK, .box = {text, y + 40, width, 140});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_PARAGRAPH, .step = TYPE_BODY,
        .name = words, .colour = COLOUR_INK, .box = {text, y + 190, width, side - 190});
    return y + side + 16;
}

static void
add_paper(const struct frame *frame, int y)
{
    static const struct {
        enum strip_tone tone;
        const char *icon, *text;
    } states[] = {
        [PRINT_NONE] = {STRIP_INFO, "description",
                        N_("On paper: what to bring, how it goes, whom to ask.")},
        [PRINT_RUNNING] = {STRIP_INFO, "print", N_("The guide is being printed")},
        [PRINT_DONE] = {STRIP_GOOD, "check_circle", N_("Here it is: take it with you")},
        [PRINT_FAILED] = {STRIP_NOTICE, "print_disabled",
                          N_("Printing does not work now; the code does.")},
        [PRINT_GIVEN_UP] = {STRIP_NOTICE, "print_disabled",
                            N_("Printing does not work now; the code does.")},
    };
    int state = frame->session->find.paper;
    if (state == PRINT_NONE && !session_can_print_guide(frame->session))
        state = PRINT_FAILED; // said before anybody asks for it
    struct strip strip = {.tone = states[state].tone,
                          .id = "take-paper",
                          .icon = states[state].icon,
                          .text = _(states[state].text),
                          .detail =
                              state == PRINT_DONE
                                  ? frame_texts(frame, frame->session->place->paper_where)
                                  : NULL};
    frame_strip(frame, y, &strip);
}

void
take_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    int y = frame_title(&frame, frame.top + 24, _("Take the guide with you"),
                        frame_texts(&frame, frame.session->service->short_name));
    y = add_code(&frame, y + 16);
    add_paper(&frame, y + 24);
    bool running = frame.session->find.paper == PRINT_RUNNING;
    struct widget print = {.id = "take-print",
                           .name = running ? _("Printing…") : _("Print it, on paper"),
                           .icon = "print",
                           .disabled = running,
                           .box = {frame.left, frame_keys_top(&frame), frame.width,
                                   frame_key_height(&frame)},
                           sends(SESSION_TAKE_PRINT)};
    // What needs paper is not offered when there is none.
    if (!running && !session_can_print_guide(frame.session)) {
        print.id = "take-back";
        print.name = _("Back to the guide");
        print.icon = "arrow_back";
        print.send.action = SESSION_BACK;
    }
    frame_primary(&frame, &print);
}
