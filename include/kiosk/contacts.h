// SPDX-License-Identifier: Apache-2.0
/* Class "contacts": what a cabinet has besides its devices: doors, tamper switches, a presence
 * sensor, a call button, a headphone jack; and lamps.
 *
 * Contacts.Changed comes when a contact has kept its new value for CONTACTS_SETTLE_MS. What
 * the machine must answer for is the driver's status as well: a cabinet door that is open is
 * userError + doorOpen (staff close it), a tamper switch that is released is fraudAttempt +
 * tampered (an engineer looks; it stays until the switch is closed again). Tamper outranks door.
 *
 * Failures of Contacts.Read and Contacts.SetLight: deviceNotReady + notConnected, or
 * unsupportedData when there is no such lamp.
 *
 * Words after CEN XFS4IoT Auxiliaries and Lights; lamps are on or off: nothing blinks here.
 */
#ifndef KIOSK_CONTACTS_H
#define KIOSK_CONTACTS_H

#include <kiosk/protocol.h>

#define CONTACTS_TIMEOUT_MS 2000
#define CONTACTS_SETTLE_MS 30 // longest bounce of a cabinet switch

static const char *const contacts_contact_words[] = {
    "cabinetDoor",         // closed open
    "tamperSensor",        // closed (untouched) open (tampered with)
    "proximitySensor",     // present notPresent: somebody stands before the machine
    "enhancedAudioSensor", // present notPresent: headphones are plugged
    "callButton",          // present (pressed) notPresent
    NULL,
};

static const char *const contacts_value_words[] = {"closed", "open", "present",
                                                   "notPresent", NULL};

static const char *const contacts_light_words[] = {
    "cardReader",  "scanner", "documentPrinter", "receiptPrinter",
    "statusGood", // the machine is in service
    "statusBad",  // staff must come
    "fasciaLight", NULL,
};

static const struct schema contacts_contact_schema = {
    .kind = SCHEMA_STRING,
    .choices = contacts_contact_words,
    .source = "CEN/CWA 17852 (XFS4IoT), Auxiliaries"};
static const struct schema contacts_value_schema = {.kind = SCHEMA_STRING,
                                                    .choices = contacts_value_words};
static const struct schema contacts_light_schema = {
    .kind = SCHEMA_STRING,
    .choices = contacts_light_words,
    .source = "CEN/CWA 17852 (XFS4IoT), Lights"};

static const struct schema_member contacts_changed_members[] = {
    {"contact", &contacts_contact_schema, true, NULL},
    {"value", &contacts_value_schema, true, NULL},
    {0}};
static const struct schema contacts_changed_schema = {
    .kind = SCHEMA_OBJECT, .open = true, .members = contacts_changed_members};
static const struct schema contacts_list_schema = {
    .kind = SCHEMA_ARRAY, .max = 16, .item = &contacts_changed_schema};
static const struct schema contacts_lights_schema = {
    .kind = SCHEMA_ARRAY, .max = 16, .item = &contacts_light_schema};

static const struct schema_member contacts_read_members[] = {
    {"contacts", &contacts_list_schema, true, "Each contact that there is."},
    {"lights", &contacts_lights_schema, true, "Each lamp that there is."},
    {0}};
static const struct schema contacts_read_completion = {
    .kind = SCHEMA_OBJECT, .open = true, .members = contacts_read_members};

static const struct schema_member contacts_light_members[] = {
    {"light", &contacts_light_schema, true, NULL},
    {"on", &schema_boolean, true, NULL},
    {0}};
static const struct schema contacts_light_payload = {
    .kind = SCHEMA_OBJECT, .open = true, .members = contacts_light_members};

static const struct schema contacts_nothing = {.kind = SCHEMA_OBJECT, .open = true};

static const struct protocol_command contacts_commands[] = {
    {"Contacts.Read", "How each contact is.", &contacts_nothing,
     &contacts_read_completion, CONTACTS_TIMEOUT_MS},
    {"Contacts.SetLight", "Switches a lamp.", &contacts_light_payload, &contacts_nothing,
     CONTACTS_TIMEOUT_MS},
    {0}};

static const struct protocol_event contacts_events[] = {
    {"Contacts.Changed", "A contact has another value.", &contacts_changed_schema}, {0}};

static const struct driver_class contacts_class = {"contacts", contacts_commands,
                                                   contacts_events};

#endif
