"""Runs a command, and tells what it left behind.

    python watched.py REPORT SECONDS COMMAND...

Processes that outlive the command become children of this one: they are named in the
report, and ended. What anybody sends to PORT of this machine is written there too.
"""

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PORT = 48731  # where attacks call
BIGGEST = 400 * 2**20  # bytes a file: an endless one must not fill the disk
GRACE = 30  # seconds that a kernel has to end after the command, at most
PR_SET_CHILD_SUBREAPER = 36


def children(process: int | str = "self") -> list[int]:
    """The direct children of a process, threads' children included."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="utf-8").split())
    return found


def descendants() -> list[int]:
    """All below this process, the nearest first."""
    found = children()
    for process in found:
        found += children(process)
    return found


def running(process: int) -> bool:
    """Whether a process is there and not only waits to be buried."""
    with contextlib.suppress(OSError, ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    try:
        return (
            Path(f"/proc/{process}/stat")
            .read_text(encoding="utf-8")
            .rsplit(")", 1)[1][1]
            != "Z"
        )
    except OSError:
        return False


def name(process: int) -> str:
    """The command line of a process, or its short name."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
        return words.replace("\0", " ").strip()[:200]
    except OSError:
        return "gone"


def listen(said: list[str]) -> None:
    """Write down what is sent to PORT, for as long as this process lives."""
    server = socket.create_server(("127.0.0.1", PORT), reuse_port=True)

    def take():
        while True:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.settimeout(1)
                said.append(connection.recv(200).decode(errors="replace"))

    threading.Thread(target=take, daemon=True).start()


def main(report: str, seconds: str, *command: str) -> None:
    """Run the command; write the report."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BIGGEST, BIGGEST))
    called: list[str] = []
    listen(called)
    with tempfile.TemporaryFile() as output:
        start, ended = time.monotonic(), True
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            process.wait(float(seconds))
        except subprocess.TimeoutExpired:
            ended = False
            process.kill()
            process.wait()
        taken = time.monotonic() - start
        until = time.monotonic() + GRACE
        while any(map(running, descendants())) and time.monotonic() < until:
            time.sleep(0.05)
        left = []
        while alive := [p for p in descendants() if running(p)]:
            left += [] if left else [name(p) for p in alive]
            for orphan in alive:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGKILL)
        output.seek(0)
        said = output.read().decode(errors="replace")
    found = {"ended": ended, "code": process.returncode, "seconds": taken}
    found |= {"left": left if ended else [], "called": called, "said": said[-20_000:]}
    Path(report).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
