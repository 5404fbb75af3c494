"""The command lines that put a process between walls: bubblewrap and its options.

`provisioner.py` says what they are for. Nothing in here starts a kernel.
"""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

MEGABYTE = 2**20
HOME = Path("/home/student")
SOCKETS = Path("/run/kernel")  # where the kernel makes its sockets
WRITABLE = ("/tmp", "/dev/shm", HOME, SOCKETS)  # file systems in memory
INSIDE = "1000"  # user and group number, as the student's code sees them
# For kernels only: it counts when the *thread* that started the process ends, and a
# fork server outlives the thread that did.
DIES = ("--die-with-parent",)
PACKAGE = Path(__file__).resolve().parents[1]
# A pool of threads that starts on import would be lost when the fork server forks.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)


def environment(home: Path | str) -> dict[str, str]:
    """What fork servers, kernels and examiners see of the environment: none of ours."""
    return ONE_THREAD | {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin:/usr/sbin",
        "LANG": "C.UTF-8",
        "JAX_PLATFORMS": "cpu",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def tree(*folders: str) -> list[str]:
    """bwrap's options for a read-only system: Python, its packages, libraries, fonts.

    Not all of /usr, /etc or the folder above .venv: a course may lie there. Of this
    package only `inside/` and the `folders` are seen.
    """
    options, made = [], set()

    def show(path: str, option: str = "--ro-bind-try") -> None:
        # bwrap would make parents that only their owner may enter.
        for parent in list(Path(path).parents)[-2::-1]:
            if parent not in made:
                made.add(parent)
                options.extend(["--dir", str(parent)])
        options.extend([option, path] if option == "--tmpfs" else [option, path, path])

    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        show(f"/usr/{name}")
        top = f"/{name}"
        if os.path.islink(top):
            options += ["--symlink", os.readlink(top), top]
        elif os.path.isdir(top):
            show(top)
    show("/usr/share")
    for name in ("ld.so.cache", "alternatives", "localtime", "fonts"):
        show(f"/etc/{name}")
    for base in dict.fromkeys((sys.base_prefix, os.path.realpath(sys.base_prefix))):
        if base != "/usr":
            for name in ("bin", "lib", "lib64"):
                show(f"{base}/{name}")
    if sys.prefix != sys.base_prefix:
        show(sys.prefix)
    for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        if not path.startswith((sys.prefix, "/usr/lib")):
            show(path)
    # The answers bank lies in the package: show only what runs in there.
    show(str(PACKAGE), "--tmpfs")
    for name in ("__init__.py", "inside", *folders):
        show(str(PACKAGE / name))
    return [*options, "--remount-ro", str(PACKAGE)]


@functools.cache
def unprivileged_user() -> int | None:
    """The user number that student code gets if root starts it, else None.

    The highest one below nobody's that no account has.
    """
    if os.geteuid() != 0:
        return None
    import pwd  # not on Windows

    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return next(user for user in range(65533, 1000, -1) if user not in taken)


def hand_over(folder: Path) -> None:
    """Give a folder to the user whom the student's code runs as, and to no other."""
    if (user := unprivileged_user()) is not None:
        os.chown(folder, user, user)


def unprivileged(folder: Path, *options: str) -> list[str]:
    """The start of a command line that runs the rest without privileges.

    Empty unless root calls it. `folder` stays visible and, for the fork server's
    socket, writable by `unprivileged_user`. `options` are bwrap's.

    It is a bubblewrap with no new namespace but that of mounts: root's own paths, such
    as a Python in /root, come into a tree where the other user may enter. /proc is the
    host's, because a user may mount a new one, for the sandbox in here, only where the
    old one is whole.
    """
    user = unprivileged_user()
    if user is None:
        return []
    return [
        "bwrap",
        *options,
        *("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
        *("--cap-add", "CAP_SETPCAP"),  # to empty the bounding set
        *("--bind", "/proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *tree("sandbox"),
        *("--bind", str(folder), str(folder)),
        *("--chdir", "/", "--", "setpriv", "--reuid", str(user), "--regid", str(user)),
        *("--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"),
        # A change of user forgets that this process is to die with its parent.
        *("--pdeathsig", "keep", "--"),
    ]


def walls(private: Path, megabytes: int, info: int) -> list[str]:
    """The start of a command line that runs the rest in a sandbox.

    `private` is visible there under the same path, read-only. `megabytes` is the size
    of each of its three file systems in memory. bwrap writes the number of the
    sandbox's first process to the file descriptor `info`.
    """

    def memory(path: str, size: int) -> list[str]:
        return ["--perms", "0700", "--size", str(size), "--tmpfs", path]

    size = megabytes * MEGABYTE
    return [
        # Ctrl-C is for the kernel, which takes it back, not for what surrounds it.
        *("/usr/bin/env", "--ignore-signal=INT"),
        *unprivileged(private, *DIES),
        "bwrap",
        # No network, not even the host's loopback; no processes but its own, and all
        # of them end with the first; no shared memory, host name or cgroup of the host.
        "--unshare-all",
        # Not --unshare-all's "if possible": without it the next one is refused.
        *("--unshare-user", "--disable-userns"),
        *("--uid", INSIDE, "--gid", INSIDE, "--cap-drop", "ALL"),
        # No --new-session: the caller makes one, and SIGINT goes to its group.
        *DIES,
        *("--hostname", "sandbox", "--clearenv", "--info-fd", str(info)),
        *("--proc", "/proc", "--dev", "/dev"),
        # All that can be written, of limited size; /dev itself is a tmpfs without one.
        *memory("/dev/shm", size),
        *("--remount-ro", "/dev"),
        *memory("/tmp", size),
        *("--dir", str(HOME.parent), *memory(str(HOME), size)),
        *("--dir", str(SOCKETS.parent), *memory(str(SOCKETS), MEGABYTE)),
        *tree(),  # after /tmp: a course may lie there
        *("--ro-bind", str(private), str(private)),
        *("--remount-ro", "/", "--chdir", "/", "--"),
    ]


@functools.cache
def problem() -> str:
    """Why no sandbox can be made here, in one sentence, or "". Tries it, once."""
    if not sys.platform.startswith("linux"):
        return f"The sandbox needs Linux, and this is {sys.platform}."
    for program, package in (("bwrap", "bubblewrap"), ("setpriv", "util-linux")):
        if not shutil.which(program):
            return (
                f"The sandbox needs {program}, which is not installed: "
                f"`sudo apt install {package}`."
            )
    folder = Path(tempfile.mkdtemp(prefix="nn-", dir="/tmp"))
    try:
        hand_over(folder)
        with open(os.devnull, "w", encoding="utf-8") as info:
            done = subprocess.run(
                [
                    *walls(folder, 1, info.fileno()),
                    *(sys.executable, "-I", "-c"),
                    "from autograder.inside import seccomp; "
                    "seccomp.forbid_system_calls()",
                ],
                pass_fds=[info.fileno()],
                capture_output=True,
                encoding="utf-8",
                env=environment("/"),
                timeout=60,
            )
    finally:
        folder.rmdir()
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().rpartition("\n")[2]
    if "libseccomp" in said:
        return "The sandbox needs libseccomp: `sudo apt install libseccomp2`."
    if "No module named" in said or "ImportError" in said:
        return (
            f"The sandbox's Python does not have this package ({said}):"
            f" {PACKAGE} is not the one that is installed for"
            f" {sys.executable}. Use the .venv of this course, or install it there."
        )
    if "Unknown option" in said:
        return f"The sandbox needs bubblewrap 0.8 or newer ({said})."
    why = (
        "a container needs `--privileged` for it"
        if unprivileged_user() is not None
        else "allow user namespaces with `sudo sysctl -w` and "
        "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu) or "
        "kernel.unprivileged_userns_clone=1 (Debian)"
    )
    return f"No sandbox can be made here ({said}): {why}."
