// SPDX-License-Identifier: Apache-2.0
/* Plays what a camera was recorded to say. A recording is lines, and the bytes of a frame
 * behind its line:
 *
 *   KIOSK-CAMERA 1
 *   mode MJPG 2592 1944           what the camera offered
 *   start MJPG 2592 1944 0        it began to stream; the last number: bytes a row
 *   frame 120 81234               ms since it was opened, bytes
 *   gone | stall | short | busy   written by hand: that is what happens next
 *
 * Each camera_start() plays the next stream, behind the last one the first again; at its end
 * a stream begins anew, at the pace at which it was recorded. */
#include "camera_private.h"

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "call.h"

#define REPLAY_FILE_MAX (256 * 1024 * 1024) // bytes
#define REPLAY_PACE_MAX 500                 // ms between two frames

enum piece_kind {
    PIECE_START,
    PIECE_FRAME,
    PIECE_GONE,
    PIECE_STALL,
    PIECE_SHORT,
    PIECE_BUSY
};

struct piece {
    enum piece_kind kind;
    struct camera_format format; // PIECE_START
    int ms;
    size_t offset, size; // PIECE_FRAME
};

struct camera_replay {
    struct camera camera;
    char *bytes;
    GArray *pieces; // struct piece
    guint start;    // the stream that is played: its PIECE_START
    guint at;       // the next piece
    int last_ms;
    bool began;
};

/* ---- reading it ------------------------------------------------------------------------- */

static bool
parse_format(char **words, struct camera_format *format_out)
{
    if (g_strv_length(words) < 4 || !camera_pixels_parse(words[1], &format_out->pixels))
        return false;
    format_out->width = atoi(words[2]);
    format_out->height = atoi(words[3]);
    format_out->stride = words[4] != NULL ? atoi(words[4]) : 0;
    return format_out->width >= 32 && format_out->width <= CAMERA_SIDE_MAX &&
           format_out->height >= 32 && format_out->height <= CAMERA_SIDE_MAX &&
           format_out->stride >= 0 && format_out->stride <= 4 * CAMERA_SIDE_MAX;
}

static bool
parse_event(const char *word, enum piece_kind *kind_out)
{
    static const char *const names[] = {"gone", "stall", "short", "busy", NULL};
    for (int i = 0; names[i] != NULL; i++) {
        if (strcmp(word, names[i]) == 0) {
            *kind_out = (enum piece_kind)(PIECE_GONE + i);
            return true;
        }
    }
    return false;
}

/* Takes one line; *offset stands behind it, and behind the bytes of its frame. */
static bool
parse_line(struct camera_replay *self, const char *line, size_t *offset, size_t size)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 6);
    struct piece piece = {0};
    struct camera_format format = {0};
    if (words[0] == NULL || words[0][0] == '#' || strcmp(words[0], "KIOSK-CAMERA") == 0)
        return true;
    if (strcmp(words[0], "mode") == 0 && parse_format(words, &format)) {
        if (self->camera.mode_count < CAMERA_MODES_MAX)
            self->camera.modes[self->camera.mode_count++] = format;
        return true;
    }
    if (strcmp(words[0], "start") == 0 && parse_format(words, &piece.format)) {
        piece.kind = PIECE_START;
    } else if (strcmp(words[0], "frame") == 0 && words[1] != NULL && words[2] != NULL) {
        piece.kind = PIECE_FRAME;
        piece.ms = atoi(words[1]);
        piece.offset = *offset;
        piece.size = (size_t)strtoull(words[2], NULL, 10);
        if (piece.size > size - *offset)
            return false;
        *offset += piece.size;
    } else if (!parse_event(words[0], &piece.kind)) {
        return false;
    }
    g_array_append_val(self->pieces, piece);
    return true;
}

static bool
parse(struct camera_replay *self, size_t size)
{
    for (size_t offset = 0; offset < size;) {
        const char *begin = self->bytes + offset;
        const char *end = memchr(begin, '\n', size - offset);
        if (end == NULL || end - begin > 200)
            return false;
        g_autofree char *line = g_strndup(begin, (size_t)(end - begin));
        offset += (size_t)(end - begin) + 1;
        if (*line != '\0' && !parse_line(self, line, &offset, size))
            return false;
    }
    return self->camera.mode_count > 0 && self->pieces->len > 0 &&
           g_array_index(self->pieces, struct piece, 0).kind == PIECE_START;
}

/* ---- playing it ------------------------------------------------------------------------- */

static const struct piece *
piece_at(const struct camera_replay *self, guint index)
{
    return &g_array_index(self->pieces, struct piece, index);
}

static guint
next_start(const struct camera_replay *self, guint from)
{
    for (guint i = from; i < self->pieces->len; i++)
        if (piece_at(self, i)->kind == PIECE_START)
            return i;
    return 0;
}

static bool
fail(enum piece_kind kind, struct driver_call *call, GError **error)
{
    bool ready;
    if (kind == PIECE_STALL && !camera_wait(call, -1, CAMERA_STALL_MS, &ready, error))
        return false;
    static const struct {
        enum camera_error error;
        const char *sentence;
    } told[] = {[PIECE_GONE] = {CAMERA_ERROR_GONE, "the recorded camera was unplugged"},
                [PIECE_STALL] = {CAMERA_ERROR_STALLED, "the recorded camera hung"},
                [PIECE_SHORT] = {CAMERA_ERROR_SHORT, "a recorded picture was damaged"},
                [PIECE_BUSY] = {CAMERA_ERROR_BUSY, "the recorded camera was busy"}};
    g_set_error_literal(error, CAMERA_ERROR, told[kind].error, told[kind].sentence);
    return false;
}

static bool
replay_start(struct camera *camera, struct camera_format *mode, GError **error)
{
    struct camera_replay *self = (struct camera_replay *)camera;
    self->start = self->began ? next_start(self, self->start + 1) : 0;
    self->began = true;
    self->at = self->start + 1;
    self->last_ms = -1;
    if (self->at < self->pieces->len && piece_at(self, self->at)->kind == PIECE_BUSY)
        return fail(PIECE_BUSY, NULL, error);
    *mode = piece_at(self, self->start)->format;
    return true;
}

static bool
replay_next(struct camera *camera, struct driver_call *call, struct camera_frame *frame,
            GError **error)
{
    struct camera_replay *self = (struct camera_replay *)camera;
    if (self->at == self->pieces->len || piece_at(self, self->at)->kind == PIECE_START) {
        self->at = self->start + 1;
        self->last_ms = -1;
    }
    if (self->at == self->pieces->len || piece_at(self, self->at)->kind == PIECE_START)
        return fail(PIECE_STALL, call, error); // a stream without a frame
    const struct piece *piece = piece_at(self, self->at++);
    if (piece->kind != PIECE_FRAME)
        return fail(piece->kind, call, error);
    bool ready;
    int wait_ms =
        self->last_ms < 0 ? 1 : CLAMP(piece->ms - self->last_ms, 1, REPLAY_PACE_MAX);
    if (!camera_wait(call, -1, wait_ms, &ready, error))
        return false;
    self->last_ms = piece->ms;
    frame->bytes = (const uint8_t *)self->bytes + piece->offset;
    frame->size = piece->size;
    return true;
}

static void
replay_stop(struct camera *camera)
{
    (void)camera;
}

static bool
replay_check(struct camera *camera, GError **error)
{
    (void)camera;
    (void)error;
    return true;
}

static void
replay_close(struct camera *camera)
{
    struct camera_replay *self = (struct camera_replay *)camera;
    g_array_unref(self->pieces);
    g_free(self->bytes);
    g_free(self);
}

static const struct camera_ops replay_ops = {
    .close = replay_close,
    .check = replay_check,
    .start = replay_start,
    .stop = replay_stop,
    .next = replay_next,
};

struct camera *
camera_replay_open(const char *path, GError **error)
{
    size_t size;
    g_autoptr(GError) failure = NULL;
    char *bytes = file_read(path, REPLAY_FILE_MAX, &size, &failure);
    if (bytes == NULL) {
        g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_ADDRESS, "%s", failure->message);
        return NULL;
    }
    struct camera_replay *self = g_new0(struct camera_replay, 1);
    self->camera.ops = &replay_ops;
    self->camera.name = g_strdup("a recording");
    self->bytes = bytes;
    self->pieces = g_array_new(false, false, sizeof(struct piece));
    if (parse(self, size))
        return &self->camera;
    g_set_error(error, CAMERA_ERROR, CAMERA_ERROR_ADDRESS,
                "%s is no recording of a camera", path);
    g_free(self->camera.name);
    replay_close(&self->camera);
    return NULL;
}
