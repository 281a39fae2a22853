// SPDX-License-Identifier: Apache-2.0
#include "prepare.h"

#include "straighten.h"
#include "watermark.h"

bool
prepare(const struct picture_source *source, const char *watermark,
        struct picture *picture_out, struct measure *measure_out, GError **error)
{
    struct picture picture = {0};
    struct plane plane = {0};
    if (!picture_decode(&picture, source, error))
        return false;
    plane_init(&plane, picture.pix, picture.dpi);
    struct measure measure = measure_page(&plane);
    // The watermark comes last: turned or shrunk it would be harder to read.
    bool done = straighten(&picture, &measure, &plane, error) &&
                straighten_fit(&picture, error) &&
                (!watermark || watermark_draw(&picture, watermark, error));
    plane_finish(&plane);
    if (!done) {
        picture_finish(&picture);
        return false;
    }
    *picture_out = picture;
    *measure_out = measure;
    return true;
}
