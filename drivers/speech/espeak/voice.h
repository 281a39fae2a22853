// SPDX-License-Identifier: Apache-2.0
/* Voice: espeak-ng behind a script. One a process, one thread. */
#ifndef DRIVERS_SPEECH_ESPEAK_VOICE_H
#define DRIVERS_SPEECH_ESPEAK_VOICE_H

#include <glib.h>
#include <stdbool.h>

#define VOICE_ERROR (g_quark_from_static_string("kiosk-voice"))

/* Before any other thread starts, for it sets environment variables. */
void voice_prepare(void);
/* Loads both voices, so that the first sentence is as quick as the next. May be
 * called again; there is no closing but the end of the process. */
bool voice_open(GError **error);
int voice_rate(void); // samples a second, one channel

/* Appends signed 16-bit samples. `percent`: of the normal speed. Asks `canceled` again and
 * again and ends early when it says so. False: *error, or canceled without one. */
bool voice_say(const GPtrArray *script, int percent, bool (*canceled)(void *context),
               void *context, GByteArray *samples, GError **error);

#endif
