// SPDX-License-Identifier: Apache-2.0
/* One material: lay the page down, scan it, look at what came out. */
#include "part.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

static const struct session_material *
current(const struct frame *frame)
{
    return &frame->session->materials[frame->session->material_index];
}

static bool
is_bad(const struct session_page *page)
{
    return strcmp(page->verdict, "good") != 0;
}

static bool
is_blank(const struct session_page *page)
{
    return strcmp(page->verdict, "blank") == 0;
}

static bool
is_scanning(const struct frame *frame)
{
    return frame->session->scan_order != 0;
}

/* Index of the page that the stage shows: the one that was just taken. */
static const struct session_page *
shown_page(const struct frame *frame)
{
    const struct session_material *given = current(frame);
    size_t index = (size_t)frame->session->scan_page;
    if (given->page_count == 0)
        return NULL;
    return &given->pages[MIN(index, given->page_count - 1)];
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

static void
add_stage(const struct frame *frame, struct box box)
{
    const struct session_page *page = shown_page(frame);
    struct widget_pixels pixels = part_pixels(frame, page);
    if (pixels.pixels == NULL || is_scanning(frame)) {
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_STAGE, .radius = 14,
            .box = box);
        // The picture keeps its own shape in the middle of the stage.
        int height = MIN(box.h, box.w * 520 / 968), width = height * 968 / 520;
        add(frame->view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE,
            .icon = "page-on-scanner", .name = _("The page lies flat on the glass"),
            .box = {box.x + (box.w - width) / 2, box.y + (box.h - height) / 2, width,
                    height});
        return;
    }
    add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = "preview",
        .name = _("What the scanner saw"), .fill = COLOUR_STAGE, .radius = 14, .box = box,
        .pixels = pixels);
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

/* Whether the page is good, what is wrong with it, or how to lay it. */
static int
add_verdict(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    const struct session_page *page = shown_page(frame);
    const char *cause = *session->scan_cause != '\0' ? session->scan_cause : NULL;
    const char *class = "scanner";
    if (cause == NULL && page != NULL && is_bad(page)) {
        class = "image";
        cause = is_blank(page) ? "blankPage" : "blurredPage";
    }
    if (is_scanning(frame))
        return add_progress(frame, y);
    struct strip strip = {
        .tone = STRIP_INFO,
        .id = "state",
        .icon = "info",
        .text = _("Face down on the glass, edges at the mark"),
        .detail = frame_texts(frame, session->place->scanner_where),
    };
    if (cause != NULL) {
        const struct fault *fault = fault_find(class, cause);
        bool usable = strcmp(cause, "blurredPage") == 0;
        strip = (struct strip){
            .tone = usable ? STRIP_NOTICE : STRIP_ERROR,
            .id = "state",
            .icon = "error",
            .text = _(fault->title),
            .detail = fault->person == NULL ? NULL : _(fault->person),
        };
    } else if (page != NULL) {
        strip = (struct strip){
            .tone = STRIP_GOOD,
            .id = "state",
            .icon = "check_circle",
            .text = _("It came out well"),
            .aside = frame->assisted ? NULL : _("The writing is clear"),
        };
    }
    return frame_strip(frame, y, &strip);
}

static void
add_thumbnail(const struct frame *frame, size_t index, int x, int y)
{
    const struct session_material *given = current(frame);
    const struct session_page *page = &given->pages[index];
    bool shown = page == shown_page(frame);
    g_autofree char *title = part_page_title(frame, given->material, index);
    g_autofree char *number = text_format(N_("**%1$d** %2$s"), (int)index + 1, title);
    g_autofree char *id = g_strdup_printf("page-%zu", index + 1);
    add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_IMAGE, .id = id, .name = title,
        .fill = COLOUR_SHEET, .bordered = true, .radius = 8,
        .edge = shown          ? COLOUR_AMBER
                : is_bad(page) ? COLOUR_ZHU_MARK
                               : COLOUR_SONG_MARK,
        .box = {x, y, 176, 130}, .pixels = part_pixels(frame, page));
    add(frame->view, .kind = WIDGET_LABEL, .name = number, .step = TYPE_CAPTION,
        .colour = COLOUR_INK, .box = {x, y + 132, 230, 40});
    add(frame->view, .kind = WIDGET_ICON, .icon = is_bad(page) ? "error" : "check_circle",
        .icon_size = 32, .colour = is_bad(page) ? COLOUR_ZHU_MARK : COLOUR_SONG_MARK,
        .box = {x, y + 172, 32, 40});
    add(frame->view, .kind = WIDGET_LABEL, .step = TYPE_CAPTION, .colour = COLOUR_INK,
        .name = !is_bad(page)    ? _("clear")
                : is_blank(page) ? _("blank")
                                 : _("blurred"),
        .box = {x + 40, y + 172, 180, 40});
}

/* A page can be taken out again, unless it is the only one: then it is scanned anew. */
static void
add_remove(const struct frame *frame, size_t index, int x, int y)
{
    g_autofree char *id = g_strdup_printf("remove-%zu", index + 1);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
        .name = _("Remove"), .step = TYPE_CAPTION, .small = true,
        .layout = LAYOUT_STACKED, .icon = "delete", .icon_size = 40,
        .box = {x, y, 110, 130},
        .send = {.action = SESSION_REMOVE_PAGE, .number = (int)index});
}

/* What was scanned so far; standard mode only. */
static void
add_thumbnails(const struct frame *frame, int y)
{
    const struct session_material *given = current(frame);
    struct view *view = frame->view;
    g_autofree char *wanted =
        given->material->page_num == given->material->page_max
            ? text_format(N_("%d wanted"), given->material->page_num)
            : text_format(N_("%1$d wanted, up to %2$d taken"), given->material->page_num,
                          given->material->page_max);
    g_autofree char *text =
        g_strdup_printf("**%s** · %s", frame_texts(frame, given->material->name), wanted);
    add(view, .kind = WIDGET_LABEL, .name = text, .step = TYPE_SMALL,
        .colour = COLOUR_INK, .box = {frame->left, y, frame->width, 48});
    int step = 322, first = given->page_count > 3 ? (int)given->page_count - 3 : 0;
    for (size_t i = (size_t)first; i < given->page_count; i++) {
        int x = frame->left + ((int)i - first) * step;
        add_thumbnail(frame, i, x, y + 52);
        if (given->page_count > 1 && !is_scanning(frame))
            add_remove(frame, i, x + 190, y + 52);
    }
    if (given->page_count > 0)
        return;
    // There is a sample of this kind of paper only.
    bool sample = strcmp(given->material->icon, "menu_book") == 0;
    int x = frame->left + (sample ? 290 : 0);
    if (sample)
        add(view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE, .icon = "sample-register",
            .name = _("A page, well laid"), .box = {frame->left, y + 56, 264, 160});
    frame_paragraph(frame, x, y + 60, frame->right - x,
                    frame_texts(frame, given->material->accept_stand), TYPE_BODY);
}

/* ---- keys ---- */

static struct widget
scan_key(const struct frame *frame)
{
    const struct session_material *given = current(frame);
    return (struct widget){
        .id = "scan",
        .name = given->page_count == 0 ? _("Scan this page") : _("Scan the next page"),
        .icon = "document_scanner",
        sends(SESSION_SCAN),
    };
}

static struct widget
again_key(const struct frame *frame, bool after_failure)
{
    int page = frame->session->scan_page;
    int last = (int)current(frame)->page_count - 1;
    return (struct widget){
        .id = "again",
        .name = last > 0 && !after_failure ? _("Scan the last again")
                                           : _("Scan it again"),
        .icon = "replay",
        .send = {.action = after_failure ? SESSION_RETRY : SESSION_SCAN_AGAIN,
                 .number = MIN(page, last)},
    };
}

/* The one dark key, and up to two beside it. */
struct keys {
    struct widget primary, beside[2];
    int count;
};

static void
put_beside(struct keys *keys, struct widget key)
{
    if (keys->count < (int)G_N_ELEMENTS(keys->beside))
        keys->beside[keys->count++] = key;
}

static struct keys
keys_for(const struct frame *frame)
{
    const struct session_material *given = current(frame);
    const struct session_page *page = shown_page(frame);
    bool failed = *frame->session->scan_cause != '\0';
    bool complete = session_page_is_complete(frame->session);
    bool room = (int)given->page_count < given->material->page_max;
    struct widget next = {.id = "next",
                          .name = _("Good, go on"),
                          .icon = "arrow_forward",
                          .layout = LAYOUT_ICON_AFTER,
                          sends(SESSION_NEXT)};
    struct keys keys = {.primary = scan_key(frame)};
    if (is_scanning(frame)) {
        keys.primary = (struct widget){
            .id = "scan", .disabled = true, .name = _("Scanning: leave the page there")};
        return keys;
    }
    if (failed && page == NULL) {
        keys.primary = again_key(frame, true);
        keys.primary.id = "retry";
    } else if (page != NULL && (failed || is_bad(page))) {
        keys.primary = again_key(frame, failed);
        if (complete)
            put_beside(&keys, next);
    } else if (complete && page != NULL) {
        keys.primary = next;
        put_beside(&keys, again_key(frame, false));
        if (room)
            put_beside(&keys, scan_key(frame));
    }
    if (given->material->may_defer && page == NULL)
        put_beside(&keys, (struct widget){.id = "defer",
                                          .icon = "schedule",
                                          .name = _("Not here: bring it later"),
                                          sends(SESSION_DEFER)});
    if (!given->material->required && page == NULL)
        put_beside(&keys, (struct widget){.id = "next",
                                          .name = _("I have none, go on"),
                                          sends(SESSION_NEXT)});
    return keys;
}

static int
keys_height(const struct frame *frame)
{
    struct keys keys = keys_for(frame);
    return !frame->assisted ? 206 : keys.count == 0 ? 160 : 160 + 20 + 112;
}

static void
add_beside(const struct frame *frame, struct widget *key, struct box box)
{
    key->kind = WIDGET_KEY;
    key->role = ROLE_BUTTON;
    key->layout = LAYOUT_ROW;
    key->step = frame->assisted ? TYPE_SMALL : TYPE_BODY;
    key->box = box;
    view_add(frame->view, key);
}

/* Standard: the others in a column at the left; assisted: in a row above. */
static void
add_keys(const struct frame *frame)
{
    struct keys keys = keys_for(frame);
    int gutter = frame->theme->gutter, top = frame->bottom - keys_height(frame);
    int x = frame->left, y = top;
    for (int i = 0; i < keys.count; i++) {
        int gap = keys.count > 1 ? gutter : 0;
        int wide = (frame->width - gap) / keys.count, high = (206 - gap) / keys.count;
        add_beside(frame, &keys.beside[i],
                   frame->assisted
                       ? (struct box){frame->left + i * (wide + gap), top, wide, 112}
                       : (struct box){frame->left, top + i * (high + gap), 360, high});
    }
    if (keys.count > 0 && frame->assisted)
        y += 112 + gutter;
    else if (keys.count > 0)
        x += 360 + gutter;
    keys.primary.box = (struct box){x, y, frame->right - x, frame->bottom - y};
    keys.primary.step = TYPE_LARGE;
    keys.primary.icon_size = keys.primary.icon == NULL ? 0 : frame->assisted ? 72 : 80;
    frame_primary(frame, &keys.primary);
}

static void
add_title(const struct frame *frame, int *y)
{
    const struct session_material *given = current(frame);
    const struct session_page *page = shown_page(frame);
    size_t index = given->page_count;
    if (page != NULL &&
        (is_scanning(frame) || session_page_is_complete(frame->session) || is_bad(page)))
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
        int keys = frame.bottom - keys_height(&frame), strip = 220;
        add_stage(&frame,
                  (struct box){frame.left, y, frame.width, keys - 20 - strip - y});
        add_verdict(&frame, keys - strip);
    } else {
        y = add_materials(&frame, 240);
        add_title(&frame, &y);
        add_stage(&frame, (struct box){frame.left, 396, frame.width, 592});
        y = add_verdict(&frame, 1004);
        add_thumbnails(&frame, y + 14);
    }
    add_keys(&frame);
}
