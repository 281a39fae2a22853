// SPDX-License-Identifier: Apache-2.0
/* A driver of a class of its own for the tests of the sdk. The test program runs itself as
 * this driver when its first argument is SAMPLE_ARGUMENT. Its address is a file that must be
 * there for the device to open, or nothing. */
#ifndef TEST_SAMPLE_DRIVER_H
#define TEST_SAMPLE_DRIVER_H

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>
#include <kiosk/driver.h>

#define SAMPLE_ARGUMENT "--be-the-sample-driver"
#define SAMPLE_SLOW "/nowhere/slow" // the address of a device that does not answer
#define SAMPLE_SLOW_MS 700
#define SAMPLE_LATE "/dev/null"     // of one that takes so long to answer
#define SAMPLE_MUTE "/nowhere/mute" // of one that takes very long not to
#define SAMPLE_MUTE_MS 4000

static const struct schema_member sample_text_members[] = {
    {"text", &schema_string, true, NULL}, {0}};
static const struct schema sample_text = {
    .kind = SCHEMA_OBJECT, .open = true, .members = sample_text_members};
static const struct schema_member sample_count_members[] = {
    {"count", &schema_natural, true, NULL}, {0}};
static const struct schema sample_count = {
    .kind = SCHEMA_OBJECT, .open = true, .members = sample_count_members};

static const struct protocol_command sample_rows[] = {
    {"Sample.Echo", "Gives text and blobs back.", &sample_text, &sample_text, 1000},
    {"Sample.Wait", "Waits.", &schema_empty_object, &schema_empty_object, 1000},
    {"Sample.Deaf", "Hears no cancel.", &schema_empty_object, &schema_empty_object, 1000},
    {"Sample.Fail", "Fails, with a payload.", &sample_text, &sample_count, 1000},
    {"Sample.Wrong", "Breaks its own contract.", &schema_empty_object, &sample_count,
     1000},
    {"Sample.Lose", "Loses the device.", &schema_empty_object, &schema_empty_object,
     1000},
    {"Sample.Flood", "Sends events.", &sample_count, &schema_empty_object, 1000},
    {"Sample.Big", "Answers too much.", &sample_count, &schema_empty_object, 1000},
    {"Sample.Forbidden", "Tries what no driver may.", &schema_empty_object, &sample_count,
     1000},
    {"Sample.Touch", "Opens files that no driver may.", &sample_text, &sample_count,
     1000},
    {"Sample.Unbuilt", "Is not in the driver.", &schema_empty_object,
     &schema_empty_object, 1000},
    {0}};
static const struct protocol_event sample_events[] = {
    {"Sample.Drop", "One of a flood.", &sample_count}, {0}};
static const struct driver_class sample_class = {"sample", sample_rows, sample_events};

static enum completion
sample_echo(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    json_object_set(driver_reply(call), "text",
                    json_object_get(driver_payload(call), "text"));
    for (int i = 0; driver_blob(call, i) >= 0; i++)
        g_assert_cmpint(driver_reply_memfd(call, dup(driver_blob(call, i)), NULL), ==, i);
    return COMPLETION_SUCCESS;
}

static enum completion
sample_wait(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    enum driver_wait wait = driver_wait(call, -1, 0, -1);
    return wait == DRIVER_WAIT_CANCELED ? COMPLETION_CANCELED : COMPLETION_TIME_OUT;
}

static enum completion
sample_deaf(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    (void)call;
    sleep(30);
    return COMPLETION_SUCCESS;
}

static enum completion
sample_fail(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    const char *cause = json_string_value(json_object_get(driver_payload(call), "text"));
    json_object_set_new(driver_reply(call), "count", json_integer(3));
    driver_explain(call, cause, "broken: \xff after %d", 3);
    return COMPLETION_HARDWARE_ERROR;
}

static enum completion
sample_wrong(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    json_object_set_new(driver_reply(call), "count", json_string("private words"));
    driver_event(call, "Sample.Drop", json_pack("{s:s}", "count", "private words"));
    return COMPLETION_SUCCESS;
}

static enum completion
sample_lose(struct driver *driver, struct driver_call *call)
{
    (void)call;
    driver_lost(driver);
    return COMPLETION_DEVICE_NOT_READY;
}

static enum completion
sample_flood(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    json_t *count = json_object_get(driver_payload(call), "count");
    for (int i = 0; i < json_integer_value(count); i++)
        driver_event(call, "Sample.Drop", json_pack("{s:i}", "count", i));
    return COMPLETION_SUCCESS;
}

static enum completion
sample_big(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    json_t *count = json_object_get(driver_payload(call), "count");
    g_autofree char *text = g_strnfill((gsize)json_integer_value(count), 'x');
    json_object_set_new(driver_reply(call), "text", json_string(text));
    return COMPLETION_SUCCESS;
}

/* Counts what is refused, of four. */
static enum completion
sample_forbidden(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    int refused = 0;
    refused += kill(getppid(), 0) != 0 && errno == EPERM;
    refused += ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) != 0 && errno == EPERM;
    refused += unshare(CLONE_NEWUSER) != 0 && errno == EPERM;
    refused += socket(AF_PACKET, SOCK_RAW, 0) < 0 && errno == EPERM;
    int allowed = socket(AF_INET6, SOCK_STREAM, 0);
    if (allowed < 0 && errno == EPERM)
        return COMPLETION_INTERNAL_ERROR;
    close(allowed);
    json_object_set_new(driver_reply(call), "count", json_integer(refused));
    return COMPLETION_SUCCESS;
}

/* `text`: a file that exists. What can be done with it and beside it: bit 0 read, bit 1
 * write, bit 2 a new file in its folder; bit 3: what all drivers may read can be read. */
static enum completion
sample_touch(struct driver *driver, struct driver_call *call)
{
    (void)driver;
    const char *path = json_string_value(json_object_get(driver_payload(call), "text"));
    g_autofree char *fresh = g_strdup_printf("%s.new", path);
    const int fds[] = {open(path, O_RDONLY | O_CLOEXEC), open(path, O_WRONLY | O_CLOEXEC),
                       open(fresh, O_WRONLY | O_CREAT | O_CLOEXEC, 0600),
                       open("/etc/passwd", O_RDONLY | O_CLOEXEC)};
    int can = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        can |= fds[i] >= 0 ? 1 << i : 0;
        if (fds[i] >= 0)
            close(fds[i]);
    }
    json_object_set_new(driver_reply(call), "count", json_integer(can));
    return COMPLETION_SUCCESS;
}

static bool
sample_open(struct driver *driver, const char *address, GError **error)
{
    if (strcmp(address, SAMPLE_SLOW) == 0 || strcmp(address, SAMPLE_LATE) == 0)
        g_usleep(SAMPLE_SLOW_MS * 1000);
    if (strcmp(address, SAMPLE_MUTE) == 0)
        g_usleep(SAMPLE_MUTE_MS * 1000);
    if (*address != '\0' && access(address, F_OK) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "the sample is away");
        return false;
    }
    static char open[] = "open";
    driver_set_data(driver, open);
    return true;
}

static void
sample_close(struct driver *driver)
{
    g_assert_cmpstr(driver_data(driver), ==, "open");
    driver_set_data(driver, NULL);
}

static void
sample_refresh(struct driver *driver)
{
    driver_set_status(driver, &(struct driver_status){.device = DEVICE_USER_ERROR,
                                                      .cause = "paperOut",
                                                      .action = ACTION_CLEAR,
                                                      .paper = "out"});
}

static void
sample_capabilities(struct driver *driver, json_t *capabilities)
{
    (void)driver;
    json_object_set_new(capabilities, "colour", json_true());
}

static const struct driver_command sample_commands[] = {
    {"Sample.Echo", sample_echo},
    {"Sample.Wait", sample_wait},
    {"Sample.Deaf", sample_deaf},
    {"Sample.Fail", sample_fail},
    {"Sample.Wrong", sample_wrong},
    {"Sample.Lose", sample_lose},
    {"Sample.Flood", sample_flood},
    {"Sample.Big", sample_big},
    {"Sample.Forbidden", sample_forbidden},
    {"Sample.Touch", sample_touch},
    {0}};

static const struct driver_ops sample_ops = {
    .class = &sample_class,
    .name = "test",
    .about = "A driver that exists for the tests of the sdk.",
    .commands = sample_commands,
    .open = sample_open,
    .close = sample_close,
    .refresh = sample_refresh,
    .capabilities = sample_capabilities,
};

/* The driver's exit status when the program was started as the driver; -1 otherwise. */
static int
sample_main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], SAMPLE_ARGUMENT) != 0)
        return -1;
    argv[1] = argv[0];
    return driver_run(&sample_ops, argc - 1, argv + 1);
}

#endif
