// SPDX-License-Identifier: Apache-2.0
/* One material: all its pages as one PDF, and that it was compared with its original. */
#include "office/pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/json.h"
#include "core/calendar.h"
#include "core/copy_mark.h"
#include "office/dossier.h"
#include "office/trust.h"

/* False: it has answered. */
static bool
load(struct page *page, struct dossier *dossier, const char *material,
     const json_t **given_out)
{
    g_autoptr(GError) error = NULL;

    if (!dossier_load(dossier, page->office, http_capture(page->request, 0), &error)) {
        page_say(page, 503, "现在看不了",
                 "后台的存储暂时没有应答，已收的件都在，请过一会儿再看。");
        return false;
    }
    if (dossier->row && !dossier_open(dossier, &error)) {
        diag_warn("case %s: %s", http_capture(page->request, 0), error->message);
        page_say(page, 409, "这一件打不开", "打不开的件不能办，请找技术人员。");
        return false;
    }
    *given_out = dossier->row ? dossier_material(dossier, material) : NULL;
    if (*given_out)
        return true;
    page_say(page, 404, "没有这份材料", "编号可能抄错了，请回到这一件看。");
    return false;
}

static const char *
title_of(const struct dossier *dossier, const json_t *given)
{
    const char *id = json_text(given, "material", "");
    const struct material *material =
        dossier->service ? service_material(dossier->service, id) : NULL;

    return material ? service_text(material->name, "zh_CN") : id;
}

/* ---- the PDF ---------------------------------------------------------------------------- */

/* Personal data does not stay behind in freed memory. */
static void
wipe(gpointer data)
{
    GByteArray *pdf = data;

    if (pdf->len > 0)
        explicit_bzero(pdf->data, pdf->len);
    g_byte_array_unref(pdf);
}

static void
answer_pdf(struct page *page, GByteArray *pdf)
{
    const size_t size = pdf->len;
    uint8_t *bytes = sodium_malloc(size);

    memcpy(bytes, pdf->data, size);
    wipe(pdf);
    http_add_header(page->request, "Cache-Control", "no-store");
    http_add_header(page->request, "X-Content-Type-Options", "nosniff");
    http_add_header(page->request, "Content-Security-Policy",
                    "default-src 'none'; object-src 'self'; plugin-types "
                    "application/pdf; style-src 'unsafe-inline'");
    page->answered = true;
    http_answer_owned(page->request, 200, "application/pdf", bytes, size, sodium_free);
}

void
pages_material(struct page *page)
{
    struct dossier dossier = {0};
    const json_t *given = NULL;
    g_autoptr(GError) error = NULL;

    if (load(page, &dossier, http_capture(page->request, 1), &given)) {
        GByteArray *pdf = g_byte_array_new();
        g_autofree char *look = g_strdup_printf("%s 合成PDF", title_of(&dossier, given));
        if (!dossier_album(&dossier, given, pdf, &error)) {
            diag_warn("case %s: no PDF of a material: %s", http_capture(page->request, 0),
                      error ? error->message : "it has no pages");
            page_say(page, 404, "合不成一份",
                     "这份材料没有扫描的页，或者有一页坏了，请一张一张看。");
            wipe(pdf);
        } else if (page_record(page, page->session.account, "saw_piece",
                               http_capture(page->request, 0), look)) {
            answer_pdf(page, pdf);
        } else {
            wipe(pdf);
        }
    }
    dossier_finish(&dossier);
}

/* ---- compared with its original --------------------------------------------------------- */

static json_t *
detail_of(const struct dossier *dossier, const json_t *given)
{
    const struct clock_date today = clock_date(clock_real_ms());
    const struct clock_date until = calendar_after_natural(&today, COPY_MARK_VALID_DAYS);
    g_autofree char *day =
        g_strdup_printf("%04d-%02d-%02d", until.year, until.month, until.day);

    return json_pack(
        "{s:O, s:s, s:O, s:s}", "material", json_object_get(given, "material"), "title",
        title_of(dossier, given), "pages", json_object_get(given, "pages"), "until", day);
}

/* False: it has answered why not. */
static bool
may(struct page *page, const struct dossier *dossier, const json_t *given,
    const char *act)
{
    const bool rises = g_str_equal(act, TRUST_COMPARED);
    const bool falls = g_str_equal(act, TRUST_NOT_COMPARED);

    if (!g_str_equal(page_field(page, "sure"), "1")) {
        page_say(page, 409, "没有打勾",
                 "要先把原件一页一页看过，在“原件在手上”前面打勾，再按一次。");
        return false;
    }
    if ((rises && trust_may_rise(given, dossier->state)) ||
        (falls && trust_may_fall(given, dossier->state)))
        return true;
    page_say(page, rises || falls ? 409 : 400, "现在不能这样办",
             "这份材料已经是别的等级，或者这一件已经办完，请回到这一件看看。");
    return false;
}

static void
note(struct page *page, const struct dossier *dossier, const json_t *given,
     const char *act)
{
    const char *case_id = http_capture(page->request, 0);
    json_t *out =
        page_ask(page, &store_compare,
                 json_pack("{s:s, s:s, s:s, s:I, s:o}", "case_id", case_id, "act", act,
                           "who", page->session.account, "seq",
                           (json_int_t)g_ascii_strtoll(page_field(page, "seq"), NULL, 10),
                           "detail", detail_of(dossier, given)));
    if (!out)
        return;
    g_autofree char *location = g_strdup_printf("/staff/cases/%s", case_id);
    if (g_str_equal(json_text(out, "outcome", ""), "done"))
        page_redirect(page, location);
    else
        page_say(page, 409, "别人刚办过这一件",
                 "您看的时候别人办了一步，请回到这一件，看看现在的样子再办。");
    json_decref(out);
}

void
pages_trust(struct page *page)
{
    struct dossier dossier = {0};
    const json_t *given = NULL;
    const char *act = page_field(page, "act");

    if (load(page, &dossier, page_field(page, "material"), &given) &&
        may(page, &dossier, given, act))
        note(page, &dossier, given, act);
    dossier_finish(&dossier);
}
