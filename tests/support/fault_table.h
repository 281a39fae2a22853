// SPDX-License-Identifier: Apache-2.0
/* The table of every fault on every screen, as a page for people: $BUILD/fault-table.html.
 * Each part (the pure session, real drivers) writes its own; the page shows all parts that
 * were written. One thread. */
#ifndef SUPPORT_FAULT_TABLE_H
#define SUPPORT_FAULT_TABLE_H

#include <stddef.h>

struct fault_table;

/* `part`: name of the part, a word; `about`: one sentence. `columns` are copied. */
struct fault_table *fault_table_create(const char *part, const char *about,
                                       const char *const *columns, size_t column_count);

/* One cell. `why` NULL: it passes; else one sentence, copied. A cell that is never set is
 * "missing". */
void fault_table_set(struct fault_table *table, const char *class, const char *cause,
                     size_t column, const char *why);
/* Writes part and page, and prints each cell that fails or is missing. How many those are. */
size_t fault_table_finish(struct fault_table *table);

#endif
