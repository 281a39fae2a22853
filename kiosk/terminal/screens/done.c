// SPDX-License-Identifier: Apache-2.0
/* Handed in: number, query code, what happens when, the paper, and what not to forget. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/fault.h"
#include "core/slip.h"
#include "core/text.h"
#include <string.h>

static int
add_verdict(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    struct clock_date when = clock_date(session->receipt.submitted_ms);
    g_autofree char *detail = g_strdup_printf(
        "%s · %s · %02d:%02d", frame_texts(frame, session->service->short_name),
        part_name(session), when.hour, when.minute);
    struct verdict verdict = {
        .tone = STRIP_GOOD,
        .icon = "check_circle",
        .title = _("Handed in"),
        .detail = detail,
        .height = frame->assisted ? 220 : 172,
    };
    return frame_verdict(frame, y, &verdict);
}

/* The numbers and the code that says the same. */
static int
add_numbers(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    const struct session_receipt *receipt = &frame->session->receipt;
    char number[RECEIPT_SHOWN_SIZE], code[8];
    receipt_show(receipt->number, number);
    receipt_show_code(receipt->query_code, code);
    // 57 mm of code, so that a telephone reads it at arm's length.
    int height = frame->assisted ? 330 : 318, qr = 244, x = frame->left + 34;
    int qr_x = frame->right - qr - 34, words = qr_x - x - 8;
    int label = frame->assisted ? 52 : 44;
    // Where both have no room beside each other the number has a line of its own.
    int above = view_text_width(view, number, TYPE_SMALL, true) > words ? label + 70 : 0;
    height += above;
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_HAIR,
        .bordered = true, .radius = 16, .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_LABEL, .name = _("Your number"), .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, y + 34, words, label});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "receipt-number",
        .name = number, .value = receipt->number, .step = TYPE_LARGE, .bold = true,
        .colour = COLOUR_INK,
        .box = {x, y + 34 + label, above > 0 ? qr_x + qr - x : words, 76});
    int code_y = y + height - (frame->assisted ? 120 : 130);
    int label_width = view_text_width(view, _("Query code"), TYPE_SMALL, false) + 20;
    add(view, .kind = WIDGET_LABEL, .name = _("Query code"), .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, code_y + 14, label_width, 72});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "query-code", .name = code,
        .value = receipt->query_code, .step = TYPE_VERDICT, .bold = true,
        .letter_space = 3, .colour = COLOUR_INK,
        .box = {x + label_width, code_y, words - label_width, 92});
    add(view, .kind = WIDGET_CODE, .role = ROLE_IMAGE, .id = "code",
        .name = _("The number as a code"), .value = receipt->code_data, .radius = 8,
        .box = {qr_x, y + above + (frame->assisted ? 43 : 18), qr, qr});
    if (!frame->assisted)
        add(view, .kind = WIDGET_LABEL, .name = _("For the window"), .step = TYPE_CAPTION,
            .align = TEXT_CENTRE, .colour = COLOUR_INK,
            .box = {qr_x - 24, y + 262, qr + 48, 44});
    return y + height;
}

/* A step as it is drawn: when and what, below it where to go and what to have ready. */
struct drawn_step {
    char *text;         // owned
    const char *detail; // NULL: there is none
    enum type_step size;
    int x, width, disc, text_height, detail_height;
};

static struct drawn_step
measure_step(const struct frame *frame, const json_t *step)
{
    struct view *view = frame->view;
    struct drawn_step drawn = {
        .text = g_strdup_printf("**%s**  %s", json_text(step, "when", ""),
                                json_text(step, "what", "")),
        .detail = json_text(step, "detail", NULL),
        .size = TYPE_BODY,
        .disc = frame->assisted ? 64 : 48,
    };
    drawn.x = frame->left + drawn.disc + 22;
    drawn.width = frame->right - drawn.x;
    int lines = frame->assisted ? 160 : 80;
    if (drawn.detail != NULL ||
        view_text_height(view, drawn.text, drawn.size, false, drawn.width) > lines)
        drawn.size = TYPE_SMALL;
    drawn.text_height =
        view_text_height(view, drawn.text, drawn.size, false, drawn.width);
    if (drawn.detail != NULL)
        drawn.detail_height =
            view_text_height(view, drawn.detail, TYPE_SMALL, false, drawn.width);
    return drawn;
}

static void
add_next_step(const struct frame *frame, int y, size_t index,
              const struct drawn_step *drawn)
{
    struct view *view = frame->view;
    g_autofree char *number = g_strdup_printf("%zu", index + 1);
    add(view, .kind = WIDGET_DISC, .fill = COLOUR_QING, .name = number,
        .step = TYPE_SMALL, .box = {frame->left, y + 2, drawn->disc, drawn->disc});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .name = drawn->text,
        .step = drawn->size, .colour = COLOUR_INK,
        .box = {drawn->x, y, drawn->width, drawn->text_height});
    if (drawn->detail != NULL)
        add(view, .kind = WIDGET_TEXT, .role = ROLE_PARAGRAPH, .name = drawn->detail,
            .step = TYPE_SMALL, .colour = COLOUR_INK,
            .box = {drawn->x, y + drawn->text_height, drawn->width,
                    drawn->detail_height});
}

/* As many steps as have room; the slip says all of them. */
static int
add_next_steps(const struct frame *frame, int y, int limit)
{
    const struct session *session = frame->session;
    struct slip_case slip = {
        .service = session->service,
        .place = session->place,
        .calendar = session->calendar,
        .terminal = session->terminal,
        .language = session->language,
        .submitted_ms = session->receipt.submitted_ms,
        .delivered = session->delivered,
    };
    json_t *steps = slip_next_steps(&slip);
    if (!frame->assisted)
        y = frame_heading(frame, y, _("What comes next"));
    for (size_t i = 0; i < json_array_size(steps); i++) {
        struct drawn_step drawn = measure_step(frame, json_array_get(steps, i));
        int height = drawn.text_height + drawn.detail_height;
        bool room = y + height <= limit;
        if (room)
            add_next_step(frame, y, i, &drawn);
        g_free(drawn.text);
        if (!room)
            break;
        y += height + 14;
    }
    json_decref(steps);
    return y;
}

/* ---- the paper ---- */

struct paper_words {
    const char *title, *detail;
};

/* What is in the way of the sheet that is being printed; NULL: nothing. */
static const struct fault *
what_stops_paper(const struct session *session)
{
    const struct session_device *printer = session_device(session, session->print_class);
    if (session->print != PRINT_RUNNING || part_device_works(printer))
        return NULL;
    return fault_find(session->print_class, session_device_cause(printer));
}

static struct paper_words
paper_words(const struct frame *frame)
{
    const struct session *session = frame->session;
    bool thermal = strcmp(session->print_class, "receipt") == 0;
    const char *where = thermal ? _("It comes out of the slip printer, on narrow paper.")
                                : frame_texts(frame, session->place->paper_where);
    const struct fault *fault = what_stops_paper(session);
    if (fault != NULL)
        return (struct paper_words){
            _(fault->title), _(fault->person != NULL ? fault->person : fault->staff)};
    bool booking = session->booking.booking != NULL;
    bool ticket = session->booking.ticket != NULL;
    switch (session->print) {
    case PRINT_RUNNING:
        return (struct paper_words){ticket    ? _("The number is being printed")
                                    : booking ? _("The slip is being printed")
                                              : _("The receipt is being printed"),
                                    where};
    case PRINT_DONE:
        return (struct paper_words){ticket    ? _("The number is printed")
                                    : booking ? _("The slip is printed")
                                              : _("The receipt is printed"),
                                    where};
    default:
        return (struct paper_words){
            _("No paper this time"),
            ticket ? _("Remember the number, or photograph it.")
                   : _("Note the number and the code, or photograph them.")};
    }
}

void
part_paper(const struct frame *frame, int y, int height)
{
    struct view *view = frame->view;
    const struct session *session = frame->session;
    bool running = session->print == PRINT_RUNNING;
    struct paper_words words = paper_words(frame);
    int pad = 20, picture_height = height - 2 * pad;
    int picture_width = picture_height * 386 / 230;
    // The picture gives way to the words.
    int title_width = view_text_width(view, words.title, TYPE_SMALL, true);
    picture_width = CLAMP(frame->width - 84 - title_width, 0, picture_width);
    if (picture_width < 160)
        picture_width = -32;
    int x = frame->left + 24 + picture_width + 32, width = frame->right - 24 - x;
    add(view, .kind = WIDGET_PANEL, .role = ROLE_STATUS, .id = "paper",
        .name = words.title, .fill = COLOUR_TINT_NOTICE, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    if (picture_width > 0)
        add(view, .kind = WIDGET_PICTURE, .icon = "paper-slot",
            .box = {frame->left + 24, y + (height - picture_width * 230 / 386) / 2,
                    picture_width, picture_width * 230 / 386});
    g_autofree char *count =
        running && session->sheets_total > 0
            ? text_format(N_("Sheet **%1$d** of **%2$d**"),
                          MIN(session->sheets_out + 1, session->sheets_total),
                          session->sheets_total)
            : NULL;
    int title = frame->assisted ? 68 : 58, line = frame->assisted ? 60 : 50;
    int bar = running && !frame->assisted && session->sheets_total > 1 ? 44 : 0;
    int text = view_text_height(view, words.detail, TYPE_SMALL, false, width);
    int top = y + (height - title - (count != NULL ? line : 0) - bar - text) / 2;
    bool narrow = view_text_width(view, words.title, TYPE_KEY, true) > width;
    add(view, .kind = WIDGET_LABEL, .name = words.title,
        .step = narrow ? TYPE_SMALL : TYPE_KEY, .bold = true, .colour = COLOUR_INK,
        .box = {x, top, width, title});
    top += title;
    if (count != NULL) {
        add(view, .kind = WIDGET_LABEL, .name = count, .step = TYPE_BODY,
            .colour = COLOUR_INK, .box = {x, top, width, line});
        top += line;
    }
    if (bar > 0) {
        int permille = session->sheets_total > 0
                           ? 1000 * session->sheets_out / session->sheets_total
                           : 0;
        add(view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .name = count,
            .permille = permille, .box = {x, top + 6, MIN(width, 440), 30});
        top += bar;
    }
    add(view, .kind = WIDGET_TEXT, .name = words.detail, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x, top, width, text});
}

static void
add_do_not_forget(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    GString *things = g_string_new(NULL);
    g_string_append(things, _("**Take with you:** "));
    for (size_t i = 0; i < session->service->material_count; i++)
        g_string_append_printf(things, "%s%s", i == 0 ? "" : _(", "),
                               frame_texts(frame, session->service->materials[i].name));
    int px = frame->assisted ? 56 : 44;
    enum type_step step = TYPE_BODY;
    int room = frame->width - px - 16;
    if (view_text_width(frame->view, things->str, step, false) > room)
        step = TYPE_SMALL;
    // Too many to name: all that was brought.
    if (view_text_width(frame->view, things->str, step, false) > room)
        g_string_printf(things, "%s%s", _("**Take with you:** "),
                        frame->theme->narrow ? _("ID card, papers")
                                             : _("ID card and all papers"));
    add(frame->view, .kind = WIDGET_ICON, .icon = "badge", .colour = COLOUR_ZHE_MARK,
        .icon_size = px, .box = {frame->left, y, px, 64});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = things->str,
        .step = step, .colour = COLOUR_INK, .box = {frame->left + px + 16, y, room, 64});
    g_string_free(things, TRUE);
}

void
done_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_STEPS | FRAME_END);
    int keys = frame_keys_top(&frame), paper = frame.assisted ? 244 : 262;
    int forget_y = keys - 76, paper_y = forget_y - paper - 8;
    int y = add_verdict(&frame, frame.assisted ? 264 : 240) + 24;
    y = add_numbers(&frame, y) + 20;
    if (frame.session->delivered || frame.assisted) {
        add_next_steps(&frame, y, paper_y - 8);
    } else {
        struct strip strip = {
            .tone = STRIP_INFO,
            .id = "not-delivered",
            .icon = "cloud_upload",
            .text = _("Kept safe here, not yet with the office"),
            .detail = _("It is sent by itself when the network is back."),
        };
        y = frame_strip(&frame, y, &strip) + 16;
        add_next_steps(&frame, y, paper_y - 8);
    }
    part_paper(&frame, paper_y, paper);
    add_do_not_forget(&frame, forget_y);
    struct widget finish = {.id = "finish",
                            .name = _("I have everything, finish"),
                            .step = TYPE_LARGE,
                            sends(SESSION_END)};
    // Never asked for: a key beside the end, once a case.
    if (!frame.session->voice.rated) {
        int rate = frame.assisted ? 320 : 228, gap = frame.theme->gutter;
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "rate",
            .name = _("Rate it"), .icon = "thumbs_up_down", .icon_size = 56,
            .layout = LAYOUT_STACKED, .step = TYPE_BODY,
            .box = {frame.left, keys, rate, frame_key_height(&frame)},
            sends(SESSION_OPEN_RATING));
        finish.box = (struct box){frame.left + rate + gap, keys, frame.width - rate - gap,
                                  frame_key_height(&frame)};
    }
    frame_primary(&frame, &finish);
}
