// SPDX-License-Identifier: Apache-2.0
/* The catalogue before this one: kept, put back when its signature is good, and not fetched
 * over again. */
#include <glib.h>
#include <sodium.h>
#include <string.h>
#include "terminal/outbox/outbox.h"

struct world {
    char *folder, *catalogue_key, *office_key, *terminal_key;
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    struct mailbox *ui, *worker;
    struct outbox *outbox;
};

static void
to_ui(struct event *event, void *context)
{
    mailbox_put(((struct world *)context)->ui, event);
}

static void
to_worker(struct event *event, void *context)
{
    mailbox_put(((struct world *)context)->worker, event);
}

static void
world_open(struct world *world)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
    char hex[2 * sizeof public_key + 2];
    *world = (struct world){.folder = g_dir_make_tmp("kiosk-put-back-XXXXXX", NULL),
                            .ui = mailbox_create(NULL, NULL),
                            .worker = mailbox_create(NULL, NULL)};
    world->catalogue_key = g_build_filename(world->folder, "catalogue.pub", NULL);
    world->office_key = g_build_filename(world->folder, "none.pub", NULL);
    world->terminal_key = g_build_filename(world->folder, "terminal.key", NULL);
    crypto_sign_keypair(public_key, world->secret);
    sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key);
    strcat(hex, "\n");
    g_assert_true(g_file_set_contents(world->catalogue_key, hex, -1, NULL));
    world->outbox =
        outbox_start(&(struct outbox_settings){.state = world->folder,
                                               .office_key = world->office_key,
                                               .terminal_key = world->terminal_key,
                                               .catalogue_key = world->catalogue_key,
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
    char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, world->folder, NULL};
    g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                 NULL);
    g_free(world->folder);
    g_free(world->catalogue_key);
    g_free(world->office_key);
    g_free(world->terminal_key);
}

static void
keep(struct world *world, const char *text, const char *etag, bool genuine)
{
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, NULL, (const uint8_t *)text, strlen(text),
                         world->secret);
    if (!genuine)
        signature[3] ^= 1;
    struct event *event = event_create(EVENT_KEEP_CATALOGUE);
    event->text = g_strdup(text);
    event->text2 = g_base64_encode(signature, sizeof signature);
    event->text3 = g_strdup(etag);
    outbox_put(world->outbox, event);
}

/* Staff press; what they are told. */
static int
put_back(struct world *world)
{
    struct event *event = event_create(EVENT_STAFF);
    event->order = 9;
    event->text = g_strdup("catalogue");
    outbox_put(world->outbox, event);
    for (;;) {
        struct event *told = mailbox_wait(world->ui, 20000);
        g_assert_nonnull(told);
        bool mine = told->kind == EVENT_TELL && told->tells == SESSION_STAFF_TOLD;
        int number = told->number;
        event_destroy(told);
        if (mine)
            return number;
    }
}

static void
must_be_in_use(struct world *world, const char *etag, const char *put_away,
               const char *mark)
{
    for (;;) {
        struct event *event = mailbox_wait(world->worker, 20000);
        g_assert_nonnull(event);
        if (event->kind == EVENT_CATALOGUE_IN_USE) {
            g_assert_cmpstr(event->text, ==, etag);
            g_assert_cmpstr(event->text2, ==, put_away);
            g_assert_nonnull(json_object_get(event->json, mark));
            event_destroy(event);
            return;
        }
        event_destroy(event);
    }
}

static void
test_put_back__swaps_the_two_and_back_again(void)
{
    struct world world;
    world_open(&world);
    keep(&world, "{\"old\":1}", "\"1\"", true);
    g_assert_cmpint(put_back(&world), ==, 0); // there is none before
    keep(&world, "{\"new\":1}", "\"2\"", true);
    g_assert_cmpint(put_back(&world), ==, 1);
    must_be_in_use(&world, "\"1\"", "\"2\"", "old");
    g_assert_cmpint(put_back(&world), ==, 1);
    must_be_in_use(&world, "\"2\"", "\"1\"", "new");
    world_close(&world);
}

static void
test_put_back__believes_only_the_offices_signature(void)
{
    struct world world;
    world_open(&world);
    keep(&world, "{\"old\":1}", "\"1\"", false);
    keep(&world, "{\"new\":1}", "\"2\"", true);
    g_assert_cmpint(put_back(&world), ==, 0);
    world_close(&world);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_add_func("/put-back/swaps", test_put_back__swaps_the_two_and_back_again);
    g_test_add_func("/put-back/signature",
                    test_put_back__believes_only_the_offices_signature);
    return g_test_run();
}
