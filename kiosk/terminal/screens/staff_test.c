// SPDX-License-Identifier: Apache-2.0
/* One device is tried: what to do, how it went, and what staff must do when it did not. */
#include "staff.h"

#include "builders.h"
#include "core/fault.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

static const struct test {
    const char *test, *class, *icon;
    const char *title, *doing, *good;
} tests[] = {
    {"print", "printer", "print", N_("Print a test page"),
     N_("The page is being set and printed"), N_("Printed; compare it with its text")},
    {"scan", "scanner", "document_scanner", N_("Try the scanner"),
     N_("Scanning; lay any sheet down"), N_("The scanner works")},
    {"card", "card", "contactless", N_("Try a card"), N_("Lay a card on the reader now"),
     N_("Card read; nothing of it is shown")},
};

static const struct test *
test_of(const struct session *session)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        if (strcmp(tests[i].test, session->staff.test) == 0)
            return &tests[i];
    return &tests[0];
}

static const char *
card_words(const char *type)
{
    static const struct {
        const char *type, *words;
    } table[] = {
        {"citizen", N_("resident's ID card")},
        {"hmt", N_("residence permit for Hong Kong, Macao, Taiwan")},
        {"foreigner_2017", N_("permanent residence card (2017)")},
        {"foreigner_2023", N_("permanent residence card (2023)")},
        {"chip", N_("chip card")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].type, type) == 0)
            return _(table[i].words);
    return type;
}

/* What was found, as the second line. g_free. */
static char *
found(const struct session_staff *staff)
{
    if (strcmp(staff->test, "card") == 0)
        return text_format(N_("Kind of card: %s"), card_words(staff->test_found));
    if (strcmp(staff->test, "print") == 0)
        return text_format(N_("The printer counted %d sheets."), atoi(staff->test_found));
    const char *verdict = staff->test_found;
    return g_strdup(strcmp(verdict, "blank") == 0
                        ? _("The page is empty, as it should be without paper.")
                    : strcmp(verdict, "blurred") == 0
                        ? _("The picture is blurred: clean the glass.")
                        : _("There was something on the glass, and it is sharp."));
}

static void
add_outcome(const struct frame *frame, int y, const struct test *test)
{
    const struct session_staff *staff = &frame->session->staff;
    bool nobody = strcmp(staff->test_cause, "none") == 0;
    const struct fault *fault = fault_find(test->class, staff->test_cause);
    g_autofree char *detail = staff->test_state == TEST_GOOD ? found(staff) : NULL;
    struct strip strip = {
        .tone = STRIP_INFO, .id = "outcome", .icon = "pending", .text = _(test->doing)};
    if (staff->test_state == TEST_GOOD)
        strip = (struct strip){.tone = STRIP_GOOD,
                               .id = "outcome",
                               .icon = "check_circle",
                               .text = _(test->good),
                               .detail = detail};
    else if (staff->test_state == TEST_BAD)
        strip = (struct strip){
            .tone = STRIP_ERROR,
            .id = "outcome",
            .icon = "cancel",
            .text = nobody ? _("No card came") : _(fault->title),
            .detail = nobody ? _("Lay it down within the time, then try again.")
                             : _(fault->staff)};
    frame_strip(frame, y, &strip);
}

void
staff_test_build(struct view *view, const struct screen_context *context)
{
    struct frame frame =
        staff_begin(view, context, _("Ends by itself after 60 seconds"), true);
    const struct session_staff *staff = &frame.session->staff;
    const struct test *test = test_of(frame.session);
    int y = frame_title(&frame, frame.top, _(test->title), NULL);
    add(view, .kind = WIDGET_ICON, .icon = test->icon, .icon_size = 256,
        .colour = COLOUR_QING_MARK, .box = {frame.left, y + 80, frame.width, 280});
    add_outcome(&frame, y + 440, test);
    struct widget again = {
        .id = "again",
        .name = staff->test_state == TEST_RUNNING ? _("It is running") : _("Once more"),
        .disabled = staff->test_state == TEST_RUNNING,
        .send = {.action = SESSION_STAFF_TEST, .text = test->test},
    };
    frame_primary(&frame, &again);
}
