// SPDX-License-Identifier: Apache-2.0
/* One page of questions, and the keys to answer them; in assisted mode one question. */
#include "part.h"
#include "answer_keys.h"
#include "choices.h"
#include "keyboard.h"
#include "pad.h"

#include "builders.h"
#include "core/text.h"
#include <string.h>

static bool
is_asked(const struct frame *frame, const struct question *question)
{
    return session_asks(frame->session, question);
}

static const json_t *
answer_of(const struct frame *frame, const struct question *question)
{
    return session_answer(frame->session, question);
}

static struct field_defect
defect_of(const struct frame *frame, const struct question *question)
{
    return session_check(frame->session, question);
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

/* What is said about a question: what is wrong with its answer, else its hint. */
struct note {
    char *text; // owned; "" when there is nothing to say
    bool error;
    bool beside; // has room on the line of the label
    enum type_step step;
    int height; // below the box; 0 when beside
};

static struct note
note_of(const struct frame *frame, const struct question *question)
{
    struct note note = {.error = has_error(frame, question), .step = TYPE_SMALL};
    if (note.error) {
        struct field_defect defect = defect_of(frame, question);
        g_autofree char *says = field_defect_says(&defect, frame->language);
        g_autofree char *remedy = field_defect_remedy(&defect, frame->language);
        note.text = text_format(N_("%1$s. %2$s."), says, remedy);
    } else {
        note.text = g_strdup(frame_texts(frame, question->hint));
    }
    const char *label = frame_texts(frame, question->label);
    int used = view_text_width(frame->view, label, TYPE_BODY, true) + 28;
    int width = view_text_width(frame->view, note.text, note.step, false);
    note.beside = used + width <= frame->width;
    if (!note.beside)
        note.height =
            4 + view_text_height(frame->view, note.text, note.step, false, frame->width);
    return note;
}

static void
add_note(const struct frame *frame, const struct question *question,
         const struct note *note, struct box box)
{
    g_autofree char *id =
        g_strdup_printf("%s-%s", note->error ? "error" : "hint", question->id);
    if (*note->text != '\0')
        add(frame->view, .kind = WIDGET_TEXT, .id = id, .name = note->text,
            .role = note->error ? ROLE_ALERT : ROLE_PARAGRAPH, .step = note->step,
            .align = note->beside ? TEXT_RIGHT : TEXT_LEFT,
            .colour = note->error ? COLOUR_ZHU_TEXT : COLOUR_INK, .box = box);
}

/* The value as it is being typed, in the groups that people read it in. */
static char *
shown_value(const struct frame *frame, const struct question *question)
{
    bool place = json_is_object(answer_of(frame, question));
    if (!has_focus(frame, question) || place)
        return field_shown(question, answer_of(frame, question), frame->language, false);
    return pad_group(question, frame->session->draft);
}

#define FIELD_HEIGHT 84
#define FIELD_HEIGHT_ASSISTED 132
#define FIELD_HEIGHT_LOW 104 // assisted, where there is little height
#define QUESTION_GAP 20
#define LEFT_WIDTH 300 // how many are left, beside the title

/* Typed, but no text yet: the syllables of a composition. */
static const char *
preedit(const struct frame *frame, const struct question *question)
{
    bool open = has_focus(frame, question) && session_is_text(question);
    return open ? frame->session->input.preedit : NULL;
}

/* The place was picked and the rest is being typed: a key picks another one. Its width. */
static int
add_other_place(const struct frame *frame, const struct question *question, int y,
                int height)
{
    const char *code =
        json_string_value(json_object_get(answer_of(frame, question), "region"));
    const struct region *above =
        regions_above(frame->session->regions, code != NULL ? code : "");
    int width = frame->assisted ? 300 : 250;
    if (above == NULL)
        return 0;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "other-place",
        .name = _("Another place"), .icon = "edit", .icon_size = 36, .step = TYPE_SMALL,
        .box = {frame->right - width, y, width, height},
        .send = {.action = SESSION_REGION, .text = above->code});
    return width + 20;
}

static int
assisted_height(const struct frame *frame)
{
    return frame->theme->low ? FIELD_HEIGHT_LOW : FIELD_HEIGHT_ASSISTED;
}

static void
add_field(const struct frame *frame, const struct question *question, int y, int width)
{
    g_autofree char *id = g_strdup_printf("field-%s", question->id);
    g_autofree char *value = shown_value(frame, question);
    struct field_defect defect = defect_of(frame, question);
    g_autofree char *error =
        has_error(frame, question) ? field_defect_says(&defect, frame->language) : NULL;
    bool digits = question->kind == QUESTION_ID_NUMBER && has_focus(frame, question);
    int height = frame->assisted ? assisted_height(frame) : FIELD_HEIGHT;
    if (has_focus(frame, question) && json_is_object(answer_of(frame, question)) &&
        question->region != NULL)
        width -= add_other_place(frame, question, y, height);
    bool answered = answer_of(frame, question) != NULL && defect.problem == FIELD_GOOD;
    add(frame->view, .kind = digits ? WIDGET_DIGITS : WIDGET_FIELD, .role = ROLE_TEXTBOX,
        .id = id, .name = frame_texts(frame, question->label),
        .value = digits ? frame->session->draft : value,
        .detail = digits ? "6 8 4" : preedit(frame, question), .error = error,
        .step = frame->assisted ? TYPE_LARGE : TYPE_KEY,
        .focused = has_focus(frame, question), .done = answered,
        .box = {frame->left, y, width, height},
        .send = {.action = SESSION_FOCUS, .text = question->id});
}

#define LABEL_HEIGHT 52

static int
box_height(const struct frame *frame, const struct question *question)
{
    if (field_is_typed(question))
        return FIELD_HEIGHT;
    if (question->kind == QUESTION_SIGNATURE)
        return answer_sign_height(frame);
    struct choices_grid grid = choices_grid(frame, question, 0);
    return choices_height(&grid);
}

/* A long question takes as many lines as it needs. */
static int
label_height(const struct frame *frame, const struct question *question)
{
    const char *label = frame_texts(frame, question->label);
    return MAX(LABEL_HEIGHT,
               view_text_height(frame->view, label, TYPE_BODY, true, frame->width));
}

static int
question_height(const struct frame *frame, const struct question *question)
{
    struct note note = note_of(frame, question);
    int height =
        label_height(frame, question) + box_height(frame, question) + note.height;
    g_free(note.text);
    return height;
}

/* Label and note on one line, the box below. Gives the y below it. */
static int
add_question(const struct frame *frame, const struct question *question, int y)
{
    struct note note = note_of(frame, question);
    const char *label = frame_texts(frame, question->label);
    int width = view_text_width(frame->view, label, TYPE_BODY, true);
    int height = label_height(frame, question);
    add(frame->view, .kind = width > frame->width ? WIDGET_TEXT : WIDGET_LABEL,
        .role = ROLE_PARAGRAPH, .name = label, .step = TYPE_BODY, .bold = true,
        .colour = COLOUR_INK, .box = {frame->left, y, MIN(width, frame->width), height});
    if (note.beside)
        add_note(frame, question, &note,
                 (struct box){frame->left + width + 28, y + 6, frame->width - width - 28,
                              height});
    y += height;
    if (field_is_typed(question)) {
        add_field(frame, question, y, frame->width);
    } else if (question->kind == QUESTION_SIGNATURE) {
        answer_sign_add(frame, question, y);
    } else {
        struct choices_grid grid = choices_grid(frame, question, 0);
        choices_add(frame, question, y, &grid);
    }
    y += box_height(frame, question);
    if (!note.beside)
        add_note(frame, question, &note,
                 (struct box){frame->left, y + 4, frame->width, note.height});
    y += note.height;
    g_free(note.text);
    return y;
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

/* What is missing before the person can go on, here of the question that is shown alone or of
 * the page; NULL: nothing. */
static const struct question *
missing_of(const struct frame *frame, const struct question_page *page,
           const struct question *alone)
{
    if (alone != NULL)
        return defect_of(frame, alone).problem == FIELD_GOOD ? NULL : alone;
    const struct question *question = session_focused(frame->session);
    if (session_page_is_complete(frame->session))
        return NULL;
    return question == NULL || defect_of(frame, question).problem == FIELD_GOOD
               ? first_open(frame, page)
               : question;
}

/* Why one cannot go on yet; NULL: one can. g_free. */
static char *
why_not(const struct frame *frame, const struct question *question)
{
    if (question == NULL)
        return NULL;
    struct field_defect defect = defect_of(frame, question);
    if (question->kind == QUESTION_SIGNATURE)
        return g_strdup(_("Sign, then: Next"));
    if (session_picks_region(frame->session, question))
        return g_strdup(_("Pick the place, then: Next"));
    if (question->kind == QUESTION_DATE &&
        frame->session->input.keyboard != KEYBOARD_DIGITS)
        return g_strdup(_("Year, month, day, then: Next"));
    if (!field_is_typed(question))
        return g_strdup(_("Choose one, then: Next"));
    int missing = defect.want - defect.have;
    if (defect.problem == FIELD_TOO_SHORT && missing > 0)
        return text_format(missing == 1 ? N_("%d digit more, then: Next")
                                        : N_("%d digits more, then: Next"),
                           missing);
    return g_strdup(_("Fill it in, then: Next"));
}

/* The last one of the page that is asked. */
static bool
is_last(const struct frame *frame, const struct question_page *page,
        const struct question *question)
{
    const struct question *last = NULL;
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]))
            last = &page->questions[i];
    return question == NULL || question == last;
}

/* What is being typed is good, but another question waits for keys. */
static bool
leads_to_another(const struct frame *frame, const struct question_page *page)
{
    const struct question *focused = session_focused(frame->session);
    const struct question *open = first_open(frame, page);
    return !frame->assisted && focused != NULL && open != NULL && open != focused &&
           field_is_typed(open) && defect_of(frame, focused).problem == FIELD_GOOD;
}

/* It looks as if it could not be pressed and says why; pressed all the same, it shows what
 * is missing. `alone`: the question that is shown alone, or NULL. `*why_out` keeps its
 * words. */
static struct widget
next_key(const struct frame *frame, const struct question_page *page,
         const struct question *alone, char **why_out)
{
    bool another = alone == NULL && leads_to_another(frame, page);
    *why_out = another ? NULL : why_not(frame, missing_of(frame, page, alone));
    // One wrong answer is mended and that is all; else the page is gone through.
    bool leaves = frame->session->editing &&
                  (frame->assisted || frame->session->editing_errors ||
                   is_last(frame, page, alone));
    bool ready = *why_out == NULL;
    return (struct widget){
        .id = "next",
        .name = !ready    ? *why_out
                : another ? _("Next question")
                : leaves  ? _("Done, go back")
                          : _("Next"),
        .icon = !ready    ? NULL
                : another ? "arrow_downward"
                          : "arrow_forward",
        .layout = LAYOUT_ICON_AFTER,
        .unready = !ready,
        .step = TYPE_LARGE,
        .send = {.action = SESSION_NEXT, .text = alone != NULL ? alone->id : NULL},
    };
}

struct room {
    int top, bottom;
};

/* The keys below the questions: those that `typed` is typed with, and the primary one. */
static void
add_keys(const struct frame *frame, const struct question_page *page,
         const struct question *typed, const struct question *alone, struct room room)
{
    g_autofree char *why = NULL;
    struct widget next = next_key(frame, page, alone, &why);
    answer_keys_add(frame, typed, room.top, room.bottom, &next);
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
    add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_STATUS, .id = "left",
        .name = text, .step = TYPE_SMALL, .align = TEXT_RIGHT, .colour = COLOUR_INK,
        .box = {frame->right - LEFT_WIDTH, y, LEFT_WIDTH, 64});
}

/* Where the questions must end: above the highest pad that any of them needs, so that a page
 * does not change its shape from one question to the next. */
static int
questions_bottom(const struct frame *frame, const struct question_page *page, int bottom)
{
    int top = bottom;
    for (size_t i = 0; i < page->question_count; i++) {
        const struct question *question = &page->questions[i];
        if (is_asked(frame, question) && field_is_typed(question))
            top = MIN(top, answer_keys_top(frame, question, bottom));
    }
    return top - 8;
}

/* All questions of the page, one below the other; false when they have no room. */
static bool
have_room(const struct frame *frame, const struct question_page *page, int room)
{
    int height = 0, squares = 0;
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]))
            squares += page->questions[i].kind == QUESTION_SIGNATURE;
    if (squares > 1)
        return false; // one square on a page: nobody signs the wrong one
    for (size_t i = 0; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]))
            height += question_height(frame, &page->questions[i]) + QUESTION_GAP;
    return height - QUESTION_GAP <= room;
}

/* The one question that is shown when they have no room. */
static const struct question *
present(const struct frame *frame, const struct question_page *page)
{
    size_t from = frame->session->alone > 0 ? (size_t)frame->session->alone - 1 : 0;
    for (size_t i = from; i < page->question_count; i++)
        if (is_asked(frame, &page->questions[i]))
            return &page->questions[i];
    return first_open(frame, page);
}

static void
build_standard(const struct frame *frame, const struct question_page *page)
{
    const struct question *typed = session_focused(frame->session), *alone = NULL;
    if (typed != NULL && !field_is_typed(typed))
        typed = NULL;
    int bottom = frame_keys_top(frame) - 16;
    int y =
        frame_title_beside(frame, 236, frame_texts(frame, page->title), LEFT_WIDTH) - 10;
    add_left(frame, page, 256);
    y = part_person(frame, y) + 16;
    if (have_room(frame, page, questions_bottom(frame, page, bottom) - y)) {
        for (size_t i = 0; i < page->question_count; i++)
            if (is_asked(frame, &page->questions[i]))
                y = add_question(frame, &page->questions[i], y) + QUESTION_GAP;
    } else {
        alone = present(frame, page);
        if (alone != typed)
            typed = NULL;
        if (alone != NULL)
            y = add_question(frame, alone, y) + QUESTION_GAP;
    }
    add_keys(frame, page, typed, alone, (struct room){y, bottom});
}

/* The label asks; below it the hint, or in its place what is wrong. A long label steps down
 * when it would leave no room for the answer above `limit`. */
static int
add_asked(const struct frame *frame, const struct question *question, int limit)
{
    struct note note = note_of(frame, question);
    const char *label = frame_texts(frame, question->label);
    bool silent = *note.text == '\0';
    int title = view_text_height(frame->view, label, TYPE_TITLE, true, frame->width);
    int below = silent ? 0
                       : view_text_height(frame->view, note.text, TYPE_BODY, false,
                                          frame->width) +
                             16;
    bool tight = frame->top + title + 12 + below + assisted_height(frame) > limit;
    enum type_step step = tight ? TYPE_LARGE : TYPE_TITLE;
    title = view_text_height(frame->view, label, step, true, frame->width);
    add(frame->view, .kind = WIDGET_TEXT, .role = ROLE_HEADING, .id = "title",
        .name = label, .step = step, .bold = true, .colour = COLOUR_INK,
        .box = {frame->left, frame->top, frame->width, title});
    int y = frame->top + title + (tight ? 0 : 4);
    note.beside = false;
    note.step = TYPE_BODY;
    // A hint that leaves no room stays away; what is wrong never does.
    if (!note.error && y + below + assisted_height(frame) > limit)
        below = 0;
    if (below > 0)
        add_note(frame, question, &note,
                 (struct box){frame->left, y, frame->width, below - 16});
    g_free(note.text);
    return y + below + (silent ? 8 : 0);
}

/* The square to write in leaves no place for a key below it: it stands beside the field. */
static int
add_typed(const struct frame *frame, const struct question *question, int y)
{
    bool writing = session_is_text(question) &&
                   session_keyboard(frame->session) == KEYBOARD_WRITING;
    int erase = writing ? 330 : 0, width = frame->width - (writing ? erase + 20 : 0);
    add_field(frame, question, y, width);
    if (writing)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-erase",
            .name = _("Delete it"), .icon = "backspace", .step = TYPE_SMALL,
            .box = {frame->right - erase, y, erase, assisted_height(frame)},
            .send = {.action = SESSION_TYPE, .text = "\b"});
    return y + assisted_height(frame);
}

static void
build_assisted(const struct frame *frame, const struct question_page *page)
{
    const struct question *question = &page->questions[frame->session->question];
    bool typed = field_is_typed(question);
    int bottom = frame_keys_top(frame) - 20, y;
    if (typed) {
        y = add_asked(frame, question, answer_keys_top(frame, question, bottom) - 20);
        y = add_typed(frame, question, y) + 28;
    } else if (question->kind == QUESTION_SIGNATURE) {
        y = add_asked(frame, question, bottom - answer_sign_height(frame));
        answer_sign_add(frame, question, y + 16);
    } else {
        y = add_asked(frame, question, bottom);
        struct choices_grid grid = choices_grid(frame, question, bottom - 20 - y);
        choices_add(frame, question, y, &grid);
    }
    add_keys(frame, page, typed ? question : NULL, question, (struct room){y, bottom});
}

void
form_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct session *session = frame.session;
    const struct question_page *page = session_form_page(session);
    if (frame.assisted && session->question < page->question_count)
        build_assisted(&frame, page);
    else
        build_standard(&frame, page);
}
