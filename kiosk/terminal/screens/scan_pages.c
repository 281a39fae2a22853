// SPDX-License-Identifier: Apache-2.0
/* The pages of a material that were scanned so far: looked at again, taken out. */
#include "scan_part.h"

#include <string.h>
#include "core/text.h"

static void
add_thumbnail(const struct frame *frame, size_t index, int x, int y)
{
    const struct session_material *given = scan_material(frame);
    const struct session_page *page = &given->pages[index];
    bool shown = page == scan_shown(frame);
    g_autofree char *title = part_page_title(frame, given->material, index);
    g_autofree char *number = text_format(N_("**%1$d** %2$s"), (int)index + 1, title);
    g_autofree char *id = g_strdup_printf("page-%zu", index + 1);
    if (shown) // yellow alone is no edge on paper
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_AMBER, .bordered = true,
            .edge = COLOUR_INK, .radius = 12, .box = {x - 7, y - 7, 190, 144});
    add(frame->view, .kind = WIDGET_PIXELS, .role = ROLE_BUTTON, .id = id, .name = title,
        .send = {.action = SESSION_LOOK_PAGE, .number = (int)index}, .selected = shown,
        .fill = COLOUR_SHEET, .bordered = true, .radius = 8,
        .edge = !session_scan_takes(page) ? COLOUR_ZHU_MARK : COLOUR_SONG_MARK,
        .box = {x, y, 176, 130}, .pixels = part_pixels(frame, page));
    add(frame->view, .kind = WIDGET_LABEL, .name = number, .step = TYPE_CAPTION,
        .colour = COLOUR_INK, .box = {x, y + 132, 230, 40});
    add(frame->view, .kind = WIDGET_ICON,
        .icon = !session_scan_takes(page) ? "error" : "check_circle", .icon_size = 32,
        .colour = !session_scan_takes(page) ? COLOUR_ZHU_MARK : COLOUR_SONG_MARK,
        .box = {x, y + 172, 32, 40});
    add(frame->view, .kind = WIDGET_LABEL, .step = TYPE_CAPTION, .colour = COLOUR_INK,
        .name = scan_is_blank(page)                     ? _("blank")
                : strcmp(page->verdict, "blurred") == 0 ? _("blurred")
                                                        : _("clear"),
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
        .box = {x, y, 120, 130},
        .send = {.action = SESSION_REMOVE_PAGE, .number = (int)index});
}

/* What was scanned so far; standard mode only. */
void
scan_add_pages(const struct frame *frame, int y)
{
    const struct session_material *given = scan_material(frame);
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
    // Three have room; the one that is looked at stands among them, its neighbours beside it.
    int step = 322, count = (int)given->page_count;
    int first = CLAMP(frame->session->scan_page - 1, 0, MAX(count - 3, 0));
    for (size_t i = (size_t)first; i < given->page_count && i < (size_t)first + 3; i++) {
        int x = frame->left + ((int)i - first) * step;
        add_thumbnail(frame, i, x, y + 52);
        if (given->page_count > 1 && !scan_is_running(frame))
            add_remove(frame, i, x + 190, y + 52);
    }
    if (given->page_count > 0)
        return;
    g_autofree char *sample = scan_sample(frame);
    int x = frame->left + (sample != NULL ? 290 : 0);
    if (sample != NULL)
        add(view, .kind = WIDGET_PICTURE, .role = ROLE_IMAGE, .icon = sample,
            .id = "sample",
            .name = _("A good one looks like this"), .box = {frame->left, y + 56, 264, 160});
    frame_paragraph(frame, x, y + 60, frame->right - x,
                    frame_texts(frame, given->material->accept_stand), TYPE_BODY);
}
