// SPDX-License-Identifier: Apache-2.0
#include "inspect.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define INSPECT_ANSWER_MS 20000
#define INSPECT_LOOK_MS 20 // between two looks while waiting

struct inspect {
    int descriptor;
    GString *buffer;
};

static int
connect_once(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

struct inspect *
inspect_open(const char *socket_path, int timeout_ms, GError **error)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    int descriptor;
    while ((descriptor = connect_once(socket_path)) < 0) {
        if (g_get_monotonic_time() > end) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                        "no inspect interface at %s", socket_path);
            return NULL;
        }
        g_usleep(5000);
    }
    struct inspect *inspect = g_new0(struct inspect, 1);
    inspect->descriptor = descriptor;
    inspect->buffer = g_string_new(NULL);
    return inspect;
}

void
inspect_close(struct inspect *inspect)
{
    if (inspect == NULL)
        return;
    close(inspect->descriptor);
    g_string_free(inspect->buffer, TRUE);
    g_free(inspect);
}

/* One line without its end; g_free. NULL: closed or silent. */
static char *
read_line(struct inspect *inspect)
{
    for (;;) {
        char *end = strchr(inspect->buffer->str, '\n');
        if (end != NULL) {
            char *line =
                g_strndup(inspect->buffer->str, (size_t)(end - inspect->buffer->str));
            g_string_erase(inspect->buffer, 0, (gssize)(end - inspect->buffer->str) + 1);
            return line;
        }
        struct pollfd wait = {.fd = inspect->descriptor, .events = POLLIN};
        char bytes[16384];
        if (poll(&wait, 1, INSPECT_ANSWER_MS) <= 0)
            return NULL;
        ssize_t got = read(inspect->descriptor, bytes, sizeof bytes);
        if (got <= 0)
            return NULL;
        g_string_append_len(inspect->buffer, bytes, got);
    }
}

json_t *
inspect_tree(struct inspect *inspect)
{
    if (send(inspect->descriptor, "tree\n", 5, MSG_NOSIGNAL) != 5)
        return NULL;
    char *line = read_line(inspect);
    json_t *tree = line == NULL ? NULL : json_loads(line, 0, NULL);
    g_free(line);
    return tree;
}

char *
inspect_said(struct inspect *inspect)
{
    if (send(inspect->descriptor, "speech\n", 7, MSG_NOSIGNAL) != 7)
        return NULL;
    char *line = read_line(inspect);
    json_t *answer = line == NULL ? NULL : json_loads(line, 0, NULL);
    char *said = g_strdup(json_string_value(json_object_get(answer, "said")));
    json_decref(answer);
    g_free(line);
    return said;
}

json_t *
inspect_wait(struct inspect *inspect, const char *screen, int timeout_ms,
             char **instead_out)
{
    gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    for (;;) {
        json_t *tree = inspect_tree(inspect);
        const char *shown = json_string_value(json_object_get(tree, "screen"));
        if (g_strcmp0(shown, screen) == 0 &&
            json_is_true(json_object_get(tree, "settled")))
            return tree;
        if (tree == NULL || g_get_monotonic_time() > end) {
            if (instead_out != NULL)
                *instead_out = g_strdup(shown);
            json_decref(tree);
            return NULL;
        }
        json_decref(tree);
        g_usleep(INSPECT_LOOK_MS * 1000);
    }
}

static const json_t *
find_widget(const json_t *tree, const char *id)
{
    size_t index;
    json_t *widget;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget)
        if (g_strcmp0(json_string_value(json_object_get(widget, "id")), id) == 0)
            return widget;
    return NULL;
}

bool
inspect_find(const json_t *tree, const char *id, struct inspect_box *box_out)
{
    const json_t *widget = find_widget(tree, id);
    if (widget == NULL)
        return false;
    *box_out = (struct inspect_box){
        .x = (int)json_integer_value(json_object_get(widget, "x")),
        .y = (int)json_integer_value(json_object_get(widget, "y")),
        .width = (int)json_integer_value(json_object_get(widget, "w")),
        .height = (int)json_integer_value(json_object_get(widget, "h")),
        .enabled = json_is_true(json_object_get(widget, "enabled")),
    };
    return true;
}

const char *
inspect_name(const json_t *tree, const char *id)
{
    return json_string_value(json_object_get(find_widget(tree, id), "name"));
}

const char *
inspect_value(const json_t *tree, const char *id)
{
    return json_string_value(json_object_get(find_widget(tree, id), "value"));
}

bool
inspect_says(const json_t *tree, const char *text)
{
    static const char *const members[] = {"name", "value", "error"};
    size_t index;
    json_t *widget;
    json_array_foreach (json_object_get(tree, "widgets"), index, widget)
        for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
            const char *said = json_string_value(json_object_get(widget, members[i]));
            if (said != NULL && strstr(said, text) != NULL)
                return true;
        }
    return false;
}
