// SPDX-License-Identifier: Apache-2.0
#include "transport.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

#define SERIAL_BAUD "115200"

static const struct {
    const char *name;
    speed_t speed;
} serial_bauds[] = {
    {"9600", B9600},   {"19200", B19200},   {"38400", B38400},
    {"57600", B57600}, {"115200", B115200}, {"230400", B230400},
};

/* Reads "/dev/ttyUSB0?baud=115200". */
static bool
serial_parse(const char *rest, char **path_out, speed_t *speed_out, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(rest, "?", 2);
    const char *baud = SERIAL_BAUD;
    bool right = parts[0] != NULL && parts[0][0] == '/';
    if (right && parts[1] != NULL) {
        right = g_str_has_prefix(parts[1], "baud=");
        baud = parts[1] + strlen("baud=");
    }
    for (size_t i = 0; right && i < G_N_ELEMENTS(serial_bauds); i++) {
        if (strcmp(serial_bauds[i].name, baud) == 0) {
            *speed_out = serial_bauds[i].speed;
            *path_out = g_strdup(parts[0]);
            return true;
        }
    }
    g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                "wanted is serial:/dev/NAME?baud=NUMBER with 9600, 19200, 38400, 57600, "
                "115200 or 230400");
    return false;
}

static bool
serial_make_raw(int fd, speed_t speed)
{
    struct termios line;
    if (tcgetattr(fd, &line) != 0)
        return false;
    cfmakeraw(&line);
    line.c_cflag = (line.c_cflag & ~(tcflag_t)(CSTOPB | CRTSCTS)) | CLOCAL | CREAD;
    // At least one byte: with none, read(2) would say 0 for "nothing yet" and for "unplugged".
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    cfsetispeed(&line, speed);
    cfsetospeed(&line, speed);
    return tcsetattr(fd, TCSANOW, &line) == 0 && tcflush(fd, TCIOFLUSH) == 0;
}

struct transport *
transport_serial_open(const char *rest, GError **error)
{
    g_autofree char *path = NULL;
    speed_t speed = 0;
    if (!serial_parse(rest, &path, &speed, error))
        return NULL;
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    // Another program in between would read half of the answers. Not TIOCEXCL: it would
    // outlive a driver that was killed as long as anybody else holds the line open.
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 || !serial_make_raw(fd, speed)) {
        transport_set_open_error(error, path, errno);
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    return transport_from_descriptor(fd);
}
