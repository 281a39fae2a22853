// SPDX-License-Identifier: Apache-2.0
#include "assets.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "base/json.h"
#include "core/calendar.h"
#include "core/place.h"
#include "core/service.h"

json_t *
assets_json(const char *path)
{
    GError *error = NULL;
    json_t *value = json_parse_file(path, SERVICE_FILE_MAX, &error);
    g_assert_no_error(error);
    return value;
}

static void
print_defects(const GPtrArray *defects)
{
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = g_ptr_array_index(defects, i);
        g_printerr("# %s: %s\n", defect->pointer, defect->message);
    }
}

/* All services that ship. */
static json_t *
shipped_services(void)
{
    json_t *services = json_array();
    GDir *folder = g_dir_open("assets/services", 0, NULL);
    g_assert_nonnull(folder);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename("assets/services", name, "service.json", NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            json_array_append_new(services, assets_json(path));
        g_free(path);
    }
    g_dir_close(folder);
    return services;
}

static struct catalogue *
catalogue_of(json_t *services)
{
    json_t *whole = json_pack("{s:s, s:o, s:o, s:o}", "version", "", "groups",
                              assets_json("assets/services/groups.json"), "life_events",
                              assets_json("assets/services/life-events.json"), "services",
                              services);
    GPtrArray *defects = schema_defects_new();
    struct catalogue *catalogue = catalogue_create(whole, defects);
    print_defects(defects);
    g_assert_cmpuint(defects->len, ==, 0);
    g_ptr_array_unref(defects);
    json_decref(whole);
    return catalogue;
}

struct catalogue *
assets_catalogue(void)
{
    return catalogue_of(shipped_services());
}

/* "农村小微企业用水补贴申领": 12 × 12 × 8 names that nobody has. */
static json_t *
made_up(const json_t *pattern, size_t index)
{
    static const char *const whose[] = {"农村", "城镇", "个体", "退役军人",
                                        "学生", "妇女", "儿童", "村集体",
                                        "企业", "渔民", "林农", "外来"};
    static const char *const what[] = {"用水", "用电", "住房", "公路", "水库", "果园",
                                       "茶园", "鱼塘", "广告", "培训", "助学", "殡葬"};
    static const char *const how[] = {"补贴", "备案", "许可", "登记",
                                      "年检", "变更", "注销", "查询"};
    static const char *const groups[] = {"medical", "elderly", "hardship", "disability",
                                         "work_farm"};
    json_t *service = json_deep_copy(pattern);
    char *id = g_strdup_printf("made-up-%03zu", index);
    char *name = g_strdup_printf("%s%s%s", whose[index % 12], what[index / 12 % 12],
                                 how[index / 144 % 8]);
    json_object_set_new(service, "id", json_string(id));
    json_object_set_new(service, "short_name",
                        json_pack("{s:s, s:s}", "zh_CN", name, "en", id));
    json_object_set_new(service, "task_name",
                        json_pack("{s:s, s:s}", "zh_CN", name, "en", id));
    json_object_set_new(service, "group", json_string(groups[index % 5]));
    json_object_set_new(service, "order_num", json_integer(1000 + (json_int_t)index));
    json_object_set_new(service, "frequent", json_false());
    json_object_set_new(service, "keywords", json_array());
    json_object_del(service, "life_events");
    g_free(id);
    g_free(name);
    return service;
}

json_t *
assets_services_of(size_t count)
{
    json_t *services = shipped_services();
    json_t *medical = assets_json("assets/services/medical-insurance/service.json");
    for (size_t i = 0; json_array_size(services) < count; i++)
        json_array_append_new(services, made_up(medical, i));
    json_decref(medical);
    return services;
}

struct catalogue *
assets_catalogue_of(size_t count)
{
    return catalogue_of(assets_services_of(count));
}

struct catalogue *
assets_catalogue_of_names(const char *const *names, size_t count)
{
    json_t *services = shipped_services();
    json_t *medical = assets_json("assets/services/medical-insurance/service.json");
    for (size_t i = 0; i < count; i++) {
        json_t *service = made_up(medical, i);
        json_object_set_new(service, "short_name", json_pack("{s:s}", "zh_CN", names[i]));
        json_object_set_new(service, "task_name", json_pack("{s:s}", "zh_CN", names[i]));
        json_array_append_new(services, service);
    }
    json_decref(medical);
    return catalogue_of(services);
}

struct catalogue *
assets_catalogue_of_tests(void)
{
    json_t *services = json_array();
    json_t *medical = assets_json("assets/services/medical-insurance/service.json");
    json_t *more = assets_json("tests/support/services.json");
    size_t i;
    json_t *changes;
    json_array_append_new(services, json_deep_copy(medical));
    json_array_foreach (more, i, changes) {
        json_t *service = json_deep_copy(medical);
        json_object_del(service, "applicants"); // each for oneself
        json_object_update(service, changes);
        json_array_append_new(services, service);
    }
    json_array_append_new(services,
                          assets_json("tests/support/services/every-kind/service.json"));
    json_decref(more);
    json_decref(medical);
    return catalogue_of(services);
}

struct calendar *
assets_calendar(void)
{
    GError *error = NULL;
    json_t *year = assets_json("assets/calendars/2026.json");
    struct calendar *calendar = calendar_create();
    calendar_add_year(calendar, year, &error);
    g_assert_no_error(error);
    json_decref(year);
    return calendar;
}

void
assets_place(struct place *place)
{
    GPtrArray *defects = schema_defects_new();
    json_t *value = assets_json("assets/place.json");
    bool good = place_init(place, value, defects);
    print_defects(defects);
    g_assert_true(good);
    json_decref(value);
    g_ptr_array_unref(defects);
}

void
assets_speak(const char *language)
{
    const char *build = g_getenv("BUILD");
    char *relative =
        g_build_filename(build != NULL ? build : "build", "share/locale", NULL);
    char *folder = g_canonicalize_filename(relative, NULL);
    // gettext looks at LANGUAGE only where the locale is not plain C.
    g_assert_nonnull(setlocale(LC_ALL, "C.UTF-8"));
    g_autofree char *list =
        g_strdup_printf(strcmp(language, "en") == 0 ? "%s" : "%s:zh_CN", language);
    g_setenv("LANGUAGE", list, TRUE);
    bindtextdomain("kiosk", folder);
    bind_textdomain_codeset("kiosk", "UTF-8");
    textdomain("kiosk");
    g_free(folder);
    g_free(relative);
}
