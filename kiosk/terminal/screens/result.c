// SPDX-License-Identifier: Apache-2.0
/* A result: seen before it is printed, counted while it is, signed for afterwards. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

/* ---- before ----------------------------------------------------------------------------- */

static void
add_preview(const struct frame *frame, struct box box)
{
    const struct session_progress *progress = &frame->session->progress;
    struct session_page page = {.handle = progress->view.handle,
                                .width = progress->view.width,
                                .height = progress->view.height};
    struct widget_pixels pixels = part_pixels(frame, &page);
    const char *tag = _("Preview");
    int width = view_text_width(frame->view, tag, TYPE_SMALL, true) + 32;
    if (pixels.pixels == NULL)
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_EDGE,
            .bordered = true, .radius = 8, .box = box);
    else
        add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = "preview",
            .name = tag, .fill = COLOUR_SUNK, .radius = 8, .box = box, .pixels = pixels);
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_INK, .radius = 10,
        .box = {box.x + 20, box.y + 20, width, 56});
    add(frame->view, .kind = WIDGET_LABEL, .name = tag, .step = TYPE_SMALL, .bold = true,
        .align = TEXT_CENTRE, .colour = COLOUR_SHEET,
        .box = {box.x + 20, box.y + 20, width, 56});
}

/* "value" below "name", with a hair; gives the y below. */
static int
add_fact(const struct frame *frame, int x, int y, const char *icon, const char *name,
         const char *value)
{
    int px = frame->assisted ? 56 : 48, label = frame->assisted ? 58 : 44;
    int text = frame->assisted ? 72 : 52;
    add(frame->view, .kind = WIDGET_ICON, .icon = icon, .colour = COLOUR_QING_MARK,
        .icon_size = px, .box = {x, y, px, label + text});
    add(frame->view, .kind = WIDGET_LABEL, .name = name, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {x + px + 18, y, frame->right - x - px - 18, label});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = value,
        .value = name, .step = frame->assisted ? TYPE_BODY : TYPE_KEY, .bold = true,
        .colour = COLOUR_INK,
        .box = {x + px + 18, y + label, frame->right - x - px - 18, text});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {x, y + label + text + 8, frame->right - x, 2});
    return y + label + text + 22;
}

static const char *
paper_words(const struct session *session)
{
    const struct session_device *printer = session_device(session, "printer");
    if (printer == NULL || printer->paper[0] == '\0')
        return _("the printer is ready");
    if (strcmp(printer->paper, "out") == 0)
        return _("none, staff must act");
    return strcmp(printer->paper, "low") == 0 ? _("little, but enough") : _("enough");
}

static void
add_facts(const struct frame *frame, int x, int y)
{
    const struct session *session = frame->session;
    int pages = session->progress.pages;
    g_autofree char *sheets = pages > 0 ? text_format(N_("A4, %d sheets"), pages)
                                        : g_strdup("…");
    g_autofree char *seconds = text_format(N_("about %d seconds"), 8 + 4 * MAX(pages, 1));
    y = add_fact(frame, x, y, "description", _("This one"), sheets);
    y = add_fact(frame, x, y, "savings", _("Cost"), _("free"));
    if (!frame->assisted)
        y = add_fact(frame, x, y, "print", _("How long"), seconds);
    y = add_fact(frame, x, y, "inventory_2", _("Paper in the machine"),
                 paper_words(session));
    if (!frame->assisted)
        add_fact(frame, x, y, "verified_user", _("How you were recognised"),
                 session->card != NULL ? _("ID card and code") : _("number and code"));
}

static void
add_turning(const struct frame *frame, struct box box)
{
    const struct session_progress *progress = &frame->session->progress;
    int key = (box.w - 120) / 2;
    g_autofree char *count = g_strdup_printf("%d/%d", progress->page, progress->pages);
    if (progress->pages < 2)
        return;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "page-previous",
        .name = progress->page > 1 ? _("Page before") : _("First"), .step = TYPE_BODY,
        .disabled = progress->page <= 1, .box = {box.x, box.y, key, box.h},
        .send = {.action = SESSION_VIEW, .number = progress->page - 1});
    add(frame->view, .kind = WIDGET_LABEL, .name = count, .step = TYPE_BODY,
        .align = TEXT_CENTRE, .colour = COLOUR_INK,
        .box = {box.x + key, box.y, 120, box.h});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "page-next",
        .name = progress->page < progress->pages ? _("Page after") : _("Last"),
        .step = TYPE_BODY, .disabled = progress->page >= progress->pages,
        .box = {box.x + key + 120, box.y, key, box.h},
        .send = {.action = SESSION_VIEW, .number = progress->page + 1});
}

static void
add_print_key(const struct frame *frame)
{
    const struct session_progress *progress = &frame->session->progress;
    bool ready = progress->fetched && progress->pages > 0;
    g_autofree char *word = text_format(N_("Print, %d sheets in all"), progress->pages);
    bool failed = progress->problem != PROGRESS_GOOD;
    struct widget print = {.id = failed ? "retry" : "print",
                           .name = failed  ? _("Fetch it again")
                                   : ready ? word
                                           : _("Being fetched, one moment"),
                           .icon = failed  ? "sync"
                                   : ready ? "print"
                                           : NULL,
                           .disabled = !ready && !failed,
                           sends(failed ? SESSION_RETRY : SESSION_NEXT)};
    frame_primary(frame, &print);
}

void
result_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    int y = frame_title(
        &frame, frame.top + (frame.assisted ? 8 : 40), _("See it before it is printed"),
        session->service != NULL ? frame_texts(&frame, session->service->short_name)
                                 : NULL);
    if (session->progress.problem != PROGRESS_GOOD) {
        struct strip strip = {
            .tone = STRIP_NOTICE,
            .id = "problem",
            .icon = "cloud_off",
            .text = session->progress.problem == PROGRESS_NO_VIEW
                        ? _("This machine cannot show the result")
                        : _("The result cannot be fetched right now"),
            .detail = _("It is safe in the office. Ask at the window, or 12345."),
        };
        y = frame_strip(&frame, y, &strip) + 24;
    }
    int turning = frame.assisted ? 120 : 110, gap = 24;
    int height = MIN(frame_keys_top(&frame) - gap - turning - gap - y, 680);
    struct box box = {frame.left, y, height * 210 / 297, height};
    add_preview(&frame, box);
    add_facts(&frame, box.x + box.w + 32, y);
    add_turning(&frame,
                (struct box){frame.left, y + height + gap,
                             frame.assisted ? frame.width : MAX(box.w, 420), turning});
    add_print_key(&frame);
}

/* ---- while ------------------------------------------------------------------------------ */

void
result_print_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, 0);
    const struct session *session = frame.session;
    int total = MAX(session->sheets_total, session->progress.pages);
    int out = MIN(session->sheets_out, total);
    g_autofree char *take = text_format(N_("%1$s. Take them when all **%2$d** are out."),
                                        frame_texts(&frame, session->place->paper_where),
                                        total);
    g_autofree char *figure = g_strdup_printf("%d/%d", out, total);
    g_autofree char *done = text_format(N_("**%d** are out"), out);
    g_autofree char *left = text_format(N_("**%d** to come"), total - out);
    int y = frame_title(&frame, frame.top + 60, _("It is being printed"), take) + 40;
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "sheets", .name = figure,
        .step = TYPE_FIGURE, .bold = true, .colour = COLOUR_INK,
        .box = {frame.left, y, 520, 180});
    add(view, .kind = WIDGET_LABEL, .name = done, .step = TYPE_KEY, .align = TEXT_RIGHT,
        .colour = COLOUR_INK, .box = {frame.right - 420, y + 40, 420, 60});
    add(view, .kind = WIDGET_LABEL, .name = left, .step = TYPE_KEY, .align = TEXT_RIGHT,
        .colour = COLOUR_INK, .box = {frame.right - 420, y + 104, 420, 60});
    add(view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .id = "progress",
        .name = done, .value = figure, .permille = total > 0 ? 1000 * out / total : 0,
        .box = {frame.left, y + 210, frame.width, 56});
    struct strip strip = {
        .tone = STRIP_INFO,
        .id = "counted",
        .icon = "info",
        .text = _("Only sheets that really came out are counted"),
        .detail = _("If paper is stuck, somebody is called and it goes on."),
    };
    frame_strip(&frame, y + 320, &strip);
}

/* ---- after ------------------------------------------------------------------------------ */

static void
add_sign_keys(const struct frame *frame)
{
    const struct session_progress *progress = &frame->session->progress;
    int top = frame_keys_top(frame), height = frame_key_height(frame);
    int width = frame->assisted ? 320 : 300, gutter = frame->theme->gutter;
    bool ready = progress->strokes > 0 && progress->sign_order == 0;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "again",
        .name = _("Write again"), .icon = "refresh",
        .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
        .box = {frame->left, top, width, height}, sends(SESSION_REWRITE));
    struct widget sign = {
        .id = "sign",
        .name = progress->sign_order != 0 ? _("Being kept")
                : ready           ? _("Signed, I have it")
                                  : _("Sign, then: I have it"),
        .step = ready ? TYPE_LARGE : TYPE_KEY,
        .disabled = !ready,
        .box = {frame->left + width + gutter, top, frame->width - width - gutter, height},
        sends(SESSION_NEXT)};
    frame_primary(frame, &sign);
}

void
sign_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const struct session *session = frame.session;
    g_autofree char *title =
        text_format(N_("Printed: %d sheets. Take them and sign"), session->sheets_out);
    int y = frame_title(&frame, frame.top + (frame.assisted ? 16 : 40), title,
                        _("Write your name in the box with your finger."));
    if (session->progress.problem != PROGRESS_GOOD) {
        struct strip strip = {
            .tone = STRIP_NOTICE,
            .id = "problem",
            .icon = "error",
            .text = _("The signature could not be kept"),
            .detail = _("Press the key once more. The sheets are yours anyhow."),
        };
        y = frame_strip(&frame, y, &strip) + 24;
    }
    // Below the middle, where a hand rests.
    const char *note =
        _("It goes on the delivery receipt in the office and nowhere else.");
    int words = view_text_height(view, note, TYPE_SMALL, false, frame.width);
    int height = frame.width * 2 / 5;
    y = MAX(y, frame_keys_top(&frame) - 24 - words - 20 - height);
    add(view, .kind = WIDGET_STROKES, .role = ROLE_TEXTBOX, .id = "signature",
        .name = _("Your signature"), .radius = 12, .ink = session->progress.ink,
        .box = {frame.left, y, frame.width, height}, sends(SESSION_WRITTEN));
    frame_paragraph(&frame, frame.left, y + height + 20, frame.width, note, TYPE_SMALL);
    add_sign_keys(&frame);
}

void
delivered_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_END);
    const struct session *session = frame.session;
    g_autofree char *detail = text_format(
        N_("%1$s, %2$d sheets"),
        session->service != NULL ? frame_texts(&frame, session->service->short_name) : "",
        session->sheets_out);
    struct verdict verdict = {
        .tone = STRIP_GOOD,
        .icon = "check_circle",
        .title = _("Done, it is yours"),
        .detail = detail,
        .height = 240,
    };
    int y = frame_verdict(&frame, frame.top + 40, &verdict) + 40;
    struct strip strip = {
        .tone = STRIP_INFO,
        .id = "receipt",
        .icon = "draw",
        .text = _("Your delivery receipt goes to the office"),
        .detail = _("If a sheet is missing, you can print it again here."),
    };
    y = frame_strip(&frame, y, &strip) + 24;
    struct strip forget = {
        .tone = STRIP_NOTICE,
        .icon = "badge",
        .text = _("Take with you: your card and all sheets"),
    };
    frame_strip(&frame, y, &forget);
    struct widget finish = {.id = "finish",
                            .name = _("I have everything, finish"),
                            .step = TYPE_LARGE,
                            sends(SESSION_NEXT)};
    frame_primary(&frame, &finish);
}
