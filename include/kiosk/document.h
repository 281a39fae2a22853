// SPDX-License-Identifier: Apache-2.0
/* A document: what a slip or notice says, as blocks of JSON. Core writes it, documents/ sets
 * it as pages (for the typesetter driver and for the office). Strings may hold **bold** parts
 * and nothing else. Order of blocks is the order on paper.
 *
 *   {"title": "收件回执", "style": "standard",            "large": large print (look.md §10)
 *    "head": {"issuer": "青山镇便民服务中心", "place": "24小时自助服务区 · 1号机 0001",
 *             "tag": "示例数据", "continued": "0001 261121 0007 1"},
 *    "foot": {"note": "本单由1号机打印…", "copy": "申请人留存"},
 *    "blocks": [ … ]}
 *
 * Blocks, by "kind":
 *   identity  what stands beside the title: {"lead", "numbers":[{"label","value"}],
 *             "time":{"label","value"}, "code":{"data","caption"}}: the QR stands right
 *   box       {"text"}                                   framed paragraph
 *   heading   {"text"}                                   head with its bar
 *   rows      {"label_mm", "rows":[{"label","value"}]}   two-column table
 *   table     {"columns":[{"title","width_mm","centred"}], "rows":[["…", …], …]}
 *   steps     {"steps":[{"when","what"}]}                numbered
 *   paragraph {"text"}
 *   seal      {"text"}                                   place for the seal, 50×42 mm dashed
 *   page      {}                                         page break
 *
 * Sizes come from the look, not from the document; width_mm and label_mm are wishes.
 * Source: look.md §10; A4 of ISO 216.
 */
#ifndef KIOSK_DOCUMENT_H
#define KIOSK_DOCUMENT_H

#include <kiosk/schema.h>

#define DOCUMENT_BLOCKS_MAX 200
#define DOCUMENT_TEXT_MAX 4000 // code points

static const char *const document_style_words[] = {"standard", "large", NULL};
static const char *const document_block_words[] = {
    "identity", "box", "heading", "rows", "table", "steps", "paragraph", "seal", "page", NULL};
static const struct schema document_style_schema = {
    .kind = SCHEMA_STRING, .choices = document_style_words};
static const struct schema document_kind_schema = {
    .kind = SCHEMA_STRING, .choices = document_block_words};
static const struct schema document_text_schema = {
    .kind = SCHEMA_STRING, .max = DOCUMENT_TEXT_MAX};
static const struct schema document_mm_schema = {
    .kind = SCHEMA_INTEGER, .min = 4, .max = 165, .about = "Millimetres."};

static const struct schema_member document_pair_members[] = {
    {"label", &document_text_schema, true, NULL},
    {"value", &document_text_schema, true, NULL},
    {0}};
static const struct schema document_pair_schema = {
    .kind = SCHEMA_OBJECT, .members = document_pair_members};
static const struct schema document_pairs_schema = {
    .kind = SCHEMA_ARRAY, .max = 100, .item = &document_pair_schema};
static const struct schema_member document_code_members[] = {
    {"data", &document_text_schema, true, "What the QR holds."},
    {"caption", &document_text_schema, true, NULL},
    {0}};
static const struct schema document_code_schema = {
    .kind = SCHEMA_OBJECT, .members = document_code_members};
static const struct schema_member document_column_members[] = {
    {"title", &document_text_schema, true, NULL},
    {"width_mm", &document_mm_schema, false, NULL},
    {"centred", &schema_boolean, false, NULL},
    {0}};
static const struct schema document_column_schema = {
    .kind = SCHEMA_OBJECT, .members = document_column_members};
static const struct schema document_columns_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &document_column_schema};
static const struct schema document_cells_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &document_text_schema};
/* rows of "rows" are pairs, rows of "table" are arrays of cells: told apart by the kind. */
static const struct schema document_rows_schema = {
    .kind = SCHEMA_ARRAY, .max = 400, .item = &schema_any};
static const struct schema_member document_step_members[] = {
    {"when", &document_text_schema, true, NULL},
    {"what", &document_text_schema, true, NULL},
    {0}};
static const struct schema document_step_schema = {
    .kind = SCHEMA_OBJECT, .members = document_step_members};
static const struct schema document_steps_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 40, .item = &document_step_schema};

static const struct schema_member document_block_members[] = {
    {"kind", &document_kind_schema, true, NULL},
    {"text", &document_text_schema, false, NULL},
    {"lead", &document_text_schema, false, NULL},
    {"numbers", &document_pairs_schema, false, NULL},
    {"time", &document_pair_schema, false, NULL},
    {"code", &document_code_schema, false, NULL},
    {"label_mm", &document_mm_schema, false, NULL},
    {"rows", &document_rows_schema, false, NULL},
    {"columns", &document_columns_schema, false, NULL},
    {"steps", &document_steps_schema, false, NULL},
    {0}};
static const struct schema document_block_schema = {
    .kind = SCHEMA_OBJECT, .name = "Block", .members = document_block_members};
static const struct schema document_blocks_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = DOCUMENT_BLOCKS_MAX,
    .item = &document_block_schema};

static const struct schema_member document_head_members[] = {
    {"issuer", &document_text_schema, true, NULL},
    {"place", &document_text_schema, false, NULL},
    {"tag", &document_text_schema, false, NULL},
    {"continued", &document_text_schema, false, "Stands at the head from page 2 on."},
    {0}};
static const struct schema document_head_schema = {
    .kind = SCHEMA_OBJECT, .members = document_head_members};
static const struct schema_member document_foot_members[] = {
    {"note", &document_text_schema, true, NULL},
    {"copy", &document_text_schema, false, NULL},
    {0}};
static const struct schema document_foot_schema = {
    .kind = SCHEMA_OBJECT, .members = document_foot_members};

static const struct schema_member document_members[] = {
    {"title", &document_text_schema, true, NULL},
    {"style", &document_style_schema, true, NULL},
    {"head", &document_head_schema, true, NULL},
    {"foot", &document_foot_schema, false, NULL},
    {"blocks", &document_blocks_schema, true, NULL},
    {0}};
static const struct schema document_schema = {
    .kind = SCHEMA_OBJECT, .name = "Document", .members = document_members};

#endif
