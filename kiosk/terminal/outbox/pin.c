// SPDX-License-Identifier: Apache-2.0
#include "pin.h"

#include <sodium.h>
#include <string.h>
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"

#define FILE_MAX (PIN_STAFF_MAX * (PIN_NAME_SIZE + crypto_pwhash_STRBYTES + 2))

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

/* ---- who has which ---------------------------------------------------------------------- */

/* Lines of the file, empty ones left out; NULL: there is none. */
static GStrv
read_lines(const char *state)
{
    g_autofree char *path = pin_path(state);
    g_autofree char *text = file_read(path, FILE_MAX, NULL, NULL);
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    if (!text)
        return NULL;
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    for (char **line = all; *line; line++)
        if (*g_strstrip(*line))
            g_ptr_array_add(lines, g_strdup(*line));
    g_ptr_array_add(lines, NULL);
    return (GStrv)g_ptr_array_free(g_steal_pointer(&lines), false);
}

/* "NAME HASH" or "HASH". */
static const char *
hash_of(const char *line)
{
    const char *space = strchr(line, ' ');
    return space ? space + 1 : line;
}

static void
name_of(const char *line, char name_out[PIN_NAME_SIZE])
{
    const char *space = strchr(line, ' ');
    size_t length = space ? (size_t)(space - line) : 0;
    g_snprintf(name_out, PIN_NAME_SIZE, "%.*s", (int)MIN(length, PIN_NAME_SIZE - 1),
               line);
}

static bool
is_pin_of(const char *line, const char *pin)
{
    return crypto_pwhash_str_verify(hash_of(line), pin, strlen(pin)) == 0;
}

/* All lines are looked at, so that time tells nothing of the place. */
static const char *
find_owner(char *const *lines, const char *pin)
{
    const char *owner = NULL;
    for (char *const *line = lines; line && *line; line++)
        if (is_pin_of(*line, pin))
            owner = *line;
    return owner;
}

static bool
name_is_good(const char *name)
{
    if (strlen(name) >= PIN_NAME_SIZE || !g_utf8_validate(name, -1, NULL))
        return false;
    for (const char *at = name; *at; at = g_utf8_find_next_char(at, NULL))
        if (!g_unichar_isgraph(g_utf8_get_char(at)))
            return false;
    return true;
}

static bool
check_wish(char *const *lines, const char *name, const char *pin, GError **error)
{
    char owner[PIN_NAME_SIZE] = "";
    const char *line = NULL;
    if (!name_is_good(name))
        g_set_error(error, PIN_ERROR, 0, "a name has up to %d bytes and no spaces",
                    PIN_NAME_SIZE - 1);
    else if (strlen(pin) != PIN_LENGTH || strspn(pin, "0123456789") != PIN_LENGTH)
        g_set_error(error, PIN_ERROR, 0, "a PIN is %d digits", PIN_LENGTH);
    else if (is_easy(pin))
        g_set_error(error, PIN_ERROR, 0, "this PIN is what anybody tries first");
    else
        line = find_owner(lines, pin);
    if (line)
        name_of(line, owner);
    if (line && strcmp(owner, name) != 0)
        g_set_error(error, PIN_ERROR, 0, "take another PIN");
    return error == NULL || *error == NULL;
}

/* The file with the new line in the place of the old one. g_free; NULL: too many. */
static char *
replace_line(char *const *lines, const char *name, const char *hash, GError **error)
{
    GString *text = g_string_new(NULL);
    size_t count = 1;
    char owner[PIN_NAME_SIZE];
    for (char *const *line = lines; line && *line; line++) {
        name_of(*line, owner);
        if (strcmp(owner, name) == 0)
            continue;
        g_string_append_printf(text, "%s\n", *line);
        count++;
    }
    g_string_append_printf(text, "%s%s%s\n", name, *name ? " " : "", hash);
    if (count <= PIN_STAFF_MAX)
        return g_string_free(text, FALSE);
    g_set_error(error, PIN_ERROR, 0, "there are %d members of staff already",
                PIN_STAFF_MAX);
    g_string_free(text, TRUE);
    return NULL;
}

bool
pin_set(const char *state, const char *name, const char *pin, GError **error)
{
    g_auto(GStrv) lines = read_lines(state);
    char hash[crypto_pwhash_STRBYTES];
    GError *wrong = NULL;
    if (!check_wish(lines, name, pin, &wrong)) {
        g_propagate_error(error, wrong);
        return false;
    }
    if (crypto_pwhash_str_alg(hash, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        g_set_error(error, PIN_ERROR, 0, "not enough memory for the hash");
        return false;
    }
    g_autofree char *path = pin_path(state);
    g_autofree char *text = replace_line(lines, name, hash, error);
    return text && file_make_folder(state, error) &&
           file_write_durably(path, text, strlen(text), error) &&
           write_tries(state, &(struct gate){0}, error);
}

bool
pin_is_set(const char *state)
{
    g_auto(GStrv) lines = read_lines(state);
    return lines && *lines;
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
pin_try(const char *state, const char *pin, int64_t now_ms, struct gate *gate_out,
        char name_out[PIN_NAME_SIZE])
{
    g_auto(GStrv) lines = read_lines(state);
    pin_tries(state, now_ms, gate_out);
    if (!lines || !*lines)
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
    const char *owner = find_owner(lines, pin);
    if (!owner)
        return PIN_WRONG;
    name_of(owner, name_out);
    // A try more or less is all that is lost when this is not written.
    gate_open(gate_out);
    write_tries(state, gate_out, NULL);
    return PIN_RIGHT;
}
