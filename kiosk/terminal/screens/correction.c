// SPDX-License-Identifier: Apache-2.0
/* What is given later, before it is handed in: only what was asked for. */
#include "part.h"

#include "base/json.h"
#include "builders.h"
#include "core/text.h"
#include <string.h>

struct given {
    const char *name;
    char *value; // owned; NULL: not yet
};

static struct given
given_of(const struct frame *frame, const json_t *defect)
{
    const struct session *session = frame->session;
    const char *id = json_text(defect, "id", "");
    struct given given = {.name = id};
    if (strcmp(json_text(defect, "kind", ""), "question") == 0) {
        const struct question *question = service_question(session->service, id);
        const json_t *value = json_object_get(session->answers, id);
        const json_t *name = service_asked_name(session->service, id);
        given.name = name != NULL ? frame_texts(frame, name) : id;
        if (json_is_array(value) && question == NULL)
            given.value = text_format(N_("%d filled in"), (int)json_array_size(value));
        if (question != NULL && value != NULL)
            given.value = field_shown(question, value, frame->language, false);
        return given;
    }
    for (size_t i = 0; i < session->material_count; i++) {
        const struct session_material *one = &session->materials[i];
        if (strcmp(one->material->id, id) != 0)
            continue;
        given.name = frame_texts(frame, one->material->name);
        given.value = text_format(one->page_count == 1 ? N_("%d page") : N_("%d pages"),
                                  (int)one->page_count);
    }
    return given;
}

static void
add_given(const struct frame *frame, struct flow *flow, const json_t *defect)
{
    struct given given = given_of(frame, defect);
    g_autofree char *id = g_strdup_printf("edit-%s", json_text(defect, "id", ""));
    const char *value = given.value != NULL ? given.value : _("not yet");
    int key = frame->assisted ? 240 : 180, height = frame->assisted ? 190 : 150, y;
    int label = frame->assisted ? 70 : 56;
    if (flow_take(flow, height, &y)) {
        add(frame->view, .kind = WIDGET_LABEL, .role = ROLE_LISTITEM, .name = given.name,
            .value = value, .step = TYPE_BODY, .colour = COLOUR_INK,
            .box = {frame->left, y + 10, frame->width - key - 24, label});
        add(frame->view, .kind = WIDGET_LABEL, .name = value, .step = TYPE_KEY,
            .bold = true, .colour = COLOUR_INK,
            .box = {frame->left, y + 10 + label, frame->width - key - 24, label});
        add(frame->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
            .name = _("Change"), .icon = "edit", .small = true,
            .step = frame->assisted ? TYPE_SMALL : TYPE_BODY,
            .box = {frame->right - key, y + 16, key, height - 48},
            .send = {.action = SESSION_EDIT, .text = json_text(defect, "id", "")});
        frame_hair(frame, y + height - 12);
    }
    g_free(given.value);
}

void
correction_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        frame_begin(view, context, FRAME_BACK | FRAME_MODE | FRAME_END | FRAME_STEPS);
    const json_t *defects = json_object_get(frame.session->progress.told, "defects");
    bool ready = session_page_is_complete(frame.session);
    size_t index;
    json_t *defect;
    int y = frame_title(&frame, frame.assisted ? frame.top : 252,
                        _("Is that what is missing?"),
                        _("The rest of your case stays as it is."));
    struct flow flow = flow_begin(&frame, y);
    json_array_foreach (defects, index, defect)
        add_given(&frame, &flow, defect);
    struct widget submit = {.id = "submit",
                            .name = ready ? _("It is right, hand it in")
                                          : _("Give all of it, then: hand it in"),
                            .step = TYPE_LARGE,
                            .disabled = !ready,
                            sends(SESSION_SUBMIT)};
    flow_end(&flow, &submit, NULL);
}
