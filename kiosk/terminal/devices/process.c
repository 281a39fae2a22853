// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <linux/landlock.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "base/link.h"

/* What a driver may know of our surroundings. DISPLAY, session buses, proxies and preloaded
 * libraries are none of its business. A name that ends with * is a beginning. */
static const char *const passed[] = {
    "PATH",       "HOME",         "LANG",          "LC_ALL",       "TZ",
    "KIOSK_*",    "SANE_*",       "CUPS_*",        "FONTCONFIG_*", "XDG_CACHE_HOME",
    "PCSCLITE_*", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "JOURNAL_STREAM",
    NULL,
};

bool
process_passes(const char *name)
{
    for (const char *const *row = passed; *row; row++) {
        size_t length = strlen(*row);
        bool beginning = (*row)[length - 1] == '*';
        if (beginning ? strncmp(name, *row, length - 1) == 0 : strcmp(name, *row) == 0)
            return true;
    }
    return false;
}

bool
process_confines(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0,
                   LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static char **
make_environment(void)
{
    GPtrArray *list = g_ptr_array_new();
    for (char **entry = environ; *entry; entry++) {
        const char *end = strchr(*entry, '=');
        g_autofree char *name = end ? g_strndup(*entry, (gsize)(end - *entry)) : NULL;
        if (name && process_passes(name))
            g_ptr_array_add(list, g_strdup(*entry));
    }
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, false);
}

static void
set_actions(posix_spawn_file_actions_t *actions, int end, int said)
{
    posix_spawn_file_actions_init(actions);
    // These two first: each may be any number above 2, one of them also 3 itself.
    posix_spawn_file_actions_adddup2(actions, said, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(actions, end, PROTOCOL_DESCRIPTOR);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(actions, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(actions, PROTOCOL_DESCRIPTOR + 1);
}

static void
set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static void
close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

bool
process_start(const char *const *argv, pid_t *pid_out, int *link_fd_out, int *said_fd_out,
              GError **error)
{
    int ends[2], said[2];
    if (!link_pair(ends, error))
        return false;
    if (!g_unix_open_pipe(said, FD_CLOEXEC, error)) {
        close_both(ends);
        return false;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    set_actions(&actions, ends[1], said[1]);
    set_attributes(&attributes);
    char **environment = make_environment();

    // posix_spawn wants pointers that it promises not to write through.
    union {
        const char *const *given;
        char *const *wanted;
    } list = {.given = argv};
    pid_t pid = 0;
    int failed =
        posix_spawn(&pid, argv[0], &actions, &attributes, list.wanted, environment);

    g_strfreev(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    close(said[1]);
    if (failed) {
        close(ends[0]);
        close(said[0]);
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(failed), "%s: %s",
                    argv[0], g_strerror(failed));
        return false;
    }
    *pid_out = pid;
    *link_fd_out = ends[0];
    *said_fd_out = said[0];
    return true;
}
