// SPDX-License-Identifier: Apache-2.0
#include "office/inside.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/json.h"
#include "office/due.h"
#include "office/office.h"
#include "office/unseal.h"

#define NICENESS 10

struct inside {
    struct office *office;
    GThreadPool *thread; // one
    gint stopping;       // atomic
};

struct look {
    json_t *header;
    int64_t received_ms;
};

static json_int_t
count_pages(const json_t *application)
{
    size_t index;
    json_t *material;
    size_t pages = 0;

    json_array_foreach (json_object_get(application, "materials"), index, material)
        pages += json_array_size(json_object_get(material, "pages"));
    return (json_int_t)pages;
}

static void
marked(json_t *out, const GError *error, void *context)
{
    (void)context;
    if (error) // it stays unchecked
        diag_warn("a case was not marked: %s", error->message);
    json_decref(out);
}

static void
look_at(struct office *office, const struct look *look)
{
    const char *case_id = json_text(look->header, "case_id", "");
    g_autoptr(GError) error = NULL;
    json_t *application = unseal_application(office->keyring, office->settings.pieces,
                                             look->header, &error);
    const char *content = application                               ? "readable"
                          : g_error_matches(error, UNSEAL_ERROR, 1) ? "invalid"
                                                                    : "unreadable";
    char due[DUE_SIZE], person[KEYS_PERSON_SIZE] = "";

    if (application)
        keys_person(office->keyring,
                    json_text(json_object_get(application, "applicant"), "id_number", ""),
                    person);
    if (!application)
        diag_warn("case %s: %s: %s", case_id, content, error->message);
    due_day(office->calendar,
            office_service(
                office, json_text(look->header, "service", ""),
                json_integer_value(json_object_get(look->header, "service_version"))),
            look->received_ms, due);
    // Nobody waits for this: what others store shares its commit.
    store_ask(office->store, &store_set_content,
              json_pack("{s:s, s:s, s:I, s:s, s:s}", "case_id", case_id, "content",
                        content, "page_count", count_pages(application), "due_day", due,
                        "person", person),
              marked, NULL);
    json_decref(application);
}

static void
run(gpointer data, gpointer context)
{
    struct inside *inside = context;
    struct look *look = data;

    // Terminals and clerks first: on Linux this is of the calling thread alone.
    setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
    if (!g_atomic_int_get(&inside->stopping))
        look_at(inside->office, look);
    json_decref(look->header);
    g_free(look);
}

struct inside *
inside_create(struct office *office)
{
    struct inside *inside = g_new0(struct inside, 1);

    inside->office = office;
    inside->thread = g_thread_pool_new(run, inside, 1, TRUE, NULL);
    return inside;
}

void
inside_destroy(struct inside *inside)
{
    if (!inside)
        return;
    g_atomic_int_set(&inside->stopping, 1);
    g_thread_pool_free(inside->thread, FALSE, TRUE);
    g_free(inside);
}

void
inside_look(struct inside *inside, json_t *header, int64_t received_ms)
{
    struct look *look = g_new(struct look, 1);

    *look = (struct look){.header = header, .received_ms = received_ms};
    g_thread_pool_push(inside->thread, look, NULL);
}

void
inside_look_at_unchecked(struct inside *inside)
{
    json_t *unchecked =
        store_call(inside->office->store, &store_unchecked, json_object(), NULL);
    size_t index;
    json_t *row;

    json_array_foreach (json_object_get(unchecked, "cases"), index, row) {
        const char *text = json_text(row, "header", "");
        json_t *header = json_parse(text, strlen(text), NULL);
        if (header)
            inside_look(inside, header,
                        json_integer_value(json_object_get(row, "received_ms")));
    }
    json_decref(unchecked);
}
