"""Kernels for code of strangers: an ipykernel that sees one submission, nothing else.

`kernel_spec()` gives what a KernelManager needs to start one:

    manager = AsyncKernelManager()
    address = fork_server.shared().address
    manager._kernel_spec = provisioner.kernel_spec(address)

The sandbox is bubblewrap's (https://github.com/containers/bubblewrap). From the outside
in:

- `bubblewrap.unprivileged`: started by root, it first becomes a user that owns
  nothing; the limit on the number of processes does not hold for root.
- `bubblewrap.walls`: own namespaces without a network, a read-only system, small file
  systems in memory. Nothing that can be written in it lies on a disk of the host.
- `inside/kernel.become_kernel`: limits on memory, time, processes and files of a
  process, and a filter of system calls.
- `SandboxProvisioner`: ends the sandbox when all its processes and files together hold
  too much memory.

The kernel's sockets lie in one of the small file systems. The host reaches them through
/proc/PID/root of the sandbox's first process; `private/kernel` links there.

What is left: the kernel of the operating system is shared, and a hole in it is one in
the sandbox. Memory is looked at five times a second, so a sandbox can hold more for as
long (if the machine then runs out, its processes are the first that the system kills).
CPU seconds count for each process: give a submission a time limit too. A student's
process may put links in the place of its own sockets: the client of the host then sends
the greeting of ZeroMQ to another socket of the host, if the student knows the name of
one. Before Linux 5.14, sandboxes share their number of processes.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Integer, Unicode

from ..errors import NoSandboxError
from . import fork_server, memory, scratch
from .bubblewrap import (
    HOME,
    MEGABYTE,
    SOCKETS,
    WRITABLE,
    environment,
    hand_over,
    problem,
    walls,
)

__all__ = ["SandboxProvisioner", "kernel_spec", "problem"]

TOO_MUCH = "held more memory than a submission may."
SCARCE = "held much memory when the machine had no more."


def copy_submission(
    source: str | None, target: Path, megabytes: int, most: int
) -> None:
    """Copy the regular files of a submission, without notebooks and symbolic links.

    Without a `source` the copy is an empty folder. Raises ValueError if there are more
    than `most` files or `megabytes`.
    """
    left, count = megabytes * MEGABYTE, 0

    def copy(folder: Path | str | None, target: Path) -> None:
        nonlocal left, count
        target.mkdir()
        target.chmod(0o755)  # another user will read it; the folder above guards it
        for path in Path(folder).iterdir() if folder else ():
            kind = path.lstat()
            if stat.S_ISDIR(kind.st_mode) and path.name != ".ipynb_checkpoints":
                count += 1
                copy(path, target / path.name)
            elif stat.S_ISREG(kind.st_mode) and path.suffix != ".ipynb":
                count, left = count + 1, left - kind.st_size
                if left < 0 or count > most:
                    raise ValueError(
                        f"The files in {source} are too many or too large: at most "
                        f"{most} files and {megabytes} MB can be graded."
                    )
                shutil.copyfile(path, target / path.name)
                (target / path.name).chmod(0o644)

    copy(source, target)


def held(pid: int) -> int:
    """Bytes of memory that the processes and files of a sandbox hold.

    `pid` is its first process. Pages that forks share count for each of them.
    """
    root, total = Path(f"/proc/{pid}/root"), 0
    for file in root.glob("proc/[0-9]*/statm"):
        with contextlib.suppress(OSError):  # it has ended
            _, resident, shared, *_ = map(int, file.read_text(encoding="utf-8").split())
            total += (resident - shared) * os.sysconf("SC_PAGESIZE")
    for place in WRITABLE:
        status = os.statvfs(f"{root}{place}")
        total += (status.f_blocks - status.f_bfree) * status.f_frsize
        total += (status.f_files - status.f_ffree) * 1024
    return total


def limit(default: int, text: str) -> Integer:
    """A limit that can be configured."""
    return Integer(default, min=1, help=text).tag(config=True)


class SandboxProvisioner(LocalProvisioner):
    """Starts ipykernel in a sandbox; see the text at the top of this file."""

    server = Unicode(
        help="Socket of the fork server to take kernels from; without one, start cold."
    ).tag(config=True)
    memory_mb = limit(4096, "Most MB of memory of a process (RLIMIT_DATA).")
    total_mb = limit(6144, "Most MB that all processes and files hold, or all end.")
    reserve_mb = limit(400, "MB that must stay free on the machine, or the large end.")
    small_mb = limit(1500, "Who holds less does not end when the machine has no more.")
    cpu_seconds = limit(600, "Most CPU seconds of a process.")
    processes = limit(256, "Most processes and threads.")
    file_mb = limit(64, "Most MB of a file that is written.")
    open_files = limit(256, "Most open files of a process.")
    tmpfs_mb = limit(256, "MB of each of /tmp, home and /dev/shm, all in memory.")
    start_seconds = limit(60, "Most seconds until the kernel listens.")

    copy_mb = limit(32, "Most MB of files copied from a submission.")
    copy_files = limit(200, "Most files and folders copied from a submission.")

    parent: KernelManager
    private: Path | None = None
    """A folder that the kernel and this process see under the same path."""
    first: fork_server.Child | None = None  # the sandbox's first process
    memory_fault = ""  # why the sandbox was ended, if that was for its memory
    forked: fork_server.Child | None = None  # the kernel's parent, if it was forked
    ending: tuple[int, float] | None = None
    """Of a forked kernel that is over: its exit code, or minus the signal that ended
    it, and its CPU seconds."""
    _watcher: threading.Thread | None = None
    _ending: int | None = None  # a pipe: the kernel's parent says how it ended

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        if said := problem():
            raise NoSandboxError(said)
        manager = self.parent
        self.memory_fault, self.ending = "", None
        if self.private is None:
            self.private = scratch.folder()
            hand_over(self.private)
        files = self.private / "files"
        shutil.rmtree(files, ignore_errors=True)
        try:
            copy_submission(kwargs.get("cwd"), files, self.copy_mb, self.copy_files)
        except BaseException:
            await self.cleanup()
            raise
        manager.connection_file = str(self.private / "kernel.json")
        manager.transport = "ipc"
        manager.ip = str(self.private / "kernel" / "s")
        kwargs = await super().pre_launch(**kwargs | {"cwd": str(files)})
        inside = json.loads(Path(manager.connection_file).read_text(encoding="utf-8"))
        inside["ip"] = str(SOCKETS / "s")
        file = self.private / "inside.json"
        file.unlink(missing_ok=True)  # of the kernel before: nobody may write to it
        file.write_text(json.dumps(inside), encoding="utf-8")
        file.chmod(0o444)  # the folder says who may read it
        kept = {"TZ", "NBGRADER_EXECUTION"} & os.environ.keys()
        self.request = {
            "private": str(self.private),
            "home": str(HOME),
            "environment": environment(HOME)
            | {"USER": "student"}
            | {name: os.environ[name] for name in kept},
            "limits": {
                "RLIMIT_DATA": self.memory_mb * MEGABYTE,
                "RLIMIT_CPU": self.cpu_seconds,
                "RLIMIT_NPROC": self.processes,
                "RLIMIT_FSIZE": self.file_mb * MEGABYTE,
                "RLIMIT_NOFILE": self.open_files,
                "RLIMIT_CORE": 0,
            },
        }
        return kwargs

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        assert self.private is not None  # pre_launch has made it
        inside = ["cat"]  # holds the sandbox open until our end of the pipe closes
        if not self.server:
            cold = ["-I", "-m", "autograder.inside.kernel", json.dumps(self.request)]
            inside = [sys.executable, *cold]
        with _pipe() as (info, info_end), _pipe() as (log, log_end):
            self.process = subprocess.Popen(
                [*walls(self.private, self.tmpfs_mb, info_end.fileno()), *inside],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log_end,
                env=environment("/"),
                cwd="/",
                pass_fds=[info_end.fileno()],
                start_new_session=True,  # no terminal, and a group of its own
            )
            self.pid = self.pgid = self.process.pid
            info_end.close()
            try:
                self._find_first(info)
                if self.server:
                    self._fork(log_end)
                await self._wait_for_sockets()
                if not self.server:
                    self.pgid = self._cold()
            except BaseException as error:
                await self.kill()
                await self.wait()
                await self.cleanup()
                if not isinstance(error, OSError | RuntimeError):
                    raise
                os.set_blocking(log.fileno(), False)
                said = (log.read(2**16) or b"").decode(errors="replace").strip()
                said = f" ({said.splitlines()[-1]})" if said else ""
                raise RuntimeError(
                    f"The sandboxed kernel did not start: {error}{said}"
                ) from error
        return self.connection_info

    def _find_first(self, info: BinaryIO) -> None:
        """Hold on to the sandbox's first process and link to its file system."""
        said = b""
        while b"}" not in said:
            if not (more := info.read(4096)):
                raise RuntimeError("bubblewrap failed")
            said += more
        pid = json.loads(said)["child-pid"]
        self.first = fork_server.Child(pid, os.pidfd_open(pid))
        assert self.private is not None
        (self.private / "kernel").symlink_to(f"/proc/{pid}/root{SOCKETS}")
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        """End the sandbox when it holds more memory than it may, or than there is."""
        assert self.first is not None
        first = self.first._replace(pidfd=os.dup(self.first.pidfd))
        try:
            while first.alive(seconds=0.2):
                with contextlib.suppress(OSError):  # it is being made, or ends
                    size = held(first.pid)
                    scarce = memory.available() < self.reserve_mb * MEGABYTE
                    if size > self.total_mb * MEGABYTE:
                        self.memory_fault = TOO_MUCH
                    elif scarce and size > self.small_mb * MEGABYTE:
                        self.memory_fault = SCARCE
                    if self.memory_fault:
                        self.log.warning("A sandbox %s", self.memory_fault)
                        first.send_signal(signal.SIGKILL)
        finally:
            os.close(first.pidfd)

    def _fork(self, log: BinaryIO) -> None:
        """Have the server fork a kernel into the sandbox, once that is complete."""
        assert self.process is not None and self.first is not None
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()
        if self.process.stdout.read(1) != b"\n":
            raise RuntimeError("bubblewrap failed")
        self._ending, write = os.pipe()
        try:
            fds = (self.first.pidfd, log.fileno(), write)
            self.forked = fork_server.fork(self.server, self.request, fds)
        finally:
            os.close(write)
        self.pgid = self.forked.pid

    def _cold(self) -> int:
        """The number of the kernel that bubblewrap started, and of its group."""
        assert self.first is not None
        place = f"/proc/{self.first.pid}/task/{self.first.pid}/children"
        return int(Path(place).read_text(encoding="utf-8").split()[0])

    async def _wait_for_sockets(self) -> None:
        names = ("shell", "iopub", "stdin", "control", "hb")
        info: Mapping[str, object] = self.connection_info
        ports = [info[f"{name}_port"] for name in names]
        paths = [f"{self.parent.ip}-{port}" for port in ports]
        deadline = asyncio.get_running_loop().time() + self.start_seconds
        while not all(map(os.path.exists, paths)):
            if await self.poll() is not None:
                raise RuntimeError("it ended before it was ready")
            if asyncio.get_running_loop().time() > deadline:
                raise RuntimeError(f"it took more than {self.start_seconds} s")
            await asyncio.sleep(0.005)

    def listen(self, name: str) -> socket.socket:
        """A Unix socket at `private / name` that listens and that the kernel can reach.

        The kernel can neither remove nor replace it.
        """
        listener = socket.socket(socket.AF_UNIX)
        assert self.private is not None
        path = self.private / name
        listener.bind(str(path))
        path.chmod(0o666)  # the folder says who may come here
        listener.listen()
        return listener

    async def poll(self) -> int | None:
        if self.first and self.forked and self.process and not self.forked.alive():
            self.first.send_signal(signal.SIGKILL)  # its other processes too
            return 1
        return await super().poll()

    async def send_signal(self, signum: int) -> None:
        """SIGINT goes to the kernel's process group; all else ends the sandbox.

        A kernel that was forked is reached by the one that waits for it.
        """
        if not self.process:
            return
        if signum != signal.SIGINT:
            self._end()
        elif await self.poll() is None and self.pgid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pgid, signal.SIGINT)

    def _end(self) -> None:
        # The kernel of the system kills all other processes of the sandbox with the
        # first and lets bwrap, its parent, see its end only after theirs.
        if self.first:
            self.first.send_signal(signal.SIGKILL)
        elif self.process:
            self.process.kill()

    async def kill(self, restart: bool = False) -> None:
        """End every process of the sandbox, and return when they have ended."""
        if self.process:
            self._end()
            while self.process.poll() is None:
                await asyncio.sleep(0.002)

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)

    async def wait(self) -> int | None:
        if self.process:
            while await self.poll() is None:
                await asyncio.sleep(0.01)
            await self.kill()
            assert self.private is not None
            (self.private / "kernel").unlink(missing_ok=True)  # its number is free now
            if self._watcher:
                self._watcher.join()  # it must not speak of the next sandbox
            self._read_ending()
            for child in (self.first, self.forked):
                if child:
                    os.close(child.pidfd)
            self.first = self.forked = self._watcher = None
        return await super().wait()

    def _read_ending(self) -> None:
        """Note how the kernel ended, if its parent has said so before it ended."""
        if self._ending is None:
            return
        os.set_blocking(self._ending, False)
        with contextlib.suppress(BlockingIOError):
            if said := os.read(self._ending, 100):
                code, seconds = json.loads(said)
                self.ending = code, seconds
        os.close(self._ending)
        self._ending = None

    async def cleanup(self, restart: bool = False) -> None:
        # A client does not wait for a kernel that ended by itself.
        await self.kill()
        await self.wait()
        await super().cleanup(restart)
        if self.private and not restart:
            scratch.remove(self.private)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The ends of a pipe for reading and for writing."""
    read, write = os.pipe()
    with open(read, "rb", buffering=0) as reads, open(write, "wb") as writes:
        yield reads, writes


def kernel_spec(server: str | None = None, **limits) -> KernelSpec:
    """The kernelspec of a kernel in a sandbox, whatever kernels are installed.

    `server` is the address of a fork server (`fork_server.shared().address`) to take
    the kernel from; without one it starts cold. `limits` are traits of
    SandboxProvisioner.

    Raises TypeError for a limit that does not exist.
    """
    unknown = set(limits) - set(SandboxProvisioner.class_trait_names(config=True))
    if unknown:
        raise TypeError(f"no limits of a sandbox: {', '.join(sorted(unknown))}")
    return KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python 3",
        language="python",
        metadata={
            "kernel_provisioner": {
                "provisioner_name": "nn-sandbox",
                "config": {"server": server or "", **limits},
            }
        },
    )
