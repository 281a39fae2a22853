// SPDX-License-Identifier: Apache-2.0
/* A QR code as vectors: level L, modules of at least 0.8 mm, four quiet modules around
 * (ISO/IEC 18004; look.md §10). Any thread. */
#ifndef DOCUMENTS_CODE_H
#define DOCUMENTS_CODE_H

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

struct code;

/* `side` is the wished outer length in points, quiet zone included; a code with many modules
 * becomes larger than that. NULL: the data does not fit into any code. */
struct code *code_create(const char *data, double side);
void code_destroy(struct code *code);
double code_side(const struct code *code); // points, quiet zone included
void code_draw(const struct code *code, cairo_t *cairo, double x, double y);

#endif
