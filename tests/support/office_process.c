// SPDX-License-Identifier: Apache-2.0
#include "office_process.h"

#include "child.h"
#include "openapi.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define START_MS 20000
#define RUN_MS 20000
#define CALL_S 30L

/* ---- the process ------------------------------------------------------------------------ */

static void
must_run(const char *const *argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *errors = NULL;
    int status = 0;

    g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, &errors, &status, &error);
    g_assert_no_error(error);
    if (!g_spawn_check_wait_status(status, &error))
        g_error("%s: %s: %s", argv[0], error->message, errors);
}

static void
write_config(const struct office_process *process)
{
    g_autofree char *here = g_get_current_dir();
    g_autofree char *text = g_strdup_printf(
        "[office]\nlisten=127.0.0.1:%d\nstaff_listen=127.0.0.1:%d\n"
        "database=sqlite:office/office.db\ncertificate=ca/office.crt\nkey=ca/office.key\n"
        "client_ca=ca/ca.crt\nservices=%s/assets/services\nkeys=office/keys\n"
        "place=%s/assets/place.json\ncalendars=%s/assets/calendars\n"
        "bookings=%s/assets/bookings.json\n",
        process->port, process->staff_port, here, here, here, here);
    g_autoptr(GError) error = NULL;

    g_file_set_contents(process->config, text, -1, &error);
    g_assert_no_error(error);
}

static int
free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_assert_cmpint(bind(descriptor, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(getsockname(descriptor, (struct sockaddr *)&address, &size), ==, 0);
    close(descriptor);
    return ntohs(address.sin_port);
}

struct office_process *
office_process_create(const char *name)
{
    struct office_process *process = g_new0(struct office_process, 1);
    g_autofree char *below = g_build_filename("worlds", name, NULL);

    process->folder = child_built(below);
    process->config = g_build_filename(process->folder, "office.conf", NULL);
    const char *remove[] = {"rm", "-rf", process->folder, NULL};
    must_run(remove);
    const char *authority[] = {"tests/support/demo_ca", process->folder, NULL};
    must_run(authority);
    process->port = free_port();
    process->staff_port = free_port();
    write_config(process);
    process->contract = json_load_file("include/kiosk/office.openapi.json", 0, NULL);
    g_assert_nonnull(process->contract);
    return process;
}

void
office_process_destroy(struct office_process *process)
{
    if (!process)
        return;
    if (process->child)
        g_assert_cmpint(office_process_stop(process), ==, 0);
    json_decref(process->contract);
    g_free(process->folder);
    g_free(process->config);
    g_free(process);
}

static char *
log_path(const struct office_process *process)
{
    return g_build_filename(process->folder, "office.log", NULL);
}

char *
office_process_log(const struct office_process *process)
{
    g_autofree char *path = log_path(process);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text ? text : g_strdup("");
}

void
office_process_start(struct office_process *process)
{
    g_autofree char *program = child_built("bin/kiosk-office");
    g_autofree char *log = log_path(process);
    const char *argv[] = {program, "--config", process->config, NULL};
    g_autoptr(GError) error = NULL;

    g_assert_null(process->child);
    process->child = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    g_autofree char *ready = child_hear(process->child, START_MS);
    g_autofree char *said = ready ? NULL : office_process_log(process);
    if (!ready)
        g_error("the office does not start: %s", said);
}

int
office_process_stop(struct office_process *process)
{
    const int status = child_stop(process->child);

    process->child = NULL;
    return status;
}

void
office_process_kill(struct office_process *process)
{
    child_kill(process->child, SIGKILL);
    child_stop(process->child);
    process->child = NULL;
}

char *
office_process_run(struct office_process *process, const char *const *words,
                   const char *input, int *status_out)
{
    g_autofree char *program = child_built("bin/kiosk-office");
    g_autofree char *log = log_path(process);
    const char *argv[12] = {program, "--config", process->config};
    g_autoptr(GError) error = NULL;
    int status = -1;

    for (size_t i = 0; words[i]; i++)
        argv[3 + i] = words[i];
    struct child *child = child_start(argv, NULL, log, &error);
    g_assert_no_error(error);
    if (input)
        child_say(child, input);
    GString *output = g_string_new(NULL);
    char *line;
    while ((line = child_hear(child, RUN_MS))) {
        g_string_append_printf(output, "%s\n", line);
        g_free(line);
    }
    g_assert_true(child_wait(child, RUN_MS, &status));
    child_stop(child);
    g_autofree char *said = office_process_log(process);
    if (status_out)
        *status_out = status;
    else if (status != 0)
        g_error("kiosk-office %s ended with wait status %d: %s", words[0], status, said);
    return g_string_free(output, FALSE);
}

void
office_process_certificate(struct office_process *process, const char *name,
                           const char *common_name, const char *usage, int days)
{
    g_autofree char *count = g_strdup_printf("%d", days);
    const char *argv[] = {
        "tests/support/demo_ca", process->folder, name, common_name, usage, count, NULL};

    must_run(argv);
}

/* ---- asking ----------------------------------------------------------------------------- */

struct office_client {
    struct office_process *process;
    CURL *curl;
    char *cookie; // "name=value" of the last Set-Cookie; NULL: none
};

struct upload {
    const char *next;
    size_t left;
};

struct office_client *
office_client_create(struct office_process *process)
{
    struct office_client *client = g_new0(struct office_client, 1);

    *client = (struct office_client){.process = process, .curl = curl_easy_init()};
    return client;
}

void
office_client_destroy(struct office_client *client)
{
    if (!client)
        return;
    curl_easy_cleanup(client->curl);
    g_free(client->cookie);
    g_free(client);
}

static size_t
collect(char *bytes, size_t size, size_t count, void *text)
{
    g_string_append_len(text, bytes, (gssize)(size * count));
    return size * count;
}

static size_t
give(char *bytes, size_t size, size_t count, void *context)
{
    struct upload *upload = context;
    const size_t length = MIN(size * count, upload->left);

    memcpy(bytes, upload->next, length);
    upload->next += length;
    upload->left -= length;
    return length;
}

static void
set_certificates(CURL *curl, const struct office_process *process,
                 const struct office_call *call)
{
    const char *name = call->certificate ? call->certificate : "terminal-0001";
    g_autofree char *authority = g_strdup_printf("%s/ca/ca.crt", process->folder);
    g_autofree char *certificate = g_strdup_printf("%s/ca/%s.crt", process->folder, name);
    g_autofree char *key = g_strdup_printf("%s/ca/%s.key", process->folder, name);

    curl_easy_setopt(curl, CURLOPT_CAINFO, authority);
    if (call->staff || !name[0])
        return;
    curl_easy_setopt(curl, CURLOPT_SSLCERT, certificate);
    curl_easy_setopt(curl, CURLOPT_SSLKEY, key);
}

static void
set_body(CURL *curl, const struct office_call *call, struct upload *upload)
{
    if (!call->body)
        return;
    *upload = (struct upload){.next = call->body,
                              .left = call->size > 0 ? call->size : strlen(call->body)};
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, upload);
    if (!call->chunked)
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)upload->left);
}

static struct curl_slist *
set_headers(CURL *curl, const struct office_call *call)
{
    g_autofree char *media = g_strdup_printf(
        "Content-Type: %s", call->media ? call->media : "application/json");
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");

    if (call->body)
        headers = curl_slist_append(headers, media);
    for (size_t i = 0; call->headers && call->headers[i]; i++)
        headers = curl_slist_append(headers, call->headers[i]);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    return headers;
}

static void
must_agree(const struct office_process *process, const struct office_call *call,
           const struct office_reply *reply)
{
    g_autofree char *why = openapi_disagrees(process->contract, call->method, call->path,
                                             reply->status, reply->json, reply->size > 0);
    if (why)
        g_error("%s %s, %ld: %s: %s", call->method, call->path, reply->status, why,
                reply->body);
}

static void
keep_cookie(struct office_client *client, const struct office_reply *reply)
{
    char *cookie = office_reply_header(reply, "Set-Cookie");

    if (!cookie)
        return;
    cookie[strcspn(cookie, ";")] = '\0';
    g_free(client->cookie);
    client->cookie = cookie;
}

struct office_reply *
office_ask(struct office_client *client, const struct office_call *call)
{
    struct office_process *process = client->process;
    CURL *curl = client->curl;
    struct upload upload;
    GString *body = g_string_new(NULL), *headers = g_string_new(NULL);
    g_autofree char *url =
        g_strdup_printf("https://127.0.0.1:%d%s",
                        call->staff ? process->staff_port : process->port, call->path);

    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    // libcurl's own cookies leak at each reset of a handle (7.88).
    if (call->staff)
        curl_easy_setopt(curl, CURLOPT_COOKIE, client->cookie);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, CALL_S);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, headers);
    set_certificates(curl, process, call);
    set_body(curl, call, &upload);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call->method);
    struct curl_slist *lines = set_headers(curl, call);

    struct office_reply *reply = g_new0(struct office_reply, 1);
    reply->failed = (int)curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_slist_free_all(lines);
    reply->size = body->len;
    reply->body = g_string_free(body, FALSE);
    reply->headers = g_string_free(headers, FALSE);
    reply->json = json_loadb(reply->body, reply->size, JSON_DISABLE_EOF_CHECK, NULL);
    keep_cookie(client, reply);
    if (!call->staff && reply->failed == 0)
        must_agree(process, call, reply);
    return reply;
}

void
office_reply_free(struct office_reply *reply)
{
    if (!reply)
        return;
    json_decref(reply->json);
    g_free(reply->body);
    g_free(reply->headers);
    g_free(reply);
}

char *
office_reply_header(const struct office_reply *reply, const char *name)
{
    const size_t length = strlen(name);
    g_auto(GStrv) lines = g_strsplit(reply->headers, "\r\n", -1);

    for (size_t i = 0; lines[i]; i++)
        if (g_ascii_strncasecmp(lines[i], name, length) == 0 && lines[i][length] == ':')
            return g_strdup(g_strstrip(lines[i] + length + 1));
    return NULL;
}
