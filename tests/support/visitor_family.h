// SPDX-License-Identifier: Apache-2.0
/* A visitor of the service of every kind (tests/support/services/every-kind). */
#ifndef SUPPORT_VISITOR_FAMILY_H
#define SUPPORT_VISITOR_FAMILY_H

#include "visitor.h"

#define FAMILY_SERVICE "every-kind"

/* Answers all that the page shown asks and lacks, whatever kind it is; in assisted mode the
 * one question. */
void visitor_fills(struct visitor *visitor);
/* A card with this name and number is read. */
void visitor_lays_card(struct visitor *visitor, const char *name, const char *id_number);
void visitor_signs(struct visitor *visitor, const char *question); // NULL: the promise
void visitor_defers(struct visitor *visitor); // on SCREEN_SCAN: brought later

/* From the waiting screen to… */
void visitor_comes_to_who(struct visitor *visitor);
void visitor_comes_to_typed_card(struct visitor *visitor);
void visitor_comes_to_entries(struct visitor *visitor);
void visitor_comes_to_promise(struct visitor *visitor);
/* From the form or its entries, all filled, to the first paper. */
void visitor_fills_all(struct visitor *visitor);

#endif
