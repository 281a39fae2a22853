// SPDX-License-Identifier: Apache-2.0
#include "script.h"

#include <string.h>
#include "number.h"
#include "reading.h"

#define WORD_LETTERS 3 // shorter words, and those in capitals, are spelled: IC, PDF, A

/* Letters as Chinese speakers say them; the English voice in between would sound like
 * another person. */
static const char *const letters[] = {
    "ei1",      "bi4",          "sei1",        "di4",    "yi4",      "ai2 fu5", "ji4",
    "ei2 chi5", "ai4",          "zhei4",       "kei4",   "ai2 lou5", "ai2 mu5", "en1",
    "ou1",      "pi1",          "kiu1",        "a4 er5", "ai2 si5",  "ti4",     "you1",
    "wei1",     "da2 bu5 liu5", "ai4 ke5 si5", "wai4",   "zei4"};

enum mark { MARK_NONE, MARK_SPACE, MARK_PAUSE, MARK_STOP };

struct writer {
    const struct lexicon *lexicon;
    GPtrArray *lines;
    GString *line; // of `voice`
    enum script_voice voice;
    GString *run; // Chinese characters that are not read yet
    bool spoken;  // something was said since the last mark: pauses do not pile up
};

static void
free_line(gpointer data)
{
    struct script_line *line = data;
    g_free(line->text);
    g_free(line);
}

/* ---- writing ---------------------------------------------------------------------------- */

static void
end_line(struct writer *writer)
{
    g_strstrip(writer->line->str);
    if (writer->line->str[0]) {
        struct script_line *line = g_new(struct script_line, 1);
        *line = (struct script_line){writer->voice, g_strdup(writer->line->str)};
        g_ptr_array_add(writer->lines, line);
    }
    g_string_truncate(writer->line, 0);
}

static void
use_voice(struct writer *writer, enum script_voice voice)
{
    if (writer->voice != voice)
        end_line(writer);
    writer->voice = voice;
}

/* Reads the characters that were collected. */
static void
end_run(struct writer *writer)
{
    if (writer->run->len == 0)
        return;
    use_voice(writer, SCRIPT_CHINESE);
    reading_add(writer->lexicon, writer->run->str, writer->run->len, writer->line);
    g_string_truncate(writer->run, 0);
    writer->spoken = true;
}

static void
add_syllables(struct writer *writer, const char *syllables)
{
    end_run(writer);
    use_voice(writer, SCRIPT_CHINESE);
    g_string_append_printf(writer->line, "%s ", syllables);
    writer->spoken = true;
}

static void
add_mark(struct writer *writer, enum mark mark)
{
    end_run(writer);
    if (mark <= MARK_SPACE || !writer->spoken)
        return;
    g_string_append(writer->line, mark == MARK_STOP ? ". " : ", ");
    writer->spoken = false;
}

/* ---- reading ---------------------------------------------------------------------------- */

static enum mark
mark_of(gunichar character)
{
    static const gunichar stops[] = {0x3002, 0xff01, 0xff1f, 0x2026, '.',
                                     '!',    '?',    '\n',   0};
    static const gunichar pauses[] = {0xff0c, 0x3001, 0xff1b, 0xff1a, ',',    ';',
                                      ':',    0xff08, 0xff09, '(',    ')',    0x2014,
                                      '/',    '|',    0x2192, 0x3010, 0x3011, 0};
    for (const gunichar *row = stops; *row; row++)
        if (*row == character)
            return MARK_STOP;
    for (const gunichar *row = pauses; *row; row++)
        if (*row == character)
            return MARK_PAUSE;
    return g_unichar_isspace(character) ? MARK_SPACE : MARK_NONE;
}

/* Full-width letters, digits and signs as the narrow ones; ℃ as a word. */
static char *
narrow(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (; *text; text = g_utf8_find_next_char(text, NULL)) {
        gunichar character = g_utf8_get_char(text);
        if (character == 0x2103)
            g_string_append(out, "摄氏度");
        else if ((character >= 0xff10 && character <= 0xff5a &&
                  g_unichar_isalnum(character)) ||
                 character == 0xff1a || character == 0xff0e || character == 0xff05)
            g_string_append_unichar(out, character - 0xfee0);
        else
            g_string_append_unichar(out, character);
    }
    return g_string_free(out, FALSE);
}

static size_t
word_length(const char *text)
{
    size_t length = 0;
    while (g_ascii_isalpha(text[length]) ||
           (length > 0 && text[length] == '\'' && g_ascii_isalpha(text[length + 1])))
        length++;
    return length;
}

static bool
is_spelled(const char *word, size_t length)
{
    bool capitals = true;
    for (size_t i = 0; i < length; i++)
        capitals = capitals && !g_ascii_islower(word[i]);
    return capitals || length < WORD_LETTERS;
}

static const char *
add_word(struct writer *writer, const char *text)
{
    size_t length = word_length(text);
    if (is_spelled(text, length)) {
        for (size_t i = 0; i < length; i++)
            if (g_ascii_isalpha(text[i]))
                add_syllables(writer, letters[g_ascii_tolower(text[i]) - 'a']);
        return text + length;
    }
    end_run(writer);
    use_voice(writer, SCRIPT_ENGLISH);
    g_string_append_len(writer->line, text, (gssize)length);
    g_string_append_c(writer->line, ' ');
    writer->spoken = true;
    return text + length;
}

static void
writer_init(struct writer *writer, const struct lexicon *lexicon, enum script_voice voice)
{
    *writer = (struct writer){.lexicon = lexicon,
                              .lines = g_ptr_array_new_with_free_func(free_line),
                              .line = g_string_new(NULL),
                              .voice = voice,
                              .run = g_string_new(NULL)};
}

static GPtrArray *
writer_finish(struct writer *writer)
{
    end_run(writer);
    end_line(writer);
    g_string_free(writer->run, TRUE);
    g_string_free(writer->line, TRUE);
    return writer->lines;
}

GPtrArray *
script_of_chinese(const struct lexicon *lexicon, const char *text)
{
    struct writer writer;
    g_autofree char *narrowed = narrow(text);
    g_autofree char *spelled = number_spell(narrowed);
    writer_init(&writer, lexicon, SCRIPT_CHINESE);
    for (const char *at = spelled; *at;) {
        gunichar character = g_utf8_get_char(at);
        if (g_ascii_isalpha(*at)) {
            at = add_word(&writer, at);
            continue;
        }
        const char *next = g_utf8_find_next_char(at, NULL);
        if (reading_is_han(character))
            g_string_append_len(writer.run, at, next - at);
        else
            add_mark(&writer, mark_of(character));
        at = next;
    }
    return writer_finish(&writer);
}

GPtrArray *
script_of_english(const struct lexicon *lexicon, const char *text)
{
    struct writer writer;
    g_autofree char *parted = number_part(text);
    writer_init(&writer, lexicon, SCRIPT_ENGLISH);
    for (const char *at = parted; *at;) {
        const char *next = g_utf8_find_next_char(at, NULL);
        if (reading_is_han(g_utf8_get_char(at))) {
            g_string_append_len(writer.run, at, next - at);
        } else {
            end_run(&writer);
            if (writer.voice == SCRIPT_ENGLISH || !g_ascii_ispunct(*at)) {
                use_voice(&writer, SCRIPT_ENGLISH);
                g_string_append_len(writer.line, at, next - at);
            } else {
                add_mark(&writer, mark_of((gunichar)*at));
            }
        }
        at = next;
    }
    return writer_finish(&writer);
}

static bool
is_syllable(const char *text)
{
    size_t letters_here = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    return letters_here >= 1 && letters_here <= 6 &&
           strchr("12345", text[letters_here]) && text[letters_here] &&
           !text[letters_here + 1];
}

GPtrArray *
script_of_pinyin(const char *pinyin)
{
    g_auto(GStrv) parts = g_strsplit_set(pinyin, " \n\t", -1);
    struct writer writer;
    bool good = true;
    writer_init(&writer, NULL, SCRIPT_CHINESE);
    for (char **part = parts; *part && good; part++) {
        if (!**part)
            continue;
        good = is_syllable(*part) || strcmp(*part, ",") == 0 || strcmp(*part, ".") == 0;
        g_string_append_printf(writer.line, "%s ", *part);
    }
    GPtrArray *lines = writer_finish(&writer);
    if (good)
        return lines;
    g_ptr_array_unref(lines);
    return NULL;
}

char *
script_text(const GPtrArray *script)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < script->len; i++) {
        const struct script_line *line = g_ptr_array_index(script, i);
        g_string_append_printf(text, "%s%s", i ? " " : "", line->text);
    }
    return g_string_free(text, FALSE);
}
