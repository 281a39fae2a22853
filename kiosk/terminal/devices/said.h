// SPDX-License-Identifier: Apache-2.0
/* Said: what a driver and the libraries in it write to their standard error, as lines of our
 * log. Nobody knows what a vendor's library writes there: so lines are cut and counted, and what
 * could be about a person is left out of them. Worker thread. */
#ifndef DEVICES_SAID_H
#define DEVICES_SAID_H

#include <glib.h>
#include <stddef.h>

#define SAID_LINE_MAX 300   // bytes; what is longer is cut
#define SAID_LINES_MOST 200 // a minute of each driver; how many more there were is told

struct said;

/* `tell` gets each line with its priority as syslog has it (3 error … 6 information). */
typedef void said_tell(int priority, const char *line, void *context);

struct said *said_create(said_tell *tell, void *context);
void said_destroy(struct said *said); // NULL-safe

/* Listens to the reading end of a pipe, in the loop of this thread. Takes `fd`. */
void said_listen(struct said *said, int fd);
/* Its process is gone: reads what is left, then listens no more. */
void said_end(struct said *said);

/* Six or more digits in a row, and all that is not ASCII: numbers and names of people. */
void said_mask(char *line);

#endif
