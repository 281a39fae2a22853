// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include <rime_api.h>
#include <string.h>

static const struct scheme {
    const char *word, *schema, *keys;
} schemes[ENGINE_SCHEME_COUNT] = {
    {"pinyin26", "kiosk_pinyin26", "abcdefghijklmnopqrstuvwxyz'"},
    {"pinyin9", "kiosk_pinyin9", "abcdefghijklmnopqrstuvwxyz23456789'"},
    {"stroke", "kiosk_stroke", "hspnz"},
};

struct engine {
    RimeApi *api;
    struct room {
        RimeSessionId session; // 0: not made yet
        /* What the session holds now: one more key costs one key, not all of them again. */
        char keys[INPUT_KEYS_MAX + 1];
    } rooms[ENGINE_SCHEME_COUNT];
};

enum engine_scheme
engine_scheme(const char *word)
{
    for (int i = 0; i < ENGINE_SCHEME_COUNT; i++)
        if (strcmp(schemes[i].word, word) == 0)
            return (enum engine_scheme)i;
    g_assert_not_reached();
}

/* ---- life ------------------------------------------------------------------------------- */

static bool
open_room(struct engine *engine, int scheme)
{
    struct room *room = &engine->rooms[scheme];
    room->session = engine->api->create_session();
    room->keys[0] = '\0';
    if (!room->session)
        return false;
    // select_schema() is content with a schema whose dictionary is missing: it must show.
    if (!engine->api->select_schema(room->session, schemes[scheme].schema))
        return false;
    engine->api->process_key(room->session, 'h', 0);
    RIME_STRUCT(RimeContext, context);
    bool alive = engine->api->get_context(room->session, &context) &&
                 context.menu.num_candidates > 0;
    engine->api->free_context(&context);
    engine->api->clear_composition(room->session);
    return alive;
}

void
engine_prepare(void)
{
    // glog writes /tmp/rime.*.log otherwise, whatever log_dir says.
    g_setenv("GLOG_logtostderr", "1", TRUE);
}

struct engine *
engine_open(const char *folder, GError **error)
{
    struct engine *engine = g_new0(struct engine, 1);
    engine->api = rime_get_api();
    RIME_STRUCT(RimeTraits, traits);
    traits.shared_data_dir = folder;
    traits.prebuilt_data_dir = folder;
    traits.staging_dir = folder;
    traits.user_data_dir = "/nonexistent"; // nothing of ours is a user's
    traits.distribution_name = traits.distribution_code_name = "kiosk";
    traits.distribution_version = KIOSK_VERSION;
    traits.app_name = "rime.kiosk";
    traits.min_log_level = 3; // a log line could hold what was typed
    traits.log_dir = "";
    static bool set_up; // glog ends the process that sets it up a second time
    if (!set_up)
        engine->api->setup(&traits);
    set_up = true;
    engine->api->initialize(&traits); // and no maintenance: that would build and write
    for (int i = 0; i < ENGINE_SCHEME_COUNT; i++)
        if (!open_room(engine, i)) {
            g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_DATA,
                        "the dictionary of %s is not in %s", schemes[i].word, folder);
            engine_close(engine);
            return NULL;
        }
    return engine;
}

void
engine_close(struct engine *engine)
{
    if (engine == NULL)
        return;
    engine->api->cleanup_all_sessions();
    engine->api->finalize();
    g_free(engine);
}

/* ---- the composition -------------------------------------------------------------------- */

static bool
check(enum engine_scheme scheme, const char *composition, GError **error)
{
    size_t length = strlen(composition);
    if (length > INPUT_KEYS_MAX || strspn(composition, schemes[scheme].keys) != length ||
        composition[0] == '\'') {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_COMPOSITION,
                    "composition: must be at most %d keys of %s, no ' first",
                    INPUT_KEYS_MAX, schemes[scheme].word);
        return false;
    }
    return true;
}

/* Makes the session hold `composition`. */
static void
set_keys(struct engine *engine, enum engine_scheme scheme, const char *composition)
{
    struct room *room = &engine->rooms[scheme];
    size_t held = strlen(room->keys);
    if (held == 0 || strncmp(room->keys, composition, held) != 0) {
        engine->api->clear_composition(room->session);
        held = 0;
    }
    for (const char *key = composition + held; *key; key++)
        engine->api->process_key(room->session, *key, 0);
    g_strlcpy(room->keys, composition, sizeof(room->keys));
}

static void
forget_keys(struct engine *engine, enum engine_scheme scheme)
{
    engine->api->clear_composition(engine->rooms[scheme].session);
    memset(engine->rooms[scheme].keys, 0, sizeof(engine->rooms[scheme].keys));
}

/* ---- candidates ------------------------------------------------------------------------- */

static char *
text_of(const char *text)
{
    return g_strdup(text ? text : "");
}

static void
read_candidates(struct engine *engine, RimeSessionId session, size_t first, size_t count,
                struct engine_page *page)
{
    RimeCandidateListIterator list = {0};
    if (!engine->api->candidate_list_from_index(session, &list, (int)first))
        return;
    while (engine->api->candidate_list_next(&list)) {
        if (page->count == count) {
            page->more = true;
            break;
        }
        page->candidates[page->count++] = (struct engine_candidate){
            text_of(list.candidate.text), text_of(list.candidate.comment)};
    }
    engine->api->candidate_list_end(&list);
}

static size_t
count_letters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text != ' ' && *text != '\'';
    return count;
}

/* On nine keys the preedit is digits: the syllables of the best candidate say more, when it
 * stands for all keys. */
static char *
read_preedit(struct engine *engine, enum engine_scheme scheme, RimeSessionId session)
{
    RIME_STRUCT(RimeContext, context);
    engine->api->get_context(session, &context);
    char *preedit = text_of(context.composition.preedit);
    engine->api->free_context(&context);
    struct engine_page best = {0};
    if (scheme == ENGINE_PINYIN9)
        read_candidates(engine, session, 0, 1, &best);
    if (best.count == 1 &&
        count_letters(best.candidates[0].comment) >= count_letters(preedit)) {
        g_free(preedit);
        preedit = g_strdup(best.candidates[0].comment);
    }
    engine_page_finish(&best);
    return preedit;
}

bool
engine_page(struct engine *engine, enum engine_scheme scheme, const char *composition,
            size_t first, size_t count, struct engine_page *page_out, GError **error)
{
    g_assert(count <= INPUT_COUNT_MAX);
    if (!check(scheme, composition, error))
        return false;
    *page_out = (struct engine_page){0};
    if (!composition[0]) {
        forget_keys(engine, scheme);
        page_out->preedit = g_strdup("");
        return true;
    }
    RimeSessionId session = engine->rooms[scheme].session;
    set_keys(engine, scheme, composition);
    read_candidates(engine, session, first, count, page_out);
    page_out->preedit = read_preedit(engine, scheme, session);
    return true;
}

void
engine_page_finish(struct engine_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        g_free(page->candidates[i].text);
        g_free(page->candidates[i].comment);
    }
    g_free(page->preedit);
    *page = (struct engine_page){0};
}

/* Behind the chosen text the preedit shows the keys that are left, parted by spaces. */
static char *
read_rest(struct engine *engine, RimeSessionId session)
{
    RIME_STRUCT(RimeContext, context);
    GString *rest = g_string_new(NULL);
    if (engine->api->get_context(session, &context) && context.composition.preedit) {
        size_t length = strlen(context.composition.preedit);
        size_t begin = (size_t)MAX(context.composition.sel_start, 0);
        for (size_t i = begin; i < length; i++)
            if (context.composition.preedit[i] != ' ')
                g_string_append_c(rest, context.composition.preedit[i]);
        while (rest->len > 0 && rest->str[0] == '\'')
            g_string_erase(rest, 0, 1);
    }
    engine->api->free_context(&context);
    return g_string_free(rest, FALSE);
}

bool
engine_choose(struct engine *engine, enum engine_scheme scheme, const char *composition,
              size_t index, char **text_out, char **rest_out, GError **error)
{
    struct engine_page page;
    if (!engine_page(engine, scheme, composition, index, 1, &page, error))
        return false;
    RimeSessionId session = engine->rooms[scheme].session;
    bool chosen = page.count == 1 && engine->api->select_candidate(session, index);
    if (chosen) {
        *text_out = g_strdup(page.candidates[0].text);
        *rest_out = read_rest(engine, session);
    } else {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_CANDIDATE,
                    "index: there is no candidate %zu", index);
    }
    engine_page_finish(&page);
    forget_keys(engine, scheme); // the session holds a half choice now
    return chosen;
}
