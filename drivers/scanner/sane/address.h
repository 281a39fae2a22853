// SPDX-License-Identifier: Apache-2.0
/* Address of a scanner: sane:DEVICE?name=value&name=value. Pure.
 *
 *   sane:                                      the first device SANE finds
 *   sane:epson2:libusb:001:004                 this one (`scanimage -L` lists names)
 *   sane:pnm:0?filename=/abs/page.ppm          and these SANE options set before each scan
 *   sane:net:10.0.0.9:test?config=/etc/kiosk/sane.d   with its own SANE configuration folder
 *
 * Device, names and values may be percent-encoded (%3F is ?, %26 is &). `config` is no SANE
 * option. All other names are, by the name SANE gives them; they are set last, so they win
 * over what a command asks for. */
#ifndef DRIVERS_SCANNER_SANE_ADDRESS_H
#define DRIVERS_SCANNER_SANE_ADDRESS_H

#include <glib.h>
#include <stdbool.h>

#define ADDRESS_ERROR (g_quark_from_static_string("kiosk-sane-address"))
#define ADDRESS_SETTINGS_MAX 32

struct address_setting {
    char *name, *value;
};

struct address {
    char *device;      // "": the first that is found
    char *config;      // NULL: the system's
    bool feeder_first; // ours, not SANE's: pages in the feeder come before the glass
    struct address_setting settings[ADDRESS_SETTINGS_MAX];
    size_t setting_count;
};

bool address_init(struct address *address, const char *uri, GError **error);
void address_finish(struct address *address); // NULL- and zero-safe

#endif
