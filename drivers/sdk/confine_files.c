// SPDX-License-Identifier: Apache-2.0
/* Files that a driver may touch, by Landlock: the system's to read, the devices, and what its
 * address names. Not the folder of the terminal's cases and keys, not anybody's home, no place
 * to leave a page in. Calls are made by number: glibc has no wrappers, and the headers of
 * Debian 12 know only the first of the rights below. */
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RIGHT_TRUNCATE (1ULL << 14)     // version 3
#define RIGHT_IOCTL_DEVICE (1ULL << 15) // version 5
#define RIGHTS_FIRST ((1ULL << 13) - 1) // version 1: all but REFER

#define RIGHTS_OF_FILES                                                                  \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                        \
     LANDLOCK_ACCESS_FS_READ_FILE | RIGHT_TRUNCATE | RIGHT_IOCTL_DEVICE)
#define READ                                                                             \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |                         \
     LANDLOCK_ACCESS_FS_READ_DIR)
#define USE                                                                              \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |                      \
     LANDLOCK_ACCESS_FS_READ_DIR | RIGHT_TRUNCATE | RIGHT_IOCTL_DEVICE)
#define MAKE                                                                             \
    (USE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |                  \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE)

struct rules {
    int fd;
    uint64_t handled; // rights that this kernel knows
};

static const struct {
    const char *path;
    uint64_t rights;
} always[] = {
    {"/usr", READ},          {"/lib", READ},     {"/lib64", READ},        {"/bin", READ},
    {"/sbin", READ},         {"/opt", READ},     {"/etc", READ},          {"/proc", READ},
    {"/sys", READ},          {"/run", USE},      {"/var/cache", READ},    {"/dev", USE},
    {"/var/lib/sane", READ}, {"/dev/shm", MAKE}, {"/var/lib/dbus", READ},
};

/* Variables that name files or folders of libraries, and of stand-ins in tests. A name that
 * ends with * is a beginning. */
static const char *const variables[] = {"SANE_CONFIG_DIR", "CUPS_*",     "FONTCONFIG_*",
                                        "XDG_CACHE_HOME",  "PCSCLITE_*", "KIOSK_VIDEO",
                                        "KIOSK_GPIO",      "LD_PRELOAD", NULL};

static void
allow(const struct rules *rules, const char *path, uint64_t rights)
{
    struct stat about;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return; // it is not there, so there is nothing to allow
    if (fstat(fd, &about) == 0 && !S_ISDIR(about.st_mode))
        rights &= RIGHTS_OF_FILES;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights & rules->handled,
                                              .parent_fd = fd};
    syscall(SYS_landlock_add_rule, rules->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
}

/* A place that is named from outside: what stands there, and the folder it stands in, because
 * a socket is made there, and a device that was unplugged comes back as another file. */
static void
allow_place(const struct rules *rules, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    allow(rules, path, MAKE);
    if (strcmp(folder, "/") != 0 && !g_str_has_prefix(folder, "/dev"))
        allow(rules, folder, MAKE);
}

/* Every absolute path in an address: behind a colon, behind the = of an option, or all. */
static void
allow_address(const struct rules *rules, const char *address)
{
    g_autofree char *plain = g_uri_unescape_string(address, NULL);
    g_auto(GStrv) parts = g_strsplit_set(plain != NULL ? plain : address, ":=?&,", 0);
    for (size_t i = 0; parts[i] != NULL; i++) {
        // "ipp://host/path" names no file.
        if (parts[i][0] == '/' && parts[i][1] != '/' && parts[i][1] != '\0')
            allow_place(rules, parts[i]);
    }
}

static bool
is_variable(const char *name)
{
    for (size_t i = 0; variables[i] != NULL; i++) {
        size_t length = strlen(variables[i]);
        bool beginning = variables[i][length - 1] == '*';
        if (beginning ? strncmp(name, variables[i], length - 1) == 0
                      : strcmp(name, variables[i]) == 0)
            return true;
    }
    return false;
}

static void
allow_environment(const struct rules *rules)
{
    for (char **entry = environ; *entry != NULL; entry++) {
        const char *value = strchr(*entry, '=');
        g_autofree char *name = value != NULL ? g_strndup(*entry, (gsize)(value - *entry))
                                              : NULL;
        if (name != NULL && value[1] == '/' && is_variable(name))
            allow(rules, value + 1, g_str_has_prefix(name, "KIOSK_") ? MAKE : READ);
    }
}

/* The program itself, its neighbours and what it reads at run time (data.c). */
static void
allow_program(const struct rules *rules)
{
    static const char *const places[] = {"", "../../share", "../../../share/kiosk",
                                         "../../lib"};
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL)
        return;
    g_autofree char *folder = g_path_get_dirname(program);
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(folder, places[i], NULL);
        allow(rules, path, READ);
    }
}

/* Rights that are refused unless allowed; 0: this kernel has no Landlock, or it is off. */
static uint64_t
known_rights(void)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    uint64_t rights = RIGHTS_FIRST;
    if (version >= 3)
        rights |= RIGHT_TRUNCATE;
    if (version >= 5)
        rights |= RIGHT_IOCTL_DEVICE;
    return rights;
}

bool
confine_files(const char *address, const char *record_file)
{
    struct rules rules = {.handled = known_rights()};
    if (rules.handled == 0)
        return false;
    struct landlock_ruleset_attr attributes = {.handled_access_fs = rules.handled};
    rules.fd =
        (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules.fd < 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
        allow(&rules, always[i].path, always[i].rights);
    allow_program(&rules);
    allow_environment(&rules);
    allow_address(&rules, address);
    if (record_file != NULL)
        allow_place(&rules, record_file);
    bool confined = syscall(SYS_landlock_restrict_self, rules.fd, 0) == 0;
    close(rules.fd);
    return confined;
}
