// SPDX-License-Identifier: Apache-2.0
/* What staff may look at with a browser, as routes. One pages_*.c for each kind of page. */
#ifndef OFFICE_PAGES_H
#define OFFICE_PAGES_H

#include "office/http.h"
#include "office/page.h"

extern const struct http_route pages_routes[];
void pages_refuse(struct http_request *request, enum http_refusal refusal, size_t limit,
                  void *office);

#define PAGES_CASES_PER_PAGE 10
#define PAGES_LOOKS_PER_PAGE 14
#define PAGES_BOOKINGS_PER_PAGE 14
#define PAGES_TICKETS_PER_PAGE 12

void pages_login(struct page *page);
void pages_enter(struct page *page); // POST
void pages_leave(struct page *page); // POST
void pages_cases(struct page *page);
void pages_case(struct page *page);
void pages_act(struct page *page);    // POST
void pages_upload(struct page *page); // POST of a result
void pages_paper(struct page *page);
void pages_case_log(struct page *page);
void pages_piece(struct page *page);
void pages_material(struct page *page); // all pages of one as a PDF
void pages_trust(struct page *page);    // it was compared with its original
void pages_terminals(struct page *page);
void pages_log(struct page *page);
void pages_bookings(struct page *page);
void pages_tickets(struct page *page);
void pages_ticket(struct page *page);
void pages_ticket_act(struct page *page); // POST

void pages_queue(struct page *page);
void pages_queue_next(struct page *page); // POST

/* "办不成事", and how a letter stands. */
const char *pages_ticket_kind(const char *kind);
void pages_put_ticket_state(struct page *page, const json_t *row);

/* State of a case as icon and words; `row` as the store lists it. */
void pages_put_state(struct page *page, const json_t *row);
/* "剩2天", "今天到期", "超1天", "—"; true when a person should hurry. */
bool pages_put_left(struct page *page, const json_t *row);
/* "11-24 星期二", "—" */
void pages_put_due(struct page *page, const json_t *row);
/* The order that is asked for: "newest", or "deadline". */
const char *pages_order(const struct page *page);
/* The digits that are looked for; "" when none. `text_out` holds 16. */
void pages_digits(const struct page *page, char text_out[16]);
/* 上一页, 下一页, and which rows these are. */
void pages_put_foot(struct page *page, const char *path, unsigned number,
                    unsigned per_page, json_int_t total, const char *unit);

#endif
