// SPDX-License-Identifier: Apache-2.0
/* The menu of the staff: first the one thing to do, then how everything is and who must act,
 * then what can be done here. */
#include "part.h"
#include "staff.h"

#include "base/json.h"
#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <string.h>

#define ROW_HEIGHT 84
#define KEY_HEIGHT 146

static void
device_row(const struct frame *frame, int y, int height,
           const struct session_device *device)
{
    static const char *const states[] = {[STAFF_GOOD] = N_("Fine"),
                                         [STAFF_NOTICE] = N_("Note"),
                                         [STAFF_BAD] = N_("Broken")};
    bool low = false;
    enum staff_mark mark = staff_device_mark(device);
    const struct fault *fault = fault_find(device->class, session_device_cause(device));
    const char *action = session_device_action(device);
    g_autofree char *left = staff_paper_left(frame, device->class, &low);
    low = low && mark == STAFF_GOOD;
    g_autofree char *since = staff_time(frame, device->since_ms);
    g_autofree char *detail =
        mark == STAFF_GOOD                 ? g_steal_pointer(&left)
        : device->state == DEVICE_STARTING ? g_strdup(_("is starting"))
        : device->since_ms > 0
            ? text_format(N_("%1$s, since %2$s"), _(fault->title), since)
            : g_strdup(_(fault->title));
    g_autofree char *id =
        g_strdup_printf("device-%s", staff_device_id(frame->session, device));
    g_autofree char *name = staff_device_title(frame->session, device);
    staff_row(
        frame, y, height,
        &(struct staff_row){.mark = low ? STAFF_NOTICE : mark,
                            .id = id,
                            .name = name,
                            .state = _(states[low ? STAFF_NOTICE : mark]),
                            .detail = detail,
                            .who = low ? staff_who("clear")
                                   : mark == STAFF_GOOD
                                       ? ""
                                       : staff_who(*action ? action : fault->action)});
}

static int
number_of(const struct frame *frame, const char *member)
{
    return (int)json_integer_value(json_object_get(frame->session->staff.told, member));
}

static int
stuck(const struct frame *frame) // what does not go by itself
{
    return number_of(frame, "refused") + number_of(frame, "damaged") +
           number_of(frame, "letters_refused");
}

static void
queue_row(const struct frame *frame, int y, int height)
{
    int waiting = number_of(frame, "waiting"), letters = number_of(frame, "letters");
    int bad = stuck(frame);
    g_autofree char *state = text_format(N_("%d open"), waiting + letters + bad);
    g_autofree char *oldest = staff_time(
        frame,
        json_integer_value(json_object_get(frame->session->staff.told, "oldest_ms")));
    g_autofree char *detail =
        bad > 0       ? text_format(N_("%d were refused and are kept"), bad)
        : waiting > 0 ? text_format(N_("the oldest of %s, sent by itself"), oldest)
                      : NULL;
    bool none = waiting + letters + bad == 0;
    staff_row(frame, y, height,
              &(struct staff_row){.mark = bad > 0 ? STAFF_BAD
                                          : none  ? STAFF_GOOD
                                                  : STAFF_NOTICE,
                                  .id = "queue",
                                  .name = _("Not yet sent"),
                                  .state = state,
                                  .detail = detail,
                                  .who = bad > 0 ? _("Administrator") : ""});
}

/* A device that a machine may well do without is listed only when it has one. */
static bool
is_listed(const struct session_device *device)
{
    static const char *const wanted[] = {"card", "scanner", "image", "typesetter",
                                         "printer"};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (strcmp(wanted[i], device->class) == 0)
            return true;
    return device->present;
}

/* Parts of the program that nobody can touch: one row for all that are well. */
static bool
is_quiet(const struct session_device *device)
{
    static const char *const engines[] = {"image", "typesetter",  "viewer",
                                          "input", "handwriting", "speech"};
    for (size_t i = 0; i < G_N_ELEMENTS(engines); i++)
        if (strcmp(engines[i], device->class) == 0)
            return staff_device_mark(device) == STAFF_GOOD;
    return false;
}

static void
quiet_row(const struct frame *frame, int y, int height, int count)
{
    g_autofree char *detail = text_format(N_("%d of them"), count);
    staff_row(frame, y, height,
              &(struct staff_row){.mark = STAFF_GOOD,
                                  .id = "device-others",
                                  .name = _("Other parts"),
                                  .state = _("Fine"),
                                  .detail = detail,
                                  .who = ""});
}

/* What visitors look up is a file of the house: a broken one is not shown to them. */
static void
library_row(const struct frame *frame, int y, int height)
{
    g_autofree char *detail =
        text_format(N_("%s is wrong; not shown"), frame->session->library_trouble);
    staff_row(frame, y, height,
              &(struct staff_row){.mark = STAFF_NOTICE,
                                  .id = "library",
                                  .name = _("Public information"),
                                  .state = _("Note"),
                                  .detail = frame->theme->narrow
                                                ? _("They are not shown.")
                                                : detail, // the name of a file is long
                                  .who = _("Administrator")});
}

static int
count_listed(const struct session *session)
{
    int count = session->library_trouble != NULL;
    for (size_t i = 0; i < session->device_count; i++)
        count += is_listed(&session->devices[i]) && !is_quiet(&session->devices[i]);
    return count;
}

/* How many things are to be done, and the device that is the first of them. */
static int
count_bad(const struct frame *frame, const struct session_device **first_out)
{
    const struct session *session = frame->session;
    int bad = stuck(frame) > 0;
    *first_out = NULL;
    for (size_t i = 0; i < session->device_count; i++) {
        if (!is_listed(&session->devices[i]) ||
            staff_device_mark(&session->devices[i]) != STAFF_BAD)
            continue;
        // What mends itself is named only when nothing else is to be named.
        if (*first_out == NULL || (*first_out)->action == ACTION_SUSPEND)
            *first_out = &session->devices[i];
        bad++;
    }
    return bad;
}

/* What is no fault and yet wants a hand: paper that is low, a print in doubt. */
static bool
add_notice(const struct frame *frame, struct strip *strip)
{
    static const char *const classes[] = {"printer", "receipt"};
    strip->tone = STRIP_NOTICE;
    strip->icon = "warning";
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct session_device *device = session_device(frame->session, classes[i]);
        bool low = false;
        g_free(staff_paper_left(frame, classes[i], &low));
        if (device == NULL || !device->present ||
            (!low && strcmp(device->paper, "low") != 0))
            continue;
        const struct fault *fault = fault_find(classes[i], "paperLow");
        strip->text = _(fault->title);
        strip->detail = _(fault->staff);
        return true;
    }
    if (frame->session->library_trouble != NULL) {
        strip->text = _("A file of public information is wrong");
        strip->detail = _("The log says where. Mend it, then start the program anew.");
        return true;
    }
    if (staff_doubtful(frame) > 0) {
        strip->text = _("A print may not have come out");
        strip->detail = _("Which one stands under Paper, slips.");
        return true;
    }
    strip->tone = STRIP_GOOD;
    strip->icon = "check_circle";
    return false;
}

static int
add_first(const struct frame *frame, int y, const struct session_device *device)
{
    const struct fault *fault =
        device == NULL ? NULL : fault_find(device->class, session_device_cause(device));
    struct strip strip = {
        .tone = STRIP_GOOD,
        .id = "to-do",
        .icon = "check_circle",
        .text = _("Everything works"),
        .detail = _("There is nothing to do here."),
    };
    if (device == NULL && stuck(frame) == 0 && add_notice(frame, &strip))
        return frame_strip(frame, y, &strip);
    if (device != NULL)
        strip = (struct strip){.tone = STRIP_ERROR,
                               .id = "to-do",
                               .icon = "cancel",
                               .text = _(fault->title),
                               .detail = _(fault->staff)};
    else if (stuck(frame) > 0)
        strip = (struct strip){
            .tone = STRIP_ERROR,
            .id = "to-do",
            .icon = "cancel",
            .text = _("The office refused something"),
            .detail = _("It is kept here. Note the code under Not yet sent and call the "
                        "administrator.")};
    return frame_strip(frame, y, &strip);
}

struct key {
    const char *id, *name, *icon, *text;
    int event, number;
};

static void
add_key_row(const struct frame *frame, int y, const struct key keys[], int count)
{
    int gap = 20, width = (frame->width - (count - 1) * gap) / count;
    for (int i = 0; i < count; i++)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = keys[i].id,
            .name = keys[i].name, .icon = keys[i].icon, .icon_size = 56,
            .layout = LAYOUT_STACKED, .step = count > 3 ? TYPE_SMALL : TYPE_BODY,
            .box = {frame->left + i * (width + gap), y, width, KEY_HEIGHT},
            .send = {
                .action = keys[i].event, .number = keys[i].number, .text = keys[i].text});
}

static void
add_keys(const struct frame *frame, int top)
{
    const struct key tests[] = {
        {"test-print", _("Print test page"), "print", "print", SESSION_STAFF_TEST, 0},
        {"test-scan", _("Try the scanner"), "document_scanner", "scan",
         SESSION_STAFF_TEST, 0},
        {"test-card", _("Try a card"), "contactless", "card", SESSION_STAFF_TEST, 0}};
    const struct key screens[] = {{"open-queue", _("Not yet sent"), "outbox", NULL,
                                   SESSION_STAFF_OPEN, SCREEN_STAFF_QUEUE},
                                  {"open-paper", _("Paper, slips"), "description", NULL,
                                   SESSION_STAFF_OPEN, SCREEN_STAFF_PAPER},
                                  {"open-drivers", _("Restart, restore"), "restart_alt",
                                   NULL, SESSION_STAFF_OPEN, SCREEN_STAFF_DRIVERS},
                                  {"open-log", _("What was done"), "list_alt", NULL,
                                   SESSION_STAFF_OPEN, SCREEN_STAFF_LOG}};
    add_key_row(frame, top, tests, G_N_ELEMENTS(tests));
    add_key_row(frame, top + KEY_HEIGHT + 20, screens, G_N_ELEMENTS(screens));
}

void
staff_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        staff_begin(view, context, _("Ends by itself after 60 seconds"), false);
    const struct session *session = frame.session;
    const struct session_device *first;
    int bad = count_bad(&frame, &first);
    bool notice = bad == 0 && add_notice(&frame, &(struct strip){0});
    g_autofree char *title = notice     ? g_strdup(_("No fault, one thing to see to"))
                             : bad == 0 ? g_strdup(_("All is well"))
                                        : text_format(N_("%d to do"), bad);
    int y = frame_title(&frame, frame.top, title, NULL);
    y = add_first(&frame, y, first) + 20;
    int keys = frame.bottom - 2 * KEY_HEIGHT - 20, rows = count_listed(session) + 2;
    int height = MIN(ROW_HEIGHT, (keys - 24 - y) / rows);
    int quiet = 0;
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        if (!is_listed(device))
            continue;
        quiet += is_quiet(device);
        if (is_quiet(device))
            continue;
        device_row(&frame, y, height, device);
        y += height;
    }
    if (quiet > 0) {
        quiet_row(&frame, y, height, quiet);
        y += height;
    }
    queue_row(&frame, y, height);
    if (session->library_trouble != NULL)
        library_row(&frame, y + height, height);
    add_keys(&frame, keys);
}
