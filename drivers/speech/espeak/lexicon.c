// SPDX-License-Identifier: Apache-2.0
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

struct lexicon {
    GMappedFile *file;
    const char *begin, *end;
};

struct lexicon *
lexicon_open(const char *path, GError **error)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, error);
    if (file == NULL)
        return NULL;
    struct lexicon *lexicon = g_new0(struct lexicon, 1);
    const char *bytes = g_mapped_file_get_contents(file);
    lexicon->file = file;
    lexicon->begin = bytes;
    lexicon->end = bytes + g_mapped_file_get_length(file);
    if (bytes && lexicon->end[-1] == '\n')
        return lexicon;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is cut", path);
    lexicon_close(lexicon);
    return NULL;
}

void
lexicon_close(struct lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    g_mapped_file_unref(lexicon->file);
    g_free(lexicon);
}

/* The line in which `at` lies. */
static const char *
line_of(const struct lexicon *lexicon, const char *at)
{
    while (at > lexicon->begin && at[-1] != '\n')
        at--;
    return at;
}

/* As the file is sorted: bytes of the words, a shorter one first. */
static int
compare(const char *text, size_t size, const char *line, size_t word)
{
    int order = memcmp(text, line, MIN(size, word));
    return order != 0 ? order : (size > word) - (size < word);
}

static void
read_line(const char *line, size_t word, struct lexicon_word *word_out)
{
    const char *syllables = line + word + 1;
    const char *weight = strchr(syllables, '\t');
    *word_out = (struct lexicon_word){.syllables = syllables,
                                      .length = (size_t)(weight - syllables),
                                      .weight = (unsigned)strtoul(weight + 1, NULL, 10)};
}

bool
lexicon_find(const struct lexicon *lexicon, const char *text, size_t size,
             struct lexicon_word *word_out)
{
    const char *low = lexicon->begin, *high = lexicon->end;
    while (low < high) {
        const char *line = line_of(lexicon, low + (high - low) / 2);
        size_t word = strcspn(line, "\t");
        int order = compare(text, size, line, word);
        if (order == 0) {
            read_line(line, word, word_out);
            return true;
        }
        if (order < 0)
            high = line;
        else
            low = (const char *)rawmemchr(line, '\n') + 1;
    }
    return false;
}
