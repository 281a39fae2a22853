// SPDX-License-Identifier: Apache-2.0
#include "choices.h"

#include "core/text.h"
#include <string.h>

/* Choices on one screen; more go in batches. */
#define MOST 9
#define MOST_ASSISTED 6

static enum type_step
label_step(const struct frame *frame)
{
    return frame->assisted ? TYPE_KEY : TYPE_BODY;
}

/* As many columns as the longest label leaves room for, its check mark included. */
static int
columns_for(const struct frame *frame, const struct question *question, int count)
{
    int longest = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        const char *label = frame_texts(frame, question->choices[i].label);
        const char *note = frame_texts(frame, question->choices[i].note);
        int width = view_text_width(frame->view, label, label_step(frame), true);
        int below = view_text_width(frame->view, note, TYPE_SMALL, false);
        longest = MAX(longest, MAX(width, below));
    }
    int columns = (frame->width + 16) / (longest + 64 + 48 + 16);
    columns = CLAMP(columns, 1, frame->assisted ? 2 : 4);
    // Four in a row are better as two rows of two than as three and one.
    return count == 4 && columns == 3 ? 2 : MIN(columns, count);
}

/* Some need a line to be understood; then all keys are as high. */
static bool
has_notes(const struct question *question)
{
    for (size_t i = 0; i < question->choice_count; i++)
        if (question->choices[i].note != NULL)
            return true;
    return false;
}

struct choices_grid
choices_grid(const struct frame *frame, const struct question *question, int room)
{
    bool assisted = frame->assisted;
    int all = question->kind == QUESTION_YES_NO ? 2 : (int)question->choice_count;
    int most = assisted ? MOST_ASSISTED : MOST;
    struct choices_grid grid = {.count = all, .columns = 2, .gap = assisted ? 20 : 16};
    if (all > most) {
        int batches = (all + most - 2) / (most - 1);
        grid.more = true;
        grid.first = frame->session->part % batches * (most - 1);
        grid.count = MIN(most - 1, all - grid.first);
    }
    int tiles = grid.count + grid.more;
    if (question->kind != QUESTION_YES_NO)
        grid.columns = columns_for(frame, question, tiles);
    grid.rows = (tiles + grid.columns - 1) / grid.columns;
    grid.height = (room + grid.gap) / MAX(grid.rows, 1) - grid.gap;
    int least = (assisted ? 112 : 84) + (has_notes(question) ? 44 : 0);
    grid.height = CLAMP(grid.height, least, least + (assisted ? 88 : 16));
    return grid;
}

int
choices_height(const struct choices_grid *grid)
{
    return grid->rows * (grid->height + grid->gap) - grid->gap;
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
add_choice(const struct frame *frame, const struct question *question, int index,
           struct box box)
{
    bool yes_no = question->kind == QUESTION_YES_NO;
    const char *word = !yes_no      ? question->choices[index].value
                       : index == 0 ? FIELD_YES
                                    : FIELD_NO;
    const char *label = !yes_no      ? frame_texts(frame, question->choices[index].label)
                        : index == 0 ? _("Yes, it is so")
                                     : _("No, it is not so");
    const json_t *note = yes_no ? NULL : question->choices[index].note;
    const json_t *answer = session_answer(frame->session, question);
    g_autofree char *id = g_strdup_printf("choice-%s-%s", question->id, word);
    add(frame->view, .kind = WIDGET_KEY,
        .role = question->kind == QUESTION_CHOICES ? ROLE_CHECKBOX : ROLE_RADIO, .id = id,
        .name = label, .detail = note != NULL ? frame_texts(frame, note) : NULL,
        .detail_step = TYPE_SMALL, .layout = note != NULL ? LAYOUT_TWO_LINES : LAYOUT_ROW,
        .selected = is_chosen(answer, word), .step = label_step(frame), .box = box,
        .send = {.action = SESSION_CHOOSE, .text = question->id, .text2 = word});
}

/* After the last batch comes the first again. */
static void
add_more(const struct frame *frame, const struct question *question,
         const struct choices_grid *grid, struct box box)
{
    bool last = grid->first + grid->count >= (int)question->choice_count;
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "choices-more",
        .name = last ? _("Back to the first") : _("Others"), .step = label_step(frame),
        .icon = last ? "arrow_upward" : "arrow_downward", .box = box,
        .send = {.action = SESSION_PART, .number = last ? 0 : frame->session->part + 1});
}

void
choices_add(const struct frame *frame, const struct question *question, int y,
            const struct choices_grid *grid)
{
    int width = (frame->width - grid->gap * (grid->columns - 1)) / grid->columns;
    for (int i = 0; i < grid->count + grid->more; i++) {
        struct box box = {frame->left + i % grid->columns * (width + grid->gap),
                          y + i / grid->columns * (grid->height + grid->gap), width,
                          grid->height};
        if (i < grid->count)
            add_choice(frame, question, grid->first + i, box);
        else
            add_more(frame, question, grid, box);
    }
}
