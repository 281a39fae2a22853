// SPDX-License-Identifier: Apache-2.0
#include "office/pages.h"

#include "base/clock.h"
#include "base/json.h"
#include "office/accounts.h"

#define COOKIE_TAIL "; Path=/; Secure; HttpOnly; SameSite=Strict"

static void
put_door(struct page *page, unsigned status, const char *sentence)
{
    page_begin(page, "登录");
    page_header_end(page);
    html_raw(page->out, "<main class=\"door\"><h1>登录办件后台</h1>");
    if (sentence) {
        html_raw(page->out, "<p class=\"strip wrong\" role=\"alert\">");
        html_icon(page->out, "error");
        html_put(page->out, "<span>%s</span></p>", sentence);
    }
    html_put(
        page->out,
        "<form method=\"post\" action=\"/staff/login\">"
        "<label for=\"name\">登录名</label>"
        "<input id=\"name\" name=\"name\" autocomplete=\"username\" maxlength=\"32\" "
        "value=\"%s\" required%s>"
        "<label for=\"password\">密码</label>"
        "<input id=\"password\" name=\"password\" type=\"password\" maxlength=\"256\" "
        "autocomplete=\"current-password\" required%s>"
        "<button type=\"submit\" class=\"key primary\">登录</button></form>"
        "<p class=\"small\">看过哪一件、什么时候看的，都会记下来。"
        "忘了密码，请找管后台的人重设。</p></main>",
        page_field(page, "name"), page_field(page, "name")[0] ? "" : " autofocus",
        page_field(page, "name")[0] ? " autofocus" : "");
    page_end(page, status);
}

void
pages_login(struct page *page)
{
    if (page->session.account)
        page_redirect(page, "/staff/cases");
    else
        put_door(page, 200, NULL);
}

static void
refuse(struct page *page, const char *name)
{
    const bool locked =
        sessions_wrong(page->office->sessions, name, clock_monotonic_ms());

    if (!page_record(page, accounts_name_is_good(name, NULL) ? name : "?",
                     locked ? "locked" : "refused", "", ""))
        return;
    put_door(page, 403,
             locked ? "错了5次，请过5分钟再来。" : "登录名和密码对不上，请再看一下。");
}

void
pages_enter(struct page *page)
{
    struct sessions *sessions = page->office->sessions;
    const char *name = page_field(page, "name");

    if (sessions_locked(sessions, name, clock_monotonic_ms())) {
        put_door(page, 403, "错了5次，请过5分钟再来。");
        return;
    }
    json_t *row = page_ask(page, &store_account, json_pack("{s:s}", "name", name));
    if (!row)
        return;
    const bool right = accounts_verify(json_text(row, "password_hash", NULL),
                                       page_field(page, "password"));
    json_decref(row);
    if (!right) {
        refuse(page, name);
        return;
    }
    if (!page_record(page, name, "came_in", "", ""))
        return;
    struct session session;
    sessions_right(sessions, name);
    sessions_open(sessions, name, clock_monotonic_ms(), &session);
    g_autofree char *cookie =
        g_strdup_printf("__Host-office=%s%s", session.token, COOKIE_TAIL);
    session_finish(&session);
    http_add_header(page->request, "Set-Cookie", cookie);
    page_redirect(page, "/staff/cases");
}

void
pages_leave(struct page *page)
{
    sessions_close(page->office->sessions, page->session.token);
    http_add_header(page->request, "Set-Cookie", "__Host-office=; Max-Age=0" COOKIE_TAIL);
    page_redirect(page, "/staff/login");
}
