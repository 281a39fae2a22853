// SPDX-License-Identifier: Apache-2.0
#include "xvfb.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define XVFB_START_MS 10000
#define XVFB_TAP_MS 30

struct xvfb {
    pid_t child;
    char name[16];
    int width, height;
    Display *display;
};

/* The server picks a free number itself and writes it to `report`. */
static pid_t
spawn_server(int width, int height, int report)
{
    char *screen = g_strdup_printf("%dx%dx24", width, height);
    char *descriptor = g_strdup_printf("%d", report);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        fcntl(report, F_SETFD, 0);
        int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(quiet, STDERR_FILENO);
        dup2(quiet, STDOUT_FILENO);
        execlp("Xvfb", "Xvfb", "-displayfd", descriptor, "-screen", "0", screen,
               "-nolisten", "tcp", "-noreset", (char *)NULL);
        _exit(127);
    }
    g_free(screen);
    g_free(descriptor);
    return child;
}

static bool
read_number(int descriptor, char *text, size_t size)
{
    size_t length = 0;
    while (length + 1 < size) {
        ssize_t got = read(descriptor, text + length, 1);
        if (got <= 0)
            return false;
        if (text[length] == '\n') {
            text[length] = '\0';
            return length > 0;
        }
        length++;
    }
    return false;
}

struct xvfb *
xvfb_start(int width, int height, GError **error)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "pipe failed");
        return NULL;
    }
    struct xvfb *xvfb = g_new0(struct xvfb, 1);
    xvfb->width = width;
    xvfb->height = height;
    xvfb->child = spawn_server(width, height, ends[1]);
    close(ends[1]);
    char number[8];
    bool ready = xvfb->child > 0 && read_number(ends[0], number, sizeof number);
    close(ends[0]);
    if (ready) {
        g_snprintf(xvfb->name, sizeof xvfb->name, ":%s", number);
        xvfb->display = XOpenDisplay(xvfb->name);
    }
    if (xvfb->display == NULL) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "Xvfb did not start");
        xvfb_stop(xvfb);
        return NULL;
    }
    return xvfb;
}

void
xvfb_stop(struct xvfb *xvfb)
{
    if (xvfb == NULL)
        return;
    if (xvfb->display != NULL)
        XCloseDisplay(xvfb->display);
    if (xvfb->child > 0) {
        kill(xvfb->child, SIGTERM);
        waitpid(xvfb->child, NULL, 0);
    }
    g_free(xvfb);
}

bool
xvfb_display_size(const char *name, int *width_out, int *height_out)
{
    Display *display = XOpenDisplay(name);
    if (display == NULL)
        return false;
    *width_out = DisplayWidth(display, DefaultScreen(display));
    *height_out = DisplayHeight(display, DefaultScreen(display));
    XCloseDisplay(display);
    return true;
}

const char *
xvfb_name(const struct xvfb *xvfb)
{
    return xvfb->name;
}

void
xvfb_move(struct xvfb *xvfb, int x, int y)
{
    XTestFakeMotionEvent(xvfb->display, 0, x, y, 0);
    XFlush(xvfb->display);
}

void
xvfb_press(struct xvfb *xvfb, int x, int y)
{
    XTestFakeMotionEvent(xvfb->display, 0, x, y, 0);
    XTestFakeButtonEvent(xvfb->display, 1, True, 0);
    XFlush(xvfb->display);
}

void
xvfb_release(struct xvfb *xvfb)
{
    XTestFakeButtonEvent(xvfb->display, 1, False, 0);
    XFlush(xvfb->display);
}

void
xvfb_key(struct xvfb *xvfb, const char *name)
{
    KeyCode code = XKeysymToKeycode(xvfb->display, XStringToKeysym(name));
    g_assert_cmpint(code, !=, 0);
    XTestFakeKeyEvent(xvfb->display, code, True, 0);
    XFlush(xvfb->display);
    g_usleep(XVFB_TAP_MS * 1000);
    XTestFakeKeyEvent(xvfb->display, code, False, 0);
    XFlush(xvfb->display);
}

void
xvfb_tap(struct xvfb *xvfb, int x, int y)
{
    xvfb_press(xvfb, x, y);
    g_usleep(XVFB_TAP_MS * 1000);
    xvfb_release(xvfb);
}

uint32_t
xvfb_pixel(struct xvfb *xvfb, int x, int y)
{
    XImage *image = XGetImage(xvfb->display, DefaultRootWindow(xvfb->display), x, y, 1, 1,
                              AllPlanes, ZPixmap);
    g_assert_nonnull(image);
    uint32_t pixel = (uint32_t)XGetPixel(image, 0, 0) & 0xffffff;
    XDestroyImage(image);
    return pixel;
}

uint8_t *
xvfb_pixels(struct xvfb *xvfb)
{
    XImage *image = XGetImage(xvfb->display, DefaultRootWindow(xvfb->display), 0, 0,
                              (unsigned)xvfb->width, (unsigned)xvfb->height, AllPlanes,
                              ZPixmap);
    g_assert_nonnull(image);
    uint8_t *pixels = g_malloc((size_t)xvfb->width * (size_t)xvfb->height * 3);
    uint8_t *out = pixels;
    for (int y = 0; y < xvfb->height; y++) {
        const uint8_t *row = (const uint8_t *)image->data + y * image->bytes_per_line;
        for (int x = 0; x < xvfb->width; x++, row += 4) {
            *out++ = row[2];
            *out++ = row[1];
            *out++ = row[0];
        }
    }
    XDestroyImage(image);
    return pixels;
}

bool
xvfb_picture(struct xvfb *xvfb, const char *path, GError **error)
{
    bool png = g_str_has_suffix(path, ".png");
    char *ppm = png ? g_strconcat(path, ".ppm", NULL) : g_strdup(path);
    uint8_t *pixels = xvfb_pixels(xvfb);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "P6\n%d %d\n255\n", xvfb->width, xvfb->height);
    g_string_append_len(text, (const char *)pixels,
                        (gssize)xvfb->width * xvfb->height * 3);
    bool good = g_file_set_contents(ppm, text->str, (gssize)text->len, error);
    if (good && png) {
        char *quoted_from = g_shell_quote(ppm), *quoted_to = g_shell_quote(path);
        char *command =
            g_strdup_printf("sh -c \"pnmtopng -quiet %s > %s\"", quoted_from, quoted_to);
        int status = -1;
        good = g_spawn_command_line_sync(command, NULL, NULL, &status, error) &&
               g_spawn_check_wait_status(status, error);
        unlink(ppm);
        g_free(quoted_from);
        g_free(quoted_to);
        g_free(command);
    }
    g_string_free(text, TRUE);
    g_free(pixels);
    g_free(ppm);
    return good;
}
