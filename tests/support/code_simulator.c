// SPDX-License-Identifier: Apache-2.0
#include "code_simulator.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct code_simulator {
    int master;
    char path[64];
    char *link_path;
};

bool
code_simulator_plug(struct code_simulator *simulator, GError **error)
{
    int slave;
    if (openpty(&simulator->master, &slave, simulator->path, NULL, NULL) < 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "openpty: %s",
                    g_strerror(errno));
        simulator->master = -1;
        return false;
    }
    struct termios settings;
    tcgetattr(slave, &settings);
    cfmakeraw(&settings);
    tcsetattr(slave, TCSANOW, &settings);
    close(slave);
    fcntl(simulator->master, F_SETFD, FD_CLOEXEC);
    if (simulator->link_path != NULL) {
        unlink(simulator->link_path);
        if (symlink(simulator->path, simulator->link_path) < 0)
            return false;
    }
    return true;
}

struct code_simulator *
code_simulator_start(const char *link_path, GError **error)
{
    struct code_simulator *simulator = g_new0(struct code_simulator, 1);
    simulator->link_path = g_strdup(link_path);
    if (code_simulator_plug(simulator, error))
        return simulator;
    g_free(simulator->link_path);
    g_free(simulator);
    return NULL;
}

void
code_simulator_unplug(struct code_simulator *simulator)
{
    if (simulator->master >= 0)
        close(simulator->master);
    simulator->master = -1;
    if (simulator->link_path != NULL)
        unlink(simulator->link_path);
}

void
code_simulator_stop(struct code_simulator *simulator)
{
    if (simulator == NULL)
        return;
    code_simulator_unplug(simulator);
    g_free(simulator->link_path);
    g_free(simulator);
}

const char *
code_simulator_path(const struct code_simulator *simulator)
{
    return simulator->path;
}

void
code_simulator_send(struct code_simulator *simulator, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t count = write(simulator->master, at, size);
        if (count <= 0)
            return;
        at += count;
        size -= (size_t)count;
    }
}

void
code_simulator_scan(struct code_simulator *simulator, const char *text, const char *end)
{
    g_autofree char *all = g_strconcat(text, end, NULL);
    code_simulator_send(simulator, all, strlen(all));
}
