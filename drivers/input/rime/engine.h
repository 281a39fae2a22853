// SPDX-License-Identifier: Apache-2.0
/* Engine: librime behind a composition. One thread. It writes no file and learns nothing. */
#ifndef DRIVERS_INPUT_RIME_ENGINE_H
#define DRIVERS_INPUT_RIME_ENGINE_H

#include <glib.h>
#include <stdbool.h>
#include <kiosk/input.h>

#define ENGINE_ERROR (g_quark_from_static_string("kiosk-rime"))

enum engine_error {
    ENGINE_ERROR_DATA,        // the compiled dictionaries are not there
    ENGINE_ERROR_COMPOSITION, // keys that the scheme has not, or too many
    ENGINE_ERROR_CANDIDATE,   // there is no such candidate
};

enum engine_scheme {
    ENGINE_PINYIN26,
    ENGINE_PINYIN9,
    ENGINE_STROKE,
    ENGINE_SCHEME_COUNT
};

/* By its word in the contract, which the schema has checked. */
enum engine_scheme engine_scheme(const char *word);

struct engine;

/* Before any other thread starts, for it sets an environment variable. */
void engine_prepare(void);

/* `folder`: what `make` put into share/rime. At most one a process. NULL: *error. */
struct engine *engine_open(const char *folder, GError **error);
void engine_close(struct engine *engine); // NULL-safe

struct engine_candidate {
    char *text, *comment; // "" when there is none
};

struct engine_page {
    char *preedit;
    struct engine_candidate candidates[INPUT_COUNT_MAX];
    size_t count;
    bool more;
};

/* Candidates `first` and the next, at most `count`. Finish the page on success. */
bool
engine_page(struct engine *engine, enum engine_scheme scheme, const char *composition,
            size_t first, size_t count, struct engine_page *page_out, GError **error);
void engine_page_finish(struct engine_page *page);

/* What candidate `index` is, and the keys that it leaves over. g_free both. */
bool
engine_choose(struct engine *engine, enum engine_scheme scheme, const char *composition,
              size_t index, char **text_out, char **rest_out, GError **error);

#endif
