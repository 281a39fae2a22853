// SPDX-License-Identifier: Apache-2.0
/* How the case stands: a verdict, the course with its dates, what is missing or can be taken, and
 * what the person does next. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/progress_slip.h"
#include "core/text.h"
#include <string.h>

static const json_t *
told(const struct frame *frame)
{
    return frame->session->progress.told;
}

static bool
state_is(const struct frame *frame, const char *state)
{
    return strcmp(json_text(told(frame), "state", ""), state) == 0;
}

static const char *
next_is(const struct frame *frame)
{
    return json_text(told(frame), "next", "");
}

static bool
was_refused(const json_t *progress)
{
    return json_text(progress, "reason", "")[0] != '\0';
}

/* ---- the verdict ------------------------------------------------------------------------ */

static const struct standing {
    const char *state, *icon;
    enum strip_tone tone;
} standings[] = {
    {"received", "hourglass_top", STRIP_INFO},
    {"correction", "edit_note", STRIP_NOTICE},
    {"refused", "block", STRIP_ERROR},
    {"accepted", "hourglass_top", STRIP_INFO},
    {"approving", "hourglass_top", STRIP_INFO},
    {"decided", "task_alt", STRIP_GOOD},
    {"issued", "print", STRIP_GOOD},
    {"delivered", "check_circle", STRIP_GOOD},
    {"archived", "check_circle", STRIP_GOOD},
};

/* "By 30 November, Monday, at the latest; 6 working days". NULL: no day. g_free. */
static char *
due_text(const struct frame *frame)
{
    const json_t *left = json_object_get(told(frame), "days_left");
    struct clock_date day;
    if (!clock_parse_day(json_text(told(frame), "due_day", ""), &day))
        return NULL;
    struct clock_date known = clock_date(clock_from_date(&day));
    g_autofree char *text = text_short_day(&known);
    int days = (int)json_integer_value(left);
    if (left == NULL || days < 0)
        return text_format(N_("By **%s** at the latest"), text);
    if (days == 0)
        return text_format(N_("By today, **%s**"), text);
    return text_format(days == 1
                           ? N_("By **%1$s** at the latest, **%2$d** working day left")
                           : N_("By **%1$s** at the latest, **%2$d** working days left"),
                       text, days);
}

static int
add_standing(const struct frame *frame, int y)
{
    g_autofree char *due = due_text(frame);
    const char *reason = json_text(told(frame), "reason", "");
    const struct standing *standing = &standings[0];
    for (size_t i = 0; i < G_N_ELEMENTS(standings); i++)
        if (state_is(frame, standings[i].state))
            standing = &standings[i];
    struct strip strip = {
        .tone = standing->tone,
        .id = "standing",
        .icon = standing->icon,
        .text = progress_state_words(standing->state),
        .detail = was_refused(told(frame)) ? reason : due,
    };
    return frame_strip(frame, y, &strip);
}

/* ---- the course ------------------------------------------------------------------------- */

/* "29 October, Thursday 09:12", or NULL. g_free. */
static char *
step_time(const json_t *step)
{
    int64_t at_ms = 0;
    if (!clock_parse(json_text(step, "at", "-"), &at_ms))
        return NULL;
    struct clock_date at = clock_date(at_ms);
    g_autofree char *day = text_short_day(&at);
    return g_strdup_printf("%s %02d:%02d", day, at.hour, at.minute);
}

/* 10月29日: what large letters have room for beside the name. NULL: no date. g_free. */
static char *
step_day(const json_t *step)
{
    int64_t at_ms = 0;
    if (!clock_parse(json_text(step, "at", "-"), &at_ms))
        return NULL;
    struct clock_date at = clock_date(at_ms);
    return text_month_day(&at);
}

struct line {
    int disc, height; // of one step
};

#define NOW_HEIGHT 68 // of the tag below the name, in large letters
#define DAY_WIDTH 220
#define DAY_WIDTH_FOREIGN 280
#define DAY_WIDTH_NARROW 170 // "11月20日" in the small type of a narrow page

static int
day_width(const struct frame *frame)
{
    return frame->theme->narrow    ? DAY_WIDTH_NARROW
           : frame->theme->foreign ? DAY_WIDTH_FOREIGN
                                   : DAY_WIDTH;
}

static bool
is_now(const json_t *step)
{
    return strcmp(json_text(step, "standing", ""), "now") == 0;
}

static void
add_mark(const struct frame *frame, int y, const struct line *line, bool done, bool now,
         bool refused)
{
    struct box box = {frame->left + 24, y, line->disc, line->disc};
    if (now)
        add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_AMBER, .edge = COLOUR_EDGE,
            .bordered = true, .radius = line->disc / 2, .box = box);
    add(frame->view, .kind = WIDGET_ICON,
        .icon = refused ? "cancel"
                : done  ? "check_circle"
                : now   ? "arrow_forward"
                        : "radio_button_unchecked",
        .colour = refused ? COLOUR_ZHU_MARK
                  : done  ? COLOUR_SONG_MARK
                  : now   ? COLOUR_ON_AMBER
                          : COLOUR_EDGE,
        .icon_size = now ? line->disc - 20 : line->disc, .box = box);
}

static void
add_now_tag(const struct frame *frame, int x, int y, int height)
{
    const char *tag = _("it is here now");
    int width = view_text_width(frame->view, tag, TYPE_SMALL, true) + 28;
    add(frame->view, .kind = WIDGET_PANEL, .fill = COLOUR_AMBER, .radius = 10,
        .box = {x, y + 4, width, height - 8});
    add(frame->view, .kind = WIDGET_LABEL, .name = tag, .step = TYPE_SMALL, .bold = true,
        .align = TEXT_CENTRE, .colour = COLOUR_ON_AMBER, .box = {x, y, width, height});
}

/* Large letters: the day at the right end of the name; where it is now has a line of its own
 * for the tag. */
static void
add_beside(const struct frame *frame, int y, int label, const json_t *step, int x)
{
    g_autofree char *day = step_day(step);
    if (day != NULL)
        add(frame->view, .kind = WIDGET_LABEL, .name = day, .step = TYPE_SMALL,
            .align = TEXT_RIGHT, .colour = COLOUR_INK,
            .box = {frame->right - day_width(frame), y - 2, day_width(frame), label});
    if (is_now(step))
        add_now_tag(frame, x, y + label - 2, NOW_HEIGHT);
}

static void
add_step(const struct frame *frame, int y, const struct line *line, const json_t *step,
         bool last)
{
    const char *standing = json_text(step, "standing", "");
    const char *name = progress_step_words(json_text(step, "step", ""));
    bool done = strcmp(standing, "done") == 0, now = is_now(step);
    g_autofree char *time = step_time(step);
    int x = frame->left + 24 + line->disc + (frame->theme->narrow ? 20 : 36),
        label = frame->assisted ? 68 : 58;
    if (!last)
        add(frame->view, .kind = WIDGET_FILL,
            .fill = done ? COLOUR_SONG_MARK : COLOUR_HAIR,
            .box = {frame->left + 24 + line->disc / 2 - 3, y + line->disc + 6, 6,
                    line->height - line->disc - 12});
    add_mark(frame, y, line, done, now,
             strcmp(json_text(step, "step", ""), "refused") == 0);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name,
        .value = time,
        .detail = done                               ? _("done")
                  : strcmp(standing, "waiting") == 0 ? _("still to come")
                                                     : NULL,
        .step = TYPE_KEY, .bold = done || now, .colour = COLOUR_INK,
        .box = {x, y - 2, frame->right - x - (frame->assisted ? day_width(frame) : 0),
                label});
    if (frame->assisted) {
        add_beside(frame, y, label, step, x);
        return;
    }
    if (now)
        add_now_tag(frame, x + view_text_width(frame->view, name, TYPE_KEY, true) + 24,
                    y - 2, label);
    // A date that would touch the next step is left to the slip and the speech.
    if (time != NULL && line->height >= label + 46)
        add(frame->view, .kind = WIDGET_LABEL, .name = time, .step = TYPE_BODY,
            .colour = COLOUR_INK, .box = {x, y + label - 4, frame->right - x, 50});
}

static void
add_course(const struct frame *frame, int y, int limit)
{
    const json_t *steps = json_object_get(told(frame), "steps");
    int count = (int)json_array_size(steps);
    int more = frame->assisted ? NOW_HEIGHT : 0; // of the step where it is now
    struct line line = {.disc = frame->assisted ? 64 : 56};
    line.height = count > 0 ? CLAMP((limit - y - more) / count, line.disc + 8, 150) : 0;
    for (int i = 0; i < count; i++) {
        const json_t *step = json_array_get(steps, (size_t)i);
        struct line own = line;
        own.height += is_now(step) ? more : 0;
        add_step(frame, y, &own, step, i == count - 1);
        y += own.height;
    }
}

/* ---- what is missing -------------------------------------------------------------------- */

static void
add_defects(const struct frame *frame, struct flow *flow)
{
    const struct service *service = frame->session->service;
    size_t index;
    json_t *defect;
    json_array_foreach (json_object_get(told(frame), "defects"), index, defect) {
        const char *name = progress_defect_name(service, defect, frame->language);
        const char *sentence = json_text(defect, "sentence", "");
        int disc = frame->assisted ? 64 : 56, x = frame->left + disc + 24;
        int width = frame->right - x, label = frame->assisted ? 68 : 56;
        int text = view_text_height(frame->view, sentence, TYPE_BODY, false, width), y;
        g_autofree char *number = g_strdup_printf("%zu", index + 1);
        if (!flow_take(flow, label + text + 28, &y))
            continue;
        add(frame->view, .kind = WIDGET_DISC, .fill = COLOUR_ZHU, .name = number,
            .step = TYPE_BODY, .box = {frame->left, y, disc, disc});
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = name,
            .value = sentence, .step = TYPE_KEY, .bold = true, .colour = COLOUR_INK,
            .box = {x, y, width, label});
        add(frame->view, .kind = WIDGET_TEXT, .name = sentence, .step = TYPE_BODY,
            .colour = COLOUR_INK, .box = {x, y + label, width, text});
    }
}

static const char *
paper_word(const struct session *session, bool missing)
{
    switch (session->progress.paper) {
    case PRINT_RUNNING:
        return _("Being printed");
    case PRINT_DONE:
        return _("Printed, take it");
    case PRINT_FAILED:
        return _("Could not be printed");
    default:
        if (!part_slip_works(session))
            return _("No paper now, photograph it");
        return missing ? _("Print this notice") : _("Print how it stands");
    }
}

static struct widget
paper_key(const struct frame *frame, bool missing)
{
    return (struct widget){.id = "paper",
                           .name = paper_word(frame->session, missing),
                           .icon = "description",
                           .disabled = frame->session->progress.paper == PRINT_RUNNING ||
                                       !part_slip_works(frame->session),
                           sends(SESSION_PAPER)};
}

static void
build_correction(const struct frame *frame, int y)
{
    int count = (int)json_array_size(json_object_get(told(frame), "defects"));
    g_autofree char *title =
        text_format(N_("These **%d** are missing, and no more"), count);
    y = frame_paragraph(frame, frame->left, y, frame->width, title, TYPE_KEY) + 20;
    if (frame->session->progress.problem == PROGRESS_OTHER_VERSION) {
        struct strip strip = {
            .tone = STRIP_ERROR,
            .id = "problem",
            .icon = "error",
            .text = _("This cannot be mended here; the form has changed"),
            .detail = _("Please go to the window with these sentences."),
        };
        y = frame_strip(frame, y, &strip) + 20;
    }
    struct flow flow = flow_begin(frame, y);
    add_defects(frame, &flow);
    struct widget correct = {.id = "correct",
                             .name = _("Give what is missing"),
                             .icon = "arrow_forward",
                             .layout = LAYOUT_ICON_AFTER,
                             sends(SESSION_CORRECT)};
    struct widget paper = paper_key(frame, true);
    flow_end(&flow, &correct, &paper);
}

/* ---- what can be taken ------------------------------------------------------------------ */

/* The first result that nobody has signed for; else the first. 0: there is none. */
static int
result_to_take(const json_t *progress)
{
    const json_t *results = json_object_get(progress, "results");
    size_t index;
    json_t *result;
    json_array_foreach (results, index, result)
        if (json_is_false(json_object_get(result, "delivered")))
            return (int)index + 1;
    return json_array_size(results) > 0 ? 1 : 0;
}

/* On paper, and whom to ask. Gives the y above both. */
static int
add_asides(const struct frame *frame)
{
    int height = frame->assisted ? 124 : 110, gutter = frame->theme->gutter;
    int width = (frame->width - gutter) / 2, y = frame_keys_top(frame) - height - 24;
    struct widget paper = paper_key(frame, false);
    paper.kind = WIDGET_KEY;
    paper.role = ROLE_BUTTON;
    paper.step = frame->assisted ? TYPE_SMALL : TYPE_BODY;
    paper.box = (struct box){frame->left, y, width, height};
    view_add(frame->view, &paper);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "ask-who",
        .name = _("Who handles it"), .icon = "support_agent", .step = paper.step,
        .box = {frame->right - width, y, width, height}, sends(SESSION_ASK_WHO));
    return y;
}

static void
add_keys(const struct frame *frame)
{
    int result = result_to_take(told(frame)), top = frame_keys_top(frame);
    int height = frame_key_height(frame), gutter = frame->theme->gutter;
    bool takes = strcmp(next_is(frame), "print") == 0;
    bool again = result > 0 && !takes && state_is(frame, "delivered");
    struct widget done = {.id = "finish", .name = _("I see"), sends(SESSION_NEXT)};
    if (takes) {
        struct widget print = {.id = "print",
                               .name = _("Print the result"),
                               .icon = "print",
                               .send = {.action = SESSION_RESULT, .number = result}};
        frame_primary(frame, &print);
        return;
    }
    if (again) {
        int width = frame->assisted ? 420 : 380;
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "print",
            .name = _("Print it again"), .icon = "print",
            .step = frame->assisted ? TYPE_SMALL : TYPE_KEY,
            .box = {frame->left, top, width, height},
            .send = {.action = SESSION_RESULT, .number = result});
        done.box = (struct box){frame->left + width + gutter, top,
                                frame->width - width - gutter, height};
    }
    frame_primary(frame, &done);
}

static int
add_next(const struct frame *frame)
{
    bool wait = strcmp(next_is(frame), "wait") == 0;
    bool take = strcmp(next_is(frame), "print") == 0;
    int height = frame->assisted ? 124 : 96;
    int asides = add_asides(frame);
    // The verdict says it, too: room for the dates is worth more than saying it twice.
    if (frame->assisted && take)
        return asides;
    struct strip strip = {
        .tone = STRIP_GOOD,
        .id = "next-step",
        .icon = wait   ? "check_circle"
                : take ? "print"
                       : "task_alt",
        .text = wait   ? _("You need not do anything now, only wait")
                : take ? _("Print it here, then sign that you have it")
                       : _("You need not do anything more"),
    };
    int y = asides - MAX(height, frame_strip_height(frame, &strip)) - 20;
    frame_strip(frame, y, &strip);
    return y;
}

void
progress_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session *session = frame.session;
    char number[RECEIPT_SHOWN_SIZE] = "";
    const char *bare = json_text(told(&frame), "receipt_number", "");
    if (receipt_is_good(bare))
        receipt_show(bare, number);
    g_autofree char *line = text_format(N_("Number %s"), number);
    const char *name = session->service != NULL
                           ? frame_texts(&frame, session->service->short_name)
                           : json_text(told(&frame), "service", "");
    g_autofree char *title = frame.assisted ? g_strdup(name)
                                            : text_format(N_("%s: how it stands"), name);
    int y = frame.top + (frame.assisted ? 16 : 32);
    add(view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "receipt-number",
        .name = line, .value = bare, .step = TYPE_BODY, .colour = COLOUR_INK,
        .box = {frame.left, y, frame.width, frame.assisted ? 72 : 52});
    y = frame_title(&frame, y + (frame.assisted ? 72 : 52), title, NULL);
    y = add_standing(&frame, y) + (frame.assisted ? 24 : 40);
    if (state_is(&frame, "correction")) {
        build_correction(&frame, y);
        return;
    }
    int limit = add_next(&frame) - 16;
    add_course(&frame, y, limit);
    add_keys(&frame);
}
