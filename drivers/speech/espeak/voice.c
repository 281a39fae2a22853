// SPDX-License-Identifier: Apache-2.0
#include "voice.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>
#include "script.h"

#define WORDS_A_MINUTE 175 // espeak-ng's own normal speed; 5 syllables a second
#define PIECE_MS 50        // sound between two looks at the cancel

/* Not cmn: in espeak-ng 1.51 it spells characters as English letters (its issues 1028, 1163). */
static const char *const voices[] = {
    [SCRIPT_CHINESE] = "cmn-latn-pinyin", [SCRIPT_ENGLISH] = "en"};

static int rate;

/* What the callback of espeak-ng, which has no context of its own worth using, fills. */
static struct {
    GByteArray *samples;
    bool (*canceled)(void *context);
    void *context;
    bool stopped;
} now;

static int
take(short *samples, int count, espeak_EVENT *events)
{
    (void)events;
    if (samples && count > 0 && now.samples)
        g_byte_array_append(now.samples, (const guint8 *)samples,
                            (guint)count * (guint)sizeof(*samples));
    now.stopped = now.stopped || (now.canceled && now.canceled(now.context));
    return now.stopped;
}

static bool
say_line(const struct script_line *line)
{
    if (espeak_SetVoiceByName(voices[line->voice]) != EE_OK)
        return false;
    return espeak_Synth(line->text, strlen(line->text) + 1, 0, POS_CHARACTER, 0,
                        espeakCHARS_UTF8, NULL, NULL) == EE_OK;
}

void
voice_prepare(void)
{
    // espeak-ng asks for a sound device although it is to play nothing, and PulseAudio's
    // library makes folders at home for that. Below /proc nobody can make one.
    static const char *const names[] = {"HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        g_setenv(names[i], "/proc/nobody", TRUE);
    g_setenv("PULSE_SERVER", "unix:/proc/nobody", TRUE); // nor does it start a server
}

bool
voice_open(GError **error)
{
    // Once a process and never terminated: espeak_Terminate() waits for a thread of its own
    // that may be waiting for it (1.51), and the end of the process does the same.
    if (rate == 0)
        rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, PIECE_MS, NULL,
                                 espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0) {
        g_set_error(error, VOICE_ERROR, 0, "espeak-ng has no data");
        rate = 0;
        return false;
    }
    espeak_SetSynthCallback(take);
    for (size_t i = 0; i < G_N_ELEMENTS(voices); i++)
        if (!say_line(&(struct script_line){(enum script_voice)i, (char[]){"a"}})) {
            g_set_error(error, VOICE_ERROR, 0, "espeak-ng has no voice %s", voices[i]);
            return false;
        }
    return true;
}

int
voice_rate(void)
{
    return rate;
}

bool
voice_say(const GPtrArray *script, int percent, bool (*canceled)(void *context),
          void *context, GByteArray *samples, GError **error)
{
    now.samples = samples;
    now.canceled = canceled;
    now.context = context;
    now.stopped = canceled && canceled(context);
    espeak_SetParameter(espeakRATE, WORDS_A_MINUTE * percent / 100, 0);
    bool good = true;
    for (guint i = 0; i < script->len && good && !now.stopped; i++)
        good = say_line(g_ptr_array_index(script, i));
    bool stopped = now.stopped;
    memset(&now, 0, sizeof(now));
    if (!good && !stopped)
        g_set_error(error, VOICE_ERROR, 0, "espeak-ng did not take a sentence");
    return good && !stopped;
}
