// SPDX-License-Identifier: Apache-2.0
#include "office/bookings.h"

#include <string.h>

#include "base/json.h"
#include "office/settings.h"

#define KEY_PURPOSE "kiosk bookings: who and code"

/* ---- what services ask for ---------------------------------------------------------------- */

/* What a person must have along. */
static json_t *
things_of(const json_t *definition)
{
    json_t *things = json_array();
    size_t index;
    json_t *material;

    json_array_foreach (json_object_get(definition, "materials"), index, material) {
        if (json_array_size(things) == 32)
            break;
        if (!json_is_true(json_object_get(material, "is_need")))
            continue;
        json_t *thing = json_pack("{s:O, s:O*, s:O*}", "name",
                                  json_object_get(material, "material_name"), "need",
                                  json_object_get(material, "page_format"), "about",
                                  json_object_get(material, "accept_stand"));
        json_array_append_new(things, thing);
    }
    return things;
}

static json_t *
know_services(const json_t *services)
{
    json_t *known = json_object();
    size_t index;
    json_t *definition;

    json_array_foreach (services, index, definition)
        json_object_set_new(known, json_text(definition, "id", ""),
                            json_pack("{s:O, s:o}", "name",
                                      json_object_get(definition, "short_name"), "bring",
                                      things_of(definition)));
    return known;
}

/* ---- lifetime --------------------------------------------------------------------------- */

static bool
read_rules(struct bookings *bookings, const char *path, GError **error)
{
    g_autoptr(GPtrArray) defects = schema_defects_new();
    json_t *value = json_parse_file(path, BOOKINGS_FILE_MAX, error);
    if (!value)
        return false;
    const bool right = booking_rules_init(&bookings->rules, value, defects);
    json_decref(value);
    if (!right) {
        const struct schema_defect *defect = defects->len > 0 ? defects->pdata[0] : NULL;
        g_set_error(error, CONFIG_ERROR, 0, "%s: %s: %s", path,
                    defect ? defect->pointer : "", defect ? defect->message : "wrong");
    }
    return right;
}

struct bookings *
bookings_create(const char *path, const struct keyring *keyring,
                const struct calendar *calendar, const json_t *services, GError **error)
{
    struct bookings *bookings = g_new0(struct bookings, 1);

    bookings->keyring = keyring;
    bookings->calendar = calendar;
    bookings->services = know_services(services);
    bookings->key = sodium_malloc(crypto_generichash_KEYBYTES);
    crypto_generichash(bookings->key, crypto_generichash_KEYBYTES,
                       (const uint8_t *)KEY_PURPOSE, strlen(KEY_PURPOSE),
                       keyring->catalogue_seed, crypto_sign_SEEDBYTES);
    if (!path || read_rules(bookings, path, error))
        return bookings;
    bookings_destroy(bookings);
    return NULL;
}

void
bookings_destroy(struct bookings *bookings)
{
    if (!bookings)
        return;
    booking_rules_finish(&bookings->rules);
    json_decref(bookings->services);
    sodium_free(bookings->key);
    g_free(bookings);
}

/* ---- hashes ----------------------------------------------------------------------------- */

static void
keyed(const struct bookings *bookings, const char *purpose, const char *text,
      uint8_t hash_out[32])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, bookings->key, crypto_generichash_KEYBYTES, 32);
    // With its zero: no purpose and text can be read as another pair.
    crypto_generichash_update(&state, (const uint8_t *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&state, (const uint8_t *)text, strlen(text));
    crypto_generichash_final(&state, hash_out, 32);
}

static void
keyed_hex(const struct bookings *bookings, const char *purpose, const char *text,
          char hash_out[BOOKINGS_HASH_SIZE])
{
    uint8_t hash[32];

    keyed(bookings, purpose, text, hash);
    sodium_bin2hex(hash_out, BOOKINGS_HASH_SIZE, hash, sizeof hash);
}

void
bookings_person(const struct bookings *bookings, const char *id_number,
                char hash_out[BOOKINGS_HASH_SIZE])
{
    G_STATIC_ASSERT(BOOKINGS_HASH_SIZE == KEYS_PERSON_SIZE);
    keys_person(bookings->keyring, id_number, hash_out); // as cases are found
}

void
bookings_proof(const struct bookings *bookings, const char *code,
               char hash_out[BOOKINGS_HASH_SIZE])
{
    keyed_hex(bookings, "proof", code, hash_out);
}

void
bookings_code(const struct bookings *bookings, const char *booking_id, char code_out[7])
{
    uint8_t hash[32];
    uint64_t value = 0;

    keyed(bookings, "code", booking_id, hash);
    for (size_t i = 0; i < sizeof value; i++)
        value = value << 8 | hash[i];
    g_snprintf(code_out, 7, "%06u", (unsigned)(value % 1000000));
}

/* ---- who -------------------------------------------------------------------------------- */

char *
bookings_seal(const struct bookings *bookings, json_t *person)
{
    const struct office_key *key = &bookings->keyring->keys[0];
    char *text = json_canonical(person);
    const size_t length = strlen(text), size = length + crypto_box_SEALBYTES;
    g_autofree uint8_t *box = g_malloc(size);
    char id[2 * ENVELOPE_KEY_ID_SIZE + 1];

    json_decref(person);
    const int sealed = crypto_box_seal(box, (const uint8_t *)text, length, key->public);
    g_assert(sealed == 0);
    explicit_bzero(text, length);
    g_free(text);
    sodium_bin2hex(id, sizeof id, key->id, sizeof key->id);
    g_autofree char *base64 = g_base64_encode(box, size);
    return g_strdup_printf("%s:%s", id, base64);
}

json_t *
bookings_open(const struct bookings *bookings, const char *sealed)
{
    uint8_t id[ENVELOPE_KEY_ID_SIZE];
    const size_t digits = 2 * sizeof id;
    gsize size = 0;

    if (strlen(sealed) <= digits + 1 || sealed[digits] != ':' ||
        sodium_hex2bin(id, sizeof id, sealed, digits, NULL, NULL, NULL) != 0)
        return NULL;
    const struct office_key *key = keyring_find(bookings->keyring, id);
    g_autofree guchar *box = g_base64_decode(sealed + digits + 1, &size);
    if (!key || size <= crypto_box_SEALBYTES)
        return NULL;
    const size_t length = size - crypto_box_SEALBYTES;
    uint8_t *text = g_malloc(length);
    json_t *person = NULL;
    if (crypto_box_seal_open(text, box, size, key->public, key->secret) == 0)
        person = json_parse((const char *)text, length, NULL);
    explicit_bzero(text, length);
    g_free(text);
    return person;
}

/* ---- as terminals are told -------------------------------------------------------------- */

json_t *
bookings_window(const struct booking_window *window)
{
    return json_pack("{s:s, s:O, s:O, s:O}", "id", window->id, "name", window->name,
                     "where", window->where, "services", window->services);
}

json_t *
bookings_slot(const struct booking_slot *slot, json_int_t taken)
{
    char day[BOOKING_DAY_SIZE], from[BOOKING_TIME_SIZE], to[BOOKING_TIME_SIZE];

    booking_show_day(&slot->day, day);
    booking_show_time(slot->from_minute, from);
    booking_show_time(slot->to_minute, to);
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:I}", "id", slot->id, "day", day, "from",
                     from, "to", to, "capacity", slot->window->capacity, "taken", taken);
}

json_t *
bookings_bring(const struct bookings *bookings, const struct booking_window *window,
               const char *service)
{
    json_t *of_service =
        json_object_get(json_object_get(bookings->services, service), "bring");

    if (json_array_size(of_service) > 0)
        return json_incref(of_service);
    return window ? json_incref((json_t *)(uintptr_t)window->bring) : json_array();
}

static json_t *
booked_slot(const json_t *row, const struct booking_window *window)
{
    const int64_t begin_ms = json_integer_value(json_object_get(row, "begin_ms"));
    const int64_t end_ms = json_integer_value(json_object_get(row, "end_ms"));
    const struct clock_date begin = clock_date(begin_ms);
    const struct booking_window gone = {.capacity = 1};
    struct booking_slot slot = {.window = window ? window : &gone,
                                .day = begin,
                                .from_minute = begin.hour * 60 + begin.minute,
                                .to_minute = begin.hour * 60 + begin.minute +
                                             (int)((end_ms - begin_ms) / 60000)};

    g_strlcpy(slot.id, json_text(row, "slot", ""), sizeof slot.id);
    return bookings_slot(&slot, json_integer_value(json_object_get(row, "taken")));
}

/* A window that the rules do not name any more is still told by its id. */
static json_t *
booked_window(const json_t *row, const struct booking_window *window)
{
    const char *desk = json_text(row, "desk", "");

    return window ? bookings_window(window)
                  : json_pack("{s:s, s:{s:s}, s:{s:s}, s:[]}", "id", desk, "name",
                              "zh_CN", desk, "where", "zh_CN", "", "services");
}

static char *
code_data(const struct bookings *bookings, const char *number)
{
    uint8_t public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    uint8_t signature[crypto_sign_BYTES];
    g_autofree char *message = g_strdup_printf(BOOKING_CODE_PREFIX "|%s", number);

    crypto_sign_seed_keypair(public, secret, bookings->keyring->catalogue_seed);
    crypto_sign_detached(signature, NULL, (const uint8_t *)message, strlen(message),
                         secret);
    sodium_memzero(secret, sizeof secret);
    g_autofree char *base64 = g_base64_encode(signature, sizeof signature);
    return g_strdup_printf("%s|%s", message, base64);
}

json_t *
bookings_booking(const struct bookings *bookings, const json_t *row)
{
    const struct booking_window *window =
        booking_window(&bookings->rules, json_text(row, "desk", ""));
    const char *service = json_text(row, "service", "");
    const char *number = json_text(row, "number", "");
    char code[7], booked_at[CLOCK_TEXT_SIZE];
    g_autofree char *data = code_data(bookings, number);

    bookings_code(bookings, json_text(row, "booking_id", ""), code);
    clock_format(json_integer_value(json_object_get(row, "made_ms")), booked_at);
    json_t *booking =
        json_pack("{s:O, s:s, s:s, s:s, s:O, s:o, s:o, s:o, s:i, s:i, s:s}", "booking_id",
                  json_object_get(row, "booking_id"), "booking_number", number, "code",
                  code, "code_data", data, "state", json_object_get(row, "state"), "slot",
                  booked_slot(row, window), "window", booked_window(row, window), "bring",
                  bookings_bring(bookings, window, service), "early_minutes",
                  bookings->rules.early_minutes, "late_minutes",
                  bookings->rules.late_minutes, "booked_at", booked_at);
    json_t *name = json_object_get(json_object_get(bookings->services, service), "name");
    if (service[0])
        json_object_set_new(booking, "service", json_string(service));
    if (name)
        json_object_set(booking, "service_name", name);
    return booking;
}
