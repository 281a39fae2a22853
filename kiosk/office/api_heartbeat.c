// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <kiosk/office.h>

#include "base/clock.h"
#include "base/json.h"

struct beating {
    const struct office *office;
    struct http_request *request;
};

static void
heartbeat_stored(json_t *out, const GError *error, void *context)
{
    const struct beating *beating = context;
    char now[CLOCK_TEXT_SIZE];

    if (error) {
        api_fail_store(beating->request, error);
    } else {
        clock_format(clock_real_ms(), now);
        api_answer(beating->request, 200,
                   json_pack("{s:s, s:s}", "time", now, "catalogue_etag",
                             beating->office->published->etag));
    }
    json_decref(out);
}

void
api_heartbeat(struct http_request *request, void *context)
{
    const struct office *office = context;
    json_t *body = api_body(request, &office_heartbeat_schema);
    if (!body)
        return;

    struct beating *beating = g_new(struct beating, 1);
    *beating = (struct beating){.office = office, .request = request};
    http_keep(request, beating, g_free);
    // As it came: members that a newer terminal adds are kept for staff to see.
    char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
    json_t *in =
        json_pack("{s:s, s:s}", "terminal", api_terminal(request), "heartbeat", text);
    free(text);
    json_decref(body);
    http_defer(request);
    store_ask(office->store, &store_heartbeat, in, heartbeat_stored, beating);
}
