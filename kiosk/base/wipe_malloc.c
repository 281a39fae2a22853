// SPDX-License-Identifier: Apache-2.0
/* Memory that is given back holds nothing any more: free() and realloc() of this program write
 * zeros over it first. Linked into the terminal and the drivers only, where names, photos and
 * answers pass through strings, JSON and libraries that know nothing of wiping.
 *
 * This stands in front of glibc's own allocator (2.36) and leans on two things of it: the
 * names __libc_free and __libc_realloc, and the bit of a block's head that says that the block
 * is a mapping of its own. Such a block goes back to the kernel as a whole when it is freed,
 * and grows by moving its pages, so it needs no wiping and large pictures cost nothing.
 *
 * What it gives up: glibc finds some double frees by a mark inside the freed block, and the
 * zeros hide it. The sanitizer builds, which do not link this file, find those. */
#ifndef __SANITIZE_ADDRESS__

#include <errno.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define IS_MMAPPED                                                                       \
    2u // malloc/malloc.c of glibc: second lowest bit of the size before a block

extern void __libc_free(void *block);
extern void *__libc_realloc(void *block, size_t size);

static bool
is_mapping(const void *block)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return *(const size_t *)((uintptr_t)block - sizeof(size_t)) & IS_MMAPPED;
}

void
free(void *block)
{
    if (!block)
        return;
    if (!is_mapping(block)) {
        int saved = errno; // free leaves errno alone
        explicit_bzero(block, malloc_usable_size(block));
        errno = saved;
    }
    __libc_free(block);
}

void *
realloc(void *block, size_t size)
{
    if (!block || is_mapping(block))
        return __libc_realloc(block, size);
    if (size == 0) { // as glibc does
        free(block);
        return NULL;
    }
    size_t room = malloc_usable_size(block);
    if (size <= room) {
        // Shrinks where it stands; what is cut off goes back to the heap.
        explicit_bzero((char *)block + size, room - size);
        return __libc_realloc(block, size);
    }
    // glibc may move the block and leave the old bytes behind, so we move it ourselves.
    void *moved = malloc(size);
    if (!moved)
        return NULL;
    memcpy(moved, block, room);
    free(block);
    return moved;
}

void *
reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, bytes);
}

#else
// ISO C wants at least one declaration in a file.
extern int wipe_malloc_is_not_for_sanitizers;
#endif
