// SPDX-License-Identifier: Apache-2.0
#include "sam_simulator.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#define REPLY_MAX 2400
#define PHOTO_SIZE 1024
#define FINGERPRINT_SIZE 1024
#define READ_MAX (6 + SAM_CARD_SIZE + PHOTO_SIZE + FINGERPRINT_SIZE)
#define CHUNK 16      // bytes
#define CHUNK_US 1389 // 16 bytes of 10 bits at 115200 baud
#define LATE_US 1000000

enum fault {
    NONE,
    GARBAGE,
    BAD_SUM,
    SHORT,
    HUGE_LENGTH,
    SPLIT,
    HANG,
    SELECT_FAIL,
    READ_FAIL,
    LIFT_BEFORE_READ,
    LIFT_BEFORE_SELECT,
    LATE,
    FINGERPRINT,
    NO_FINGERPRINT,
    WORD,
    FIND_WORD,
};

static const char *const fault_words[] = {"none",
                                          "garbage",
                                          "bad-sum",
                                          "short",
                                          "huge-length",
                                          "split",
                                          "hang",
                                          "select-fail",
                                          "read-fail",
                                          "lift-before-read",
                                          "lift-before-select",
                                          "late",
                                          "fingerprint",
                                          "no-fingerprint"};

struct sam_simulator {
    char *link_path, *path;
    int master,
        slave; // the slave is held open: else each close of a driver would hang up
    int wake;
    GThread *thread;
    GMutex lock; // guards the rest
    bool stopping, paced;
    enum fault fault;
    int fault_count; // replies; 0: until cleared
    uint8_t word;
    bool card, found, selected, read;
    uint8_t record[SAM_CARD_SIZE];
    uint8_t input[64];
    size_t input_size;
};

/* ---- out --------------------------------------------------------------------------- */

/* True when this reply has the fault; counts it. The lock is held. */
static bool
has_fault(struct sam_simulator *simulator, enum fault fault)
{
    if (simulator->fault != fault)
        return false;
    if (simulator->fault_count > 0 && --simulator->fault_count == 0)
        simulator->fault = NONE;
    return true;
}

static void
put(struct sam_simulator *simulator, const uint8_t *bytes, size_t size, int chunk_us)
{
    for (size_t at = 0; at < size; at += CHUNK) {
        size_t part = MIN(CHUNK, size - at);
        if (write(simulator->master, bytes + at, part) != (ssize_t)part)
            return;
        if (chunk_us > 0)
            g_usleep((gulong)chunk_us);
    }
}

/* Writes one reply with whatever is wrong with it. The lock is held. */
static void
reply(struct sam_simulator *simulator, uint8_t sw3, const uint8_t *data, size_t size)
{
    uint8_t frame[REPLY_MAX];
    size_t length = 3 + size + 1;
    memcpy(frame, "\xAA\xAA\xAA\x96\x69", 5);
    frame[5] = (uint8_t)(length >> 8);
    frame[6] = (uint8_t)length;
    frame[7] = 0;
    frame[8] = 0;
    frame[9] = sw3;
    if (size > 0)
        memcpy(frame + 10, data, size);
    uint8_t sum = 0;
    for (size_t i = 5; i < 10 + size; i++)
        sum ^= frame[i];
    frame[10 + size] = sum;
    size_t whole = 11 + size;

    int chunk_us = simulator->paced ? CHUNK_US : 0;
    if (has_fault(simulator, HANG))
        return;
    if (has_fault(simulator, GARBAGE))
        put(simulator, (const uint8_t *)"\x00\xAA\xAA\x96\xAA\xAA\xAA\xAA\x13", 9, 0);
    if (has_fault(simulator, BAD_SUM))
        frame[10 + size] ^= 0x40;
    if (has_fault(simulator, HUGE_LENGTH))
        frame[5] = 0xFF;
    if (has_fault(simulator, SHORT))
        whole -= 2;
    if (has_fault(simulator, SPLIT))
        chunk_us = 3000;
    if (has_fault(simulator, LATE))
        g_usleep(LATE_US);
    put(simulator, frame, whole, chunk_us);
}

/* ---- what is asked ----------------------------------------------------------------- */

static void
lift(struct sam_simulator *simulator)
{
    simulator->card = simulator->found = simulator->selected = simulator->read = false;
}

static void
answer_find(struct sam_simulator *simulator)
{
    static const uint8_t none[4];
    simulator->found = simulator->card && !simulator->read;
    simulator->selected = false;
    if (simulator->found)
        reply(simulator, 0x9F, none, sizeof none);
    else
        reply(simulator, 0x80, NULL, 0);
}

static void
answer_select(struct sam_simulator *simulator)
{
    static const uint8_t none[8];
    if (simulator->fault == LIFT_BEFORE_SELECT &&
        has_fault(simulator, LIFT_BEFORE_SELECT))
        lift(simulator);
    simulator->selected = simulator->found && !has_fault(simulator, SELECT_FAIL);
    if (simulator->selected)
        reply(simulator, 0x90, none, sizeof none);
    else
        reply(simulator, 0x81, NULL, 0);
}

static void
answer_read(struct sam_simulator *simulator)
{
    if (has_fault(simulator, LIFT_BEFORE_READ))
        lift(simulator);
    if (!simulator->selected || has_fault(simulator, READ_FAIL)) {
        reply(simulator, 0x41, NULL, 0);
        return;
    }
    uint8_t data[READ_MAX] = {0x01, 0x00, 0x04, 0x00};
    size_t head = 4, fingerprint = 0;
    if (has_fault(simulator, FINGERPRINT))
        fingerprint = FINGERPRINT_SIZE;
    if (fingerprint > 0 || has_fault(simulator, NO_FINGERPRINT)) {
        data[4] = (uint8_t)(fingerprint >> 8);
        head = 6;
    }
    memcpy(data + head, simulator->record, SAM_CARD_SIZE);
    for (size_t i = 0; i < PHOTO_SIZE; i++)
        data[head + SAM_CARD_SIZE + i] = (uint8_t)(i * 31);
    simulator->selected = simulator->found = false;
    simulator->read = true;
    reply(simulator, 0x90, data, head + SAM_CARD_SIZE + PHOTO_SIZE + fingerprint);
}

static void
answer(struct sam_simulator *simulator, uint8_t command, uint8_t parameter)
{
    bool find = command == 0x20 && parameter == 0x01;
    if (has_fault(simulator, find ? FIND_WORD : WORD))
        reply(simulator, simulator->word, NULL, 0);
    else if (find)
        answer_find(simulator);
    else if (command == 0x20 && parameter == 0x02)
        answer_select(simulator);
    else if (command == 0x30 && parameter == 0x01)
        answer_read(simulator);
    else if ((command == 0x11 || command == 0x10) && parameter == 0xFF)
        reply(simulator, 0x90, NULL, 0);
    else
        reply(simulator, 0x21, NULL, 0);
}

/* Takes one request of ten bytes off the input. False: there is none yet. */
static bool
take_request(struct sam_simulator *simulator)
{
    uint8_t *input = simulator->input;
    size_t skip = 0;
    while (skip < simulator->input_size &&
           memcmp(input + skip, "\xAA\xAA\xAA\x96\x69",
                  MIN(5, simulator->input_size - skip)) != 0)
        skip++;
    simulator->input_size -= skip;
    memmove(input, input + skip, simulator->input_size);
    if (simulator->input_size < 10)
        return false;
    uint8_t sum = input[5] ^ input[6] ^ input[7] ^ input[8];
    uint8_t command = input[7], parameter = input[8];
    bool right_length = input[5] == 0 && input[6] == 3, right_sum = sum == input[9];
    simulator->input_size -= 10;
    memmove(input, input + 10, simulator->input_size);
    if (!right_length)
        reply(simulator, 0x11, NULL, 0);
    else if (!right_sum)
        reply(simulator, 0x10, NULL, 0);
    else
        answer(simulator, command, parameter);
    return true;
}

static gpointer
run(gpointer data)
{
    struct sam_simulator *simulator = data;
    g_mutex_lock(&simulator->lock);
    while (!simulator->stopping) {
        struct pollfd polled[] = {{.fd = simulator->wake, .events = POLLIN},
                                  {.fd = simulator->master, .events = POLLIN}};
        g_mutex_unlock(&simulator->lock);
        poll(polled, 2, -1);
        g_mutex_lock(&simulator->lock);
        eventfd_t count;
        eventfd_read(simulator->wake, &count);
        if (simulator->master < 0 || polled[1].fd != simulator->master ||
            polled[1].revents == 0)
            continue;
        size_t room = sizeof simulator->input - simulator->input_size;
        ssize_t got =
            read(simulator->master, simulator->input + simulator->input_size, room);
        simulator->input_size += (size_t)MAX(got, 0);
        while (take_request(simulator))
            continue;
    }
    g_mutex_unlock(&simulator->lock);
    return NULL;
}

/* ---- begin and end ----------------------------------------------------------------- */

static void
pull(struct sam_simulator *simulator)
{
    if (simulator->master >= 0) {
        close(simulator->slave);
        close(simulator->master);
    }
    simulator->master = -1;
    if (simulator->link_path != NULL)
        unlink(simulator->link_path);
}

static bool
plug(struct sam_simulator *simulator, GError **error)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    struct termios line;
    char path[64];
    bool made = master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0 &&
                ptsname_r(master, path, sizeof path) == 0 &&
                tcgetattr(master, &line) == 0;
    if (made) {
        cfmakeraw(&line); // else the line would echo what the module says
        tcsetattr(master, TCSANOW, &line);
        simulator->slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
        made = simulator->slave >= 0;
    }
    if (made && simulator->link_path != NULL) {
        unlink(simulator->link_path);
        made = symlink(path, simulator->link_path) == 0;
    }
    if (!made) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "cannot make a pseudo-terminal: %s", g_strerror(errno));
        return false;
    }
    g_free(simulator->path);
    simulator->path = g_strdup(path);
    simulator->master = master;
    simulator->input_size = 0;
    return true;
}

struct sam_simulator *
sam_simulator_start(const char *link_path, GError **error)
{
    struct sam_simulator *simulator = g_new0(struct sam_simulator, 1);
    simulator->link_path = g_strdup(link_path);
    simulator->master = -1;
    simulator->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_mutex_init(&simulator->lock);
    if (!plug(simulator, error)) {
        sam_simulator_stop(simulator);
        return NULL;
    }
    simulator->thread = g_thread_new("sam", run, simulator);
    return simulator;
}

void
sam_simulator_stop(struct sam_simulator *simulator)
{
    if (simulator == NULL)
        return;
    g_mutex_lock(&simulator->lock);
    simulator->stopping = true;
    g_mutex_unlock(&simulator->lock);
    eventfd_write(simulator->wake, 1);
    if (simulator->thread != NULL)
        g_thread_join(simulator->thread);
    pull(simulator);
    close(simulator->wake);
    g_mutex_clear(&simulator->lock);
    g_free(simulator->link_path);
    g_free(simulator->path);
    g_free(simulator);
}

const char *
sam_simulator_path(const struct sam_simulator *simulator)
{
    return simulator->path;
}

/* ---- what may be done to it -------------------------------------------------------- */

void
sam_simulator_insert(struct sam_simulator *simulator, const uint8_t record[SAM_CARD_SIZE])
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    lift(simulator);
    simulator->card = true;
    memcpy(simulator->record, record, SAM_CARD_SIZE);
}

void
sam_simulator_remove(struct sam_simulator *simulator)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    lift(simulator);
}

bool
sam_simulator_fault(struct sam_simulator *simulator, const char *fault, int count)
{
    int found = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(fault_words); i++) {
        if (strcmp(fault_words[i], fault) == 0)
            found = (int)i;
    }
    char *end = NULL;
    unsigned long word = 0;
    bool find = g_str_has_prefix(fault, "find-");
    if (find || g_str_has_prefix(fault, "sw3-"))
        word = strtoul(strchr(fault, '-') + 1, &end, 16);
    if (end != NULL && *end == '\0' && word > 0 && word < 256)
        found = find ? FIND_WORD : WORD;
    if (found < 0)
        return false;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    simulator->fault = (enum fault)found;
    simulator->fault_count = count;
    simulator->word = (uint8_t)word;
    return true;
}

void
sam_simulator_clear(struct sam_simulator *simulator)
{
    sam_simulator_fault(simulator, "none", 0);
}

void
sam_simulator_set_paced(struct sam_simulator *simulator, bool paced)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    simulator->paced = paced;
}

void
sam_simulator_unplug(struct sam_simulator *simulator)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    pull(simulator);
    eventfd_write(simulator->wake, 1);
}

bool
sam_simulator_plug(struct sam_simulator *simulator, GError **error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&simulator->lock);
    eventfd_write(simulator->wake, 1);
    return simulator->master >= 0 || plug(simulator, error);
}
