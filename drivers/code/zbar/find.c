// SPDX-License-Identifier: Apache-2.0
#include "find.h"

#include <glib.h>
#include <zbar.h>

#include "drivers/sdk/code_text.h"
#include <kiosk/code.h>

static const struct {
    zbar_symbol_type_t type;
    const char *word;
} kinds[] = {{ZBAR_QRCODE, "qr"},
             {ZBAR_CODE128, "code128"},
             {ZBAR_CODE39, "code39"},
             {ZBAR_EAN13, "ean13"}};

static zbar_image_scanner_t *
create_scanner(void)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    // All others only find codes where none is.
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        zbar_image_scanner_set_config(scanner, kinds[i].type, ZBAR_CFG_ENABLE, 1);
    // Its own guess at the encoding takes GBK for Latin; we make ours.
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    return scanner;
}

static void
add(json_t *codes, const zbar_symbol_t *symbol)
{
    const char *word = "other";
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].type == zbar_symbol_get_type(symbol))
            word = kinds[i].word;
    g_autofree char *text =
        code_text(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
    if (text != NULL)
        json_array_append_new(codes,
                              json_pack("{s:s, s:s}", "text", text, "symbology", word));
}

json_t *
find_codes(const uint8_t *levels, int width, int height)
{
    zbar_image_scanner_t *scanner = create_scanner();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)width, (unsigned)height);
    zbar_image_set_data(image, levels, (unsigned long)width * (unsigned long)height,
                        NULL);
    zbar_scan_image(scanner, image);
    json_t *codes = json_array();
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
         symbol != NULL && json_array_size(codes) < CODE_DECODED_MAX;
         symbol = zbar_symbol_next(symbol))
        add(codes, symbol);
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return codes;
}
