// SPDX-License-Identifier: Apache-2.0
/* Setting: options of a SANE device, found by their descriptors because every backend names
 * and ranges them its own way. The choices are pure; setting_apply talks to the device. */
#ifndef DRIVERS_SCANNER_SANE_SETTING_H
#define DRIVERS_SCANNER_SANE_SETTING_H

#include <glib.h>
#include <sane/sane.h>
#include <stdbool.h>

#include "address.h"

#define SETTING_ERROR (g_quark_from_static_string("kiosk-sane-setting"))

enum setting_error {
    SETTING_ERROR_WISH,   // this scanner cannot do what the command asks
    SETTING_ERROR_NAME,   // the address names an option that is not there
    SETTING_ERROR_VALUE,  // or gives it a value that it does not take
    SETTING_ERROR_DEVICE, // the device refuses; code of `status_out`
};

struct setting_wish {
    int dpi;
    bool colour;
    const char *source; // flatbed, feeder, camera or NULL
};

struct setting_result {
    int dpi;     // what the device took
    bool feeder; // it feeds pages by itself
};

/* ---- choices ----------------------------------------------------------------------- */

/* The entry of a NULL-terminated list that means colour (or grey) with 8 bits; NULL: none. */
const char *setting_choose_mode(const SANE_String_Const *list, bool colour);
/* The entry for "flatbed" or "feeder" (one side only if there is such); NULL: none. */
const char *setting_choose_source(const SANE_String_Const *list, const char *source);
bool setting_is_feeder(const char *entry);
/* The allowed number nearest to `wanted`; of two the larger. Units of the option. */
double setting_nearest(const SANE_Option_Descriptor *option, double wanted);

/* ---- the device -------------------------------------------------------------------- */

/* The active, settable option `name`; its number in *number_out. NULL: not there. Borrowed
 * until an option is set: setting one may change all others. */
const SANE_Option_Descriptor *
setting_find(SANE_Handle handle, const char *name, SANE_Int *number_out);
/* Sets option `name` from text: yes/no, a number, one of the option's words, any string. */
bool setting_set(SANE_Handle handle, const char *name, const char *value, GError **error);
/* Source, mode, depth, resolution, the whole of an A4 page, then those of the address. */
bool setting_apply(SANE_Handle handle, const struct setting_wish *wish,
                   const struct address *address, struct setting_result *result_out,
                   GError **error);

#endif
