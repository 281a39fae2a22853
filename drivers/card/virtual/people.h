// SPDX-License-Identifier: Apache-2.0
/* Made-up cards. Pure. */
#ifndef CARD_VIRTUAL_PEOPLE_H
#define CARD_VIRTUAL_PEOPLE_H

#include <glib.h>
#include <jansson.h>

#define PEOPLE_ERROR (g_quark_from_static_string("kiosk-people"))

/* The card that the arguments of `insert` describe: "card={…}" the whole of it, otherwise the
 * made-up person of "type=" (citizen when left out) with single members changed:
 * `type=hmt name=陈小明 id_number=…`; values with spaces stand in quotes. New reference; NULL:
 * *error says which member is wrong. */
json_t *people_card(const char *arguments, GError **error);

#endif
