// SPDX-License-Identifier: Apache-2.0
/* What a printer answers over IPP: the message as it stands on the wire (RFC 8010), then what we
 * read from it. */
#include "tests/fuzz/fuzz.h"

#include "drivers/printer/ipp/report.h"

#include <cups/ipp.h>
#include <string.h>

struct wire {
    const uint8_t *bytes;
    size_t size;
};

static ssize_t
take(void *context, ipp_uchar_t *buffer, size_t size)
{
    struct wire *wire = context;
    size_t taken = MIN(size, wire->size);
    memcpy(buffer, wire->bytes, taken);
    wire->bytes += taken;
    wire->size -= taken;
    return (ssize_t)taken;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct wire wire = {bytes, size};
    ipp_t *answer = ippNew();
    if (ippReadIO(&wire, take, 1, NULL, answer) == IPP_STATE_DATA) {
        struct report report = {0};
        report_read(&report, answer);
        report_finish(&report);
    }
    ippDelete(answer);
    return 0;
}
