// SPDX-License-Identifier: Apache-2.0
/* One material: lay the page down, scan it, look at what came out. */
#include "scan_part.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

const struct session_material *
scan_material(const struct frame *frame)
{
    return &frame->session->materials[frame->session->material_index];
}

bool
scan_is_blank(const struct session_page *page)
{
    return strcmp(page->verdict, "blank") == 0;
}

bool
scan_is_running(const struct frame *frame)
{
    return frame->session->scan_order != 0;
}

const struct session_page *
scan_shown(const struct frame *frame)
{
    const struct session_material *given = scan_material(frame);
    size_t index = (size_t)MAX(frame->session->scan_page, 0);
    if (given->page_count == 0)
        return NULL;
    return &given->pages[MIN(index, given->page_count - 1)];
}

bool
scan_is_settled(const struct frame *frame)
{
    const struct session_page *page = scan_shown(frame);
    return page != NULL && *frame->session->scan_cause == '\0' &&
           session_page_is_complete(frame->session);
}

/* The materials in order: done, now, later. */
static int
add_materials(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    int x = frame->left;
    g_autofree char *count = text_format(N_("Paper %1$d of %2$d"),
                                         (int)session->material_index + 1,
                                         (int)session->material_count);
    int count_width = view_text_width(frame->view, count, TYPE_SMALL, false);
    for (size_t i = 0; i < session->material_count; i++) {
        const char *name = frame_texts(frame, session->materials[i].material->name);
        bool now = i == session->material_index, done = i < session->material_index;
        int width = view_text_width(frame->view, name, TYPE_SMALL, now);
        if (x + 48 + width > frame->right - count_width - 24)
            break; // "Paper 2 of 9" tells the rest
        add(frame->view, .kind = WIDGET_ICON,
            .icon = done  ? "check_circle"
                    : now ? "radio_button_checked"
                          : "radio_button_unchecked",
            .colour = done  ? COLOUR_SONG_MARK
                      : now ? COLOUR_ZHE_MARK
                            : COLOUR_EDGE,
            .icon_size = 40, .box = {x, y, 40, 52});
        add(frame->view, .kind = WIDGET_LABEL, .name = name, .step = TYPE_SMALL,
            .bold = now, .colour = COLOUR_INK, .box = {x + 46, y, width, 52});
        x += 46 + width + 36;
    }
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .name = count,
        .step = TYPE_SMALL, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - count_width, y, count_width, 52});
    return y + 60;
}

/* Turns the page that is looked at, until it stands as it should. */
static void
add_turn(const struct frame *frame, struct box stage)
{
    const struct session *session = frame->session;
    if (scan_is_running(frame) || session->scan_page < 0 ||
        (size_t)session->scan_page >= scan_material(frame)->page_count)
        return;
    int width = frame->assisted ? 250 : 190, height = frame->assisted ? 120 : 88;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "turn",
        .name = _("Turn it"), .icon = "rotate_right",
        .icon_size = frame->assisted ? 56 : 40, .layout = LAYOUT_ROW, .step = TYPE_SMALL,
        .small = true,
        .box = {stage.x + stage.w - width - 16, stage.y + stage.h - height - 16, width,
                height},
        sends(SESSION_TURN_PAGE));
}

/* What is to be seen: a page that was taken, or what the camera sees now. */
static struct widget_pixels
stage_pixels(const struct frame *frame, bool *live_out)
{
    const struct session *session = frame->session;
    const struct session_page *page = scan_shown(frame);
    // A page that is wrong stays in sight until the person does something about it.
    bool done = page != NULL && (!session_scan_takes(page) || scan_is_settled(frame));
    bool looks_back = page != NULL && session->scan_last != session->scan_page;
    *live_out = session->scan_frame.handle != 0 && !session->scan_turns &&
                (scan_is_running(frame) || (!done && !looks_back));
    if (*live_out)
        return part_pixels(frame, &session->scan_frame);
    if (scan_is_running(frame) && !session->scan_turns)
        return (struct widget_pixels){0};
    return part_pixels(frame, page);
}

static void
add_keys_on(const struct frame *frame, struct box box, bool page)
{
    if (page)
        add_turn(frame, box);
    if (!scan_is_running(frame) && !(page && scan_is_settled(frame)))
        part_other_scanner(frame, box);
}

char *
scan_sample(const struct frame *frame)
{
    const char *name = scan_material(frame)->material->sample;
    return name == NULL ? NULL
                        : g_strdup_printf("%s/%s", frame->session->service->id, name);
}

/* The picture keeps its own shape in the middle of its place. */
static void
add_how_to_lay(const struct frame *frame, struct box box)
{
    int height = MIN(box.h, box.w * 520 / 968), width = height * 968 / 520;
    add(frame->view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE,
        .icon = "page-on-scanner", .name = _("The page lies flat on the glass"),
        .box = {box.x + (box.w - width) / 2, box.y + (box.h - height) / 2, width,
                height});
}

/* In large type, where the pages that were scanned have no room: what a good one looks like
 * (范本), beside or below how to lay it. */
static void
add_how_with_sample(const struct frame *frame, struct box box, const char *sample)
{
    bool wide = box.w > box.h * 3 / 2;
    struct box how = box, good = box;
    if (wide) {
        how.w = box.w * 44 / 100;
        good.x += how.w + 24;
        good.w -= how.w + 24;
    } else {
        how.h = box.h * 6 / 10;
        good.y += how.h + 16;
        good.h -= how.h + 16;
    }
    add_how_to_lay(frame, how);
    int caption = 76, height = MIN(good.h - caption - 16, good.w * 176 / 290);
    int width = height * 290 / 176, top = good.y + (good.h - height - caption) / 2;
    add(frame->view, .kind = WIDGET_LABEL, .name = _("A good one looks like this"),
        .step = TYPE_SMALL, .bold = true, .align = TEXT_CENTRE, .colour = COLOUR_SHEET,
        .box = {good.x, top, good.w, caption});
    add(frame->view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE, .id = "sample",
        .icon = sample, .name = _("A good one looks like this"),
        .box = {good.x + (good.w - width) / 2, top + caption, width, height});
}

/* What has words keeps off the key that leads to the other scanner. */
static struct box
over_keys(const struct frame *frame, struct box stage)
{
    if (session_other_scanner(frame->session) != NULL)
        stage.h -= 150;
    return stage;
}

static void
add_stage(const struct frame *frame, struct box box)
{
    bool live;
    struct widget_pixels pixels = stage_pixels(frame, &live);
    if (pixels.pixels == NULL) {
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_STAGE, .radius = 14,
            .box = box);
        g_autofree char *sample = frame->assisted ? scan_sample(frame) : NULL;
        if (sample != NULL && !scan_is_running(frame))
            add_how_with_sample(frame, over_keys(frame, box), sample);
        else
            add_how_to_lay(frame, box);
        add_keys_on(frame, box, false);
        return;
    }
    add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE,
        .id = live ? "live" : "preview",
        .name = live ? _("What the camera sees now") : _("What the scanner saw"),
        .fill = COLOUR_STAGE, .radius = 14, .box = box, .pixels = pixels);
    add_keys_on(frame, box, !live);
}

static int
add_progress(const struct frame *frame, int y)
{
    int percent = CLAMP(frame->session->scan_percent, 0, 100);
    int height = frame->assisted ? 124 : 96;
    g_autofree char *words = text_format(N_("Scanning, %d per cent"), percent);
    int width = frame->assisted ? 560 : 380;
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_TINT_INFO, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(frame->view, .kind = WIDGET_LABEL, .name = words, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left + 28, y, width, height});
    add(frame->view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .id = "progress",
        .name = _("Scanning"), .value = words, .permille = percent * 10,
        .box = {frame->left + 28 + width + 12, y + height / 2 - 20,
                frame->width - width - 68, 40});
    return y + height;
}

static const char *
where_to_lay(const struct frame *frame)
{
    return frame->session->scan_frame.handle != 0
               ? _("Lay it inside the picture, all four corners to be seen")
               : _("Face down on the glass, edges at the mark");
}

/* A page that is there: how good it is, and what the person can do to make it better. */
static struct strip
strip_of_page(const struct frame *frame, const struct session_page *page)
{
    struct strip strip = {
        .tone = STRIP_GOOD,
        .id = "state",
        .icon = "check_circle",
        .text = _("It came out well"),
        .aside = frame->assisted ? NULL : _("The writing is clear"),
    };
    bool blurred = strcmp(page->verdict, "blurred") == 0;
    if (blurred || scan_is_blank(page)) {
        const struct fault *fault =
            fault_find("image", blurred ? "blurredPage" : "blankPage");
        bool taken = session_scan_takes(page);
        strip.tone = taken ? STRIP_NOTICE : STRIP_ERROR;
        strip.icon = "error";
        strip.text = taken ? _("It is still blurred") : _(fault->title);
        strip.detail = taken
                           ? _("If the paper is like this, go on: the window looks at it")
                           : _(fault->person);
        strip.aside = NULL;
    } else if (page->glare) {
        strip.tone = STRIP_NOTICE;
        strip.icon = "wb_sunny";
        strip.text = _("A light is mirrored in it");
        strip.detail = _("If writing is hidden by it, tilt the page a little and take it "
                         "again");
        strip.aside = NULL;
    } else if (page->dark) {
        strip.tone = STRIP_NOTICE;
        strip.icon = "brightness_low";
        strip.text = _("It came out dark");
        strip.detail = _("Close the lid, or take your hand from the light, and take it "
                         "again");
        strip.aside = NULL;
    }
    return strip;
}

/* Whether the page is good, what is wrong with it, or how to lay it. `more_out`: words that the
 * strip borrows, g_free. */
static struct strip
strip_now(const struct frame *frame, char **more_out)
{
    const struct session *session = frame->session;
    const struct session_page *page = scan_shown(frame);
    struct strip strip = {
        .tone = STRIP_INFO,
        .id = "state",
        .icon = "info",
        .text = where_to_lay(frame),
        .detail = part_scanner_where(frame),
    };
    *more_out = NULL;
    if (session->scanner_stands_in) {
        strip.tone = STRIP_NOTICE;
        strip.text = _("The other one broke; please lay it here");
    }
    if (*session->scan_cause != '\0') {
        const struct fault *fault = fault_find("scanner", session->scan_cause);
        strip.tone = STRIP_ERROR;
        strip.icon = "error";
        strip.text = _(fault->title);
        strip.detail = fault->person == NULL ? NULL : _(fault->person);
    } else if (page != NULL) {
        strip = strip_of_page(frame, page);
    }
    if (session->scan_extra > 0 && page != NULL && *session->scan_cause == '\0') {
        *more_out =
            text_format(N_("More pages came than are wanted here: %d were let go"),
                        session->scan_extra);
        strip.tone = strip.tone == STRIP_GOOD ? STRIP_NOTICE : strip.tone;
        strip.detail = *more_out;
        strip.aside = NULL;
    }
    return strip;
}

#define VERDICT_ASSISTED 220

static int
verdict_height(const struct frame *frame)
{
    g_autofree char *more = NULL;
    struct strip strip = strip_now(frame, &more);
    return MAX(VERDICT_ASSISTED, frame_strip_height(frame, &strip) + 16);
}

static int
add_verdict(const struct frame *frame, int y)
{
    g_autofree char *more = NULL;
    if (scan_is_running(frame) && !frame->session->scan_turns)
        return add_progress(frame, y);
    struct strip strip = strip_now(frame, &more);
    return frame_strip(frame, y, &strip);
}

static void
add_title(const struct frame *frame, int *y)
{
    const struct session_material *given = scan_material(frame);
    const struct session_page *page = scan_shown(frame);
    size_t index = given->page_count;
    if (page != NULL &&
        (scan_is_running(frame) || session_page_is_complete(frame->session) ||
         !session_scan_takes(page)))
        index = MIN((size_t)frame->session->scan_page, given->page_count);
    g_autofree char *part = part_page_title(frame, given->material, index);
    g_autofree char *title =
        frame->assisted ? g_strdup(frame_texts(frame, given->material->name))
                        : text_format(N_("%1$s: %2$s"),
                                      frame_texts(frame, given->material->name), part);
    *y = frame_title(frame, *y, title, frame->assisted ? part : NULL);
}

void
scan_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    int y = frame.top;
    if (frame.assisted) {
        add_title(&frame, &y);
        // The strip stands right above the keys, however high it is.
        int keys = frame.bottom - scan_keys_height(&frame);
        int strip = verdict_height(&frame);
        add_stage(&frame,
                  (struct box){frame.left, y, frame.width, keys - 20 - strip - y});
        add_verdict(&frame, keys - strip);
    } else {
        y = add_materials(&frame, 240);
        add_title(&frame, &y);
        y = y > 420 ? y : 396; // a second line of the title moves it
        add_stage(&frame, (struct box){frame.left, y, frame.width, 988 - y});
        y = add_verdict(&frame, 1004);
        scan_add_pages(&frame, y + 14);
    }
    scan_add_keys(&frame);
}
