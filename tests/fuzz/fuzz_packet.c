// SPDX-License-Identifier: Apache-2.0
/* What a driver sends: packets on the socket pair, through the link itself, then the payload of
 * the class's own command or event, as the terminal checks it. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "base/link.h"

#include <kiosk/card.h>
#include <kiosk/code.h>
#include <kiosk/contacts.h>
#include <kiosk/image.h>
#include <kiosk/input.h>
#include <kiosk/keypad.h>
#include <kiosk/printer.h>
#include <kiosk/receipt.h>
#include <kiosk/scanner.h>
#include <sys/socket.h>

static const struct driver_class *const classes[] = {
    &card_class,   &code_class,    &contacts_class, &image_class,   &input_class,
    &keypad_class, &printer_class, &receipt_class,  &scanner_class,
};

static void
check_payload(const json_t *body)
{
    const char *name = json_text(body, "name", "");
    const json_t *payload = json_object_get(body, "payload");
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct protocol_command *command = protocol_command_find(classes[i], name);
        const struct protocol_event *event = protocol_event_find(classes[i], name);
        GPtrArray *defects = schema_defects_new();
        if (command != NULL && payload != NULL) {
            schema_check(command->payload, payload, defects);
            schema_check(command->completion, payload, defects);
        }
        if (event != NULL && payload != NULL)
            schema_check(event->payload, payload, defects);
        g_ptr_array_unref(defects);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    int ends[2];
    GError *error = NULL;
    struct packet packet = {0};
    if (size > 2 * PROTOCOL_PACKET_MAX)
        return 0;
    g_assert_true(link_pair(ends, NULL));
    struct link *link = link_create(ends[0]);
    g_assert_cmpint(send(ends[1], bytes, size, 0), ==, (ssize_t)size);
    if (link_receive(link, &packet, &error) == LINK_PACKET) {
        check_payload(packet.body);
        char *text = json_canonical(packet.body); // what is logged and compared
        g_free(text);
    }
    packet_finish(&packet);
    g_clear_error(&error);
    link_destroy(link);
    close(ends[1]);
    return 0;
}
