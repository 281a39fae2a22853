// SPDX-License-Identifier: Apache-2.0
#include "fault_table.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "child.h"
#include "core/fault.h"

#define TOLD_MAX 20 // cells that are printed one by one

struct row {
    char *class, *cause;
    char **cells; // NULL: missing; "": pass; else why not
};

struct fault_table {
    char *part, *about;
    char **columns;
    size_t column_count;
    GPtrArray *rows;
};

static void
row_free(void *data)
{
    struct row *row = data;
    g_free(row->class);
    g_free(row->cause);
    g_free(row->cells);
    g_free(row);
}

struct fault_table *
fault_table_create(const char *part, const char *about, const char *const *columns,
                   size_t column_count)
{
    struct fault_table *table = g_new0(struct fault_table, 1);
    *table = (struct fault_table){.part = g_strdup(part),
                                  .about = g_strdup(about),
                                  .columns = g_new0(char *, column_count + 1),
                                  .column_count = column_count,
                                  .rows = g_ptr_array_new_with_free_func(row_free)};
    for (size_t i = 0; i < column_count; i++)
        table->columns[i] = g_strdup(columns[i]);
    return table;
}

static struct row *
find_row(struct fault_table *table, const char *class, const char *cause)
{
    for (guint i = table->rows->len; i > 0; i--) { // mostly the last one
        struct row *row = table->rows->pdata[i - 1];
        if (strcmp(row->class, class) == 0 && strcmp(row->cause, cause) == 0)
            return row;
    }
    struct row *row = g_new0(struct row, 1);
    *row = (struct row){g_strdup(class), g_strdup(cause),
                        g_new0(char *, table->column_count + 1)};
    g_ptr_array_add(table->rows, row);
    return row;
}

void
fault_table_set(struct fault_table *table, const char *class, const char *cause,
                size_t column, const char *why)
{
    struct row *row = find_row(table, class, cause);
    g_assert_cmpuint(column, <, table->column_count);
    // A cell that failed once stays so, however often it is tried.
    if (!row->cells[column] || row->cells[column][0] == '\0') {
        g_free(row->cells[column]);
        row->cells[column] = g_strdup(why ? why : "");
    }
}

/* ---- the page --------------------------------------------------------------------------- */

static void
write_head(const struct fault_table *table, GString *page)
{
    g_string_append(page,
                    "<thead><tr><th>device</th><th>fault</th><th>what is said</th>");
    for (size_t i = 0; i < table->column_count; i++)
        g_string_append_printf(page, "<th>%s</th>", table->columns[i]);
    g_string_append(page, "</tr></thead>\n");
}

static void
write_cell(GString *page, const char *cell)
{
    if (!cell) {
        g_string_append(page, "<td class=\"missing\">–</td>");
    } else if (*cell == '\0') {
        g_string_append(page, "<td class=\"pass\">✓</td>");
    } else {
        g_autofree char *why = g_markup_escape_text(cell, -1);
        g_string_append_printf(page, "<td class=\"fail\" title=\"%s\">✗</td>", why);
    }
}

static size_t
write_row(const struct fault_table *table, const struct row *row, GString *page,
          size_t *told)
{
    size_t bad = 0;
    const char *title = fault_find(row->class, row->cause)->title;
    g_autofree char *words = g_markup_escape_text(title, -1);
    g_string_append_printf(page, "<tr><th>%s</th><th>%s</th><th class=\"said\">%s</th>",
                           row->class, row->cause, words);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *cell = row->cells[i];
        write_cell(page, cell);
        if (cell && *cell == '\0')
            continue;
        bad++;
        if ((*told)++ < TOLD_MAX)
            g_printerr("# %s %s on %s: %s\n", row->class, row->cause, table->columns[i],
                       cell ? cell : "was not tried");
    }
    g_string_append(page, "</tr>\n");
    return bad;
}

static const char head[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<title>Every fault on every screen</title>\n<style>\n"
    "body{font:14px sans-serif;margin:1rem}table{border-collapse:collapse;margin:1rem "
    "0}\n"
    "th,td{border:1px solid #bbb;padding:2px 5px;text-align:center}\n"
    "thead th{writing-mode:vertical-rl;position:sticky;top:0;background:#fff}\n"
    "tbody th{text-align:left;font-weight:normal}\n"
    ".pass{background:#dff0d8}.fail{background:#c00;color:#fff}.missing{background:#fd8}"
    "\n"
    "</style></head><body>\n<h1>Every fault on every screen</h1>\n"
    "<p>A cell passes when the fault is told in words that somebody can act on, nothing "
    "that "
    "was answered is lost, somebody can be called, and a way on is there.</p>\n";

static char *
part_folder(void)
{
    char *folder = child_built("fault-table");
    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    return folder;
}

static int
by_name(gconstpointer left, gconstpointer right, gpointer nothing)
{
    (void)nothing;
    return strcmp(left, right);
}

/* All parts that were written, one behind the other. */
static void
write_page(const char *folder)
{
    GString *page = g_string_new(head);
    GDir *parts = g_dir_open(folder, 0, NULL);
    GSequence *names = g_sequence_new(g_free);
    const char *name;
    while ((name = g_dir_read_name(parts)) != NULL)
        g_sequence_insert_sorted(names, g_build_filename(folder, name, NULL), by_name,
                                 NULL);
    g_dir_close(parts);
    for (GSequenceIter *at = g_sequence_get_begin_iter(names);
         !g_sequence_iter_is_end(at); at = g_sequence_iter_next(at)) {
        g_autofree char *text = NULL;
        if (g_file_get_contents(g_sequence_get(at), &text, NULL, NULL))
            g_string_append(page, text);
    }
    g_sequence_free(names);
    g_string_append(page, "</body></html>\n");
    g_autofree char *path = child_built("fault-table.html");
    g_assert_true(g_file_set_contents(path, page->str, (gssize)page->len, NULL));
    g_string_free(page, TRUE);
}

static void
destroy(struct fault_table *table)
{
    for (guint i = 0; i < table->rows->len; i++) {
        struct row *row = table->rows->pdata[i];
        for (size_t k = 0; k < table->column_count; k++)
            g_free(row->cells[k]);
    }
    g_ptr_array_unref(table->rows);
    g_strfreev(table->columns);
    g_free(table->part);
    g_free(table->about);
    g_free(table);
}

size_t
fault_table_finish(struct fault_table *table)
{
    GString *page = g_string_new(NULL);
    size_t bad = 0, told = 0;
    g_string_append_printf(page, "<h2>%s</h2><p>%s</p>\n<table id=\"%s\">\n", table->part,
                           table->about, table->part);
    write_head(table, page);
    g_string_append(page, "<tbody>\n");
    for (guint i = 0; i < table->rows->len; i++)
        bad += write_row(table, table->rows->pdata[i], page, &told);
    g_string_append(page, "</tbody></table>\n");
    g_autofree char *folder = part_folder();
    g_autofree char *name = g_strconcat(table->part, ".html", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, page->str, (gssize)page->len, NULL));
    g_string_free(page, TRUE);
    write_page(folder);
    destroy(table);
    return bad;
}
