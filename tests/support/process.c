// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The number behind `label` in a text of the form of /proc/PID/status; 0 when missing. */
static uint64_t
number_after(const char *text, const char *label)
{
    const char *at = strstr(text, label);
    return at == NULL ? 0 : strtoull(at + strlen(label), NULL, 10);
}

static char *
read_proc(const char *file, int pid, const char *thread)
{
    char *path = thread == NULL
                     ? g_strdup_printf("/proc/%d/%s", pid, file)
                     : g_strdup_printf("/proc/%d/task/%s/%s", pid, thread, file);
    char *text = NULL;
    bool there = g_file_get_contents(path, &text, NULL, NULL);
    g_free(path);
    return there ? text : g_strdup("");
}

static pid_t
parent_of(pid_t pid)
{
    char *status = read_proc("status", pid, NULL);
    pid_t parent = (pid_t)number_after(status, "\nPPid:\t");
    g_free(status);
    return parent;
}

static void
add(GArray *list, pid_t pid)
{
    struct process process = {.pid = pid};
    char *comm = read_proc("comm", pid, NULL);
    g_strlcpy(process.name, g_strchomp(comm), sizeof process.name);
    g_free(comm);
    g_array_append_val(list, process);
}

GArray *
process_tree(pid_t pid)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct process));
    add(list, pid);
    for (guint i = 0; i < list->len; i++) {
        pid_t parent = g_array_index(list, struct process, i).pid;
        GDir *folder = g_dir_open("/proc", 0, NULL);
        const char *name;
        while ((name = g_dir_read_name(folder)) != NULL)
            if (g_ascii_isdigit(name[0]) && parent_of(atoi(name)) == parent)
                add(list, atoi(name));
        g_dir_close(folder);
    }
    return list;
}

struct process_use
process_use(pid_t pid)
{
    struct process_use use = {0};
    char *stat = read_proc("stat", pid, NULL);
    const char *fields = strrchr(stat, ')');
    unsigned long user = 0, system = 0;
    if (fields != NULL &&
        sscanf(fields, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
               &system) == 2)
        use.cpu_us = (uint64_t)(user + system) * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
    g_free(stat);

    char *memory = read_proc("smaps_rollup", pid, NULL);
    use.pss_kib = number_after(memory, "\nPss:");
    g_free(memory);

    char *threads = g_strdup_printf("/proc/%d/task", pid);
    GDir *folder = g_dir_open(threads, 0, NULL);
    const char *thread;
    while (folder != NULL && (thread = g_dir_read_name(folder)) != NULL) {
        char *status = read_proc("status", pid, thread);
        use.switches += number_after(status, "\nvoluntary_ctxt_switches:\t");
        g_free(status);
    }
    if (folder != NULL)
        g_dir_close(folder);
    g_free(threads);
    return use;
}
