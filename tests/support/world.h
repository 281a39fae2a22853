// SPDX-License-Identifier: Apache-2.0
/* A whole world in a folder: display, terminal, office, certificates, devices. What a
 * citizen does is done from outside: real touches on what the inspect interface shows.
 *
 * Functions that say "must" end the test with a sentence and a picture when they fail. */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "child.h"
#include "inspect.h"
#include "xvfb.h"

#include <jansson.h>
#include <stdbool.h>

enum world_devices {
    WORLD_VIRTUAL, // our virtual drivers, steered by control sockets
    WORLD_REAL,    // SAM-V module on a pty, SANE's pnm backend, an IPP printer
};

struct world_options {
    const char *name; // of the folder: $BUILD/worlds/<name>
    enum world_devices devices;
    bool office_down;     // starts without the office
    const char *services; // other folder of services; NULL: assets/services
    const char *bulletin; // text of its bulletin.json; NULL: the one that ships
    const char *display;  // ":0": use this one and leave it alone; NULL: own Xvfb
    int window_height;    // of the kiosk, in pixels; 0: the whole display
    const char *pictures; // folder that gets one picture a screen; NULL: none
    int scanner_dpi;      // of the page in the scanner; 0: 300
    bool assisted;        // visits begin in assisted mode
    bool slips;           // WORLD_VIRTUAL: a slip printer, too
    const char *more;     // further [device.*] groups for the terminal; NULL: none
    // Virtual devices beside the three, also in a world of real ones:
    bool keypad, contacts, code;
};

struct world {
    struct world_options options;
    char *folder;
    struct xvfb *xvfb;
    struct inspect *inspect;
    struct child *kiosk, *office, *card, *printer;
    int office_port, staff_port;
    char *page;    // picture that lies in the scanner
    char *printed; // folder where printed documents arrive
    char *slips;   // folder where slips of thermal paper arrive
    char *socket_card, *socket_scanner, *socket_printer, *socket_receipt; // WORLD_VIRTUAL
    char *socket_keypad, *socket_contacts, *socket_code; // where wanted
    GString *shots; // names of pictures taken already
    int touches;    // so far; characters typed are not counted
};

struct world *world_start(const struct world_options *options);
/* Stops everything, the terminal first; checks that it ended cleanly. NULL-safe. */
void world_stop(struct world *world);

void world_start_office(struct world *world);
void world_stop_office(struct world *world);
void world_start_kiosk(struct world *world);
void world_kill_kiosk(struct world *world); // SIGKILL

/* ---- the person ---- */
/* Must come to `screen` and settle within `timeout_ms`. The tree; json_decref. */
json_t *world_must_reach(struct world *world, const char *screen, int timeout_ms);
/* A picture of what is there now, as 07-name.png in the world's folder of pictures; each name
 * once. world_must_reach() takes one of every screen. Nothing without such a folder. */
void world_keep_picture(struct world *world, const char *name);
/* Must find an enabled widget `id` and touch its middle. */
void world_must_tap(struct world *world, const char *id);
void world_must_tap_within(struct world *world, const char *id, int timeout_ms);
/* Touches it when it is there and enabled now; false: it is not. */
bool world_tap(struct world *world, const char *id);
bool world_has(struct world *world, const char *id); // and it is enabled
/* Must come to say `text` somewhere on the screen. */
void world_must_say(struct world *world, const char *text, int timeout_ms);
void world_type(struct world *world, const char *digits); // on the number pad

/* ---- the devices ---- */
void world_insert_card(struct world *world, const char *card_json);
void world_remove_card(struct world *world);
void world_card(struct world *world, const char *line);    // a line to the card device
void world_printer(struct world *world, const char *line); // to the printer
void world_scanner(struct world *world, const char *line); // WORLD_VIRTUAL only
void world_tell(struct world *world, const char *socket, const char *line); // to any virtual
/* Must get `count` printed documents; the path of the last one (g_free). */
char *world_must_print(struct world *world, int count, int timeout_ms);
int world_printed_count(struct world *world);

/* ---- the office ---- */
/* Devices and supplies of the last heartbeat, as the office holds it; NULL: none came yet. New
 * reference. */
json_t *world_heartbeat(struct world *world);
/* The list of cases as the office tells it (`list --json`): a new array. */
json_t *world_cases(struct world *world);
/* Must come to hold `count` letters (`letters`); newest first, open ones before: a new array. */
json_t *world_must_have_letters(struct world *world, size_t count, int timeout_ms);
/* Must come to hold `count` cases; the list. */
json_t *world_must_have_cases(struct world *world, size_t count, int timeout_ms);
/* Exports a case into a folder; its path (g_free). */
char *world_export(struct world *world, const char *case_id);

/* Text of a PDF (pdftotext -layout); g_free. */
char *world_pdf_text(const char *path);
/* True when `needle` stands anywhere below the folder of the office, what it was told by heartbeats included. */
bool world_office_holds(struct world *world, const char *needle);
/* True when `needle` stands anywhere below the folder of the terminal (state, logs). */
bool world_terminal_holds(struct world *world, const char *needle);

#define WORLD_CARD_WANG                                                                  \
    "{\"card_type\":\"citizen\",\"name\":\"王秀兰\",\"sex\":\"female\",\"nation\":"   \
    "\"汉\","                                                                           \
    "\"birth\":\"1943-03-12\",\"address\":\"青山县青山镇柳溪村三组12号\","   \
    "\"id_number\":\"999999194303120023\",\"authority\":\"青山县公安局\","         \
    "\"valid_from\":\"2010-01-01\",\"valid_to\":\"长期\"}"

#endif
