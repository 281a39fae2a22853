// SPDX-License-Identifier: Apache-2.0
// Session: from keys and strokes to characters.
#include "session_parts.h"

#include <string.h>

bool
session_is_text(const struct question *question)
{
    return question->kind == QUESTION_TEXT || question->kind == QUESTION_PERSON_NAME ||
           question->kind == QUESTION_ADDRESS || question->kind == QUESTION_CREDIT_CODE;
}

/* ---- which keyboard ---- */

bool
session_keyboard_is_off(const struct session *session, enum keyboard keyboard)
{
    static const char *const engines[KEYBOARD_COUNT] = {
        [KEYBOARD_PINYIN] = "input",
        [KEYBOARD_STROKES] = "input",
        [KEYBOARD_WRITING] = "handwriting",
    };
    const char *engine = engines[keyboard];
    return engine != NULL && !session_device_is_usable(session_device(session, engine));
}

/* Letters are searched as they are, so there is nothing to compose; a square beside them. */
static enum keyboard
search_keyboard(const struct session *session)
{
    bool nine = session->assisted && session->input.keyboard == KEYBOARD_PINYIN;
    bool off = session_keyboard_is_off(session, KEYBOARD_WRITING);
    return nine || off ? KEYBOARD_LETTERS : KEYBOARD_WRITING;
}

enum keyboard
session_keyboard(const struct session *session)
{
    if (session->screen == SCREEN_SEARCH)
        return search_keyboard(session);
    bool chinese = g_str_has_prefix(session->language, "zh");
    // Only the large keys of assisted mode have room for strokes.
    bool strokes = session->input.keyboard == KEYBOARD_STROKES;
    const struct question *question = session->service != NULL ? session_focused(session)
                                                               : NULL;
    if (question != NULL && question->kind == QUESTION_CREDIT_CODE)
        return session->input.keyboard == KEYBOARD_LETTERS ? KEYBOARD_LETTERS
                                                           : KEYBOARD_DIGITS;
    enum keyboard wanted[] = {
        strokes && !session->assisted ? KEYBOARD_PINYIN : session->input.keyboard,
        !chinese            ? KEYBOARD_LETTERS
        : session->assisted ? KEYBOARD_WRITING
                            : KEYBOARD_PINYIN,
        KEYBOARD_PINYIN,
        KEYBOARD_LETTERS,
    };
    size_t i = 0;
    while (wanted[i] == KEYBOARD_USUAL || session_keyboard_is_off(session, wanted[i]))
        i++; // letters are never off
    return wanted[i];
}

/* Keys that become a composition on this keyboard; NULL: none does. */
static const char *
composing_keys(const struct session *session)
{
    switch (session_keyboard(session)) {
    case KEYBOARD_PINYIN:
        return session->assisted ? "23456789" : "abcdefghijklmnopqrstuvwxyz'";
    case KEYBOARD_STROKES:
        return "hspnz";
    default:
        return NULL;
    }
}

static bool
is_nine_keys(const struct session *session)
{
    return session->assisted && session_keyboard(session) == KEYBOARD_PINYIN;
}

/* ---- candidates ---- */

size_t
session_candidate_count(const struct session *session)
{
    return json_array_size(session->input.candidates);
}

const char *
session_candidate(const struct session *session, size_t index)
{
    return json_string_value(json_array_get(session->input.candidates, index));
}

static void
drop_candidates(struct session *session)
{
    struct session_input *input = &session->input;
    json_decref(input->candidates);
    json_decref(input->readings);
    input->candidates = input->readings = NULL;
    input->known = input->first = 0;
    input->page = 0;
    input->more = input->direct = false;
}

void
session_input_forget(struct session *session)
{
    struct session_input *input = &session->input;
    drop_candidates(session);
    input->order = input->choose_order = 0;
    explicit_bzero(input->keys, sizeof input->keys);
    explicit_bzero(input->preedit, sizeof input->preedit);
    if (input->strokes > 0)
        input->ink++;
    input->strokes = 0;
}

static void
ask_for_candidates(struct session *session, int page, struct effects *effects)
{
    struct effect *effect = session_order(session, effects, EFFECT_COMPOSE);
    effect->number = page;
    session->input.order = effect->order;
}

/* The keys have changed. What stands there stays until the new candidates come: a row that
 * is empty for a moment would flicker under the finger. */
static void
compose(struct session *session, struct effects *effects)
{
    if (session->input.keys[0] == '\0')
        session_input_forget(session);
    else
        ask_for_candidates(session, 0, effects);
}

static void
keep_texts(json_t *texts, const json_t *list)
{
    size_t index;
    json_t *row;
    json_array_foreach (list, index, row) {
        json_t *text = json_is_object(row) ? json_object_get(row, "text") : row;
        if (json_is_string(text))
            json_array_append_new(texts, json_copy(text));
    }
}

SESSION_HANDLER(session_input_candidates)
{
    (void)effects;
    struct session_input *input = &session->input;
    if (event->order == 0 || event->order != input->order)
        return false;
    input->order = 0;
    bool writing = session_keyboard(session) == KEYBOARD_WRITING;
    int page = event->number;
    if (page == 0)
        drop_candidates(session);
    if (event->json == NULL)
        return true;
    if (input->candidates == NULL)
        input->candidates = json_array();
    size_t before = json_array_size(input->candidates);
    keep_texts(input->candidates, json_object_get(event->json, "candidates"));
    input->page = page;
    if (page > 0)
        input->first = before; // the person wanted to see what comes behind
    input->direct = writing;
    if (writing)
        return true;
    input->known = strlen(input->keys);
    input->more = json_is_true(json_object_get(event->json, "more"));
    json_decref(input->readings);
    input->readings = json_deep_copy(json_object_get(event->json, "readings"));
    const char *preedit = json_string_value(json_object_get(event->json, "preedit"));
    g_strlcpy(input->preedit, preedit != NULL ? preedit : input->keys,
              sizeof input->preedit);
    return true;
}

SESSION_HANDLER(session_input_more)
{
    struct session_input *input = &session->input;
    size_t wanted = event->number > 0 ? (size_t)event->number : 0;
    if (wanted < session_candidate_count(session))
        input->first = wanted;
    else if (input->more && input->order == 0 && input->page < INPUT_PAGE_MAX)
        ask_for_candidates(session, input->page + 1, effects);
    else
        input->first = 0; // behind the last come the first again
    return true;
}

/* ---- keys ---- */

/* What is read until the driver has parted the syllables. */
static void
show_keys(struct session *session)
{
    if (!is_nine_keys(session) && session_keyboard(session) != KEYBOARD_STROKES)
        g_strlcpy(session->input.preedit, session->input.keys,
                  sizeof session->input.preedit);
}

static void
add_key(struct session *session, const char *key, struct effects *effects)
{
    struct session_input *input = &session->input;
    bool fresh = input->keys[0] == '\0';
    if (fresh)
        drop_candidates(session); // of punctuation
    if (g_strlcat(input->keys, key, sizeof input->keys) >= sizeof input->keys)
        return;
    // Only the new letter is added to what is read, so that its spaces stay.
    if (fresh)
        show_keys(session);
    else if (!is_nine_keys(session) && session_keyboard(session) != KEYBOARD_STROKES)
        g_strlcat(input->preedit, key, sizeof input->preedit);
    compose(session, effects);
}

static char
digit_of(char letter)
{
    static const char digits[] = "22233344455566677778889999";
    return g_ascii_islower(letter) ? digits[letter - 'a'] : letter;
}

/* A reading that was picked becomes its digits again. */
static void
undo_reading(char *keys)
{
    size_t at = strlen(keys);
    if (at == 0 || keys[at - 1] != '\'')
        return;
    keys[--at] = '\0';
    while (at > 0 && keys[at - 1] != '\'') {
        at--;
        keys[at] = digit_of(keys[at]);
    }
}

static void
erase_key(struct session *session, struct effects *effects)
{
    struct session_input *input = &session->input;
    size_t length = strlen(input->keys);
    if (is_nine_keys(session) && input->keys[length - 1] == '\'')
        undo_reading(input->keys);
    else
        input->keys[length - 1] = '\0';
    if (input->chosen > strlen(input->keys))
        input->choose_order = 0; // a key of it is gone
    if (input->known > strlen(input->keys))
        drop_candidates(session);
    show_keys(session);
    compose(session, effects);
}

static void
rewrite(struct session *session)
{
    bool written = session->input.strokes > 0;
    session_input_forget(session);
    session->input.ink += !written; // a stroke may be there that was not told yet
}

/* 1 of the nine keys: what stands between words, to be picked like a character. */
static bool
show_marks(struct session *session)
{
    static const char *const marks[] = {"，", "。", "、", "（", "）", "—",
                                        "：", "；", "？", "！", "·",  "#"};
    drop_candidates(session);
    session->input.candidates = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        json_array_append_new(session->input.candidates, json_string(marks[i]));
    session->input.direct = true;
    return true;
}

bool
session_input_takes(struct session *session, const char *key, struct effects *effects)
{
    struct session_input *input = &session->input;
    const char *composing = composing_keys(session);
    bool composed = input->keys[0] != '\0';
    if (strcmp(key, "\b") == 0) {
        bool open = composed || input->strokes > 0 || input->candidates != NULL;
        if (composed)
            erase_key(session, effects);
        else if (open)
            rewrite(session);
        return open;
    }
    if (composing == NULL || key[0] == '\0' || key[1] != '\0')
        return false;
    if (strchr(composing, key[0]) != NULL) {
        if (composed || key[0] != '\'')
            add_key(session, key, effects);
        return true;
    }
    if (key[0] == '1' && is_nine_keys(session))
        return composed || show_marks(session);
    if (!composed)
        return false;
    // The space bar takes the first; nothing else may stand in the middle of a syllable.
    if (key[0] == ' ')
        session_input_pick(session, &(struct session_event){.kind = SESSION_PICK},
                           effects);
    return true;
}

SESSION_HANDLER(session_input_reading)
{
    struct session_input *input = &session->input;
    const char *reading = event->text;
    if (reading == NULL || !is_nine_keys(session))
        return false;
    size_t at = strcspn(input->keys, "23456789");
    size_t length = strlen(reading), left = strlen(input->keys + at);
    if (length == 0 || length > left || at + left + 1 >= sizeof input->keys)
        return false;
    for (size_t i = 0; i < length; i++)
        if (digit_of(reading[i]) != input->keys[at + i])
            return false; // of keys that were there before
    g_autofree char *keys = g_strdup_printf("%.*s%s'%s", (int)at, input->keys, reading,
                                            input->keys + at + length);
    g_strlcpy(input->keys, keys, sizeof input->keys);
    input->choose_order = 0;
    drop_candidates(session);
    compose(session, effects);
    return true;
}

SESSION_HANDLER(session_input_keyboard)
{
    (void)effects;
    struct session_input *input = &session->input;
    // A date goes back from digits to its calendar.
    const struct question *question = session_focused(session);
    bool date = question != NULL && question->kind == QUESTION_DATE;
    if (event->number < KEYBOARD_USUAL || (event->number == KEYBOARD_USUAL && !date) ||
        event->number >= KEYBOARD_COUNT)
        return false;
    enum keyboard wanted = (enum keyboard)event->number;
    input->capitals = wanted == KEYBOARD_LETTERS &&
                      session_keyboard(session) == KEYBOARD_LETTERS && !input->capitals;
    session_input_forget(session);
    input->keyboard = wanted;
    return true;
}

/* ---- taking a candidate ---- */

static void
take_text(struct session *session, const char *text)
{
    if (session->screen == SCREEN_SEARCH)
        session_find_append(session, text);
    else
        session_form_append(session, text);
}

SESSION_HANDLER(session_input_pick)
{
    struct session_input *input = &session->input;
    size_t index = event->number > 0 ? (size_t)event->number : 0;
    const char *text = session_candidate(session, index);
    if (text == NULL || input->choose_order != 0)
        return false;
    if (input->direct) {
        take_text(session, text);
        rewrite(session);
        return true;
    }
    struct effect *effect = session_order(session, effects, EFFECT_CHOOSE);
    g_strlcpy(effect->text, input->keys, MIN(input->known + 1, sizeof effect->text));
    effect->number = (int)index;
    input->choose_order = effect->order;
    input->chosen = input->known;
    return false;
}

SESSION_HANDLER(session_input_chosen)
{
    struct session_input *input = &session->input;
    if (event->order == 0 || event->order != input->choose_order)
        return false;
    input->choose_order = 0;
    if (event->text == NULL || event->text2 == NULL)
        return false;
    take_text(session, event->text);
    // Keys that were typed while the driver looked belong to what is left.
    g_autofree char *keys = g_strconcat(event->text2, input->keys + input->chosen, NULL);
    session_input_forget(session);
    g_strlcpy(input->keys, keys, sizeof input->keys);
    explicit_bzero(keys, strlen(keys));
    show_keys(session);
    compose(session, effects);
    return true;
}

/* ---- writing ---- */

SESSION_HANDLER(session_input_written)
{
    if (session_keyboard(session) != KEYBOARD_WRITING || event->number < 1)
        return false;
    session->input.strokes = event->number;
    session->input.order = session_order(session, effects, EFFECT_RECOGNISE)->order;
    return false;
}

SESSION_HANDLER(session_input_rewrite)
{
    (void)event;
    (void)effects;
    rewrite(session);
    return true;
}
