// SPDX-License-Identifier: Apache-2.0
/* Class "image": work on scanned pages, in a process of its own because it decodes what came
 * from outside.
 *
 * Image.Prepare takes one page (as Scanner.Scan describes it, its blob as blob 0) and gives:
 * measurements of the page, a straightened small JPEG to keep and send, and a preview in
 * ready pixels for the screen (BGRA, 8 bits a channel, alpha 255, top row first), no wider
 * and no higher than asked. It gives them for a bad page too, with the verdict, so that the
 * person sees what is wrong. Image.Preview turns a JPEG kept earlier into such pixels again,
 * and a JPEG or PNG that an author put beside a service (范本).
 *
 * What is done to a page, in this order: the paper (or the card) is found and cut out, its
 * perspective taken away; it is turned as the person wished; turned upright when its writing
 * tells which way that is; measured; straightened; marked with the watermark. `hints` are not
 * faults: the page may be used, and a person who can, does better the next time.
 *
 * Image.Bind makes one PDF of JPEGs, whose bytes stay as they are: each on a page of its own
 * size, or the sides of an ID card in true size (ISO 7810 ID-1) below each other on A4.
 *
 * Failures: unsupportedData + badImage (bytes that are no picture of the said format).
 */
#ifndef KIOSK_IMAGE_H
#define KIOSK_IMAGE_H

#include <kiosk/protocol.h>
#include <kiosk/scanner.h>

#define IMAGE_PREPARE_TIMEOUT_MS 20000

/* What is wrong with a page, in this order of weight; "good" when nothing is. */
static const char *const image_verdict_words[] = {"good", "blank", "blurred", NULL};

static const char *const image_crop_words[] = {"none", "paper", "card", NULL};
static const char *const image_layout_words[] = {"pages", "card_copy", NULL};
/* glare: part of the writing may be lost in a reflection. dark: it was taken in the dark. */
static const char *const image_hint_words[] = {"glare", "dark", NULL};

#define IMAGE_CARD_WIDTH_MM 85.6 // ISO/IEC 7810 ID-1
#define IMAGE_CARD_HEIGHT_MM 53.98

static const struct schema image_verdict_schema = {.kind = SCHEMA_STRING,
                                                   .choices = image_verdict_words};
static const struct schema image_side_schema = {
    .kind = SCHEMA_INTEGER, .min = 16, .max = 4096, .about = "Pixels."};
static const struct schema image_quality_schema = {.kind = SCHEMA_INTEGER,
                                                   .min = 30,
                                                   .max = 95,
                                                   .about =
                                                       "JPEG quality; 80 when left out."};

static const struct schema image_crop_schema = {.kind = SCHEMA_STRING,
                                                .choices = image_crop_words};
static const struct schema image_layout_schema = {.kind = SCHEMA_STRING,
                                                  .choices = image_layout_words};
static const struct schema image_hint_schema = {.kind = SCHEMA_STRING,
                                                .choices = image_hint_words};
static const struct schema image_hints_schema = {
    .kind = SCHEMA_ARRAY, .max = 4, .item = &image_hint_schema};
static const struct schema image_turn_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 270, .about = "0, 90, 180 or 270 degrees."};

static const struct schema_member image_prepare_members[] = {
    {"page", &scanner_page_schema, true, "As the scanner gave it; its blob is blob 0."},
    {"preview_width", &image_side_schema, true, NULL},
    {"preview_height", &image_side_schema, true, NULL},
    {"quality", &image_quality_schema, false, NULL},
    {"watermark", &schema_string, false,
     "One line laid over the kept picture, e.g. purpose."},
    {"crop", &image_crop_schema, false,
     "What to cut out; left out: paper from a camera, else none."},
    {"turn", &image_turn_schema, false, "Clockwise, as the person wished; 0."},
    {"upright", &schema_boolean, false,
     "Whether the writing may turn the page; true, and false with a turn."},
    {0}};
static const struct schema image_prepare_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_prepare_members};

static const struct schema_member image_preview_members[] = {
    {"blob", &schema_natural, true, NULL},
    {"width", &image_side_schema, true, NULL},
    {"height", &image_side_schema, true, NULL},
    {"stride", &scanner_stride_schema, true, NULL},
    {0}};
static const struct schema image_preview_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Preview",
                                                   .open = true,
                                                   .members = image_preview_members};

static const struct schema_member image_jpeg_members[] = {
    {"blob", &schema_natural, true, NULL},
    {"width", &scanner_pixels_schema, true, NULL},
    {"height", &scanner_pixels_schema, true, NULL},
    {0}};
static const struct schema image_jpeg_schema = {
    .kind = SCHEMA_OBJECT, .name = "Jpeg", .open = true, .members = image_jpeg_members};

static const struct schema_member image_prepared_members[] = {
    {"verdict", &image_verdict_schema, true, NULL},
    {"skew", &scanner_skew_schema, true, "As it was found, before straightening."},
    {"ink", &scanner_fraction_schema, true, "Part of the page that is not paper."},
    {"sharpness", &scanner_sharpness_schema, true, NULL},
    {"cropped", &schema_boolean, true, "Paper or card was found and cut out."},
    {"turned", &image_turn_schema, true, "Clockwise, wished and found together."},
    {"hints", &image_hints_schema, true, NULL},
    {"jpeg", &image_jpeg_schema, true, NULL},
    {"preview", &image_preview_schema, true, NULL},
    {0}};
static const struct schema image_prepared_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_prepared_members};

static const struct schema_member image_preview_command_members[] = {
    {"preview_width", &image_side_schema, true, NULL},
    {"preview_height", &image_side_schema, true, NULL},
    {0}};
static const struct schema image_preview_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_preview_command_members};
static const struct schema_member image_preview_result_members[] = {
    {"preview", &image_preview_schema, true, NULL}, {0}};
static const struct schema image_preview_result = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_preview_result_members};

static const struct schema_member image_bind_members[] = {
    {"layout", &image_layout_schema, true, NULL},
    {"watermark", &schema_string, false, "Below the sides of a card."},
    {"purpose", &schema_string, false, "Across each side of a card."},
    {"preview_width", &image_side_schema, false, "Of the first page, with its height."},
    {"preview_height", &image_side_schema, false, NULL},
    {0}};
static const struct schema image_bind_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_bind_members};
static const struct schema_member image_bound_members[] = {
    {"pdf", &schema_natural, true, "Index of the blob."},
    {"pages", &schema_natural, true, NULL},
    {"preview", &image_preview_schema, false, NULL},
    {0}};
static const struct schema image_bound_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = image_bound_members};

static const struct protocol_command image_commands[] = {
    {"Image.Prepare", "Measures, straightens and compresses one page.",
     &image_prepare_payload, &image_prepared_schema, IMAGE_PREPARE_TIMEOUT_MS},
    {"Image.Bind", "One PDF of the JPEGs in the blobs, in their order.",
     &image_bind_payload, &image_bound_schema, IMAGE_PREPARE_TIMEOUT_MS},
    {"Image.Preview", "Decodes the JPEG or PNG in blob 0 for the screen.",
     &image_preview_payload, &image_preview_result, IMAGE_PREPARE_TIMEOUT_MS},
    {0}};

static const struct protocol_event image_events[] = {{0}};

static const struct driver_class image_class = {"image", image_commands, image_events};

#endif
