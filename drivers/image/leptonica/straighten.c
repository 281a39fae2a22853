// SPDX-License-Identifier: Apache-2.0
#include "straighten.h"

#include <math.h>

#include "turn.h"

static bool
replace(struct picture *picture, PIX *pix, GError **error)
{
    if (!pix) {
        g_set_error(error, PICTURE_ERROR, 0, "No memory to turn or shrink the page");
        return false;
    }
    pixDestroy(&picture->pix);
    picture->pix = pix;
    return true;
}

/* Whether all ink stays on a page of the same size. Asked of the small 1-bit plane, turned by
 * shear: a hundredth of the cost of turning the page. */
static bool
ink_stays(const struct plane *plane, l_float32 radians)
{
    PIX *ink = measure_ink(plane), *turned = NULL;
    l_int32 before = 0, after = 0;
    bool stays = false;
    if (ink)
        turned = pixRotate(ink, radians, L_ROTATE_SHEAR, L_BRING_IN_WHITE, 0, 0);
    if (turned && pixCountPixels(ink, &before, NULL) == 0 &&
        pixCountPixels(turned, &after, NULL) == 0)
        stays = after >=
                before - before / 1000; // shear itself drops a pixel here and there
    pixDestroy(&turned);
    pixDestroy(&ink);
    return stays;
}

bool
straighten(struct picture *picture, const struct measure *measure,
           const struct plane *plane, GError **error)
{
    double skew = fabs(measure->skew);
    if (skew < STRAIGHTEN_LEAST || skew > STRAIGHTEN_MOST)
        return true;
    double radians = -measure->skew * G_PI / 180; // positive is clockwise
    bool grow = !ink_stays(plane, (l_float32)radians);
    return replace(picture, turn(picture->pix, radians, grow), error);
}

bool
straighten_fit(struct picture *picture, GError **error)
{
    int width = pixGetWidth(picture->pix), height = pixGetHeight(picture->pix);
    bool lies = width > height; // A4 on its side keeps all its pixels
    double most = lies ? STRAIGHTEN_LONG_MAX : STRAIGHTEN_SHORT_MAX;
    double scale = most / width;
    if (lies)
        scale = MIN(scale, (double)STRAIGHTEN_SHORT_MAX / height);
    if (scale >= 1)
        return true;
    width = (int)lround(width * scale);
    // Of a ribbon no page is made, but no error either.
    height = MAX((int)lround(height * scale), PICTURE_SIDE_MIN);
    picture->dpi = (int)lround(picture->dpi * scale);
    return replace(picture, pixScaleToSize(picture->pix, width, height), error);
}
