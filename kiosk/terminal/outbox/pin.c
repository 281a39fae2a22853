// SPDX-License-Identifier: Apache-2.0
#include "pin.h"

#include <sodium.h>
#include <string.h>
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"

#define FILE_MAX 1024

static char *
pin_path(const char *state)
{
    return g_build_filename(state, "staff.pin", NULL);
}

static char *
tries_path(const char *state)
{
    return g_build_filename(state, "staff.tries", NULL);
}

static bool
write_tries(const char *state, const struct gate *gate, GError **error)
{
    g_autofree char *path = tries_path(state);
    g_autofree char *text = g_strdup_printf("{\"until_ms\":%" G_GINT64_FORMAT
                                            ",\"wrong\":%d}\n",
                                            gate->until_ms, gate->wrong);
    return file_write_durably(path, text, strlen(text), error);
}

/* Six times the same, or six in a row: 111111, 123456, 654321. */
static bool
is_easy(const char *pin)
{
    int step = pin[1] - pin[0];
    if (step < -1 || step > 1)
        return false;
    for (int i = 2; i < PIN_LENGTH; i++)
        if (pin[i] - pin[i - 1] != step)
            return false;
    return true;
}

bool
pin_set(const char *state, const char *pin, GError **error)
{
    if (strlen(pin) != PIN_LENGTH || strspn(pin, "0123456789") != PIN_LENGTH) {
        g_set_error(error, PIN_ERROR, 0, "a PIN is %d digits", PIN_LENGTH);
        return false;
    }
    if (is_easy(pin)) {
        g_set_error(error, PIN_ERROR, 0, "this PIN is what anybody tries first");
        return false;
    }
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(hash, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        g_set_error(error, PIN_ERROR, 0, "not enough memory for the hash");
        return false;
    }
    g_autofree char *path = pin_path(state);
    return file_make_folder(state, error) &&
           file_write_durably(path, hash, strlen(hash), error) &&
           write_tries(state, &(struct gate){0}, error);
}

/* The hash, or NULL. */
static char *
read_hash(const char *state)
{
    g_autofree char *path = pin_path(state);
    return file_read(path, FILE_MAX, NULL, NULL);
}

bool
pin_is_set(const char *state)
{
    g_autofree char *hash = read_hash(state);
    return hash != NULL;
}

void
pin_tries(const char *state, int64_t now_ms, struct gate *gate_out)
{
    g_autofree char *path = tries_path(state);
    g_autoptr(GError) error = NULL;
    size_t size = 0;
    g_autofree char *text = file_read(path, FILE_MAX, &size, &error);
    *gate_out = (struct gate){0};
    if (!text && g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return;
    json_t *value = text ? json_parse(text, size, NULL) : NULL;
    const json_t *wrong = json_object_get(value, "wrong");
    const json_t *until = json_object_get(value, "until_ms");
    if (json_is_integer(wrong) && json_is_integer(until) &&
        json_integer_value(wrong) >= 0 && json_integer_value(wrong) < 1000000) {
        gate_out->wrong = (int)json_integer_value(wrong);
        gate_out->until_ms = json_integer_value(until);
    } else {
        diag_warn(
            "%s cannot be understood: the maintenance menu stays closed for a while",
            path);
        gate_out->wrong = GATE_TRIES - 1;
        gate_count(gate_out, now_ms);
        write_tries(state, gate_out, NULL);
    }
    json_decref(value);
}

enum pin_answer
pin_try(const char *state, const char *pin, int64_t now_ms, struct gate *gate_out)
{
    g_autofree char *hash = read_hash(state);
    pin_tries(state, now_ms, gate_out);
    if (!hash)
        return PIN_NOT_SET;
    if (gate_is_closed(gate_out, now_ms))
        return PIN_CLOSED;
    GError *error = NULL;
    gate_count(gate_out, now_ms);
    if (!write_tries(state, gate_out, &error)) {
        diag_warn("a try of the PIN cannot be counted: %s", error->message);
        g_error_free(error);
        return PIN_NO_DISK;
    }
    g_strchomp(hash);
    if (crypto_pwhash_str_verify(hash, pin, strlen(pin)) != 0)
        return PIN_WRONG;
    // A try more or less is all that is lost when this is not written.
    gate_open(gate_out);
    write_tries(state, gate_out, NULL);
    return PIN_RIGHT;
}
