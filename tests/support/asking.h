// SPDX-License-Identifier: Apache-2.0
/* Services whose only page of their own asks what a test wants to know. */
#ifndef TESTS_SUPPORT_ASKING_H
#define TESTS_SUPPORT_ASKING_H

#include "core/service.h"

#define LABEL "\"label\":{\"zh_CN\":\"x\"}"
#define CHOICES                                                                          \
    "\"choices\":[{\"value\":\"a\",\"label\":{\"zh_CN\":\"甲\",\"en\":\"A\"}},"         \
    "{\"value\":\"b\",\"label\":{\"zh_CN\":\"乙\",\"en\":\"B\"}},"                      \
    "{\"value\":\"c\",\"label\":{\"zh_CN\":\"丙\",\"en\":\"C\"}}]"

/* Behind the card's own page; `questions` is a list of them (JSON). service_destroy. */
struct service *asking(const char *questions);

/* One question of each kind: text person number_of_id phone day one some yes count money place
 * bank, and more, which may be left out. */
extern const char asking_every_kind[];

#endif
