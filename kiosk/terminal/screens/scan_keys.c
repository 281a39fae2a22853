// SPDX-License-Identifier: Apache-2.0
/* The keys below a material: one dark one, up to two beside it. */
#include "scan_part.h"

#include "core/text.h"

static struct widget
scan_key(const struct frame *frame)
{
    const struct session_material *given = scan_material(frame);
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
    int last = (int)scan_material(frame)->page_count - 1;
    return (struct widget){
        .id = "again",
        .name = last > 0 && !after_failure ? _("Scan this page again")
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
    const struct session_material *given = scan_material(frame);
    const struct session_page *page = scan_shown(frame);
    bool failed = *frame->session->scan_cause != '\0';
    bool complete = session_page_is_complete(frame->session);
    bool room = (int)given->page_count < given->material->page_max;
    struct widget next = {.id = "next",
                          .name = _("Good, go on"),
                          .icon = "arrow_forward",
                          .layout = LAYOUT_ICON_AFTER,
                          sends(SESSION_NEXT)};
    struct keys keys = {.primary = scan_key(frame)};
    if (scan_is_running(frame)) {
        keys.primary = (struct widget){.id = "scan",
                                       .disabled = true,
                                       .name = frame->session->scan_turns
                                                   ? _("Turning the page")
                                                   : _("Scanning: leave the page there")};
        return keys;
    }
    if (failed && page == NULL) {
        keys.primary = again_key(frame, true);
        keys.primary.id = "retry";
    } else if (page != NULL && (failed || !session_scan_takes(page))) {
        keys.primary = again_key(frame, failed);
        if (complete)
            put_beside(&keys, next);
    } else if (complete && page != NULL) {
        keys.primary = next;
        put_beside(&keys, again_key(frame, false));
        if (room)
            put_beside(&keys, scan_key(frame));
    }
    if (given->material->may_defer && (page == NULL || !session_scan_takes(page)))
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

int
scan_keys_height(const struct frame *frame)
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
void
scan_add_keys(const struct frame *frame)
{
    struct keys keys = keys_for(frame);
    int gutter = frame->theme->gutter, top = frame->bottom - scan_keys_height(frame);
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
