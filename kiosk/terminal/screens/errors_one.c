// SPDX-License-Identifier: Apache-2.0
/* Assisted mode: one defect at a time. How many there are, what is wrong with this one, what
 * to do, and which is next. */
#include "errors.h"
#include "pad.h"

#include "core/text.h"
#include <string.h>

static char *
name_of(const struct frame *frame, const struct field_defect *defect)
{
    return field_defect_name(defect, frame->session->answers, frame->language);
}

/* "Mend 1 of 2", and a bar for each. What was mended already counts. */
static void
add_count(const struct frame *frame, int mended, int now, int total)
{
    g_autofree char *words = text_format(N_("Mend %1$d of %2$d"), now, total);
    int width = view_text_width(frame->view, words, TYPE_SMALL, true);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "step",
        .name = words, .step = TYPE_SMALL, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, 192, width, 56});
    int x = frame->left + width + 28, gap = total > 8 ? 6 : 16;
    int bar = (frame->right - x - gap * (total - 1)) / total;
    for (int i = 0; i < total; i++)
        add(frame->view, .kind = WIDGET_STEP,
            .step_state = i + 1 == now ? STEP_NOW
                          : i < mended ? STEP_DONE
                                       : STEP_LATER,
            .box = {x + i * (bar + gap), 209, bar, 22});
}

/* What the person gave, as it stands there; NULL: nothing. g_free. */
static char *
given(const struct frame *frame, const struct field_defect *defect)
{
    if (defect->question == NULL)
        return NULL;
    const json_t *value = field_defect_value(defect, frame->session->answers);
    char *shown = NULL;
    if (value != NULL && field_is_typed(defect->question)) {
        char *text = field_text(defect->question, value);
        shown = pad_group(defect->question, text);
        g_free(text);
    } else if (value != NULL) {
        shown = field_shown(defect->question, value, frame->language, false);
    }
    if (shown != NULL && *shown == '\0')
        g_clear_pointer(&shown, g_free);
    return shown;
}

/* Gives the y below it. */
static int
add_defect(const struct frame *frame, const struct field_defect *defect, int y)
{
    struct view *view = frame->view;
    g_autofree char *says = field_defect_says(defect, frame->language);
    g_autofree char *value = given(frame, defect);
    int pad = 40, icon = 72, x = frame->left + pad, width = frame->width - 2 * pad;
    int text = width - icon - 28;
    int wrong =
        view_text_height(view, says, TYPE_KEY, true, value != NULL ? width : text);
    int shown =
        value == NULL ? 0 : view_text_height(view, value, TYPE_LARGE, true, width) + 12;
    int head = value != NULL ? icon + 16 : 0;
    int height = 2 * pad + MAX(head + shown + wrong, icon), top = y + pad;
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_TINT_ERROR, .edge = COLOUR_ZHU_MARK,
        .bordered = true, .radius = 16, .box = {frame->left, y, frame->width, height});
    add(view, .kind = WIDGET_ICON, .icon = "error", .colour = COLOUR_ZHU_MARK,
        .icon_size = icon, .box = {x, top, icon, icon});
    if (value != NULL) {
        add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = _("You filled in"),
            .value = value, .personal = true, .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {x + icon + 28, top, text, icon});
        add(view, .kind = WIDGET_TEXT, .name = value, .step = TYPE_LARGE, .bold = true,
            .colour = COLOUR_INK, .box = {x, top + head, width, shown});
    }
    add(view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .id = "wrong", .name = says,
        .step = TYPE_KEY, .bold = true, .colour = COLOUR_ZHU_TEXT,
        .box = {value != NULL ? x : x + icon + 28,
                value != NULL ? top + head + shown : y + (height - wrong) / 2,
                value != NULL ? width : text, wrong});
    return y + height;
}

/* The one that is told after this one. */
static void
add_next(const struct frame *frame, int y, int number, const struct field_defect *next)
{
    g_autofree char *name = name_of(frame, next);
    g_autofree char *text = text_format(N_("Next: **%s**"), name);
    g_autofree char *figure = g_strdup_printf("%d", number);
    int disc = 72, x = frame->left + 32 + disc + 24, width = frame->right - 32 - x;
    int lines = view_text_height(frame->view, text, TYPE_BODY, false, width);
    int height = MAX(lines + 40, 124);
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_SUNK, .radius = 16,
        .box = {frame->left, y, frame->width, height});
    add(frame->view, .kind = WIDGET_DISC, .fill = COLOUR_QING, .name = figure,
        .step = TYPE_BODY,
        .box = {frame->left + 32, y + (height - disc) / 2, disc, disc});
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_STATUS, .id = "following",
        .name = text, .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {x, y + (height - lines) / 2, width, lines});
}

static void
add_keys(const struct frame *frame, const struct field_defect *defect, int index,
         int count)
{
    const char *id = field_defect_id(defect);
    g_autofree char *fix = g_strdup_printf("fix-%s", id);
    bool by_card = defect->question != NULL &&
                   session_mended_at(frame->session, defect) == NULL;
    int height = 140, y = frame_keys_top(frame) - 36 - height;
    int width = count > 1 ? (frame->width - frame->theme->gutter) / 2 : frame->width;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "fetch-help",
        .name = _("Help me mend"), .icon = "support_agent", .step = TYPE_KEY,
        .box = {frame->left, y, width, height}, sends(SESSION_HELP));
    if (count > 1)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "fix-later",
            .name = _("The next one first"), .icon = "redo", .step = TYPE_KEY,
            .box = {frame->right - width, y, width, height},
            .send = {.action = SESSION_PART, .number = (index + 1) % count});
    frame_primary(
        frame,
        &(struct widget){
            .id = fix,
            .name = by_card ? _("Show another card") : _("Mend this one"),
            .icon = "edit",
            .step = TYPE_TITLE,
            .send = {.action = SESSION_EDIT, .text = id, .number = defect->entry}});
}

void
errors_build_one(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    int count = session->defects == NULL ? 0 : (int)session->defects->len;
    if (count == 0)
        return;
    int index = session->part % count, total = MAX(session->mend_total, count);
    const struct field_defect *defect =
        &g_array_index(session->defects, struct field_defect, index);
    const struct field_defect *next =
        &g_array_index(session->defects, struct field_defect, (index + 1) % count);
    g_autofree char *remedy = field_defect_remedy(defect, frame.language);
    add_count(&frame, total - count, total - count + index + 1, total);
    frame.top = frame.theme->content_top;
    g_autofree char *name = name_of(&frame, defect);
    int y = frame_title(&frame, frame.top, name, NULL) + 8;
    y = add_defect(&frame, defect, y) + 32;
    y = frame_paragraph(&frame, frame.left, y, frame.width, remedy, TYPE_BODY) + 36;
    if (count > 1)
        add_next(&frame, y, total - count + (index + 1) % count + 1, next);
    add_keys(&frame, defect, index, count);
}
