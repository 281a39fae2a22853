// SPDX-License-Identifier: Apache-2.0
/* A result before it is printed: a preview, a page as large as the screen, how many sheets. */
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
        .align = TEXT_CENTRE, .colour = COLOUR_PAPER,
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
    enum type_step step = frame->assisted ? TYPE_BODY : TYPE_KEY;
    int width = frame->right - x - px - 18;
    bool lines = frame->theme->narrow &&
                 view_text_width(frame->view, value, step, true) > width;
    if (lines)
        text = MAX(text, view_text_height(frame->view, value, step, true, width));
    add(frame->view, .kind = lines ? WIDGET_TEXT : WIDGET_LABEL, .role = ROLE_LISTITEM,
        .name = value, .value = name, .step = step, .bold = true, .colour = COLOUR_INK,
        .box = {x + px + 18, y + label, width, text});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR,
        .box = {x, y + label + text + 8, frame->right - x, 2});
    return y + label + text + 22;
}

static const char *
paper_words(const struct session *session)
{
    const struct session_device *printer = session_device(session, "printer");
    if (printer != NULL && strcmp(session_device_cause(printer), "paperOut") == 0)
        return _("none, staff must act");
    if (!part_device_works(printer))
        return _("cannot be printed on now");
    if (printer == NULL || printer->paper[0] == '\0')
        return _("the printer is ready");
    return strcmp(printer->paper, "low") == 0 ? _("little, but enough") : _("enough");
}

static void
add_facts(const struct frame *frame, int x, int y)
{
    const struct session *session = frame->session;
    int pages = session->progress.pages;
    g_autofree char *sheets =
        pages > 0
            ? text_format(pages == 1 ? N_("A4, %d sheet") : N_("A4, %d sheets"), pages)
            : g_strdup("…");
    g_autofree char *seconds = text_format(N_("about %d seconds"), 8 + 4 * MAX(pages, 1));
    y = add_fact(frame, x, y, "description", _("This one"), sheets);
    y = add_fact(frame, x, y, "savings", _("Cost"), _("free"));
    bool few = frame->assisted || frame->theme->low; // what matters most
    if (!few)
        y = add_fact(frame, x, y, "print", _("How long"), seconds);
    y = add_fact(frame, x, y, "inventory_2", _("Paper in the machine"),
                 paper_words(session));
    if (!few)
        add_fact(frame, x, y, "verified_user", _("How you were recognised"),
                 session->card != NULL ? _("ID card and code") : _("number and code"));
}

/* Keys to turn pages; a document of one page has none. */
static void
add_turning(const struct frame *frame, struct box box)
{
    const struct session_progress *progress = &frame->session->progress;
    int key = (box.w - 120) / 2;
    g_autofree char *count = g_strdup_printf("%d/%d", progress->page, progress->pages);
    if (progress->pages < 2)
        return;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "page-previous",
        .name = progress->page > 1 ? _("Page before") : _("First"),
        .step = frame->assisted ? TYPE_SMALL : TYPE_BODY, .disabled = progress->page <= 1,
        .box = {box.x, box.y, key, box.h},
        .send = {.action = SESSION_VIEW, .number = progress->page - 1});
    add(frame->view, .kind = WIDGET_LABEL, .name = count,
        .step = frame->assisted ? TYPE_SMALL : TYPE_BODY, .align = TEXT_CENTRE,
        .colour = COLOUR_INK, .box = {box.x + key, box.y, 120, box.h});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "page-next",
        .name = progress->page < progress->pages ? _("Page after") : _("Last"),
        .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
        .disabled = progress->page >= progress->pages,
        .box = {box.x + key + 120, box.y, key, box.h},
        .send = {.action = SESSION_VIEW, .number = progress->page + 1});
}

static void
add_zoom(const struct frame *frame, struct box box)
{
    const struct session_progress *progress = &frame->session->progress;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "zoom",
        .name = _("See it larger"), .icon = "zoom_in",
        .step = frame->assisted ? TYPE_BODY : TYPE_KEY, .disabled = progress->pages == 0,
        .box = box, sends(SESSION_ZOOM));
}

/* What an earlier visit has of it; 0: nothing. */
static int
sheets_before(const struct frame *frame)
{
    const struct session_progress *progress = &frame->session->progress;
    return progress->before < progress->pages ? progress->before : 0;
}

static void
add_print_key(const struct frame *frame)
{
    const struct session_progress *progress = &frame->session->progress;
    int before = sheets_before(frame), top = frame_keys_top(frame);
    int height = frame_key_height(frame), width = frame->assisted ? 330 : 320;
    bool slip = progress->paper == PRINT_RUNNING;
    const struct session_device *printer = session_device(frame->session, "printer");
    // What cannot come out now is not offered; it is when the printer is put right.
    bool stands = printer != NULL && !part_device_works(printer);
    g_autofree char *trouble = stands ? part_device_trouble(printer, "printer") : NULL;
    bool ready = progress->fetched && progress->pages > 0 && !slip && !stands;
    bool failed = progress->problem != PROGRESS_GOOD;
    g_autofree char *word =
        before > 0
            ? text_format(progress->pages - before == 1 ? N_("Go on, %d sheet more")
                                                        : N_("Go on, %d sheets more"),
                          progress->pages - before)
            : text_format(progress->pages == 1 ? N_("Print, %d sheet in all")
                                               : N_("Print, %d sheets in all"),
                          progress->pages);
    struct widget print = {.id = failed ? "retry" : "print",
                           .name = failed   ? _("Fetch it again")
                                   : ready  ? word
                                   : stands ? trouble
                                   : slip   ? _("The slip first, one moment")
                                            : _("Being fetched, one moment"),
                           .icon = failed  ? "sync"
                                   : ready ? "print"
                                           : NULL,
                           .disabled = !ready && !failed,
                           sends(failed ? SESSION_RETRY : SESSION_NEXT)};
    if (before > 0 && ready && !failed) {
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "print-all",
            .name = _("All from the first"), .step = TYPE_SMALL,
            .box = {frame->left, top, width, height}, sends(SESSION_PRINT_ALL));
        print.step = TYPE_LARGE;
        print.box = (struct box){frame->left + width + frame->theme->gutter, top,
                                 frame->width - width - frame->theme->gutter, height};
    }
    frame_primary(frame, &print);
}

static int
add_before(const struct frame *frame, int y)
{
    int before = sheets_before(frame);
    g_autofree char *text =
        text_format(N_("Last time it stopped after sheet %1$d of %2$d"), before,
                    frame->session->progress.pages);
    struct strip strip = {
        .tone = STRIP_NOTICE,
        .id = "before",
        .icon = "history",
        .text = text,
        .detail = _("It goes on where it stopped; nothing comes twice."),
    };
    return before == 0 ? y : frame_strip(frame, y, &strip) + 24;
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
        bool blind = session->progress.problem == PROGRESS_NO_VIEW;
        bool open;
        g_autofree char *hours = part_window_hours(&frame, &open);
        g_autofree char *way =
            text_format(N_("It is safe in the office. The window prints "
                           "it: %1$s, %2$s."),
                        frame_texts(&frame, session->place->window), hours);
        struct strip strip = {
            .tone = STRIP_NOTICE,
            .id = "problem",
            .icon = blind ? "storefront" : "cloud_off",
            .text =
                blind ? _("This machine cannot show the result, so it does not print it")
                      : _("The result cannot be fetched right now"),
            .detail = blind ? way
                            : _("It is safe in the office. Ask at the window, or 12345."),
        };
        y = frame_strip(&frame, y, &strip) + 24;
    }
    y = add_before(&frame, y);
    int turning = frame.assisted ? 120 : 110, gap = 24;
    // On a narrow page in large type the key to see it larger has a row of its own.
    bool rows = frame.assisted && frame.theme->narrow && session->progress.pages > 1;
    int height = MIN(frame_keys_top(&frame) - gap - turning - gap - y,
                     frame.theme->narrow ? 470 : 680);
    if (rows)
        turning = 90;
    bool many = session->progress.pages > 1;
    struct box box = {frame.left, y, height * 210 / 297, height};
    add_preview(&frame, box);
    add_facts(&frame, box.x + box.w + 32, y);
    struct box row = {frame.left, y + height + gap, frame.width, turning};
    int half = rows ? row.w : many ? MAX(box.w, frame.assisted ? 620 : 460) : 0;
    add_turning(&frame, (struct box){row.x, row.y, half, row.h});
    if (rows) {
        row.y += turning + 18;
        half = 0;
    } else if (many) {
        half += frame.theme->gutter;
    }
    add_zoom(&frame, (struct box){row.x + half, row.y, row.w - half, row.h});
    add_print_key(&frame);
}

/* Nothing but the page and the keys to turn it. */
void
result_zoom_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_END);
    const struct session_progress *progress = &frame.session->progress;
    int keys = frame.assisted ? 120 : 110, gap = 18;
    bool rows = frame.assisted && frame.theme->narrow && progress->pages > 1;
    int all = rows ? 2 * 90 + gap : keys;
    if (rows)
        keys = 90;
    struct session_page page = {.handle = progress->view.handle,
                                .width = progress->view.width,
                                .height = progress->view.height};
    struct box box = {frame.left, frame.top + gap, frame.width,
                      frame.bottom - all - 2 * gap - frame.top};
    struct widget_pixels pixels = part_pixels(&frame, &page);
    if (pixels.pixels != NULL)
        add(view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = "preview",
            .name = _("Preview"), .fill = COLOUR_CARD, .radius = 4, .box = box,
            .pixels = pixels);
    bool many = progress->pages > 1;
    int top = frame.bottom - all, width = many ? frame.width * 5 / 8 : 0;
    if (rows)
        width = frame.width;
    add_turning(&frame, (struct box){frame.left, top, width, keys});
    int x = frame.left + (rows ? 0 : width + (many ? frame.theme->gutter : 0));
    top = frame.bottom - keys;
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "zoom-out",
        .name = _("Small again"), .icon = "zoom_out", .step = TYPE_BODY,
        .box = {x, top, frame.right - x, keys}, sends(SESSION_ZOOM));
}
