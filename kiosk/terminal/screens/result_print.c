// SPDX-License-Identifier: Apache-2.0
/* While a result is printed: one picture for each sheet, counted as the device reports them;
 * and what to do when paper did not come out. */
#include "part.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

#define SHEETS_SHOWN 4 // side by side; of more, those about the one that is printed

static int
total_of(const struct session *session)
{
    return MAX(MAX(session->sheets_total, session->progress.pages), 1);
}

/* ---- sheets ----------------------------------------------------------------------------- */

enum sheet_state { SHEET_OUT, SHEET_NOW, SHEET_LATER };

static void
add_lines(const struct frame *frame, struct box box)
{
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_INK,
        .box = {box.x + box.w / 7, box.y + box.h / 9, box.w * 4 / 9, box.h / 20});
    for (int i = 0; i < 5; i++)
        add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_EDGE,
            .box = {box.x + box.w / 7, box.y + box.h * (i + 2) / 8,
                    box.w * (i == 4 ? 3 : 5) / 7, box.h / 36});
}

static void
add_picture(const struct frame *frame, struct box box, enum sheet_state state)
{
    if (state == SHEET_LATER) {
        add(frame->view, .kind = WIDGET_DASHED, .edge = COLOUR_INK, .box = box);
        return;
    }
    if (state == SHEET_NOW)
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_AMBER, .radius = 6,
            .box = {box.x - 8, box.y - 8, box.w + 16, box.h + 16});
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD,
        .edge = state == SHEET_OUT ? COLOUR_SONG_MARK : COLOUR_INK, .bordered = true,
        .radius = 4, .box = box);
    add_lines(frame, box);
}

static void
add_sheet(const struct frame *frame, struct box box, int number, enum sheet_state state)
{
    static const struct {
        const char *icon, *words;
        enum colour colour;
    } states[] = {
        [SHEET_OUT] = {"check_circle", N_("is out"), COLOUR_SONG_MARK},
        [SHEET_NOW] = {"print", N_("being printed"), COLOUR_ZHE_MARK},
        [SHEET_LATER] = {"radio_button_unchecked", N_("later"), COLOUR_EDGE},
    };
    const char *words = _(states[state].words);
    g_autofree char *name = text_format(N_("Sheet %d"), number);
    int label = frame->assisted ? 66 : 52, icon = frame->assisted ? 44 : 36;
    int below = frame->assisted ? 0 : label;
    struct box sheet = {box.x, box.y, box.w, box.h - label - below};
    int text = view_text_width(frame->view, words, TYPE_SMALL, false);
    int x = box.x + (box.w - text - icon - 12) / 2;
    sheet.w = MIN(sheet.w, sheet.h * 210 / 297);
    sheet.x = box.x + (box.w - sheet.w) / 2;
    add_picture(frame, sheet, state);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name,
        .value = words, .step = frame->assisted ? TYPE_SMALL : TYPE_BODY, .bold = true,
        .align = TEXT_CENTRE, .colour = COLOUR_INK,
        .box = {box.x, sheet.y + sheet.h + 8, box.w, label});
    if (frame->assisted)
        return; // shape and ring say it
    add(frame->view, .kind = WIDGET_ICON, .icon = states[state].icon,
        .colour = states[state].colour, .icon_size = icon,
        .box = {x, sheet.y + sheet.h + 8 + label, icon, label});
    add(frame->view, .kind = WIDGET_LABEL, .name = words, .step = TYPE_SMALL,
        .colour = COLOUR_INK,
        .box = {x + icon + 12, sheet.y + sheet.h + 8 + label, text + 8, label});
}

/* Those about the one that is printed now. */
static void
add_sheets(const struct frame *frame, struct box box)
{
    const struct session *session = frame->session;
    int total = total_of(session), out = MIN(session->sheets_out, total);
    int shown = MIN(total, SHEETS_SHOWN);
    int first = CLAMP(out - 1, 0, total - shown), gap = 36;
    int width = MIN((box.w - gap * (shown - 1)) / shown, 300);
    int x = box.x + (box.w - shown * width - gap * (shown - 1)) / 2;
    for (int i = first; i < first + shown; i++) {
        enum sheet_state state = i < out ? SHEET_OUT : i == out ? SHEET_NOW : SHEET_LATER;
        add_sheet(frame, (struct box){x, box.y, width, box.h}, i + 1, state);
        x += width + gap;
    }
}

/* ---- while ------------------------------------------------------------------------------ */

/* What stands in the printer's way now, or that only real sheets count. */
static int
add_state(const struct frame *frame, int y)
{
    const struct session_device *printer = session_device(frame->session, "printer");
    bool stands = !part_device_works(printer);
    const struct fault *fault =
        stands ? fault_find("printer", session_device_cause(printer)) : NULL;
    struct strip strip = {
        .tone = stands ? STRIP_ERROR : STRIP_INFO,
        .id = stands ? "printer-stands" : "counted",
        .icon = stands ? "error" : "info",
        .text = stands ? _(fault->title)
                       : _("If paper is stuck you need not hand in anything again"),
        .detail = stands ? _("It goes on by itself at this sheet when that is mended.")
                         : _("Only sheets that really came out are counted; the "
                             "missing ones follow."),
    };
    return frame_strip(frame, y, &strip);
}

static void
add_print_keys(const struct frame *frame)
{
    bool stopping = frame->session->progress.stopping;
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = (frame->width - frame->theme->gutter) / 2;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "stop",
        .name = stopping ? _("Being stopped") : _("No further sheet"),
        .icon = stopping ? NULL : "stop_circle", .tone = TONE_END, .disabled = stopping,
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .box = {frame->left, top, width, height}, sends(SESSION_STOP_PRINT));
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "stuck",
        .name = _("No paper came out"), .icon = "warning",
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .box = {frame->right - width, top, width, height}, sends(SESSION_STUCK));
}

/* "2" large, "/ 3 sheets" beside it; at the right how many are out and to come. */
static int
add_count(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    int total = total_of(session), out = MIN(session->sheets_out, total);
    int now = MIN(out + 1, total), step = frame->assisted ? 72 : 60;
    g_autofree char *figure = g_strdup_printf("%d/%d", out, total);
    g_autofree char *sheet =
        text_format(N_("%1$d sheets in all, now sheet %2$d"), total, now);
    g_autofree char *done = text_format(N_("**%d** are out"), out);
    g_autofree char *left = text_format(N_("**%d** to come"), total - out);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "sheets",
        .name = figure, .value = sheet, .step = TYPE_FIGURE, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left, y, 460, 170});
    add(frame->view, .kind = WIDGET_LABEL, .name = done, .step = TYPE_KEY,
        .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - 500, y + 24, 500, step});
    add(frame->view, .kind = WIDGET_LABEL, .name = left, .step = TYPE_KEY,
        .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - 500, y + 24 + step, 500, step});
    add(frame->view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .id = "progress",
        .name = sheet, .value = figure, .permille = 1000 * out / total,
        .box = {frame->left, y + 184, frame->width, 52});
    y += 244;
    add(frame->view, .kind = WIDGET_LABEL, .id = "sheet-now", .name = sheet,
        .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {frame->left, y, frame->width, step});
    return y + step;
}

void
result_print_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, 0);
    const struct session *session = frame.session;
    g_autofree char *take = text_format(N_("%1$s. Take them when all **%2$d** are out."),
                                        frame_texts(&frame, session->place->paper_where),
                                        total_of(session));
    int y = frame_title(&frame, frame.top + (frame.assisted ? 12 : 32),
                        _("It is being printed"), take);
    y = add_count(&frame, y) + 24;
    int below = add_state(&frame, y) + 32, keys = frame_keys_top(&frame);
    if (keys - 24 - below > 240)
        add_sheets(&frame, (struct box){frame.left, below, frame.width,
                                        MIN(keys - 24 - below, 480)});
    add_print_keys(&frame);
}

/* ---- paper that did not come out -------------------------------------------------------- */

static int
add_look(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    const struct session_device *printer = session_device(session, "printer");
    bool stands = !part_device_works(printer);
    g_autofree char *counted =
        text_format(N_("The printer counted **%1$d** of **%2$d** sheets"),
                    MIN(session->sheets_out, total_of(session)), total_of(session));
    struct strip strip = {
        .tone = stands ? STRIP_ERROR : STRIP_INFO,
        .id = "counted",
        .icon = stands ? "error" : "print",
        .text = counted,
        .detail = stands ? _(fault_find("printer", session_device_cause(printer))->title)
                         : frame_texts(frame, session->place->paper_where),
        .plain = true,
    };
    y = frame_strip(frame, y, &strip) + 28;
    y = frame_row(frame, y, "search", COLOUR_QING_MARK, _("Look"),
                  _("under the other sheets, and whether one hangs in the slot"));
    return frame_row(frame, y, "support_agent", COLOUR_QING_MARK, _("Still not there"),
                     _("press the yellow key: somebody comes"));
}

static void
add_wait_keys(const struct frame *frame)
{
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = frame->assisted ? 330 : 320, gutter = frame->theme->gutter;
    bool stopping = frame->session->progress.stopping;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "stop",
        .name = stopping ? _("Being stopped") : _("No further sheet"), .tone = TONE_END,
        .icon = NULL, .disabled = stopping, .step = TYPE_SMALL,
        .box = {frame->left, top, width, height}, sends(SESSION_STOP_PRINT));
    struct widget wait = {
        .id = "wait",
        .name = _("Wait for it"),
        .step = TYPE_LARGE,
        .box = {frame->left + width + gutter, top, frame->width - width - gutter, height},
        sends(SESSION_BACK)};
    frame_primary(frame, &wait);
}

/* Nothing is printed twice by accident: the person points at the sheet first. */
static void
add_missing(const struct frame *frame, int y)
{
    const struct session_progress *progress = &frame->session->progress;
    int columns = 3, gap = 20, height = frame->assisted ? 130 : 110;
    int width = (frame->width - gap * (columns - 1)) / columns;
    struct flow flow = flow_begin(frame, y + 16);
    for (int i = 0; i < progress->pages; i += columns) {
        if (!flow_take(&flow, height + gap, &y))
            continue;
        for (int k = 0; k < columns && i + k < progress->pages; k++) {
            g_autofree char *name = text_format(N_("Sheet %d"), i + k + 1);
            g_autofree char *id = g_strdup_printf("missing-%d", i + k + 1);
            add(frame->view, .kind = WIDGET_KEY, .role = ROLE_CHECKBOX, .id = id,
                .name = name, .selected = progress->missing == i + k + 1,
                .step = TYPE_BODY,
                .box = {frame->left + k * (width + gap), y, width, height},
                .send = {.action = SESSION_MISSING, .number = i + k + 1});
        }
    }
    g_autofree char *again = text_format(N_("Print sheet %d again"), progress->missing);
    bool chosen = progress->missing > 0;
    struct widget last = {.id = chosen ? "print-missing" : "all-there",
                          .name = chosen ? again : _("All are there, go on"),
                          .icon = chosen ? "print" : "check",
                          sends(SESSION_NEXT)};
    flow_end(&flow, &last, NULL);
}

void
result_stuck_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK);
    bool runs = frame.session->print == PRINT_RUNNING;
    int y = frame_title(&frame, frame.top + (frame.assisted ? 12 : 32),
                        _("Paper did not come out"),
                        runs ? _("The printer is still at it. Wait a little.")
                             : _("Which sheet is missing? Press it."));
    y = add_look(&frame, y) + 20;
    if (runs)
        add_wait_keys(&frame);
    else
        add_missing(&frame, y);
}
