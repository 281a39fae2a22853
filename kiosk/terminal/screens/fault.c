// SPDX-License-Identifier: Apache-2.0
/* A device is in the way: what is wrong, what is safe, who comes, what still works, and the
 * ways on. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

static bool
is_class(const struct frame *frame, const char *class)
{
    return strcmp(frame->session->fault_class, class) == 0;
}

static bool
is_paper(const struct frame *frame)
{
    return session_is_printer(frame->session->fault_class);
}

static const char *
picture_of(const struct frame *frame)
{
    if (strcmp(frame->session->fault_cause, "paperOut") == 0)
        return "printer-no-paper";
    if (is_paper(frame))
        return "printer-fault";
    return is_class(frame, "card") ? "card-fault" : NULL;
}

/* What the fault does not touch. g_free. */
static char *
what_is_safe(const struct frame *frame)
{
    const struct session *session = frame->session;
    if (is_paper(frame) && session->booking.ticket != NULL)
        return text_format(N_("**Your number is %s.** Only the paper is missing."),
                           json_text(session->booking.ticket, "number", ""));
    if (is_paper(frame) && session->booking.booking != NULL)
        return g_strdup(_("**Your place is booked.** Only the slip is missing."));
    if (is_paper(frame) && session->stored)
        return g_strdup(
            _("**It is handed in and cannot be lost.** Only the receipt is missing."));
    if (session->stored)
        return g_strdup(_("**It is kept safe and cannot be lost.**"));
    return g_strdup(_("**Your answers are still here.** It is not handed in yet."));
}

/* Who must act, for the words of the protocol. */
static const char *
who_acts(const char *action)
{
    static const struct {
        const char *action, *words;
    } table[] = {
        {"clear", N_("The person on duty: press Get help")},
        {"maintenance", N_("The engineer; staff call him")},
        {"configuration", N_("The office, on the next working day")},
        {"suspend", N_("Nobody: it recovers by itself")},
        {"reset", N_("Nobody: it starts again by itself")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].action, action) == 0)
            return _(table[i].words);
    return _("You can try again at once");
}

/* Which of the devices still work, in one line. g_free. */
static char *
still_works(const struct frame *frame)
{
    static const struct {
        const char *class, *words;
    } devices[] = {
        {"card", N_("reading ID cards")},
        {"scanner", N_("scanning")},
        {"printer", N_("printing")},
    };
    GString *list = g_string_new(_("guides"));
    for (size_t i = 0; i < G_N_ELEMENTS(devices); i++)
        if (!is_class(frame, devices[i].class) &&
            part_device_works(session_device(frame->session, devices[i].class)))
            g_string_append_printf(list, "%s%s", _(", "), _(devices[i].words));
    return g_string_free(list, FALSE);
}

static int
add_facts(const struct frame *frame, int y, const struct fault *fault)
{
    const struct session *session = frame->session;
    g_autofree char *works = still_works(frame);
    y = frame_row(frame, y, "engineering", COLOUR_QING_MARK, _("Who acts"),
                  who_acts(fault->action));
    y = frame_row(frame, y, "check_circle", COLOUR_SONG_MARK, _("Still works"), works);
    if (!session->stored)
        return y;
    if (session->booking.ticket != NULL)
        return frame_row(frame, y, "confirmation_number", COLOUR_QING_MARK,
                         _("Your number"),
                         json_text(session->booking.ticket, "number", ""));
    char number[RECEIPT_SHOWN_SIZE], code[8];
    receipt_show(session->receipt.number, number);
    receipt_show_code(session->receipt.query_code, code);
    y = frame_row(frame, y, "confirmation_number", COLOUR_QING_MARK, _("Number"), number);
    y = frame_row(frame, y, "vpn_key", COLOUR_QING_MARK, _("Query code"), code);
    // Journeys and the voice read the bare digits.
    const char *fact = session->booking.booking != NULL ? "booking-number"
                                                        : "receipt-number";
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR, .role = ROLE_STATUS,
        .id = fact, .name = number, .value = session->receipt.number,
        .box = {frame->left, y, 1, 1});
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_HAIR, .role = ROLE_STATUS,
        .id = "query-code", .name = code, .value = session->receipt.query_code,
        .box = {frame->left, y, 1, 1});
    return y;
}

struct way {
    const char *id, *icon, *name, *detail;
    int event;
};

static int
add_way(const struct frame *frame, int y, const struct way *way, bool primary)
{
    int height = frame->assisted ? 168 : 160;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = way->id,
        .name = way->name, .detail = way->detail, .icon = way->icon, .icon_size = 80,
        .tone = primary ? TONE_PRIMARY : TONE_ORDINARY, .layout = LAYOUT_TWO_LINES,
        .step = frame->assisted ? TYPE_KEY : TYPE_LARGE,
        .detail_step = frame->assisted ? TYPE_CAPTION : TYPE_SMALL,
        .box = {frame->left, y, frame->width, height}, sends(way->event));
    return y + height + frame->theme->gutter;
}

static int
ways_for(const struct frame *frame, struct way ways_out[4])
{
    int count = 0;
    bool paper = is_paper(frame), office = is_class(frame, "office");
    bool waiting = frame->session->submit_order != 0 && !frame->session->stored;
    bool doubt = strcmp(frame->session->fault_cause, "noAnswer") == 0;
    if (!office)
        ways_out[count++] =
            (struct way){"retry", paper ? "print" : "refresh",
                         paper     ? _("Try to print again")
                         : waiting ? _("Wait a little longer")
                                   : _("Try to hand it in again"),
                         paper && doubt ? _("Only if none lies in the outlet")
                         : paper        ? _("When it is put right it goes on by itself")
                                        : _("Your answers are still here"),
                         SESSION_RETRY};
    if (paper)
        ways_out[count++] =
            (struct way){"without-paper", "confirmation_number", _("Go on without paper"),
                         frame->session->booking.ticket != NULL
                             ? _("Remember the number; it is called all the same")
                         : frame->session->booking.booking != NULL
                             ? _("Number and code are enough at the window")
                             : _("Number and code are enough; it can be printed later"),
                         SESSION_WITHOUT_PAPER};
    if (office)
        ways_out[count++] =
            (struct way){"next", "arrow_forward", _("Go on, with receipt"),
                         _("Staff look into it and call you"), SESSION_NEXT};
    if (is_class(frame, "outbox") && !waiting)
        ways_out[count++] = (struct way){"back-check", "edit", _("Back to the answers"),
                                         _("Nothing is lost"), SESSION_BACK};
    ways_out[count++] = (struct way){"fetch-help", "support_agent", _("Get help"),
                                     _("Somebody comes to this machine"), SESSION_HELP};
    return count;
}

void
fault_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    const struct fault *fault = fault_find(session->fault_class, session->fault_cause);
    g_autofree char *safe = what_is_safe(&frame);
    g_autofree char *detail =
        fault->person == NULL ? g_strdup(safe)
                              : text_format(N_("%1$s\n%2$s."), safe, _(fault->person));
    struct verdict verdict = {
        .tone = STRIP_NOTICE,
        .icon = "error",
        .picture = frame.assisted ? NULL : picture_of(&frame),
        .title = _(fault->title),
        .detail = detail,
        .height = frame.assisted ? 300 : 328,
        .line_below = true,
    };
    int y = frame_verdict(&frame, frame.top, &verdict) + 12;
    y = add_facts(&frame, y, fault);
    struct way ways[4];
    int count = ways_for(&frame, ways), height = frame.assisted ? 168 : 160;
    int top = frame.bottom - count * height - (count - 1) * frame.theme->gutter;
    if (top - y > 80)
        frame_heading(&frame, top - 76, _("You can go on like this"));
    // The way that needs nobody stands lowest and dark.
    for (int i = count - 1; i >= 0; i--)
        top = add_way(&frame, top, &ways[i], i == 0);
}
