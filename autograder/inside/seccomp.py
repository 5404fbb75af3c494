"""The system calls that a student's process and all that it starts cannot make."""

import ctypes
import errno
import mmap
import os
import socket

CLONE_NEWUSER = 0x10000000

# Calls that no notebook makes and that reach deep into the system, or that go round a
# limit: memory of memfd_create and shmget counts for no process.
# fmt: off
FORBIDDEN = (
    "acct", "add_key", "adjtimex", "bpf", "clock_adjtime", "clock_settime",
    "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount",
    "fsopen", "fspick", "init_module", "io_uring_enter", "io_uring_register",
    "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load",
    "keyctl", "lookup_dcookie", "memfd_create", "memfd_secret", "mount",
    "mount_setattr", "move_mount", "move_pages", "msgget", "name_to_handle_at",
    "open_by_handle_at", "open_tree", "perf_event_open", "personality",
    "pivot_root", "process_madvise", "process_vm_readv", "process_vm_writev",
    "ptrace", "quotactl", "quotactl_fd", "reboot", "request_key", "semget",
    "setdomainname", "sethostname", "setns", "settimeofday", "shmget", "swapoff",
    "swapon", "syslog", "umount2", "unshare", "userfaultfd", "vhangup",
)
# fmt: on
ALLOW, ERRNO = 0x7FFF0000, 0x00050000  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(0)
NOT_EQUAL, EQUAL, GREATER, MASKED_EQUAL = 1, 4, 6, 7  # SCMP_CMP_NE and so on
# ipykernel needs them, for its own loopback. Others, like AF_VSOCK and AF_ALG, are not
# bound to the network namespace or are rarely used, hence rarely tested, code.
FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)
SHARED_AND_ANONYMOUS = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS


class Compare(ctypes.Structure):
    """A condition on an argument of a system call: libseccomp's scmp_arg_cmp."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


def forbid_system_calls() -> None:
    """Have the calls of `FORBIDDEN` fail, for this process and all that it starts.

    Also: sockets of other families than `FAMILIES`, new user namespaces, and shared
    anonymous memory, which RLIMIT_DATA does not count. clone3 seems missing, so that
    libc uses clone, whose flags a filter can read. libseccomp's filter kills a process
    that uses the calls of another architecture.
    """
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    rule = library.seccomp_rule_add_array
    rule.argtypes = (
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(Compare),
    )
    context = library.seccomp_init(ALLOW)

    def forbid(name: str, error: int = errno.EPERM, *conditions: Compare) -> None:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number == -1:  # newer than this libseccomp
            return
        array = (Compare * len(conditions))(*conditions)
        code = rule(context, ERRNO | error, number, len(conditions), array)
        if code < 0:
            raise OSError(-code, f"seccomp rule for {name}: {os.strerror(-code)}")

    for name in FORBIDDEN:
        forbid(name)
    forbid("clone3", errno.ENOSYS)
    forbid("clone", errno.EPERM, Compare(0, MASKED_EQUAL, CLONE_NEWUSER, CLONE_NEWUSER))
    for family in set(range(max(FAMILIES))) - set(FAMILIES):
        forbid("socket", errno.EAFNOSUPPORT, Compare(0, EQUAL, family))
    forbid("socket", errno.EAFNOSUPPORT, Compare(0, GREATER, max(FAMILIES)))
    netlink = Compare(0, EQUAL, socket.AF_NETLINK)
    forbid("socket", errno.EAFNOSUPPORT, netlink, Compare(2, NOT_EQUAL, 0))  # no ROUTE
    both = Compare(3, MASKED_EQUAL, SHARED_AND_ANONYMOUS, SHARED_AND_ANONYMOUS)
    forbid("mmap", errno.ENOMEM, both)
    code = library.seccomp_load(ctypes.c_void_p(context))
    if code < 0:
        raise OSError(-code, f"seccomp_load: {os.strerror(-code)}")
    library.seccomp_release(ctypes.c_void_p(context))
