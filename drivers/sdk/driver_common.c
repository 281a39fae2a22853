// SPDX-License-Identifier: Apache-2.0
/* The commands that every driver answers at any moment. */
#include "driver.h"

#include <string.h>

static void
driver_status_reply(struct driver *driver, json_t *reply)
{
    g_mutex_lock(&driver->lock);
    json_t *status = status_json(&driver->status);
    g_mutex_unlock(&driver->lock);
    json_object_update(reply, status);
    json_decref(status);
}

static enum completion
driver_status(struct driver *driver, struct driver_call *call)
{
    driver_status_reply(driver, call->reply);
    return COMPLETION_SUCCESS;
}

/* Command thread. */
static enum completion
driver_status_refreshed(struct driver *driver, struct driver_call *call)
{
    driver_thread_refresh(driver, call);
    driver_status_reply(driver, call->reply);
    return COMPLETION_SUCCESS;
}

static json_t *
driver_command_names(const struct driver_ops *ops)
{
    json_t *names = json_array();
    for (const struct driver_command *row = ops->commands; row->name != NULL; row++)
        json_array_append_new(names, json_string(row->name));
    for (const struct protocol_command *row = common_class.commands; row->name != NULL;
         row++)
        json_array_append_new(names, json_string(row->name));
    return names;
}

static enum completion
driver_capabilities(struct driver *driver, struct driver_call *call)
{
    g_mutex_lock(&driver->lock);
    json_object_update(call->reply, driver->capabilities);
    g_mutex_unlock(&driver->lock);
    const struct driver_class *class = driver->ops->class;
    json_object_set_new(call->reply, "class", json_string(class->name));
    json_object_set_new(call->reply, "driver", json_string(driver->ops->name));
    json_object_set_new(call->reply, "version", json_string(KIOSK_VERSION));
    json_object_set_new(call->reply, "protocol", json_integer(PROTOCOL_VERSION));
    json_object_set_new(call->reply, "commands", driver_command_names(driver->ops));
    return COMPLETION_SUCCESS;
}

static enum completion
driver_cancel(struct driver *driver, struct driver_call *call)
{
    int id = (int)json_integer_value(json_object_get(driver_payload(call), "id"));
    if (driver_thread_cancel(driver, id))
        return COMPLETION_SUCCESS;
    driver_explain(call, "none", "no command %d runs or waits", id);
    return COMPLETION_INVALID_REQUEST_ID;
}

void
driver_common(struct driver *driver, struct packet *packet,
              const struct protocol_command *row)
{
    struct driver_call *call = call_create(driver, packet, row);
    bool refresh = json_is_true(json_object_get(driver_payload(call), "refresh"));
    call->report = true;
    if (strcmp(row->name, "Common.Cancel") == 0)
        call->run = driver_cancel;
    else if (strcmp(row->name, "Common.Capabilities") == 0)
        call->run = driver_capabilities;
    else
        call->run = refresh ? driver_status_refreshed : driver_status;
    call->opens = call->run == driver_status_refreshed;

    // What asks the device goes through the command thread, but never behind a command:
    // then what is known must do.
    bool asks = call->run == driver_status_refreshed || call->run == driver_capabilities;
    bool busy = driver_thread_is_busy(driver);
    if (asks && !busy && driver_thread_submit(driver, call))
        return;
    if (call->run == driver_status_refreshed)
        call->run = driver_status;
    struct message message;
    call_complete(call, call->run(driver, call), &message);
    mail_post(&driver->mail, &message);
    call_destroy(call);
}
