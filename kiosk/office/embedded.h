// SPDX-License-Identifier: Apache-2.0
/* Files that are linked into the program, so that it needs no folder of its own. Each text
 * ends with a zero. */
#ifndef OFFICE_EMBEDDED_H
#define OFFICE_EMBEDDED_H

struct embedded {
    const char *name;
    const char *media;
    const char *text;
};

extern const struct embedded
    embedded_migrations[];                      // in order; ended by a row without a name
extern const struct embedded embedded_assets[]; // what staff pages refer to; the same

#endif
