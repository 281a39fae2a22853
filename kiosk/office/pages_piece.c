// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "office/unseal.h"
#include "office/view.h"

/* What a browser may show; anything else is only handed out as bytes. */
static const char *
media_of(const struct plain *plain)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *media;
    } known[] = {{"\xff\xd8\xff", 3, "image/jpeg"},
                 {"\x89PNG\r\n\x1a\n", 8, "image/png"}};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (plain->size >= known[i].size &&
            memcmp(plain->bytes, known[i].magic, known[i].size) == 0)
            return known[i].media;
    return "application/octet-stream";
}

static void
wipe(gpointer bytes)
{
    sodium_free(bytes);
}

static void
answer_plain(struct page *page, struct plain *plain)
{
    http_add_header(page->request, "Cache-Control", "no-store");
    http_add_header(page->request, "X-Content-Type-Options", "nosniff");
    http_add_header(
        page->request, "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox");
    page->answered = true;
    http_answer_owned(page->request, 200, media_of(plain), plain->bytes, plain->size,
                      wipe);
}

/* The header of the case, or NULL when it has answered. */
static json_t *
case_header(struct page *page, const char *case_id)
{
    json_t *found =
        page_ask(page, &store_get_case, json_pack("{s:s}", "case_id", case_id));
    if (!found)
        return NULL;
    const char *text = json_text(json_object_get(found, "case"), "header", "");
    json_t *header = json_parse(text, strlen(text), NULL);
    json_decref(found);
    if (!header)
        page_say(page, 404, "没有这一件", "编号可能抄错了，请回到列表找。");
    return header;
}

/* "图1 户口簿：本人那一页": what the log says was looked at. g_free. */
static char *
title_of(struct page *page, const json_t *header, const char *piece)
{
    struct office *office = page->office;
    json_t *application =
        unseal_application(office->keyring, office->settings.pieces, header, NULL);
    g_autoptr(GPtrArray) pictures = view_pictures(
        application,
        office_service(office, json_text(header, "service", ""),
                       json_integer_value(json_object_get(header, "service_version"))));
    char *title = NULL;

    for (guint i = 0; i < pictures->len && !title; i++) {
        const struct picture *picture = pictures->pdata[i];
        if (g_str_equal(picture->piece, piece))
            title = g_strdup_printf("图%u %s", i + 1, picture->title);
    }
    json_decref(application);
    return title ? title : g_strdup(piece);
}

static bool
record_look(struct page *page, const json_t *header, const char *piece)
{
    const char *case_id = json_text(header, "case_id", "");
    g_autofree char *look = g_strdup_printf("%s/%s", case_id, piece);

    if (!sessions_first_look(page->office->sessions, page->session.token, look,
                             clock_monotonic_ms()))
        return true;
    g_autofree char *title = title_of(page, header, piece);
    return page_record(page, page->session.account, "saw_piece", case_id, title);
}

void
pages_piece(struct page *page)
{
    const char *case_id = http_capture(page->request, 0);
    const char *name = http_capture(page->request, 1);
    struct plain plain = {0};
    g_autoptr(GError) error = NULL;
    json_t *header = case_header(page, case_id);
    if (!header)
        return;

    if (!unseal_piece(page->office->keyring, page->office->settings.pieces, header, name,
                      &plain, &error)) {
        diag_warn("case %s: a piece cannot be shown: %s", case_id, error->message);
        page_say(page, 404, "这张图看不了", "它不在这一件里，或者打不开。请找技术人员。");
    } else if (record_look(page, header, name)) {
        answer_plain(page, &plain);
    } else {
        plain_finish(&plain);
    }
    json_decref(header);
}
