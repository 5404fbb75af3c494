"""What runs inside the sandbox before the student's code: it shuts the last doors.

`sandbox/provisioner.py` says what the sandbox is made of. This folder is all of the
package that is visible in there, so it imports nothing else of it.

There are two ways in. Cold, bubblewrap runs `python -m autograder.inside.kernel` with a
request. Forked, a child of the fork server calls `join`, which enters the namespaces
that bubblewrap has made. Then both do the same: `become_kernel`.
"""

import contextlib
import ctypes
import json
import os
import resource
import shutil
import signal
import struct
import sys
import traceback
import types
from pathlib import Path

from .seccomp import CLONE_NEWUSER, forbid_system_calls

_libc = ctypes.CDLL(None, use_errno=True)

# user, mount, cgroup, uts, ipc, pid, net
NAMESPACES = CLONE_NEWUSER | 0x20000 | 0x2000000 | 0x4000000 | 0x8000000
NAMESPACES |= 0x20000000 | 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 38, 47
CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITY_VERSION_3 = 0x20080522
MOST_UNREAD = 20_000  # messages that a kernel keeps for a grader


def check(result: int, what: str) -> None:
    """Raise OSError if a call of libc failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


# Forked: into the namespaces that bubblewrap made


def join(request: dict, fds: list[int]) -> None:
    """Become a kernel in the sandbox whose first process `fds[0]` stands for.

    `fds[0]` is a pidfd, `fds[1]` a pipe for what goes wrong until the student's code
    starts, `fds[2]` one for how the kernel ended: its exit code, or minus a signal, and
    its CPU seconds, as JSON. A process cannot move into a pid namespace, only its
    children are born there: this one stays outside, waits for the kernel and ends with
    its code.
    """
    os.dup2(fds[1], 2)
    os.setsid()
    check(_libc.setns(fds[0], NAMESPACES), "setns")
    pid = os.fork()
    if pid:
        signal.signal(signal.SIGINT, lambda *_: interrupt(pid))
        os.dup2(fds[2], 0)
        os.closerange(1, 2**10)
        _, status, used = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        os.write(0, json.dumps([code, used.ru_utime + used.ru_stime]).encode())
        os._exit(abs(code))
    os.setsid()  # a signal to its own group must not reach the one that waits
    drop_capabilities()
    become_kernel(request)


def interrupt(group: int) -> None:
    """Pass an interrupt on to a kernel and the processes of its group."""
    with contextlib.suppress(ProcessLookupError):  # it has no group yet, or ended
        os.killpg(group, signal.SIGINT)


def drop_capabilities() -> None:
    """Give up, for good, the rights over the namespaces that joining them gave."""
    for capability in range(64):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails past the last one
    check(_libc.prctl(PR_CAP_AMBIENT, CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient")
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    check(_libc.capset(header, struct.pack("=6I", *[0] * 6)), "capset")
    check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    # Both were reset when the rights changed. Undumpable, /proc/self would be root's.
    check(_libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "dumpable")
    check(_libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "pdeathsig")


# Both: the last doors, then the kernel


def become_kernel(request: dict) -> None:
    """Set the limits, then be a kernel until it is told to stop.

    `request` has "private", the folder with the connection file and the submission's
    files; "home", where they are copied to; "limits", names of `resource` with their
    values; "environment".
    """
    os.closerange(3, 2**12)  # nothing that the starter had open
    os.environ.clear()
    os.environ.update(request["environment"])
    private = Path(request["private"])
    work = Path(request["home"]) / "work"
    shutil.copytree(private / "files", work)  # into a tmpfs of limited size
    os.chdir(work)
    # If the machine runs out of memory, this goes first, not something of the host's.
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")
    for name, value in request["limits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))
    forbid_system_calls()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["kernel"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    log = os.dup(2)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):  # what the student's code writes must not fill the host's disk
        os.dup2(null, fd)
    os.close(null)
    try:
        app = kernel_app()
        connection = str(private / "inside.json")
        app.initialize(["-f", connection, "--HistoryManager.enabled=False"])
        as_in_jupyterlab(app.shell)
    except BaseException:
        os.write(log, traceback.format_exc().encode())
        raise
    os.close(log)
    app.start()


def kernel_app():
    """The application that is the kernel. Much of what it shows may wait to be read."""
    import zmq
    from ipykernel.kernelapp import IPKernelApp

    class KernelApp(IPKernelApp):
        def init_iopub(self, context: zmq.Context) -> None:
            # What does not fit is lost, be it that a cell has ended; of itself only
            # 1,000 messages fit, and a notebook prints faster than a grader reads.
            context.setsockopt(zmq.SNDHWM, MOST_UNREAD)
            super().init_iopub(context)

    return KernelApp.instance()


class LeavingError(Exception):
    """What a cell that asks to end the kernel is told."""


def as_in_jupyterlab(shell) -> None:
    """Let the kernel do what it does on a student's machine, where somebody sits at it.

    The modules of the submission can be imported, from before the installed packages
    as in IPython. Nobody is there to step through a function or to start the kernel
    anew: a stop for the debugger is passed over, and `exit()` ends its cell only. So
    does the kernel's `do_shutdown`, with which notebooks start themselves anew. Where a
    way to show figures is not there, the usual one is: `%matplotlib widget` needs a
    package, and `%matplotlib qt` a screen.
    """
    import pdb
    import threading

    from IPython.core import debugger

    def passed_over(*args, **kwargs) -> None:
        pass

    def leave(*args, **kwargs) -> None:
        raise LeavingError(
            "This ends the kernel. Here only this cell ended, and the next"
            " one goes on with what ran before: delete it."
        )

    plain_shutdown, plain_matplotlib = shell.kernel.do_shutdown, shell.enable_matplotlib

    def shut_down(restart: bool) -> dict:
        if threading.current_thread() is threading.main_thread():  # a cell asks for it
            leave()
        return plain_shutdown(restart)

    def enable_matplotlib(gui: str | None = None) -> tuple:
        try:
            return plain_matplotlib(gui)
        except (ImportError, RuntimeError, ValueError):
            return plain_matplotlib("inline")

    shell.enable_matplotlib = enable_matplotlib
    sys.breakpointhook = pdb.set_trace = debugger.set_trace = passed_over
    shell.ask_exit, shell.kernel.do_shutdown = leave, shut_down
    if "" not in sys.path:  # Python was started with -I, so IPython leaves it out
        sys.path.insert(first_of_packages(sys.path), "")


def first_of_packages(path: list[str]) -> int:
    """Where the installed packages begin in a search path."""
    names = [os.path.basename(place) for place in path]
    packages = {"site-packages", "dist-packages"} & set(names)
    return min(map(names.index, packages), default=0)


if __name__ == "__main__":
    os.setsid()
    become_kernel(json.loads(sys.argv[1]))
