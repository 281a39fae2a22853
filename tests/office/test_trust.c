// SPDX-License-Identifier: Apache-2.0
/* A clerk compares a material with its original: level C becomes B, in the log, on the page and
 * in the archive; several pages of it are one PDF. */
#include "tests/support/clerk.h"
#include "tests/support/page.h"

#include <string.h>

#include "base/json.h"

#define NAME "zhangmin"
#define PASSWORD "qingshan-2026"
#define MATERIAL "household_register"
#define MARK "此件经与原件核对无误"

struct desk {
    struct office_process *process;
    struct office_client *machine;
    struct clerk clerk;
    struct sealed_case *sealed;
    gsize page_sizes[2];
};

static char *
draw_jpeg(const struct desk *desk, enum page_kind kind, gsize *size_out)
{
    const char *folder = desk->process->folder;
    g_autofree char *pnm = g_build_filename(folder, "page.ppm", NULL);
    g_autofree char *jpeg = g_build_filename(folder, "page.jpg", NULL);
    const char *convert[] = {"convert",       pnm,        "-density", "100", "-units",
                             "PixelsPerInch", "-quality", "80",       jpeg,  NULL};
    struct page page = {0};
    g_autoptr(GError) error = NULL;
    char *bytes = NULL;

    page_draw(&page, kind, 100, 0);
    g_assert_true(page_write(&page, pnm, &error));
    page_finish(&page);
    g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)convert, NULL,
                               G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                               &error));
    g_assert_true(g_file_get_contents(jpeg, &bytes, size_out, NULL));
    return bytes;
}

static void
set_up(struct desk *desk, gconstpointer name)
{
    static const char *const add[] = {"account", "add", NAME, NULL};

    *desk = (struct desk){.process = office_process_create(name)};
    g_free(office_process_run(desk->process, add, PASSWORD, NULL));
    office_process_start(desk->process);
    desk->machine = office_client_create(desk->process);
    char *pages[2] = {draw_jpeg(desk, PAGE_HOUSEHOLD, &desk->page_sizes[0]),
                      draw_jpeg(desk, PAGE_IDENTITY, &desk->page_sizes[1])};
    desk->sealed = sealed_case_create(
        desk->process, &(struct sealed_options){
                           .serial = 1,
                           .pages = {pages[0], pages[1]},
                           .page_sizes = {desk->page_sizes[0], desk->page_sizes[1]}});
    g_assert_cmpint(sealed_case_put(desk->machine, desk->sealed), ==, 201);
    g_free(pages[0]);
    g_free(pages[1]);
    clerk_come_in(&desk->clerk, desk->process, NAME, PASSWORD);
}

static void
tear_down(struct desk *desk, gconstpointer name)
{
    (void)name;
    clerk_leave(&desk->clerk);
    sealed_case_destroy(desk->sealed);
    office_client_destroy(desk->machine);
    office_process_destroy(desk->process);
}

/* What the page of the case says. g_free. */
static char *
page_of(struct desk *desk, const char *more)
{
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s%s", desk->sealed->case_id, more);
    struct office_reply *reply = clerk_get(&desk->clerk, path);
    char *body = g_strdup(reply->body);

    g_assert_cmpint(reply->status, ==, 200);
    office_reply_free(reply);
    return body;
}

static long
press(struct desk *desk, const char *act, const char *seq, const char *sure)
{
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s/trust", desk->sealed->case_id);
    g_autofree char *body = g_strdup_printf("csrf=%s&seq=%s&material=" MATERIAL
                                            "&act=%s%s",
                                            desk->clerk.csrf, seq, act, sure);
    struct office_reply *reply = clerk_post(
        &desk->clerk, path, "application/x-www-form-urlencoded", body, strlen(body));
    const long status = reply->status;

    office_reply_free(reply);
    return status;
}

static void
must_say(struct desk *desk, const char *more, const char *text, bool says)
{
    g_autofree char *body = page_of(desk, more);

    if ((strstr(body, text) != NULL) != says)
        g_error("the page %s %s: %s", says ? "does not say" : "says", text, body);
}

/* Pages of the PDF, as poppler counts them, and its text. g_free. */
static int
look_into_pdf(const char *path, char **text_out)
{
    const char *info[] = {"pdfinfo", path, NULL};
    const char *words[] = {"pdftotext", path, "-", NULL};
    char *output = NULL;

    g_spawn_sync(NULL, (char **)(uintptr_t)info, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &output, NULL, NULL, NULL);
    const char *line = output ? strstr(output, "Pages:") : NULL;
    const int pages = line ? atoi(line + strlen("Pages:")) : -1;
    g_free(output);
    g_spawn_sync(NULL, (char **)(uintptr_t)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 text_out, NULL, NULL, NULL);
    return pages;
}

static void
compare(struct desk *desk)
{
    g_autofree char *seq = clerk_seen(&desk->clerk, desk->sealed->case_id);
    g_assert_cmpint(press(desk, "compared", seq, "&sure=1"), ==, 303);
}

static void
test_trust__rises_when_a_clerk_has_seen_the_original(struct desk *desk,
                                                     gconstpointer data)
{
    (void)data;
    must_say(desk, "", "C 本人交的，没核对过原件", true);
    must_say(desk, "", "原件待核", true);
    g_autofree char *seq = clerk_seen(&desk->clerk, desk->sealed->case_id);
    g_assert_cmpint(press(desk, "compared", seq, ""), ==, 409); // not ticked
    g_assert_cmpint(press(desk, "not_compared", seq, "&sure=1"), ==, 409);
    g_assert_cmpint(press(desk, "anything", seq, "&sure=1"), ==, 400);
    must_say(desk, "", "B 和原件核对过", false);
    g_assert_cmpint(press(desk, "compared", seq, "&sure=1"), ==, 303);
    must_say(desk, "", "B 和原件核对过", true);
    must_say(desk, "", "zhangmin 于", true);
    must_say(desk, "", "原件待核", false);
    must_say(desk, "/log", "核对了原件，升为B级", true);
    must_say(desk, "/log", "户口簿", true);
    // Twice is once; and what was seen before somebody acted is not acted on.
    g_assert_cmpint(press(desk, "compared", seq, "&sure=1"), ==, 409);
    g_assert_cmpint(press(desk, "not_compared", seq, "&sure=1"), ==, 409);
    g_autofree char *now = clerk_seen(&desk->clerk, desk->sealed->case_id);
    g_assert_cmpint(press(desk, "not_compared", now, "&sure=1"), ==, 303);
    must_say(desk, "", "C 本人交的，没核对过原件", true);
    must_say(desk, "/log", "核对记错了，退回C级", true);
}

static void
test_trust__goes_into_the_archive_with_its_mark(struct desk *desk, gconstpointer data)
{
    g_autofree char *folder = g_build_filename(desk->process->folder, "out", NULL);
    const char *words[] = {"export", desk->sealed->case_id, folder, NULL};
    g_autofree char *pdf = g_build_filename(folder, "materials/" MATERIAL ".pdf", NULL);
    g_autofree char *file = g_build_filename(folder, "trust.json", NULL);
    g_autofree char *log_file = g_build_filename(folder, "log.json", NULL);
    g_autofree char *text = NULL;
    char *bytes = NULL;
    gsize size = 0;

    (void)data;
    compare(desk);
    g_free(office_process_run(desk->process, words, NULL, NULL));
    g_assert_cmpint(look_into_pdf(pdf, &text), ==, 2);
    g_assert_nonnull(strstr(text, MARK));
    json_t *trust = json_load_file(file, 0, NULL);
    const json_t *row = json_array_get(trust, 1);
    g_assert_cmpstr(json_text(row, "material", ""), ==, MATERIAL);
    g_assert_cmpstr(json_text(row, "trust", ""), ==, "B");
    g_assert_cmpstr(json_text(json_object_get(row, "compared"), "who", ""), ==, NAME);
    json_t *log = json_load_file(log_file, 0, NULL);
    g_assert_true(json_is_true(json_object_get(log, "chain_is_whole")));
    // As small as its pages: nothing was drawn anew.
    g_assert_true(g_file_get_contents(pdf, &bytes, &size, NULL));
    g_assert_cmpuint(size, <, desk->page_sizes[0] + desk->page_sizes[1] + 64 * 1024);
    g_free(bytes);
    json_decref(trust);
    json_decref(log);
}

static void
test_trust__of_pages_that_come_later_begins_anew(struct desk *desk, gconstpointer data)
{
    gsize size = 0;
    g_autofree char *page = draw_jpeg(desk, PAGE_NOTE, &size);

    (void)data;
    compare(desk);
    g_assert_cmpint(clerk_act(&desk->clerk, desk->sealed->case_id, "ask_correction",
                              "&v-material-" MATERIAL "=mend&s-material-" MATERIAL
                              "=%E9%87%8D%E6%89%AB"),
                    ==, 303);
    struct sealed_case *correction =
        sealed_correction_create(desk->process, desk->sealed, "10000005678", page, size);
    g_assert_cmpint(sealed_correction_put(desk->machine, correction), ==, 201);
    must_say(desk, "", "C 本人交的，没核对过原件", true);
    must_say(desk, "", "B 和原件核对过", false);
    sealed_case_destroy(correction);
}

static void
test_material__is_one_pdf_on_the_page_too(struct desk *desk, gconstpointer data)
{
    g_autofree char *path =
        g_strdup_printf("/staff/cases/%s/materials/" MATERIAL, desk->sealed->case_id);
    g_autofree char *nothing =
        g_strdup_printf("/staff/cases/%s/materials/id_card", desk->sealed->case_id);
    g_autofree char *file = g_build_filename(desk->process->folder, "material.pdf", NULL);
    g_autofree char *text = NULL;

    (void)data;
    struct office_reply *reply = clerk_get(&desk->clerk, path);
    g_assert_cmpint(reply->status, ==, 200);
    g_assert_true(g_file_set_contents(file, reply->body, (gssize)reply->size, NULL));
    office_reply_free(reply);
    g_assert_cmpint(look_into_pdf(file, &text), ==, 2);
    g_assert_null(strstr(text, MARK)); // nobody has compared it
    must_say(desk, "/log", "合成PDF", true);
    reply = clerk_get(&desk->clerk, nothing); // read from the card: nothing to bind
    g_assert_cmpint(reply->status, ==, 404);
    office_reply_free(reply);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/" #claim, struct desk, "trust-" #claim, set_up, test_##claim,    \
               tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(trust__rises_when_a_clerk_has_seen_the_original);
    ADD(trust__goes_into_the_archive_with_its_mark);
    ADD(trust__of_pages_that_come_later_begins_anew);
    ADD(material__is_one_pdf_on_the_page_too);
    return g_test_run();
}
