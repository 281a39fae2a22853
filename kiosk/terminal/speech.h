// SPDX-License-Identifier: Apache-2.0
/* Speech: what is said about a page, composed of its widgets: their roles, names and order
 * tell it. What has no name cannot be said. Pure; ui thread. */
#ifndef TERMINAL_SPEECH_H
#define TERMINAL_SPEECH_H

#include "session.h"
#include "ui/widget.h"

struct speech_page {
    const struct widget *widgets;
    size_t count;
    int top, bottom; // of the page's own matter: without header and bottom bar
    const struct session *session;
};

/* Sentences in the order in which they are said: what is wrong, the title, what is there,
 * what can be chosen, what leads on. Each is short enough to be made while the one before is
 * heard. What the person answered, what the card said and the numbers of the receipt are
 * among them only when session_may_say_all(). GPtrArray of char *. */
GPtrArray *speech_compose(const struct speech_page *page);
/* What is said of the one widget that the keys have come to: its name, what it holds, what it
 * is. The same about the person. */
GPtrArray *speech_focus(const struct speech_page *page, const struct widget *widget);

#endif
