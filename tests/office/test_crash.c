// SPDX-License-Identifier: Apache-2.0
/* The office is killed where it hurts and started again: what was acknowledged is there, what was
 * not can be sent again, and nothing is there twice. */
#include "tests/support/office_process.h"

#include <string.h>

#include "base/json.h"

#define SENDERS 8
#define KILLS 6

static int serials;

static struct sealed_case *
new_case(struct office_process *process)
{
    return sealed_case_create(process,
                              &(struct sealed_options){.serial = ++serials,
                                                       .pages = {"\xff\xd8\xff page"},
                                                       .page_sizes = {8}});
}

static json_t *
list(struct office_process *process)
{
    static const char *const words[] = {"list", "--json", NULL};
    char *text = office_process_run(process, words, NULL, NULL);
    json_t *rows = json_loads(text, 0, NULL);

    g_free(text);
    g_assert_true(json_is_array(rows));
    return rows;
}

static void
test_crash__between_pieces_and_case(void)
{
    struct office_process *process = office_process_create("crash-between");
    struct sealed_case *sealed = new_case(process);

    office_process_start(process);
    struct office_client *client = office_client_create(process);
    g_assert_cmpint(sealed_case_put_piece(client, sealed, 0), ==, 201);
    g_assert_cmpint(sealed_case_put_piece(client, sealed, 1), ==, 201);
    office_process_kill(process);
    office_process_start(process);
    g_assert_cmpint(sealed_case_put_header(client, sealed), ==, 201);
    office_client_destroy(client);
    sealed_case_destroy(sealed);
    office_process_destroy(process);
}

static void
test_crash__after_commit_the_answer_is_the_same(void)
{
    struct office_process *process = office_process_create("crash-after");
    struct sealed_case *sealed = new_case(process);
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);
    const struct office_call get = {.method = "GET", .path = path};

    office_process_start(process);
    struct office_client *client = office_client_create(process);
    g_assert_cmpint(sealed_case_put(client, sealed), ==, 201);
    struct office_reply *before = office_ask(client, &get);
    office_process_kill(process);
    office_process_start(process);
    g_assert_cmpint(sealed_case_put_header(client, sealed), ==, 200);
    struct office_reply *after = office_ask(client, &get);
    g_assert_cmpstr(before->body, ==, after->body);
    json_t *rows = list(process);
    g_assert_cmpuint(json_array_size(rows), ==, 1);
    json_decref(rows);
    office_reply_free(before);
    office_reply_free(after);
    office_client_destroy(client);
    sealed_case_destroy(sealed);
    office_process_destroy(process);
}

/* ---- many senders, killed at any moment -------------------------------------------------- */

struct sender {
    struct office_process *process;
    struct sealed_case *sealed;
    gint acknowledged; // atomic; 201 or 200 was heard
};

/* Sends until it hears that it arrived; a lost answer is repeated, as a terminal does. */
static gpointer
send_until_heard(gpointer data)
{
    struct sender *sender = data;
    struct office_client *client = office_client_create(sender->process);
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sender->sealed->case_id);
    char *header = sealed_case_header(sender->sealed);

    for (int tries = 0; tries < 400 && !g_atomic_int_get(&sender->acknowledged);
         tries++) {
        long last = 0;
        for (size_t i = 0; i <= sender->sealed->piece_count; i++) {
            const struct sealed_piece *piece = &sender->sealed->pieces[i];
            const bool is_header = i == sender->sealed->piece_count;
            g_autofree char *own =
                g_strdup_printf("/v1/pieces/%s", is_header ? "" : piece->sha256);
            struct office_reply *reply = office_ask(
                client, &(struct office_call){
                            .method = "PUT",
                            .path = is_header ? path : own,
                            .body = is_header ? (const void *)header : piece->bytes,
                            .size = is_header ? strlen(header) : piece->size,
                            .media = is_header ? NULL : "application/octet-stream"});
            last = reply->failed == 0 ? reply->status : 0;
            office_reply_free(reply);
            if (last != 200 && last != 201)
                break;
        }
        if (last == 200 || last == 201)
            g_atomic_int_set(&sender->acknowledged, 1);
        else
            g_usleep(20000);
    }
    g_free(header);
    office_client_destroy(client);
    return NULL;
}

static void
must_be_there_once(const json_t *rows, const struct sealed_case *sealed)
{
    char *hash = json_sha256(sealed->header);
    size_t index, found = 0;
    json_t *row;

    json_array_foreach (rows, index, row)
        if (g_str_equal(json_text(row, "case_id", ""), sealed->case_id)) {
            found++;
            g_assert_cmpstr(json_text(row, "idempotency_hash", ""), ==, hash);
        }
    g_assert_cmpuint(found, ==, 1);
    g_free(hash);
}

static void
test_crash__nothing_acknowledged_is_lost_or_doubled(void)
{
    struct office_process *process = office_process_create("crash-many");
    struct sender senders[SENDERS];
    GThread *threads[SENDERS];
    GRand *dice = g_rand_new_with_seed(20261121);
    size_t acknowledged = 0;

    office_process_start(process);
    for (int round = 0; round < KILLS; round++) {
        for (size_t i = 0; i < SENDERS; i++) {
            senders[i] = (struct sender){.process = process, .sealed = new_case(process)};
            threads[i] = g_thread_new("sender", send_until_heard, &senders[i]);
        }
        g_usleep((gulong)g_rand_int_range(dice, 1000, 60000));
        office_process_kill(process);
        json_t *dead =
            list(process); // readable beside a database that was left as it was
        for (size_t i = 0; i < SENDERS; i++)
            if (g_atomic_int_get(&senders[i].acknowledged))
                must_be_there_once(dead, senders[i].sealed);
        json_decref(dead);
        office_process_start(process);
        for (size_t i = 0; i < SENDERS; i++)
            g_thread_join(threads[i]);
        json_t *rows = list(process);
        for (size_t i = 0; i < SENDERS; i++) {
            g_assert_true(senders[i].acknowledged);
            must_be_there_once(rows, senders[i].sealed);
            sealed_case_destroy(senders[i].sealed);
        }
        acknowledged += SENDERS;
        g_assert_cmpuint(json_array_size(rows), ==, acknowledged);
        json_decref(rows);
    }
    g_rand_free(dice);
    office_process_destroy(process);
}

static void
test_crash__stops_clean_under_load(void)
{
    struct office_process *process = office_process_create("crash-stop");
    struct sender senders[SENDERS];
    GThread *threads[SENDERS];

    office_process_start(process);
    for (size_t i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.process = process, .sealed = new_case(process)};
        threads[i] = g_thread_new("sender", send_until_heard, &senders[i]);
    }
    g_usleep(15000);
    g_assert_cmpint(office_process_stop(process), ==,
                    0); // not by a signal, within its time
    office_process_start(process);
    for (size_t i = 0; i < SENDERS; i++) {
        g_thread_join(threads[i]);
        g_assert_true(senders[i].acknowledged);
        sealed_case_destroy(senders[i].sealed);
    }
    office_process_destroy(process);
}

static void
test_crash__two_offices_do_not_share_a_database(void)
{
    struct office_process *process = office_process_create("crash-two");
    static const char *const words[] = {"serve", NULL};
    int status = 0;

    office_process_start(process);
    g_free(office_process_run(process, words, NULL, &status));
    g_assert_cmpint(status, !=, 0);
    g_autofree char *log = office_process_log(process);
    g_assert_nonnull(strstr(log, "another kiosk-office"));
    office_process_destroy(process);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/office/crash/between-pieces-and-case",
                    test_crash__between_pieces_and_case);
    g_test_add_func("/office/crash/after-commit-the-answer-is-the-same",
                    test_crash__after_commit_the_answer_is_the_same);
    g_test_add_func("/office/crash/nothing-acknowledged-is-lost-or-doubled",
                    test_crash__nothing_acknowledged_is_lost_or_doubled);
    g_test_add_func("/office/crash/stops-clean-under-load",
                    test_crash__stops_clean_under_load);
    g_test_add_func("/office/crash/two-offices-do-not-share-a-database",
                    test_crash__two_offices_do_not_share_a_database);
    return g_test_run();
}
