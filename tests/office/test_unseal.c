// SPDX-License-Identifier: Apache-2.0
/* Pieces sealed by the words of the contract open; anything done to them is noticed. */
#include "office/unseal.h"

#include <string.h>

#include "base/json.h"
#include "office/pieces.h"
#include "tests/support/office_process.h"

#define PAGE_SIZE (ENVELOPE_CHUNK * 2 + 5)

struct fixture {
    struct office_process *process; // never started: its keys are what is wanted
    struct keyring *keyring;
    struct sealed_case *sealed;
    struct sealed_piece *page;
    uint8_t *plain;
};

static void
set_up(struct fixture *fixture, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    fixture->process = office_process_create("unseal");
    g_autofree char *keys = g_strdup_printf("%s/office/keys", fixture->process->folder);
    fixture->keyring = keyring_load(keys, &error);
    g_assert_no_error(error);
    fixture->plain = g_malloc0(PAGE_SIZE);
    memset(fixture->plain, 'x', PAGE_SIZE);
    fixture->sealed = sealed_case_create(
        fixture->process, &(struct sealed_options){.serial = 1,
                                                   .pages = {fixture->plain},
                                                   .page_sizes = {PAGE_SIZE}});
    fixture->page = &fixture->sealed->pieces[0];
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    sealed_case_destroy(fixture->sealed);
    keyring_destroy(fixture->keyring);
    office_process_destroy(fixture->process);
    g_free(fixture->plain);
}

static bool
opens(const struct fixture *fixture, const void *bytes, size_t size, const char *case_id,
      const char *name)
{
    struct plain plain = {0};
    g_autoptr(GError) error = NULL;
    // A copy of the exact size: reading beyond it is seen by the sanitizer.
    g_autofree uint8_t *copy = g_memdup2(bytes, size);
    const bool opened =
        unseal(fixture->keyring, copy, size, case_id, name, &plain, &error);

    g_assert_true(opened == (error == NULL));
    plain_finish(&plain);
    return opened;
}

static void
test_unseal__gives_back_what_was_sealed(struct fixture *fixture, gconstpointer data)
{
    struct plain plain = {0};

    (void)data;
    g_assert_true(unseal(fixture->keyring, fixture->page->bytes, fixture->page->size,
                         fixture->sealed->case_id, fixture->page->name, &plain, NULL));
    g_assert_cmpuint(plain.size, ==, PAGE_SIZE);
    g_assert_cmpint(memcmp(plain.bytes, fixture->plain, PAGE_SIZE), ==, 0);
    plain_finish(&plain);
}

static void
test_unseal__is_bound_to_case_and_place(struct fixture *fixture, gconstpointer data)
{
    const struct sealed_piece *page = fixture->page;

    (void)data;
    g_assert_false(opens(fixture, page->bytes, page->size,
                         "0192f0c1-2222-7000-8000-000000000000", page->name));
    g_assert_false(
        opens(fixture, page->bytes, page->size, fixture->sealed->case_id, "application"));
}

/* Every byte matters; a step of 251 touches each part of the layout. */
static void
test_unseal__notices_any_changed_byte(struct fixture *fixture, gconstpointer data)
{
    struct sealed_piece *page = fixture->page;

    (void)data;
    for (size_t i = 0; i < page->size; i += i < 200 ? 1 : 4111) {
        page->bytes[i] ^= 0x40;
        if (opens(fixture, page->bytes, page->size, fixture->sealed->case_id, page->name))
            g_error("byte %zu was changed and nobody noticed", i);
        page->bytes[i] ^= 0x40;
    }
}

static void
test_unseal__notices_what_is_cut_or_added(struct fixture *fixture, gconstpointer data)
{
    const struct sealed_piece *page = fixture->page;
    const size_t chunk = ENVELOPE_CHUNK + 17;
    const size_t sizes[] = {
        0, 1, 4, 12, 116, 117, 134, 117 + chunk, 117 + 2 * chunk, page->size - 1};
    g_autofree uint8_t *longer = g_malloc0(page->size + chunk);

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        g_assert_false(
            opens(fixture, page->bytes, sizes[i], fixture->sealed->case_id, page->name));
    memcpy(longer, page->bytes, page->size);
    g_assert_false(
        opens(fixture, longer, page->size + 1, fixture->sealed->case_id, page->name));
    memcpy(longer + page->size, page->bytes + 117, chunk);
    g_assert_false(
        opens(fixture, longer, page->size + chunk, fixture->sealed->case_id, page->name));
}

static void
test_unseal__old_keys_open_old_cases(struct fixture *fixture, gconstpointer data)
{
    g_autofree char *keys = g_strdup_printf("%s/office/keys", fixture->process->folder);
    g_autofree char *id = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(keys_make(keys, &id, &error));
    struct keyring *grown = keyring_load(keys, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(grown->count, ==, fixture->keyring->count + 1);
    keyring_destroy(fixture->keyring);
    fixture->keyring = grown;
    g_assert_true(opens(fixture, fixture->page->bytes, fixture->page->size,
                        fixture->sealed->case_id, fixture->page->name));
}

static void
test_unseal__a_key_under_a_wrong_name_is_told(struct fixture *fixture, gconstpointer data)
{
    g_autofree char *keys = g_strdup_printf("%s/office/keys", fixture->process->folder);
    g_autofree char *path = g_build_filename(keys, "0123456789abcdef.key", NULL);
    g_autofree char *hex = g_strnfill(64, 'a');
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(g_file_set_contents(path, hex, -1, NULL));
    g_assert_null(keyring_load(keys, &error));
    g_assert_nonnull(strstr(error->message, "0123456789abcdef.key"));
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(path, "not hex", -1, NULL));
    g_assert_null(keyring_load(keys, &error));
}

/* What is inside must be of its schema and agree with the header that the office saw. */
static void
test_unseal__application_agrees_with_its_header(struct fixture *fixture,
                                                gconstpointer data)
{
    g_autofree char *folder = g_build_filename(fixture->process->folder, "p", NULL);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(pieces_prepare(folder, &error));
    for (size_t i = 0; i < fixture->sealed->piece_count; i++) {
        const struct sealed_piece *piece = &fixture->sealed->pieces[i];
        g_autofree char *path = pieces_path(folder, piece->sha256);
        g_assert_true(g_file_set_contents(path, (const char *)piece->bytes,
                                          (gssize)piece->size, NULL));
    }
    json_t *header = fixture->sealed->header;
    json_t *application = unseal_application(fixture->keyring, folder, header, &error);
    g_assert_no_error(error);
    g_assert_true(json_equal(application, fixture->sealed->application));
    json_decref(application);

    json_object_set_new(header, "service", json_string("another-service"));
    g_assert_null(unseal_application(fixture->keyring, folder, header, &error));
    g_assert_error(error, UNSEAL_ERROR, 1);
}

#define ADD(claim)                                                                       \
    g_test_add("/office/unseal/" #claim, struct fixture, NULL, set_up,                   \
               test_unseal__##claim, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    ADD(gives_back_what_was_sealed);
    ADD(is_bound_to_case_and_place);
    ADD(notices_any_changed_byte);
    ADD(notices_what_is_cut_or_added);
    ADD(old_keys_open_old_cases);
    ADD(a_key_under_a_wrong_name_is_told);
    ADD(application_agrees_with_its_header);
    return g_test_run();
}
