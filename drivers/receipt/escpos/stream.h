// SPDX-License-Identifier: Apache-2.0
/* Stream: a slip as ESC/POS bytes, in pieces that a printer can take one at a time. */
#ifndef RECEIPT_ESCPOS_STREAM_H
#define RECEIPT_ESCPOS_STREAM_H

#include "charset.h"
#include "line.h"

struct stream_settings {
    enum charset charset;
    int width_dots; // 576: 80 mm paper; 384: 58 mm
};

/* Lines of line_set() as pieces: GPtrArray of GByteArray; the first begins the slip, the last
 * feeds and cuts. *height_out: dots of paper. */
GPtrArray *stream_set(const GPtrArray *lines, const struct stream_settings *settings,
                      int *height_out);

#endif
