// SPDX-License-Identifier: Apache-2.0
#include "codes.h"

static const struct code codes[] = {
    {SERVICE_STUCK, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, "notResponding",
     ACTION_MAINTENANCE, "the smart card service does not come back"},
    {SCARD_E_NO_SERVICE, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, "notResponding",
     ACTION_MAINTENANCE, "the smart card service does not run"},
    {SCARD_E_SERVICE_STOPPED, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     "notResponding", ACTION_MAINTENANCE, "the smart card service has stopped"},
    {SCARD_F_COMM_ERROR, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, "notResponding",
     ACTION_MAINTENANCE, "the smart card service is gone"},
    {SCARD_E_INVALID_HANDLE, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE, "notResponding",
     ACTION_MAINTENANCE, "the smart card service was started anew"},
    {SCARD_E_NO_READERS_AVAILABLE, COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     "notConnected", ACTION_MAINTENANCE, "there is no such reader"},
    {SCARD_E_UNKNOWN_READER, COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     "notConnected", ACTION_MAINTENANCE, "the reader was unplugged"},
    {SCARD_E_READER_UNAVAILABLE, COMPLETION_DEVICE_NOT_READY, DEVICE_NO_DEVICE,
     "notConnected", ACTION_MAINTENANCE, "the reader was unplugged"},
    {SCARD_W_SECURITY_VIOLATION, COMPLETION_DEVICE_NOT_READY, DEVICE_OFFLINE,
     "accessDenied", ACTION_CONFIGURATION, "the smart card service refuses this user"},
    {SCARD_E_SHARING_VIOLATION, COMPLETION_DEVICE_NOT_READY, DEVICE_BUSY, "busy",
     ACTION_SUSPEND, "another program holds the card"},
    {SCARD_W_REMOVED_CARD, COMPLETION_USER_ERROR, DEVICE_ONLINE, "mediaRemoved",
     ACTION_NONE, "the card was taken out too early"},
    {SCARD_E_NO_SMARTCARD, COMPLETION_USER_ERROR, DEVICE_ONLINE, "mediaRemoved",
     ACTION_NONE, "the card was taken out too early"},
    {SERVICE_CARD_HANGS, COMPLETION_USER_ERROR, DEVICE_ONLINE, "cardUnreadable",
     ACTION_NONE, "the card hangs; it must be taken out"},
    {SCARD_W_UNRESPONSIVE_CARD, COMPLETION_USER_ERROR, DEVICE_ONLINE, "cardUnreadable",
     ACTION_NONE, "the card does not answer: it lies the wrong way round, or is none"},
    {SCARD_W_UNPOWERED_CARD, COMPLETION_USER_ERROR, DEVICE_ONLINE, "cardUnreadable",
     ACTION_NONE, "the card cannot be powered"},
    {SCARD_E_PROTO_MISMATCH, COMPLETION_USER_ERROR, DEVICE_ONLINE, "cardUnreadable",
     ACTION_NONE, "the card speaks no protocol that the reader knows"},
    {SCARD_W_UNSUPPORTED_CARD, COMPLETION_UNSUPPORTED_DATA, DEVICE_ONLINE,
     "cardUnsupported", ACTION_NONE, "the reader does not know this kind of card"},
    // The last row is for codes nobody foresaw.
    {SCARD_F_INTERNAL_ERROR, COMPLETION_HARDWARE_ERROR, DEVICE_ONLINE, "internalError",
     ACTION_NONE, "the smart card service failed"},
};

const struct code *
codes_find(LONG code)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(codes) - 1 && codes[i].code != code)
        i++;
    return &codes[i];
}
