// SPDX-License-Identifier: Apache-2.0
/* What the kernel says of a process and its children: for benchmarks and wipe tests. */
#ifndef SUPPORT_PROCESS_H
#define SUPPORT_PROCESS_H

#include <glib.h>
#include <stdint.h>
#include <sys/types.h>

struct process {
    pid_t pid;
    char name[32];
};

struct process_use {
    uint64_t switches; // voluntary context switches of all threads: times it woke up
    uint64_t cpu_us;   // user and system time
    uint64_t pss_kib;
};

/* `pid` and all below it, GArray of struct process. */
GArray *process_tree(pid_t pid);
/* Zeros when the process is gone. */
struct process_use process_use(pid_t pid);

#endif
