// SPDX-License-Identifier: Apache-2.0
#include "prepare.h"

#include "find.h"
#include "straighten.h"
#include "upright.h"
#include "warp.h"
#include "watermark.h"

static bool
crop(struct picture *picture, struct plane *plane, enum crop wish, bool *cropped_out,
     GError **error)
{
    enum find_what what = wish == CROP_CARD ? FIND_CARD : FIND_PAPER;
    struct quad quad;
    if (wish == CROP_NONE || !find_quad(plane, pixGetWidth(picture->pix), what, &quad))
        return true;
    if (!warp(picture, &quad, what, error))
        return false;
    *cropped_out = true;
    plane_finish(plane);
    plane_init(plane, picture->pix, picture->dpi);
    return true;
}

static bool
turn_by(struct picture *picture, struct plane *plane, int degrees, GError **error)
{
    if (degrees == 0)
        return true;
    PIX *turned = pixRotateOrth(picture->pix, degrees / 90);
    if (!turned) {
        g_set_error(error, PICTURE_ERROR, 0, "No memory to turn the page");
        return false;
    }
    pixDestroy(&picture->pix);
    picture->pix = turned;
    plane_finish(plane);
    plane_init(plane, picture->pix, picture->dpi);
    return true;
}

static bool
set_upright(struct picture *picture, struct plane *plane, struct prepared *prepared,
            GError **error)
{
    PIX *ink = measure_ink(plane);
    int turn = ink ? upright_turn(ink, prepared->measure.skew, plane->dpi) : 0;
    pixDestroy(&ink);
    if (!turn_by(picture, plane, turn, error))
        return false;
    prepared->turned = (prepared->turned + turn) % 360;
    // Askew of a page that lay on its side is measured anew.
    if (turn != 0)
        prepared->measure = measure_page(plane);
    return true;
}

static bool
work(struct picture *picture, struct plane *plane, const struct prepare_wish *wish,
     struct prepared *prepared, GError **error)
{
    if (!crop(picture, plane, wish->crop, &prepared->cropped, error) ||
        !turn_by(picture, plane, wish->turn, error))
        return false;
    prepared->turned = wish->turn;
    prepared->measure = measure_page(plane);
    prepared->glare = measure_glare(plane);
    prepared->dark = measure_dark(plane);
    bool readable = prepared->measure.verdict == VERDICT_GOOD;
    if (wish->upright && readable && !set_upright(picture, plane, prepared, error))
        return false;
    // The watermark comes last: turned or shrunk it would be harder to read.
    return straighten(picture, &prepared->measure, plane, error) &&
           straighten_fit(picture, error) &&
           (!wish->watermark || watermark_draw(picture, wish->watermark, error));
}

bool
prepare(const struct picture_source *source, const struct prepare_wish *wish,
        struct picture *picture_out, struct prepared *prepared_out, GError **error)
{
    struct picture picture = {0};
    struct plane plane = {0};
    struct prepared prepared = {0};
    if (!picture_decode(&picture, source, error))
        return false;
    plane_init(&plane, picture.pix, picture.dpi);
    bool done = work(&picture, &plane, wish, &prepared, error);
    plane_finish(&plane);
    if (!done) {
        picture_finish(&picture);
        return false;
    }
    *picture_out = picture;
    *prepared_out = prepared;
    return true;
}
