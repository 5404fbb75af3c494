"""What was handed in, read without trust and built anew before anything runs.

The released notebook is the truth: its cells, their order, types and settings. From the
student's file come the answers, and whatever else the student wrote. Of several files
the newest one with answers is read.

- An answer is the text of the cell that has the grade_id of a solution cell; its type
  does not matter. If there is no such cell, or if it answers another exercise, a cell
  is taken that defines the function asked for.
- Of several cells with one grade_id, the first with an answer in it keeps the name. The
  others stay where they stood and run too, as they did for the student: JupyterLab
  gives both halves of a split cell the same grade_id. As in any notebook, the last
  definition of a function is the one that tests find.
- A locked cell that was changed is put back. The changed text stays below it.
- A cell that is missing is put back, a solution cell without an answer. If another cell
  answers it, there is only a line that says so: no stub takes a definition's place.
- The released order is the order. But where a test would miss a name in it that another
  order has in time (the student's own, that of the numbers beside the cells, or all
  answers before the tests), the student's cells run in that order (order.py).
- Words that stand nowhere in particular become the answer to the nearest question that
  a person marks and that has none (essays.py).
- Every other text stays where it stood, as an extra cell. Only copies of what was
  released are left out. An extra cell keeps its text and type, and nothing else.
- Outputs, settings and the notebook's own metadata are never read.

So no text is lost, every repair is told in one sentence, and what was handed in is only
read. A notebook is refused if there is none, if it is not JSON, if it is too large, or
if no cell of the problem set is in it.

nbgrader's commands get the rebuilt notebook by one line of nbgrader_config.py:

    c.Autograde.exporter_class = "autograder.intake.RebuildingExporter"
"""

import codecs
import contextlib
import copy
import fnmatch
import html
import importlib.util
import io
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import weakref
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.machinery import all_suffixes
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.converters.base import NbGraderException

from . import essays, marks, order, pictures, releases, stock, timestamps

MAX_NOTEBOOK = 50 * 2**20  # bytes; pictures in outputs make large files
MAX_TEXT = 200_000  # characters of a cell
MAX_EXTRA = 500  # cells of the student's own
MAX_FILE = 10 * 2**20  # bytes
MAX_FILES = 50
MAX_DEPTH = 20  # folders in one another
MAX_ENTRIES = 5000  # files and folders
MAX_NAMED = 5  # names in one sentence

RESCUE = "take a fresh copy of the problem set, put your answers into it and hand it in"
DEFINED = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
NOTES_ID = "intake-notes"
NUMBER = re.compile(r"\((\d{1,4})\)")  # of a download that was not the first
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True)
class Intake:
    """What a hand-in becomes.

    Attributes:
        notebook: the notebook to grade, its notes in a first cell; None if refused.
        notes: what was repaired or left out, one sentence each.
        fault: why it cannot be graded and what the student should do; "" if it can.
        files: safe files beside the notebook, relative to its folder.
        handed_in: when, in UTC, by timestamp.txt; None if nothing says it.
    """

    notebook: NotebookNode | None
    notes: tuple[str, ...] = ()
    fault: str = ""
    files: tuple[Path, ...] = ()
    handed_in: datetime | None = None


class _Refused(Exception):
    """A file that cannot be read as a notebook; the message is one sentence."""


def take(
    folder: Path,
    name: str,
    released: NotebookNode,
    others: Collection[str] = (),
    earlier: Sequence[NotebookNode] = (),
) -> Intake:
    """Read a folder that was handed in, and rebuild its notebook.

    Args:
        folder: the student's folder of one problem set; nothing in it is changed.
        name: of the notebook, without `.ipynb`.
        released: the problem set of now: what is graded has its texts and tests.
        others: names of the problem set's other notebooks; they are left alone.
        earlier: what was released before: nobody is accused of what changed since.

    Returns:
        The rebuilt notebook, or why there is none. Bad input raises nothing.
    """
    if folder.is_symlink():
        return Intake(None, fault=f"{folder.name} is a link: hand in the files.")
    not_mine = {Path(f"{other}.ipynb") for other in others}
    found = [path for path in entries(folder) if path not in not_mine]
    notebooks = [path for path in found if _is_notebook(path)]
    exact = Path(f"{name}.ipynb")
    if not notebooks:
        notebooks = [path for path in found if path.suffix.lower() == ".zip"]
    if not notebooks:
        seen = f", only {_named(found)}" if found else ""
        fault = f"There is no file {exact}{seen}: hand in the notebook under this name."
        return Intake(None, fault=fault)

    taken, faults = [], {}
    for path in sorted(notebooks, key=lambda path: (path != exact, path))[:MAX_FILES]:
        try:
            found_in = list(_readings(folder, path))
        except _Refused as error:
            faults[path] = str(error)
            continue
        for label, raw, told in found_in:
            try:
                rebuilt = _rebuilt(raw, told, label, released, earlier)
            except _Refused as error:
                faults[label] = str(error)
            else:
                taken.append((label, path, *rebuilt, _saved(raw)))
    if not taken:
        return Intake(None, fault=next(iter(faults.values())))

    best = max(taken, key=_rank(taken, exact))
    label, path, cells, notes, answers, _ = best
    if label != exact:
        why = "has no answers" if exact in notebooks else "is not there"
        second = next((one for one in taken if one[0] == exact), None)
        if second and second[4]:
            why = "is older" if answers <= second[4] else "has fewer answers"
        why = faults.get(exact, f"{exact} {why}.")
        notes.insert(0, f"{_shown(label)} was graded in its place: {why}")
    others = [one[0] for one in taken if one is not best]
    if others := [*others, *faults]:
        notes.append(_told(others, "{was} not graded", "notebook"))
    handed_in = None
    if (when := Path(timestamps.NAME)) in found:
        found.remove(when)
        handed_in, told = _time(folder / when)
        notes += told
    files, left = _files(folder, found)
    if left:
        notes.append(_told(left, "{was} left out", "file"))
    for cell in cells:
        _with_files(cell, folder, files)
    notebook = _notebook(cells, notes, released)
    return Intake(notebook, tuple(notes), "", tuple(files), handed_in)


def check(submission: Path, released: NotebookNode, name: str = "") -> list[str]:
    """What there is to say of a hand-in: its fault, or what would be repaired.

    Args:
        submission: a notebook, or a folder with one.
        released: what students got.
        name: of the notebook in the folder, without `.ipynb`; the folder's by default.
    """
    if submission.is_dir():
        taken = take(submission, name or submission.name, released)
        return [taken.fault] if taken.fault else list(taken.notes)
    try:
        label, raw, told = next(_readings(submission.parent, Path(submission.name)))
        return _rebuilt(raw, told, label, released, ())[1]
    except _Refused as error:
        return [str(error)]


def grade_id(cell: Any) -> str:
    """The name that nbgrader gave a cell, or "" if it has none."""
    name = _settings(cell).get("grade_id")
    return name if isinstance(name, str) else ""


# --- reading ---


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


def _is_notebook(path: Path) -> bool:
    """Whether a file is called like a notebook; some systems add a second ending."""
    name = path.name.lower()
    return name.endswith((".ipynb", ".ipynb.txt", ".ipynb.json"))


def _readings(folder: Path, path: Path) -> Iterator[tuple[Path, dict, list[str]]]:
    """What a file is to be called, its notebook, and notes; of an archive, each one.

    Raises:
        _Refused: if there is none that can be read.
    """
    data = _bytes(folder / path)
    if path.suffix.lower() != ".zip":
        yield path, *_parsed(path, data)
        return
    read, said = 0, ""
    for name, inner in _unpacked(path, data):
        label, told = Path(name), f"The notebook was read from {_shown(path)}."
        try:
            raw, notes = _parsed(label, inner)
        except _Refused as error:
            said = said or str(error)
            continue
        read += 1
        yield label, raw, [f"{told} Other files in it were left out.", *notes]
    if not read:
        why = said or f"There is no notebook in {_shown(path)}: hand in the notebook."
        raise _Refused(why)


def _unpacked(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The notebooks in an archive; nothing is written.

    Raises:
        _Refused: if it is no archive.
    """
    left = 2 * MAX_NOTEBOOK
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                inner = Path(info.filename)
                if not _is_notebook(inner) or inner.name.startswith("."):
                    continue
                with archive.open(info) as file:
                    content = file.read(MAX_NOTEBOOK + 1)  # whatever it says it has
                left -= len(content)
                if left < 0:
                    return
                if len(content) <= MAX_NOTEBOOK:
                    yield inner.name, content
    except Exception as error:  # of many kinds, of each way to pack a file
        why = " ".join(str(error).split())
        raise _Refused(
            f"{_shown(path)} cannot be opened ({why}): hand in the notebook itself."
        ) from None


def _saved(raw: dict) -> str:
    """When its cells ran last, as the notebook says; "" if it does not say so."""
    times = [""]
    for cell in raw["cells"]:
        meta = cell.get("metadata") if isinstance(cell, dict) else None
        ran = meta.get("execution") if isinstance(meta, dict) else None
        if isinstance(ran, dict):
            times += [t for t in ran.values() if isinstance(t, str) and TIME.match(t)]
    return max(times)


def _rank(taken: list[tuple], exact: Path) -> Callable[[tuple], tuple]:
    """What makes one of several notebooks the one to grade.

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
        _Refused: if it is no file, or too large.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise _Refused(f"{_shown(path)} is no file: hand in the notebook itself.")
        if status.st_size > MAX_NOTEBOOK:
            raise _Refused(
                f"{_shown(path)} has more than {MAX_NOTEBOOK >> 20} MB: clear the"
                " outputs of all cells, save it and hand it in again."
            )
        return path.read_bytes()
    except OSError as error:
        raise _Refused(f"{_shown(path)} cannot be read ({error.strerror}).") from None


def _parsed(path: Path, data: bytes) -> tuple[dict, list[str]]:
    """A notebook of format 4 as JSON, and notes.

    Raises:
        _Refused: if it cannot be read.
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
        raise _Refused(
            f"{_shown(path)} is not JSON, as a notebook is: {RESCUE}."
        ) from None
    if isinstance(found, dict) and isinstance(found.get("worksheets"), list):
        notes.append("The notebook was saved in an old format and was converted.")
        found = _converted(found)
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise _Refused(f"{_shown(path)} is not a notebook: {RESCUE}.")
    return found, notes


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """What bytes are that cannot be decoded, if a Windows editor has written them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("windows-1252", _as_windows)


def _number(digits: str) -> float:
    """Python refuses whole numbers of more than 4300 digits."""
    return int(digits) if len(digits) < 20 else float(digits)


def _converted(old: dict) -> dict | None:
    """A notebook of format 3 or older in format 4, or None if that fails."""
    try:
        return nbformat.convert(nbformat.from_dict(old), 4)
    except Exception:  # of any kind: nbformat trusts what it converts
        return None


def _settings(cell: Any) -> dict:
    """What nbgrader noted in a cell, or nothing."""
    for key in ("metadata", "nbgrader"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, dict) else {}


def _text(cell: dict) -> str:
    """A cell's text, with Unix line ends and no half characters."""
    source = cell.get("source", "")
    parts = source if isinstance(source, list) else [source]
    text = "".join(part for part in parts if isinstance(part, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def _plain(text: str) -> str:
    """A text without what an editor may change unasked: blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


# --- rebuilding ---


@dataclass(frozen=True, eq=False)
class _Cell:
    """A cell of the student's notebook."""

    text: str
    type: str
    claimed: str  # its own grade_id, or "" if none was released with this name
    name: str  # the grade_id of the released cell that it is, or ""
    raw: dict

    @property
    def ran(self) -> int:
        """The number beside it: when the student ran it last; 0 if nobody knows."""
        count = self.raw.get("execution_count")
        return count if type(count) is int and count > 0 else 0


class _Release:
    """The released cells by grade_id, and how to recognise them.

    Args:
        released: the problem set of now.
        origin: as it was when the student got it.
    """

    def __init__(self, released: NotebookNode, origin: NotebookNode):
        self.cells = _by_id(released)
        self.origin = _by_id(origin)
        self.plain = {name: _plain(cell.source) for name, cell in self.cells.items()}
        self.before = {name: _plain(cell.source) for name, cell in self.origin.items()}
        both = {(text, n) for n, text in [*self.plain.items(), *self.before.items()]}
        times = Counter(text for text, _ in both)
        self.unique = {
            text: n for text, n in both if times[text] == 1 and n in self.cells
        }
        self.asked = {
            name: set(DEFINED.findall(cell.source))
            for name, cell in self.cells.items()
            if _settings(cell).get("solution")
        }

    def is_answer(self, name: str) -> bool:
        return name in self.asked

    def is_test(self, name: str) -> bool:
        return not self.is_answer(name) and bool(
            _settings(self.cells[name]).get("grade")
        )

    def recognise(self, text: str, type_: Any, claimed: str) -> str:
        """The grade_id of the released cell that a student's cell is, or ""."""
        if claimed and not self._differs(_plain(text), claimed):
            return claimed
        if name := self.unique.get(_plain(text)):
            return name
        defined = set(DEFINED.findall(text))
        if claimed in self.asked:
            names = self.asked[claimed]
            if names <= defined if names else type_ == self.cells[claimed].cell_type:
                return claimed
        others = (n for n, names in self.asked.items() if names and names <= defined)
        return next(others, claimed)

    def is_new(self, cell: _Cell) -> bool:
        """Whether a cell has a text that was not released."""
        text = _plain(cell.text)
        return bool(text) and self._differs(text, cell.name)

    def _differs(self, plain: str, name: str) -> bool:
        return plain not in (self.plain.get(name), self.before.get(name))

    def is_forced(self, cell: _Cell) -> bool:
        """Whether a cell was locked and has another text all the same."""
        return bool(cell.name) and not self.is_answer(cell.name) and self.is_new(cell)

    def choose(self, name: str, cells: list[_Cell]) -> _Cell:
        """The cell that counts: of those with this name, the first with an answer."""
        every = [cell for cell in cells if cell.name == name]
        some = [cell for cell in every if cell.claimed == name] or every
        return next(filter(self.is_new, some), some[0])


def _by_id(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}


def _origin(
    raw: dict, released: NotebookNode, earlier: Sequence[NotebookNode]
) -> NotebookNode:
    """The version that a student was given: what has the most of it unchanged."""
    texts = {
        (grade_id(cell), _plain(_text(cell)))
        for cell in raw["cells"]
        if isinstance(cell, dict)
    }

    def likeness(version: NotebookNode) -> tuple[int, int]:
        cells = _by_id(version)
        same = {(name, _plain(cell.source)) for name, cell in cells.items()} & texts
        return len(same), -len(cells)

    return max((released, *earlier), key=likeness)


def _rebuilt(
    raw: dict,
    notes: list[str],
    path: Path,
    released: NotebookNode,
    earlier: Sequence[NotebookNode],
) -> tuple[list[NotebookNode], list[str], int]:
    """The rebuilt cells of a notebook, notes, and how many answers are in it.

    Raises:
        _Refused: if it is not this problem set.
    """
    release = _Release(released, _origin(raw, released, earlier))
    notes = list(notes)
    found = _recognised(raw["cells"], release, notes)
    names = {cell.name for cell in found} - {""}
    if not names:
        raise _Refused(f"{_shown(path)} has no cell of this problem set: {RESCUE}.")
    chosen = {name: release.choose(name, found) for name in names}
    kept = _kept(found, chosen, release, notes)
    words = _essays(found, kept, chosen, release)
    kept = [cell for cell in kept if cell not in [w.moved for w in words.values()]]
    placed, how = _in_order(kept, chosen, release)
    answered = {one.name for one in placed if one.pointer} | words.keys()
    notes += _differences(found, chosen, release, answered, how)
    notes += [w.note for w in words.values()]

    cells = []
    for one in placed:
        if not one.name:
            cells.append(_extra_cell(one.cell))
            continue
        cell = _filled(release.cells[one.name], one.cell)
        if one.pointer:
            cell.source = one.pointer
        if one.name in words:
            cell.source = words[one.name].text
            for source in words[one.name].cells:
                _attach(cell, source)
        cells.append(cell)
    for number, cell in enumerate(cells):
        if not grade_id(cell):
            cell["id"] = f"extra-{number}"
    return cells, notes, sum(map(release.is_new, chosen.values()))


def _recognised(cells: list, release: _Release, notes: list[str]) -> list[_Cell]:
    """The student's cells, without empty ones of the student's own."""
    found, long, cut, invented = [], 0, 0, 0
    for raw in cells:
        if not isinstance(raw, dict):
            continue
        text, claimed = _text(raw), grade_id(raw)
        type_ = raw.get("cell_type")
        if type_ == "markdown" and "data:image/" in text:
            text, inline = pictures.without_inline(text)
            given = raw.get("attachments")
            raw = raw | {"attachments": inline | (given if type(given) is dict else {})}
        if len(text) > MAX_TEXT:
            if type_ == "code":
                long += 1
                continue
            cut += 1
            text = text[:MAX_TEXT] + "…"
        if claimed not in release.cells:
            invented += bool(claimed)
            claimed = ""
        name = release.recognise(text, type_, claimed)
        if name or text.strip():
            type_ = type_ if isinstance(type_, str) else ""
            found.append(_Cell(text, type_, claimed, name, raw))
    if long:
        notes.append(
            f"Cells of more than {MAX_TEXT} characters were left out ({long}):"
            " hand in a shorter text."
        )
    if cut:
        notes.append(
            f"Of texts with more than {MAX_TEXT} characters the rest was left out"
            f" ({cut}): it stands in the file that was handed in."
        )
    if invented:
        notes.append(
            f"Names that the problem set does not have were ignored ({invented})."
        )
    return found


def _kept(
    found: list[_Cell],
    chosen: dict[str, _Cell],
    release: _Release,
    notes: list[str],
) -> list[_Cell]:
    """The student's cells that stay, in their order: all but copies of released ones.

    Cells that were chosen are among them, for they say where the others stood.
    """
    kept, extra, more = [], 0, 0
    for cell in found:
        is_chosen = cell is chosen.get(cell.name)
        if not is_chosen or release.is_forced(cell):
            if not release.is_new(cell):
                continue
            if extra == MAX_EXTRA:
                more += 1
                if not is_chosen:
                    continue
            else:
                extra += 1
        kept.append(cell)
    if more:
        notes.append(f"Of the extra cells, {more} were left out: too many.")
    return kept


def _in_order(
    kept: list[_Cell], chosen: dict[str, _Cell], release: _Release
) -> tuple[list[order.Placed], str]:
    """All cells in the order in which they are to run, and what to say of it."""
    slots = []
    for name, released in release.cells.items():
        cell = chosen.get(name)
        settings = _settings(released)
        slots.append(
            order.Slot(
                name,
                released.source,
                is_code=released.cell_type == "code",
                is_test=release.is_test(name),
                is_answer=release.is_answer(name),
                is_marked=bool(settings.get("grade")),
                is_forced=cell is not None and release.is_forced(cell),
                is_new=cell is not None and release.is_new(cell),
                cell=cell,
            )
        )
    return order.best(slots, kept)


def _essays(
    found: list[_Cell],
    kept: list[_Cell],
    chosen: dict[str, _Cell],
    release: _Release,
) -> dict[str, essays.Found]:
    """Words of the student's for questions that a person marks and nobody answered."""
    marked = [n for n, c in release.cells.items() if _is_marked(c)]
    empty = [n for n in marked if n not in chosen or not release.is_new(chosen[n])]
    if not empty:
        return {}
    names, above, loose = list(release.cells), -1, []
    for cell in kept:
        is_chosen = cell is chosen.get(cell.name)
        if is_chosen:
            above = names.index(cell.name)
        if not is_chosen or release.is_forced(cell):
            loose.append((cell, above))
    every = release.cells.values()
    known = {line.strip() for cell in every for line in cell.source.split("\n")}
    gone = [name for name in empty if name not in chosen]
    return essays.find(loose, names, marked, empty, gone, known)


def _is_marked(released: NotebookNode) -> bool:
    """Whether a person marks a cell."""
    settings = _settings(released)
    return bool(settings.get("solution") and settings.get("grade"))


def _filled(released: NotebookNode, answer: _Cell | None) -> NotebookNode:
    """A released cell, with the answer in it if it is one for answers."""
    cell = copy.deepcopy(released)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if answer and _settings(released).get("solution"):
        cell.source = answer.text
        _attach(cell, answer)
    return cell


def _extra_cell(found: _Cell) -> NotebookNode:
    """A cell of the student's own: text and type, nothing else."""
    cell = MAKE.get(found.type, new_raw_cell)(found.text)
    _attach(cell, found)
    return cell


def _attach(cell: NotebookNode, found: _Cell) -> None:
    """Keep the pictures that were pasted into a text."""
    given = found.raw.get("attachments")
    if cell.cell_type == "markdown" and isinstance(given, dict):
        more = pictures.attachments(given) | cell.get("attachments", {})
        cell.attachments = nbformat.from_dict(more)


def _with_files(cell: NotebookNode, folder: Path, files: list[Path]) -> None:
    """Put pictures into a text that lie in files beside the notebook."""
    is_locked = grade_id(cell) and not _settings(cell).get("solution")
    if cell.cell_type != "markdown" or is_locked:
        return
    by_path = {str(path): path for path in reversed(files)}
    by_name = {path.name: path for path in reversed(files)}

    def read(path: str) -> bytes | None:
        file = by_path.get(path) or by_name.get(Path(path).name)
        return (folder / file).read_bytes() if file else None

    cell.source, more = pictures.with_files(cell.source, read)
    if more:
        cell.attachments = nbformat.from_dict(cell.get("attachments", {}) | more)


def _notebook(
    cells: list[NotebookNode], notes: list[str], released: NotebookNode
) -> NotebookNode:
    """The whole notebook; the notes are its first cell."""
    if notes:
        lines = [f"- {html.escape(note, quote=False)}" for note in notes]
        text = "\n".join(["**Repaired before it was graded**", "", *lines])
        cells = [new_markdown_cell(text, id=NOTES_ID), *cells]
    return NotebookNode(copy.deepcopy(released), cells=cells)


# --- telling ---


def _differences(
    found: list[_Cell],
    chosen: dict[str, _Cell],
    release: _Release,
    answered: Collection[str],
    how: str,
) -> list[str]:
    """What differs from the released notebook, one sentence for each kind.

    Args:
        found: the student's cells.
        chosen: those that count, by name.
        release: what was released.
        answered: names of cells whose answer was found in another one.
        how: what to say of the order of the cells; "" if they are as released.
    """
    written = Counter(cell.claimed for cell in found if release.is_new(cell))
    forced = {cell.name for cell in found if release.is_forced(cell)}
    kinds: dict[str, list[str]] = {
        "{was} missing and {are} back": [],
        "{was} missing and {are} back without an answer": [],
        "{was} missing or not filled in; what another cell of yours says counts": [],
        "{was} there more than once; the first keeps the name, and all run": [],
        "had another name or none and {was} found by the function defined there": [],
        "had another type and {are} mended": [],
        "may not be changed and {are} as released again; the changed text stays below"
        " as an extra cell": [],
        "had other settings and {are} mended": [],
    }
    gone, unanswered, elsewhere, doubled, *others = kinds.values()
    renamed, retyped, changed, reset = others
    for name, released in release.cells.items():
        is_answer, cell = release.is_answer(name), chosen.get(name)
        if cell is None:
            if name not in release.origin:
                continue  # it was added later
            if name not in answered:
                (unanswered if is_answer else gone).append(name)
            elif release.asked.get(name):
                elsewhere.append(name)
            continue
        if name in answered and release.asked.get(name) and not release.is_new(cell):
            elsewhere.append(name)
        if is_answer and written[name] > 1:
            doubled.append(name)
        if is_answer and cell.claimed != name and release.is_new(cell):
            renamed.append(name)
        origin = release.origin.get(name, released)
        if cell.type not in (released.cell_type, origin.cell_type):
            retyped.append(name)
        if name in forced:
            changed.append(name)
        if cell.claimed == name and all(_is_reset(cell, r) for r in (released, origin)):
            reset.append(name)
    notes = [_told(names, what) for what, names in kinds.items() if names]
    stood = [cell.name for cell in found if cell is chosen.get(cell.name)]
    if how:
        notes.append(how)
    elif stood != [name for name in release.cells if name in chosen]:
        notes.append("The cells stood in another order and are as released again.")
    return notes


def _is_reset(cell: _Cell, released: NotebookNode) -> bool:
    """Whether a cell has other settings than the released one."""
    found, want = _settings(cell.raw), _settings(released)
    keys = ("grade", "solution", "locked", "points", "task", "schema_version")
    return any(found.get(key) != want.get(key) for key in keys)


def _told(names: list, what: str, kind: str = "cell") -> str:
    """A sentence about some names; of many, the first few."""
    if len(names) > 1:
        return f"The {kind}s {_named(names)} {what.format(was='were', are='are')}."
    return f"The {kind} {_named(names)} {what.format(was='was', are='is')}."


def _named(names: list) -> str:
    """Some names in a row; of many, the first few."""
    shown = [_shown(name) for name in names[:MAX_NAMED]]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def _shown(name: Path | str) -> str:
    """A name in a sentence; a student may have made it up."""
    text = name.name if isinstance(name, Path) else repr(name)
    return text if text.isprintable() and len(text) < 80 else repr(text)[:80]


# --- the files beside it ---


def _time(path: Path) -> tuple[datetime | None, list[str]]:
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


def _files(folder: Path, found: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files that go along, and those that are left out."""
    files, left = [], []
    for path in found:
        if _is_notebook(path):
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
        if not os.access(path, os.R_OK) or _is_notebook(Path(top)):
            return False
    except (OSError, ValueError, OverflowError):
        return False
    return path.suffix not in all_suffixes() or not _is_taken(top.partition(".")[0])


def _is_taken(module: str) -> bool:
    """Whether Python has a module of this name already."""
    if module in sys.stdlib_module_names or module == "__main__":
        return True
    return module.isidentifier() and importlib.util.find_spec(module) is not None


# --- nbgrader ---


class RebuildingExporter(NotebookExporter):
    """Lets `nbgrader autograde` work on rebuilt copies of what was handed in.

    nbgrader makes its exporter after it has listed the submissions and before it opens
    one. That is the only place a setting reaches where links are not yet followed and
    nothing is read: here the copies are made, and this run is pointed to them.
    """

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.taken: dict[str, Intake] = {}
        folder = Path(tempfile.mkdtemp(prefix="submitted-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        converter = self.parent
        course = converter.coursedir
        handed_in = Path(course.root, course.submitted_directory)
        every = course.format_path(
            course.submitted_directory, course.student_id, course.assignment_id
        )
        names = stock.Patterns(course.root)
        self.changed: set[tuple[str, str]] = set()
        submissions = [Path(path) for path in sorted(names.glob(every))]
        for assignment in sorted({submission.name for submission in submissions}):
            self._tell_old_points(assignment)
        for submission in submissions:
            to = folder / submission.relative_to(handed_in)
            try:
                self._copy(submission, to)
            except NbGraderException:
                raise
            except Exception as error:  # of any kind: a submission stops no other one
                why = f"It could not be prepared ({type(error).__name__}: {error})."
                self._refuse(to, why)
            self._remember(to)
        converter.init_destination = marks.with_changed(
            converter.init_destination, self._graded, self.changed
        )
        # A copy: formgrader goes on with the course's own.
        converter.coursedir = copy.copy(course)
        converter.coursedir.submitted_directory = str(folder)
        converter.init_notebooks()

    def _graded(self, assignment: str, student: str) -> Path:
        course = self.parent.coursedir
        place = course.format_path(course.autograded_directory, student, assignment)
        return Path(place)

    def _tell_old_points(self, assignment: str) -> None:
        """Say where the points in source/ are not those that count."""
        course = self.parent.coursedir
        place = course.format_path(course.source_directory, ".", assignment)
        release = course.format_path(course.release_directory, ".", assignment)
        for path in sorted(Path(release).glob("*.ipynb")):
            if names := releases.changed_points(Path(place) / path.name, path):
                self.log.warning(
                    "%s: the points of %s in source/ are not those of the release. The"
                    " old ones count until you run `nbgrader generate_assignment %s"
                    " --force` and grade again.",
                    path.name,
                    ", ".join(names),
                    assignment,
                )

    def _remember(self, to: Path) -> None:
        """Keep what was marked, and note whether this is other work."""
        whose = to.name, to.parent.name
        marks.remember(self._graded(*whose), *whose)
        for name, taken in self.taken.items():
            if Path(name).parent != to or taken.notebook is None:
                continue
            old = marks.read(self._graded(*whose) / Path(name).name)
            if old and old.work != marks.work(taken.notebook):
                self.changed.add(whose)

    def _copy(self, submission: Path, to: Path) -> None:
        """Copy a submission, its notebooks rebuilt."""
        course = self.parent.coursedir
        release = course.format_path(course.release_directory, ".", submission.name)
        notebooks = sorted(Path(release).glob("*.ipynb"))
        if not notebooks:
            fault = (
                f"There is no notebook in {release}: run `nbgrader generate_assignment"
                f" {submission.name}` first."
            )
            self.log.error(fault)
            raise NbGraderException(fault)
        to.mkdir(parents=True)
        names = {path.stem for path in notebooks}
        for path in notebooks:
            if not fnmatch.fnmatchcase(path.stem, course.notebook_id):
                continue
            released = nbformat.read(path, as_version=4)
            earlier = releases.earlier(Path(course.root), submission.name, path.stem)
            others = names - {path.stem}
            taken = take(submission, path.stem, released, others, earlier)
            self.taken[str(to / path.name)] = taken
            nbformat.write(taken.notebook or released, to / path.name)
            if taken.handed_in:
                text = timestamps.written(taken.handed_in)
                (to / timestamps.NAME).write_text(text, encoding="utf-8")
            for file in taken.files:
                (to / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(submission / file, to / file)

    def _refuse(self, to: Path, why: str) -> None:
        """Let a submission fail by itself, and say why."""
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir(parents=True)
        release = self.parent.coursedir.format_path(
            self.parent.coursedir.release_directory, ".", to.name
        )
        for path in Path(release).glob("*.ipynb"):
            shutil.copyfile(path, to / path.name)
            self.taken[str(to / path.name)] = Intake(None, fault=why)

    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[str, dict]:
        """Tell what was repaired, and stop at what was refused."""
        taken = self.taken.get(filename, Intake(None))
        student = (resources or {}).get("nbgrader", {}).get("student", "")
        for note in taken.notes:
            self.log.warning("%s: %s", student, note)
        if taken.fault:
            self.log.error("%s: not graded. %s", student, taken.fault)
            raise NbGraderException(taken.fault)
        return super().from_filename(filename, resources, **more)
