// SPDX-License-Identifier: Apache-2.0
#include "office/inbox.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/uuid.h"
#include "office/store.h"

struct inbox {
    char *folder;
    struct timespec seen; // when the folder last changed, as of the last look
};

static const struct store_act *const acts[] = {&store_put_account, &store_audit};

struct inbox *
inbox_create(const char *folder)
{
    struct inbox *inbox = g_new0(struct inbox, 1);

    inbox->folder = g_strdup(folder);
    return inbox;
}

void
inbox_destroy(struct inbox *inbox)
{
    if (!inbox)
        return;
    g_free(inbox->folder);
    g_free(inbox);
}

static bool
run_file(struct database *database, const char *path, GError **error)
{
    json_t *letter = json_parse_file(path, INBOX_FILE_MAX, error);
    if (!letter)
        return false;

    const char *name = json_text(letter, "act", "");
    json_t *out = NULL;
    bool done = false;
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (g_str_equal(acts[i]->name, name))
            done = acts[i]->run(database, json_object_get(letter, "in"), &out, error);
    if (!done && error && !*error)
        g_set_error(error, DATABASE_ERROR, DATABASE_FAILED, "unknown act");
    json_decref(out);
    json_decref(letter);
    return done;
}

static void
take_files(struct inbox *inbox, struct database *database, GDir *folder)
{
    const char *name;

    while ((name = g_dir_read_name(folder))) {
        if (!g_str_has_suffix(name, ".json"))
            continue;
        g_autofree char *path = g_build_filename(inbox->folder, name, NULL);
        g_autoptr(GError) error = NULL;
        if (run_file(database, path, &error))
            g_unlink(path);
        else
            diag_warn("inbox: %s is left where it is: %s", name, error->message);
    }
}

void
inbox_take(struct inbox *inbox, struct database *database)
{
    struct stat about;

    if (stat(inbox->folder, &about) != 0 ||
        (about.st_mtim.tv_sec == inbox->seen.tv_sec &&
         about.st_mtim.tv_nsec == inbox->seen.tv_nsec))
        return;
    inbox->seen = about.st_mtim;
    GDir *folder = g_dir_open(inbox->folder, 0, NULL);
    if (!folder)
        return;
    // Each act is a transaction of its own here: rows are durable before the file goes.
    take_files(inbox, database, folder);
    g_dir_close(folder);
}

bool
inbox_leave(const char *folder, const char *act, json_t *in, GError **error)
{
    struct uuid_source source = {0};
    uint8_t noise[10];
    char id[UUID_TEXT_SIZE];
    bool left = false;

    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, clock_real_ms(), noise, id);
    g_autofree char *name = g_strdup_printf("%s.json", id);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    json_t *letter = json_pack("{s:s, s:o}", "act", act, "in", in);
    char *text = json_canonical(letter);
    if (file_make_folder(folder, error))
        left = file_write_durably(path, text, strlen(text), error);
    g_free(text);
    json_decref(letter);
    return left;
}
