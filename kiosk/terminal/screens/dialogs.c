// SPDX-License-Identifier: Apache-2.0
/* The three questions that are asked over a screen. The bottom bar below them stays live. */
#include "part.h"

#include "builders.h"
#include "core/text.h"

#define DIALOG_MOST 1080

struct dialog {
    struct frame frame; // whose left, right and width are those inside the dialog
    int top;
};

/* The frame of a screen without adding its parts again. */
static struct frame
bare_frame(struct view *view, const struct screen_context *context)
{
    const struct theme *theme = view_theme(view);
    return (struct frame){
        .view = view,
        .theme = theme,
        .session = context->session,
        .pages = context->pages,
        .language = context->session->language,
        .assisted = theme->assisted,
    };
}

static struct dialog
begin(struct view *view, const struct screen_context *context, const char *id,
      const char *name, int height)
{
    struct dialog dialog = {.frame = bare_frame(view, context)};
    const struct theme *theme = dialog.frame.theme;
    int pad = theme->assisted ? 40 : 52;
    // A dialog stands on the panel itself, as wide as words are read well.
    int width = MIN(theme->panel_width, DIALOG_MOST) - 2 * theme->margin;
    // Words of other languages take more lines than those that `height` was measured with.
    // On a low panel the dialog stands over the header, too.
    int most = theme->panel_bar_top - 36 - 20, below = most - theme->header_height - 4;
    if (theme->shrinks)
        height = MAX(MIN(height + 120, below), MIN(height, most));
    height = MIN(height, most);
    struct box box = {(theme->panel_width - width) / 2,
                      theme->panel_bar_top - 36 - height, width, height};
    add(view, .kind = WIDGET_VEIL, .id = "veil",
        .box = {0, 0, theme->panel_width, theme->panel_bar_top});
    add(view, .kind = WIDGET_DIALOG, .role = ROLE_DIALOG, .id = id, .name = name,
        .box = box);
    dialog.top = box.y + pad;
    dialog.frame.left = box.x + pad;
    dialog.frame.right = box.x + box.w - pad;
    dialog.frame.width = box.w - 2 * pad;
    dialog.frame.bottom = box.y + box.h - pad;
    return dialog;
}

/* Icon, question and a sentence. Gives the y below. */
static int
add_question(const struct dialog *dialog, const char *icon, enum colour colour,
             const char *title, const char *sentence)
{
    const struct frame *frame = &dialog->frame;
    int px = frame->theme->narrow ? 80 : 128, x = frame->left + px + 32,
        width = frame->right - x;
    enum type_step step = TYPE_VERDICT;
    int text = view_text_height(frame->view, sentence, TYPE_BODY, false, width);
    int line = frame->assisted ? 124 : 100;
    add(frame->view, .kind = WIDGET_ICON, .icon = icon, .colour = colour, .icon_size = px,
        .box = {frame->left, dialog->top, px, line + text});
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = title,
        .step = step, .bold = true, .colour = COLOUR_INK,
        .box = {x, dialog->top, width, line});
    frame_paragraph(frame, x, dialog->top + line, width, sentence, TYPE_BODY);
    return dialog->top + line + text;
}

struct answer {
    const char *id, *name, *icon;
    int event;
    bool end;
    int number; // that the event carries
};

struct answers {
    int below, gap, height; // of the way out, between both, of the primary key
};

static struct answers
measure_answers(const struct frame *frame, bool leave)
{
    bool low = frame->theme->low;
    return (struct answers){
        .below = !leave            ? 0
                 : low             ? 108
                 : frame->assisted ? 140
                                   : 132,
        .gap = leave ? 28 : 0,
        .height = low               ? 120
                  : frame->assisted ? 180
                                    : 200,
    };
}

/* Where rows above the answers must end. */
static int
answers_top(const struct dialog *dialog, bool leave)
{
    struct answers keys = measure_answers(&dialog->frame, leave);
    return dialog->frame.bottom - keys.below - keys.gap - keys.height - 12;
}

/* The primary key and, below it, the one way out. */
static void
add_answers(const struct dialog *dialog, const struct answer *stay,
            const struct answer *leave)
{
    const struct frame *frame = &dialog->frame;
    struct answers keys = measure_answers(frame, leave != NULL);
    int below = keys.below, gap = keys.gap, height = keys.height;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = stay->id,
        .name = stay->name, .icon = stay->icon, .icon_size = frame->theme->low ? 64 : 96,
        .tone = TONE_PRIMARY, .step = frame->assisted ? TYPE_LARGE : TYPE_VERDICT,
        .letter_space = 3,
        .box = {frame->left, frame->bottom - below - gap - height, frame->width, height},
        .send = {.action = stay->event, .number = stay->number});
    if (leave != NULL)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = leave->id,
            .name = leave->name, .icon = leave->icon,
            .tone = leave->end ? TONE_END : TONE_ORDINARY, .step = TYPE_KEY,
            .box = {frame->left, frame->bottom - below, frame->width, below},
            .send = {.action = leave->event, .number = leave->number});
}

void
idle_build(struct view *view, const struct screen_context *context)
{
    bool assisted = view_theme(view)->assisted;
    const struct session *session = context->session;
    struct dialog dialog =
        begin(view, context, "idle", _("Are you still there?"), assisted ? 1010 : 960);
    const struct frame *frame = &dialog.frame;
    int y = add_question(&dialog, "waving_hand", COLOUR_ZHE_MARK,
                         _("Are you still there?"),
                         _("Nothing was touched for a while.")) +
            (frame->theme->low ? 4 : 28);
    int total = assisted ? SESSION_IDLE_ANSWER_ASSISTED_MS : SESSION_IDLE_ANSWER_MS;
    g_autofree char *seconds = g_strdup_printf("%d", session->idle_seconds_left);
    int figure = 200, unit = view_text_width(view, _("s"), TYPE_LARGE, true) + 28;
    add(view, .kind = WIDGET_LABEL, .id = "seconds", .role = ROLE_STATUS, .name = seconds,
        .step = TYPE_FIGURE, .size = 128, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, y, figure, 150});
    add(view, .kind = WIDGET_LABEL, .name = _("s"), .step = TYPE_LARGE, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left + 164, y + 62, unit, 72});
    int x = frame->left + 164 + unit + 12, width = frame->right - x;
    const char *then = session->stored
                           ? _("then this ends. What you handed in stays handed in.")
                           : _("then this ends and all you filled in is deleted.");
    frame_paragraph(frame, x, y + (assisted ? 0 : 22), width, then, TYPE_BODY);
    add(view, .kind = WIDGET_PROGRESS, .role = ROLE_PROGRESSBAR, .id = "time-left",
        .name = _("Time left"), .value = seconds,
        .permille = session->idle_seconds_left * 1000 * 1000 / total,
        .box = {frame->left, MIN(y + 176, answers_top(&dialog, true) - 44), frame->width,
                44});
    add_answers(&dialog,
                &(struct answer){"stay", _("I am here, go on"), "thumb_up",
                                 SESSION_DISMISS, false, 0},
                &(struct answer){"leave",
                                 session->stored ? _("I am done, finish")
                                                 : _("Stop, delete what I filled in"),
                                 session->stored ? "logout" : "delete_sweep", SESSION_END,
                                 true, 0});
}

/* Paper that is on its way comes out whatever is pressed; sheets of a result that are not begun
 * wait for another time. */
static void
add_end_of_paper(const struct dialog *dialog)
{
    bool stops = session_end_stops_print(dialog->frame.session);
    add_question(
        dialog, "print", COLOUR_ZHE_MARK, _("Paper is coming"),
        stops ? _("Sheets that are not out yet are then not printed. You can print "
                  "them another time.")
              : _("It comes out even if you finish now. It is yours: take it "
                  "along."));
    add_answers(dialog,
                &(struct answer){"stay", _("I wait for it"), "thumb_up", SESSION_DISMISS,
                                 false, 0},
                &(struct answer){"leave",
                                 stops ? _("Finish without the rest")
                                       : _("Finish, I take it along"),
                                 "logout", SESSION_END, true, 0});
}

void
end_build(struct view *view, const struct screen_context *context)
{
    struct dialog dialog = begin(view, context, "end-question", _("Stop here?"),
                                 view_theme(view)->assisted ? 820 : 690);
    if (!session_has_draft(context->session)) {
        add_end_of_paper(&dialog);
        return;
    }
    add_question(&dialog, "logout", COLOUR_ZHE_MARK, _("Stop here?"),
                 _("All you filled in is deleted. Nothing is handed in yet."));
    add_answers(
        &dialog,
        &(struct answer){"stay", _("No, go on"), "thumb_up", SESSION_DISMISS, false, 0},
        &(struct answer){"leave", _("Stop, delete what I filled in"), "delete_sweep",
                         SESSION_END, true, 0});
}

static int
add_help_row(const struct dialog *dialog, int y, const char *icon, const char *name,
             const char *value)
{
    return frame_row(&dialog->frame, y, icon, COLOUR_QING_MARK, name, value);
}

void
aloud_build(struct view *view, const struct screen_context *context)
{
    struct dialog dialog = begin(view, context, "aloud", _("Read your own details, too?"),
                                 view_theme(view)->assisted ? 900 : 740);
    add_question(
        &dialog, "hearing", COLOUR_QING_MARK, _("Read your own details, too?"),
        _("Your name, your numbers and your answers. People beside you hear them."));
    add_answers(&dialog,
                &(struct answer){"read-all", _("Read all of it"), "volume_up",
                                 SESSION_ALOUD, false, 1},
                &(struct answer){"read-rest", _("Leave my details out"), "visibility_off",
                                 SESSION_ALOUD, false, 0});
}

/* ---- help ---- */

/* When it was called, or until when it is called back; what is kept; whom to ring. */
static void
add_help_rows(const struct dialog *dialog, int y, int bottom, bool called)
{
    const struct session *session = dialog->frame.session;
    const struct place *place = session->place;
    bool assisted = dialog->frame.assisted;
    struct clock_date at = clock_date(session->help_ms);
    g_autofree char *when = g_strdup_printf("%02d:%02d", at.hour, at.minute);
    g_autofree char *phone = called ? text_format(N_("%s, or 12345"), place->phone)
                                    : g_strdup(_("12345, day and night"));
    const struct {
        int rank; // 0 matters most
        bool there;
        const char *icon, *name, *value;
    } rows[] = {
        {3, called, "schedule", _("Called at"), when},
        {0, true, "phone_in_talk", called ? _("In a hurry") : _("Ask now"), phone},
        {2, session_in_visit(session), "save", _("Your answers"),
         _("stay here while you are touching the screen")},
        {4, called && !assisted, "visibility", _("Who looks"),
         _("nobody, before you say so")},
        {1, true, "emergency", _("Danger"), _("110 police, 120 ambulance")},
    };
    // On a low panel those that matter less have no room.
    int room = bottom - y, most = -1;
    for (int rank = 0; rank < (int)G_N_ELEMENTS(rows) && room >= 0; rank++) {
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
            if (rows[i].rank == rank && rows[i].there)
                room -= frame_row_height(&dialog->frame, rows[i].name, rows[i].value);
        most = room >= 0 ? rank : most;
    }
    frame_hair(&dialog->frame, y - 2);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].there && rows[i].rank <= most)
            y = add_help_row(dialog, y, rows[i].icon, rows[i].name, rows[i].value);
}

/* Who comes and in how many minutes. g_free. */
static char *
who_comes(const struct frame *frame)
{
    const struct place *place = frame->session->place;
    const char *who = place->helper != NULL ? frame_texts(frame, place->helper)
                                            : _("somebody on duty");
    if (place->helper_minutes == 0)
        return text_format(N_("%s comes to this machine."), who);
    return text_format(N_("%1$s comes to this machine in about **%2$d minutes**."), who,
                       place->helper_minutes);
}

static void
help_called(struct view *view, const struct screen_context *context)
{
    bool assisted = view_theme(view)->assisted;
    struct dialog dialog = begin(view, context, "help-dialog", _("Somebody was called"),
                                 assisted ? 1300 : 1080);
    g_autofree char *who = who_comes(&dialog.frame);
    int y = add_question(&dialog, "support_agent", COLOUR_QING_MARK,
                         _("Somebody was called"), who) +
            20;
    add_help_rows(&dialog, y, answers_top(&dialog, true), true);
    add_answers(&dialog,
                &(struct answer){"close", _("I go on meanwhile"), "edit", SESSION_DISMISS,
                                 false, 0},
                &(struct answer){"no-longer", _("I can do it, nobody need come"),
                                 "person_off", SESSION_NO_LONGER, false, 0});
}

static void
help_later(struct view *view, const struct screen_context *context)
{
    const struct session *session = context->session;
    bool assisted = view_theme(view)->assisted, open;
    bool noted = session->help == HELP_CALL_BACK;
    bool can = !noted && session_can_turn_aside(session);
    struct dialog dialog = begin(view, context, "help-dialog", _("Nobody is in now"),
                                 assisted ? 1300
                                 : can    ? 1040
                                          : 900);
    g_autofree char *hours = part_window_hours(&dialog.frame, &open);
    g_autofree char *sentence = noted ? text_format(N_("Staff call you: %s."), hours)
                                      : text_format(N_("The window %s."), hours);
    int y = add_question(
                &dialog, noted ? "phone_callback" : "nights_stay", COLOUR_QING_MARK,
                noted ? _("Your number is noted") : _("Nobody is in now"), sentence) +
            20;
    add_help_rows(&dialog, y, answers_top(&dialog, can), false);
    const struct answer close = {"close",
                                 noted ? _("Good, I go on") : _("I go on myself"),
                                 noted ? "thumb_up" : "edit",
                                 SESSION_DISMISS,
                                 false,
                                 0};
    const struct answer back = {"call-back",
                                _("Leave a number, be called"),
                                "phone_callback",
                                SESSION_OPEN_PHONE,
                                false,
                                PHONE_FOR_HELP};
    add_answers(&dialog, can ? &back : &close, can ? &close : NULL);
}

void
help_build(struct view *view, const struct screen_context *context)
{
    if (context->session->help == HELP_CALLED)
        help_called(view, context);
    else
        help_later(view, context);
}
