// SPDX-License-Identifier: Apache-2.0
#include "code.h"

#include <qrencode.h>
#include <stddef.h>

bool
code_init(struct code *code, const char *text)
{
    *code = (struct code){0};
    if (text == NULL || *text == '\0')
        return false;
    QRcode *encoded = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    if (encoded == NULL)
        return false;
    *code = (struct code){encoded->data, encoded->width, encoded};
    return true;
}

void
code_finish(struct code *code)
{
    if (code->encoded != NULL)
        QRcode_free(code->encoded);
    *code = (struct code){0};
}
