// SPDX-License-Identifier: Apache-2.0
#include "mend.h"
#include "mend_text.h"

#include "base/json.h"

#include <string.h>

/* What may come next inside an object or a list. */
enum wait { WAIT_NAME, WAIT_COLON, WAIT_VALUE, WAIT_COMMA };

struct level {
    char closing; // } or ], 0: the whole file
    enum wait wait;
    bool empty;       // nothing stands in it yet
    bool after_comma; // what comes next is wanted
    int line;         // of its opening
    GHashTable *names;
};

struct mend {
    struct mend_text text;
    struct level levels[JSON_DEPTH_MAX + 2];
    int depth;
};

static struct level *
level_of(struct mend *mend)
{
    return &mend->levels[mend->depth];
}

static void
push(struct mend *mend, char opening)
{
    mend->levels[++mend->depth] = (struct level){
        .closing = opening == '{' ? '}' : ']',
        .wait = opening == '{' ? WAIT_NAME : WAIT_VALUE,
        .empty = true,
        .line = mend->text.line,
        .names = opening == '{'
                     ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)
                     : NULL,
    };
    mend_text_put(&mend->text, opening == '{' ? "{" : "[");
}

static void
pop(struct mend *mend)
{
    struct level *level = level_of(mend);
    mend_text_put(&mend->text, level->closing == '}' ? "}" : "]");
    if (level->names != NULL)
        g_hash_table_unref(level->names);
    mend->depth--;
    level_of(mend)->wait = WAIT_COMMA;
    level_of(mend)->empty = false;
}

/* A comma that nothing follows is not written: it is held back until something does. */
static void
before_item(struct mend *mend)
{
    struct level *level = level_of(mend);
    if (level->wait == WAIT_COMMA && mend->depth > 0) {
        mend_text_tell_before(&mend->text, "a comma is missing here");
        level->wait = level->closing == '}' ? WAIT_NAME : WAIT_VALUE;
        level->after_comma = true;
    }
    if (level->wait == WAIT_COLON) {
        mend_text_tell(&mend->text, "a colon is missing before this");
        mend_text_put(&mend->text, ":");
        level->wait = WAIT_VALUE;
    }
    if (level->after_comma)
        mend_text_put_before(&mend->text, ",");
    level->after_comma = false;
}

/* In an object without its name, a value is kept under none. */
static void
name_for_value(struct mend *mend)
{
    struct level *level = level_of(mend);
    if (level->wait != WAIT_NAME)
        return;
    mend_text_tell(&mend->text, "a name in quotes and a colon are missing before this");
    mend_text_put(&mend->text, "\"?\":");
}

static void
finish_value(struct mend *mend)
{
    struct level *level = level_of(mend);
    level->wait = WAIT_COMMA;
    level->empty = false;
}

static void
take_name(struct mend *mend, char *name)
{
    struct level *level = level_of(mend);
    if (g_hash_table_contains(level->names, name))
        mend_text_tell(&mend->text,
                       "this name stands twice between the same { and }: take one out");
    g_hash_table_add(level->names, name);
    level->wait = WAIT_COLON;
    level->empty = false;
}

/* A text: a name where one is wanted, otherwise a value. */
static void
take_string(struct mend *mend)
{
    before_item(mend);
    char *text = mend_text_string(&mend->text);
    if (level_of(mend)->wait == WAIT_NAME) {
        take_name(mend, text);
        return;
    }
    g_free(text);
    finish_value(mend);
}

static void
take_word(struct mend *mend)
{
    before_item(mend);
    if (level_of(mend)->wait == WAIT_NAME) {
        take_name(mend, mend_text_name(&mend->text));
        return;
    }
    mend_text_value(&mend->text);
    finish_value(mend);
}

static void
value_is_missing(struct mend *mend)
{
    struct level *level = level_of(mend);
    if (level->wait == WAIT_COLON)
        mend_text_put(&mend->text, ":");
    mend_text_tell(&mend->text, "a value is missing before this");
    mend_text_put(&mend->text, "null");
    finish_value(mend);
}

static void
take_comma(struct mend *mend)
{
    struct level *level = level_of(mend);
    bool in_name = level->closing == '}' &&
                   (level->wait == WAIT_COLON || level->wait == WAIT_VALUE);
    if (in_name)
        value_is_missing(mend);
    bool wanted = mend->depth > 0 && level->wait == WAIT_COMMA;
    if (!wanted)
        mend_text_tell(&mend->text, "a comma too many: take it out");
    mend_text_skip(&mend->text, NULL);
    if (!wanted)
        return;
    level->wait = level->closing == '}' ? WAIT_NAME : WAIT_VALUE;
    level->after_comma = true;
    mend_text_mark(&mend->text);
}

static void
take_colon(struct mend *mend)
{
    struct level *level = level_of(mend);
    if (level->wait != WAIT_COLON) {
        mend_text_tell(&mend->text, "a colon too many: take it out");
        mend_text_skip(&mend->text, NULL);
        return;
    }
    mend_text_skip(&mend->text, ":");
    level->wait = WAIT_VALUE;
}

static void
close_level(struct mend *mend)
{
    struct level *level = level_of(mend);
    if (level->closing == '}' &&
        (level->wait == WAIT_COLON || (level->wait == WAIT_VALUE && !level->after_comma)))
        value_is_missing(mend);
    if (level->after_comma)
        mend_text_tell_marked(&mend->text, "nothing follows this comma: take it out");
    pop(mend);
}

static void
take_closing(struct mend *mend, char closing)
{
    bool opened = false;
    for (int i = mend->depth; i > 0; i--)
        opened = opened || mend->levels[i].closing == closing;
    if (!opened)
        mend_text_tell(&mend->text,
                       closing == '}'
                           ? "nothing is open that } could close: take it out"
                           : "nothing is open that ] could close: take it out");
    while (opened && level_of(mend)->closing != closing) {
        mend_text_tell(&mend->text,
                       "%c is missing before this: it closes the %c of line %d",
                       level_of(mend)->closing,
                       level_of(mend)->closing == '}' ? '{' : '[', level_of(mend)->line);
        close_level(mend);
    }
    if (opened)
        close_level(mend);
    mend_text_skip(&mend->text, NULL);
}

/* False: it nests too deeply. */
static bool
take_opening(struct mend *mend, char opening)
{
    before_item(mend);
    name_for_value(mend);
    if (mend->depth >= JSON_DEPTH_MAX) {
        mend_text_tell(&mend->text, "nested too deeply: more than %d within each other",
                       JSON_DEPTH_MAX);
        return false;
    }
    push(mend, opening);
    mend_text_skip(&mend->text, NULL);
    return true;
}

static bool
take(struct mend *mend)
{
    gunichar next = mend_text_next(&mend->text);
    if (mend->depth == 0 && !level_of(mend)->empty) {
        mend_text_tell(&mend->text, "something stands behind the end: take it out");
        mend_text_end(&mend->text);
        return true;
    }
    if (next == '{' || next == '[')
        return take_opening(mend, (char)next);
    if (next == '}' || next == ']')
        take_closing(mend, (char)next);
    else if (next == ',')
        take_comma(mend);
    else if (next == ':')
        take_colon(mend);
    else if (next == '"')
        take_string(mend);
    else
        take_word(mend);
    return true;
}

static void
close_all(struct mend *mend, bool told)
{
    while (mend->depth > 0) {
        const struct level *level = level_of(mend);
        if (told)
            mend_text_tell(&mend->text,
                           "the file ends too early: %c is missing, it closes the %c of "
                           "line %d",
                           level->closing, level->closing == '}' ? '{' : '[',
                           level->line);
        close_level(mend);
    }
}

char *
mend_json(const char *text, struct findings *findings)
{
    struct mend mend = {.levels[0] = {.wait = WAIT_VALUE, .empty = true}};
    bool good = true;
    mend_text_init(&mend.text, text, findings);
    while (good && mend_text_next(&mend.text) != 0)
        good = take(&mend);
    if (mend.levels[0].empty && mend.depth == 0) {
        mend_text_tell(&mend.text, "there is nothing in the file");
        good = false;
    }
    close_all(&mend, good);
    return mend_text_finish(&mend.text, good);
}
