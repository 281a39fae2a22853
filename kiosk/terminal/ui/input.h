// SPDX-License-Identifier: Apache-2.0
/* Input: what a person does at the machine, in pixels of the window. Any thread. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdint.h>

enum input_kind {
    INPUT_NONE, // nothing came in time
    INPUT_DOWN,
    INPUT_MOVE,
    INPUT_UP,
    INPUT_CANCEL, // the touch was taken away by the system
    INPUT_KEY,    // `key`
    INPUT_EXPOSE, // the window must be shown again
    INPUT_WAKE,   // window_wake() was called
    INPUT_QUIT,
};

struct input_event {
    enum input_kind kind;
    int64_t finger; // which one; the mouse is -1
    int x, y;
    int key; // code of the key, as SDL's SDLK_…
};

#endif
