// SPDX-License-Identifier: Apache-2.0
/* The entries of a repeated page: who is there, what each still lacks, and keys to add,
 * change and remove one. */
#include "part.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static const struct question_page *
page_of(const struct frame *frame)
{
    return &frame->session->service->pages[frame->session->form_page];
}

/* One row: an entry, what is wrong in it. */
struct row {
    int index;
    char *title; // owned
    char *state; // owned
    bool good, armed, may_go;
};

static struct row
row_of(const struct frame *frame, const json_t *entries, const GArray *defects, int index)
{
    const struct session *session = frame->session;
    int open = 0;
    for (guint i = 0; i < defects->len; i++)
        open += g_array_index(defects, struct field_defect, i).entry == index + 1;
    struct row row = {
        .index = index,
        .title = form_entry_title(page_of(frame), json_array_get(entries, (size_t)index),
                                  index, frame->language),
        .good = open == 0,
        .armed = session->entry_armed == index + 1,
        .may_go = session_entry_may_go(session, (size_t)index),
    };
    row.state = row.armed  ? g_strdup(_("Take this one out?"))
                : row.good ? g_strdup(_("All filled in"))
                           : text_format(N_("%d still to fill or mend"), open);
    return row;
}

static void
row_finish(struct row *row)
{
    g_free(row->title);
    g_free(row->state);
}

/* Two keys: change and remove; asked once more, keep and remove. */
static void
add_keys(const struct frame *frame, const struct row *row, struct box box)
{
    g_autofree char *change = g_strdup_printf("entry-%d", row->index + 1);
    g_autofree char *remove = g_strdup_printf("remove-%d", row->index + 1);
    int gap = frame->assisted ? 20 : 16, width = (box.w - gap) / 2;
    enum type_step step = frame->assisted ? TYPE_KEY : TYPE_BODY;
    if (row->armed)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "keep",
            .name = _("Keep it"), .step = step, .box = {box.x, box.y, width, box.h},
            .send = {.action = SESSION_ENTRY_REMOVE, .number = -1});
    else
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = change,
            .name = row->good ? _("Change") : _("Fill in"), .icon = "edit",
            .icon_size = 36, .step = step,
            .box = {row->may_go ? box.x : box.x + box.w - width, box.y, width, box.h},
            .send = {.action = SESSION_ENTRY, .number = row->index});
    if (row->may_go)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = remove,
            .name = _("Take out"), .icon = "delete", .icon_size = 36,
            .tone = row->armed ? TONE_END : TONE_ORDINARY, .step = step,
            .box = {box.x + width + gap, box.y, width, box.h},
            .send = {.action = SESSION_ENTRY_REMOVE, .number = row->index});
}

static void
add_row(struct flow *flow, const struct row *row)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    bool assisted = frame->assisted;
    int keys = assisted ? frame->width : 400, key = assisted ? 116 : 88;
    int x = frame->left + 64, width = frame->right - x - (assisted ? 0 : keys + 24);
    int title = view_text_height(view, row->title, TYPE_KEY, true, width);
    int state = view_text_height(view, row->state, TYPE_BODY, false, width), y;
    int text = title + state + 8;
    int height = assisted ? text + key + 72 : MAX(text, key) + 44;
    if (!flow_take(flow, height, &y))
        return;
    int top = assisted ? y + 22 : y + (height - text) / 2;
    add(view, .kind = WIDGET_ICON, .icon = row->good ? "check_circle" : "error",
        .colour = row->good ? COLOUR_SONG_MARK : COLOUR_ZHE_MARK, .icon_size = 44,
        .box = {frame->left, top, 44, title});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .name = row->title,
        .personal = true, .value = row->state, .step = TYPE_KEY, .bold = true,
        .colour = COLOUR_INK, .box = {x, top, width, title});
    add(view, .kind = WIDGET_TEXT, .name = row->state, .step = TYPE_BODY,
        .colour = COLOUR_INK, .box = {x, top + title + 8, width, state});
    add_keys(frame, row,
             assisted
                 ? (struct box){frame->left, top + text + 20, keys, key}
                 : (struct box){frame->right - keys, y + (height - key) / 2, keys, key});
    frame_hair(frame, y + height - 1);
}

/* What is wrong with the list as a whole; only after somebody wanted to go on. */
static int
add_problem(const struct frame *frame, const GArray *defects, int y)
{
    if (strcmp(frame->session->field_error, page_of(frame)->id) != 0 || defects->len == 0)
        return y;
    const struct field_defect *defect = NULL;
    for (guint i = 0; i < defects->len && defect == NULL; i++)
        if (g_array_index(defects, struct field_defect, i).question == NULL)
            defect = &g_array_index(defects, struct field_defect, i);
    g_autofree char *says = defect == NULL
                                ? g_strdup(_("Not everything is filled in yet"))
                                : field_defect_says(defect, frame->language);
    g_autofree char *remedy = defect == NULL
                                  ? g_strdup(_("Open the ones with the mark"))
                                  : field_defect_remedy(defect, frame->language);
    struct strip strip = {.tone = STRIP_ERROR,
                          .id = "problem",
                          .icon = "error",
                          .text = says,
                          .detail = remedy};
    return frame_strip(frame, y, &strip) + 16;
}

static void
add_more(struct flow *flow, size_t count)
{
    const struct frame *frame = flow->frame;
    const struct repeat *repeat = page_of(frame)->repeat;
    int height = frame->assisted ? 136 : 112, y;
    if ((int)count >= repeat->max) {
        g_autofree char *full = text_format(N_("There is room for %d"), repeat->max);
        if (flow_take(flow, height, &y))
            frame_paragraph(frame, frame->left, y + 24, frame->width, full, TYPE_BODY);
        return;
    }
    const char *what = frame_texts(frame, repeat->entry_name);
    g_autofree char *name = count == 0 ? text_format(N_("Add: %s"), what)
                                       : text_format(N_("Add another: %s"), what);
    if (flow_take(flow, height + 48, &y))
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "add-entry",
            .name = name, .icon = "person_add", .step = TYPE_KEY,
            .tone = count == 0 ? TONE_FIRST : TONE_ORDINARY,
            .box = {frame->left, y + 24, frame->width, height},
            .send = {.action = SESSION_ENTRY, .number = -1});
}

void
entries_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct question_page *page = page_of(&frame);
    const json_t *entries = form_entries(page, frame.session->answers);
    g_autoptr(GArray) defects = session_entry_defects(frame.session);
    int y = frame_title(&frame, frame.assisted ? frame.top : 250,
                        frame_texts(&frame, page->title), NULL);
    y = add_problem(&frame, defects, y);
    struct flow flow = flow_begin(&frame, y);
    for (size_t i = 0; i < json_array_size(entries); i++) {
        struct row row = row_of(&frame, entries, defects, (int)i);
        add_row(&flow, &row);
        row_finish(&row);
    }
    add_more(&flow, json_array_size(entries));
    struct widget next = {
        .id = "next",
        .name = frame.session->editing ? _("Done, go back")
                : defects->len == 0    ? _("That is all, next")
                                       : _("Fill these in, then: Next"),
        .icon = defects->len == 0 ? "arrow_forward" : NULL,
        .layout = LAYOUT_ICON_AFTER,
        .unready = defects->len > 0,
        .step = TYPE_LARGE,
        sends(SESSION_NEXT),
    };
    flow_end(&flow, &next, NULL);
}
