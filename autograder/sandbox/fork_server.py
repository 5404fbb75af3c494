"""A fork server: imports slow modules once, then forks a ready process per request.

Python imports JAX, torch and matplotlib in about two seconds; a fork of a process that
has them takes milliseconds. There are two halves.

In the server's process, `serve(path, modules, child)` imports the modules, listens and
calls `child(request, fds)` in a fork for each request.

In the process that wants forks, a `Server` starts one and keeps it: it starts it anew
if it died, and ends it with itself. `Client` talks to one that somebody else keeps.
Most callers want `shared(kind)`. What a fork does is named by its kind, as
"module:function": this module imports none of them.

Forking is safe while the server has one thread and has computed nothing: XLA's and
OpenMP's thread pools, once started, would be missing in the child, which then waits for
them forever. So the server imports, checks this, and computes nothing.
"""

import atexit
import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from . import bubblewrap, scratch

# What notebooks import, and what that would import only when it is first used: each
# fork would do it again.
LIBRARIES = (
    "numpy",
    "numpy.testing",
    "jax",
    "jax.numpy",
    "jaxlib.mlir.dialects.mhlo",  # the first jax.jit
    "torch",
    "torch.nn.functional",
    "torch.optim",
    "torch.utils.data",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "sklearn.datasets",
    "cloudpickle",
)
# Not matplotlib_inline: on import it looks for the IPython that shows its figures.
IPYTHON = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.display_functions",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
)
# The first step of an optimiser imports them, in a second. A test that trains is rare.
OPTIMISERS = "torch._dynamo", "torch.profiler._cupti_monitor"
AGENT = ("autograder.inside.agent",)


class Kind(NamedTuple):
    """A kind of fork: what it does, what is imported before, and with what rights.

    Attributes:
        target: a function of the request and its file descriptors, "module:function".
        modules: what the server imports.
        unprivileged: whether the server is to own nothing, as a student's code will
            have in common with it what it has.
    """

    target: str
    modules: tuple[str, ...]
    unprivileged: bool


KINDS = {
    "kernel": Kind(
        "autograder.inside.kernel:join",
        (*LIBRARIES, *OPTIMISERS, *IPYTHON, *AGENT),
        unprivileged=True,
    ),
    "examiner": Kind(
        "autograder.examiner.process:child", LIBRARIES, unprivileged=False
    ),
}
# The words that code has in it that needs them; other modules are always needed.
WORDS = {
    "jax": "jax",
    "jaxlib": "jax",
    "torch": "torch",
    "matplotlib": "matplotlib",
    "sklearn": "sklearn",
    **dict.fromkeys(OPTIMISERS, "optim"),
}
MESSAGE = 2**16  # bytes of a request or an answer
MOST_FDS = 16
PR_SET_PDEATHSIG = 1


class Child(NamedTuple):
    """A process and its pidfd, which turns readable when it ends.

    Whoever asked for it closes the pidfd.
    """

    pid: int
    pidfd: int

    def alive(self, seconds: float = 0) -> bool:
        """Whether it still lives after so many seconds; returns when it ends."""
        return not select.select([self.pidfd], [], [], seconds)[0]

    def send_signal(self, signum: int) -> None:
        """Send a signal to this process, never to another that got its number."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signum)


# In the server's process


def serve(path: str, modules: Sequence[str], child: Callable) -> None:
    """Import `modules`, then call `child(request, fds)` in a fork for each request.

    `child` gets the request, a dict of JSON values, and the file descriptors that came
    with it; the fork ends when it returns. Standard input is the line of life: when
    every process that holds its other end is gone, the server ends, and its children
    with it. Writes one line to standard output when it is ready.

    Raises RuntimeError if the imports started a thread or a JAX backend.
    """
    # Nobody steps through this, and a kernel starts faster. None forbids the import.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in modules:
        importlib.import_module(name)
    os.environ.pop("TMPDIR", None)
    tempfile.tempdir = None  # the children's is not ours
    check_forkable()
    # Children share the server's pages until they write: a collection must not.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(path)
        listener.listen(64)
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            with connection:
                answer(connection, listener, child)


def check_forkable() -> None:
    """Raise RuntimeError unless this process can be forked safely."""
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise RuntimeError(
            f"The fork server has {threads} threads after its imports and must have 1: "
            "leave out the module that starts them, or set OMP_NUM_THREADS=1."
        )
    if "jax" in sys.modules:
        from jax._src import xla_bridge

        if xla_bridge.backends_are_initialized():
            raise RuntimeError(
                "A module that the fork server imports computes with JAX: its forks "
                "would hang. Leave it out."
            )


def answer(connection: socket.socket, listener: socket.socket, child: Callable) -> None:
    """Read a request, fork, and send back the child's number and pidfd."""
    data, fds, _, _ = socket.recv_fds(connection, MESSAGE, MOST_FDS)
    if not data:  # the client went away
        return
    request, server = json.loads(data), os.getpid()
    # A child that ends at once is gone before its pidfd can be opened: it waits for it.
    wait, go = os.pipe()
    try:
        pid = os.fork()
        if pid == 0:
            listener.close()
            connection.close()
            os.close(go)
            os.read(wait, 1)
            os.close(wait)
            run_child(child, request, fds, server)
        pidfd = os.pidfd_open(pid)
        reply = json.dumps({"pid": pid}).encode()
        try:
            with contextlib.suppress(BrokenPipeError):
                socket.send_fds(connection, [reply], [pidfd])
        finally:
            os.close(pidfd)
    except OSError as error:  # no process to be had: the server must live on
        with contextlib.suppress(OSError):
            connection.send(json.dumps({"error": str(error)}).encode())
    finally:
        for fd in (wait, go, *fds):
            os.close(fd)


def run_child(child: Callable, request: dict, fds: list[int], parent: int) -> None:
    """Run `child` and end this process, whatever happens."""
    code = 70
    try:
        die_with(parent)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # The line of life must end with the server's parent, not with this child.
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.close(null)
        seed()
        child(request, fds)
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else bool(stop.code)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the call
        os._exit(70)


def seed() -> None:
    """Give this fork random numbers of its own: it inherited its siblings'."""
    for name, function in (
        ("random", "seed"),
        ("numpy.random", "seed"),
        ("torch", "seed"),
    ):
        if name in sys.modules:
            getattr(sys.modules[name], function)()


# In the process that wants forks


class Client:
    """Asks the fork server at `address`, the path of its socket, for forks."""

    def __init__(self, address: str):
        self.address = address

    def fork(self, request: dict, fds: Sequence[int | socket.socket] = ()) -> Child:
        """Have a child forked that gets `request` (JSON) and copies of `fds`.

        Raises ConnectionError if no server answers and OSError if it cannot fork.
        """
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
            try:
                connection.connect(self.address)
            except FileNotFoundError as error:
                raise ConnectionError(f"no fork server at {self.address}") from error
            numbers = [fd if isinstance(fd, int) else fd.fileno() for fd in fds]
            socket.send_fds(connection, [json.dumps(request).encode()], numbers)
            data, got, _, _ = socket.recv_fds(connection, MESSAGE, 1)
        if not data:
            raise ConnectionError(f"the fork server at {self.address} went away")
        reply = json.loads(data)
        if "error" in reply:
            raise OSError(f"the fork server could not fork: {reply['error']}")
        return Child(reply["pid"], got[0])


class Server:
    """A fork server that this process started, keeps alive and ends.

    Of kind "kernel" it forks sandboxed kernels: `provisioner.kernel_spec(its address)`.
    Of kind "examiner" it forks trusted processes of the user who runs it. It imports
    `modules`, or else those of its kind.

    Raises RuntimeError, with what the server said last, if it does not start.
    """

    def __init__(self, kind: str = "kernel", modules: Sequence[str] = ()):
        self._lock = threading.RLock()
        self._process: subprocess.Popen | None = None
        self._folder = scratch.folder()
        self.address = str(self._folder / "fork-server")
        known = KINDS[kind]
        python = [
            sys.executable,
            "-I",
            "-m",
            "autograder.sandbox.fork_server",
            known.target,
            self.address,
            *(modules or known.modules),
        ]
        if known.unprivileged:
            python = [*bubblewrap.unprivileged(self._folder), *python]
            bubblewrap.hand_over(self._folder)
        self._command = python
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        _servers[self.address] = self

    def _start(self) -> None:
        Path(self.address).unlink(missing_ok=True)
        with tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                # torch looks for a place to write when it is imported.
                env=bubblewrap.environment(self._folder)
                | {"TMPDIR": str(self._folder)},
                start_new_session=True,
                cwd="/",
            )
            assert self._process.stdout is not None  # a pipe
            if self._process.stdout.readline() != b"ready\n":
                self._process.wait()
                said.seek(0)
                last = said.read().decode(errors="replace").strip()[-600:]
                raise RuntimeError(f"The fork server did not start:\n{last}")

    def fork(self, request: dict, fds: Sequence[int | socket.socket] = ()) -> Child:
        """`Client.fork`, and a new server first if the old one died."""
        with self._lock:
            if self._process is None:
                raise ConnectionError("This fork server was closed.")
            try:
                return Client(self.address).fork(request, fds)
            except ConnectionError:
                self._stop()
                self._start()
                return Client(self.address).fork(request, fds)

    def _stop(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()  # of stdin: it is the line of life
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def close(self) -> None:
        """End the server and with it all that it forked."""
        with self._lock:
            _servers.pop(self.address, None)
            self._stop()
            self._process = None
            scratch.remove(self._folder)


_servers: dict[str, Server] = {}
_shared: dict[str, Server] = {}
_expected: str | None = None
_starting = {kind: threading.Lock() for kind in KINDS}


def fork(address: str, request: dict, fds: Sequence[int | socket.socket] = ()) -> Child:
    """Ask the server at `address`; if this process keeps it, it may start it anew."""
    return (_servers.get(address) or Client(address)).fork(request, fds)


def needed(kind: str, code: str) -> tuple[str, ...]:
    """The modules of a kind that code with these words in it is likely to need."""

    def likely(module: str) -> bool:
        words = (WORDS.get(name) for name in (module, module.split(".")[0]))
        return all(word in code for word in words if word)

    return tuple(filter(likely, KINDS[kind].modules))


def expect(code: str) -> None:
    """Say what will be run, before the first fork server of this process starts.

    It imports less then, and starts and forks faster. A fork that needs more than was
    expected imports it by itself.
    """
    global _expected
    _expected = code


def shared(kind: str = "kernel") -> Server:
    """The one fork server of this kind in this process, started when first asked for.

    It ends with the process.
    """
    with _starting[kind]:
        if kind not in _shared:
            scratch.sweep()
            known = KINDS[kind].modules
            modules = known if _expected is None else needed(kind, _expected)
            _shared[kind] = Server(kind, modules)
            atexit.register(_shared[kind].close)
        return _shared[kind]


def main(target: str, path: str, *modules: str) -> None:
    """Be a fork server whose forks call a target."""
    module, _, name = target.partition(":")
    serve(path, modules, getattr(importlib.import_module(module), name))


if __name__ == "__main__":
    main(*sys.argv[1:])
