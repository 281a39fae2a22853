// SPDX-License-Identifier: Apache-2.0
/* A service's guide to take home (明白纸): as a document for paper, and as a few lines of text
 * in a QR code that any phone shows without a network. No personal data in either. Pure;
 * language by gettext. */
#ifndef CORE_GUIDE_SHEET_H
#define CORE_GUIDE_SHEET_H

#include "core/place.h"
#include "core/service.h"

#define GUIDE_CODE_MAX 300 // bytes: a code that a phone still reads at once

struct guide_sheet {
    const struct service *service;
    const struct place *place;
    const char *terminal, *language;
    bool large;
    int64_t now_ms;
};

/* The five public fields 依据 程序 申报材料 承诺时限 收费标准, who can, where, whom to ask. New
 * reference, passes document_schema. */
json_t *guide_sheet(const struct guide_sheet *sheet);

/* Name, what to bring, how long, what it costs, telephone; whole lines, as many as fit.
 * g_free. */
char *guide_code(const struct service *service, const struct place *place,
                 const char *language);

/* "22 working days", or "at once". g_free. */
char *guide_time_limit(const struct service *service);

#endif
