"""The files of a hand-in: which there are, and which may go along with the notebook."""

import contextlib
import importlib.util
import os
import stat
import sys
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.machinery import all_suffixes
from pathlib import Path

from . import timestamps

MAX_FILE = 10 * 2**20  # bytes
MAX_ALL = 30 * 2**20  # bytes of all; a sandbox takes little more
MAX_FILES = 50
MAX_NAME = 255  # bytes
MAX_DEPTH = 20  # folders in one another
MAX_ENTRIES = 5000  # files and folders
HIDDEN = {"__pycache__", "__MACOSX"}  # and what begins with a dot


def entries(folder: Path) -> list[Path]:
    """All files and links below a folder, relative to it; no link is followed.

    Hidden ones are left out, and what lies deeper than MAX_DEPTH or is one of more than
    MAX_ENTRIES. What lies less deep comes first.
    """
    found: list[Path] = []
    level = [] if folder.is_symlink() else [folder]
    for _ in range(MAX_DEPTH):
        below = []
        for place in level:
            for name in _names(place):
                path = place / name
                with contextlib.suppress(
                    OSError
                ):  # it is gone, or its name is too long
                    if stat.S_ISDIR(path.lstat().st_mode):
                        below.append(path)
                    else:
                        found.append(path.relative_to(folder))
                if len(found) + len(below) >= MAX_ENTRIES:
                    return found
        level = below
    return found


def _names(folder: Path) -> list[str]:
    """What lies in a folder, sorted, without what is hidden; nothing if it is shut."""
    with contextlib.suppress(OSError):
        names = sorted(os.listdir(folder))
        return [name for name in names if name[0] != "." and name not in HIDDEN]
    return []


def is_notebook(path: Path) -> bool:
    """Whether a file is called like a notebook; some systems add a second ending."""
    name = path.name.lower()
    return name.endswith((".ipynb", ".ipynb.txt", ".ipynb.json"))


def time_of(path: Path) -> tuple[datetime | None, list[str]]:
    """When it was handed in, and what to say if that is not understood."""
    data, found = b"", None
    with contextlib.suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            with open(path, "rb") as file:
                data = file.read(timestamps.LONGEST + 1)
            found = timestamps.read(data)
    if found:
        return found, []
    return None, [
        f"{path.name} holds no time that is understood ({timestamps.said(data)!r}): a"
        " person has to say whether this is late."
    ]


class Files:
    """The files that go along with a notebook, and those that are left out.

    Attributes:
        data: what is in them, by their place beside the notebook.
        left: those that are left out.
    """

    def __init__(self):
        self.data: dict[Path, bytes] = {}
        self.left: list[Path] = []
        self._room, self._patience = MAX_ALL, 4 * MAX_ALL  # bytes to keep, and to read

    def add(self, found: Iterable[Path], base: Path, read: Callable[[Path], bytes]):
        """Take what is safe: not large, in nobody's place, and hiding no package.

        Args:
            found: their paths; notebooks among them are passed over.
            base: the folder of the notebook. What lies in it lies beside the notebook.
            read: gives what is in one, or raises if it is not to go along.
        """
        # What really lies beside the notebook comes first.
        for path in sorted(found, key=lambda path: not path.is_relative_to(base)):
            if is_notebook(path):
                continue
            place = path.relative_to(base) if path.is_relative_to(base) else path
            data = None
            is_wanted = len(self.data) < MAX_FILES and self._patience > 0
            if is_wanted and self._is_free(place):
                with contextlib.suppress(Exception):  # of any kind: a file is left out
                    data = read(path)
                    self._patience -= len(data)
            if data is None or len(data) > self._room:
                self.left.append(path)
            else:
                self.data[place] = data
                self._room -= len(data)

    def _is_free(self, place: Path) -> bool:
        """Whether a file can lie there, and hides nothing."""
        top = place.parts[0]
        try:
            long = any(len(part.encode("utf-8")) > MAX_NAME for part in place.parts)
        except UnicodeEncodeError:
            return False
        if long or place == Path(timestamps.NAME) or is_notebook(Path(top)):
            return False
        others = self.data.keys()
        if any(place in (other, *other.parents) for other in others):
            return False
        if any(above in others for above in place.parents):
            return False
        is_code = place.suffix in all_suffixes()
        return not is_code or not _is_taken(top.partition(".")[0])


def read_safely(path: Path) -> bytes:
    """What is in a file.

    Raises:
        OSError: if it is a link or anything else than a file, or large.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE:
        raise OSError(f"{path} is no file, or too large")
    return path.read_bytes()


def beside(
    folder: Path, path: Path, inner: Path | None, found: Iterable[Path]
) -> Files:
    """The files that go along with a notebook.

    Args:
        folder: what was handed in.
        path: of the notebook in it, or of the archive that it was read from.
        inner: of the notebook in the archive.
        found: all files in the folder.
    """
    files = Files()
    if inner is not None:
        with (
            contextlib.suppress(OSError, ValueError, zipfile.BadZipFile),
            zipfile.ZipFile(folder / path) as archive,
        ):
            packed = members(archive)

            def unpacked(name: Path) -> bytes:
                if packed[name].file_size > MAX_FILE:  # no more than that is read
                    raise OSError(f"{name} is too large")
                return archive.read(packed[name])

            files.add(packed, inner.parent, unpacked)
        found = [one for one in found if one != path]
    files.add(found, path.parent, lambda path: read_safely(folder / path))
    return files


def members(archive: zipfile.ZipFile) -> dict[Path, zipfile.ZipInfo]:
    """The files of an archive by path, but for hidden ones and those that lead out."""
    known = {}
    for info in archive.infolist()[:MAX_ENTRIES]:
        path = Path(info.filename.replace("\\", "/"))  # of some tools for Windows
        odd = path.is_absolute() or len(path.parts) > MAX_DEPTH
        hidden = any(p[0] == "." or p in HIDDEN for p in path.parts)
        if path.parts and not (info.is_dir() or odd or hidden):
            known[path] = info
    return known


def _is_taken(module: str) -> bool:
    """Whether Python has a module of this name already."""
    if module in sys.stdlib_module_names or module == "__main__":
        return True
    return module.isidentifier() and importlib.util.find_spec(module) is not None
