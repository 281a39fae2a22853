// SPDX-License-Identifier: Apache-2.0
/* What is sealed ahead is used once, for just these pages of just this case. */
#include "base/blob.h"
#include "terminal/outbox/sealing.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define CASE "01890000-0000-7000-8000-000000000001"
#define OTHER_CASE "01890000-0000-7000-8000-000000000002"

static struct seal_key key;

static int
make_page(const char *text)
{
    return blob_create(text, strlen(text), NULL);
}

/* An event with this page, doubled as the terminal does. */
static struct event *
make_event(const char *case_id, int page)
{
    struct event *event = event_create(EVENT_SEAL);
    g_strlcpy(event->case_id, case_id, sizeof event->case_id);
    event_add_piece(event, "page-household-register-1", dup(page));
    return event;
}

static void
seal(struct sealing *sealing, const char *case_id, int page)
{
    struct event *event = make_event(case_id, page);
    GError *error = NULL;
    g_assert_true(sealing_add_pages(sealing, &key, event, &error));
    g_assert_no_error(error);
    event_destroy(event);
}

static char *
hash_of(const struct sealing *sealing, size_t index)
{
    g_assert_cmpuint(index, <, sealing->count);
    return g_strdup(sealing->pieces[index].sha256);
}

static void
test_sealing__the_same_pages_are_sealed_once(void)
{
    struct sealing sealing = {0};
    int page = make_page("one");
    seal(&sealing, CASE, page);
    g_autofree char *before = hash_of(&sealing, 0);
    seal(&sealing, CASE, page);
    // Every sealing has a new key, so equal bytes were not sealed again.
    g_autofree char *after = hash_of(&sealing, 0);
    g_assert_cmpstr(before, ==, after);
    close(page);
    sealing_finish(&sealing);
}

static void
test_sealing__a_page_taken_again_is_sealed_again(void)
{
    struct sealing sealing = {0};
    int page = make_page("one"), again = make_page("one");
    seal(&sealing, CASE, page);
    g_autofree char *before = hash_of(&sealing, 0);
    close(page);
    seal(&sealing, CASE, again);
    g_autofree char *after = hash_of(&sealing, 0);
    g_assert_cmpstr(before, !=, after);
    g_assert_cmpuint(sealing.count, ==, 1);
    close(again);
    sealing_finish(&sealing);
}

static void
test_sealing__another_case_uses_nothing_of_it(void)
{
    struct sealing sealing = {0};
    int page = make_page("one");
    seal(&sealing, CASE, page);
    g_autofree char *before = hash_of(&sealing, 0);
    seal(&sealing, OTHER_CASE, page);
    g_autofree char *after = hash_of(&sealing, 0);
    g_assert_cmpstr(before, !=, after);
    close(page);
    sealing_finish(&sealing);
}

static void
test_sealing__after_an_application_everything_is_sealed_again(void)
{
    struct sealing sealing = {0};
    int page = make_page("one");
    seal(&sealing, CASE, page);
    g_assert_true(sealing_add(&sealing, &key, "application", "{}", 2, NULL));
    g_autofree char *before = hash_of(&sealing, 0);
    seal(&sealing, CASE, page);
    g_autofree char *after = hash_of(&sealing, 0);
    g_assert_cmpstr(before, !=, after);
    g_assert_cmpuint(sealing.count, ==, 1);
    close(page);
    sealing_finish(&sealing);
}

static void
test_sealing__a_page_that_is_none_leaves_nothing(void)
{
    struct sealing sealing = {0};
    int pipes[2];
    g_assert_cmpint(pipe(pipes), ==, 0);
    struct event *event = make_event(CASE, pipes[0]);
    GError *error = NULL;
    g_assert_false(sealing_add_pages(&sealing, &key, event, &error));
    g_assert_nonnull(error);
    g_assert_cmpuint(sealing.count, ==, 0);
    g_assert_cmpuint(sealing.bytes->len, ==, 0);
    g_error_free(error);
    event_destroy(event);
    close(pipes[0]);
    close(pipes[1]);
    sealing_finish(&sealing);
}

static void
test_sealing__the_list_has_the_order_of_the_file(void)
{
    struct sealing sealing = {0};
    int page = make_page("one");
    seal(&sealing, CASE, page);
    g_assert_true(sealing_add(&sealing, &key, "application", "{}", 2, NULL));
    json_t *list = sealing_list(&sealing);
    g_assert_cmpuint(json_array_size(list), ==, 2);
    size_t offset = 0, index;
    json_t *piece;
    json_array_foreach (list, index, piece) {
        g_assert_cmpuint(sealing.pieces[index].offset, ==, offset);
        offset += (size_t)json_integer_value(json_object_get(piece, "length"));
    }
    g_assert_cmpuint(offset, ==, sealing.bytes->len);
    json_decref(list);
    close(page);
    sealing_finish(&sealing);
}

int
main(int argc, char **argv)
{
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    crypto_box_keypair(key.public_key, secret);
#define TEST(name) g_test_add_func("/sealing/" #name, test_sealing__##name)
    TEST(the_same_pages_are_sealed_once);
    TEST(a_page_taken_again_is_sealed_again);
    TEST(another_case_uses_nothing_of_it);
    TEST(after_an_application_everything_is_sealed_again);
    TEST(a_page_that_is_none_leaves_nothing);
    TEST(the_list_has_the_order_of_the_file);
    return g_test_run();
}
