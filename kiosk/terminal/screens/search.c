// SPDX-License-Identifier: Apache-2.0
/* Search: one among hundreds, by letters, by keys of a nine-key pad, by what a finger writes.
 * Before anything is typed it offers the events of a life. Tiles, keys and square are all on
 * one page, so that three touches are enough. */
#include "keyboard_parts.h"
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"
#include <string.h>

/* ---- what was typed ---- */

/* Letters alone are taken for readings. */
static bool
is_letters(const char *query)
{
    for (; *query != '\0'; query++)
        if (!g_ascii_isalpha(*query))
            return false;
    return true;
}

static int
add_query(const struct frame *frame, int y)
{
    struct view *view = frame->view;
    const struct session_find *find = &frame->session->find;
    int height = frame->assisted ? 112 : 96, icon = frame->assisted ? 56 : 48;
    bool empty = find->query[0] == '\0';
    const char *hint = empty                     ? _("First letters, pinyin, or write it")
                       : is_letters(find->query) ? _("letters of the reading")
                                                 : "";
    struct box box = {frame->left, y, frame->width, height};
    add(view, .kind = WIDGET_FIELD, .role = ROLE_TEXTBOX, .id = "query", .focused = true,
        .name = _("What are you looking for"), .value = find->query, .icon = "search",
        .icon_size = icon, .step = TYPE_LARGE, .box = box);
    int x = frame->left + 24 + icon + 24 + 20;
    if (empty)
        add(view, .kind = WIDGET_LABEL, .name = hint, .step = TYPE_BODY,
            .colour = COLOUR_INK2, .box = {x, y, frame->right - 24 - x, height});
    if (!empty && *hint != '\0' && !frame->assisted)
        add(view, .kind = WIDGET_LABEL, .name = hint, .step = TYPE_SMALL,
            .align = TEXT_RIGHT, .colour = COLOUR_INK,
            .box = {frame->right - 460, y, 436, height});
    return y + height + (frame->assisted ? 20 : 28);
}

/* ---- what was found ---- */

static enum colour
emblem_of(const struct frame *frame, const struct service *service)
{
    const struct group *group =
        service == NULL ? NULL
                        : catalogue_group(frame->session->catalogue, service->group);
    g_autofree char *token =
        g_strdup_printf("emblem_%s", group == NULL ? "zi" : group->colour);
    enum colour colour = theme_colour_by_name(token, (int)strlen(token));
    return colour == COLOUR_COUNT ? COLOUR_EMBLEM_QING : colour;
}

/* Where it is done: here, or where else. g_free. */
static char *
line_of(const struct frame *frame, const struct service *service)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    enum service_state state = service_state(service, &today);
    g_autofree char *where = part_service_where(frame, service);
    const json_t *elsewhere = json_object_get(service->json, "elsewhere");
    if (state == SERVICE_OPEN || elsewhere == NULL) {
        const json_t *fact = json_array_get(json_object_get(service->json, "facts"), 0);
        return g_strdup_printf("%s · %s",
                               frame_texts(frame, json_object_get(fact, "value")), where);
    }
    return g_strdup_printf("%s · %s", where, frame_texts(frame, elsewhere));
}

/* The longest part of `text` that has room, with an ellipsis. g_free. */
static char *
fitted(const struct frame *frame, const char *text, enum type_step step, bool bold,
       int width)
{
    GString *part = g_string_new(text);
    while (part->len > 0 && view_text_width(frame->view, part->str, step, bold) > width) {
        glong length = g_utf8_strlen(part->str, -1);
        const char *end = g_utf8_offset_to_pointer(part->str, MAX(length - 2, 0));
        g_string_truncate(part, (gsize)(end - part->str));
        g_string_append(part, length > 2 ? "…" : "");
    }
    return g_string_free(part, FALSE);
}

static void
add_hit(const struct frame *frame, const struct search_hit *hit, struct box box)
{
    struct view *view = frame->view;
    const struct service *service = hit->service;
    g_autofree char *id = service != NULL ? g_strdup_printf("service-%s", service->id)
                                          : g_strdup_printf("answer-%s", hit->answer->id);
    g_autofree char *where = service != NULL
                                 ? line_of(frame, service)
                                 : g_strdup(_("A question that others asked"));
    const char *name =
        frame_texts(frame, service != NULL ? service->short_name : hit->answer->question);
    // Its letters, when they were typed and it has not too many.
    bool spelled = hit->matched > 0 && strlen(hit->letters) <= 9 && !frame->assisted;
    int letters = spelled ? (int)strlen(hit->letters) * 26 + 20 : 0;
    int room = box.w - 28 - 88 - 22 - 72 - 24;
    g_autofree char *shown = fitted(frame, name, TYPE_KEY, true, room - letters);
    g_autofree char *line = fitted(frame, where, TYPE_CAPTION, false, room - letters);
    add(view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id, .name = shown,
        .detail = line, .icon = service != NULL ? service->icon : "help", .icon_size = 88,
        .fill = emblem_of(frame, service), .step = TYPE_KEY, .detail_step = TYPE_CAPTION,
        .box = box, .trail = spelled ? hit->letters : "",
        .trail_from = spelled ? hit->first : 0, .trail_count = spelled ? hit->matched : 0,
        .send = {.action = service != NULL ? SESSION_OPEN_SERVICE : SESSION_OPEN_ANSWER,
                 .text = service != NULL ? service->id : hit->answer->id});
}

#define HIT_HEIGHT 122
#define HIT_GAP 20

static int
add_hits(const struct frame *frame, int y, int rows)
{
    const struct session *session = frame->session;
    const struct session_find *find = &session->find;
    int height = frame->assisted ? 150 : HIT_HEIGHT;
    size_t first = (size_t)session->part * (size_t)rows;
    for (int i = 0; i < rows && first + (size_t)i < find->hit_count; i++)
        add_hit(
            frame, &find->hits[first + (size_t)i],
            (struct box){frame->left, y + i * (height + HIT_GAP), frame->width, height});
    return y + rows * (height + HIT_GAP);
}

static int
add_nothing(const struct frame *frame, int y, int rows)
{
    int height = frame->assisted ? 150 : HIT_HEIGHT;
    g_autofree char *phone =
        text_format(N_("Say it in other words, look by group, or call %s."),
                    frame->session->place->phone);
    struct strip strip = {
        .tone = STRIP_NOTICE,
        .id = "nothing",
        .icon = "search_off",
        .text = _("Nothing is called so here"),
        .detail = phone,
    };
    int below = frame_strip(frame, y, &strip) + HIT_GAP;
    // What most people come for may be it all the same.
    struct clock_date today = clock_date(frame->session->now_ms);
    const struct catalogue *catalogue = frame->session->catalogue;
    int end = y + rows * (height + HIT_GAP);
    for (size_t i = 0; i < catalogue->count; i++) {
        struct search_hit hit = {.service = catalogue->services[i]};
        if (below + height > end - HIT_GAP || !hit.service->frequent ||
            !service_is_listed(hit.service, &today))
            continue;
        add_hit(frame, &hit, (struct box){frame->left, below, frame->width, height});
        below += height + HIT_GAP;
    }
    return end;
}

/* ---- nothing typed yet: the events of a life ---- */

static int
add_events(const struct frame *frame, int y, int rows)
{
    const struct catalogue *catalogue = frame->session->catalogue;
    int gutter = frame->theme->gutter, width = (frame->width - gutter) / 2;
    int height = frame->assisted ? 150 : HIT_HEIGHT;
    int most = frame->assisted ? MIN(rows, 2) : rows; // not too many to choose from
    int count = MIN((int)catalogue->life_event_count, most * 2);
    for (int i = 0; i < count; i++) {
        const struct group *event = &catalogue->life_events[i];
        g_autofree char *id = g_strdup_printf("group-%s", event->id);
        g_autofree char *token = g_strdup_printf("emblem_%s", event->colour);
        enum colour fill = theme_colour_by_name(token, (int)strlen(token));
        add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
            .name = frame_texts(frame, event->name), .icon = event->icon, .icon_size = 80,
            .fill = fill == COLOUR_COUNT ? COLOUR_EMBLEM_QING : fill, .step = TYPE_KEY,
            .box = {frame->left + i % 2 * (width + gutter),
                    y + i / 2 * (height + HIT_GAP), width, height},
            .send = {.action = SESSION_OPEN_GROUP, .text = event->id});
    }
    return y + rows * (height + HIT_GAP);
}

/* ---- ways on below what was found ---- */

struct way {
    const char *id, *icon, *name;
    int action, number;
};

static void
add_ways(const struct frame *frame, int y, int rows)
{
    const struct session *session = frame->session;
    const struct session_find *find = &session->find;
    int height = frame->assisted ? 112 : 102, gutter = frame->theme->gutter;
    int parts = ((int)find->hit_count + rows - 1) / rows;
    bool empty = find->query[0] == '\0', more = !empty && parts > 1;
    const struct way ways[] = {
        more && session->part + 1 < parts
            ? (struct way){"part-next", "arrow_downward", _("Show more"), SESSION_PART,
                           session->part + 1}
        : more ? (struct way){"part-first", "arrow_upward", _("The first again"),
                              SESSION_PART, 0}
        : empty && session->bulletin != NULL
            ? (struct way){"public", "campaign", _("Public information"),
                           SESSION_OPEN_PUBLIC, 0}
            : (struct way){"by-group", "apps", _("Look by group"), SESSION_BACK, 0},
        {"ask", "support_agent", _("Hard to say: ask"), SESSION_HELP, 0},
    };
    int width = (frame->width - gutter) / 2;
    for (int i = 0; i < 2; i++)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = ways[i].id,
            .name = ways[i].name, .icon = ways[i].icon, .icon_size = 44,
            .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
            .box = {frame->left + i * (width + gutter), y, width, height},
            .send = {.action = ways[i].action, .number = ways[i].number});
}

/* ---- the page ---- */

static int
add_heading(const struct frame *frame, int y)
{
    const struct session_find *find = &frame->session->find;
    int title = frame->assisted ? 96 : 84;
    g_autofree char *found =
        find->query[0] == '\0' ? text_format(N_("%d in all"), (int)find->found)
        : find->found > 0 && find->hits[0].near
            ? text_format(N_("Not just so; %d come near"), (int)find->found)
            : text_format(N_("%d found"), (int)find->found);
    int beside = view_text_width(frame->view, found, TYPE_SMALL, false) + 32;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .id = "title",
        .name = _("Find a matter"), .step = TYPE_TITLE, .bold = true, .letter_space = 1,
        .colour = COLOUR_INK, .box = {frame->left, y, frame->width - beside, title});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "found",
        .name = found, .step = TYPE_SMALL, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - beside, y + 16, beside, title - 16});
    return y + title + (frame->assisted ? 8 : 12);
}

void
search_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session_find *find = &frame.session->find;
    int y = add_heading(&frame, frame.top + (frame.assisted ? 8 : 24));
    y = add_query(&frame, y);
    int top = keyboard_search_top(&frame);
    int height = frame.assisted ? 150 : HIT_HEIGHT, ways = frame.assisted ? 112 : 102;
    int rows = CLAMP((top - 24 - ways - y) / (height + HIT_GAP), 1, 4);
    bool empty = find->query[0] == '\0';
    if (empty && frame.session->catalogue->life_event_count > 0)
        y = add_events(&frame, y, rows);
    else if (find->found == 0)
        y = add_nothing(&frame, y, rows);
    else
        y = add_hits(&frame, y, rows);
    add_ways(&frame, y, rows);
    keyboard_search(&frame, top);
}
