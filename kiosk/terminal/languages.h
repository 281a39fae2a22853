// SPDX-License-Identifier: Apache-2.0
/* Languages: those that a visitor can choose from. ui thread, at the start. */
#ifndef TERMINAL_LANGUAGES_H
#define TERMINAL_LANGUAGES_H

#include "session.h"

/* Those that say all of the program, with their own names: Chinese, English, then the rest
 * in the order of their codes. `folder` holds <language>/LC_MESSAGES/kiosk.mo; NULL: Chinese
 * and English alone. The first language is spoken afterwards. */
size_t languages_list(const char *folder,
                      struct session_language languages_out[SESSION_LANGUAGES_MAX]);

#endif
