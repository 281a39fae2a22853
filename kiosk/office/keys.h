// SPDX-License-Identifier: Apache-2.0
/* Keys of the office, as files of 64 hex digits (<kiosk/envelope.h>). Secret halves live in
 * locked memory that is wiped when it goes. */
#ifndef OFFICE_KEYS_H
#define OFFICE_KEYS_H

#include <glib.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <kiosk/envelope.h>

#define KEYS_ERROR (g_quark_from_static_string("kiosk-keys"))

struct office_key { // opens cases
    uint8_t id[ENVELOPE_KEY_ID_SIZE];
    uint8_t public[crypto_box_PUBLICKEYBYTES];
    uint8_t *secret; // crypto_box_SECRETKEYBYTES
};

struct keyring {
    struct office_key *keys;
    size_t count;
    uint8_t *catalogue_seed; // crypto_sign_SEEDBYTES; signs the catalogue
    uint8_t *index_key;      // crypto_generichash_KEYBYTES; finds a person's rows
};

/* Reads <16 hex digits>.key, all of them, catalogue.key and index.key, which it makes when
 * there is none. */
struct keyring *keyring_load(const char *folder, GError **error);
void keyring_destroy(struct keyring *keyring);
const struct office_key *
keyring_find(const struct keyring *keyring, const uint8_t id[ENVELOPE_KEY_ID_SIZE]);

/* Makes a new pair <id>.key, <id>.pub, and catalogue.key, catalogue.pub if there are none.
 * Old pairs stay: terminals may still hold cases under them. `id_out`: g_free. */
bool keys_make(const char *folder, char **id_out, GError **error);

void keys_id(const uint8_t public[crypto_box_PUBLICKEYBYTES],
             uint8_t id_out[ENVELOPE_KEY_ID_SIZE]);

/* Under what a person is found in the database, where the number itself never stands: keyed
 * BLAKE2b-256 of the ID number (letters upper case), as hex. Without index.key nobody can try
 * all numbers. */
#define KEYS_PERSON_SIZE 65
void keys_person(const struct keyring *keyring, const char *id_number,
                 char hash_out[KEYS_PERSON_SIZE]);

#endif
