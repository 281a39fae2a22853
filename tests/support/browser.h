// SPDX-License-Identifier: Apache-2.0
/* A browser, steered over WebDriver (W3C): chromedriver as a child, spoken to by libcurl.
 * Functions end the test with a sentence when they fail. */
#ifndef SUPPORT_BROWSER_H
#define SUPPORT_BROWSER_H

#include <stdbool.h>

struct browser;

/* Headless, window of that size; accepts any certificate. `folder` gets the profile. */
struct browser *browser_start(const char *folder, int width, int height);
void browser_stop(struct browser *browser); // NULL-safe

void browser_open(struct browser *browser, const char *url);
/* `css` is a CSS selector; the first element that fits. It is waited for. */
void browser_type(struct browser *browser, const char *css, const char *text);
void browser_click(struct browser *browser, const char *css);
/* Clicks what leads to another page, and waits until that is there. */
void browser_follow(struct browser *browser, const char *css);
bool browser_has(struct browser *browser, const char *css); // now
char *browser_text(struct browser *browser, const char *css);    // what is seen; g_free
char *browser_url(struct browser *browser);                      // g_free
void browser_picture(struct browser *browser, const char *path); // PNG of the window

#endif
