// SPDX-License-Identifier: Apache-2.0
/* A port: listening, certificates, draining. */
#include "office/http_private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"

#define PEM_MAX (256 * 1024)
#define POOL_THREADS 2
#define CONNECTION_MEMORY (32 * 1024) // bytes for request line and headers

static int
open_listener(const char *listen_at, unsigned *port_out, GError **error)
{
    g_autofree char *host = g_strdup(listen_at);
    char *colon = strrchr(host, ':');
    struct addrinfo *found = NULL;
    int descriptor = -1;

    g_assert(colon); // config checked host:port
    *colon = '\0';
    const char *name = host[0] == '[' ? host + 1 : host;
    if (host[0] == '[' && colon > host && colon[-1] == ']')
        colon[-1] = '\0';
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    if (getaddrinfo(name, colon + 1, &hints, &found) == 0) {
        const int on = 1;
        descriptor =
            socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (descriptor >= 0 &&
            (bind(descriptor, found->ai_addr, found->ai_addrlen) != 0 ||
             listen(descriptor, SOMAXCONN) != 0)) {
            close(descriptor);
            descriptor = -1;
        }
        freeaddrinfo(found);
    }
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    if (descriptor < 0 ||
        getsockname(descriptor, (struct sockaddr *)&bound, &size) != 0) {
        g_set_error(error, HTTP_ERROR, 0, "cannot listen at %s: %s", listen_at,
                    g_strerror(errno));
        return -1;
    }
    *port_out = ntohs(bound.ss_family == AF_INET6
                          ? ((struct sockaddr_in6 *)&bound)->sin6_port
                          : ((struct sockaddr_in *)&bound)->sin_port);
    return descriptor;
}

static void
on_library_log(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)
        arguments; // its lines repeat what clients do wrong, and may hold parts of a URL
}

static struct MHD_Daemon *
start_daemon(struct http_server *server, int listener, const char *key,
             const char *certificate, const char *trust)
{
    const struct http_settings *settings = &server->settings;
    const unsigned flags = MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD |
                           MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem more[] = {{trust ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END,
                                     0, g_memdup2(trust, trust ? strlen(trust) + 1 : 0)},
                                    {MHD_OPTION_END, 0, NULL}};
    struct MHD_Daemon *daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, http_on_request, server, MHD_OPTION_EXTERNAL_LOGGER,
        on_library_log, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_MEM_CERT, certificate,
        MHD_OPTION_HTTPS_PRIORITIES, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)POOL_THREADS, MHD_OPTION_CONNECTION_LIMIT,
        settings->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        settings->connections_max / 2, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)HTTP_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, http_on_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, http_on_connection, server, MHD_OPTION_ARRAY, more,
        MHD_OPTION_END);

    g_free(more[0].ptr_value);
    return daemon;
}

struct http_server *
http_start(const struct http_settings *settings, GError **error)
{
    g_autofree char *certificate = file_read(settings->certificate, PEM_MAX, NULL, error);
    g_autofree char *key = certificate ? file_read(settings->key, PEM_MAX, NULL, error)
                                       : NULL;
    g_autofree char *trust = key && settings->client_ca
                                 ? file_read(settings->client_ca, PEM_MAX, NULL, error)
                                 : NULL;
    if (!key || (settings->client_ca && !trust))
        return NULL;

    struct http_server *server = g_new0(struct http_server, 1);
    server->settings = *settings;
    g_mutex_init(&server->mutex);
    g_cond_init(&server->answered);
    const int listener = open_listener(settings->listen, &server->port, error);
    if (listener < 0) {
        g_free(server);
        return NULL;
    }
    server->daemon = start_daemon(server, listener, key, certificate, trust);
    if (!server->daemon) {
        g_set_error(error, HTTP_ERROR, 0, "cannot serve at %s with %s", settings->listen,
                    settings->certificate);
        close(listener);
        g_free(server);
        return NULL;
    }
    return server;
}

void
http_drain(struct http_server *server)
{
    if (!server)
        return;
    const MHD_socket listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0)
        close(listener);
    g_mutex_lock(&server->mutex);
    server->draining = true;
    while (server->open > 0)
        g_cond_wait(&server->answered, &server->mutex);
    g_mutex_unlock(&server->mutex);
}

void
http_stop(struct http_server *server)
{
    if (!server)
        return;
    MHD_stop_daemon(server->daemon);
    g_mutex_clear(&server->mutex);
    g_cond_clear(&server->answered);
    g_free(server);
}

unsigned
http_port(const struct http_server *server)
{
    return server->port;
}
