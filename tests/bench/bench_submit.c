// SPDX-License-Identifier: Apache-2.0
/* "Submit" → durable: an application of 2 KB and one page of 400 KB, sealed when the check
 * page opened, go through the outbox (sealing, file, row) beside the bare syncs that this takes: the same bytes written and
 * synced under a temporary name, renamed, their folder synced, one 4 KB append synced. Goals: at most 3 syncs, at most 1.5
 * times as long as they. */
#include "base/blob.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mailbox.h"
#include "base/uuid.h"
#include "terminal/outbox/outbox.h"
#include "tests/support/child.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ROUNDS 60
#define PAGE_SIZE_BYTES (400 * 1024)
#define APPLICATION_SIZE 2048
#define GOAL_SYNCS 3.0
#define GOAL_RATIO 1.5
#define STORED_MS 10000

static gint syncs; // of the whole program: these two stand before libc's

int fsync(int descriptor);
int fdatasync(int descriptor);

int
fsync(int descriptor)
{
    g_atomic_int_inc(&syncs);
    return (int)syscall(SYS_fsync, descriptor);
}

int
fdatasync(int descriptor)
{
    g_atomic_int_inc(&syncs);
    return (int)syscall(SYS_fdatasync, descriptor);
}

static double
now_ms(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

static int
compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double
median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

static void
to_box(struct event *event, void *box)
{
    mailbox_put(box, event);
}

static void
to_nobody(struct event *event, void *context)
{
    (void)context;
    event_destroy(event);
}

static struct event *
make_submission(struct uuid_source *ids, const void *page)
{
    uint8_t noise[10];
    struct event *event = event_create(EVENT_SUBMIT);
    randombytes_buf(noise, sizeof noise);
    event->time_ms = clock_real_ms();
    uuid_make(ids, event->time_ms, noise, event->case_id);
    event->text = g_strnfill(APPLICATION_SIZE, 'a');
    event->text2 = g_strdup("482915");
    event->text3 = g_strdup("medical-insurance");
    event->number = 1;
    event_add_piece(event, "page-household-register-1",
                    blob_create(page, PAGE_SIZE_BYTES, NULL));
    return event;
}

/* As the terminal does when the check page opens, while the person reads. */
static void
seal_ahead(struct outbox *outbox, const struct event *event)
{
    struct event *ahead = event_create(EVENT_SEAL);
    g_strlcpy(ahead->case_id, event->case_id, sizeof ahead->case_id);
    event_add_piece(ahead, event->pieces[0].name, dup(event->pieces[0].fd));
    outbox_put(outbox, ahead);
    while (!outbox_is_settled(outbox))
        g_usleep(1000);
}

static double
submit_once(struct outbox *outbox, struct mailbox *box, struct event *event)
{
    seal_ahead(outbox, event);
    double begin = now_ms();
    outbox_put(outbox, event);
    for (;;) {
        struct event *told = mailbox_wait(box, STORED_MS);
        g_assert_nonnull(told);
        bool stored = told->kind == EVENT_TELL && told->tells == SESSION_STORED;
        g_assert_false(told->kind == EVENT_TELL && told->tells == SESSION_STORE_FAILED);
        event_destroy(told);
        if (stored)
            return now_ms() - begin;
    }
}

static void
write_all(int descriptor, const void *bytes, size_t size)
{
    g_assert_cmpint(write(descriptor, bytes, size), ==, (ssize_t)size);
}

/* The bare syncs: a file and its folder, then an append. */
static double
sync_once(const char *folder, int journal, const void *page, int round)
{
    static const char row[4096];
    char *path = g_strdup_printf("%s/bare-%d", folder, round);
    char *temporary = g_strconcat(path, ".new", NULL);
    double begin = now_ms();
    int file = open(temporary, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    write_all(file, page, PAGE_SIZE_BYTES);
    g_assert_cmpint(fdatasync(file), ==, 0);
    close(file);
    g_assert_cmpint(rename(temporary, path), ==, 0);
    int parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_assert_cmpint(fsync(parent), ==, 0);
    close(parent);
    write_all(journal, row, sizeof row);
    g_assert_cmpint(fdatasync(journal), ==, 0);
    double took = now_ms() - begin;
    g_free(temporary);
    g_free(path);
    return took;
}

static char *
make_key(const char *folder)
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    char hex[2 * sizeof public_key + 2];
    crypto_box_keypair(public_key, secret);
    sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key);
    strcat(hex, "\n");
    char *path = g_build_filename(folder, "office.pub", NULL);
    g_assert_true(g_file_set_contents(path, hex, -1, NULL));
    return path;
}

int
main(void)
{
    double ours[ROUNDS], bare[ROUNDS];
    struct uuid_source ids = {0};
    g_assert_cmpint(sodium_init(), >=, 0);
    char *folder = child_built("worlds/bench-submit");
    char *clean = g_strdup_printf("rm -rf %s", folder);
    g_assert_cmpint(system(clean), ==, 0);
    g_assert_true(file_make_folder(folder, NULL));
    char *key = make_key(folder), *sign = g_build_filename(folder, "terminal.key", NULL);
    char *state = g_build_filename(folder, "state", NULL);
    char *log = g_build_filename(folder, "journal", NULL);
    int journal = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    void *page = g_malloc(PAGE_SIZE_BYTES);
    randombytes_buf(page, PAGE_SIZE_BYTES);

    struct mailbox *box = mailbox_create(NULL, NULL);
    struct outbox *outbox = outbox_start(&(struct outbox_settings){.state = state,
                                                                   .office_key = key,
                                                                   .terminal_key = sign,
                                                                   .terminal = "0001",
                                                                   .region = "999999",
                                                                   .to_ui = to_box,
                                                                   .to_worker = to_nobody,
                                                                   .context = box});
    submit_once(outbox, box, make_submission(&ids, page)); // opens, makes folders
    int count = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int before = g_atomic_int_get(&syncs);
        ours[i] = submit_once(outbox, box, make_submission(&ids, page));
        count += g_atomic_int_get(&syncs) - before;
        bare[i] = sync_once(folder, journal, page, i);
    }
    outbox_stop(outbox);
    mailbox_destroy(box, event_free);

    double mine = median(ours), theirs = median(bare), each = (double)count / ROUNDS;
    printf("submit → durable         %6.2f ms   bare syncs %6.2f ms   ratio %4.2f (≤ "
           "%.1f)   "
           "syncs %.2f (≤ %.0f)   %s\n",
           mine, theirs, mine / theirs, GOAL_RATIO, each, GOAL_SYNCS,
           mine / theirs <= GOAL_RATIO && each <= GOAL_SYNCS ? "met" : "MISSED");
    close(journal);
    return mine / theirs <= GOAL_RATIO && each <= GOAL_SYNCS ? 0 : 1;
}
