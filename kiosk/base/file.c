// SPDX-License-Identifier: Apache-2.0
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What open(2) and friends left in errno, with the path before it. Always false. */
static bool
fail(GError **error, const char *path, const char *what)
{
    int number = errno;

    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "%s: %s: %s",
                path, what, g_strerror(number));
    return false;
}

/* ---- reading
 * ---------------------------------------------------------------------------- */

/* Everything behind the descriptor, one byte more than `limit` at most: who grows while
 * being read is found out too. */
static char *
read_all(int fd, size_t first_size, size_t limit, size_t *size_out)
{
    size_t room = MIN(first_size, limit) + 2, size = 0;
    char *bytes = g_malloc(room);

    for (;;) {
        size_t wanted = MIN(room - 1, limit + 1) - size;
        ssize_t got = TEMP_FAILURE_RETRY(read(fd, bytes + size, wanted));
        if (got < 0) {
            g_free(bytes);
            return NULL;
        }
        size += (size_t)got;
        if (got == 0 || size > limit)
            break;
        if (size == room - 1)
            bytes = g_realloc(bytes, room *= 2);
    }
    bytes[size] = '\0';
    *size_out = size;
    return bytes;
}

char *
file_read(const char *path, size_t limit, size_t *size_out, GError **error)
{
    struct stat status;
    size_t size;
    char *bytes = NULL;
    // Not blocking: a pipe under that name must not hold us up.
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0 || fstat(fd, &status) < 0) {
        fail(error, path, "cannot open");
    } else if (!S_ISREG(status.st_mode)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: not a file", path);
    } else if (!(bytes = read_all(fd, (size_t)status.st_size, limit, &size))) {
        fail(error, path, "cannot read");
    } else if (size > limit) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: larger than %zu bytes",
                    path, limit);
        g_clear_pointer(&bytes, g_free);
    } else if (size_out) {
        *size_out = size;
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}

/* ---- writing
 * ---------------------------------------------------------------------------- */

bool
file_write_all(int fd, const void *bytes, size_t size)
{
    const char *rest = bytes;

    while (size > 0) {
        ssize_t written = TEMP_FAILURE_RETRY(write(fd, rest, size));
        if (written < 0)
            return false;
        rest += written;
        size -= (size_t)written;
    }
    return true;
}

/* Bytes under a new temporary name beside `path`, mode 0600, on their way to the disk. -1: *error. */
static int
begin_temporary(const char *path, const void *bytes, size_t size, char **temporary_out,
                GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
    g_autofree char *temporary = g_strdup_printf("%s/.%s.XXXXXX", folder, name);
    int fd = mkostemp(temporary, O_CLOEXEC);

    if (fd < 0) {
        fail(error, path, "cannot create");
        return -1;
    }
    if (!file_write_all(fd, bytes, size)) {
        fail(error, path, "cannot write");
        close(fd);
        unlink(temporary);
        return -1;
    }
    // Only a start: what failed in it is told by the sync, which alone promises anything.
    sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    *temporary_out = g_steal_pointer(&temporary);
    return fd;
}

/* Closes `fd`; false: the bytes may not be there, and the temporary file is removed. */
static bool
finish_temporary(int fd, const char *path, const char *temporary, GError **error)
{
    bool written = fdatasync(fd) == 0;
    if (!written)
        fail(error, path, "cannot write");
    // After fdatasync nothing is left that close could lose.
    close(fd);
    if (!written)
        unlink(temporary);
    return written;
}

/* Durable bytes under a new temporary name beside `path`, mode 0600. NULL: *error. */
static char *
write_temporary(const char *path, const void *bytes, size_t size, GError **error)
{
    char *temporary = NULL;
    int fd = begin_temporary(path, bytes, size, &temporary, error);

    if (fd >= 0 && !finish_temporary(fd, path, temporary, error))
        g_clear_pointer(&temporary, g_free);
    return temporary;
}

bool
file_sync_folder(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;

    if (!synced)
        fail(error, path, "cannot sync folder");
    if (fd >= 0)
        close(fd);
    return synced;
}

bool
file_draft_begin(struct file_draft *draft, const char *path, const void *bytes,
                 size_t size, GError **error)
{
    *draft = (struct file_draft){.fd = -1};
    draft->fd = begin_temporary(path, bytes, size, &draft->temporary, error);
    if (draft->fd < 0)
        return false;
    draft->path = g_strdup(path);
    return true;
}

bool
file_draft_publish(struct file_draft *draft, GError **error)
{
    int fd = draft->fd;

    draft->fd = -1;
    if (!finish_temporary(fd, draft->path, draft->temporary, error)) {
        g_clear_pointer(&draft->temporary, g_free);
        return false;
    }
    if (rename(draft->temporary, draft->path) != 0) {
        fail(error, draft->path, "cannot rename");
        return false;
    }
    g_clear_pointer(&draft->temporary, g_free);
    g_autofree char *folder = g_path_get_dirname(draft->path);
    return file_sync_folder(folder, error);
}

void
file_draft_finish(struct file_draft *draft)
{
    if (draft->path != NULL && draft->fd >= 0)
        close(draft->fd);
    if (draft->temporary != NULL)
        unlink(draft->temporary);
    g_free(draft->temporary);
    g_free(draft->path);
    *draft = (struct file_draft){.fd = -1};
}

bool
file_write_durably(const char *path, const void *bytes, size_t size, GError **error)
{
    struct file_draft draft;
    bool done = file_draft_begin(&draft, path, bytes, size, error) &&
                file_draft_publish(&draft, error);

    file_draft_finish(&draft);
    return done;
}

/* ---- several files at once
 * -------------------------------------------------------------- */

struct file_stage {
    char *folder;
    GPtrArray *temporaries, *paths; // side by side; a temporary is NULL once renamed
    bool published;
};

struct file_stage *
file_stage_create(const char *folder)
{
    struct file_stage *stage = g_new0(struct file_stage, 1);

    stage->folder = g_strdup(folder);
    stage->temporaries = g_ptr_array_new_with_free_func(g_free);
    stage->paths = g_ptr_array_new_with_free_func(g_free);
    return stage;
}

bool
file_stage_add(struct file_stage *stage, const char *name, const void *bytes, size_t size,
               GError **error)
{
    g_assert(!stage->published && *name && !strchr(name, '/'));
    char *path = g_build_filename(stage->folder, name, NULL);
    char *temporary = write_temporary(path, bytes, size, error);

    if (!temporary) {
        g_free(path);
        return false;
    }
    g_ptr_array_add(stage->temporaries, temporary);
    g_ptr_array_add(stage->paths, path);
    return true;
}

bool
file_stage_publish(struct file_stage *stage, GError **error)
{
    g_assert(!stage->published);
    stage->published = true;
    for (guint i = 0; i < stage->paths->len; i++) {
        if (rename(stage->temporaries->pdata[i], stage->paths->pdata[i]) != 0)
            return fail(error, stage->paths->pdata[i], "cannot rename");
        g_clear_pointer(&stage->temporaries->pdata[i], g_free);
    }
    return file_sync_folder(stage->folder, error);
}

void
file_stage_destroy(struct file_stage *stage)
{
    if (!stage)
        return;
    for (guint i = 0; i < stage->temporaries->len; i++) {
        if (stage->temporaries->pdata[i])
            unlink(stage->temporaries->pdata[i]);
    }
    g_ptr_array_unref(stage->temporaries);
    g_ptr_array_unref(stage->paths);
    g_free(stage->folder);
    g_free(stage);
}

/* ---- folders
 * ---------------------------------------------------------------------------- */

static bool
make_one(const char *path, GError **error)
{
    // Somebody else may have made it since we looked.
    if (mkdir(path, 0700) != 0 &&
        (errno != EEXIST || !g_file_test(path, G_FILE_TEST_IS_DIR)))
        return fail(error, path, "cannot make folder");
    char *parent = g_path_get_dirname(path);
    bool synced = file_sync_folder(parent, error);
    g_free(parent);
    return synced;
}

bool
file_make_folder(const char *path, GError **error)
{
    g_assert(*path);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    // "/" and "." are always there, so this ends.
    char *parent = g_path_get_dirname(path);
    bool made = file_make_folder(parent, error) && make_one(path, error);
    g_free(parent);
    return made;
}
