// SPDX-License-Identifier: Apache-2.0
/* 好差评, after the end of a matter only: five levels and 不评价, all alike; then, who wants to,
 * what it is about. */
#include "frame.h"

#include "builders.h"
#include "core/text.h"
#include <kiosk/letter.h>

#define SKY_HEIGHT 290

static int
add_question(const struct frame *frame)
{
    struct view *view = frame->view;
    int top = frame->theme->header_height, page = frame->theme->page_width;
    bool sky = !frame->assisted && !frame->theme->contrast;
    if (sky)
        add(view, .kind = WIDGET_PICTURE, .icon = "landscape-wide",
            .box = {0, top, page, SKY_HEIGHT});
    int y = top + 24;
    if (!frame->assisted) {
        struct clock_date at = clock_date(frame->session->receipt.submitted_ms);
        g_autofree char *matter = text_format(
            N_("%1$s · handed in at %2$02d:%3$02d"),
            frame_texts(frame, frame->session->service->short_name), at.hour, at.minute);
        add(view, .kind = WIDGET_LABEL, .role = ROLE_PARAGRAPH, .name = matter,
            .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame->left, y, frame->width, 52});
        y += 52;
    }
    y = frame_title(frame, y, _("Did it go well this time?"), NULL);
    if (sky)
        y = top + SKY_HEIGHT + 24;
    return frame_paragraph(
               frame, frame->left, y, frame->width,
               frame->assisted
                   ? _("It changes nothing about your matter.")
                   : _("One touch is enough. **Whether and what you say changes "
                       "nothing about your matter.**"),
               TYPE_BODY) +
           24;
}

struct level {
    const char *id, *icon, *name;
    int level;
};

static void
add_levels(const struct frame *frame, int top)
{
    const struct level levels[] = {
        {"level-5", "sentiment_very_satisfied", _("Very satisfied"), 5},
        {"level-4", "sentiment_satisfied", _("Satisfied"), 4},
        {"level-3", "sentiment_neutral", _("More or less"), 3},
        {"level-2", "sentiment_dissatisfied", _("Not satisfied"), 2},
        {"level-1", "sentiment_very_dissatisfied", _("Not at all"), 1},
        {"level-0", "redo", _("Rather not say"), 0},
    };
    int gap = frame->theme->gutter, width = (frame->width - gap) / 2;
    int room = frame->bottom - top;
    // All levels on one sheet: none is to be nearer than another.
    int most = !frame->assisted ? 226 : frame->theme->compact ? 236 : 300;
    int height = MIN(most, (room - 2 * gap) / 3);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = levels[i].id,
            .name = levels[i].name, .icon = levels[i].icon, .icon_size = 96,
            .layout = frame->assisted ? LAYOUT_STACKED : LAYOUT_ROW, .step = TYPE_KEY,
            .box = {frame->left + (int)(i % 2) * (width + gap),
                    top + (int)(i / 2) * (height + gap), width, height},
            .send = {.action = SESSION_LEVEL, .number = levels[i].level});
    int below = top + 3 * height + 2 * gap + 30;
    if (!frame->assisted && frame->bottom - below > 150)
        frame_strip(
            frame, below,
            &(struct strip){.tone = STRIP_INFO,
                            .icon = "event_available",
                            .text = _("If it did not go well"),
                            .detail = _("it is looked into and put right within 2 "
                                        "working days.")});
}

void
rating_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    add_levels(&frame, add_question(&frame));
}

static const struct {
    const char *icon, *name;
} tags[] = {
    // in the order of letter_rating_words
    {"speed", N_("How fast it went")},  {"menu_book", N_("How clear it was")},
    {"timeline", N_("How many steps")}, {"touch_app", N_("The machine itself")},
    {"people", N_("The people here")},  {"assignment_turned_in", N_("What came out")},
};

void
rating_tags_build(struct view *view, const struct screen_context *context)
{
    struct frame frame = frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END);
    const struct session_voice *voice = &frame.session->voice;
    bool bad = voice->level <= LETTER_LEVEL_BAD;
    int y = frame_title(&frame, frame.top + 28,
                        bad ? _("What did not go well?") : _("What is it about?"),
                        _("Choose several, or none.")) +
            8;
    int gap = frame.theme->gutter, width = (frame.width - gap) / 2;
    int height = frame.assisted ? 220 : 180;
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_autofree char *id = g_strdup_printf("tag-%s", letter_rating_words[i]);
        add(view, .kind = WIDGET_KEY, .role = ROLE_CHECKBOX, .id = id,
            .name = _(tags[i].name), .icon = tags[i].icon, .icon_size = 56,
            .selected = (voice->tags >> i & 1) != 0, .step = TYPE_BODY,
            .box = {frame.left + (int)(i % 2) * (width + gap),
                    y + (int)(i / 2) * (height + gap), width, height},
            .send = {.action = SESSION_TAG, .text = letter_rating_words[i]});
    }
    struct widget send = {.id = "send",
                          .icon = "send",
                          .name = voice->tags == 0 ? _("Nothing more, send it")
                                                   : _("Send it"),
                          .step = TYPE_LARGE,
                          sends(SESSION_NEXT)};
    frame_primary(&frame, &send);
}
