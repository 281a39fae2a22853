// SPDX-License-Identifier: Apache-2.0
/* Class "handwriting": strokes on the screen become a character.
 *
 * Handwriting.Recognise takes the strokes of one character in the order of writing and gives
 * the characters that they may be, likely ones first. Points lie in the box in which was
 * written, x to the right, y down. It is an aid for tidy writing, never the only way: some
 * characters no model knows.
 *
 * Failures: invalidData (a point outside the box, more points than HANDWRITING_POINTS_MAX).
 */
#ifndef KIOSK_HANDWRITING_H
#define KIOSK_HANDWRITING_H

#include <kiosk/protocol.h>

#define HANDWRITING_SIDE_MAX 4096   // pixels
#define HANDWRITING_STROKES_MAX 64  // 64 is the stroke count of 𪚥, the most there is
#define HANDWRITING_STROKE_MAX 1000 // points
#define HANDWRITING_POINTS_MAX 4000 // of all strokes; they must fit into one packet
#define HANDWRITING_CANDIDATES_MAX 10
#define HANDWRITING_RECOGNISE_TIMEOUT_MS 2000

static const struct schema handwriting_side_schema = {
    .kind = SCHEMA_INTEGER, .min = 16, .max = HANDWRITING_SIDE_MAX, .about = "Pixels."};
static const struct schema handwriting_coordinate_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = HANDWRITING_SIDE_MAX};
static const struct schema handwriting_point_schema = {.kind = SCHEMA_ARRAY,
                                                       .min = 2,
                                                       .max = 2,
                                                       .item =
                                                           &handwriting_coordinate_schema,
                                                       .about = "[x, y]"};
static const struct schema handwriting_stroke_schema = {.kind = SCHEMA_ARRAY,
                                                        .min = 1,
                                                        .max = HANDWRITING_STROKE_MAX,
                                                        .item =
                                                            &handwriting_point_schema};
static const struct schema handwriting_strokes_schema = {.kind = SCHEMA_ARRAY,
                                                         .min = 1,
                                                         .max = HANDWRITING_STROKES_MAX,
                                                         .item =
                                                             &handwriting_stroke_schema};
static const struct schema handwriting_candidate_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = 4, .about = "One character."};
static const struct schema handwriting_candidates_schema = {
    .kind = SCHEMA_ARRAY,
    .max = HANDWRITING_CANDIDATES_MAX,
    .item = &handwriting_candidate_schema};

static const struct schema_member handwriting_recognise_members[] = {
    {"strokes", &handwriting_strokes_schema, true, NULL},
    {"width", &handwriting_side_schema, true, "Of the box in which was written."},
    {"height", &handwriting_side_schema, true, NULL},
    {0}};
static const struct schema handwriting_recognise_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = handwriting_recognise_members};

static const struct schema_member handwriting_recognised_members[] = {
    {"candidates", &handwriting_candidates_schema, true, NULL}, {0}};
static const struct schema handwriting_recognised_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = handwriting_recognised_members};

static const struct protocol_command handwriting_commands[] = {
    {"Handwriting.Recognise", "What character the strokes may be.",
     &handwriting_recognise_payload, &handwriting_recognised_schema,
     HANDWRITING_RECOGNISE_TIMEOUT_MS},
    {0}};

static const struct protocol_event handwriting_events[] = {{0}};

static const struct driver_class handwriting_class = {"handwriting", handwriting_commands,
                                                      handwriting_events};

#endif
