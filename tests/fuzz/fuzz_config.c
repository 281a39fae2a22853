// SPDX-License-Identifier: Apache-2.0
/* A configuration file, read with the table of the office. */
#include "tests/fuzz/fuzz.h"

#include "base/config.h"
#include "office/settings.h"

#include <sys/mman.h>
#include <unistd.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    int file = memfd_create("config", MFD_CLOEXEC);
    g_assert_cmpint(write(file, bytes, size), ==, (ssize_t)size);
    char *path = g_strdup_printf("/proc/self/fd/%d", file);
    GError *error = NULL;
    struct config *config = config_load(path, settings_keys, &error);
    g_assert_true((config == NULL) == (error != NULL));
    g_clear_error(&error);
    config_destroy(config);
    g_free(path);
    close(file);
    return 0;
}
