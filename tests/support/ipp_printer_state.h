// SPDX-License-Identifier: Apache-2.0
/* What the parts of the IPP printer share. Everything is under `lock`. */
#ifndef SUPPORT_IPP_PRINTER_STATE_H
#define SUPPORT_IPP_PRINTER_STATE_H

#include "ipp_printer.h"

#include <cups/cups.h>

#define IPP_PRINTER_PATH "/ipp/print"

enum ipp_printer_mode {
    MODE_OK,
    MODE_ABORT,
    MODE_BUSY,
    MODE_GARBAGE,
    MODE_DROP,
    MODE_CUT,
    MODE_MUTE,
    MODE_LIE,
};

struct paper_job {
    struct ipp_printer_job job;
    int id;
    bool canceled; // asked for; the engine ends the sheet first
    bool forgotten;
    int stop_after; // sheets; 0: never, see `after`
    gint64 next_us; // when the next sheet is out
    gint64 created_s, completed_s;
};

struct ipp_printer {
    GMutex lock;
    GCond changed;
    char *folder, *uri;
    int port, listener; // listener -1: unplugged
    bool stopping;
    GThread *accepting, *printing;
    GPtrArray *connections; // struct connection *
    GPtrArray *jobs;        // struct paper_job *
    enum ipp_printer_mode mode;
    char **reasons, **formats;
    char **after_reasons; // NULL: nothing is to happen
    int after_sheets;
    int forced_state; // 0: by itself
    bool hold, count, forget;
    int sheet_ms;
    gint64 started_s;
};

/* printer-state as it is now. */
int ipp_printer_state(const struct ipp_printer *printer);
bool ipp_printer_is_stopped(const struct ipp_printer *printer);
/* ipp_printer_ipp.c: serves one connection until it ends; takes `http`. */
void ipp_printer_serve(struct ipp_printer *printer, http_t *http);
/* Borrowed; NULL: no such job. */
struct paper_job *ipp_printer_find(struct ipp_printer *printer, int id);

#endif
