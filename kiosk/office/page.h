// SPDX-License-Identifier: Apache-2.0
/* One staff page on its way: who asks, what was sent, what is written. Pages run on worker
 * threads, so they may ask the store and open pieces in straight lines of code. */
#ifndef OFFICE_PAGE_H
#define OFFICE_PAGE_H

#include "office/html.h"
#include "office/multipart.h"
#include "office/office.h"

struct page {
    struct office *office;
    struct http_request *request;
    struct session session;     // account NULL: nobody is in
    GHashTable *form;           // name → value of a POST; NULL otherwise
    struct multipart_file file; // of a POST that brings one
    GString *out;
    bool answered;
};

typedef void (*page_show)(struct page *page);

enum page_guard {
    PAGE_OPEN,  // for everybody
    PAGE_STAFF, // nobody in: to the door. A POST needs the session's token
};

/* Defers the request and shows the page on a worker. */
void page_run(struct http_request *request, struct office *office, enum page_guard guard,
              page_show show);

const char *page_field(const struct page *page, const char *name);    // "" when not there
const char *page_question(const struct page *page, const char *name); // of the query; ""
unsigned page_number(const struct page *page, const char *name, unsigned otherwise);

enum page_tab {
    TAB_NONE,
    TAB_CASES,
    TAB_TERMINALS,
    TAB_LOG,
    TAB_BOOKINGS,
    TAB_TICKETS,
    TAB_QUEUE
};
/* Head and the left of the header. */
void page_begin(struct page *page, const char *title);
/* Between page_begin and this links of the page may be put into the header. */
void page_header_end(struct page *page);
/* Ends the header, too. */
void page_tabs(struct page *page, enum page_tab open);
/* Ends the document and answers. */
void page_end(struct page *page, unsigned status);
/* A page that only says something. */
void
page_say(struct page *page, unsigned status, const char *title, const char *sentence);
void page_redirect(struct page *page, const char *location);

/* Asks the store; NULL: it has answered that nothing can be shown now. Takes `in`. */
json_t *page_ask(struct page *page, const struct store_act *act, json_t *in);

/* Writes down who does what, before it is shown: what cannot be written down is not shown.
 * False: it has answered. */
bool page_record(struct page *page, const char *who, const char *act, const char *case_id,
                 const char *detail);

/* Times as staff read them. */
#define PAGE_TIME_SIZE 20
void page_time(int64_t ms, char text_out[PAGE_TIME_SIZE]); // "11-21 14:41"
const char *page_weekday(int weekday);                     // "星期六"

#endif
