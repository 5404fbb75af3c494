"""Folders of the grader in /tmp, and the end of those that a killed grader left there.

Each is locked as long as its process lives, and no process can leave a lock behind. The
next grader removes what nobody holds.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "nn-"
# Not TMPDIR where there are Unix sockets: their address has at most 107 characters.
PLACE = Path("/tmp" if os.name == "posix" else tempfile.gettempdir())
YOUNG = 60  # seconds in which a folder may not be locked yet

_locks: dict[Path, int] = {}


def folder() -> Path:
    """A new folder that only its owner may enter; give it to `remove` in the end."""
    path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=PLACE))
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _locks[path] = os.open(path, os.O_RDONLY)
        _lock(_locks[path])
    return path


def remove(path: Path) -> None:
    """Remove a folder and all that is in it; it may be gone already."""
    shutil.rmtree(path, ignore_errors=True)
    if path in _locks:
        os.close(_locks.pop(path))


@contextlib.contextmanager
def for_a_while() -> Iterator[Path]:
    """A new folder, which is removed at the end of a `with`."""
    path = folder()
    try:
        yield path
    finally:
        remove(path)


def sweep() -> None:
    """Remove the folders whose process was killed."""
    for path in PLACE.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another user's, or gone meanwhile
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if time.time() - os.fstat(lock).st_mtime > YOUNG:
                    _lock(lock)
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(lock)


def _lock(descriptor: int) -> None:
    """Take the lock of an open folder; raise BlockingIOError if it is another's."""
    import fcntl  # not on Windows

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
