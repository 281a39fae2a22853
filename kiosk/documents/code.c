// SPDX-License-Identifier: Apache-2.0
#include "code.h"

#include <qrencode.h>

#include "documents/type.h"

#define QUIET_MODULES 4
#define MODULE_MIN MM(0.8)

struct code {
    QRcode *symbol;
    double module; // points
};

struct code *
code_create(const char *data, double side)
{
    QRcode *symbol = QRcode_encodeString8bit(data, 0, QR_ECLEVEL_L);
    if (symbol == NULL)
        return NULL;
    struct code *code = g_new0(struct code, 1);
    *code = (struct code){
        .symbol = symbol,
        .module = MAX(MODULE_MIN, side / (symbol->width + 2 * QUIET_MODULES)),
    };
    return code;
}

void
code_destroy(struct code *code)
{
    if (code == NULL)
        return;
    QRcode_free(code->symbol);
    g_free(code);
}

double
code_side(const struct code *code)
{
    return (code->symbol->width + 2 * QUIET_MODULES) * code->module;
}

/* Modules that touch in a row are one rectangle, and all are filled at once: separate ones
 * would show hair lines between them on some printers. */
void
code_draw(const struct code *code, cairo_t *cairo, double x, double y)
{
    int width = code->symbol->width;
    double quiet = QUIET_MODULES * code->module;
    cairo_new_path(cairo);
    for (int row = 0; row < width; row++) {
        const unsigned char *line = code->symbol->data + row * width;
        for (int from = 0, to; from < width; from = to) {
            for (to = from + 1; to < width && (line[to] & 1) == (line[from] & 1);)
                to++;
            if (line[from] & 1)
                cairo_rectangle(cairo, x + quiet + from * code->module,
                                y + quiet + row * code->module,
                                (to - from) * code->module, code->module);
        }
    }
    cairo_fill(cairo);
}
