// SPDX-License-Identifier: Apache-2.0
/* The paper of the slip printer: ESC/POS bytes as text and as a picture, 576 dots wide. One
 * thread. Sources: the ESC/POS command reference; GB 18030. */
#ifndef SUPPORT_ESCPOS_PAPER_H
#define SUPPORT_ESCPOS_PAPER_H

#include <glib.h>
#include <stdbool.h>

struct escpos_paper;

struct escpos_done {
    int lines; // of paper that this took
    bool cut, mark;
};

struct escpos_paper *escpos_paper_create(void);
void escpos_paper_destroy(struct escpos_paper *paper);

/* Takes one element from the begin of `bytes`: a character, a command with its data. Returns
 * its length; 0: the rest of it is not there yet. */
guint escpos_paper_take(struct escpos_paper *paper, const guint8 *bytes, guint size,
                        struct escpos_done *done_out);
/* True when the next byte for `memory` is data of a command, not the begin of one. */
bool escpos_paper_wants_data(const GByteArray *memory);

const char *escpos_paper_text(const struct escpos_paper *paper);
bool escpos_paper_write(const struct escpos_paper *paper, const char *file);

#endif
