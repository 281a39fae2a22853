// SPDX-License-Identifier: Apache-2.0
/* Lists for staff: what was not sent, what can be started again, what was done. None of them
 * says anything about a person. */
#include "staff.h"

#include "base/json.h"
#include "builders.h"
#include "core/receipt.h"
#include "core/text.h"
#include <string.h>

static struct frame
begin(struct view *view, const struct screen_context *context)
{
    return staff_begin(view, context, _("Ends by itself after 60 seconds"), true);
}

static int64_t
number(const json_t *object, const char *member)
{
    return json_integer_value(json_object_get(object, member));
}

/* ---- what was not sent ---- */

/* Why the office did not take it, and so whom to ask; a word that is not of the contract
 * stands as it came. */
static const char *
reason_words(const char *code)
{
    static const struct {
        const char *code, *words;
    } table[] = {
        {"already_rated", N_("it was rated before")},
        {"case_differs", N_("the office has another case of this name")},
        {"internal_error", N_("the office has a fault")},
        {"invalid", N_("the office did not understand it")},
        {"letter_differs", N_("the office has another letter of this name")},
        {"not_found", N_("the office does not know the case")},
        {"receipt_number_taken", N_("the office has this number already")},
        {"too_large", N_("larger than the office takes")},
        {"unknown_service_version", N_("the office has no such version of the matter")},
        {"wrong_code", N_("number and query code do not fit")},
        {"wrong_hash", N_("changed on the way")},
        {"wrong_state", N_("the case is past that already")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].code, code) == 0)
            return _(table[i].words);
    return code;
}

static void
unsent_row(const struct frame *frame, int y, int height, const json_t *row)
{
    const char *state = json_text(row, "state", ""),
               *reason = reason_words(json_text(row, "reason", ""));
    bool waiting = strcmp(state, "waiting") == 0;
    char shown[RECEIPT_SHOWN_SIZE];
    receipt_show(json_text(row, "number", ""), shown);
    g_autofree char *at = staff_time(frame, number(row, "at_ms"));
    g_autofree char *tried =
        text_format(N_("%1$s, tried %2$d times"), at, (int)number(row, "attempts"));
    g_autofree char *detail = g_strdup(waiting ? tried : reason);
    const char *words = waiting                         ? _("in the queue")
                        : strcmp(state, "refused") == 0 ? _("refused")
                                                        : _("damaged");
    // Where rows are short, why stands below number and state.
    bool narrow = frame->theme->narrow;
    int state_x = frame->left + 420, detail_x = narrow ? frame->left + 24 : state_x + 130;
    int line = narrow ? height / 2 : height;
    add(frame->view, .kind = WIDGET_FILL, .role = ROLE_LISTITEM, .name = shown,
        .value = words, .detail = detail,
        .fill = waiting ? COLOUR_CARD : COLOUR_TINT_ERROR,
        .box = {frame->left, y, frame->width, height});
    add(frame->view, .kind = WIDGET_LABEL, .name = shown, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left + 24, y, 390, line});
    add(frame->view, .kind = WIDGET_LABEL, .name = words, .step = TYPE_BODY, .bold = true,
        .colour = waiting ? COLOUR_INK : COLOUR_ZHU_TEXT, .box = {state_x, y, 124, line});
    add(frame->view, .kind = WIDGET_LABEL, .name = detail, .step = TYPE_CAPTION,
        .colour = COLOUR_INK,
        .box = {detail_x, y + height - line, frame->right - 16 - detail_x, line});
    frame_hair(frame, y + height - 2);
}

static const char *
letter_words(const char *operation)
{
    static const struct {
        const char *operation, *words;
    } table[] = {
        {"rateCase", N_("A rating")},
        {"reportTrouble", N_("A matter that could not be done")},
        {"callHelp", N_("A call for help")},
        {"delivery", N_("A signature for a result")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].operation, operation) == 0)
            return _(table[i].words);
    return operation;
}

/* What the office refused of letters, and the key that tries them again. */
static void
refused_letters(const struct frame *frame, struct flow *flow, const json_t *letters)
{
    int y = 0, key = 380;
    for (size_t i = 0; i < json_array_size(letters); i++) {
        const json_t *row = json_array_get(letters, i);
        const char *words = letter_words(json_text(row, "operation", ""));
        g_autofree char *at = staff_time(frame, number(row, "at_ms"));
        g_autofree char *value =
            g_strdup_printf("%s · %s", at, reason_words(json_text(row, "reason", "")));
        if (flow_take(flow, frame_row_height(frame, words, value), &y))
            frame_row(frame, y, "mail", COLOUR_ZHU_MARK, words, value);
    }
    if (json_array_size(letters) == 0 || !flow_take(flow, 130, &y))
        return;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "letters-again",
        .name = _("Send letters again"), .icon = "sync", .step = TYPE_BODY,
        .box = {frame->right - key, y + 16, key, 100},
        .send = {.action = SESSION_STAFF_DO, .text = "letters"});
}

void
staff_queue_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = begin(view, context);
    const struct session_staff *staff = &frame.session->staff;
    const json_t *rows = json_object_get(staff->told, "rows");
    g_autofree char *summary = text_format(
        N_("Cases: %1$d wait, %2$d refused, %3$d damaged. Letters: %4$d wait, %5$d "
           "refused."),
        (int)number(staff->told, "waiting"), (int)number(staff->told, "refused"),
        (int)number(staff->told, "damaged"), (int)number(staff->told, "letters"),
        (int)number(staff->told, "letters_refused"));
    int y = frame_title(&frame, frame.top, _("Not yet sent"),
                        staff->told != NULL ? summary : _("Looking"));
    struct flow flow = flow_begin(&frame, y + 8);
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (flow_take(&flow, 84, &y))
            unsent_row(&frame, y, 84, json_array_get(rows, i));
    refused_letters(&frame, &flow, json_object_get(staff->told, "refused_letters"));
    if (staff->told != NULL && json_array_size(rows) == 0 && flow_take(&flow, 140, &y))
        frame_strip(&frame, y,
                    &(struct strip){.tone = STRIP_GOOD,
                                    .id = "empty",
                                    .icon = "check_circle",
                                    .text = _("Every case is with the office")});
    bool done = strcmp(staff->done, "send") == 0;
    struct widget send = {
        .id = "send-now",
        .name = done ? _("It is being tried") : _("Send now"),
        .icon = "cloud_upload",
        .disabled = done,
        .send = {.action = SESSION_STAFF_DO, .text = "send"},
    };
    flow_end(&flow, &send, NULL);
}

/* ---- what can be started again ---- */

struct act {
    const char *act, *name, *detail;
};

static void
act_row(const struct frame *frame, int y, const struct act *act)
{
    const struct session_staff *staff = &frame->session->staff;
    bool armed = strcmp(staff->armed, act->act) == 0;
    bool done = strcmp(staff->done, act->act) == 0;
    const char *state = !done           ? act->detail
                        : staff->failed ? _("It could not be done")
                        : staff->order  ? _("It is being done")
                                        : _("It was told to");
    g_autofree char *id = g_strdup_printf("do-%s", act->act);
    int key = 300, height = 96, name = frame->theme->narrow ? 180 : 300;
    int rest = frame->width - key - name - 18;
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = act->name,
        .value = state, .step = TYPE_KEY, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, y, name, height});
    add(frame->view, .kind = WIDGET_LABEL, .name = state, .step = TYPE_CAPTION,
        .colour = COLOUR_INK, .box = {frame->left + name + 6, y, rest, height});
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
        .name = armed                            ? _("Really: press again")
                : strcmp(act->act, "power") == 0 ? _("Switch off")
                                                 : _("Start again"),
        .step = armed ? TYPE_SMALL : TYPE_BODY, .tone = armed ? TONE_END : TONE_ORDINARY,
        .icon = armed ? "warning" : "restart_alt",
        .box = {frame->right - key, y, key, height},
        .send = {.action = SESSION_STAFF_DO, .text = act->act});
}

void
staff_drivers_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = begin(view, context);
    const struct session *session = frame.session;
    int y = frame_title(&frame, frame.top, _("Restart, restore"),
                        _("Nothing that was handed in is touched by any of this.")) +
            8;
    for (size_t i = 0; i < session->device_count; i++) {
        const struct session_device *device = &session->devices[i];
        bool ours = strcmp(device->class, "store") == 0 ||
                    strcmp(device->class, "office") == 0;
        if (!device->present || ours)
            continue;
        g_autofree char *name = staff_device_title(session, device);
        act_row(&frame, y,
                &(struct act){staff_device_id(session, device), name,
                              staff_device_mark(device) == STAFF_GOOD
                                  ? _("runs")
                                  : _("see the menu")});
        y += 116;
    }
    y += 24;
    act_row(&frame, y,
            &(struct act){"catalogue", _("Matters"), _("back to those before")});
    act_row(&frame, y + 116,
            &(struct act){"program", _("This program"), _("dark for some seconds")});
    if (session->can_power_off)
        act_row(&frame, y + 232,
                &(struct act){"power", _("The machine"), _("switched off")});
    // A machine with very many devices needs the room for them.
    if (y + 232 + 116 > frame.bottom - 110)
        return;
    add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "change-pin",
        .name = _("Change my six digits"), .icon = "password", .step = TYPE_BODY,
        .box = {frame.left, frame.bottom - 110, frame.width, 110},
        .send = {.action = SESSION_STAFF_OPEN, .number = SCREEN_STAFF_CHANGE});
}

/* ---- what was done ---- */

static const char *
act_words(const char *act)
{
    static const struct {
        const char *act, *words;
    } table[] = {
        {"enter", N_("came in")},
        {"leave", N_("went out")},
        {"wrong pin", N_("wrong PIN")},
        {"closed", N_("wrong PIN, closed")},
        {"test", N_("tried a device")},
        {"driver", N_("restarted a driver")},
        {"program", N_("restarted the program")},
        {"power", N_("switched the machine off")},
        {"send", N_("sent what waited")},
        {"catalogue", N_("changed the matters back")},
        {"pin", N_("changed the own PIN")},
        {"letters", N_("sent refused letters again")},
        {"refill", N_("put paper in")},
        {"looked", N_("looked at prints in doubt")},
        {"paper low", N_("paper ran low")},
        {"paper out", N_("paper ran out")},
        {"paper full", N_("paper is there again")},
        {"toner low", N_("toner ran low")},
        {"toner out", N_("toner ran out")},
        {"toner full", N_("toner is there again")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].act, act) == 0)
            return _(table[i].words);
    return act;
}

/* What it was done to, in words; "" when the act says it all. */
static const char *
act_subject(const json_t *row)
{
    static const struct {
        const char *test, *class;
    } tests[] = {{"print", "printer"}, {"scan", "scanner"}, {"card", "card"}};
    const char *act = json_text(row, "act", ""), *detail = json_text(row, "detail", "");
    if (strcmp(act, "driver") == 0 || strcmp(act, "refill") == 0 ||
        g_str_has_prefix(act, "paper ") || g_str_has_prefix(act, "toner "))
        return staff_device_name(detail);
    if (strcmp(act, "test") != 0)
        return "";
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        if (strcmp(tests[i].test, detail) == 0)
            return staff_device_name(tests[i].class);
    return "";
}

/* Another day than that of the row before: it stands above its rows. NULL: the same, or today
 * at the head of the list. g_free. */
static char *
log_day(const struct frame *frame, const json_t *rows, size_t index)
{
    struct clock_date day = clock_date(number(json_array_get(rows, index), "at_ms"));
    struct clock_date before =
        clock_date(index == 0 ? frame->session->now_ms
                              : number(json_array_get(rows, index - 1), "at_ms"));
    bool same = day.year == before.year && day.month == before.month &&
                day.day == before.day;
    return same ? NULL : text_day(&day);
}

void
staff_log_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = begin(view, context);
    const json_t *rows = frame.session->staff.told;
    int y = frame_title(&frame, frame.top, _("What was done"),
                        _("Lines are only added, never changed."));
    struct flow flow = flow_begin(&frame, y + 8);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        g_autofree char *day = log_day(&frame, rows, i);
        if (day != NULL && flow_take(&flow, 84, &y))
            frame_heading(&frame, y + 16, day);
        if (!flow_take(&flow, 84, &y))
            continue;
        struct clock_date then = clock_date(number(row, "at_ms"));
        g_autofree char *at = g_strdup_printf("%02d:%02d", then.hour, then.minute);
        const char *subject = act_subject(row), *who = json_text(row, "who", "");
        g_autofree char *what = g_strdup_printf("%s%s%s%s%s", who, *who ? " · " : "",
                                                act_words(json_text(row, "act", "")),
                                                *subject ? " · " : "", subject);
        frame_row(&frame, y, "history", COLOUR_QING_MARK, at, what);
    }
    struct widget back = {.id = "to-menu",
                          .name = _("To the menu"),
                          .icon = "arrow_back",
                          sends(SESSION_BACK)};
    flow_end(&flow, &back, NULL);
}
