// SPDX-License-Identifier: Apache-2.0
#include "chip_world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "child.h"

#define PORT 35964 // where the virtual reader waits for its card
#define LIBRARY "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
#define SERVICE_FOLDER "/run/pcscd"
#define SERVICE_SOCKET SERVICE_FOLDER "/pcscd.comm"
#define START_MS 20000
#define MESSAGE_MAX 512

struct chip_world {
    char *folder;
    struct child *service;
    GThread *thread; // the card; NULL: none lies there
    int socket;
    GMutex lock;
    char how[32];  // under the lock
    gint asked;    // atomic
    uint8_t left;  // bytes that wait for GET RESPONSE; the card's thread
    bool measured; // the right length was told; the card's thread
};

/* ---- spaces of our own ---------------------------------------------------------------- */

static void
write_line(const char *path, const char *line)
{
    FILE *file = fopen(path, "we");
    if (file == NULL)
        return;
    fputs(line, file);
    fclose(file);
}

bool
chip_world_own_spaces(void)
{
    uid_t user = geteuid();
    gid_t group = getegid();
    int flags = CLONE_NEWNET | CLONE_NEWNS | (user == 0 ? 0 : CLONE_NEWUSER);
    if (unshare(flags) != 0)
        return false;
    if (user != 0) {
        g_autofree char *users = g_strdup_printf("0 %u 1", user);
        g_autofree char *groups = g_strdup_printf("0 %u 1", group);
        write_line("/proc/self/setgroups", "deny");
        write_line("/proc/self/uid_map", users);
        write_line("/proc/self/gid_map", groups);
    }
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool up = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    if (fd >= 0)
        close(fd);
    // The folder is made by the package's service unit; where that never ran, /run is ours.
    const char *place = g_mkdir_with_parents(SERVICE_FOLDER, 0755) == 0 ? SERVICE_FOLDER
                                                                        : "/run";
    // In a changed root "/" is no mount of its own: then the place is made one.
    bool own = mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ||
               (mount(place, place, NULL, MS_BIND, NULL) == 0 &&
                mount(NULL, place, NULL, MS_PRIVATE, NULL) == 0);
    own = own && mount("tmpfs", place, "tmpfs", 0, "mode=0755") == 0;
    return up && own && g_mkdir_with_parents(SERVICE_FOLDER, 0755) == 0;
}

/* ---- the service ---------------------------------------------------------------------- */

static bool
answers(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = SERVICE_SOCKET};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return connected;
}

static bool
is_listening(void)
{
    g_autofree char *table = NULL, *wanted = g_strdup_printf(":%04X 0", PORT);
    return g_file_get_contents("/proc/net/tcp", &table, NULL, NULL) &&
           strstr(table, wanted);
}

void
chip_world_start_service(struct chip_world *world, bool with_reader)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *readers = g_build_filename(world->folder, "readers", NULL);
    g_autofree char *file = g_build_filename(readers, "vpcd", NULL);
    g_autofree char *log = g_build_filename(world->folder, "pcscd.log", NULL);
    g_mkdir_with_parents(readers, 0755);
    g_autofree char *text =
        g_strdup_printf("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x%04X\n"
                        "LIBPATH %s\nCHANNELID 0x%04X\n",
                        PORT, LIBRARY, PORT);
    if (with_reader)
        g_file_set_contents(file, text, -1, &error);
    else
        g_unlink(file);
    g_assert_no_error(error);
    const char *const argv[] = {"/usr/sbin/pcscd", "--foreground",           "--config",
                                readers,           "--force-reader-polling", NULL};
    world->service = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    gint64 end = g_get_monotonic_time() + START_MS * 1000;
    while (!(answers() && (!with_reader || is_listening())) &&
           g_get_monotonic_time() < end)
        g_usleep(10000);
    g_assert_true(answers());
}

void
chip_world_kill_service(struct chip_world *world)
{
    int status;
    child_kill(world->service, SIGKILL);
    g_assert_true(child_wait(world->service, 2000, &status));
    child_stop(world->service);
    world->service = NULL;
    g_unlink(SERVICE_FOLDER "/pcscd.pid"); // else the next one does not start
    g_unlink(SERVICE_SOCKET);
}

void
chip_world_halt_service(struct chip_world *world, bool halted)
{
    child_kill(world->service, halted ? SIGSTOP : SIGCONT);
}

/* ---- the card ------------------------------------------------------------------------- */

static const uint8_t atr[] = {0x3B, 0x80, 0x80, 0x01, 0x01}; // T=0 and T=1, no history
static const uint8_t bad_atr[] = {0xFF, 0x00, 0x11};

static bool
is_how(struct chip_world *world, const char *how)
{
    g_mutex_lock(&world->lock);
    bool is = strcmp(world->how, how) == 0;
    g_mutex_unlock(&world->lock);
    return is;
}

static unsigned
word_of(struct chip_world *world)
{
    unsigned word = 0;
    g_mutex_lock(&world->lock);
    if (g_str_has_prefix(world->how, "word-"))
        word = (unsigned)strtoul(world->how + 5, NULL, 16);
    g_mutex_unlock(&world->lock);
    return word;
}

static bool
read_all(int fd, uint8_t *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = read(fd, bytes + done, size - done);
        if (count <= 0)
            return false;
        done += (size_t)count;
    }
    return true;
}

static void
say(struct chip_world *world, const uint8_t *bytes, size_t size)
{
    uint8_t message[2 + MESSAGE_MAX] = {(uint8_t)(size >> 8), (uint8_t)size};
    memcpy(message + 2, bytes, size);
    ssize_t count = write(world->socket, message, 2 + size);
    (void)count; // a reader that went does not matter to a card
}

static void
say_word(struct chip_world *world, unsigned word)
{
    const uint8_t bytes[] = {(uint8_t)(word >> 8), (uint8_t)word};
    say(world, bytes, sizeof bytes);
}

/* What is asked for is here: the bytes of the application's name. */
static bool
names_application(const uint8_t *command, size_t size)
{
    g_autoptr(GString) name = g_string_new(NULL);
    for (size_t i = 5; i < size && i < 5U + command[4]; i++)
        g_string_append_printf(name, "%02x", command[i]);
    return command[4] == 0 || strcmp(name->str, CHIP_WORLD_APPLICATION) == 0;
}

/* False: the card goes. */
static bool
answer_select(struct chip_world *world, const uint8_t *command, size_t size)
{
    uint8_t long_reply[300] = {0};
    g_atomic_int_inc(&world->asked);
    if (is_how(world, "drop"))
        return false;
    if (is_how(world, "hang"))
        return true;
    if (is_how(world, "empty"))
        say(world, NULL, 0);
    else if (is_how(world, "one"))
        say(world, long_reply, 1);
    else if (is_how(world, "long"))
        say(world, long_reply, sizeof long_reply);
    else if (is_how(world, "more") || is_how(world, "loop"))
        say_word(world, 0x6100U | (world->left = 4));
    else if (is_how(world, "length") && !world->measured)
        say_word(world, (world->measured = true, 0x6C08));
    else if (word_of(world) != 0)
        say_word(world, word_of(world));
    else
        say_word(world, names_application(command, size) ? 0x9000 : 0x6A82);
    return true;
}

static bool
answer_command(struct chip_world *world, const uint8_t *command, size_t size)
{
    static const uint8_t waiting[] = {0x6F, 0x02, 0x84, 0x00, 0x90, 0x00};
    if (size >= 5 && command[1] == 0xA4)
        return answer_select(world, command, size);
    if (size >= 5 && command[1] == 0xC0 && is_how(world, "loop"))
        say_word(world, 0x6104);
    else if (size >= 5 && command[1] == 0xC0 && world->left > 0)
        say(world, waiting, sizeof waiting);
    else
        say_word(world, 0x6D00);
    return true;
}

static bool
answer(struct chip_world *world, const uint8_t *message, size_t size)
{
    if (size != 1)
        return answer_command(world, message, size);
    world->measured = false;
    if (message[0] == 0x04 && is_how(world, "bad-atr"))
        say(world, bad_atr, sizeof bad_atr);
    else if (message[0] == 0x04 && is_how(world, "no-atr"))
        say(world, NULL, 0);
    else if (message[0] == 0x04)
        say(world, atr, sizeof atr);
    return true;
}

static gpointer
card_thread(gpointer context)
{
    struct chip_world *world = context;
    uint8_t head[2], message[MESSAGE_MAX];
    for (;;) {
        if (!read_all(world->socket, head, sizeof head))
            break;
        size_t size = (size_t)(head[0] << 8 | head[1]);
        if (size > sizeof message || !read_all(world->socket, message, size))
            break;
        if (size > 0 && !answer(world, message, size))
            break;
    }
    shutdown(world->socket, SHUT_RDWR);
    return NULL;
}

void
chip_world_insert(struct chip_world *world)
{
    chip_world_remove(world);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(PORT),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    world->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(connect(world->socket, (struct sockaddr *)&address, sizeof address),
                    ==, 0);
    world->thread = g_thread_new("card", card_thread, world);
}

void
chip_world_remove(struct chip_world *world)
{
    if (world->thread == NULL)
        return;
    shutdown(world->socket, SHUT_RDWR);
    g_thread_join(world->thread);
    close(world->socket);
    world->thread = NULL;
}

void
chip_world_behave(struct chip_world *world, const char *how)
{
    g_mutex_lock(&world->lock);
    g_strlcpy(world->how, how, sizeof world->how);
    g_mutex_unlock(&world->lock);
}

unsigned
chip_world_asked(struct chip_world *world)
{
    return (unsigned)g_atomic_int_get(&world->asked);
}

/* ---- begin and end -------------------------------------------------------------------- */

struct chip_world *
chip_world_start(void)
{
    g_autoptr(GError) error = NULL;
    struct chip_world *world = g_new0(struct chip_world, 1);
    g_mutex_init(&world->lock);
    world->folder = g_dir_make_tmp("kiosk-chip-XXXXXX", &error);
    g_assert_no_error(error);
    signal(SIGPIPE, SIG_IGN);
    chip_world_start_service(world, true);
    return world;
}

void
chip_world_stop(struct chip_world *world)
{
    chip_world_remove(world);
    if (world->service != NULL)
        chip_world_kill_service(world);
    static const char *const files[] = {"readers/vpcd", "readers", "pcscd.log", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(world->folder, files[i], NULL);
        g_remove(path);
    }
    g_mutex_clear(&world->lock);
    g_free(world->folder);
    g_free(world);
}
