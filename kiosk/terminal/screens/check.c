// SPDX-License-Identifier: Apache-2.0
/* Every answer once more, each block with its key 修改; the promise; and the key that hands
 * in. In assisted mode one block at a time. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"
#include <string.h>

/* What a block says, in lines. */
struct block {
    char *name;
    GString *lines;
    const char *edit; // id of what its key goes back to; NULL: nothing can be changed
    char *edit_id;    // id of that key
    int entry;        // of a repeated page, from 1
    bool good;        // with a check mark before it
};

static void
block_finish(struct block *block)
{
    g_string_free(block->lines, TRUE);
    g_free(block->edit_id);
    g_free(block->name);
}

static bool
is_locked(const struct frame *frame, const struct form_line *line)
{
    return line->entry < 1 && form_is_locked(line->question, frame->session->card);
}

static void
add_answer(const struct frame *frame, struct block *block, const struct form_line *line)
{
    // What the person typed stands in full; what the card said is masked as on paper.
    bool locked = is_locked(frame, line);
    g_autofree char *shown =
        field_shown(line->question, line->value, frame->language, locked);
    g_string_append_printf(
        block->lines, "%s%s%s**%s**", block->lines->len > 0 ? "\n" : "",
        frame_texts(frame, line->question->label), frame->assisted ? "\n" : " ", shown);
    if (!locked && block->edit == NULL)
        block->edit = line->entry < 0 ? line->question->id : line->page->id;
}

static const struct form_line *
line_at(const GArray *lines, guint index)
{
    return &g_array_index(lines, struct form_line, index);
}

/* At most `most` answers of a page or entry, from line *next on; moves *next behind them. */
static struct block
page_block(const struct frame *frame, const GArray *lines, guint *next, int most)
{
    const struct form_line *first = line_at(lines, *next);
    const struct question_page *page = first->page;
    bool begins = *next == 0 || line_at(lines, *next - 1)->page != page ||
                  line_at(lines, *next - 1)->entry != first->entry;
    struct block block = {.lines = g_string_new(NULL), .entry = first->entry + 1};
    block.name = first->entry < 0
                     ? g_strdup(frame_texts(frame, page->title))
                     : text_format(N_("%1$s %2$d"),
                                   frame_texts(frame, page->repeat->entry_name),
                                   first->entry + 1);
    GString *id = g_string_new(NULL);
    g_string_printf(id, "edit-%s", page->id);
    if (first->entry >= 0)
        g_string_append_printf(id, "-%d", first->entry + 1);
    if (!begins)
        g_string_append_printf(id, "-%u", *next);
    block.edit_id = g_string_free(id, FALSE);
    for (; *next < lines->len && most > 0; (*next)++, most--) {
        const struct form_line *line = line_at(lines, *next);
        if (line->page != page || line->entry != first->entry)
            break;
        add_answer(frame, &block, line);
    }
    return block;
}

static struct block
material_block(const struct frame *frame, const struct session_material *given)
{
    struct block block = {
        .name = g_strdup(frame_texts(frame, given->material->name)),
        .lines = g_string_new(NULL),
        .edit = given->material->id,
        .edit_id = g_strdup_printf("edit-%s", given->material->id),
        .good = given->page_count > 0,
    };
    g_autofree char *text =
        given->deferred ? g_strdup(_("You bring it later"))
        : given->page_count == 0
            ? g_strdup(_("Not given"))
            : text_format(N_("**%d** scanned"), (int)given->page_count);
    g_string_append(block.lines, text);
    return block;
}

/* What came from the card is not changed here; the sign for it stands below the name. */
static void
add_lock(const struct frame *frame, int y)
{
    add(frame->view, .kind = WIDGET_ICON, .icon = "lock", .colour = COLOUR_QING_MARK,
        .icon_size = 32, .box = {frame->left, y, 32, 40});
    add(frame->view, .kind = WIDGET_LABEL, .name = _("from card"), .step = TYPE_CAPTION,
        .colour = COLOUR_INK, .box = {frame->left + 38, y, 150, 40});
}

static void
add_block(struct flow *flow, const struct block *block)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    bool locked = block->edit == NULL;
    int names = frame->theme->foreign ? 252 : 184, x = frame->left + names + 20,
        key = 148;
    int width = frame->right - x - (locked ? 0 : key + 16), mark = block->good ? 52 : 0;
    int name_height = view_text_height(view, block->name, TYPE_BODY, true, names);
    int text = view_text_height(view, block->lines->str, TYPE_BODY, false, width - mark);
    int height = MAX(MAX(text, name_height + (locked ? 48 : 0)) + 36, 112), y;
    if (!flow_take(flow, height, &y))
        return;
    int name_y = y + (height - name_height - (locked ? 48 : 0)) / 2;
    add(view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .name = block->name,
        .value = block->lines->str, .personal = true, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left, name_y, names, name_height});
    if (block->good)
        add(view, .kind = WIDGET_ICON, .icon = "check_circle", .colour = COLOUR_SONG_MARK,
            .icon_size = 40, .box = {x, y, 40, height});
    add(view, .kind = WIDGET_TEXT, .name = block->lines->str, .step = TYPE_BODY,
        .colour = COLOUR_INK,
        .box = {x + mark, y + (height - text) / 2, width - mark, text});
    if (locked)
        add_lock(frame, name_y + name_height + 4);
    else
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = block->edit_id,
            .name = _("Change"), .icon = "edit", .icon_size = 36, .step = TYPE_BODY,
            .box = {frame->right - key, y + (height - 84) / 2, key, 84},
            .send = {
                .action = SESSION_EDIT, .text = block->edit, .number = block->entry});
    frame_hair(frame, y + height - 1);
}

/* The same on a part of its own, in large. */
static void
add_block_alone(struct flow *flow, const struct block *block)
{
    const struct frame *frame = flow->frame;
    struct view *view = frame->view;
    int y, width = frame->width - 72;
    int text = view_text_height(view, block->lines->str, TYPE_BODY, false, width);
    if (flow->y > flow->top)
        flow_break(flow);
    if (!flow_take(flow, text + 300, &y))
        return;
    frame_heading(frame, y, block->name);
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_HAIR,
        .bordered = true, .radius = 16,
        .box = {frame->left, y + 92, frame->width, text + 72});
    add(view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .name = block->lines->str,
        .personal = true, .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {frame->left + 36, y + 128, width, text});
    if (block->edit != NULL)
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = block->edit_id,
            .name = _("Not right: change it"), .icon = "edit", .step = TYPE_KEY,
            .box = {frame->left, y + 92 + text + 72 + 24, frame->width, 136},
            .send = {
                .action = SESSION_EDIT, .text = block->edit, .number = block->entry});
}

static void
add_one(struct flow *flow, struct block block)
{
    if (block.lines->len > 0 && flow->frame->assisted)
        add_block_alone(flow, &block);
    else if (block.lines->len > 0)
        add_block(flow, &block);
    block_finish(&block);
}

static void
add_promise(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const struct session *session = frame->session;
    const json_t *texts = json_object_get(session->service->json, "promise");
    const char *promise = texts == NULL ? _("What I filled in is true.")
                                        : frame_texts(frame, texts);
    // Two sentences become two lines: the first is the promise, the second what follows.
    const char *stop = strstr(promise, "。");
    g_autofree char *first =
        stop == NULL ? g_strdup(promise)
                     : g_strndup(promise, (gsize)(stop - promise) + strlen("。"));
    const char *second = stop == NULL ? NULL : stop + strlen("。");
    int height = frame->assisted ? 180 : 148, y;
    if (!flow_take(flow, height + 44, &y))
        return;
    bool wanted = strcmp(session->field_error, "promise") == 0;
    add(frame->view, .kind = WIDGET_CHECK, .role = ROLE_CHECKBOX, .id = "promise",
        .name = first, .detail = second, .selected = session->promised,
        .error = wanted ? _("Please tick this first") : NULL, .step = TYPE_BODY,
        .box = {frame->left, y + 22, frame->width, height}, sends(SESSION_PROMISE));
}

static void
add_safety(struct flow *flow)
{
    const struct frame *frame = flow->frame;
    const char *text = _("Handed in, it is encrypted and sent to the service centre, "
                         "for this matter alone. This machine keeps nothing.");
    int px = frame->assisted ? 56 : 40, width = frame->width - px - 16, y;
    int height = view_text_height(frame->view, text, TYPE_SMALL, false, width);
    if (!flow_take(flow, height + 16, &y))
        return;
    add(frame->view, .kind = WIDGET_ICON, .icon = "verified_user",
        .colour = COLOUR_QING_MARK, .icon_size = px, .box = {frame->left, y + 4, px, px});
    frame_paragraph(frame, frame->left + px + 16, y, width, text, TYPE_SMALL);
}

/* Assisted: at most three values at a time. */
static int
answers_in_block(const struct frame *frame)
{
    return frame->assisted ? 3 : SERVICE_QUESTIONS_MAX;
}

/* Blocks of assisted mode, each a part of its own, before the promise. */
static int
count_blocks(const struct frame *frame, const GArray *lines)
{
    int blocks = (int)frame->session->material_count;
    for (guint next = 0; next < lines->len; blocks++) {
        struct block block = page_block(frame, lines, &next, answers_in_block(frame));
        block_finish(&block);
    }
    return blocks;
}

void
check_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct session *session = frame.session;
    const struct service *service = session->service;
    g_autoptr(GArray) lines = form_lines(service, session->answers);
    int blocks = frame.assisted ? count_blocks(&frame, lines) : 0;
    bool asks = frame.assisted && session->part < blocks;
    int top = frame_title(&frame, frame.assisted ? frame.top : 250,
                          asks             ? _("Is this right?")
                          : frame.assisted ? _("Hand it in now?")
                                           : _("Read it once more, then hand it in"),
                          frame.assisted ? NULL : frame_texts(&frame, service->name));
    if (!frame.assisted)
        frame_hair(&frame, top - 2);
    struct flow flow = flow_begin(&frame, top);
    flow.on = frame.assisted ? _("Right, go on") : NULL;
    for (guint next = 0; next < lines->len;)
        add_one(&flow, page_block(&frame, lines, &next, answers_in_block(&frame)));
    for (size_t i = 0; i < session->material_count; i++)
        add_one(&flow, material_block(&frame, &session->materials[i]));
    if (frame.assisted)
        flow_break(&flow);
    add_promise(&flow);
    add_safety(&flow);
    struct widget submit = {
        .id = "submit",
        .name = session->promised ? _("All right, hand it in")
                                  : _("Tick the promise, then: Hand in"),
        .icon = session->promised ? "check" : NULL,
        .unready = !session->promised,
        sends(SESSION_SUBMIT),
    };
    flow_end(&flow, &submit, NULL);
}
