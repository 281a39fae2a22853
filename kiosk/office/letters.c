// SPDX-License-Identifier: Apache-2.0
#include "office/letters.h"

#include <libintl.h>
#include <string.h>
#include <kiosk/letter.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/seal.h"
#include "core/trouble.h"
#include "office/api.h"
#include "office/due.h"
#include "office/unseal.h"

#define WORDS_PIECE "words" // name of the sealed piece

/* ---- what is sealed --------------------------------------------------------------------- */

static bool
open_base64(const struct office *office, const char *id, const char *piece,
            const char *text, struct plain *plain_out, GError **error)
{
    gsize size = 0;
    g_autofree guchar *sealed = g_base64_decode(text, &size);
    return unseal(office->keyring, sealed, size, id, piece, plain_out, error);
}

json_t *
letters_open(const struct office *office, const json_t *body, GError **error)
{
    const char *sealed = json_text(body, "sealed", NULL);
    struct plain plain = {0};

    if (!sealed || !open_base64(office, json_text(body, "id", ""), LETTER_PIECE, sealed,
                                &plain, error))
        return NULL;
    json_t *private = json_parse((const char *)plain.bytes, plain.size, error);
    plain_finish(&plain);
    if (private && schema_accepts(&letter_private_schema, private, error))
        return private;
    json_decref(private);
    return NULL;
}

/* ---- in words --------------------------------------------------------------------------- */

static void
add_word(GString *line, const char *word)
{
    g_string_append_printf(line, "%s%s", line->len > 0 ? "；" : "", word);
}

static void
add_reasons(GString *line, const json_t *reasons)
{
    size_t index;
    json_t *reason;

    json_array_foreach (reasons, index, reason)
        for (size_t i = 0; letter_trouble_words[i]; i++)
            if (g_str_equal(letter_trouble_words[i], json_string_value(reason)))
                add_word(line, gettext(trouble_reason(i)));
}

static void
add_rating(GString *line, const json_t *body)
{
    static const char *const levels[] = {"不评价",   "非常不满意", "不满意",
                                         "基本满意", "满意",       "非常满意"};
    static const char *const tags[][2] = {{"speed", "快慢"},  {"guide", "说明"},
                                          {"steps", "步骤"},  {"machine", "机器"},
                                          {"manner", "态度"}, {"result", "办没办成"}};
    const json_int_t level = json_integer_value(json_object_get(body, "level"));
    size_t index;
    json_t *tag;

    add_word(line, levels[CLAMP(level, 0, 5)]);
    json_array_foreach (json_object_get(body, "tags"), index, tag)
        for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
            if (g_str_equal(tags[i][0], json_string_value(tag)))
                add_word(line, tags[i][1]);
}

char *
letters_summary(const json_t *body, const char *kind)
{
    GString *line = g_string_new(NULL);
    const char *help = json_text(body, "kind", "");

    if (g_str_equal(kind, "trouble"))
        add_reasons(line, json_object_get(body, "reasons"));
    else if (g_str_equal(kind, "rating"))
        add_rating(line, body);
    else if (g_str_equal(kind, "help"))
        add_word(line, g_str_equal(help, "come")        ? "叫人到机器前"
                       : g_str_equal(help, "call_back") ? "没人在，留了电话"
                                                        : "不用来了");
    else if (g_str_equal(kind, "delivery"))
        g_string_append_printf(line, "结果%d，打印%d张，签了名",
                               (int)json_integer_value(json_object_get(body, "result")),
                               (int)json_integer_value(json_object_get(body, "sheets")));
    return g_string_free(line, FALSE);
}

/* ---- words of staff --------------------------------------------------------------------- */

char *
letters_seal_words(const struct office *office, const char *id, const char *words)
{
    const struct office_key *own = &office->keyring->keys[0];
    struct seal_key key;
    g_autoptr(GByteArray) sealed = g_byte_array_new();

    memcpy(key.public_key, own->public, sizeof key.public_key);
    memcpy(key.id, own->id, sizeof key.id);
    if (!words[0])
        return g_strdup("");
    if (!seal_piece(&key, id, WORDS_PIECE, words, strlen(words), sealed, NULL, NULL))
        return NULL;
    return g_base64_encode(sealed->data, sealed->len);
}

char *
letters_read_words(const struct office *office, const char *id, const char *sealed)
{
    struct plain plain = {0};

    if (!sealed[0])
        return g_strdup("");
    if (!open_base64(office, id, WORDS_PIECE, sealed, &plain, NULL))
        return NULL;
    char *words = g_strndup((const char *)plain.bytes, plain.size);
    plain_finish(&plain);
    return words;
}

/* ---- taken ------------------------------------------------------------------------------ */

/* Last day on which somebody must have answered; "" when nobody must. */
static void
answer_by(const struct office *office, int64_t at_ms, int days, char day_out[DUE_SIZE])
{
    struct clock_date from = clock_date(at_ms), day;

    if (days == 0)
        *day_out = '\0';
    else if (office->calendar &&
             calendar_after(office->calendar, &from, days, &day, NULL))
        g_snprintf(day_out, DUE_SIZE, "%04d-%02d-%02d", day.year, day.month, day.day);
    else
        g_strlcpy(day_out, DUE_UNKNOWN, DUE_SIZE);
}

json_t *
letters_row(const struct office *office, const char *terminal, const char *kind,
            const json_t *body, int days)
{
    char due[DUE_SIZE];
    int64_t at_ms = 0;
    char *text = json_canonical(body);

    clock_parse(json_text(body, "at", ""), &at_ms);
    answer_by(office, at_ms, days, due);
    json_t *row = json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:I, s:s, s:s, s:s, s:s}",
                            "id", json_text(body, "id", ""), "kind", kind, "terminal",
                            terminal, "at_ms", (json_int_t)at_ms, "case_id",
                            json_text(body, "case_id", ""), "service",
                            json_text(body, "service", ""), "level",
                            json_integer_value(json_object_get(body, "level")), "body",
                            text, "state", days > 0 ? "open" : "noted", "due_day", due,
                            "number", json_text(body, "number", ""));
    g_free(text);
    return row;
}

static json_t *
letter_stored(const json_t *row)
{
    json_t *stored = json_pack("{s:O, s:O}", "id", json_object_get(row, "id"), "state",
                               json_object_get(row, "state"));
    const char *day = json_text(row, "due_day", "");

    if (*day && !g_str_equal(day, DUE_UNKNOWN))
        json_object_set_new(stored, "answer_by", json_string(day));
    return stored;
}

void
letters_answer(struct http_request *request, const json_t *out, const GError *error)
{
    const char *outcome = json_text(out, "outcome", "");

    if (error)
        api_fail_store(request, error);
    else if (g_str_equal(outcome, "differs"))
        api_fail(request, 409, "letter_differs",
                 "this letter id was used for another body", "这个编号用过了", NULL);
    else if (g_str_equal(outcome, "already_rated"))
        api_fail(request, 409, "already_rated", "the case has a rating", "这件事评过了",
                 NULL);
    else
        api_answer(request, g_str_equal(outcome, "created") ? 201 : 200,
                   letter_stored(json_object_get(out, "letter")));
}
