// SPDX-License-Identifier: Apache-2.0
#include "readings.h"

#include <string.h>

/* Begin of the line that `at` lies in. */
static size_t
line_begin(const struct readings *readings, size_t at)
{
    while (at > 0 && readings->text[at - 1] != '\n')
        at--;
    return at;
}

static size_t
line_length(const struct readings *readings, size_t begin)
{
    const char *end = memchr(readings->text + begin, '\n', readings->size - begin);
    return end == NULL ? readings->size - begin : (size_t)(end - readings->text) - begin;
}

/* "gao hao" → two readings. What is too long for one is no reading. */
static size_t
split(const char *text, size_t length, char found[READINGS_MOST][READING_SIZE])
{
    size_t count = 0;
    while (length > 0 && count < READINGS_MOST) {
        const char *space = memchr(text, ' ', length);
        size_t part = space == NULL ? length : (size_t)(space - text);
        if (part > 0 && part < READING_SIZE) {
            memcpy(found[count], text, part);
            found[count++][part] = '\0';
        }
        size_t step = MIN(part + 1, length);
        text += step;
        length -= step;
    }
    return count;
}

size_t
readings_find(const struct readings *readings, gunichar character,
              char found[READINGS_MOST][READING_SIZE])
{
    char key[8];
    size_t key_length = (size_t)g_unichar_to_utf8(character, key);
    size_t low = 0, high = readings == NULL ? 0 : readings->size;
    while (low < high) {
        size_t begin = line_begin(readings, low + (high - low) / 2);
        size_t length = line_length(readings, begin);
        const char *line = readings->text + begin;
        const char *tab = memchr(line, '\t', length);
        size_t name = tab == NULL ? length : (size_t)(tab - line);
        int order = memcmp(line, key, MIN(name, key_length));
        if (order == 0 && name != key_length)
            order = name < key_length ? -1 : 1;
        if (order == 0)
            return tab == NULL ? 0 : split(tab + 1, length - name - 1, found);
        if (order < 0)
            low = begin + length + 1;
        else
            high = begin;
    }
    return 0;
}
