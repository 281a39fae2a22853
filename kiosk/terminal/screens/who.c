// SPDX-License-Identifier: Apache-2.0
/* For whom the matter is: one key for each who may apply, with what it takes. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/service_schema.h"
#include "core/text.h"
#include <string.h>

static const struct {
    const char *icon, *name, *takes;
} rows[APPLICANT_COUNT] = {
    [APPLICANT_SELF] = {"person", N_("For myself"), N_("with my own ID card")},
    [APPLICANT_AGENT] = {"people", N_("For another person"),
                         N_("with both ID cards and the mandate")},
    [APPLICANT_GUARDIAN] = {"child_care", N_("For my child"),
                            N_("under 18, with my own ID card")},
    [APPLICANT_ENTERPRISE] = {"apartment", N_("For an enterprise"),
                              N_("with my ID card and the licence")},
};

void
who_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const struct session *session = frame.session;
    const struct service *service = session->service;
    const char *chosen = json_text(session->answers, SERVICE_APPLYING_AS, "");
    int y = frame_title(&frame, frame.assisted ? frame.top : 250,
                        _("For whom do you do this?"),
                        frame_texts(&frame, service->name));
    int gap = frame.assisted ? 28 : 24, count = (int)service->applicant_count;
    int room = frame.bottom - y - 40;
    int height = MIN((room + gap) / count - gap, frame.assisted ? 220 : 180);
    for (int i = 0; i < count; i++) {
        enum applicant applicant = service->applicants[i];
        const char *word = service_applicant_words[applicant];
        g_autofree char *id = g_strdup_printf("who-%s", word);
        add(view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
            .name = _(rows[applicant].name), .detail = _(rows[applicant].takes),
            .icon = rows[applicant].icon, .layout = LAYOUT_TWO_LINES, .icon_size = 72,
            .step = TYPE_LARGE, .detail_step = TYPE_BODY,
            .selected = strcmp(chosen, word) == 0,
            .box = {frame.left, y + 24 + i * (height + gap), frame.width, height},
            .send = {.action = SESSION_APPLY, .text = word});
    }
}
