// SPDX-License-Identifier: Apache-2.0
/* Names: a list of them from the card to the archive, byte for byte. For test_names*.c alone. */
#ifndef TESTS_JOURNEYS_NAMES_H
#define TESTS_JOURNEYS_NAMES_H

#include "tests/support/clerk.h"
#include "tests/support/visit.h"

#include <string.h>

#define OFFICE_MS 20000
#define PRINT_MS 30000
#define PASSWORD "qingshan-2026"

struct name {
    const char *name;
    const char *shown; // where fonts end: part of what stands on paper instead
};

/* The 70 bytes of the field: 35 characters. */
#define ADDRESS "示例县青山镇柳溪村三组一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅"

static char *
card_of(const char *name)
{
    json_t *card = json_loads(WORLD_CARD_WANG, 0, NULL);
    json_object_set_new(card, "name", json_string(name));
    json_object_set_new(card, "address", json_string(ADDRESS));
    char *text = json_dumps(card, JSON_COMPACT);
    json_decref(card);
    return text;
}

/* The medical insurance with nothing to scan, so that a visit is short. */
static char *
services(void)
{
    char *folder = visit_services_with_words("names-services");
    g_autofree char *path = g_build_filename(folder, VISIT_SERVICE, "service.json", NULL);
    json_t *service = json_load_file(path, 0, NULL);
    json_t *ours =
        json_load_file("assets/services/" VISIT_SERVICE "/service.json", 0, NULL);
    json_array_set(json_object_get(service, "pages"), 1,
                   json_array_get(json_object_get(ours, "pages"), 1));
    g_assert_cmpint(json_dump_file(service, path, 0), ==, 0);
    json_decref(service);
    json_decref(ours);
    return folder;
}

/* Some widget of the page holds the name, all of its bytes. */
static void
must_show(struct world *world, const char *screen, const char *name)
{
    json_t *tree = world_must_reach(world, screen, 20000), *widget;
    json_t *widgets = json_object_get(tree, "widgets");
    bool shown = false;
    size_t i;
    json_array_foreach (widgets, i, widget) {
        const char *said = json_string_value(json_object_get(widget, "name"));
        const char *value = json_string_value(json_object_get(widget, "value"));
        shown |= strstr(said, name) != NULL || strstr(value, name) != NULL;
    }
    if (!shown)
        g_error("%s does not show %s", screen, name);
    json_decref(tree);
}

/* What a reader of PDF adds around letters that run from right to left is no part of a name. */
static char *
bare(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != 0; text += g_utf8_skip[*(const guchar *)text]) {
        gunichar c = g_utf8_get_char(text);
        if (g_unichar_type(c) != G_UNICODE_FORMAT)
            g_string_append_unichar(out, c);
    }
    g_autofree char *plain = g_string_free(out, FALSE);
    return g_utf8_normalize(plain, -1, G_NORMALIZE_NFKC); // shapes are letters again
}

static void
check_paper(const char *path, const struct name *name)
{
    g_autofree char *text = world_pdf_text(path), *all = bare(text);
    g_autofree char *wanted = bare(name->shown != NULL ? name->shown : name->name);
    if (strstr(all, wanted) == NULL)
        g_error("the slip does not show %s:\n%s", wanted, all);
}

static void
check_archive(struct world *world, const char *case_id, const char *name)
{
    g_autofree char *folder = world_export(world, case_id);
    g_autofree char *path = g_build_filename(folder, "case.json", NULL);
    json_t *root = json_load_file(path, 0, NULL);
    json_t *applicant =
        json_object_get(json_object_get(root, "application"), "applicant");
    g_assert_cmpstr(json_string_value(json_object_get(applicant, "name")), ==, name);
    g_assert_cmpstr(json_string_value(json_object_get(applicant, "address")), ==,
                    ADDRESS);
    json_decref(root);
}

/* What a browser shows of what it was sent. */
static char *
unescaped(const char *text, size_t size)
{
    static const char *const signs[][2] = {{"&lt;", "<"},
                                           {"&gt;", ">"},
                                           {"&quot;", "\""},
                                           {"&apos;", "'"},
                                           {"&amp;", "&"}}; // last: it is in the others
    g_autofree char *copy = g_strndup(text, size);
    GString *page = g_string_new(copy);
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        g_string_replace(page, signs[i][0], signs[i][1], 0);
    return g_string_free(page, FALSE);
}

/* The page of the case, as a clerk's browser gets it. */
static void
check_staff_page(struct clerk *clerk, const char *case_id, const char *name)
{
    g_autofree char *path = g_strdup_printf("/staff/cases/%s", case_id);
    struct office_reply *reply = clerk_get(clerk, path);
    g_assert_cmpint(reply->status, ==, 200);
    g_autofree char *page = unescaped((const char *)reply->body, reply->size);
    if (strpbrk(name, "<>&") != NULL &&
        memmem(reply->body, reply->size, name, strlen(name)))
        g_error("the staff page takes %s for its own", name);
    if (strstr(page, name) == NULL)
        g_error("the staff page does not hold %s", name);
    office_reply_free(reply);
}

/* From the card to the printed slip. */
static void
hand_in(struct world *world, const struct name *name, int count)
{
    char *card = card_of(name->name);
    visit_begin(world);
    world_insert_card(world, card);
    must_show(world, "form", name->name);
    world_remove_card(world);
    world_type(world, VISIT_PHONE);
    visit_tap(world, "choice-category-ordinary");
    visit_tap(world, "next");
    must_show(world, "check", name->name);
    visit_submit(world);
    must_show(world, "done", name->name);
    g_autofree char *slip = world_must_print(world, count, PRINT_MS);
    check_paper(slip, name);
    visit_leave(world);
    free(card);
}

static void
check_office(struct world *world, const struct name *names, size_t count)
{
    json_t *cases = world_must_have_cases(world, count, OFFICE_MS);
    struct office_process office;
    struct clerk clerk;
    clerk_office(&office, world->folder, world->office_port, world->staff_port);
    static const char *const add[] = {"account", "add", "zhangmin", NULL};
    g_free(office_process_run(&office, add, PASSWORD, NULL));
    clerk_come_in(&clerk, &office, "zhangmin", PASSWORD);
    for (size_t i = 0; i < count; i++) {
        const json_t *row = json_array_get(cases, i);
        const char *id = json_string_value(json_object_get(row, "case_id"));
        check_archive(world, id, names[i].name);
        check_staff_page(&clerk, id, names[i].name);
    }
    clerk_leave(&clerk);
    json_decref(cases);
}

/* All of them, one visit after the other, on one machine. */
static void
names_go_through(const char *world_name, const struct name *names, size_t count)
{
    char *folder = services();
    struct world *world = world_start(&(struct world_options){
        .name = world_name, .devices = WORLD_REAL, .services = folder});
    for (size_t i = 0; i < count; i++)
        hand_in(world, &names[i], (int)i + 1);
    check_office(world, names, count);
    for (size_t i = 0; i < count; i++)
        // One letter stands in other words, too.
        if (g_utf8_strlen(names[i].name, -1) > 1)
            g_assert_false(world_terminal_holds(world, names[i].name));
    world_stop(world);
    g_free(folder);
}

#endif
