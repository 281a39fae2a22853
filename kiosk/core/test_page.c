// SPDX-License-Identifier: Apache-2.0
#include "test_page.h"

#include "core/service.h"
#include "core/text.h"

static json_t *
pair(const char *label, const char *value)
{
    return json_pack("{s:s, s:s}", "label", label, "value", value);
}

/* Strokes that run together, rare characters, every digit: what a worn drum shows first. */
static json_t *
samples(void)
{
    return json_pack("[o, o, o]", pair(_("Digits"), "0123456789"),
                     pair(_("Fine strokes"), "鬱鑫龘灥嚻 㐂䶮 ABCabc"),
                     pair(_("Bold"), "**便民服务**"));
}

json_t *
test_page(const struct test_page *page)
{
    g_autofree char *moment = text_moment(page->now_ms);
    g_autofree char *where = g_strdup_printf(
        "%s · %s %s", service_text(page->place->area, page->language),
        service_text(page->place->machine, page->language), page->terminal);
    json_t *rows = json_pack("[o, o, o]", pair(_("Machine"), where),
                             pair(_("Printed at"), moment),
                             pair(_("Version"), page->version));
    json_t *blocks = json_pack(
        "[{s:s, s:o}, {s:s, s:s}, {s:s, s:o}, {s:s, s:s}]", "kind", "rows", "rows", rows,
        "kind", "heading", "text", _("What should be seen"), "kind", "rows", "rows",
        samples(), "kind", "paragraph", "text",
        _("If strokes are missing or grey stripes run down the page, change the toner "
          "cartridge. This page may be thrown away: nothing personal stands on it."));
    json_t *head = json_pack("{s:s, s:s}", "issuer",
                             service_text(page->place->name, page->language), "place",
                             where);
    return json_pack("{s:s, s:s, s:o, s:o}", "title", _("Test page"), "style", "standard",
                     "head", head, "blocks", blocks);
}
