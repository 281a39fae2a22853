// SPDX-License-Identifier: Apache-2.0
#include "office/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

#define RECEIVING "receiving"

static bool
system_failed(const char *what, const char *path, GError **error)
{
    const int number = errno;

    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(number), "%s: %s: %s",
                path, what, g_strerror(number));
    return false;
}

static void
remove_leftovers(const char *receiving)
{
    GDir *folder = g_dir_open(receiving, 0, NULL);
    const char *name;

    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(receiving, name, NULL);
        g_unlink(path);
    }
    if (folder)
        g_dir_close(folder);
}

bool
pieces_prepare(const char *folder, GError **error)
{
    g_autofree char *receiving = g_build_filename(folder, RECEIVING, NULL);

    if (!file_make_folder(receiving, error))
        return false;
    remove_leftovers(receiving);
    // All 256 at once: later a new folder would have to be synced in its parent, too.
    for (int i = 0; i < 256; i++) {
        g_autofree char *path = g_strdup_printf("%s/%02x", folder, (unsigned)i);
        if (g_mkdir(path, 0700) != 0 && errno != EEXIST)
            return system_failed("cannot be made", path, error);
    }
    return file_sync_folder(folder, error);
}

int
pieces_receive(const char *folder, char **path_out, GError **error)
{
    g_autofree char *path = g_build_filename(folder, RECEIVING, "XXXXXX", NULL);
    const int descriptor = mkostemp(path, O_CLOEXEC);

    if (descriptor < 0) {
        system_failed("cannot be made", folder, error);
        return -1;
    }
    *path_out = g_steal_pointer(&path);
    return descriptor;
}

bool
pieces_publish(const char *folder, const char *temporary, int descriptor,
               const char *sha256, char **changed_out, GError **error)
{
    g_autofree char *path = pieces_path(folder, sha256);

    if (fdatasync(descriptor) != 0)
        return system_failed("cannot be synced", temporary, error);
    if (rename(temporary, path) != 0)
        return system_failed("cannot be moved", path, error);
    *changed_out = g_path_get_dirname(path);
    return true;
}

char *
pieces_path(const char *folder, const char *sha256)
{
    return g_strdup_printf("%s/%.2s/%s", folder, sha256, sha256);
}
