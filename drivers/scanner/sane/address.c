// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include <string.h>

#define SCHEME "sane:"

static char *
decode(const char *text, const char *end, GError **error)
{
    char *plain = g_uri_unescape_segment(text, end, NULL);
    if (!plain)
        g_set_error(error, ADDRESS_ERROR, 0,
                    "A %% in the address is not followed by two "
                    "hexadecimal digits");
    return plain;
}

/* `text` to `end` is name=value. */
static bool
add_setting(struct address *address, const char *text, const char *end, GError **error)
{
    const char *equals = memchr(text, '=', (size_t)(end - text));
    if (!equals || equals == text) {
        g_set_error(error, ADDRESS_ERROR, 0,
                    "Behind the ? of the address stands name=value");
        return false;
    }
    g_autofree char *name = decode(text, equals, error);
    g_autofree char *value = name ? decode(equals + 1, end, error) : NULL;
    if (!value)
        return false;
    if (strcmp(name, "config") == 0) {
        g_free(address->config);
        address->config = g_steal_pointer(&value);
        return true;
    }
    if (strcmp(name, "feeder-first") == 0) {
        address->feeder_first = strcmp(value, "yes") == 0;
        return true;
    }
    if (address->setting_count == ADDRESS_SETTINGS_MAX) {
        g_set_error(error, ADDRESS_ERROR, 0, "The address sets more than %d options",
                    ADDRESS_SETTINGS_MAX);
        return false;
    }
    address->settings[address->setting_count++] =
        (struct address_setting){g_steal_pointer(&name), g_steal_pointer(&value)};
    return true;
}

static bool
parse(struct address *address, const char *uri, GError **error)
{
    if (!g_str_has_prefix(uri, SCHEME)) {
        g_set_error(error, ADDRESS_ERROR, 0,
                    "The address of this driver begins with " SCHEME);
        return false;
    }
    const char *device = uri + strlen(SCHEME);
    const char *at = strchrnul(device, '?');
    address->device = decode(device, at, error);
    if (!address->device)
        return false;
    while (*at) {
        const char *end = strchrnul(++at, '&');
        if (!add_setting(address, at, end, error))
            return false;
        at = end;
    }
    return true;
}

bool
address_init(struct address *address, const char *uri, GError **error)
{
    struct address parsed = {0};
    if (!parse(&parsed, uri, error)) {
        address_finish(&parsed);
        return false;
    }
    *address = parsed;
    return true;
}

void
address_finish(struct address *address)
{
    if (!address)
        return;
    for (size_t i = 0; i < address->setting_count; i++) {
        g_free(address->settings[i].name);
        g_free(address->settings[i].value);
    }
    g_free(address->device);
    g_free(address->config);
    *address = (struct address){0};
}
