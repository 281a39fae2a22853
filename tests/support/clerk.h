// SPDX-License-Identifier: Apache-2.0
/* A clerk at the staff pages of a real office, as a browser without script would be: reads what
 * stands on the page, presses, confirms. */
#ifndef SUPPORT_CLERK_H
#define SUPPORT_CLERK_H

#include "browser.h"
#include "office_process.h"

struct clerk {
    struct office_client *client;
    char csrf[80];
};

/* The account must be there. */
void clerk_come_in(struct clerk *clerk, struct office_process *process, const char *name,
                   const char *password);
void clerk_leave(struct clerk *clerk); // zero-safe

struct office_reply *clerk_get(struct clerk *clerk, const char *path);
struct office_reply *clerk_post(struct clerk *clerk, const char *path, const char *media,
                                const void *body, size_t size);
/* The value of a hidden field. g_free; NULL: it is not on the page. */
char *clerk_hidden(const struct office_reply *reply, const char *name);
/* The number of the last event, as the page of a case has it. g_free. */
char *clerk_seen(struct clerk *clerk, const char *case_id);

/* One press; `more` is "" or further fields, beginning with &. */
struct office_reply *clerk_press(struct clerk *clerk, const char *case_id,
                                 const char *act, const char *seq, const char *more);
/* Both presses; the status of the last one: 303 when it was done. */
long
clerk_act(struct clerk *clerk, const char *case_id, const char *act, const char *more);
/* The first press of a result; and both. */
struct office_reply *
clerk_upload(struct clerk *clerk, const char *case_id, const void *bytes, size_t size);
long
clerk_issue(struct clerk *clerk, const char *case_id, const void *bytes, size_t size);

/* A browser in which `name` has signed in, at `path`. */
struct browser *
clerk_browser(const struct office_process *process, const char *path, const char *name,
              const char *password);

/* The office of a world, as clerks ask it; its config is g_free'd by the caller. */
void clerk_office(struct office_process *office, char *folder, int port, int staff_port);
/* A result of two pages of A4, as PDF. */
GByteArray *clerk_result(void);

#endif
