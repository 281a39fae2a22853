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
    int width = pixGetWidth(picture->pix);
    if (width <= STRAIGHTEN_WIDTH_MAX)
        return true;
    l_float32 scale = (l_float32)STRAIGHTEN_WIDTH_MAX / (l_float32)width;
    int height = (int)lround((double)pixGetHeight(picture->pix) * (double)scale);
    height =
        MAX(height, PICTURE_SIDE_MIN); // of a ribbon no page is made, but no error either
    picture->dpi = (int)lround(picture->dpi * (double)scale);
    return replace(picture, pixScaleToSize(picture->pix, STRAIGHTEN_WIDTH_MAX, height),
                   error);
}
