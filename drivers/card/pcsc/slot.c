// SPDX-License-Identifier: Apache-2.0
#include "slot.h"

#include <string.h>
#include <kiosk/transport.h>
#include "drivers/sdk/recording.h"

#define SLOT_APPLICATION_MIN 5 // bytes: ISO/IEC 7816-4, 8.2.1.2
#define SLOT_APPLICATION_MAX 16
#define SLOT_REPLAY_MS 1000

static const BYTE power_on[] = {0x04};

struct slot {
    char *reader;
    GPtrArray *applications; // of GBytes
    struct service *service; // NULL: a recording is played
    char *replay;            // its address
    struct transport *transport;
    struct recorder *recorder;
    BYTE reply[SERVICE_REPLY_MAX]; // of a recording
};

/* ---- the address ---------------------------------------------------------------------- */

static GBytes *
parse_hex(const char *text)
{
    size_t size = strlen(text) / 2;
    if (strlen(text) % 2 != 0 || size < SLOT_APPLICATION_MIN ||
        size > SLOT_APPLICATION_MAX)
        return NULL;
    guint8 *bytes = g_malloc(size);
    for (size_t i = 0; i < size; i++) {
        int high = g_ascii_xdigit_value(text[2 * i]);
        int low = g_ascii_xdigit_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            g_free(bytes);
            return NULL;
        }
        bytes[i] = (guint8)(high << 4 | low);
    }
    return g_bytes_new_take(bytes, size);
}

static bool
parse_options(struct slot *slot, const char *options, GError **error)
{
    static const char name[] = "application=";
    if (!g_str_has_prefix(options, name)) {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                    "the only option of the address is application=HEX");
        return false;
    }
    g_auto(GStrv) words = g_strsplit(options + strlen(name), ",", 0);
    for (size_t i = 0; words[i] != NULL; i++) {
        GBytes *application = parse_hex(words[i]);
        if (application == NULL || i >= SLOT_APPLICATIONS_MAX) {
            if (application != NULL)
                g_bytes_unref(application);
            g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                        "application: wanted are 1 to %d names of %d to %d bytes in hex",
                        SLOT_APPLICATIONS_MAX, SLOT_APPLICATION_MIN,
                        SLOT_APPLICATION_MAX);
            return false;
        }
        g_ptr_array_add(slot->applications, application);
    }
    return true;
}

/* Which applications were wanted when it was recorded; g_free it. NULL: it does not say. */
static char *
recorded_options(const char *file)
{
    struct recording *recording = recording_load(file, NULL);
    const char *mark = recording != NULL ? strchr(recording->address, '?') : NULL;
    char *options = mark != NULL ? g_strdup(mark + 1) : NULL;
    recording_free(recording);
    return options;
}

static bool
parse_address(struct slot *slot, const char *address, GError **error)
{
    static const char replay[] = "replay:";
    const char *mark = strchr(address, '?');
    g_autofree char *place = mark == NULL ? g_strdup(address)
                                          : g_strndup(address, (gsize)(mark - address));
    if (mark != NULL && !parse_options(slot, mark + 1, error))
        return false;
    if (g_str_has_prefix(place, replay)) {
        g_autofree char *options = recorded_options(place + strlen(replay));
        slot->replay = g_steal_pointer(&place);
        return mark != NULL || options == NULL || parse_options(slot, options, error);
    }
    if (g_str_has_prefix(place, "pcsc:") || *place == '\0')
        slot->reader =
            g_uri_unescape_string(place + (*place == '\0' ? 0 : strlen("pcsc:")), NULL);
    if (slot->reader != NULL && strlen(slot->reader) < SERVICE_READER_MAX)
        return true;
    g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                "the address must be pcsc:READER or replay:FILE");
    return false;
}

/* ---- begin and end ---------------------------------------------------------------------- */

struct slot *
slot_create(const char *address, const char *record_file, GError **error)
{
    struct slot *slot = g_new0(struct slot, 1);
    slot->applications = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    bool made = parse_address(slot, address, error);
    if (made && record_file != NULL) {
        slot->recorder = recorder_open(record_file, address);
        made = slot->recorder != NULL;
        if (!made)
            g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ACCESS,
                        "the file of the recording cannot be written");
    }
    if (!made) {
        slot_destroy(slot);
        return NULL;
    }
    if (slot->replay == NULL)
        slot->service = service_create();
    return slot;
}

void
slot_destroy(struct slot *slot)
{
    if (slot == NULL)
        return;
    service_destroy(slot->service);
    transport_close(slot->transport);
    recorder_close(slot->recorder);
    g_ptr_array_unref(slot->applications);
    g_free(slot->reader);
    g_free(slot->replay);
    explicit_bzero(slot, sizeof *slot);
    g_free(slot);
}

const GPtrArray *
slot_applications(const struct slot *slot)
{
    return slot->applications;
}

LONG
slot_open(struct slot *slot)
{
    if (slot->service != NULL)
        return service_open(slot->service, slot->reader);
    slot->transport = transport_open(slot->replay, NULL, NULL);
    return slot->transport != NULL ? SCARD_S_SUCCESS : SCARD_E_NO_READERS_AVAILABLE;
}

void
slot_close(struct slot *slot)
{
    if (slot->service != NULL)
        service_close(slot->service);
    transport_close(slot->transport);
    slot->transport = NULL;
}

const char *
slot_name(const struct slot *slot)
{
    return slot->service != NULL ? service_reader(slot->service) : slot->replay;
}

/* ---- a card ----------------------------------------------------------------------------- */

LONG
slot_state(struct slot *slot, struct driver_call *call, bool wait, DWORD *state_out)
{
    if (slot->service != NULL)
        return service_state(slot->service, call, wait, state_out);
    *state_out = SCARD_STATE_PRESENT;
    return SCARD_S_SUCCESS;
}

/* What a recording holds no more is a card that went. */
static LONG
play(struct slot *slot, struct driver_call *call, const BYTE *request, DWORD size,
     DWORD *reply_size_out)
{
    if (!transport_write(slot->transport, call, request, size, SLOT_REPLAY_MS, NULL))
        return SCARD_W_REMOVED_CARD;
    *reply_size_out = transport_read(slot->transport, call, slot->reply,
                                     sizeof slot->reply, SLOT_REPLAY_MS, NULL);
    return *reply_size_out > 0 ? SCARD_S_SUCCESS : SCARD_W_REMOVED_CARD;
}

LONG
slot_connect(struct slot *slot, struct driver_call *call, BYTE *atr_out,
             DWORD *atr_size_out)
{
    LONG result;
    if (slot->service != NULL) {
        result = service_connect(slot->service, call, atr_out, atr_size_out);
    } else {
        DWORD size = 0;
        result = play(slot, call, power_on, sizeof power_on, &size);
        if (result == SCARD_S_SUCCESS && size > MAX_ATR_SIZE)
            result = SCARD_W_UNRESPONSIVE_CARD;
        if (result == SCARD_S_SUCCESS) {
            memcpy(atr_out, slot->reply, size);
            *atr_size_out = size;
        }
    }
    if (result != SCARD_S_SUCCESS)
        return result;
    recorder_note(slot->recorder, '>', power_on, sizeof power_on);
    recorder_note(slot->recorder, '<', atr_out, *atr_size_out);
    return result;
}

void
slot_disconnect(struct slot *slot)
{
    if (slot->service != NULL)
        service_disconnect(slot->service);
}

LONG
slot_transmit(struct slot *slot, struct driver_call *call, const BYTE *request,
              DWORD size, const BYTE **reply_out, DWORD *reply_size_out)
{
    recorder_note(slot->recorder, '>', request, size);
    LONG result;
    if (slot->service != NULL) {
        result = service_transmit(slot->service, call, request, size, reply_out,
                                  reply_size_out);
    } else {
        result = play(slot, call, request, size, reply_size_out);
        *reply_out = slot->reply;
    }
    if (result == SCARD_S_SUCCESS)
        recorder_note(slot->recorder, '<', *reply_out, *reply_size_out);
    else
        recorder_say(slot->recorder, "gone");
    return result;
}
