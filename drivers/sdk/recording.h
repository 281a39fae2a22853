// SPDX-License-Identifier: Apache-2.0
/* Recordings: what went to a device and what came from it, so that a fault that was met once
 * can be met again without the device. Text, one line a piece:
 *
 *   # ADDRESS             first line: the device that was recorded; later ones are comments
 *   > MS HEX              bytes that went to the device, MS since it was opened
 *   < MS HEX              bytes that came from it
 *   ! MS WORDS            what is no bytes: "gone", "cabinetDoor open", "silent"
 *
 * Such a file holds whatever the device sent, personal data too: it is made by hand only,
 * readable by its maker only. */
#ifndef SDK_RECORDING_H
#define SDK_RECORDING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- making one. Any thread ---- */
struct recorder;
/* Goes on behind what `file` has. NULL: errno. */
struct recorder *recorder_open(const char *file, const char *address);
void recorder_close(struct recorder *recorder); // NULL-safe, as the next two
void
recorder_note(struct recorder *recorder, char direction, const void *bytes, size_t size);
void recorder_say(struct recorder *recorder, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* ---- playing one. One thread ---- */
#define RECORDING_ERROR (g_quark_from_static_string("kiosk-recording"))
#define RECORDING_ERROR_ABSENT 1 // code; all others: the file is not of this form

struct recording_piece {
    char direction; // '>', '<' or '!'
    int ms;
    GBytes *bytes; // of '!': its words, ended by 0
};
struct recording {
    char *address;  // of the device that was recorded; "": it does not say
    GArray *pieces; // of struct recording_piece
    guint at;       // the piece that is played
};

struct recording *recording_load(const char *file, GError **error);
void recording_free(struct recording *recording); // NULL-safe
/* The piece that is played now, borrowed; NULL: behind the last. */
const struct recording_piece *recording_now(const struct recording *recording);
/* A descriptor from which its '<' pieces can be read, each at the time at which it came, a
 * read a piece; at the end, or at a '!', it hangs up. Takes `recording`; close(2) ends it. */
int recording_feed(struct recording *recording);

#endif
