// SPDX-License-Identifier: Apache-2.0
/* Both sides of an ID card on one sheet: front, back, look, print. */
#include "part.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

enum step { STEP_PURPOSE, STEP_FRONT, STEP_BACK, STEP_SHEET, STEP_OUT };

static enum step
step_of(const struct session_copy *copy)
{
    if (copy->purpose == COPY_FOR_NOTHING_YET)
        return STEP_PURPOSE;
    if (copy->printed)
        return STEP_OUT;
    return copy->sides[0] == 0   ? STEP_FRONT
           : copy->sides[1] == 0 ? STEP_BACK
                                 : STEP_SHEET;
}

static const char *
title_of(enum step step)
{
    switch (step) {
    case STEP_PURPOSE:
        return _("What is the copy for?");
    case STEP_FRONT:
        return _("Copy: the side with the portrait");
    case STEP_BACK:
        return _("Copy: now the other side");
    case STEP_SHEET:
        return _("This is how it will be");
    case STEP_OUT:
    default:
        return _("Your copy is out");
    }
}

static struct widget_pixels
pixels_of(const struct frame *frame, int handle)
{
    struct session_page page = {.handle = handle};
    return part_pixels(frame, &page);
}

static void
add_stage(const struct frame *frame, struct box box)
{
    const struct session_copy *copy = &frame->session->copy;
    int handle = copy->sheet.handle != 0 ? copy->sheet.handle : copy->sides[0];
    struct widget_pixels pixels = {0};
    bool waits = copy->sides[1] == 0 && copy->percent < 0;
    if (waits && frame->session->scan_frame.handle != 0) {
        add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = "live",
            .name = _("What the camera sees now"), .fill = COLOUR_STAGE, .radius = 14,
            .box = box, .pixels = part_pixels(frame, &frame->session->scan_frame));
        part_other_scanner(frame, box);
        return;
    }
    if (handle != 0 && copy->percent < 0)
        pixels = pixels_of(frame, handle);
    if (pixels.pixels != NULL) {
        add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = "preview",
            .name = copy->sheet.handle != 0 ? _("The sheet with both sides")
                                            : _("The side that was scanned"),
            .fill = COLOUR_STAGE, .radius = 14, .box = box, .pixels = pixels);
        if (waits)
            part_other_scanner(frame, box);
        return;
    }
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_STAGE, .radius = 14,
        .box = box);
    int height = MIN(box.h, box.w * 520 / 968), width = height * 968 / 520;
    add(frame->view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE,
        .icon = "page-on-scanner", .name = _("The card lies alone on the glass"),
        .box = {box.x + (box.w - width) / 2, box.y + (box.h - height) / 2, width,
                height});
    if (waits)
        part_other_scanner(frame, box);
}

static struct strip
strip_of(const struct frame *frame, enum step step, char **words)
{
    const struct session_copy *copy = &frame->session->copy;
    struct strip strip = {.tone = STRIP_INFO, .id = "state", .icon = "info"};
    if (*copy->cause != '\0') {
        const struct fault *fault = fault_find(copy->class, copy->cause);
        strip.tone = STRIP_ERROR;
        strip.icon = "error";
        strip.text = _(fault->title);
        strip.detail = fault->person == NULL ? NULL : _(fault->person);
    } else if (step == STEP_PURPOSE) {
        strip.text = _("It is printed across the card");
        strip.detail = _("Nobody can use the copy for anything else.");
    } else if (copy->percent >= 0) {
        *words = text_format(N_("Scanning, %d per cent"), copy->percent);
        strip.text = *words;
    } else if (copy->print_order != 0) {
        strip.icon = "print";
        strip.text = _("Printing 1 sheet; please wait for it");
    } else if (step == STEP_OUT) {
        strip.tone = STRIP_GOOD;
        strip.icon = "check_circle";
        strip.text = _("Take your copy, and your card from the glass");
        strip.detail = frame_texts(frame, frame->session->place->paper_where);
    } else if (step == STEP_SHEET) {
        strip.text = copy->sheet.handle != 0 ? _("Both sides in true size, 1 sheet")
                                             : _("Putting both sides on one sheet");
    } else {
        strip.text = step == STEP_FRONT ? _("Lay the card alone on the glass, face down")
                                        : _("Turn the card over and lay it there again");
        strip.detail = part_scanner_where(frame);
    }
    return strip;
}

static struct widget
primary_of(const struct frame *frame, enum step step)
{
    const struct session_copy *copy = &frame->session->copy;
    bool busy = copy->order != 0 || copy->print_order != 0;
    if (busy)
        return (struct widget){.id = "wait", .name = _("One moment"), .disabled = true};
    switch (step) {
    case STEP_FRONT:
    case STEP_BACK:
        return (struct widget){.id = "scan",
                               .name = _("Scan this side"),
                               .icon = "document_scanner",
                               sends(SESSION_SCAN)};
    case STEP_SHEET:
        if (copy->sheet.handle == 0)
            return (struct widget){.id = "scan",
                                   .name = _("Begin again"),
                                   .icon = "replay",
                                   sends(SESSION_SCAN)};
        return (struct widget){.id = "print",
                               .name = _("Print it, 1 sheet"),
                               .icon = "print",
                               sends(SESSION_NEXT)};
    case STEP_OUT:
    default:
        return (struct widget){.id = "next",
                               .name = _("I have both, done"),
                               .icon = "check",
                               sends(SESSION_END)};
    }
}

/* Beside the dark key: the sides once more. */
static void
add_keys(const struct frame *frame, enum step step)
{
    const struct session_copy *copy = &frame->session->copy;
    struct widget key = primary_of(frame, step);
    int top = frame->bottom - frame_key_height(frame), x = frame->left;
    bool again = step == STEP_SHEET && copy->sheet.handle != 0 && copy->order == 0 &&
                 copy->print_order == 0;
    if (again) {
        int width = 360;
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "again",
            .name = _("Begin again"), .icon = "replay",
            .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
            .box = {x, top, width, frame->bottom - top}, sends(SESSION_SCAN));
        x += width + frame->theme->gutter;
    }
    key.step = TYPE_LARGE;
    key.icon_size = key.icon == NULL ? 0 : 64;
    key.box = (struct box){x, top, frame->right - x, frame->bottom - top};
    frame_primary(frame, &key);
}

static void
add_purposes(const struct frame *frame, int y)
{
    static const struct {
        const char *name, *icon;
        enum colour emblem;
    } tiles[COPY_PURPOSE_COUNT] = {
        [COPY_FOR_INSURANCE] = {N_("Insurance"), "health_and_safety", COLOUR_EMBLEM_SONG},
        [COPY_FOR_BANK] = {N_("A bank"), "account_balance", COLOUR_EMBLEM_ZHE},
        [COPY_FOR_WORK] = {N_("Work"), "work", COLOUR_EMBLEM_DIAN},
        [COPY_FOR_SCHOOL] = {N_("School"), "school", COLOUR_EMBLEM_QING},
        [COPY_FOR_HOUSE] = {N_("A house or flat"), "home", COLOUR_EMBLEM_JIANG},
        [COPY_FOR_OTHER] = {N_("Something else"), "more_horiz", COLOUR_EMBLEM_ZI},
    };
    int gap = 20, columns = 2, rows = (COPY_PURPOSE_COUNT - 1) / columns;
    int width = (frame->width - frame->theme->gutter) / columns;
    int height = MIN(300, (frame->bottom - y - gap * (rows - 1)) / rows);
    y = frame->bottom - rows * (height + gap) + gap; // pressed below the middle
    for (int i = COPY_FOR_INSURANCE; i < COPY_PURPOSE_COUNT; i++) {
        int at = i - COPY_FOR_INSURANCE;
        const char *word = copy_purpose_word((enum copy_purpose)i);
        g_autofree char *id = g_strdup_printf("for-%s", word);
        add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
            .name = _(tiles[i].name), .icon = tiles[i].icon,
            .icon_size = MIN(frame->assisted ? 144 : 104, height - 56),
            .fill = tiles[i].emblem, .step = TYPE_KEY,
            .box = {frame->left + at % columns * (width + frame->theme->gutter),
                    y + at / columns * (height + gap), width, height},
            .send = {.action = SESSION_CHOOSE, .text = word});
    }
}

void
copy_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    enum step step = step_of(&frame.session->copy);
    g_autofree char *words = NULL;
    struct strip strip = strip_of(&frame, step, &words);
    int y =
        frame_title(&frame, frame.top + (frame.assisted ? 10 : 40), title_of(step), NULL);
    y = frame_strip(&frame, y, &strip) + 20;
    if (step == STEP_PURPOSE) {
        add_purposes(&frame, y);
        return;
    }
    int low = frame.bottom - frame_key_height(&frame) - 24;
    add_stage(&frame, (struct box){frame.left, y, frame.width, low - y});
    add_keys(&frame, step);
}
