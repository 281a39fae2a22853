// SPDX-License-Identifier: Apache-2.0
/* Audio: sound of what is said. The device is opened when there is something to play and
 * closed when it is over: an open one wakes the machine all the time. ui thread. */
#ifndef UI_AUDIO_H
#define UI_AUDIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUDIO_VOLUMES 7

struct audio;

struct audio *audio_create(void);
void audio_destroy(struct audio *audio); // NULL-safe

/* Opens and closes a device: whether there is one. Takes a moment. */
bool audio_is_there(void);

struct audio_sound {
    const int16_t *samples; // `channels` interleaved
    size_t frames;
    int rate, channels;
    int volume; // 0 … AUDIO_VOLUMES - 1
};
/* Plays it behind what is still playing. False: there is no device. */
bool audio_play(struct audio *audio, const struct audio_sound *sound);
/* Nothing is heard any more; what was to come is forgotten. The device is closed. */
void audio_stop(struct audio *audio);
bool audio_is_open(const struct audio *audio);
/* Closes the device when all has been heard. To be called now and then while it is open. */
void audio_rest(struct audio *audio);

#endif
