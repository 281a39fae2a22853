// SPDX-License-Identifier: Apache-2.0
#include "cups_world.h"

#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char service[] =
    "Listen %1$s/cups.sock\n"
    "Browsing Off\nWebInterface No\nLogLevel debug\nDirtyCleanInterval %2$d\n"
    "DefaultAuthType Basic\n"
    "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
    "<Location /admin>\nAuthType Default\nRequire user @SYSTEM\nOrder allow,deny\n"
    "Allow all\n</Location>\n"
    "<Policy default>\n"
    "<Limit Create-Job Print-Job Print-URI Validate-Job>\nOrder deny,allow\n</Limit>\n"
    "<Limit Send-Document Hold-Job Release-Job Restart-Job Purge-Jobs Cancel-Jobs "
    "Set-Job-Attributes CUPS-Move-Job CUPS-Get-Document>\n"
    "Require user @OWNER @SYSTEM\nOrder deny,allow\n</Limit>\n"
    "<Limit CUPS-Add-Modify-Printer CUPS-Delete-Printer Pause-Printer Resume-Printer "
    "Enable-Printer Disable-Printer CUPS-Accept-Jobs CUPS-Reject-Jobs>\n"
    "AuthType Default\nRequire user @SYSTEM\nOrder deny,allow\n</Limit>\n"
    "<Limit Cancel-Job CUPS-Authenticate-Job>\n"
    "Require user @OWNER @SYSTEM\nOrder deny,allow\n</Limit>\n"
    "<Limit All>\nOrder deny,allow\n</Limit>\n"
    "</Policy>\n";
static const char files[] =
    "ServerRoot %1$s/etc\nRequestRoot %1$s/spool\nTempDir %1$s/spool/tmp\n"
    "CacheDir %1$s/cache\nStateDir %1$s/state\nErrorLog %1$s/log/error_log\n"
    "AccessLog %1$s/log/access_log\nPageLog %1$s/log/page_log\n"
    "User lp\nGroup lp\nSystemGroup root\n";

static void
make_folder(const struct cups_world *world, const char *name, mode_t mode)
{
    const struct group *lp = getgrnam("lp");
    g_autofree char *path = g_build_filename(world->folder, name, NULL);
    g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
    g_assert_nonnull(lp);
    g_assert_cmpint(chown(path, 0, lp->gr_gid), ==, 0);
    g_assert_cmpint(chmod(path, mode), ==, 0);
}

void
cups_world_init(struct cups_world *world)
{
    *world = (struct cups_world){
        .folder = g_dir_make_tmp("kiosk-cups-XXXXXX", NULL),
        .queues = g_string_new(NULL),
    };
    g_assert_nonnull(world->folder);
    g_assert_cmpint(chmod(world->folder, 0755), ==, 0); // its filters are user lp
    make_folder(world, "etc", 0755);
    make_folder(world, "spool", 0710);
    make_folder(world, "spool/tmp", 01770);
    make_folder(world, "cache", 0770);
    make_folder(world, "state", 0755);
    make_folder(world, "log", 0755);
}

void
cups_world_queue(struct cups_world *world, const char *name, const char *device_uri)
{
    g_string_append_printf(world->queues,
                           "<Printer %s>\nInfo %s\nDeviceURI %s\nState Idle\n"
                           "Type 4\nAccepting Yes\nShared No\nJobSheets none none\n"
                           "OpPolicy default\nErrorPolicy retry-job\n</Printer>\n",
                           name, name, device_uri);
}

static char *
write_file(const struct cups_world *world, const char *name, const char *text)
{
    char *path = g_build_filename(world->folder, "etc", name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static bool
listens(const struct cups_world *world)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_snprintf(address.sun_path, sizeof address.sun_path, "%s/cups.sock", world->folder);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected = connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return connected;
}

void
cups_world_start(struct cups_world *world)
{
    g_autofree char *text =
        g_strdup_printf(service, world->folder, world->remembers ? 0 : 30);
    g_autofree char *text_files = g_strdup_printf(files, world->folder);
    g_autofree char *conf = write_file(world, "cupsd.conf", text);
    g_autofree char *conf_files = write_file(world, "cups-files.conf", text_files);
    g_autofree char *printers =
        g_build_filename(world->folder, "etc/printers.conf", NULL);
    if (!g_file_test(printers, G_FILE_TEST_EXISTS)) // cupsd keeps its own word later
        g_assert_true(g_file_set_contents(printers, world->queues->str, -1, NULL));
    const char *const argv[] = {"/usr/sbin/cupsd", "-f", "-c", conf, "-s",
                                conf_files,        NULL};
    g_autofree char *log = g_build_filename(world->folder, "log", "stderr", NULL);
    g_autoptr(GError) error = NULL;
    world->cupsd = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    for (int i = 0; i < 250 && !listens(world); i++)
        g_usleep(20000);
    g_assert_true(listens(world));
}

void
cups_world_kill(struct cups_world *world)
{
    child_kill(world->cupsd, SIGCONT);
    child_kill(world->cupsd, SIGKILL);
    child_stop(world->cupsd);
    world->cupsd = NULL;
}

static void
remove_tree(const char *path)
{
    const char *const argv[] = {"rm", "-rf", path, NULL};
    g_spawn_sync(NULL, (char **)(guintptr)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, NULL, NULL);
}

void
cups_world_finish(struct cups_world *world)
{
    if (world->cupsd != NULL) {
        child_kill(world->cupsd, SIGCONT);
        child_stop(world->cupsd);
    }
    if (g_getenv("KEEP") == NULL)
        remove_tree(world->folder);
    else
        g_test_message("kept %s", world->folder);
    g_string_free(world->queues, TRUE);
    g_free(world->folder);
}

char *
cups_world_address(const struct cups_world *world, const char *name)
{
    return g_strdup_printf("cups:%s?server=%s/cups.sock", name, world->folder);
}

void
cups_world_run(const struct cups_world *world, const char *program, const char *queue)
{
    g_autofree char *server = g_strdup_printf("%s/cups.sock", world->folder);
    const char *const argv[] = {program, "-h", server, queue, NULL};
    int status = -1;
    g_autoptr(GError) error = NULL;
    g_spawn_sync(NULL, (char **)(guintptr)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
}

int
cups_world_spooled(const struct cups_world *world)
{
    g_autofree char *path = g_build_filename(world->folder, "spool", NULL);
    GDir *folder = g_dir_open(path, 0, NULL);
    int count = 0;
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL)
        count += name[0] == 'd'; // d00001-001: the document of job 1
    g_dir_close(folder);
    return count;
}
