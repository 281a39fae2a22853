// SPDX-License-Identifier: Apache-2.0
/* A SANE of its own for a test: a configuration folder with nothing but the wanted backends,
 * pages in files, saned as a child. One thread. */
#ifndef SUPPORT_SANE_WORLD_H
#define SUPPORT_SANE_WORLD_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

#include "tests/support/child.h"
#include "tests/support/page.h"

struct sane_world {
    char *folder; // temporary; its sane/ is the SANE_CONFIG_DIR
    struct child *saned;
};

/* `backends`: names for dll.conf, apart by spaces: "pnm test", "net". */
void sane_world_init(struct sane_world *world, const char *backends);
void sane_world_finish(struct sane_world *world); // stops saned, removes the folder

/* Writes `text` to sane/`name`: "net.conf", "airscan.conf". */
void
sane_world_configure(const struct sane_world *world, const char *name, const char *text);
/* Path of a file in the folder; g_free. */
char *sane_world_path(const struct sane_world *world, const char *name);
/* Writes a page as `name` (.ppm, .pgm, .pbm, .png) and returns its path; g_free. */
char *sane_world_page(const struct sane_world *world, const char *name,
                      const struct page *page);

/* "sane:DEVICE?config=…&name=value…", percent-encoded. Names and values in turn, then NULL.
 * g_free. */
char *sane_world_address(const struct sane_world *world, const char *device,
                         ...) G_GNUC_NULL_TERMINATED;

/* Gives this process and its children a network with nothing but a loopback, so that saned's
 * fixed port is free and nothing outside is touched. Call it first in main(). False: the
 * system does not allow it; the outer network stays. */
bool sane_world_own_network(void);
/* Starts saned on 127.0.0.1 (port 6566: the net backend knows no other) with the backends
 * named here, and waits until it listens. */
void sane_world_serve(struct sane_world *world, const char *backends);
/* The process of saned that serves the one session. */
pid_t sane_world_session(const struct sane_world *world);

#endif
