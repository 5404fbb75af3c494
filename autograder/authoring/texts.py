"""What is wrong with a text in source/, before anything is built from it.

    python -m autograder.authoring.texts        # says what `make build` would refuse

A fault is one line, `source/01_neuron.py:7: what is wrong: what to do.` Each rule in
RULES looks at a whole text and yields the line and the words of what it finds; a new
rule is a new function there. A text that cannot be decoded gets to no rule.
"""

import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jupytext
import yaml
from jupytext.cell_reader import DoublePercentScriptCellReader
from nbformat import NotebookNode, ValidationError, v4

EXTRAS = ("playground", "errata")
"""The notebooks beside the lectures, which are built like them."""

LEDGER = "coverage.yml"
"""What the course must cover: a file beside the texts."""

ROW = "row:"
"""Begins a tag that names a row of the ledger; the cell covers it."""

LECTURE = re.compile(r"[0-9]{2}[a-z]?_[a-z0-9_]+")
PROBLEM_SET = re.compile(r"ps[0-9]{2}[a-z]?_[a-z0-9_]+")
FIRST_HEADING = re.compile(r"^# # (.+)$", re.M)
QUESTION = re.compile(r"^\*\*Question\.\*\*\s+(\S.*?)\s*(?:\n[ \t]*\n|\Z)", re.M | re.S)
TITLE = re.compile(r"# +\S")
HEADING_OR_BLANK = re.compile(r"(#*\s*|# #{1,6}\s.*)")
LIKE_A_ROW = re.compile(r"rows?\b|.*\b[a-z]\d+-\d+", re.I)
MARKER = re.compile(r"#\s*%%")
HEADER = re.compile(r"\s*#\s*%%+(?:\s+(.*))?$")
# Python reads them as comments, and jupytext as part of the cell before.
NO_HEADER = re.compile(r"\s*#*\s*%\s?%+\s*\[|.*\bnbgrader\s*=")
UNREADABLE = "only [markdown] or [raw] and key=JSON may stand behind # %%: mend it."
KEY = re.compile(r"([\w.@/-]+)\s*=\s*")
KINDS = {"markdown": "markdown", "md": "markdown", "raw": "raw"}
CELL = {
    "code": v4.new_code_cell,
    "markdown": v4.new_markdown_cell,
    "raw": v4.new_raw_cell,
}
KEYS = (
    *("nbgrader", "examiner", "jupyter", "tags", "name", "collapsed", "scrolled"),
    *("editable", "deletable", "slideshow", "format", "raw_mimetype"),
)
"""What may stand behind a marker: what JupyterLab, nbgrader or the examiner reads."""

NBGRADER = (
    *("grade_id", "points", "solution", "grade", "locked", "task"),
    *("schema_version", "cell_type", "checksum"),
)
GRADE_ID = re.compile(r"[a-zA-Z0-9_-]+")
# As nbgrader looks for them: anywhere in a line.
REGION = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
NO_REGION = re.compile(
    r"\b(begin|end)[\s_-]*(solution|hidden|mark[\s_-]*scheme)|###\s*(begin|end)\b", re.I
)
MAGIC = re.compile(r"#\s*[%!]")  # jupytext takes the # away
HEADING = re.compile(r"# ## ")
NOTHING_TO_READ = (
    "no answer follows that a person could read: give it a cell with a solution and"
    " points."
)
KERNEL_OF_HEADER = re.compile(r"^#( {2,})kernelspec:.*(\n#\1 .*)*", re.M)
CONFLICT = re.compile(r"(?:# ?)?((?:<{7}|>{7}|\|{7})(?=\s|$)|={7}$)")
# Python and jupytext take some of them for the end of a line, and no editor shows them.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
BOM = b"\xef\xbb\xbf"

Finding = tuple[int, str]


@dataclass(frozen=True)
class Cell:
    """A cell as it stands in a text: where, which lines, and what its marker says."""

    line: int
    lines: list[str]  # with the marker, if it has one
    kind: str
    given: dict[str, Any]
    wrong: str  # why the marker cannot be read, or nothing

    @property
    def tags(self) -> list[str]:
        """Its tags; none if they are no list of words."""
        tags = self.given.get("tags")
        return [x for x in tags if isinstance(x, str)] if isinstance(tags, list) else []

    @property
    def rows(self) -> list[str]:
        """The rows of the ledger that its tags name."""
        return [tag.removeprefix(ROW) for tag in self.tags if tag.startswith(ROW)]

    @property
    def nbgrader(self) -> dict[str, Any]:
        """What the text states for nbgrader; empty if that is no mapping."""
        stated = self.given.get("nbgrader")
        return stated if isinstance(stated, dict) else {}


def notebook(content: str) -> NotebookNode:
    """The notebook that a py:percent text describes.

    A kernel that its header names is replaced: build.py sets the course's own, and
    jupytext refuses one that states its name alone.
    """
    head, end, rest = content, "", ""
    if content.startswith("# ---\n"):
        head, end, rest = content.partition("\n# ---\n")
        head = KERNEL_OF_HEADER.sub(_own_kernel, head)
    return jupytext.reads(head + end + rest, fmt="py:percent")


def _own_kernel(match: re.Match[str]) -> str:
    """The course's kernel in place of a header's, in as many lines."""
    kernel = "kernelspec: {display_name: Python 3, language: python, name: python3}"
    return f"#{match[1]}{kernel}" + "\n#" * match[0].count("\n")


@dataclass(frozen=True)
class Text:
    """A text that could be read: its name, its lines, and what jupytext makes of it."""

    path: Path
    content: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends; only a line feed ends one."""
        return self.content.split("\n")

    @cached_property
    def parsed(self) -> tuple[list[NotebookNode], str]:
        """The cells, and why there are none if jupytext cannot read the text."""
        try:
            return notebook(self.content).cells, ""
        except Exception as error:  # a header is YAML, and can be wrong in any way
            return [], " ".join(str(error).split())[:100] or type(error).__name__

    @cached_property
    def placed(self) -> list[Cell]:
        """The cells with their lines, where jupytext finds them."""
        lines = self.lines if self.lines[-1] else self.lines[:-1]
        at = 0
        if lines and lines[0].rstrip() == "# ---":  # a header in YAML
            ends = (n for n, x in enumerate(lines[1:], 2) if x.rstrip() == "# ---")
            at = next(ends, 0)
        placed = []
        while at < len(lines):
            kind, given, wrong = _marked(lines[at])
            # A marker that jupytext can read, whatever stands behind this one.
            first = [f"# %% [{kind}]"] if HEADER.match(lines[at]) else [lines[at]]
            reader = DoublePercentScriptCellReader({"extension": ".py"})
            _, count = reader.read(first + lines[at + 1 :])
            placed.append(Cell(at + 1, lines[at : at + count], kind, given, wrong))
            at += count
        return placed

    @property
    def is_problem_set(self) -> bool:
        """Whether it is built like a problem set."""
        return self.path.name.startswith("ps")

    def line(self, fragment: str) -> int:
        """The first line that holds a fragment, or the first of all."""
        return next((n for n, x in enumerate(self.lines, 1) if fragment in x), 1)


def _marked(line: str) -> tuple[str, dict[str, Any], str]:
    """The kind and the metadata that a marker states, and why it cannot be read."""
    header = HEADER.match(line)
    rest = (header[1] or "").strip() if header else ""
    kind, given = "code", {}
    if rest.startswith("["):
        word, closed, rest = rest[1:].partition("]")
        if not closed or word not in KINDS:
            words = "is no kind of cell: write [markdown], [raw], or nothing for code."
            return kind, {}, f"[{word.split(' ')[0][:20]}{closed} {words}"
        kind, rest = KINDS[word], rest.strip()
    while rest:
        key = KEY.match(rest)
        try:
            value, end = DECODER.raw_decode(rest, key.end() if key else 0)
        except (ValueError, RecursionError):
            key = None
        if not key or (end < len(rest) and rest[end] != " "):
            return kind, {}, UNREADABLE
        if key[1] in given:
            return kind, {}, f"{key[1]} stands there twice: keep one."
        given[key[1]] = value
        rest = rest[end:].strip()
    return kind, given, ""


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_once)


def faults(text: Path, root: Path) -> list[str]:
    """What is wrong with a text, a line each; an empty list if it can be built.

    Args:
        text: the file.
        root: the course's folder; the lines name the file from there.

    Returns:
        Lines such as `source/01_neuron.py:7: what is wrong: what to do.`, in the order
        of the file.
    """
    try:
        if text.exists() and not (text.is_file() or text.is_dir()):
            raise OSError("it is no file")  # reading a pipe would wait for ever
        data = text.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        words = f"it cannot be read ({why}): mend that or delete it."
        findings: list[Finding] = [(1, words)]
    else:
        findings = list(_undecodable(data))
        if not findings:
            whole = Text(text, data.decode("utf-8"))
            findings = sorted({finding for rule in RULES for finding in rule(whole)})
    name = text.relative_to(root).as_posix() if text.is_relative_to(root) else text
    return [f"{_printable(str(name))}:{line}: {words}" for line, words in findings]


def _printable(name: str) -> str:
    """A name on one line that any terminal can show."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def _undecodable(data: bytes) -> Iterator[Finding]:
    """What stands in the way of reading the bytes as UTF-8 without a mark before it."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        yield 1, "it is UTF-32: save it as UTF-8."
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield 1, "it is UTF-16: save it as UTF-8."
    elif data.startswith(BOM):
        yield 1, "it begins with a byte order mark: save it as UTF-8 without BOM."
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"0x{data[error.start]:02x}"
            yield line, f"the byte {byte} is not UTF-8: save the file as UTF-8."


# --- rules ---


def name(text: Text) -> Iterator[Finding]:
    """Find names that cannot be those of a link, a notebook and an assignment."""
    stem = text.path.stem
    known = PROBLEM_SET if text.is_problem_set else LECTURE
    if stem not in EXTRAS and not known.fullmatch(stem):
        yield (
            1,
            "nothing can be built under this name: call it NN_topic.py or "
            "psNN_topic.py, with two digits and a topic in a-z, 0-9 and _.",
        )


def line_ends(text: Text) -> Iterator[Finding]:
    """Find line ends other than LF, which would give other bytes."""
    for number, line in enumerate(text.lines, start=1):
        if "\r" in line:
            yield number, "the line ends with CR: save the file with LF line ends."
            return


def unseen(text: Text) -> Iterator[Finding]:
    """Find characters that an editor does not show, and that move or end lines."""
    for number, line in enumerate(text.lines, start=1):
        if match := UNSEEN.search(line):
            yield number, f"it holds the unseen U+{ord(match[0]):04X}: delete it."


def conflict_marks(text: Text) -> Iterator[Finding]:
    """Find what git leaves where two versions could not be merged.

    Seven equals signs alone may underline a title.
    """
    lines = [CONFLICT.match(line.rstrip("\r")) for line in text.lines]
    marks = [(n, match[1]) for n, match in enumerate(lines, start=1) if match]
    if any(mark != "=======" for _, mark in marks):
        for number, mark in marks:
            yield number, f"{mark} marks a conflict: choose one version, delete marks."


def first_line(text: Text) -> Iterator[Finding]:
    """Find what stands before the first marker: it would become a code cell."""
    for number, line in enumerate(text.lines, start=1):
        if line.strip():
            if not MARKER.match(line) and line.rstrip() != "# ---":
                yield number, "this is before the first cell: begin with `# %%`."
            return
    yield 1, "it is empty: write cells, each below a line `# %%`, or delete it."


def cells(text: Text) -> Iterator[Finding]:
    """Find texts in which jupytext sees no cells, or empty ones only."""
    parsed, error = text.parsed
    if error and not any(markers(text)):  # which say where it is
        yield 1, f"jupytext cannot read it ({error}): mend the header, or delete it."
    empty = not any(cell.source.strip() for cell in parsed)
    if empty and not error and text.content.strip():
        yield 1, "all cells are empty: write something, or delete the file."


def markers(text: Text) -> Iterator[Finding]:
    """Find markers of which not all is understood.

    jupytext drops what it cannot read. Without its entry for nbgrader, an answer would
    be published with the questions.
    """
    for cell in text.placed:
        if cell.wrong:
            yield cell.line, cell.wrong
        for key in cell.given.keys() - set(KEYS):
            yield (
                cell.line,
                f"nobody reads the key {key}: use one of {', '.join(KEYS)}.",
            )
        if not isinstance(cell.given.get("examiner", {}), dict):
            yield cell.line, "examiner is no mapping: write examiner={…}."
        try:
            CELL[cell.kind](metadata=cell.given)
        except ValidationError as error:
            place = list(error.relative_path)[1:2] or ["metadata"]
            words = f"{place[0]} cannot be that ({error.message[:60]}): mend it."
            yield cell.line, words
        for number, line in enumerate(cell.lines[1:], start=cell.line + 1):
            if NO_HEADER.match(line):
                yield number, "this begins no cell: write `# %% [kind] key=JSON` there."


def nbgrader(text: Text) -> Iterator[Finding]:
    """Find what nbgrader would refuse later, with a traceback, or publish."""
    seen: dict[str, int] = {}
    for cell in text.placed:
        if "nbgrader" in cell.given:
            for words in _misstated(cell):
                yield cell.line, f"nbgrader: {words}"
            name = str(cell.nbgrader.get("grade_id", ""))
            if name and name in seen:
                other = f"line {seen[name]}"
                yield (
                    cell.line,
                    f"nbgrader: {other} has this grade_id, too: rename one.",
                )
            seen.setdefault(name, cell.line)


def _misstated(cell: Cell) -> Iterator[str]:
    """What is wrong with what a cell states for nbgrader."""
    given = cell.nbgrader
    if not isinstance(cell.given["nbgrader"], dict):
        yield 'it is no mapping: write nbgrader={"grade_id": …}.'
        return
    for key in given.keys() - set(NBGRADER):
        yield f"it has no key {key}: use one of {', '.join(NBGRADER)}."
    if not GRADE_ID.fullmatch(str(given.get("grade_id", ""))):
        yield "there is no grade_id of letters, digits, - and _: write one."
    elif not isinstance(given["grade_id"], str):
        yield "the grade_id is not in quotes: write them."
    points = given.get("points", 0)
    if isinstance(points, bool) or not isinstance(points, int | float):
        yield "the points are no number: write one from 0 on, without quotes."
    elif not 0 <= points < math.inf:
        yield "the points are less than 0, or endless: write a number from 0 on."
    for key in ("solution", "grade", "locked", "task"):
        if not isinstance(given.get(key, False), bool):
            yield f"{key} is neither true nor false: write one of them."
    graded, task = "points" in given, given.get("task") is True
    if not task and given.get("grade", graded) is not graded:
        yield "grade and points do not agree: state the points alone."
    alone = graded != (given.get("solution") is True)
    if alone and not task and cell.kind == "markdown":
        yield "a Markdown answer has a solution and points: state both, or none."
    if given.get("schema_version", 3) != 3:
        yield "the schema_version is 3: leave it out."
    if given.get("cell_type", cell.kind) != cell.kind:
        yield f"the cell_type is {cell.kind}: leave it out."


def regions(text: Text) -> Iterator[Finding]:
    """Find marks of what nbgrader takes out that do not pair, or stand elsewhere."""
    if not text.is_problem_set:
        return
    for cell in text.placed:
        graded = "points" in cell.nbgrader
        solution, task = (
            cell.nbgrader.get(key) is True for key in ("solution", "task")
        )
        home = {
            "SOLUTION": (solution, 'with "solution": true'),
            "HIDDEN TESTS": (graded and not solution, "of tests, with points"),
            "MARK SCHEME": (task, 'with "task": true'),
        }
        opened = ("", 0)
        for number, line in enumerate(cell.lines, start=cell.line):
            if not (mark := REGION.search(line)):
                if NO_REGION.search(line):
                    yield (
                        number,
                        "this is no mark of nbgrader: write `### BEGIN SOLUTION`.",
                    )
                continue
            side, what = mark.groups()
            allowed, where = home[what]
            if not allowed:
                yield number, f"{what} may only stand in a cell {where}: move it."
            if side == "END" and opened[0] != what:
                yield number, f"no BEGIN {what} is open here: write it, or delete this."
            elif side == "BEGIN" and opened[0]:
                yield number, f"line {opened[1]} is still open: write END {opened[0]}."
            opened = (what, number) if side == "BEGIN" else ("", 0)
        if opened[0]:
            yield opened[1], f"it has no END {opened[0]} in this cell: write it."


def comments(text: Text) -> Iterator[Finding]:
    """Find code cells that run nothing: they were meant as texts."""
    for cell in text.placed:
        if cell.kind != "code" or cell.wrong:
            continue
        lines = cell.lines[1:] if HEADER.match(cell.lines[0]) else cell.lines
        rest = [x.strip() for x in lines if x.strip() and not REGION.search(x)]
        if rest and all(x.startswith("#") and not MAGIC.match(x) for x in rest):
            yield cell.line, "this code cell is only comments: write `# %% [markdown]`."


def read_by_a_person(text: Text) -> Iterator[Finding]:
    """Find exercises that a person is to read, with nothing to read."""
    if not text.is_problem_set:
        return
    open_ = 0
    for cell in text.placed:
        for number, line in enumerate(cell.lines, start=cell.line):
            if cell.kind != "markdown" or not HEADING.match(line):
                continue
            if open_:
                yield open_, NOTHING_TO_READ
            open_ = number if "read by a person" in line else 0
        if cell.nbgrader.get("solution") is True and "points" in cell.nbgrader:
            open_ = 0
    if open_:
        yield open_, NOTHING_TO_READ


def head(text: Text) -> Iterator[Finding]:
    """Find lectures without the title or the question that the start page shows."""
    found, _ = text.parsed
    if text.is_problem_set or not found:
        return
    first, line = found[0], text.line("%%")
    if first.cell_type != "markdown" or not TITLE.match(first.source):
        yield line, "the first cell has no title: let it be Markdown, `# 1 · Title`."
    elif not QUESTION.search(first.source):
        words = "the first cell asks nothing: add a paragraph `**Question.** …`."
        yield line, words


def rows(text: Text) -> Iterator[Finding]:
    """A tag that names a row of the ledger is right, and its cell can cover something.

    That each row has a cell is a matter of all texts: tests/test_coverage.py.
    """
    tagged = [(c, tag) for c in text.placed for tag in c.tags if LIKE_A_ROW.match(tag)]
    if not tagged:
        return
    try:
        covered = ledger(text.path.parent)
    except LedgerError as error:
        yield tagged[0][0].line, str(error)
        return
    homes = {row: lecture for lecture, mine in covered.items() for row in mine}
    pair = text.path.stem.removeprefix("ps")
    for cell, tag in tagged:
        row = tag.removeprefix(ROW)
        if row == tag:
            yield cell.line, f"the tag {tag} names no row: write {ROW} and its name."
        elif row not in homes:
            yield cell.line, f"no row is named {row}: take one of source/{LEDGER}."
        elif homes[row] != pair:
            words = f"the row {row} belongs to {homes[row]}: move the tag, or the row."
            yield cell.line, words
        if all(HEADING_OR_BLANK.fullmatch(line) for line in cell.lines[1:]):
            words = f"move {tag} to what covers it."
            yield cell.line, f"this cell has no more than a heading: {words}"


RULES = (
    *(name, line_ends, unseen, conflict_marks, first_line),
    *(cells, markers, nbgrader, regions, comments, read_by_a_person, head, rows),
)


class LedgerError(ValueError):
    """Why the ledger cannot be read, in a sentence."""


def ledger(source: Path) -> dict[str, dict[str, str]]:
    """The rows that the course must cover, as `kind: what`, by lecture and name.

    Args:
        source: the folder of the texts, with the ledger in it.

    Raises:
        LedgerError: if it cannot be read.
    """
    try:
        lectures = yaml.safe_load((source / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        why = " ".join(str(getattr(error, "strerror", None) or error).split())[:100]
        raise LedgerError(f"source/{LEDGER} cannot be read ({why}): mend it.") from None
    sections = lectures.values() if isinstance(lectures, dict) else [lectures]
    for section in sections:
        if not isinstance(section, dict) or not all(
            isinstance(word, str) for pair in section.items() for word in pair
        ):
            words = "name each lecture, and below it each row with its words"
            raise LedgerError(f"source/{LEDGER} is no list of rows: {words}.")
    return lectures


def title(text: Path) -> str:
    """The title of a lecture; the name of its file, while the text has none."""
    found = FIRST_HEADING.search(text.read_text(encoding="utf-8", errors="replace"))
    return found[1].strip() if found else text.stem


def title_and_question(text: Path) -> tuple[str, str]:
    """The title and the question of a lecture without faults, each on one line."""
    first = notebook(text.read_text(encoding="utf-8")).cells[0].source
    title = first.splitlines()[0].removeprefix("# ").strip()
    question = QUESTION.search(first)
    assert question is not None, "the rule `head` lets no lecture pass without one"
    return title, " ".join(question[1].split())


def every(root: Path) -> list[Path]:
    """All texts in source/, in order; also those whose name cannot be built.

    Files that begin with a dot are not texts: editors and macOS leave them.
    """
    return sorted((root / "source").glob("[!.]*.py"))


def main(root: Path = Path()) -> None:
    """Say what is wrong with all texts, and end with 1 if something is."""
    root = root.resolve()
    if found := [fault for text in every(root) for fault in faults(text, root)]:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
