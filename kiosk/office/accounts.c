// SPDX-License-Identifier: Apache-2.0
#include "office/accounts.h"

#include <sodium.h>
#include <string.h>

bool
accounts_name_is_good(const char *name, GError **error)
{
    const bool text = g_utf8_validate(name, -1, NULL);
    const glong length = text ? g_utf8_strlen(name, -1) : 0;
    bool good = length >= 1 && length <= ACCOUNTS_NAME_MAX;

    for (glong i = 0; good && i < length; i++) {
        const gunichar letter = g_utf8_get_char(g_utf8_offset_to_pointer(name, i));
        good = g_unichar_isalnum(letter) || letter == '.' || letter == '_' ||
               letter == '-';
    }
    if (!good)
        g_set_error(error, ACCOUNTS_ERROR, 0,
                    "a name has 1 to %d letters or digits, and . _ -", ACCOUNTS_NAME_MAX);
    return good;
}

char *
accounts_hash(const char *password, GError **error)
{
    const size_t length = strlen(password);
    char hash[crypto_pwhash_STRBYTES];

    if (length < ACCOUNTS_PASSWORD_MIN || length > ACCOUNTS_PASSWORD_MAX) {
        g_set_error(error, ACCOUNTS_ERROR, 0, "a password has %d to %d bytes",
                    ACCOUNTS_PASSWORD_MIN, ACCOUNTS_PASSWORD_MAX);
        return NULL;
    }
    if (crypto_pwhash_str_alg(hash, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        g_set_error(error, ACCOUNTS_ERROR, 0, "not enough memory for the password");
        return NULL;
    }
    return g_strdup(hash);
}

bool
accounts_verify(const char *hash, const char *password)
{
    // Of a password nobody knows: random bytes that were thrown away.
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$9wOQ4T6lUeOq2Yp1rJ1T6A$"
                                 "0uWmPJcC3Fz5sXq9cJrVnH8yq2c7bqv1lq5o1cYxW0s";
    const size_t length = strlen(password);

    if (length > ACCOUNTS_PASSWORD_MAX)
        return false;
    return crypto_pwhash_str_verify(hash ? hash : nobody, password, length) == 0 && hash;
}
