// SPDX-License-Identifier: Apache-2.0
/* What a slip printer sends back when it is asked how it is. */
#include "tests/fuzz/fuzz.h"

#include "drivers/receipt/escpos/state.h"
#include "drivers/sdk/transport.h"

#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_MS 1

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    int ends[2];
    GError *error = NULL;
    struct state state = {0};
    if (size > 4096)
        return 0;
    g_assert_cmpint(
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), ==, 0);
    struct state_line line = {.transport = transport_from_descriptor(ends[0])};
    g_assert_cmpint(send(ends[1], bytes, size, 0), ==, (ssize_t)size);
    state_mark(&line, NULL, NULL);
    state_await(&line, NULL, PATIENCE_MS, NULL);
    g_assert_cmpint(send(ends[1], bytes, size, 0), ==, (ssize_t)size);
    if (!state_ask(&line, NULL, PATIENCE_MS, &state, &error))
        state = state_of_error(error);
    g_clear_error(&error);
    transport_close(line.transport);
    close(ends[1]);
    return 0;
}
