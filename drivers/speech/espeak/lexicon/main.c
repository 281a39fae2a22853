// SPDX-License-Identifier: Apache-2.0
/* Makes the lexicon of speech at build time, out of
 *   --readings FILE   Unihan_Readings: how a character is read on the mainland, by frequency
 *   --simple FILE     words in simplified characters, with syllables but no tones
 *   --tones FILE      words with tones, converted to simplified characters
 *   --weights FILE    how often a word stands in a large text
 *   FILE…             our own lists, which win
 * and writes "word <tab> syllables <tab> weight", sorted, to standard output. A word's tones are
 * taken where both lists agree on the syllable and the character has that reading on the
 * mainland (研究 is jiu1 here, jiu4 elsewhere); otherwise the character's commonest reading of
 * that syllable stands. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/speech/espeak/lexicon.h"
#include "drivers/speech/espeak/reading.h"

#define OWN_WEIGHT 5000 // at least: our own words are there to be found

struct maker {
    GHashTable *characters; // character → GPtrArray of toned readings, common ones first
    GHashTable *usual;      // character → its reading when no word says otherwise
    GHashTable *simple;     // word → "zhang da"
    GHashTable *tones;      // word → "zhang3 da4"
    GHashTable *own;        // word → "zhang3 da4"
    GHashTable *weights;    // word → count, as pointer
};

/* ---- tones ------------------------------------------------------------------------------ */

/* "zhǎng" → "zhang3"; g_free. */
static char *
number_tone(const char *marked)
{
    static const gunichar tones[] = {0x304, 0x301, 0x30c, 0x300};
    g_autofree char *parts = g_utf8_normalize(marked, -1, G_NORMALIZE_NFD);
    GString *out = g_string_new(NULL);
    char tone = '5';
    for (const char *at = parts; *at; at = g_utf8_find_next_char(at, NULL)) {
        gunichar character = g_utf8_get_char(at);
        for (size_t i = 0; i < G_N_ELEMENTS(tones); i++)
            if (character == tones[i])
                tone = (char)('1' + i);
        if (character == 0x308)
            out->str[out->len - 1] = 'v';
        else if (character < 128)
            g_string_append_c(out, (char)character);
    }
    g_string_append_c(out, tone);
    return g_string_free(out, FALSE);
}

static bool
has_sound(const char *reading, const char *sound)
{
    size_t length = strlen(sound);
    return strncmp(reading, sound, length) == 0 && reading[length] &&
           !reading[length + 1];
}

/* lue, nue and u: of the lists are lve and nve here. */
static char *
plain_sound(const char *syllable)
{
    g_autofree char *sound = g_strndup(syllable, strcspn(syllable, "12345"));
    if (strcmp(sound, "lue") == 0 || strcmp(sound, "nue") == 0)
        sound[1] = 'v';
    return g_steal_pointer(&sound);
}

/* ---- reading the lists ------------------------------------------------------------------ */

typedef void (*read_row)(struct maker *maker, char **columns, guint count);

static void
read_file(struct maker *maker, const char *path, read_row row)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        g_strchomp(line);
        if (!*line || *line == '#')
            continue;
        g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
        guint count = g_strv_length(columns);
        if (count >= 2)
            row(maker, columns, count);
    }
}

static bool
is_words(const char *text)
{
    long count = 0;
    for (; *text; text = g_utf8_find_next_char(text, NULL), count++)
        if (!reading_is_han(g_utf8_get_char(text)))
            return false;
    return count > 0 && count <= LEXICON_WORD_MAX;
}

static void
add_reading(struct maker *maker, const char *character, const char *marked)
{
    GPtrArray *readings = g_hash_table_lookup(maker->characters, character);
    if (!readings) {
        readings = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(maker->characters, g_strdup(character), readings);
    }
    g_ptr_array_add(readings, number_tone(marked));
}

/* U+957F  kHanyuPinlu  zhǎng(1879) cháng(1179);  kXHC1983  0121.040:cháng … */
static void
read_reading(struct maker *maker, char **columns, guint count)
{
    bool usual = strcmp(columns[1], "kMandarin") == 0;
    bool common = strcmp(columns[1], "kHanyuPinlu") == 0;
    bool dictionary = strcmp(columns[1], "kXHC1983") == 0;
    if (count < 3 || (!usual && !common && !dictionary))
        return;
    char character[8] = {0};
    g_unichar_to_utf8((gunichar)strtoul(columns[0] + 2, NULL, 16), character);
    g_auto(GStrv) rows = g_strsplit(columns[2], " ", -1);
    for (char **row = rows; *row; row++) {
        char *colon = strrchr(*row, ':');
        char *reading = colon ? colon + 1 : *row;
        reading[strcspn(reading, "(")] = '\0';
        add_reading(maker, character, reading);
        if (usual && row == rows) // the first is the mainland's
            g_hash_table_replace(maker->usual, g_strdup(character), number_tone(reading));
    }
}

static void
read_simple(struct maker *maker, char **columns, guint count)
{
    (void)count;
    if (is_words(columns[0]) && !g_hash_table_contains(maker->simple, columns[0]))
        g_hash_table_insert(maker->simple, g_strdup(columns[0]), g_strdup(columns[1]));
}

static void
read_tones(struct maker *maker, char **columns, guint count)
{
    (void)count;
    if (is_words(columns[0]) && !g_hash_table_contains(maker->tones, columns[0]))
        g_hash_table_insert(maker->tones, g_strdup(columns[0]), g_strdup(columns[1]));
}

static void
read_weight(struct maker *maker, char **columns, guint count)
{
    (void)count;
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(maker->weights, columns[0]));
    guint weight = before + (guint)strtoul(columns[1], NULL, 10);
    g_hash_table_replace(maker->weights, g_strdup(columns[0]), GUINT_TO_POINTER(weight));
}

static void
read_own(struct maker *maker, char **columns, guint count)
{
    (void)count;
    g_auto(GStrv) syllables = g_strsplit(columns[1], " ", -1);
    if (!is_words(columns[0]) ||
        g_utf8_strlen(columns[0], -1) != (glong)g_strv_length(syllables)) {
        fprintf(stderr, "%s: must be characters, a syllable each\n", columns[0]);
        exit(1);
    }
    for (char **row = syllables; *row; row++)
        if (strcspn(*row, "12345") != strlen(*row) - 1) {
            fprintf(stderr, "%s: %s has no tone\n", columns[0], *row);
            exit(1);
        }
    g_hash_table_replace(maker->own, g_strdup(columns[0]), g_strdup(columns[1]));
}

/* ---- deciding --------------------------------------------------------------------------- */

static const char *
usual_reading(const struct maker *maker, const char *character)
{
    const char *own = g_hash_table_lookup(maker->own, character);
    return own ? own : g_hash_table_lookup(maker->usual, character);
}

static bool
is_read(const struct maker *maker, const char *character, const char *syllable)
{
    const GPtrArray *readings = g_hash_table_lookup(maker->characters, character);
    for (guint i = 0; readings && i < readings->len; i++)
        if (strcmp(g_ptr_array_index(readings, i), syllable) == 0)
            return true;
    return false;
}

/* Tones that only words have: the neutral one, and those of 一 and 不. */
static bool
is_of_words(const char *character, const char *syllable)
{
    return g_str_has_suffix(syllable, "5") || strcmp(character, "一") == 0 ||
           strcmp(character, "不") == 0;
}

/* `toned` and `plain` may be NULL. */
static const char *
decide(const struct maker *maker, const char *character, const char *toned,
       const char *plain)
{
    g_autofree char *sound = plain ? plain_sound(plain) : NULL;
    bool agreed = toned &&
                  (!sound || has_sound(toned, sound) || g_str_equal(toned, "r5"));
    if (agreed && (is_read(maker, character, toned) || is_of_words(character, toned)))
        return toned;
    const char *usual = usual_reading(maker, character);
    if (!sound || (usual && has_sound(usual, sound)))
        return usual ? usual : toned;
    const GPtrArray *readings = g_hash_table_lookup(maker->characters, character);
    for (guint i = 0; readings && i < readings->len; i++)
        if (has_sound(g_ptr_array_index(readings, i), sound))
            return g_ptr_array_index(readings, i);
    return usual;
}

/* NULL: somewhere a character has no reading, or lists and characters do not match. */
static char *
resolve(const struct maker *maker, const char *word)
{
    const char *tones = g_hash_table_lookup(maker->tones, word);
    const char *simple = g_hash_table_lookup(maker->simple, word);
    g_auto(GStrv) toned = tones ? g_strsplit(tones, " ", -1) : NULL;
    g_auto(GStrv) plain = simple ? g_strsplit(simple, " ", -1) : NULL;
    guint count = (guint)g_utf8_strlen(word, -1);
    if ((toned && g_strv_length(toned) != count) ||
        (plain && g_strv_length(plain) != count))
        return NULL;
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < count; i++, word = g_utf8_find_next_char(word, NULL)) {
        char character[8] = {0};
        g_utf8_strncpy(character, word, 1);
        const char *syllable =
            decide(maker, character, toned ? toned[i] : NULL, plain ? plain[i] : NULL);
        if (!syllable || strcspn(syllable, "12345") != strlen(syllable) - 1) {
            g_string_free(out, TRUE);
            return NULL;
        }
        g_string_append_printf(out, i ? " %s" : "%s", syllable);
    }
    return g_string_free(out, FALSE);
}

/* ---- writing ---------------------------------------------------------------------------- */

static void
add_line(const struct maker *maker, GPtrArray *lines, const char *word)
{
    guint weight = GPOINTER_TO_UINT(g_hash_table_lookup(maker->weights, word));
    bool one = g_utf8_strlen(word, -1) == 1;
    const char *own = g_hash_table_lookup(maker->own, word);
    g_autofree char *syllables = NULL;
    if (own || one)
        syllables = g_strdup(usual_reading(maker, word));
    else
        syllables = resolve(maker, word);
    if (!syllables)
        return;
    if (own && !one)
        weight = MAX(weight, OWN_WEIGHT);
    g_ptr_array_add(lines, g_strdup_printf("%s\t%s\t%u\n", word, syllables, weight));
}

/* By the bytes of the word, a shorter one first: the tab is below any of them. */
static gint
compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
write_lexicon(const struct maker *maker)
{
    g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *sources[] = {maker->usual, maker->simple, maker->tones, maker->own};
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        GHashTableIter iter;
        gpointer word;
        g_hash_table_iter_init(&iter, sources[i]);
        while (g_hash_table_iter_next(&iter, &word, NULL))
            g_hash_table_add(words, word);
    }
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter iter;
    gpointer word;
    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL))
        add_line(maker, lines, word);
    g_ptr_array_sort(lines, compare);
    for (guint i = 0; i < lines->len; i++)
        fputs(g_ptr_array_index(lines, i), stdout);
}

static GHashTable *
table_of_texts(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

int
main(int argc, char **argv)
{
    struct maker maker = {
        .characters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_ptr_array_unref),
        .usual = table_of_texts(),
        .simple = table_of_texts(),
        .tones = table_of_texts(),
        .own = table_of_texts(),
        .weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    static const struct {
        const char *option;
        read_row row;
    } options[] = {{"--readings", read_reading},
                   {"--simple", read_simple},
                   {"--tones", read_tones},
                   {"--weights", read_weight}};
    for (int i = 1; i < argc; i++) {
        read_row row = read_own;
        for (size_t j = 0; j < G_N_ELEMENTS(options); j++)
            if (strcmp(argv[i], options[j].option) == 0 && i + 1 < argc) {
                row = options[j].row;
                i++;
                break;
            }
        read_file(&maker, argv[i], row);
    }
    write_lexicon(&maker);
    GHashTable *tables[] = {maker.characters, maker.usual, maker.simple,
                            maker.tones,      maker.own,   maker.weights};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
