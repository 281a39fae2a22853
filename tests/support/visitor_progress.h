// SPDX-License-Identifier: Apache-2.0
/* The visitor asks how a case stands, takes its result, gives what it lacks. */
#ifndef SUPPORT_VISITOR_PROGRESS_H
#define SUPPORT_VISITOR_PROGRESS_H

#include "visitor.h"

/* Answers of the office, as JSON text: a result is there; something is missing. */
extern const char visitor_issued[], visitor_missing[];

/* The office answers what was asked last. `text` NULL: no body. */
void visitor_is_answered(struct visitor *visitor, int status, const char *text);
void visitor_sends_number(struct visitor *visitor, enum session_event_kind kind,
                          int number); // a touch; counted
void visitor_result_is_drawn(struct visitor *visitor, int handle, int pages);
void visitor_result_is_printed(struct visitor *visitor, int sheets);
void visitor_signature_is_kept(struct visitor *visitor, int kept);

/* From the waiting screen to… */
void visitor_comes_to_progress_who(struct visitor *visitor);
/* What could not be done, by its number; somebody has it. */
void visitor_comes_to_ticket(struct visitor *visitor);
void visitor_comes_to_progress_code(struct visitor *visitor); // touches counted from home
void visitor_comes_to_progress_of(struct visitor *visitor, const char *told);
void visitor_comes_to_progress(struct visitor *visitor); // a result is there
void visitor_comes_to_result(struct visitor *visitor);   // of three sheets, drawn
void visitor_comes_to_result_print(struct visitor *visitor);
void visitor_comes_to_sign(struct visitor *visitor);
void visitor_comes_to_delivered(struct visitor *visitor);
void visitor_comes_to_correction(struct visitor *visitor);

#endif
