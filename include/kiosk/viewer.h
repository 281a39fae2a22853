// SPDX-License-Identifier: Apache-2.0
/* Class "viewer": pages of a PDF as pixels, in a process of its own because the PDF comes from
 * outside.
 *
 * Viewer.Render takes the PDF as blob 0 and gives one page, as large as fits into `width` by
 * `height` in its own shape: BGRA, 8 bits a channel, alpha 255, top row first, on white. Scripts,
 * forms and links of a PDF are drawn and never run.
 *
 * Viewer.Cut takes the PDF as blob 0 and gives its pages `first` to `last` as a PDF of their own:
 * what is left to print when some sheets are out. Sizes, shapes and letters of a page stay.
 *
 * Failures: unsupportedData + badImage (no PDF, a locked one, no such page, too many pages).
 */
#ifndef KIOSK_VIEWER_H
#define KIOSK_VIEWER_H

#include <kiosk/protocol.h>

#define VIEWER_RENDER_TIMEOUT_MS 15000
#define VIEWER_DOCUMENT_MAX (16 * 1024 * 1024) // bytes
#define VIEWER_PAGES_MAX 200

static const struct schema viewer_page_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = VIEWER_PAGES_MAX, .about = "From 1."};
static const struct schema viewer_side_schema = {
    .kind = SCHEMA_INTEGER, .min = 16, .max = 4096, .about = "Pixels."};
static const struct schema viewer_stride_schema = {
    .kind = SCHEMA_INTEGER, .min = 64, .max = 4 * 4096, .about = "Bytes of a row."};

static const struct schema_member viewer_render_members[] = {
    {"page", &viewer_page_schema, true, NULL},
    {"width", &viewer_side_schema, true, "The most that there is room for."},
    {"height", &viewer_side_schema, true, "The most that there is room for."},
    {0}};
static const struct schema viewer_render_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = viewer_render_members};

static const struct schema_member viewer_rendered_members[] = {
    {"pages", &viewer_page_schema, true, "Of the whole document."},
    {"blob", &schema_natural, true, "Index of the pixels."},
    {"width", &viewer_side_schema, true, NULL},
    {"height", &viewer_side_schema, true, NULL},
    {"stride", &viewer_stride_schema, true, NULL},
    {0}};
static const struct schema viewer_rendered_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = viewer_rendered_members};

static const struct schema_member viewer_cut_members[] = {
    {"first", &viewer_page_schema, true, NULL},
    {"last", &viewer_page_schema, false, "To the end when left out."},
    {0}};
static const struct schema viewer_cut_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = viewer_cut_members};
static const struct schema_member viewer_cut_out_members[] = {
    {"pages", &viewer_page_schema, true, "Of the whole document."},
    {"blob", &schema_natural, true, "Index of the PDF."},
    {0}};
static const struct schema viewer_cut_out_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = viewer_cut_out_members};

static const struct protocol_command viewer_commands[] = {
    {"Viewer.Render", "One page of the PDF in blob 0.", &viewer_render_payload,
     &viewer_rendered_schema, VIEWER_RENDER_TIMEOUT_MS},
    {"Viewer.Cut", "Some pages of the PDF in blob 0.", &viewer_cut_payload,
     &viewer_cut_out_schema, VIEWER_RENDER_TIMEOUT_MS},
    {0}};
static const struct protocol_event viewer_events[] = {{0}};
static const struct driver_class viewer_class = {"viewer", viewer_commands,
                                                 viewer_events};

#endif
