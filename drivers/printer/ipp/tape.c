// SPDX-License-Identifier: Apache-2.0
#include "tape.h"

#include <string.h>

#include "base/diag.h"
#include "drivers/sdk/recording.h"

static struct {
    struct recorder *recorder;
    struct recording *recording;
} tape;

static const char *const words[] = {
    [ANSWER_UNREACHABLE] = "unreachable",
    [ANSWER_SILENT] = "silent",
    [ANSWER_CUT] = "cut",
    [ANSWER_NONSENSE] = "nonsense",
    [ANSWER_CANCELED] = "canceled",
};

bool
tape_begin(const char *address, const char *record_file, char **address_out,
           GError **error)
{
    static const char replay[] = "replay:";
    recorder_close(g_steal_pointer(&tape.recorder));
    recording_free(g_steal_pointer(&tape.recording));
    if (g_str_has_prefix(address, replay)) {
        tape.recording = recording_load(address + strlen(replay), error);
        if (tape.recording == NULL)
            return false;
        address = tape.recording->address;
    } else if (record_file != NULL) {
        tape.recorder = recorder_open(record_file, address);
        if (tape.recorder == NULL) {
            g_set_error(error, RECORDING_ERROR, 0, "%s cannot be written", record_file);
            return false;
        }
    }
    *address_out = g_strdup(address);
    return true;
}

bool
tape_plays(void)
{
    return tape.recording != NULL;
}

/* ---- bytes --------------------------------------------------------------------------- */

static ssize_t
put_bytes(void *array, ipp_uchar_t *bytes, size_t size)
{
    g_byte_array_append(array, bytes, (guint)size);
    return (ssize_t)size;
}

struct rest {
    const guint8 *bytes;
    size_t size;
};

static ssize_t
get_bytes(void *context, ipp_uchar_t *bytes, size_t size)
{
    struct rest *rest = context;
    size = MIN(size, rest->size);
    memcpy(bytes, rest->bytes, size);
    rest->bytes += size;
    rest->size -= size;
    return (ssize_t)size;
}

/* ippDelete it; NULL: it is no IPP. */
static ipp_t *
read_piece(const struct recording_piece *piece)
{
    struct rest rest = {0};
    ipp_t *message = ippNew();
    rest.bytes = g_bytes_get_data(piece->bytes, &rest.size);
    if (ippReadIO(&rest, get_bytes, 1, NULL, message) == IPP_STATE_DATA)
        return message;
    ippDelete(message);
    return NULL;
}

/* ---- recording ----------------------------------------------------------------------- */

static void
note_message(char direction, ipp_t *message)
{
    GByteArray *bytes = g_byte_array_new();
    int number = ippGetRequestId(message);
    ippSetRequestId(message, 1);
    ippSetState(message, IPP_STATE_IDLE); // it was sent, or has come: once more
    ippWriteIO(bytes, put_bytes, 1, NULL, message);
    ippSetRequestId(message, number);
    recorder_note(tape.recorder, direction, bytes->data, bytes->len);
    g_byte_array_unref(bytes);
}

void
tape_note(ipp_t *request, enum answer answer, ipp_t *response)
{
    if (tape.recorder == NULL)
        return;
    note_message('>', request);
    if (answer == ANSWER_IPP)
        note_message('<', response);
    else
        recorder_say(tape.recorder, "%s", words[answer]);
}

/* ---- playing ------------------------------------------------------------------------- */

/* What is another one on each machine, or at each time. */
static bool
may_differ(const char *name)
{
    static const char *const names[] = {
        "requesting-user-name", "attributes-natural-language", "job-cancel-after", NULL};
    return name == NULL || g_strv_contains(names, name);
}

static bool
has_attributes_of(ipp_t *message, ipp_t *other)
{
    for (ipp_attribute_t *attribute = ippFirstAttribute(message); attribute != NULL;
         attribute = ippNextAttribute(message)) {
        char mine[1024], theirs[1024];
        const char *name = ippGetName(attribute);
        if (may_differ(name))
            continue;
        ipp_attribute_t *twin = ippFindAttribute(other, name, IPP_TAG_ZERO);
        if (twin == NULL)
            return false;
        ippAttributeString(attribute, mine, sizeof mine);
        ippAttributeString(twin, theirs, sizeof theirs);
        if (strcmp(mine, theirs) != 0)
            return false;
    }
    return true;
}

static bool
is_recorded(ipp_t *request, const struct recording_piece *piece)
{
    ipp_t *recorded = piece->direction == '>' ? read_piece(piece) : NULL;
    bool same =
        recorded != NULL && ippGetOperation(recorded) == ippGetOperation(request) &&
        has_attributes_of(request, recorded) && has_attributes_of(recorded, request);
    ippDelete(recorded);
    return same;
}

static enum answer
parse_word(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_strcmp0(words[i], word) == 0)
            return (enum answer)i;
    return ANSWER_NONSENSE;
}

enum answer
tape_play(ipp_t *request, ipp_t **response_out)
{
    const struct recording_piece *piece = recording_now(tape.recording);
    if (piece == NULL)
        return ANSWER_UNREACHABLE;
    if (!is_recorded(request, piece)) {
        diag_warn("the recording has another request than %s at this place",
                  ippOpString(ippGetOperation(request)));
        return ANSWER_NONSENSE;
    }
    tape.recording->at++;
    piece = recording_now(tape.recording);
    if (piece == NULL)
        return ANSWER_UNREACHABLE;
    tape.recording->at++;
    if (piece->direction == '!')
        return parse_word(g_bytes_get_data(piece->bytes, NULL));
    ipp_t *response = piece->direction == '<' ? read_piece(piece) : NULL;
    if (response == NULL)
        return ANSWER_NONSENSE;
    *response_out = response;
    return ANSWER_IPP;
}
