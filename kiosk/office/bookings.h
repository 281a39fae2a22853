// SPDX-License-Identifier: Apache-2.0
/* What bookings need beside the store: the township's rules, the keys that hide who booked,
 * and a booking as terminals are told it. Made once, never changed; any thread. */
#ifndef OFFICE_BOOKINGS_H
#define OFFICE_BOOKINGS_H

#include "core/booking.h"
#include "office/keys.h"

#define BOOKINGS_HASH_SIZE 65 // hex and its zero
#define BOOKINGS_FILE_MAX (256 * 1024)

struct bookings {
    struct booking_rules rules; // no windows: nothing can be booked here
    const struct calendar *calendar;
    const struct keyring *keyring;
    json_t *services; // id → {"name", "bring"}
    uint8_t *key;     // crypto_generichash_KEYBYTES, locked
};

/* `path` NULL: no windows. Borrows keyring and calendar. `services`: array of definitions. */
struct bookings *
bookings_create(const char *path, const struct keyring *keyring,
                const struct calendar *calendar, const json_t *services, GError **error);
void bookings_destroy(struct bookings *bookings); // NULL-safe

/* Keyed hashes. The key comes from the catalogue's: whoever replaces that one can no longer
 * find the bookings that there are by card or code. */
void bookings_person(const struct bookings *bookings, const char *id_number,
                     char hash_out[BOOKINGS_HASH_SIZE]);
void bookings_proof(const struct bookings *bookings, const char *code,
                    char hash_out[BOOKINGS_HASH_SIZE]);
/* The code is not stored: it follows from the booking's id. */
void
bookings_code(const struct bookings *bookings, const char *booking_id, char code_out[7]);

/* "<key id>:<base64>" that only the office's private key opens. Takes `person`. g_free. */
char *bookings_seal(const struct bookings *bookings, json_t *person);
/* NULL: the key is not there any more, or it is not such a text. New reference. */
json_t *bookings_open(const struct bookings *bookings, const char *sealed);

/* As <kiosk/booking.h> has them. New references. */
json_t *bookings_window(const struct booking_window *window);
json_t *bookings_slot(const struct booking_slot *slot, json_int_t taken);
json_t *bookings_bring(const struct bookings *bookings,
                       const struct booking_window *window, const char *service);
json_t *bookings_booking(const struct bookings *bookings, const json_t *row);

#endif
