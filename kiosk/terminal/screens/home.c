// SPDX-License-Identifier: Apache-2.0
/* Home: what is frequent, then the groups; and the services of one group. At most nine
 * choices (six in assisted mode); more go on the next part. */
#include "part.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static enum colour
emblem(const char *name)
{
    g_autofree char *token = g_strdup_printf("emblem_%s", name == NULL ? "qing" : name);
    enum colour colour = theme_colour_by_name(token, (int)strlen(token));
    return colour == COLOUR_COUNT ? COLOUR_EMBLEM_QING : colour;
}

static const struct group *
group_of(const struct frame *frame, const struct service *service)
{
    return catalogue_group(frame->session->catalogue, service->group);
}

static void
add_service(const struct frame *frame, const struct service *service, struct box box)
{
    const struct group *group = group_of(frame, service);
    g_autofree char *id = g_strdup_printf("service-%s", service->id);
    struct clock_date today = clock_date(frame->session->now_ms);
    bool open = service_state(service, &today) == SERVICE_OPEN;
    g_autofree char *where = part_service_where(frame, service);
    const char *detail = frame->assisted ? NULL
                         : open          ? frame_texts(frame, service->name)
                                         : where;
    // The official name is often longer than the tile: then the short one must do.
    if (detail != NULL && view_text_width(frame->view, detail, TYPE_CAPTION, false) >
                              box.w - 28 - 104 - 22 - 16)
        detail = NULL;
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id,
        .name = frame_texts(frame, service->short_name), .detail = detail,
        .icon = service->icon, .icon_size = MIN(frame->assisted ? 144 : 96, box.h - 56),
        .fill = emblem(group == NULL ? NULL : group->colour),
        .step = frame->assisted ? TYPE_LARGE : TYPE_KEY, .detail_step = TYPE_CAPTION,
        .box = box, .send = {.action = SESSION_OPEN_SERVICE, .text = service->id});
}

static void
add_group(const struct frame *frame, const struct group *group, struct box box)
{
    g_autofree char *id = g_strdup_printf("group-%s", group->id);
    const char *name = frame_texts(frame, group->name);
    // Emblem, its spaces and the word: a long word takes the smaller step.
    int room = box.w - 28 - 144 - 22 - 12;
    bool large = frame->assisted &&
                 view_text_width(frame->view, name, TYPE_LARGE, true) <= room;
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = id, .name = name,
        .detail = frame->assisted ? NULL : frame_texts(frame, group->examples),
        .icon = group->icon, .icon_size = frame->assisted ? 144 : 104,
        .fill = emblem(group->colour), .step = large ? TYPE_LARGE : TYPE_KEY,
        .detail_step = TYPE_CAPTION, .box = box,
        .send = {.action = SESSION_OPEN_GROUP, .text = group->id});
}

static struct box
half(const struct frame *frame, int index, int y, int height)
{
    int gutter = frame->theme->gutter, width = (frame->width - gutter) / 2;
    return (struct box){frame->left + index % 2 * (width + gutter), y, width, height};
}

/* Sky, greeting, and the mountains below it. Gives the y below. */
static int
add_greeting(const struct frame *frame)
{
    struct view *view = frame->view;
    int top = frame->theme->header_height, height = frame->assisted ? 288 : 340;
    struct clock_date now = clock_date(frame->session->now_ms);
    const char *greeting = now.hour < 6    ? _("Good evening, what can we do for you?")
                           : now.hour < 12 ? _("Good morning, what can we do for you?")
                           : now.hour < 18 ? _("Good afternoon, what can we do for you?")
                                           : _("Good evening, what can we do for you?");
    if (frame->assisted)
        greeting = _("Hello, what do you need?");
    if (!frame->theme->contrast)
        add(view, .kind = WIDGET_PICTURE, .icon = "landscape-wide",
            .box = {0, top, frame->theme->page_width, height});
    add(view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .id = "title", .name = greeting,
        .step = TYPE_TITLE, .bold = true, .letter_space = 1, .colour = COLOUR_INK,
        .box = {frame->left, top + (frame->assisted ? 26 : 28), frame->width,
                frame->assisted ? 110 : 84});
    if (!frame->assisted) {
        bool open;
        g_autofree char *hours = part_window_hours(frame, &open);
        g_autofree char *line = text_format(N_("Staffed window: %s"), hours);
        add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = line,
            .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame->left, top + 112, frame->width, 52});
    }
    return top + height;
}

static int
add_lost_draft(const struct frame *frame, int y)
{
    if (!frame->session->draft_lost)
        return y;
    struct strip strip = {
        .tone = STRIP_NOTICE,
        .id = "draft-lost",
        .icon = "info",
        .text = _("The machine had to start again"),
        .detail = _("What was not handed in is gone. Please begin once more."),
    };
    return frame_strip(frame, y, &strip) + 20;
}

/* How does my case stand, and its result: beside what is frequent. */
static void
add_progress(const struct frame *frame, struct box box)
{
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON, .id = "progress",
        .name = frame->assisted ? _("My matter") : _("Progress, printing"),
        .icon = "manage_search", .icon_size = MIN(frame->assisted ? 144 : 96, box.h - 56),
        .fill = COLOUR_EMBLEM_DIAN, .step = frame->assisted ? TYPE_LARGE : TYPE_KEY,
        .box = box, sends(SESSION_PROGRESS));
}

static bool
is_frequent(const struct frame *frame, const struct service *service)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    return service->frequent && service_is_listed(service, &today);
}

static int
count_frequent(const struct frame *frame, int most)
{
    const struct catalogue *catalogue = frame->session->catalogue;
    int count = 0;
    for (size_t i = 0; i < catalogue->count && count < most; i++)
        count += is_frequent(frame, catalogue->services[i]);
    return count;
}

/* A tile that looks like the field that it leads to. */
static int
add_search(const struct frame *frame, int y)
{
    int height = frame->assisted ? 116 : 112, icon = 48;
    int count = 0;
    struct clock_date today = clock_date(frame->session->now_ms);
    const struct catalogue *catalogue = frame->session->catalogue;
    for (size_t i = 0; i < catalogue->count; i++)
        count += service_state(catalogue->services[i], &today) != SERVICE_GONE;
    g_autofree char *words = text_format(N_("Find a matter, or see all %d"), count);
    struct box box = {frame->left, y, frame->width, height};
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "search",
        .name = words, .icon = "search", .icon_size = frame->assisted ? 56 : 48,
        .step = TYPE_KEY, .box = box, sends(SESSION_FIND));
    if (!frame->assisted)
        for (int i = 0; i < 2; i++)
            add(frame->view, .kind = WIDGET_ICON, .icon = i == 0 ? "draw" : "keyboard",
                .colour = COLOUR_QING_MARK, .icon_size = icon,
                .box = {frame->right - 180 + i * 84, y, icon, height});
    return y + height + (frame->assisted ? 20 : 24);
}

/* The first `count` services that stand on the home page itself. */
static int
add_frequent(const struct frame *frame, int y, int count)
{
    const struct catalogue *catalogue = frame->session->catalogue;
    int height = !frame->assisted ? 160 : frame->theme->compact ? 164 : 240;
    if (!frame->assisted)
        y = frame_heading(frame, y, _("What most people need"));
    int shown = 0;
    for (size_t i = 0; i < catalogue->count && shown < count; i++) {
        if (!is_frequent(frame, catalogue->services[i]))
            continue;
        struct box box = half(frame, shown, y + shown / 2 * (height + 20), height);
        add_service(frame, catalogue->services[i], box);
        shown++;
    }
    struct box last = half(frame, shown, y + shown / 2 * (height + 20), height);
    if (shown % 2 == 0)
        last.w = frame->width;
    add_progress(frame, last);
    return y + (count + 2) / 2 * (height + 20) + (frame->assisted ? 0 : 12);
}

/* A tile that leads to another part of the groups. */
static void
add_more(const struct frame *frame, int part, struct box box)
{
    add(frame->view, .kind = WIDGET_TILE, .role = ROLE_BUTTON,
        .id = part == 0 ? "groups-first" : "groups-more",
        .name = part == 0 ? _("Back to the first") : _("Something else"),
        .icon = part == 0 ? "arrow_upward" : "more_horiz",
        .icon_size = MIN(frame->assisted ? 144 : 104, box.h - 48),
        .fill = COLOUR_EMBLEM_ZI, .step = TYPE_KEY, .box = box,
        .send = {.action = SESSION_PART, .number = part});
}

static GPtrArray *
groups_of_home(const struct frame *frame)
{
    const struct catalogue *catalogue = frame->session->catalogue;
    GPtrArray *groups = g_ptr_array_new();
    for (size_t i = 0; i < catalogue->group_count; i++)
        if (catalogue->groups[i].on_home)
            g_ptr_array_add(groups, &catalogue->groups[i]);
    return groups;
}

/* Groups in two columns from `y` on, `most` tiles at a time; one of them leads on. */
static void
add_groups(const struct frame *frame, int y, int most)
{
    g_autoptr(GPtrArray) groups = groups_of_home(frame);
    int height = !frame->assisted        ? 200
                 : frame->theme->compact ? 164
                                         : 240,
        gap = 20, part = frame->session->part;
    int count = (int)groups->len;
    int rows = MAX((frame->bottom - y + gap) / (height + gap), 1);
    int tiles = MIN(rows * 2, most), first = part * (tiles - 1), shown = 0;
    bool whole = count <= tiles;
    if (whole || first >= count)
        first = part = 0;
    for (int i = first; i < count && shown < (whole ? tiles : tiles - 1); i++, shown++)
        add_group(frame, g_ptr_array_index(groups, (guint)i),
                  half(frame, shown, y + shown / 2 * (height + gap), height));
    if (whole)
        return;
    struct box box = half(frame, shown, y + shown / 2 * (height + gap), height);
    if (shown % 2 == 0)
        box.w = frame->width;
    add_more(frame, first + shown < count ? part + 1 : 0, box);
}

void
home_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_MODE | FRAME_END);
    int most = 1; // beside it stands how a case goes
    int count = count_frequent(&frame, most);
    int y = add_greeting(&frame) + (frame.assisted ? 16 : 24);
    y = add_lost_draft(&frame, y);
    y = add_search(&frame, y);
    y = add_frequent(&frame, y, count);
    if (!frame.assisted)
        y = frame_heading(&frame, y, _("Find it by group"));
    add_groups(&frame, y, (frame.assisted ? 6 : 9) - count - 2);
}

/* The frequent ones first, then in their order. */
static GPtrArray *
services_of(const struct frame *frame, const char *group)
{
    const struct catalogue *catalogue = frame->session->catalogue;
    struct clock_date today = clock_date(frame->session->now_ms);
    GPtrArray *services = g_ptr_array_new();
    for (int frequent = 1; frequent >= 0; frequent--)
        for (size_t i = 0; i < catalogue->count; i++) {
            struct service *service = catalogue->services[i];
            if (service->frequent == frequent && service_stands_in(service, group) &&
                service_is_listed(service, &today))
                g_ptr_array_add(services, service);
        }
    return services;
}

/* One a row; when they are too many, the last row leads on. False: there is none. */
static bool
add_services(const struct frame *frame, int y, const struct group *group)
{
    g_autoptr(GPtrArray) services = services_of(frame, group->id);
    int height = frame->assisted ? 180 : 152, gap = 20, count = (int)services->len;
    int rows = MAX((frame->bottom - y + gap) / (height + gap), 2);
    bool whole = count <= rows;
    int first = whole ? 0 : frame->session->part * (rows - 1), shown = 0;
    if (first >= count)
        first = 0;
    for (; first + shown < count && shown < (whole ? rows : rows - 1); shown++)
        add_service(
            frame, g_ptr_array_index(services, (guint)(first + shown)),
            (struct box){frame->left, y + shown * (height + gap), frame->width, height});
    if (!whole)
        add_more(
            frame, first + shown < count ? frame->session->part + 1 : 0,
            (struct box){frame->left, y + shown * (height + gap), frame->width, height});
    return count > 0;
}

void
group_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct catalogue *catalogue = frame.session->catalogue;
    const struct group *group = catalogue_group(catalogue, frame.session->group);
    if (group == NULL)
        group = catalogue_life_event(catalogue, frame.session->group);
    int y = frame_title(&frame, frame.top + 40,
                        group == NULL ? "" : frame_texts(&frame, group->name),
                        _("Which matter is it?"));
    if (group != NULL && add_services(&frame, y, group))
        return;
    bool open;
    g_autofree char *hours = part_window_hours(&frame, &open);
    g_autofree char *where = g_strdup_printf(
        "%s, %s", frame_texts(&frame, frame.session->place->window), hours);
    struct strip strip = {
        .tone = STRIP_NOTICE,
        .icon = "storefront",
        .text = _("This machine cannot do these matters yet"),
        .detail = where,
    };
    y = frame_strip(&frame, y, &strip) + 16;
    g_autofree char *phone = text_format(
        N_("**%s** in office hours, **12345** at any hour"), frame.session->place->phone);
    frame_row(&frame, y, "phone", COLOUR_QING_MARK, _("Ask first"), phone);
    struct widget find = {.id = "search",
                          .name = _("Find another matter"),
                          .icon = "search",
                          sends(SESSION_FIND)};
    frame_primary(&frame, &find);
}
