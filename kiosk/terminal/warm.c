// SPDX-License-Identifier: Apache-2.0
#include "warm.h"

#include <malloc.h>

/* The way of most people up to the card; OPEN_SERVICE opens the first frequent one. */
static const struct {
    enum session_event_kind kind;
    int number;
} steps[] = {
    {SESSION_START, 0}, {SESSION_OPEN_SERVICE, 0}, {SESSION_PART, 1},
    {SESSION_NEXT, 0},  {SESSION_AGREE, 0},
};

static const char *
likely_service(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (catalogue->services[i]->frequent && catalogue->services[i]->self_service)
            return catalogue->services[i]->id;
    return catalogue->count > 0 ? catalogue->services[0]->id : "";
}

static void
begin(struct warm *warm, const struct warm_parts *parts)
{
    const struct session *real = parts->session;
    session_init(&warm->session, real->catalogue, real->place, real->calendar,
                 real->terminal);
    warm->session.regions = real->regions;
    warm->view = view_create(parts->theme, parts->glyphs, parts->pictures);
}

static void
end(struct warm *warm)
{
    if (warm->view == NULL)
        return;
    session_finish(&warm->session);
    g_clear_pointer(&warm->view, view_destroy);
    warm->next = 0;
}

static void
paint(struct warm *warm, const struct warm_parts *parts)
{
    struct canvas canvas;
    struct box boxes[VIEW_BOXES_MAX];
    uint32_t *pixels = g_new(uint32_t, (gsize)parts->width * (gsize)parts->height);
    canvas_init(&canvas, pixels, parts->width, parts->height, parts->width * 4);
    screens_build(warm->view, &(struct screen_context){.session = &warm->session});
    view_expose(warm->view);
    view_paint(warm->view, &canvas, boxes);
    g_free(pixels);
}

bool
warm_step(struct warm *warm, const struct warm_parts *parts)
{
    if (warm->finished)
        return false;
    if (warm->view == NULL)
        begin(warm, parts);
    struct effects effects = {0}; // nothing of it is done
    session_handle(
        &warm->session,
        &(struct session_event){.kind = steps[warm->next].kind,
                                .number = steps[warm->next].number,
                                .text = likely_service(parts->session->catalogue),
                                .now_ms = parts->session->now_ms,
                                .monotonic_ms = parts->session->monotonic_ms},
        &effects);
    paint(warm, parts);
    warm->finished = ++warm->next == G_N_ELEMENTS(steps);
    if (warm->finished) {
        end(warm);
        malloc_trim(0); // the pixels that nobody saw go back to the system
    }
    return !warm->finished;
}

void
warm_again(struct warm *warm)
{
    end(warm);
    warm->finished = false;
}

void
warm_finish(struct warm *warm)
{
    end(warm);
}
