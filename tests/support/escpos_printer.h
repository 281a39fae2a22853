// SPDX-License-Identifier: Apache-2.0
/* A thermal slip printer on a pseudo-terminal that speaks ESC/POS, with faults on demand. It
 * knows nothing of our own driver. What comes out is kept as text and as a picture. Own
 * thread; every function may be called from any thread.
 *
 * It is controlled by lines, the same here and on the standard input of escpos-printer:
 *   cover open|closed     paper N (lines left; 0: out)      low on|off (near-end sensor)
 *   after N               the paper ends when so many lines more are printed
 *   cutter jam|ok         hot on|off      error on|off (cannot be mended)   offline on|off
 *   mute on|off           answers nothing any more        noise on|off (answers are noise)
 *   marks on|off          off: does not know GS r          slow MS (a line takes so long)
 *   unplug, plug          the line hangs up; a new line stands at the same path
 *   clear                 no fault, paper is in, plugged
 *   slips                 answers "slips N"
 *   text N                the text of slip N (from 0), line ends as |
 */
#ifndef SUPPORT_ESCPOS_PRINTER_H
#define SUPPORT_ESCPOS_PRINTER_H

#include <glib.h>
#include <stdbool.h>

struct escpos_printer;

/* The printer's line stands at `path` as a symbolic link. */
struct escpos_printer *escpos_printer_start(const char *path, GError **error);
void escpos_printer_stop(struct escpos_printer *printer); // NULL-safe
const char *escpos_printer_path(const struct escpos_printer *printer);

/* Obeys one line; the answer is to be freed: "ok", what was asked for, or "error: …". */
char *escpos_printer_say(struct escpos_printer *printer, const char *line);

/* Slips that were cut off so far. */
int escpos_printer_slips(struct escpos_printer *printer);
/* Text of slip `index`, a line a line: "[pic W×H]" is a picture, "[qr DATA]" a code. What hangs
 * out and was not cut is the slip behind the last. g_free. NULL: there is none. */
char *escpos_printer_text(struct escpos_printer *printer, int index);
/* Writes slip `index` as PNG. False: there is none. */
bool escpos_printer_picture(struct escpos_printer *printer, int index, const char *file);

#endif
