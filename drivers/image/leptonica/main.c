// SPDX-License-Identifier: Apache-2.0
/* image-leptonica: measures, straightens and compresses scanned pages. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/blob.h"
#include "base/json.h"
#include <kiosk/driver.h>
#include <kiosk/image.h>

#include "bind.h"
#include "jpeg.h"
#include "prepare.h"
#include "preview.h"

#define QUALITY 80 // when the command says nothing: 0.5 MB for an A4 page of text

static int
number(const json_t *object, const char *name, int otherwise)
{
    const json_t *value = json_object_get(object, name);
    return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

/* Maps error kinds to the words of the class. */
static enum completion
refuse(struct driver_call *call, const GError *error)
{
    bool picture = error->domain == PICTURE_ERROR;
    driver_explain(call, picture ? "badImage" : "internalError", "%s", error->message);
    return picture ? COMPLETION_UNSUPPORTED_DATA : COMPLETION_INTERNAL_ERROR;
}

static bool
view_page(struct driver_call *call, struct blob_view *view, GError **error)
{
    int fd = driver_blob(call, 0);
    if (fd < 0) {
        g_set_error(error, PICTURE_ERROR, 0, "The command came without its picture");
        return false;
    }
    if (!blob_view_init(view, fd, PROTOCOL_BLOB_SIZE_MAX, error))
        return false;
    if (view->size > 0)
        return true;
    blob_view_finish(view);
    g_set_error(error, PICTURE_ERROR, 0, "The picture is empty");
    return false;
}

/* Draws straight into the memory that travels. Returns the object "preview" or NULL. */
static json_t *
reply_preview(struct driver_call *call, PIX *pix, GError **error)
{
    const json_t *payload = driver_payload(call);
    struct preview preview = preview_fit(pixGetWidth(pix), pixGetHeight(pix),
                                         number(payload, "preview_width", 0),
                                         number(payload, "preview_height", 0));
    size_t size = (size_t)preview.stride * (size_t)preview.height;
    int fd = blob_open(size, error);
    if (fd < 0)
        return NULL;
    void *pixels = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (pixels == MAP_FAILED) {
        g_set_error(error, BLOB_ERROR, 0, "No memory for the preview");
        close(fd);
        return NULL;
    }
    preview_draw(&preview, pix, pixels);
    munmap(pixels, size); // a blob that is mapped for writing cannot be sealed
    if (!blob_seal(fd, error)) {
        close(fd);
        return NULL;
    }
    int index = driver_reply_memfd(call, fd, error);
    if (index < 0)
        return NULL;
    return json_pack("{s:i, s:i, s:i, s:i}", "blob", index, "width", preview.width,
                     "height", preview.height, "stride", preview.stride);
}

static json_t *
reply_jpeg(struct driver_call *call, const struct picture *picture, GError **error)
{
    void *bytes = NULL;
    size_t size = 0;
    int quality = number(driver_payload(call), "quality", QUALITY);
    if (!jpeg_encode(picture->pix, picture->dpi, quality, &bytes, &size, error))
        return NULL;
    int index = driver_reply_blob(call, bytes, size, error);
    g_free(bytes);
    if (index < 0)
        return NULL;
    return json_pack("{s:i, s:i, s:i}", "blob", index, "width", pixGetWidth(picture->pix),
                     "height", pixGetHeight(picture->pix));
}

static bool
reply_prepared(struct driver_call *call, const struct picture *picture,
               const struct prepared *prepared, GError **error)
{
    json_t *jpeg = reply_jpeg(call, picture, error);
    json_t *preview = jpeg ? reply_preview(call, picture->pix, error) : NULL;
    if (!preview) {
        json_decref(jpeg);
        return false;
    }
    const struct measure *measure = &prepared->measure;
    json_t *reply = driver_reply(call), *hints = json_array();
    if (prepared->glare)
        json_array_append_new(hints, json_string("glare"));
    if (prepared->dark)
        json_array_append_new(hints, json_string("dark"));
    json_object_set_new(reply, "verdict", json_string(verdict_name(measure->verdict)));
    json_object_set_new(reply, "skew", json_real(measure->skew));
    json_object_set_new(reply, "ink", json_real(measure->ink));
    json_object_set_new(reply, "sharpness", json_real(measure->sharpness));
    json_object_set_new(reply, "cropped", json_boolean(prepared->cropped));
    json_object_set_new(reply, "turned", json_integer(prepared->turned));
    json_object_set_new(reply, "hints", hints);
    json_object_set_new(reply, "jpeg", jpeg);
    json_object_set_new(reply, "preview", preview);
    return true;
}

static bool
read_wish(const json_t *payload, struct prepare_wish *wish, GError **error)
{
    const json_t *page = json_object_get(payload, "page");
    bool camera = strcmp(json_text(page, "source", ""), "camera") == 0;
    const char *crop = json_text(payload, "crop", camera ? "paper" : "none");
    const char *watermark = json_text(payload, "watermark", "");
    const json_t *upright = json_object_get(payload, "upright");
    int turn = number(payload, "turn", 0);
    if (turn % 90 != 0) {
        g_set_error(error, PICTURE_ERROR, 0, "A page is turned by right angles");
        return false;
    }
    *wish = (struct prepare_wish){
        .watermark = *watermark ? watermark : NULL,
        .crop = strcmp(crop, "paper") == 0  ? CROP_PAPER
                : strcmp(crop, "card") == 0 ? CROP_CARD
                                            : CROP_NONE,
        .turn = turn,
        .upright = upright ? json_is_true(upright) : turn == 0,
    };
    return true;
}

static enum completion
run_prepare(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    g_autoptr(GError) error = NULL;
    const json_t *payload = driver_payload(call),
                 *page = json_object_get(payload, "page");
    struct blob_view view = {0};
    if (!view_page(call, &view, &error))
        return refuse(call, error);
    struct picture_source source = {.format = json_text(page, "format", ""),
                                    .width = number(page, "width", 0),
                                    .height = number(page, "height", 0),
                                    .stride = number(page, "stride", 0),
                                    .dpi = number(page, "dpi", 0),
                                    .bytes = view.bytes,
                                    .size = view.size};
    struct prepare_wish wish;
    struct picture picture = {0};
    struct prepared prepared;
    bool done = read_wish(payload, &wish, &error) &&
                prepare(&source, &wish, &picture, &prepared, &error) &&
                !driver_canceled(call) &&
                reply_prepared(call, &picture, &prepared, &error);
    picture_finish(&picture);
    blob_view_finish(&view);
    if (done)
        return COMPLETION_SUCCESS;
    return error ? refuse(call, error) : COMPLETION_CANCELED;
}

/* The strongest shrinking by libjpeg that leaves as many pixels as the preview has: decoding
 * an eighth costs a tenth. */
static unsigned
shrink_for(int width, int height, const struct preview *preview)
{
    unsigned shrink = 8;
    while (shrink > 1 && (width / (int)shrink < preview->width ||
                          height / (int)shrink < preview->height))
        shrink /= 2;
    return shrink;
}

/* A sample that an author made. */
static json_t *
preview_of_png(struct driver_call *call, const struct blob_view *view, GError **error)
{
    struct picture_source source = {
        .format = "png", .bytes = view->bytes, .size = view->size};
    struct picture picture = {0};
    json_t *preview = picture_decode(&picture, &source, error)
                          ? reply_preview(call, picture.pix, error)
                          : NULL;
    picture_finish(&picture);
    return preview;
}

static bool
is_png(const struct blob_view *view)
{
    return view->size > 8 && memcmp(view->bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static json_t *
preview_of_jpeg(struct driver_call *call, const struct blob_view *view, GError **error)
{
    const json_t *payload = driver_payload(call);
    int width = 0, height = 0, dpi = 0;
    if (!jpeg_size(view->bytes, view->size, &width, &height, error))
        return NULL;
    struct preview wanted = preview_fit(width, height,
                                        number(payload, "preview_width", 0),
                                        number(payload, "preview_height", 0));
    PIX *pix = jpeg_decode(view->bytes, view->size, shrink_for(width, height, &wanted),
                           &dpi, error);
    if (!pix)
        return NULL;
    json_t *preview = reply_preview(call, pix, error);
    pixDestroy(&pix);
    return preview;
}

static enum completion
run_preview(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    g_autoptr(GError) error = NULL;
    struct blob_view view = {0};
    if (!view_page(call, &view, &error))
        return refuse(call, error);
    json_t *preview = is_png(&view) ? preview_of_png(call, &view, &error)
                                    : preview_of_jpeg(call, &view, &error);
    blob_view_finish(&view);
    if (!preview)
        return refuse(call, error);
    json_object_set_new(driver_reply(call), "preview", preview);
    return COMPLETION_SUCCESS;
}

/* ---- binding ---- */

static bool
view_all(struct driver_call *call, struct blob_view *views, struct bind_jpeg *jpegs,
         size_t *count_out, GError **error)
{
    size_t count = 0;
    for (int fd;
         count < PROTOCOL_BLOBS_MAX && (fd = driver_blob(call, (int)count)) >= 0;) {
        if (!blob_view_init(&views[count], fd, PROTOCOL_BLOB_SIZE_MAX, error))
            break;
        jpegs[count] = (struct bind_jpeg){views[count].bytes, views[count].size};
        count++;
    }
    *count_out = count;
    if (count == 0 && error && !*error)
        g_set_error(error, PICTURE_ERROR, 0, "The command came without its pictures");
    return count > 0 && !(error && *error);
}

static bool
reply_bound(struct driver_call *call, const struct bind_wish *wish, GError **error)
{
    const json_t *payload = driver_payload(call);
    int width = number(payload, "preview_width", 0);
    int height = number(payload, "preview_height", 0), pages = 0;
    void *bytes = NULL;
    size_t size = 0;
    if (!bind_pdf(wish, &bytes, &size, &pages, error))
        return false;
    int pdf = driver_reply_blob(call, bytes, size, error);
    g_free(bytes);
    if (pdf < 0)
        return false;
    json_t *reply = driver_reply(call);
    json_object_set_new(reply, "pdf", json_integer(pdf));
    json_object_set_new(reply, "pages", json_integer(pages));
    if (width == 0 || height == 0)
        return true;
    struct preview preview;
    uint8_t *pixels = bind_preview(wish, width, height, &preview, error);
    int blob = pixels ? driver_reply_blob(call, pixels,
                                          (size_t)preview.stride * (size_t)preview.height,
                                          error)
                      : -1;
    g_free(pixels);
    json_object_set_new(reply, "preview",
                        json_pack("{s:i, s:i, s:i, s:i}", "blob", MAX(blob, 0), "width",
                                  preview.width, "height", preview.height, "stride",
                                  preview.stride));
    return blob >= 0;
}

static enum completion
run_bind(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    g_autoptr(GError) error = NULL;
    const json_t *payload = driver_payload(call);
    struct blob_view views[PROTOCOL_BLOBS_MAX] = {0};
    struct bind_jpeg jpegs[PROTOCOL_BLOBS_MAX];
    const char *watermark = json_text(payload, "watermark", "");
    const char *purpose = json_text(payload, "purpose", "");
    bool card = strcmp(json_text(payload, "layout", ""), "card_copy") == 0;
    size_t count = 0;
    bool done = view_all(call, views, jpegs, &count, &error);
    if (done && card && count > 2) {
        g_set_error(&error, PICTURE_ERROR, 0, "A card has two sides");
        done = false;
    }
    done = done &&
           reply_bound(call,
                       &(struct bind_wish){.layout = card ? BIND_CARD_COPY : BIND_PAGES,
                                           .jpegs = jpegs,
                                           .count = count,
                                           .watermark = *watermark ? watermark : NULL,
                                           .purpose = *purpose ? purpose : NULL},
                       &error);
    for (size_t i = 0; i < PROTOCOL_BLOBS_MAX; i++)
        blob_view_finish(&views[i]);
    if (done)
        return COMPLETION_SUCCESS;
    json_object_clear(driver_reply(call));
    return refuse(call, error);
}

static const struct driver_command commands[] = {{"Image.Prepare", run_prepare},
                                                 {"Image.Preview", run_preview},
                                                 {"Image.Bind", run_bind},
                                                 {0}};

static const struct driver_ops ops = {
    .class = &image_class,
    .name = "leptonica",
    .about = "Measures, straightens and compresses scanned pages.",
    .commands = commands,
};

int
main(int argc, char **argv)
{
    // Leptonica would write a paragraph to the journal for each damaged file.
    setMsgSeverity(L_SEVERITY_NONE);
    return driver_run(&ops, argc, argv);
}
