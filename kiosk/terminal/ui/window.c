// SPDX-License-Identifier: Apache-2.0
#include "window.h"

#include <SDL.h>
#include <string.h>

struct window {
    SDL_Window *window;
    SDL_Surface *surface;
    struct canvas canvas;
};

static Uint32 wake_event; // our own kind of SDL event

/* These drivers give plain memory; with the hint unset SDL would put a GL texture in front
 * of it (+110 MB, +80 ms). The others need that texture. Must come after SDL_Init, when the
 * driver is known, and before the surface is asked for. */
static void
prefer_plain_memory(void)
{
    static const char *const plain[] = {"x11", "offscreen", "dummy"};
    const char *driver = SDL_GetCurrentVideoDriver();
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (driver != NULL && strcmp(driver, plain[i]) == 0)
            SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

static bool
get_surface(struct window *window, GError **error)
{
    window->surface = SDL_GetWindowSurface(window->window);
    if (window->surface == NULL || window->surface->format->BytesPerPixel != 4 ||
        window->surface->format->Rmask != 0xff0000) {
        g_set_error(error, WINDOW_ERROR, 0, "the display gives no usable pixels: %s",
                    SDL_GetError());
        return false;
    }
    canvas_init(&window->canvas, window->surface->pixels, window->surface->w,
                window->surface->h, window->surface->pitch);
    return true;
}

static void
set_hints(void)
{
    // Touches come as touches alone; else SDL tells each of them twice.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
}

/* SDL takes a driver without a picture when no other works; a terminal must say so instead,
 * unless somebody asked for it by SDL_VIDEODRIVER. */
static bool
is_seen(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool hidden = g_strcmp0(driver, "offscreen") == 0 || g_strcmp0(driver, "dummy") == 0;
    return !hidden || g_getenv("SDL_VIDEODRIVER") != NULL;
}

/* The whole display. On X without a window manager a plain window of its size is the same, and
 * asking for full screen costs 0.1 s at start and at end: SDL waits for a manager's word. */
static Uint32
cover_display(int *width_out, int *height_out)
{
    SDL_DisplayMode mode = {.w = 1080, .h = 1920};
    bool known = SDL_GetDesktopDisplayMode(0, &mode) == 0;
    *width_out = mode.w;
    *height_out = mode.h;
    bool x11 = g_strcmp0(SDL_GetCurrentVideoDriver(), "x11") == 0;
    return known && x11 ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP;
}

struct window *
window_create(const char *title, int width, int height, GError **error)
{
    set_hints();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        g_set_error(error, WINDOW_ERROR, 0, "there is no display: %s", SDL_GetError());
        return NULL;
    }
    if (!is_seen()) {
        g_set_error(error, WINDOW_ERROR, 0,
                    "there is no display (DISPLAY, WAYLAND_DISPLAY)");
        SDL_Quit();
        return NULL;
    }
    // Text input is on by default and would start input methods.
    SDL_StopTextInput();
    prefer_plain_memory();
    wake_event = SDL_RegisterEvents(1);
    Uint32 flags = SDL_WINDOW_SHOWN | SDL_WINDOW_BORDERLESS;
    if (width == 0 || height == 0)
        flags |= cover_display(&width, &height);
    struct window *window = g_new0(struct window, 1);
    window->window = SDL_CreateWindow(title, 0, 0, width, height, flags);
    if (window->window == NULL)
        g_set_error(error, WINDOW_ERROR, 0, "no window: %s", SDL_GetError());
    if (window->window == NULL || !get_surface(window, error)) {
        window_destroy(window);
        return NULL;
    }
    return window;
}

void
window_place(struct window *window, int left)
{
    SDL_SetWindowPosition(window->window, left, 0);
}

void
window_destroy(struct window *window)
{
    if (window == NULL)
        return;
    if (window->surface != NULL)
        window_blank(window);
    if (window->window != NULL)
        SDL_DestroyWindow(window->window);
    g_free(window);
    SDL_Quit();
}

struct canvas *
window_canvas(struct window *window)
{
    return &window->canvas;
}

void
window_show(struct window *window, const struct box *boxes, size_t count)
{
    SDL_Rect rects[32];
    g_assert(count <= G_N_ELEMENTS(rects));
    for (size_t i = 0; i < count; i++)
        rects[i] = (SDL_Rect){boxes[i].x, boxes[i].y, boxes[i].w, boxes[i].h};
    if (count > 0)
        SDL_UpdateWindowSurfaceRects(window->window, rects, (int)count);
}

void
window_blank(struct window *window)
{
    struct box all = {0, 0, window->canvas.width, window->canvas.height};
    canvas_set_clip(&window->canvas, all);
    canvas_fill(&window->canvas, all, 0);
    window_show(window, &all, 1);
}

static bool
translate_finger(const struct window *window, const SDL_Event *event,
                 struct input_event *input)
{
    static const enum input_kind kinds[] = {INPUT_DOWN, INPUT_UP, INPUT_MOVE};
    *input = (struct input_event){
        .kind = kinds[event->type - SDL_FINGERDOWN],
        .finger = event->tfinger.fingerId,
        .x = (int)(event->tfinger.x * (float)window->canvas.width),
        .y = (int)(event->tfinger.y * (float)window->canvas.height),
    };
    return true;
}

/* The left mouse button is a finger. */
static bool
translate_mouse(const SDL_Event *event, struct input_event *input)
{
    if (event->type == SDL_MOUSEMOTION) {
        *input = (struct input_event){
            .kind = INPUT_MOVE, .finger = -1, .x = event->motion.x, .y = event->motion.y};
        return event->motion.state & SDL_BUTTON_LMASK;
    }
    *input = (struct input_event){
        .kind = event->type == SDL_MOUSEBUTTONDOWN ? INPUT_DOWN : INPUT_UP,
        .finger = -1,
        .x = event->button.x,
        .y = event->button.y,
    };
    return event->button.button == SDL_BUTTON_LEFT;
}

static bool
translate_window(struct window *window, const SDL_Event *event, struct input_event *input)
{
    switch (event->window.event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        get_surface(window, NULL);
        G_GNUC_FALLTHROUGH;
    case SDL_WINDOWEVENT_EXPOSED:
        input->kind = INPUT_EXPOSE;
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        input->kind = INPUT_CANCEL;
        input->finger = -1;
        return true;
    default:
        return false;
    }
}

/* Tab and the arrows go through the page, Enter and space press, Escape goes back. */
static bool
translate_key(const SDL_KeyboardEvent *event, struct input_event *input)
{
    static const struct {
        SDL_Keycode code;
        enum input_key key;
    } keys[] = {{SDLK_RIGHT, INPUT_KEY_NEXT},      {SDLK_DOWN, INPUT_KEY_NEXT},
                {SDLK_LEFT, INPUT_KEY_PREVIOUS},   {SDLK_UP, INPUT_KEY_PREVIOUS},
                {SDLK_RETURN, INPUT_KEY_ACTIVATE}, {SDLK_KP_ENTER, INPUT_KEY_ACTIVATE},
                {SDLK_SPACE, INPUT_KEY_ACTIVATE},  {SDLK_ESCAPE, INPUT_KEY_BACK},
                {SDLK_BACKSPACE, INPUT_KEY_ERASE}, {SDLK_DELETE, INPUT_KEY_ERASE},
                {SDLK_F1, INPUT_KEY_HELP},         {SDLK_F5, INPUT_KEY_REPEAT}};
    SDL_Keycode code = event->keysym.sym;
    input->kind = INPUT_KEY;
    if (code == SDLK_TAB)
        input->key = event->keysym.mod & KMOD_SHIFT ? INPUT_KEY_PREVIOUS : INPUT_KEY_NEXT;
    else if (code >= SDLK_KP_1 && code <= SDLK_KP_0)
        input->key = code == SDLK_KP_0 ? '0' : '1' + (int)(code - SDLK_KP_1);
    else if (code > ' ' && code < 127)
        input->key = (int)code;
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].code == code)
            input->key = (int)keys[i].key;
    return event->repeat == 0 && input->key != 0;
}

/* False: nothing that concerns us. */
static bool
translate(struct window *window, const SDL_Event *event, struct input_event *input)
{
    *input = (struct input_event){0};
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return translate_finger(window, event, input);
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return translate_mouse(event, input);
    case SDL_KEYDOWN:
        return translate_key(&event->key, input);
    case SDL_WINDOWEVENT:
        return translate_window(window, event, input);
    case SDL_QUIT:
        input->kind = INPUT_QUIT;
        return true;
    default:
        input->kind = INPUT_WAKE;
        return event->type == wake_event;
    }
}

struct input_event
window_wait(struct window *window, int timeout_ms)
{
    Uint64 end = SDL_GetTicks64() + (Uint64)MAX(timeout_ms, 0);
    for (;;) {
        SDL_Event event;
        struct input_event input;
        Uint64 now = SDL_GetTicks64();
        int left = timeout_ms < 0 ? -1 : (int)(end > now ? end - now : 0);
        int got = left < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, left);
        if (got == 0)
            return (struct input_event){.kind = INPUT_NONE};
        if (translate(window, &event, &input))
            return input;
    }
}

void
window_wake(void)
{
    SDL_Event event = {.type = wake_event};
    SDL_PushEvent(&event);
}
