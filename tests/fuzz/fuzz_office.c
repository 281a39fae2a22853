// SPDX-License-Identifier: Apache-2.0
/* What an office answers to a person who waits: any status with any body, on each screen that
 * asks; then the person goes on touching. The first byte is the screen, the second the status. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "tests/support/visitor_booking.h"
#include "tests/support/visitor_progress.h"

#include <glib.h>

static void
come_to_result(struct visitor *visitor)
{
    visitor_comes_to_progress_of(visitor, visitor_issued);
}

static void (*const ways[])(struct visitor *visitor) = {
    visitor_comes_to_progress_code, come_to_result,
    visitor_comes_to_booking,       visitor_comes_to_slots,
    visitor_comes_to_booking_check, visitor_comes_to_mine,
    visitor_comes_to_queue,         visitor_comes_to_correction,
};
static const int statuses[] = {200, 201, 404, 409, 422, 429, 500, 0};

static const enum session_event_kind touches[] = {
    SESSION_NEXT, SESSION_BACK, SESSION_CHOOSE, SESSION_RETRY, SESSION_END};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 3)
        return 0;
    json_t *body = json_parse((const char *)bytes + 2, size - 2, NULL);
    struct visitor visitor;
    visitor_init(&visitor);
    ways[bytes[0] % G_N_ELEMENTS(ways)](&visitor);
    visitor_event(&visitor, &(struct session_event){
                                .kind = SESSION_ANSWERED,
                                .order = visitor.session.ask_order,
                                .number = statuses[bytes[1] % G_N_ELEMENTS(statuses)],
                                .json = body});
    for (size_t i = 0; i < G_N_ELEMENTS(touches); i++)
        visitor_event(&visitor, &(struct session_event){.kind = touches[i]});
    visitor_finish(&visitor);
    json_decref(body);
    return 0;
}
