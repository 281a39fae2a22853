// SPDX-License-Identifier: Apache-2.0
/* Documents are set and read back with poppler: what the paper says is what was asked for. */
#include "documents/document.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include <kiosk/document.h>

#include "base/json.h"
#include "documents/code.h"
#include "documents/type.h"

static char *scratch; // folder of this run

/* fontconfig and cairo keep fonts until the process ends. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}

/* ---- helpers --------------------------------------------------------------------------------- */

static json_t *
load(const char *name)
{
    GError *error = NULL;
    char *path = g_strdup_printf("tests/documents/%s.json", name);
    json_t *document = json_parse_file(path, 1024 * 1024, &error);
    g_assert_no_error(error);
    g_free(path);
    return document;
}

/* A document with these blocks; takes them. */
static json_t *
document_with(const char *style, json_t *blocks)
{
    return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s}, s:o}", "title", "测试单", "style",
                     style, "head", "issuer", "青山镇便民服务中心", "continued",
                     "0001 261121 0007 1", "foot", "note", "本单由1号机打印。", "blocks",
                     blocks);
}

static char *
set_to_file(const json_t *document, int *pages_out)
{
    GError *error = NULL;
    GByteArray *pdf = g_byte_array_new();
    g_assert_true(document_set(document, pdf, pages_out, &error));
    g_assert_no_error(error);
    char *path = g_build_filename(scratch, "document.pdf", NULL);
    g_assert_true(g_file_set_contents(path, (const char *)pdf->data, pdf->len, &error));
    g_byte_array_unref(pdf);
    return path;
}

static char *
run(const char *const *arguments)
{
    GError *error = NULL;
    char *output = NULL;
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                               NULL, &output, NULL, &status, &error));
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    return output;
}

/* The text of each page without white space and direction marks, which poppler adds. */
static char **
pages_of(const char *path)
{
    const char *arguments[] = {"pdftotext", "-layout", path, "-", NULL};
    char *raw = run(arguments);
    GString *text = g_string_new(NULL);
    for (const char *at = raw; *at != '\0'; at += g_utf8_skip[*(const guchar *)at]) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\f' || !(g_unichar_isspace(c) || (c >= 0x202A && c <= 0x202E)))
            g_string_append_unichar(text, c);
    }
    char **pages = g_strsplit(text->str, "\f", 0);
    guint last = g_strv_length(pages) - 1; // behind the last form feed
    g_clear_pointer(&pages[last], g_free);
    g_string_free(text, TRUE);
    g_free(raw);
    return pages;
}

static char **
set_and_read(const json_t *document, int *pages_out)
{
    char *path = set_to_file(document, pages_out);
    char **pages = pages_of(path);
    g_free(path);
    g_assert_cmpint((int)g_strv_length(pages), ==, *pages_out);
    return pages;
}

/* As pages_of gives it: no white space, no bold marks, nothing that is drawn. */
static char *
squeeze(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at += g_utf8_skip[*(const guchar *)at]) {
        gunichar c = g_utf8_get_char(at);
        if (!g_unichar_isspace(c) && c != '*' && c != 0x25A1 && c != '_')
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Texts wrap between columns, so that a whole cell need not stand in one run: each of its
 * characters is asked for, and short ones whole. */
static void
assert_says(const char *page, const char *text)
{
    char *wanted = squeeze(text);
    if (strstr(page, wanted) == NULL) {
        for (const char *at = wanted; *at != '\0';
             at += g_utf8_skip[*(const guchar *)at]) {
            char one[7] = {0};
            memcpy(one, at, (size_t)g_utf8_skip[*(const guchar *)at]);
            if (strstr(page, one) == NULL)
                g_error("\"%s\" of \"%s\" is not on paper", one, wanted);
        }
        g_assert_cmpint((int)g_utf8_strlen(wanted, -1), >, 3);
    }
    g_free(wanted);
}

static void
assert_says_all(const char *page, const json_t *value, const char *name)
{
    const char *key;
    size_t i;
    json_t *item;
    if (json_is_string(value) && strcmp(name, "kind") != 0 &&
        strcmp(name, "style") != 0 && strcmp(name, "data") != 0 &&
        strcmp(name, "continued") != 0)
        assert_says(page, json_string_value(value));
    if (json_is_object(value))
        json_object_foreach ((json_t *)(guintptr)value, key, item)
            assert_says_all(page, item, key);
    json_array_foreach (value, i, item)
        assert_says_all(page, item, name);
}

static void
assert_refused(json_t *document, int code, const char *sentence)
{
    GError *error = NULL;
    int pages = -1;
    GByteArray *pdf = g_byte_array_new();
    g_assert_false(document_set(document, pdf, &pages, &error));
    g_assert_error(error, DOCUMENT_ERROR, code);
    if (strstr(error->message, sentence) == NULL)
        g_error("\"%s\" does not say \"%s\"", error->message, sentence);
    g_assert_cmpuint(pdf->len, ==, 0);
    g_assert_cmpint(pages, ==, -1);
    g_byte_array_unref(pdf);
    g_error_free(error);
    json_decref(document);
}

/* ---- what stands on paper -------------------------------------------------------------------- */

static void
forget_columns(json_t *document)
{
    size_t i;
    json_t *block;
    json_array_foreach (json_object_get(document, "blocks"), i, block)
        json_object_del(block, "columns");
}

static void
test_document__says_everything_it_was_given(void)
{
    static const struct {
        const char *name;
        int pages;
    } examples[] = {
        {"receipt", 1}, {"receipt-large", 2}, {"supplement", 1}, {"booking", 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        json_t *document = load(examples[i].name);
        int count = 0;
        char **pages = set_and_read(document, &count);
        char *all = g_strjoinv("", pages);
        g_assert_cmpint(count, ==, examples[i].pages);
        if (strstr(examples[i].name, "large") !=
            NULL) // has no tables, so no heads of them
            forget_columns(document);
        assert_says_all(all, document, "");
        g_free(all);
        g_strfreev(pages);
        json_decref(document);
    }
}

static void
test_document__counts_its_pages_and_carries_the_number_on(void)
{
    json_t *document = load("receipt-large");
    int count = 0;
    char **pages = set_and_read(document, &count);
    g_assert_nonnull(strstr(pages[0], "第1页，共2页"));
    g_assert_nonnull(strstr(pages[1], "第2页，共2页"));
    g_assert_nonnull(strstr(pages[0], "482915"));
    g_assert_null(strstr(pages[1], "482915")); // the identity stands on page 1 only
    g_assert_nonnull(strstr(pages[1], "000126112100071"));
    g_assert_nonnull(strstr(pages[1], "青山镇便民服务中心"));
    g_strfreev(pages);
    json_decref(document);
}

static json_t *
long_table(int rows)
{
    json_t *list = json_array();
    for (int i = 1; i <= rows; i++) {
        char *first = g_strdup_printf("甲%03d", i);
        char *last = g_strdup_printf("乙%03d", i);
        json_array_append_new(
            list, json_pack("[s, s, s]", first,
                            "这一格的话长，要分成两行才放得下，可是分页不能从中间断开它",
                            last));
        g_free(first);
        g_free(last);
    }
    return json_pack("{s:s, s:[{s:s}, {s:s, s:i}, {s:s}], s:o}", "kind", "table",
                     "columns", "title", "编号头", "title", "说明头", "width_mm", 60,
                     "title", "末尾头", "rows", list);
}

static void
test_document__repeats_the_head_of_a_table_and_divides_no_row(void)
{
    json_t *document = document_with("standard", json_pack("[o]", long_table(120)));
    int count = 0;
    char **pages = set_and_read(document, &count);
    int found = 0;
    g_assert_cmpint(count, >, 3);
    for (int page = 0; page < count; page++) {
        g_assert_nonnull(strstr(pages[page], "说明头"));
        for (int i = 1; i <= 120; i++) {
            char *first = g_strdup_printf("甲%03d", i);
            char *last = g_strdup_printf("乙%03d", i);
            g_assert_cmpint(strstr(pages[page], first) != NULL, ==,
                            strstr(pages[page], last) != NULL);
            found += strstr(pages[page], first) != NULL;
            g_free(first);
            g_free(last);
        }
    }
    g_assert_cmpint(found, ==, 120);
    g_strfreev(pages);
    json_decref(document);
}

static void
test_document__keeps_a_heading_with_what_follows(void)
{
    for (int filler = 20; filler < 40; filler++) {
        json_t *blocks = json_array();
        for (int i = 0; i < filler; i++)
            json_array_append_new(
                blocks, json_pack("{s:s, s:s}", "kind", "paragraph", "text", "一行"));
        json_array_append_new(
            blocks, json_pack("{s:s, s:s}", "kind", "heading", "text", "接下来头"));
        json_array_append_new(blocks,
                              json_pack("{s:s, s:[{s:s, s:s}]}", "kind", "rows", "rows",
                                        "label", "标签", "value", "紧跟的行"));
        json_t *document = document_with("standard", blocks);
        int count = 0;
        char **pages = set_and_read(document, &count);
        for (int page = 0; page < count; page++)
            g_assert_cmpint(strstr(pages[page], "接下来头") != NULL, ==,
                            strstr(pages[page], "紧跟的行") != NULL);
        g_strfreev(pages);
        json_decref(document);
    }
}

static void
test_document__divides_what_no_page_can_hold_and_loses_nothing(void)
{
    static const char *const kinds[] = {"rows", "box", "paragraph"};
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 600; i++)
        g_string_append_printf(text, "%03d字，", i);
    for (int style = 0; style < 2; style++) {
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
            json_t *block =
                k == 0 ? json_pack("{s:s, s:[{s:s, s:s}]}", "kind", "rows", "rows",
                                   "label", "长", "value", text->str)
                       : json_pack("{s:s, s:s}", "kind", kinds[k], "text", text->str);
            json_t *document =
                document_with(document_style_words[style], json_pack("[o]", block));
            int count = 0;
            char **pages = set_and_read(document, &count);
            char *all = g_strjoinv("", pages);
            g_assert_cmpint(count, >, 1);
            for (int i = 0; i < 600; i++) {
                char *piece = g_strdup_printf("%03d", i);
                if (strstr(all, piece) == NULL)
                    g_error("%s of %s is lost", piece, kinds[k]);
                g_free(piece);
            }
            g_free(all);
            g_strfreev(pages);
            json_decref(document);
        }
    }
    g_string_free(text, TRUE);
}

static void
test_document__breaks_pages_where_asked_and_opens_none_at_the_end(void)
{
    json_t *document = document_with(
        "standard", json_pack("[{s:s, s:s}, {s:s}, {s:s, s:s}, {s:s}]", "kind",
                              "paragraph", "text", "前面", "kind", "page", "kind",
                              "paragraph", "text", "后面", "kind", "page"));
    int count = 0;
    char **pages = set_and_read(document, &count);
    g_assert_cmpint(count, ==, 2);
    g_assert_nonnull(strstr(pages[0], "前面"));
    g_assert_nonnull(strstr(pages[1], "后面"));
    g_strfreev(pages);
    json_decref(document);
}

/* ---- characters ------------------------------------------------------------------------------ */

static void
test_document__sets_rare_characters_and_uyghur(void)
{
    static const char *const names[] = {"欧阳䶮", "𠮷田", "㼆𬀩", "𫐓𰻝",
                                        "ئابدۇرېشىت"};
    for (int bold = 0; bold < 2; bold++) {
        char *text =
            g_strdup_printf(bold ? "**%s %s %s %s** \n**%s**" : "%s %s %s %s \n%s",
                            names[0], names[1], names[2], names[3], names[4]);
        json_t *document = document_with(
            "standard", json_pack("[{s:s, s:s}]", "kind", "paragraph", "text", text));
        int count = 0;
        char **pages = set_and_read(document, &count);
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            if (strstr(pages[0], names[i]) == NULL)
                g_error("%s is not in \"%s\"", names[i], pages[0]);
        g_strfreev(pages);
        json_decref(document);
        g_free(text);
    }
}

static void
test_document__shows_by_code_what_no_text_font_has(void)
{
    static const struct {
        const char *character;
        const char *shown;
    } rows[] = {
        {"\xEE\xA0\x96", "甲[U+E816]乙"}, // private use; an icon font has a picture there
        {"\xEE\x80\x80", "甲[U+E000]乙"}, // private use
        {"\xF3\xB0\x80\x81", "甲[U+F0001]乙"}, // private use of plane 15
        {"\xCD\xB8", "甲[U+0378]乙"},          // not assigned
        {"\xE2\x80\xAE", "甲[U+202E]乙"},      // would turn the digits behind it around
        {"\x07", "甲[U+0007]乙"},              // control
    };
    json_t *list = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *value = g_strdup_printf("甲%s乙", rows[i].character);
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "label", "字", "value", value));
        g_free(value);
    }
    json_t *document = document_with(
        "standard", json_pack("[{s:s, s:o}]", "kind", "rows", "rows", list));
    int count = 0;
    char *path = set_to_file(document, &count);
    char **pages = pages_of(path);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strstr(pages[0], rows[i].shown) == NULL)
            g_error("%s is not in \"%s\"", rows[i].shown, pages[0]);
    const char *arguments[] = {"pdffonts", path, NULL};
    char *fonts = run(arguments);
    g_assert_nonnull(strstr(fonts, "NotoSansCJKsc"));
    g_assert_null(strstr(fonts, "Material"));
    g_free(fonts);
    g_strfreev(pages);
    g_free(path);
    json_decref(document);
}

static void
test_document__tells_only_its_title_in_the_description(void)
{
    json_t *document = load("receipt");
    int count = 0;
    char *path = set_to_file(document, &count);
    const char *arguments[] = {"pdfinfo", path, NULL};
    char *information = run(arguments);
    g_assert_nonnull(strstr(information, "收件回执"));
    g_assert_nonnull(strstr(information, "(A4)"));
    g_assert_null(strstr(information, "王秀兰"));
    g_assert_null(strstr(information, "0001"));
    g_assert_null(strstr(information, "Author"));
    g_free(information);
    g_free(path);
    json_decref(document);
}

/* ---- refusals ------------------------------------------------------------------------------- */

static void
test_document__names_what_is_wrong(void)
{
    static const struct {
        const char *blocks;
        const char *sentence;
    } rows[] = {
        {"[{\"kind\":\"box\",\"txt\":\"x\"}]", "blocks/0 (box)"},
        {"[{\"kind\":\"heading\"}]", "text"},
        {"[{\"kind\":\"poem\",\"text\":\"x\"}]", "kind"},
        {"[{\"kind\":\"rows\",\"rows\":[[\"a\",\"b\"]]}]", "rows/0"},
        {"[{\"kind\":\"paragraph\",\"text\":\"x\"},{\"kind\":\"identity\"}]", "blocks/1"},
        {"[{\"kind\":\"table\",\"columns\":[{\"title\":\"a\"}],\"rows\":[[\"1\"],[\"1\","
         "\"2\"]]}]",
         "rows/1: 2 cells, but the table has 1 column"},
        {"[]", "blocks"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *blocks = json_parse(rows[i].blocks, strlen(rows[i].blocks), NULL);
        g_assert_nonnull(blocks);
        assert_refused(document_with("standard", blocks), DOCUMENT_ERROR_INVALID,
                       rows[i].sentence);
    }
    assert_refused(json_pack("{}"), DOCUMENT_ERROR_INVALID, "");
    assert_refused(json_null(), DOCUMENT_ERROR_INVALID, "");
}

static void
test_document__refuses_a_code_that_is_too_large(void)
{
    GString *data = g_string_new(NULL);
    for (int i = 0; i < DOCUMENT_CODE_MAX; i++)
        g_string_append(data, "镇");
    json_t *blocks = json_pack("[{s:s, s:{s:s, s:s}}]", "kind", "identity", "code",
                               "data", data->str, "caption", "");
    assert_refused(document_with("standard", blocks), DOCUMENT_ERROR_INVALID, "code");
    g_string_free(data, TRUE);
}

static void
test_document__refuses_more_pages_than_it_may_have(void)
{
    json_t *blocks = json_array();
    for (int i = 0; i < 8; i++)
        json_array_append_new(blocks, long_table(300));
    assert_refused(document_with("standard", blocks), DOCUMENT_ERROR_TOO_LONG,
                   "40 pages");
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void
test_code__has_modules_of_at_least_eight_tenths_of_a_millimetre(void)
{
    for (size_t length = 1; length <= 270; length += 7) {
        char *data = g_strnfill(length, 'k');
        struct code *code = code_create(data, MM(36));
        g_assert_nonnull(code);
        // The symbol's modules: 21 and steps of 4 (ISO/IEC 18004); eight are quiet.
        double modules = 0;
        for (int width = 21; width <= 177; width += 4)
            if (code_side(code) >= (width + 8) * MM(0.8) - 0.001)
                modules = width;
        g_assert_cmpfloat(modules, >=, 21);
        g_assert_cmpfloat(code_side(code), >=, MM(36) - 0.001);
        code_destroy(code);
        g_free(data);
    }
}

static gpointer
set_many(gpointer data)
{
    for (int i = 0; i < 5; i++) {
        GByteArray *pdf = g_byte_array_new();
        int pages = 0;
        g_assert_true(document_set(data, pdf, &pages, NULL));
        g_assert_cmpint(pages, ==, 1);
        g_byte_array_unref(pdf);
    }
    return NULL;
}

static void
test_document__is_set_by_several_threads_at_once(void)
{
    json_t *document = load("receipt");
    GThread *threads[3];
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("set", set_many, document);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    json_decref(document);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C.UTF-8"); // messages may hold any character
    g_test_init(&argc, &argv, NULL);
    scratch = g_dir_make_tmp("kiosk-documents-XXXXXX", NULL);
    g_assert_nonnull(scratch);
#define CASE(name) g_test_add_func("/documents/" #name, name)
    CASE(test_document__says_everything_it_was_given);
    CASE(test_document__counts_its_pages_and_carries_the_number_on);
    CASE(test_document__repeats_the_head_of_a_table_and_divides_no_row);
    CASE(test_document__keeps_a_heading_with_what_follows);
    CASE(test_document__divides_what_no_page_can_hold_and_loses_nothing);
    CASE(test_document__breaks_pages_where_asked_and_opens_none_at_the_end);
    CASE(test_document__sets_rare_characters_and_uyghur);
    CASE(test_document__shows_by_code_what_no_text_font_has);
    CASE(test_document__tells_only_its_title_in_the_description);
    CASE(test_document__names_what_is_wrong);
    CASE(test_document__refuses_a_code_that_is_too_large);
    CASE(test_document__refuses_more_pages_than_it_may_have);
    CASE(test_code__has_modules_of_at_least_eight_tenths_of_a_millimetre);
    CASE(test_document__is_set_by_several_threads_at_once);
#undef CASE
    int status = g_test_run();
    char *left = g_build_filename(scratch, "document.pdf", NULL);
    g_remove(left);
    g_rmdir(scratch);
    g_free(left);
    g_free(scratch);
    return status;
}
