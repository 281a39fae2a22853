// SPDX-License-Identifier: Apache-2.0
/* A row of the outbox after a damage: its header, and what an office may answer about it. */
#include "tests/fuzz/fuzz.h"

#include "terminal/outbox/delivery.h"

#include <string.h>

#define STEPS 64

/* Half of the pieces are missing the first time. */
static void
deliver(struct delivery *delivery)
{
    const char *missing[] = {"", "no-such-hash", NULL};
    int64_t now_ms = 0;
    for (int i = 0; i < STEPS; i++, now_ms += 1000 * 1000) {
        size_t piece = SIZE_MAX;
        enum delivery_step step = delivery_next(delivery, now_ms, &piece);
        if (step == DELIVERY_OVER)
            return;
        if (step == DELIVERY_WAIT)
            continue;
        struct delivery_answer answer = {.kind = DELIVERY_STORED};
        if (step == DELIVERY_PIECE) {
            g_assert_cmpuint(piece, <, delivery->piece_count);
        } else if (i < 3 && delivery->piece_count > 0) {
            missing[0] = delivery->pieces[0].sha256;
            answer = (struct delivery_answer){DELIVERY_MISSING, missing, 0};
        }
        delivery_answered(delivery, piece, &answer, now_ms, (uint32_t)i * 2654435761U);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    GError *error = NULL;
    char *header = g_strndup((const char *)bytes, size);
    struct delivery *delivery = delivery_create(header, "/nowhere", 0, 0, &error);
    g_assert_true((delivery == NULL) == (error != NULL));
    if (delivery != NULL)
        deliver(delivery);
    g_clear_error(&error);
    delivery_destroy(delivery);
    g_free(header);
    return 0;
}
