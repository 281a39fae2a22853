// SPDX-License-Identifier: Apache-2.0
#include "part.h"

#include "base/json.h"
#include "core/fault.h"
#include "core/identity.h"
#include "core/text.h"
#include "terminal/pages.h"
#include <string.h>

bool
part_device_works(const struct session_device *device)
{
    return session_device_is_usable(device);
}

bool
part_slip_works(const struct session *session)
{
    const struct session_device *printer =
        session_device(session, session_slip_printer(session));
    return printer == NULL || (printer->present && part_device_works(printer));
}

char *
part_device_trouble(const struct session_device *device, const char *class)
{
    return g_strdup(_(fault_find(class, session_device_cause(device))->title));
}

char *
part_window_hours(const struct frame *frame, bool *open_out)
{
    return part_hours(frame, frame->session->place->hours, open_out);
}

char *
part_hours(const struct frame *frame, const json_t *hours, bool *open_out)
{
    struct clock_date now = clock_date(frame->session->now_ms);
    const json_t *today = json_array_get(hours, (size_t)now.weekday);
    const char *from;
    int ahead;
    *open_out = place_hours_are_open(hours, &now);
    if (*open_out)
        return text_format(N_("open today until %s"), json_text(today, "to", ""));
    if (!place_next_opening(hours, &now, &ahead, &from))
        return g_strdup(_("call 12345"));
    if (ahead == 0)
        return text_format(N_("opens today at %s"), from);
    if (ahead == 1)
        return text_format(N_("opens tomorrow at %s"), from);
    return text_format(N_("opens on %1$s at %2$s"),
                       text_weekday((now.weekday + ahead) % 7), from);
}

char *
part_service_where(const struct frame *frame, const struct service *service)
{
    struct clock_date today = clock_date(frame->session->now_ms), day;
    switch (service_state(service, &today)) {
    case SERVICE_OPEN:
        return g_strdup(_("It can be done here"));
    case SERVICE_PAUSED:
        return g_strdup(_("Not here at present"));
    case SERVICE_SEASON:
        if (service_opens(service, &today, &day)) {
            g_autofree char *shown = text_short_day(&day);
            return text_format(N_("From %s"), shown);
        }
        return g_strdup(_("Not at present"));
    default:
        return g_strdup(_("Done elsewhere"));
    }
}

const char *
part_name(const struct session *session)
{
    const char *name = json_text(session->card, "name", "");
    return *name != '\0' ? name : json_text(session->card, "name_latin", "");
}

int
part_age(const struct session *session)
{
    struct clock_date today = clock_date(session->now_ms);
    const char *birth = json_text(session->card, "birth", NULL);
    return birth == NULL ? -1 : identity_age(birth, &today);
}

int
part_person(const struct frame *frame, int y)
{
    const struct session *session = frame->session;
    if (session->card == NULL)
        return y;
    g_autofree char *number = identity_mask_id(json_text(session->card, "id_number", ""));
    int age = part_age(session);
    g_autofree char *years = age < 0 ? g_strdup("")
                                     : text_format(N_("%d years old"), age);
    g_autofree char *text = g_strdup_printf("**%s**  %s", part_name(session), years);
    g_autofree char *from =
        frame->assisted ? NULL : text_format(N_("%s, from the ID card"), number);
    struct strip strip = {
        .tone = STRIP_GOOD,
        .id = "person",
        .icon = "check_circle",
        .text = text,
        .aside = from,
        .plain = true,
    };
    return frame_strip(frame, y, &strip);
}

struct widget_pixels
part_pixels(const struct frame *frame, const struct session_page *page)
{
    struct page_pixels pixels;
    if (page == NULL || page->handle == 0 || frame->pages == NULL ||
        !pages_pixels(frame->pages, page->handle, &pixels))
        return (struct widget_pixels){0};
    return (struct widget_pixels){
        .pixels = (const uint32_t *)(const void *)pixels.bgra,
        .width = pixels.width,
        .height = pixels.height,
        .stride_bytes = pixels.stride,
        .serial = page->handle,
    };
}

char *
part_page_title(const struct frame *frame, const struct material *material, size_t index)
{
    const json_t *title = json_array_get(material->page_titles, index);
    if (title != NULL)
        return g_strdup(frame_texts(frame, title));
    return text_format(N_("page %d"), (int)index + 1);
}

void
part_waiting(const struct frame *frame, int y, int bottom, const char *text)
{
    int px = frame->assisted ? 200 : 176, line = frame->assisted ? 120 : 104, gap = 24;
    int top = y + MAX(0, (bottom - y - px - gap - line) * 2 / 5);
    add(frame->view, .kind = WIDGET_ICON, .icon = "sync", .icon_size = px,
        .colour = COLOUR_QING_MARK, .box = {frame->left, top, frame->width, px});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "state",
        .name = text, .step = TYPE_LARGE, .align = TEXT_CENTRE, .colour = COLOUR_INK,
        .box = {frame->left, top + px + gap, frame->width, line});
}
