// SPDX-License-Identifier: Apache-2.0
/* One page of questions, and the keys to answer them; in assisted mode one question. */
#include "part.h"
#include "pad.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static bool
is_asked(const struct frame *frame, const struct question *question)
{
    const struct session *session = frame->session;
    return form_is_shown(session->service, question, session->answers) &&
           !form_is_locked(question, session->card);
}

static const json_t *
answer_of(const struct frame *frame, const struct question *question)
{
    return json_object_get(frame->session->answers, question->id);
}

static struct field_defect
defect_of(const struct frame *frame, const struct question *question)
{
    struct clock_date today = clock_date(frame->session->now_ms);
    return field_check(question, answer_of(frame, question), &today);
}

static bool
has_error(const struct frame *frame, const struct question *question)
{
    return strcmp(frame->session->field_error, question->id) == 0;
}

static bool
has_focus(const struct frame *frame, const struct question *question)
{
    return strcmp(frame->session->focus, question->id) == 0;
}

/* Below the box: what is wrong, or the hint. Gives the y below it. */
static int
add_below(const struct frame *frame, const struct question *question, int y)
{
    const char *hint = frame_texts(frame, question->hint);
    if (has_error(frame, question)) {
        struct field_defect defect = defect_of(frame, question);
        g_autofree char *says = field_defect_says(&defect);
        g_autofree char *remedy = field_defect_remedy(&defect);
        g_autofree char *text = text_format(N_("%1$s. %2$s."), says, remedy);
        int height =
            view_text_height(frame->view, text, TYPE_BODY, false, frame->width);
        g_autofree char *id = g_strdup_printf("error-%s", question->id);
        add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .id = id, .name = text,
            .step = TYPE_BODY, .colour = COLOUR_ZHU_TEXT,
            .box = {frame->left, y + 4, frame->width, height});
        return y + 4 + height;
    }
    if (*hint == '\0' || frame->assisted)
        return y;
    return frame_paragraph(frame, frame->left, y + 4, frame->width, hint, TYPE_SMALL);
}

/* The value as it is being typed, in the groups that people read it in. */
static char *
shown_value(const struct frame *frame, const struct question *question)
{
    if (!has_focus(frame, question))
        return field_shown(question, answer_of(frame, question), frame->language, false);
    return pad_group(question, frame->session->draft);
}

static int
add_field(const struct frame *frame, const struct question *question, int y)
{
    g_autofree char *id = g_strdup_printf("field-%s", question->id);
    g_autofree char *value = shown_value(frame, question);
    struct field_defect defect = defect_of(frame, question);
    g_autofree char *error =
        has_error(frame, question) ? field_defect_says(&defect) : NULL;
    bool digits = question->kind == QUESTION_ID_NUMBER && has_focus(frame, question);
    int height = frame->assisted ? 132 : digits ? 88 : 84;
    bool answered = answer_of(frame, question) != NULL && defect.problem == FIELD_GOOD;
    add(frame->view, .kind = digits ? WIDGET_DIGITS : WIDGET_FIELD, .role = ROLE_TEXTBOX,
        .id = id, .name = frame_texts(frame, question->label),
        .value = digits ? frame->session->draft : value, .detail = "6 8 4", .error = error,
        .step = frame->assisted ? TYPE_LARGE : TYPE_KEY,
        .focused = has_focus(frame, question), .done = answered,
        .box = {frame->left, y, frame->width, height},
        .send = {.action = SESSION_FOCUS, .text = question->id});
    return y + height;
}

/* As many columns as the longest label leaves room for. */
static int
columns_for(const struct frame *frame, const struct question *question, int count)
{
    int longest = 0;
    enum type_step step = frame->assisted ? TYPE_KEY : TYPE_BODY;
    for (size_t i = 0; i < question->choice_count; i++)
        longest = MAX(longest,
                      view_text_width(frame->view,
                                      frame_texts(frame, question->choices[i].label), step,
                                      true));
    int columns = (frame->width + 16) / (longest + 64 + 48 + 16);
    columns = CLAMP(columns, 1, frame->assisted ? 2 : 4);
    // Four in a row are better as two rows of two than as three and one.
    return count == 4 && columns == 3 ? 2 : MIN(columns, count);
}

static bool
is_chosen(const json_t *answer, const char *word)
{
    if (json_is_boolean(answer))
        return strcmp(word, json_is_true(answer) ? FIELD_YES : FIELD_NO) == 0;
    if (json_is_string(answer))
        return strcmp(json_string_value(answer), word) == 0;
    for (size_t i = 0; i < json_array_size(answer); i++)
        if (strcmp(json_string_value(json_array_get(answer, i)), word) == 0)
            return true;
    return false;
}

static void
add_choice(const struct frame *frame, const struct question *question, const char *word,
           const char *label, struct box box)
{
    g_autofree char *id = g_strdup_printf("choice-%s-%s", question->id, word);
    bool chosen = is_chosen(answer_of(frame, question), word);
    add(frame->view, .kind = WIDGET_KEY,
        .role = question->kind == QUESTION_CHOICES ? ROLE_CHECKBOX : ROLE_RADIO, .id = id,
        .name = label, .selected = chosen,
        .step = frame->assisted ? TYPE_KEY : TYPE_BODY, .box = box,
        .send = {.action = SESSION_CHOOSE, .text = question->id, .text2 = word});
}

static int
add_choices(const struct frame *frame, const struct question *question, int y)
{
    bool yes_no = question->kind == QUESTION_YES_NO;
    int count = yes_no ? 2 : (int)question->choice_count, gap = 16;
    int columns = yes_no ? 2 : columns_for(frame, question, count);
    int width = (frame->width - gap * (columns - 1)) / columns;
    int height = frame->assisted ? 128 : 100;
    for (int i = 0; i < count; i++) {
        struct box box = {frame->left + i % columns * (width + gap),
                          y + i / columns * (height + gap), width, height};
        const char *word = !yes_no  ? question->choices[i].value
                           : i == 0 ? FIELD_YES
                                    : FIELD_NO;
        const char *label = !yes_no  ? frame_texts(frame, question->choices[i].label)
                            : i == 0 ? _("Yes, it is so")
                                     : _("No, it is not so");
        add_choice(frame, question, word, label, box);
    }
    return y + (count + columns - 1) / columns * (height + gap) - gap;
}

static int
add_question(const struct frame *frame, const struct question *question, int y)
{
    if (!frame->assisted) {
        const char *label = frame_texts(frame, question->label);
        int height = view_text_height(frame->view, label, TYPE_BODY, true, frame->width);
        add(frame->view, .kind = WIDGET_TEXT, .name = label, .step = TYPE_BODY,
            .bold = true, .colour = COLOUR_INK,
            .box = {frame->left, y, frame->width, height});
        y += height + 4;
    }
    y = field_is_typed(question) ? add_field(frame, question, y)
                                 : add_choices(frame, question, y);
    return add_below(frame, question, y);
}

/* ---- the key below ---- */

static const struct question *
first_open(const struct frame *frame, const struct question_page *page)
{
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]) &&
            defect_of(frame, &page->questions[i]).problem != FIELD_GOOD)
            return &page->questions[i];
    return NULL;
}

/* Why the page cannot be left yet; NULL: it can. g_free. */
static char *
why_not(const struct frame *frame, const struct question_page *page)
{
    if (session_page_is_complete(frame->session))
        return NULL;
    const struct question *question = session_focused(frame->session);
    if (question == NULL || defect_of(frame, question).problem == FIELD_GOOD)
        question = first_open(frame, page);
    if (question == NULL)
        return NULL;
    struct field_defect defect = defect_of(frame, question);
    if (!field_is_typed(question))
        return g_strdup(_("Choose one, then: Next"));
    int missing = defect.want - defect.have;
    if (defect.problem == FIELD_TOO_SHORT && missing > 0)
        return text_format(N_("%d digits more, then: Next"), missing);
    return g_strdup(_("Fill it in, then: Next"));
}

/* It looks as if it could not be pressed and says why; pressed all the same, it shows what
 * is missing. */
static void
add_next(const struct frame *frame, const struct question_page *page)
{
    g_autofree char *why = why_not(frame, page);
    struct widget next = {
        .id = "next",
        .name = why != NULL ? why : frame->session->editing ? _("Done, go back") : _("Next"),
        .icon = why != NULL ? NULL : "arrow_forward",
        .layout = LAYOUT_ICON_AFTER,
        .unready = why != NULL,
        .step = TYPE_LARGE,
        sends(SESSION_NEXT),
    };
    frame_primary(frame, &next);
}

static int
questions_left(const struct frame *frame, const struct question_page *page)
{
    int left = 0;
    for (size_t i = 0; i < page->question_count; i++)
        left += is_asked(frame, &page->questions[i]) &&
                defect_of(frame, &page->questions[i]).problem != FIELD_GOOD;
    return left;
}

static void
add_left(const struct frame *frame, const struct question_page *page, int y)
{
    int left = questions_left(frame, page);
    g_autofree char *text = text_format(N_("**%d** left to fill"), left);
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "left", .name = text,
        .step = TYPE_SMALL, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - 300, y, 300, 64});
}

static void
build_standard(const struct frame *frame, const struct question_page *page)
{
    int y = frame_title(frame, 236, frame_texts(frame, page->title), NULL) - 8;
    add_left(frame, page, 256);
    y = part_person(frame, y) + 20;
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]))
            y = add_question(frame, &page->questions[i], y) + 20;
    const struct question *focused = session_focused(frame->session);
    if (focused != NULL && field_is_typed(focused))
        pad_add(frame, focused, frame_keys_top(frame) - 16);
    add_next(frame, page);
}

static void
build_assisted(const struct frame *frame, const struct question_page *page)
{
    const struct question *question = &page->questions[frame->session->question];
    const char *hint = frame_texts(frame, question->hint);
    int y = frame_title(frame, frame->top, frame_texts(frame, question->label),
                        *hint == '\0' ? NULL : hint);
    add_question(frame, question, y);
    if (field_is_typed(question))
        pad_add(frame, question, frame_keys_top(frame) - 20);
    add_next(frame, page);
}

void
form_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct session *session = frame.session;
    const struct question_page *page = &session->service->pages[session->form_page];
    if (frame.assisted && session->question < page->question_count)
        build_assisted(&frame, page);
    else
        build_standard(&frame, page);
}
