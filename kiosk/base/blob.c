// SPDX-License-Identifier: Apache-2.0
#include "blob.h"

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW)

static bool
fail(GError **error, const char *what)
{
    int number = errno;

    g_set_error(error, BLOB_ERROR, number, "%s: %s", what, g_strerror(number));
    return false;
}

int
blob_open(size_t size, GError **error)
{
    int fd = memfd_create("kiosk-blob", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (fd >= 0 && ftruncate(fd, (off_t)size) == 0)
        return fd;
    fail(error, "cannot make a blob");
    if (fd >= 0)
        close(fd);
    return -1;
}

bool
blob_seal(int fd, GError **error)
{
    if (fcntl(fd, F_ADD_SEALS, SEALS | F_SEAL_SEAL) != 0)
        return fail(error, "cannot seal the blob");
    return true;
}

int
blob_create(const void *bytes, size_t size, GError **error)
{
    int fd = blob_open(size, error);

    if (fd < 0)
        return -1;
    bool written = file_write_all(fd, bytes, size);
    if (!written)
        fail(error, "cannot fill the blob");
    if (written && blob_seal(fd, error))
        return fd;
    close(fd);
    return -1;
}

bool
blob_check(int fd, size_t limit, size_t *size_out, GError **error)
{
    struct stat status;
    int seals = fcntl(fd, F_GET_SEALS);

    // Without the seals whoever made it could change it, or cut it under our feet.
    if (seals < 0 || (seals & SEALS) != SEALS || fstat(fd, &status) != 0) {
        g_set_error(error, BLOB_ERROR, EPERM, "the descriptor is no sealed memory file");
        return false;
    }
    if ((size_t)status.st_size > limit) {
        g_set_error(error, BLOB_ERROR, EFBIG, "the blob is larger than %zu bytes", limit);
        return false;
    }
    if (size_out)
        *size_out = (size_t)status.st_size;
    return true;
}

bool
blob_view_init(struct blob_view *view, int fd, size_t limit, GError **error)
{
    size_t size;

    if (!blob_check(fd, limit, &size, error))
        return false;
    if (size == 0) { // nothing can be mapped then
        *view = (struct blob_view){.bytes = "", .size = 0};
        return true;
    }
    // Kernels before 6.7 refuse to map a write-sealed file as shared.
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return fail(error, "cannot map the blob");
    *view = (struct blob_view){.bytes = bytes, .size = size};
    return true;
}

void
blob_view_finish(struct blob_view *view)
{
    if (!view)
        return;
    if (view->size > 0)
        // NOLINTNEXTLINE(performance-no-int-to-ptr)
        munmap((void *)(uintptr_t)view->bytes, view->size);
    *view = (struct blob_view){0};
}
