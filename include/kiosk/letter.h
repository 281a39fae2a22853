// SPDX-License-Identifier: Apache-2.0
/* Letters: what a terminal tells the office and nobody waits for: ratings (好差评), matters
 * that could not be done (办不成事), calls for help, signatures for a result (送达回执).
 *
 * A letter is one JSON body with an id. The terminal keeps it and sends it in order, later
 * when the office is away; the same id with the same body is the same letter and gets the
 * same answer, with another body 409 letter_differs. What says who a person is (the own
 * telephone number, own words, a signature) stands in `sealed` alone: a piece "letter" of the
 * letter's id after <kiosk/envelope.h>, as base64; inside is LetterPrivate.
 */
#ifndef KIOSK_LETTER_H
#define KIOSK_LETTER_H

#include <kiosk/envelope.h>
#include <kiosk/schema.h>

#define LETTER_PIECE "letter" // name of the sealed piece
#define LETTER_REASONS_MAX 6
#define LETTER_WORDS_MAX 200    // code points of own words
#define LETTER_STROKES_MAX 64   // of a signature
#define LETTER_STROKE_MAX 600   // numbers of one stroke
#define LETTER_NUMBERS_MAX 4096 // of all strokes of a signature together
#define LETTER_LEVEL_BAD 2      // 不满意 and 非常不满意 (1) open a ticket
#define LETTER_TROUBLE_DAYS 1   // working days until somebody answers a matter
#define LETTER_RATING_DAYS 2    // and until a bad rating is put right

static const char *const letter_trouble_words[] = {
    "papers",  // 要的材料拿不出来
    "trips",   // 跑了几趟没办成
    "refused", // 说我不能办
    "late",    // 过了日子没结果
    "manner",  // 态度不好
    "other",   // 别的原因
    NULL,
};
static const char *const letter_rating_words[] = {
    "speed",   // 办得快慢
    "guide",   // 说明清楚不清楚
    "steps",   // 步骤多少
    "machine", // 机器好不好用
    "manner",  // 工作人员态度
    "result",  // 办成没办成
    NULL,
};
static const char *const letter_help_words[] = {
    "come",      // somebody is wanted at the machine
    "no_longer", // and is not any more
    "call_back", // nobody was in: call this number
    NULL,
};
static const char *const letter_ticket_words[] = {
    "waiting",  // nobody has taken it yet
    "taken",    // somebody in charge has it
    "answered", // the person was told something
    "closed",   // it is settled
    NULL,
};
static const char *const letter_state_words[] = {
    "noted", // nobody need do anything
    "open",  // somebody must, until `answer_by`
    "closed",
    NULL,
};

static const struct schema letter_sealed_schema = {
    .kind = SCHEMA_STRING, .max = 48 * 1024, .about = "LetterPrivate, sealed; base64."};
static const struct schema letter_phone_schema = {
    .kind = SCHEMA_STRING, .min = 5, .max = 20, .about = "Digits."};
static const struct schema letter_words_schema = {
    .kind = SCHEMA_STRING, .min = 1, .max = LETTER_WORDS_MAX * 4, .about = "As written."};

/* A signature: strokes of x, y, x, y …, in thousandths of the width of the field. */
static const struct schema letter_coordinate_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 1000};
static const struct schema letter_stroke_schema = {.kind = SCHEMA_ARRAY,
                                                   .min = 2,
                                                   .max = LETTER_STROKE_MAX,
                                                   .item = &letter_coordinate_schema};
static inline const char *
letter_strokes_rule(const json_t *strokes)
{
    size_t numbers = 0;

    for (size_t i = 0; i < json_array_size(strokes); i++)
        numbers += json_array_size(json_array_get(strokes, i));
    return numbers > LETTER_NUMBERS_MAX ? "all strokes together have too many points"
                                        : NULL;
}
static const struct schema letter_strokes_schema = {.kind = SCHEMA_ARRAY,
                                                    .min = 1,
                                                    .max = LETTER_STROKES_MAX,
                                                    .item = &letter_stroke_schema,
                                                    .rule = letter_strokes_rule};
static const struct schema_member letter_private_members[] = {
    {"phone", &letter_phone_schema, false, "To call back."},
    {"words", &letter_words_schema, false, "Of a matter that could not be done."},
    {"strokes", &letter_strokes_schema, false, "Of a delivery: who took it signed."},
    {0}};
static const struct schema letter_private_schema = {.kind = SCHEMA_OBJECT,
                                                    .name = "LetterPrivate",
                                                    .open = true,
                                                    .members = letter_private_members};

#define LETTER_MEMBERS                                                                   \
    {"id", &schema_uuid, true, "Of the letter."},                                        \
        {"terminal", &envelope_terminal_schema, true, NULL},                             \
    {                                                                                    \
        "at", &schema_date_time, true, "When the person gave it."                        \
    }

/* ---- ratings ---------------------------------------------------------------------------- */

static const struct schema letter_level_schema = {
    .kind = SCHEMA_INTEGER,
    .min = 0,
    .max = 5,
    .about = "5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意; 0 不评价."};
static const struct schema letter_rating_word_schema = {.kind = SCHEMA_STRING,
                                                        .choices = letter_rating_words};
static const struct schema letter_tags_schema = {
    .kind = SCHEMA_ARRAY, .max = LETTER_REASONS_MAX, .item = &letter_rating_word_schema};
static const struct schema_member letter_rating_members[] = {
    LETTER_MEMBERS,
    {"case_id", &schema_uuid, true, "One rating a case; it may come before the case."},
    {"service", &schema_slug, true, NULL},
    {"level", &letter_level_schema, true, NULL},
    {"tags", &letter_tags_schema, true, "What it is about."},
    {0}};
static const struct schema letter_rating_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Rating",
                                                   .open = true,
                                                   .members = letter_rating_members};

/* ---- matters that could not be done ----------------------------------------------------- */

static const struct schema letter_number_schema = {
    .kind = SCHEMA_STRING,
    .min = 16,
    .max = 16,
    .about = "B and 15 digits as of a receipt number: what the person takes home."};
static const struct schema letter_trouble_word_schema = {.kind = SCHEMA_STRING,
                                                         .choices = letter_trouble_words};
static const struct schema letter_reasons_schema = {.kind = SCHEMA_ARRAY,
                                                    .min = 1,
                                                    .max = LETTER_REASONS_MAX,
                                                    .item = &letter_trouble_word_schema};
static const struct schema_member letter_trouble_members[] = {
    LETTER_MEMBERS,
    {"number", &letter_number_schema, true, NULL},
    {"reasons", &letter_reasons_schema, true, NULL},
    {"screen", &schema_slug, true, "Where the person was."},
    {"service", &schema_slug, false, "What the person was doing."},
    {"case_id", &schema_uuid, false, "What was handed in already."},
    {"sealed", &letter_sealed_schema, false,
     "Absent: neither number nor words were left."},
    {0}};
static const struct schema letter_trouble_schema = {.kind = SCHEMA_OBJECT,
                                                    .name = "Trouble",
                                                    .open = true,
                                                    .members = letter_trouble_members};

/* ---- calls for help --------------------------------------------------------------------- */

static const struct schema letter_help_word_schema = {.kind = SCHEMA_STRING,
                                                      .choices = letter_help_words};
static const struct schema_member letter_help_members[] = {
    LETTER_MEMBERS,
    {"kind", &letter_help_word_schema, true, NULL},
    {"screen", &schema_slug, true, "Where the person was."},
    {"sealed", &letter_sealed_schema, false, "With call_back."},
    {0}};
static const struct schema letter_help_schema = {.kind = SCHEMA_OBJECT,
                                                 .name = "HelpCall",
                                                 .open = true,
                                                 .members = letter_help_members};

/* ---- signatures ------------------------------------------------------------------------- */

static const struct schema letter_result_number_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = 99, .about = "Of this case, from 1."};
static const struct schema_member letter_delivery_members[] = {
    LETTER_MEMBERS,
    {"case_id", &schema_uuid, true, NULL},
    {"result", &letter_result_number_schema, true,
     "That this terminal has fetched before; who knew the code then has signed now."},
    {"sheets", &schema_natural, true, "As the printer counted them."},
    {"sealed", &letter_sealed_schema, true, "The signature."},
    {0}};
static const struct schema letter_delivery_schema = {.kind = SCHEMA_OBJECT,
                                                     .name = "Delivery",
                                                     .open = true,
                                                     .members = letter_delivery_members};

/* ---- what the office answers ------------------------------------------------------------ */

static const struct schema letter_state_schema = {.kind = SCHEMA_STRING,
                                                  .choices = letter_state_words};
static const struct schema_member letter_stored_members[] = {
    {"id", &schema_uuid, true, NULL},
    {"state", &letter_state_schema, true, NULL},
    {"answer_by", &schema_date, false, "Last day; absent: nobody answers, or not known."},
    {0}};
static const struct schema letter_stored_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "LetterStored",
                                                   .open = true,
                                                   .members = letter_stored_members};

/* ---- how a matter that could not be done stands ----------------------------------------- */

static const struct schema_member letter_ticket_question_members[] = {
    {"terminal", &envelope_terminal_schema, true, "That asks."},
    {"number", &letter_number_schema, true, "As on the slip."},
    {0}};
static const struct schema letter_ticket_question_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "TicketQuestion",
    .open = true,
    .members = letter_ticket_question_members};
static const struct schema letter_ticket_word_schema = {.kind = SCHEMA_STRING,
                                                        .choices = letter_ticket_words};
static const struct schema_member letter_ticket_members[] = {
    {"number", &letter_number_schema, true, NULL},
    {"state", &letter_ticket_word_schema, true, NULL},
    {"at", &schema_date_time, true, "When the person gave it."},
    {"since", &schema_date_time, true, "When it came into this state."},
    {"answer_by", &schema_date, false, "Last day for an answer; absent: not known."},
    {0}};
static const struct schema letter_ticket_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Ticket",
    .open = true,
    .members = letter_ticket_members,
    .about =
        "Says nothing of the person or of what they wrote: the number is no secret."};

#endif
