// SPDX-License-Identifier: Apache-2.0
/* The HTTP contract as an OpenAPI 3.1 document, from the tables of <kiosk/office.h>. Pure. */
#ifndef OFFICE_OPENAPI_H
#define OFFICE_OPENAPI_H

#include <jansson.h>

json_t *openapi_describe(void); // new reference

#endif
