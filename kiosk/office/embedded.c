// SPDX-License-Identifier: Apache-2.0
#include "office/embedded.h"

/* The assembler reads the file as it is; paths are relative to the top folder, where make
 * runs. The Makefile names the files as what this object depends on. */
#define EMBED(symbol, path)                                                              \
    __asm__(".section .rodata\n"                                                         \
            ".global " #symbol "\n" #symbol ":\n"                                        \
            ".incbin \"" path "\"\n"                                                     \
            ".byte 0\n"                                                                  \
            ".previous\n");                                                              \
    extern const char symbol[] // NOLINT(bugprone-macro-parentheses)

EMBED(embedded_0001_office, "kiosk/office/schema/0001_office.sql");
EMBED(embedded_0002_bookings, "kiosk/office/schema/0002_bookings.sql");
EMBED(embedded_0003_case_flow, "kiosk/office/schema/0003_case_flow.sql");
EMBED(embedded_0004_letters, "kiosk/office/schema/0004_letters.sql");
EMBED(embedded_0005_tickets, "kiosk/office/schema/0005_tickets.sql");
EMBED(embedded_0006_queue, "kiosk/office/schema/0006_queue.sql");
EMBED(embedded_office_css, "assets/office/office.css");
EMBED(embedded_icons_svg, "assets/office/icons.svg");
EMBED(embedded_mark_svg, "assets/office/mark.svg");

const struct embedded embedded_migrations[] = {
    {"0001_office", "application/sql", embedded_0001_office},
    {"0002_bookings", "application/sql", embedded_0002_bookings},
    {"0003_case_flow", "application/sql", embedded_0003_case_flow},
    {"0004_letters", "application/sql", embedded_0004_letters},
    {"0005_tickets", "application/sql", embedded_0005_tickets},
    {"0006_queue", "application/sql", embedded_0006_queue},
    {0}};

const struct embedded embedded_assets[] = {
    {"office.css", "text/css; charset=utf-8", embedded_office_css},
    {"icons.svg", "image/svg+xml", embedded_icons_svg},
    {"mark.svg", "image/svg+xml", embedded_mark_svg},
    {0}};
