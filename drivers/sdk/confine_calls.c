// SPDX-License-Identifier: Apache-2.0
/* System calls that no driver needs, refused with EPERM for the process and its children.
 * A list of what is refused, not of what is allowed: drivers bring libraries (SANE's backends,
 * CUPS, image codecs) whose calls nobody can list for good. */
#include "confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <glib.h>

#if defined(__x86_64__)
#define CONFINE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CONFINE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef CONFINE_ARCHITECTURE

static const unsigned refused[] = {
    // into other processes
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_kill,
    SYS_tkill,
    SYS_pidfd_send_signal,
    SYS_pidfd_getfd,
    SYS_kcmp,
    SYS_perf_event_open,
    // into the system
    SYS_bpf,
    SYS_userfaultfd,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_setns,
    SYS_unshare,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_adjtimex,
    SYS_acct,
    SYS_sethostname,
    SYS_open_by_handle_at,
};

/* Kinds of socket that devices, CUPS, mDNS and name look-ups use; any other is refused. */
static const unsigned families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};

#define LOAD(member)                                                                     \
    (struct sock_filter)                                                                 \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define RETURN(what) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what)
#define IF_EQUAL(value, then, otherwise)                                                 \
    (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)

#define REFUSE (SECCOMP_RET_ERRNO | EPERM)

void
confine_calls(void)
{
    struct sock_filter program[2 * G_N_ELEMENTS(refused) + G_N_ELEMENTS(families) + 8];
    unsigned short size = 0;
    program[size++] = LOAD(arch);
    program[size++] = IF_EQUAL(CONFINE_ARCHITECTURE, 1, 0);
    program[size++] = RETURN(REFUSE); // 32-bit calls have other numbers
    program[size++] = LOAD(nr);
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        program[size++] = IF_EQUAL(refused[i], 0, 1);
        program[size++] = RETURN(REFUSE);
    }
    program[size++] = IF_EQUAL(SYS_socket, 0, G_N_ELEMENTS(families) + 2);
    program[size++] = LOAD(args[0]); // its low half: both machines are little-endian
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
        program[size++] =
            IF_EQUAL(families[i], (unsigned char)(G_N_ELEMENTS(families) - i), 0);
    program[size++] = RETURN(REFUSE);
    program[size++] = RETURN(SECCOMP_RET_ALLOW);
    g_assert(size <= G_N_ELEMENTS(program));
    struct sock_fprog filter = {.len = size, .filter = program};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

#else

void
confine_calls(void)
{
    // Numbers of system calls differ by machine; on others no_new_privs must do.
}

#endif
