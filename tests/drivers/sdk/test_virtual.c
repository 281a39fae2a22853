// SPDX-License-Identifier: Apache-2.0
/* What a program learns at the control socket of a virtual device, and sees go by there. */
#include "tests/support/child.h"
#include "tests/support/driver_process.h"
#include "tests/support/virtual_control.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static char *
make_path(const char *name)
{
    char *folder = child_built("worlds/virtual");
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    char *path = g_build_filename(folder, name, NULL);
    g_free(folder);
    return path;
}

static struct driver_process *
start(const char *path)
{
    g_autofree char *address = g_strdup_printf("virtual:%s", path);
    return driver_process_open("card-virtual", address);
}

static json_t *
describe(const char *path)
{
    g_autofree char *answer = virtual_control_ask(path, "describe");
    json_t *told = json_loads(answer, 0, NULL);
    g_assert_nonnull(told);
    return told;
}

static void
test_virtual__a_program_learns_what_the_device_can_be_told(void)
{
    g_autofree char *path = make_path("describe");
    struct driver_process *driver = start(path);
    json_t *told = describe(path);
    const char *class = NULL, *name = NULL;
    json_t *faults = NULL, *verbs = NULL, *shortcuts = NULL;
    g_assert_cmpint(json_unpack(told, "{s:s, s:s, s:o, s:o, s:o}", "class", &class,
                                "driver", &name, "faults", &faults, "verbs", &verbs,
                                "shortcuts", &shortcuts),
                    ==, 0);
    g_assert_cmpstr(class, ==, "card");
    g_assert_cmpstr(name, ==, "virtual");
    g_assert_cmpuint(json_array_size(verbs), >, 0);
    json_decref(told);
    driver_process_stop(driver);
}

/* Whatever is offered must work. */
static void
test_virtual__each_fault_and_shortcut_that_is_told_is_taken(void)
{
    g_autofree char *path = make_path("offers");
    struct driver_process *driver = start(path);
    json_t *told = describe(path), *row;
    size_t index;
    json_array_foreach (json_object_get(told, "faults"), index, row)
        virtual_control(path, "fault %s", json_string_value(row));
    virtual_control(path, "clear");
    json_array_foreach (json_object_get(told, "shortcuts"), index, row)
        virtual_control(path, "%s", json_string_value(json_object_get(row, "line")));
    json_decref(told);
    driver_process_stop(driver);
}

/* A twin that lacks a fault of its class would leave a gap in every trial of the terminal. */
static void
test_virtual__each_class_can_be_given_every_fault_of_it(void)
{
    static const char *const of_any =
        "notConnected notResponding noAnswer protocolError accessDenied busy "
        "internalError badConfiguration";
    static const struct {
        const char *driver, *causes;
    } rows[] = {
        {"card-virtual",
         "mediaRemoved cardUnreadable cardRejected cardUnsupported samFault"},
        {"scanner-virtual", "noMedia mediaJam coverOpen incompletePage ioError"},
        {"printer-virtual",
         "paperOut paperLow paperJam coverOpen doorOpen tonerOut tonerLow trayMissing "
         "outputFull stopped jobAborted jobCanceled mediaMismatch spoolFull"},
        {"receipt-virtual", "cutterFault paperOut paperLow coverOpen stopped ioError"},
        {"code-virtual", "ioError"},
        {"contacts-virtual", "doorOpen tampered"},
        {"keypad-virtual", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = make_path(rows[i].driver);
        g_autofree char *address = g_strdup_printf("virtual:%s", path);
        struct driver_process *driver = driver_process_open(rows[i].driver, address);
        g_autofree char *all = g_strjoin(" ", of_any, rows[i].causes, NULL);
        g_auto(GStrv) causes = g_strsplit(g_strchomp(all), " ", 0);
        for (size_t k = 0; causes[k] != NULL; k++) {
            virtual_control(path, "fault %s", causes[k]);
            struct packet told = driver_process_call(driver, "Common.Status", NULL, 2000);
            g_assert_cmpstr(packet_text(&told, "cause"), ==, causes[k]);
            packet_finish(&told);
            virtual_control(path, "clear");
        }
        driver_process_stop(driver);
    }
}

static int
connect_to(const char *path)
{
    json_decref(describe(path)); // waits until the socket is there
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(connect(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
    return fd;
}

static char *
read_line(FILE *lines)
{
    char text[4096];
    g_assert_nonnull(fgets(text, sizeof text, lines));
    return g_strdup(g_strchomp(text));
}

static void
check_packet(FILE *lines, const char *way, const char *type, const char *name)
{
    g_autofree char *line = read_line(lines);
    json_t *told = json_loads(line, 0, NULL), *packet = json_object_get(told, "packet");
    g_assert_cmpstr(json_string_value(json_object_get(told, "watch")), ==, way);
    g_assert_cmpstr(json_string_value(json_object_get(packet, "type")), ==, type);
    g_assert_cmpstr(json_string_value(json_object_get(packet, "name")), ==, name);
    json_decref(told);
}

static void
test_virtual__who_watches_sees_each_packet(void)
{
    g_autofree char *path = make_path("watch");
    struct driver_process *driver = start(path);
    FILE *lines = fdopen(connect_to(path), "r+");
    g_assert_nonnull(lines);
    g_assert_cmpint(fputs("watch\n", lines), >=, 0);
    fflush(lines);
    g_autofree char *answer = read_line(lines);
    g_assert_cmpstr(answer, ==, "ok");
    int id = driver_process_send(driver, "Common.Status", NULL, 0);
    struct packet packet = driver_process_await(driver, id, 5000);
    packet_finish(&packet);
    check_packet(lines, "in", "command", "Common.Status");
    check_packet(lines, "out", "completion", "Common.Status");
    virtual_control(path, "insert");
    check_packet(lines, "out", "unsolicited", "Card.MediaInserted");
    fclose(lines);
    driver_process_stop(driver);
}

/* One that watches and never reads must not hold up the device. */
static void
test_virtual__a_watcher_that_does_not_read_is_let_go(void)
{
    g_autofree char *path = make_path("mute");
    struct driver_process *driver = start(path);
    int mute = connect_to(path);
    g_assert_cmpint(write(mute, "watch\n", 6), ==, 6);
    for (int i = 0; i < 2000; i++) {
        int id = driver_process_send(driver, "Common.Status", NULL, 0);
        struct packet packet = driver_process_await(driver, id, 5000);
        packet_finish(&packet);
    }
    close(mute);
    driver_process_stop(driver);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/virtual/" #name, test_virtual__##name)
    TEST(a_program_learns_what_the_device_can_be_told);
    TEST(each_fault_and_shortcut_that_is_told_is_taken);
    TEST(each_class_can_be_given_every_fault_of_it);
    TEST(who_watches_sees_each_packet);
    TEST(a_watcher_that_does_not_read_is_let_go);
    return g_test_run();
}
