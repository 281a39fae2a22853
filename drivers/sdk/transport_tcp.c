// SPDX-License-Identifier: Apache-2.0
#include "transport.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TCP_CONNECT_MS 4000 // `open` of a driver must return in 5 s

/* Reads "host:port" or "[address]:port". */
static bool
tcp_parse(const char *rest, char **host_out, char **port_out, GError **error)
{
    const char *colon = strrchr(rest, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - rest);
    bool bracketed = length > 2 && rest[0] == '[' && rest[length - 1] == ']';
    guint64 port;
    if (length == 0 ||
        !g_ascii_string_to_unsigned(colon + 1, 10, 1, 65535, &port, NULL)) {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_ADDRESS,
                    "wanted is tcp:host:port");
        return false;
    }
    *host_out = bracketed ? g_strndup(rest + 1, length - 2) : g_strndup(rest, length);
    *port_out = g_strdup(colon + 1);
    return true;
}

/* 0, or errno. */
static int
tcp_await_connection(int fd)
{
    struct pollfd polled = {.fd = fd, .events = POLLOUT};
    if (poll(&polled, 1, TCP_CONNECT_MS) != 1)
        return ETIMEDOUT;
    int number = 0;
    socklen_t size = sizeof number;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &size);
    return number;
}

static int
tcp_connect(const struct addrinfo *address, int *number_out)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int number = 0;
    if (fd < 0 || connect(fd, address->ai_addr, address->ai_addrlen) != 0)
        number = errno;
    if (number == EINPROGRESS)
        number = tcp_await_connection(fd);
    if (number == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    *number_out = number;
    return -1;
}

struct transport *
transport_tcp_open(const char *rest, GError **error)
{
    g_autofree char *host = NULL, *port = NULL;
    if (!tcp_parse(rest, &host, &port, error))
        return NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
    struct addrinfo *found = NULL;
    int code = getaddrinfo(host, port, &hints, &found);
    if (code != 0) {
        g_set_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_GONE, "%s: %s", host,
                    gai_strerror(code));
        return NULL;
    }
    // Only the first address: a device has one, and there is time for one.
    int number = 0;
    int fd = tcp_connect(found, &number);
    freeaddrinfo(found);
    if (fd < 0) {
        transport_set_open_error(error, rest, number);
        return NULL;
    }
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    return transport_from_descriptor(fd);
}
