// SPDX-License-Identifier: Apache-2.0
/* Inspect: what is on the screen, told to tests through a Unix socket. Only in the inspect
 * build (inspect.c); the release build links inspect_none.c instead and cannot be asked.
 *
 *   tree\n    one JSON object on one line: screen, mode, language, settled, widgets
 *   speech\n  {"said": …}: what was last read aloud in this visit
 *   events\n  from now on a line for each change of screen
 *
 * The socket lives in a thread of its own; what is asked is answered by the ui thread in
 * inspect_serve, between two frames. */
#ifndef TERMINAL_INSPECT_H
#define TERMINAL_INSPECT_H

#include <glib.h>
#include <stdbool.h>

struct session;
struct view;

bool inspect_is_built_in(void);
bool inspect_start(const char *socket_path, GError **error);
void inspect_stop(void);

/* ui thread, after each round. `settled`: nothing is pending anywhere. */
/* `said`: what was last read aloud in this visit; "" nothing. */
void inspect_serve(const struct session *session, const struct view *view, bool settled,
                   const char *said);

#endif
