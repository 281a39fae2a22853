// SPDX-License-Identifier: Apache-2.0
/* Command line of every driver. */
#ifndef SDK_OPTIONS_H
#define SDK_OPTIONS_H

#include <stdbool.h>
#include <kiosk/driver.h>

struct options {
    char *address;     // never NULL
    char *blob_dir;    // NULL: not given
    char *record_file; // NULL: not given
    gboolean stdio, describe, version;
};

/* False: *error says what is wrong with the command line. `--help` prints and exits. */
bool options_init(struct options *options, const struct driver_ops *ops, int argc,
                  char **argv, GError **error);
void options_finish(struct options *options);

#endif
