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

nbgrader's commands get the rebuilt notebook by `hooks/exporter.py`.
"""

import copy
import html
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from . import essays, order, pictures, timestamps
from .files import MAX_FILES, beside, entries, is_notebook, time_of
from .order import Cell as _Cell
from .reading import (
    RESCUE,
    RefusedError,
    last_run,
    ranking,
    readings,
    settings_of,
    text_of,
    trimmed,
)
from .sentences import listed, quoted, sentence

MAX_TEXT = 200_000  # characters of a cell
MAX_EXTRA = 500  # cells of the student's own
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
        files: what is in the safe files, by their place beside the notebook.
        handed_in: when, in UTC, by timestamp.txt; None if nothing says it.
    """

    notebook: NotebookNode | None
    notes: tuple[str, ...] = ()
    fault: str = ""
    files: Mapping[Path, bytes] = field(default_factory=dict)
    handed_in: datetime | None = None


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
    notebooks = [path for path in found if is_notebook(path)]
    exact = Path(f"{name}.ipynb")
    if not notebooks:
        notebooks = [path for path in found if path.suffix.lower() == ".zip"]
    if not notebooks:
        seen = f", only {listed(found)}" if found else ""
        fault = f"There is no file {exact}{seen}: hand in the notebook under this name."
        return Intake(None, fault=fault)

    taken, faults = [], {}
    for path in sorted(notebooks, key=lambda path: (path != exact, path))[:MAX_FILES]:
        try:
            found_in = list(readings(folder, path))
        except RefusedError as error:
            faults[path] = str(error)
            continue
        for label, raw, told, inner in found_in:
            try:
                rebuilt = _rebuilt(raw, told, label, released, earlier)
            except RefusedError as error:
                faults[label] = str(error)
            else:
                taken.append((label, (path, inner), *rebuilt, last_run(raw)))
    if not taken:
        return Intake(None, fault=next(iter(faults.values())))

    best = max(taken, key=ranking(taken, exact))
    label, (path, inner), cells, notes, answers, _ = best
    if label != exact:
        why = "has no answers" if exact in notebooks else "is not there"
        second = next((one for one in taken if one[0] == exact), None)
        if second and second[4]:
            why = "is older" if answers <= second[4] else "has fewer answers"
        why = faults.get(exact, f"{exact} {why}.")
        notes.insert(0, f"{quoted(label)} was graded in its place: {why}")
    passed_over = [one[0] for one in taken if one is not best]
    if passed_over := [*passed_over, *faults]:
        notes.append(sentence(passed_over, "{was} not graded", "notebook"))
    handed_in = None
    if (when := Path(timestamps.NAME)) in found:
        found.remove(when)
        handed_in, told = time_of(folder / when)
        notes += told
    files = beside(folder, path, inner, found)
    if files.left:
        notes.append(sentence(files.left, "{was} left out", "file"))
    for cell in cells:
        _with_files(cell, files.data)
    notebook = _notebook(cells, notes, released)
    return Intake(notebook, tuple(notes), "", files.data, handed_in)


def grade_id(cell: Any) -> str:
    """The name that nbgrader gave a cell, or "" if it has none."""
    name = settings_of(cell).get("grade_id")
    return name if isinstance(name, str) else ""


class _Release:
    """The released cells by grade_id, and how to recognise them.

    Args:
        released: the problem set of now.
        origin: as it was when the student got it.
    """

    def __init__(self, released: NotebookNode, origin: NotebookNode):
        self.cells = _by_id(released)
        self.origin = _by_id(origin)
        self.plain = {name: trimmed(cell.source) for name, cell in self.cells.items()}
        self.before = {name: trimmed(cell.source) for name, cell in self.origin.items()}
        both = {(text, n) for n, text in [*self.plain.items(), *self.before.items()]}
        times = Counter(text for text, _ in both)
        self.unique = {
            text: n for text, n in both if times[text] == 1 and n in self.cells
        }
        self.asked = {
            name: set(DEFINED.findall(cell.source))
            for name, cell in self.cells.items()
            if settings_of(cell).get("solution")
        }

    def is_answer(self, name: str) -> bool:
        return name in self.asked

    def is_test(self, name: str) -> bool:
        return not self.is_answer(name) and bool(
            settings_of(self.cells[name]).get("grade")
        )

    def recognise(self, text: str, type_: Any, claimed: str) -> str:
        """The grade_id of the released cell that a student's cell is, or ""."""
        if claimed and not self._differs(trimmed(text), claimed):
            return claimed
        if name := self.unique.get(trimmed(text)):
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
        text = trimmed(cell.text)
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
        (grade_id(cell), trimmed(text_of(cell)))
        for cell in raw["cells"]
        if isinstance(cell, dict)
    }

    def likeness(version: NotebookNode) -> tuple[int, int]:
        cells = _by_id(version)
        same = {(name, trimmed(cell.source)) for name, cell in cells.items()} & texts
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
        RefusedError: if it is not this problem set.
    """
    release = _Release(released, _origin(raw, released, earlier))
    notes = list(notes)
    found = _recognised(raw["cells"], release, notes)
    names = {cell.name for cell in found} - {""}
    if not names:
        raise RefusedError(f"{quoted(path)} has no cell of this problem set: {RESCUE}.")
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
        if not one.name and one.cell:
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
        text, claimed = text_of(raw), grade_id(raw)
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
        settings = settings_of(released)
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
    settings = settings_of(released)
    return bool(settings.get("solution") and settings.get("grade"))


def _filled(released: NotebookNode, answer: _Cell | None) -> NotebookNode:
    """A released cell, with the answer in it if it is one for answers."""
    cell = copy.deepcopy(released)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if answer and settings_of(released).get("solution"):
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


def _with_files(cell: NotebookNode, files: Mapping[Path, bytes]) -> None:
    """Put pictures into a text that lie in files beside the notebook."""
    is_locked = grade_id(cell) and not settings_of(cell).get("solution")
    if cell.cell_type != "markdown" or is_locked:
        return
    by_path = {str(path): data for path, data in reversed(list(files.items()))}
    by_name = {path.name: data for path, data in reversed(list(files.items()))}

    def read(path: str) -> bytes | None:
        return by_path.get(path, by_name.get(Path(path).name))

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
    notes = [sentence(names, what) for what, names in kinds.items() if names]
    stood = [cell.name for cell in found if cell is chosen.get(cell.name)]
    if how:
        notes.append(how)
    elif stood != [name for name in release.cells if name in chosen]:
        notes.append("The cells stood in another order and are as released again.")
    return notes


def _is_reset(cell: _Cell, released: NotebookNode) -> bool:
    """Whether a cell has other settings than the released one."""
    found, want = settings_of(cell.raw), settings_of(released)
    keys = ("grade", "solution", "locked", "points", "task", "schema_version")
    return any(found.get(key) != want.get(key) for key in keys)
