// SPDX-License-Identifier: Apache-2.0
/* Class "image": work on scanned pages, in a process of its own because it decodes what came
 * from outside.
 *
 * Image.Prepare takes one page (as Scanner.Scan describes it, its blob as blob 0) and gives:
 * measurements of the page, a straightened small JPEG to keep and send, and a preview in
 * ready pixels for the screen (BGRA, 8 bits a channel, alpha 255, top row first), no wider
 * and no higher than asked. It gives them for a bad page too, with the verdict, so that the
 * person sees what is wrong. Image.Preview turns a JPEG kept earlier into such pixels again.
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

static const struct schema image_verdict_schema = {.kind = SCHEMA_STRING,
                                                   .choices = image_verdict_words};
static const struct schema image_side_schema = {
    .kind = SCHEMA_INTEGER, .min = 16, .max = 4096, .about = "Pixels."};
static const struct schema image_quality_schema = {.kind = SCHEMA_INTEGER,
                                                   .min = 30,
                                                   .max = 95,
                                                   .about =
                                                       "JPEG quality; 80 when left out."};

static const struct schema_member image_prepare_members[] = {
    {"page", &scanner_page_schema, true, "As the scanner gave it; its blob is blob 0."},
    {"preview_width", &image_side_schema, true, NULL},
    {"preview_height", &image_side_schema, true, NULL},
    {"quality", &image_quality_schema, false, NULL},
    {"watermark", &schema_string, false,
     "One line laid over the kept picture, e.g. purpose."},
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

static const struct protocol_command image_commands[] = {
    {"Image.Prepare", "Measures, straightens and compresses one page.",
     &image_prepare_payload, &image_prepared_schema, IMAGE_PREPARE_TIMEOUT_MS},
    {"Image.Preview", "Decodes the JPEG in blob 0 for the screen.",
     &image_preview_payload, &image_preview_result, IMAGE_PREPARE_TIMEOUT_MS},
    {0}};

static const struct protocol_event image_events[] = {{0}};

static const struct driver_class image_class = {"image", image_commands, image_events};

#endif
