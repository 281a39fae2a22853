// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "office/document.h"
#include "office/dossier.h"
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
                 {"\x89PNG\r\n\x1a\n", 8, "image/png"},
                 {"%PDF-", 5, "application/pdf"}};

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
    const char *media = media_of(plain);

    // A sandboxed page may not open the browser's own PDF viewer.
    http_add_header(page->request, "Content-Security-Policy",
                    g_str_equal(media, "application/pdf")
                        ? "default-src 'none'; object-src 'self'; plugin-types "
                          "application/pdf; style-src 'unsafe-inline'"
                        : "default-src 'none'; img-src 'self'; style-src "
                          "'unsafe-inline'; sandbox");
    page->answered = true;
    http_answer_owned(page->request, 200, media, plain->bytes, plain->size, wipe);
}

/* False: it has answered. */
static bool
load(struct page *page, struct dossier *dossier)
{
    g_autoptr(GError) error = NULL;

    if (!dossier_load(dossier, page->office, http_capture(page->request, 0), &error)) {
        page_say(page, 503, "现在看不了",
                 "后台的存储暂时没有应答，已收的件都在，请过一会儿再看。");
        return false;
    }
    if (dossier->row)
        return true;
    page_say(page, 404, "没有这一件", "编号可能抄错了，请回到列表找。");
    return false;
}

/* "图1 户口簿：本人那一页": what the log says was looked at. g_free. */
static char *
title_of(struct dossier *dossier, const char *piece)
{
    if (!dossier_open(dossier, NULL))
        return g_strdup(piece);
    g_autoptr(GPtrArray) pictures = view_pictures(dossier->application, dossier->service);
    char *title = NULL;

    for (guint i = 0; i < pictures->len && !title; i++) {
        const struct picture *picture = pictures->pdata[i];
        if (g_str_equal(picture->piece, piece))
            title = g_strdup_printf("图%u %s", i + 1, picture->title);
    }
    return title ? title : g_strdup(piece);
}

static bool
first_look(struct page *page, const char *name)
{
    g_autofree char *look =
        g_strdup_printf("%s/%s", http_capture(page->request, 0), name);

    return sessions_first_look(page->office->sessions, page->session.token, look,
                               clock_monotonic_ms());
}

static bool
record_look(struct page *page, struct dossier *dossier, const char *piece)
{
    if (!first_look(page, piece))
        return true;
    g_autofree char *title = title_of(dossier, piece);
    return page_record(page, page->session.account, "saw_piece",
                       http_capture(page->request, 0), title);
}

void
pages_piece(struct page *page)
{
    const char *case_id = http_capture(page->request, 0);
    const char *name = http_capture(page->request, 1);
    struct dossier dossier = {0};
    struct plain plain = {0};
    g_autoptr(GError) error = NULL;

    if (!load(page, &dossier)) {
        dossier_finish(&dossier);
        return;
    }
    if (!dossier_piece(&dossier, name, &plain, &error)) {
        diag_warn("case %s: a piece cannot be shown: %s", case_id, error->message);
        page_say(page, 404, "这张图看不了", "它不在这一件里，或者打不开。请找技术人员。");
    } else if (record_look(page, &dossier, name)) {
        answer_plain(page, &plain);
    } else {
        plain_finish(&plain);
    }
    dossier_finish(&dossier);
}

/* ---- papers ----------------------------------------------------------------------------- */

static void
show_document(struct page *page, const struct dossier *dossier, const json_t *paper)
{
    page_begin(page, document_title(json_text(paper, "kind", "")));
    html_put(page->out, "<a accesskey=\"b\" href=\"/staff/cases/%s\">回到这一件</a>",
             http_capture(page->request, 0));
    page_header_end(page);
    html_raw(page->out, "<main class=\"say wide\">");
    document_put(page->out, dossier, paper);
    html_raw(page->out, "</main>");
    page_end(page, 200);
}

void
pages_paper(struct page *page)
{
    const char *name = http_capture(page->request, 1);
    struct dossier dossier = {0};
    struct plain plain = {0};

    if (!load(page, &dossier)) {
        dossier_finish(&dossier);
        return;
    }
    const json_t *row = dossier_paper_named(&dossier, name);
    const bool is_result = row && g_str_equal(json_text(row, "kind", ""), "result");
    json_t *paper = is_result ? NULL : dossier_read(&dossier, row);
    if (!row || (is_result && !dossier_piece(&dossier, name, &plain, NULL)) ||
        (!is_result && (!paper || !dossier_open(&dossier, NULL)))) {
        page_say(page, 404, "这份看不了", "它不在这一件里，或者打不开。请找技术人员。");
        plain_finish(&plain);
    } else if (first_look(page, name) &&
               !page_record(page, page->session.account, "saw_paper",
                            http_capture(page->request, 0), name)) {
        plain_finish(&plain);
    } else if (is_result) {
        answer_plain(page, &plain);
    } else {
        show_document(page, &dossier, paper);
    }
    json_decref(paper);
    dossier_finish(&dossier);
}
