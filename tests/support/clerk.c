// SPDX-License-Identifier: Apache-2.0
#include "clerk.h"

#include <cairo-pdf.h>
#include <string.h>

#define FORM "application/x-www-form-urlencoded"
#define BROWSER_WIDTH 1366 // what stands on a clerk's desk
#define BROWSER_HEIGHT 911 // less the window's own bars: 768

struct office_reply *
clerk_get(struct clerk *clerk, const char *path)
{
    return office_ask(clerk->client, &(struct office_call){
                                         .method = "GET", .path = path, .staff = true});
}

struct office_reply *
clerk_post(struct clerk *clerk, const char *path, const char *media, const void *body,
           size_t size)
{
    return office_ask(clerk->client, &(struct office_call){.method = "POST",
                                                           .path = path,
                                                           .body = body,
                                                           .size = size,
                                                           .media = media,
                                                           .staff = true});
}

char *
clerk_hidden(const struct office_reply *reply, const char *name)
{
    g_autofree char *wanted = g_strdup_printf("name=\"%s\" value=\"", name);
    const char *at = strstr(reply->body, wanted);

    return at ? g_strndup(at + strlen(wanted), strcspn(at + strlen(wanted), "\"")) : NULL;
}

void
clerk_come_in(struct clerk *clerk, struct office_process *process, const char *name,
              const char *password)
{
    g_autofree char *form = g_strdup_printf("name=%s&password=%s", name, password);

    clerk->client = office_client_create(process);
    office_reply_free(clerk_post(clerk, "/staff/login", FORM, form, 0));
    struct office_reply *list = clerk_get(clerk, "/staff/cases");
    g_autofree char *csrf = clerk_hidden(list, "csrf");
    g_assert_nonnull(csrf);
    g_strlcpy(clerk->csrf, csrf, sizeof clerk->csrf);
    office_reply_free(list);
}

void
clerk_leave(struct clerk *clerk)
{
    office_client_destroy(clerk->client);
    *clerk = (struct clerk){0};
}

char *
clerk_seen(struct clerk *clerk, const char *case_id)
{
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", case_id);
    struct office_reply *page = clerk_get(clerk, path);
    char *seq = clerk_hidden(page, "seq");

    if (!seq)
        g_error("the case does not show: %s", page->body);
    office_reply_free(page);
    return seq;
}

struct office_reply *
clerk_press(struct clerk *clerk, const char *case_id, const char *act, const char *seq,
            const char *more)
{
    g_autofree char *path = g_strdup_printf("/staff/cases/%s/acts", case_id);
    g_autofree char *form =
        g_strdup_printf("csrf=%s&seq=%s&act=%s%s", clerk->csrf, seq, act, more);

    return clerk_post(clerk, path, FORM, form, 0);
}

long
clerk_act(struct clerk *clerk, const char *case_id, const char *act, const char *more)
{
    g_autofree char *seq = clerk_seen(clerk, case_id);
    g_autofree char *confirmed = g_strconcat(more, "&confirmed=1", NULL);
    struct office_reply *reply = clerk_press(clerk, case_id, act, seq, more);
    long status = reply->status;

    office_reply_free(reply);
    if (status != 200)
        return status;
    reply = clerk_press(clerk, case_id, act, seq, confirmed);
    status = reply->status;
    office_reply_free(reply);
    return status;
}

static void
add_field(GByteArray *body, const char *name, const char *value)
{
    g_autofree char *text = g_strdup_printf(
        "--XX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);

    g_byte_array_append(body, (const guint8 *)text, (guint)strlen(text));
}

struct office_reply *
clerk_upload(struct clerk *clerk, const char *case_id, const void *bytes, size_t size)
{
    static const char head[] = "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
                               "filename=\"result.pdf\"\r\n"
                               "Content-Type: application/pdf\r\n\r\n";
    static const char tail[] = "\r\n--XX--\r\n";
    g_autofree char *seq = clerk_seen(clerk, case_id);
    g_autofree char *path = g_strdup_printf("/staff/cases/%s/results", case_id);
    g_autoptr(GByteArray) body = g_byte_array_new();

    add_field(body, "csrf", clerk->csrf);
    add_field(body, "seq", seq);
    g_byte_array_append(body, (const guint8 *)head, sizeof head - 1);
    g_byte_array_append(body, bytes, (guint)size);
    g_byte_array_append(body, (const guint8 *)tail, sizeof tail - 1);
    return clerk_post(clerk, path, "multipart/form-data; boundary=XX", body->data,
                      body->len);
}

long
clerk_issue(struct clerk *clerk, const char *case_id, const void *bytes, size_t size)
{
    struct office_reply *reply = clerk_upload(clerk, case_id, bytes, size);
    long status = reply->status;

    if (status == 200) {
        g_autofree char *seq = clerk_hidden(reply, "seq");
        g_autofree char *name = clerk_hidden(reply, "name");
        g_autofree char *sha256 = clerk_hidden(reply, "sha256");
        g_autofree char *length = clerk_hidden(reply, "length");
        g_autofree char *more = g_strdup_printf(
            "&confirmed=1&name=%s&sha256=%s&length=%s", name, sha256, length);
        office_reply_free(reply);
        reply = clerk_press(clerk, case_id, "issue", seq, more);
        status = reply->status;
    }
    office_reply_free(reply);
    return status;
}

/* ---- in a browser ----------------------------------------------------------------------- */

struct browser *
clerk_browser(const struct office_process *process, const char *path, const char *name,
              const char *password)
{
    struct browser *browser =
        browser_start(process->folder, BROWSER_WIDTH, BROWSER_HEIGHT);
    g_autofree char *url =
        g_strdup_printf("https://127.0.0.1:%d%s", process->staff_port, path);

    browser_open(browser, url);
    browser_type(browser, "input[name=name]", name);
    browser_type(browser, "input[name=password]", password);
    browser_follow(browser, "button[type=submit]");
    browser_open(browser, url);
    return browser;
}

/* ---- in a world ------------------------------------------------------------------------- */

void
clerk_office(struct office_process *office, char *folder, int port, int staff_port)
{
    *office =
        (struct office_process){.folder = folder,
                                .config = g_build_filename(folder, "office.conf", NULL),
                                .port = port,
                                .staff_port = staff_port};
}

static cairo_status_t
collect(void *context, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(context, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

GByteArray *
clerk_result(void)
{
    GByteArray *pdf = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(collect, pdf, 595.28, 841.89);
    cairo_t *cairo = cairo_create(surface);

    for (int i = 0; i < 2; i++) {
        cairo_set_font_size(cairo, 28);
        cairo_move_to(cairo, 80, 120);
        cairo_show_text(cairo, "Certificate of enrolment");
        cairo_rectangle(cairo, 80, 160, 435, 300 + 100 * i);
        cairo_stroke(cairo);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return pdf;
}
