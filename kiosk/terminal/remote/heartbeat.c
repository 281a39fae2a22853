// SPDX-License-Identifier: Apache-2.0
/* Once a minute the office hears how the terminal is. The answer tells whether the office can
 * be reached (then what waits is sent at once) and which catalogue it has. */
#include "remote_private.h"

#include <sodium.h>
#include <string.h>
#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include <kiosk/office.h>

#define HEARTBEAT_MS 60000
#define HEARTBEAT_JITTER_MS 6000LL // so that a county's terminals do not come together
#define FIRST_MS 500               // after the start: drivers have said how they are
#define HASTENED_APART_MS 5000     // a loose contact of a door is no reason for more
#define UNREACHABLE_MS 10000       // while cases wait and the office does not answer
#define ANSWER_MAX (16UL * 1024)
#define CLOCK_DIFFERENCE_MAX_MS (5 * 60 * 1000)

static gboolean beat(gpointer context);

static void
plan(struct remote *remote)
{
    int64_t wait_ms = !remote->reachable && remote->cases_waiting > 0 ? UNREACHABLE_MS
                                                                      : HEARTBEAT_MS;
    wait_ms += (int64_t)randombytes_uniform((uint32_t)(2 * HEARTBEAT_JITTER_MS)) -
               HEARTBEAT_JITTER_MS;
    if (remote->heartbeat_hastened)
        wait_ms = remote->heartbeat_begun_ms == 0
                      ? 0
                      : MAX(0, remote->heartbeat_begun_ms + HASTENED_APART_MS -
                                   clock_monotonic_ms());
    remote_drop_timer(&remote->heartbeat);
    remote->heartbeat = remote_timer(wait_ms, beat, remote);
}

static void
check_clock(const char *time)
{
    int64_t theirs = 0;
    if (!clock_parse(time, &theirs))
        return;
    int64_t difference_ms = clock_real_ms() - theirs;
    if (ABS(difference_ms) > CLOCK_DIFFERENCE_MAX_MS)
        diag_warn("the clocks of terminal and office differ by %d s: set the clock",
                  (int)(difference_ms / 1000));
}

/* For the screens: whether what is handed in goes on at once. */
static void
tell_ui(struct remote *remote, bool reachable)
{
    if (remote->told_ui && remote->reachable == reachable)
        return;
    remote->told_ui = true;
    struct event *event = event_tell(SESSION_DEVICE, 0);
    event->device =
        (struct session_device){.class = "office",
                                .state = reachable ? DEVICE_ONLINE : DEVICE_OFFLINE,
                                .action = reachable ? ACTION_NONE : ACTION_SUSPEND,
                                .since_ms = clock_real_ms(),
                                .present = true};
    g_strlcpy(event->device.cause, reachable ? "none" : "notResponding",
              sizeof event->device.cause);
    remote->settings.to_ui(event, remote->settings.context);
}

static void
take(struct remote *remote, const json_t *body)
{
    check_clock(json_text(body, "time", ""));
    tell_ui(remote, true);
    if (!remote->reachable) {
        remote->reachable = true;
        diag_info("the office answers");
        cases_hasten(remote);
        letters_hasten(remote);
    }
    const char *etag = json_text(body, "catalogue_etag", "");
    if (strcmp(etag, remote->etag) != 0 && strcmp(etag, remote->etag_put_away) != 0)
        catalogue_fetch(remote);
}

static void
answered(const struct http_answer *answer, void *context)
{
    struct remote *remote = context;
    remote->heartbeat_running = false;
    json_t *body = answer->complete && answer->status == 200
                       ? json_parse(answer->body, answer->size, NULL)
                       : NULL;
    if (body && schema_accepts(&office_heartbeat_answer_schema, body, NULL)) {
        take(remote, body);
    } else {
        tell_ui(remote, false);
        if (remote->reachable || !remote->unreachable_told)
            diag_warn("the office does not answer: %s",
                      answer->complete ? "not as agreed" : answer->problem);
        remote->reachable = false;
        remote->unreachable_told = true;
    }
    json_decref(body);
    plan(remote);
}

static gboolean
beat(gpointer context)
{
    struct remote *remote = context;
    char now[CLOCK_TEXT_SIZE];
    int64_t now_ms = clock_real_ms();
    clock_format(now_ms, now);
    int64_t oldest_s =
        remote->cases_waiting > 0 ? MAX(0, (now_ms - remote->oldest_ms) / 1000) : 0;
    json_t *body = json_pack("{s:s, s:s, s:s, s:o, s:{s:i, s:I}, s:s}", "terminal",
                             remote->terminal, "at", now, "version", KIOSK_VERSION,
                             "devices",
                             remote->settings.devices(remote->settings.context), "queue",
                             "waiting", remote->cases_waiting, "oldest_s",
                             (json_int_t)oldest_s, "catalogue", remote->etag);
    if (remote->supplies)
        json_object_set(body, "supplies", remote->supplies);
    g_autofree char *text = json_canonical(body);
    json_decref(body);
    remote->heartbeat_running = true;
    remote->heartbeat_hastened = false;
    remote->heartbeat_begun_ms = clock_monotonic_ms();
    remote_drop_timer(&remote->heartbeat);
    http_send(remote->http, &(struct http_request){.method = "POST",
                                                   .path = "/v1/heartbeat",
                                                   .media = "application/json",
                                                   .body = text,
                                                   .length = strlen(text),
                                                   .limit = ANSWER_MAX,
                                                   .done = answered,
                                                   .context = remote});
    return G_SOURCE_REMOVE;
}

void
heartbeat_begin(struct remote *remote)
{
    remote->heartbeat = remote_timer(FIRST_MS, beat, remote);
}

void
heartbeat_hasten(struct remote *remote)
{
    // What changed while one is on its way follows when that is answered.
    bool planned = remote->heartbeat_hastened || remote->heartbeat_running;
    remote->heartbeat_hastened = true;
    if (!planned)
        plan(remote);
}

void
heartbeat_finish(struct remote *remote)
{
    remote_drop_timer(&remote->heartbeat);
    json_decref(remote->supplies);
    remote->supplies = NULL;
}

void
remote_supplies(struct remote *remote, const json_t *supplies)
{
    json_decref(remote->supplies);
    remote->supplies = json_deep_copy(supplies);
}

void
remote_queue(struct remote *remote, const struct event *event)
{
    bool sooner = remote->cases_waiting == 0 && event->number > 0 && !remote->reachable;
    remote->cases_waiting = event->number;
    remote->oldest_ms = event->time_ms;
    if (sooner && !remote->heartbeat_running)
        plan(remote);
}
