// SPDX-License-Identifier: Apache-2.0
#include "sane_world.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define PORT 6566
#define LISTEN_MS 20000

static void
write_file(const char *folder, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

/* A configuration folder below that of the world. */
static char *
make_configuration(const struct sane_world *world, const char *name, const char *backends)
{
    char *folder = sane_world_path(world, name);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    g_autofree char *lines = g_strdup(backends);
    g_strdelimit(lines, " ", '\n');
    g_autofree char *text = g_strdup_printf("%s\n", lines);
    write_file(folder, "dll.conf", text);
    // The real test.conf gives delays; an empty one the backend's own defaults.
    write_file(folder, "test.conf", "number_of_devices 2\n");
    write_file(folder, "net.conf", "connect_timeout = 5\n127.0.0.1\n");
    return folder;
}

void
sane_world_init(struct sane_world *world, const char *backends)
{
    g_autoptr(GError) error = NULL;
    *world = (struct sane_world){.folder = g_dir_make_tmp("kiosk-sane-XXXXXX", &error)};
    g_assert_no_error(error);
    g_free(make_configuration(world, "sane", backends));
}

static void
remove_folder(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        if (g_file_test(inner, G_FILE_TEST_IS_DIR))
            remove_folder(inner);
        else
            g_unlink(inner);
    }
    if (folder)
        g_dir_close(folder);
    g_rmdir(path);
}

void
sane_world_finish(struct sane_world *world)
{
    if (!world || !world->folder)
        return;
    child_stop(world->saned);
    remove_folder(world->folder);
    g_free(world->folder);
    *world = (struct sane_world){0};
}

void
sane_world_configure(const struct sane_world *world, const char *name, const char *text)
{
    g_autofree char *folder = sane_world_path(world, "sane");
    write_file(folder, name, text);
}

char *
sane_world_path(const struct sane_world *world, const char *name)
{
    return g_build_filename(world->folder, name, NULL);
}

char *
sane_world_page(const struct sane_world *world, const char *name, const struct page *page)
{
    g_autoptr(GError) error = NULL;
    char *path = sane_world_path(world, name);
    page_write(page, path, &error);
    g_assert_no_error(error);
    return path;
}

char *
sane_world_address(const struct sane_world *world, const char *device, ...)
{
    g_autofree char *folder = sane_world_path(world, "sane");
    g_autofree char *config = g_uri_escape_string(folder, "/", FALSE);
    GString *address = g_string_new("sane:");
    g_string_append_uri_escaped(address, device, ":/", FALSE);
    g_string_append_printf(address, "?config=%s", config);
    va_list arguments;
    va_start(arguments, device);
    for (const char *name; (name = va_arg(arguments, const char *));) {
        g_string_append_printf(address, "&%s=", name);
        g_string_append_uri_escaped(address, va_arg(arguments, const char *), "/", FALSE);
    }
    va_end(arguments);
    return g_string_free(address, FALSE);
}

bool
sane_world_own_network(void)
{
    int flags = geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWNET | CLONE_NEWUSER;
    if (unshare(flags) != 0)
        return false;
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool up = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    if (fd >= 0)
        close(fd);
    g_assert_true(up); // half a network would fail every test for a wrong reason
    return true;
}

/* Asks the kernel's table: a connection made to find out would be a session of saned. */
static bool
is_listening(void)
{
    g_autofree char *table = NULL,
                    *wanted = g_strdup_printf("0100007F:%04X 00000000:0000 0A", PORT);
    return g_file_get_contents("/proc/net/tcp", &table, NULL, NULL) &&
           strstr(table, wanted);
}

void
sane_world_serve(struct sane_world *world, const char *backends)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = make_configuration(world, "saned", backends);
    write_file(folder, "saned.conf", "127.0.0.1\n");
    g_assert_false(is_listening()); // another saned would be asked instead of ours
    g_autofree char *setting = g_strdup_printf("SANE_CONFIG_DIR=%s", folder);
    g_autofree char *log = sane_world_path(world, "saned.log");
    const char *const argv[] = {
        "/usr/sbin/saned", "-l", "-b", "127.0.0.1", "-e", "-d", "2", NULL};
    const char *const environment[] = {setting, NULL};
    world->saned = child_start(argv, environment, log, &error);
    g_assert_no_error(error);
    gint64 end = g_get_monotonic_time() + LISTEN_MS * 1000;
    while (!is_listening() && g_get_monotonic_time() < end)
        g_usleep(10000);
    g_assert_true(is_listening());
}

/* Child of process `parent`, 0 when it has none. */
static pid_t
child_of(pid_t parent)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/task/%d/children", parent, parent);
    g_autofree char *list = NULL;
    if (!g_file_get_contents(path, &list, NULL, NULL))
        return 0;
    return (pid_t)g_ascii_strtoll(list, NULL, 10);
}

pid_t
sane_world_session(const struct sane_world *world)
{
    return child_of(child_pid(world->saned));
}
