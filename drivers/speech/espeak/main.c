// SPDX-License-Identifier: Apache-2.0
/* speech-espeak: text becomes sound, with espeak-ng and readings of our own. */
#include <kiosk/driver.h>
#include <kiosk/speech.h>

#include <string.h>
#include "base/json.h"
#include "lexicon.h"
#include "script.h"
#include "voice.h"

static bool
is_language(const char *language, const char *code)
{
    size_t length = strlen(code);
    return strncmp(language, code, length) == 0 &&
           (language[length] == '\0' || language[length] == '_');
}

/* What is to be said; NULL: *completion_out, explained. */
static GPtrArray *
read_script(struct driver *driver, struct driver_call *call,
            enum completion *completion_out)
{
    const json_t *payload = driver_payload(call);
    const struct lexicon *lexicon = driver_data(driver);
    const char *language = json_text(payload, "language", "");
    const char *text = json_text(payload, "text", "");
    const char *pinyin = json_text(payload, "pinyin", "");
    GPtrArray *script = NULL;
    if (pinyin[0]) {
        script = script_of_pinyin(pinyin);
        *completion_out = COMPLETION_INVALID_DATA;
    } else if (is_language(language, "zh")) {
        script = script_of_chinese(lexicon, text);
    } else if (is_language(language, "en")) {
        script = script_of_english(lexicon, text);
    } else {
        *completion_out = COMPLETION_UNSUPPORTED_DATA;
    }
    if (script == NULL)
        driver_explain(call, "none",
                       pinyin[0] ? "pinyin: must be syllables with tones, \",\" and \".\""
                                 : "There is no voice for this language");
    return script;
}

static bool
is_canceled(void *context)
{
    return driver_canceled(context);
}

static bool
reply(struct driver_call *call, const GByteArray *samples, const GPtrArray *script,
      GError **error)
{
    int blob = driver_reply_blob(call, samples->data, samples->len, error);
    if (blob < 0)
        return false;
    g_autofree char *spoken = script_text(script);
    json_t *reply = driver_reply(call);
    json_object_set_new(reply, "blob", json_integer(blob));
    json_object_set_new(reply, "rate", json_integer(voice_rate()));
    json_object_set_new(reply, "channels", json_integer(1));
    json_object_set_new(reply, "samples", json_integer(samples->len / sizeof(gint16)));
    json_object_set_new(reply, "spoken", json_string(spoken));
    return true;
}

static enum completion
say(struct driver *driver, struct driver_call *call)
{
    g_autoptr(GError) error = NULL;
    enum completion completion = COMPLETION_INTERNAL_ERROR;
    GPtrArray *script = read_script(driver, call, &completion);
    if (script == NULL)
        return completion;
    const json_t *rate = json_object_get(driver_payload(call), "rate");
    int percent = rate ? (int)json_integer_value(rate) : SPEECH_RATE_NORMAL;
    GByteArray *samples = g_byte_array_new();
    bool done = voice_say(script, percent, is_canceled, call, samples, &error);
    if (done && samples->len == 0) // signs alone: a breath of silence
        g_byte_array_set_size(samples, (guint)voice_rate() / 50 * sizeof(gint16));
    done = done && reply(call, samples, script, &error);
    g_byte_array_unref(samples);
    g_ptr_array_unref(script);
    if (done)
        return COMPLETION_SUCCESS;
    if (error == NULL)
        return COMPLETION_CANCELED;
    driver_explain(call, "internalError", "%s", error->message);
    return COMPLETION_INTERNAL_ERROR;
}

static void
capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "languages", json_pack("[s, s]", "zh_CN", "en"));
}

static bool
open_voice(struct driver *driver, const char *address, GError **error)
{
    (void)address;
    g_autofree char *path = driver_data_file("speech/zh.lexicon");
    struct lexicon *lexicon = lexicon_open(path, error);
    if (lexicon != NULL && voice_open(error)) {
        driver_set_data(driver, lexicon);
        driver_set_status(driver, &(struct driver_status){.device = DEVICE_ONLINE});
        return true;
    }
    lexicon_close(lexicon);
    driver_set_status(driver, &(struct driver_status){
                                  .device = DEVICE_NO_DEVICE,
                                  .cause = "badConfiguration",
                                  .action = ACTION_CONFIGURATION,
                                  .explanation = "Voices or lexicon are not installed",
                              });
    return false;
}

static void
close_voice(struct driver *driver)
{
    lexicon_close(driver_data(driver));
    driver_set_data(driver, NULL);
}

static const struct driver_command commands[] = {{"Speech.Say", say}, {0}};

static const struct driver_ops ops = {
    .class = &speech_class,
    .name = "espeak",
    .about = "Text becomes sound, in Chinese and English.",
    .commands = commands,
    .open = open_voice,
    .close = close_voice,
    .capabilities = capabilities,
};

int
main(int argc, char **argv)
{
    voice_prepare();
    return driver_run(&ops, argc, argv);
}
