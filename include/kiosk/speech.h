// SPDX-License-Identifier: Apache-2.0
/* Class "speech": text becomes sound.
 *
 * Speech.Say gives the whole utterance as PCM in a blob: signed 16-bit samples of this
 * machine's byte order, `channels` interleaved, `rate` frames a second. It plays nothing: who
 * asked plays it, and stops playing at the first touch. One call is one sentence or a few; a
 * page is said in several calls, so that the first sounds while the next is made.
 *
 * `spoken` tells how the text was read, in toned pinyin for Chinese (5: neutral tone), as
 * words for other languages, "," and "." where it pauses: a test can look at what is heard.
 * Text may be personal data: a driver of this class writes it neither to disk nor to a log.
 *
 * Failures: unsupportedData (a language without a voice; `languages` of Common.Capabilities
 * lists those that have one), invalidData ("pinyin" that is none), canceled.
 */
#ifndef KIOSK_SPEECH_H
#define KIOSK_SPEECH_H

#include <kiosk/protocol.h>

#define SPEECH_TEXT_MAX 1000 // code points; four minutes
#define SPEECH_SPOKEN_MAX 32768
#define SPEECH_RATE_MIN                                                                  \
    50 // EN 301 549 5.1.3.5 leaves the range open; ours is 50 to 200 %
#define SPEECH_RATE_NORMAL 100
#define SPEECH_RATE_MAX 200
#define SPEECH_SAY_TIMEOUT_MS 5000

static const struct schema speech_text_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = SPEECH_TEXT_MAX};
static const struct schema speech_language_schema = {
    .kind = SCHEMA_STRING, .format = SCHEMA_LANGUAGE, .max = 16};
static const struct schema speech_percent_schema = {
    .kind = SCHEMA_INTEGER,
    .min = SPEECH_RATE_MIN,
    .max = SPEECH_RATE_MAX,
    .about = "Percent of the voice's normal speed; 100 when left out."};
static const struct schema speech_pinyin_schema = {
    .kind = SCHEMA_STRING,
    .min = 1,
    .max = SPEECH_SPOKEN_MAX,
    .about =
        "Said instead of the text: syllables with tone 1 to 5, parted by spaces, \",\" "
        "and \".\"."};
static const struct schema speech_spoken_schema = {
    .kind = SCHEMA_STRING, .max = SPEECH_SPOKEN_MAX, .about = "How the text was read."};
static const struct schema speech_frames_schema = {
    .kind = SCHEMA_INTEGER, .min = 8000, .max = 48000, .about = "Frames a second."};
static const struct schema speech_channels_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 2};

static const struct schema_member speech_say_members[] = {
    {"text", &speech_text_schema, true, NULL},
    {"language", &speech_language_schema, true, NULL},
    {"rate", &speech_percent_schema, false, NULL},
    {"pinyin", &speech_pinyin_schema, false, NULL},
    {0}};
static const struct schema speech_say_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = speech_say_members};

static const struct schema_member speech_said_members[] = {
    {"blob", &schema_natural, true, "Index of the samples."},
    {"rate", &speech_frames_schema, true, NULL},
    {"channels", &speech_channels_schema, true, NULL},
    {"samples", &schema_natural, true, "Frames in the blob."},
    {"spoken", &speech_spoken_schema, true, NULL},
    {0}};
static const struct schema speech_said_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = speech_said_members};

static const struct protocol_command speech_commands[] = {
    {"Speech.Say", "Makes the sound of a text.", &speech_say_payload, &speech_said_schema,
     SPEECH_SAY_TIMEOUT_MS},
    {0}};

static const struct protocol_event speech_events[] = {{0}};

static const struct driver_class speech_class = {"speech", speech_commands,
                                                 speech_events};

#endif
