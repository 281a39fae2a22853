// SPDX-License-Identifier: Apache-2.0
/* A scanner that speaks eSCL (Mopria eSCL 2.97) on 127.0.0.1: one A4 glass, 300 dpi, colour,
 * pages as PNG from a file. Prints "port N" when it listens.
 *
 *   escl-simulator PAGE.png
 *
 * Lines on standard input: page FILE, busy, garbage, cut, hang, vanish, clear. One thread, one
 * connection at a time. */
#include <arpa/inet.h>
#include <glib.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define REQUEST_MAX (64 * 1024)

static const char capabilities[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    "<scan:ScannerCapabilities "
    "xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" "
    "xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\">"
    "<pwg:Version>2.97</pwg:Version><pwg:MakeAndModel>Simulated "
    "Scanner</pwg:MakeAndModel>"
    "<pwg:SerialNumber>0001</pwg:SerialNumber>"
    "<scan:Platen><scan:PlatenInputCaps><scan:MinWidth>16</scan:MinWidth>"
    "<scan:MaxWidth>2480</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight>"
    "<scan:MaxHeight>3507</scan:MaxHeight><scan:MaxScanRegions>1</scan:MaxScanRegions>"
    "<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>"
    "<scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>"
    "<scan:DocumentFormats><pwg:DocumentFormat>image/png</pwg:DocumentFormat>"
    "<scan:DocumentFormatExt>image/png</scan:DocumentFormatExt></scan:DocumentFormats>"
    "<scan:SupportedResolutions><scan:DiscreteResolutions><scan:DiscreteResolution>"
    "<scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution>"
    "</scan:DiscreteResolution></scan:DiscreteResolutions></scan:SupportedResolutions>"
    "</scan:SettingProfile></scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>"
    "</scan:ScannerCapabilities>";

static const char status_format[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    "<scan:ScannerStatus xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" "
    "xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\"><pwg:Version>2.97</pwg:Version>"
    "<pwg:State>%s</pwg:State></scan:ScannerStatus>";

struct scanner {
    char *page;      // path
    char mode[16];   // "" or a fault
    bool page_ready; // a job was made and its page not fetched yet
};

static void
answer(int fd, const char *status, const char *headers, const char *type,
       const void *body, size_t size)
{
    g_autofree char *head =
        g_strdup_printf("HTTP/1.1 %s\r\nConnection: close\r\n%s"
                        "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                        status, headers, type, size);
    if (send(fd, head, strlen(head), MSG_NOSIGNAL) < 0)
        return;
    const char *bytes = body;
    for (size_t done = 0; done < size;) {
        ssize_t sent = send(fd, bytes + done, size - done, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        done += (size_t)sent;
    }
}

static void
answer_text(int fd, const char *status, const char *headers, const char *text)
{
    answer(fd, status, headers, "text/xml", text, strlen(text));
}

static bool
is_mode(const struct scanner *scanner, const char *mode)
{
    return strcmp(scanner->mode, mode) == 0;
}

static void
give_page(struct scanner *scanner, int fd)
{
    g_autofree char *bytes = NULL;
    size_t size = 0;
    if (!scanner->page_ready ||
        !g_file_get_contents(scanner->page, &bytes, &size, NULL)) {
        answer_text(fd, "404 Not Found", "", "");
        return;
    }
    scanner->page_ready = false;
    if (is_mode(scanner, "hang")) {
        struct pollfd wait[] = {{.fd = fd, .events = POLLIN},
                                {.fd = STDIN_FILENO, .events = POLLIN}};
        poll(wait, 2, 30000); // until the client has had enough, or we are mended
    } else if (is_mode(scanner, "garbage")) {
        answer(fd, "200 OK", "", "image/png", "this is no picture", 18);
    } else {
        answer(fd, "200 OK", "", "image/png", bytes,
               is_mode(scanner, "cut") ? size / 2 : size);
    }
}

static void
serve(struct scanner *scanner, int fd, const char *request)
{
    if (is_mode(scanner, "vanish"))
        return;
    if (g_str_has_prefix(request, "GET /eSCL/ScannerCapabilities")) {
        answer_text(fd, "200 OK", "", capabilities);
    } else if (g_str_has_prefix(request, "GET /eSCL/ScannerStatus")) {
        g_autofree char *text = g_strdup_printf(
            status_format, is_mode(scanner, "busy") ? "Processing" : "Idle");
        answer_text(fd, "200 OK", "", text);
    } else if (g_str_has_prefix(request, "POST /eSCL/ScanJobs") &&
               is_mode(scanner, "busy")) {
        answer_text(fd, "503 Service Unavailable", "", "");
    } else if (g_str_has_prefix(request, "POST /eSCL/ScanJobs")) {
        scanner->page_ready = true;
        answer_text(fd, "201 Created", "Location: /eSCL/ScanJobs/1\r\n", "");
    } else if (g_str_has_prefix(request, "GET /eSCL/ScanJobs/1/NextDocument")) {
        give_page(scanner, fd);
    } else if (g_str_has_prefix(request, "DELETE /eSCL/ScanJobs/1")) {
        scanner->page_ready = false;
        answer_text(fd, "200 OK", "", "");
    } else {
        answer_text(fd, "404 Not Found", "", "");
    }
}

/* How long the body behind the head is; chunked ones end by their own last chunk. */
static bool
is_whole(const char *request, size_t size)
{
    const char *body = strstr(request, "\r\n\r\n");
    if (!body)
        return false;
    const char *length = strcasestr(request, "\r\nContent-Length:");
    if (length && length < body)
        return size - (size_t)(body + 4 - request) >=
               g_ascii_strtoull(length + 17, NULL, 10);
    bool chunked = strcasestr(request, "\r\nTransfer-Encoding: chunked");
    return !chunked || strstr(body, "\r\n0\r\n");
}

static void
take_connection(struct scanner *scanner, int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    g_autofree char *request = g_malloc0(REQUEST_MAX);
    size_t size = 0;
    while (size < REQUEST_MAX - 1 && !is_whole(request, size)) {
        ssize_t count = recv(fd, request + size, REQUEST_MAX - 1 - size, 0);
        if (count <= 0)
            break;
        size += (size_t)count;
    }
    if (is_whole(request, size))
        serve(scanner, fd, request);
    close(fd);
}

/* False at the end of standard input. */
static bool
take_line(struct scanner *scanner)
{
    char line[1024];
    if (!fgets(line, sizeof(line), stdin))
        return false;
    g_strchomp(line);
    if (g_str_has_prefix(line, "page ")) {
        g_free(scanner->page);
        scanner->page = g_strdup(line + 5);
    } else {
        bool clear = strcmp(line, "clear") == 0;
        g_strlcpy(scanner->mode, clear ? "" : line, sizeof(scanner->mode));
    }
    puts("done");
    return true;
}

static int
listen_somewhere(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 ||
        listen(fd, 8) != 0 || getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return -1;
    printf("port %d\n", ntohs(address.sin_port));
    return fd;
}

int
main(int argc, char **argv)
{
    struct scanner scanner = {.page = g_strdup(argc > 1 ? argv[1] : "")};
    setvbuf(stdout, NULL, _IOLBF, 0);
    setvbuf(stdin, NULL, _IONBF, 0); // poll must see what fgets has not read yet
    int listener = listen_somewhere();
    if (listener < 0) {
        perror("escl-simulator");
        return 1;
    }
    struct pollfd polled[] = {{.fd = listener, .events = POLLIN},
                              {.fd = STDIN_FILENO, .events = POLLIN}};
    while (poll(polled, G_N_ELEMENTS(polled), -1) > 0) {
        if (polled[1].revents != 0 && !take_line(&scanner))
            break;
        if (polled[0].revents != 0)
            take_connection(&scanner, listener);
    }
    close(listener);
    g_free(scanner.page);
    return 0;
}
