// SPDX-License-Identifier: Apache-2.0
#include "core/strip.h"

#include <string.h>

#include "base/json.h"
#include "core/test_page.h"
#include "tests/support/assets.h"
#include <kiosk/receipt.h>

/* Blocks as one text, kinds left out. */
static char *
said(const json_t *blocks)
{
    static const char *const members[] = {"text", "label", "value", "data"};
    GString *text = g_string_new(NULL);
    const json_t *block;
    size_t i;
    json_array_foreach (blocks, i, block)
        for (size_t m = 0; m < G_N_ELEMENTS(members); m++)
            if (json_object_get(block, members[m]) != NULL)
                g_string_append_printf(text, "%s\n", json_text(block, members[m], ""));
    return g_string_free(text, FALSE);
}

static json_t *
checked(const json_t *document)
{
    g_autoptr(GError) error = NULL;
    json_t *payload = json_pack("{s:s, s:o}", "job", "one", "blocks", strip_of(document));
    schema_accepts(&receipt_print_payload, payload, &error);
    g_assert_no_error(error);
    json_t *blocks = json_incref(json_object_get(payload, "blocks"));
    json_decref(payload);
    return blocks;
}

static void
test_strip__keeps_all_that_a_receipt_says(void)
{
    static const char *const wanted[] = {"青山镇便民服务中心",
                                         "示例数据",
                                         "收件回执",
                                         "0001 261121 0007 1",
                                         "482 915",
                                         "收件不是受理",
                                         "高龄津贴",
                                         "1 身份证 读卡",
                                         "待核原件",
                                         "12345",
                                         "KIOSK1:",
                                         "22个工作日",
                                         "扫码查进度"};
    json_t *document = json_load_file("tests/documents/receipt.json", 0, NULL);
    json_t *blocks = checked(document);
    g_autofree char *text = said(blocks);
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (strstr(text, wanted[i]) == NULL)
            g_error("it does not say %s", wanted[i]);
    const json_t *last_code = NULL, *block;
    size_t i;
    json_array_foreach (blocks, i, block)
        if (strcmp(json_text(block, "kind", ""), "code") == 0)
            last_code = json_array_get(blocks, i + 1);
    g_assert_nonnull(last_code); // below the code stands what it is for
    g_assert_cmpstr(json_text(last_code, "text", ""), ==, "扫码查进度");
    json_decref(blocks);
    json_decref(document);
}

static void
test_strip__is_large_when_the_document_is(void)
{
    json_t *document = json_load_file("tests/documents/receipt-large.json", 0, NULL);
    json_t *blocks = checked(document), *block;
    size_t i;
    json_array_foreach (blocks, i, block)
        if (strcmp(json_text(block, "kind", ""), "pair") == 0)
            g_assert_cmpint((int)json_integer_value(json_object_get(block, "size")), ==,
                            2);
    json_decref(blocks);
    json_decref(document);
}

static void
test_strip__takes_every_document(void)
{
    static const char *const files[] = {"booking", "receipt", "receipt-large",
                                        "supplement"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_strdup_printf("tests/documents/%s.json", files[i]);
        json_t *document = json_load_file(path, 0, NULL);
        g_assert_nonnull(document);
        json_decref(checked(document));
        json_decref(document);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/strip/" #name, test_strip__##name)
    ADD(keeps_all_that_a_receipt_says);
    ADD(is_large_when_the_document_is);
    ADD(takes_every_document);
    return g_test_run();
}
