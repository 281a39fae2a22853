// SPDX-License-Identifier: Apache-2.0
#include "world.h"

#include "page.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WORLD_START_MS 60000

static const char *
here(const char *path)
{
    static char *top;
    if (top == NULL)
        top = g_get_current_dir();
    char *whole = g_build_filename(top, path, NULL);
    const char *kept = g_intern_string(whole);
    g_free(whole);
    return kept;
}

static int
free_port(void)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    g_assert_cmpint(bind(descriptor, (struct sockaddr *)&address, length), ==, 0);
    getsockname(descriptor, (struct sockaddr *)&address, &length);
    close(descriptor);
    return ntohs(address.sin_port);
}

static char *
in_folder(const struct world *world, const char *name)
{
    return g_build_filename(world->folder, name, NULL);
}

static void
must_run(const char *const *argv)
{
    GError *error = NULL;
    int status = 0;
    char *output = NULL, *errors = NULL;
    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 &output, &errors, &status, &error);
    g_assert_no_error(error);
    if (!g_spawn_check_wait_status(status, &error))
        g_error("%s: %s\n%s%s", argv[0], error->message, output, errors);
    g_free(output);
    g_free(errors);
}

static void
must_write(const char *path, const char *text)
{
    GError *error = NULL;
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

/* ---- devices ------------------------------------------------------------------------ */

static void
put_page_into_scanner(struct world *world)
{
    struct page page = {0};
    GError *error = NULL;
    int dpi = world->options.scanner_dpi == 0 ? 300 : world->options.scanner_dpi;
    world->page = in_folder(world, "page.ppm");
    page_draw(&page, PAGE_HOUSEHOLD, dpi, 1.2);
    page_write(&page, world->page, &error);
    g_assert_no_error(error);
    page_finish(&page);
}

static char *
start_card_module(struct world *world)
{
    char *program = child_built("bin/support/sam-simulator");
    char *link = in_folder(world, "card-tty");
    char *log = in_folder(world, "card.log");
    const char *argv[] = {program, "--link", link, NULL};
    GError *error = NULL;
    world->card = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    char *ready = child_hear(world->card, WORLD_START_MS); // "pty /dev/pts/3"
    g_assert_true(ready != NULL && g_str_has_prefix(ready, "pty "));
    g_free(ready);
    char *address = g_strdup_printf("serial:%s?baud=115200", link);
    g_free(program);
    g_free(link);
    g_free(log);
    return address;
}

static char *
start_printer(struct world *world)
{
    char *program = child_built("bin/support/ipp-printer");
    char *log = in_folder(world, "printer.log");
    const char *argv[] = {program, "--port", "0", "--out", world->printed, NULL};
    GError *error = NULL;
    world->printer = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    char *uri = child_hear(world->printer, WORLD_START_MS);
    g_assert_nonnull(uri);
    g_free(program);
    g_free(log);
    return uri;
}

static char *
virtual_groups(const struct world *world)
{
    GString *groups = g_string_new(NULL);
    g_string_printf(groups,
                    "[device.card]\nclass=card\ndriver=card-virtual\n"
                    "address=virtual:%s\n"
                    "[device.scanner]\nclass=scanner\ndriver=scanner-virtual\n"
                    "address=virtual:%s\n"
                    "[device.printer]\nclass=printer\ndriver=printer-virtual\n"
                    "address=virtual:%s?out=%s\n",
                    world->socket_card, world->socket_scanner, world->socket_printer,
                    world->printed);
    if (world->options.slips)
        g_string_append_printf(groups,
                               "[device.receipt]\nclass=receipt\ndriver=receipt-virtual\n"
                               "address=virtual:%s?out=%s\n",
                               world->socket_receipt, world->slips);
    return g_string_free(groups, FALSE);
}

static char *
device_groups(struct world *world)
{
    if (world->options.devices == WORLD_VIRTUAL)
        return virtual_groups(world);
    char *card = start_card_module(world), *printer = start_printer(world);
    char *sane = in_folder(world, "sane");
    g_mkdir_with_parents(sane, 0700);
    char *list = g_build_filename(sane, "dll.conf", NULL);
    must_write(list, "pnm\n");
    char *groups = g_strdup_printf(
        "[device.card]\nclass=card\ndriver=card-sam\naddress=%s\n"
        "[device.scanner]\nclass=scanner\ndriver=scanner-sane\n"
        "address=sane:pnm:0?config=%s&filename=%s\n"
        "[device.printer]\nclass=printer\ndriver=printer-ipp\naddress=%s\n",
        card, sane, world->page, printer);
    g_free(card);
    g_free(printer);
    g_free(sane);
    g_free(list);
    return groups;
}

/* Devices beside the three: their groups, g_free. */
static char *
groups_beside(const struct world *world)
{
    const struct world_options *options = &world->options;
    const struct {
        bool wanted;
        const char *class, *socket;
    } beside[] = {{options->keypad, "keypad", world->socket_keypad},
                  {options->contacts, "contacts", world->socket_contacts},
                  {options->code, "code", world->socket_code}};
    GString *groups = g_string_new(options->more);
    for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
        if (beside[i].wanted)
            g_string_append_printf(groups,
                                   "[device.%s]\nclass=%s\ndriver=%s-virtual\n"
                                   "address=virtual:%s\n",
                                   beside[i].class, beside[i].class, beside[i].class,
                                   beside[i].socket);
    }
    return g_string_free(groups, FALSE);
}

/* ---- configuration ------------------------------------------------------------------ */

static void
write_office_config(struct world *world)
{
    char *text = g_strdup_printf(
        "[office]\nlisten=127.0.0.1:%d\nstaff_listen=127.0.0.1:%d\n"
        "database=sqlite:office/office.db\ncertificate=ca/office.crt\nkey=ca/office.key\n"
        "client_ca=ca/ca.crt\nservices=%s\nkeys=office/keys\nplace=%s\ncalendars=%s\n"
        "bookings=%s\n",
        world->office_port, world->staff_port,
        world->options.services == NULL ? here("assets/services")
                                        : world->options.services,
        here("assets/place.json"), here("assets/calendars"),
        here("assets/bookings.json"));
    char *path = in_folder(world, "office.conf");
    must_write(path, text);
    g_free(path);
    g_free(text);
}

/* The folder of assets; one of its own, of links, when a file of it is another one. */
static const char *
assets_of(const struct world *world)
{
    if (world->options.bulletin == NULL)
        return here("assets");
    g_autofree char *folder = in_folder(world, "assets");
    g_autofree char *bulletin = g_build_filename(folder, "bulletin.json", NULL);
    g_mkdir_with_parents(folder, 0700);
    GDir *there = g_dir_open(here("assets"), 0, NULL);
    g_assert_nonnull(there);
    const char *name;
    while ((name = g_dir_read_name(there)) != NULL) {
        g_autofree char *from = g_build_filename(here("assets"), name, NULL);
        g_autofree char *to = g_build_filename(folder, name, NULL);
        if (strcmp(name, "bulletin.json") != 0 && symlink(from, to) != 0)
            g_assert_true(g_file_test(to, G_FILE_TEST_EXISTS));
    }
    g_dir_close(there);
    must_write(bulletin, world->options.bulletin);
    return g_intern_string(folder);
}

static void
write_terminal_config(struct world *world)
{
    char *groups = device_groups(world), *beside = groups_beside(world);
    char *drivers = child_built("bin/drivers"), *locale = child_built("share/locale");
    int height = world->options.window_height;
    char *window = height == 0
                       ? g_strdup("")
                       : g_strdup_printf("window=%dx%d\n", height * 9 / 16, height);
    char *text = g_strdup_printf(
        "[terminal]\nid=0001\nregion=999999\npanel_mm=268x476\n%sstate=state\n"
        "services=%s\nassets=%s\nlocale=%s\ndrivers=%s\n"
        "office=https://127.0.0.1:%d\nca=ca/ca.crt\ncertificate=ca/terminal-0001.crt\n"
        "key=ca/terminal-0001.key\noffice_key=office/keys/office.pub\n"
        "catalogue_key=office/keys/catalogue.pub\n"
        "%s"
        "[device.image]\nclass=image\ndriver=image-leptonica\n"
        "[device.typesetter]\nclass=typesetter\ndriver=typesetter-pango\n"
        "[device.viewer]\nclass=viewer\ndriver=viewer-poppler\n"
        "[device.input]\nclass=input\ndriver=input-rime\n"
        "[device.handwriting]\nclass=handwriting\ndriver=handwriting-zinnia\n"
        "[device.speech]\nclass=speech\ndriver=speech-espeak\n"
        "%s",
        window,
        world->options.services == NULL ? here("assets/services")
                                        : world->options.services,
        assets_of(world), locale, drivers, world->office_port, groups, beside);
    char *path = in_folder(world, "kiosk.conf");
    must_write(path, text);
    g_free(path);
    g_free(text);
    g_free(window);
    g_free(groups);
    g_free(beside);
    g_free(drivers);
    g_free(locale);
}

static void
make_folder(struct world *world)
{
    char *name = g_build_filename("worlds", world->options.name, NULL);
    world->folder = child_built(name);
    g_free(name);
    const char *remove[] = {"rm", "-rf", world->folder, NULL};
    must_run(remove);
    world->printed = in_folder(world, "printed");
    g_mkdir_with_parents(world->printed, 0700);
    world->socket_card = in_folder(world, "card.sock");
    world->socket_scanner = in_folder(world, "scanner.sock");
    world->socket_printer = in_folder(world, "printer.sock");
    world->socket_receipt = in_folder(world, "receipt.sock");
    world->slips = in_folder(world, "slips");
    g_mkdir_with_parents(world->slips, 0700);
    world->socket_keypad = in_folder(world, "keypad.sock");
    world->socket_contacts = in_folder(world, "contacts.sock");
    world->socket_code = in_folder(world, "code.sock");
    const char *authority[] = {here("tests/support/demo_ca"), world->folder, NULL};
    must_run(authority);
}

/* ---- processes ---------------------------------------------------------------------- */

void
world_start_office(struct world *world)
{
    g_assert_null(world->office);
    char *program = child_built("bin/kiosk-office");
    char *config = in_folder(world, "office.conf"), *log = in_folder(world, "office.log");
    const char *argv[] = {program, "--config", config, "serve", NULL};
    GError *error = NULL;
    world->office = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    g_free(program);
    g_free(config);
    g_free(log);
}

void
world_stop_office(struct world *world)
{
    child_stop(world->office);
    world->office = NULL;
}

void
world_start_kiosk(struct world *world)
{
    g_assert_null(world->kiosk);
    char *program = child_built("inspect/bin/kiosk");
    char *config = in_folder(world, "kiosk.conf"), *log = in_folder(world, "kiosk.log");
    char *socket_path = in_folder(world, "inspect.sock");
    const char *name = world->xvfb != NULL ? xvfb_name(world->xvfb)
                                           : world->options.display;
    char *display = g_strconcat("DISPLAY=", name, NULL);
    const char *argv[] = {program, "--config", config, "--inspect", socket_path, NULL};
    char *sound = g_strdup_printf("SDL_DISKAUDIOFILE=%s/sound.raw", world->folder);
    const char *environment[] = {display, "SDL_VIDEODRIVER=x11", "SDL_AUDIODRIVER=disk",
                                 sound, NULL};
    GError *error = NULL;
    unlink(socket_path);
    world->kiosk = child_start(argv, environment, log, &error);
    g_assert_no_error(error);
    world->inspect = inspect_open(socket_path, WORLD_START_MS, &error);
    g_assert_no_error(error);
    g_free(program);
    g_free(config);
    g_free(log);
    g_free(socket_path);
    g_free(display);
    g_free(sound);
}

void
world_kill_kiosk(struct world *world)
{
    inspect_close(world->inspect);
    world->inspect = NULL;
    child_kill(world->kiosk, SIGKILL);
    child_stop(world->kiosk);
    world->kiosk = NULL;
}

struct world *
world_start(const struct world_options *options)
{
    struct world *world = g_new0(struct world, 1);
    GError *error = NULL;
    setlocale(LC_ALL, "C.UTF-8"); // what is said about a failure is Chinese too
    world->options = *options;
    world->shots = g_string_new("|");
    make_folder(world);
    put_page_into_scanner(world);
    world->office_port = free_port();
    world->staff_port = free_port();
    write_office_config(world);
    write_terminal_config(world);
    if (options->display == NULL) {
        world->xvfb = xvfb_start(1080, 1920, &error);
        g_assert_no_error(error);
    }
    if (!options->office_down)
        world_start_office(world);
    world_start_kiosk(world);
    return world;
}

void
world_stop(struct world *world)
{
    if (world == NULL)
        return;
    inspect_close(world->inspect);
    int status = child_stop(world->kiosk);
    if (status != 0)
        g_error("the terminal ended with wait status %d; see %s/kiosk.log", status,
                world->folder);
    child_stop(world->office);
    child_stop(world->card);
    child_stop(world->printer);
    xvfb_stop(world->xvfb);
    char *const texts[] = {
        world->folder,          world->page,           world->printed,
        world->socket_card,     world->socket_scanner, world->socket_printer,
        world->socket_receipt,  world->slips,          world->socket_keypad,
        world->socket_contacts, world->socket_code};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_string_free(world->shots, TRUE);
    g_free(world);
}
