// SPDX-License-Identifier: Apache-2.0
/* The text that mend.c reads, sign by sign, and the JSON that it writes from it. */
#ifndef CHECK_MEND_TEXT_H
#define CHECK_MEND_TEXT_H

#include "findings.h"

struct mend_place {
    int line;
    const char *at;
};

struct mend_text {
    const char *start, *at;
    int line;
    GString *out;
    size_t end_of_last; // in `out`: behind the last sign that was written
    struct mend_place last, mark;
    struct findings *findings;
    int told;
};

void mend_text_init(struct mend_text *text, const char *source,
                    struct findings *findings); // borrows both
/* What was written, or NULL when it is not `good`. g_free. */
char *mend_text_finish(struct mend_text *text, bool good);

/* The next sign behind spaces and remarks; quotes of every kind are ". 0: the end. */
gunichar mend_text_next(struct mend_text *text);
void mend_text_skip(struct mend_text *text, const char *put); // put: NULL for nothing
void mend_text_end(struct mend_text *text);                   // over all that is left
void mend_text_mark(struct mend_text *text);                  // the sign just skipped

char *mend_text_string(struct mend_text *text); // as it reads. g_free
char *mend_text_name(struct mend_text *text);   // without its quotes. g_free
void mend_text_value(struct mend_text *text);   // a number or a word

void mend_text_put(struct mend_text *text, const char *json);
void mend_text_put_before(struct mend_text *text, const char *json); // spaces and lines
void mend_text_tell(struct mend_text *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
void mend_text_tell_before(struct mend_text *text, const char *message);
void mend_text_tell_marked(struct mend_text *text, const char *message);

#endif
