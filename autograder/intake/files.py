"""The files of a hand-in: which there are, and which may go along with the notebook."""

import contextlib
import importlib.util
import os
import stat
import sys
from datetime import datetime
from importlib.machinery import all_suffixes
from pathlib import Path

from . import timestamps

MAX_FILE = 10 * 2**20  # bytes
MAX_FILES = 50
MAX_DEPTH = 20  # folders in one another
MAX_ENTRIES = 5000  # files and folders


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
        return [name for name in names if name[0] != "." and name != "__pycache__"]
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


def safe_files(folder: Path, found: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files that go along, and those that are left out."""
    files: list[Path] = []
    left: list[Path] = []
    for path in found:
        if is_notebook(path):
            continue
        safe = len(files) < MAX_FILES and _is_safe(folder / path, path.parts[0])
        (files if safe else left).append(path)
    return files, left


def _is_safe(path: Path, top: str) -> bool:
    """Whether a file can go along: no link, not large, and hiding no package."""
    try:
        status = path.lstat()
        os.fspath(path).encode("utf-8")
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE:
            return False
        if not os.access(path, os.R_OK) or is_notebook(Path(top)):
            return False
    except (OSError, ValueError, OverflowError):
        return False
    return path.suffix not in all_suffixes() or not _is_taken(top.partition(".")[0])


def _is_taken(module: str) -> bool:
    """Whether Python has a module of this name already."""
    if module in sys.stdlib_module_names or module == "__main__":
        return True
    return module.isidentifier() and importlib.util.find_spec(module) is not None
