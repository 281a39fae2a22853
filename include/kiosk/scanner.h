// SPDX-License-Identifier: Apache-2.0
/* Class "scanner": flatbed, feeder and document camera.
 *
 * Scanner.Scan brings one page, or all pages of a feeder. Pages are blobs. A scanner need not
 * know how good a page is: `skew`, `blank` and `sharpness` are optional, the terminal has them
 * measured by the image class when they are missing.
 *
 * Pixel formats: "rgb24" (3 bytes a pixel, red first), "gray8", both top row first with
 * `stride` bytes a row; "jpeg" and "png" are whole files (`stride` 0).
 *
 * Scanner.Preview is the live picture of a document camera: Scanner.Frame after Scanner.Frame
 * until it is canceled, each with one small picture in ready pixels (BGRA, 8 bits a channel,
 * alpha 255, top row first) that is no larger than asked. Frames are dropped, never queued: one
 * that comes is the newest. Capabilities say `"live": true`; others answer unsupportedCommand.
 * A Scanner.Scan that is given a preview size may send such frames, too: the page as far as it
 * has come, white where it has not.
 *
 * A page that ends before its last line is never a page: hardwareError + incompletePage.
 * Others: userError + noMedia / mediaJam / coverOpen, deviceNotReady + notConnected / busy /
 * notResponding, hardwareError + ioError, timeOut, canceled.
 */
#ifndef KIOSK_SCANNER_H
#define KIOSK_SCANNER_H

#include <kiosk/protocol.h>

#define SCANNER_SCAN_TIMEOUT_MS 60000
#define SCANNER_PAGES_MAX PROTOCOL_BLOBS_MAX

static const char *const scanner_colour_words[] = {"colour", "gray", NULL};
static const char *const scanner_source_words[] = {"flatbed", "feeder", "camera", NULL};
static const char *const scanner_format_words[] = {"rgb24", "gray8", "jpeg", "png", NULL};

static const struct schema scanner_dpi_schema = {
    .kind = SCHEMA_INTEGER, .min = 50, .max = 1200, .about = "Dots an inch."};
static const struct schema scanner_colour_schema = {.kind = SCHEMA_STRING,
                                                    .choices = scanner_colour_words};
static const struct schema scanner_source_schema = {
    .kind = SCHEMA_STRING,
    .choices = scanner_source_words,
    .about = "Left out: the device's own choice."};
static const struct schema scanner_format_schema = {
    .kind = SCHEMA_STRING,
    .choices = scanner_format_words,
    .about = "In a command a wish; what a page really is stands beside the page."};
static const struct schema scanner_pixels_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 20000, .about = "Pixels."};
static const struct schema scanner_stride_schema = {.kind = SCHEMA_INTEGER,
                                                    .min = 0,
                                                    .max = 80000,
                                                    .about =
                                                        "Bytes a row; 0 for a file."};
static const struct schema scanner_skew_schema = {
    .kind = SCHEMA_NUMBER, .about = "Degrees the content is turned clockwise."};
static const struct schema scanner_sharpness_schema = {
    .kind = SCHEMA_NUMBER,
    .min = 0,
    .about = "Variance of the Laplacian of the grey page."};
static const struct schema scanner_fraction_schema = {
    .kind = SCHEMA_NUMBER, .about = "0 to 1: how much of the page is there."};

static const struct schema scanner_box_schema = {
    .kind = SCHEMA_INTEGER, .min = 16, .max = 2048, .about = "Pixels."};

static const struct schema_member scanner_scan_members[] = {
    {"dpi", &scanner_dpi_schema, false, "300 when left out."},
    {"colour", &scanner_colour_schema, false, "\"colour\" when left out."},
    {"source", &scanner_source_schema, false, NULL},
    {"format", &scanner_format_schema, false, NULL},
    {"side", &schema_string, false, "Free word for people: front, back."},
    {"preview_width", &scanner_box_schema, false, "Both: frames are wanted meanwhile."},
    {"preview_height", &scanner_box_schema, false, NULL},
    {0}};
static const struct schema scanner_scan_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = scanner_scan_members};

static const struct schema_member scanner_page_members[] = {
    {"blob", &schema_natural, true, "Index of the blob."},
    {"format", &scanner_format_schema, true, NULL},
    {"width", &scanner_pixels_schema, true, NULL},
    {"height", &scanner_pixels_schema, true, NULL},
    {"stride", &scanner_stride_schema, true, NULL},
    {"dpi", &scanner_dpi_schema, false, NULL},
    {"source", &scanner_source_schema, false,
     "Where it came from: on a page of a camera the paper must still be found."},
    {"skew", &scanner_skew_schema, false, NULL},
    {"blank", &schema_boolean, false, NULL},
    {"sharpness", &scanner_sharpness_schema, false, NULL},
    {0}};
static const struct schema scanner_page_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "ScannedPage",
                                                  .open = true,
                                                  .members = scanner_page_members};
static const struct schema scanner_pages_schema = {.kind = SCHEMA_ARRAY,
                                                   .min = 1,
                                                   .max = SCANNER_PAGES_MAX,
                                                   .item = &scanner_page_schema};
static const struct schema_member scanner_result_members[] = {
    {"pages", &scanner_pages_schema, true, NULL}, {0}};
static const struct schema scanner_result = {
    .kind = SCHEMA_OBJECT, .open = true, .members = scanner_result_members};

static const struct schema_member scanner_progress_members[] = {
    {"page", &schema_natural, true, "From 1."},
    {"fraction", &scanner_fraction_schema, true, NULL},
    {0}};
static const struct schema scanner_progress_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = scanner_progress_members};

static const struct schema_member scanner_preview_members[] = {
    {"preview_width", &scanner_box_schema, true, NULL},
    {"preview_height", &scanner_box_schema, true, NULL},
    {0}};
static const struct schema scanner_preview_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = scanner_preview_members};

static const struct schema_member scanner_frame_members[] = {
    {"blob", &schema_natural, true, "Index of the pixels."},
    {"width", &scanner_box_schema, true, NULL},
    {"height", &scanner_box_schema, true, NULL},
    {"stride", &scanner_stride_schema, true, NULL},
    {0}};
static const struct schema scanner_frame_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = scanner_frame_members};

static const struct protocol_command scanner_commands[] = {
    {"Scanner.Scan", "Scans the page that lies there, or all pages of the feeder.",
     &scanner_scan_payload, &scanner_result, SCANNER_SCAN_TIMEOUT_MS},
    {"Scanner.Preview", "The live picture of a camera, until it is canceled.",
     &scanner_preview_payload, &schema_empty_object, 0},
    {0}};

static const struct protocol_event scanner_events[] = {
    {"Scanner.Progress", "How far the page is; at most 10 a second.",
     &scanner_progress_schema},
    {"Scanner.Frame", "One picture, its pixels beside it; at most 12 a second.",
     &scanner_frame_schema},
    {"Scanner.MediaInserted", "A page was laid in.", &schema_empty_object},
    {"Scanner.MediaRemoved", "The page was taken away.", &schema_empty_object},
    {0}};

static const struct driver_class scanner_class = {"scanner", scanner_commands,
                                                  scanner_events};

#endif
