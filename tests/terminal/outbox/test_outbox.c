// SPDX-License-Identifier: Apache-2.0
/* The store thread from outside: what it promises stands after any end, and what it cannot
 * promise it does not say. Children of this program are killed, filled up and cut off from
 * the disk. */
#include "terminal/outbox/outbox.h"
#include "terminal/outbox/store.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/blob.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/uuid.h"
#include "core/receipt.h"

#define KILLS 40
#define FIRST_CASE_MS 30000

/* ---- a world: a folder with keys, two mailboxes and the thread ------------------------- */

struct world {
    char *folder, *office_key, *terminal_key;
    struct mailbox *ui, *worker;
    struct outbox *outbox;
};

static void
put(struct event *event, struct mailbox *mailbox)
{
    mailbox_put(mailbox, event);
}

static void
to_ui(struct event *event, void *context)
{
    put(event, ((struct world *)context)->ui);
}

static void
to_worker(struct event *event, void *context)
{
    put(event, ((struct world *)context)->worker);
}

static void
world_open(struct world *world)
{
    world->ui = mailbox_create(NULL, NULL);
    world->worker = mailbox_create(NULL, NULL);
    world->outbox =
        outbox_start(&(struct outbox_settings){.state = world->folder,
                                               .office_key = world->office_key,
                                               .terminal_key = world->terminal_key,
                                               .terminal = "0001",
                                               .region = "999999",
                                               .to_ui = to_ui,
                                               .to_worker = to_worker,
                                               .context = world});
}

static void
world_close(struct world *world)
{
    outbox_stop(world->outbox);
    mailbox_destroy(world->ui, event_free);
    mailbox_destroy(world->worker, event_free);
}

static void
world_name(struct world *world, const char *folder)
{
    *world =
        (struct world){.folder = g_strdup(folder),
                       .office_key = g_build_filename(folder, "office.pub", NULL),
                       .terminal_key = g_build_filename(folder, "terminal.key", NULL)};
}

static void
world_make(struct world *world)
{
    uint8_t public_key[32], private_key[32];
    char text[66];
    char *folder = g_dir_make_tmp("kiosk-outbox-XXXXXX", NULL);
    world_name(world, folder);
    crypto_box_keypair(public_key, private_key);
    sodium_bin2hex(text, 65, public_key, 32);
    text[64] = '\n';
    g_file_set_contents(world->office_key, text, 65, NULL);
    g_free(folder);
}

static void
world_forget(struct world *world)
{
    g_free(world->folder);
    g_free(world->office_key);
    g_free(world->terminal_key);
}

static void
world_remove(struct world *world)
{
    char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, world->folder, NULL};
    g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                 NULL);
    world_forget(world);
}

/* A case with one page of `page_size` bytes. */
static struct event *
new_case(int order, size_t page_size)
{
    static struct uuid_source source;
    uint8_t noise[10];
    struct event *event = event_create(EVENT_SUBMIT);
    event->order = order;
    event->time_ms = clock_real_ms();
    randombytes_buf(noise, sizeof noise);
    uuid_make(&source, event->time_ms, noise, event->case_id);
    event->text = g_strdup("{\"answers\":{}}");
    event->text2 = g_strdup("482915");
    event->text3 = g_strdup("medical-insurance");
    event->number = 3;
    uint8_t *page = g_malloc0(page_size);
    event_add_piece(event, "page-book-1", blob_create(page, page_size, NULL));
    g_free(page);
    return event;
}

static struct event *
must_tell(struct mailbox *mailbox, enum event_kind kind)
{
    for (;;) {
        struct event *event = mailbox_wait(mailbox, 20000);
        g_assert_nonnull(event);
        // That the store is open is told at the start, whatever else comes.
        bool opened = event->kind == EVENT_TELL && event->tells == SESSION_DEVICE;
        if (event->kind == kind && !opened)
            return event;
        event_destroy(event);
    }
}

static guint
count_files(const struct world *world)
{
    char *path = g_build_filename(world->folder, "outbox", NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    guint count = 0;
    while (dir && g_dir_read_name(dir))
        count++;
    if (dir)
        g_dir_close(dir);
    g_free(path);
    return count;
}

/* ---- tests ----------------------------------------------------------------------------- */

static void
test_outbox__stores_seals_and_hands_on(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    struct event *event = new_case(7, 200000);
    char case_id[37];
    g_strlcpy(case_id, event->case_id, sizeof case_id);
    outbox_put(world.outbox, event);

    struct event *told = must_tell(world.ui, EVENT_TELL);
    g_assert_cmpint(told->tells, ==, SESSION_STORED);
    g_assert_cmpint(told->order, ==, 7);
    g_assert_cmpstr(told->receipt.case_id, ==, case_id);
    g_assert_cmpstr(told->receipt.query_code, ==, "482915");
    g_assert_true(receipt_is_good(told->receipt.number));
    g_assert_true(g_str_has_prefix(told->receipt.code_data, told->receipt.number));

    struct event *deliver = must_tell(world.worker, EVENT_DELIVER);
    json_t *header = json_parse(deliver->text, strlen(deliver->text), NULL);
    g_assert_true(schema_accepts(&envelope_header_schema, header, NULL));
    g_assert_cmpuint(json_array_size(json_object_get(header, "pieces")), ==, 2);
    struct stat status;
    g_assert_cmpint(stat(deliver->text2, &status), ==, 0);
    json_int_t size = 0;
    for (size_t i = 0; i < 2; i++)
        size += json_integer_value(json_object_get(
            json_array_get(json_object_get(header, "pieces"), i), "length"));
    g_assert_cmpint(status.st_size, ==, size);
    json_decref(header);

    // Only the office's answer lets the bytes go.
    struct event *delivered = event_create(EVENT_DELIVERED);
    g_strlcpy(delivered->case_id, case_id, sizeof delivered->case_id);
    delivered->text = g_strdup("{}");
    outbox_put(world.outbox, delivered);
    world_close(&world);
    g_assert_cmpuint(count_files(&world), ==, 0);
    event_destroy(told);
    event_destroy(deliver);
    world_remove(&world);
}

static void
test_outbox__counts_serials_of_the_day_without_gap(void)
{
    struct world world;
    world_make(&world);
    char last[RECEIPT_SIZE] = "";
    for (int round = 0; round < 2; round++) { // also over a restart
        world_open(&world);
        for (int i = 0; i < 3; i++) {
            outbox_put(world.outbox, new_case(1, 100));
            struct event *told = must_tell(world.ui, EVENT_TELL);
            int serial =
                atoi((char[]){told->receipt.number[10], told->receipt.number[11],
                              told->receipt.number[12], told->receipt.number[13], '\0'});
            g_assert_cmpint(serial, ==, round * 3 + i + 1);
            g_strlcpy(last, told->receipt.number, sizeof last);
            event_destroy(told);
        }
        world_close(&world);
    }
    world_remove(&world);
}

static void
test_outbox__answers_the_same_case_twice_with_one_receipt(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    struct event *event = new_case(1, 100), *again = new_case(2, 100);
    g_strlcpy(again->case_id, event->case_id, sizeof again->case_id);
    outbox_put(world.outbox, event);
    outbox_put(world.outbox, again);
    struct event *one = must_tell(world.ui, EVENT_TELL);
    struct event *other = must_tell(world.ui, EVENT_TELL);
    g_assert_cmpstr(one->receipt.number, ==, other->receipt.number);
    event_destroy(one);
    event_destroy(other);
    world_close(&world);
    g_assert_cmpuint(count_files(&world), ==, 1);
    world_remove(&world);
}

static void
test_outbox__keeps_a_refused_case_and_its_bytes(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    struct event *event = new_case(1, 100), *refused = event_create(EVENT_REFUSED);
    g_strlcpy(refused->case_id, event->case_id, sizeof refused->case_id);
    refused->text = g_strdup("case_differs");
    outbox_put(world.outbox, event);
    outbox_put(world.outbox, refused);
    world_close(&world);
    g_assert_cmpuint(count_files(&world), ==, 1);
    // After a restart it is not sent again, and still there.
    world_open(&world);
    struct event *queue = must_tell(world.worker, EVENT_QUEUE);
    g_assert_cmpint(queue->number, ==, 0);
    event_destroy(queue);
    world_close(&world);
    g_assert_cmpuint(count_files(&world), ==, 1);
    world_remove(&world);
}

static void
test_outbox__sets_rows_and_files_right_after_a_start(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    struct event *whole = new_case(1, 100), *lost = new_case(2, 100);
    char whole_id[37], *lost_path;
    g_strlcpy(whole_id, whole->case_id, sizeof whole_id);
    lost_path = g_strdup_printf("%s/outbox/%s.sealed", world.folder, lost->case_id);
    char *orphan = g_strdup_printf(
        "%s/outbox/019aa5d2-7b1c-7000-8000-00000000dead.sealed", world.folder);
    outbox_put(world.outbox, whole);
    outbox_put(world.outbox, lost);
    world_close(&world);
    g_assert_cmpint(unlink(lost_path), ==, 0);
    g_file_set_contents(orphan, "of nobody", 9, NULL);

    world_open(&world);
    struct event *deliver = must_tell(world.worker, EVENT_DELIVER);
    g_assert_cmpstr(deliver->case_id, ==, whole_id);
    struct event *queue = must_tell(world.worker, EVENT_QUEUE);
    g_assert_cmpint(queue->number, ==, 1);
    g_assert_false(g_file_test(orphan, G_FILE_TEST_EXISTS));
    event_destroy(deliver);
    event_destroy(queue);
    world_close(&world);
    g_free(lost_path);
    g_free(orphan);
    world_remove(&world);
}

static void
test_outbox__says_that_a_visit_was_cut_off(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    outbox_put(world.outbox, event_create(EVENT_VISIT_BEGINS));
    world_close(&world);
    world_open(&world);
    event_destroy(must_tell(world.ui, EVENT_DRAFT_LOST));
    outbox_put(world.outbox, event_create(EVENT_VISIT_BEGINS));
    outbox_put(world.outbox, event_create(EVENT_VISIT_ENDS));
    world_close(&world);
    world_open(&world);
    event_destroy(mailbox_wait(world.ui, 20000)); // the store is open
    g_assert_null(mailbox_wait(world.ui, 200));
    world_close(&world);
    world_remove(&world);
}

static void
test_outbox__hands_on_prints_without_an_outcome(void)
{
    struct world world;
    world_make(&world);
    world_open(&world);
    for (int i = 0; i < 2; i++) {
        struct event *intend = event_create(EVENT_INTEND);
        g_snprintf(intend->job, sizeof intend->job, "job-%d", i);
        intend->text2 = g_strdup("receipt");
        outbox_put(world.outbox, intend);
        struct event *intended = must_tell(world.worker, EVENT_INTENDED);
        g_assert_cmpint(intended->number, ==, 1);
        event_destroy(intended);
    }
    struct event *outcome = event_create(EVENT_PRINT_OUTCOME);
    g_strlcpy(outcome->job, "job-0", sizeof outcome->job);
    outcome->text = g_strdup("completed");
    outbox_put(world.outbox, outcome);
    world_close(&world);
    world_open(&world);
    struct event *open = must_tell(world.worker, EVENT_OPEN_INTENT);
    g_assert_cmpstr(open->job, ==, "job-1");
    g_assert_cmpstr(open->text, ==, "receipt"); // asked of the printer it was sent to
    event_destroy(open);
    event_destroy(must_tell(world.worker, EVENT_QUEUE)); // and no other before it
    world_close(&world);
    world_remove(&world);
}

/* ---- children that come to harm ---------------------------------------------------------- */

static GPid
start_child(const struct world *world, const char *way, int *out)
{
    g_autofree char *mode = g_strdup(way);
    char *argv[] = {(char[]){"/proc/self/exe"}, (char[]){"--child"}, mode, world->folder,
                    NULL};
    GPid pid = 0;
    GError *error = NULL;
    g_spawn_async_with_pipes(NULL, argv, NULL,
                             G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                             NULL, &pid, NULL, out, NULL, &error);
    g_assert_no_error(error);
    return pid;
}

/* Stores cases for ever and says the id of each that it was told to be stored. */
static void
child_store(struct world *world)
{
    for (int order = 1;; order++) {
        outbox_put(world->outbox, new_case(order, 30000));
        struct event *told = must_tell(world->ui, EVENT_TELL);
        printf("%s\n", told->receipt.case_id);
        fflush(stdout);
        event_destroy(told);
    }
}

static char *
submit(struct world *world, struct event *event)
{
    outbox_put(world->outbox, event);
    struct event *told = must_tell(world->ui, EVENT_TELL);
    char *said = g_strdup(told->tells == SESSION_STORED ? "stored" : told->text);
    event_destroy(told);
    return said;
}

static void
child_full(struct world *world)
{
    struct rlimit limit = {400000, 400000};
    // Made before: the limit holds for pages in memory too.
    struct event *cases[] = {new_case(1, 1000), new_case(1, 1000000), new_case(1, 1000)};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    char *one = submit(world, cases[0]), *large = submit(world, cases[1]);
    char *again = submit(world, cases[2]);
    printf("%s %s %s\n", one, large, again);
    g_free(one);
    g_free(large);
    g_free(again);
}

/* From now on the disk answers every sync of this process with an error. */
static void
break_disk(void)
{
    struct sock_filter rows[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fdatasync, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fsync, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EIO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = G_N_ELEMENTS(rows), .filter = rows};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    g_assert_cmpint(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                            SECCOMP_FILTER_FLAG_TSYNC, &program),
                    ==, 0);
}

static void
child_broken(struct world *world)
{
    char *one = submit(world, new_case(1, 1000));
    break_disk();
    char *other = submit(world, new_case(1, 1000));
    printf("%s %s\n", one, other);
    g_free(one);
    g_free(other);
}

/* A commit whose sync fails: nobody may call it done or undone. */
static void
child_commit(struct world *world)
{
    world_close(world);
    GError *error = NULL;
    struct store *store = store_open(world->folder, NULL);
    struct store_case added = {.receipt_number = "000126112100011",
                               .header = (char[]){"{}"},
                               .code_data = (char[]){"x"},
                               .case_id = "019aa5d2-7b1c-7000-8000-000000000001"};
    int serial = 0;
    g_assert_true(store_begin(store, "261121", &serial, NULL));
    break_disk();
    bool done = store_commit(store, &added, &error);
    printf("%s %d\n", done ? "done" : "not-done",
           !done && g_error_matches(error, STORE_ERROR, STORE_ERROR_UNKNOWN));
    fflush(stdout);
    _exit(0);
}

static int
child_main(const char *way, const char *folder)
{
    struct world world;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    world_name(&world, folder);
    world_open(&world);
    if (strcmp(way, "store") == 0)
        child_store(&world);
    else if (strcmp(way, "full") == 0)
        child_full(&world);
    else if (strcmp(way, "broken") == 0)
        child_broken(&world);
    else
        child_commit(&world);
    world_close(&world);
    world_forget(&world);
    return 0;
}

static char *
read_all(int fd)
{
    GString *text = g_string_new(NULL);
    char bytes[4096];
    ssize_t got;
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        g_string_append_len(text, bytes, got);
    close(fd);
    return g_string_free(text, FALSE);
}

static char *
run_child(const struct world *world, const char *way)
{
    int out = -1, status = 0;
    GPid pid = start_child(world, way, &out);
    char *said = read_all(out);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_cmpint(status, ==, 0);
    return g_strchomp(said);
}

/* Every second one dies as it starts or stores its first case; the others some time after they
 * stored one, however slow the machine is. */
static void
kill_some_time(GPid pid, int out, int round)
{
    struct pollfd heard = {.fd = out, .events = POLLIN};
    if (round % 2 == 1)
        g_assert_cmpint(poll(&heard, 1, FIRST_CASE_MS), ==, 1);
    g_usleep((gulong)g_random_int_range(0, 60000));
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void
test_outbox__loses_no_acknowledged_case_when_it_is_killed(void)
{
    struct world world;
    GHashTable *acknowledged =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    world_make(&world);
    for (int i = 0; i < KILLS; i++) {
        int out = -1;
        GPid pid = start_child(&world, "store", &out);
        kill_some_time(pid, out, i);
        char *said = read_all(out);
        char **lines = g_strsplit(said, "\n", -1);
        for (char **line = lines; *line; line++)
            if (strlen(*line) == 36) // the last one may be cut
                g_hash_table_add(acknowledged, g_strdup(*line));
        g_strfreev(lines);
        g_free(said);
    }
    // One more start sets files and rows right; then each acknowledged case is whole.
    world_open(&world);
    world_close(&world);
    struct store *store = store_open(world.folder, NULL);
    GPtrArray *waiting = store_cases(store, "waiting", NULL);
    GPtrArray *damaged = store_cases(store, "damaged", NULL);
    g_assert_cmpuint(damaged->len, ==, 0);
    g_assert_cmpuint(count_files(&world), ==, waiting->len);
    for (guint i = 0; i < waiting->len; i++) {
        struct store_case *stored = waiting->pdata[i];
        char *path = store_path(store, stored->case_id);
        g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
        g_hash_table_remove(acknowledged, stored->case_id);
        g_free(path);
    }
    g_test_message("%u cases stored", waiting->len);
    g_assert_cmpuint(waiting->len, >=, KILLS / 4); // else it proves little
    g_assert_cmpuint(g_hash_table_size(acknowledged), ==, 0);
    g_ptr_array_unref(waiting);
    g_ptr_array_unref(damaged);
    store_close(store);
    g_hash_table_unref(acknowledged);
    world_remove(&world);
}

static void
test_outbox__says_that_the_disk_is_full_and_leaves_nothing_half(void)
{
    struct world world;
    world_make(&world);
    char *said = run_child(&world, "full");
    g_assert_cmpstr(said, ==, "stored full stored");
    g_assert_cmpuint(count_files(&world), ==, 2);
    g_free(said);
    world_remove(&world);
}

static void
test_outbox__says_nothing_is_stored_when_the_disk_does_not_sync(void)
{
    struct world world;
    world_make(&world);
    char *said = run_child(&world, "broken");
    g_assert_cmpstr(said, ==, "stored failed");
    g_assert_cmpuint(count_files(&world), ==, 1);
    g_free(said);
    world_remove(&world);
}

static void
test_outbox__calls_a_commit_that_erred_unknown(void)
{
    struct world world;
    world_make(&world);
    char *said = run_child(&world, "commit");
    g_assert_cmpstr(said, ==, "not-done 1");
    g_free(said);
    world_remove(&world);
}

#define ADD(name) g_test_add_func("/terminal/outbox/" #name, name)

int
main(int argc, char **argv)
{
    g_assert_cmpint(sodium_init(), >=, 0);
    if (argc == 4 && strcmp(argv[1], "--child") == 0)
        return child_main(argv[2], argv[3]);
    g_test_init(&argc, &argv, NULL);
    ADD(test_outbox__stores_seals_and_hands_on);
    ADD(test_outbox__counts_serials_of_the_day_without_gap);
    ADD(test_outbox__answers_the_same_case_twice_with_one_receipt);
    ADD(test_outbox__keeps_a_refused_case_and_its_bytes);
    ADD(test_outbox__sets_rows_and_files_right_after_a_start);
    ADD(test_outbox__says_that_a_visit_was_cut_off);
    ADD(test_outbox__hands_on_prints_without_an_outcome);
    ADD(test_outbox__loses_no_acknowledged_case_when_it_is_killed);
    ADD(test_outbox__says_that_the_disk_is_full_and_leaves_nothing_half);
    ADD(test_outbox__says_nothing_is_stored_when_the_disk_does_not_sync);
    ADD(test_outbox__calls_a_commit_that_erred_unknown);
    return g_test_run();
}
