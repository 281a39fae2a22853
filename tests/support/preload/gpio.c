// SPDX-License-Identifier: Apache-2.0
/* The kernel's side of a GPIO chip in user space, for machines whose kernel has none: a library
 * to preload that answers the ioctls of <linux/gpio.h> (version 1, as libgpiod 1.6 asks them)
 * on a file descriptor of /dev/null. libgpiod and the driver are unchanged; what is not tried
 * this way is the kernel and a chip.
 *
 * $KIOSK_GPIO/ holds
 *   value-N   '0' or '1': level of line N, read anew each time; outputs are written there
 *   edges-N   FIFO: struct gpioevent_data, written by whoever changed the level
 *   absent    when it is there, the chip is not
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define LINES 32
#define SYSFS "/sys/bus/gpio/devices/null/dev"

/* A line that was asked for: its descriptor. */
static struct {
    int fd; // 0: free
    int line, low;
} held[LINES];

static int (*real_open)(const char *, int, ...);
static int (*real_access)(const char *, int);
static int (*real_close)(int);
static int (*real_ioctl)(int, unsigned long, ...);

__attribute__((constructor)) static void
find_real(void)
{
    *(void **)&real_open = dlsym(RTLD_NEXT, "open");
    *(void **)&real_access = dlsym(RTLD_NEXT, "access");
    *(void **)&real_close = dlsym(RTLD_NEXT, "close");
    *(void **)&real_ioctl = dlsym(RTLD_NEXT, "ioctl");
}

static const char *
inside(const char *format, int line)
{
    static __thread char path[500];
    const char *folder = getenv("KIOSK_GPIO");
    int length = snprintf(path, sizeof path, "%s/", folder != NULL ? folder : "/nowhere");
    snprintf(path + length, sizeof path - (size_t)length, "%s%d", format, line);
    return path;
}

static int
is_absent(void)
{
    return real_access(inside("absent-", 0), F_OK) == 0;
}

static int
level(int line)
{
    char text = '0';
    int fd = real_open(inside("value-", line), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (read(fd, &text, 1) != 1)
            text = '0';
        real_close(fd);
    }
    return text == '1';
}

static void
set_level(int line, int value)
{
    int fd =
        real_open(inside("value-", line), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0 && write(fd, value ? "1" : "0", 1) != 1)
        abort();
    if (fd >= 0)
        real_close(fd);
}

static int
find_held(int fd)
{
    for (int i = 0; i < LINES; i++)
        if (held[i].fd == fd)
            return i;
    return -1;
}

static int
hold(int fd, unsigned line, unsigned flags)
{
    if (fd < 0)
        return -1;
    int place = find_held(0);
    held[place].fd = fd;
    held[place].line = (int)line;
    held[place].low = (flags & GPIOHANDLE_REQUEST_ACTIVE_LOW) != 0;
    return place;
}

static int
ask_event(struct gpioevent_request *request)
{
    int fd = real_open(inside("edges-", (int)request->lineoffset),
                       O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (hold(fd, request->lineoffset, request->handleflags) < 0)
        return -1;
    request->fd = fd;
    return 0;
}

static int
ask_handle(struct gpiohandle_request *request)
{
    int fd = eventfd(0, EFD_CLOEXEC);
    int place = hold(fd, request->lineoffsets[0], request->flags);
    if (place < 0)
        return -1;
    if ((request->flags & GPIOHANDLE_REQUEST_OUTPUT) != 0)
        set_level(held[place].line, request->default_values[0] ^ held[place].low);
    request->fd = fd;
    return 0;
}

static int
answer(int fd, unsigned long request, void *argument)
{
    struct gpiochip_info *chip = argument;
    struct gpioline_info *line = argument;
    struct gpiohandle_data *data = argument;
    int place = find_held(fd);
    if (is_absent()) {
        errno = ENODEV;
        return -1;
    }
    switch (request) {
    case GPIO_GET_CHIPINFO_IOCTL:
        *chip =
            (struct gpiochip_info){.name = "null", .label = "stand-in", .lines = LINES};
        return 0;
    case GPIO_GET_LINEINFO_IOCTL:
        *line = (struct gpioline_info){.line_offset = line->line_offset};
        return 0;
    case GPIO_GET_LINEEVENT_IOCTL:
        return ask_event(argument);
    case GPIO_GET_LINEHANDLE_IOCTL:
        return ask_handle(argument);
    case GPIOHANDLE_GET_LINE_VALUES_IOCTL:
        data->values[0] = (unsigned char)(level(held[place].line) ^ held[place].low);
        return 0;
    case GPIOHANDLE_SET_LINE_VALUES_IOCTL:
        set_level(held[place].line, data->values[0] ^ held[place].low);
        return 0;
    default:
        errno = ENOTTY;
        return -1;
    }
}

/* ---- what is called instead ----------------------------------------------------------- */

int
ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return _IOC_TYPE(request) == 0xB4 ? answer(fd, request, argument)
                                      : real_ioctl(fd, request, argument);
}

int
access(const char *path, int mode)
{
    return strcmp(path, SYSFS) == 0 ? 0 : real_access(path, mode);
}

int
open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    unsigned mode = (flags & O_CREAT) != 0 ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    if (strcmp(path, SYSFS) == 0) {
        int pipes[2];
        if (pipe(pipes) != 0 || write(pipes[1], "1:3\n", 4) != 4) // numbers of /dev/null
            return -1;
        real_close(pipes[1]);
        return pipes[0];
    }
    if (strcmp(path, "/dev/null") == 0 && is_absent()) {
        errno = ENOENT;
        return -1;
    }
    return real_open(path, flags, mode);
}

int
close(int fd)
{
    int place = fd > 0 ? find_held(fd) : -1;
    if (place >= 0)
        held[place].fd = 0;
    return real_close(fd);
}
