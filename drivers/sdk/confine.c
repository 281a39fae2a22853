// SPDX-License-Identifier: Apache-2.0
#include "confine.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <kiosk/protocol.h>

#define CONFINE_FILES_MAX 256 // open descriptors; a command brings at most 16

bool
confine_to_parent(void)
{
    pid_t parent = getppid();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    // The parent may have died before the line above; then no signal ever comes.
    return getppid() == parent;
}

static void
confine_limit(int resource, rlim_t limit)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) == 0 && now.rlim_max < limit)
        limit = now.rlim_max;
    setrlimit((__rlimit_resource_t)resource, &(struct rlimit){limit, limit});
}

void
confine_process(void)
{
    // No core file and no other process may look at personal data in our memory.
    prctl(PR_SET_DUMPABLE, 0);
    confine_limit(RLIMIT_CORE, 0);
    confine_limit(RLIMIT_NOFILE, CONFINE_FILES_MAX);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    umask(077);
    // A device has no business with the screen.
    g_unsetenv("DISPLAY");
    g_unsetenv("WAYLAND_DISPLAY");
#ifndef __SANITIZE_ADDRESS__ // its leak checker traces the process
    confine_calls();
#endif
}

void
confine_descriptors(void)
{
    // Nor may a child of ours hold the link open when we are gone.
    fcntl(PROTOCOL_DESCRIPTOR, F_SETFD, FD_CLOEXEC);
    syscall(SYS_close_range, PROTOCOL_DESCRIPTOR + 1, ~0U, 0);
}
