// SPDX-License-Identifier: Apache-2.0
/* Class "input": keys of a keyboard on the screen become Chinese characters.
 *
 * Nothing is kept between commands: each carries the whole composition, all keys so far. A
 * driver that was killed has lost nothing, and one that ran remembers nothing. It never learns
 * from what is chosen, and writes no file.
 *
 * Schemes and their keys
 *   pinyin26  a-z, and ' between syllables
 *   pinyin9   2-9 as on a telephone; a reading that the person picked stands in the place of
 *             its digits, with ' behind it: "64426" → "ni'426". Letters count as keys too.
 *   stroke    h 横, s 竖, p 撇, n 点 and 捺, z 折, in the order of writing
 *
 * Input.Key gives a page of candidates for a composition, best first. A candidate may stand
 * for the first keys only (王 of "wangxiaoming"): Input.Choose says what the chosen one is and
 * what is left of the composition. The person's text is what was chosen, one after another.
 *
 * Failures: invalidData (a key that the scheme has not, more keys than INPUT_KEYS_MAX, a
 * candidate that is not there).
 */
#ifndef KIOSK_INPUT_H
#define KIOSK_INPUT_H

#include <kiosk/protocol.h>

#define INPUT_KEYS_MAX 40 // a sentence; more keys cost more time than a finger allows
#define INPUT_PAGE_MAX 999
#define INPUT_COUNT_MAX 60 // candidates a page
#define INPUT_COUNT_NORMAL 10
#define INPUT_READINGS_MAX 24
#define INPUT_KEY_TIMEOUT_MS 1000

static const char *const input_scheme_words[] = {"pinyin26", "pinyin9", "stroke", NULL};

static const struct schema input_scheme_schema = {.kind = SCHEMA_STRING,
                                                  .choices = input_scheme_words};
static const struct schema input_composition_schema = {
    .kind = SCHEMA_STRING,
    .max = INPUT_KEYS_MAX,
    .about = "All keys so far; may be empty."};
static const struct schema input_page_schema = {.kind = SCHEMA_INTEGER,
                                                .min = 0,
                                                .max = INPUT_PAGE_MAX,
                                                .about =
                                                    "From 0; the first when left out."};
static const struct schema input_count_schema = {
    .kind = SCHEMA_INTEGER,
    .min = 1,
    .max = INPUT_COUNT_MAX,
    .about = "Candidates a page; 10 when left out."};
static const struct schema input_index_schema = {
    .kind = SCHEMA_INTEGER,
    .min = 0,
    .max = (INPUT_PAGE_MAX + 1) * INPUT_COUNT_MAX,
    .about = "Place of the candidate among all of them, from 0."};
static const struct schema input_text_schema = {.kind = SCHEMA_STRING, .max = 200};

static const struct schema_member input_candidate_members[] = {
    {"text", &input_text_schema, true, NULL},
    {"comment", &input_text_schema, false,
     "What tells it from others, e.g. its strokes."},
    {0}};
static const struct schema input_candidate_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = input_candidate_members};
static const struct schema input_candidates_schema = {
    .kind = SCHEMA_ARRAY, .max = INPUT_COUNT_MAX, .item = &input_candidate_schema};
static const struct schema input_readings_schema = {
    .kind = SCHEMA_ARRAY,
    .max = INPUT_READINGS_MAX,
    .item = &input_text_schema,
    .about = "Syllables that the first digits may mean, likely ones first (pinyin9)."};

static const struct schema_member input_key_members[] = {
    {"scheme", &input_scheme_schema, true, NULL},
    {"composition", &input_composition_schema, true, NULL},
    {"page", &input_page_schema, false, NULL},
    {"count", &input_count_schema, false, NULL},
    {0}};
static const struct schema input_key_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = input_key_members};

static const struct schema_member input_keyed_members[] = {
    {"preedit", &input_text_schema, true, "The composition as one reads it: syllables."},
    {"candidates", &input_candidates_schema, true, NULL},
    {"readings", &input_readings_schema, true, NULL},
    {"more", &schema_boolean, true, "There is a page behind this one."},
    {0}};
static const struct schema input_keyed_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = input_keyed_members};

static const struct schema_member input_choose_members[] = {
    {"scheme", &input_scheme_schema, true, NULL},
    {"composition", &input_composition_schema, true, NULL},
    {"index", &input_index_schema, true, NULL},
    {0}};
static const struct schema input_choose_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = input_choose_members};

static const struct schema_member input_chosen_members[] = {
    {"text", &input_text_schema, true, "What was chosen."},
    {"rest", &input_composition_schema, true,
     "Composition of what is left; may be empty."},
    {0}};
static const struct schema input_chosen_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = input_chosen_members};

static const struct protocol_command input_commands[] = {
    {"Input.Key", "Candidates for a composition.", &input_key_payload,
     &input_keyed_schema, INPUT_KEY_TIMEOUT_MS},
    {"Input.Choose", "Takes one candidate.", &input_choose_payload, &input_chosen_schema,
     INPUT_KEY_TIMEOUT_MS},
    {0}};

static const struct protocol_event input_events[] = {{0}};

static const struct driver_class input_class = {"input", input_commands, input_events};

#endif
