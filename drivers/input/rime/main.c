// SPDX-License-Identifier: Apache-2.0
/* input-rime: pinyin and strokes become characters, with librime. */
#include <kiosk/driver.h>
#include <kiosk/input.h>

#include <string.h>
#include "base/json.h"
#include "engine.h"
#include "readings.h"

static size_t
number(const json_t *payload, const char *name, size_t otherwise)
{
    const json_t *value = json_object_get(payload, name);
    return json_is_integer(value) ? (size_t)json_integer_value(value) : otherwise;
}

static enum completion
refuse(struct driver_call *call, const GError *error)
{
    driver_explain(call, "none", "%s", error->message); // never what was typed
    return COMPLETION_INVALID_DATA;
}

static void
reply_page(struct driver_call *call, enum engine_scheme scheme, const char *composition,
           const struct engine_page *page)
{
    json_t *candidates = json_array(), *readings = json_array();
    for (size_t i = 0; i < page->count; i++) {
        const struct engine_candidate *candidate = &page->candidates[i];
        json_t *row = json_pack("{s:s}", "text", candidate->text);
        if (candidate->comment[0] && scheme == ENGINE_STROKE) // strokes to come
            json_object_set_new(row, "comment", json_string(candidate->comment));
        json_array_append_new(candidates, row);
    }
    if (scheme == ENGINE_PINYIN9) {
        const char *found[INPUT_READINGS_MAX];
        size_t count = readings_find(composition, found, G_N_ELEMENTS(found));
        for (size_t i = 0; i < count; i++)
            json_array_append_new(readings, json_string(found[i]));
    }
    json_t *reply = driver_reply(call);
    json_object_set_new(reply, "preedit", json_string(page->preedit));
    json_object_set_new(reply, "candidates", candidates);
    json_object_set_new(reply, "readings", readings);
    json_object_set_new(reply, "more", json_boolean(page->more));
}

static enum completion
run_key(struct driver *driver, struct driver_call *call)
{
    g_autoptr(GError) error = NULL;
    const json_t *payload = driver_payload(call);
    enum engine_scheme scheme = engine_scheme(json_text(payload, "scheme", ""));
    const char *composition = json_text(payload, "composition", "");
    size_t count = number(payload, "count", INPUT_COUNT_NORMAL);
    struct engine_page page;
    if (!engine_page(driver_data(driver), scheme, composition,
                     number(payload, "page", 0) * count, count, &page, &error))
        return refuse(call, error);
    reply_page(call, scheme, composition, &page);
    engine_page_finish(&page);
    return COMPLETION_SUCCESS;
}

static enum completion
run_choose(struct driver *driver, struct driver_call *call)
{
    g_autoptr(GError) error = NULL;
    const json_t *payload = driver_payload(call);
    g_autofree char *text = NULL, *rest = NULL;
    if (!engine_choose(driver_data(driver),
                       engine_scheme(json_text(payload, "scheme", "")),
                       json_text(payload, "composition", ""), number(payload, "index", 0),
                       &text, &rest, &error))
        return refuse(call, error);
    json_object_set_new(driver_reply(call), "text", json_string(text));
    json_object_set_new(driver_reply(call), "rest", json_string(rest));
    return COMPLETION_SUCCESS;
}

/* The address may name another folder of compiled dictionaries: "file:/path". */
static bool
open_engine(struct driver *driver, const char *address, GError **error)
{
    g_autofree char *folder = g_str_has_prefix(address, "file:")
                                  ? g_strdup(address + strlen("file:"))
                                  : driver_data_file("rime");
    struct engine *engine = engine_open(folder, error);
    if (engine == NULL) {
        driver_set_status(driver, &(struct driver_status){
                                      .device = DEVICE_NO_DEVICE,
                                      .cause = "badConfiguration",
                                      .action = ACTION_CONFIGURATION,
                                      .explanation = "The dictionaries are not installed",
                                  });
        return false;
    }
    driver_set_data(driver, engine);
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
    return true;
}

static void
close_engine(struct driver *driver)
{
    engine_close(driver_data(driver));
    driver_set_data(driver, NULL);
}

static const struct driver_command commands[] = {
    {"Input.Key", run_key}, {"Input.Choose", run_choose}, {0}};

static const struct driver_ops ops = {
    .class = &input_class,
    .name = "rime",
    .about = "Pinyin and strokes become characters; learns and writes nothing.",
    .commands = commands,
    .open = open_engine,
    .close = close_engine,
};

int
main(int argc, char **argv)
{
    engine_prepare();
    return driver_run(&ops, argc, argv);
}
