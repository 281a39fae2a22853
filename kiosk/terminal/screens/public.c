// SPDX-License-Identifier: Apache-2.0
/* 政务公开: what the house is and promises, notices that are out, lists, the plan of the
 * hall. All from bulletin.json, without a network. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"
#include <string.h>

/* ---- what there is ---- */

struct entry {
    const char *id, *icon, *name;
    enum colour fill;
};

static size_t
count_out(const struct frame *frame, const json_t *items)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    size_t count = 0, i;
    json_t *item;
    json_array_foreach (items, i, item)
        count += bulletin_is_out(item, &today);
    return count;
}

static size_t
list_entries(const struct frame *frame, struct entry entries[BULLETIN_BLOCKS + 3])
{
    const struct bulletin *bulletin = frame->session->bulletin;
    size_t count = 0, i;
    json_t *block;
    if (count_out(frame, bulletin->notices) > 0)
        entries[count++] = (struct entry){SESSION_PUBLIC_NOTICES, "campaign",
                                          _("Notices"), COLOUR_EMBLEM_ZHE};
    if (count_out(frame, bulletin->lists) > 0)
        entries[count++] = (struct entry){SESSION_PUBLIC_LISTS, "list_alt",
                                          _("Public lists"), COLOUR_EMBLEM_JIANG};
    if (json_array_size(bulletin->places) > 0)
        entries[count++] = (struct entry){SESSION_PUBLIC_HALL, "map",
                                          _("Plan of the hall"), COLOUR_EMBLEM_SONG};
    json_array_foreach (bulletin->blocks, i, block)
        entries[count++] = (struct entry){
            json_text(block, "id", ""), json_text(block, "icon", "info"),
            frame_texts(frame, json_object_get(block, "name")), COLOUR_EMBLEM_QING};
    return count;
}

static void
add_entry(const struct frame *frame, const struct entry *entry, struct box box)
{
    g_autofree char *id = g_strdup_printf("public-%s", entry->id);
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
        .name = entry->name, .icon = entry->icon,
        .icon_size = MIN(frame->assisted ? 120 : 104, box.h - 48), .fill = entry->fill,
        .step = TYPE_KEY, .box = box,
        .send = {.action = SESSION_OPEN_PUBLIC, .text = entry->id});
}

static void
add_more(const struct frame *frame, int part, struct box box)
{
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON,
        .id = part == 0 ? "part-first" : "part-next",
        .name = part == 0 ? _("Back to the first") : _("More"),
        .icon = part == 0 ? "arrow_upward" : "more_horiz",
        .icon_size = MIN(104, box.h - 48), .fill = COLOUR_EMBLEM_ZI, .step = TYPE_KEY,
        .box = box, .send = {.action = SESSION_PART, .number = part});
}

void
public_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    struct entry entries[BULLETIN_BLOCKS + 3];
    int count = (int)list_entries(&frame, entries), columns = frame.assisted ? 1 : 2;
    int y = frame_title(&frame, frame.top + 24, _("Public information"),
                        _("What this house is, promises and makes known")) +
            16;
    int gap = frame.theme->gutter, height = frame.assisted ? 190 : 240;
    int width = (frame.width - (columns - 1) * gap) / columns;
    int rows = MAX((frame.bottom - y + gap) / (height + gap), 1);
    int most = MIN(rows * columns, frame.assisted ? 6 : 9);
    bool whole = count <= most;
    int first = whole ? 0 : frame.session->part * (most - 1), shown = 0;
    if (first >= count)
        first = 0;
    for (; first + shown < count && shown < (whole ? most : most - 1); shown++)
        add_entry(&frame, &entries[first + shown],
                  (struct box){frame.left + shown % columns * (width + gap),
                               y + shown / columns * (height + gap), width, height});
    if (!whole)
        add_more(&frame, first + shown < count ? frame.session->part + 1 : 0,
                 (struct box){frame.left + shown % columns * (width + gap),
                              y + shown / columns * (height + gap), width, height});
}

/* ---- one thing of it ---- */

/* "2026-11-01" → 2026年11月1日. g_free. */
static char *
day_of(const char *date)
{
    struct clock_date day = {
        .year = atoi(date), .month = atoi(date + 5), .day = atoi(date + 8)};
    return text_date(&day);
}

/* Who says so and since when, for how long. g_free. */
static char *
issued(const struct frame *frame, const json_t *item)
{
    const char *until = json_text(item, "until", NULL);
    const char *issuer = frame_texts(frame, json_object_get(item, "issuer"));
    g_autofree char *from = day_of(json_text(item, "date", "2026-01-01"));
    if (until == NULL)
        return g_strdup_printf("%s · %s", issuer, from);
    g_autofree char *last = day_of(until);
    return text_format(N_("%1$s · %2$s to %3$s"), issuer, from, last);
}

static void
add_lines(struct flow *flow, const json_t *lines)
{
    const struct frame *frame = flow->frame;
    for (size_t i = 0; i < json_array_size(lines); i++) {
        const char *text = frame_texts(frame, json_array_get(lines, i));
        int height = view_text_height(frame->view, text, TYPE_BODY, false, frame->width);
        int y;
        if (flow_take(flow, height + 24, &y))
            frame_paragraph(frame, frame->left, y, frame->width, text, TYPE_BODY);
    }
}

static void
add_row(struct flow *flow, const json_t *cells, const json_t *head, bool bold)
{
    const struct frame *frame = flow->frame;
    int columns = (int)json_array_size(head), height = frame->assisted ? 96 : 72, y;
    if (!flow_take(flow, height, &y))
        return;
    for (int i = 0; i < columns; i++) {
        const json_t *cell = json_array_get(cells, (size_t)i);
        const char *text = json_is_string(cell) ? json_string_value(cell)
                                                : frame_texts(frame, cell);
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = text,
            .step = bold ? TYPE_SMALL : TYPE_BODY, .bold = bold, .colour = COLOUR_INK,
            .box = {frame->left + i * frame->width / columns, y,
                    frame->width / columns - 12, height});
    }
    frame_hair(frame, y + height - 2);
}

static void
add_table(struct flow *flow, const json_t *list)
{
    const json_t *head = json_object_get(list, "columns");
    size_t i;
    json_t *row;
    add_row(flow, head, head, true);
    json_array_foreach (json_object_get(list, "rows"), i, row) {
        bool next = flow->y + (flow->frame->assisted ? 96 : 72) > flow->limit;
        if (next) { // the head stands on every part
            flow_break(flow);
            add_row(flow, head, head, true);
        }
        add_row(flow, row, head, false);
    }
}

/* Titles of what is out, one a tile. */
static void
add_titles(struct flow *flow, const json_t *items)
{
    const struct frame *frame = flow->frame;
    struct clock_date today = clock_date(frame->session->now_ms);
    int height = frame->assisted ? 190 : 150, y;
    size_t i;
    json_t *item;
    json_array_foreach (items, i, item) {
        if (!bulletin_is_out(item, &today) || !flow_take(flow, height + 20, &y))
            continue;
        g_autofree char *id = g_strdup_printf("public-%s", json_text(item, "id", ""));
        g_autofree char *line = issued(frame, item);
        add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
            .name = frame_texts(frame, json_object_get(item, "title")),
            .detail = frame->assisted ? NULL : line, .icon = "article", .icon_size = 88,
            .fill = COLOUR_EMBLEM_ZHE, .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
            .detail_step = TYPE_CAPTION, .box = {frame->left, y, frame->width, height},
            .send = {.action = SESSION_OPEN_PUBLIC, .text = json_text(item, "id", "")});
    }
}

/* ---- the hall from above ---- */

static void
add_place(const struct frame *frame, const json_t *place, struct box plan)
{
    struct view *view = frame->view;
    int x = (int)json_integer_value(json_object_get(place, "x"));
    int y = (int)json_integer_value(json_object_get(place, "y"));
    int w = (int)json_integer_value(json_object_get(place, "w"));
    int h = (int)json_integer_value(json_object_get(place, "h"));
    bool here = json_is_true(json_object_get(place, "here"));
    struct box box = {plan.x + x * plan.w / 1000, plan.y + y * plan.h / 1000,
                      w * plan.w / 1000, h * plan.h / 1000};
    const char *name = frame_texts(frame, json_object_get(place, "name"));
    const char *detail = frame_texts(frame, json_object_get(place, "detail"));
    int icon = 56, width = box.w - icon - 36, text = *detail == '\0' ? 0 : 40;
    int middle = box.y + box.h / 2;
    add(view, .kind = WIDGET_PANEL, .fill = here ? COLOUR_AMBER : COLOUR_CARD,
        .bordered = true, .edge = COLOUR_HAIR, .radius = 12, .box = box);
    add(view, .kind = WIDGET_ICON, .icon = json_text(place, "icon", "place"),
        .colour = here ? COLOUR_ON_AMBER : COLOUR_QING_MARK, .icon_size = icon,
        .box = {box.x + 14, box.y, icon, box.h});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name,
        .value = here ? _("You are here") : detail, .step = TYPE_SMALL, .bold = true,
        .colour = here ? COLOUR_ON_AMBER : COLOUR_INK,
        .box = {box.x + icon + 24, middle - 24 - text / 2, width, 48});
    if (text > 0)
        add(view, .kind = WIDGET_LABEL, .name = detail, .step = TYPE_CAPTION,
            .colour = here ? COLOUR_ON_AMBER : COLOUR_INK,
            .box = {box.x + icon + 24, middle + 24 - text / 2 + 2, width, 40});
}

/* Large type has no room in a plan, nor has a low panel: the same as rows. */
static void
add_places(struct flow *flow, const json_t *places)
{
    const struct frame *frame = flow->frame;
    size_t i;
    json_t *place;
    json_array_foreach (places, i, place) {
        bool here = json_is_true(json_object_get(place, "here"));
        int y;
        if (flow_take(flow, 130, &y))
            frame_row(frame, y, json_text(place, "icon", "place"),
                      here ? COLOUR_ZHE_MARK : COLOUR_QING_MARK,
                      frame_texts(frame, json_object_get(place, "name")),
                      here ? _("You are here")
                           : frame_texts(frame, json_object_get(place, "detail")));
    }
}

static void
build_hall(struct frame *frame)
{
    const json_t *places = frame->session->bulletin->places;
    int y = frame_title(frame, frame->top + 24, _("Plan of the hall"),
                        frame_texts(frame, frame->session->place->name));
    struct widget back = {.id = "public-back",
                          .name = _("Seen, go back"),
                          .icon = "arrow_back",
                          sends(SESSION_BACK)};
    if (frame->assisted || !frame->theme->whole) {
        struct flow flow = flow_begin(frame, y);
        add_places(&flow, places);
        flow_end(&flow, &back, NULL);
        return;
    }
    struct box plan = {frame->left, y + 8, frame->width, frame_keys_top(frame) - y - 32};
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_SUNK, .bordered = true,
        .edge = COLOUR_HAIR, .radius = 16, .box = plan);
    struct box inside = {plan.x + 16, plan.y + 16, plan.w - 32, plan.h - 32};
    for (size_t i = 0; i < json_array_size(places); i++)
        add_place(frame, json_array_get(places, i), inside);
    frame_primary(frame, &back);
}

void
public_item_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct bulletin *bulletin = frame.session->bulletin;
    const char *id = frame.session->find.item;
    struct clock_date today = clock_date(frame.session->now_ms);
    if (strcmp(id, SESSION_PUBLIC_HALL) == 0) {
        build_hall(&frame);
        return;
    }
    bool notices = strcmp(id, SESSION_PUBLIC_NOTICES) == 0;
    bool lists = strcmp(id, SESSION_PUBLIC_LISTS) == 0;
    const json_t *item = notices || lists ? NULL : bulletin_find(bulletin, id, &today);
    const json_t *title = json_object_get(item, "title");
    if (title == NULL)
        title = json_object_get(item, "name");
    g_autofree char *line = json_object_get(item, "date") == NULL ? NULL
                                                                  : issued(&frame, item);
    const char *heading = notices ? _("Notices")
                          : lists ? _("Public lists")
                                  : frame_texts(&frame, title);
    int y = frame.top + 24;
    int height = view_text_height(view, heading, TYPE_LARGE, true, frame.width);
    add(view, .kind = WIDGET_TEXT, .role = ROLE_HEADING, .id = "title", .name = heading,
        .step = TYPE_LARGE, .bold = true, .colour = COLOUR_INK,
        .box = {frame.left, y, frame.width, height});
    y += height + 12;
    if (line != NULL)
        y = frame_paragraph(&frame, frame.left, y, frame.width, line, TYPE_SMALL) + 24;
    struct flow flow = flow_begin(&frame, y + 8);
    if (notices || lists)
        add_titles(&flow, notices ? bulletin->notices : bulletin->lists);
    else if (json_object_get(item, "rows") != NULL)
        add_table(&flow, item);
    else
        add_lines(&flow, json_object_get(item, "lines"));
    struct widget back = {.id = "public-back",
                          .name = _("Seen, go back"),
                          .icon = "arrow_back",
                          sends(SESSION_BACK)};
    flow_end(&flow, &back, NULL);
}
