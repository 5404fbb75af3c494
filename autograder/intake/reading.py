"""A notebook that was handed in, read without trust: as JSON of format 4."""

import codecs
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat

from .files import is_notebook, members
from .sentences import quoted

MAX_NOTEBOOK = 50 * 2**20  # bytes; pictures in outputs make large files
RESCUE = "take a fresh copy of the problem set, put your answers into it and hand it in"
NUMBER = re.compile(r"\((\d{1,4})\)")  # of a download that was not the first
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


class RefusedError(Exception):
    """A file that cannot be read as a notebook; the message is one sentence."""


def readings(
    folder: Path, path: Path
) -> Iterator[tuple[Path, dict, list[str], Path | None]]:
    """Yield the notebook of a file, or each of an archive: name, JSON and notes.

    Last comes the notebook's path in the archive.

    Raises:
        RefusedError: if there is none that can be read.
    """
    data = _bytes(folder / path)
    if path.suffix.lower() != ".zip":
        yield path, *parsed(path, data), None
        return
    read, said = 0, ""
    for inner, content in _unpacked(path, data):
        label, told = Path(inner.name), f"The notebook was read from {quoted(path)}."
        try:
            raw, notes = parsed(label, content)
        except RefusedError as error:
            said = said or str(error)
            continue
        read += 1
        yield label, raw, [told, *notes], inner
    if not read:
        why = said or f"There is no notebook in {quoted(path)}: hand in the notebook."
        raise RefusedError(why)


def _unpacked(path: Path, data: bytes) -> Iterator[tuple[Path, bytes]]:
    """The notebooks in an archive by path; nothing is written.

    Raises:
        RefusedError: if it is no archive.
    """
    left = 2 * MAX_NOTEBOOK
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner, info in members(archive).items():
                if not is_notebook(inner):
                    continue
                with archive.open(info) as file:
                    content = file.read(MAX_NOTEBOOK + 1)  # whatever it says it has
                left -= len(content)
                if left < 0:
                    return
                if len(content) <= MAX_NOTEBOOK:
                    yield inner, content
    except Exception as error:  # of many kinds, of each way to pack a file
        why = " ".join(str(error).split())
        raise RefusedError(
            f"{quoted(path)} cannot be opened ({why}): hand in the notebook itself."
        ) from None


def last_run(raw: dict) -> str:
    """When its cells ran last, as the notebook says; "" if it does not say so."""
    times = [""]
    for cell in raw["cells"]:
        meta = cell.get("metadata") if isinstance(cell, dict) else None
        ran = meta.get("execution") if isinstance(meta, dict) else None
        if isinstance(ran, dict):
            times += [t for t in ran.values() if isinstance(t, str) and TIME.match(t)]
    return max(times)


def ranking(taken: list[tuple], exact: Path) -> Callable[[tuple], tuple]:
    """A key that is largest for the notebook to grade, of several.

    The newer one with answers: by what it says of itself, if each of them says
    something; or the one with more answers; or by the number that a download gets.
    """
    dated = all(one[-1] for one in taken)

    def rank(one: tuple) -> tuple:
        label, *_, answers, saved = one
        number = NUMBER.search(label.name)
        newer = int(number[1]) if number else 0
        when = saved if dated else ""
        return bool(answers), when, answers, newer, label == exact

    return rank


def _bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        RefusedError: if it is no file, or too large.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(
                f"{quoted(path)} is no file: hand in the notebook itself."
            )
        if status.st_size > MAX_NOTEBOOK:
            raise RefusedError(
                f"{quoted(path)} has more than {MAX_NOTEBOOK >> 20} MB: clear the"
                " outputs of all cells, save it and hand it in again."
            )
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(
            f"{quoted(path)} cannot be read ({error.strerror})."
        ) from None


def parsed(path: Path, data: bytes) -> tuple[dict, list[str]]:
    """A notebook of format 4 as JSON, and notes.

    Raises:
        RefusedError: if it cannot be read.
    """
    notes, encoding = [], json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="windows-1252")
        notes.append(
            "Some bytes of the file are no characters of its encoding and were read as"
            " Windows-1252."
        )
    try:
        found = json.loads(text, parse_int=_number)
    except (ValueError, RecursionError):
        raise RefusedError(
            f"{quoted(path)} is not JSON, as a notebook is: {RESCUE}."
        ) from None
    if isinstance(found, dict) and isinstance(found.get("worksheets"), list):
        notes.append("The notebook was saved in an old format and was converted.")
        found = _converted(found)
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise RefusedError(f"{quoted(path)} is not a notebook: {RESCUE}.")
    return found, notes


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that cannot be decoded, as a Windows editor means it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("windows-1252", _as_windows)


def _number(digits: str) -> float:
    """A whole number; a float from 20 digits on: int() refuses more than 4300."""
    return int(digits) if len(digits) < 20 else float(digits)


def _converted(old: dict) -> dict | None:
    """A notebook of format 3 or older in format 4, or None if that fails."""
    try:
        return nbformat.convert(nbformat.from_dict(old), 4)
    except Exception:  # of any kind: nbformat trusts what it converts
        return None


def settings_of(cell: Any) -> dict:
    """What nbgrader noted in a cell, or nothing."""
    for key in ("metadata", "nbgrader"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, dict) else {}


def text_of(cell: dict) -> str:
    """A cell's text, with Unix line ends and no half characters."""
    source = cell.get("source", "")
    parts = source if isinstance(source, list) else [source]
    text = "".join(part for part in parts if isinstance(part, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def trimmed(text: str) -> str:
    """A text without what an editor may change unasked: blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
