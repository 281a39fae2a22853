// SPDX-License-Identifier: Apache-2.0
/* handwriting-zinnia: strokes become characters, with zinnia and the Tegaki model. */
#include <kiosk/driver.h>
#include <kiosk/handwriting.h>

#include <string.h>
#include <zinnia.h>
#include "ink.h"

#define MODEL "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"

static struct ink ink; // too large for a stack; there is one command at a time

static bool
open_model(struct driver *driver, const char *address, GError **error)
{
    bool named = g_str_has_prefix(address, "file:");
    const char *path = named ? address + strlen("file:") : MODEL;
    zinnia_recognizer_t *recognizer = zinnia_recognizer_new();
    if (recognizer != NULL && zinnia_recognizer_open(recognizer, path)) {
        driver_set_data(driver, recognizer);
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return true;
    }
    if (recognizer != NULL)
        zinnia_recognizer_destroy(recognizer);
    g_set_error(error, INK_ERROR, 0, "there is no model in %s", path);
    driver_set_status(driver, &(struct driver_status){
                                  .device = DEVICE_NO_DEVICE,
                                  .cause = "badConfiguration",
                                  .action = ACTION_CONFIGURATION,
                                  .explanation = "The handwriting model is not installed",
                              });
    return false;
}

static void
close_model(struct driver *driver)
{
    zinnia_recognizer_destroy(driver_data(driver));
    driver_set_data(driver, NULL);
}

/* Likely ones first. NULL: zinnia found nothing. */
static json_t *
classify(zinnia_recognizer_t *recognizer)
{
    zinnia_character_t *character = zinnia_character_new();
    zinnia_character_set_width(character, INK_SIDE);
    zinnia_character_set_height(character, INK_SIDE);
    for (size_t i = 0; i < ink.count; i++)
        zinnia_character_add(character, (size_t)ink.points[i].stroke, ink.points[i].x,
                             ink.points[i].y);
    zinnia_result_t *result =
        zinnia_recognizer_classify(recognizer, character, HANDWRITING_CANDIDATES_MAX);
    json_t *candidates = result ? json_array() : NULL;
    for (size_t i = 0; result && i < zinnia_result_size(result); i++)
        json_array_append_new(candidates, json_string(zinnia_result_value(result, i)));
    if (result)
        zinnia_result_destroy(result);
    zinnia_character_destroy(character);
    return candidates;
}

static enum completion
recognise(struct driver *driver, struct driver_call *call)
{
    g_autoptr(GError) error = NULL;
    if (!ink_read(&ink, driver_payload(call), &error)) {
        driver_explain(call, "none", "%s", error->message);
        return COMPLETION_INVALID_DATA;
    }
    json_t *candidates = classify(driver_data(driver));
    memset(&ink, 0, sizeof(ink)); // somebody's name
    if (candidates == NULL)
        candidates = json_array();
    json_object_set_new(driver_reply(call), "candidates", candidates);
    return COMPLETION_SUCCESS;
}

static const struct driver_command commands[] = {{"Handwriting.Recognise", recognise},
                                                 {0}};

static const struct driver_ops ops = {
    .class = &handwriting_class,
    .name = "zinnia",
    .about = "Strokes on the screen become characters.",
    .commands = commands,
    .open = open_model,
    .close = close_model,
};

int
main(int argc, char **argv)
{
    return driver_run(&ops, argc, argv);
}
