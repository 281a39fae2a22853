// SPDX-License-Identifier: Apache-2.0
/* Bookings as they travel between a terminal and an office: bodies of the operations whose
 * names end in Windows, Slot, Slots, Booking or Bookings in <kiosk/office.h>.
 *
 * A SLOT is a span of time at a window, with room for `capacity` people, named
 *   <window>-<yyyymmdd>-<hhmm>. Which slots there are follows from the office's own rules; a
 *   terminal only repeats the names that it was given.
 *
 * A HOLD keeps one place of a slot for a person who decides, until `expires_at`. The terminal
 *   names it (UUID), so that a repeated request is the same hold. A place is given to exactly
 *   one hold; who comes too late is told slot_full and, in `next`, what is free instead. A hold
 *   that is over can still be confirmed as long as nobody else wanted its place.
 *
 * A BOOKING is confirmed under a UUID of the terminal: the same id again is the same booking.
 *   Its number has the shape of a receipt number, with serials from BOOKING_SERIAL_FIRST on, so
 *   that no case has the same. Its code is known to the person alone. Change and cancel are
 *   open to who has number and code, and to who has the card that it was booked with.
 *
 * The office keeps name, ID number and telephone sealed to its own key; the ID number is found
 * again by a keyed hash.
 */
#ifndef KIOSK_BOOKING_H
#define KIOSK_BOOKING_H

#include <kiosk/envelope.h>
#include <kiosk/schema.h>

#define BOOKING_SERIAL_FIRST 5001
#define BOOKING_DAYS_MAX 31
#define BOOKING_SLOTS_MAX 32 // a day: two weeks of them fit into OFFICE_BODY_MAX
#define BOOKING_NEXT_MAX 3   // slots offered instead of a full one
#define BOOKING_LIST_MAX 32
#define BOOKING_CODE_PREFIX "KB1" // of what the QR on a slip holds: KB1|number|signature

static const struct schema booking_slot_id_schema = {.kind = SCHEMA_STRING,
                                                     .format = SCHEMA_SLUG,
                                                     .min = 15,
                                                     .max = 60,
                                                     .about =
                                                         "<window>-<yyyymmdd>-<hhmm>"};
static const struct schema booking_time_schema = {
    .kind = SCHEMA_STRING, .min = 4, .max = 5, .about = "9:00 or 17:30, local."};
static const struct schema booking_count_schema = {
    .kind = SCHEMA_INTEGER, .min = 0, .max = 1000};
static const struct schema booking_services_schema = {
    .kind = SCHEMA_ARRAY, .max = 200, .item = &schema_slug};
static const struct schema booking_name_schema = {
    .kind = SCHEMA_STRING,
    .max = 200,
    .about = "\"\" when it was booked without a card."};
static const struct schema booking_id_number_schema = {
    .kind = SCHEMA_STRING, .min = 6, .max = 40, .about = "Of the document, as read."};
static const struct schema booking_phone_schema = {.kind = SCHEMA_STRING, .max = 30};
static const struct schema booking_code_data_schema = {
    .kind = SCHEMA_STRING,
    .max = 160,
    .about =
        "KB1|number|base64 ed25519 of \"KB1|number\" by the office's catalogue key."};

/* ---- windows and slots ------------------------------------------------------------------ */

static const struct schema_member booking_window_members[] = {
    {"id", &schema_slug, true, NULL},
    {"name", &schema_texts, true, "综合窗口"},
    {"where", &schema_texts, true, "中心一楼"},
    {"services", &booking_services_schema, true, "What it is for; it may do more."},
    {0}};
static const struct schema booking_window_schema = {.kind = SCHEMA_OBJECT,
                                                    .name = "BookingWindow",
                                                    .open = true,
                                                    .members = booking_window_members};
static const struct schema booking_windows_schema = {
    .kind = SCHEMA_ARRAY, .max = 64, .item = &booking_window_schema};

static const struct schema_member booking_slot_members[] = {
    {"id", &booking_slot_id_schema, true, NULL},
    {"day", &schema_date, true, NULL},
    {"from", &booking_time_schema, true, NULL},
    {"to", &booking_time_schema, true, NULL},
    {"capacity", &booking_count_schema, true, "People."},
    {"taken", &booking_count_schema, true, "Booked, or held by somebody who decides."},
    {0}};
static const struct schema booking_slot_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "BookingSlot",
                                                  .open = true,
                                                  .members = booking_slot_members};
static const struct schema booking_slots_schema = {
    .kind = SCHEMA_ARRAY, .max = BOOKING_SLOTS_MAX, .item = &booking_slot_schema};
static const struct schema booking_next_schema = {
    .kind = SCHEMA_ARRAY, .max = BOOKING_NEXT_MAX, .item = &booking_slot_schema};
static const char *const booking_day_words[] = {
    "open", "closed", // no hours on that day, or all of them are over
    "unknown",        // the holidays of that year are not announced yet
    NULL};
static const struct schema booking_day_word_schema = {.kind = SCHEMA_STRING,
                                                      .choices = booking_day_words};
static const struct schema_member booking_day_members[] = {
    {"day", &schema_date, true, NULL},
    {"state", &booking_day_word_schema, true, NULL},
    {"slots", &booking_slots_schema, true, "Those that can still be reached, by time."},
    {0}};
static const struct schema booking_day_schema = {.kind = SCHEMA_OBJECT,
                                                 .name = "BookingDay",
                                                 .open = true,
                                                 .members = booking_day_members};
static const struct schema booking_days_schema = {
    .kind = SCHEMA_ARRAY, .max = BOOKING_DAYS_MAX, .item = &booking_day_schema};
static const struct schema booking_day_count_schema = {
    .kind = SCHEMA_INTEGER, .min = 1, .max = BOOKING_DAYS_MAX};

/* What to bring: "户口簿", "原件", "首页和本人那一页". */
static const struct schema_member booking_thing_members[] = {
    {"name", &schema_texts, true, NULL},
    {"need", &schema_texts, false, NULL},
    {"about", &schema_texts, false, NULL},
    {0}};
static const struct schema booking_thing_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "BookingThing",
                                                   .open = true,
                                                   .members = booking_thing_members};
static const struct schema booking_things_schema = {
    .kind = SCHEMA_ARRAY, .max = 32, .item = &booking_thing_schema};

static const struct schema_member booking_list_windows_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL}, {0}};
static const struct schema booking_list_windows_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "ListWindows",
    .open = true,
    .members = booking_list_windows_members};
static const struct schema_member booking_windows_answer_members[] = {
    {"windows", &booking_windows_schema, true, "None: nothing can be booked here."},
    {"days_ahead", &schema_natural, true, "How far ahead one may book."},
    {0}};
static const struct schema booking_windows_answer_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Windows",
    .open = true,
    .members = booking_windows_answer_members};

static const struct schema_member booking_list_slots_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"service", &schema_slug, false, "Either this,"},
    {"window", &schema_slug, false, "or this."},
    {"from_day", &schema_date, true, "A day that is over: from today."},
    {"days", &booking_day_count_schema, true, NULL},
    {0}};
static const struct schema booking_list_slots_schema = {.kind = SCHEMA_OBJECT,
                                                        .name = "ListSlots",
                                                        .open = true,
                                                        .members =
                                                            booking_list_slots_members};
static const struct schema_member booking_slots_answer_members[] = {
    {"window", &booking_window_schema, true, NULL},
    {"days", &booking_days_schema, true, NULL},
    {"bring", &booking_things_schema, true, "What to bring."},
    {0}};
static const struct schema booking_slots_answer_schema = {
    .kind = SCHEMA_OBJECT,
    .name = "Slots",
    .open = true,
    .members = booking_slots_answer_members};

/* ---- holds ------------------------------------------------------------------------------ */

static const struct schema_member booking_hold_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"slot", &booking_slot_id_schema, true, NULL},
    {"hold_id", &schema_uuid, true, NULL},
    {"instead_of", &schema_uuid, false,
     "An earlier hold of this visit, which is let go."},
    {0}};
static const struct schema booking_hold_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "HoldSlot",
                                                  .open = true,
                                                  .members = booking_hold_members};
static const struct schema_member booking_held_members[] = {
    {"slot", &booking_slot_schema, true, NULL},
    {"expires_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema booking_held_schema = {
    .kind = SCHEMA_OBJECT, .name = "Held", .open = true, .members = booking_held_members};

/* ---- bookings --------------------------------------------------------------------------- */

static const char *const booking_state_words[] = {"booked", "cancelled", NULL};
static const struct schema booking_state_schema = {.kind = SCHEMA_STRING,
                                                   .choices = booking_state_words};
static const struct schema_member booking_members[] = {
    {"booking_id", &schema_uuid, true, NULL},
    {"booking_number", &envelope_receipt_schema, true, NULL},
    {"code", &envelope_query_code_schema, true, NULL},
    {"code_data", &booking_code_data_schema, true, "For the QR."},
    {"state", &booking_state_schema, true, NULL},
    {"slot", &booking_slot_schema, true, NULL},
    {"window", &booking_window_schema, true, NULL},
    {"service", &schema_slug, false,
     "What it is about; left out: anything at the window."},
    {"service_name", &schema_texts, false, NULL},
    {"bring", &booking_things_schema, true, "What to bring."},
    {"early_minutes", &schema_natural, true, "Come so much earlier."},
    {"late_minutes", &schema_natural, true, "Until then the place is kept."},
    {"booked_at", &schema_date_time, true, NULL},
    {0}};
static const struct schema booking_schema = {
    .kind = SCHEMA_OBJECT, .name = "Booking", .open = true, .members = booking_members};
static const struct schema booking_list_schema = {
    .kind = SCHEMA_ARRAY, .max = BOOKING_LIST_MAX, .item = &booking_schema};

static const struct schema_member booking_confirm_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"booking_id", &schema_uuid, true, NULL},
    {"hold_id", &schema_uuid, true, NULL},
    {"name", &booking_name_schema, true, NULL},
    {"id_number", &booking_id_number_schema, true, NULL},
    {"phone", &booking_phone_schema, false, NULL},
    {"service", &schema_slug, false, NULL},
    {0}};
static const struct schema booking_confirm_schema = {.kind = SCHEMA_OBJECT,
                                                     .name = "ConfirmBooking",
                                                     .open = true,
                                                     .members = booking_confirm_members};

static const char *
booking_who(const json_t *value)
{
    const bool by_card = json_object_get(value, "id_number") != NULL;
    const bool by_code = json_object_get(value, "code") != NULL;
    const bool named = json_object_get(value, "booking_number") != NULL;

    if (by_card == by_code)
        return "wanted is either id_number, or booking_number with code";
    return by_code && !named ? "a code needs its booking_number" : NULL;
}

static const struct schema_member booking_find_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"id_number", &booking_id_number_schema, false, "Of a card that was read."},
    {"booking_number", &envelope_receipt_schema, false, "With its code."},
    {"code", &envelope_query_code_schema, false, NULL},
    {0}};
static const struct schema booking_find_schema = {.kind = SCHEMA_OBJECT,
                                                  .name = "FindBookings",
                                                  .open = true,
                                                  .members = booking_find_members,
                                                  .rule = booking_who};
static const struct schema_member booking_found_members[] = {
    {"bookings", &booking_list_schema, true, "Not over and not cancelled, by time."},
    {0}};
static const struct schema booking_found_schema = {.kind = SCHEMA_OBJECT,
                                                   .name = "Bookings",
                                                   .open = true,
                                                   .members = booking_found_members};

static const struct schema_member booking_change_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"booking_number", &envelope_receipt_schema, true, NULL},
    {"id_number", &booking_id_number_schema, false, "Either this,"},
    {"code", &envelope_query_code_schema, false, "or this."},
    {"hold_id", &schema_uuid, true, "Of the new slot."},
    {0}};
static const struct schema booking_change_schema = {.kind = SCHEMA_OBJECT,
                                                    .name = "ChangeBooking",
                                                    .open = true,
                                                    .members = booking_change_members,
                                                    .rule = booking_who};
static const struct schema_member booking_cancel_members[] = {
    {"terminal", &envelope_terminal_schema, true, NULL},
    {"booking_number", &envelope_receipt_schema, true, NULL},
    {"id_number", &booking_id_number_schema, false, "Either this,"},
    {"code", &envelope_query_code_schema, false, "or this."},
    {0}};
static const struct schema booking_cancel_schema = {.kind = SCHEMA_OBJECT,
                                                    .name = "CancelBooking",
                                                    .open = true,
                                                    .members = booking_cancel_members,
                                                    .rule = booking_who};

#endif
