"""What was handed in, read without trust and built anew before anything runs.

The released notebook is the truth: its cells, their order, types and settings. From the
student's file come the answers, and whatever else the student wrote:

- An answer is the text of the cell that has the grade_id of a solution cell; its type
  does not matter. If there is no such cell, or if it answers another exercise, a cell
  is taken that defines the function asked for.
- Of several cells with one grade_id, the first with an answer in it keeps the name. The
  others stay where they stood and run too, as they did for the student: JupyterLab
  gives both halves of a split cell the same grade_id. As in any notebook, the last
  definition of a function is the one that tests find.
- A locked cell that was changed is put back. The changed text stays below it.
- A cell that is missing is put back, a solution cell without an answer.
- Every other text stays where it stood, as an extra cell. Only copies of what was
  released are left out. An extra cell keeps its text and type, and nothing else.
- Outputs, settings and the notebook's own metadata are never read.

So no text is lost, every repair is told in one sentence, and what was handed in is only
read. A notebook is refused if there is none, if it is not JSON, if it is too large, or
if no cell of the problem set is in it.

nbgrader's commands get the rebuilt notebook by one line of nbgrader_config.py:

    c.Autograde.exporter_class = "autograder.intake.RebuildingExporter"
"""

import copy
import fnmatch
import glob
import html
import importlib.util
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import weakref
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.machinery import all_suffixes
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import parse_utc

MAX_NOTEBOOK = 50 * 2**20  # bytes; pictures in outputs make large files
MAX_TEXT = 200_000  # characters of a cell
MAX_EXTRA = 500  # cells of the student's own
MAX_FILE = 10 * 2**20  # bytes
MAX_FILES = 50
MAX_NAMED = 5  # names in one sentence

RESCUE = "take a fresh copy of the problem set, put your answers into it and hand it in"
PICTURES = {"image/png", "image/jpeg", "image/gif"}
DEFINED = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
NOTES_ID = "intake-notes"


@dataclass(frozen=True)
class Intake:
    """What a hand-in becomes.

    Attributes:
        notebook: the notebook to grade, its notes in a first cell; None if refused.
        notes: what was repaired or left out, one sentence each.
        fault: why it cannot be graded and what the student should do; "" if it can.
        files: safe files beside the notebook, relative to its folder.
    """

    notebook: NotebookNode | None
    notes: tuple[str, ...] = ()
    fault: str = ""
    files: tuple[Path, ...] = ()


class _Refused(Exception):
    """A file that cannot be read as a notebook; the message is one sentence."""


def take(
    folder: Path, name: str, released: NotebookNode, others: Collection[str] = ()
) -> Intake:
    """Read a folder that was handed in, and rebuild its notebook.

    Args:
        folder: the student's folder of one problem set; nothing in it is changed.
        name: of the notebook, without `.ipynb`.
        released: what students got.
        others: names of the problem set's other notebooks; they are left alone.

    Returns:
        The rebuilt notebook, or why there is none. Bad input raises nothing.
    """
    if folder.is_symlink():
        return Intake(None, fault=f"{folder.name} is a link: hand in the files.")
    not_mine = {Path(f"{other}.ipynb") for other in others}
    found = [path for path in _walk(folder) if path not in not_mine]
    notebooks = [path for path in found if path.suffix.lower() == ".ipynb"]
    exact = Path(f"{name}.ipynb")
    if not notebooks:
        fault = f"There is no file {exact}: hand in the notebook under this name."
        return Intake(None, fault=fault)

    taken, faults = [], {}
    for path in sorted(notebooks, key=lambda path: (path != exact, path))[:MAX_FILES]:
        try:
            taken.append((path, *_rebuilt(folder / path, released)))
        except _Refused as error:
            faults[path] = str(error)
        else:
            if path == exact and taken[0][-1]:
                break
    if not taken:
        return Intake(None, fault=next(iter(faults.values())))

    path, cells, notes, _ = max(taken, key=lambda one: one[-1])
    if path != exact:
        why = "has no answers" if exact in notebooks else "is not there"
        why = faults.get(exact, f"{exact} {why}.")
        notes.insert(0, f"{_shown(path)} was graded in its place: {why}")
    if others := [other for other in notebooks if other != path]:
        notes.append(_told(others, "{was} not graded", "notebook"))
    files, left = _files(folder, found)
    if left:
        notes.append(_told(left, "{was} left out", "file"))
    return Intake(_notebook(cells, notes, released), tuple(notes), files=tuple(files))


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
        return _rebuilt(submission, released)[1]
    except _Refused as error:
        return [str(error)]


def grade_id(cell: Any) -> str:
    """The name that nbgrader gave a cell, or "" if it has none."""
    name = _settings(cell).get("grade_id")
    return name if isinstance(name, str) else ""


# --- reading ---


def _walk(folder: Path) -> Iterator[Path]:
    """All files and links below a folder, without hidden ones, relative and sorted."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f[0] != "." and f != "__pycache__")
        links = [f for f in folders if (Path(where) / f).is_symlink()]
        for file in sorted(files) + links:
            if not file.startswith("."):
                yield (Path(where) / file).relative_to(folder)


def _read(path: Path) -> tuple[dict, list[str]]:
    """A notebook of format 4 as JSON, and notes.

    Raises:
        _Refused: if it cannot be read.
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
        data = path.read_bytes()
    except OSError as error:
        raise _Refused(f"{_shown(path)} cannot be read ({error.strerror}).") from None
    notes, encoding = [], json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        notes.append("Some bytes of the file are no characters and show as \ufffd.")
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


@dataclass(frozen=True)
class _Cell:
    """A cell of the student's notebook."""

    text: str
    type: str
    claimed: str  # its own grade_id, or "" if none was released with this name
    name: str  # the grade_id of the released cell that it is, or ""
    raw: dict


class _Release:
    """The released cells by grade_id, and how to recognise them."""

    def __init__(self, released: NotebookNode):
        self.cells = {grade_id(cell): cell for cell in released.cells if grade_id(cell)}
        self.plain = {name: _plain(cell.source) for name, cell in self.cells.items()}
        times = Counter(self.plain.values())
        self.unique = {text: n for n, text in self.plain.items() if times[text] == 1}
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
        if claimed and _plain(text) == self.plain[claimed]:
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
        return bool(text) and text != self.plain.get(cell.name)

    def is_forced(self, cell: _Cell) -> bool:
        """Whether a cell was locked and has another text all the same."""
        return bool(cell.name) and not self.is_answer(cell.name) and self.is_new(cell)

    def choose(self, name: str, cells: list[_Cell]) -> _Cell:
        """The cell that counts: of those with this name, the first with an answer."""
        every = [cell for cell in cells if cell.name == name]
        some = [cell for cell in every if cell.claimed == name] or every
        return next(filter(self.is_new, some), some[0])


def _rebuilt(
    path: Path, released: NotebookNode
) -> tuple[list[NotebookNode], list[str], int]:
    """The rebuilt cells of a notebook, notes, and how many answers are in it.

    Raises:
        _Refused: if it cannot be read, or is not this problem set.
    """
    raw, notes = _read(path)
    release = _Release(released)
    found = _recognised(raw["cells"], release, notes)
    names = {cell.name for cell in found} - {""}
    if not names:
        raise _Refused(f"{_shown(path)} has no cell of this problem set: {RESCUE}.")
    chosen = {name: release.choose(name, found) for name in names}
    notes += _differences(found, chosen, release)
    extra = _extra(found, chosen, release, notes)

    cells, waiting = [], extra.pop("")
    for name, cell in release.cells.items():
        # They wait for cells that are put back, but no test may run before them.
        if name in chosen or release.is_test(name):
            cells += map(_extra_cell, waiting)
            waiting = []
        cells.append(_filled(cell, chosen.get(name)))
        waiting += extra.get(name, [])
    cells += map(_extra_cell, waiting)
    for number, cell in enumerate(cells):
        if not grade_id(cell):
            cell["id"] = f"extra-{number}"
    return cells, notes, sum(map(release.is_new, chosen.values()))


def _recognised(cells: list, release: _Release, notes: list[str]) -> list[_Cell]:
    """The student's cells, without empty ones of the student's own."""
    found, long, invented = [], 0, 0
    for raw in cells:
        if not isinstance(raw, dict):
            continue
        text, claimed = _text(raw), grade_id(raw)
        type_ = raw.get("cell_type")
        if len(text) > MAX_TEXT:
            long += 1
            continue
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
    if invented:
        notes.append(
            f"Names that the problem set does not have were ignored ({invented})."
        )
    return found


def _extra(
    found: list[_Cell],
    chosen: dict[str, _Cell],
    release: _Release,
    notes: list[str],
) -> dict[str, list[_Cell]]:
    """The cells to keep beside the released ones, by the released cell above them."""
    extra: dict[str, list[_Cell]] = {"": []}
    above, kept, more = "", 0, 0
    for cell in found:
        is_chosen = cell is chosen.get(cell.name)
        if is_chosen:
            above = cell.name
        if not release.is_new(cell) or (is_chosen and not release.is_forced(cell)):
            continue
        if kept == MAX_EXTRA:
            more += 1
            continue
        extra.setdefault(above, []).append(cell)
        kept += 1
    if more:
        notes.append(f"Of the extra cells, {more} were left out: too many.")
    return extra


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
    if cell.cell_type != "markdown" or not isinstance(given, dict):
        return
    cell.attachments = NotebookNode(
        {
            name: NotebookNode({k: v for k, v in data.items() if _is_picture(k, v)})
            for name, data in given.items()
            if isinstance(data, dict) and name.isprintable()
        }
    )


def _is_picture(kind: str, data: Any) -> bool:
    """Whether an attachment is a picture in base 64."""
    sound = isinstance(data, str) and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data)
    return kind in PICTURES and bool(sound)


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
    found: list[_Cell], chosen: dict[str, _Cell], release: _Release
) -> list[str]:
    """What differs from the released notebook, one sentence for each kind."""
    written = Counter(cell.claimed for cell in found if release.is_new(cell))
    forced = {cell.name for cell in found if release.is_forced(cell)}
    kinds: dict[str, list[str]] = {
        "{was} missing and {are} back": [],
        "{was} missing and {are} back without an answer": [],
        "{was} there more than once; the first keeps the name, and all run": [],
        "had another name or none and {was} found by the function defined there": [],
        "had another type and {are} mended": [],
        "may not be changed and {are} as released again; the changed text stays below"
        " as an extra cell": [],
        "had other settings and {are} mended": [],
    }
    gone, unanswered, doubled, renamed, retyped, changed, reset = kinds.values()
    for name, released in release.cells.items():
        is_answer, cell = release.is_answer(name), chosen.get(name)
        if cell is None:
            (unanswered if is_answer else gone).append(name)
            continue
        if is_answer and written[name] > 1:
            doubled.append(name)
        if is_answer and cell.claimed != name and release.is_new(cell):
            renamed.append(name)
        if cell.type != released.cell_type:
            retyped.append(name)
        if name in forced:
            changed.append(name)
        if cell.claimed == name and _is_reset(cell, released):
            reset.append(name)
    notes = [_told(names, what) for what, names in kinds.items() if names]
    order = [cell.name for cell in found if cell is chosen.get(cell.name)]
    if order != [name for name in release.cells if name in chosen]:
        notes.append("The cells stood in another order and are as released again.")
    return notes


def _is_reset(cell: _Cell, released: NotebookNode) -> bool:
    """Whether a cell has other settings than the released one."""
    found, want = _settings(cell.raw), _settings(released)
    keys = ("grade", "solution", "locked", "points", "task", "schema_version")
    return any(found.get(key) != want.get(key) for key in keys)


def _told(names: list, what: str, kind: str = "cell") -> str:
    """A sentence about some names; of many, the first few."""
    shown = [_shown(name) for name in names[:MAX_NAMED]]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    *others, last = shown
    if others:
        what = what.format(was="were", are="are")
        return f"The {kind}s {', '.join(others)} and {last} {what}."
    return f"The {kind} {last} {what.format(was='was', are='is')}."


def _shown(name: Path | str) -> str:
    """A name in a sentence; a student may have made it up."""
    text = name.name if isinstance(name, Path) else repr(name)
    return text if text.isprintable() and len(text) < 80 else repr(text)[:80]


# --- the files beside it ---


def _files(folder: Path, found: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files that go along, and those that are left out."""
    files, left = [], []
    for path in found:
        if path.suffix.lower() == ".ipynb":
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
        if path.name == "timestamp.txt":  # another than nbgrader's would stop it
            parse_utc(path.read_text("utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return False
    return path.suffix not in all_suffixes() or not _is_taken(top.partition(".")[0])


def _is_taken(module: str) -> bool:
    """Whether Python has a module of this name already."""
    if module in sys.stdlib_module_names:
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
        for submission in map(Path, sorted(glob.glob(every))):
            self._copy(submission, folder / submission.relative_to(handed_in))
        # A copy: formgrader goes on with the course's own.
        converter.coursedir = copy.copy(course)
        converter.coursedir.submitted_directory = str(folder)
        converter.init_notebooks()

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
            taken = take(submission, path.stem, released, names - {path.stem})
            self.taken[str(to / path.name)] = taken
            nbformat.write(taken.notebook or released, to / path.name)
            for file in taken.files:
                (to / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(submission / file, to / file)

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
