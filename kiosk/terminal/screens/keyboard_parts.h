// SPDX-License-Identifier: Apache-2.0
/* What keyboard*.c share. Only for them. */
#ifndef SCREENS_KEYBOARD_PARTS_H
#define SCREENS_KEYBOARD_PARTS_H

#include "frame.h"

#define KEYBOARD_MARGIN                                                                  \
    24 // from the edge of the panel: keys need the width more than air

struct keyboard_key {
    const char *id, *name, *icon;
    int size; // of a single character; 0: a word
    bool off, selected;
    enum widget_tone tone;
    int action, number;
    const char *text;
};

/* ---- keyboard.c ---- */
void
keyboard_key(const struct frame *frame, const struct keyboard_key *key, struct box box);
void keyboard_erase(const struct frame *frame, const char *name, struct box box);
/* A key that leads to another keyboard. */
void keyboard_change(const struct frame *frame, enum keyboard to, struct box box);
/* Why a key to another keyboard is off; NULL: none is. */
const char *keyboard_why_off(const struct frame *frame);
void keyboard_candidate(const struct frame *frame, size_t index, struct box box);
void keyboard_candidates(const struct frame *frame, int y, int height); // a row
void
keyboard_primary(const struct frame *frame, const struct widget *next, struct box box);

void keyboard_letter(const struct frame *frame, char character, struct box box);
/* The other language of the letters, or capitals. */
void keyboard_language(const struct frame *frame, struct box box);

/* ---- keyboard_letters.c ---- */
int keyboard_letters_top(const struct frame *frame);
void keyboard_letters(const struct frame *frame, const struct widget *next);

/* ---- keyboard_search.c ---- */
int keyboard_search_top(const struct frame *frame);
void keyboard_search(const struct frame *frame, int top); // from there to the bottom bar

/* ---- keyboard_nine.c ---- */
int keyboard_assisted_top(const struct frame *frame);
void keyboard_nine(const struct frame *frame, const struct widget *next);

/* ---- keyboard_writing.c ---- */
int keyboard_square_top(const struct frame *frame); // at the latest
void keyboard_writing(const struct frame *frame, const struct widget *next);
void
keyboard_writing_assisted(const struct frame *frame, int top, const struct widget *next);

#endif
