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

/* Keys that mean something on every page; others are the characters on them. */
enum input_key {
    INPUT_KEY_NEXT = 1,
    INPUT_KEY_PREVIOUS,
    INPUT_KEY_ACTIVATE,
    INPUT_KEY_BACK,
    INPUT_KEY_ERASE,
    INPUT_KEY_HELP,
    INPUT_KEY_REPEAT,
};

struct input_event {
    enum input_kind kind;
    int64_t finger; // which one; the mouse is -1
    int x, y;
    int key; // enum input_key, or a character of ASCII
};

#endif
