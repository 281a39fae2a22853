// SPDX-License-Identifier: Apache-2.0
#include "audio.h"

#include <SDL.h>
#include <glib.h>

struct audio {
    SDL_AudioDeviceID device; // 0: closed
    int rate, channels;
    GThread *closing; // of the device before
};

/* Steps of about 3 dB up to what the voice gives; every visit begins in the middle. */
static const int gains_permille[AUDIO_VOLUMES] = {125, 177, 250, 354, 500, 707, 1000};

/* The part of SDL comes and goes with the device: on ALSA it keeps a thread that looks for
 * new devices every second. */
static SDL_AudioDeviceID
open_device(int rate, int channels)
{
    SDL_AudioSpec wanted = {.freq = rate,
                            .format = AUDIO_S16SYS,
                            .channels = (Uint8)channels,
                            .samples = 1024};
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return 0;
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (device == 0)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return device;
}

/* SDL waits until the last buffers are heard; nobody who touches the screen shall wait too. */
static gpointer
close_device(gpointer device)
{
    SDL_CloseAudioDevice(GPOINTER_TO_UINT(device));
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return NULL;
}

static void
wait_closed(struct audio *audio)
{
    if (audio->closing != NULL)
        g_thread_join(audio->closing);
    audio->closing = NULL;
}

bool
audio_is_there(void)
{
    SDL_AudioDeviceID device = open_device(22050, 1);
    if (device != 0)
        close_device(GUINT_TO_POINTER(device));
    return device != 0;
}

struct audio *
audio_create(void)
{
    return g_new0(struct audio, 1);
}

void
audio_destroy(struct audio *audio)
{
    if (audio == NULL)
        return;
    audio_stop(audio);
    wait_closed(audio);
    g_free(audio);
}

static int16_t *
louder(const struct audio_sound *sound)
{
    size_t count = sound->frames * (size_t)sound->channels;
    int gain = gains_permille[CLAMP(sound->volume, 0, AUDIO_VOLUMES - 1)];
    int16_t *samples = g_new(int16_t, count);
    for (size_t i = 0; i < count; i++)
        samples[i] = (int16_t)(sound->samples[i] * gain / 1000);
    return samples;
}

bool
audio_play(struct audio *audio, const struct audio_sound *sound)
{
    bool other = audio->rate != sound->rate || audio->channels != sound->channels;
    if (audio->device != 0 && other)
        audio_stop(audio);
    if (audio->device == 0) {
        wait_closed(audio);
        audio->device = open_device(sound->rate, sound->channels);
        audio->rate = sound->rate;
        audio->channels = sound->channels;
    }
    if (audio->device == 0)
        return false;
    g_autofree int16_t *samples = louder(sound);
    size_t bytes = sound->frames * (size_t)sound->channels * sizeof *samples;
    SDL_QueueAudio(audio->device, samples, (Uint32)bytes);
    SDL_PauseAudioDevice(audio->device, 0);
    return true;
}

void
audio_stop(struct audio *audio)
{
    if (audio->device == 0)
        return;
    SDL_ClearQueuedAudio(audio->device);
    audio->closing = g_thread_new("audio", close_device, GUINT_TO_POINTER(audio->device));
    audio->device = 0;
}

bool
audio_is_open(const struct audio *audio)
{
    return audio->device != 0;
}

void
audio_rest(struct audio *audio)
{
    if (audio->device != 0 && SDL_GetQueuedAudioSize(audio->device) == 0)
        audio_stop(audio);
}
