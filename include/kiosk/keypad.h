// SPDX-License-Identifier: Apache-2.0
/* Class "keypad": tactile keys below the screen, for who cannot see or reach it.
 *
 * A key has a meaning, not a place: drivers turn the codes of their device into the words
 * below. Keypad.KeyPressed comes when a key goes down; held down it comes again after
 * KEYPAD_REPEAT_AFTER_MS and every KEYPAD_REPEAT_MS, for `next`, `previous`, `louder` and
 * `quieter` only, with `repeat` true. The device belongs to the driver alone: what is pressed
 * does not reach the window system as well.
 *
 * Keys are told from the start. Keypad.Enable with false silences them (the machine is being
 * cleaned); a driver that starts anew is enabled again.
 *
 * Failures of Keypad.Enable: deviceNotReady + notConnected / accessDenied.
 *
 * Source of the set: EN 301 549 5.1.6 and 8.4; keys of common accessible navigation pads.
 */
#ifndef KIOSK_KEYPAD_H
#define KIOSK_KEYPAD_H

#include <kiosk/protocol.h>

#define KEYPAD_ENABLE_TIMEOUT_MS 2000
#define KEYPAD_REPEAT_AFTER_MS 600
#define KEYPAD_REPEAT_MS 200

static const char *const keypad_key_words[] = {
    "next",                // to the thing behind; pads with a cross: right and down
    "previous",            // to the thing before; left and up
    "activate",            // does what has the focus says
    "back",                // one step back
    "repeat",              // says it once more
    "help",                // a person
    "louder",   "quieter", //
    "0",        "1",       "2", "3", "4", "5", "6", "7", "8", "9",
    "clear", // takes the last digit back
    NULL,
};

static const struct schema keypad_key_schema = {
    .kind = SCHEMA_STRING, .choices = keypad_key_words, .about = "What the key means."};
static const struct schema keypad_keys_schema = {
    .kind = SCHEMA_ARRAY, .max = 32, .item = &keypad_key_schema};

static const struct schema_member keypad_enable_payload_members[] = {
    {"enabled", &schema_boolean, true, "Whether pressed keys are told."}, {0}};
static const struct schema keypad_enable_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = keypad_enable_payload_members};

static const struct schema_member keypad_enable_completion_members[] = {
    {"keys", &keypad_keys_schema, true, "The keys that this pad has."},
    {"headphones", &schema_boolean, false,
     "Whether they are plugged; left out: the pad cannot tell."},
    {0}};
static const struct schema keypad_enable_completion = {
    .kind = SCHEMA_OBJECT, .open = true, .members = keypad_enable_completion_members};

static const struct schema_member keypad_pressed_members[] = {
    {"key", &keypad_key_schema, true, NULL},
    {"repeat", &schema_boolean, false, "The key is still held down."},
    {0}};
static const struct schema keypad_pressed_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = keypad_pressed_members};

static const struct schema_member keypad_headphones_members[] = {
    {"plugged", &schema_boolean, true, NULL}, {0}};
static const struct schema keypad_headphones_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = keypad_headphones_members};

static const struct protocol_command keypad_commands[] = {
    {"Keypad.Enable", "Tells pressed keys from now on, or no longer.",
     &keypad_enable_payload, &keypad_enable_completion, KEYPAD_ENABLE_TIMEOUT_MS},
    {0}};

/* All unsolicited. */
static const struct protocol_event keypad_events[] = {
    {"Keypad.KeyPressed", "A key went down.", &keypad_pressed_schema},
    {"Keypad.HeadphonesChanged", "Headphones were plugged in or out.",
     &keypad_headphones_schema},
    {0}};

static const struct driver_class keypad_class = {"keypad", keypad_commands,
                                                 keypad_events};

#endif
