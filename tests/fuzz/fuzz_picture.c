// SPDX-License-Identifier: Apache-2.0
/* What a scanner or a camera calls a picture. The first byte chooses the format. */
#include "tests/fuzz/fuzz.h"

#include "drivers/image/leptonica/jpeg.h"
#include "drivers/image/leptonica/picture.h"

#include <string.h>

#define SIDE 40 // of raw pixels: as large as the seeds are

static const char *const formats[] = {"jpeg", "png", "rgb24", "gray8"};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    int width, height;
    GError *error = NULL;
    if (size < 1)
        return 0;
    setMsgSeverity(L_SEVERITY_NONE);
    const char *format = formats[bytes[0] % G_N_ELEMENTS(formats)];
    struct picture_source source = {.format = format,
                                    .width = SIDE,
                                    .height = SIDE,
                                    .stride =
                                        SIDE * (strcmp(format, "rgb24") == 0 ? 3 : 1),
                                    .bytes = bytes + 1,
                                    .size = size - 1};
    struct picture picture = {0};
    bool good = picture_decode(&picture, &source, &error);
    g_assert_true(good == (error == NULL));
    g_clear_error(&error);
    picture_finish(&picture);
    jpeg_size(bytes + 1, size - 1, &width, &height, NULL);
    return 0;
}
