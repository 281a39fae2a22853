// SPDX-License-Identifier: Apache-2.0
#include "browser.h"

#include "child.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define BROWSER_START_MS 20000
#define BROWSER_CALL_S 60L
#define BROWSER_TRIES 3
#define BROWSER_PATIENCE_US (20 * G_USEC_PER_SEC) // for a page on a busy machine
#define BROWSER_LOOK_US 50000
#define WEBDRIVER_ELEMENT "element-6066-11e4-a52e-4f735466cecf" // W3C WebDriver 12.1

struct browser {
    struct child *driver;
    CURL *curl;
    char *base; // http://127.0.0.1:PORT/session/ID
};

static size_t
collect(char *bytes, size_t size, size_t count, void *text)
{
    g_string_append_len(text, bytes, (gssize)(size * count));
    return size * count;
}

/* The member "value" of the answer; NULL when there was none or it was an error. */
static json_t *
call(struct browser *browser, const char *method, const char *path, json_t *body)
{
    char *url = g_strconcat(browser->base, path, NULL);
    char *text = body == NULL ? NULL : json_dumps(body, JSON_COMPACT);
    GString *answer = g_string_new(NULL);
    struct curl_slist *headers =
        curl_slist_append(NULL, "Content-Type: application/json");
    long status = 0;

    curl_easy_reset(browser->curl);
    curl_easy_setopt(browser->curl, CURLOPT_URL, url);
    curl_easy_setopt(browser->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(browser->curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(browser->curl, CURLOPT_TIMEOUT, BROWSER_CALL_S);
    curl_easy_setopt(browser->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(browser->curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(browser->curl, CURLOPT_WRITEDATA, answer);
    if (text != NULL)
        curl_easy_setopt(browser->curl, CURLOPT_POSTFIELDS, text);
    CURLcode result = curl_easy_perform(browser->curl);
    curl_easy_getinfo(browser->curl, CURLINFO_RESPONSE_CODE, &status);

    json_t *root = result == CURLE_OK ? json_loads(answer->str, 0, NULL) : NULL;
    json_t *value = status == 200 ? json_incref(json_object_get(root, "value")) : NULL;
    if (value == NULL)
        g_info("%s %s: %s", method, path, answer->str);
    json_decref(root);
    json_decref(body);
    curl_slist_free_all(headers);
    g_string_free(answer, TRUE);
    free(text);
    g_free(url);
    return value;
}

/* What the browser is asked to be; each try has a profile of its own. */
static json_t *
wishes(const char *folder, int try, int width, int height)
{
    json_t *arguments = json_pack("[s,s,s,s,s,s,s,s,s,s]", "--headless", "--no-sandbox",
                                  "--disable-gpu", "--disable-quic", "--no-first-run",
                                  "--disable-background-networking",
                                  "--disable-component-update", "--hide-scrollbars",
                                  "--disable-sync", "--disable-dev-shm-usage");
    char *size = g_strdup_printf("--window-size=%d,%d", width, height);
    char *profile = g_strdup_printf("--user-data-dir=%s/browser-%d", folder, try);
    json_array_append_new(arguments, json_string(size));
    json_array_append_new(arguments, json_string(profile));
    g_free(size);
    g_free(profile);
    return json_pack("{s:{s:{s:b,s:{s:o}}}}", "capabilities", "alwaysMatch",
                     "acceptInsecureCerts", 1, "goog:chromeOptions", "args", arguments);
}

/* On a busy machine the browser may be too late for chromedriver's own patience. */
static void
open_session(struct browser *browser, const char *folder, int width, int height)
{
    json_t *value = NULL;
    const char *id = NULL;
    for (int try = 0; id == NULL && try < BROWSER_TRIES; try++) {
        json_decref(value);
        value = call(browser, "POST", "/session", wishes(folder, try, width, height));
        id = json_string_value(json_object_get(value, "sessionId"));
    }
    if (id == NULL)
        g_error("chromedriver opened no session");
    char *base = g_strconcat(browser->base, "/session/", id, NULL);
    g_free(browser->base);
    browser->base = base;
    json_decref(value);
}

struct browser *
browser_start(const char *folder, int width, int height)
{
    const char *argv[] = {"chromedriver", "--port=0", NULL};
    GError *error = NULL;
    struct browser *browser = g_new0(struct browser, 1);
    browser->driver = child_start(argv, NULL, NULL, &error);
    g_assert_no_error(error);
    browser->curl = curl_easy_init();
    /* "ChromeDriver was started successfully on port 41217." */
    char *line;
    while ((line = child_hear(browser->driver, BROWSER_START_MS)) != NULL) {
        const char *port = strstr(line, "successfully on port ");
        if (port != NULL)
            browser->base = g_strdup_printf("http://127.0.0.1:%d",
                                            atoi(port + strlen("successfully on port ")));
        g_free(line);
        if (browser->base != NULL)
            break;
    }
    if (browser->base == NULL)
        g_error("chromedriver did not start");
    open_session(browser, folder, width, height);
    return browser;
}

void
browser_stop(struct browser *browser)
{
    if (browser == NULL)
        return;
    json_decref(call(browser, "DELETE", "", NULL));
    child_stop(browser->driver);
    curl_easy_cleanup(browser->curl);
    g_free(browser->base);
    g_free(browser);
}

void
browser_open(struct browser *browser, const char *url)
{
    json_t *value = call(browser, "POST", "/url", json_pack("{s:s}", "url", url));
    if (value == NULL)
        g_error("the browser could not open %s", url);
    json_decref(value);
}

/* "/element/ID" of the first that fits; g_free. NULL: none. */
static char *
find(struct browser *browser, const char *css)
{
    json_t *value = call(browser, "POST", "/element",
                         json_pack("{s:s,s:s}", "using", "css selector", "value", css));
    const char *id = json_string_value(json_object_get(value, WEBDRIVER_ELEMENT));
    char *path = id == NULL ? NULL : g_strconcat("/element/", id, NULL);
    json_decref(value);
    return path;
}

/* The page may still be on its way: the element is waited for, and one of a page that is just
 * being replaced is looked for again. */
static json_t *
on_element(struct browser *browser, const char *method, const char *css, const char *verb,
           json_t *body)
{
    gint64 end = g_get_monotonic_time() + BROWSER_PATIENCE_US;
    for (;;) {
        g_autofree char *element = find(browser, css);
        g_autofree char *path = g_strconcat(element == NULL ? "" : element, verb, NULL);
        json_t *value = element == NULL ? NULL
                                        : call(browser, method, path, json_incref(body));
        if (value != NULL) {
            json_decref(body);
            return value;
        }
        if (g_get_monotonic_time() > end) {
            g_autofree char *url = browser_url(browser);
            g_error("%s has no %s, or %s failed", url, css, verb);
        }
        g_usleep(BROWSER_LOOK_US);
    }
}

void
browser_type(struct browser *browser, const char *css, const char *text)
{
    json_decref(
        on_element(browser, "POST", css, "/value", json_pack("{s:s}", "text", text)));
}

void
browser_click(struct browser *browser, const char *css)
{
    json_decref(on_element(browser, "POST", css, "/click", json_object()));
}

void
browser_follow(struct browser *browser, const char *css)
{
    gint64 end = g_get_monotonic_time() + BROWSER_PATIENCE_US;
    g_autofree char *page = find(browser, "html");
    g_autofree char *name = g_strconcat(page, "/name", NULL);
    browser_click(browser, css);
    for (;;) {
        json_t *still = call(browser, "GET", name, NULL);
        if (still == NULL)
            break;
        json_decref(still);
        if (g_get_monotonic_time() > end)
            g_error("%s leads to no other page", css);
        g_usleep(BROWSER_LOOK_US);
    }
    json_decref(on_element(browser, "GET", "body", "/name", NULL));
}

bool
browser_has(struct browser *browser, const char *css)
{
    char *element = find(browser, css);
    bool has = element != NULL;
    g_free(element);
    return has;
}

char *
browser_text(struct browser *browser, const char *css)
{
    json_t *value = on_element(browser, "GET", css, "/text", NULL);
    char *text = g_strdup(json_string_value(value));
    json_decref(value);
    return text;
}

char *
browser_url(struct browser *browser)
{
    json_t *value = call(browser, "GET", "/url", NULL);
    char *text = g_strdup(json_string_value(value));
    json_decref(value);
    return text;
}

void
browser_picture(struct browser *browser, const char *path)
{
    json_t *value = call(browser, "GET", "/screenshot", NULL);
    gsize size = 0;
    guchar *bytes = value == NULL ? NULL
                                  : g_base64_decode(json_string_value(value), &size);
    GError *error = NULL;
    if (bytes == NULL)
        g_error("the browser gave no picture");
    g_file_set_contents(path, (const char *)bytes, (gssize)size, &error);
    g_assert_no_error(error);
    g_free(bytes);
    json_decref(value);
}
