// SPDX-License-Identifier: Apache-2.0
/* A document: what a slip or notice says, as blocks of JSON. Core writes it, documents/ sets
 * it as A4 pages (for the typesetter driver and for the office). The order of blocks is the
 * order on paper. An example: tests/documents/receipt.json.
 *
 *   {"title": "收件回执", "style": "standard",            "large": large print (look.md §10)
 *    "head": {"issuer": "青山镇便民服务中心", "place": "24小时自助服务区 · 1号机 0001",
 *             "tag": "示例数据", "continued": "0001 261121 0007 1"},
 *    "foot": {"note": "本单由1号机打印…", "copy": "申请人留存"},
 *    "blocks": [ … ]}
 *
 * Strings may hold **bold** parts, line feeds, "□" for a box to tick and runs of four or
 * more "_" for a line to write on, and nothing else. A character that no text font has, and
 * every private-use one, is shown by its code: [U+E000].
 *
 * Blocks, by "kind"; the members of each stand in its schema below:
 *   identity   what stands beside the title; only as first block. "compact": labels beside
 *              small numbers (notices that the office sends)
 *   box        framed paragraph; "lead" is one larger line above the text; "heavy": thick
 *              frame and very large lead (an appointment); "code": a QR at the right
 *   heading    head with its bar; never parted from what follows
 *   rows       two columns, label and value
 *   table      columns with a head that is repeated on each page; large print sets each row
 *              as a paragraph
 *   steps      numbered; with dates ("when") standard print sets them as rows
 *   paragraph
 *   contacts   whom to call; large print sets the values very large
 *   seal       at the right the place for the seal, 50×42 mm dashed; at the left "lines"
 *   page       page break
 *
 * Sizes come from the look, not from the document; width_mm and label_mm are wishes.
 * Source: look.md §10; A4 of ISO 216; QR of ISO/IEC 18004.
 */
#ifndef KIOSK_DOCUMENT_H
#define KIOSK_DOCUMENT_H

#include <kiosk/schema.h>

#define DOCUMENT_BLOCKS_MAX 200
#define DOCUMENT_TEXT_MAX 4000 // code points
#define DOCUMENT_LINE_MAX 100  // code points; what stands on one line
#define DOCUMENT_NOTE_MAX 240  // code points; the foot is four lines at most
#define DOCUMENT_CODE_MAX 300  // bytes; what still fits beside the title
#define DOCUMENT_PAGES_MAX 40

static const char *const document_style_words[] = {"standard", "large", NULL};
static const char *const document_block_words[] = {
    "identity",  "box",      "heading", "rows", "table", "steps",
    "paragraph", "contacts", "seal",    "page", NULL};
static const struct schema document_style_schema = {.kind = SCHEMA_STRING,
                                                    .choices = document_style_words};
static const struct schema document_text_schema = {.kind = SCHEMA_STRING,
                                                   .max = DOCUMENT_TEXT_MAX};
static const struct schema document_line_schema = {.kind = SCHEMA_STRING,
                                                   .max = DOCUMENT_LINE_MAX};
static const struct schema document_note_schema = {.kind = SCHEMA_STRING,
                                                   .max = DOCUMENT_NOTE_MAX};
static const struct schema document_code_data_schema = {.kind = SCHEMA_STRING,
                                                        .min = 1,
                                                        .max = DOCUMENT_CODE_MAX,
                                                        .about = "What the QR holds."};
static const struct schema document_mm_schema = {
    .kind = SCHEMA_INTEGER, .min = 8, .max = 165, .about = "Millimetres; a wish."};

static const struct schema_member document_pair_members[] = {
    {"label", &document_text_schema, true, NULL},
    {"value", &document_text_schema, true, NULL},
    {0}};
static const struct schema document_pair_schema = {
    .kind = SCHEMA_OBJECT, .name = "LabelledValue", .members = document_pair_members};
static const struct schema document_pairs_schema = {
    .kind = SCHEMA_ARRAY, .max = 400, .item = &document_pair_schema};
static const struct schema document_numbers_schema = {
    .kind = SCHEMA_ARRAY, .max = 6, .item = &document_pair_schema};
static const struct schema_member document_code_members[] = {
    {"data", &document_code_data_schema, true, NULL},
    {"caption", &document_line_schema, true, "One line what it is for."},
    {0}};
static const struct schema document_code_schema = {
    .kind = SCHEMA_OBJECT, .name = "QrCode", .members = document_code_members};
static const struct schema_member document_column_members[] = {
    {"title", &document_text_schema, true, NULL},
    {"width_mm", &document_mm_schema, false,
     "Left out: shared out by what the cells need."},
    {"centred", &schema_boolean, false, NULL},
    {0}};
static const struct schema document_column_schema = {.kind = SCHEMA_OBJECT,
                                                     .members = document_column_members};
static const struct schema document_columns_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 8, .item = &document_column_schema};
static const struct schema document_cells_schema = {.kind = SCHEMA_ARRAY,
                                                    .min = 1,
                                                    .max = 8,
                                                    .item = &document_text_schema,
                                                    .about = "One text a column."};
static const struct schema document_cell_rows_schema = {
    .kind = SCHEMA_ARRAY, .max = 400, .item = &document_cells_schema};
static const struct schema_member document_step_members[] = {
    {"when", &document_text_schema, true, "May be empty."},
    {"what", &document_text_schema, true, NULL},
    {0}};
static const struct schema document_step_schema = {.kind = SCHEMA_OBJECT,
                                                   .members = document_step_members};
static const struct schema document_steps_schema = {
    .kind = SCHEMA_ARRAY, .min = 1, .max = 40, .item = &document_step_schema};
static const struct schema document_lines_schema = {
    .kind = SCHEMA_ARRAY, .max = 6, .item = &document_line_schema};

/* ---- kinds of blocks
 * ---------------------------------------------------------------------- */

static const struct schema document_kind_schema = {.kind = SCHEMA_STRING,
                                                   .choices = document_block_words};
#define DOCUMENT_KIND                                                                    \
    {                                                                                    \
        "kind", &document_kind_schema, true, NULL                                        \
    }

static const struct schema_member document_identity_members[] = {
    DOCUMENT_KIND,
    {"lead", &document_text_schema, false, "One sentence below the title."},
    {"numbers", &document_numbers_schema, false, "Receipt number, query code."},
    {"compact", &schema_boolean, false, NULL},
    {"time", &document_pair_schema, false, NULL},
    {"code", &document_code_schema, false, NULL},
    {0}};
static const struct schema_member document_box_members[] = {
    DOCUMENT_KIND,
    {"lead", &document_text_schema, false, NULL},
    {"text", &document_text_schema, true, NULL},
    {"heavy", &schema_boolean, false, NULL},
    {"code", &document_code_schema, false, NULL},
    {0}};
static const struct schema_member document_text_members[] = {
    DOCUMENT_KIND, {"text", &document_text_schema, true, NULL}, {0}};
static const struct schema_member document_rows_members[] = {
    DOCUMENT_KIND,
    {"label_mm", &document_mm_schema, false, "30 when left out."},
    {"rows", &document_pairs_schema, true, NULL},
    {0}};
static const struct schema_member document_table_members[] = {
    DOCUMENT_KIND,
    {"columns", &document_columns_schema, true, NULL},
    {"rows", &document_cell_rows_schema, true, NULL},
    {0}};
static const struct schema_member document_steps_members[] = {
    DOCUMENT_KIND, {"steps", &document_steps_schema, true, NULL}, {0}};
static const struct schema_member document_contacts_members[] = {
    DOCUMENT_KIND, {"rows", &document_pairs_schema, true, NULL}, {0}};
static const struct schema_member document_seal_members[] = {
    DOCUMENT_KIND,
    {"text", &document_text_schema, true, "Stands in the place for the seal."},
    {"lines", &document_lines_schema, false, "Signature, date: stand at the left."},
    {0}};
static const struct schema_member document_page_members[] = {DOCUMENT_KIND, {0}};
#undef DOCUMENT_KIND

static const struct schema document_block_schemas[] = {
    // in the order of the words
    {.kind = SCHEMA_OBJECT,
     .name = "IdentityBlock",
     .members = document_identity_members},
    {.kind = SCHEMA_OBJECT, .name = "BoxBlock", .members = document_box_members},
    {.kind = SCHEMA_OBJECT, .name = "HeadingBlock", .members = document_text_members},
    {.kind = SCHEMA_OBJECT, .name = "RowsBlock", .members = document_rows_members},
    {.kind = SCHEMA_OBJECT, .name = "TableBlock", .members = document_table_members},
    {.kind = SCHEMA_OBJECT, .name = "StepsBlock", .members = document_steps_members},
    {.kind = SCHEMA_OBJECT, .name = "ParagraphBlock", .members = document_text_members},
    {.kind = SCHEMA_OBJECT,
     .name = "ContactsBlock",
     .members = document_contacts_members},
    {.kind = SCHEMA_OBJECT, .name = "SealBlock", .members = document_seal_members},
    {.kind = SCHEMA_OBJECT, .name = "PageBlock", .members = document_page_members},
};

/* Any block: its kind decides which of the schemas above it must pass. */
static const struct schema_member document_block_members[] = {
    {"kind", &document_kind_schema, true, NULL}, {0}};
static const struct schema document_block_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Block",
    .open = true,
    .members = document_block_members,
    .about = "One of the blocks; `kind` decides which members it has."};
static const struct schema document_blocks_schema = {.kind = SCHEMA_ARRAY,
                                                     .min = 1,
                                                     .max = DOCUMENT_BLOCKS_MAX,
                                                     .item = &document_block_schema};

static const struct schema_member document_head_members[] = {
    {"issuer", &document_line_schema, true, NULL},
    {"place", &document_line_schema, false, NULL},
    {"tag", &document_line_schema, false, NULL},
    {"continued", &document_line_schema, false,
     "The number; stands at the head from page 2 on."},
    {0}};
static const struct schema document_head_schema = {.kind = SCHEMA_OBJECT,
                                                   .members = document_head_members};
static const struct schema_member document_foot_members[] = {
    {"note", &document_note_schema, true, NULL},
    {"copy", &document_line_schema, false, NULL},
    {0}};
static const struct schema document_foot_schema = {.kind = SCHEMA_OBJECT,
                                                   .members = document_foot_members};

static const struct schema_member document_members[] = {
    {"title", &document_line_schema, true, NULL},
    {"style", &document_style_schema, true, NULL},
    {"head", &document_head_schema, true, NULL},
    {"foot", &document_foot_schema, false, NULL},
    {"blocks", &document_blocks_schema, true, NULL},
    {0}};
static const struct schema document_schema = {
    .kind = SCHEMA_OBJECT, .name = "Document", .members = document_members};

#endif
