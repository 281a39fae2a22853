// SPDX-License-Identifier: Apache-2.0
#include "pad.h"

#include "core/text.h"
#include <string.h>

char *
pad_group(const struct question *question, const char *text)
{
    static const char *const groups[QUESTION_KIND_COUNT] = {
        [QUESTION_PHONE] = "\3\4\4",
        [QUESTION_BANK_CARD] = "\4\4\4\4\4",
        [QUESTION_ID_NUMBER] = "\6\10\4",
        [QUESTION_DATE] = "\4\2\2",
    };
    const char *group = groups[question->kind];
    if (group == NULL)
        return g_strdup(text);
    GString *grouped = g_string_new(NULL);
    for (int in_group = 0; *text != '\0'; text++, in_group++) {
        if (*group != '\0' && in_group == *group && group[1] != '\0') {
            g_string_append_c(grouped, ' ');
            group++;
            in_group = 0;
        }
        g_string_append_c(grouped, *text);
    }
    return g_string_free(grouped, FALSE);
}

static void
add_bed(const struct frame *frame, int top)
{
    add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_BED,
        .box = {0, top, frame->theme->page_width, frame->theme->bar_top - top});
    if (frame->theme->contrast)
        add(frame->view, .kind = WIDGET_FILL, .fill = COLOUR_INK,
            .box = {0, top, frame->theme->page_width, 3});
}

/* A key that types one character. */
static void
add_character(const struct frame *frame, const char *character, int size, struct box box)
{
    g_autofree char *lower = g_ascii_strdown(character, -1);
    g_autofree char *id = g_strdup_printf("key-%s", *character == '.' ? "point" : lower);
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id, .name = character,
        .size = size, .box = box, .send = {.action = SESSION_TYPE, .text = character});
}

/* ---- numbers ---- */

/* X of an ID number: only its last place may have it. */
static void
add_x(const struct frame *frame, struct box box)
{
    bool ready = strlen(frame->session->draft) == 17;
    if (ready) {
        add_character(frame, "X", 64, box);
        return;
    }
    bool small = frame->assisted && frame->theme->narrow; // the hint says why
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-x", .name = "X",
        .detail = small ? NULL : _("last place only"),
        .layout = small ? LAYOUT_ROW : LAYOUT_TWO_LINES, .step = TYPE_KEY,
        .detail_step = TYPE_CAPTION, .disabled = true, .box = box);
}

static void
add_corner(const struct frame *frame, const struct question *question, struct box box)
{
    if (question->kind == QUESTION_ID_NUMBER) {
        add_x(frame, box);
        return;
    }
    if (question->kind == QUESTION_MONEY) {
        add_character(frame, ".", 64, box);
        return;
    }
    add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-clear",
        .name = _("Start over"), .step = TYPE_BODY, .icon = "delete_sweep", .box = box,
        sends(SESSION_CLEAR));
}

/* Height of a key and the gap between two. */
struct measures {
    int rows, height, gap;
};

static struct measures
measures_of(const struct frame *frame)
{
    if (frame->theme->low)
        return (struct measures){4, 86, frame->assisted ? 18 : 14};
    return (struct measures){4, frame->assisted ? 134 : 120, frame->assisted ? 20 : 16};
}

/* Space of the bed above the first row and below the last. */
#define BED_ABOVE 20
#define BED_BELOW 6

int
pad_top(const struct frame *frame, int bottom)
{
    struct measures keys = measures_of(frame);
    return bottom - BED_BELOW - keys.rows * (keys.height + keys.gap) + keys.gap -
           BED_ABOVE;
}

void
pad_add(const struct frame *frame, const struct question *question, int bottom)
{
    struct measures keys = measures_of(frame);
    int height = keys.height, gap = keys.gap;
    int margin = frame->assisted || frame->theme->narrow ? frame->left : 97;
    int width = (frame->theme->page_width - 2 * margin - 2 * gap) / 3;
    int top = pad_top(frame, bottom) + BED_ABOVE;
    view_upright(frame->view, true);
    add_bed(frame, top - BED_ABOVE);
    for (int i = 0; i < 12; i++) {
        struct box box = {margin + i % 3 * (width + gap), top + i / 3 * (height + gap),
                          width, height};
        char digit[2] = {(char)(i == 10 ? '0' : '1' + i), '\0'};
        if (i == 9)
            add_corner(frame, question, box);
        else if (i == 11)
            add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = "key-erase",
                .name = _("Delete one"), .icon = "backspace", .step = TYPE_KEY,
                .icon_size = 56, .box = box,
                .send = {.action = SESSION_TYPE, .text = "\b"});
        else
            add_character(frame, digit, frame->assisted ? 72 : 64, box);
    }
    view_upright(frame->view, false);
}
